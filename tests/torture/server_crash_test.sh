#!/bin/sh
# A server that need not wait for its disk forgets acknowledged commits in a
# crash, and hands their numbers out again.
#
# PostgreSQL: what was delivered must not be among them: the poller makes all it
# has read durable first.  The server is killed while a receiver holds a batch
# and has not yet answered.  Its WAL writer stands still all the time, so that
# nothing is durable but what somebody waits for; the control is what was
# committed after the batch was sent: it must be gone, and its numbers must come
# again, or the crash has crashed nothing.
#
# MariaDB with innodb_flush_log_at_trx_commit=0: no session can ask for more, so
# delivered changes are lost with the rest.  The poller must see it, by its
# anchor, and refuse: its numbers now mean something else.
#
# Seen to fail on purpose: with "SET synchronous_commit = off" in poller.session
# of postgresql.sql (what was delivered vanished, its numbers came again for
# other changes); with check_anchors() of guard.c answering true (the changes
# with old numbers were taken for delivered, and deleted).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"
. "$TOP/tests/law.sh"
command -v jq >/dev/null || skip_all "no jq"

pg_up() {
	pg_start "$T/pg" -c fsync=on -c synchronous_commit=off \
		-c wal_writer_delay=10s -c bgwriter_delay=10s \
		-c checkpoint_timeout=1d -c autovacuum=off
}

# "PID ARGS" of the children of a process.
children() { # PID
	ps -A -o ppid= -o pid= -o args= | awk -v p="$1" '
		$1 == p { $1 = ""; print }'
}

# kill -9 of the whole server, a child that stands still included: it must stand
# still itself, to get no more of them.
pg_kill() {
	kill_pid=$(pg_pid "$T/pg")
	kill -STOP "$kill_pid"
	wait_for "ps -p $kill_pid -o stat= | grep -q ^T"
	kill_all=$(children "$kill_pid" | awk '{ printf "%s ", $1 }')
	kill -9 "$kill_pid" $kill_all
	wait_for "gone $kill_pid $kill_all"
	# Its number can be anybody's by now, or nobody has been told yet that
	# it ended.
	rm -f "$T/pg/data/postmaster.pid" "$T/pg"/.s.PGSQL.*
}

pg_writer() {
	children "$(pg_pid "$T/pg")" | awk '/walwriter/ { print $1 }'
}

pg_freeze_writer() {
	at_end pg_thaw_writer
	kill -STOP "$(pg_writer)"
}

pg_thaw_writer() {
	kill -CONT "$(pg_writer)" 2>/dev/null
}

work() { # SEED
	ok "writers, seed $1" "$BUILD/tools/workload" --connection "$CONN" \
		--seconds 2 --hold 500 --seed "$1"
}

next_seq() {
	sql "SELECT last_value FROM shadowlog.shadowlog_changelog_seq_seq"
}

# The answers of the receiver are held up while $E/hold is there.
relays() {
	receiver_port=${HOOK%/}
	"$BUILD/tools/relay" unix "$E/in" "${receiver_port##*:}" >"$E/relay1" &
	at_end_kill "$!"
	wait_for "[ -S '$E/in' ]" || exit 1
	"$BUILD/tools/relay" tcp "$E/out.port" "$E/in" "$E/hold" >"$E/relay2" &
	at_end_kill "$!"
	wait_for "[ -s '$E/out.port' ]" || exit 1
	HOOK=http://127.0.0.1:$(cat "$E/out.port")/
}

# Polls until the receiver holds a batch, and kills the server there.  For the
# receiver alone: while it holds the batch, other sinks would go on and have
# theirs, and all that was committed before, made durable.
crash_in_delivery() {
	awk '/^\[/ { keep = !/^\[sink (files|outbox)\]/ } keep' "$CONF" \
		>"$E/hook.conf"
	echo 'timeout = 1h' >>"$E/hook.conf"
	chmod 600 "$E/hook.conf"
	work 1
	sql "CREATE TABLE behind (n integer)"
	sql "CHECKPOINT"
	pg_freeze_writer
	work 2
	# It must not answer before the server is gone, however long that takes.
	: >"$E/hold"
	"$SHADOWLOG" poll --config "$E/hook.conf" >"$E/poll" 2>&1 </dev/null &
	poll_pid=$!
	wait_for "[ -n \"\$(sqlite3 '$RECEIVER' 'SELECT 1 FROM event LIMIT 1')\" ]" ||
		exit 1
	sql "INSERT INTO behind VALUES (1)"
	n=0
	while [ $((n += 1)) -le 40 ]; do
		echo "INSERT INTO item VALUES ($n + 900, $n + 900, 1, '', '');"
	done | sql
	drawn=$(next_seq)
	pg_kill
	rm "$E/hold"
	wait "$poll_pid"
	diag "the poll: $? $(cat "$E/poll")"
}

