#!/bin/sh
# Tables change while applications write and the poller runs, as
# docs/schema-change.md has it: no write fails that would not fail without us,
# no change is lost, each event is read by the layout it was written with, and
# receivers are told of every new layout.
#
# Three writers, each with rows of its own, add one to `ver` at every change: a
# number that is missing is a change that was lost, one that is there twice was
# captured twice.  Their transactions write a table that does not change, too,
# and can so stand in the way of a lock.  They name the columns `id` and `ver` alone, which stay.  After
# each step one more row is written, with all columns of that moment.
#
# Seen to fail on purpose: with scripts without LOCK TABLES on MariaDB, and
# without BEGIN and COMMIT on SQLite and PostgreSQL.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"
. "$TOP/tests/torture/writers.sh"

triggers=$BUILD/shadowlog-triggers

poll_quietly() { # WHAT
	calm_poll
	is "$code:$out" "0:" "$1"
}

# What an upgrade's description is made from: the change, made on a staging
# database.
staged() { # SQL
	(
		E=$E/staging
		DB=$STAGING
		sql "$1" >&2
		"$SHADOWLOG" describe --config "$E/capture.conf"
	) | sed "s/$STAGING_NAME/${DB##*/}/"
}

writer() { # NUMBER
	n=10000
	while [ -d "$E" ] && [ ! -f "$E/stop" ]; do
		n=$((n + 10))
		read -r name <"$E/name"
		echo "BEGIN;
		UPDATE stock SET ver = ver + 1 WHERE id = 2$1;
		UPDATE $name SET ver = ver + 1 WHERE id = $1;
		UPDATE $name SET ver = ver + 1 WHERE id = 1$1;
		COMMIT;
		INSERT INTO $name (id, ver) VALUES ($((n + $1)), 1);
		UPDATE $name SET ver = 2 WHERE id = $((n + $1));
		DELETE FROM $name WHERE id = $((n + $1));"
		sleep 0.03
	done
}

# What the writers call the table from now on.
call_it() { # NAME
	echo "$1" >"$E/name.new"
	mv "$E/name.new" "$E/name"
}

# Lets the writers write for a moment: until a row has moved by eight.
busy() {
	busy_n=$(($(sql "SELECT ver FROM $table WHERE id = 1") + 8))
	wait_for "[ \"\$(sql 'SELECT ver FROM $table WHERE id = 1')\" -ge $busy_n ]" ||
		exit 1
}

# A row that knows what is expected of its event.
marks=100
mark() { # VERSION COLUMNS VALUES JSON
	marks=$((marks + 1))
	sql "INSERT INTO $table (id, ver$2) VALUES ($marks, 1$3)"
	echo "$marks $table $1 $4" >>"$E/expected"
	busy
}

registered() {
	"$SHADOWLOG" describe --registered --config "$E/capture.conf"
}

# The change and the upgrade as one script.
change() { # WHAT SQL [OPTION...]
	what=$1
	printf '%s;\n' "$2" >"$E/change.sql"
	registered >"$E/from"
	staged "$2" >"$E/now"
	shift 2
	"$triggers" "$DIALECT" upgrade --from "$E/from" "$@" \
		--change "$E/change.sql" "$E/now" >"$E/upgrade.sql"
	ok "$engine: $what" sql <"$E/upgrade.sql"
	registered >"$E/registered"
	same_file "$E/registered" "$E/now" "$engine: the registry agrees"
	live_as_described
}

live_as_described() {
	"$SHADOWLOG" describe --config "$E/capture.conf" >"$E/live"
	same_file "$E/live" "$E/now" "$engine: and so does the table"
}

# Without a change in the script: what stands in $E/now.
upgrade() { # WHAT
	registered >"$E/from"
	"$triggers" "$DIALECT" upgrade --from "$E/from" "$E/now" \
		>"$E/upgrade.sql"
	ok "$engine: $1" sql <"$E/upgrade.sql"
}

