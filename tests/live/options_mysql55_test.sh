#!/bin/sh
# The options of a table as dialect mysql-5.5 has them, on the MariaDB that there
# is: what it prints runs on every version since.
. "$(dirname "$0")/../tap.sh"
ENGINE=mysql
OPTIONS_DIALECT=mysql-5.5
PREFIX=
ONE=1
. "$TOP/tests/live/options_lib.sh"
PREFIX=$DB.

engine_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id bigint PRIMARY KEY, note varchar(200),
		status varchar(20), doc text)"
}

engine_case_table() { # NAME
	sql "CREATE TABLE $1 (id varchar(20) PRIMARY KEY, note varchar(20))
		CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_case
test_when
test_lob
test_hash
test_kept
test_who root@localhost '{"host":"localhost"}' \
	"SET @shadowlog_context = 'order form\nline \"2\"'" \
	"SET @shadowlog_context = REPEAT('ä', 2000)"
test_fail
test_hostile '`'
test_many actor context "bypass silent" "fail open"
done_testing
