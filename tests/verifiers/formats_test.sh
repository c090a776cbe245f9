#!/bin/sh
# Every format, sent by a real poll from a table with all kinds of columns and
# from one with odd names, judged while it arrives by programs that are not
# ours: judge.js says which.  And all formats say the same.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

why=$(sh "$TOP/tests/verifiers/install.sh") || skip_all "$why"
modules=${NPM_PREFIX:-$TOP/build/npm}/node_modules
FORMATS='native ndjson cloudevents-batch cloudevents cloudevents-binary
	debezium debezium-single maxwell flat'

receiver_secret "$T/new"
receiver_secret "$T/old"
(umask 077 && openssl rand -hex 32 >"$T/mask")

# A table of all the kinds that the engine has, and one of odd names.
tables() {
	case $DIALECT in
	sqlite)
		sql <<-'END'
		CREATE TABLE t (a integer, b varchar(9), c numeric(9,2), d blob,
		  e real, f date, g datetime, h time, i boolean, j json, k int,
		  PRIMARY KEY (a, b));
		CREATE TABLE "odd ""t""/|%,ü" ("k ""1""/" text PRIMARY KEY,
		  "__op" text, "__" text, "___deleted" text, "_one" text,
		  "ü ." text, "T
		Z" datetime, "base64:x" text);
		END
		;;
	postgresql)
		sql <<-'END'
		CREATE TABLE t (a bigint, b varchar(9), c numeric(9,2), d bytea,
		  e float8, f date, g timestamp, h time, i boolean,
		  j jsonb DEFAULT '{"x": [1]}', k int,
		  l float4 DEFAULT 0.1, m timestamptz DEFAULT now(),
		  n uuid DEFAULT 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
		  o int[] DEFAULT '{1,2}', p interval DEFAULT '1 day 02:03',
		  q timetz DEFAULT '10:00+02', PRIMARY KEY (a, b));
		CREATE TABLE "odd ""t""/|%,ü" ("k ""1""/" text PRIMARY KEY,
		  "__op" text, "__" text, "___deleted" text, "_one" text,
		  "ü ." text, "T
		Z" timestamp, "base64:x" text);
		END
		;;
	mysql)
		sql <<-'END'
		CREATE TABLE t (a bigint, b varchar(9), c decimal(9,2), d blob,
		  e double, f date, g datetime(6), h time(2), i bit(1), j json,
		  k int, l float DEFAULT 0.1,
		  m timestamp(3) DEFAULT CURRENT_TIMESTAMP(3),
		  n enum('x','y') DEFAULT 'x', o year DEFAULT 2026,
		  p bigint unsigned DEFAULT 18446744073709551615,
		  PRIMARY KEY (a, b)) CHARACTER SET utf8mb4;
		CREATE TABLE `odd "t"/|%,ü` (`k "1"/` varchar(60) PRIMARY KEY,
		  `__op` text, `__` text, `___deleted` text, `_one` text,
		  `ü .` text, `T
		Z` datetime, `base64:x` text) CHARACTER SET utf8mb4;
		END
		;;
	esac
}

bytes() { # HEX
	case $DIALECT in
	postgresql) echo "decode('$1', 'hex')" ;;
	*) echo "x'$1'" ;;
	esac
}

name() { # NAME, quoted
	case $DIALECT in
	mysql) printf '`%s`' "$1" ;;
	*) printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')" ;;
	esac
}

