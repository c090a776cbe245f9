#!/bin/sh
# make bench: what Shadowlog costs and how fast it is, measured.
#
#	make bench				all of it, half an hour
#	make bench WHAT=triggers ENGINES=sqlite
#	make bench WHAT=drain ROWS=1000000
#	make bench WHAT=scale BACKLOGS='10000 1000000' HOLES=100000 TABLES=1000
#
# WHAT is one or more of: triggers drain latency idle scale options.  Each is a
# file beside this one, which says what it does and which variables it knows.
# ENGINES is one or more of: sqlite postgresql mysql.
#
# What is compared is measured in the same run, in turns; the tables show
# medians and how far the middle half spreads.  Nothing here passes or fails.
# The tables go to standard output, all numbers to $BUILD/bench.json; those of a
# run that was cut off stand in $BUILD/bench.ITEM.lines.
set -eu
TOP=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$TOP"
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$TOP/$BUILD ;; esac
WHAT=${WHAT:-triggers drain latency idle scale options}
ENGINES=${ENGINES:-sqlite postgresql mysql}
. "$TOP/tests/bench/lib.sh"

here=
for engine in $ENGINES; do
	if has_engine "$engine"; then
		here="$here $engine"
	fi
done
ENGINES=${here# }
[ -n "$ENGINES" ] || exit 1

# All numbers as one JSON object: each item an array.
collect() {
	printf '{"machine":"%s","started":"%s"' "$(machine)" "$started"
	for item in $WHAT; do
		printf ',\n"%s":[\n' "$item"
		sed '$!s/$/,/' "$BUILD/bench.$item.lines"
		printf ']'
	done
	echo '}'
}

started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
echo "machine: $(machine)"
for item in $WHAT; do
	lines=$BUILD/bench.$item.lines
	: >"$lines"
	say "--- $item"
	. "$TOP/tests/bench/$item.sh"
	echo
	"${item}_main"
	stop_servers
done
collect >"$BUILD/bench.json"
say "all numbers: $BUILD/bench.json"
