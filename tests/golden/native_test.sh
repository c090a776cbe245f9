#!/bin/sh
# Options of tables with columns of the engine's own types, and what the doctor
# asks, to the byte: for engines that cannot be run here, and Firebird.  BLESS=1
# (make bless) accepts what is printed now.
. "$(dirname "$0")/../tap.sh"
cd "$TOP/tests/golden" || exit 1
program=$BUILD/shadowlog-triggers
checks=$BUILD/tools/checks
[ -x "$program" ] && [ -x "$checks" ] || skip_all 'nothing is built'

golden() { # NAME: what stands in $T/out
	if [ -n "${BLESS:-}" ]; then
		cp "$T/out" "expected/$1"
	fi
	same_file "$T/out" "expected/$1" "$1"
}

for file in native/*.tables; do
	dialect=${file#native/}
	dialect=${dialect%.tables}
	ok "$dialect: options are printed" sh -c \
		"'$program' $dialect install $file >'$T/out' 2>'$T/err'"
	cat "$T/err" >&2
	golden "$dialect/native.install.sql"
	ok "$dialect: checks are printed" sh -c "'$checks' $dialect >'$T/out'"
	golden "$dialect/checks.sql"
	# A hole that nothing fills would stand there as it is.
	is "$(grep -c '{{' "$T/out")" 0 "$dialect: every hole is filled"
done
done_testing
