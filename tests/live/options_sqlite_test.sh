#!/bin/sh
# The options of a table on SQLite.
. "$(dirname "$0")/../tap.sh"
ENGINE=sqlite
PREFIX=
ONE='"1"'
. "$TOP/tests/live/options_lib.sh"

# How many triggers of ours the table has.
engine_ours() { # TABLE
	sql "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'
		AND tbl_name = '$1'"
}

engine_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id bigint PRIMARY KEY, note text COLLATE NOCASE,
		status varchar(20), doc text)"
}

engine_case_table() { # NAME
	sql "CREATE TABLE $1 (id text COLLATE NOCASE PRIMARY KEY,
		note text COLLATE NOCASE)"
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_case
test_when
test_lob
test_kept
test_hostile '"'
test_many 'operations insert update delete'


# ---- rows that REPLACE pushes out ----

test_replace() {
	engine_table t
	sql "INSERT INTO t (id, note, status) VALUES (1, 'a', 'live'),
		(2, 'b', 'draft')"
	install t "when \"this.status = 'live'\""
	is "$(after "REPLACE INTO t (id, status) VALUES (1, 'live');
		REPLACE INTO t (id, status) VALUES (1, 'draft');
		REPLACE INTO t (id, status) VALUES (2, 'live');
		UPDATE OR REPLACE t SET id = 2 WHERE id = 1" \
		'[.op, .key.id, (.before // .after).note]')" \
		'["d","1","a"]'"$nl"'["c","1",null]'"$nl"'["d","1",null]'"$nl$(
		)"'["c","2",null]'"$nl"'["d","2",null]' \
		'when: a row that was there for receivers is deleted'
	install t 'operations delete'
	is "$(after "REPLACE INTO t (id, note) VALUES (2, 'c');
		INSERT INTO t (id, note) VALUES (3, 'd');
		UPDATE OR REPLACE t SET id = 3 WHERE id = 2" \
		'[.op, .key.id, .before.note]')" \
		'["d","2",null]'"$nl"'["d","3","d"]' \
		'operations delete: those rows alone'
	install t 'operations insert update'
	is "$(after "REPLACE INTO t (id, note) VALUES (3, 'e')" \
		'[.op, .key.id]')" '["c","3"]' 'no delete, no such row'
	install t 'before key'
	is "$(after "REPLACE INTO t (id, note) VALUES (3, 'f')" \
		'[.op, .before, .after.note]')" \
		'["d",{"id":"3"},null]'"$nl"'["c",null,"f"]' 'before key: its key'
	sql 'CREATE TABLE u (a integer, b text)'
	install u 'key all'
	is "$(after "INSERT INTO u VALUES (1, 'x'); REPLACE INTO u VALUES (1, 'x')" \
		.op)" '"c"'"$nl"'"c"' 'without a key no row pushes another out'
}

test_replace
test_uninstall 'operations delete' 'before none'
test_uninstall 'operations insert'
test_doctors 

done_testing
