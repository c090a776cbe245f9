#!/bin/sh
# A poller that follows takes up new signing keys and credentials without a
# restart; one that is missing or half written leaves the old one in use, and
# that is said once.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"

umask 077
engine_new sqlite one
sql 'CREATE TABLE t (id integer PRIMARY KEY)'
capture t
hook_start
echo first-token >"$E/bearer"
HOOK_OPTIONS="bearer_file = $E/bearer"
"$SHADOWLOG" secret new "$E/secret" >"$T/null"
conf_write 'interval = 20ms'
"$SHADOWLOG" poll --config "$CONF" --follow --log json 2>"$E/log" &
poller=$!
at_end_kill "$poller"

# A row, and the head of the request that brings it: $head.
n=0
row() {
	n=$((n + 1))
	sql "INSERT INTO t VALUES ($n)"
	head=$E/hook/$(printf %04d "$n").head
	# The body is written behind the head.
	wait_for "[ -f '${head%.head}.body' ]"
}

# How many tokens of that version it is signed with.
signatures() { # VERSION
	sed -n 's/^webhook-signature: //p' "$head" | tr -d '\r' | tr ' ' '\n' |
		grep -c "^$1,"
}

row
is "$(signatures v1)$(signatures v1a)" 10 'one key signs'
"$SHADOWLOG" secret rotate "$E/secret" >"$T/null"
row
is "$(signatures v1)$(signatures v1a)" 20 'rotated: two keys sign'
"$SHADOWLOG" secret rotate --v1a "$E/secret" >"$T/null"
row
is "$(signatures v1)$(signatures v1a)" 21 'and a pair'
"$SHADOWLOG" secret retire "$E/secret" >"$T/null"
row
is "$(signatures v1)$(signatures v1a)" 11 'retired: the newest of each kind'

echo second-token >"$E/bearer.new"
mv "$E/bearer.new" "$E/bearer"
row
has "$(cat "$head")" 'Authorization: Bearer second-token' 'a new token'
rm "$E/bearer"
row
row
has "$(cat "$head")" 'Authorization: Bearer second-token' \
	'it is gone: the last one is used'
is "$(jq -r 'select(.event == "note") | "\(.sink) \(.note)"' "$E/log" |
	cut -d: -f1)" 'hook the old bearer_file stays in use' \
	'and that is said, once' ||
	diag "$(cat "$E/log")"
echo third-token >"$E/bearer"
row
has "$(cat "$head")" 'Authorization: Bearer third-token' 'it is there again'
kill "$poller"
wait "$poller"
is "$?" 0 'and ends when it is told to'
is "$(grep -c '"failure"' "$E/log")" 0 'no attempt failed'
done_testing
