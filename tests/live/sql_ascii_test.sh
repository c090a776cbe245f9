#!/bin/sh
# A PostgreSQL database whose encoding is SQL_ASCII takes any bytes for text.  All
# of it is delivered: what is UTF-8 as a string, what is not by its bytes, as
# docs/format.md has it ("Values that are not what their column says"), and no
# write fails.
#
# Seen to fail without the bytes in hex digits in the page query (the poller stops:
# `invalid byte sequence for encoding "UTF8"`), in the query of pieces, and in
# that of actor and context; with lengths of the counted encoding taken for
# characters; and with option lob hash converting to UTF-8 (the write fails).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine postgresql || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
# What the bytes are, whatever the terminal's locale says.
LC_ALL=C PGCLIENTENCODING=SQL_ASCII
export LC_ALL PGCLIENTENCODING

umlaut=$(printf '\303\244')   # UTF-8
latin=$(printf 'M\374nze "\\') # none
doc=$(printf 'M\374nze')

ascii_new() { # NAME DIALECT
	engine_new postgresql "$1"
	pg_admin "DROP DATABASE $DB"
	pg_admin "CREATE DATABASE $DB ENCODING 'SQL_ASCII' LC_COLLATE 'C'
		LC_CTYPE 'C' TEMPLATE template0"
	DIALECT=$2
	HOOK=
	BATCH=
	conf_write
}

install() { # OPTION...
	{
		printf 'shadowlog-options 1\ntable public.t\n'
		[ $# = 0 ] || printf '  option %s\n' "$@"
	} >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" t >"$E/tables" &&
		"$BUILD/shadowlog-triggers" "$DIALECT" install --options \
			"$E/options" "$E/tables" >"$E/install.sql" &&
		sql <"$E/install.sql" >"$E/install.log" 2>&1 || install_failed
}

# What a poll brings, as [op, after, encoding].
seen() {
	poll
	out=$(echo "$out" | grep -v 'so that receivers can break')
	[ "$code:$out" = 0: ] || diag "poll: $code $out"
	events files >"$E/events"
	tail -n "+$(($(cat "$E/seen" 2>/dev/null || echo 0) + 1))" "$E/events" |
		jq -c "${1:-[.op, .after.a, .after.b, .encoding]}"
	wc -l <"$E/events" >"$E/seen"
}

b64() { # TEXT
	printf %s "$1" | base64
}

scenario() { # NAME DIALECT
	ascii_new "$1" "$2"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, a text, b varchar(40),
		c json)'
	"$BUILD/shadowlog-triggers" "$2" changelog | sql >"$E/null" 2>&1
	install
	sql "INSERT INTO t VALUES (1, 'plain', 'b', NULL);
		INSERT INTO t VALUES (2, '$umlaut, 8:x', '\\x41', NULL);
		INSERT INTO t VALUES (3, '$latin', '$umlaut', NULL);
		UPDATE t SET a = '$umlaut$latin', b = NULL WHERE id = 2;
		DELETE FROM t WHERE id = 3"
	is "$(seen)" "[\"c\",\"plain\",\"b\",null]
[\"c\",\"$umlaut, 8:x\",\"\\\\x41\",null]
[\"c\",\"$(b64 "$latin")\",\"$umlaut\",{\"after\":{\"a\":\"base64\"}}]
[\"u\",\"$(b64 "$umlaut$latin")\",null,{\"after\":{\"a\":\"base64\"}}]
[\"d\",null,null,{\"before\":{\"a\":\"base64\"}}]" \
		"$2: text is a string if it is UTF-8, and its bytes if not"
	sql "INSERT INTO t VALUES (4, 'x', 'y', '{\"$umlaut\":\"$umlaut\"}');
		INSERT INTO t VALUES (5, 'x', 'y', '{\"k\":\"$doc\"}')"
	is "$(seen '[.after.c, .encoding]')" \
		"[\"{\\\"$umlaut\\\":\\\"$umlaut\\\"}\",null]
[\"$(b64 "{\"k\":\"$doc\"}")\",{\"after\":{\"c\":\"base64\"}}]" \
		"$2: a document, too"

	# Longer than what comes with its row, and than a piece of it.
	sql "INSERT INTO t VALUES (6, repeat('$umlaut', 3000000), '$latin')"
	is "$(seen '[(.after.a | length), (.after.a | test("^[^a]*$")),
		.after.b]')" "[3000000,true,\"$(b64 "$latin")\"]" \
		"$2: a long one, in pieces"
	[ "$2" != postgresql ] || with_options
	is "$(sql "SELECT count(*) FROM shadowlog.shadowlog_changelog")" 1 \
		"$2: nothing is left but the anchor"
}

with_options() {
	install actor context 'lob hash a'
	sql "SET shadowlog.context = '$latin';
		INSERT INTO t VALUES (7, '$latin', '')"
	is "$(seen '[.context.text, .omitted[0].after.hash]')" \
		"[\"M\\\\374nze \\\"\\\\\\\\\",\"sha256:$(printf %s "$latin" |
			sha256sum | cut -d ' ' -f 1)\"]" \
		'context is readable, and a hash is that of the bytes'
}

scenario ascii postgresql
scenario ascii84 postgresql-8.4
done_testing
