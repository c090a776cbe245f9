# A receiver that was restored from a backup asks for the batches that it has
# lost (412 with expected_batch_seq).  While [source] keep holds their changes it
# gets them again, byte for byte; else the sink stops and says why.  Of a batch of
# which it had taken a part it is told how much that was.
#
# Seen to fail with: SINK_WISH_REWIND not set; keep left out; no shadowlog-taken.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# A source, and a receiver that has got six batches of it.
begin() { # NAME [LINE of [source]...]
	engine_new sqlite "$1"
	shift
	STORE=$E/store.db
	BATCH='events = 3'
	mkdir "$E/bodies"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
	law_begin t
	receiver_secret "$E/secret"
	receiver_start --secret-file "$E/secret" --store "$STORE" --control
	HOOK=$RECEIVER_URL/hook
	HOOK_OPTIONS=
	conf_write "$@"
	for i in 1 2 3 4 5 6; do
		sql "INSERT INTO t VALUES ($i * 10, 'a'), ($i * 10 + 1, 'b'),
			($i * 10 + 2, 'it''s')"
		poll
	done
	is "$(stored 'SELECT batch_seq FROM position')" 6 'six batches are there'
	stored 'SELECT batch_seq, batch_id, sha256 FROM batch' >"$E/before"
}

begin kept 'keep = 1d'
set_rules 'lose=4,times=1'
sql "INSERT INTO t VALUES (1, 'more')"
poll_quietly 'a receiver that has lost four batches'
is "$(stored 'SELECT group_concat(verdict, char(32)) FROM
	(SELECT verdict FROM request ORDER BY n LIMIT -1 OFFSET 6)')" \
	'gap stored stored stored stored stored' \
	'asks for them, and gets them before the next one'
stored 'SELECT batch_seq, batch_id, sha256 FROM batch WHERE batch_seq <= 6' \
	>"$E/after"
same_file "$E/after" "$E/before" 'byte for byte, under the same ids'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '19|19' \
	'each event is there once'
lawful 'after a rewind'
sql "INSERT INTO t VALUES (2, 'more')"
poll_quietly 'and the stream goes on'
is "$(stored 'SELECT batch_seq FROM position')" 8 'with the next batch'

# It can lose some while it is being given others, and the poller can die.
set_rules 'lose=6,times=1' 'at=4,status=503'
sql "INSERT INTO t VALUES (3, 'more')"
poll
ok 'a rewind that breaks off is no reason to forget it' \
	[ "$(stored 'SELECT batch_seq FROM position')" -lt 9 ]
lawful 'while a rewind is broken off'
set_rules 'at=2,lose=1'
run sink resume hook
poll
run sink resume hook
poll
is "$(stored 'SELECT batch_seq FROM position')" 9 'the next run goes on'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '21|21' \
	'and all is there once more'
lawful 'after a rewind that was broken off'
receiver_stop

# Batches of which it took a part, one of two times without a word on the rest.
begin parts 'keep = 1d'
HOOK_OPTIONS='ack = body'
conf_write 'keep = 1d'
set_rules 'at=1,accept=2' 'at=3,reject=2'
sql "INSERT INTO t VALUES (1, 'p'), (2, 'q'), (3, 'r')"
poll_quietly 'a batch of which two events of three are taken'
sql "INSERT INTO t VALUES (4, 's'), (5, 't'), (6, 'u')"
poll_quietly 'and one of which an event is refused at first'
is "$(stored "SELECT group_concat(verdict || ' ' || batch_seq, ', ') FROM
	(SELECT verdict, batch_seq FROM request ORDER BY n LIMIT -1 OFFSET 6)")" \
	'partial 7, stored 8, partial 9, stored 10, stored 11' \
	'what was left came in the batches behind'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '24|24' \
	'each event is there once'
stored 'SELECT batch_seq, batch_id, sha256, answer IS NULL FROM batch' \
	>"$E/before"
stored 'SELECT json FROM event ORDER BY ordinal' >"$E/events"
set_rules 'lose=6,times=1'
sql "INSERT INTO t VALUES (7, 'more')"
poll_quietly 'it has lost them all'
stored 'SELECT batch_seq, batch_id, sha256, answer IS NULL FROM batch
	WHERE batch_seq < 12' >"$E/after"
same_file "$E/after" "$E/before" 'and gets them byte for byte, in part as then'
stored 'SELECT json FROM event WHERE batch_id NOT LIKE "%-12"
	ORDER BY ordinal' >"$E/again"
same_file "$E/again" "$E/events" 'it has the same events as before'
lawful 'after a rewind across parts'

# One that does not say so.
set_rules 'lose=6,times=1' 'at=2,body={}'
sql "INSERT INTO t VALUES (8, 'more')"
poll
is "$code" 78 'if it takes another part than then, an operator is needed'
has "$out" 'had taken 2 events of batch 7, lost it, and has taken 3 of it now' \
	'who is told'
has "$out" shadowlog-taken 'what it should have done'
run sink resume hook
poll_quietly 'and once it says what it took it goes on'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '26|26' \
	'it has each event once'
lawful 'it has listened'
receiver_stop

begin forgotten
set_rules 'lose=4,times=1'
sql "INSERT INTO t VALUES (1, 'more')"
poll
is "$code" 78 'without keep an operator is needed'
has "$out" 'misses batches from 3' 'it says which batches are missing'
has "$out" 'keep' 'and why they cannot come'
run status
has "$out" misconfigured 'the sink stands still'
is "$(stored 'SELECT count(*) FROM event')" 6 'nothing was skipped'
is "$(count files)" 19 'while other sinks go on'
has "$out" 'sink forget hook' 'the way out is named'
sed -i 's/^\[sink hook\]/[sink again]/' "$CONF"
run sink forget hook
is "$code" 0 'under another name'
sql "INSERT INTO t VALUES (2, 'more')"
poll_quietly 'it begins with what the changelog holds'
is "$(stored "SELECT group_concat(substr(batch_id, -2) || ' ' || sink, ', ')
	FROM batch WHERE sink = 'again'")" '-1 again' 'as batch 1'
is "$(stored "SELECT json ->> 'key' FROM event ORDER BY ordinal DESC LIMIT 1")" \
	'{"id":"2"}' 'and goes on from there'
receiver_stop

# What it asks for must be a batch of ours.
begin ahead
set_rules 'status=412,header=Content-Type: application/problem+json,body={"type":"urn:shadowlog:problem/sequence-gap"}'
sql "INSERT INTO t VALUES (1, 'more')"
poll
is "$code" 78 '412 without a number'
has "$out" expected_batch_seq 'says what is missing in it'
receiver_stop
done_testing
