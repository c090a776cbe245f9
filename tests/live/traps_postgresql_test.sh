#!/bin/sh
# Traps of PostgreSQL that tests/live/triggers_postgresql_test.sh does not walk
# into: docs/traps.md says which is which.  Where the engine hides a change from
# triggers, the test shows that it does, so that it fails the day it does not.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
[ -n "${PG_DIR:-}" ] || skip_all 'PG_DIR is not set: no PostgreSQL server'
command -v psql >/dev/null || skip_all 'psql is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"

base=traps_$$
owner=traps_owner_$$
app=traps_app_$$
nl='
'

as() { # ROLE psql-arguments...
	role=$1
	shift
	PGOPTIONS='-c client_min_messages=warning -c search_path=public' \
		psql -XqAt -v ON_ERROR_STOP=1 -h "$PG_DIR" -p "$PG_PORT" \
		-U "$role" -d "$base" "$@"
}

sql() { # psql-arguments, as the superuser
	as shadowlog "$@"
}

admin() {
	psql -XqAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d postgres "$@"
}

# DROP DATABASE ... WITH (FORCE) came with 13.
at_end 'admin -c "DROP DATABASE IF EXISTS $base" \
	-c "DROP ROLE IF EXISTS $app" -c "DROP ROLE IF EXISTS $owner" \
	>"$T/.gone" 2>&1'
admin -c "CREATE DATABASE $base TEMPLATE template0 ENCODING 'UTF8'" \
	-c "CREATE ROLE $app LOGIN" -c "CREATE ROLE $owner LOGIN" || exit 1
version=$(sql -c 'SHOW server_version_num')

# Triggers of tables that are described on stdin, made by a role.
install_as() { # ROLE NAME
	{
		echo 'shadowlog-tables 1'
		cat
	} >"$T/$2.tables"
	"$generator" postgresql install "$T/$2.tables" >"$T/$2.sql" &&
		as "$1" -f "$T/$2.sql"
}

install() { # NAME
	install_as shadowlog "$1"
}

# What was captured since the last call: table, op, old row, new row.
captured() {
	sql -F ' ' -c "SELECT table_name, op, coalesce(old_row, '-'),
			coalesce(new_row, '-')
		FROM shadowlog.shadowlog_changelog
		LEFT JOIN shadowlog.shadowlog_shape USING (shape) ORDER BY seq" \
		-c 'DELETE FROM shadowlog.shadowlog_changelog'
}

"$generator" postgresql changelog >"$T/changelog.sql"
sql -f "$T/changelog.sql" || exit 1

# ---- one statement, several rows ----

test_keys() {
	sql -c 'CREATE TABLE k (id int, v int,
		PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED)'
	install k <<-'END'
	table public.k
	  column id integer key 1
	  column v  integer null
	END
	sql -c 'INSERT INTO k VALUES (1, 10), (2, 20)' \
		-c 'UPDATE k SET id = 3 - id'
	is "$(captured)" 'k I - {"id":1,"v":10}
k I - {"id":2,"v":20}
k U {"id":1,"v":10} {"id":2,"v":10}
k U {"id":2,"v":20} {"id":1,"v":20}' 'keys that swap places in one statement'
	sql -c 'UPDATE k SET id = id' -c 'DELETE FROM k'
	is "$(captured)" 'k U {"id":2,"v":10} {"id":2,"v":10}
k U {"id":1,"v":20} {"id":1,"v":20}
k D {"id":2,"v":10} -
k D {"id":1,"v":20} -' 'an UPDATE that changes nothing is one'
	sql -c 'WITH a AS (INSERT INTO k VALUES (5, 1), (6, 1) RETURNING id)
		INSERT INTO k SELECT id + 10, 2 FROM a'
	is "$(captured | cut -d ' ' -f 1,2,4 | sort)" 'k I {"id":15,"v":2}
