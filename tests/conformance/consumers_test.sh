# The consumers in docs/consumers, on an outbox that the poller fills: killed at
# every call that touches a file, they have each event's effect exactly once and
# in order; reading and writing at the same time, neither side waits for long.
#
# Seen to fail with: the place moved after COMMIT; a consumer that skips holes; one
# that knows no ids; one that the outbox hears of when it has read.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all 'no jq on this machine'

engine_new sqlite shop
sql 'CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT, price DOUBLE)'
capture item
BATCH='events = 40'
conf_write
OWN=

sample() { # LANGUAGE
	case $1 in
	python) command -v python3 >/dev/null || why='no python3 on this machine' ;;
	shell)
		[ "$(sqlite3 :memory: "SELECT '{\"a\":1}' ->> 'a'" \
			2>/dev/null)" = 1 ] ||
			why='sqlite3 before 3.38 has no ->>'
		;;
	esac
	[ -z "$why" ]
}

consume() { # LANGUAGE [COMMAND...]: by way of a command
	consume_l=$1
	shift
	case $consume_l in
	python) set -- "$@" python3 "$TOP/docs/consumers/consumer.py" ;;
	shell) set -- "$@" sh "$TOP/docs/consumers/consumer.sh" ;;
	esac
	"$@" "$OUTBOX" "$consume_l" "$E/$consume_l.db" >"$E/consumed" 2>&1
}

own() { # LANGUAGE SQL
	sqlite3 -cmd '.timeout 600000' "$E/$1.db" "$2"
}

told() { # LANGUAGE
	sqlite3 -cmd '.timeout 600000' "$OUTBOX" \
		"SELECT position FROM consumers WHERE name = '$1'"
}

work() { # ROUND
	sql "BEGIN;
	INSERT INTO item SELECT $1 * 1000 + value, 'it''s ' || value, 0.5
		FROM generate_series(1, 300);
	UPDATE item SET price = price + $1 WHERE id % 5 = $1 % 5;
	COMMIT;
	UPDATE item SET id = id + 500 WHERE id = $1 * 1000 + 3;
	DELETE FROM item WHERE id % 3 = $1 % 3;"
}

# A little, delivered.
change() { # N
	sql "UPDATE item SET price = price + 1 WHERE id % 50 = $1 % 50;
	REPLACE INTO item VALUES (1000000 + $1, 'new', 1);
	DELETE FROM item WHERE id = 999990 + $1"
	poll
}

# Killed at the n-th call of a kind that touches a file, for each n there is,
# or each STEP-th, with something to take each time.  Prints how often.
killed() { # LANGUAGE CALL STEP
	killed_n=1
	killed_times=0
	while
		change "$killed_n"
		! consume "$1" strace -f -o /dev/null -e "trace=$2" \
			-e "inject=$2:signal=KILL:when=$killed_n"
	do
		killed_times=$((killed_times + 1))
		killed_n=$((killed_n + $3))
		[ "$killed_n" -lt 300 ] || break
	done
	echo "$killed_times"
}

whole() { # LANGUAGE
	ok "$1: it comes to the end" consume "$1"
	is "$(own "$1" 'SELECT count(*), count(DISTINCT position) FROM event')" \
		"$(count outbox)|$(count outbox)" "$1: it has each event once"
	is "$(own "$1" 'SELECT sum(changes) FROM total')" \
		"$(sqlite3 "$OUTBOX" 'SELECT count(DISTINCT id) FROM events')" \
		"$1: each had its effect once"
	events outbox | jq -cS . >"$E/want"
	own "$1" 'SELECT json FROM event ORDER BY rowid' | jq -cS . >"$E/got"
	same_file "$E/got" "$E/want" "$1: in order"
	sqlite3 "$DB" "SELECT json_object('id', CAST(id AS TEXT), 'note', note,
		'price', price) FROM item" | jq -cS . | sort >"$E/want"
	own "$1" 'SELECT row FROM current' | jq -cS . | sort >"$E/got"
	same_file "$E/got" "$E/want" "$1: its rows are those of the source"
	is "$(told "$1")" "$(own "$1" 'SELECT position FROM place')" \
		"$1: the outbox knows where it is"
}

# Holds a transaction open on the outbox, until `release`.
hold() { # SQL
	mkfifo "$E/fifo"
	sqlite3 -batch "$OUTBOX" <"$E/fifo" >"$E/held" 2>&1 &
	holder=$!
	exec 9>"$E/fifo"
	printf '%s\n' '.timeout 600000' "$@" "SELECT 'held';" >&9
	wait_for "grep -q held '$E/held'"
}

