#!/bin/sh
# No secret in any output: every command, style of log and kind of failure,
# with a secret in every place that takes one, and receivers that send back what
# they got.  Secrets all hold the word of $MARK, or are made of it.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"

umask 077
engine_new sqlite one
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
hook_start '400*ECHO'
receiver=$HOOK

# A server for tokens that gives one, and one that sends back what it got.
token='{"access_token":"hush.access.token","expires_in":3600}'
serve() { # NAME ANSWER...
	mkdir "$E/$1"
	name=$1
	shift
	"$BUILD/tools/hook" "$E/$name" "$@" &
	at_end_kill "$!"
	wait_for "[ -f '$E/$name/port' ]"
}
serve tokens "99*$(printf 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s' \
	"$token")"
serve no_tokens '400*ECHO'
serve plain '400*TAKE 5'

b64() {
	printf %s "$1" | base64 | tr -d '\n'
}

# What must not be seen: as we have it, as it is sent, and parts of these.
signing=aHVzaC1zaWduaW5nLWtleS1odXNoLXNpZ25pbmcta2V5
cat >"$T/marks" <<-END
hush
$signing
$(b64 hush-user:hush-password)
$(b64 client:hush-client-secret)
END
echo "whsec_$signing" >"$E/secret"
echo "whsec_$signing" >"$E/old"
echo 'hush-bearer/token+x' >"$E/bearer"
echo 'hush-user:hush-password' >"$E/basic"
printf 'X-Api-Key: hush-api-key\nCookie: a=hush-cookie; b=2\n' >"$E/headers"
echo 'hush-client-secret' >"$E/client"
echo 'hush-key-password' >"$E/key_password"
echo 'hush-database-password' >"$E/password"
command -v openssl >/dev/null 2>&1 &&
	openssl req -x509 -newkey rsa:2048 -keyout "$E/client.key" -passout \
		pass:hush-key-password -out "$E/client.pem" -days 1 \
		-subj /CN=client 2>"$T/null"

sink() { # NAME LINE...
	printf '[sink %s]\ntype = webhook\ninsecure_http = yes\n' "$1"
	printf 'secret_file = %s\nsecret_file_previous = %s\n' "$E/secret" \
		"$E/old"
	shift
	printf '%s\n' "$@"
}

oauth() { # URL OF TOKENS
	printf 'token_url = %s\nclient_id = client\n' "$1"
	printf 'client_secret_file = %s\nscope = a\n' "$E/client"
}

HOOK=
conf_write "password_file = $E/password"
{
	sink bearer "url = $receiver?key=hush-query&x=hush-more" \
		"bearer_file = $E/bearer"
	sink basic "url = $receiver" "basic_file = $E/basic" \
		"headers_file = $E/headers"
	sink tokens "url = $receiver" \
		"$(oauth "http://127.0.0.1:$(cat "$E/tokens/port")/")"
	sink posted "url = $receiver" 'client_auth = post' \
		"$(oauth "http://127.0.0.1:$(cat "$E/no_tokens/port")/")"
	sink refused 'url = http://127.0.0.1:1/?key=hush-query' \
		"headers_file = $E/headers"
	sink no_tls "url = https://127.0.0.1:$(cat "$E/plain/port")/?k=hush-q" \
		"bearer_file = $E/bearer" \
		"${signing:+client_cert_file = $E/client.pem}" \
		"client_key_file = $E/client.key" \
		"client_key_password_file = $E/key_password"
	sink proxied 'url = http://gone.invalid/?key=hush-query' \
		"proxy = ${receiver%/}" "proxy_basic_file = $E/basic"
	sink nowhere 'url = http://gone.invalid/?key=hush-query' \
		"basic_file = $E/basic" 'compress = gzip'
} >>"$CONF"
names='bearer basic tokens posted refused no_tls proxied nowhere'
cp "$CONF" "$E/good.conf"

# Makes every sink due, and polls in one style.
try() { # ARGUMENT...
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0' \
		2>"$T/null"
	poll "$@"
}