changes() {
	odd=$(name 'odd "t"/|%,ü')
	key=$(name 'k "1"/')
	op=$(name __op)
	when=$(name 'T
Z')
	case $DIALECT in
	mysql) yes="b'1'" slash='\\' ;;
	*) yes=true slash='\' ;;
	esac
	sql <<-END
	INSERT INTO t (a, b, c, d, e, f, g, h, i, j, k) VALUES
	  (1, 'ü"''', 12.50, $(bytes 00ff), 0.1, '2026-01-02',
	   '2026-01-02 03:04:05', '23:59:58', $yes, '{"y": null}', -1),
	  (9007199254740993, '', -0.01, NULL, 1e300, NULL, NULL, NULL, NULL,
	   NULL, NULL);
	UPDATE t SET c = NULL, b = '🦉' WHERE a = 1;
	UPDATE t SET c = 0.10, g = '2026-01-02 03:04:06' WHERE a = 1;
	UPDATE t SET k = k;
	DELETE FROM t WHERE a <> 1;
	INSERT INTO $odd ($key, $op, $when) VALUES
	  ('a/b|c%20d "ü" ${slash}', 'x', '2026-01-02 03:04:05'),
	  ('', NULL, NULL);
	UPDATE $odd SET $op = 'y', $when = NULL WHERE $op = 'x';
	UPDATE $odd SET $key = 'é' WHERE $op IS NULL;
	DELETE FROM $odd WHERE $op = 'y';
	END
	[ "$DIALECT" != postgresql ] || sql 'TRUNCATE t'
	[ "$DIALECT" != sqlite ] ||
		sql "INSERT INTO t (a, b, c, f, g, d) VALUES
		  (7, CAST(x'fffe' AS text), 'n/a', 'soon', 'Today', 'text')"
}

# One sink for each format, to the judge.
configure() {
	conf_write
	sed -i '/^\[sink/,$d' "$CONF"
	for format in $FORMATS; do
		printf '[sink %s]\ntype = webhook\nformat = %s\n' \
			"$(echo "$format" | tr - _)" "$format"
		printf 'url = http://127.0.0.1:%s/%s\n' \
			"$(cat "$E/judge/port")" "$format"
		printf 'insecure_http = yes\nsecret_file = %s\n' "$T/new"
		printf 'secret_file_previous = %s\n' "$T/old"
	done >>"$CONF"
	{
		printf '[sink masked]\ntype = webhook\n'
		printf 'url = http://127.0.0.1:%s/masked\n' \
			"$(cat "$E/judge/port")"
		printf 'insecure_http = yes\nsecret_file = %s\n' "$T/new"
		printf 'secret_file_previous = %s\n' "$T/old"
		printf 'mask = t.b, t.e\nmask_key_file = %s\n' "$T/mask"
		printf 'redact = t.f, t.k\nexclude_columns = t.d, t.j\n'
	} >>"$CONF"
}

# The JSON Schema of each captured table, as a receiver would keep it.
print_schemas() {
	mkdir -p "$E/judge/rows"
	"$SHADOWLOG" schema --config "$E/capture.conf" |
		jq -c . | split -l 1 --additional-suffix=.json - \
		"$E/judge/rows/"
	echo 1 >"$E/judge/port"
	configure
	rm "$E/judge/port"
	"$SHADOWLOG" schema --config "$CONF" --sink masked t |
		jq -c . >"$E/judge/rows/masked.json"
}

judge_start() {
	BATCH_SCHEMA=$TOP/docs/schemas/batch.schema.json \
		node "$TOP/tests/verifiers/judge.js" "$modules" \
		"$TOP/tests/verifiers" "$E/judge" "$(cat "$T/new")" \
		"$(cat "$T/old")" >"$E/judge/log" 2>&1 &
	judge_pid=$!
	at_end_kill "$judge_pid"
	wait_for "[ -s '$E/judge/port' ] || ! kill -0 $judge_pid 2>/dev/null"
	[ -s "$E/judge/port" ] || diag "$(cat "$E/judge/log")"
}

