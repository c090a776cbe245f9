# Applications that write beside what is tested; source it behind
# tests/e2e/lib.sh.
#
#	writer N		the test's own: prints statements until $E/stop is
#				there, one a line: a client may skip the rest of
#				a line after an error
#	start_writers N...	one for each N; what it says is in $E/writerN
#	poll_meanwhile		polls besides; what was wrong is in $E/bad
#	stop_writers		waits until all of them have ended
#	calm_poll		a poll, without its warnings of what can break
#				receivers: $out, $code
# shellcheck shell=sh disable=SC2034,SC2154

client() {
	case $DIALECT in
	sqlite) sqlite3 -cmd '.timeout 600000' "$DB" ;;
	postgresql) "$PG_BIN/psql" -X -q -h "$PG_DIR" -p "$PG_PORT" \
		-U shadowlog -d "$DB" ;;
	mysql) mariadb --no-defaults --socket="$MY_SOCKET" -u root --force \
		-N -B "$DB" ;;
	esac
}

start_writers() { # NUMBER...
	rm -f "$E/stop"
	pids=
	for w in "$@"; do
		writer "$w" | client >"$E/writer$w" 2>&1 &
		pids="$pids $!"
	done
}

calm_poll() {
	poll
	out=$(printf '%s\n' "$out" | grep -v 'so that receivers can break')
}

poll_meanwhile() {
	while [ -d "$E" ] && [ ! -f "$E/stop" ]; do
		calm_poll
		[ "$code:$out" = 0: ] || echo "$code: $out" >>"$E/bad"
		sleep 0.1
	done &
	pids="$pids $!"
	at_end ": >'$E/stop'; wait"
}

stop_writers() {
	: >"$E/stop"
	for p in $pids; do
		wait "$p"
	done
	pids=
}
