#!/bin/sh
# Traps of MySQL and MariaDB that tests/live/triggers_mysql_test.sh does not
# walk into: docs/traps.md says which is which.  Where the engine hides a change
# from triggers, the test shows that it does, so that it fails the day it does
# not; what says so to the DBA is in the install script and in `doctor`.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
[ -n "${MY_SOCKET:-}" ] || skip_all 'MY_SOCKET is not set: no MariaDB server'
client=$(command -v mariadb || command -v mysql) ||
	skip_all 'no client (mariadb or mysql) is installed'
[ -x "$generator" ] || skip_all "$generator is not built"

# tests/live/old_servers_test.sh has another one.
dialect=${TRAPS:-mysql}
base=traps_$$
nl='
'

sql() { # client-arguments; statements are on stdin or behind -e
	"$client" --no-defaults -S "$MY_SOCKET" -u root -N -B --raw \
		--default-character-set=utf8mb4 "$base" "$@"
}

run() { # FILE
	sql <"$1"
}

# What a client says that fails; nothing if it does not.
error_of() { # FILE
	sql <"$1" 2>&1 >/dev/null | grep '^ERROR'
}

at_end '"$client" --no-defaults -S "$MY_SOCKET" -u root \
	-e "DROP DATABASE IF EXISTS $base" >"$T/.gone" 2>&1'
"$client" --no-defaults -S "$MY_SOCKET" -u root \
	-e "CREATE DATABASE $base CHARACTER SET utf8mb4" || exit 1

# The triggers of tables that are described on stdin.
install() { # NAME
	{
		echo 'shadowlog-tables 1'
		cat
	} >"$T/$1.tables"
	"$generator" "$dialect" install "$T/$1.tables" >"$T/$1.sql" &&
		run "$T/$1.sql"
}

# What was captured since the last call: table, op, old row, new row.
captured() {
	sql -e "SELECT CONCAT_WS(' ', table_name, op, COALESCE(old_row, '-'),
			COALESCE(new_row, '-'))
		FROM shadowlog_changelog LEFT JOIN shadowlog_shape USING (shape)
		ORDER BY seq;
		DELETE FROM shadowlog_changelog"
}

"$generator" "$dialect" changelog >"$T/changelog.sql"
run "$T/changelog.sql" || exit 1

# ---- what a foreign key does ----

child() { # TABLE ACTIONS
	sql -e "CREATE TABLE $1 (id INT PRIMARY KEY, parent INT,
		CONSTRAINT ${1}_fk FOREIGN KEY (parent) REFERENCES parents (id) $2)"
	printf 'table %s\n  column id     int(11) key 1\n  column parent %s\n' \
		"$1" 'int(11) null'
}

test_cascades() {
	sql -e 'CREATE TABLE parents (id INT PRIMARY KEY)'
	while IFS='|' read -r table actions said; do
		child "$table" "$actions" >"$T/one"
		not_ok "a child with $actions is refused" install one <"$T/one"
		has "$(error_of "$T/one.sql")" \
			"changed unseen by $said of foreign key ${table}_fk of $table" \
			'and the error says why'
	done <<-'END'
	c1|ON DELETE CASCADE|ON DELETE CASCADE
	c2|ON DELETE SET NULL|ON DELETE SET NULL
	c3|ON UPDATE CASCADE|ON UPDATE CASCADE
	c4|ON DELETE RESTRICT ON UPDATE SET NULL|ON UPDATE SET NULL
	END
	is "$(sql -e "SELECT COUNT(*) FROM shadowlog_shape;
		SELECT COUNT(*) FROM information_schema.TRIGGERS
		WHERE TRIGGER_SCHEMA = DATABASE()")" "0${nl}0" \
		'and nothing is installed'
	sql -e "CREATE USER traps_$$@localhost;
		GRANT SELECT, TRIGGER, LOCK TABLES ON $base.* TO traps_$$@localhost;
		GRANT INSERT, UPDATE ON shadowlog_shape TO traps_$$@localhost"
	has "$("$client" --no-defaults -S "$MY_SOCKET" -u "traps_$$" "$base" \
		<"$T/one.sql" 2>&1)" 'changed unseen by ON UPDATE SET NULL' \
		'also to one who may do no more than the script asks for'
	sql -e "DROP USER traps_$$@localhost"
	child c5 'ON DELETE RESTRICT ON UPDATE NO ACTION' >"$T/one"
	ok 'a child without such an action is not refused' install one <"$T/one"
	test_cascade_added
	test_cascades_accepted
}

