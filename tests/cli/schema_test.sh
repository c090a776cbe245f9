#!/bin/sh
# shadowlog schema: the JSON Schema of tables that are captured, and what a
# change of a layout breaks.  That events fit these schemas is tested by
# verifiers/formats_test, with a validator.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
engine_new sqlite schema
sql 'CREATE TABLE orders (id integer PRIMARY KEY, n int, total numeric(9,2)
	NOT NULL, f real, b blob, d date, ts datetime, tm time, flag boolean,
	j json, "odd ""name""" text);
	CREATE TABLE lines (a text, b text, PRIMARY KEY (b, a))'
capture orders lines
conf_write
key=$E/mask.key
(umask 077 && openssl rand -hex 32 >"$key")

run schema orders
is "$code" 0 'a table'
printf '%s\n' "$out" >"$T/orders"
is "$(jq -r '."$schema", .title, (.["$defs"] | keys | join(" "))' "$T/orders")" \
	'https://json-schema.org/draft/2020-12/schema
orders
key odd_row row' 'its schema'
is "$(jq -c '.["$defs"].row.properties | map_values(.type // .anyOf)' \
	"$T/orders")" \
	'{"id":"string","n":["string","null"],"total":"string","f":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]},{"type":"null"}],"b":["string","null"],"d":["string","null"],"ts":["string","null"],"tm":["string","null"],"flag":["boolean","null"],"j":["string","null"],"odd \"name\"":["string","null"]}' \
	'what each column can be'
is "$(jq -r '.["$defs"].row.properties | .total.pattern, .b.contentEncoding,
	.ts.description' "$T/orders")" '^(-?[0-9]+(\.[0-9]+)?|NaN|-?Infinity)$
base64
datetime' 'and what its strings look like'

run schema lines
is "$(printf '%s' "$out" | jq -c '.["$defs"].key.required')" '["b","a"]' \
	'the key in its order'
run schema
is "$(printf '%s' "$out" | jq -rs '[.[].title] | sort | join(" ")')" \
	'lines orders' 'all tables, one document after the other'
first=$out
run schema
is "$out" "$first" 'the same bytes again'

# The name is that which batches say.
sql "INSERT INTO orders (id, total) VALUES (1, 2.5)"
poll_quietly 'an event'
is "$(head -1 "$(file_names)" | jq -r '.schemas.s1.dataschema')" \
	"$(jq -r '."$id"' "$T/orders")" 'a batch names the schema of its table'

# As a sink shows it.
conf_write
printf '%s\n' 'exclude_columns = orders.b' 'mask = orders.n, orders.total' \
	"mask_key_file = $key" 'redact = orders.j' >>"$CONF"
run schema --sink outbox orders
is "$code" 0 'as a sink shows it'
printf '%s\n' "$out" >"$T/shown"
is "$(jq -c '.["$defs"].row.properties | [.n, .total, .j, .b] |
	map(del(.description)?)' "$T/shown")" \
	'[{"type":["string","null"],"pattern":"^hmac-sha256:[0-9a-f]+$"},{"type":"string","pattern":"^hmac-sha256:[0-9a-f]+$"},{"enum":["[redacted]",null]},null]' \
	'masked, redacted and left out'
is "$(jq -r '."$id"' "$T/shown")" "$(jq -r '."$id"' "$T/orders"):outbox" \
	'under a name of its own'
sql "INSERT INTO orders (id, total) VALUES (2, 2.5)"
poll_quietly 'an event for that sink'
is "$(sqlite3 "$OUTBOX" 'SELECT head FROM batches ORDER BY n DESC LIMIT 1' |
	jq -r '.schemas.s1.dataschema')" "$(jq -r '."$id"' "$T/shown")" \
	'which the batch says, too'

run schema nowhere
is "$code" 65 'a table that is not captured'
has "$out" 'table "nowhere" is not captured' 'is named'
out=$("$SHADOWLOG" schema orders 2>&1)
is "$?:$out" '64:shadowlog: schema: --config FILE is missing' \
	'a configuration is needed'

# ---- what a change breaks

check() { # FILE...
	out=$("$SHADOWLOG" schema --check "$@" 2>&1)
	code=$?
}
check "$E/tables" "$E/tables"
is "$code:$out" 0: 'no difference, no word'
sed 's/^  column n .*/  column n bigint as bigint null/
	/^table orders/,/^table lines/{/^  column b /d}
	$s/$/\n  column more text as text null/' "$E/tables" >"$T/new"
check "$E/tables" "$T/new"
is "$code" 65 'a change that breaks'
has "$out" 'breaks: table "orders": column "b" is gone' 'is named'
check "$T/new" "$T/new"
is "$code:$out" 0: 'a new layout fits itself'
sed '$s/$/\n  column more text as text null/' "$E/tables" >"$T/wider"
check "$E/tables" "$T/wider"
is "$code" 0 'a column more breaks nobody'
has "$out" 'fits: table "' 'and is named'
sed '/^table lines/,$d' "$E/tables" >"$T/fewer"
check "$E/tables" "$T/fewer"
is "$code" 65 'a table less breaks'
has "$out" 'breaks: table "lines": it is captured no more' 'and is named'
check "$T/fewer" "$E/tables"
is "$code:$out" '0:fits: table "lines": it is new' 'a table more does not'
run schema --check "$T/fewer"
is "$code" 65 'one file is compared with what is captured now'
has "$out" 'table "lines": it is captured no more' 'as the registry has it'
run schema --check "$E/tables"
is "$code:$out" 0: 'which is what was installed'
"$BUILD/shadowlog" schema --config "$CONF" --check - <"$T/fewer" >"$T/out" 2>&1
is $? 65 'a dash is standard input'
check "$T/fewer"
is "$code" 64 'one file needs a configuration'
has "$out" 'needs --config FILE' 'and says so'
check
is "$code" 64 'no file is refused'
check "$E/tables" "$T/nowhere"
is "$code" 65 'a file that is not there'
has "$out" "\"$T/nowhere\": No such file" 'is named'
printf 'shadowlog-tables 1\ntable t\n  colum a\n' >"$T/bad"
check "$E/tables" "$T/bad"
is "$code" 65 'one that does not parse'
has "$out" 'line 3' 'is named with its line'
done_testing
