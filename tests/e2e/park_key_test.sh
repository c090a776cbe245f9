#!/bin/sh
# on_reject = park-key: a change that the receiver refuses becomes a dead
# letter; later changes of its key, and what follows from those, wait, and all
# others flow.  `dlq retry` and `dlq drop` let them go, in order.  At each step
# captured = delivered + pending + dead + dropped, as `status --json` has it and as
# is there (tests/law.sh).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

engine_new sqlite shop
STORE=$E/store.db
sql 'CREATE TABLE t (id integer PRIMARY KEY, ver integer, note text)'
capture t
law_begin t

receive() { # [OPTION...]
	receiver_stop
	receiver_again --secret-file "$E/secret" --store "$STORE" "$@" ||
		exit 1
}

# The receiver does not like a word.
choosy() {
	receive --fail 'holds=POISON,status=422'
}

# What has come since the last time: seqs, as they came.
seen=0
came_is() { # WANT WHAT
	sqlite3 "$STORE" "SELECT json ->> 'id' FROM event ORDER BY ordinal" |
		sed 's/.*:0*//' >"$E/seqs"
	is "$(tail -n +$((seen + 1)) "$E/seqs" | paste -sd,)" "$1" "$2"
	seen=$(wc -l <"$E/seqs")
}

# Numbers of the changes, delivered pending dead dropped, by the poller's count;
# and each of them is in that place.
counts_are() { # DELIVERED PENDING DEAD DROPPED WHAT
	run status --json
	is "$(printf '%s\n' "$out" | jq -r '.sinks[] | select(.name == "hook")
		| .changes | "\(.delivered) \(.pending) \(.dead) \(.dropped)"')" \
		"$1 $2 $3 $4" "$5"
	is "$(law_counts)" '' "$(law_told)"
}

# Dead letters that wait: "id key condition", one a line.
letters() {
	run dlq --json list
	printf '%s\n' "$out" | jq -r '.[] | "\(.id) \(.key.id) \(.condition)"' |
		paste -sd,
}

# Nothing if the rows that the receiver's events make are the application's.
differs() {
	sql 'SELECT id, ver, note FROM t' | sort >"$E/want"
	sqlite3 "$STORE" 'SELECT json FROM event ORDER BY ordinal' |
		jq -nr 'reduce inputs as $e ({}; .[$e.key.id] = $e.after) |
			.[] | values | map(tostring) | join("|")' | sort |
		diff - "$E/want"
}

due() {
	sqlite3 -cmd '.timeout 600000' "$STATE/state.db" \
		'UPDATE sink SET next_attempt_at = 0'
}

receiver_secret "$E/secret"
choosy
HOOK=$RECEIVER_URL/hook
HOOK_OPTIONS='on_reject = park-key'
BATCH='events = 4'
conf_write
sql "INSERT INTO t SELECT value, 1, 'row' FROM json_each('[1,2,3,4,5]')"
poll_quietly 'nothing is wrong yet'
came_is 1,2,3,4,5 'all has come'

# ---- one change is refused

sql "UPDATE t SET ver = 2, note = 'POISON' WHERE id = 1;
	UPDATE t SET ver = 2 WHERE id = 2;
	UPDATE t SET ver = 3, note = 'well' WHERE id = 1;
	UPDATE t SET id = 11 WHERE id = 1;
	UPDATE t SET ver = 4 WHERE id = 11;
	INSERT INTO t VALUES (6, 1, 'row');
	DELETE FROM t WHERE id = 3;
	INSERT INTO t VALUES (3, 2, 'row');
	INSERT INTO t VALUES (1, 9, 'new')"
poll
is "$(letters)" '1 1 dead' 'a change is refused: a dead letter'
came_is 7,11,12,13 'its key waits, and the key that it became; others flow'
counts_are 9 4 1 0 'what waits is pending'

sql "UPDATE t SET ver = 5 WHERE id = 11; UPDATE t SET ver = 3 WHERE id = 2"
poll
came_is 16 'later ones wait, too, and others flow'
counts_are 10 5 1 0 'in a later poll'

# ---- sent again, and refused again

