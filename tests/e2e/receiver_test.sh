#!/bin/sh
# The poller against the reference receiver: it answers badly now and then, both
# are killed now and then, the application writes all the time.  What the
# receiver keeps makes the application's table; it has seen no hole, nothing
# forged, and no batch with other bytes than before.  Behind every poll each change
# is where the law of tests/law.sh allows.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
ROUNDS=${ROUNDS:-25}

engine_new sqlite shop
STORE=$E/store.db
sql 'PRAGMA journal_mode = WAL;
	CREATE TABLE t (id integer PRIMARY KEY, ver integer, note text)' >/dev/null
capture t
law_begin t

# A receiver on the port of the one before, if there was one.
receive() { # [OPTION...]
	receiver_again --secret-file "$E/secret" --store "$STORE" \
		"$@" || exit 1
}

RULES='every=5,status=503 every=7,close=after every=11,cut_request=100
	every=13,cut_response=20 every=17,status=429,header=Retry-After:1'
misbehave() {
	# shellcheck disable=SC2046,SC2086 # words
	receive $(printf -- '--fail %s ' $RULES)
}

due() {
	[ ! -f "$STATE/state.db" ] || sqlite3 -cmd '.timeout 600000' \
		"$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
}

# Changes of all kinds; ROUND makes them differ.
work() { # ROUND
	sql "BEGIN;
	INSERT INTO t SELECT $1 * 100 + value, 1, 'row ' || value
		FROM json_each('[1,2,3,4,5,6,7,8,9]');
	UPDATE t SET ver = ver + 1 WHERE id % 5 = $1 % 5;
	COMMIT;
	UPDATE t SET id = id + 50 WHERE id = $1 * 100 + 3;
	DELETE FROM t WHERE id % 7 = $1 % 7;"
}

receiver_secret "$E/secret"
misbehave
HOOK=$RECEIVER_URL/hook
BATCH='events = 7'
conf_write 'interval = 5ms'
for round in $(seq "$ROUNDS"); do
	work "$round"
	due
	"$SHADOWLOG" poll --config "$CONF" >>"$E/log" 2>&1 &
	poller=$!
	case $((round % 4)) in
	0) # the receiver first
		sleep "0.0$((round * 37 % 90 + 10))"
		kill -9 "$RECEIVER_PID"
		wait "$RECEIVER_PID" 2>/dev/null
		misbehave
		;;
	2) # the poller
		sleep "0.$((round * 37 % 90 + 100))"
		kill -9 "$poller" 2>/dev/null
		;;
	esac
	wait "$poller" 2>/dev/null
	law | sed "s/^/round $round: /" | head -5 >>"$E/unlawful"
done
is "$(cat "$E/unlawful")" '' "the law held behind $ROUNDS polls"
receiver_stop
receive --control
due
poll_quietly 'when the receiver behaves, all is delivered'

# How often a rule was followed above is a matter of luck: a receiver that was
# killed counts anew.  Here nobody is killed, and each poll makes a request at
# least.
calm_from=$(stored 'SELECT max(n) FROM request')
# shellcheck disable=SC2086 # words
set -- $RULES
set_rules "$(in_turn "$@")"
for round in $(seq $(($# * 2))); do
	work $((ROUNDS + round))
	due
	poll
done
is "$(stored "SELECT count(*) FROM request WHERE n > $calm_from
	AND rule LIKE 'at=%'")" $(($# - 1)) \
	'in calm rounds each rule was followed, but one that leaves no trace'
for verdict in duplicate failed; do
	ok "and there was one that is $verdict" [ "$(stored "SELECT count(*)
		FROM request WHERE n > $calm_from
		AND verdict = '$verdict'")" -gt 0 ]
done
set_rules ''
due
poll_quietly 'when the receiver behaves, all is delivered, too'
lawful 'in the end'

sql "SELECT id || '|' || ver || '|' || note FROM t" | sort >"$E/want"
sqlite3 "$STORE" 'SELECT json FROM event ORDER BY ordinal' >"$E/events"
jq -nr 'reduce inputs as $e ({}; ($e.key | tojson) as $k |
	if $e.op == "d" then del(.[$k]) else .[$k] = $e.after end) |
	.[] | "\(.id)|\(.ver)|\(.note)"' "$E/events" | sort >"$E/got"
same_file "$E/got" "$E/want" "the receiver's $(wc -l <"$E/events") events make \
the table of $(wc -l <"$E/want") rows"
is "$(jq -r .id "$E/events" | sort | uniq -d)" '' 'each of them once'
events files >"$E/.files"
plain <"$E/.files" >"$E/files.plain"
plain <"$E/events" >"$E/hook.plain"
same_file "$E/hook.plain" "$E/files.plain" 'the same as in the files'
is "$(sqlite3 "$STORE" "SELECT DISTINCT verdict FROM request WHERE verdict
	NOT IN ('stored', 'duplicate', 'failed')")" '' \
	'no hole, nothing forged, no batch with other bytes'
is "$(sqlite3 "$STORE" 'SELECT batch_seq FROM position')" \
	"$(sqlite3 "$STATE/state.db" \
		"SELECT batch_seq FROM sink WHERE name = 'hook'")" \
	'both know the same last batch'
is "$(sinks_differ files outbox)" '' 'files and outbox agree'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'the changelog is down to its anchor'

diag "$(sqlite3 "$STORE" 'SELECT verdict, count(*) FROM request GROUP BY verdict')"
done_testing
