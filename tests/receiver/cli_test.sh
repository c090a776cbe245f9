# The command line of the receiver: usage, secrets, HTTPS, signals.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/receiver/batches.sh"
batch 1

code() { # exit code, then what it said
	"$BUILD/shadowlog-receiver" "$@" >"$T/said" 2>&1 </dev/null
	printf '%d' $?
}
receiver_secret "$T/secret"

is "$(code --help)" 0 '--help'
for word in $(grep -o '^  --[a-z-]*' "$T/said"); do
	ok "$word is in the manual" grep -q "Fl ${word#-}" \
		"$TOP/docs/shadowlog-receiver.1"
done
is "$(code --version)" 0 '--version'
is "$(code)" 64 'a secret is needed'
is "$(code --nonsense x)" 64 'an unknown option'
is "$(code --unsigned --listen nowhere)" 64 'an address that is none'
is "$(code --unsigned --fail every=0)" 64 'a rule that is none'
is "$(code --unsigned --cert x)" 64 'a certificate without its key'
is "$(code --secret-file "$T/absent")" 78 'a secret that is not there'
chmod 644 "$T/secret"
is "$(code --secret-file "$T/secret")" 78 'a secret that others can read'
has "$(cat "$T/said")" 'chmod 600' 'says what to do'
chmod 600 "$T/secret"
printf 'whsec_c2hvcnQ=\n' >"$T/short"
chmod 600 "$T/short"
is "$(code --secret-file "$T/short")" 78 'a secret that is too short'
not_ok 'is not printed' grep -q c2hvcnQ "$T/said"
is "$(code --unsigned --store /nowhere/x.db)" 74 'a store that cannot be made'
is "$(code --unsigned --bodies /nowhere)" 73 'a directory that is not there'

receiver_start --unsigned
has "$(cat "$T/receiver.log")" "listening on 127.0.0.1:$(cat "$T/port")" \
	'it says where it listens'
is "$(code --unsigned --listen "127.0.0.1:$(cat "$T/port")")" 69 \
	'a port that is taken'
kill "$RECEIVER_PID"
wait "$RECEIVER_PID"
is $? 0 'SIGTERM ends it, with 0'
RECEIVER_PID=

openssl req -x509 -newkey rsa:2048 -nodes -keyout "$T/key.pem" \
	-out "$T/cert.pem" -days 2 -subj /CN=localhost \
	-addext 'subjectAltName=IP:127.0.0.1' >"$T/null" 2>&1
chmod 600 "$T/key.pem"
receiver_start --unsigned --cert "$T/cert.pem" --key "$T/key.pem"
RECEIVER_URL=https${RECEIVER_URL#http}
is "$(send 1 --cacert "$T/cert.pem")" 200 'HTTPS'
is "$(send 1)" 'curl 60' 'with a certificate that is checked'
receiver_stop
if curl -s -o "$T/null" 'http://[::1]:1/' || [ $? = 7 ]; then
	receiver_start --unsigned --listen '[::1]:0'
	RECEIVER_URL="http://[::1]:$(cat "$T/port")"
	is "$(send 1)" 200 'IPv6'
else
	skip 'IPv6' 'this machine has none'
fi
done_testing
