# The receivers in docs/receivers, each against the poller over a bad line
# (chaos.py): requests and answers are cut, lost, doubled and refused, the
# receiver is killed while it works and between its commit and its answer, and now
# and then it is restored from a backup of some batches ago.  Each ends with the
# source's rows, and has had each event once and in order.  Behind every poll each
# change is where the law of tests/law.sh allows.
#
# Seen to fail with each of: COMMIT before the position is moved; 200 for a hole;
# a repeat applied again; a replay applied as it is; no SINK_WISH_REWIND; tokens of
# one sink alone.  The law with a receiver that leaves out every 50th change.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"
. "$TOP/tests/receiver/batches.sh"

has_engine sqlite || skip_all "$why"
command -v python3 >/dev/null || skip_all 'no python3 on this machine'
command -v jq >/dev/null || skip_all 'no jq on this machine'
ROUNDS=${ROUNDS:-7}
# How many requests there are until all of ORDER has been.
TURNS=$(sed -n '/^ORDER/,/split/p' "$TOP/tests/receiver/chaos.py" | tr -s ' ' '\n' |
	grep -c '^[a-z"]')
MODES=$(sed -n 's/^    "\([a-z-]*\)": .*/\1/p' "$TOP/tests/receiver/chaos.py" |
	sort -u)

# The command that runs a sample; false, with $why, where it cannot run.
sample() { # LANGUAGE
	dir=$TOP/docs/receivers
	why=
	case $1 in
	python) set -- python3 "$dir/receiver.py" '{port}' "$SECRET" "$STORE" ;;
	node)
		command -v node >/dev/null || why='no node on this machine'
		set -- node "$dir/receiver.js" '{port}' "$SECRET" "$STORE"
		;;
	php)
		php -m 2>/dev/null | grep -qx sqlite3 ||
			why='no php with its extension sqlite3 on this machine'
		set -- env "SHADOWLOG_SECRET_FILE=$SECRET" \
			"SHADOWLOG_DATABASE=$STORE" php \
			-d enable_post_data_reading=0 -S '127.0.0.1:{port}' \
			"$dir/receiver.php"
		;;
	esac
	[ -z "$why" ] || return 1
	printf '%s\n' "$@" >"$E/words"
}

# Starts the sample behind the bad line; sets HOOK, CHAOS,
# and RECEIVER_URL, which goes past the line.
line_start() {
	rm -f "$E/port"
	: >"$E/modes"
	set --
	while IFS= read -r word; do
		set -- "$@" "$word"
	done <"$E/words"
	# It is gone now and then, and its port stays this test's own.
	line_port=$(port_for "$E")
	python3 "$TOP/tests/receiver/chaos.py" "$E/port" "$E/modes" "$STORE" \
		"$line_port" "$@" >"$E/receiver.log" 2>&1 &
	CHAOS=$!
	# It waits for the receiver that it ends, whose files are ours.
	at_end "end_ours $CHAOS; wait $CHAOS 2>/dev/null"
	wait_for "[ -s '$E/port' ]" || diag "$(tail -5 "$E/receiver.log")"
	HOOK=http://127.0.0.1:$(cat "$E/port")/
	RECEIVER_URL=http://127.0.0.1:$line_port
}

line_stop() {
	end_ours "$CHAOS"
	wait "$CHAOS" 2>/dev/null
}

# ---------------------------------------------------------------- what it says

signed() { # FILE TIME SIGNATURE
	curl -s -o "$T/answer" -w '%{http_code}' --max-time 300 \
		-H 'webhook-id: shop-hook-1a2b-3' -H "webhook-timestamp: $2" \
		-H "webhook-signature: $3" --data-binary "@$T/$1.json" \
		"$RECEIVER_URL/hook"
}

