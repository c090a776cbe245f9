# A receiver for a test; source it after tap.sh.
#
#	receiver_start [option ...]	sets RECEIVER_URL and RECEIVER_PID;
#					what it says goes to $T/receiver.log
#	receiver_again [option ...]	the same, on the port of the one before
#	receiver_stop
#	rules RULE...			replaces its rules (--control); prints the
#					status, what it says is in $T/answer
#	set_rules RULE...		the same, quietly
#	in_turn RULE...			prints them so that each is followed for
#					certain, once
#	stored SQL			asks its store, $STORE
#	receiver_secret FILE		a new signing secret
#	sign ID TIME FILE KEYHEX	prints a signature, made with openssl

. "$TOP/tests/servers.sh"

RECEIVER_PID=
RECEIVERS=

receiver_start() {
	rm -f "$T/port"
	"$BUILD/shadowlog-receiver" --port-file "$T/port" "$@" \
		>"$T/receiver.log" 2>&1 </dev/null &
	RECEIVER_PID=$!
	RECEIVERS="$RECEIVERS $RECEIVER_PID"
	while [ ! -s "$T/port" ]; do
		if ! kill -0 "$RECEIVER_PID" 2>/dev/null; then
			diag "$(cat "$T/receiver.log")"
			return 1
		fi
		sleep 0.02
	done
	RECEIVER_URL=http://127.0.0.1:$(cat "$T/port")
}

# On $PORT, which stays this test's own while no receiver is there.
receiver_again() { # [option ...]
	for receiver_try in 1 2 3 4 5; do
		receiver_port=${PORT:-$(port_for "$T")}
		receiver_start --listen "127.0.0.1:$receiver_port" "$@" && {
			PORT=$receiver_port
			return 0
		}
		[ -z "${PORT:-}" ] || return 1
	done
	return 1
}

receiver_stop() {
	[ -n "$RECEIVER_PID" ] || return 0
	end_ours "$RECEIVER_PID"
	wait "$RECEIVER_PID" 2>/dev/null
	RECEIVER_PID=
}

# Those that a test has left behind when it started the next one.
receiver_stop_all() {
	# shellcheck disable=SC2086 # pids
	end_ours $RECEIVERS
}
at_end receiver_stop_all

rules() { # RULE...
	printf '%s\n' "$@" | curl -s -o "$T/answer" -w '%{http_code}' \
		--data-binary @- "$RECEIVER_URL/control"
}

set_rules() { # RULE...
	rules "$@" >"$T/null"
}

# "every=N" as "at=N": the first rule at the first request, the next at the third,
# and so on, so that behind each comes a request that is answered as it should
# be.  Twice as many requests as there are rules have each followed.
in_turn() { # RULE...
	printf '%s\n' "$@" |
		awk '{ sub(/every=[0-9]*/, "at=" NR * 2 - 1); print }'
}

stored() { # SQL
	sqlite3 -cmd '.timeout 600000' "$STORE" "$1"
}

receiver_secret() { # FILE
	(umask 077 && printf 'whsec_%s\n' "$(openssl rand -base64 32)" >"$1")
}

# The key inside a secret, as hex.
secret_hex() { # FILE
	sed 's/^whsec_//' "$1" | openssl base64 -d -A | od -An -v -tx1 |
		tr -d ' \n'
}

sign() { # ID TIME FILE KEYHEX
	{
		printf '%s.%s.' "$1" "$2"
		cat "$3"
	} | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$4" -binary |
		openssl base64 -A | sed 's/^/v1,/'
}
