# make bench WHAT=scale: whether more of anything makes it slower or bigger.
#
#	PARTS='backlogs history holes values sinks tables snapshot'
#	BACKLOGS='10000 300000'	  pending changes; 10000000 takes half an hour,
#				  and 20 GB for a while, with PARTS=backlogs
#	BACKLOG_ROUNDS=3	  of all of them in turns
#	TABLES=300  SINK_COUNT=10  HOLES=30000
#	VALUES='1 50'		  MiB of one text value
#
# All with the limits of a batch that the poller has by default, into file
# sinks.  The figure to compare is the poller's own CPU for each event; events
# a second are what the machine had to spare.
PARTS=${PARTS:-backlogs history holes values sinks tables snapshot}
BACKLOGS=${BACKLOGS:-10000 300000}
BACKLOG_ROUNDS=${BACKLOG_ROUNDS:-3}
TABLES=${TABLES:-300}
SINK_COUNT=${SINK_COUNT:-10}
HOLES=${HOLES:-30000}
VALUES=${VALUES:-1 50}
. "$TOP/tests/bench/engines.sh"

# The database of the engine that is being measured.
sql() {
	case $engine in
	sqlite) sqlite_client ;;
	postgresql) pg_client ;;
	mysql) my_client ;;
	esac
}

sql_server() { # outside of any database
	case $engine in
	postgresql) pg_client postgres ;;
	mysql) my_client mysql ;;
	esac
}

# An expression for a text of N bytes.
long_text() { # BYTES
	case $engine in
	sqlite) put "replace(hex(zeroblob($(($1 / 2)))), '0', 'x')" ;;
	*) put "repeat('some text ', $(($1 / 10)))" ;;
	esac
}

# The first N changes of those that were saved; on PostgreSQL each ten of them
# are a transaction, or all.
restore_some() { # N [one]
	case $engine.${2:-} in
	postgresql.one) tx=1 ;;
	postgresql.) tx='seq / 10' ;;
	*) tx=NULL ;;
	esac
	{
		put "DELETE FROM $changelog;"
		put "INSERT INTO $changelog SELECT seq, shape, op, $tx,
			captured_at, actor, context, old_row, new_row
			FROM saved WHERE seq <= $1;"
	} | sql
	case $engine in
	postgresql) put "VACUUM ANALYZE $changelog; CHECKPOINT" | sql ;;
	sqlite) put "PRAGMA wal_checkpoint(TRUNCATE)" | sql >"$T/null" ;;
	esac
}

# A poller that knows nothing, with COUNT sinks; KEEP_FOR keeps what was
# delivered.
new_poller() { # [COUNT [KEEP_FOR]]
	dir=$T/scale
	rm -rf "$dir"
	mkdir -p "$dir/state"
	{
		printf '[source]\nid = bench\ndialect = %s\nkeep = %s\n' \
			"$engine" "${2:-0s}"
		printf 'connection = %s\nstate_dir = %s\n' "$connection" \
			"$dir/state"
		i=0
		while [ $i -lt "${1:-1}" ]; do
			i=$((i + 1))
			printf '[sink s%d]\ntype = file\ndir = %s\n' $i \
				"$dir/s$i"
		done
	} >"$dir/conf"
	chmod 600 "$dir/conf"
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
}

poll_for() { # WHAT EVENTS
	say "$engine: $1"
	note "\"engine\":\"$engine\",\"what\":\"$1\",\"events\":$2,$(
		"$BUILD/tools/measure" "$BUILD/shadowlog" poll --config \
			"$dir/conf" 2>"$T/err" | tr -d '{}')"
	if [ -s "$T/err" ]; then
		cat "$T/err" >&2
	fi
}

change_items() { # N
	put "UPDATE item SET flag = NOT flag WHERE id <= $1;" | sql
}

scale_backlogs() {
	round=0
	while [ $round -lt "$BACKLOG_ROUNDS" ]; do
		round=$((round + 1))
		for n in $BACKLOGS; do
			restore_some "$n"
			new_poller
			poll_for "$n pending" "$n"
		done
	done
	if [ "$engine" = postgresql ]; then
		one=$((most > 1000000 ? 1000000 : most))
		restore_some "$one" one
		new_poller
		poll_for "$one in one transaction" "$one"
	fi
}