on_postgresql() {
	engine_new postgresql pg_crash
	sql <"$TOP/tests/torture/tables.sql"
	capture item
	law_begin item
	receiver_start
	relays
	STORE=$RECEIVER
	torture_conf
	crash_in_delivery
	pg_up || exit 1
	is "$(sql "SELECT count(*) FROM behind")" 0 \
		"control: the crash forgets what was committed last"
	ok "control: its numbers come again" [ "$(next_seq)" -lt "$drawn" ]
	work 3
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
	poll_quietly "PostgreSQL: a poll after the crash"
	judge "PostgreSQL: all that was delivered is still true"
	lawful "PostgreSQL: no more and no less"
	sql "DROP TRIGGER law_captured ON $(changelog)" # rows come back below
}

# What every sink has, for "nothing was sent".
held() {
	count files
	count outbox
	sql "SELECT count(*), max(seq) FROM $(changelog)"
}

refused() { # WHY WHAT
	before=$(held)
	poll
	is "$code" 78 "$2: the poll is refused"
	has "$out" "$1" "$2: it says why"
	has "$out" "--new-epoch" "$2: and the way out"
	is "$(held)" "$before" "$2: nothing was sent or deleted"
}

# The same where somebody's hand takes away what we know.
behind_our_back() {
	keep='CREATE TABLE kept AS SELECT * FROM'
	sql "$keep $(changelog) WHERE seq =
		(SELECT max(seq) FROM $(changelog))"
	anchor=$(sql "SELECT seq FROM kept")
	sql "DELETE FROM $(changelog) WHERE seq = $anchor"
	sql "UPDATE item SET note = 'new' WHERE uid = 1"
	refused "change $anchor, the last one" "$1: the anchor is gone"
	has "$out" "is not in the changelog" "$1: gone"
	sql "INSERT INTO $(changelog) SELECT * FROM kept;
		UPDATE $(changelog) SET captured_at = captured_at +
		interval '1 second' WHERE seq = $anchor"
	refused "is another one in the changelog" "$1: the anchor is another"
	sql "DELETE FROM $(changelog) WHERE seq = $anchor;
		INSERT INTO $(changelog) SELECT * FROM kept"
	poll_quietly "$1: all goes on once it is back"
}

my_up() {
	my_start "$T/my" --innodb-flush-log-at-timeout=2700
}

on_mariadb() {
	engine_new mysql my_crash
	sql <"$TOP/tests/torture/tables.sql"
	HOOK=
	conf_write
	capture item
	sql "INSERT INTO item SELECT seq, seq, 1, '', '' FROM seq_1_to_10"
	poll_quietly "MariaDB: a poll"
	# Durable up to here.
	my_stop "$T/my"
	my_up || exit 1
	sql "UPDATE item SET ver = 2"
	poll_quietly "MariaDB: another one"
	my_crash "$T/my"
	my_up || exit 1
	is "$(sql "SELECT sum(ver) FROM item")" 10 \
		"control: the crash forgets what was delivered"
	sql "UPDATE item SET ver = 7 WHERE uid = 1"
	is "$(sql "SELECT max(seq) FROM $(changelog)")" 11 \
		"control: its numbers come again"
	refused "lost commits in a crash" "MariaDB: its number is not drawn yet"
	sql "UPDATE item SET ver = 8"
	refused "lost commits in a crash" "MariaDB: it is another change's now"
	run migrate --new-epoch
	is "$code" 0 "MariaDB: a new epoch"
	poll_quietly "MariaDB: a poll in the new epoch"
	is "$(events outbox | tail -10 | jq -r .after.ver | sort -u)" 8 \
		"MariaDB: brings all that is in the changelog"
}

at_end 'pg_stop "$T/pg"; my_stop "$T/my"'
if pg_up; then
	on_postgresql
	behind_our_back PostgreSQL
else
	skip "PostgreSQL" "no server can be started"
fi
if my_up; then
	on_mariadb
else
	skip "MariaDB" "no server can be started"
fi
done_testing