sql "INSERT INTO t VALUES (1, 'one')"
try
first=$out
for name in $names; do
	has "$first" "\"$name\"" "the sink $name fails"
done
has "$first" '***' 'what came back was hidden'
try --log json
has "$out" '"event":"failure"' 'a log for machines'
if command -v script >/dev/null 2>&1; then
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
	script -qc "$SHADOWLOG poll --config $CONF" /dev/null \
		>>"$T/said" 2>&1 </dev/null
fi

for command in status 'status --json' doctor 'doctor --json' describe \
	'describe --registered' migrate 'dlq list' 'dlq list --json' schema \
	'replay --sink bearer'; do
	# shellcheck disable=SC2086
	run $command
done
for name in $names; do
	run peek --sink "$name"
	run peek --request --sink "$name"
	has "$out" '***' "$name: the request is shown"
	run sink pause "$name"
	run sink resume "$name"
	run dlq show --sink "$name" 1
done

# Secrets that have gone bad, under way and at the start.
for file in secret old bearer basic headers client key_password password; do
	cp -p "$E/$file" "$E/keep"
	for bad in 'hush hush' 'whsec_hush' "whsk_$signing" 'hush: ' \
		"$(printf 'hush\033x')" ''; do
		printf '%s\n' "$bad" >"$E/$file"
		try
		run peek --request --sink bearer
		run doctor
	done
	chmod 604 "$E/$file"
	try
	rm "$E/$file"
	try --log json
	cp -p "$E/keep" "$E/$file"
done

# Keys of the configuration that are wrong, with secrets beside them.
while read -r line; do
	{
		cat "$E/good.conf"
		printf '[sink extra]\ntype = webhook\nunsigned = yes\n'
		printf 'basic_file = %s\n%s\n' "$E/basic" "$line"
		case $line in
		url*) ;;
		*) echo "url = https://127.0.0.1:1/?key=hush-query" ;;
		esac
	} >"$CONF"
	poll
	is "$code" 78 "refused: ${line%%hush*}"
	run status
	run doctor --json
	run peek --request --sink extra
done <<-END
header.Authorization = Bearer hush-header
header.Cookie = hush-header
url = https://hush-user:hush-password@127.0.0.1/
url = hush-user
bearer_file = $E/bearer
pinned_key = hush-pin
rate = hush-rate
nonsense = hush-nonsense
END
cp "$E/good.conf" "$CONF"

for word in 'new' 'rotate' 'rotate --v1a' 'public' 'retire'; do
	# shellcheck disable=SC2086
	"$SHADOWLOG" secret $word "$E/old" >>"$T/said" 2>&1
done
tr -d '\n' <"$E/old" | grep -o 'wh[a-z]*_[A-Za-z0-9+/]*' |
	sed 's/wh[a-z]*_//' >>"$T/marks"

ok 'much was said' test "$(wc -l <"$T/said")" -gt 200
not_ok 'no secret in any of it' grep -nF -f "$T/marks" "$T/said"
grep -nF -f "$T/marks" "$T/said" | head -5 | sed 's/^/# /'

# What is on the disk for status to show holds none either.
not_ok 'nor in the state' grep -aF -f "$T/marks" "$STATE"/state.db*
grep -ahoF -f "$T/marks" "$STATE"/state.db* | sort | uniq -c | sed 's/^/# /'

# And the test can tell: these were sent.
ok 'the secrets were sent' sh -c "cat '$E/hook'/*.head '$E/no_tokens'/*.body \
	'$E/no_tokens'/*.head >'$T/sent' && grep -q hush-bearer '$T/sent' &&
	grep -q '$(b64 hush-user:hush-password)' '$T/sent' &&
	grep -q hush.access.token '$T/sent' && grep -q hush-query '$T/sent' &&
	grep -q hush-client-secret '$T/sent' && grep -q hush-cookie '$T/sent'"
done_testing
