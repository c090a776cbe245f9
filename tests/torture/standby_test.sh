#!/bin/sh
# Two pollers, each with a name of its own in the lease, over one state: the
# second waits and takes over when the first one dies or is stopped; the first
# one, woken up again, neither delivers nor deletes nor writes its state.
#
# How soon it takes over is counted, not timed: it looks once a second, and takes
# a lease that has run out in its next look.  So that is a second, and what two
# looks take, after the end of the lease.
#
# Seen to fail on purpose: without check_fence() in poller/state.c; with
# have_lease() in poller/deliver.c that asks nobody; with a standby that sleeps for
# five seconds, and one that takes the lease in every second look.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"
. "$TOP/tests/torture/standby_lib.sh"

command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

# As long as the first one lives, which it does for more than an hour.
beside() {
	two_hosts 1h 1h
	sql "INSERT INTO t VALUES (1,'a'),(2,'b')"
	start one
	first=$pid
	wait_for "has_rows 2"
	is "$(holder)" one "$engine: the first one has the lease"
	start two
	second=$pid
	sql "INSERT INTO t VALUES (3,'c')"
	wait_for 'has_rows 3 && [ "$(count files)" = 3 ] &&
		[ "$(count outbox)" = 3 ]'
	kill "$second"
	wait "$second"
	is "$?:$(cat "$E/two.log")" '0:' "$engine: the standby delivers nothing"
	kill "$first"
	wait "$first"
	is "$?:$(holder)" 0: "$engine: who ends gives the lease back"
}

takeover() { # ENGINE
	engine=$1
	unset PORT
	engine_new "$engine" "standby$engine"
	[ "$engine" != sqlite ] || sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note VARCHAR(20))'
	capture t
	law_begin t
	cp "$T/secret" "$E/secret"
	STORE=$E/store.db
	receiver_start --secret-file "$E/secret" --store "$STORE" || exit 1
	HOOK=$RECEIVER_URL/hook
	BATCH='events = 3'
	conf_write
	beside

	two_hosts 5s 1h
	start one
	first=$pid
	wait_for '[ "$(holder)" = one ]'
	stop_at_rest "$first"
	before=$(delivered_by one)
	start two
	second=$pid
	sql "INSERT INTO t VALUES (4,'d'),(5,'e'),(6,'f'),(7,'g')"
	wait_for "has_rows 7"
	ok "$engine: the first one is stopped: the second takes over" has_rows 7
	is "$(holder)" two "$engine: the lease is the second one's"
	ok "$engine: it delivers" [ "$(delivered_by two)" -gt 0 ]
	lawful_soon "$engine: beside one that is stopped"

	kill -CONT "$first"
	sql "INSERT INTO t VALUES (8,'h')"
	wait_for "has_rows 8"
	ok "$engine: state and source agree on the token" \
		wait_for "tokens_agree"
	is "$(verdicts)" '' "$engine: the receiver saw nothing odd"

	wait_for '[ "$(count files)" = 8 ] && [ "$(count outbox)" = 8 ]'
	kill -KILL "$second"
	wait "$second" 2>/dev/null
	lease_ends
	sql "INSERT INTO t VALUES (9,'i')"
	wait_for "has_rows 9"
	ok "$engine: the second one is killed: the first takes over" has_rows 9
	wait_for '[ "$(count files)" = 9 ] && [ "$(count outbox)" = 9 ]'
	kill "$first"
	wait "$first"
	is $? 0 "$engine: SIGTERM ends it well"
	is "$(delivered_by one)" $((before + 3)) \
		"$engine: woken up again it delivered nothing before that"
	is "$(holder)" '' "$engine: and it gives the lease back"
	lawful "$engine: in the end"
	is "$(sinks_differ files outbox)" '' "$engine: the same to all, once"
	is "$(count files)" 9 "$engine: all nine changes"
	is "$(stored 'SELECT count(DISTINCT event_id) || " " ||
		count(*) FROM event')" '9 9' "$engine: each once at the receiver"
	receiver_stop
}

looks() { # from this line of the trace on
	tail -n "+$1" "$E/trace" 2>/dev/null | grep -c 'openat.*source\.db"'
}

# The lease of one that has died runs for an hour yet; then it has run out.
in_the_next_look() {
	unset PORT
	engine_new sqlite bound
	sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note VARCHAR(20))'
	capture t
	HOOK=
	conf_write
	two_hosts 1h 1h
	sql "INSERT INTO t VALUES (1,'a')"
	start one
	wait_for '[ "$(count files)" = 1 ] && [ "$(count outbox)" = 1 ]'
	stop_at_rest "$pid"
	kill -KILL "$pid"
	wait "$pid" 2>/dev/null
	start two
	strace -p "$pid" -f -o "$E/trace" \
		-e trace=openat,pwrite64,clock_nanosleep -y 2>"$E/strace" &
	tracer=$!
	wait_for '[ -s "$E/trace" ] || ! kill -0 "$tracer" 2>/dev/null'
	[ -s "$E/trace" ] || {
		skip 'takes over in the next look' "$(head -1 "$E/strace")"
		return
	}
	wait_for '[ "$(looks 1)" -ge 2 ]'
	is "$(holder)" one 'a lease that runs is not taken'
	sql "INSERT INTO t VALUES (2,'b')"
	lease_ends
	from=$(($(wc -l <"$E/trace") + 1))
	wait_for '[ "$(count files)" = 2 ] && [ "$(count outbox)" = 2 ]'
	is "$(holder)" two 'one that has run out is'
	kill "$pid"
	wait "$pid" "$tracer"
	# The source is written when the lease is taken.
	tail -n "+$from" "$E/trace" | sed '/pwrite64.*source\.db-wal/q' >"$E/until"
	has "$(tail -1 "$E/until")" pwrite64 'it was seen to take it'
	ok 'in the next look' \
		[ "$(grep -c 'openat.*source\.db"' "$E/until")" -le 1 ]
	is "$(grep -o 'tv_sec=[0-9]*' "$E/trace" | sort -u |
		grep -v 'tv_sec=[01]$')" '' 'and it looks once a second'
}

if command -v strace >/dev/null &&
	strace -f -y -o /dev/null true 2>/dev/null; then
	ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
	export ASAN_OPTIONS
	in_the_next_look
else
	skip 'takes over in the next look' 'no strace: looks are not seen'
fi
for one in sqlite postgresql mysql; do
	if has_engine "$one"; then
		takeover "$one"
	else
		skip "standby on $one" "$why"
	fi
done
done_testing
