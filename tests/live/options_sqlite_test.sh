#!/bin/sh
# The options of a table on SQLite.
. "$(dirname "$0")/../tap.sh"
ENGINE=sqlite
PREFIX=
ONE='"1"'
. "$TOP/tests/live/options_lib.sh"

engine_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id bigint PRIMARY KEY, note text COLLATE NOCASE,
		status varchar(20), doc text)"
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_when
test_lob
test_kept

test_doctors 

done_testing
