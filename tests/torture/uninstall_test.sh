#!/bin/sh
# After an uninstall the catalogue is what it was before the install, byte for
# byte: what the engine's own dump prints.  While applications write, of which
# no statement fails; and after installs that ended at any place.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/writers.sh"

triggers=$BUILD/shadowlog-triggers

# An application with objects of its own beside the tables.
application() {
	case $DIALECT in
	sqlite) sql <<-'END'
		PRAGMA journal_mode = WAL;
		CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT,
			ver INTEGER NOT NULL, note TEXT DEFAULT 'a;b');
		CREATE TRIGGER own AFTER INSERT ON orders
		BEGIN UPDATE orders SET note = 'seen' WHERE id = NEW.id; END;
		END
		;;
	postgresql) sql <<-'END'
		CREATE TABLE orders (id integer PRIMARY KEY,
			ver integer NOT NULL, note text DEFAULT 'a;b');
		CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS
		$$ BEGIN NEW.note := 'seen'; RETURN NEW; END $$;
		CREATE TRIGGER own BEFORE INSERT ON orders
		FOR EACH ROW EXECUTE PROCEDURE own();
		GRANT SELECT ON orders TO PUBLIC;
		COMMENT ON TABLE orders IS 'what was ordered';
		END
		;;
	mysql) sql <<-'END'
		CREATE TABLE orders (id INT PRIMARY KEY,
			ver INT NOT NULL, note TEXT) COMMENT 'what was ordered';
		CREATE TRIGGER own BEFORE INSERT ON orders
		FOR EACH ROW SET NEW.note = 'seen';
		CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY);
		END
		;;
	esac >/dev/null
	sql <<-'END'
	CREATE TABLE stock (id INTEGER PRIMARY KEY, ver INTEGER NOT NULL);
	CREATE INDEX stock_ver ON stock (ver);
	CREATE VIEW low AS SELECT id FROM stock WHERE ver < 3;
	INSERT INTO orders (id, ver) VALUES (1, 1), (2, 1), (3, 1);
	INSERT INTO stock (id, ver) VALUES (1, 1), (2, 1), (3, 1);
	END
}

# A poller of its own, with what `grants` gives it: rights are part of the
# catalogue, and MySQL keeps those on tables that are gone.
poller_make() {
	case $DIALECT in
	postgresql) sql "CREATE ROLE uninst_$$" ;;
	mysql) sql "CREATE USER 'un''inst_$$'@'localhost'" ;;
	esac
}

poller_drop() {
	case $DIALECT in
	postgresql) sql "DROP ROLE uninst_$$" ;;
	mysql) sql "DROP USER 'un''inst_$$'@'localhost'" ;;
	esac
}

poller_grants() {
	case $DIALECT in
	sqlite) return ;;
	postgresql) role=uninst_$$ ;;
	mysql) role="'un''inst_$$'@'localhost'" ;;
	esac
	"$triggers" "$DIALECT" grants --role "$role" | sql
}

# The catalogue, as the engine's own tools print it.  (\restrict has a random
# word in it.)
dump() {
	case $DIALECT in
	sqlite) sqlite3 "$DB" .schema 'SELECT type, name, tbl_name, sql
		FROM sqlite_master' 'SELECT name FROM sqlite_sequence' ;;
	postgresql) "$PG_BIN/pg_dump" -h "$PG_DIR" -p "$PG_PORT" -U shadowlog \
		--schema-only "$DB" | grep -v '^\\\(un\)\{0,1\}restrict ' ;;
	mysql) mariadb-dump --no-defaults --socket="$MY_SOCKET" -u root \
		--no-data --triggers --routines --events --skip-dump-date \
		--skip-lock-tables \
		"$DB"
		sql "SELECT Host, User, Table_name, Table_priv
		FROM mysql.tables_priv WHERE Db = '$DB'" ;;
	esac
}

writer() { # NUMBER
	n=100
	while [ -d "$E" ] && [ ! -f "$E/stop" ]; do
		n=$((n + 10))
		echo "BEGIN;
		UPDATE orders SET ver = ver + 1 WHERE id = $1;
		UPDATE stock SET ver = ver + 1 WHERE id = $1;
		INSERT INTO orders (id, ver) VALUES ($((n + $1)), 1);
		DELETE FROM orders WHERE id = $((n + $1));
		COMMIT;
		UPDATE stock SET ver = ver + 1 WHERE id = $1;"
		sleep 0.02
	done
}

