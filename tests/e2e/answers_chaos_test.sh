# The poller against the reference receiver that takes batches in part, wants
# events again, is restored from backups, and both, while it and the poller are
# killed now and then and the application writes.  In the end the receiver has each event once, in
# the order of the files; so does one that answers 500 and is asked by pings whether
# it is up.  Behind every poll, whatever became of it, each change is
# where the law of tests/law.sh allows.
#
# Seen to fail with: `accepted` one too high; a repeat of a part answered as if
# all of it had been taken; a rewind that begins one batch late.  The law with:
# a part that counts as the whole.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
ROUNDS=${ROUNDS:-20}

# A receiver on the port of the one before, if there was one.
receive() { # [RULE...]
	set -- $(printf -- '--fail %s ' "$@")
	receiver_again --secret-file "$E/secret" --store "$STORE" \
		--control "$@" || exit 1
}

# Changes of all kinds; ROUND makes them differ.
work() { # ROUND
	sql "BEGIN;
	INSERT INTO t SELECT $1 * 100 + value, 'row ' || value
		FROM json_each('[1,2,3,4,5,6,7,8,9]');
	UPDATE t SET note = note || '+' WHERE id % 5 = $1 % 5;
	COMMIT;
	UPDATE t SET id = id + 50 WHERE id % 100 IN (2, 3, 4) AND id / 100 = $1;
	DELETE FROM t WHERE id % 7 = $1 % 7;"
}

due() {
	[ ! -f "$STATE/state.db" ] || sqlite3 -cmd '.timeout 600000' \
		"$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
}

# Of a poller that was killed the receiver can still have a request in hand; that
# makes no difference to the law.
judge() { # WHEN
	law | sed "s/^/$1: /" | head -5 >>"$E/unlawful"
}

rounds() { # RULE...
	for round in $(seq "$ROUNDS"); do
		work "$round"
		due
		"$SHADOWLOG" poll --config "$CONF" >>"$E/log" 2>&1 &
		poller=$!
		case $((round % 4)) in
		1) # the receiver first
			sleep "0.0$((round * 37 % 90 + 10))"
			kill -9 "$RECEIVER_PID"
			wait "$RECEIVER_PID" 2>/dev/null
			receive "$@"
			;;
		3) # the poller
			sleep "0.$((round * 37 % 90 + 100))"
			kill -9 "$poller" 2>/dev/null
			;;
		esac
		wait "$poller" 2>/dev/null
		judge "round $round"
	done
}

drain() { # WHAT
	set_rules ''
	due
	poll
	is "$code:$out" 0: "$chaos_name: $1"
}

# How often a rule was followed above is a matter of luck: a receiver that was
# killed counts anew.  Here nobody is killed, and each poll makes a request at
# least.
calm() { # RULE...
	calm_from=$(stored 'SELECT max(n) FROM request')
	set_rules "$(in_turn "$@")"
	for calm_n in $(seq $(($# * 2))); do
		work $((ROUNDS + calm_n))
		due
		poll
		judge "calm round $calm_n"
	done
	is "$(stored "SELECT count(*) FROM request
		WHERE n > $calm_from AND rule LIKE 'at=%'")" $# \
		"$chaos_name: in calm rounds each rule was followed"
}

chaos() { # NAME LINE-OF-SOURCE LINES-OF-SINK RULE...
	engine_new sqlite "$1"
	STORE=$E/store.db
	PORT=
	BATCH='events = 7'
	HOOK_OPTIONS=$3
	chaos_name=$1
	chaos_line=$2
	shift 3
	sql 'PRAGMA journal_mode = WAL;
		CREATE TABLE t (id integer PRIMARY KEY, note text)' >"$T/null"
	capture t
	law_begin t
	: >"$E/unlawful"
	receiver_secret "$E/secret"
	receive "$@"
	HOOK=$RECEIVER_URL/hook
	conf_write 'interval = 5ms' ${chaos_line:+"$chaos_line"}
	rounds "$@"
	drain 'when the receiver behaves, all is delivered'
	calm "$@"
	drain 'and after calm rounds, too'
	is "$(cat "$E/unlawful")" '' \
		"$chaos_name: the law held behind $((ROUNDS + $# * 2)) polls"
	lawful "$chaos_name: in the end"
	events files | plain >"$E/want"
	stored 'SELECT json FROM event ORDER BY ordinal' | plain >"$E/got"
	same_file "$E/got" "$E/want" \
		"$chaos_name: $(wc -l <"$E/want") events, each once and in order"
	is "$(stored "SELECT group_concat(verdict) FROM (SELECT DISTINCT verdict
		FROM request WHERE verdict IN ('differs', 'chain', 'stale',
		'malformed', 'forged'))")" '' "$chaos_name: no promise was broken"
	diag "$(stored 'SELECT verdict, count(*) FROM request GROUP BY verdict' |
		tr '\n' ' ')"
	receiver_stop
}

# That requests of the calm rounds ended like this.
ended() { # VERDICT...
	for ended_v in "$@"; do
		ended_n=$(stored "SELECT count(*) FROM request
			WHERE n > $calm_from AND verdict = '$ended_v'")
		ok "$chaos_name: $ended_n requests: $ended_v" \
			[ "$ended_n" -gt 0 ]
	done
}

chaos parts '' 'ack = body' every=3,accept=4 every=5,accept=1,close=after \
	every=7,retry=3 every=11,itemfail=1 every=13,status=503 \
	every=17,cut_response=20,accept=2
ended partial declined duplicate failed
chaos restored 'keep = 1d' '' every=7,lose=3 every=5,close=after \
	every=11,status=503 every=13,cut_response=20
ended gap duplicate failed
chaos both 'keep = 1d' 'ack = body' every=7,lose=4 every=3,accept=4 \
	every=5,accept=1,close=after every=11,reject=2 every=13,retry=3
ended gap partial duplicate
# 500 without anything stored: asked by pings, taken apart, put together again.
chaos suspects '' 'suspect_after = 1' every=2,status=500 every=5,status=500 \
	every=7,close=after every=11,status=500
ended ping failed duplicate
done_testing
