#!/bin/sh
# The main job, on a small SQLite shop: capture changes with triggers, drain
# them once into a file, an outbox and a webhook, and show what each holds.
# `make quickstart` builds first.  Needs no server; leaves its files in
# $BUILD/quickstart (or $QUICKSTART_DIR) and nothing running.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
here=${QUICKSTART_DIR:-$BUILD/quickstart}
receiver=

bold=
normal=
if [ -t 1 ]; then
	bold=$(printf '\033[1m')
	normal=$(printf '\033[0m')
fi
exec 3>&1

say() {
	printf '\n%s%s%s\n' "$bold" "$*" "$normal"
}

run() { # shows a command and runs it
	printf '  $ %s\n' "$*" | sed "s|$here/||g; s|$BUILD/||g" >&3
	"$@"
}

clean_up() {
	[ -z "$receiver" ] || kill "$receiver" 2>/dev/null || :
	[ -z "$receiver" ] || wait "$receiver" 2>/dev/null || :
	receiver=
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

shop() {
	sqlite3 -bail "$here/shop.db" "$@"
}

# The events of each sink, one JSON object a line, in order.
events_of() { # SINK
	case $1 in
	files)
		for file in "$here"/files/*/*.ndjson; do
			sed '1d; $d' "$file"
		done
		;;
	outbox)
		sqlite3 "$here/outbox.db" \
			'SELECT event FROM events ORDER BY position'
		;;
	hook)
		sqlite3 "$here/received.db" \
			'SELECT json FROM event ORDER BY ordinal'
		;;
	esac
}

indent() {
	sed 's/^/  /'
}

make_shop() {
	say '1. A shop database, with the kind of data that breaks things'
	cat >"$here/shop.sql" <<-'END'
	PRAGMA journal_mode = WAL;
	CREATE TABLE customers (
	  id      INTEGER PRIMARY KEY,
	  name    VARCHAR(80) NOT NULL,
	  email   VARCHAR(80),
	  photo   BLOB
	);
	CREATE TABLE order_lines (
	  order_no BIGINT NOT NULL,
	  line_no  INTEGER NOT NULL,
	  article  VARCHAR(40) NOT NULL,
	  price    DECIMAL(10,2) NOT NULL,
	  PRIMARY KEY (order_no, line_no)
	);
	INSERT INTO customers VALUES (1, 'was here before', NULL, NULL);
	END
	indent <"$here/shop.sql"
	shop <"$here/shop.sql" >"$here/shop.out"
}

make_config() {
	(umask 077 && {
		printf 'whsec_'
		head -c 32 /dev/urandom | base64
	} >"$here/hook.secret")
	"$BUILD/shadowlog-receiver" --secret-file "$here/hook.secret" \
		--store "$here/received.db" --port-file "$here/port" \
		>"$here/receiver.log" 2>&1 </dev/null &
	receiver=$!
	while [ ! -s "$here/port" ]; do
		kill -0 "$receiver" 2>/dev/null || {
			cat "$here/receiver.log" >&2
			exit 1
		}
		sleep 0.05
	done
	cat >"$here/shadowlog.conf" <<-END
	[source]
	id = shop
	dialect = sqlite
	connection = Driver={SQLite3};Database=$here/shop.db
	state_dir = $here/state

	[sink files]
	type = file
	dir = $here/files

	[sink outbox]
	type = outbox
	path = $here/outbox.db

	[sink hook]
	type = webhook
	url = http://127.0.0.1:$(cat "$here/port")/changes
	insecure_http = yes
	secret_file = $here/hook.secret
	END
}

install_triggers() {
	say '2. Its tables as the database describes them'
	run "$BUILD/shadowlog" describe --config "$here/shadowlog.conf" \
		customers order_lines >"$here/shop.tables"
	indent <"$here/shop.tables"
	say '3. The SQL that captures their changes'
	run "$BUILD/shadowlog-triggers" sqlite changelog >"$here/changelog.sql"
	run "$BUILD/shadowlog-triggers" sqlite install "$here/shop.tables" \
		>"$here/install.sql"
	grep '^CREATE TRIGGER' "$here/install.sql" | indent
	echo '  The shortest of them:'
	sed -n '/^CREATE TRIGGER.*_d AFTER DELETE ON "order_lines"/,/^END;/p' \
		"$here/install.sql" | indent
	printf '  All of it, %s lines with comments, is in\n  %s\n' \
		"$(wc -l <"$here/install.sql" | tr -d ' ')" "$here/install.sql"
	echo '  A DBA reviews it and runs it with the database'"'"'s own tool:'
	printf '  $ sqlite3 -bail shop.db <changelog.sql\n'
	shop <"$here/changelog.sql"
	printf '  $ sqlite3 -bail shop.db <install.sql\n'
	shop <"$here/install.sql"
}

change_rows() {
	say '4. The application changes rows, and knows nothing of all this'
	cat >"$here/work.sql" <<-'END'
	INSERT INTO customers VALUES (2, 'Jürgen "Jo" O''Neill 🦉', '', x'00ff27');
	INSERT INTO customers VALUES (3, 'no address, which is not an empty one', NULL, NULL);
	BEGIN;
	INSERT INTO order_lines VALUES (9007199254740993, 1, 'tea, 500 g', 12.50);
	INSERT INTO order_lines VALUES (9007199254740993, 2, 'cup', 0.10);
	COMMIT;
	BEGIN;
	DELETE FROM customers;
	ROLLBACK; -- never happened
	UPDATE customers SET email = 'jo@example.com' WHERE id = 2;
	UPDATE order_lines SET line_no = 7 WHERE line_no = 2; -- changes a key
	DELETE FROM customers WHERE id = 3;
	END
	indent <"$here/work.sql"
	shop <"$here/work.sql"
	echo
	echo '  What the triggers wrote, in the same transactions:'
	shop "SELECT printf('  %2d %s %-11s ', c.seq, c.op, s.table_name)
		|| coalesce(c.old_row, '-') || char(10) || '                 -> '
		|| coalesce(c.new_row, '-')
		FROM shadowlog_changelog c JOIN shadowlog_shape s USING (shape)
		ORDER BY c.seq"
}

poll_once() {
	say '5. One poll: what cron would start. It is silent when all is well'
	run "$BUILD/shadowlog" poll --config "$here/shadowlog.conf"
	run "$BUILD/shadowlog" status --config "$here/shadowlog.conf" | indent
}

show_sinks() {
	say '6. What each sink holds'
	echo "  files   $(ls "$here"/files/*/*.ndjson | sed "s|$here/||")"
	echo '  outbox  outbox.db, an SQLite file for local programs'
	echo '  hook    received.db, what the receiver took over HTTP, signed'
	for sink in files outbox hook; do
		events_of $sink >"$here/$sink.events"
	done
	echo
	sqlite3 "$here/received.db" "SELECT printf('  %s  %s  %s  %s',
		event_id, op, table_name, json_extract(json, '\$.key'))
		FROM event ORDER BY ordinal"
	say '7. One event, as all three have it'
	grep '"op":"u"' "$here/hook.events" | head -1 >"$here/one.json"
	if command -v jq >/dev/null 2>&1; then
		jq . "$here/one.json" | indent
	else
		awk '{ gsub(/,"/, ",\n  \""); print }' "$here/one.json" | indent
	fi
}

