#!/bin/sh
# A poller that is cut off from the network, or stopped, while a batch or a
# DELETE of its is under way: the standby takes over when its lease has run out;
# and when the first one is back, it neither delivers nor deletes nor writes its
# state.
#
# The first one lives in a network namespace of its own, where PostgreSQL and
# the receiver are to be had through relays alone; `ip link set lo down` cuts it
# off, so that nothing is closed and nothing answers.
#
# Seen to fail without check_fence() in poller/state.c.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/torture/lib.sh"
. "$TOP/tests/law.sh"
. "$TOP/tests/torture/standby_lib.sh"

has_engine postgresql || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

# How to make a namespace, and how to enter that of a process.
make_ns= enter_ns=
if command -v ip >/dev/null && command -v nsenter >/dev/null; then
	if unshare -n ip link set lo up 2>/dev/null; then
		make_ns='unshare -n' enter_ns='nsenter -n'
	elif unshare -rn ip link set lo up 2>/dev/null; then
		make_ns='unshare -rn'
		enter_ns='nsenter -U --preserve-credentials -n'
	fi
fi

receiver_start() { # as in tests/receiver.sh, which torture/lib.sh redefines
	rm -f "$T/port"
	"$BUILD/shadowlog-receiver" --port-file "$T/port" "$@" \
		>"$T/receiver.log" 2>&1 </dev/null &
	RECEIVER_PID=$!
	RECEIVERS="$RECEIVERS $RECEIVER_PID"
	wait_for "[ -s '$T/port' ]" || exit 1
	RECEIVER_URL=http://127.0.0.1:$(cat "$T/port")
}

fresh() { # NAME
	engine_new postgresql "$1"
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note VARCHAR(20))'
	capture t
	law_begin t
	cp "$T/secret" "$E/secret"
	STORE=$E/store.db
	receiver_stop
	receiver_start --secret-file "$E/secret" --store "$STORE" --control
	HOOK=$RECEIVER_URL
	BATCH='events = 3'
	conf_write
	two_hosts 5s 1h
}

# It stands still, so that nothing that is sent to it is answered before `kill
# -CONT "$RECEIVER_PID"`.
receiver_holds() {
	kill -STOP "$RECEIVER_PID"
	at_end_kill "$RECEIVER_PID"
}

sealed() { # is a batch of the hook under way?
	[ "$(sqlite3 -cmd '.timeout 600000' "$STATE/state.db" "SELECT count(*)
		FROM batch WHERE sink = 'hook'")" -gt 0 ]
}

# The hook's third change, and the other sinks have it and have said so.
under_way() {
	sealed && [ "$(delivered_by one)" = 5 ]
}

# The second one ends, and the first has been a standby since it woke up: what it
# delivers before it is the holder again would be too much.
in_its_turn() { # WHAT N: which is the next change
	kill "$second"
	wait "$second"
	sql "INSERT INTO t VALUES ($2,'z')"
	wait_for "has_rows $2"
	ok "$1: it is a standby itself then, and takes over in its turn" \
		has_rows "$2"
	wait_for "[ \"\$(count files)\" = $2 ] && [ \"\$(count outbox)\" = $2 ]"
	conserved "$1" "$2"
	kill "$first"
	wait "$first"
	is "$(delivered_by one)" $((before + 3)) \
		"$1: in between, it delivered nothing"
}

# After all of it: N changes, each once, whoever brought it.
conserved() { # WHAT N
	is "$(stored 'SELECT count(DISTINCT event_id) || " " || count(*)
		FROM event')" "$2 $2" "$1: each change once at the receiver"
	is "$(verdicts)" '' \
		"$1: it saw nothing but new batches and repeated ones"
	is "$(sinks_differ files outbox)" '' "$1: the same in files and outbox"
	is "$(count files)" "$2" "$1: all of them"
	ok "$1: state and source agree on the token" wait_for tokens_agree
	lawful_soon "$1"
	is "$(law_counts)" '' "$1: which is what the poller counts"
	is "$(law_of hook)" "$2 0 0 0 0" "$1: nothing is pending"
}

# --- cut off ----------------------------------------------------------------------

# The first one's way to PostgreSQL and the receiver, from inside a namespace.
relays() {
	R=$T/r
	mkdir -p "$R"
	rm -f "$R"/*
	"$BUILD/tools/relay" unix "$R/pg" "$PG_PORT" >"$R/pg.log" &
	relay1=$!
	"$BUILD/tools/relay" unix "$R/hook" "${RECEIVER_URL##*:}" \
		>"$R/hook.log" &
	relay2=$!
	at_end_kill "$relay1" "$relay2"
	cat >"$R/inside" <<-END
	ip link set lo up
	"$BUILD/tools/relay" tcp "$R/pg.port" "$R/pg" >"$R/inside1.log" &
	"$BUILD/tools/relay" tcp "$R/hook.port" "$R/hook" >"$R/inside2.log" &
	jobs -p >"$R/pids"
	echo \$\$ >"$R/pid"
	exec sleep 86400
	END
	# shellcheck disable=SC2086 # words
	$make_ns sh "$R/inside" &
	inside=$!
	at_end "end_ours \$(cat '$R/pid' '$R/pids' 2>/dev/null)"
	wait_for "[ -S '$R/pg' -a -S '$R/hook' -a -s '$R/pg.port' -a \
		-s '$R/hook.port' -a -s '$R/pid' ]" || exit 1
	sed -i "s/Port=[0-9]*/Port=$(cat "$R/pg.port")/
		s|^url = .*|url = http://127.0.0.1:$(cat "$R/hook.port")|" \
		"$E/one.conf"
}

