# What the torture tests share; source it behind tests/e2e/lib.sh.
#
#	session 7		a database session of its own; also 8 and 9
#	tell 7 'SQL'		runs SQL there and waits until it is done; $told
#	session_end 7
#	receiver_start [OPTION...]	shadowlog-receiver; sets HOOK, RECEIVER
#	torture_conf		$CONF: three sinks with batches of three sizes
#	truth >FILE		what tests/tools/oracle.c wants to know
#	judge WHAT		the oracle has nothing to say of any sink
# shellcheck shell=sh disable=SC2034,SC2154

# A session that holds a transaction open: its client reads from a pipe, and
# must not hold those of the others.
session() { # 7|8|9
	mkfifo "$E/in$1"
	: >"$E/out$1"
	case $DIALECT in
	postgresql)
		"$PG_BIN/psql" -X -qAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog \
			-d "$DB" <"$E/in$1" >"$E/out$1" 2>&1 \
			7>&- 8>&- 9>&- &
		;;
	mysql)
		mariadb --no-defaults --socket="$MY_SOCKET" -u root -N -B -n \
			--force "$DB" <"$E/in$1" >"$E/out$1" 2>&1 \
			7>&- 8>&- 9>&- &
		;;
	esac
	eval "session_pid$1=$!; exec $1>'$E/in$1'"
	at_end "session_end $1"
	tell "$1" "SELECT 'here'"
}

tell() { # 7|8|9 SQL
	tell_n=$((${tell_n:-0} + 1))
	tell_from=$(($(wc -l <"$E/out$1") + 1))
	printf "%s;\nSELECT 'told-%s';\n" "$2" "$tell_n" >&"$1"
	wait_for "grep -q '^told-$tell_n\$' '$E/out$1'" || exit 1
	told=$(tail -n "+$tell_from" "$E/out$1" | sed '$d')
}

session_end() { # 7|8|9
	eval "session_p=\${session_pid$1:-}; session_pid$1="
	[ -n "$session_p" ] || return 0
	eval "exec $1>&-"
	wait "$session_p" 2>/dev/null
	rm -f "$E/in$1"
}

receiver_start() { # [OPTION...]
	RECEIVER=$E/receiver.db
	SECRET=$E/secret
	echo 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' >"$SECRET"
	chmod 600 "$SECRET"
	"$BUILD/shadowlog-receiver" --secret-file "$SECRET" \
		--store "$RECEIVER" --port-file "$E/port" --no-sync --quiet \
		"$@" >"$E/receiver.log" 2>&1 &
	receiver_pid=$!
	at_end_kill "$receiver_pid"
	wait_for "[ -s '$E/port' ]" || exit 1
	HOOK=http://127.0.0.1:$(cat "$E/port")/
}

# Sinks that are never at the same place: batches of 7, 40 and 25 changes.
torture_conf() {
	BATCH='events = 40'
	HOOK_OPTIONS='batch_events = 25'
	conf_write "$@"
	sed '/^\[sink files\]/a batch_events = 7' "$CONF" >"$CONF.new"
	cat "$CONF.new" >"$CONF"
}

truth() {
	sql "SELECT concat(uid, ',', k, ',', ver, ',', alive) FROM truth"
}

# What the oracle says of all three sinks is in $E/verdict.
judge() { # WHAT
	truth >"$E/truth"
	"$BUILD/tools/oracle" --truth "$E/truth" --files "$FILES" \
		--outbox "$OUTBOX" --receiver "$RECEIVER" >"$E/verdict" 2>&1
	judge_code=$?
	diag "$(tail -3 "$E/verdict")"
	[ "$judge_code" = 0 ] || diag "$(head -20 "$E/verdict")"
	is "$judge_code" 0 "$1"
}
