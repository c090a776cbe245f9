#!/bin/sh
# The options of a table on a real Firebird server, in SQL dialects 3 and 1.
#
# As poll_firebird_test.sh, where an ODBC driver was built by hand.  Names without
# quotes are in capitals there: what the shared tests say in small letters is
# raised on the way in, and what they see is lowered.  Seen to fail without the
# sections if.* and poller.who of the dialects.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/firebird.sh"

ENGINE=firebird
PREFIX=
ONE=1
FB_DIR=$T/fb
command -v isql-fb >/dev/null || skip_all 'isql-fb (Firebird) is not installed'
command -v jq >/dev/null || skip_all 'no jq'
fb_driver >"$T/why" || skip_all "$(cat "$T/why")"
fb_need "$FB_DIR" Super
. "$TOP/tests/live/options_lib.sh"

LOWER='s/"(ID|NOTE|STATUS|DOC|A|B)"/"\L\1"/g'

engine_table() { # NAME
	sql "DROP TABLE $1" >"$T/null" 2>&1
	sql "CREATE TABLE $1 (id $KEY NOT NULL PRIMARY KEY,
		note VARCHAR(100), status VARCHAR(20), doc BLOB SUB_TYPE TEXT)"
}

with() { # TABLE [LINE...]
	with_table=$(echo "$1" | tr '[:lower:]' '[:upper:]')
	shift
	{
		printf 'shadowlog-options 1\ntable %s\n' "$with_table"
		[ $# = 0 ] || printf '  option %s\n' "$@" |
			sed -E '/option when/!s/\b(id|note|status|doc|b)\b/\U\1/g'
	} >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" "$with_table" >"$E/tables" &&
		"$BUILD/shadowlog-triggers" "$DIALECT" install --options \
			"$E/options" "$E/tables" >"$E/install.sql" &&
		sql <"$E/install.sql" >"$E/wrong.log" 2>&1
}

seen() { # JQ-FILTER
	poll
	# That a layout changes is told, and is what happens here.
	out=$(echo "$out" | grep -v 'changed so that receivers can break')
	[ "$code:$out" = "0:" ] || {
		diag "poll: $code $out"
		return 1
	}
	events files | sed -E "$LOWER" >"$E/events"
	tail -n "+$(($(cat "$E/seen") + 1))" "$E/events" | jq -c "$1"
	wc -l <"$E/events" >"$E/seen"
}

schema() { # JQ-FILTER
	head -1 "$(file_names | tail -1)" | sed -E "$LOWER" |
		jq -c ".schemas | to_entries | last.value | $1"
}

# What sets a variable of the session, as a statement of its own.
set_context() { # NAME VALUE
	echo "SELECT rdb\$set_context('USER_SESSION', 'shadowlog.$1', $2)
		FROM rdb\$database"
}

# The rights of a trigger are there for those operations alone that it has.
test_rights() {
	engine_table t
	install t
	install t 'operations insert'
	is "$(sql "SET HEADING OFF; SELECT COUNT(*) FROM rdb\$triggers WHERE
		rdb\$relation_name = 'T' AND rdb\$trigger_name STARTING WITH
		'SHADOWLOG_'" | tr -d ' \n')" 1 'the others are dropped'
	run doctor --json
	is "$(printf '%s\n' "$out" | jq -c '[.findings[] |
		select(.check | startswith("table.")) | .what]')" '[]' \
		'the doctor does not miss them'
}

# What is wrong is refused when the script runs, and nothing is changed by it.
test_wrong() {
	sql 'DROP TABLE w' >"$T/null" 2>&1
	sql 'CREATE TABLE w (a INTEGER, b VARCHAR(20))'
	not_ok 'key unique: without such an index it is refused' \
		with w 'key unique b'
	ok 'and says so' grep -q 'no unique index is of these columns' \
		"$E/wrong.log"
	sql 'CREATE UNIQUE INDEX w_b ON w (b)'
	ok 'with one it is taken' with w 'key unique b'
	not_ok 'a condition that the engine does not understand is refused' \
		with w 'key unique b' 'when "this.b IS LIKE 1"'
	is "$(after "INSERT INTO w VALUES (1, 'x')" '[.op, .key.b]')" \
		'["c","x"]' 'and the triggers are those that were there'
}

