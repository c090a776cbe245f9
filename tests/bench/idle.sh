# make bench WHAT=idle: what Shadowlog costs when there is nothing to do.
#
#	IDLE_SECONDS=5		of `poll --follow`, some 50 polls a second
#	STARTS=15		of `poll`, and of a program that only connects
#
# The database's time is the CPU of the server's thread for the poller (for
# SQLite there is none); statements are counted by the server itself, bytes and
# turns by a relay in between.
IDLE_SECONDS=${IDLE_SECONDS:-5}
STARTS=${STARTS:-15}

idle_open_sqlite() {
	connection="Driver={SQLite3};Database=$T/idle.sqlite"
	changelog=shadowlog_changelog
	rm -f "$T/idle.sqlite"*
	put "PRAGMA journal_mode = WAL;
		CREATE TABLE item(id INTEGER PRIMARY KEY, note TEXT);" |
		idle_db_sqlite >/dev/null
}

idle_db_sqlite() {
	sqlite_client "$T/idle.sqlite"
}

idle_open_postgresql() {
	connection="Driver={PostgreSQL Unicode};Server=127.0.0.1"
	connection="$connection;Database=idle;UID=shadowlog;Port="
	changelog=shadowlog.shadowlog_changelog
	server_port=$PG_PORT
	put "CREATE DATABASE idle" | pg_client postgres
	put "CREATE EXTENSION pg_stat_statements SCHEMA public;
		CREATE TABLE item(id bigint PRIMARY KEY, note text)" |
		idle_db_postgresql
}

idle_db_postgresql() {
	pg_client idle
}

idle_thread_postgresql() {
	put "SELECT pid FROM pg_stat_activity
		WHERE application_name = 'shadowlog'" | pg_client idle
}

idle_reset_postgresql() {
	put "SELECT pg_stat_statements_reset()" | pg_client idle
}

idle_statements_postgresql() {
	put "SELECT calls, replace(query, chr(10), ' ') FROM pg_stat_statements
		WHERE query !~ 'pg_stat' ORDER BY 1 DESC, 2" |
		pg_client idle | sed 's/|/ /'
}

idle_open_mysql() {
	connection="Driver={MariaDB Unicode};Server=127.0.0.1"
	connection="$connection;Database=idle;UID=shadowlog;PWD=shadowlog;Port="
	changelog=shadowlog_changelog
	server_port=$MY_PORT
	put "CREATE DATABASE idle;
		SET GLOBAL log_output = 'TABLE'" | my_client mysql
	put "CREATE TABLE item(id bigint PRIMARY KEY, note text)" |
		idle_db_mysql
}

idle_db_mysql() {
	my_client idle
}

idle_thread_mysql() {
	put "SELECT tid FROM information_schema.processlist
		WHERE user = 'shadowlog' AND db = 'idle'" | my_client mysql
}

# The log of all statements would cost the server more than they do, so it is
# on only while they are counted.
idle_reset_mysql() {
	put "SET GLOBAL general_log = 0; TRUNCATE mysql.general_log;
		SET GLOBAL general_log = 1" | my_client mysql
}

idle_statements_mysql() {
	put "SET GLOBAL general_log = 0; SELECT COUNT(*),
		REPLACE(CAST(argument AS CHAR), '\n', ' ')
		FROM mysql.general_log WHERE user_host LIKE 'shadowlog%'
		AND command_type IN ('Query', 'Execute') GROUP BY 2 ORDER BY 1 DESC" |
		my_client mysql | tr '\t' ' '
}

# Nanoseconds of CPU of a thread.
cpu_of_thread() { # ID
	cut -d' ' -f1 "/proc/$1/task/$1/schedstat"
}

start_relay() {
	rm -f "$T/relay.port"
	"$BUILD/bench/relay" "$server_port" "$T/relay.port" \
		>"$T/relay.out" &
	relay=$!
	while [ ! -s "$T/relay.port" ]; do
		kill -0 "$relay"
		sleep 0.05
	done
}

start_poller() {
	INTERVAL=20ms config "$engine" file
	sed -i "s|^connection = .*|connection = $1|" "$dir/conf"
	"$BUILD/shadowlog" poll --follow --config "$dir/conf" 2>"$T/err" &
	poller=$!
	sleep 2
	kill -0 "$poller" || {
		cat "$T/err" >&2
		exit 1
	}
}

stop_poller() {
	kill "$poller"
	wait "$poller" || cat "$T/err" >&2
}

# Polls are the calls of the statement that was run most.
idle_follow_server() {
	start_relay
	start_poller "$connection$(cat "$T/relay.port")"
	"idle_reset_$engine" >/dev/null
	kill -USR1 "$relay"
	sleep "$IDLE_SECONDS"
	kill -USR1 "$relay"
	"idle_statements_$engine" >"$T/statements"
	sleep 0.2
	thread=$("idle_thread_$engine")
	server=$(cpu_of_thread "$thread")
	client=$(cpu_of_thread "$poller")
	sleep "$IDLE_SECONDS"
	server=$(($(cpu_of_thread "$thread") - server))
	client=$(($(cpu_of_thread "$poller") - client))
	stop_poller
	polls=$(awk 'NR == 1 { print $1 }' "$T/statements")
	all=$(awk '{ n += $1 } END { print n }' "$T/statements")
	note "\"engine\":\"$engine\",\"what\":\"follow\",\"polls\":$polls,\
\"statements\":$all,\"server_ns\":$server,\"client_ns\":$client,\
$(sed -n 2p "$T/relay.out" | tr -d '{}')"
	say "$engine: statements of $polls polls"
	sed 's/^/  /' "$T/statements" | cut -c1-79 >&2
}

idle_follow_sqlite() {
	start_poller "$connection"
	client=$(cpu_of_thread "$poller")
	sleep "$IDLE_SECONDS"
	client=$(($(cpu_of_thread "$poller") - client))
	stop_poller
	note "\"engine\":\"$engine\",\"what\":\"follow\",\
\"client_ns\":$client,\"seconds\":$IDLE_SECONDS"
}

# In turns: a whole poll with nothing to do, and a program that connects and
# asks once.
idle_starts() {
	case $connection in *Port=) connection=$connection$server_port ;; esac
	config "$engine" file
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
	"$BUILD/shadowlog" poll --config "$dir/conf"
	n=0
	while [ $n -lt "$STARTS" ]; do
		n=$((n + 1))
		note "\"engine\":\"$engine\",\"what\":\"poll\",$(
			"$BUILD/tools/measure" "$BUILD/shadowlog" poll \
				--config "$dir/conf" | tr -d '{}')"
		note "\"engine\":\"$engine\",\"what\":\"connect\",$({
			"$BUILD/tools/measure" "$BUILD/bench/bare_odbc" \
				"$connection" "$changelog" 2>"$T/null" || :
		} | tr -d '{}')"
	done
}

idle_engine() {
	start_server "$engine" "$@"
	"idle_open_$engine"
	case $connection in
	*Port=)
		connection=$connection$server_port
		describe_and_install "$engine" item "idle_db_$engine"
		connection=${connection%"$server_port"}
		idle_follow_server
		;;
	*)
		describe_and_install "$engine" item "idle_db_$engine"
		idle_follow_sqlite
		;;
	esac
	idle_starts
	stop_servers
}

idle_main() {
	for engine in $ENGINES; do
		case $engine in
		postgresql) idle_engine -c \
			shared_preload_libraries=pg_stat_statements ;;
		*) idle_engine ;;
		esac
	done
	awk -f "$TOP/tests/bench/stats.awk" -f "$TOP/tests/bench/idle.awk" \
		"$lines"
}
