#!/bin/sh
# shadowlog status: right numbers before, between and after, for people and for
# machines, with and without a source; and it never disturbs a poll.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# What jq finds in status --json.
status() { # FILTER
	run status --json
	echo "$out" | jq -r "$1" 2>&1
}

# One member of one sink.
sink() { # NAME MEMBER
	status ".sinks[] | select(.name == \"$1\") | .$2"
}

engine_new sqlite shop
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
hook_start OK '2*500'
BATCH='events = 4'
conf_write

run status
is "$code" 78 'before the first poll there is nothing to tell'
has "$out" "$STATE/state.db" 'the state is named'
has "$out" '`shadowlog poll` makes it' 'and who makes it'

poll_quietly 'the first poll'
sql "INSERT INTO t VALUES (1,'a'),(2,'b'),(3,'c'),(4,'d'),(5,'e'),(6,'f')"
is "$(status '.sinks[] | "\(.name) \(.state) \(.lag_events) \(.events_total)"')" \
	"$(printf '%s ok 6 0\n' files hook outbox)" 'six changes lie behind'
is "$(sink files oldest_undelivered_seq)" 1 'the oldest is known'
is "$(sink files lag_seconds | grep -c '^[0-9]*$')" 1 'and its age'
is "$(sink files oldest_undelivered_at | cut -c1-2)" 20 'and since when'
is "$(sink files last_success_at)" null 'there was no success yet'
is "$code" 0 'that is no failure of status'

sqlite3 "$STATE/state.db" ".dump" >"$E/before"
status . >/dev/null
run status
sqlite3 "$STATE/state.db" ".dump" >"$E/after"
same_file "$E/after" "$E/before" 'status changes nothing'
has "$out" 'sink hook (webhook): ok' 'in words, too'
has "$out" '6 changes, ' 'with the lag'
is "$(count files)" 0 'status delivers nothing'

poll
is "$code" 75 'a poll: the hook takes one batch and refuses the next'
is "$(status '.sinks[] | "\(.name) \(.state) \(.lag_events) \(.events_total) \(
	.batches_total) \(.batch_seq)"')" \
	"$(printf '%s\n' 'files ok 0 6 2 2' 'hook retrying 2 4 1 1' \
		'outbox ok 0 6 2 2')" 'who has what'
is "$(sink hook failures)" 1 'how often it failed'
is "$(sink hook error_kind)" transient 'what kind of trouble it is'
has "$(sink hook error)" 500 'what it said'
has "$(sink hook batch_under_way)" 'shop-hook-' 'which batch it is'
is "$(sink hook oldest_undelivered_seq)" 5 'what is the oldest it lacks'
has "$(sink hook next_attempt_at)" T 'when it is tried again'
has "$(sink hook failing_since)" T 'since when it fails'
is "$(sink files batch_under_way)" null 'the others have none'
run status
has "$out" 'under way     shop-hook-' 'in words, too'
has "$out" 'tried 1 times' 'with the attempts'
epoch=$(status .epoch)
is "${#epoch}" 8 'the epoch'
is "$(status .source)" shop 'the source'
has "$(status .engine)" SQLite 'the engine'

run sink pause hook
is "$(sink hook state)" paused 'a paused sink'
is "$(sink hook lag_events)" 2 'has a lag all the same'
run sink resume hook
is "$(sink hook state)" ok 'resumed'

# Without the source.
mv "$DB" "$DB.away"
is "$(status '.sinks[] | "\(.name) \(.lag_events) \(.events_total)"')" \
	"$(printf '%s\n' 'files null 6' 'hook null 4' 'outbox null 6')" \
	'without the source the lag is not known, the rest is'
is "$code" 0 'and status still answers'
is "$(status .source_error | grep -c .)" 1 'and says why'
run status
has "$out" 'lag           unknown' 'in words, too'
mv "$DB.away" "$DB"

# A sink that is not configured any more.
sed '/^\[sink hook\]/,$d' "$CONF" >"$E/less.conf"
chmod 600 "$E/less.conf"
mv "$E/less.conf" "$CONF"
is "$(sink hook configured)" false 'a sink that is not configured'
run status
has "$out" 'not in the configuration: it pins the changelog until' \
	'in words, with the way out'

# While a poll is at work.
HOOK=
engine_new sqlite busy
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
sql "INSERT INTO t VALUES (1,'a')"
hook_start HANG
HOOK_OPTIONS='timeout = 1h'
conf_write
"$SHADOWLOG" poll --config "$CONF" >/dev/null 2>&1 &
busy=$!
wait_for "[ -f '$E/hook/0001.body' ]"
is "$(status '.sinks[] | "\(.name) \(.lag_events)"')" \
	"$(printf '%s\n' 'files 0' 'hook 1' 'outbox 0')" \
	'while a poll is at work'
run peek --sink hook
is "$(echo "$out" | jq -r .count)" 1 'peek works as well'
kill "$busy"
wait "$busy"

done_testing