# Collations and character sets, in which other bytes are the same text.
test_same() {
	sql 'DROP TABLE c' >"$T/null" 2>&1
	sql 'CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY,
		u VARCHAR(20) CHARACTER SET UTF8 COLLATE UNICODE_CI,
		l VARCHAR(20) CHARACTER SET ISO8859_1,
		n CHAR(20) CHARACTER SET NONE,
		x VARCHAR(20) CHARACTER SET OCTETS,
		t BLOB SUB_TYPE TEXT COLLATE UNICODE_CI, y BLOB,
		d DOUBLE PRECISION, m TIMESTAMP, p NUMERIC(9, 2))'
	install c 'noop skip'
	sql "INSERT INTO c VALUES (1, 'aé', 'aé', 'aé', x'00', 'aé', x'00',
		0, '2026-01-01', 1.50)" >"$E/said" 2>&1 ||
		sql "INSERT INTO c VALUES (1, 'aé', 'aé', 'aé', 'a', 'aé', 'a',
			0, '2026-01-01', 1.50)"
	seen . >"$T/null"
	is "$(after 'UPDATE c SET u = u, l = l, n = n, x = x, t = t, y = y,
		d = d, m = m, p = p' .)" '' 'the same values are no event'
	for change in "U = 'aÉ'" "U = 'aé '" "L = 'AÉ'" "L = 'AÉ '" "N = 'AÉ'" \
		"X = X || ASCII_CHAR(0)" "T = 'AÉ'" "T = 'AÉ '" \
		"Y = 'b'" 'D = 1' 'P = 1.51' 'U = NULL' 'T = NULL'; do
		is "$(after "UPDATE c SET $change" .changed)" \
			"[\"$(echo "$change" | cut -c1)\"]" "$change is one"
	done
	is "$(after "UPDATE c SET u = NULL, t = NULL" .)" '' 'NULL stays NULL'
}

test_context() {
	engine_table t
	install t actor
	is "$(after "INSERT INTO t (id) VALUES (2); UPDATE t SET note = 'x';
		DELETE FROM t" '[.op, .actor]')" \
		"[\"c\",\"SYSDBA\"]$nl[\"u\",\"SYSDBA\"]$nl[\"d\",\"SYSDBA\"]" \
		'actor: who is logged in'
	install t actor context
	is "$(after "INSERT INTO t (id) VALUES (2)" '[.op, .actor, .context]')" \
		'["c","SYSDBA",{"host":"127.0.0.1","program":"'"$(
		command -v isql-fb)"'"}]' 'context: address and program'
	is "$(after "$(set_context context "'order form
line \"2\" 🐘'"); INSERT INTO t (id) VALUES (3)" .context.text)" \
		'"order form\nline \"2\" 🐘"' 'and a text of the application'
	is "$(after "$(set_context context "RPAD('', 3000, 'äb')");
		INSERT INTO t (id) VALUES (4)" '.context.text | length')" 1000 \
		'which is cut'
	# A client in another character set, in which this is no UTF-8.
	printf '%s;\nINSERT INTO t (id) VALUES (5);\nCOMMIT;\n' \
		"$(set_context context "'caf$(printf '\351')'")" >"$E/latin.sql"
	ok 'a text in another character set fails no write' isql-fb -q -b -ch \
		ISO8859_1 -user SYSDBA -password masterkey -sql_dialect \
		"$SQL_DIALECT" -i "$E/latin.sql" "$DB"
	is "$(seen '[.op, .actor, .context.host]')" \
		'["c","SYSDBA","127.0.0.1"]' 'and the rest is there'
}

test_marker() {
	engine_table t
	bypass=$(set_context bypass "'on'")
	install t 'bypass silent'
	is "$(after "$bypass; INSERT INTO t (id) VALUES (1);
		UPDATE t SET note = 'x'; DELETE FROM t;
		$(set_context bypass NULL);
		INSERT INTO t (id) VALUES (2)" '[.op, .key.id]')" '["c","2"]' \
		'bypass: a session writes uncaptured while it says so'
	is "$(after "$(set_context bypass "'yes'"); INSERT INTO t (id) VALUES (3)" \
		.op)" '"c"' 'it has to say on'
	is "$(after 'INSERT INTO t (id) VALUES (4)' .op)" '"c"' \
		'other sessions are captured'
	install t
	is "$(after "$bypass; INSERT INTO t (id) VALUES (5)" .op)" '"c"' \
		'without the option it says so in vain'
	install t 'bypass marker' actor context
	is "$(after "$bypass; INSERT INTO t (id) VALUES (6);
		UPDATE t SET note = 'n'; COMMIT;
		INSERT INTO t (id) VALUES (7)" \
		'[.op, .before, .after, .reason, .actor, .context.host]')" \
		'["m",null,null,"bypass","SYSDBA","127.0.0.1"]'"$nl$(
		)"'["m",null,null,"bypass","SYSDBA","127.0.0.1"]' \
		'bypass marker: one event for each transaction tells of them'
}