busy() {
	busy_n=$(($(sql 'SELECT ver FROM stock WHERE id = 1') + 10))
	wait_for "[ \"\$(sql 'SELECT ver FROM stock WHERE id = 1')\" -ge $busy_n ]" ||
		exit 1
}

uninstall() {
	"$triggers" "$DIALECT" uninstall --changelog "$@" >"$E/uninstall.sql"
	sql <"$E/uninstall.sql"
}

nothing_left() { # WHAT
	dump >"$E/after"
	same_file "$E/after" "$E/before" "$engine: $1"
}

while_writing() {
	start_writers 1 2 3
	busy
	for round in ${ROUNDS:-1 2 3}; do
		rm -f "$E/changelog.sql"
		capture orders stock
		poller_grants
		dump >"$E/installed"
		busy
		ok "$engine: uninstall $round while writers write" \
			uninstall "$E/tables"
		busy
	done
	stop_writers
	is "$(cat "$E/writer1" "$E/writer2" "$E/writer3")" '' \
		"$engine: none of their statements failed"
	is "$(sql 'SELECT count(*) FROM orders WHERE id > 3')" 0 \
		"$engine: and they wrote what they meant to"
	not_ok "$engine: an install shows in the catalogue" \
		cmp -s "$E/installed" "$E/before"
	nothing_left 'it is what it was'
}

# The first lines of a script, as if its client had died there.
cut_off() { # SCRIPT LINES
	head -n "$2" "$1" | sql >"$E/cut" 2>&1
}

half_installed() {
	start_writers 1 2 3
	busy
	lines=$(wc -l <"$E/install.sql")
	bad=
	at=1
	while [ "$at" -lt "$lines" ]; do
		sql <"$E/changelog.sql" >/dev/null
		cut_off "$E/install.sql" "$at"
		uninstall "$E/tables" >"$E/cut" 2>&1 ||
			bad="$bad line $at: $(cat "$E/cut")"
		dump >"$E/after"
		cmp -s "$E/after" "$E/before" || bad="$bad line $at: differs"
		at=$((at + lines / 14 + 1))
	done
	stop_writers
	is "$(cat "$E/writer1" "$E/writer2" "$E/writer3")" '' \
		"$engine: no write failed beside installs that ended half-way"
	is "$bad" '' "$engine: an install that ended half-way leaves nothing"
}

# Where not even the changelog is whole, nothing can be captured: only that is
# to be taken away.
half_changelog() {
	lines=$(wc -l <"$E/changelog.sql")
	bad=
	at=1
	while [ "$at" -lt "$lines" ]; do
		cut_off "$E/changelog.sql" "$at"
		uninstall >"$E/cut" 2>&1 </dev/null
		dump >"$E/after"
		cmp -s "$E/after" "$E/before" || bad="$bad line $at: differs"
		at=$((at + lines / 12 + 1))
	done
	is "$bad" '' "$engine: a changelog that was half made leaves nothing"
}

# A table that is still captured keeps the changelog.
too_early() {
	rm -f "$E/changelog.sql"
	capture orders stock
	awk '/^table / { on = /stock/ } NR == 1 || on' "$E/tables" >"$E/stock"
	not_ok "$engine: the changelog stays while a table is captured" \
		uninstall "$E/stock"
	ok "$engine: that can be written" \
		sql 'UPDATE orders SET ver = ver + 1 WHERE id = 1'
	ok "$engine: until it is named, too" uninstall "$E/tables"
	nothing_left 'and then nothing is left'
}

# The one thing that stays: SQLite makes it, and lets nobody drop it.
sequence() {
	engine_new sqlite sqlite_sequence
	sql 'CREATE TABLE orders (id INTEGER PRIMARY KEY)'
	dump >"$E/before" 2>/dev/null
	capture orders
	ok "sqlite: uninstall without AUTOINCREMENT" uninstall "$E/tables"
	dump | grep -v sqlite_sequence >"$E/after"
	grep -v sqlite_sequence "$E/before" >"$E/before2"
	same_file "$E/after" "$E/before2" "sqlite: only sqlite_sequence is new"
	is "$(sql 'SELECT count(*) FROM sqlite_sequence')" 0 \
		"sqlite: and holds nothing"
}

whole() {
	engine_new "$engine" "${engine}_uninstall"
	application
	poller_make
	dump >"$E/before"
	while_writing
	half_installed
	half_changelog
	too_early
	poller_drop
}

for engine in ${ONLY:-$ENGINES}; do
	if has_engine "$engine"; then
		whole
		[ "$engine" != sqlite ] || sequence
	else
		skip "$engine" "$why"
	fi
done
done_testing
