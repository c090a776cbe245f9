# docs/receiver.md is two pages, and says what the programs do.
. "$(dirname "$0")/../tap.sh"
cd "$TOP" || exit 1
text=docs/receiver.md

ok 'two pages of 66 lines' test "$(wc -l <$text)" -le 132
is "$(awk 'length > 80 && !/^\|/ && !/https:/' $text)" '' 'of 80 columns'

# Problem types: those that a receiver is told of are known to our own
# receiver, to the sink, and to the sink's document.
types=$(grep -oE 'problem/[a-z-]+"|type `[a-z-]+`' $text |
	sed 's|.*/||; s/type //; s/[`"]//g' | sort -u)
is "$(echo $types)" 'idempotency-key-reuse sequence-gap stale-token' \
	'the problem types of the contract'
for type in $types; do
	ok "$type is what shadowlog-receiver says" \
		grep -q "\"$type\"" receiver/server.c
	ok "$type is known to the sink" \
		grep -q "\"${type%-key-reuse}\"" sinks/webhook_answer.c
done

# Headers: those of the example are those of a request.
for header in $(sed -n '/^    POST/,/^$/s/^    \([A-Za-z-]*\): .*/\1/p' $text) \
	shadowlog-replay shadowlog-taken; do
	ok "$header is sent" grep -q "\"$header: " sinks/webhook_request.c
done

# Members of an acknowledging body.
for member in acked_through results batchItemFailures itemIdentifier id \
	status problem; do
	ok "$member is in the contract" grep -q "[\"\`]$member[\"\`]" $text
	ok "$member is read" grep -q "\"$member\"" sinks/webhook_ack.c
done

for file in docs/receivers/*; do
	ok "$file is named" grep -q "(receivers/${file##*/})" $text
done
done_testing