refused() { # WHAT MESSAGE COMMAND...
	what=$1
	message=$2
	shift 2
	registered >"$E/before"
	"$triggers" "$DIALECT" "$@" "$E/now" >"$E/refused.sql"
	not_ok "$engine: $what is refused" sql <"$E/refused.sql"
	has "$(cat "$T/.out")" "$message" "$engine: and says why"
	registered >"$E/after"
	same_file "$E/after" "$E/before" "$engine: and changes nothing"
}

qty_as_text() {
	case $DIALECT in
	sqlite) echo 'CREATE TABLE orders_new (id INTEGER PRIMARY KEY,
			ver INTEGER NOT NULL, qty VARCHAR(20),
			colour VARCHAR(20));
		INSERT INTO orders_new SELECT id, ver, qty, colour FROM orders;
		DROP TABLE orders;
		ALTER TABLE orders_new RENAME TO orders' ;;
	postgresql) echo 'ALTER TABLE orders
		ALTER COLUMN qty TYPE varchar(20)' ;;
	mysql) echo 'ALTER TABLE orders MODIFY qty VARCHAR(20)' ;;
	esac
}

columns() {
	change 'a column is added' \
		'ALTER TABLE orders ADD COLUMN color VARCHAR(20)'
	mark 2 ', qty, color' ", 5, 'red'" '{"qty":"5","color":"red"}'
	change 'a column is renamed' \
		'ALTER TABLE orders RENAME COLUMN color TO colour'
	mark 3 ', qty, colour' ", 6, 'blue'" '{"qty":"6","colour":"blue"}'
	change 'a column gets another type' "$(qty_as_text)"
	mark 4 ', qty, colour' ", 'six', 'blue'" \
		'{"qty":"six","colour":"blue"}'
	change 'a column is dropped' 'ALTER TABLE orders DROP COLUMN colour'
	mark 5 ', qty' ", 'six'" '{"qty":"six"}'
}

# Without the change inside: the table first when a column comes, the triggers
# first when it goes.
columns_apart() {
	sql 'ALTER TABLE orders ADD COLUMN size INTEGER'
	busy
	staged 'ALTER TABLE orders ADD COLUMN size INTEGER' >"$E/now"
	upgrade 'a column was added before'
	mark 6 ', qty, size' ", 'six', 7" '{"qty":"six","size":"7"}'
	staged 'ALTER TABLE orders DROP COLUMN size' >"$E/now"
	upgrade 'a column will be dropped'
	busy
	ok "$engine: then it is dropped" \
		sql 'ALTER TABLE orders DROP COLUMN size'
	mark 5 ', qty' ", 'six'" '{"qty":"six"}'
	live_as_described
	registered >"$E/registered"
	same_file "$E/registered" "$E/now" \
		"$engine: a layout that comes back is the newest again"
	"$SHADOWLOG" describe --registered --config "$E/capture.conf" orders \
		>"$E/named" 2>&1
	is "$?:$(grep -c 'it takes no table' "$E/named")" 64:1 \
		"$engine: describe --registered takes no table"
	upgrade 'an upgrade without anything to do'
	is "$(grep -vc '^--' "$E/upgrade.sql")" 0 "$engine: is comments alone"
}

tables() {
	change 'a table is added' \
		"CREATE TABLE ${P}extra (id INTEGER PRIMARY KEY, ver INTEGER)"
	table=extra
	marks=$((marks + 1))
	sql "INSERT INTO extra (id, ver) VALUES ($marks, 1)"
	echo "$marks extra 1 {}" >>"$E/expected"
	table=orders
	ALTER='ALTER TABLE orders RENAME TO sales'
	staged "$ALTER" >"$E/now"
	sql "$ALTER"
	call_it sales
	table=sales
	busy
	refused 'an install under the new name' "$renamed_says" install
	refused 'another name that it had' "$was_says" upgrade --was "${S}bills" \
		--from "$E/before"
	"$triggers" "$DIALECT" upgrade --from "$E/before" --was "${S}orders" \
		"$E/now" >"$E/upgrade.sql"
	ok "$engine: a table was renamed" sql <"$E/upgrade.sql"
	mark 1 ', qty' ", 'six'" '{"qty":"six"}'
	registered >"$E/registered"
	same_file "$E/registered" "$E/now" "$engine: the registry has the new name"
	change 'a table is renamed in the script' \
		'ALTER TABLE sales RENAME TO orders' --was "${S}sales"
	call_it orders
	table=orders
	mark 5 ', qty' ", 'six'" '{"qty":"six"}'
	staged 'DROP TABLE extra' >"$E/now"
	upgrade 'a table is described no more'
	has "$(cat "$E/upgrade.sql")" \
		"extra: not described, so left alone" "$engine: which changes nothing"
	sql 'DROP TABLE extra'
	# While a change waits its layout stays, and with it the table's place.
	wait_for '[ "$(waiting extra)" = 0 ]'
	registered | awk '/^table / { on = /extra/ } NR == 1 || on' >"$E/extra"
	"$triggers" "$DIALECT" uninstall "$E/extra" >"$E/uninstall.sql"
	ok "$engine: it is dropped, then uninstalled" sql <"$E/uninstall.sql"
	busy
}

