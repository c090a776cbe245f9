#!/bin/sh
# The options of a table on PostgreSQL.
. "$(dirname "$0")/../tap.sh"
ENGINE=postgresql
PREFIX=public.
ONE=1
# The role is called like our schema, which would come first.
export PGOPTIONS='-c search_path=public -c client_min_messages=warning'
. "$TOP/tests/live/options_lib.sh"

engine_table() { # NAME
	sql "DROP TABLE IF EXISTS $1"
	sql "CREATE TABLE $1 (id bigint PRIMARY KEY, note text,
		status varchar(20), doc text)"
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_when
test_lob
test_hash
test_kept
test_who shadowlog '{"program":"psql"}' \
	"SET shadowlog.context = E'order form\nline \"2\"'"
test_bypass "SET shadowlog.bypass = 'on'" "RESET shadowlog.bypass" \
	"SET shadowlog.bypass = 'yes'"

test_doctors actor statement 'fail open' 'bypass marker'

done_testing
