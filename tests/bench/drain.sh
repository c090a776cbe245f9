# make bench WHAT=drain: what draining costs, beside the fastest that the same
# rows can be fetched in.
#
#	ROWS=300000  ROUNDS=3  SINKS='file outbox webhook'  EVENTS=5000
#
# For each engine a table is filled through its trigger, so that the changelog
# holds ROWS changes of about 200 bytes.  Then, ROUNDS times over, interleaved:
#
#	bare     a bare ODBC loop that fetches the rows and throws them away
#	client   the engine's own client, which fetches them and writes them to
#	         /dev/null: psql by COPY, mariadb --quick, sqlite3
#	pgq      PostgreSQL, where PgQ is installed: as many events of the same
#	         table in a queue of PgQ, ticked each EVENTS of them; a consumer
#	         that fetches them through the same driver as the bare loop,
#	         throws them away and has the queue's tables rotated until they
#	         are gone
#	SINK     `shadowlog poll` into each sink, deletion included
#
# In between the changelog is put back as it was.  The server's CPU is that of
# all its processes meanwhile, those in the background as well.
ROWS=${ROWS:-300000}
ROUNDS=${ROUNDS:-3}
SINKS=${SINKS:-file outbox webhook}
. "$TOP/tests/bench/engines.sh"

# Runs a command and notes what it and the server cost.
drain_run() { # ENGINE WHAT COMMAND...
	drain_what="\"engine\":\"$1\",\"what\":\"$2\",\"rows\":$ROWS"
	before=$(server_cpu "$1")
	drain_engine=$1
	shift 2
	cost=$("$BUILD/tools/measure" "$@" 2>"$T/err") || {
		cat "$T/err" >&2
		exit 1
	}
	note "$drain_what,\"server\":$(put "$before" \
		"$(server_cpu "$drain_engine")" | awk '{ print $2 - $1 }'),$(
		put "$cost" | tr -d '{}')"
}

run_sink() { # ENGINE SINK
	config "$1" "$2"
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
	drain_run "$1" "$2" "$BUILD/shadowlog" poll --config "$dir/conf"
	rm -rf "$dir"
}

# --- The engines' own clients ----------------------------------------------

# Runs a client that writes to nowhere.
to_null() { # ENGINE COMMAND...
	engine=$1
	shift
	# shellcheck disable=SC2016 # for the other shell
	drain_run "$engine" client sh -c 'exec "$@" >/dev/null' sh "$@"
}

run_client() { # ENGINE
	query="SELECT seq, shape, op, txid, captured_at, old_row, new_row
		FROM $changelog ORDER BY seq"
	case $1 in
	sqlite) to_null sqlite sqlite3 -bail -list "$T/bench.sqlite" "$query" ;;
	postgresql)
		to_null postgresql "$PG_BIN/psql" -X -q -h 127.0.0.1 \
			-p "$PG_PORT" -U shadowlog -d bench \
			-c "COPY ($query) TO STDOUT"
		;;
	mysql)
		to_null mysql mariadb --no-defaults --protocol=tcp \
			-h 127.0.0.1 -P "$MY_PORT" -u shadowlog \
			--password=shadowlog --quick -N -B -e "$query" bench
		;;
	esac
}

# --- PgQ -------------------------------------------------------------------

# Is PgQ there?  Makes a database with the same table and no trigger.
open_pgq() {
	put "CREATE DATABASE bench_pgq" | pg_client postgres
	put "CREATE EXTENSION pgq" | pg_client bench_pgq 2>"$T/err" || {
		say "postgresql: no PgQ to compare with (Debian:" \
			"postgresql-15-pgq3)"
		return 1
	}
	put "CREATE TABLE item(id integer PRIMARY KEY, note text,
		amount numeric(12,2), at timestamp, flag boolean)" |
		pg_client bench_pgq
}

# A new queue, filled through its trigger by transactions of EVENTS rows, with a
# tick behind each.
fill_pgq() {
	{
		put "SELECT pgq.drop_queue(queue_name, true)
			FROM pgq.get_queue_info();
			DROP TRIGGER IF EXISTS q ON item; TRUNCATE item;
			SELECT pgq.create_queue('q');"
		for key in rotation_period ticker_max_lag ticker_idle_period; do
			put "SELECT pgq.set_queue_config('q', '$key', '0');"
		done
		put "SELECT pgq.register_consumer('q', 'bench');
			CREATE TRIGGER q AFTER INSERT OR UPDATE OR DELETE
			ON item FOR EACH ROW EXECUTE PROCEDURE
			pgq.logutriga('q', 'backup');"
		i=0
		while [ $i -lt "$ROWS" ]; do
			put "INSERT INTO item SELECT n, $note_text, n / 100.0,
				'2026-01-01 00:00:00', true
				FROM generate_series($((i + 1)),
				least($((i + ${EVENTS:-5000})), $ROWS)) n;
				SELECT pgq.ticker('q');"
			i=$((i + ${EVENTS:-5000}))
		done
		put "VACUUM ANALYZE; CHECKPOINT;"
	} | pg_client bench_pgq >"$T/null"
}

run_pgq() {
	fill_pgq
	drain_run postgresql pgq "$BUILD/bench/bare_odbc" \
		"$(put "$connection" | sed 's/Database=bench/&_pgq/')" \
		--pgq q bench
	left=$(put "SELECT count(*) FROM pgq.event_template" |
		pg_client bench_pgq)
	got=$(sed -n 's/^{"rows":\([0-9]*\).*/\1/p' "$T/err")
	[ "$left.$got" = "0.$ROWS" ] || {
		say "PgQ's consumer took $got of $ROWS events and left $left"
		exit 1
	}
}

# --- Rounds ----------------------------------------------------------------

drain_engine() { # ENGINE
	say "$1: filling $ROWS changes"
	start_server "$1"
	"fill_$1"
	with_pgq=
	if [ "$1" = postgresql ] && open_pgq; then
		with_pgq=yes
	fi
	round=0
	while [ $round -lt "$ROUNDS" ]; do
		round=$((round + 1))
		say "$1: round $round of $ROUNDS"
		"restore_$1"
		drain_run "$1" bare "$BUILD/bench/bare_odbc" "$connection" \
			"$changelog"
		run_client "$1"
		[ -z "$with_pgq" ] || run_pgq
		for sink in $SINKS; do
			"restore_$1"
			run_sink "$1" "$sink"
		done
	done
	"drop_$1"
	stop_servers
}

drain_main() {
	case " $SINKS " in *" webhook "*) start_receiver ;; esac
	for engine in $ENGINES; do
		drain_engine "$engine"
	done
	stop_receiver
	echo "draining $ROWS changes: medians of $ROUNDS rounds [least-most]," \
		"deletion included"
	awk -f "$TOP/tests/bench/stats.awk" -f "$TOP/tests/bench/drain.awk" \
		"$lines"
}
