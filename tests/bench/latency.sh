# make bench WHAT=latency: from commit to receiver, with `poll --follow`.
#
#	RATES='1 100 1000'	transactions a second
#	SECONDS_EACH='15 6 6'	how long for each of them
#	INTERVALS='10ms 200ms'	of the poller
#
# The receiver is on loopback, answers at once and stores nothing
# (latency.c).  Transactions of one row each, on one connection.
LATENCY_RATES=${RATES:-1 100 1000}
SECONDS_EACH=${SECONDS_EACH:-15 6 6}
INTERVALS=${INTERVALS:-10ms 200ms}

latency_open_sqlite() {
	connection="Driver={SQLite3};Database=$T/latency.sqlite"
	to="sqlite $T/latency.sqlite"
	session='PRAGMA synchronous = OFF'
	rm -f "$T/latency.sqlite"*
	put "PRAGMA journal_mode = WAL;
		CREATE TABLE item(id INTEGER PRIMARY KEY, mark TEXT);" |
		latency_db_sqlite >/dev/null
}

latency_db_sqlite() {
	sqlite_client "$T/latency.sqlite"
}

latency_open_postgresql() {
	connection="Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=$PG_PORT"
	connection="$connection;Database=latency;UID=shadowlog;Protocol=7.4-0"
	to=$connection
	session='SELECT 1'
	put "DROP DATABASE IF EXISTS latency" | pg_client postgres
	put "CREATE DATABASE latency" | pg_client postgres
	put "CREATE TABLE item(id bigint PRIMARY KEY, mark text)" |
		latency_db_postgresql
}

latency_db_postgresql() {
	pg_client latency
}

latency_open_mysql() {
	connection="Driver={MariaDB Unicode};Server=127.0.0.1;Port=$MY_PORT"
	connection="$connection;Database=latency;UID=shadowlog;PWD=shadowlog"
	to=$connection
	session='SELECT 1'
	put "DROP DATABASE IF EXISTS latency; CREATE DATABASE latency" |
		my_client mysql
	put "CREATE TABLE item(id bigint PRIMARY KEY, mark varchar(40))" |
		latency_db_mysql
}

latency_db_mysql() {
	my_client latency
}

# Seconds of CPU that a process has used.
cpu_of() { # PID
	awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, "")
		print ($12 + $13) / hz }' "/proc/$1/stat"
}

latency_run() { # ENGINE INTERVAL RATE SECONDS
	"latency_open_$1"
	describe_and_install "$1" item "latency_db_$1"
	openssl rand -base64 32 | sed 's/^/whsec_/' >"$T/secret"
	chmod 600 "$T/secret"
	rm -f "$T/port"
	"$BUILD/bench/latency" "$to" "$T/port" "$3" "$4" "$session" \
		>"$T/latency.out" &
	writer=$!
	while [ ! -s "$T/port" ]; do
		kill -0 "$writer"
		sleep 0.05
	done
	INTERVAL=$2 EVENTS=500 config "$1" webhook
	"$BUILD/shadowlog" poll --follow --config "$dir/conf" 2>"$T/err" &
	poller=$!
	if ! wait "$writer"; then
		cat "$T/err" >&2
		kill "$poller"
		exit 1
	fi
	cpu=$(cpu_of "$poller")
	kill "$poller"
	wait "$poller" || cat "$T/err" >&2
	note "\"engine\":\"$1\",\"interval\":\"$2\",\"poller_cpu\":$cpu,$(
		tr -d '{}' <"$T/latency.out")"
}

latency_table() {
	echo "from commit to receiver, poll --follow: milliseconds"
	printf '%-11s %8s %7s %7s %8s %8s %8s %8s %9s\n' engine interval \
		tx/s came median p90 p99 max poller-cpu
	sed 's/[{}"]//g; s/,/ /g; s/[a-z_0-9]*://g' "$lines" |
		while read -r engine interval cpu rate sent arrived requests \
			seconds median p90 p99 max; do
			printf '%-11s %8s %7s %6.1f%% %8s %8s %8s %8s %8.1f%%\n' \
				"$engine" "$interval" "$rate" \
				"$(put "$arrived $sent" |
					awk '{ print 100 * $1 / $2 }')" \
				"$median" "$p90" "$p99" "$max" \
				"$(put "$cpu $seconds" |
					awk '{ print 100 * $1 / $2 }')"
		done
}

latency_main() {
	for engine in $ENGINES; do
		start_server "$engine"
		for interval in $INTERVALS; do
			# shellcheck disable=SC2086 # two lists side by side
			set -- $SECONDS_EACH
			for rate in $LATENCY_RATES; do
				say "$engine: $rate/s, interval $interval"
				latency_run "$engine" "$interval" "$rate" \
					"${1:-10}"
				[ $# = 0 ] || shift
			done
		done
		stop_servers
	done
	latency_table
}
