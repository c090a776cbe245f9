#!/bin/sh
# shadowlog peek --request: the very request that a poll would send, whose
# signature openssl verifies; nothing is sent and no secret is shown.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v openssl >/dev/null 2>&1 || skip_all 'no openssl'

engine_new sqlite one
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
hook_start
umask 077
echo 'X-Key: hush-hush' >"$E/headers"
echo 'user:hush-pass' >"$E/basic"
BATCH='events = 2'
HOOK_OPTIONS="headers_file = $E/headers
basic_file = $E/basic
header.X-Team = cdc"
HOOK="${HOOK}in?key=hush-key"
conf_write
sql "INSERT INTO t VALUES (1, 'one')"
poll
sql "INSERT INTO t VALUES (2, 'ü \\ \"'), (3, 'three'), (4, 'four')"

# The head of a request, without what changes; and its body.
head_of() { # FILE
	sed '/^\r*$/q' "$1" | tr -d '\r'
}

header() { # FILE NAME
	head_of "$1" | sed -n "s/^$2: //p"
}

sed 's/^header\.X-Team/headers/' "$CONF" >"$E/wrong.conf"
chmod 600 "$E/wrong.conf"
out=$("$SHADOWLOG" peek --config "$E/wrong.conf" --request --sink hook 2>&1)
is "$?" 78 'a key that is not known'
has "$out" 'has no key "headers"' 'is named, as a poll does'
run peek --request --sink hook
is "$code" 0 'a request'
printf '%s' "$out" >"$E/shown"
is "$(head_of "$E/shown" | sed -n 1,2p)" "POST /in?key=*** HTTP/1.1
Host: 127.0.0.1:$(cat "$E/hook/port")" 'method, path and host'
is "$(header "$E/shown" X-Key)" '***' 'the name of a secret header'
is "$(header "$E/shown" Authorization)" 'Basic ***' 'how we say who we are'
is "$(header "$E/shown" X-Team)" cdc 'a header that is no secret'
is "$(header "$E/shown" Content-Type)" application/json 'the type'
not_ok 'no secret' grep hush "$E/shown"
sed '1,/^\r*$/d' "$E/shown" | tr -d '\n' >"$E/body"
is "$(jq -r '"\(.batch_seq) \(.count)"' "$E/body")" '2 2' 'the next batch'
is "$(header "$E/shown" Content-Length)" "$(wc -c <"$E/body" | tr -d ' ')" \
	'its length'

# HMAC by openssl's command line: a third implementation.
key=$(sed 's/^whsec_//' "$SECRET" | base64 -d | od -An -v -tx1 | tr -d ' \n')
hmac() { # ID TIMESTAMP BODY
	{
		printf '%s.%s.' "$1" "$2"
		cat "$3"
	} | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64
}
is "$(header "$E/shown" webhook-signature)" "v1,$(hmac \
	"$(header "$E/shown" webhook-id)" \
	"$(header "$E/shown" webhook-timestamp)" "$E/body")" \
	'signed with the very key, now'
is "$(cat "$E/hook/log")" '1 1' 'nothing was sent'
is "$(sqlite3 "$STATE/state.db" 'SELECT count(*) FROM batch')" 0 \
	'and nothing sealed'

poll
moving='^(Authorization|X-Key|POST|webhook-timestamp|webhook-signature|shadowlog-token)'
head_of "$E/hook/0002.head" | grep -vE "$moving" | sort >"$E/sent.head"
head_of "$E/shown" | grep -vE "$moving" | sort >"$E/shown.head"
same_file "$E/shown.head" "$E/sent.head" 'the poll sends these very headers'
is "$(jq -cS 'del(.timestamp)' "$E/hook/0002.body")" \
	"$(jq -cS 'del(.timestamp)' "$E/body")" 'and this very body'

run peek --request --sink hook
is "$code:$out" 0: 'nothing to send, nothing to show'
run peek --request --sink files
is "$code" 64 'a sink that sends no requests'
has "$out" 'name a webhook with --sink' 'says so'

# A batch that was sealed and refused is shown as it will come again.
hook_gone
sql "INSERT INTO t VALUES (5, 'five')"
poll
run peek --request --sink hook
printf '%s' "$out" >"$E/again"
is "$(header "$E/again" shadowlog-attempt)" 2 'the second attempt'

# gzip: headers as sent, the body for people.
sed -i 's/^header.X-Team.*/compress = gzip/' "$CONF"
run peek --request --sink hook
printf '%s\n' "$out" >"$E/gzip"
is "$(header "$E/gzip" Content-Encoding)" gzip 'compressed'
sed '1,/^\r*$/d' "$E/gzip" | tr -d '\n' >"$E/body"
is "$(jq -r .count "$E/body")" 1 'the body is shown as text'
is "$(header "$E/gzip" webhook-signature)" "v1,$(hmac \
	"$(header "$E/gzip" webhook-id)" \
	"$(header "$E/gzip" webhook-timestamp)" "$E/body")" \
	'and that is what is signed'
done_testing
