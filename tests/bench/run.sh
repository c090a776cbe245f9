#!/bin/sh
# make bench: what draining costs, beside a bare ODBC loop over the same rows.
#
#	make bench			all engines, 1,000,000 changes
#	make bench ROWS=100000 ENGINES=sqlite ROUNDS=1
#
# For each engine a table is filled through its trigger, so that the changelog
# holds ROWS changes of about 200 bytes.  Then, ROUNDS times over, interleaved:
# a bare loop that fetches the rows and throws them away, and `shadowlog poll`
# into each sink, deletion included; in between the changelog is put back as it
# was.  Ratios are between medians of the same run.  Nothing here passes or
# fails.  The table goes to standard output, all numbers to $BUILD/bench.json.
set -eu
TOP=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$TOP"
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$TOP/$BUILD ;; esac
ROWS=${ROWS:-1000000}
ROUNDS=${ROUNDS:-3}
ENGINES=${ENGINES:-sqlite postgresql mysql}
SINKS=${SINKS:-file outbox webhook}
T=$(mktemp -d "${TMPDIR:-/tmp}/shadowlog-bench.XXXXXX")
chmod 711 "$T"
results=$BUILD/bench.json
receiver=
. "$TOP/tests/bench/engines.sh"

finish() {
	[ -z "$receiver" ] || kill "$receiver" 2>/dev/null || :
	sh tests/servers.sh stop "$T/srv" >/dev/null 2>&1 || :
	rm -rf "$T"
}
trap finish EXIT
trap 'exit 1' INT TERM

say() {
	printf '%s\n' "$*" >&2
}

# The number of a member of a line of JSON.
number() { # MEMBER
	sed -n 's/.*"'"$1"'":\([0-9.]*\).*/\1/p'
}

# The middle one of the numbers on standard input.
median() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

start_receiver() {
	openssl rand -base64 32 | sed 's/^/whsec_/' >"$T/secret"
	chmod 600 "$T/secret"
	"$BUILD/shadowlog-receiver" --port 0 --port-file "$T/port" \
		--secret "$T/secret" --store "$T/receiver.db" \
		>"$T/receiver.log" 2>&1 &
	receiver=$!
	while [ ! -s "$T/port" ]; do
		kill -0 "$receiver"
		sleep 0.05
	done
}

config() { # ENGINE SINK
	dir=$T/$1-$2
	rm -rf "$dir"
	mkdir -p "$dir/state"
	{
		printf '[source]\nid = bench\ndialect = %s\n' "$1"
		printf 'connection = %s\nstate_dir = %s\n' "$connection" \
			"$dir/state"
		printf '[sink out]\ntype = %s\nbatch_events = %s\n' "$2" \
			"${EVENTS:-5000}"
		printf 'batch_bytes = 8m\n'
		case $2 in
		file) echo "dir = $dir/files" ;;
		outbox) echo "path = $dir/outbox.db" ;;
		webhook)
			echo "url = http://127.0.0.1:$(cat "$T/port")/"
			echo "insecure_http = yes"
			echo "secret_file = $T/secret"
			;;
		esac
	} >"$dir/conf"
	chmod 600 "$dir/conf"
}

note() { # ENGINE WHAT JSON
	printf '{"engine":"%s","what":"%s","rows":%s,%s\n' "$1" "$2" "$ROWS" \
		"${3#\{}" >>"$T/lines"
}

run_bare() { # ENGINE
	note "$1" bare "$("$BUILD/tools/measure" "$BUILD/bench/bare_odbc" \
		"$connection" "$changelog" 2>"$T/err")"
}

run_sink() { # ENGINE SINK
	config "$1" "$2"
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
	note "$1" "$2" "$("$BUILD/tools/measure" "$BUILD/shadowlog" poll \
		--config "$dir/conf" 2>"$T/err")" || {
		cat "$T/err" >&2
		exit 1
	}
	rm -rf "$dir"
}

bench_engine() { # ENGINE
	say "$1: filling $ROWS changes"
	"fill_$1"
	round=0
	while [ $round -lt "$ROUNDS" ]; do
		round=$((round + 1))
		say "$1: round $round of $ROUNDS"
		"restore_$1"
		run_bare "$1"
		for sink in $SINKS; do
			"restore_$1"
			run_sink "$1" "$sink"
		done
	done
	"drop_$1"
}

table() {
	echo "machine: $(nproc) cores, $(sed -n 's/^model name.*: //p' \
		/proc/cpuinfo | head -1), $(uname -sr)"
	echo "$ROWS changes, medians of $ROUNDS rounds, deletion included"
	printf '%-11s %-8s %9s %11s %8s %9s %9s\n' engine what seconds events/s \
		of-bare cpu-s peak-MiB
	for engine in $ENGINES; do
		bare=$(grep "\"$engine\",\"what\":\"bare\"" "$T/lines" |
			number seconds | median)
		for what in bare $SINKS; do
			grep "\"$engine\",\"what\":\"$what\"" "$T/lines" \
				>"$T/these"
			s=$(number seconds <"$T/these" | median)
			cpu=$(sed -n 's/.*"user":\([0-9.]*\),"system":\([0-9.]*\).*/\1 \2/p' \
				"$T/these" | awk '{ print $1 + $2 }' | median)
			peak=$(number peak_kib <"$T/these" | median)
			awk -v e="$engine" -v w="$what" -v s="$s" -v b="$bare" \
				-v c="$cpu" -v p="$peak" -v n="$ROWS" 'BEGIN {
				printf "%-11s %-8s %9.2f %11.0f %8.2f %9.2f %9.1f\n",
					e, w, s, n / s, b / s, c, p / 1024 }'
		done
	done
}

sh tests/servers.sh start "$T/srv" >"$T/env"
. "$T/env"
export PG_DIR PG_PORT PG_BIN MY_SOCKET MY_PORT
case " $SINKS " in *" webhook "*) start_receiver ;; esac
for engine in $ENGINES; do
	bench_engine "$engine"
done
table
{
	echo '['
	sed '$!s/$/,/' "$T/lines"
	echo ']'
} >"$results"
say "all numbers: $results"
