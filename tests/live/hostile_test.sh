#!/bin/sh
# Names and values that nobody would choose, through the quoting of every dialect
# on every engine there is: tests/live/hostile.py says which.  They are written
# as hex digits, captured, decoded by the poller's own decoder, and must be what
# they were; then uninstalled, with nothing left.  Where there is an ODBC driver,
# the tables are described, examined and polled, too.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
decode=$BUILD/tools/decode
hostile=$TOP/tests/live/hostile.py
[ -x "$generator" ] && [ -x "$decode" ] ||
	skip_all 'shadowlog-triggers or tools/decode is not built'
command -v python3 >/dev/null || skip_all 'no python3'
command -v jq >/dev/null || skip_all 'no jq'

base=hostile_$$
unset ISC_USER ISC_PASSWORD ISC_DATABASE
FIREBIRD_LOCK=$T FIREBIRD_TMP=$T
export FIREBIRD_LOCK FIREBIRD_TMP

# Runs a script, which ends at its first error.
run() { # FILE
	case $dialect in
	sqlite) sqlite3 -batch -bail "$T/$dialect/base" <"$1" ;;
	postgresql*)
		PGOPTIONS='-c client_min_messages=warning' psql -XqAt \
			-v ON_ERROR_STOP=1 -h "$PG_DIR" -p "$PG_PORT" \
			-U shadowlog -d "$base" -f "$1"
		;;
	mysql*)
		"$client" --no-defaults -S "$MY_SOCKET" -u root -N -B --raw \
			--default-character-set=utf8mb4 "$base" <"$1"
		;;
	firebird*)
		isql-fb -q -b -ch UTF8 -user SYSDBA \
			-sql_dialect "$sql_dialect" -i "$1" "$T/$dialect/base"
		;;
	esac 2>&1
}

why_not() {
	case $dialect in
	sqlite) command -v sqlite3 >/dev/null || echo 'no sqlite3' ;;
	postgresql*)
		[ -n "${PG_DIR:-}" ] && command -v psql >/dev/null ||
			echo 'no PostgreSQL server (PG_DIR), or no psql'
		;;
	mysql*)
		client=$(command -v mariadb || command -v mysql)
		[ -n "${MY_SOCKET:-}" ] && [ -n "$client" ] ||
			echo 'no MariaDB server (MY_SOCKET), or no client'
		;;
	firebird*) command -v isql-fb >/dev/null || echo 'no isql-fb' ;;
	*) echo 'no such engine here, or no quotes' ;;
	esac
}

new_base() {
	mkdir -p "$T/$dialect"
	case $dialect in
	sqlite) : ;;
	postgresql*)
		psql -XqAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d postgres \
			-c "DROP DATABASE IF EXISTS $base" \
			-c "CREATE DATABASE $base TEMPLATE template0
				ENCODING 'UTF8'"
		;;
	mysql*)
		"$client" --no-defaults -S "$MY_SOCKET" -u root -e \
			"DROP DATABASE IF EXISTS $base;
			CREATE DATABASE $base CHARACTER SET utf8mb4"
		;;
	firebird*)
		sql_dialect=3
		[ "$dialect" = firebird ] || sql_dialect=1
		isql-fb -q -user SYSDBA <<-END
		SET SQL DIALECT $sql_dialect;
		CREATE DATABASE '$T/$dialect/base' PAGE_SIZE 16384
			DEFAULT CHARACTER SET UTF8;
		END
		;;
	esac 2>&1
}

gone() {
	[ -z "${PG_DIR:-}" ] || psql -XqAt -h "$PG_DIR" -p "$PG_PORT" \
		-U shadowlog -d postgres -c "DROP DATABASE IF EXISTS $base"
	[ -z "${MY_SOCKET:-}" ] || "${client:-mariadb}" --no-defaults \
		-S "$MY_SOCKET" -u root -e "DROP DATABASE IF EXISTS $base"
}
at_end 'gone >"$T/.gone" 2>&1'