run dlq retry 1
is "$code" 0 'to be sent again'
is "$(letters)" '1 1 retry' 'it is marked'
due
poll
is "$(letters)" '1 1 dead' 'it is refused again'
came_is '' 'and nothing has moved'
counts_are 10 5 1 0 'nothing at all'

# ---- sent again, and taken

receive
run dlq retry 1
due
poll_quietly 'sent again, it is taken'
is "$(letters)" '' 'no dead letter is left'
came_is 6,8,9.1,9.2,10,14,15 'and what has waited comes, in order'
is "$(differs)" '' 'the receiver has what the application has'
counts_are 16 0 0 0 'nothing is pending'
is "$(sqlite3 "$STORE" "SELECT json ->> 'id' FROM event" | sort | uniq -d)" \
	'' 'no event came twice'

# ---- of what has waited one is refused in turn

choosy # of an image before, too
sql "UPDATE t SET ver = 6, note = 'POISON' WHERE id = 2;
	UPDATE t SET ver = 7, note = 'well' WHERE id = 2;
	UPDATE t SET ver = 8 WHERE id = 2;
	UPDATE t SET ver = 6, note = 'POISON' WHERE id = 4;
	UPDATE t SET ver = 2 WHERE id = 5;
	UPDATE t SET ver = 7, note = 'well' WHERE id = 4;
	UPDATE t SET ver = 8 WHERE id = 4"
due
poll
is "$(letters)" '2 2 dead,3 4 dead' 'two keys are parked'
came_is 21 'others flow'
counts_are 17 4 2 0 'what waits is pending'
run dlq drop 2
is "$code" 64 'an operator has to say why'
run dlq --reason 'the receiver has it from elsewhere' drop 2
is "$code" 0 'given up, and why'
due
poll
is "$(letters)" '3 4 dead,4 2 dead' \
	'what waited for it is refused in turn, and the rest waits again'
came_is '' 'nothing overtakes'
counts_are 17 3 2 1 'one is dropped'
run dlq --reason 'likewise' drop 4
due
poll
came_is 19 'then the rest of that key comes'
counts_are 18 2 1 2 'and the other key still waits'
run dlq --all --reason 'enough of it' drop
due
poll
is "$(letters)" '5 4 dead' 'its next one is refused, too'
counts_are 18 1 1 3 'and the rest waits for that'
receive
run dlq --all retry
due
poll_quietly 'the receiver is well: all that waits is sent'
came_is 22,23 'and comes, in order'
counts_are 20 0 0 3 'nothing waits any more'
is "$(differs)" '' 'with later changes the rows are as they should be'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'the changelog is down to its anchor'
run dlq --all --json list
is "$(printf '%s\n' "$out" | jq -r '.[] | select(.condition == "dropped") |
	.note' | paste -sd,)" 'the receiver has it from elsewhere,enough of it,likewise' \
	'who looks later finds why'

# ---- a TRUNCATE, where there is such a thing

if ! has_engine postgresql; then
	skip 'a TRUNCATE waits for parked keys of its table' "$why"
	done_testing
fi
engine_new postgresql truncated
sql 'CREATE TABLE t (id integer PRIMARY KEY, ver integer, note text);
	CREATE TABLE u (id integer PRIMARY KEY)'
capture t u
receiver_secret "$E/secret"
choosy
conf_write
sql "INSERT INTO t VALUES (1, 1, 'row'), (2, 1, 'POISON'), (3, 1, 'row')"
sql "INSERT INTO u VALUES (1)"
sql "UPDATE t SET ver = 2 WHERE id = 3"
sql 'TRUNCATE t'
sql "INSERT INTO t VALUES (3, 3, 'row')"
sql 'TRUNCATE u'
poll
came_is 1,3,4,5,8 'a TRUNCATE waits for a parked key, and its table for it'
sql "INSERT INTO t VALUES (4, 1, 'row')"
sql 'INSERT INTO u VALUES (2)'
due
poll
came_is 10 'also in a later poll'
receive
run dlq retry 1
due
poll_quietly 'the key is free'
came_is 2,6,7,9 'and all comes, in order'

done_testing