# A key that becomes one later stops the next upgrade; doctor names it before
# (tests/live/doctor_mysql_test.sh).
test_cascade_added() {
	sql -e 'ALTER TABLE c5 DROP FOREIGN KEY c5_fk;
		ALTER TABLE c5 ADD CONSTRAINT c5_fk FOREIGN KEY (parent)
		REFERENCES parents (id) ON DELETE CASCADE'
	"$generator" "$dialect" upgrade "$T/one.tables" >"$T/up.sql"
	has "$(error_of "$T/up.sql")" 'changed unseen by ON DELETE CASCADE' \
		'an upgrade is refused, too'
	sql -e 'DROP TABLE c5'
}

test_cascades_accepted() {
	ok 'unless that is accepted' install one <<-'END'
	table c1
	  column id     int(11) key 1
	  column parent int(11) null
	  option cascades accept
	END
	sql -e 'INSERT INTO parents VALUES (1); INSERT INTO c1 VALUES (10, 1);
		DELETE FROM parents'
	is "$(sql -e 'SELECT COUNT(*) FROM c1'):$(captured)" \
		'0:c1 I - 10,1' 'what the key then does is missed, as was said'
	sql -e 'DROP TABLE c1, c2, c3, c4, parents'
}

# ---- one statement, several rows ----

test_keys() {
	sql -e 'CREATE TABLE k (id INT PRIMARY KEY, v INT, UNIQUE (v))'
	install k <<-'END'
	table k
	  column id int(11) key 1
	  column v  int(11) null
	END
	sql -e 'INSERT INTO k VALUES (1, 10), (2, 20), (3, 30)'
	captured >"$T/out"
	sql -e 'UPDATE k SET id = id + 1 ORDER BY id DESC'
	is "$(captured)" 'k U 3,30 4,30
k U 2,20 3,20
k U 1,10 2,10' 'keys that move up: each with its old and its new key'
	sql -e 'UPDATE k SET id = 99 WHERE id = 4;
		UPDATE k SET id = CASE id WHEN 3 THEN 4 ELSE 3 END
			WHERE id IN (2, 3) ORDER BY id DESC'
	is "$(captured)" 'k U 4,30 99,30
k U 3,20 4,20
k U 2,10 3,10' 'keys that swap places'
	sql -e 'UPDATE IGNORE k SET v = v - 10 ORDER BY v'
	is "$(captured)" 'k U 3,10 3,0
k U 4,20 4,10
k U 99,30 99,20' 'UPDATE IGNORE of what can be'
	sql -e 'UPDATE IGNORE k SET v = 20 WHERE id = 4'
	is "$(sql -e 'SELECT v FROM k WHERE id = 4'):$(captured)" \
		'10:k U 4,10 4,20' 'of what cannot: the trigger fires all the same'
	sql -e 'INSERT IGNORE INTO k VALUES (5, 20); DELETE IGNORE FROM k
		WHERE id = 5'
	is "$(captured)" '' 'INSERT IGNORE and DELETE IGNORE fire for what happens'
	test_verify
	sql -e 'INSERT INTO k SELECT id + 100, v + 100 FROM k;
		DELETE a, b FROM k AS a JOIN k AS b ON b.id = a.id + 100'
	is "$(captured | cut -d ' ' -f 2 | sort | uniq -c | tr -s ' ' |
		tr '\n' ';')" ' 6 D; 3 I;' 'INSERT ... SELECT and DELETE of two'
	printf '7\t1\n8\t2\n7\t3\n' >"$T/load"
	sql --local-infile=1 -e "LOAD DATA LOCAL INFILE '$T/load'
		REPLACE INTO TABLE k"
	is "$(captured)" 'k I - 7,1
k I - 8,2
k D 7,1 -
k I - 7,3' 'LOAD DATA ... REPLACE: what is pushed out is deleted'
	sql -e 'TRUNCATE k'
	is "$(captured)" '' 'TRUNCATE fires no trigger'
}

