#!/bin/sh
# Replays: a range of the changelog, or of what a file sink wrote, to one sink
# again: with the event ids of the first time and a mark, in the sink's own
# chain, at a rate, broken off and gone on with.
#
# Seen to fail with another mark than "manual"; with replay->rest one too low; with
# a rate that is not kept; with a replay to a sink that lacks something; with
# events of files sent in batches without their schemas; with events of files
# listed all at once.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"
receiver_secret "$T/secret"

fresh() { # NAME [LINE of source...]
	engine_new sqlite "$1"
	shift
	sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
	capture t
	cp "$T/secret" "$E/secret"
	receiver_stop
	STORE=$E/store.db
	mkdir "$E/bodies"
	receiver_start --secret-file "$E/secret" --store "$STORE" --control \
		--bodies "$E/bodies" || exit 1
	HOOK=$RECEIVER_URL/hook
	BATCH='events = 4'
	conf_write "$@"
}

rows() { # FIRST LAST
	sql "WITH n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n
		WHERE i < $2) INSERT INTO t SELECT i, 'it''s ' || i FROM n"
}

# The events of the receiver's batches behind number N, one a line.
events_behind() { # N
	stored "SELECT batch_id FROM batch WHERE batch_seq > $1
		ORDER BY batch_seq" | while read -r events_id; do
		jq -c '.data[]' "$E/bodies/$events_id.json"
	done
}

# The same without what their batch gives.
plain_behind() { # N
	events_behind "$1" | plain
}

# The rows' ids in them.
ids_behind() { # N
	events_behind "$1" | jq -r .key.id | tr '\n' ' ' | sed 's/ $//'
}

last_number() {
	stored 'SELECT max(batch_seq) FROM batch'
}

odd() { # what the receiver has seen that is not in order, since the last time
	stored "SELECT group_concat(verdict, ' ') FROM request
		WHERE verdict NOT IN ('stored', 'duplicate', 'failed');
		DELETE FROM request"
}

# --- the changelog, while it is kept ---------------------------------------------

fresh kept 'keep = 1d'
rows 1 10
sql "UPDATE t SET note = 'x' WHERE id = 3; DELETE FROM t WHERE id = 4;
	UPDATE t SET id = 30 WHERE id = 5"
poll_quietly 'delivered once'
before=$(last_number)
plain_behind 0 >"$E/first"
run replay --sink hook
is "$code:$out" '0:13 changes were sent to hook again' 'all that is kept'
plain_behind "$before" >"$E/again"
same_file "$E/again" "$E/first" \
	'the same events, with the same ids, in the same order'
is "$(odd)" '' "in the receiver's chain"
last=$(stored "SELECT batch_id FROM batch ORDER BY batch_seq DESC LIMIT 1")
is "$(jq -r .replay "$E/bodies/$last.json")" manual 'the batch says what it is'
is "$(count files) $(count outbox)" '14 14' 'no other sink gets anything'
rows 20 20
poll_quietly 'the stream goes on behind it'
is "$(odd)" '' 'in the same chain'

before=$(last_number)
run replay --sink hook --from 3 --to 6
is "$code:$out" '0:4 changes were sent to hook again' 'a range'
is "$(ids_behind "$before")" '3 4 5 6' 'both ends are in it'
before=$(last_number)
run replay --sink hook --from=9 --to=9
is "$code:$(ids_behind "$before")" '0:9' 'one change'
is "$("$SHADOWLOG" status --config "$CONF" --json | jq -c '.sinks[] |
	select(.name == "hook") | .changes | [.delivered, .pending]')" '[14,0]' \
	'a replay counts no change twice'
run replay --sink outbox --from 1 --to 2
is "$code" 0 'to the outbox, which has them already'
is "$(sqlite3 "$OUTBOX" 'SELECT replay, count(*) FROM stream GROUP BY 1')" \
	"$(printf '|15\nmanual|2')" 'where they are marked'
