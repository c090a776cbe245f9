#!/bin/sh
# Checkpoints: an idle sink is told so, with an empty batch of its chain, so
# that whoever is behind it can tell "nothing happened" from "nothing arrives".
#
# Seen to fail with quiet_for() that returns a day; with a refused checkpoint left
# sealed; with idle work done only between drains; with a file sink that takes its
# own checkpoints for damage.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

# Three sinks, each with that `checkpoint`.
fresh() { # NAME CHECKPOINT [LINE of source...]
	engine_new sqlite "$1"
	every=$2
	shift 2
	sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	cp "$T/secret" "$E/secret"
	receiver_stop
	receiver_start --secret-file "$E/secret" --store "$E/store.db" \
		--bodies "$E" --control || exit 1
	HOOK=$RECEIVER_URL/hook
	HOOK_OPTIONS="checkpoint = $every"
	conf_write "$@"
	sed -i "s/^type = \(file\|outbox\)/&\ncheckpoint = $every/" "$CONF"
}

stored() { # SQL
	sqlite3 -cmd '.timeout 600000' "$E/store.db" "$1"
}

# The number of the last batch that each sink has: files outbox hook.
numbers() {
	for numbers_s in files outbox; do
		batches "$numbers_s" | tail -1 | cut -d ' ' -f 1
	done | tr '\n' ' '
	stored 'SELECT coalesce(max(batch_seq), 0) FROM batch'
}

# As if all of it had happened that much earlier, or later.
age() { # SECONDS
	sqlite3 "$STATE/state.db" "UPDATE sink SET last_success_at =
		strftime('%Y-%m-%dT%H:%M:%fZ', last_success_at, '$1 seconds')"
}

fresh idle 1h
poll_quietly 'nothing was ever captured'
is "$(numbers)" '0' 'so there is nothing to say'
sql "INSERT INTO t VALUES (1, 'a'), (2, 'b')"
poll_quietly 'changes'
poll_quietly 'nothing more, for less than an hour'
is "$(numbers)" '1 1 1' 'no checkpoint before its time'
age -3601
poll_quietly 'idle for more than an hour'
is "$(numbers)" '2 2 2' 'one more batch for each'
poll_quietly 'and again at once'
is "$(numbers)" '2 2 2' 'that was enough for another hour'
is "$(batches files | cut -d ' ' -f 4 | tr '\n' ' ')" '2 0 ' \
	'it holds no event'
is "$(sinks_differ files outbox)" '' 'files and outbox: chains are whole'
is "$(stored "SELECT group_concat(verdict) FROM request")" 'stored,stored' \
	'the receiver takes it as the next of its chain'
id=$(stored 'SELECT batch_id FROM batch WHERE batch_seq = 2')
is "$(jq -c '[.type, .last_pos, (.data | length), .count]' "$E/$id.json")" \
	'["shadowlog.checkpoint","00000000000000000002",0,0]' \
	'it says what it is, and up to where all was delivered'
run verify-files "$FILES"
out=$("$SHADOWLOG" verify-files "$FILES" 2>&1)
is $? 0 'verify-files takes it'
python=$(command -v python3) &&
	is "$(python3 "$TOP/docs/consumers/consumer.py" "$OUTBOX" py \
		"$E/py.db" 2>&1; sqlite3 "$E/py.db" 'SELECT count(*) FROM event')" \
		2 "the outbox's consumer in Python takes it"
[ -n "$python" ] || skip 'consumer in Python' 'no python3'
is "$(sh "$TOP/docs/consumers/consumer.sh" "$OUTBOX" sh "$E/sh.db" 2>&1
	sqlite3 "$E/sh.db" 'SELECT count(*) FROM event')" 2 \
	"and the one in shell"