answers() { # LANGUAGE
	KEY=$(secret_hex "$SECRET")
	is "$(post "$T/ping0.json" shop-hook-1a2b-ping-1)" 200 \
		"$1: a ping before the first batch is answered"
	is "$(send 1) $(send 2)" '200 200' "$1: batches 1 and 2 are taken"
	is "$(send 1) $(send 2)" '200 200' "$1: and again acknowledged"
	is "$(send 4)" 412 "$1: batch 4 is not, for 3 is missing"
	is "$(jq -c '[.type, .expected_batch_seq]' "$T/answer")" \
		'["urn:shadowlog:problem/sequence-gap",3]' "$1: which it names"
	is "$(grep -i '^content-type:' "$T/headers" | tr -d '\r' | cut -d' ' -f2)" \
		application/problem+json "$1: as problem details"
	now=$(date +%s)
	right=$(sign shop-hook-1a2b-3 "$now" "$T/3.json" "$KEY")
	wrong=$(sign shop-hook-1a2b-3 "$now" "$T/3.json" "$(printf '%064d' 0)")
	is "$(signed 3 "$now" "$wrong")" 401 "$1: a wrong signature is refused"
	is "$(signed 3 "$now" '')" 401 "$1: none, too"
	is "$(signed 3 1700000000 "$(sign shop-hook-1a2b-3 1700000000 \
		"$T/3.json" "$KEY")")" 401 "$1: one of another day, too"
	sed 's/"op":"c"/"op":"d"/' "$T/3.json" >"$T/forged.json"
	is "$(signed forged "$now" "$right")" 401 \
		"$1: a body that was changed, too"
	is "$(signed 3 "$now" "v1,AAAA $right v2,x")" 200 \
		"$1: one good signature of several is enough"
	is "$(stored 'SELECT count(*), count(DISTINCT id) FROM event')" '3|3' \
		"$1: each event was taken once"
	is "$(send 4)" 200 "$1: batch 4 is taken now"
	is "$(send 5)" 200 "$1: a checkpoint is a batch of the chain"
	is "$(send 6)" 200 "$1: a replay as well"
	is "$(send 7)" 200 "$1: and what follows them is taken"
	is "$(stored 'SELECT group_concat(substr(id, -3), char(32)) FROM event')" \
		'101 102 103 104 106 107' "$1: what is there already was left out"
	stored 'SELECT * FROM event; SELECT * FROM current' >"$T/before"
	is "$(post "$T/ping7.json" shop-hook-1a2b-ping-2)" 200 \
		"$1: and one behind batch 7"
	stored 'SELECT * FROM event; SELECT * FROM current' >"$T/after"
	same_file "$T/after" "$T/before" "$1: which changes nothing"
	token() { # TOKEN SEQ
		send "$2" -H "shadowlog-token: $1"
	}
	is "$(token 7 7) $(token 6 8) $(token 6 7)" '200 409 409' \
		"$1: a poller with a lower token than was seen is refused"
	is "$(jq -r .type "$T/answer")" urn:shadowlog:problem/stale-token \
		"$1: and told why"
	sed 's/"sink":"hook"/"sink":"other"/; s/-hook-/-other-/' "$T/1.json" \
		>"$T/other.json"
	is "$(post "$T/other.json" shop-other-1a2b-1 -H 'shadowlog-token: 6')" \
		409 "$1: also for another sink"
	is "$(token 7 8) $(token 9 9)" '200 200' "$1: the holder goes on"
	is "$(stored "SELECT max(substr(id, -3)) FROM event")" 109 \
		"$1: and has its effect"
	stored 'DELETE FROM event; DELETE FROM current'
}

# ------------------------------------------------------------- over a bad line

work() { # ROUND
	sql "BEGIN;
	INSERT INTO item SELECT $1 * 100 + value, 'it''s ' || value ||
		char(10) || '\"Grüße\" €', 9007199254740993 + value,
		value / 8.0, CASE value % 3 WHEN 0 THEN NULL ELSE
		CAST('raw ' || value AS BLOB) END, '12.50'
		FROM json_each('[1,2,3,4,5,6,7,8,9]');
	UPDATE item SET price = price + $1 WHERE id % 5 = $1 % 5;
	COMMIT;
	UPDATE item SET id = id + 50 WHERE id = $1 * 100 + 3;
	DELETE FROM item WHERE id % 7 = $1 % 7;
	INSERT INTO tag VALUES ('k$1', 'en', 'one'), ('k$1', 'de', 'eins');
	DELETE FROM tag WHERE lang = 'en' AND name < 'k$1';"
}

