#!/bin/sh
# What sinks get that do not get everything: by table, operation and column.
# The others get all of it; what is passed over holds nothing up and is trimmed;
# what is hidden is nowhere in what the sink keeps.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# The configuration: a file sink for all, an outbox with these lines.
conf() { # [LINE...]
	conf_write
	[ $# = 0 ] || printf '%s\n' "$@" >>"$CONF"
}

# A new source with these tables captured.
fresh() { # NAME
	engine_new sqlite "$1"
	sql 'CREATE TABLE orders (id integer PRIMARY KEY, total text, note text);
		CREATE TABLE lines (id integer, line integer, what text,
			PRIMARY KEY (id, line));
		CREATE TABLE "odd, name.*" (k integer PRIMARY KEY, v text);
		CREATE TABLE tmp_x (id integer PRIMARY KEY)'
	capture orders lines '"odd, name.*"' tmp_x
}

work() {
	sql "INSERT INTO orders VALUES (1, '10', 'hush 1'), (2, '20', NULL);
		INSERT INTO lines VALUES (1, 1, 'a'), (1, 2, 'b');
		INSERT INTO \"odd, name.*\" VALUES (1, 'x');
		INSERT INTO tmp_x VALUES (1);
		UPDATE orders SET total = '11' WHERE id = 1;
		UPDATE orders SET note = 'hush 2' WHERE id = 1;
		UPDATE orders SET note = note WHERE id = 1;
		UPDATE orders SET id = 3 WHERE id = 2;
		DELETE FROM lines WHERE line = 2"
}

# What the outbox has: "op table" of each event.
seen() {
	events outbox | jq -r '"\(.op) \(.table)"' | paste -sd,
}

# Whatever it gets, its chain is whole and all is trimmed but the anchors.
sound() { # WHAT
	is "$(chain_whole outbox; chain_whole files)" '' "$1: no hole in a chain"
	is "$(count files)" 12 "$1: the other sink has it all"
	ok "$1: nothing is left behind in the changelog" \
		[ "$(sql 'SELECT count(*) FROM shadowlog_changelog')" -le 2 ]
}

# ---- by table

fresh tables
conf 'tables = orders, "odd, name.*"'
work
poll_quietly 'a sink of two tables'
is "$(seen)" 'c orders,c orders,c odd, name.*,u orders,u orders,u orders,d orders,c orders' \
	'it gets these two'
sound 'by table'

fresh excluded
conf 'exclude_tables = tmp_*, l*'
work
poll_quietly 'a sink without some tables'
is "$(seen)" 'c orders,c orders,c odd, name.*,u orders,u orders,u orders,d orders,c orders' \
	'it gets the others'
sound 'by pattern'

# Nothing of it for this sink: it is up to date all the same.
fresh none
conf 'tables = "no such table"'
work
poll_quietly 'a sink that gets nothing'
is "$(seen)" '' 'it gets nothing'
ok 'and pins nothing' [ "$(sql 'SELECT count(*) FROM shadowlog_changelog')" -le 2 ]
sql "INSERT INTO orders VALUES (7, '7', NULL)"
conf
poll_quietly 'the filter is gone'
is "$(seen)" 'c orders' 'from then on it gets all, and nothing of what was passed over'

# ---- by operation

fresh operations
conf 'operations = update, delete' 'tables = *'
work
poll_quietly 'a sink of two operations'
is "$(seen)" 'u orders,u orders,u orders,d orders,c orders,d lines' \
	'it gets these two, a change of key as its two events'
sound 'by operation'

# ---- by column

fresh columns
conf 'exclude_columns = *.note, "odd, name.*".v'
work
poll_quietly 'a sink without some columns'
sound 'by column'
is "$(count outbox)" 12 'it gets every change'
is "$(events outbox | jq -c 'select(.op == "u") | .changed' | paste -sd,)" \
	'["total"],[],[]' 'nothing tells that a hidden column changed'
is "$(sqlite3 "$OUTBOX" "SELECT DISTINCT s.value ->> 'filtered'
	FROM batches, json_each(head, '\$.schemas') s
	WHERE s.value ->> 'table' = 'orders'")" '["note"]' \
	'the schema says once what is left out'
not_ok 'what is hidden is nowhere in its file' grep -aq hush "$OUTBOX" "$OUTBOX-wal"
ok 'which the other sink has' grep -q hush "$(file_names | head -1)"

fresh listed
conf 'columns = orders: id; lines: id, line'
work
poll_quietly 'a sink of some columns'
is "$(events outbox | jq -c 'select(.op == "c" and .table == "orders") | .after' |
	paste -sd,)" '{"id":"1"},{"id":"2"},{"id":"3"}' 'it gets these'
