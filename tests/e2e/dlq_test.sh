#!/bin/sh
# Events that a receiver refuses: found in their batch, then the sink halts or
# they become dead letters; what an operator can do about them; and at every
# step captured = delivered + pending + dead + dropped (tests/law.sh).
#
# Seen to fail on purpose: with state_bury() that does not acknowledge the
# change, with raise_dead() taken out, and with a batch cut anew under its old
# id; with 500 that counts behind 503, and behind an attempt in doubt.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

# A database of its own with a receiver that refuses what holds "poison".
fresh() { # NAME [OPTION...]: lines of [sink hook]
	unset PORT
	engine_new sqlite "$1"
	shift
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	law_begin t
	cp "$T/secret" "$E/secret"
	receiver_start --secret-file "$E/secret" --store "$E/store.db" \
		--control --fail holds=poison,status=422 || exit 1
	HOOK=$RECEIVER_URL/hook
	HOOK_OPTIONS=$(printf '%s\n' "$@")
	BATCH='events = 8'
	conf_write
}

rows() { # FIRST LAST [NOTE]
	sql "WITH n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n
		WHERE i < $2) INSERT INTO t SELECT i, '${3:-good}' FROM n"
}

rules() { # [RULE...]: what the receiver does from now on
	printf '%s\n' "$@" |
		curl -sf --data-binary @- "$RECEIVER_URL/control" >/dev/null
}

due() {
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
}

# Where the hook's changes are: delivered pending dead dropped.
where() {
	run status --json
	printf '%s' "$out" | jq -r '.sinks[] | select(.name == "hook") |
		.changes | "\(.delivered) \(.pending) \(.dead) \(.dropped)"'
}

# Every change is in its place, and the poller counts it there.
law_holds() { # WHAT
	is "$(law_counts)" '' "$1: $(law_told)"
}

received() { # the ids of t that the receiver has, in order
	sqlite3 -cmd '.timeout 600000' "$E/store.db" "SELECT
		group_concat(json_extract(json, '\$.key.id'), ' ')
		FROM (SELECT json FROM event ORDER BY ordinal)"
}

asked() { # SQL
	sqlite3 -cmd '.timeout 600000' "$E/store.db" "$1"
}

# What the receiver has seen of holes, forgeries and other bytes: nothing.
sound() { # WHAT
	is "$(sqlite3 -cmd '.timeout 600000' "$E/store.db" "SELECT
		group_concat(verdict, ' ') FROM request WHERE verdict NOT IN
		('stored', 'duplicate', 'ping', 'failed')")" '' \
		"$1: the receiver saw no hole, no forgery, no other bytes"
	is "$(sqlite3 -cmd '.timeout 600000' "$E/store.db" "SELECT batch_id
		FROM request GROUP BY 1 HAVING count(DISTINCT sha256) > 1")" '' \
		"$1: no id ever stood for other bytes, not even refused ones"
}

# --- halt, the default ------------------------------------------------------

fresh halt
rows 1 5
rows 6 6 poison
rows 7 20
poll
is "$code" 65 'halt: exit code 65'
has "$out" ':00000000000000000006: http' 'halt: it names the event at fault'
is "$(received)" '1 2 3 4 5' 'halt: all before it was delivered, nothing behind'
is "$(count files)" 20 'halt: nobody else is held up'
law_holds halt
poll
is "$code" 65 'halt: the next poll says so again'
rules
run sink resume hook
poll_quietly 'halt: once the receiver takes it'
is "$(received)" "$(seq -s ' ' 20)" 'halt: all is there, in order'
law_holds 'halt, resumed'
sound halt

# --- dlq ----------------------------------------------------------------------

fresh dlq 'on_reject = dlq'
rows 1 5
rows 6 6 poison
rows 7 12
rows 13 13 poison
rows 14 20
poll
is "$code" 0 'dlq: the stream goes on'
has "$out" ':00000000000000000006 is a dead letter now' \
	'dlq: it says what it set aside'
is "$(received)" '1 2 3 4 5 7 8 9 10 11 12 14 15 16 17 18 19 20' \
	'dlq: all but the two'
