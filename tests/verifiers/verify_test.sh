#!/bin/sh
# What is sent, judged by programs that are not ours: the signature by the
# official library of Standard Webhooks and by Svix, v1a by node:crypto (no
# library does it yet), the body by ajv against docs/schemas/batch.schema.json; from every engine, as shadowlog-receiver took
# it off the wire.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

why=$(sh "$TOP/tests/verifiers/install.sh") || skip_all "$why"
modules=${NPM_PREFIX:-$TOP/build/npm}/node_modules

verify() { # REQUESTS SECRET...
	node "$TOP/tests/verifiers/verify.js" "$modules" \
		"$TOP/docs/schemas/batch.schema.json" "$@" 2>&1
}

# Tables with what the engine has, and changes of every kind.
tables() {
	case $DIALECT in
	sqlite)
		sql 'CREATE TABLE t (a integer, b varchar(9), c numeric(9,2),
			d blob, e real, f date, g datetime, PRIMARY KEY (a, b))'
		;;
	postgresql)
		sql 'CREATE TABLE t (a bigint, b varchar(9), c numeric(9,2),
			d bytea, e float8, f date, g timestamp,
			h timestamptz DEFAULT now(), i boolean DEFAULT true,
			j jsonb DEFAULT '\''{"x": [1]}'\'', k uuid, l int[],
			PRIMARY KEY (a, b))'
		;;
	mysql)
		sql 'CREATE TABLE t (a bigint, b varchar(9), c decimal(9,2),
			d blob, e double, f date, g datetime(6),
			h timestamp(3) DEFAULT CURRENT_TIMESTAMP(3),
			i bit(1) DEFAULT 1, j json, k enum("x","y"),
			PRIMARY KEY (a, b)) CHARACTER SET utf8mb4'
		;;
	esac
}

bytes() { # HEX
	case $DIALECT in
	postgresql) echo "decode('$1', 'hex')" ;;
	*) echo "x'$1'" ;;
	esac
}

changes() {
	sql <<-END
	INSERT INTO t (a, b, c, d, e, f, g) VALUES
	  (1, 'ü"''', 12.50, $(bytes 00ff), 0.1, '2026-01-02', '2026-01-02 03:04:05'),
	  (9007199254740993, '', -0.01, NULL, 1e300, NULL, NULL);
	UPDATE t SET c = NULL, b = '🦉' WHERE a = 1;
	UPDATE t SET c = 0.10 WHERE a = 1;
	DELETE FROM t WHERE a <> 1;
	END
	[ "$DIALECT" != postgresql ] || sql 'TRUNCATE t'
}

receiver_secret "$T/new"
receiver_secret "$T/old"
NEW=$(cat "$T/new")
OLD=$(cat "$T/old")
receiver_secret "$T/other"
# What the sender has: a pair, the new secret, and the old one in another file.
"$SHADOWLOG" secret new --v1a "$T/several" >"$T/null" || exit 1
PUBLIC=$("$SHADOWLOG" secret public "$T/several")
cat "$T/new" >>"$T/several"
"$SHADOWLOG" secret new --v1a "$T/strange" >"$T/null"
STRANGE=$("$SHADOWLOG" secret public "$T/strange")

judge() { # ENGINE
	engine_new "$1" "$1"
	mkdir "$E/bodies"
	receiver_start --secret-file "$T/new" --store "$E/got.db" \
		--bodies "$E/bodies"
	tables >"$T/null"
	case $1 in
	postgresql) capture public.t ;;
	*) capture t ;;
	esac
	changes >"$T/null"
	HOOK=$RECEIVER_URL/
	BATCH='events = 2'
	SECRET=$T/new
	HOOK_OPTIONS="secret_file_previous = $T/old"
	conf_write
	sed -i "s|^secret_file = .*|secret_file = $T/several|" "$CONF"
	poll
	is "$code:$out" 0: "$1: delivered"
	receiver_stop
	sqlite3 "$E/got.db" "SELECT json_object('id', batch_id, 'timestamp',
		timestamp, 'signature', signature, 'file',
		'$E/bodies/' || batch_id || '.json') FROM request
		WHERE verdict = 'stored' ORDER BY n" >"$E/requests"
	ok "$1: several batches" test "$(wc -l <"$E/requests")" -ge 2
	is "$(verify "$E/requests" "$NEW" "$OLD" "$PUBLIC" | cut -d' ' -f2- | sort -u)" \
		good "$1: signatures and bodies are good"
}

for engine in $ENGINES; do
	if has_engine "$engine"; then
		judge "$engine"
	else
		skip "$engine" "$why"
	fi
done

# A ping, which is no batch and looks like one, before the first and behind it.
engine_new sqlite pings
sql 'CREATE TABLE t (a integer PRIMARY KEY)'
capture t
hook_start 500 OK OK 500
SECRET=$T/new
HOOK_OPTIONS='suspect_after = 1'
conf_write
for a in 1 2; do
	sql "INSERT INTO t VALUES ($a)"
	poll_quietly 'one 500, and a ping that tells it from an outage'
done
hook_stop
grep -h -- -ping- "$E/hook/order" | jq -R "{id: ., timestamp: \"\",
	signature: \"\", file: \"$E/hook/\\(.).batch\"}" -c >"$E/requests"
is "$(wc -l <"$E/requests" | tr -d ' ')" 2 'two pings'
is "$(verify "$E/requests" | cut -d' ' -f2- | sort -u)" good \
	'are good by the schema'
is "$(sed 's/.*"file":"//; s/".*//' "$E/requests" |
	xargs jq -r '"\(.batch_seq) \(.count)"' | tr '\n' ' ')" '0 0 1 0 ' \
	'with the number of the last batch'

# And the judges can say no.
head -1 "$T/sqlite/requests" >"$T/one"
has "$(verify "$T/one" "$(cat "$T/other")")" 'standardwebhooks: No matching' \
	'another secret is refused by one'
has "$(verify "$T/one" "$(cat "$T/other")")" 'svix: No matching' \
	'and by the other'
has "$(verify "$T/one" "$STRANGE")" 'node:crypto: no v1a' \
	'another pair by the third'
body=$(jq -r .file "$T/one")
sed 's/"op":"c"/"op":"q"/' "$body" >"$T/bad.json"
jq -c ".file = \"$T/bad.json\"" "$T/one" >"$T/bad"
has "$(verify "$T/bad")" 'op must be equal to one of the allowed values' \
	'an op that is none is refused by the schema'
sed 's/shadowlog.batch/shadowlog.ping/' "$body" >"$T/bad.json"
has "$(verify "$T/bad")" 'must match pattern' 'a ping with the id of a batch, too'
sed 's/"op":"c"/"op":"q"/' "$body" >"$T/bad.json"
has "$(verify "$T/bad" "$NEW")" 'No matching' 'and the changed body by the rest'
for member in type batch_seq prev_batch_id source data count; do
	jq -c "del(.$member)" "$body" >"$T/bad.json"
	has "$(verify "$T/bad")" "must have required property '$member'" \
		"a body without $member is refused"
done
done_testing