# The rows as a receiver should have them, binary as text.
rows_of_source() {
	sqlite3 "$DB" "SELECT json_object('id', CAST(id AS TEXT), 'note', note,
		'big', CAST(big AS TEXT), 'part', part, 'raw',
		CAST(raw AS TEXT), 'price', CAST(price AS TEXT)) FROM item;
		SELECT json_object('name', name, 'lang', lang, 'text', text)
		FROM tag" | jq -cS . | sort
}

over_a_bad_line() { # LANGUAGE
	# Each round makes at least one request, and one of ORDER is for each.
	round=0
	while [ "$round" -lt "$ROUNDS" ] || {
		[ "$(wc -l <"$E/modes")" -lt "$TURNS" ] &&
			[ "$round" -lt "$TURNS" ]
	}; do
		round=$((round + 1))
		work "$round"
		run sink resume hook
		poll
		law | sed "s/^/round $round: /" | head -5 >>"$E/unlawful"
	done
	is "$(cat "$E/unlawful")" '' "$1: the law held behind $round polls"
	for round in $(seq 300); do
		[ "$(stored 'SELECT count(*) FROM event')" != "$(count files)" ] ||
			break
		run sink resume hook
		poll
	done
	poll # the last acknowledgement may have been lost
	lawful "$1: in the end"
	is "$(cut -d' ' -f1 "$E/modes" | sort -u)" "$MODES" \
		"$1: the line was bad in every way"
	is "$(grep ' 4' "$E/modes" | cut -d' ' -f2 | sort -u)" 412 \
		"$1: the poller was refused only for what was lost with a backup"
	is "$(stored 'SELECT count(*) - count(DISTINCT id) FROM event')" 0 \
		"$1: no event had its effect twice"
	events files | plain | jq -cS . >"$E/want"
	stored 'SELECT json FROM event ORDER BY n' | plain | jq -cS . >"$E/got"
	same_file "$E/got" "$E/want" "$1: all events are there, in order"
	rows_of_source >"$E/want"
	stored 'SELECT row FROM current' | jq -cS 'if .raw then
		.raw |= @base64d else . end' | sort >"$E/got"
	same_file "$E/got" "$E/want" "$1: its rows are those of the source"
}

for i in 1 2 3 4 5 6 7 8 9; do batch $i; done
# A checkpoint, and a replay of an event that was there and of one that was not.
sed 's/"count":1/"count":0/; s/"data":.*/"data":[]}/
	s/shadowlog.batch/shadowlog.checkpoint/' "$T/5.json" >"$T/x"
mv "$T/x" "$T/5.json"
jq -c '.replay = "manual" | .count = 2 | .data = [(.data[0] |
	.id = "shop:1a2b:00000000000000000103"), .data[0]]' "$T/6.json" >"$T/x"
mv "$T/x" "$T/6.json"
for i in 0 7; do
	jq -c ".type = \"shadowlog.ping\" | .id = \"shop-hook-1a2b-ping-$i\" |
		.batch_seq = $i | .prev_batch_id = null | .count = 0 | .data = []" \
		"$T/7.json" >"$T/ping$i.json"
done
for language in ${LANGUAGES:-python node php}; do
	engine_new sqlite "$language"
	STORE=$E/store.db
	SAMPLE=$STORE
	: >"$E/unlawful"
	BATCH='events = 9'
	HOOK_OPTIONS='timeout = 10m'
	HOOK=http://127.0.0.1:9/
	conf_write
	sample "$language" || {
		skip "the receiver in $language" "$why"
		continue
	}
	sql 'CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT, big BIGINT,
		part DOUBLE, raw BLOB, price DECIMAL(12,2));
	CREATE TABLE tag (name TEXT, lang TEXT, text TEXT,
		PRIMARY KEY (name, lang))'
	capture item tag
	law_begin item tag
	line_start
	answers "$language"
	conf_write 'keep = 1d'
	over_a_bad_line "$language"
	line_stop
done
is "$(find "$TOP/docs/receivers" -type f -exec awk 'END {
	if (NR >= 80) print FILENAME }' {} ';')" '' 'each is under 80 lines'
done_testing
