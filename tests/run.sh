#!/bin/sh
# Runs the tests and says how it went.
#
#	make check			all of them
#	make check TESTS=cli		those whose name holds "cli"
#	make check TESTS='unit/r* doc'	those whose name matches or holds one
#
# A test is a program that prints TAP: $BUILD/DIR/NAME_test, made of
# tests/DIR/NAME_test.c, or tests/DIR/NAME_test.sh.  Each also runs alone; the
# variables that tests/servers.sh prints then tell it where the servers are, and
# without them what needs a server skips.  What a test printed is kept in
# $BUILD/test-log/.
#
# With SAN=1 leaks are looked for in the tests in C alone: at the end of a program
# LeakSanitizer stops it through ptrace, and once in some thousand times it stands
# still for ever.
#
# PostgreSQL and MariaDB are started once, for all, and stopped whatever
# happens (SERVERS=none goes without); one that is installed and does not start is
# a failure.  Two tests run at a time, those that take longest first.  A test that
# passes is one line; of one that fails all is shown that can tell why.  The last
# line is "N passed, N failed", with ", N skipped" where some were.
set -uf
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
export BUILD
logs=$BUILD/test-log
# A test that hangs is a test that fails, after half an hour: no machine is so
# slow.
limit=$(command -v timeout) && limit="$limit -k 60 ${TEST_SECONDS:-1800}"
one=

# Counts the TAP of one program.  Prints "passed failed skipped", then what to
# tell about it.
count_tap='
/^1\.\.0/ && /SKIP/ { sub(/^1\.\.0 *# *SKIP */, ""); whole = $0; planned = 1; next }
/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; planned = 1; next }
/^ok / {
	seen++
	if ($0 ~ /# SKIP/) { skipped++; tell[++told] = "skipped: " $0 }
	else passed++
	next
}
/^not ok / { seen++; failed++ }
END {
	if (whole != "") { skipped++; tell[++told] = "skipped: " whole }
	else if (!planned || plan != seen) {
		failed++
		tell[++told] = "not ok - it ended after " seen + 0 \
			" tests" (planned ? " of " plan : ", without a plan")
	} else if (status != 0 && failed == 0) {
		failed++
		tell[++told] = "not ok - all its tests passed, but it " \
			"ended with exit code " status
	}
	print passed + 0, failed + 0, skipped + 0
	for (i = 1; i <= told; i++)
		print "    " tell[i]
}'

# What a failing test printed: all of it if that is not long, else what failed
# with what stands around it, and the end.
show_tap='
{ line[NR] = substr($0, 1, 600) }
END {
	for (i = 1; i <= NR; i++)
		for (k = i - 3; line[i] ~ /^not ok / && k < i + 12; k++)
			if (picked < 40 && !(k in show)) {
				show[k] = 1
				picked++
			}
	for (i = 1; i <= NR; i++) {
		if (NR > 60 && !(i in show) && i <= NR - 20) {
			left++
			continue
		}
		if (left)
			print "    | ... " left " lines"
		left = 0
		print "    | " line[i]
	}
}'

run_one() { # NAME
	log=$logs/$(echo "$1" | tr / .)
	begin=$(date +%s)
	if [ -f "tests/$1.sh" ]; then
		ASAN_OPTIONS=detect_leaks=0 $limit sh "tests/$1.sh" \
			>"$log.tap" 2>&1 </dev/null
	else
		$limit "$BUILD/$1" >"$log.tap" 2>&1 </dev/null
	fi
	status=$?
	awk -v status="$status" "$count_tap" "$log.tap" >"$log.sum"
	read -r passed failed skipped <"$log.sum"
	word=ok
	[ "$failed" = 0 ] || word=FAIL
	{
		printf '%-4s %-36s %4d passed' "$word" "$1" "$passed"
		[ "$failed" = 0 ] || printf ', %d failed' "$failed"
		[ "$skipped" = 0 ] || printf ', %d skipped' "$skipped"
		printf ' (%d s)\n' $(($(date +%s) - begin))
		sed 1d "$log.sum"
		[ "$failed" = 0 ] || awk "$show_tap" "$log.tap"
	} >"$log.out"
	cat "$log.out"
}

wanted() { # NAME
	[ -n "${TESTS:-}" ] || return 0
	for pattern in $TESTS; do
		# shellcheck disable=SC2254 # the first is a pattern on purpose
		case $1 in
		$pattern | *"$pattern"*) return 0 ;;
		esac
	done
	return 1
}

# The names of all tests that were asked for.
list_tests() {
	for test in $(set +f; ls tests/*/*_test.c tests/*/*_test.sh); do
		name=${test#tests/}
		name=${name%.*}
		if wanted "$name"; then
			echo "$name"
		fi
	done
}

stop_all() {
	trap '' INT TERM HUP
	[ -z "$one" ] || kill "$one" 2>/dev/null
	[ -z "${servers:-}" ] || sh tests/servers.sh stop "$servers/s"
	[ -z "${servers:-}" ] || rm -rf "$servers"
}

start_servers() {
	servers=$(mktemp -d "${TMPDIR:-/tmp}/shadowlog.XXXXXX") || exit 1
	sh tests/servers.sh start "$servers/s" >"$servers/env" || {
		echo "not ok - a server that is installed does not start" \
			"(SERVERS=none goes without)"
		echo 0 1 0 >"$logs/servers.sum"
		echo servers >>"$logs/all"
	}
	set -a
	# shellcheck disable=SC1091 # made a line above
	. "$servers/env"
	set +a
}

# In the background and waited for, so that a signal is heard at once.
run_list() { # FILE
	[ -s "$1" ] || return 0
	xargs -n 1 -P 2 sh tests/run.sh --one <"$1" &
	one=$!
	wait "$one"
	one=
}

if [ "${1:-}" = --one ]; then
	run_one "$2"
	exit 0
fi

rm -rf "$logs"
mkdir -p "$logs" || exit 1
list_tests >"$logs/all"
slow='^crash/\|^torture/\|^live/'
grep "$slow" "$logs/all" >"$logs/order"
grep -v "$slow" "$logs/all" >>"$logs/order"
trap stop_all EXIT
trap 'exit 130' INT TERM HUP
[ "${SERVERS:-}" = none ] || start_servers
run_list "$logs/order"

set +f
grep -h '^FAIL' "$logs"/*.out 2>/dev/null
# A test that left no summary was cut off: that is a failure too.
cat "$logs"/*.sum 2>/dev/null | awk -v all="$(wc -l <"$logs/all")" '
/^[0-9]+ [0-9]+ [0-9]+$/ { passed += $1; failed += $2; skipped += $3; n++ }
END {
	if (all == 0)
		print "no test has such a name"
	failed += all - n
	printf "%d passed, %d failed", passed, failed
	if (skipped)
		printf ", %d skipped", skipped
	print ""
	exit failed > 0 || all == 0
}'
