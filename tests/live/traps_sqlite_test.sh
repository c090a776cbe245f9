#!/bin/sh
# Traps of SQLite that tests/live/triggers_sqlite_test.sh does not walk into:
# docs/traps.md says which is which.  Where SQLite hides a change from triggers,
# the test shows that it does, so that it fails the day it does not.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"

base=$T/app.db
nl='
'

sql() { # statements, or none: stdin
	sqlite3 -batch -bail "$base" "$@"
}

install() { # tables on stdin
	{
		echo 'shadowlog-tables 1'
		cat
	} >"$T/one.tables"
	"$generator" sqlite install "$T/one.tables" >"$T/one.sql" &&
		sql <"$T/one.sql"
}

# What was captured since the last call: table, op, old row, new row.
captured() {
	sql -separator ' ' "SELECT table_name, op, coalesce(old_row, '-'),
			coalesce(new_row, '-')
		FROM shadowlog_changelog JOIN shadowlog_shape USING (shape)
		WHERE context IS NULL ORDER BY seq;
		DELETE FROM shadowlog_changelog
		 WHERE seq < (SELECT max(seq) FROM shadowlog_changelog);
		UPDATE shadowlog_changelog SET context = 'seen'"
}

"$generator" sqlite changelog | sql || exit 1

# ---- one statement, several rows ----

test_keys() {
	sql 'CREATE TABLE k (id INTEGER PRIMARY KEY, v INT UNIQUE)'
	install <<-'END'
	table k
	  column id INTEGER as bigint key 1
	  column v  INT     as bigint null
	END
	sql 'INSERT INTO k VALUES (1, 10), (2, 20), (3, 30)'
	captured >"$T/out"
	not_ok 'keys cannot swap places in one statement' \
		sql 'UPDATE k SET id = 3 - id WHERE id < 3'
	is "$(captured)" '' 'and a statement that failed left nothing'
	sql 'BEGIN; UPDATE k SET id = -1 WHERE id = 1;
		UPDATE k SET id = 1 WHERE id = 2;
		UPDATE k SET id = 2 WHERE id = -1; COMMIT'
	is "$(captured)" 'k U 1,10 -1,10
k U 2,20 1,20
k U -1,10 2,10' 'in three they can'
	sql 'UPDATE k SET v = v'
	is "$(captured)" 'k U 1,20 1,20
k U 2,10 2,10
k U 3,30 3,30' 'an UPDATE that changes nothing is one'
	sql 'UPDATE OR IGNORE k SET v = 30'
	is "$(sql 'SELECT group_concat(v) FROM k'):$(captured)" \
		'20,10,30:k U 3,30 3,30' \
		'UPDATE OR IGNORE of what cannot be: no event'
	sql 'UPDATE k SET v = n.x FROM (SELECT 1 AS i, 21 AS x) AS n WHERE id = i'
	is "$(captured)" 'k U 1,20 1,21' 'UPDATE ... FROM'
	not_ok 'INSERT OR ROLLBACK that fails' \
		sql 'BEGIN; INSERT INTO k VALUES (8, 80);
			INSERT OR ROLLBACK INTO k VALUES (1, 1)'
	is "$(captured)" '' 'takes the whole transaction back, and its capture'
	printf '7,70\n8,80\n' >"$T/import"
	sql ".import --csv '$T/import' k" >"$T/out"
	is "$(captured)" "k I - 7,70${nl}k I - 8,80" '.import is captured'
}

# ---- triggers of the application ----

# SQLite does not say which of two triggers fires first.  It has always been the
# newer one: a trigger of the application's that is newer than ours and writes to
# its own row is captured first.  doctor warns of such (table.order).
test_own_triggers() {
	touch="CREATE TRIGGER touch AFTER INSERT ON k BEGIN
		UPDATE k SET v = v + 1 WHERE id = NEW.id; END"
	sql "$touch; INSERT INTO k VALUES (50, 500)"
	is "$(captured)" 'k U 50,500 50,501
k I - 50,500' 'a newer trigger that writes to its own row comes first'
	sql 'DELETE FROM k; DROP TRIGGER touch'
	"$generator" sqlite uninstall "$T/one.tables" | sql
	sql "$touch"
	sql <"$T/one.sql"
	captured >"$T/out"
	sql 'INSERT INTO k VALUES (50, 500)'
	is "$(captured)" 'k I - 50,500
k U 50,500 50,501' 'an older one follows: install again behind it'
	sql "DROP TRIGGER touch;
		CREATE TRIGGER pick BEFORE INSERT ON k WHEN NEW.v = 13 BEGIN
		SELECT RAISE(IGNORE); END"
	sql 'INSERT INTO k VALUES (60, 13), (61, 14)'
	is "$(captured)" 'k I - 61,14' 'a row that a trigger leaves out is none'
	sql 'DROP TRIGGER pick; CREATE VIEW kv AS SELECT * FROM k;
		CREATE TRIGGER iv INSTEAD OF INSERT ON kv BEGIN
		INSERT INTO k VALUES (NEW.id, NEW.v); END;
		INSERT INTO kv VALUES (62, 62); DROP VIEW kv'
	is "$(captured)" 'k I - 62,62' 'a write by way of a view'
	sql 'DELETE FROM k'
	captured >"$T/out"
}