# Little work after much: with a state that knows nothing, with one that has
# seen all that, and with all that still in the changelog.
scale_history() {
	for what in 'no history' 'after much' 'much kept'; do
		keep=0s
		[ "$what" != 'much kept' ] || keep=7d
		restore_some "$([ "$what" = 'no history' ] && put 1 ||
			put "$most")"
		new_poller 1 "$keep"
		"$BUILD/shadowlog" poll --config "$dir/conf"
		for i in 1 2 3 4 5; do
			change_items 1000
			poll_for "1000 more, $what" 1000
			poll_for "nothing, $what" 0
		done
	done
}

# Every second number belongs to a transaction that was rolled back.
scale_holes() {
	restore_some $((2 * HOLES))
	put "DELETE FROM $changelog WHERE seq % 2 = 0;" | sql
	new_poller
	poll_for "$HOLES between as many holes" "$HOLES"
	for i in 1 2 3; do
		change_items 1000
		poll_for "1000 more, after holes" 1000
	done
}

scale_values() {
	for size in $VALUES; do
		restore_some 1
		new_poller
		"$BUILD/shadowlog" poll --config "$dir/conf"
		count=$((size > 10 ? 2 : 20))
		put "UPDATE item SET note = $(long_text $((size * 1048576)))
			WHERE id <= $count;" | sql
		put "UPDATE item SET note = 'short' WHERE id <= $count;" | sql
		poll_for "values of $size MiB" $((2 * count))
	done
}

scale_sinks() {
	for count in 1 "$SINK_COUNT"; do
		restore_some 30000
		new_poller "$count"
		poll_for "30000 to $count sink(s)" $((30000 * count))
	done
}

# As many changes in one table, and spread over many.
scale_tables() {
	n=$((TABLES * 10))
	restore_some "$n"
	new_poller
	poll_for "$n of 1 table" "$n"
	awk -v n="$TABLES" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "CREATE TABLE many_%d (id integer PRIMARY " \
				"KEY, note varchar(200));\n", i
	}' | sql
	describe_and_install "$engine" "$(seq -f many_%.0f 0 $((TABLES - 1)))" \
		sql
	restore_some 1
	new_poller
	"$BUILD/shadowlog" poll --config "$dir/conf"
	awk -v n="$TABLES" 'BEGIN {
		for (k = 1; k <= 10; k++)
			for (i = 0; i < n; i++)
				printf "INSERT INTO many_%d VALUES (%d, " \
					"\047a note of some length\047);\n", i, k
	}' | sql
	poll_for "$n of $TABLES tables" "$n"
}

# A session that holds on to what it saw: nothing that is deleted meanwhile can
# be cleared away.
scale_snapshot() {
	[ "$engine" = postgresql ] || return 0
	restore_some 1
	new_poller
	"$BUILD/shadowlog" poll --config "$dir/conf"
	mkfifo "$T/held"
	pg_client bench <"$T/held" >"$T/null" &
	holder=$!
	exec 9>"$T/held"
	put "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM item LIMIT 1;" \
		>&9
	for what in held released; do
		change_items 200000
		"$BUILD/shadowlog" poll --config "$dir/conf"
		put "VACUUM $changelog" | sql
		for i in 1 2 3 4 5; do
			change_items 1000
			poll_for "1000 more, snapshot $what" 1000
			poll_for "nothing, snapshot $what" 0
		done
		[ $what = held ] || break
		put "COMMIT;" >&9
		exec 9>&-
		wait $holder
	done
}

scale_engine() {
	start_server "$engine"
	rows_before=${ROWS:-}
	ROWS=$most
	"fill_$engine"
	ROWS=$rows_before
	for part in $PARTS; do
		"scale_$part"
	done
	"drop_$engine"
	stop_servers
}

scale_table() {
	echo "scale: the poller's CPU for each event, and its memory"
	awk -f "$TOP/tests/bench/stats.awk" -f "$TOP/tests/bench/scale.awk" \
		"$lines"
}

scale_main() {
	most=$(put "$BACKLOGS" | tr ' ' '\n' | sort -n | tail -1)
	for engine in $ENGINES; do
		scale_engine
	done
	scale_table
}
