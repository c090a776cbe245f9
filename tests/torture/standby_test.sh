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

command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

# One configuration for each host, over the same state.
two_hosts() {
	for host in one two; do
		sed "s/^state_dir = .*/&\nhost = $host\nlease = 5s\ninterval = 20ms/" \
			"$CONF" >"$E/$host.conf"
		printf 'state_shared = %s\n' yes >"$E/shared"
		sed -i "/^host = /r $E/shared" "$E/$host.conf"
		chmod 600 "$E/$host.conf"
	done
}

# A poller of a host in the background: its pid in $pid.
start() { # HOST [OPTION...]
	host=$1
	shift
	"$SHADOWLOG" poll --config "$E/$host.conf" --follow --standby \
		--log json "$@" >>"$E/$host.log" 2>&1 &
	pid=$!
	at_end "kill -CONT $pid 2>/dev/null; kill $pid 2>/dev/null; :"
}

delivered_by() { # HOST: batches that it says were delivered
	[ ! -f "$E/$1.log" ] || grep -c '"event":"batch"' "$E/$1.log"
}

# Stops a poller while it holds no lock in its state: a host that dies leaves
# none there either.
stop_at_rest() { # PID
	until
		kill -STOP "$1"
		sqlite3 -cmd '.timeout 200' "$STATE/state.db" \
			'BEGIN EXCLUSIVE; ROLLBACK' 2>/dev/null &&
			{ [ "$DIALECT" != sqlite ] || sqlite3 \
				-cmd '.timeout 200' "$DB" \
				'BEGIN IMMEDIATE; ROLLBACK' 2>/dev/null; }
	do
		kill -CONT "$1"
	done
}

holder() {
	sql "SELECT coalesce(holder, '') FROM $(lease)" | cut -d / -f 1
}

lease() {
	case $DIALECT in
	postgresql) echo shadowlog.shadowlog_lease ;;
	*) echo shadowlog_lease ;;
	esac
}

# The poller takes another one now and then.
tokens_agree() {
	[ "$(sqlite3 -cmd '.timeout 600000' "$STATE/state.db" \
		'SELECT token FROM identity')" = \
		"$(sql "SELECT token FROM $(lease)")" ]
}

has_rows() { # N: the hook was told of N changes
	[ "$(stored)" = "$1" ]
}

stored() {
	sqlite3 -cmd '.timeout 600000' "$E/store.db" \
		'SELECT count(*) FROM event' 2>/dev/null
}

verdicts() {
	sqlite3 -cmd '.timeout 600000' "$E/store.db" "SELECT
		group_concat(DISTINCT verdict) FROM request
		WHERE verdict NOT IN ('stored', 'duplicate')"
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
	receiver_start --secret-file "$E/secret" --store "$E/store.db" || exit 1
	HOOK=$RECEIVER_URL/hook
	BATCH='events = 3'
	conf_write
	two_hosts

	sql "INSERT INTO t VALUES (1,'a'),(2,'b')"
	start one
	first=$pid
	wait_for "has_rows 2"
	is "$(holder)" one "$engine: the first one has the lease"
	start two
	second=$pid
	sql "INSERT INTO t VALUES (3,'c')"
	wait_for "has_rows 3"
	is "$(delivered_by two)" 0 "$engine: the standby delivers nothing"

	stop_at_rest "$first"
	before=$(delivered_by one)
	sql "INSERT INTO t VALUES (4,'d'),(5,'e'),(6,'f'),(7,'g')"
	wait_for "has_rows 7"
	ok "$engine: the first one is stopped: the second takes over" has_rows 7
	is "$(holder)" two "$engine: the lease is the second one's"
	ok "$engine: it delivers" [ "$(delivered_by two)" -gt 0 ]
	lawful_soon "$engine: beside one that is stopped"

	kill -CONT "$first"
	sql "INSERT INTO t VALUES (8,'h')"
	wait_for "has_rows 8"
	# It has woken up when it is a standby itself: it opens its lock anew.
	wait_for "! kill -0 $first 2>/dev/null || [ \"\$(holder)\" = two ]"
	is "$(delivered_by one)" "$before" \
		"$engine: woken up again the first one delivers nothing"
	ok "$engine: state and source agree on the token" \
		wait_for "tokens_agree"
	is "$(verdicts)" '' "$engine: the receiver saw nothing odd"

	kill -KILL "$second"
	wait "$second" 2>/dev/null
	sql "INSERT INTO t VALUES (9,'i')"
	wait_for "has_rows 9"
	ok "$engine: the second one is killed: the first takes over" has_rows 9
	kill "$first"
	wait "$first"
	is $? 0 "$engine: SIGTERM ends it well"
	is "$(holder)" '' "$engine: and it gives the lease back"
	lawful "$engine: in the end"
	is "$(sinks_differ files outbox)" '' "$engine: the same to all, once"
	is "$(count files)" 9 "$engine: all nine changes"
	is "$(sqlite3 "$E/store.db" 'SELECT count(DISTINCT event_id) || " " ||
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
	two_hosts
	sed -i 's/^lease = .*/lease = 3600s/' "$E/one.conf" "$E/two.conf"
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
	sql "INSERT INTO t VALUES (2,'b');
		UPDATE shadowlog_lease SET expires_at = '2000-01-01T00:00:00.000Z'"
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
