#!/bin/sh
# PostgreSQL with a session that somebody left open in a transaction, and a
# prepared transaction that nobody came back to: nobody is stalled by them, and
# what they do in the end is delivered.
#
# And the proof by which the poller may stop looking below a number (the floor):
# two transactions are open when it looks, and the one with the lower id ends.
# The other still owns a number below; it must not be given up.
#
# Seen to fail on purpose: with poller.floor_mark of postgresql.sql as
# "SELECT txid_snapshot_xmin(txid_current_snapshot())", that is by comparing
# with the oldest transaction seen then: the late change is lost.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"
command -v jq >/dev/null || skip_all "no jq"

pg_need "$T/pg" -c max_prepared_transactions=5 -c autovacuum=off

source_new() { # NAME
	engine_new postgresql "$1"
	HOOK=
	conf_write
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
}

floors() {
	sqlite3 "$STATE/state.db" 'SELECT group_concat(floor) FROM sink'
}

# The ids that a sink was brought, in order.
ids() {
	events outbox | jq -r .key.id | tr '\n' ' '
}

rows() {
	sql "SELECT count(*) FROM $(changelog)"
}

forgotten() {
	source_new forgotten
	session 7
	tell 7 "BEGIN ISOLATION LEVEL REPEATABLE READ;
		INSERT INTO t VALUES (1, 'forgotten'); SELECT count(*) FROM t"
	sql "BEGIN; INSERT INTO t VALUES (2, 'prepared');
		PREPARE TRANSACTION 'nobody'"
	n=10
	while [ "$n" -lt 60 ]; do
		sql "INSERT INTO t VALUES ($n, ''), ($((n + 1)), '')"
		poll_quietly "a poll beside forgotten transactions, $n"
		is "$(ids | wc -w | tr -d ' ') $(rows)" "$((n / 5)) 1" \
			"all that is committed is delivered and deleted, $n"
		n=$((n + 10))
	done
	is "$(floors)" 0,0 "what they own is below no floor"
	sql "COMMIT PREPARED 'nobody'"
	poll_quietly "a poll after COMMIT PREPARED"
	is "$(ids)" "10 11 20 21 30 31 40 41 50 51 2 " "it is delivered"
	is "$(floors)" 0,0 "one is still open: no floor"
	tell 7 "COMMIT"
	poll_quietly "a poll after the forgotten COMMIT"
	is "$(ids)" "10 11 20 21 30 31 40 41 50 51 2 1 " "it is delivered"
	poll_quietly "another one"
	not_ok "now there is a floor" [ "$(floors)" = 0,0 ]
	is "$(sinks_differ)" "" "the sinks hold the same"
}

proof() {
	source_new proof
	session 9
	tell 9 "BEGIN; SELECT txid_current()"
	xid=$told
	session 7
	tell 7 "BEGIN; SELECT txid_current()"
	is "$told" "$((xid + 1))" "proof: an open transaction"
	session 8
	tell 8 "BEGIN; INSERT INTO t VALUES (1, 'late') RETURNING
		txid_current()"
	is "$told" "$((xid + 2))" "proof: and one behind it, with number 1"
	tell 9 "INSERT INTO t VALUES (2, 'early'); COMMIT"
	poll_quietly "proof: a poll beside both"
	is "$(ids)" "2 " "proof: number 2 is delivered"
	tell 7 "COMMIT"
	poll_quietly "proof: a poll after the first of them has ended"
	poll_quietly "proof: and another"
	is "$(floors)" 0,0 "proof: number 1 is not given up"
	tell 8 "COMMIT"
	poll_quietly "proof: a poll after the other one has ended, too"
	is "$(ids)" "2 1 " "proof: number 1 is delivered"
	poll_quietly "proof: and another"
	is "$(floors)" 2,2 "proof: now number 2 is the floor"
	sql "INSERT INTO t VALUES (3, 'above')"
	poll_quietly "proof: a poll above the floor"
	is "$(ids)" "2 1 3 " "proof: goes on"
}

forgotten
session_end 7
proof
for n in 7 8 9; do
	session_end "$n"
done
done_testing
