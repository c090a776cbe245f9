# make bench WHAT=latency: from commit to receiver, with `poll --follow`, and
# with `poll --linger` as cron starts it.
#
#	RATES='1 100 1000'	transactions a second
#	SECONDS_EACH='15 6 6'	how long for each of them
#	INTERVALS='10ms 200ms'	of the poller
#	LINGERS='15s 19s'	each is started anew every PERIOD=20 seconds,
#				for LINGER_PERIODS=3 of them, at 20 transactions
#				a second
#
# What matters of a minute of cron is how long nobody polls between the end of
# one run and the start of the next: as long with 15 of 20 seconds as with 55 of
# 60.  So that is measured, and what a whole minute gives follows from it.
#
# The receiver is on loopback, answers at once and stores nothing
# (latency.c).  Transactions of one row each, on one connection.
LATENCY_RATES=${RATES:-1 100 1000}
SECONDS_EACH=${SECONDS_EACH:-15 6 6}
INTERVALS=${INTERVALS-10ms 200ms}
LINGERS=${LINGERS-15s 19s}
PERIOD=${PERIOD:-20}
LINGER_PERIODS=${LINGER_PERIODS:-3}

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

# What cron does, with a shorter minute; until it is killed.
cron() { # LINGER
	poll=
	trap '[ -z "$poll" ] || kill "$poll"; wait; exit 0' TERM
	next=$(date +%s)
	while :; do
		next=$((next + PERIOD))
		"$BUILD/shadowlog" poll --linger "$1" --config "$dir/conf" \
			2>>"$T/err" &
		poll=$!
		wait "$poll" || :
		poll=
		sleep "$(put "$next $(date +%s.%N)" |
			awk '{ print ($1 > $2) ? $1 - $2 : 0 }')"
	done
}

# Writes, while poll --follow or cron is at work; MEMBERS are noted with what
# came of it.
latency_run() { # ENGINE MEMBERS RATE SECONDS COMMAND...
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
	EVENTS=500 config "$1" webhook
	members=$2
	shift 4
	: >"$T/err"
	"$@" 2>>"$T/err" &
	poller=$!
	if ! wait "$writer"; then
		cat "$T/err" >&2
		kill "$poller"
		exit 1
	fi
	cpu=$(cpu_of "$poller")
	kill "$poller"
	wait "$poller" || cat "$T/err" >&2
	note "$members,\"poller_cpu\":$cpu,$(tr -d '{}' <"$T/latency.out")"
}

follow_runs() { # ENGINE
	for interval in $INTERVALS; do
		# shellcheck disable=SC2086 # two lists side by side
		set -- "$1" $SECONDS_EACH
		for rate in $LATENCY_RATES; do
			say "$1: $rate/s, interval $interval"
			INTERVAL=$interval latency_run "$1" \
				"\"engine\":\"$1\",\"interval\":\"$interval\"" \
				"$rate" "${2:-10}" "$BUILD/shadowlog" poll \
				--follow --config "$T/$1-webhook/conf"
			[ $# = 1 ] || {
				follow_engine=$1
				shift 2
				set -- "$follow_engine" "$@"
			}
		done
	done
}

linger_runs() { # ENGINE
	for linger in $LINGERS; do
		say "$1: poll --linger $linger every $PERIOD s"
		latency_run "$1" "\"engine\":\"$1\",\"linger\":\"$linger\",\
\"period\":$PERIOD" 20 $((LINGER_PERIODS * PERIOD)) cron "$linger"
	done
}

latency_main() {
	for engine in $ENGINES; do
		start_server "$engine"
		follow_runs "$engine"
		linger_runs "$engine"
		stop_servers
	done
	awk -f "$TOP/tests/bench/stats.awk" -f "$TOP/tests/bench/latency.awk" \
		"$lines"
}