is "$(where)" '18 0 2 0' 'dlq: where the changes are'
law_holds dlq
run dlq list
is "$(printf '%s\n' "$out" | cut -f 1-3,5-6)" "$(printf '%s\t%s\n' \
	1 "hook	dead	t	{\"id\":\"6\"}" 2 "hook	dead	t	{\"id\":\"13\"}")" \
	'dlq list: which'
has "$out" '422' 'dlq list: and why'
run dlq list --json
is "$(printf '%s' "$out" | jq -r '.[] | "\(.id) \(.key.id) \(.retries)"')" \
	"$(printf '1 6 0\n2 13 0')" 'dlq list --json'
run dlq show 1
is "$(printf '%s' "$out" | jq -r '.events[0].after.note')" poison \
	'dlq show: the event'
event_id=$(printf '%s' "$out" | jq -r '.events[0].id')
is "$(printf '%s' "$out" | jq -r .event_id)" "$event_id" 'dlq show: its id'
run dlq drop 1
is "$code" 64 'dlq drop wants a reason'
run dlq show 77
is "$code" 78 'a dead letter that is none'
run dlq drop 77 --reason x
is "$code" 78 'one that is none cannot be dropped'
run dlq retry x1
is "$code" 64 'nor one whose id is no number'
run dlq --all retry 1
is "$code" 64 'either all or some'
# Trimming spares them: the changelog has let go of everything.
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'dlq: the changelog is trimmed'

run dlq retry 1
is "$code" 0 'dlq retry'
law_holds 'dlq, to be sent again'
poll
is "$(where)" '18 0 2 0' 'dlq: refused once more, it is dead as before'
has "$out" 'dead letter 1' 'dlq: and that is told'
run dlq --json list
is "$(printf '%s' "$out" | jq -r '.[0].retries')" 1 'dlq: once more is counted'
rules
run dlq retry 1
poll_quietly 'dlq: once the receiver takes it'
is "$(where)" '19 0 1 0' 'dlq: it is delivered'
law_holds 'dlq, delivered'
is "$(sqlite3 "$E/store.db" "SELECT count(*) FROM event
	WHERE event_id = '$event_id'")" 1 'dlq: under the id it always had'
run dlq retry 1
is "$code" 78 'dlq: a delivered one cannot be sent again'
run dlq --reason 'a test row' drop 2
is "$code" 0 'dlq drop'
is "$(where)" '19 0 0 1' 'dlq: dropped'
law_holds 'dlq, dropped'
run dlq list
is "$out" '' 'dlq list: none waits'
run dlq --all --json list
is "$(printf '%s' "$out" | jq -r '.[] | "\(.id) \(.condition) \(.note)"')" \
	"$(printf '1 delivered null\n2 dropped a test row')" \
	'dlq --all list: what became of them, and why'
rows 21 22
poll_quietly 'dlq: the stream goes on'
sound dlq
law_holds 'dlq, at the end'

# --- a change that does not decode -----------------------------------------

fresh image 'on_reject = dlq'
rows 1 3
sql "UPDATE shadowlog_changelog SET new_row = '2,''x' WHERE seq = 2"
poll
has "$out" 'is a dead letter now' 'a row image that does not decode'
is "$(received)" '1 3' 'is set aside for the hook'
is "$(where)" '2 0 1 0' 'and counted'
run dlq show 1
has "$(printf '%s' "$out" | jq -r .unreadable)" 'a string without an end' \
	'dlq show says why it cannot be shown'
run dlq retry 1
poll
is "$(where)" '2 0 1 0' 'sent again it does not decode any better'
law_holds 'not decoded'

# --- in doubt -----------------------------------------------------------------

fresh doubt 'on_reject = dlq'
rules close=after,times=1 status=422
rows 1 4
poll
is "$code" 75 'an answer that was lost'
run sink resume hook
poll
is "$code" 65 'at once, and then a refusal: the batch may be there'
has "$out" 'not taken apart' 'so it is not cut anew'
rules
run sink resume hook
poll_quietly 'the same batch again'
is "$(received)" '1 2 3 4' 'was there all the time'
sound doubt
law_holds doubt

# --- a receiver that answers 500 to a bad row ---------------------------------