# What fails is any change that has something to say; its trace is let through.
break_changelog() {
	sql <<-'END'
	SET TERM ^ ;
	CREATE TRIGGER broken FOR shadowlog_changelog BEFORE INSERT AS
	BEGIN
		IF (NEW.op <> 'M') THEN
			NEW.shape = 'no number';
	END^
	SET TERM ; ^
	END
}

test_fail() {
	engine_table t
	install t
	break_changelog
	not_ok 'fail closed: a change that cannot be captured fails' \
		sql 'INSERT INTO t (id) VALUES (1)'
	install t 'fail open' actor
	ok 'fail open: it passes' sql 'INSERT INTO t (id) VALUES (1);
		UPDATE t SET note = '"'x'"'; DELETE FROM t'
	sql 'DROP TRIGGER broken'
	warned='["warning: it fails open (option fail)"]'
	run doctor --json
	is "$(printf '%s\n' "$out" | jq -c '[.findings[] | select(.check ==
		"table.options") | "\(.severity): \(.what)"]')" "$warned" \
		'the doctor warns of it'
	is "$(seen '[.op, .reason, .actor]' | uniq -c | tr -s ' ')" \
		' 3 ["m","failed","SYSDBA"]' 'and leaves a trace of each'
	is "$(after 'INSERT INTO t (id) VALUES (2)' .op)" '"c"' \
		'what can be captured is'
}

# The catalogue as SQL, without what no script can see.
catalogue() {
	isql-fb -q -x -user SYSDBA -password masterkey "$DB" >"$E/$1" 2>&1
}

# Uninstall leaves nothing, whatever options there were.
test_gone() {
	engine_new "$DIALECT" "gone$SQL_DIALECT"
	"$BUILD/shadowlog-triggers" "$DIALECT" install \
		"$TOP/tests/golden/native/$DIALECT.tables" >"$E/install.sql"
	sql "CREATE TABLE orders_all ($ORDERS)"
	for table in open moved same few; do
		sql "CREATE TABLE orders_$table ($ORDERS)"
	done
	sql 'CREATE TABLE log_all (added TIMESTAMP, status VARCHAR(20));
		CREATE TABLE log_unique (added TIMESTAMP, status VARCHAR(20));
		CREATE UNIQUE INDEX log_day ON log_unique (added)' 2>"$T/null"
	catalogue before
	sql <"$TOP/migrations/changelog/$DIALECT/0001_changelog.sql" >"$T/null"
	ok 'tables with all kinds of options are installed' sh -c \
		"isql-fb -q -b -ch UTF8 -user SYSDBA -password masterkey \
		-i '$E/install.sql' '$DB' >'$E/log' 2>&1"
	diag_unless "$E/log"
	"$BUILD/shadowlog-triggers" "$DIALECT" uninstall --changelog \
		"$TOP/tests/golden/native/$DIALECT.tables" >"$E/uninstall.sql"
	ok 'and uninstalled' sh -c \
		"isql-fb -q -b -ch UTF8 -user SYSDBA -password masterkey \
		-i '$E/uninstall.sql' '$DB' >'$E/log' 2>&1"
	diag_unless "$E/log"
	catalogue after
	same_file "$E/after" "$E/before" 'the catalogue is as it was'
}

# What a script said, where it said anything.
diag_unless() { # FILE
	[ ! -s "$1" ] || diag "$(head -20 "$1")"
}

ORDERS='id BIGINT NOT NULL PRIMARY KEY, status VARCHAR(20), amount DECIMAL(12, 2),
	note BLOB SUB_TYPE TEXT, old VARCHAR(9) CHARACTER SET WIN1252'

all() {
	test_columns
	test_operations
	test_rights
	test_wrong
	test_keyless
	test_noop
	test_same
	test_before
	test_when
	test_lob
	test_context
	test_marker
	test_fail
}

KEY=BIGINT
all
test_gone

# SQL dialect 1 has no integer of 64 bits: the tests see the key as they did.
engine_new firebird-dialect1 options1
conf_write
echo 0 >"$E/seen"
sql <"$TOP/migrations/changelog/$DIALECT/0001_changelog.sql" >"$T/null" ||
	exit 1
KEY=INTEGER
ORDERS=$(echo "$ORDERS" | sed 's/BIGINT/INTEGER/; s/DECIMAL(12/DECIMAL(9/;
	s/status VARCHAR(20)/status VARCHAR(20) CHARACTER SET NONE/')
LOWER="$LOWER"';s/"id":([0-9]+)/"id":"\1"/g'
all
test_gone
done_testing
