#!/bin/sh
# `shadowlog sink pause`, `pause --drained`, `resume` and `forget`: at rest,
# beside a poller that follows, and while it is busy with a backlog.
#
# Seen to fail with hear_wish() left out of meanwhile(); with idle_sink() that does
# not ask whether the sink is idle; with move_on() that sets "ok" always; with
# state_sink_leave() that leaves nothing; with a wish that is cleared unread.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

fresh() { # NAME [RULE of the receiver]
	engine_new sqlite "$1"
	sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	cp "$T/secret" "$E/secret"
	receiver_stop
	receiver_start --secret-file "$E/secret" --store "$E/store.db" \
		--control ${2:+--fail "$2"} || exit 1
	HOOK=$RECEIVER_URL/hook
	BATCH='events = 1'
	HOOK_OPTIONS='timeout = 1h'
	conf_write 'interval = 20ms'
}

rows() { # FIRST LAST
	sql "WITH n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n
		WHERE i < $2) INSERT INTO t SELECT i, 'x' FROM n"
}

stored() {
	sqlite3 -cmd '.timeout 600000' "$E/store.db" 'SELECT count(*) FROM event'
}

state_of() { # SINK
	"$SHADOWLOG" status --config "$CONF" --json |
		jq -r --arg name "$1" '.sinks[] | select(.name == $name).state'
}

odd() { # what the receiver has seen that is not in order
	sqlite3 -cmd '.timeout 600000' "$E/store.db" "SELECT
		group_concat(verdict, ' ') FROM request WHERE verdict NOT IN
		('stored', 'duplicate', 'failed')"
}

follow() {
	"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
	pid=$!
	at_end_kill "$pid"
}

follow_ends() { # WHAT
	kill "$pid"
	wait "$pid"
	is $? 0 "$1: SIGTERM ends it"
}

# --- at rest --------------------------------------------------------------------

fresh rest
run sink pause hook
is "$code" 78 'a sink that was never polled for'
rows 1 2
poll_quietly 'some are delivered'
run sink pause hook
is "$code:$out" '0:' 'pause, at rest'
is "$(state_of hook)" paused 'status says so'
rows 3 4
poll_quietly 'a poll'
is "$(stored) $(count files)" '2 4' 'a paused sink gets nothing, others do'
ok 'what it has not got stays in the changelog' [ "$(sql 'SELECT count(*)
	FROM shadowlog_changelog')" -ge 2 ]
run sink resume --drained files
is "$code" 64 '--drained is for pause alone'
run sink pause --drained files
rows 5 5
poll_quietly 'a poll'
is "$(state_of files) $(count files)" 'paused 5' \
	'pause --drained: all that was there, then it is paused'
rows 6 6
run sink pause --drained outbox
run sink resume outbox
poll_quietly 'a poll'
is "$(state_of outbox) $(count outbox)" 'ok 6' 'resume takes back --drained'
is "$(count files)" 5 'the paused one gets no more'
run sink resume hook
is "$code:$out" '0:' 'resume, at rest'
run sink resume files
poll_quietly 'a poll'
is "$(stored) $(count files)" '6 6' 'all have all'
is "$(sinks_differ files outbox)" '' 'once, in order'
run sink stop hook
is "$code" 64 'no such word'
run sink forget nobody
is "$code" 78 'no such sink'

# --- beside a poller that follows and is idle -------------------------------------

fresh beside
rows 1 2
follow
wait_for '[ "$(stored)" = 2 ]'
run sink pause hook
has "$code:$out" '0:noted' 'pause, beside a poller'
wait_for '[ "$(state_of hook)" = paused ]'
rows 3 4
wait_for '[ "$(count files)" = 4 ]'
is "$(state_of hook) $(stored)" 'paused 2' 'it is paused, others go on'
run sink resume hook
wait_for '[ "$(stored)" = 4 ]'
is "$(state_of hook) $(stored)" 'ok 4' 'resume, beside a poller'
run sink pause --drained hook
wait_for '[ "$(state_of hook)" = paused ]'
is "$(state_of hook) $(stored)" 'paused 4' \
	'pause --drained of one that has all'
run sink resume hook
wait_for '[ "$(state_of hook)" = ok ]'
run sink forget hook
is "$code" 78 'forget: not one that is in the configuration'
has "$out" 'hook' 'and that is said'
follow_ends 'beside'

# --- beside a poller that is busy ---------------------------------------------

# The receiver stands still meanwhile, so that it cannot have all before that.
fresh busy late=1
rows 1 100
follow
wait_for '[ "$(stored)" -ge 2 ]'
kill -STOP "$RECEIVER_PID"
at_end_kill "$RECEIVER_PID"
run sink pause hook
wait_for '[ "$(state_of hook)" = paused ]'
is "$(state_of hook)" paused 'pause, in the middle of a backlog'
kill -CONT "$RECEIVER_PID"
set_rules
# What was on its way when the state was looked at is there soon.
wait_for '[ "$(sqlite3 "$STATE/state.db" "SELECT count(*) FROM batch
	WHERE sink = '\''hook'\''")" = 0 ]'