# The trigger looks at the row.
test_verify() {
	sql -e 'CREATE TABLE up (id INT PRIMARY KEY);
		CREATE TABLE v (id INT, site VARCHAR(4), n INT UNIQUE, f FLOAT,
			t VARCHAR(9), b VARBINARY(9), ts TIMESTAMP(6) NULL, up INT,
			PRIMARY KEY (id, site), FOREIGN KEY (up) REFERENCES up (id))'
	ok 'option ignore verify' install v <<-'END'
	table v
	  column id   int(11) key 1
	  column site varchar(4) key 2
	  column n    int(11) null
	  column f    float null
	  column t    varchar(9) null
	  column b    varbinary(9) null
	  column ts   timestamp(6) null
	  column up   int(11) null
	  option ignore verify
	END
	sql -e "INSERT INTO up VALUES (1);
		INSERT INTO v VALUES (1, 'a', 10, 0.1, 'x ', X'00', NOW(6), 1),
		(2, 'a', 20, 1e30, NULL, NULL, NULL, NULL),
		(3, 'a', NULL, NULL, NULL, NULL, NULL, NULL),
		(3, 'b', NULL, NULL, NULL, NULL, NULL, NULL)"
	captured >"$T/out"
	sql -e "UPDATE IGNORE v SET n = 10 WHERE id = 2;
		UPDATE IGNORE v SET id = 1 WHERE id = 2;
		UPDATE IGNORE v SET site = 'b' WHERE id = 3 AND site = 'a';
		UPDATE IGNORE v SET up = 9;
		UPDATE IGNORE v, up SET n = 10 WHERE v.id = 2" 2>"$T/out"
	is "$(captured)" '' 'what UPDATE IGNORE left as it was is no event'
	sql -e "UPDATE v SET t = 'X' WHERE id = 1; UPDATE v SET t = 'x' WHERE id = 1;
		UPDATE v SET f = f / 3, ts = ts + INTERVAL 1 SECOND;
		UPDATE v SET site = 'A' WHERE id = 2;
		UPDATE v SET id = id + 1 ORDER BY id DESC;
		UPDATE IGNORE v SET n = n + 10 ORDER BY id;
		INSERT INTO v (id, site) VALUES (9, 'z');
		INSERT INTO v (id, site) VALUES (9, 'z')
			ON DUPLICATE KEY UPDATE t = 'dup'; UPDATE v SET n = n"
	is "$(captured | cut -d ' ' -f 2 | sort | uniq -c | tr -s ' ')" ' 1 I
 20 U' 'and every change is one, also of a letter or of no value at all'
	sql -e 'DROP TABLE v, up'
}

# ---- triggers of the application ----

test_own_triggers() {
	sql -e 'CREATE TABLE head (id INT PRIMARY KEY, total INT);
		CREATE TABLE item (id INT PRIMARY KEY, head INT, price INT)'
	install own <<-'END'
	table head
	  column id    int(11) key 1
	  column total int(11) null
	table item
	  column id    int(11) key 1
	  column head  int(11) null
	  column price int(11) null
	END
	sql -e 'CREATE TRIGGER item_sum AFTER INSERT ON item FOR EACH ROW
			UPDATE head SET total = total + NEW.price
			WHERE id = NEW.head;
		CREATE TRIGGER item_own AFTER UPDATE ON item FOR EACH ROW
			UPDATE item SET price = 0 WHERE id = NEW.id'
	sql -e 'INSERT INTO head VALUES (1, 0);
		INSERT INTO item VALUES (1, 1, 5), (2, 1, 6)'
	is "$(captured)" 'head I - 1,0
item I - 1,1,5
head U 1,0 1,5
item I - 2,1,6
head U 1,5 1,11' 'what a trigger of its own writes to another table: behind'
	not_ok 'to its own table no trigger can write' \
		sql -e 'UPDATE item SET price = 7 WHERE id = 1'
	is "$(captured)" '' 'and the statement that failed has left nothing'
	sql -e "DROP TRIGGER item_own;
		CREATE TRIGGER item_veto AFTER DELETE ON item FOR EACH ROW
		FOLLOWS $(sql -e "SELECT TRIGGER_NAME
			FROM information_schema.TRIGGERS
			WHERE EVENT_OBJECT_TABLE = 'item' AND
			TRIGGER_SCHEMA = DATABASE() AND
			TRIGGER_NAME LIKE 'shadowlog%d'")
		SIGNAL SQLSTATE '45000'"
	not_ok 'a trigger behind ours that fails' sql -e 'DELETE FROM item'
	is "$(captured)" '' 'takes back what ours captured'
	sql -e 'DROP TABLE item, head'
}

# ---- partitions ----

test_partitions() {
	sql -e 'CREATE TABLE p (id INT, region INT, PRIMARY KEY (id, region))
		PARTITION BY LIST (region) (
			PARTITION p1 VALUES IN (1), PARTITION p2 VALUES IN (2));
		CREATE TABLE outside (id INT, region INT,
			PRIMARY KEY (id, region))'
	ok 'a partitioned table is installed' install p <<-'END'
	table p
	  column id     int(11) key 1
	  column region int(11) key 2
	END
	sql -e 'INSERT INTO p VALUES (1, 1), (2, 2);
		UPDATE p SET region = 2 WHERE id = 1;
		DELETE FROM p PARTITION (p2) WHERE id = 2'
	is "$(captured)" 'p I - 1,1
p I - 2,2
p U 1,1 1,2
p D 2,2 -' 'also a row that moves between partitions'
	sql -e 'INSERT INTO outside VALUES (5, 1);
		ALTER TABLE p EXCHANGE PARTITION p1 WITH TABLE outside;
		ALTER TABLE p TRUNCATE PARTITION p1;
		ALTER TABLE p DROP PARTITION p2'
	is "$(sql -e 'SELECT COUNT(*) FROM p'):$(captured)" 0: \
		'EXCHANGE, TRUNCATE and DROP PARTITION fire no trigger'
	sql -e 'DROP TABLE p, outside'
}

# ---- values ----

test_generated() {
	sql -e "CREATE TABLE g (id INT PRIMARY KEY, a INT,
		v INT GENERATED ALWAYS AS (a + 1) VIRTUAL,
		s INT GENERATED ALWAYS AS (a * 2) STORED,
		d INT DEFAULT 7, t VARCHAR(5))"
	install g <<-'END'
	table g
	  column id int(11) key 1
	  column a  int(11) null
	  column v  int(11) null generated
	  column s  int(11) null generated
	  column d  int(11) null
	  column t  varchar(5) null
	END
	sql -e 'INSERT INTO g (id, a) VALUES (1, 10); UPDATE g SET a = 20'
	is "$(captured)" 'g I - 1,10,11,20,7,NULL
g U 1,10,11,20,7,NULL 1,20,21,40,7,NULL' 'columns that are computed'
	sql -e "SET sql_mode = '';
		INSERT INTO g (id, a, t) VALUES ('2', 'x', 'too long')" 2>/dev/null
	is "$(captured)" "g I - 2,0,1,0,7,'too l'" \
		'a session that is not strict: what the row became'
	sql -e 'DROP TABLE g'
}

