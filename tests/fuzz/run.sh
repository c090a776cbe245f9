#!/bin/sh
# make fuzz: every fuzzer for FUZZ_SECONDS (default 30), from the seeds in
# tests/fuzz/seeds/NAME and what earlier runs found in $BUILD/corpus/NAME.
# FUZZ="row_json value" runs only these.  Ends with 1 at the first finding; the
# input that did it is kept in $BUILD/crash-NAME-*.
set -eu
TOP=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$TOP"
BUILD=${BUILD:-build/fuzz}
for name in ${FUZZ:-$(ls tests/fuzz/*_fuzz.c | sed 's|.*/||; s|_fuzz\.c$||')}; do
	corpus=$BUILD/corpus/$name
	mkdir -p "$corpus"
	set -- "$corpus"
	[ ! -d "tests/fuzz/seeds/$name" ] || set -- "$@" "tests/fuzz/seeds/$name"
	echo "fuzz $name"
	if ! "$BUILD/fuzzers/${name}_fuzz" -max_total_time="${FUZZ_SECONDS:-30}" \
		-max_len=4096 -timeout=20 -verbosity=0 -print_final_stats=1 \
		-artifact_prefix="$BUILD/crash-$name-" "$@" \
		>"$BUILD/$name.log" 2>&1; then
		cat "$BUILD/$name.log"
		exit 1
	fi
	sed -n 's/^stat::number_of_executed_units: */  inputs tried: /p' \
		"$BUILD/$name.log"
done
