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
		-CAcreateserial -days 1 -extfile "$T/ext" \
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
	"$BUILD/tools/deliver" webhook 1 2 2 20000 "url=$url" \
		"secret_file=$T/secret" "$@" >"$T/sent" 2>&1
}

fails() { # CODE TEXT WHAT
	is "$?" "$1" "$3: exit code $1"
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

start cert=server.pem key=server.key min=TLSv1.2 max=TLSv1.2
ok 'TLS 1.2' send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
has "$(cat "$T/seen")" 'TLSv1.2' 'is good enough'
start cert=server.pem key=server.key min=TLSv1 max=TLSv1.1 \
	ciphers=DEFAULT:@SECLEVEL=0
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 69 'https://127.0.0.1' 'TLS 1.1 is not'

start
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
fails 69 'https://127.0.0.1' 'no TLS at all'

# --------------------------------------------------------- client certificates
start cert=server.pem key=server.key ca=ca.pem
ok 'with a client certificate' send "https://127.0.0.1:$port/hook" \
	"ca_file=$T/ca.pem" "client_cert_file=$T/client.pem" \
	"client_key_file=$T/client.key"
rm "$T/seen"
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem"
not_ok 'without one' [ -f "$T/seen" ]
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/stranger.pem" "client_key_file=$T/stranger.key"
not_ok "with a stranger's" [ -f "$T/seen" ]
send "https://127.0.0.1:$port/hook" "ca_file=$T/ca.pem" \
	"client_cert_file=$T/client.pem" "client_key_file=$T/server.key"
fails 78 'https://127.0.0.1' 'a key that is not the certificate'\''s'
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
	start "modules=$modules" "secrets=$old_secret"
	ok 'delivered with one key' send "http://127.0.0.1:$port/hook" \
		insecure_http=yes
	has "$(head -1 "$T/seen")" 'No matching signature found' \
		'and refuse a key that did not sign'
else
	skip 'signatures against the official libraries' "$why"
fi
done_testing