run replay --sink files --from 1 --to 2
is "$code" 0 'to files'
is "$(chain_whole files)" '' 'whose chain goes on'
before=$(last_number)
out=$("$SHADOWLOG" replay --config "$CONF" --sink hook --from 1 --to 8 \
	--log json 2>&1)
is "$(printf '%s\n' "$out" | jq -cR 'fromjson? | [.event, .sink, .events]' |
	sort | uniq -c | awk '{ print $1, $2 }')" '2 ["batch","hook",4]' \
	'progress: a line for each batch'

# A receiver that was restored gets replays again as well.
stored 'SELECT batch_seq, batch_id, sha256 FROM batch' >"$E/batches"
set_rules lose=3,times=1
rows 21 21
poll_quietly 'a receiver that has lost replays'
stored 'SELECT batch_seq, batch_id, sha256 FROM batch' | head -n -1 >"$E/after"
same_file "$E/after" "$E/batches" 'gets the very same batches again'
is "$(odd)" gap 'as it asked for'

# However often it is polled, what is kept takes no row for each poll.
for i in 101 102 103 104 105; do
	rows "$i" "$i"
	poll
done
ok 'what is kept is noted in few rows' [ "$(sqlite3 "$STATE/state.db" \
	'SELECT count(*) FROM kept')" -le 3 ]

# --- what cannot be ---------------------------------------------------------------

run replay
is "$code" 64 'to which sink?'
run replay --sink nobody
is "$code" 78 'a sink that is none'
run replay --sink hook --from x
is "$code" 64 'no position'
run replay --sink hook --from 5000
is "$code" 65 'nothing there'
has "$out" '[source] keep' 'and why'
run sink pause hook
run replay --sink hook
is "$code" 75 'not to a sink that is paused'
has "$out" 'is paused' 'and that is said'
run sink resume hook
set_rules status=503
rows 22 22
run replay --sink hook
is "$code" 75 'not to one that lacks what is new'
sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
set_rules
poll
set_rules status=422
before=$(last_number)
run replay --sink hook --from 1 --to 2
is "$code" 65 'a receiver that refuses a replay'
set_rules
rows 23 23
poll_quietly 'gets what is new all the same'
is "$(ids_behind "$before")" 23 'and only that'
is "$(odd)" '' 'in its chain'
set_rules over=1100,status=413
before=$(last_number)
run replay --sink hook --from 1 --to 8
is "$code" 0 'where batches are too large'
is "$(ids_behind "$before")" '1 2 3 4 5 6 7 8' 'they are made smaller'
set_rules

fresh dead 'keep = 1d'
sed -i 's/^\[sink hook\]/&\non_reject = dlq/' "$CONF"
set_rules 'holds=it'"'"'s 3,status=422'
rows 1 6
poll
run replay --sink hook
is "$code:$out" '0:5 changes were sent to hook again' \
	'a dead letter is not replayed'
run replay --sink hook --files "$FILES"
is "$code:$out" '0:5 changes were sent to hook again' 'nor from files'