release() { # SQL
	printf '%s\n' "$@" >&9
	exec 9>&-
	wait "$holder"
	rm -f "$E/fifo"
}

# While a reader reads, the poller delivers; while the poller writes, consumers
# take what there is.  Locks that cannot be had end in an error, not in a hang.
side_by_side() {
	seen=$(count outbox)
	hold 'BEGIN;' 'SELECT count(*) FROM events;'
	work 50
	poll_quietly 'while a reader reads, the poller delivers'
	ok 'more than there was' test "$(count outbox)" -gt "$seen"
	release 'SELECT count(*) FROM events;' 'COMMIT;'
	is "$(cat "$E/held")" "$seen
held
$seen" 'and the reader sees what it saw before'

	hold 'BEGIN IMMEDIATE;'
	for language in $LANGUAGES; do
		ok "$language: while another writes, it takes what there is" \
			consume "$language"
		is "$(own "$language" 'SELECT count(*) FROM event')" \
			"$(count outbox)" "$language: all of it"
		has "$(cat "$E/consumed")" 'told next time' \
			"$language: and says that the outbox is not told"
	done
	work 51
	poll
	is "$code" 75 'the poller does not wait for ever for a consumer that writes'
	release 'ROLLBACK;'
	run sink resume outbox
	poll_quietly 'and delivers when it is gone'
}

# What an operator sends again has had its effect.
sent_again() {
	again=$(count outbox)
	run replay --files "$FILES" --sink outbox
	is "$code" 0 'all is sent again'
	is "$(count outbox)" $((again * 2)) 'and stored once more'
}

# What all have read goes; what one has not read must not.
retention() {
	sed -i 's|^busy_timeout = .*|&\nkeep = 1ms|' "$CONF"
	work 60
	poll
	is "$code:$out" '0:' 'the sink deletes'
	is "$(sqlite3 "$OUTBOX" 'SELECT count(*) FROM events WHERE position <=
		(SELECT min(position) FROM consumers)')" 0 'what all have read'
	is "$(sqlite3 "$OUTBOX" 'SELECT count(*) > 0, count(*) FROM holes
		UNION SELECT count(*) > 0, count(*) FROM events')" '0|0
1|'"$(count outbox)" 'and nothing else'
	for language in $LANGUAGES; do
		ok "$language: it goes on" consume "$language"
	done
	work 61
	poll
	sqlite3 "$OUTBOX" 'DELETE FROM events WHERE position =
		(SELECT min(position) + 7 FROM events
		WHERE position > (SELECT max(position) FROM consumers))'
	for language in $LANGUAGES; do
		last=$(own "$language" 'SELECT position FROM place')
		not_ok "$language: a hole stops it" consume "$language"
		is "$(own "$language" 'SELECT position FROM place')|$(own \
			"$language" 'SELECT max(position) FROM event')" \
			"$last|$last" "$language: and nothing is taken"
	done
}

# The consumers are no programs of ours to sanitize.
STEP=${STEP:-9}
! nm "$SHADOWLOG" 2>/dev/null | grep -q __asan_init || STEP=90

LANGUAGES=
for language in python shell; do
	why=
	if sample "$language"; then
		LANGUAGES="$LANGUAGES $language"
	else
		skip "the consumer in $language" "$why"
	fi
done
[ -n "$LANGUAGES" ] || done_testing
sed -i "s|^path = .*|&\\nbusy_timeout = 1s|" "$CONF"

for round in 1 2 3; do
	work $round
done
poll
for language in $LANGUAGES; do
	own "$language" 'CREATE TABLE total (x)'
	not_ok "$language: it cannot start" consume "$language"
	is "$(told "$language")" 0 "$language: the outbox knows of it even so"
	own "$language" 'DROP TABLE total'
	ok "$language: it starts" consume "$language"
	if strace -f -o /dev/null true 2>/dev/null; then
		for call in fdatasync:1 unlink:1 "pwrite64:$STEP"; do
			n=$(killed "$language" "${call%:*}" "${call#*:}")
			ok "$language: killed at ${call%:*}, $n times" \
				test "$n" -gt 0
		done
	else
		skip "$language: killed" 'strace may not trace here'
	fi
done
poll
is "$code:$out" '0:' 'the poller was not disturbed'
is "$(count outbox)" "$(count files)" 'the outbox has what the files have'
for language in $LANGUAGES; do
	whole "$language"
done
side_by_side
for language in $LANGUAGES; do
	whole "$language"
done
sent_again
for language in $LANGUAGES; do
	whole "$language"
done
retention
done_testing
