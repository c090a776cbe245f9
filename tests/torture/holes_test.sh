#!/bin/sh
# A hundred thousand numbers that were drawn and rolled back, two thousand
# changes between them: polling stays cheap, nothing is lost.  PostgreSQL counts
# for us: the statements in its log, the rows and blocks of its statistics.
#
# Seen to fail on purpose: with SOURCE_RANGES at 1 (a page then has all that
# lies between), and with "trim_ranges 1" in postgresql.sql.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"
command -v jq >/dev/null || skip_all "no jq"

pg_need "$T/pg" -c log_statement=all -c autovacuum=off
engine_new postgresql holes
HOOK=
conf_write
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t

# "STATEMENTS ROWS BLOCKS" of what is in the statistics now.
counters() {
	# Whoever is gone has told what it did.
	wait_for '[ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE datname =
		current_database() AND pid <> pg_backend_pid()")" = 0 ]'
	grep -cE 'LOG:  (statement|execute)' "$T/pg/log"
	sql "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
		FROM pg_stat_all_tables WHERE relname = 'shadowlog_changelog';
		SELECT heap_blks_hit + heap_blks_read + idx_blks_hit +
		idx_blks_read FROM pg_statio_all_tables
		WHERE relname = 'shadowlog_changelog'"
}

# A poll, and what it cost: $statements, $rows, $blocks.
cost() { # WHAT
	counters >"$E/before"
	poll_quietly "$1"
	counters >"$E/after"
	set -- $(paste "$E/before" "$E/after" | awk '{ print $2 - $1 }') "$1"
	statements=$1 rows=$2 blocks=$3
	diag "$4: $statements statements, $rows rows, $blocks blocks"
}

# So many changes, each behind so many that are rolled back, from this id on.
changes() { # N HOLES FIRST
	awk -v n="$1" -v holes="$2" -v id="$3" 'BEGIN {
		for (i = 0; i < n; i++) {
			if (holes)
				print "BEGIN; INSERT INTO t SELECT -g, NULL FROM generate_series(1, " \
					holes ") g; ROLLBACK;"
			print "INSERT INTO t VALUES (" id + i ", NULL);"
		}
	}' | sql
}

changes 10 0 1
poll_quietly "the first poll"
cost "a poll with nothing to do"
idle_statements=$statements idle_rows=$rows idle_blocks=$blocks

changes 2000 0 1000
cost "2,000 changes without a hole"
plain_statements=$statements plain_rows=$rows

changes 2000 50 10000
is "$(sql "SELECT max(seq) - min(seq) > 100000 FROM $(changelog)")" t \
	"a hundred thousand numbers are missing"
cost "2,000 changes among 100,000 holes"
ok "it takes no more than a hundred statements more" \
	[ "$statements" -lt $((plain_statements + 100)) ]
ok "and looks at no more than twice as many rows" \
	[ "$rows" -lt $((2 * plain_rows + 100)) ]
is "$(count outbox) $(count files)" "4010 4010" "nothing is lost"
is "$(sinks_differ)" "" "in either sink"

# It takes two polls to prove that nothing can come up among the holes.
poll_quietly "a poll that takes note of how far it is"
poll_quietly "a poll that proves it"
cost "a poll with nothing to do"
ok "takes as many statements as before" \
	[ "$statements" -le "$idle_statements" ]
ok "looks at as many rows" [ "$rows" -le "$idle_rows" ]
ok "and at as many blocks, one or two more" \
	[ "$blocks" -le $((idle_blocks + 10)) ]
done_testing
