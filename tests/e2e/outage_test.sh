# A receiver that is away for long: give_up_after, and the alert after a day; and
# what a receiver takes over by 202.
#
# Seen to fail with: 202 counted as any other; is_given_up() that looks at
# replays, too; an alert that does not note when it was said; status that returns
# 0.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

fresh() { # NAME [OPTION...]: lines of [sink hook]
	unset PORT
	engine_new sqlite "$1"
	shift
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	law_begin t
	cp "$T/secret" "$E/secret"
	STORE=$E/store.db
	receiver_again --secret-file "$E/secret" --store "$STORE" --control ||
		exit 1
	HOOK=$RECEIVER_URL/hook
	HOOK_OPTIONS=$(printf '%s\n' "$@")
	BATCH='events = 4'
	conf_write
}

rows() { # FIRST LAST
	sql "WITH n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n
		WHERE i < $2) INSERT INTO t SELECT i, 'x' FROM n"
}

state() { # SQL
	sqlite3 -cmd '.timeout 600000' "$STATE/state.db" "$1"
}

due() {
	state 'UPDATE sink SET next_attempt_at = 0'
}

# As if so much time had passed: all that is remembered is so much older.
hours_later() { # N
	state "UPDATE sink SET next_attempt_at = 0,
		failing_since = strftime('%Y-%m-%dT%H:%M:%SZ', failing_since,
			'-$1 hours'),
		waiting_since = CASE waiting_since WHEN 0 THEN 0 ELSE
			waiting_since - $1 * 3600000 END,
		alerted_at = CASE alerted_at WHEN 0 THEN 0 ELSE
			alerted_at - $1 * 3600000 END"
}

hook() { # JQ
	"$SHADOWLOG" status --config "$CONF" --json |
		jq -r ".sinks[] | select(.name == \"hook\") | $1"
}

where() {
	hook '.changes | "\(.delivered) \(.pending) \(.dead) \(.dropped)"'
}

received() {
	stored "SELECT group_concat(json_extract(json, '\$.key.id'), ' ')
		FROM (SELECT json FROM event ORDER BY ordinal)"
}

# --- 202 ----------------------------------------------------------------------

fresh custody
set_rules at=2,status=202
rows 1 12
poll_quietly 'three batches, one of them answered by 202'
is "$(stored 'SELECT count(*) FROM event')" 12 'are all acknowledged'
is "$(hook '"\(.batches_total) \(.custody_batches_total)"')" '3 1' \
	'and 202 is counted apart'
run status
has "$out" 'taken over    1 of the batches' 'which status says'
is "$(hook .custody_batches_total) $(state "SELECT sum(custody_total) FROM sink
	WHERE name <> 'hook'")" '1 0' 'for that sink alone'

# --- given up: halt -----------------------------------------------------------

fresh halt 'give_up_after = 3h'
rows 1 4
receiver_stop
poll
is "$code" 69 'nobody is there'
hours_later 2
poll
is "$code" 69 'nor two hours later'
hours_later 2
poll
is "$code" 65 'nor after three: given up'
has "$out" 'given up (give_up_after), failing since 20' 'which it says'
is "$(hook '"\(.state) \(.error_kind)"')" 'halted rejected' 'the sink halts'
is "$(count files)" 4 'the others have it all'
due
poll
is "$code" 65 'and stays so'
receiver_again --secret-file "$E/secret" --store "$STORE" --control
run sink resume hook
poll_quietly 'there again, and resumed'
is "$(received)" '1 2 3 4' 'all of it is delivered'
is "$(stored 'SELECT count(*) FROM request')" 1 'in the batch that it was'
law_status=$(law_counts)
is "$law_status" '' "$(law_told)"

# --- given up: dead letters -----------------------------------------------------

fresh dlq 'give_up_after = 3h' 'on_reject = dlq'
rows 1 4
receiver_stop
poll
hours_later 4
poll
is "$code" 69 'given up after the time, and the rest waits anew'
has "$out" 'is a dead letter now' 'one event is set aside'
has "$out" 'given up (give_up_after)' 'with the reason'
is "$(where)" '0 3 1 0' 'one, and no more'
due
poll
is "$(where)" '0 3 1 0' 'until the time is over again'
receiver_again --secret-file "$E/secret" --store "$STORE" --control
due
poll_quietly 'there again'
is "$(received)" '2 3 4' 'the others are delivered'
run dlq retry --all
poll_quietly 'and the one that was set aside'
is "$(received)" '2 3 4 1' 'when an operator says so'
is "$(stored "SELECT count(*) FROM request WHERE verdict <> 'stored'")" 0 \
	'in a chain without a hole'
law_status=$(law_counts)
is "$law_status" '' "$(law_told)"

# An answer of 503 leaves open whether the batch is there.
fresh doubt 'give_up_after = 3h' 'on_reject = dlq'
rows 1 4
set_rules status=503
poll
hours_later 4
poll
is "$code" 65 'given up, but it may be there'
has "$out" 'nothing is set aside' 'so the sink halts'
is "$(where)" '0 4 0 0' 'and keeps all'
set_rules
run sink resume hook
poll_quietly 'until an operator says so'
is "$(received)" '1 2 3 4' 'then all is delivered'

# --- critical -------------------------------------------------------------------

fresh critical
rows 1 4
receiver_stop
poll
hours_later 23
poll
not_ok 'a sink that fails for 23 hours is not critical' \
	test "${out#*CRITICAL}" != "$out"
run status
is "$code" 0 'nor in the status'
is "$(hook .critical)" false 'nor as JSON'
hours_later 2
state "UPDATE sink SET next_attempt_at =
	(julianday('now') - 2440587.5) * 86400000 + 3600000 WHERE name = 'hook'"
poll
has "$out" 'sink "hook": CRITICAL: no success for 25 hours' \
	'for 25 hours, it is said: also by a poll that has to wait'
is "$code" 0 'and that is not the fault of that poll'
poll_quietly 'once'
run status
is "$code" 2 'the exit code of status says it each time'
has "$out" 'CRITICAL      no success for 25 hours' 'and what it prints'
is "$(hook .critical)" true 'and JSON'
hours_later 23
poll
not_ok 'nor is it said 23 hours later' test "${out#*CRITICAL}" != "$out"
hours_later 2
poll --log json
is "$(printf '%s\n' "$out" | jq -c 'select(.event == "alert") |
	[.sink, .severity, .failing_hours]')" '["hook","critical",50]' \
	'but on the next day, here for machines'
run sink pause hook
hours_later 30
poll_quietly 'one that is paused is not critical'
run status
is "$code" 0 'for nobody expects it to work'
receiver_again --secret-file "$E/secret" --store "$STORE" --control
run sink resume hook
poll
is "$code" 0 'it is well again'
run status
is "$code" 0 'and was never critical'
is "$(state "SELECT alerted_at || ' ' || waiting_since FROM sink
	WHERE name = 'hook'")" '0 0' 'for all that is remembered'
receiver_stop
done_testing