sql "INSERT INTO t VALUES (3, 'c')"
age -3601
poll_quietly 'changes behind it'
is "$(numbers)" '3 3 3' 'a change is no reason for a checkpoint'
is "$(sinks_differ files outbox)" '' 'and the chains go on'
is "$(stored 'SELECT count(*) FROM event')" 3 'the receiver has all three'
is "$("$SHADOWLOG" status --config "$CONF" --json | jq -c \
	'[.sinks[] | [.changes.delivered, .changes.pending]] | unique')" \
	'[[3,0]]' 'no change was counted twice'
age +999999999
poll_quietly 'after a success that the clock said was 30 years ahead'
is "$(numbers)" '4 4 4' 'nobody waits so long for a checkpoint'

# --- a poller that stays ------------------------------------------------------

fresh follow 1s 'interval = 20ms'
sql "INSERT INTO t VALUES (1, 'a')"
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
pid=$!
at_end_kill "$pid"
wait_for '[ "$(stored "SELECT count(*) FROM batch" 2>/dev/null)" -ge 3 ]'
kill "$pid"
wait "$pid"
is $? 0 '--follow: one after another, while nothing happens'
is "$(cat "$E/log")" '' '--follow: in silence'
ok '--follow: files and outbox too' \
	[ "$(batches files | wc -l)" -ge 3 -a "$(batches outbox | wc -l)" -ge 3 ]
is "$(stored "SELECT group_concat(DISTINCT verdict) FROM request")" stored \
	'--follow: in order'

# --- one sink busy for long ------------------------------------------------

fresh busy 1s 'interval = 20ms'
sql "INSERT INTO t VALUES (1, 'a')"
poll
printf 'stall=3600\n' | curl -sf --data-binary @- "$RECEIVER_URL/control" >/dev/null
sql "INSERT INTO t VALUES (2, 'b')"
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
pid=$!
at_end_kill "$pid"
wait_for '[ "$(batches outbox | wc -l)" -ge 4 ]'
ok 'while the receiver stalls, the others are told that they are idle' \
	[ "$(batches outbox | wc -l)" -ge 4 ]
is "$(stored 'SELECT count(*) FROM batch')" 1 'it stalls all the while'
kill "$pid"
wait "$pid"
: "$?"
is "$(sinks_differ files outbox)" '' 'and their chains are whole'

# --- a receiver that wants none -----------------------------------------------

fresh refuse 1h
sql "INSERT INTO t VALUES (1, 'a')"
poll
age -3601
printf 'holds=shadowlog.checkpoint,status=422\n' |
	curl -sf --data-binary @- "$RECEIVER_URL/control" >/dev/null
poll
is "$code" 65 'a receiver that refuses checkpoints'
has "$out" 'checkpoint' 'that is said'
sql "INSERT INTO t VALUES (2, 'b')"
run sink resume hook
poll_quietly 'new changes come all the same'
is "$(stored 'SELECT count(*) FROM event')" 2 'and arrive'
is "$(stored "SELECT group_concat(verdict, ' ') FROM request WHERE verdict
	NOT IN ('stored', 'failed')")" '' 'in a chain without a hole'

# --- a rewind over one ------------------------------------------------------

fresh rewind 1h 'keep = 1d'
sql "INSERT INTO t VALUES (1, 'a')"
poll
age -3601
poll
is "$(numbers)" '2 2 2' 'a checkpoint, and changes are kept'
stored 'SELECT batch_seq, batch_id, sha256 FROM batch' >"$E/before"
printf 'lose=2,times=1\n' | curl -sf --data-binary @- "$RECEIVER_URL/control" >/dev/null
sql "INSERT INTO t VALUES (2, 'b')"
poll_quietly 'a receiver that has lost two batches, one of them a checkpoint'
stored 'SELECT batch_seq, batch_id, sha256 FROM batch WHERE batch_seq < 3' \
	>"$E/after"
same_file "$E/after" "$E/before" 'gets both again, byte for byte'
is "$(numbers)" '3 3 3' 'and what is new behind them'

done_testing