link() { # up|down
	# shellcheck disable=SC2086
	$enter_ns -t "$(cat "$R/pid")" ip link set lo "$1"
}

cut_off() { # NAME [LINE for the webhook]
	fresh "$1"
	relays
	[ $# = 1 ] || sed -i "s|^url = .*|&\n$2|" "$E/one.conf"
	sql "INSERT INTO t VALUES (1,'a'),(2,'b')"
	# shellcheck disable=SC2086
	start one $enter_ns -t "$(cat "$R/pid")"
	first=$pid
	wait_for 'has_rows 2'
	is "$(holder)" one "$1: the first one has the lease"
	: >"$R/hook.log"
	receiver_holds
	sql "INSERT INTO t VALUES (3,'c')"
	wait_for "under_way && grep -q up '$R/hook.log'"
	link down
	kill -CONT "$RECEIVER_PID"
	before=$(delivered_by one)
	start two
	second=$pid
	sql "INSERT INTO t VALUES (4,'d'),(5,'e'),(6,'f'),(7,'g')"
	wait_for 'has_rows 7'
	ok "$1: cut off, with a batch under way: the standby takes over" \
		has_rows 7
	is "$(holder)" two "$1: the lease is its own"
	tail=$(wc -l <"$E/one.log")
	link up
	sql "INSERT INTO t VALUES (8,'h')"
	wait_for 'has_rows 8'
	# It is back when it has heard that another one has the lease.
	wait_for "tail -n +$((tail + 1)) '$E/one.log' | grep -q . ||
		[ \"\$(grep -c up '$R/pg.log')\" -gt 0 ]"
	is "$(holder)" two "$1: which stays so when the first one is back"
	in_its_turn "$1" 9
	# shellcheck disable=SC2046 # pids
	end_ours "$relay1" "$relay2" $(cat "$R/pid" "$R/pids")
	wait "$relay1" "$relay2" "$inside" 2>/dev/null
}

if [ -z "$make_ns" ]; then
	skip 'cut off' 'no network namespaces here (unshare -n, ip, nsenter)'
else
	cut_off cut
	cut_off cut_timeout 'timeout = 1s'
fi

# --- stopped ----------------------------------------------------------------------

fresh stopped
start one
first=$pid
sql "INSERT INTO t VALUES (1,'a'),(2,'b')"
wait_for 'has_rows 2'
receiver_holds
sql "INSERT INTO t VALUES (3,'c')"
wait_for under_way
stop_at_rest "$first"
kill -CONT "$RECEIVER_PID"
before=$(delivered_by one)
start two
second=$pid
sql "INSERT INTO t VALUES (4,'d'),(5,'e')"
wait_for 'has_rows 5'
ok 'stopped, with a request under way: the standby takes over' has_rows 5
is "$(holder)" two 'stopped: the lease is its own'
kill -CONT "$first"
sql "INSERT INTO t VALUES (6,'f')"
wait_for 'has_rows 6'
in_its_turn stopped 7

# A DELETE that waits for somebody's lock, and whose poller is stopped.
fresh deleting
start one
first=$pid
sql "INSERT INTO t VALUES (1,'a'),(2,'b')"
wait_for 'has_rows 2'
wait_for '[ "$(sql "SELECT count(*) FROM shadowlog.shadowlog_changelog")" = 1 ]'
session 7
tell 7 'BEGIN'
tell 7 'LOCK TABLE shadowlog.shadowlog_changelog IN ROW SHARE MODE'
tell 7 'SELECT count(*) FROM (SELECT 1 FROM shadowlog.shadowlog_changelog
	FOR UPDATE) x'
sql "INSERT INTO t VALUES (3,'c')"
wait_for '[ "$(delivered_by one)" = 6 ]'
deleting() { # is a DELETE under way?
	[ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE query
		ILIKE 'DELETE%changelog%' AND wait_event_type = 'Lock'
		AND datname = current_database()")" -gt 0 ]
}
wait_for deleting && ok 'deleting: a DELETE is under way' true
stop_at_rest "$first" deleting
before=$(delivered_by one)
start two
second=$pid
sql "INSERT INTO t VALUES (4,'d'),(5,'e')"
wait_for 'has_rows 5'
ok 'deleting: the standby takes over' has_rows 5
tell 7 'COMMIT'
session_end 7
kill -CONT "$first"
sql "INSERT INTO t VALUES (6,'f')"
wait_for 'has_rows 6'
is "$(holder)" two "deleting: awake again it has no lease"
in_its_turn deleting 7
is "$(sql 'SELECT min(seq) FROM shadowlog.shadowlog_changelog')" \
	"$(sqlite3 "$STATE/state.db" 'SELECT max(anchor_seq) FROM sink')" \
	'deleting: what all have is trimmed, but for the anchor'

done_testing
