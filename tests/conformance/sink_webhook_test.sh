# The webhook sink over TLS and HTTP/2, against a server that is not ours, and
# its signatures against verifiers that are not ours.
. "$(dirname "$0")/../tap.sh"

command -v node >/dev/null 2>&1 || skip_all 'no node on this machine'
command -v openssl >/dev/null 2>&1 || skip_all 'no openssl on this machine'

secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
old_secret=whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
umask 077
echo "$secret" >"$T/secret"
echo "$old_secret" >"$T/old_secret"

certificate() { # NAME CA SUBJECT_ALT_NAME [DAYS]
	openssl req -newkey rsa:2048 -nodes -keyout "$T/$1.key" -out "$T/csr" \
		-subj "/CN=$1" 2>/dev/null
	echo "subjectAltName = $3" >"$T/ext"
	openssl x509 -req -in "$T/csr" -CA "$T/$2.pem" -CAkey "$T/$2.key" \
		-CAcreateserial -days "${4:-1}" -extfile "$T/ext" \
		-out "$T/$1.pem" 2>/dev/null
}

authority() { # NAME
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$T/$1.key" \
		-out "$T/$1.pem" -days 1 -subj "/CN=$1" 2>/dev/null
}

server=
start() { # KEY=VALUE...
	stop
	rm -f "$T/port" "$T/seen"
	node "$TOP/tests/conformance/receiver.js" "$T" "$@" >"$T/node" 2>&1 &
	server=$!
	while [ ! -s "$T/port" ]; do
		kill -0 "$server" 2>/dev/null || {
			diag "the server ended: $(cat "$T/node")"
			break
		}
	done
	port=$(cat "$T/port")
}

stop() {
	[ -z "$server" ] && return
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
	server=
}
at_end stop

send() { # URL KEY=VALUE...
	url=$1
	shift
	case "$*" in
	*secret_file=*) ;;
	*) set -- "secret_file=$T/secret" "$@" ;;
	esac
	"$BUILD/tools/deliver" webhook 1 2 2 20000 "url=$url" "$@" \
		>"$T/sent" 2>&1
}

fails() { # CODE TEXT WHAT
	is "$?" "$1" "$3: exit code $1" || diag "$(cat "$T/sent")"
	not_ok "$3: no doubt" grep 'in doubt' "$T/sent"
	has "$(tail -1 "$T/sent")" "$2" "$3"
	ok "$3: nothing arrived" [ ! -f "$T/seen" ]
}

authority ca
authority other_ca
certificate server ca 'IP:127.0.0.1'
certificate client ca 'DNS:client'
certificate stranger other_ca 'DNS:client'

# ------------------------------------------------------------------------- TLS
start cert=server.pem key=server.key
ok 'delivered over TLS' send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
is "$(cat "$T/seen")" '2.0 TLSv1.3 1 erp-out-7c1e-1
2.0 TLSv1.3 1 erp-out-7c1e-2' 'HTTP/2, TLS 1.3, one connection'
rm "$T/seen"
send "https://127.0.0.1:$port/hook"
fails 78 'certificate' 'an authority that we do not know'
send "https://127.0.0.1:$port/hook" "ca_file=$T/other_ca.pem"
fails 78 'certificate' 'the wrong authority'
send "https://localhost:$port/hook" "ca_file=$T/ca.pem"
fails 78 'localhost' 'a certificate for another name'
SSL_CERT_FILE=$T/ca.pem send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/other_ca.pem"
fails 78 'certificate' 'the environment does not widen ca_file'

start cert=server.pem key=server.key die=yes
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
is "$?" 75 'HTTP/2: the connection dies'
has "$(tail -1 "$T/sent")" 'in doubt, transient' 'and leaves a doubt'

start cert=server.pem key=server.key min=TLSv1.2 max=TLSv1.2
ok 'TLS 1.2' send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
has "$(cat "$T/seen")" 'TLSv1.2' 'is good enough'
start cert=server.pem key=server.key min=TLSv1 max=TLSv1.1 \
	ciphers=DEFAULT:@SECLEVEL=0
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 78 'https://127.0.0.1' 'TLS 1.1 is not'

start
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 78 'https://127.0.0.1' 'no TLS at all'

certificate expired ca 'IP:127.0.0.1' -1
start cert=expired.pem key=expired.key
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 78 'expired' 'a certificate of yesterday'

# A handshake that is cut off may go better the next time.
mkdir "$T/cut"
"$BUILD/tools/hook" "$T/cut" 'TAKE 40' 'TAKE 0' CLOSE &
cut=$!
at_end_kill "$cut"
while [ ! -s "$T/cut/port" ]; do
	kill -0 "$cut" || break
done
for what in 'a handshake that is reset' 'one reset at once'; do
	send "https://127.0.0.1:$(cat "$T/cut/port")/hook" "ca_file=$T/ca.pem"
	fails 69 'https://127.0.0.1' "$what"
done

