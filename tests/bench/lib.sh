# What the benchmarks share; sourced by run.sh.
#
# $T is a directory for all of them, $BUILD holds the programs, $lines is the
# file that takes an item's numbers, one line of JSON each.

T=$(mktemp -d "${TMPDIR:-/tmp}/shadowlog-bench.XXXXXX")
chmod 711 "$T"
. "$TOP/tests/servers.sh"
receiver=
servers=

finish() {
	stop_receiver
	stop_servers
	[ -n "${KEEP:-}" ] || rm -rf "$T"
}
trap finish EXIT
trap 'exit 1' INT TERM

say() {
	printf '%s\n' "$*" >&2
}

# Like echo, which takes backslashes for itself in some shells.
put() {
	printf '%s\n' "$*"
}

# Keeps a line of JSON.
note() { # MEMBERS
	printf '{%s}\n' "$1" >>"$lines"
}

machine() {
	printf '%s cores, %s, %s, %s' "$(nproc)" \
		"$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" \
		"$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' \
			/proc/meminfo)" "$(uname -sr)"
}

# The items are asked for by engines; one whose server is not there is left
# out, loudly.
has_engine() { # ENGINE
	case $1 in
	sqlite)
		command -v sqlite3 >/dev/null ||
			! say "sqlite: skipped, no sqlite3 program"
		;;
	postgresql) pg_find || ! say "postgresql: skipped, no server here" ;;
	mysql) my_find || ! say "mysql: skipped, no server here" ;;
	*)
		say "no engine \"$1\""
		false
		;;
	esac
}

# Servers of this item's own, for the engines that have one.
start_server() { # ENGINE [option ...]
	which=$1
	shift
	case $which in
	postgresql)
		pg_start "$T/pg" "$@"
		servers="$servers pg"
		;;
	mysql)
		my_start "$T/my" "$@"
		servers="$servers my"
		;;
	esac
}

stop_servers() {
	for server in $servers; do
		"${server}_stop" "$T/$server"
		rm -rf "${T:?}/$server"
	done
	servers=
}

# Seconds of CPU that a process and its children have used so far, those that
# have ended as well.
cpu_of() { # PID
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v pid="$1" \
		-v hz="$(getconf CLK_TCK)" '{
		is = $1 == pid
		sub(/^.*\) /, "")
		if (is)
			n += $12 + $13 + $14 + $15
		else if ($2 == pid)
			n += $12 + $13
	} END { printf "%.2f", n / hz }'
}

# The same of a server; SQLite has none.
server_cpu() { # ENGINE
	case $1 in
	postgresql) cpu_of "$(pg_pid "$T/pg")" ;;
	mysql) cpu_of "$(my_pid "$T/my")" ;;
	*) echo 0 ;;
	esac
}

start_receiver() { # [option ...]
	openssl rand -base64 32 | sed 's/^/whsec_/' >"$T/secret"
	chmod 600 "$T/secret"
	rm -f "$T/port"
	"$BUILD/shadowlog-receiver" --port-file "$T/port" \
		--secret-file "$T/secret" --store "$T/receiver.db" --quiet \
		"$@" >"$T/receiver.log" 2>&1 &
	receiver=$!
	while [ ! -s "$T/port" ]; do
		if ! kill -0 "$receiver"; then
			cat "$T/receiver.log" >&2
			exit 1
		fi
		sleep 0.05
	done
}

stop_receiver() {
	[ -z "$receiver" ] || kill "$receiver" 2>/dev/null || :
	receiver=
}

# Sets $dir and writes $dir/conf: one source, one sink called "out".  $EVENTS
# and $BYTES are a batch's limits.
config() { # ENGINE SINK
	dir=$T/$1-$2
	rm -rf "$dir"
	mkdir -p "$dir/state"
	{
		printf '[source]\nid = bench\ndialect = %s\n' "$1"
		printf 'connection = %s\nstate_dir = %s\n' "$connection" \
			"$dir/state"
		printf 'interval = %s\n' "${INTERVAL:-10ms}"
		sink_config out "$2"
	} >"$dir/conf"
	chmod 600 "$dir/conf"
}

sink_config() { # NAME TYPE
	printf '[sink %s]\ntype = %s\nbatch_events = %s\nbatch_bytes = %s\n' \
		"$1" "$2" "${EVENTS:-5000}" "${BYTES:-8m}"
	case $2 in
	file) echo "dir = $dir/$1-files" ;;
	outbox) echo "path = $dir/$1.db" ;;
	webhook)
		echo "url = http://127.0.0.1:$(cat "$T/port")/"
		echo "insecure_http = yes"
		echo "secret_file = $T/secret"
		;;
	esac
}

# A client of each engine that reads SQL from standard input.
sqlite_client() { # [FILE]
	sqlite3 -bail "${1:-$T/bench.sqlite}"
}

# The role "shadowlog" would find our own schema before the application's.
pg_client() { # [DATABASE [option ...]]
	pg_client_db=${1:-bench}
	[ $# = 0 ] || shift
	PGOPTIONS='-c client_min_messages=warning -c search_path=public' \
		"$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$PG_DIR" \
		-p "$PG_PORT" -U shadowlog -d "$pg_client_db" "$@"
}

my_client() { # [DATABASE]
	mariadb --no-defaults -S "$MY_SOCKET" -u root -N -B "${1:-bench}"
}

# Runs what installs the changelog, if it is not there, and the triggers of
# tables.  $connection must be set.
describe_and_install() { # ENGINE TABLES CLIENT...
	engine=$1
	tables=$2
	shift 2
	config "$engine" file
	"$BUILD/shadowlog-triggers" "$engine" changelog | "$@" >/dev/null
	# shellcheck disable=SC2086 # a list
	"$BUILD/shadowlog" describe --config "$dir/conf" $tables \
		>"$T/$engine.tables"
	"$BUILD/shadowlog-triggers" "$engine" install "$T/$engine.tables" |
		"$@" >/dev/null
}
