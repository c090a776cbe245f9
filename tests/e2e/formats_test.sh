#!/bin/sh
# The format of a sink: files, outbox and webhook hold the same events under the
# same ids in each; a retry has the same bytes and headers; a checkpoint is one
# in each.  What the formats look like is tested by unit/format_test and
# verifiers/formats_test.
#
# Seen to fail on purpose: with format_content_type() that does not count, with
# spans that forget headers, and with `single` taken off a format.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# Where an event's id stands in each format.
id_of() { # FORMAT
	case $1 in
	native | ndjson | cloudevents*) echo .id ;;
	debezium*) echo .source.event_id ;;
	maxwell) echo .position ;;
	flat) echo .__id ;;
	esac
}

# A new source, with seven changes that are eight events.
fresh() { # NAME
	unset HOOK
	engine_new sqlite "$1"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
	sql "INSERT INTO t VALUES (1, 'a'), (2, 'ü \"'), (3, NULL);
		UPDATE t SET note = 'b' WHERE id = 1;
		UPDATE t SET id = 4 WHERE id = 3;
		UPDATE t SET note = note WHERE id = 2;
		DELETE FROM t WHERE id = 1"
}

# Every sink in this format.
conf() { # FORMAT
	conf_write
	sed -i "s/^type = .*/&\nformat = $1/" "$CONF"
}

hook_only() {
	sed -i '/^\[sink files/,/^\[sink hook/{/^\[sink hook/!d}' "$CONF"
}

# In every body that came, the ids.
hook_ids() { # FORMAT
	for body in "$E"/hook/0*.body; do
		case $1 in
		native) jq -r '.data[].id' "$body" ;;
		ndjson) sed 1d "$body" | jq -r .id ;;
		*) jq -r "if type == \"array\" then .[] else . end |
			$(id_of "$1")" "$body" ;;
		esac
	done
}

want=$(for n in 1 2 3 4 5.1 5.2 6 7; do
	printf 'shop:EPOCH:0000000000000000000%s\n' "$n"
done)
ids() { # what stands for the epoch is the same in all
	sed 's/^shop:[0-9a-f]*:/shop:EPOCH:/'
}

deliver() { # FORMAT
	fresh "$1"
	hook_start
	conf "$1"
	# Headers are for webhooks alone.
	[ "$1" != cloudevents-binary ] || hook_only
	poll
	is "$code:$out" 0: "$1: delivered"
	hook_stop
	is "$(hook_ids "$1" | ids)" "$want" "$1: the webhook has all, in order"
	[ "$1" = cloudevents-binary ] && return
	is "$(events files | jq -r "$(id_of "$1")" | ids)" "$want" \
		"$1: so have the files, one object a line"
	is "$(events outbox | jq -r "$(id_of "$1")" | ids)" "$want" \
		"$1: and the outbox, one object an event"
	is "$(sqlite3 "$OUTBOX" 'SELECT group_concat(DISTINCT table_name ||
		typeof(id)) FROM events')" ttext \
		"$1: whose table is known in any format"
	case $1 in
	native | ndjson) family=null ;;
	*) family=${1%%-*} ;;
	esac
	is "$(head -1 "$(file_names | head -1)" | jq -r .data_format)" \
		"$family" "$1: the head of a file says what its lines are"
	"$SHADOWLOG" verify-files "$FILES" >"$T/null" 2>&1
	is $? 0 "$1: verify-files is content"
}

for format in native ndjson cloudevents-batch cloudevents cloudevents-binary \
	debezium debezium-single maxwell flat; do
	deliver "$format"
	case $format in
	cloudevents | cloudevents-binary | debezium-single)
		is "$(ls "$E"/hook/0*.body | wc -l)" 7 \
			"$format: a request for each change"
		;;
	*) is "$(ls "$E"/hook/0*.body | wc -l)" 1 "$format: one batch" ;;
	esac
done

# ---- two events of one change, in formats of one event
types() {
	sed -n 's/^[Cc]ontent-[Tt]ype: *//p' "$E"/hook/0*.head | tr -d '\r' |
		uniq -c | sed 's/^ *//'
}
E=$T/cloudevents
is "$(types)" "4 application/cloudevents+json
1 application/cloudevents-batch+json
2 application/cloudevents+json" 'cloudevents: a changed key comes as a batch'
E=$T/cloudevents-binary
is "$(types)" "4 application/json
1 application/cloudevents-batch+json
2 application/json" 'cloudevents-binary: a changed key comes as a batch'
is "$(grep -il '^ce-id: ' "$E"/hook/0*.head | wc -l)" 6 \
	'cloudevents-binary: and without ce- headers'

