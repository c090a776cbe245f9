# What passes between poller and receiver beside changes: pauses, checkpoints, a
# newer lease, and that we have broken our promise.
#
# Seen to fail with: RateLimit not read; a lower token let through by the
# receiver; 422 of any type taken for a refusal of the events.
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
HOOK_OPTIONS='checkpoint = 1h'
conf_write

requests() {
	stored 'SELECT count(*) FROM request'
}

# Seconds until the sink's next attempt, as a test of a range.
waits() { # LEAST MOST
	sqlite3 -cmd '.timeout 600000' "$STATE/state.db" "SELECT
		next_attempt_at / 1000.0 - (julianday('now') - 2440587.5) * 86400
		BETWEEN $1 AND $2 FROM sink WHERE name = 'hook'"
}

set_rules 'first=1,status=200,header=RateLimit: "x";r=0;t=600'
sql "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')"
poll_quietly 'a quota that is used up is no failure'
is "$(requests)" 1 'but the next batch waits'
poll_quietly 'also for the next run'
is "$(requests)" 1 'for which it is too early'
is "$(waits 500 601)" 1 'by as much as the receiver said'
is "$(count files)" 4 'while other sinks go on'
run sink resume hook
poll_quietly 'an operator can go on at once'
is "$(stored 'SELECT count(*) FROM event')" 4 'and gets it all there'

set_rules 'first=1,status=429,header=Retry-After: 900'
sql "INSERT INTO t VALUES (5, 'a')"
poll
is "$code" 75 '429'
is "$(waits 800 901)" 1 'waits for as long as Retry-After says'
set_rules 'first=1,status=503,header=Retry-After: 999999999999999999999'
run sink resume hook
poll
is "$(waits 7000 7201)" 1 'but never for more than two hours'
set_rules ''
run sink resume hook
poll_quietly 'then it goes on'

poll_quietly 'a stream that is idle for a moment'
n=$(requests)
sqlite3 -cmd '.timeout 600000' "$STATE/state.db" \
	"UPDATE sink SET last_success_at = '2020-01-01T00:00:00Z'"
poll_quietly 'and one that is idle for long'
is "$(requests)" $((n + 1)) 'gets a checkpoint'
is "$(stored 'SELECT verdict, batch_seq FROM request ORDER BY n DESC LIMIT 1')" \
	"stored|$(stored 'SELECT batch_seq FROM position')" \
	'which is a batch of the chain'
is "$(stored "SELECT count(*) FROM event WHERE batch_id =
	(SELECT batch_id FROM position)")" 0 'without an event'
poll_quietly 'and then the stream is idle anew'
is "$(requests)" $((n + 1)) 'for as long as that'

sql "INSERT INTO t VALUES (20, 'a')"
poll_quietly 'a batch behind it'
token=$(sql 'SELECT token FROM shadowlog_lease')
is "$(stored 'SELECT token FROM lease')" "$token" \
	'the receiver knows the token of the lease'
stored "UPDATE lease SET token = $token + 5"
n=$(stored 'SELECT count(*) FROM event')
sql "INSERT INTO t VALUES (6, 'a')"
poll
is "$code" 75 'a poller whose lease is not the newest is refused'
has "$out" 'newer lease' 'and told so'
is "$(stored 'SELECT count(*) FROM event')" "$n" 'its batch has no effect'
is "$(stored 'SELECT verdict FROM request ORDER BY n DESC LIMIT 1')" stale \
	'which is on record'
stored "UPDATE lease SET token = 1"
run sink resume hook
poll_quietly 'when it is the newest, it goes on'

# Stored, and its answer lost; then other bytes are there.
n=$(requests)
set_rules 'first=2,late=3600'
sed 's/^secret_file = .*/&\ntimeout = 2s/' "$CONF" >"$E/hasty.conf"
chmod 600 "$E/hasty.conf"
sql "INSERT INTO t VALUES (7, 'a')"
CONF=$E/hasty.conf
poll
is "$code" 69 'an answer that is late'
wait_for '[ "$(requests)" -gt "$n" ]'
stored "UPDATE batch SET sha256 = 'other' WHERE batch_seq =
	(SELECT max(batch_seq) FROM batch)"
CONF=$E/shadowlog.conf
set_rules ''
run sink resume hook
poll
is "$code" 70 'a promise that does not hold'
has "$out" 'internal:' 'the same id with other bytes is our fault'
has "$out" 'another batch under the same id' 'and called so'
run status
has "$out" halted 'the sink halts'
has "$out" 'CRITICAL      a promise does not hold' 'which is critical at once'
is "$code" 2 'also by the exit code of status'
poll
has "$out" 'sink "hook": CRITICAL: ' 'and the next poll says so'
poll
not_ok 'once a day' test "${out#*CRITICAL}" != "$out"
receiver_stop
done_testing
