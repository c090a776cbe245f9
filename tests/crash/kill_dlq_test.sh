#!/bin/sh
# kill -9 at calls that change anything outside the process, on the ways that
# kill_test.sh does not go: changes set aside as dead letters, sent again and
# dropped, batches cut anew, changes passed over, checkpoints, replays.  After
# each kill every captured change is in its place (tests/law.sh); after what an
# operator or cron does next each is delivered, dead, dropped or passed over, and
# the receiver has each that it should have once, in a chain without a hole.
#
# Every fourth call is one; KILL_ALL=1 takes all of them.
#
# Seen to fail with state_bury() that does not acknowledge the change; with
# raise_dead() left out; with a batch cut anew under its old id.

# A kill is no power cut: memory keeps what was written as well as a disk.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then
	TMPDIR=/dev/shm
	export TMPDIR
fi
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v strace >/dev/null || skip_all "no strace: nothing can be killed"
command -v jq >/dev/null || skip_all "no jq"
strace -f -o /dev/null true 2>/dev/null ||
	skip_all "strace may not trace here"

CALLS='write pwrite64 fsync fdatasync ftruncate unlink sendto sendmsg'
WORKERS=2
STRIDE=4
[ -z "${KILL_ALL:-}" ] || STRIDE=1
SCENARIOS='bury park split pass checkpoint retry drop replay'
TABLES='position lease batch event request'

# Where the changes of the hook are.
where() {
	"$SHADOWLOG" status --config "$CONF" --json | jq -r '.sinks[] |
		select(.name == "hook") | .changes | "\(.delivered) " +
		"\(.pending) \(.dead) \(.dropped) \(.filtered)"'
}

age() { # SECONDS
	sqlite3 "$STATE/state.db" "UPDATE sink SET last_success_at =
		strftime('%Y-%m-%dT%H:%M:%fZ', last_success_at, '-$1 seconds')"
}

# A source with something to do, in $E/before; $doing is what will be killed,
# $want where the changes are in the end, $ids what the receiver has then.
prepare() { # SCENARIO
	engine_new sqlite "$1"
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT);
		CREATE TABLE other (id INTEGER PRIMARY KEY)'
	capture t other
	law_begin t other
	STORE=$E/store.db
	receiver_secret "$E/secret"
	receiver_start --secret-file "$E/secret" --store "$STORE" --control \
		--no-sync || exit 1
	HOOK=$RECEIVER_URL
	BATCH='events = 4'
	rules='holds=poison,status=422'
	LAW_PASSES=
	keep='keep = 0s'
	doing=poll
	want='6 0 2 0 0'
	ids='1 2 4 5 7 8'
	case $1 in
	bury | retry | drop) HOOK_OPTIONS='on_reject = dlq' ;;
	park) HOOK_OPTIONS='on_reject = park-key' ;;
	split)
		HOOK_OPTIONS=
		rules='over=1000,status=413'
		want='8 0 0 0 0' ids='1 2 3 4 5 6 7 8'
		;;
	pass)
		HOOK_OPTIONS='tables = t' LAW_PASSES='hook other'
		rules=
		want='8 0 0 0 4' ids='1 2 3 4 5 6 7 8'
		;;
	checkpoint)
		HOOK_OPTIONS='checkpoint = 1h'
		rules=
		want='8 0 0 0 0' ids='1 2 3 4 5 6 7 8'
		;;
	replay)
		HOOK_OPTIONS=
		rules='' keep='keep = 1d'
		want='8 0 0 0 0' ids='1 2 3 4 5 6 7 8'
		doing='replay --sink hook'
		;;
	esac
	conf_write "$keep"
	# The hook alone, and files that nobody refuses.
	sed -i '/^\[sink outbox\]/,/^path/d' "$CONF"
	poll # kill_test.sh kills while the state is made
	set_rules $rules
	sql "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'poison'), (4, 'd'),
		(5, 'e'), (6, 'poison'), (7, 'g'), (8, 'h')"
	[ "$1" != pass ] || sql 'INSERT INTO other VALUES (1), (2), (3), (4)'
	captured=$(sql 'SELECT count(*) FROM shadowlog_changelog')
	case $1 in
	park)
		sql "UPDATE t SET note = 'later' WHERE id = 3"
		captured=9 want='6 1 2 0 0'
		;;
	esac
	case $1 in
	checkpoint | retry | drop | replay) poll ;;
	esac
	case $1 in
	checkpoint) age 3601 ;;
	retry)
		set_rules
		doing='dlq --all retry'
		want='8 0 0 0 0' ids='1 2 4 5 7 8 3 6'
		;;
	drop)
		doing='dlq --all --reason gone drop'
		want='6 0 0 2 0'
		;;
	esac
	deciding=$doing
	mkdir "$E/before"
	cp -a "$E/source.db" "$E/state" "$E/files" "$E/before"
	sqlite3 "$STORE" ".backup $E/before/store.db"
}

