#!/bin/sh
# The options of a table as dialect postgresql-8.4 has them, on the PostgreSQL
# that there is: what it prints runs on every version since.
. "$(dirname "$0")/../tap.sh"
ENGINE=postgresql
OPTIONS_DIALECT=postgresql-8.4
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

test_doctor_of_fail() {
	engine_table t
	install t 'fail open'
	is "$("$SHADOWLOG" doctor --config "$CONF" --json 2>&1 |
		jq -r '.findings[] | select(.check == "table.options") |
		.severity + " " + .what')" \
		'warning it fails open (option fail)' 'doctor warns of what can be lost'
}

test_columns
test_operations
test_keyless
test_noop
test_before
test_when
test_lob
test_kept
test_hostile '"'
test_many actor 'fail open'
test_doctor_of_fail

done_testing