judge() { # ENGINE
	engine_new "$1" "$1"
	tables >"$T/null"
	case $1 in
	postgresql) capture public.t 'public."odd \"t\"/|%,ü"' ;;
	*) capture t '"odd \"t\"/|%,ü"' ;;
	esac
	print_schemas
	judge_start
	BATCH='events = 4'
	configure
	changes
	poll
	is "$code:$out" 0: "$1: delivered in every format"
	kill "$judge_pid" 2>/dev/null
	wait "$judge_pid" 2>/dev/null
	for format in $FORMATS; do
		ok "$1: $format arrived" [ -s "$E/judge/got.$format" ]
		is "$(grep "^$format " "$E/judge/verdicts" |
			cut -d' ' -f3- | sort -u)" good \
			"$1: $format is good"
		same_file "$E/judge/got.$format" "$E/judge/got.native" \
			"$1: $format says what native says"
	done
	is "$(grep '^masked ' "$E/judge/verdicts" | cut -d' ' -f3- |
		sort -u)" good "$1: what is masked fits what schema --sink prints"
	ok "$1: and is masked" grep -q hmac-sha256 "$E/judge/got.masked"
	for format in cloudevents cloudevents-binary; do
		same_file "$E/judge/ce.$format" "$E/judge/ce.cloudevents-batch" \
			"$1: $format has the attributes of the batch"
	done
	ok "$1: a changed key came as two" \
		grep -q '\.1","op":"d"' "$E/judge/got.cloudevents"
}

for engine in $ENGINES; do
	if has_engine "$engine"; then
		judge "$engine"
	else
		skip "$engine" "$why"
	fi
done

# And the judge can say no: the same requests, with a byte changed.
cat >"$T/change.js" <<'END'
const [, , port, format, id, time, signature, from, to, file, ...headers] =
	process.argv;
const body = require('fs').readFileSync(file, 'utf8').replace(from, to);
fetch(`http://127.0.0.1:${port}/${format}`, { method: 'POST', body,
	headers: { 'webhook-id': id, 'webhook-timestamp': time,
		'webhook-signature': signature,
		...Object.fromEntries(headers.map((line) => line.split(/: (.*)/))) } });
END
refused() { # FORMAT TYPE FILE FROM TO WANT WHAT
	now=$(date +%s)
	sed "s|$4|$5|" "$3" | tr -d '\n' >"$T/changed"
	signature=$(sign x-1 "$now" "$T/changed" "$(secret_hex "$T/new")")
	signature="$signature $(sign x-1 "$now" "$T/changed" \
		"$(secret_hex "$T/old")")"
	node "$T/change.js" "$port" "$1" x-1 "$now" "$signature" '' '' \
		"$T/changed" "content-type: $2"
	has "$(tail -1 "$E/judge/verdicts")" "$6" "$7"
}

E=$T/sqlite
rm "$E/judge/port"
judge_start
port=$(cat "$E/judge/port")
golden=$TOP/tests/golden/format
grep -A3 '^== one$' "$golden/cloudevents.txt" | tail -1 >"$T/ce"
refused cloudevents application/cloudevents+json "$T/ce" \
	shadowlogtxid shadowlogTxid 'shadowlogTxid' \
	'an attribute in capitals is refused by the SDK'
refused cloudevents application/cloudevents+json "$T/ce" \
	'"type":"[^"]*",' '' "must have required property 'type'" \
	'and an event without a type'
refused cloudevents application/json "$T/ce" x x 'the SDK sees no event' \
	'and one of another Content-Type'
refused cloudevents application/cloudevents+json "$T/ce" x x \
	'no schema urn:shadowlog:schema:sha256:0' 'an unknown layout is seen'
grep -A3 '^== one$' "$golden/debezium.txt" | tail -1 >"$T/dbz"
refused debezium application/json "$T/dbz" '"ts_us":[0-9]*,' '' \
	"must have required property 'ts_us'" \
	'an envelope without a time is refused'
grep -A3 '^== one$' "$golden/maxwell.txt" | tail -1 >"$T/mx"
refused maxwell application/json "$T/mx" '"commit":true' \
	'"commit":true,"xoffset":0' 'must NOT be valid' \
	'a message with both commit and xoffset is refused'
refused maxwell application/json "$T/mx" '"data":{[^}]*}' '"x":1' \
	"must have required property 'data'" 'and one without data'
grep -A3 '^== one$' "$golden/flat.txt" | tail -1 >"$T/flat"
refused flat application/json "$T/flat" '"a":' '"__a":' \
	'property name must be valid' 'a row with an unknown __ is refused'
done_testing