# Back to what prepare() left.
rewind() {
	rm -rf "$E/source.db"* "$STATE" "$FILES"
	cp -a "$E/before/source.db" "$E/before/state" "$E/before/files" "$E/"
	{
		echo "ATTACH '$E/before/store.db' AS old; BEGIN IMMEDIATE;"
		for rewind_t in $TABLES; do
			echo "DELETE FROM $rewind_t; INSERT INTO $rewind_t
				SELECT * FROM old.$rewind_t;"
		done
		echo 'COMMIT;'
	} | sqlite3 -bail -cmd '.timeout 600000' "$STORE"
}

# What an operator or cron does next, until there is nothing to do.
go_on() { # SCENARIO
	case $1 in
	retry | drop) # again, if it was not done
		# shellcheck disable=SC2086
		[ "$("$SHADOWLOG" dlq list --config "$CONF" |
			grep -c '	dead	')" = 0 ] ||
			"$SHADOWLOG" $deciding --config "$CONF" >/dev/null
		;;
	esac
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
	poll
	# In doubt, and refused: the operator has looked, it is not there.
	case $code:$out in
	65:*'not taken apart'*)
		run sink resume hook
		poll
		;;
	esac
	[ "$1" != replay ] || run replay --sink hook
	poll
}

# What is wrong now; nothing if all is well.
wrong() { # SCENARIO
	[ "$code" = 0 ] || echo "the last poll: $code $out"
	# shellcheck disable=SC2046 # five numbers
	set -- "$1" $(where)
	[ "$2 $3 $4 $5 $6" = "$want" ] ||
		echo "changes are at $2 $3 $4 $5 $6 and not at $want"
	law
	[ "$2 $3 $4 $5 $6" = "$(law_of hook)" ] ||
		echo "the poller says $2 $3 $4 $5 $6, there are $(law_of hook)"
	wrong_got=$(stored "SELECT group_concat(json_extract(json, '\$.key.id'),
		' ') FROM (SELECT json FROM event ORDER BY ordinal)")
	[ "$wrong_got" = "$ids" ] || echo "the receiver has $wrong_got"
	stored "SELECT 'the receiver saw: ' || verdict FROM request WHERE
		verdict NOT IN ('stored', 'duplicate', 'failed');
		SELECT 'two bodies of ' || batch_id FROM request
		GROUP BY batch_id HAVING count(DISTINCT sha256) > 1;
		SELECT 'batches: ' || count(*) || ', the last ' || max(batch_seq)
		FROM batch HAVING count(*) <> max(batch_seq)"
	[ "$(count files)" = "$captured" ] || echo "files: $(count files)"
	[ "$1" != checkpoint ] || stored "SELECT 'batches: ' || count(*)
		FROM batch HAVING count(*) <> 3"
}

# Kills at the N-th CALL; false once there is no N-th.
kill_at() { # SCENARIO CALL N
	rewind
	# shellcheck disable=SC2086 # $doing is several words
	strace -f -o /dev/null -e trace="$2" \
		-e inject="$2:signal=KILL:when=$3" \
		"$SHADOWLOG" $doing --config "$CONF" >"$E/killed" 2>&1 \
		</dev/null
	[ $? = 137 ] || return 1
	echo . >>"$E/kills"
	law | sed "s/^/killed at $2 number $3: /"
	go_on "$1"
	wrong "$1" >"$E/wrong"
	[ ! -s "$E/wrong" ] ||
		sed "s/^/killed at $2 number $3: /" "$E/wrong"
}

work() { # SCENARIO
	prepare "$1"
	: >"$E/kills"
	# Not killed, it is as it should be.
	rewind
	# shellcheck disable=SC2086
	"$SHADOWLOG" $doing --config "$CONF" >"$E/unharmed" 2>&1
	go_on "$1"
	wrong "$1" | sed 's/^/not killed: /'
	for work_call in $CALLS; do
		work_n=1
		while kill_at "$1" "$work_call" "$work_n"; do
			work_n=$((work_n + STRIDE))
		done
	done
	# The next poll too, where a command alone was killed.
	case $1 in
	retry)
		rewind
		# shellcheck disable=SC2086
		"$SHADOWLOG" $doing --config "$CONF" >/dev/null
		rm -rf "$E/before/state"
		cp -a "$STATE" "$E/before"
		doing=poll
		for work_call in $CALLS; do
			work_n=1
			while kill_at "$1" "$work_call" "$work_n"; do
				work_n=$((work_n + STRIDE))
			done
		done
		;;
	esac
	receiver_stop
}

one_of() { # WORKER: every WORKERS-th scenario
	one_n=0
	for one_s in $SCENARIOS; do
		one_n=$((one_n + 1))
		[ $((one_n % WORKERS)) = $(($1 % WORKERS)) ] || continue
		work "$one_s" >"$all/$one_s.log" 2>&1
	done
}

for worker in 1 2; do
	(
		tap_cleanup=receiver_stop
		all=$T T=$T/w$worker
		mkdir "$T"
		one_of "$worker"
	) &
	eval "pid$worker=$!"
done
wait "$pid1" "$pid2"
for scenario in $SCENARIOS; do
	kills=$(cat "$T"/w?/"$scenario"/kills | wc -l | tr -d ' ')
	is "$(head -20 "$T/$scenario.log")" '' \
		"$scenario: $kills kills, nothing lost, nothing twice"
	ok "$scenario: that were not few" [ "$kills" -gt 5 ]
done

done_testing
