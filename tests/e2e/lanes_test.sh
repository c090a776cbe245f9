#!/bin/sh
# A webhook of four lanes against the reference receiver, which answers badly
# now and then, while the application writes: every event comes once, changes of
# one row in order, each in the lane that the manual's rule says, every lane is
# a chain of its own; and a lane whose batches are refused holds up no other.
# Behind every poll, whatever became of it, the law of tests/law.sh holds.
#
# The law was seen to fail with a lane that passes over its own share, too.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
for tool in jq python3; do
	command -v $tool >/dev/null || skip_all "no $tool"
done
LANES=4

engine_new sqlite shop
STORE=$E/store.db
sql 'PRAGMA journal_mode = WAL;
	CREATE TABLE t (id integer PRIMARY KEY, ver integer, note text);
	CREATE TABLE u (a text, b integer, note text, PRIMARY KEY (a, b))' >/dev/null
capture t u
law_begin t u

receive() { # [OPTION...]
	receiver_stop
	receiver_again --secret-file "$E/secret" --store "$STORE" \
		"$@" || exit 1
}

due() {
	sqlite3 -cmd '.timeout 600000' "$STATE/state.db" \
		'UPDATE sink SET next_attempt_at = 0'
}

work() { # ROUND
	sql "BEGIN;
	INSERT INTO t SELECT $1 * 100 + value, 1, 'row'
		FROM json_each('[1,2,3,4,5,6,7,8,9]');
	INSERT INTO u SELECT 'k' || value || 'ä\"', $1, 'row'
		FROM json_each('[1,2,3,4,5]');
	UPDATE t SET ver = ver + 1 WHERE id % 5 = $1 % 5;
	UPDATE u SET note = note || '+' WHERE b % 3 = 0;
	COMMIT;
	UPDATE t SET ver = ver + 1 WHERE id % 3 = 0;
	DELETE FROM t WHERE id % 7 = $1 % 7;"
}

# The names of all lanes there are now.
lanes() {
	seq -f "hook_%gof$LANES" "$LANES"
}

# shellcheck disable=SC2046 # names
lanes_law() { # WHEN
	law files outbox $(lanes) | sed "s/^/$1: /" | head -5 >>"$E/unlawful"
}

# How many changes a lane still has to get, or all of them together.
behind() { # [LANE]
	run status --json
	printf '%s\n' "$out" | jq ".sinks | map(select(.name |
		startswith(\"hook_${1-}\"))) | map(.lag_events) | add"
}

# The rule of the manual, as it stands there.
{
	echo 'import hashlib, json, sys'
	sed -n '/^    def lane(/,/lanes$/s/^    //p' "$TOP/docs/lanes.md"
	cat <<'END'
lanes = int(sys.argv[1])
for line in sys.stdin:
    sink, event = line.rstrip("\n").split("\t", 1)
    print(sink, "hook_%dof%d" % (lane(json.loads(event), lanes), lanes))
END
} >"$E/rule.py"

# What came, "LANE	EVENT" a line, in the order in which it came.
received() { # PATTERN
	sqlite3 -separator '	' "$STORE" "SELECT sink, json
		FROM event JOIN batch USING (batch_id) WHERE sink LIKE '$1'
		ORDER BY ordinal"
}

# Prints what is wrong with what the receiver has; nothing if all is well.
check() {
	received '%' >"$E/events"
	cut -f 2 "$E/events" >"$E/json"
	cut -f 1 "$E/events" | sort -u | paste -sd' ' >"$E/names"
	echo "hook_1of$LANES hook_2of$LANES hook_3of$LANES hook_4of$LANES" |
		diff "$E/names" -
	jq -r .id "$E/json" | sort | uniq -d | sed 's/^/twice: /'
	python3 "$E/rule.py" $LANES <"$E/events" |
		awk '$1 != $2 { print "in the wrong lane: " $0 }'
	# Each version of a row follows the one before it.
	jq -nr 'foreach inputs as $e ({};
		.bad = null | (($e.table + ($e.key | tojson))) as $k |
		if $e.key != null and $e.before != .rows[$k]
		then .bad = $e.id else . end |
		.rows[$k] = $e.after; .bad | values)' "$E/json" |
		sed 's/^/out of order: /'
	sqlite3 "$STORE" "SELECT sink, batch_seq FROM batch b
		WHERE batch_seq > 1 AND NOT EXISTS (SELECT 1 FROM batch a
		WHERE a.sink = b.sink AND a.batch_seq = b.batch_seq - 1)" |
		sed 's/^/a hole before: /'
	for table in t u; do
		sql "SELECT * FROM $table" | sort >"$E/want"
		jq -nr --arg t $table 'reduce (inputs | select(.table == $t))
			as $e ({}; .[$e.key | tojson] = $e.after) |
			.[] | values | map(tostring) | join("|")' "$E/json" |
			sort | diff - "$E/want" | sed "s/^/$table: /"
	done
}

