# What a receiver owes its stream: each batch once, in order, none missing.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/receiver/batches.sh"
for i in 1 2 3 4; do batch $i; done
mkdir "$T/bodies"

receiver_start --unsigned --store "$T/store.db" --bodies "$T/bodies"
is "$(send 2)" 412 'a stream begins with batch 1'
has "$(cat "$T/answer")" '"expected_batch_seq":1' 'the answer names it'
has "$(cat "$T/headers")" 'application/problem+json' 'as problem details'
is "$(jq -r .type "$T/answer")" urn:shadowlog:problem/sequence-gap 'of a type'
is "$(send 1)" 200 'batch 1 is stored'
is "$(send 1)" 200 'again: acknowledged again'
is "$(send 2)" 200 'batch 2 follows'
is "$(send 4)" 412 'batch 4 does not'
is "$(jq .expected_batch_seq "$T/answer")" 3 'for 3 is missing'
is "$(store 'SELECT count(*) FROM event')" 2 'each event is there once'
is "$(verdicts)" 'gap stored duplicate stored gap' 'every request is on record'

batch 2 'other bytes'
is "$(send 2)" 422 'batch 2 with other bytes is refused'
is "$(jq -r .type "$T/answer")" urn:shadowlog:problem/idempotency-key-reuse \
	'as an id that was used before'
is "$(verdicts)" 'gap stored duplicate stored gap differs' 'and noted'
batch 2
is "$(store "SELECT json FROM event WHERE batch_id LIKE '%-2'")" \
	"$(sed 's/.*"data":\[\(.*\)\]}$/\1/' "$T/2.json")" \
	'an event is kept as it came, to the byte'
same_file "$T/bodies/shop-hook-1a2b-2.json" "$T/2.json" 'and so is the body'

receiver_stop
receiver_start --unsigned --store "$T/store.db"
is "$(send 2)" 200 'after a restart it still knows batch 2'
is "$(send 3)" 200 'and takes batch 3'
sed 's/-1a2b-3"/-ffff-3"/' "$T/4.json" >"$T/5.json"
is "$(post "$T/5.json" shop-hook-1a2b-4)" 422 \
	'a batch that names another predecessor is refused'
has "$(cat "$T/answer")" 'shop-hook-ffff-3' 'with that name'
sed 's/1a2b/3c4d/g; s/"batch_seq":1/"batch_seq":1/' "$T/1.json" >"$T/6.json"
is "$(post "$T/6.json" shop-hook-3c4d-1)" 200 'a new epoch begins with 1'
is "$(curl -s "$RECEIVER_URL/status" |
	jq -c '[.positions[] | [.epoch, .batch_seq]], .verdicts.stored')" \
	'[["1a2b",3],["3c4d",1]]
4' 'GET /status tells the positions'
receiver_stop

receiver_start --unsigned --store "$T/revised.db"
sed 's/-1a2b-1"/-1a2b-1-1"/' "$T/1.json" >"$T/7.json"
is "$(post "$T/7.json" shop-hook-1a2b-1-1)" 200 \
	'a batch that was cut anew has one more number in its id'
is "$(send 1)" 422 'another one under its number is no repetition of it'
receiver_stop

receiver_start --unsigned --store "$T/token.db"
token() { # TOKEN SEQ
	send "$2" -H "shadowlog-token: $1"
}
is "$(token 7 1) $(token 7 1) $(send 1)" '200 200 200' \
	'a token that stays, and none'
is "$(token 6 2)" 409 'a lower token: a poller that has lost its lease'
is "$(jq -r .type "$T/answer")" urn:shadowlog:problem/stale-token 'of a type'
is "$(token 6 1)" 409 'even with what is here already'
is "$(sqlite3 "$T/token.db" 'SELECT max(batch_seq) FROM position')" 1 \
	'has no effect'
is "$(token 8 2) $(token 7 3) $(token 8 3)" '200 409 200' \
	'the next holder goes on'
is "$(token x 4) $(token -3 4)" '200 200' 'what is no token says nothing'
sed 's/1a2b/3c4d/g' "$T/1.json" >"$T/6.json"
is "$(post "$T/6.json" shop-hook-3c4d-1 -H 'shadowlog-token: 1')" 200 \
	'tokens begin anew with an epoch'
receiver_stop

receiver_start --unsigned --store "$T/more.db"
is "$(send 1)" 200 'batch 1'
sed 's/"count":1/"count":0/; s/"data":.*/"data":[]}/
	s/shadowlog.batch/shadowlog.checkpoint/' "$T/2.json" >"$T/8.json"
is "$(post "$T/8.json" shop-hook-1a2b-2)" 200 'a checkpoint is one of the chain'
is "$(send 3)" 200 'the next batch follows it'
sed 's/"sink":"hook"/"sink":"hook","replay":"manual"/
	s/"id":"shop:1a2b:0*104"/"id":"shop:1a2b:00000000000000000103"/' \
	"$T/4.json" >"$T/9.json"
is "$(post "$T/9.json" shop-hook-1a2b-4)" 200 'so is a replay'
sed 's/"batch_seq":2/"batch_seq":4/; s/hook-1a2b-2"/hook-1a2b-ping-1"/
	s/shadowlog.checkpoint/shadowlog.ping/' "$T/8.json" >"$T/ping.json"
is "$(post "$T/ping.json" shop-hook-1a2b-ping-1)" 200 'a ping is answered'
is "$(sqlite3 "$T/more.db" "SELECT verdict, (SELECT count(*) FROM batch)
	FROM request ORDER BY n DESC LIMIT 1")" 'ping|4' 'and is no batch'
is "$(sqlite3 "$T/more.db" "SELECT count(*), count(DISTINCT event_id),
	(SELECT max(batch_seq) FROM position) FROM event")" '2|2|4' \
	'of which only what is not here is taken'
receiver_stop

receiver_start --unsigned --join --store "$T/join.db"
is "$(send 3)" 200 '--join: a stream may begin anywhere'
is "$(send 3)" 200 'once'
is "$(send 1)" 200 'what came before is not asked for'
is "$(sqlite3 "$T/join.db" 'SELECT group_concat(verdict) FROM request')" \
	'stored,duplicate,duplicate' 'but noted'
done_testing