is "$(events outbox | jq -c 'select(.table == "odd, name.*") | .after')" \
	'{"k":"1","v":"x"}' 'and tables that are not named whole'
not_ok 'what is hidden is nowhere in its file' grep -aq hush "$OUTBOX" "$OUTBOX-wal"

# ---- in every format

for format in native cloudevents-batch cloudevents cloudevents-binary \
	debezium maxwell flat ndjson; do
	fresh "format_${format%-*}_${#format}"
	hook_start
	HOOK_OPTIONS="unsigned = yes
format = $format
batch_events = 1
exclude_columns = orders.note"
	conf
	sed -i '/^secret_file/d' "$CONF"
	HOOK=
	HOOK_OPTIONS=
	work
	poll_quietly "$format without some columns"
	ok "$format: the rest of it has come" grep -raq '"total"' "$E/hook"
	not_ok "$format: what is hidden has not" grep -raq hush "$E/hook"
	hook_stop
done

# ---- updates of which nothing is seen

fresh unchanged
conf 'exclude_columns = *.note' 'drop_unchanged = yes'
work
poll_quietly 'a sink that wants no update without a change'
is "$(seen)" 'c orders,c orders,c lines,c lines,c odd, name.*,c tmp_x,u orders,d orders,c orders,d lines' \
	'it gets none'
sound 'without them'

# ---- a column of the key

fresh key
conf 'exclude_columns = lines.line'
work
poll
is "$code" 78 'a column of a key cannot be left out'
has "$out" '[sink outbox] exclude_columns: column "line" of table "lines" is part of its key' \
	'it says which'
has "$out" '`mask` it' 'and what to do'
is "$(count files)" 12 'the other sink has got everything'
conf 'exclude_columns = lines.what'
run sink resume outbox
poll_quietly 'once the key is left alone'
is "$(count outbox)" 12 'nothing was lost by it'
sound 'mended'

# ---- a section that changes while a batch is under way

fresh under_way
conf
hook_start HANG
printf '[sink hook]\ntype = webhook\nurl = %s\ninsecure_http = yes\n' "$HOOK" \
	>"$E/hook.conf"
printf 'unsigned = yes\n' >>"$E/hook.conf"
HOOK=
conf "$(cat "$E/hook.conf")"
work
"$SHADOWLOG" poll --config "$CONF" >>"$T/said" 2>&1 &
poller=$!
# That one hangs, and no later one.
wait_for "[ -f '$E/hook/0001.body' ]"
kill -9 "$poller"
wait "$poller" 2>/dev/null
conf "$(cat "$E/hook.conf")" 'exclude_columns = *.note'
poll
is "$code" 70 'a batch that was sealed under other rules is not made again'
has "$out" "the sink's section" 'and why is said'
conf "$(cat "$E/hook.conf")"
run sink resume hook
poll_quietly 'with the old rules it is'
is "$(count hook)" 12 'and all is delivered'

# ---- what is refused at once

conf 'tables = orders' 'exclude_tables = lines'
poll
is "$code" 78 'a configuration that contradicts itself'
has "$out" ': [sink outbox] exclude_tables: stands beside `tables`' \
	'is refused with its line and key'

done_testing