has_now=$(stored)
ok "not all of it was sent ($has_now)" [ "$has_now" -lt 100 ]
rows 101 102
wait_for '[ "$(count files)" = 102 ]'
is "$(stored)" "$has_now" 'nothing more comes, while others get what is new'
run sink pause --drained hook
run sink resume hook
wait_for '[ "$(stored)" = 102 ]'
is "$(stored)" 102 'resume: all the rest'
set_rules late=0.1
rows 103 122
run sink pause --drained hook
wait_for '[ "$(state_of hook)" = paused ]'
is "$(state_of hook) $(stored)" 'paused 122' \
	'pause --drained: what was pending first'
rows 123 124
wait_for '[ "$(count files)" = 124 ]'
is "$(stored)" 122 'then nothing more'
run sink resume hook
wait_for '[ "$(stored)" = 124 ]'
is "$(odd)" '' 'the receiver saw an unbroken chain'
follow_ends 'busy'
is "$(cat "$E/log")" '' 'all of it in silence'

# --- resume of what stands still, while another one is busy ---------------------

fresh stuck
hook_start HANG
conf_write 'interval = 20ms'
printf '[sink second]\ntype = webhook\nurl = %s/second\ninsecure_http = yes
secret_file = %s\n' "$RECEIVER_URL" "$E/secret" >>"$CONF"
set_rules 'status=404'
rows 1 6
follow
wait_for '[ "$(state_of second 2>/dev/null)" = misconfigured ]'
set_rules
run sink resume second
wait_for '[ "$(stored)" = 6 ]'
is "$(stored) $(state_of second)" '6 ok' \
	'resume of one that stood still, while another one hangs'
run sink pause second
wait_for '[ "$(state_of second)" = paused ]'
rows 7 8
wait_for '[ "$(count files)" = 8 ]'
is "$(stored)" 6 'pause, while another one hangs'
is "$(find "$E/hook" -name '*.body' | wc -l)" 1 \
	'that was in its first request all the time'
follow_ends 'stuck'
hook_stop

# --- forget ---------------------------------------------------------------------

fresh forget
rows 1 3
poll
rows 4 4
HOOK=
conf_write 'interval = 20ms'
poll_quietly 'a sink that is not in the configuration any more'
ok 'pins the changelog' [ "$(sql 'SELECT count(*) FROM
	shadowlog_changelog')" -ge 2 ]
follow
rows 5 5
wait_for '[ "$(count files)" = 5 ]'
run sink forget files
is "$code" 78 'forget, beside a poller: not one that is configured'
run sink forget hook
has "$code:$out" '0:noted' 'forget, beside a poller'
wait_for '! "$SHADOWLOG" status --config "$CONF" | grep -q "sink hook"'
rows 6 6
wait_for '[ "$(count outbox)" = 6 ]'
wait_for '[ "$(sql "SELECT count(*) FROM shadowlog_changelog")" = 1 ]'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'it pins the changelog no more'
follow_ends forget

done_testing