k I {"id":16,"v":2}
k I {"id":5,"v":1}
k I {"id":6,"v":1}' 'a statement inside of a statement'
	[ "$version" -ge 150000 ] || {
		skip 'MERGE' 'no such statement before 15'
		sql -c 'DELETE FROM k'
		captured >"$T/out"
		return
	}
	sql -c 'MERGE INTO k USING (VALUES (5), (6), (7)) AS s (id)
			ON k.id = s.id
		WHEN MATCHED AND k.id = 5 THEN DELETE
		WHEN MATCHED THEN UPDATE SET v = 9
		WHEN NOT MATCHED THEN INSERT VALUES (s.id, 8)'
	is "$(captured)" 'k D {"id":5,"v":1} -
k U {"id":6,"v":1} {"id":6,"v":9}
k I - {"id":7,"v":8}' 'MERGE is what it turns out to be'
	sql -c 'DELETE FROM k'
	captured >"$T/out"
}

# ---- what others do to a row ----

test_actions() {
	sql -c 'CREATE TABLE parents (id int PRIMARY KEY)' \
		-c 'CREATE TABLE c (id int PRIMARY KEY,
			a int REFERENCES parents ON DELETE SET NULL,
			b int DEFAULT 9 REFERENCES parents ON DELETE SET DEFAULT)'
	install actions <<-'END'
	table public.parents
	  column id integer key 1
	table public.c
	  column id integer key 1
	  column a  integer null
	  column b  integer null
	END
	sql -c 'INSERT INTO parents VALUES (1), (2), (9)' \
		-c 'INSERT INTO c VALUES (1, 1, 2)' >"$T/out"
	captured >"$T/out"
	sql -c 'DELETE FROM parents WHERE id IN (1, 2)'
	is "$(captured)" 'parents D {"id":1} -
parents D {"id":2} -
c U {"id":1,"a":1,"b":2} {"id":1,"a":null,"b":2}
c U {"id":1,"a":null,"b":2} {"id":1,"a":null,"b":9}' \
		'SET NULL and SET DEFAULT are captured'
	sql -c 'TRUNCATE parents CASCADE'
	is "$(captured | sort)" "c T - -${nl}parents T - -" \
		'TRUNCATE ... CASCADE, each table'
	sql -c 'SET session_replication_role = replica; TRUNCATE c'
	is "$(captured)" 'c T - -' 'in a session of role replica, too'
	sql -c 'DROP TABLE c, parents'
}

test_own_triggers() {
	sql -c "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS
			'BEGIN RETURN NULL; END'" \
		-c 'CREATE TRIGGER skip BEFORE INSERT ON k FOR EACH ROW
			WHEN (new.v = 0) EXECUTE PROCEDURE skip()' \
		-c "CREATE FUNCTION veto() RETURNS trigger LANGUAGE plpgsql AS
			'BEGIN RAISE EXCEPTION ''no''; END'" \
		-c 'CREATE CONSTRAINT TRIGGER veto AFTER INSERT ON k
			DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
			WHEN (new.v = 13) EXECUTE PROCEDURE veto()' \
		-c 'CREATE VIEW kv AS SELECT id, v FROM k' \
		-c 'CREATE TABLE src (id int)' \
		-c 'CREATE RULE into_k AS ON INSERT TO src
			DO INSTEAD INSERT INTO k VALUES (new.id, 3)'
	sql -c 'INSERT INTO k VALUES (1, 0), (2, 1)'
	is "$(captured)" 'k I - {"id":2,"v":1}' \
		'a row that a trigger of its own leaves out is none'
	not_ok 'a commit that a deferred trigger refuses' \
		sql -c 'INSERT INTO k VALUES (3, 13)'
	is "$(captured)" '' 'has left nothing'
	sql -c 'INSERT INTO kv VALUES (4, 4)' -c 'DELETE FROM kv WHERE id = 4'
	is "$(captured)" 'k I - {"id":4,"v":4}
k D {"id":4,"v":4} -' 'a write by way of a view'
	sql -c 'INSERT INTO src VALUES (6)'
	is "$(captured)" 'k I - {"id":6,"v":3}' 'what a rule writes'
	sql -c 'DROP TABLE src' -c 'DROP VIEW kv' \
		-c 'DROP TRIGGER veto ON k' -c 'DROP TRIGGER skip ON k' \
		-c 'DELETE FROM k'
	captured >"$T/out"
}

