#!/bin/sh
# The options of a table on PostgreSQL.
. "$(dirname "$0")/../tap.sh"
ENGINE=postgresql
PREFIX=public.
ONE=1
# The role is called like our schema, which would come first.
export PGOPTIONS='-c search_path=public -c client_min_messages=warning'
. "$TOP/tests/live/options_lib.sh"

# How many triggers and functions of ours the table has.
engine_ours() { # TABLE
	ours_hash=$(grep -om 1 '00_shadowlog_[0-9a-f]\{8\}' "$E/install.sql" |
		cut -c 14-)
	sql "SELECT (SELECT count(*) FROM pg_trigger
		WHERE tgrelid = '$1'::regclass AND tgname LIKE '00_%') +
		(SELECT count(*) FROM pg_proc
		WHERE proname LIKE 'shadowlog_$ours_hash%')"
}

engine_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id bigint PRIMARY KEY, note text,
		status varchar(20), doc text)"
}

# Where the server has such collations: 12 and later, with ICU.
engine_case_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id text COLLATE either_case PRIMARY KEY,
		note text COLLATE either_case)"
}

test_cases() { # [LINE...]
	why=$(sql "CREATE COLLATION IF NOT EXISTS either_case (provider = icu,
		deterministic = false, locale = 'und-u-ks-level2')" 2>&1) || {
		skip 'a key in a collation of either case' "$(echo "$why" |
			sed 's/.*ERROR: *//' | head -1)"
		return
	}
	test_case "$@"
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_cases
test_cases statement
test_when
test_lob
if [ "$(sql 'SHOW server_version_num')" -ge 110000 ]; then
	test_hash
else
	engine_table t
	has "$(with t 'lob hash doc' 2>&1)" 'lob hash needs PostgreSQL 11' \
		'lob hash is refused where there is no hash'
fi
test_kept
test_who shadowlog '{"program":"psql"}' \
	"SET shadowlog.context = E'order form\nline \"2\"'" \
	"SELECT set_config('shadowlog.context', repeat('ä', 2000), false)"
test_bypass "SET shadowlog.bypass = 'on'" "RESET shadowlog.bypass" \
	"SET shadowlog.bypass = 'yes'"

test_fail

# ---- a trigger for each statement ----

test_statement() {
	engine_table t
	install t statement
	is "$(after "INSERT INTO t (id, note) VALUES (1, 'a'), (2, 'b')" \
		'[.op, .key.id, .after.note]' | sort)" \
		'["c","1","a"]'"$nl"'["c","2","b"]' 'statement: every row'
	is "$(after "UPDATE t SET note = note || 'x'" \
		'[.op, .key.id, .before.note, .after.note, .changed]' | sort)" \
		'["u","1","a","ax",["note"]]'"$nl"'["u","2","b","bx",["note"]]' \
		'updates are paired by their key'
	sql 'CREATE TABLE d (id bigint PRIMARY KEY DEFERRABLE, note text)'
	install d statement
	sql "INSERT INTO d VALUES (1, 'a'), (2, 'b')"
	seen . >/dev/null
	is "$(after "UPDATE d SET id = 3 - id" \
		'[.op, .key.id, .before.note, .after.note, .changed]' | sort)" \
		'["u","1","a","b",["note"]]'"$nl"'["u","2","b","a",["note"]]' \
		'two keys exchanged are two rows changed'
	is "$(after "UPDATE d SET id = id + 10" '[.op, .key.id]' | sort)" \
		'["c","11"]'"$nl"'["c","12"]'"$nl"'["d","1"]'"$nl"'["d","2"]' \
		'keys without a partner are deleted and created'
	is "$(after "DELETE FROM d; TRUNCATE d" '[.op, .key.id]' | sort)" \
		'["d","11"]'"$nl"'["d","12"]'"$nl"'["t",null]' \
		'deletes, and TRUNCATE'
	is "$(after "INSERT INTO t (id, note) VALUES (1, 'n'), (3, 'n')
		ON CONFLICT (id) DO UPDATE SET note = 'c'" '[.op, .key.id]' |
		sort)" '["c","3"]'"$nl"'["u","1"]' 'ON CONFLICT DO UPDATE is both'
	is "$(after "UPDATE t SET note = 'z' WHERE id = 99; DELETE FROM t
		WHERE id = 99" .)" '' 'a statement without rows is nothing'
	install t statement 'noop skip' 'exclude note' \
		"when \"this.status IS NULL OR this.status <> 'x'\""
	is "$(after "UPDATE t SET note = 'w'; UPDATE t SET status = 'x'
		WHERE id = 1; UPDATE t SET id = id + 100, doc = 'd';
		UPDATE t SET status = NULL WHERE id = 101" \
		'[.op, .key.id]' | sort)" \
		'["c","101"]'"$nl"'["c","102"]'"$nl"'["c","103"]'"$nl$(
		)"'["d","1"]'"$nl"'["d","2"]'"$nl"'["d","3"]' \
		'with a condition, without updates of nothing'
	install t statement 'before none'
	is "$(after "UPDATE t SET note = 'q' WHERE id = 101; UPDATE t SET id = 5
		WHERE id = 101; DELETE FROM t WHERE id = 5" \
		'[.op, .key.id, .before]')" \
		'["u","101",null]'"$nl"'["d","101",{"id":"101"}]'"$nl$(
		)"'["c","5",null]'"$nl"'["d","5",{"id":"5"}]' 'with before none'
}

