#!/bin/sh
# The options of a table on MariaDB.
. "$(dirname "$0")/../tap.sh"
ENGINE=mysql
PREFIX=
ONE=1
. "$TOP/tests/live/options_lib.sh"
PREFIX=$DB.

# How many triggers of ours the table has.
engine_ours() { # TABLE
	sql "SELECT COUNT(*) FROM information_schema.TRIGGERS
		WHERE EVENT_OBJECT_SCHEMA = DATABASE()
		AND EVENT_OBJECT_TABLE = '$1'"
}

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
test_bypass "SET @shadowlog_bypass = 'on'" "SET @shadowlog_bypass = NULL" \
	"SET @shadowlog_bypass = 1"

test_fail
test_hostile '`'
test_many actor context 'bypass marker' 'fail open'
test_uninstall 'operations insert delete' actor 'bypass marker' 'fail open'
test_doctor_warns
test_doctors actor 'fail open' 'bypass marker'

done_testing
