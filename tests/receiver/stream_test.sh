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
is "$(send 2)" 200 'batch 2 with other bytes is not stored again'
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

receiver_start --unsigned --join --store "$T/join.db"
is "$(send 3)" 200 '--join: a stream may begin anywhere'
is "$(send 3)" 200 'once'
is "$(send 1)" 200 'what came before is not asked for'
is "$(sqlite3 "$T/join.db" 'SELECT group_concat(verdict) FROM request')" \
	'stored,duplicate,differs' 'but noted'
done_testing