# Lines of shape, op, and both images in hex digits.
captured() {
	case $dialect in
	sqlite) echo "SELECT shape || ' ' || op || ' ' ||
		coalesce(nullif(hex(old_row), ''), '-') || ' ' ||
		coalesce(nullif(hex(new_row), ''), '-')
		FROM shadowlog_changelog ORDER BY seq;" ;;
	postgresql*) echo "SELECT concat_ws(' ', shape, op,
		coalesce(encode(convert_to(old_row, 'UTF8'), 'hex'), '-'),
		coalesce(encode(convert_to(new_row, 'UTF8'), 'hex'), '-'))
		FROM shadowlog.shadowlog_changelog ORDER BY seq;" ;;
	mysql*) echo "SELECT CONCAT_WS(' ', shape, op,
		COALESCE(HEX(old_row), '-'), COALESCE(HEX(new_row), '-'))
		FROM shadowlog_changelog ORDER BY seq;" ;;
	firebird*) echo "SET LIST ON; SELECT c.shape AS s, c.op AS o,
		COALESCE((SELECT LIST(hex, '')
			FROM shadowlog_hex_blob(c.old_row)), '-') AS old_image,
		COALESCE((SELECT LIST(hex, '')
			FROM shadowlog_hex_blob(c.new_row)), '-') AS new_image
		FROM shadowlog_changelog AS c ORDER BY seq;" ;;
	esac >"$E/select.sql"
	case $dialect in
	firebird*) run "$E/select.sql" | awk '
		# A BLOB of LIST is printed on lines of its own, behind its id.
		$1 == "S" { if (n++) print line; line = $2; next }
		$1 == "O" { line = line " " $2; next }
		$1 ~ /_IMAGE$/ { line = line " "; if ($2 == "-") line = line "-"
			next }
		NF == 1 { line = line $1 }
		END { if (n) print line }' ;;
	*) run "$E/select.sql" ;;
	esac
}

connection() {
	case $dialect in
	sqlite) echo "Driver={SQLite3};Database=$E/base" ;;
	postgresql*) echo "Driver={PostgreSQL Unicode};Server=127.0.0.1;\
Port=$PG_PORT;Database=$base;UID=shadowlog" ;;
	mysql*) echo "Driver={MariaDB Unicode};Server=127.0.0.1;\
Port=$MY_PORT;Database=$base;UID=shadowlog;PWD=shadowlog" ;;
	esac
}

shadowlog() { # COMMAND ARGUMENT...
	command=$1
	shift
	"$BUILD/shadowlog" "$command" --config "$E/conf" "$@"
}

# All that asks the catalogue by such names, and the way of the events.
by_odbc() {
	case $dialect in
	firebird*)
		skip "$dialect: describe, doctor and poll" 'no ODBC driver'
		return
		;;
	esac
	cat >"$E/conf" <<-END
	[source]
	id = hostile
	dialect = $dialect
	connection = $(connection)
	state_dir = $E
	[sink out]
	type = file
	dir = $E/out
	END
	chmod 600 "$E/conf"
	mkdir -p "$E/out"
	shadowlog describe >"$E/described" 2>"$E/describe.err"
	if grep -q session_track_schema "$E/describe.err"; then
		skip "$dialect: describe, doctor and poll" \
			'this ODBC driver does not connect to it'
		return
	fi
	is "$(python3 "$hostile" described "$E" <"$E/described" 2>&1)" '' \
		"$dialect: described as they are"
	shadowlog doctor --json >"$E/doctor" 2>&1
	is "$(jq -c '[.tables, ([.findings[] | select(.check | startswith("table."))
		| select(.severity != "note")] | .[:3])]' "$E/doctor")" \
		"[$(grep -c '^table' "$E/tables"),[]]" \
		"$dialect: the doctor finds nothing wrong with them"
	ok "$dialect: polled" shadowlog poll
	find "$E/out" -name '*.ndjson' -exec cat {} + | jq -c 'select(.op and .pos)' \
		>"$E/events"
	is "$(python3 "$hostile" events "$E" <"$E/events" 2>&1 | head -5)" '' \
		"$dialect: $(wc -l <"$E/events") events are of these tables"
}

whole() {
	E=$T/$dialect
	ok "$dialect: a database" new_base
	python3 "$hostile" make "$dialect" "$E" &&
		"$generator" "$dialect" changelog >"$E/changelog.sql" &&
		"$generator" "$dialect" install "$E/tables" >"$E/install.sql" &&
		"$generator" "$dialect" uninstall --changelog "$E/tables" \
			>"$E/uninstall.sql" || exit 1
	ok "$dialect: $(grep -c '^table' "$E/tables") tables of such names" \
		run "$E/create.sql"
	ok "$dialect: the changelog" run "$E/changelog.sql"
	ok "$dialect: they are installed" run "$E/install.sql"
	ok "$dialect: and installed again" run "$E/install.sql"
	ok "$dialect: and written to" run "$E/write.sql"
	captured >"$E/captured"
	"$decode" "$dialect" "$E/tables" <"$E/captured" >"$E/decoded" 2>&1
	is "$(python3 "$hostile" check "$E" <"$E/decoded" 2>&1 | head -20)" '' \
		"$dialect: $(wc -l <"$E/decoded") changes are what they were"
	by_odbc
	ok "$dialect: and uninstalled" run "$E/uninstall.sql"
}

for dialect in ${ONLY:-$("$generator" --list)}; do
	why=$(why_not)
	if [ -n "$why" ]; then
		skip "$dialect" "$why"
	else
		why_not >/dev/null
		whole
	fi
done
done_testing