# On tables without transactions the change stays when its record goes: doctor
# names their engine (table.engine).
test_engine() {
	sql -e 'CREATE TABLE m (id INT PRIMARY KEY) ENGINE = MyISAM'
	install m <<-'END'
	table m
	  column id int(11) key 1
	END
	sql -e 'BEGIN; INSERT INTO m VALUES (1); ROLLBACK' 2>/dev/null
	is "$(sql -e 'SELECT id FROM m'):$(captured)" 1: \
		'MyISAM: a rollback takes the record back, and not the change'
	sql -e 'DROP TABLE m'
}

# Views have no triggers; a table that keeps its history has, for its rows of
# today.  (MySQL has no such tables.)
test_kinds() {
	sql -e 'CREATE VIEW kv AS SELECT * FROM k'
	not_ok 'a view is refused' install kv <<-'END'
	table kv
	  column id int(11) key 1
	  column v  int(11) null
	END
	sql -e 'UNLOCK TABLES; DROP VIEW kv;
		DELETE FROM shadowlog_shape WHERE table_name = "kv"'
	if ! sql -e 'CREATE TABLE hist (id INT PRIMARY KEY, v INT)
		WITH SYSTEM VERSIONING' 2>/dev/null; then
		skip 'a table that keeps its history' 'MySQL has none'
		return
	fi
	install hist <<-'END'
	table hist
	  column id int(11) key 1
	  column v  int(11) null
	END
	sql -e 'INSERT INTO hist VALUES (1, 1); UPDATE hist SET v = 2;
		DELETE FROM hist; DELETE HISTORY FROM hist'
	is "$(captured)" 'hist I - 1,1
hist U 1,1 1,2
hist D 1,2 -' 'a table that keeps its history'
	sql -e 'DROP TABLE hist'
}

# MariaDB fires the triggers of the pieces first: whoever applies these in order
# has no row of that key in the end.  docs/dialects.md warns.
test_periods() {
	if ! sql -e 'CREATE TABLE per (id INT, s DATE, e DATE, PERIOD FOR p (s, e),
		PRIMARY KEY (id, s))' 2>/dev/null; then
		skip 'FOR PORTION OF' 'there are no periods'
		return
	fi
	install per <<-'END'
	table per
	  column id int(11) key 1
	  column s  date    key 2
	  column e  date
	END
	sql -e "INSERT INTO per VALUES (1, '2020-01-01', '2021-01-01');
		DELETE FROM per FOR PORTION OF p FROM '2020-03-01' TO '2020-04-01'"
	is "$(captured | tail -n +2)" "per I - 1,'2020-01-01','2020-03-01'
per I - 1,'2020-04-01','2021-01-01'
per D 1,'2020-01-01','2021-01-01' -" 'FOR PORTION OF: what is left comes first'
	sql -e 'DROP TABLE per'
}

test_xa() {
	sql -e "XA START 'x$$'; INSERT INTO k VALUES (70, 70); XA END 'x$$';
		XA PREPARE 'x$$'; XA COMMIT 'x$$'"
	is "$(captured)" 'k I - 70,70' 'a transaction of two phases'
	sql -e "SET foreign_key_checks = 0, unique_checks = 0;
		INSERT INTO k VALUES (71, 71)"
	is "$(captured)" 'k I - 71,71' 'a session that restores a dump'
}

test_cascades
test_keys
# Before MySQL 5.7 a table has room for one trigger of a kind, and no column is
# computed.
[ "$dialect" != mysql ] || test_own_triggers
test_partitions
[ "$dialect" != mysql ] || test_generated
test_engine
test_kinds
test_periods
test_xa
done_testing
