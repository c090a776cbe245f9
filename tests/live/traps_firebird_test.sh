#!/bin/sh
# Traps of Firebird that tests/live/triggers_firebird_test.sh does not walk into:
# docs/traps.md says which is which.  Where the engine hides a change from
# triggers, the test shows that it does, so that it fails the day it does not.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
isql=$(command -v isql-fb) || skip_all 'isql-fb (Firebird) is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"

base=$T/app.fdb
FIREBIRD_LOCK=$T FIREBIRD_TMP=$T
export FIREBIRD_LOCK FIREBIRD_TMP
unset ISC_USER ISC_PASSWORD ISC_DATABASE

sql() { # [statements]; it ends at the first error
	if [ $# -gt 0 ]; then
		printf '%s\n' "$1" >"$T/script.sql"
	else
		cat >"$T/script.sql"
	fi
	"$isql" -q -b -ch UTF8 -user SYSDBA -i "$T/script.sql" "$base" 2>&1
}

# The rows of a query, one a line, without blanks at the ends.
rows() { # query
	sql "SET HEADING OFF; $1;" | sed -e 's/[ 	]*$//' -e 's/^ *//' -e '/^$/d' |
		tr -s ' '
}

install() { # tables on stdin
	{
		echo 'shadowlog-tables 1'
		cat
	} >"$T/one.tables"
	"$generator" firebird install "$T/one.tables" >"$T/one.sql" &&
		sql <"$T/one.sql"
}

# What was captured since the last call: table, op, old row, new row.
captured() {
	rows "SELECT TRIM(s.table_name) || ' ' || c.op || ' ' ||
			COALESCE(CAST(c.old_row AS VARCHAR(200)), '-') || ' ' ||
			COALESCE(CAST(c.new_row AS VARCHAR(200)), '-')
		FROM shadowlog_changelog AS c
		JOIN shadowlog_shape AS s ON s.shape = c.shape ORDER BY c.seq"
	sql 'DELETE FROM shadowlog_changelog; COMMIT;'
}

"$isql" -q -user SYSDBA >"$T/create.out" 2>&1 <<-END
	CREATE DATABASE '$base' PAGE_SIZE 8192 DEFAULT CHARACTER SET UTF8;
	END
[ -f "$base" ] || skip_all "no database: $(head -3 "$T/create.out")"
"$generator" firebird changelog >"$T/changelog.sql"
sql <"$T/changelog.sql" || exit 1

# ---- one statement, several rows ----

test_keys() {
	sql 'CREATE TABLE k (id INTEGER NOT NULL PRIMARY KEY, v INTEGER UNIQUE,
		c INTEGER COMPUTED BY (v * 2)); COMMIT;'
	install <<-'END'
	table K
	  column ID integer key 1
	  column V  integer null
	  column C  bigint  null generated
	END
	sql 'INSERT INTO k VALUES (1, 10); INSERT INTO k VALUES (2, 20); COMMIT;'
	is "$(captured)" 'K I - 1,10,20,
K I - 2,20,40,' 'a column that is computed'
	sql 'UPDATE k SET id = id + 1 ORDER BY id DESC; COMMIT;'
	is "$(captured)" 'K U 2,20,40, 3,20,40,
K U 1,10,20, 2,10,20,' 'keys that move up'
	not_ok 'keys cannot swap places in one statement' \
		sql 'UPDATE k SET id = 5 - id; COMMIT;'
	is "$(captured)" '' 'and a statement that failed left nothing'
	sql 'UPDATE k SET v = v; COMMIT;'
	is "$(captured | sort)" 'K U 2,10,20, 2,10,20,
K U 3,20,40, 3,20,40,' 'an UPDATE that changes nothing is one'
	is "$(rows "INSERT INTO k VALUES (9, 90) RETURNING id")" 9 \
		'RETURNING gives the row'
	captured >"$T/out"
}

# ---- triggers of the application ----

# Of several at one POSITION the first by name fires first, so one at POSITION
# 0 in front of ours can write first: doctor names it (table.order).
test_order() {
	sql 'SET TERM ^ ;
		CREATE TRIGGER aa_touch FOR k AFTER INSERT POSITION 0 AS
		BEGIN UPDATE k SET v = v + 1 WHERE id = NEW.id; END^
		SET TERM ; ^
		COMMIT;
		INSERT INTO k VALUES (50, 500); COMMIT;'
	is "$(captured)" 'K U 50,500,1000, 50,501,1002,
K I - 50,500,1000,' 'one at POSITION 0 by an earlier name comes first'
	sql 'ALTER TRIGGER aa_touch POSITION 1; COMMIT;
		INSERT INTO k VALUES (51, 510); COMMIT;'
	is "$(captured)" 'K I - 51,510,1020,
K U 51,510,1020, 51,511,1022,' 'at POSITION 1 it follows'
	sql 'DROP TRIGGER aa_touch; COMMIT;'
}