refuses() { # WHAT MESSAGE
	result_of=$(with "$1" statement 2>&1) && result_of="it was installed"
	has "$result_of" "$2" "refused: $3"
}

test_statement_refused() {
	# Version 10 has no keys for these.
	if [ "$(sql 'SHOW server_version_num')" -ge 110000 ]; then
		sql 'CREATE TABLE parts (id int PRIMARY KEY)
			PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF
			parts FOR VALUES FROM (1) TO (9)'
		refuses parts 'has partitions or children, or is one' \
			'a partitioned table'
		refuses part 'has partitions or children, or is one' \
			'a partition'
	fi
	sql 'CREATE TABLE mother (id int PRIMARY KEY);
		CREATE TABLE child () INHERITS (mother)'
	refuses mother 'has partitions or children, or is one' \
		'one that others inherit from'
	sql 'CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree
		ON DELETE CASCADE)'
	refuses tree 'a foreign key of the table to itself' 'a tree that cascades'
	sql "CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS \$\$
		BEGIN UPDATE rows SET n = n + 1 WHERE id = NEW.id AND n < 3;
		RETURN NULL; END \$\$;
		CREATE TABLE rows (id int PRIMARY KEY, n int);
		CREATE TRIGGER again AFTER INSERT OR UPDATE ON rows
		FOR EACH ROW EXECUTE PROCEDURE again()"
	refuses rows 'another trigger of the table fires AFTER each ROW' \
		'an application trigger for each row'
	is "$(sql "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '00_%'
		AND tgrelid IN ('rows'::regclass, 'tree'::regclass)")" 0 \
		'nothing of a refused install is left'
}

test_markers() {
	engine_table t
	install t 'bypass marker'
	is "$(sql "CREATE SEQUENCE drawn; SELECT nextval('drawn');
		SET shadowlog.bypass = 'on'; INSERT INTO t (id) VALUES (1);
		SELECT lastval()" | tail -1)" 1 'a marker leaves lastval() alone'
	is "$(seen .op)" '"m"' 'and is there'
	is "$(after "BEGIN; SET LOCAL shadowlog.bypass = 'on'; SAVEPOINT s;
		INSERT INTO t (id) VALUES (2); ROLLBACK TO s;
		INSERT INTO t (id) VALUES (3); UPDATE t SET note = 'x';
		TRUNCATE t; COMMIT; INSERT INTO t (id) VALUES (4)" .op)" \
		'"m"'"$nl"'"c"' 'one for each transaction that commits'
	printf '%s\n' "SET shadowlog.bypass = 'on';" \
		'INSERT INTO t (id) VALUES (5);' \
		'INSERT INTO t (id) VALUES (6);' | sql
	is "$(seen .op)" '"m"'"$nl"'"m"' 'and one for the next'
	is "$(after "SET shadowlog.bypass = 'on'; BEGIN;
		INSERT INTO t (id) VALUES (7); ROLLBACK" .op)" '' \
		'none of what is rolled back'
}

# Triggers that name columns: the doctor knows.
test_dropped() {
	engine_table t
	install t 'exclude note'
	sql 'ALTER TABLE t DROP note, ADD more int'
	is "$("$SHADOWLOG" doctor --config "$CONF" --json 2>&1 |
		jq -r '.findings[] | select(.check == "table.drift") |
		select(.object | test("[.]t$")) | .severity + " " + .what + ": " +
		.why')" 'error column "more" (integer) is new: its values are not captured' \
		'a column that is excluded can go; a new one is not captured'
	sql 'ALTER TABLE t DROP doc'
	has "$("$SHADOWLOG" doctor --config "$CONF" 2>&1)" \
		'column "doc" was dropped or renamed' 'one that is captured cannot'
	not_ok 'as writes show' sql 'INSERT INTO t (id) VALUES (1)'
}

# Types whose text depends on a path, beside a condition that has its own.
test_path() {
	sql "CREATE TYPE mood AS ENUM ('sad', 'glad');
		CREATE TABLE moods (id int PRIMARY KEY, m mood, r regclass,
			\"shadowlog\" int, n int)"
	install moods "when \"this.m = 'glad' AND this.r IS NOT NULL\"" \
		'exclude n' 'noop skip'
	is "$(after "INSERT INTO moods VALUES (1, 'glad', 'moods', 7, 1);
		INSERT INTO moods VALUES (2, 'sad', 'moods', 7, 1);
		UPDATE moods SET m = 'sad', n = 4" '[.op, .before.r, .after.r,
		(.before // .after).shadowlog]')" \
		'["c",null,"public.moods",7]'"$nl"'["d","public.moods",null,7]' \
		'a condition and values that depend on the search path'
}

test_hostile '"'
test_many actor context 'bypass marker' 'fail open'
test_many statement actor context 'bypass marker' 'fail open'
test_statement
test_statement_refused
test_path
test_markers
test_dropped
test_uninstall 'operations insert delete' actor 'bypass marker' 'fail open'
test_uninstall statement 'noop skip'
test_doctor_warns
test_doctors actor statement 'fail open' 'bypass marker'

done_testing