check() {
	for sink in files outbox; do
		cmp "$here/$sink.events" "$here/hook.events" || {
			echo "sink $sink and the webhook differ" >&2
			exit 1
		}
	done
	# 8 changes: 4 inserts, 2 updates of which one is of a key, 1 delete.
	n=$(wc -l <"$here/hook.events" | tr -d ' ')
	if [ "$n" != 8 ]; then
		echo "8 events were expected, not $n" >&2
		exit 1
	fi
	say "Done: $n events, the same bytes in all three sinks"
	cat <<-END
	  The row that was there before has no event: triggers see what changes.
	  The rollback left nothing. The change of a key is a delete of the old
	  key and an insert of the new one, in one batch. '' is not NULL, and
	  9007199254740993 is a string, since many readers of JSON would round
	  it. A price is a string too: "12.5" here, for SQLite keeps no more of
	  12.50; an engine with decimals of its own gives "12.50".

	  Look around:  $here
	  Your own database:  INSTALL
	END
}

for need in shadowlog shadowlog-triggers shadowlog-receiver; do
	[ -x "$BUILD/$need" ] || {
		echo "$BUILD/$need is not built: run make quickstart" >&2
		exit 1
	}
done
rm -rf "$here"
mkdir -p "$here/state" "$here/files"
make_shop
make_config
install_triggers
change_rows
poll_once
show_sinks
check
