#!/bin/sh
# kill -9 at random times while an application writes and a receiver answers
# badly now and then, on servers.  In the end the tables rebuilt from what each
# sink holds are the source's, every event is there once, chains are whole and
# the receiver saw repeated batches with the same bytes only.  After every kill
# each change that was captured is in its place (tests/law.sh).
#
# SEED=N repeats a run as far as time allows; KILLS=N is how many.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/law.sh"

command -v jq >/dev/null || skip_all "no jq"
KILLS=${KILLS:-40}
SEED=${SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
diag "SEED=$SEED"

# Transactions of an application, N of them: inserts, updates, deletes, changes
# of the key, rollbacks.
transactions() { # N SEED
	awk -v n="$1" -v seed="$2" 'BEGIN {
		srand(seed)
		for (i = 1; i <= n; i++) {
			print "BEGIN;"
			for (k = int(rand() * 4); k >= 0; k--)
				change()
			print (rand() < 0.1 ? "ROLLBACK;" : "COMMIT;")
		}
	}
	function change(   id, r) {
		id = int(rand() * 60)
		r = rand()
		if (r < 0.5)
			print "UPDATE t SET ver = ver + 1 WHERE id = " id ";"
		else if (r < 0.7)
			print "UPDATE t SET ver = ver + 1, note = \047n" \
				int(rand() * 1000) "\047 WHERE id % 7 = " \
				id % 7 ";"
		else if (r < 0.8)
			print "DELETE FROM t WHERE id = " id ";"
		else if (r < 0.9)
			print "UPDATE t SET id = id + " 1000 * ++moved \
				" WHERE id = " id ";"
		else
			print "INSERT INTO t SELECT " id ", 1, \047new\047" \
				" WHERE NOT EXISTS (SELECT 1 FROM t" \
				" WHERE id = " id ");"
	}'
}

# A random number of 0 to N - 1; moves SEED.
random() { # N
	SEED=$(((SEED * 69069 + 12345) % 2147483647))
	random_n=$((SEED / 7 % $1))
}

# How long a poll takes on this machine, in milliseconds.
usual() {
	usual_from=$(date +%s%N)
	poll
	usual_n=$((($(date +%s%N) - usual_from) / 1000000 + 1))
	[ "$usual_n" -lt 1000 ] || usual_n=1000
}

# What the application's table holds; and what a sink was told it holds.
source_rows() {
	sql "SELECT concat(id, '|', ver, '|', note) FROM t" | LC_ALL=C sort
}

told_rows() { # SINK
	events "$1" | jq -nr 'reduce inputs as $e ({};
		($e.key | tojson) as $k |
		if $e.op == "d" then del(.[$k]) else .[$k] = $e.after end) |
		.[] | "\(.id)|\(.ver)|\(.note)"' | LC_ALL=C sort
}

# The hash of each file, equal ones once.
sums() { # FILE...
	sha256sum "$@" | cut -d ' ' -f 1 | sort -u
}

# Bodies that were sent and are not among those that were taken.
other_bytes() {
	(cd "$E/hook" && sums *.body && sums *.batch) | sort | uniq -u
}

due() {
	sqlite3 -cmd '.timeout 5000' "$STATE/state.db" \
		'UPDATE sink SET next_attempt_at = 0'
}

for engine in postgresql mysql; do
	has_engine "$engine" || {
		skip "kills on $engine" "$why"
		continue
	}
	HOOK=
	engine_new "$engine" "kill_$engine"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, ver integer NOT NULL,
		note varchar(100))'
	capture t
	law_begin t
	# Every tenth answer is bad: lost, an error, nothing.
	hook_start '9*OK' RESET '9*OK' 503 '9*OK' CLOSE '9*OK' RESET '9*OK' 500
	BATCH='events = 50'
	conf_write 'interval = 5ms'
	usual # the first one makes the state
	usual
	diag "$engine: a poll takes $usual_n ms"
	transactions 1000 "$SEED" >"$E/work.sql"
	sql <"$E/work.sql" >"$E/work.log" 2>&1 &
	writer=$!
	killed=0
	done=0
	while [ "$killed" -lt "$KILLS" ] && [ "$done" -lt $((KILLS * 5)) ]; do
		"$SHADOWLOG" poll --config "$CONF" --follow \
			>>"$E/polls.log" 2>&1 &
		poller=$!
		random $((usual_n * 4))
		sleep "$(printf '%d.%03d' $((random_n / 1000)) \
			$((random_n % 1000)))"
		kill -9 "$poller" 2>/dev/null && killed=$((killed + 1))
		wait "$poller" 2>/dev/null
		done=$((done + 1))
		law | sed "s/^/after poll $done: /" >>"$E/unlawful"
		[ ! -f "$STATE/state.db" ] || due 2>/dev/null
	done
	is "$killed" "$KILLS" "$engine: $KILLS kills"
	is "$(head -20 "$E/unlawful")" '' \
		"$engine: after each of them every change was in its place"
	diag "$engine: $(law_told)"
	wait "$writer"
	is "$?:$(cat "$E/work.log")" 0: "$engine: the application saw nothing"
	for last in 1 2 3 4 5 6; do
		due
		poll
		[ "$code" != 0 ] || break
	done
	is "$code:$out" 0: "$engine: a last poll"
	lawful "$engine: in the end"
	is "$(law_counts)" '' "$engine: which is what the poller counts"
	source_rows >"$E/want"
	for sink in files outbox hook; do
		told_rows "$sink" >"$E/got"
		same_file "$E/got" "$E/want" "$engine: $sink knows the same $(
			wc -l <"$E/want") rows, from $(count $sink) events"
	done
	is "$(sinks_differ)" '' \
		"$engine: the same events to all, once, in whole chains"
	is "$(other_bytes)" '' "$engine: batches came again as they were"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$engine: the changelog is down to its anchor"
	is "$(grep -v 'sink "hook": transient\|sink "hook": unavailable' \
		"$E/polls.log" | head -5)" '' "$engine: nothing else went wrong"
	hook_stop
done

done_testing
