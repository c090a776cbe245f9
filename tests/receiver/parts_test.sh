# Taking a batch in part, and the other ways of a receiver that its answer's
# body or its memory tells of.
#
# Seen to fail with: a pair of events torn; a repeat of a part answered as if
# all of it had been taken.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/receiver/batches.sh"

# Batch SEQ of four changes, the second of which is two events.
batch4() { # SEQ
	batch "$1"
	jq -c --argjson n "$1" '.data[0] as $e | .count = 5 | .data = [
		[1, ""], [2, ".1"], [2, ".2"], [3, ""], [4, ""] | .[0] as $i |
		("0000000000000000\($n)00\($i)")[-20:] as $pos | $e +
		{id: "shop:1a2b:\($pos)\(.[1])", pos: $pos,
		after: {k: "k\($n)-\($i)"}}]
		| .first_pos = .data[0].pos | .last_pos = .data[4].pos' \
		"$T/$1.json" | tr -d '\n' >"$T/four" && mv "$T/four" "$T/$1.json"
}
for i in 1 2 3 4 5 6 7 8 9; do batch4 $i; done

# What a request is answered, and how many events of it and of all are there.
try() { # SEQ RULE
	rules "$2" >"$T/null"
	printf '%s %s ' "$(send "$1")" "$(cat "$T/answer")"
	store "SELECT count(*) FROM event WHERE batch_id LIKE '%-$1'"
}

receiver_start --unsigned --store "$T/store.db" --control
is "$(send 1)" 200 'without a rule'
is "$(jq -c '[.status, .events, .results]' "$T/answer")" '["stored",5,[]]' \
	'the answer names the events that were not taken: none'

part='{"acked_through":"00000000000000002002"}'
is "$(try 2 'accept=3,times=1')" "200 $part 3" 'accept=3 takes three events'
is "$(try 2 '')" "200 $part 3" 'a repeat gets the same answer'
is "$(try 2 'accept=5')" "200 $part 3" 'whatever the rules say then'
is "$(try 3 'accept=2')" \
	'200 {"acked_through":"00000000000000003001"} 1' \
	'the two events of one change are not torn'
is "$(try 4 'accept=0')" '200 {"acked_through":"0"} 0' 'accept=0 takes none'
is "$(try 4 'accept=9')" '200 {"status":"stored","batch_seq":4,"events":5,"results":[]} 5' \
	'so it can come again, and be taken'
is "$(verdicts)" \
	'stored partial duplicate duplicate partial declined stored' \
	'which is on record'

id=shop:1a2b:00000000000000005002
is "$(try 5 'reject=3')" "200 {\"results\":[{\"id\":\"$id.2\",\"status\":\"reject\",\"problem\":{\"title\":\"a rule said so\"}}]} 1" \
	'reject=3'
is "$(try 6 'holds=k6-3,retry=it' | jq -Rc 'split(" {")[1] | "{" + .[:-2] |
	fromjson | .results[] | [.id, .status]')" \
	'["shop:1a2b:00000000000000006003","retry"]' 'retry=it, by what it holds'
is "$(try 7 'itemfail=5')" '200 {"batchItemFailures":[{"itemIdentifier":"shop:1a2b:00000000000000007004"}]} 4' \
	'itemfail=5'
is "$(try 8 'holds=nothing,reject=it' | cut -d' ' -f1,3)" '200 5' \
	'what no event holds changes nothing'
is "$(try 9 'over=99999,status=413' | cut -d' ' -f1)" 200 'over: not longer'
is "$(try 9 'over=100,status=413' | cut -d' ' -f1)" 413 'over: longer'
is "$(try 9 'holds=k9-4,status=422' | cut -d' ' -f1)" 422 'holds, and a status'
is "$(try 9 'holds=k8-4,status=422' | cut -d' ' -f1)" 200 'which others miss'
is "$(try 9 'status=410' | cut -d' ' -f1)" 410 'gone'

is "$(rules 'lose=2,times=1')" 200 'lose=2'
is "$(send 9)" 412 'the last two batches are forgotten'
is "$(jq .expected_batch_seq "$T/answer")" 8 'and asked for'
is "$(store "SELECT count(*) FROM event WHERE batch_id LIKE '%-8' OR
	batch_id LIKE '%-9'")" 0 'with what they brought'
is "$(send 8) $(send 9)" '200 200' 'they can come again'
is "$(rules 'lose=99,times=1')" 200 'lose=99'
is "$(send 9)" 412 'all is forgotten'
is "$(jq .expected_batch_seq "$T/answer")" 1 'from the first on'
is "$(store 'SELECT count(*) FROM event')" 0 'nothing is left'
is "$(send 1) $(send 2)" '200 200' 'it begins anew'
is "$(jq .events "$T/answer")" 5 'without the rules of then'

gzip -n <"$T/3.json" >"$T/3.gz"
encoded() { # FILE ENCODING
	curl -s -o "$T/answer" -w '%{http_code}' --data-binary "@$1" \
		-H 'webhook-id: shop-hook-1a2b-3' -H "Content-Encoding: $2" \
		"$RECEIVER_URL/"
}
is "$(encoded "$T/3.gz" br)" 415 'an encoding that is not known'
is "$(encoded "$T/3.json" gzip)" 400 'what is no gzip'
head -c 100 "$T/3.gz" >"$T/half.gz"
is "$(encoded "$T/half.gz" gzip)" 400 'half of one'
is "$(encoded "$T/3.gz" gzip)" 200 'gzip'
is "$(store "SELECT sha256 FROM batch WHERE batch_seq = 3")" \
	"$(sha256sum <"$T/3.json" | cut -d' ' -f1)" 'is unpacked'
for rule in 'accept=it' 'reject=0' 'reject=it' 'lose=0' 'over=-1' 'holds=' ; do
	is "$(rules "$rule")" 400 "rule $rule"
done
receiver_stop
receiver_start --unsigned --max-body 2000
head -c 3000000 /dev/zero | gzip -n >"$T/bomb.gz"
is "$(encoded "$T/bomb.gz" gzip)" 413 'what unpacks to more than --max-body'
receiver_stop
done_testing
