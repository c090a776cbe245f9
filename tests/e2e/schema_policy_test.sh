#!/bin/sh
# on_schema_change: a layout that breaks receivers is told of once, or stops the
# sink before its first event; one that fits is neither.
#
# Seen to fail on purpose: with compat_check() that is always content, and with
# a guard that does not note what it has seen.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# Two sinks of one table: the files warn, the outbox does this.
fresh() { # NAME POLICY
	engine_new sqlite "$1"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text, n int)'
	capture t
	conf_write
	printf 'on_schema_change = %s\n' "$2" >>"$CONF"
	sql "INSERT INTO t VALUES (1, 'a', 1)"
	poll_quietly "$1: the first layout"
}

# Another layout of the table, with the triggers made again.
relayout() { # SQL
	sql "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master
		WHERE type = 'trigger'" >"$E/drop.sql"
	sql <"$E/drop.sql"
	sql "$1"
	capture t
}

# ---- a column more

fresh fits halt
relayout 'ALTER TABLE t ADD COLUMN more text'
sql "INSERT INTO t VALUES (2, 'b', 2, 'x')"
poll_quietly 'a column more stops nobody'
is "$(count outbox) $(count files)" '2 2' 'and is delivered'

# ---- warn

fresh warns warn
relayout 'ALTER TABLE t DROP COLUMN note'
sql 'INSERT INTO t VALUES (2, 2)'
poll
is "$code" 0 'a column less is no failure'
has "$out" 'table "t" changed so that receivers can break: column "note" is gone' \
	'but it is told'
is "$(printf '%s\n' "$out" | grep -c 'is gone')" 2 'of each sink, once'
is "$(count outbox) $(count files)" '2 2' 'and delivered'
sql 'INSERT INTO t VALUES (3, 3)'
poll_quietly 'and not told again'

# ---- halt

fresh halts halt
sql "INSERT INTO t VALUES (2, 'b', 2)"
relayout 'ALTER TABLE t DROP COLUMN note'
sql 'INSERT INTO t VALUES (3, 3)'
poll
is "$code" 65 'a sink that is to halt does'
has "$out" 'sink resume outbox' 'and says what accepts the layout'
is "$(count outbox)" 2 'what came before the change was delivered'
is "$(count files)" 3 'the other sink goes on'
sql 'INSERT INTO t VALUES (4, 4)'
poll
is "$(count outbox) $(count files)" '2 4' 'so it stays'
run status --json
is "$(printf '%s' "$out" | jq -r '.sinks[] | select(.name == "outbox") |
	.state')" halted 'and is seen in the status'
run sink resume outbox
is "$code" 0 'an operator accepts the layout'
poll
is "$code" 0 'and it goes on'
is "$(count outbox) $(count files)" '4 4' 'with all that had waited'
is "$(sinks_differ files outbox)" '' 'none is missing or twice'

# A layout that was accepted once is not asked about again.
sql 'INSERT INTO t VALUES (5, 5)'
poll_quietly 'the next event of it'
done_testing