# ------------------------------------------------------------------ pinned key
pin() { # NAME
	openssl x509 -in "$T/$1.pem" -noout -pubkey |
		openssl pkey -pubin -outform DER |
		openssl dgst -sha256 -binary | base64 | sed 's|^|sha256//|'
}

start cert=server.pem key=server.key
ok 'the key that is pinned' send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "pinned_key=$(pin server)"
ok 'one of several' send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "pinned_key=$(pin ca);$(pin server)"
rm "$T/seen"
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"pinned_key=$(pin client)"
fails 78 'public key' 'another key'
send "https://127.0.0.1:$port/hook" "pinned_key=$(pin server)"
fails 78 'certificate' 'a pinned key does not replace the authority'

# --------------------------------------------------------- client certificates
start cert=server.pem key=server.key ca=ca.pem
ok 'with a client certificate' send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "client_cert_file=$T/client.pem" \
	"client_key_file=$T/client.key"
rm "$T/seen"
# TLS 1.3 refuses clients behind the handshake: what is left of its alert when
# the connection breaks is a matter of luck.
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
not_ok 'without one' [ -f "$T/seen" ]
not_ok "with a stranger's" send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "client_cert_file=$T/stranger.pem" \
	"client_key_file=$T/stranger.key"
not_ok 'nothing arrived' [ -f "$T/seen" ]
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/client.pem" "client_key_file=$T/server.key"
fails 78 'https://127.0.0.1' 'a key that is not the certificate'\''s'

openssl pkey -in "$T/client.key" -aes128 -passout pass:hush \
	-out "$T/locked.key"
echo hush >"$T/password"
echo other >"$T/other_password"
ok 'a key with a password' send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "client_cert_file=$T/client.pem" \
	"client_key_file=$T/locked.key" \
	"client_key_password_file=$T/password"
rm "$T/seen"
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/client.pem" "client_key_file=$T/locked.key" \
	"client_key_password_file=$T/other_password"
fails 78 'https://127.0.0.1' 'another password'
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/client.pem" "client_key_file=$T/locked.key" \
	</dev/null
fails 78 'https://127.0.0.1' 'no password: nobody is asked at the terminal'

# A certificate that is replaced under way is taken up, over a new connection.
cp "$T/client.pem" "$T/now.pem"
cp "$T/client.key" "$T/now.key"
mkfifo "$T/steps"
STEP=1 send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/now.pem" "client_key_file=$T/now.key" \
	<"$T/steps" &
sender=$!
exec 8>"$T/steps"
echo >&8
while [ ! -s "$T/seen" ] && kill -0 "$sender" 2>/dev/null; do :; done
cp "$T/stranger.key" "$T/now.key"
cp "$T/stranger.pem" "$T/now.pem"
echo >&8
wait "$sender"
not_ok 'the certificate that was put in its place is refused' [ "$?" = 0 ]
is "$(cut -d' ' -f4 "$T/seen")" 'erp-out-7c1e-1' 'as the one before was not'
exec 8>&-

start cert=server.pem key=server.key ca=ca.pem max=TLSv1.2
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 78 'https://127.0.0.1' 'TLS 1.2: without one'
not_ok "TLS 1.2: with a stranger's" send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "client_cert_file=$T/stranger.pem" \
	"client_key_file=$T/stranger.key"
not_ok 'nothing arrived' [ -f "$T/seen" ]
stop

# ------------------------------------------------------------------- verifiers
modules=${NPM_PREFIX:-$TOP/build/npm}/node_modules
if why=$(sh "$TOP/tests/verifiers/install.sh"); then
	start "modules=$modules" "secrets=$secret,$old_secret"
	ok 'delivered' send "http://127.0.0.1:$port/hook" insecure_http=yes \
		"secret_file_previous=$T/old_secret"
	is "$(head -1 "$T/seen")" \
		'1.1 - 1 erp-out-7c1e-1 good,good,good,good' \
		'two official libraries accept both keys'
	# Several keys in one file, and a pair: libraries pass over its v1a.
	pair=whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
	public=whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=
	other=whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
	printf '%s\n' "$pair" "$secret" "$old_secret" >"$T/several"
	chmod 600 "$T/several"
	start "modules=$modules" "secrets=$secret,$old_secret" \
		"publics=$public,$other"
	ok 'delivered with three keys' send "http://127.0.0.1:$port/hook" \
		insecure_http=yes "secret_file=$T/several"
	is "$(head -1 "$T/seen")" '1.1 - 1 erp-out-7c1e-1 good,good,good,good,good v1a,no v1a of that key' \
		'official libraries accept both secrets, node:crypto the v1a'
	start "modules=$modules" "secrets=$old_secret"
	ok 'delivered with one key' send "http://127.0.0.1:$port/hook" \
		insecure_http=yes
	has "$(head -1 "$T/seen")" 'No matching signature found' \
		'and refuse a key that did not sign'
else
	skip 'signatures against the official libraries' "$why"
fi
done_testing