# ---- all is well in the end, whatever happens meanwhile

receiver_secret "$E/secret"
receive --fail every=5,status=503 --fail every=7,close=after \
	--fail every=11,cut_request=100 --fail every=13,cut_response=20
HOOK=$RECEIVER_URL/hook
HOOK_OPTIONS="lanes = $LANES"
BATCH='events = 5'
conf_write
for round in 1 2 3 4 5 6 7 8; do
	work "$round"
	[ "$round" = 1 ] || due
	"$SHADOWLOG" poll --config "$CONF" >>"$E/log" 2>&1 &
	poller=$!
	[ $((round % 3)) = 0 ] && {
		sleep "0.0$((round * 7))"
		kill -9 "$poller" 2>/dev/null
	}
	wait "$poller" 2>/dev/null
	lanes_law "round $round"
done
is "$(cat "$E/unlawful")" '' "behind each of 8 polls: $(law_told)"
receive
due
poll_quietly 'when the receiver behaves, all is delivered'
# shellcheck disable=SC2046 # names
lawful 'then, too' files outbox $(lanes)
is "$(check | head -20)" '' 'every event once, in order, in its lane, without a hole'
ok 'the changelog is down to its anchors' \
	[ "$(sql 'SELECT count(*) FROM shadowlog_changelog')" -le 6 ]

# ---- a lane that cannot go on

lane=$(printf 'x\t{"table":"t","key":{"id":"90001"}}\n' |
	python3 "$E/rule.py" $LANES | sed 's/.*hook_//; s/of.*//')
receive --fail 'holds=POISON,status=503'
sql "INSERT INTO t VALUES (90001, 1, 'POISON')"
work 9
poll
is "$code" 75 'a lane fails'
is "$(behind "$lane" | awk '{ print ($1 > 0) }')" 1 'and has more to come'
is "$(($(behind) - $(behind "$lane")))" 0 'all others have everything'
# shellcheck disable=SC2046 # names
lawful 'a lane is behind' files outbox $(lanes)
work 10
due
poll
is "$(($(behind) - $(behind "$lane")))" 0 'and go on having it'
receive
due
poll_quietly 'the receiver is well again'
# shellcheck disable=SC2046 # names
lawful 'it has caught up' files outbox $(lanes)
is "$(check | head -20)" '' 'the lane has caught up, in order'
is "$(behind)" 0 'nothing is left'

# ---- another number of lanes

HOOK_OPTIONS='lanes = 2'
receive --fail first=100,status=503
work 11
poll
conf_write
due
poll
is "$code" 78 'the number of lanes does not change while something is under way'
has "$out" '`lanes` was 4 and is 2' 'and that is said'
HOOK_OPTIONS="lanes = $LANES"
conf_write
receive
due
poll_quietly 'with the old number all is delivered'
is "$(check | head -20)" '' 'and nothing is wrong'
HOOK_OPTIONS='lanes = 2'
conf_write
work 12
poll_quietly 'then the number can change'
LANES=2
received '%of2' >"$E/events"
is "$(cut -f 1 "$E/events" | sort -u | paste -sd' ')" 'hook_1of2 hook_2of2' \
	'new lanes begin'
is "$(python3 "$E/rule.py" 2 <"$E/events" | awk '$1 != $2' | head -3)" '' \
	'and each key is in its own'
is "$(sqlite3 "$STORE" 'SELECT json ->> "id" FROM event' | sort | uniq -d)" '' \
	'no event came twice'

done_testing