# Of what else has rows: no view has row triggers of this kind.
test_kinds() {
	sql -c 'CREATE VIEW kv AS SELECT id, v FROM k' \
		-c 'CREATE MATERIALIZED VIEW km AS SELECT id, v FROM k'
	for view in kv km; do
		not_ok "a view is refused: $view" install view <<-END
		table public.$view
		  column id integer key 1
		  column v  integer null
		END
	done
	is "$(sql -c "SELECT count(*) FROM shadowlog.shadowlog_shape
		WHERE table_name IN ('kv', 'km')")" 0 'and nothing is registered'
	sql -c 'DROP VIEW kv' -c 'DROP MATERIALIZED VIEW km'
}

# ---- partitions ----

# What ATTACH brings and DETACH takes was there before and is there afterwards:
# no row changes, and no trigger fires.  (doctor: table.children.)
test_attach() {
	sql -c 'CREATE TABLE p (id int, region int, PRIMARY KEY (id, region))
			PARTITION BY LIST (region)' \
		-c 'CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)'
	install p <<-'END'
	table public.p
	  column id     integer key 1
	  column region integer key 2
	END
	sql -c 'CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)
			PARTITION BY RANGE (id)' \
		-c 'CREATE TABLE p2a PARTITION OF p2 FOR VALUES FROM (0) TO (9)' \
		-c 'SET session_replication_role = replica;
			INSERT INTO p VALUES (1, 2)'
	is "$(captured)" 'p I - {"id":1,"region":2}' \
		'a partition of a partition, made later, in role replica'
	sql -c 'CREATE TABLE p3 (id int NOT NULL, region int NOT NULL)' \
		-c 'INSERT INTO p3 VALUES (7, 3)' \
		-c 'ALTER TABLE p ATTACH PARTITION p3 FOR VALUES IN (3)'
	is "$(sql -c 'SELECT count(*) FROM p WHERE region = 3'):$(captured)" 1: \
		'rows that ATTACH brings are not captured'
	sql -c 'UPDATE p SET region = 3 WHERE region = 2'
	is "$(captured)" 'p D {"id":1,"region":2} -
p I - {"id":1,"region":3}' 'a move between partitions of two levels'
	sql -c 'ALTER TABLE p DETACH PARTITION p3' \
		-c 'INSERT INTO p3 VALUES (8, 3)'
	is "$(sql -c 'SELECT count(*) FROM p'):$(captured)" 0: \
		'DETACH takes the triggers along with the rows'
	sql -c 'ALTER TABLE p ATTACH PARTITION p3 FOR VALUES IN (3)' \
		-c 'INSERT INTO p VALUES (9, 3)'
	is "$(captured)" 'p I - {"id":9,"region":3}' \
		'and ATTACH makes them again'
	sql -c 'TRUNCATE p3'
	is "$(captured)" '' 'TRUNCATE of a partition by its own name'
	sql -c 'DROP TABLE p'
}

test_partitions() {
	if [ "$version" -lt 110000 ]; then
		skip 'partitions' 'no triggers on such before 11'
	else
		test_attach
	fi
}

# ---- values ----

test_generated() {
	if [ "$version" -lt 120000 ]; then
		skip 'generated columns' 'none before 12'
		return
	fi
	sql -c 'CREATE TABLE g (id int PRIMARY KEY, a int,
		s int GENERATED ALWAYS AS (a * 2) STORED,
		n bigint GENERATED ALWAYS AS IDENTITY)'
	install g <<-'END'
	table public.g
	  column id integer key 1
	  column a  integer null
	  column s  integer null generated
	  column n  bigint
	END
	sql -c 'INSERT INTO g (id, a) VALUES (1, 10)' \
		-c 'UPDATE g SET a = 20' -c 'SELECT lastval()' >"$T/out"
	is "$(cat "$T/out")" 1 'lastval() of an identity column'
	is "$(captured)" 'g I - {"id":1,"a":10,"s":20,"n":1}