fresh suspect 'on_reject = dlq' 'suspect_after = 3'
rules holds=poison,status=500
rows 1 3
rows 4 4 poison
rows 5 8
poll
is "$code" 75 '500: the same again later'
due
poll
is "$code:$(received)" 75: 'for the second time'
due
poll
is "$code" 0 'the third one counts as a refusal'
is "$(received)" '1 2 3 5 6 7 8' 'the others come'
is "$(where)" '7 0 1 0' 'and the one at fault is a dead letter'
is "$(asked "SELECT count(DISTINCT batch_id) > 1 FROM request
	WHERE verdict = 'ping'")" 1 'pings told that the receiver is up'
sound suspect
law_holds suspect

# The receiver is down as a whole, and says 500 to everything.
fresh down 'on_reject = dlq' 'suspect_after = 2'
rules status=500
rows 1 4
for i in 1 2 3 4; do
	poll
	is "$code" 75 "500 to all, attempt $i: the same again later"
	due
done
has "$out" 'does not take a ping either' 'since the receiver is down as a whole'
is "$(asked "SELECT count(DISTINCT batch_id), count(*) FROM request
	WHERE batch_id NOT LIKE '%-ping-%'")" '1|4' 'it was one and the same batch'
rules
poll_quietly 'it is up again'
is "$(where)" '4 0 0 0' 'and nothing was refused'
sound down

run dlq list --sink hok
is "$code" 78 'a sink whose name is wrong has no dead letters to list'
has "$out" 'no sink "hok" was ever polled for: there are files, hook, outbox' \
	'and the message says which there are'
run dlq retry --all --sink hok
is "$code" 78 'nor to send again'
run sink pause hok
is "$code" 78 'nor can it be paused'
has "$out" 'there are files, hook, outbox' 'which there are'
run schema --sink hok
is "$code" 78 'it has no schema'
has "$out" 'has no [sink hok]' 'for it has no section'
# What was wrong with the sink goes with the event that was at fault.
fresh ended 'on_reject = dlq'
rules times=1,status=503 holds=poison,status=422
rows 1 1 poison
poll
is "$code" 75 'it is down'
due
poll
is "$code" 0 'and refuses the one event that there is'
is "$(sqlite3 "$STATE/state.db" "SELECT condition || ' ' || failures || ' ' ||
	next_attempt_at || coalesce(error, '') FROM sink WHERE name = 'hook'")" \
	'ok 0 0' 'then nothing is wrong any more'

# Only answers of 500 in a row count, not what was before them.
fresh outage 'on_reject = dlq' 'suspect_after = 3'
rules times=3,status=503 times=2,status=500
rows 1 4
for i in 1 2 3 4 5; do
	poll
	is "$code" 75 "503 or 500, attempt $i: the same again later"
	due
done
poll_quietly 'all at once when it is well again'
is "$(where)" '4 0 0 0' 'nothing was refused'
is "$(asked "SELECT count(DISTINCT batch_id) || ' ' || count(*)
	FROM request")" '1 6' 'it was one and the same batch'

# It may have been taken by an attempt that nobody answered: cut anew, its
# events would come a second time, in batches with other numbers.
fresh unheard 'on_reject = dlq' 'suspect_after = 2'
rules times=1,close=after times=3,status=500,holds=shadowlog.batch
rows 1 4
for i in 1 2 3; do
	poll
	due
done
is "$code" 65 'taken without an answer, then 500 time after time'
has "$out" 'not taken apart, since an earlier attempt may have reached' \
	'is for an operator'
poll
due
poll_quietly 'well again'
is "$(asked "SELECT group_concat(verdict) FROM request")" \
	'stored,failed,failed,ping,failed,duplicate' 'it had it, and got it as it was'
is "$(where)" '4 0 0 0' 'each once'
is "$(received)" '1 2 3 4' 'for the receiver, too'

# --- many -------------------------------------------------------------------

fresh many 'on_reject = dlq'
for i in $(seq 1 10 91); do
	rows "$i" $((i + 8))
	rows $((i + 9)) $((i + 9)) poison
done
poll
is "$code" 0 'every tenth of a hundred is refused'
is "$(where)" '90 0 10 0' 'ten dead letters'
rules
run dlq --all --sink hook retry
poll_quietly 'all sent again'
is "$(where)" '100 0 0 0' 'and delivered'
sound many
law_holds many

done_testing