waiting() { # TABLE: changes of it
	s=$(changelog)
	sql "SELECT count(*) FROM $s c JOIN ${s%changelog}shape s
		ON s.shape = c.shape WHERE s.table_name = '$1'"
}

# Events with the layout they came with, as the webhook's receiver saw them.
seen() {
	while read -r id; do
		jq -c '.schemas as $s | .data[] | . + {layout: $s[.schema]}' \
			"$E/hook/$id.batch"
	done <"$E/hook/order"
}

# The rows of the writers: all numbers from 1, each once.
lost() {
	jq -r 'select(.op != "d") | [.after.id, .after.ver] | @tsv' "$E/seen" |
		awk '$1 < 4 || $1 > 10 && $1 < 24 {
			if ($2 != last[$1] + 1)
				print "row " $1 ": " $2 " follows " last[$1] + 0
			last[$1] = $2
		}
		END { for (id in last) print id, last[id] >"/dev/stderr" }' \
			2>"$E/last"
	sort -n "$E/last" >"$E/last.sorted"
	sql "SELECT id, ver FROM orders WHERE id < 20
		UNION ALL SELECT id, ver FROM stock ORDER BY 1" |
		tr '|\t' '  ' | diff "$E/last.sorted" - 2>&1
	# Rows that come and go; one is left where its table was renamed.
	sql 'SELECT id FROM orders WHERE id > 10000' >"$E/left"
	jq -r 'select(.key.id | tonumber > 10000) | [.key.id, .op] | @tsv' \
		"$E/seen" | awk 'FILENAME != "-" { left[$1] = 1; next }
		{ ops[$1] = ops[$1] $2 }
		END {
			for (id in left)
				if (ops[id] !~ /^cu?$/)
					print "row " id ": " ops[id] " and left"
			for (id in ops)
				if (!left[id] && ops[id] != "cud")
					print "row " id ": " ops[id]
		}' "$E/left" -
}