# What a receiver sees of it before it reads the body.
fresh header 'keep = 1d'
hook_start
conf_write 'keep = 1d'
rows 1 2
poll
rm -f "$E/hook"/*.head
run replay --sink hook
is "$code:$(cat "$E/hook"/*.head | tr -d '\r' |
	sed -n 's/^shadowlog-replay: //p')" '0:manual' \
	'the mark is in a header, too'
hook_stop

# A new epoch: what the files of the old one hold has the ids of then.
fresh epochs
old=
rows 1 3
poll
old=$(sqlite3 "$STATE/state.db" 'SELECT epoch FROM identity')
run migrate --new-epoch
rows 4 4
poll
before=$(stored 'SELECT count(*) FROM batch')
run replay --sink hook --files "$FILES/$old"
is "$code" 0 'files of an epoch that is over'
last=$(stored 'SELECT batch_id FROM batch ORDER BY rowid DESC LIMIT 1' \
	2>/dev/null || stored "SELECT batch_id FROM request ORDER BY n DESC
	LIMIT 1")
is "$(jq -r '[.data[].id | split(":")[1]] | unique | join(" ")' \
	"$E/bodies/$last.json")" "$old" 'come with the ids that they had'
is "$(odd)" '' 'in the chain of the new one'

fresh gone
rows 1 5
poll
run replay --sink hook --to 4
is "$code" 65 'nothing is kept'
has "$out" '[source] keep' 'and why'

fresh beside 'keep = 1d'
rows 1 5
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
pid=$!
wait_for '[ "$(stored "SELECT count(*) FROM event" 2>/dev/null)" = 5 ]'
run replay --sink hook
is "$code" 75 'not beside a poller that is at work'
kill "$pid"
wait "$pid"
run replay --sink hook
is "$code" 0 'once it has ended'

# --- at a rate, and broken off ----------------------------------------------------

fresh rate 'keep = 1d' 'interval = 20ms'
rows 1 40
poll
before=$(last_number)
start=$(date +%s)
run replay --sink hook --rate 10 --to 20
is "$code" 0 'ten a second'
ok 'takes its time' [ $(($(date +%s) - start)) -ge 1 ]
before=$(last_number)
"$SHADOWLOG" replay --config "$CONF" --sink hook --rate 1 >"$E/out" 2>&1 &
pid=$!
wait_for '[ "$(last_number)" -gt "$before" ]'
kill "$pid"
wait "$pid"
is $? 75 'SIGTERM breaks it off'
from=$(sed -n 's/.*to go on: --from //p' "$E/out")
ok "it says where to go on ($from)" [ "${from:-0}" -gt 1 ]
run replay --sink hook --from "$from"
is "$code" 0 'it is gone on with there'
is "$(ids_behind "$before")" "$(seq -s ' ' 40)" 'each change once, in order'
is "$(odd)" '' 'and in its chain'

# Under way when the signal comes.
before=$(last_number)
set_rules stall=3600,times=1
"$SHADOWLOG" replay --config "$CONF" --sink hook --from 1 --to 12 \
	>"$E/out" 2>&1 &
pid=$!
wait_for '[ "$(sqlite3 "$STATE/state.db" "SELECT count(*) FROM batch")" = 1 ]'
kill "$pid"
wait "$pid"
is $? 75 'broken off with a batch under way'
set_rules
from=$(sed -n 's/.*to go on: --from //p' "$E/out")
is "$from" 5 'which counts as sent'
poll_quietly 'since the next poll sends it'
run replay --sink hook --from "$from" --to 12
is "$(ids_behind "$before")" "$(seq -s ' ' 12)" 'each change once'
is "$(odd)" '' 'in its chain'

# --- files ------------------------------------------------------------------------

fresh files
rows 1 10
sql "UPDATE t SET note = 'x' WHERE id = 3; DELETE FROM t WHERE id = 4;
	UPDATE t SET id = 30 WHERE id = 5; ALTER TABLE t ADD COLUMN more TEXT"
capture t
sql "INSERT INTO t VALUES (11, 'a \"quoted\" \\ one', 'm')"
poll_quietly 'delivered to files, outbox and hook'
events files | plain >"$E/want"
printf '[sink late]\ntype = outbox\npath = %s\n' "$E/late.db" >>"$CONF"
poll
is "$(sqlite3 "$E/late.db" 'SELECT count(*) FROM events')" 1 \
	'a sink that came late has what the changelog still held'
run replay --sink late --files "$FILES"
is "$code:$out" '0:14 changes were sent to late again' 'all of the files'
sqlite3 "$E/late.db" 'SELECT event FROM events ORDER BY position' | plain \
	>"$E/got"
sort "$E/want" >"$E/want.sorted"
sort -u "$E/got" >"$E/got.sorted"
same_file "$E/got.sorted" "$E/want.sorted" \
	'a sink that was empty holds what the files hold'
is "$(sqlite3 "$E/late.db" "SELECT count(*) FROM events, json_each(event)
	WHERE key = 'schema'")" \
	"$(sqlite3 "$E/late.db" 'SELECT count(*) FROM events')" \
	'each event names its schema'
before=$(last_number)
run replay --sink hook --files "$FILES" --from 1 --to 3
is "$code:$(ids_behind "$before")" '0:1 2 3' 'a range, to a webhook'
is "$(odd)" '' 'in its chain'
last=$(stored "SELECT batch_id FROM batch ORDER BY batch_seq DESC LIMIT 1")
is "$(jq -r '.replay + " " + (.data[0].schema as $s | .schemas | tostring |
	contains($s) | tostring)' "$E/bodies/$last.json")" 'manual true' \
	'with its mark, and the schemas that its events name'
events files | plain | head -3 >"$E/want3"
plain_behind "$before" >"$E/got3"
same_file "$E/got3" "$E/want3" 'the same events, under the same ids'
run replay --sink hook --files "$FILES" --from 100
is "$code" 65 'nothing there'
run replay --sink hook --files "$E/nowhere"
is "$code" 78 'no such directory'
run replay --sink hook --files "$STATE"
is "$code" 78 'no directory of a file sink'
mkdir "$FILES/00000000"
run replay --sink hook --files "$FILES"
is "$code" 78 'several epochs are not one line'
has "$out" 'name the directory of one' 'and that is said'
epoch=$(sqlite3 "$STATE/state.db" 'SELECT epoch FROM identity')
run replay --sink hook --files "$FILES/$epoch" --to 1
is "$code" 0 'one epoch of them'
rmdir "$FILES/00000000"
sed -i 's/^\[sink late\]/&\noperations = delete/' "$CONF"
run replay --sink late --files "$FILES" --to 12
is "$code:$out" '0:1 changes were sent to late again' \
	'to a sink with a filter, what that takes'
run replay --sink late --files "$FILES" --to 3
is "$code" 65 'nothing of a range is for it'
has "$out" 'for this sink' 'and that is said'
run replay --sink files --files "$FILES" --from 1 --to 4
is "$code" 0 'to the file sink that wrote them'
run replay --sink hook --files "$FILES" --from 1 --to 4
is "$code:$out" '0:4 changes were sent to hook again' \
	'replays that stand in files are not replayed'
run replay --sink hook --files "$FILES" --rate 5
is "$code" 0 'at a rate'
f=$(file_names | head -1)
sed -i 's/"op":"c"/"op":"u"/' "$f"
before=$(last_number)
run replay --sink hook --files "$FILES"
is "$code" 65 'a file that was changed'
has "$out" "${f##*/}" 'is named'
is "$(last_number)" "$before" 'and nothing of it is sent'
is "$(odd)" '' 'the receiver saw nothing odd'

# --- files that are packed, with several batches, of another format ---------------

for how in gzip zstd; do
	fresh "$how"
	sed -i "/^dir = /a compress = $how\nrotate_size = 1k" "$CONF"
	rows 1 30
	poll
	case $out in
	*'not built in'* | *'was built'*)
		skip "$how" 'not built in'
		continue
		;;
	esac
	is "$code:$out" '0:' "$how: delivered"
	before=$(last_number)
	run replay --sink hook --files "$FILES"
	is "$code" 0 "$how: several batches in a file"
	is "$(ids_behind "$before")" "$(seq -s ' ' 30)" "$how: all, in order"
	is "$(odd)" '' "$how: nothing odd"
done

fresh other
sed -i '/^dir = /a format = debezium' "$CONF"
rows 1 3
poll
run replay --sink hook --files "$FILES"
is "$code" 78 'files in another format'
has "$out" 'not native' 'and why'

done_testing
