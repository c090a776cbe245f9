#!/bin/sh
# A receiver that stalls, or is dead, holds back nobody else: other sinks get
# the backlog, and what comes while the slow one is still at its first batch;
# memory does not grow with what waits.
#
# Seen to fail with meanwhile() that does not look for what is new.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

fresh() { # NAME HOOK-ANSWER...
	engine_new sqlite "$1"
	shift
	sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	HOOK=
	[ $# = 0 ] || hook_start "$@"
	BATCH='events = 5'
	HOOK_OPTIONS='timeout = 1h'
	conf_write 'interval = 20ms'
}

rows() { # FIRST LAST [LENGTH]
	sql "WITH n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n
		WHERE i < $2) INSERT INTO t
		SELECT i, printf('%0${3:-1}d', i) FROM n"
}

follow() {
	"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
	pid=$!
	at_end_kill "$pid"
}

requests() { # that the hook has seen
	find "$E/hook" -name '*.body' | wc -l | tr -d ' '
}

others_have() { # N
	[ "$(count files)" = "$1" ] && [ "$(count outbox)" = "$1" ]
}

# --- one that never answers ---------------------------------------------------

fresh stall HANG
rows 1 50
follow
wait_for 'others_have 50'
ok 'stalled: the backlog reaches the others' others_have 50
is "$(requests)" 1 'stalled: one request is under way'
for i in 51 52 53; do
	rows "$i" "$i"
	wait_for "others_have $i"
	ok "stalled: change $i comes meanwhile" others_have "$i"
done
is "$(requests)" 1 'stalled: that same request, all the time'
ok 'stalled: what it lacks stays in the changelog' \
	[ "$(sql 'SELECT count(*) FROM shadowlog_changelog')" = 53 ]
kill "$pid"
wait "$pid"
is $? 0 'stalled: SIGTERM ends it, request or not'
is "$(sinks_differ files outbox)" '' 'stalled: the others have all, in order'
hook_stop
hook_start
conf_write
sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
poll_quietly 'stalled: a receiver that is well again'
is "$(sinks_differ)" '' 'gets all of it, too'

# --- one that is dead -----------------------------------------------------------

fresh dead 200
hook_gone
rows 1 50
follow
wait_for 'others_have 50'
for i in 51 52 53; do
	rows "$i" "$i"
	wait_for "others_have $i"
	ok "dead: change $i reaches the others" others_have "$i"
done
kill "$pid"
wait "$pid"
has "$(cat "$E/log")" 'sink "hook": unavailable' 'dead: that is told'
is "$(sinks_differ files outbox)" '' 'dead: the others have all, in order'

# --- several that are slow, each at its own pace --------------------------------

fresh several
for i in 1 2 3; do
	receiver_start --secret-file "$SECRET" --store "$E/r$i.db" || exit 1
	HOOK=$RECEIVER_URL
	eval "pid$i=\$RECEIVER_PID"
	printf '[sink r%s]\ntype = webhook\nurl = %s\ninsecure_http = yes\n' \
		"$i" "$HOOK"
	printf 'secret_file = %s\nbatch_events = %s\ntimeout = 1h\n' "$SECRET" "$i"
done >"$E/more"
cat "$E/more" >>"$CONF"
HOOK=
hooks() { # how many events each of them has
	for hooks_i in 1 2 3; do
		sqlite3 -cmd '.timeout 600000' "$E/r$hooks_i.db" \
			'SELECT count(*) FROM event'
	done | tr '\n' ' '
}
kill -STOP "$pid1"
at_end_kill "$pid1"
rows 1 30
follow
wait_for '[ "$(hooks)" = "0 30 30 " ]'
is "$(hooks)" '0 30 30 ' 'several: one stands still, the others have all'
rows 31 31
wait_for '[ "$(hooks)" = "0 31 31 " ]'
is "$(hooks)" '0 31 31 ' 'several: and what is new'
kill -CONT "$pid1"
wait_for '[ "$(hooks)" = "31 31 31 " ]'
is "$(hooks)" '31 31 31 ' 'several: awake again, it gets all, too'
kill "$pid"
wait "$pid"
is "$?:$(cat "$E/log")" '0:' 'several: in silence'
is "$(sinks_differ files outbox)" '' 'several: files and outbox, too'

# --- memory ---------------------------------------------------------------------

if nm "$SHADOWLOG" 2>/dev/null | grep -q __asan_init; then
	skip 'memory' 'AddressSanitizer takes memory of its own'
else
	fresh memory HANG
	BATCH='events = 500'
	conf_write 'interval = 20ms'
	rows 1 100000 200
	"$BUILD/tools/peak" "$E/peak" "$SHADOWLOG" poll --config "$CONF" \
		--follow >"$E/log" 2>&1 &
	peak_pid=$!
	wait_for 'others_have 100000'
	rows 100001 100002
	wait_for 'others_have 100002'
	ok 'memory: 100,000 changes wait for one, others have them' \
		others_have 100002
	kill "$(pgrep -P "$peak_pid")"
	wait "$peak_pid"
	ok "memory: $(cat "$E/peak") KiB at most" [ "$(cat "$E/peak")" -lt 65536 ]
fi

done_testing