# Events whose columns are not those of their layout.  PostgreSQL shows `size`
# while it is in the table and not in the registry.
misread() {
	jq -c '(.after // .before | keys_unsorted) as $is
		| (.unregistered // []) as $more
		| [.layout.columns[].name] as $has
		| select($is - $more != $has or $more - ["size"] != [])' \
		"$E/seen" | head -5
}

marked() {
	jq -r 'select((.key.id | tonumber) as $k | $k > 100 and $k < 1000)
		| "\(.key.id) \(.layout.table) \(.layout.version) " +
		(.after | del(.id, .ver) | map_values(tostring) | tojson)' \
		"$E/seen"
}

# Sinks that do not hold the same events: a change that was committed late can
# come to each of them at another place.
apart() {
	for sink in files outbox hook; do
		chain_whole "$sink"
		events "$sink" | plain | LC_ALL=C sort >"$E/.$sink"
		cmp "$E/.files" "$E/.$sink" 2>&1
	done
}

judge() {
	seen >"$E/seen"
	is "$(lost)" '' "$engine: no change is lost, none came twice"
	is "$(misread)" '' "$engine: each event has the columns of its layout"
	is "$(marked)" "$(cat "$E/expected")" "$engine: and the version of its time"
	is "$(jq -r '.layout | "\(.table) \(.version) \(.fingerprint)"' \
		"$E/seen" | sort -u | awk '{ print $1, $2 }' | tr '\n' ';')" \
		'extra 1;orders 1;orders 2;orders 3;orders 4;orders 5;orders 6;sales 1;stock 1;' \
		"$engine: receivers are told of each layout, each with its fingerprint"
	is "$(apart)" '' "$engine: in every sink"
	is "$(cat "$E/bad" 2>/dev/null)" '' \
		"$engine: every poll had nothing to say"
	is "$(grep -hiE 'error|warn|fail|lock' "$E/writer1" "$E/writer2" \
		"$E/writer3" | grep -viE "$gone_says" | head -5)" '' \
		"$engine: no write failed, but under a name that is gone"
	diag "$(wc -l <"$E/seen") events"
}

# Written before the upgrade, polled after it.
late() {
	: >"$E/hook/order"
	sql "INSERT INTO orders (id, ver, qty) VALUES (901, 1, 'old')"
	change 'a column is renamed while nothing was polled' \
		'ALTER TABLE orders RENAME COLUMN qty TO amount'
	sql "INSERT INTO orders (id, ver, amount) VALUES (902, 1, 'new')"
	poll_quietly "$engine: a poll after both"
	seen >"$E/seen"
	is "$(jq -c '[.after.qty, .after.amount, .layout.version]' "$E/seen")" \
		'["old",null,5]
[null,"new",7]' "$engine: each is read by the layout it was written with"
}

# A script whose client died: all is as before, but on MySQL, where the table is
# changed and the rest is an upgrade without the change.
cut_off() {
	: >"$E/hook/order"
	registered >"$E/from"
	staged 'ALTER TABLE orders ADD COLUMN late INTEGER' >"$E/now"
	echo 'ALTER TABLE orders ADD COLUMN late INTEGER;' >"$E/change.sql"
	"$triggers" "$DIALECT" upgrade --from "$E/from" \
		--change "$E/change.sql" "$E/now" >"$E/upgrade.sql"
	sed '/^CREATE TRIGGER/,$d' "$E/upgrade.sql" | sql >"$E/cut" 2>&1
	registered >"$E/registered"
	same_file "$E/registered" "$E/from" \
		"$engine: a script that was cut off registers nothing"
	if [ "$DIALECT" = mysql ]; then
		upgrade 'its rest is an upgrade without the change'
	else
		ok "$engine: it runs again" sql <"$E/upgrade.sql"
	fi
	live_as_described
	registered >"$E/registered"
	same_file "$E/registered" "$E/now" "$engine: and now it is registered"
	sql "INSERT INTO orders (id, ver, late) VALUES (909, 1, 9)"
	poll_quietly "$engine: a poll of what it captures"
	seen >"$E/seen"
	is "$(jq -c '[.key.id, .after.late | tostring]' "$E/seen")" \
		'["909","9"]' "$engine: with the new column"
}

# PostgreSQL's image names its columns: one comes before the registry knows it.
unregistered() {
	: >"$E/hook/order"
	sql "ALTER TABLE orders ADD COLUMN surprise INTEGER"
	sql "INSERT INTO orders (id, ver, surprise) VALUES (903, 1, 42)"
	staged "ALTER TABLE orders ADD COLUMN surprise INTEGER" >"$E/now"
	upgrade 'a column that was captured before'
	sql "INSERT INTO orders (id, ver, surprise) VALUES (904, 1, 42)"
	poll_quietly "$engine: it is delivered before and after"
	seen >"$E/seen"
	is "$(jq -c '[.after.surprise, .unregistered, .layout.version]' \
		"$E/seen")" '["42",["surprise"],7]
[42,null,8]' "$engine: as unregistered, then by its type"
}

whole() {
	engine_new "$engine" "${engine}_staging"
	capture_conf
	STAGING=$DB
	STAGING_NAME=${DB##*/}
	staging=$E
	engine_new "$engine" "${engine}_change"
	capture_conf
	mv "$staging" "$E/staging"
	sed -i "s|$staging|$E/staging|g" "$E/staging/capture.conf"
	[ "$engine" != sqlite ] || STAGING=$E/staging/source.db
	[ "$engine" != sqlite ] || sql 'PRAGMA journal_mode = WAL' >/dev/null
	ORDERS='CREATE TABLE orders (id INTEGER PRIMARY KEY,
		ver INTEGER NOT NULL, qty INTEGER)'
	STOCK='CREATE TABLE stock (id INTEGER PRIMARY KEY, ver INTEGER)'
	staged "$ORDERS; $STOCK" >"$E/now"
	sql "$ORDERS; $STOCK"
	capture orders stock
	hook_start
	conf_write
	table=orders
	sql 'INSERT INTO orders (id, ver) VALUES (1, 1), (2, 1), (3, 1),
		(11, 1), (12, 1), (13, 1);
		INSERT INTO stock VALUES (21, 1), (22, 1), (23, 1)'
	call_it orders
	start_writers 1 2 3
	poll_meanwhile
	mark 1 ', qty' ', 4' '{"qty":"4"}'
	columns
	columns_apart
	tables
	stop_writers
	poll_quietly "$engine: the last poll"
	judge
	late
	[ "$engine" != postgresql ] || {
		unregistered
		json_column
	}
	cut_off
	hook_stop
}

# The functions name columns of type json, and a session keeps their plans.
json_column() {
	: >"$E/hook/order"
	change 'a json column is added' \
		'ALTER TABLE orders ADD COLUMN doc json'
	session 7
	tell 7 "INSERT INTO orders (id, ver, doc) VALUES (905, 1, 'null')"
	change 'it gets another type' \
		'ALTER TABLE orders ALTER COLUMN doc TYPE jsonb'
	tell 7 "INSERT INTO orders (id, ver, doc) VALUES (906, 1, '[1]')"
	change 'it is renamed' \
		'ALTER TABLE orders RENAME COLUMN doc TO document'
	tell 7 "INSERT INTO orders (id, ver, document) VALUES (907, 1, '{}')"
	change 'it is dropped' 'ALTER TABLE orders DROP COLUMN document'
	tell 7 "INSERT INTO orders (id, ver) VALUES (908, 1)"
	session_end 7
	is "$(grep -v '^told\|^here' "$E/out7")" '' \
		"$engine: a session that knew the triggers writes on"
	poll_quietly "$engine: a poll after all four"
	seen >"$E/seen"
	is "$(jq -c '[.key.id, (.after | [.doc, .document]),
		.layout.version]' "$E/seen")" '[905,["null",null],9]
[906,["[1]",null],10]
[907,[null,"{}"],11]
[908,[null,null],8]' "$engine: and each is read by its layout"
}

capture_conf() {
	printf '[source]\nid = x\ndialect = %s\nconnection = %s\nstate_dir = %s\n' \
		"$DIALECT" "$CONN" "$E" >"$E/capture.conf"
	chmod 600 "$E/capture.conf"
}

# What each engine says where it refuses, and of a table that is gone.
messages() {
	S= P=
	case $engine in
	sqlite)
		renamed_says='this table had another name'
		was_says='the registry lists no table of that old name'
		gone_says='no such table: (main.)?(orders|sales)'
		;;
	postgresql)
		# Else the role's own schema would be the first, shadowlog.
		S=public. P=public.
		renamed_says='this table is captured under another name'
		was_says='the registry lists no table of that old name'
		gone_says='relation "(orders|sales)" does not exist|transaction is aborted'
		;;
	mysql)
		renamed_says='Subquery returns more than 1 row'
		was_says='Subquery returns more than 1 row'
		S=mysql_change_$$.
		gone_says="\.(orders|sales)' doesn't exist"
		;;
	esac
}

command -v jq >/dev/null || skip_all "no jq"
for engine in ${ONLY:-$ENGINES}; do
	if has_engine "$engine"; then
		messages
		marks=100
		whole
	else
		skip "$engine" "$why"
	fi
done
done_testing