# What a trigger of the application's writes in a transaction of its own stays
# when the statement that fired it is taken back; and so does its record.
test_autonomous() {
	sql 'CREATE TABLE audit (id INTEGER NOT NULL PRIMARY KEY); COMMIT;'
	install <<-'END'
	table AUDIT
	  column ID integer key 1
	END
	sql 'SET TERM ^ ;
		CREATE TRIGGER k_audit FOR k BEFORE INSERT AS
		BEGIN
			IN AUTONOMOUS TRANSACTION DO
				INSERT INTO audit VALUES (NEW.id);
		END^
		SET TERM ; ^
		COMMIT;
		INSERT INTO k VALUES (60, 600); ROLLBACK;'
	is "$(rows 'SELECT id FROM audit'):$(captured)" '60:AUDIT I - 60,' \
		'a transaction of its own, inside of one that is rolled back'
	sql 'DROP TRIGGER k_audit; COMMIT;'
}

# doctor names it: table.triggers.
test_inactive() {
	trigger=$(rows "SELECT rdb\$trigger_name FROM rdb\$triggers
		WHERE rdb\$relation_name = 'K' AND rdb\$trigger_type = 6")
	sql "ALTER TRIGGER $trigger INACTIVE; COMMIT;
		DELETE FROM k WHERE id = 50; COMMIT;"
	is "$(captured)" '' 'a trigger that is INACTIVE sees nothing'
	sql "ALTER TRIGGER $trigger ACTIVE; COMMIT;
		DELETE FROM k WHERE id = 51; COMMIT;"
	is "$(captured)" 'K D 51,511,1022, -' 'and sees again'
}

# ---- what writes to a table besides the application ----

test_views() {
	sql 'CREATE VIEW kv AS SELECT id, v FROM k; COMMIT;
		INSERT INTO kv VALUES (70, 700);
		UPDATE kv SET v = 701 WHERE id = 70; COMMIT;'
	is "$(captured)" 'K I - 70,700,1400,
K U 70,700,1400, 70,701,1402,' 'a write by way of a view'
	sql 'SET TERM ^ ;
		EXECUTE BLOCK AS
		BEGIN
			INSERT INTO k VALUES (71, 701);
			WHEN ANY DO BEGIN END
		END^
		SET TERM ; ^
		COMMIT;'
	is "$(captured)" '' 'an insert that failed, and was caught'
	sql 'DROP VIEW kv; COMMIT;'
}

# A restored copy has triggers and changelog; that it is a copy shows in its
# identity, which the poller refuses.
test_restore() {
	command -v gbak >/dev/null || {
		skip 'gbak' 'gbak is not installed'
		return
	}
	sql 'INSERT INTO k VALUES (80, 800); COMMIT;'
	gbak -b -user SYSDBA "$base" "$T/app.fbk" >"$T/out" 2>&1
	gbak -c -user SYSDBA "$T/app.fbk" "$T/copy.fdb" >>"$T/out" 2>&1 ||
		diag "$(cat "$T/out")"
	original=$base
	base=$T/copy.fdb
	is "$(captured)" 'K I - 80,800,1600,' \
		'gbak: a restored table is captured no second time'
	sql 'DELETE FROM k WHERE id = 80; COMMIT;'
	is "$(captured)" 'K D 80,800,1600, -' 'and its triggers are there'
	base=$original
	captured >"$T/out"
}

# Rights go with what they were given on.
test_uninstall() {
	"$generator" firebird grants --role POLLER >"$T/grants.sql"
	ok 'grants are given' sql <"$T/grants.sql"
	sed 1d "$T/one.tables" >"$T/last"
	{
		printf 'shadowlog-tables 1\ntable K\n  column ID integer key 1\n'
		cat "$T/last"
	} >"$T/all.tables"
	"$generator" firebird uninstall --changelog "$T/all.tables" \
		>"$T/uninstall.sql"
	ok 'uninstalled' sql <"$T/uninstall.sql"
	is "$(rows "SELECT COUNT(*) FROM rdb\$user_privileges
		WHERE rdb\$user = 'POLLER'
		OR rdb\$user STARTING WITH 'SHADOWLOG'
		OR rdb\$relation_name STARTING WITH 'SHADOWLOG'")" 0 \
		'no right is left, nor whoever had one'
}

test_keys
test_order
test_autonomous
test_inactive
test_views
test_restore
test_uninstall
done_testing
