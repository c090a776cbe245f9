# A receiver that is gone for good (410), or wants no more (webhook-delivery:
# disable), gets nothing until an operator says so; nothing is lost meanwhile.
#
# Seen to fail with: SINK_WISH_STOP not set.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

engine_new sqlite shop
STORE=$E/store.db
BATCH='events = 3'
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
receiver_secret "$E/secret"
receiver_start --secret-file "$E/secret" --store "$STORE" --control
HOOK=$RECEIVER_URL/hook
conf_write

requests() {
	stored 'SELECT count(*) FROM request'
}

due() {
	sqlite3 -cmd '.timeout 600000' "$STATE/state.db" \
		'UPDATE sink SET next_attempt_at = 0'
}

sql "INSERT INTO t VALUES (1, 'a')"
poll_quietly 'all is well'
set_rules 'status=410'
sql "INSERT INTO t VALUES (2, 'b')"
poll
is "$code" 78 '410'
has "$out" 'sink resume hook' 'says what to do'
is "$(printf %s "$out" | grep -c 'next attempt')" 0 'and promises no next attempt'
n=$(requests)
set_rules ''
for i in 1 2 3; do
	due
	sql "INSERT INTO t VALUES ($i * 10, 'c')"
	poll
done
is "$(requests)" "$n" 'however often is polled, nothing is sent'
is "$(count files)" 5 'while other sinks go on'
run status
has "$out" stopped 'status says so'
has "$out" 'next attempt when it is resumed' 'and when it goes on'
run sink resume hook
is "$code" 0 'an operator resumes it'
poll_quietly 'and it gets'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '5|5' \
	'all of it'

set_rules 'first=1,status=200,header=webhook-delivery: disable'
sql "INSERT INTO t VALUES (4, 'd'), (5, 'e'), (6, 'f'), (7, 'g')"
poll
is "$code" 78 'disable beside a batch that was taken'
has "$out" 'sink resume hook' 'says what to do'
is "$(stored 'SELECT count(*) FROM event')" 8 'the batch stays taken'
n=$(requests)
due
poll
is "$(requests)" "$n" 'and was the last one'
run sink resume hook
poll_quietly 'until an operator resumes it'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '9|9' \
	'the rest comes'
is "$(stored "SELECT count(*) FROM request WHERE verdict = 'duplicate'")" 0 \
	'and nothing twice'

set_rules 'first=1,status=503,header=webhook-delivery: disable'
sql "INSERT INTO t VALUES (8, 'h')"
poll
is "$code" 78 'disable beside a failure'
n=$(requests)
due
poll
is "$(requests)" "$n" 'stops it, too'
run sink resume hook
poll_quietly 'until an operator resumes it'
is "$(stored 'SELECT count(*) FROM event')" 10 'nothing is lost'
receiver_stop
done_testing
