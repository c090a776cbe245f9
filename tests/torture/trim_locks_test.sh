#!/bin/sh
# InnoDB makes a DELETE of a range wait behind the row next to it that somebody
# has inserted and not committed, and makes INSERTs wait behind the DELETE.  The
# poller's DELETE does neither.
#
# Nothing is measured by time: the server counts the waits for locks.  The
# control is the plain DELETE, in the same place: it must wait.
#
# Seen to fail on purpose: with poller.trim of mysql.sql as
# "DELETE ... WHERE seq BETWEEN {{first}} AND {{last}}".
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"

command -v jq >/dev/null || skip_all "no jq"
my_need "$T/my"

waits() {
	sql "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'" | cut -f2
}

# The DELETEs that the poller sent since the last call, one a line.
deletes() {
	sql "SELECT REPLACE(CONVERT(argument USING utf8mb4), CHAR(10), ' ')
		FROM mysql.general_log
		WHERE command_type IN ('Query', 'Execute') AND
		argument LIKE 'DELETE FROM shadowlog_changelog%'"
	sql "TRUNCATE mysql.general_log"
}

engine_new mysql locks
HOOK=
conf_write
sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
capture t
sql "SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = 1"

# Ten changes; the next number is somebody's who does not commit, and behind it
# there are more, so that a row of his is next to what is deleted.
sql "INSERT INTO t SELECT seq, 'x' FROM seq_1_to_10"
session 7
tell 7 "BEGIN; INSERT INTO t VALUES (11, 'open')"
sql "INSERT INTO t VALUES (12, 'x'), (13, 'x')"
before=$(waits)
deletes >/dev/null
poll_quietly "a poll beside an open transaction that has the next number"
is "$(sql "SELECT group_concat(seq) FROM shadowlog_changelog")" 13 \
	"what was delivered is deleted, but for the anchor"
is "$(waits)" "$before" "and nobody waited for a lock"
deletes >"$E/deletes"
ok "the server has seen the poller's DELETE" [ -s "$E/deletes" ]
diag "$(cat "$E/deletes")"

# Deleted in the middle as well, where neighbours on both sides are open.
session 8
tell 8 "BEGIN; INSERT INTO t VALUES (14, 'open')"
sql "INSERT INTO t VALUES (15, 'x'), (16, 'x')"
session 9
tell 9 "BEGIN; INSERT INTO t VALUES (17, 'open')"
sql "INSERT INTO t VALUES (18, 'x')"
poll_quietly "a poll between open transactions on both sides"
is "$(sql "SELECT group_concat(seq) FROM shadowlog_changelog")" 18 \
	"what was delivered is deleted there, too"
is "$(waits)" "$before" "and nobody waited for a lock"

# The very same DELETE, held open: as if the poller stood still in it.
deletes >"$E/deletes"
has "$(tail -1 "$E/deletes")" "15" "the last DELETE was that in the middle"
sql "INSERT INTO shadowlog_changelog (seq, shape, op)
	SELECT seq, 0, 'I' FROM seq_15_to_16"
tell 7 "COMMIT; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"
tell 7 "BEGIN; $(tail -1 "$E/deletes")"
id=1000
for level in 'READ COMMITTED' 'REPEATABLE READ'; do
	id=$((id + 1))
	sql "SET SESSION TRANSACTION ISOLATION LEVEL $level;
		SET innodb_lock_wait_timeout = 1;
		INSERT INTO t VALUES ($id, '')" >"$E/out" 2>&1
	is "$?:$(cat "$E/out")" 0: "$level: an INSERT beside an open DELETE"
done
is "$(waits)" "$before" "and nobody waited for a lock"
tell 7 "ROLLBACK"

# Control: the plain form, in the same place.
tell 7 "SET innodb_lock_wait_timeout = 1;
	BEGIN; DELETE FROM shadowlog_changelog WHERE seq BETWEEN 15 AND 16"
has "$told" "ERROR 1205" "control: a plain DELETE of a range waits there"
not_ok "control: and the server counts it" [ "$(waits)" = "$before" ]

tell 8 "ROLLBACK"
tell 9 "COMMIT"
session_end 7
session_end 8
session_end 9
sql "DELETE FROM shadowlog_changelog WHERE seq IN (15, 16)"
poll_quietly "the rest"
is "$(sql "SELECT count(*) FROM t")" \
	"$(events outbox | jq -r .key.id | sort -u | wc -l | tr -d ' ')" \
	"nothing is lost"
is "$(sinks_differ)" "" "in either sink"
done_testing