g U {"id":1,"a":10,"s":20,"n":1} {"id":1,"a":20,"s":40,"n":1}' \
		'columns that are computed'
	sql -c 'DROP TABLE g'
	test_virtual
}

# Doctor names them: table.unseen.
test_virtual() {
	if [ "$version" -lt 180000 ]; then
		skip 'VIRTUAL generated columns' 'none before 18'
		return
	fi
	sql -c 'CREATE TABLE g (id int PRIMARY KEY,
		v int GENERATED ALWAYS AS (id + 1) VIRTUAL)'
	install virtual <<-'END'
	table public.g
	  column id integer key 1
	  column v  integer null generated
	END
	sql -c 'INSERT INTO g VALUES (1)'
	is "$(sql -c 'SELECT v FROM g'):$(captured)" '2:g I - {"id":1,"v":null}' \
		'a VIRTUAL generated column is NULL to a trigger'
	install virtual <<-'END'
	table public.g
	  column id integer key 1
	  column v  integer null generated
	  option exclude v
	END
	sql -c 'INSERT INTO g VALUES (2)'
	is "$(captured)" 'g I - {"id":2}' 'unless it is excluded'
	sql -c 'DROP TABLE g'
}

# ---- lastval() ----

# The triggers run as whoever installed them.  A sequence that he may not read
# is one whose number he cannot put back; doctor names those (lastval).
test_lastval() {
	admin -c "ALTER DATABASE $base OWNER TO $owner"
	sql -c "CREATE TABLE l (id bigserial PRIMARY KEY, v int)" \
		-c "CREATE TABLE m (id int PRIMARY KEY)" \
		-c "ALTER TABLE m OWNER TO $owner" \
		-c "GRANT ALL ON l, m TO $app" -c "GRANT ALL ON l_id_seq TO $app" \
		-c "GRANT SELECT, TRIGGER ON l TO $owner" \
		-c "GRANT USAGE ON SCHEMA shadowlog TO $owner" \
		-c "GRANT ALL ON ALL TABLES IN SCHEMA shadowlog TO $owner" \
		-c "GRANT ALL ON ALL SEQUENCES IN SCHEMA shadowlog TO $owner" \
		-c "GRANT CREATE ON SCHEMA shadowlog TO $owner"
	ok 'an install by the owner of the table alone' install_as "$owner" m \
		<<-'END'
	table public.m
	  column id integer key 1
	END
	is "$(as "$app" -c "INSERT INTO l (v) VALUES (1)" \
		-c 'INSERT INTO m VALUES (1)' -c "SELECT currval('l_id_seq')")" \
		1 'a sequence that he may not read: the write is done'
	not_ok 'and lastval() is not what it was' \
		[ "$(as "$app" -c "INSERT INTO l (v) VALUES (1)" \
			-c 'INSERT INTO m VALUES (2)' -c 'SELECT lastval()')" = 2 ]
	sql -c "GRANT SELECT ON SEQUENCE l_id_seq TO $owner"
	is "$(as "$app" -c "INSERT INTO l (v) VALUES (1)" \
		-c 'INSERT INTO m VALUES (3)' -c 'SELECT lastval()')" 3 \
		'and is, once he may read the sequence'
	sql -c 'DROP TABLE l, m' -c "DROP OWNED BY $owner CASCADE"
	admin -c "ALTER DATABASE $base OWNER TO shadowlog"
	captured >"$T/out"
}

test_keys
test_actions
test_own_triggers
test_kinds
test_partitions
test_generated
test_lastval
done_testing
