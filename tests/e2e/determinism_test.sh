#!/bin/sh
# The same changes are the same bytes: rendered twice, in another place and
# language, sent again after a failure, after a restart, from the kept bytes or
# made anew, and after a kill between seal and delivery.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

command -v jq >/dev/null || skip_all "no jq"

peeked() { # [NAME=VALUE...]
	env "$@" "$SHADOWLOG" peek --config "$CONF" --sink hook |
		sed 's/"timestamp":"[^"]*"/"timestamp":""/'
}

due() {
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
}

sealed() { # COLUMN
	sqlite3 "$STATE/state.db" "SELECT $1 FROM batch WHERE sink = 'hook'"
}

# The first request's body, and those after it that differ.
others() {
	for others_f in "$E"/hook/*.body; do
		cmp "$E/hook/0001.body" "$others_f"
	done 2>&1
}

for engine in $ENGINES; do
	has_engine "$engine" || {
		skip "determinism on $engine" "$why"
		continue
	}
	HOOK=
	engine_new "$engine" "same_$engine"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(100),
		price numeric(10,2), ratio double precision, at timestamp NULL)'
	capture t
	hook_start HANG '3*503' RESET
	conf_write
	poll_quietly "$engine: a first poll"
	sql "INSERT INTO t VALUES (1, 'Ünïcødé \"q\" it''s', 12.50, 0.1,
		'2026-03-29 02:30:00'), (2, NULL, NULL, 1e300, NULL);
		UPDATE t SET note = 'new' WHERE id = 2;
		UPDATE t SET id = 3 WHERE id = 1;
		DELETE FROM t WHERE id = 2"

	peeked A=1 >"$E/peek"
	is "$(jq -r .count "$E/peek")" 6 "$engine: six events"
	peeked A=1 >"$E/again"
	same_file "$E/again" "$E/peek" "$engine: rendered twice"
	peeked TZ=Asia/Kolkata LC_ALL=de_DE.UTF-8 PGTZ=Asia/Kolkata \
		PGDATESTYLE='German' >"$E/again"
	same_file "$E/again" "$E/peek" "$engine: in another place and language"

	# Killed while the batch is on its way.
	"$SHADOWLOG" poll --config "$CONF" >/dev/null 2>&1 &
	killed=$!
	wait_for "[ -f '$E/hook/0001.body' ]"
	kill -9 "$killed"
	wait "$killed" 2>/dev/null
	is "$(sealed 'body IS NULL')" 1 "$engine: sealed, its bytes not kept"

	# A failure keeps the bytes.
	poll
	is "$code" 75 "$engine: the receiver is down"
	sum=$(sealed sha256)
	is "$(sha256sum <"$E/hook/0001.body" | cut -d ' ' -f 1)" "$sum" \
		"$engine: what went out is what was sealed"
	is "$(sed 's/"timestamp":"[^"]*"/"timestamp":""/' "$E/hook/0001.body")" \
		"$(cat "$E/peek")" "$engine: and what was rendered before"
	is "$(sealed 'length(body)')" "$(wc -c <"$E/hook/0001.body" |
		tr -d ' ')" "$engine: its bytes are kept"
	"$SHADOWLOG" peek --config "$CONF" --sink hook >"$E/again"
	echo >>"$E/hook/0001.body"
	same_file "$E/again" "$E/hook/0001.body" \
		"$engine: peek shows the very batch that is under way"
	printf '%s' "$(cat "$E/again")" >"$E/hook/0001.body"

	# Made anew, from the source.
	sqlite3 "$STATE/state.db" 'UPDATE batch SET body = NULL, spans = NULL'
	due
	poll
	is "$(sealed 'body IS NOT NULL')" 1 "$engine: kept again"
	due
	poll
	# The answer gets lost.
	due
	poll
	is "$(find "$E/hook" -name '*.body' | wc -l | tr -d ' ')" 5 \
		"$engine: five attempts"
	due
	poll_quietly "$engine: the sixth arrives"
	is "$(others)" '' "$engine: all of them the same bytes"
	is "$(sinks_differ)" '' "$engine: the sinks agree"
	hook_stop
done

# A row that was changed in the changelog after it was sealed: never sent.
if has_engine sqlite; then
	HOOK=
	engine_new sqlite changed
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(100))'
	capture t
	sql "INSERT INTO t VALUES (1, 'a'), (2, 'b')"
	hook_start 503
	conf_write
	poll
	sqlite3 "$STATE/state.db" 'UPDATE batch SET body = NULL, spans = NULL'
	sql "UPDATE shadowlog_changelog SET new_row = '1,''x''' WHERE seq = 1"
	due
	poll
	is "$code" 70 'a change that was rewritten after its batch was sealed'
	has "$out" 'cannot be made again' 'is refused'
	has "$out" '`shadowlog migrate --new-epoch`' 'with the way out'
	is "$(count hook)" 0 'and not sent'
fi

done_testing