# ---- connections ----

test_connections() {
	sqlite3 -bail "$T/other.db" "ATTACH '$base' AS app;
		CREATE TABLE shadowlog_changelog (x);
		CREATE TABLE k (id INTEGER PRIMARY KEY);
		INSERT INTO app.k VALUES (1, 10); INSERT INTO k VALUES (2)"
	is "$(captured)" 'k I - 1,10' \
		'from a connection that has the database attached'
	is "$(sqlite3 "$T/other.db" 'SELECT count(*) FROM shadowlog_changelog')" \
		0 'and a changelog of its own, which is not meant'
	sql 'PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;
		PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
		PRAGMA reverse_unordered_selects = ON;
		PRAGMA case_sensitive_like = ON;
		UPDATE k SET v = 11; REPLACE INTO k VALUES (1, 12)'
	is "$(captured)" 'k U 1,10 1,11
k D 1,11 -
k I - 1,12' 'whatever the connection has set'
	sql 'CREATE TEMP TABLE k (id INTEGER PRIMARY KEY, v);
		INSERT INTO k VALUES (9, 9)'
	is "$(captured)" '' 'a temporary table of that name is another one'
	sql '.dbconfig enable_trigger off' 'UPDATE k SET v = 99' >"$T/out"
	is "$(sql 'SELECT v FROM k'):$(captured)" 99: \
		'a connection that switched triggers off is not seen'
	sql 'VACUUM; INSERT INTO k VALUES (2, 20)'
	is "$(captured)" 'k I - 2,20' 'after VACUUM all is as before'
}

# ---- what the application sees ----

test_application() {
	is "$(sql 'INSERT INTO k VALUES (70, 70);
		SELECT changes(), last_insert_rowid(), total_changes();
		DELETE FROM k;
		SELECT changes(), last_insert_rowid(), total_changes()' |
		cut -d '|' -f 1,2)" "1|70${nl}3|70" \
		'changes() and last_insert_rowid()'
	ok 'total_changes() counts ours, too, as the script says' \
		[ "$(sql 'INSERT INTO k VALUES (70, 70);
			SELECT total_changes()')" -gt 1 ]
	sql 'DELETE FROM k'
	captured >"$T/out"
}

# Neither a view nor a virtual table can have such triggers.
test_kinds() {
	sql 'CREATE VIEW kv AS SELECT * FROM k;
		CREATE VIRTUAL TABLE kf USING fts5 (id, v)'
	for table in kv kf; do
		not_ok "refused: $table" install <<-END
		table $table
		  column id INTEGER as bigint key 1
		  column v  INT     as bigint null
		END
	done
	is "$(sql "SELECT count(*) FROM shadowlog_shape
		WHERE table_name IN ('kv', 'kf')")" 0 'and nothing is registered'
	sql 'DROP VIEW kv; DROP TABLE kf'
}

# Columns that are called as the row's own number is.
test_rowid() {
	sql 'CREATE TABLE r (rowid TEXT PRIMARY KEY, oid INT, _rowid_ INT)'
	install <<-'END'
	table r
	  column rowid   TEXT as text   key 1
	  column oid     INT  as bigint null
	  column _rowid_ INT  as bigint null
	END
	sql "INSERT INTO r VALUES ('a', 1, 2); REPLACE INTO r VALUES ('a', 3, 4);
		UPDATE r SET rowid = 'b'; DELETE FROM r"
	is "$(captured)" "r I - 'a',1,2
r D 'a',1,2 -
r I - 'a',3,4
r U 'a',3,4 'b',3,4
r D 'b',3,4 -" 'columns called rowid, oid and _rowid_'
}

test_keys
test_own_triggers
test_connections
test_application
test_kinds
test_rowid
done_testing