# ---- a retry is the same, headers and all
for format in cloudevents-binary debezium; do
	fresh "again-$format"
	sql 'DELETE FROM t WHERE id > 3' # which the poll sees as well
	hook_start 503 503
	conf "$format"
	hook_only
	for n in 1 2 3; do
		poll
		sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
	done
	is "$code:$out" 0: "$format: delivered at the third attempt"
	hook_stop
	for n in 2 3; do
		same_file "$E/hook/000$n.body" "$E/hook/0001.body" \
			"$format: attempt $n has the same body"
		is "$(grep -i '^ce-\|^webhook-id\|^content-type' \
			"$E/hook/000$n.head")" \
			"$(grep -i '^ce-\|^webhook-id\|^content-type' \
			"$E/hook/0001.head")" \
			"$format: and the same headers"
	done
done

# ---- another format while a batch is under way
fresh changed
hook_start 503
conf cloudevents-batch
hook_only
poll
conf flat
hook_only
sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
sql "INSERT INTO t VALUES (9, 'later')"
poll
is "$code:$out" 0: 'the format was changed while a batch was under way'
hook_stop
same_file "$E/hook/0002.body" "$E/hook/0001.body" 'that batch is sent as it was'
is "$(types)" "2 application/cloudevents-batch+json
1 application/json" 'with its Content-Type'
is "$(jq -r '.[].note' "$E/hook/0003.body")" later \
	'and the next one in the new format'

# ---- checkpoints
for format in native ndjson cloudevents-batch cloudevents cloudevents-binary \
	debezium debezium-single maxwell flat; do
	fresh "checkpoint-$format"
	hook_start
	HOOK_OPTIONS='checkpoint = 1h'
	conf "$format"
	HOOK_OPTIONS=
	hook_only
	poll
	sqlite3 "$STATE/state.db" "UPDATE sink
		SET last_success_at = '2020-01-01T00:00:00.000000Z'"
	poll
	is "$code:$out" 0: "$format: a sink that is idle for long"
	hook_stop
	last=$(ls "$E"/hook/0*.body | tail -1)
	case $format in
	native) got=$(jq -r .type "$last") ;;
	ndjson) got=$(jq -sr '"\(length) \(.[0].type)"' "$last") ;;
	cloudevents-batch) got=$(jq -r '"\(length) \(.[0].type)"' "$last") ;;
	cloudevents) got=$(jq -r .type "$last") ;;
	cloudevents-binary)
		got=$(sed -n 's/^ce-type: //p' "${last%body}head" | tr -d '\r')
		;;
	*) got=$(cat "$last") ;;
	esac
	case $format in
	ndjson | cloudevents-batch) want='1 shadowlog.checkpoint' ;;
	native | cloudevents*) want=shadowlog.checkpoint ;;
	*) want='[]' ;;
	esac
	is "$got" "$want" "$format: is told so"
done

# ---- sent again by an operator
for format in native ndjson cloudevents-batch cloudevents cloudevents-binary \
	debezium debezium-single maxwell flat; do
	fresh "replay-$format"
	hook_start
	conf "$format"
	sed -i 's/^\[batch\]/keep = 1d\n&/' "$CONF"
	hook_only
	poll
	before=$(ls "$E"/hook/0*.body | wc -l)
	run replay --sink hook
	is "$code" 0 "$format: replayed"
	hook_stop
	is "$(hook_ids "$format" | sort | uniq -c | sed 's/^ *//; s/ .*//' |
		sort -u)" 2 "$format: the same ids again"
	again=$(printf '%s/hook/%04d' "$E" $((before + 1)))
	case $format in
	native) got=$(jq -r .replay "$again.body") ;;
	ndjson) got=$(head -1 "$again.body" | jq -r .replay) ;;
	cloudevents-batch) got=$(jq -r '.[0].shadowlogreplay' "$again.body") ;;
	cloudevents) got=$(jq -r .shadowlogreplay "$again.body") ;;
	cloudevents-binary)
		got=$(sed -n 's/^ce-shadowlogreplay: //p' "$again.head" |
			tr -d '\r')
		;;
	debezium) got=$(jq -r '.[0].source.replay' "$again.body") ;;
	debezium-single) got=$(jq -r .source.replay "$again.body") ;;
	*) got=manual ;;
	esac
	is "$got" manual "$format: marked as such where there is a place"
	ok "$format: and in a header" \
		grep -qi '^shadowlog-replay: manual' "$again.head"
done

# ---- what cannot be
fresh refused
conf cloudevents-binary
poll
is "$code" 78 'headers of HTTP in a file are refused'
has "$out" 'format: it is made of headers of HTTP' 'and why'
conf avro
poll
is "$code" 78 'a format that is none is refused'
has "$out" 'it is one of native, cloudevents-batch, cloudevents,' \
	'and those that are one are named'
done_testing
