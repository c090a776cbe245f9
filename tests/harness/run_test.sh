# The runner itself: counts, a test that dies, one that skips, the last line.
. "$(dirname "$0")/../tap.sh"

mkdir -p "$T/tree/tests/a" "$T/tree/tests/crash" "$T/tree/tests/unit" "$T/b/unit"
cp "$TOP/tests/run.sh" "$TOP/tests/servers.sh" "$T/tree/tests/"

fake() { # NAME lines...
	fake_name=$1
	shift
	printf '%s\n' "$@" >"$T/tree/tests/$fake_name"
}

run() { # pattern
	(cd "$T/tree" && BUILD=$T/b TESTS=${1:-} SERVERS=none \
		sh tests/run.sh) >"$T/out" 2>&1
	echo $? >"$T/code"
}

fake a/good_test.sh 'echo "ok 1 - x"; echo "ok 2 - y"; echo 1..2'
fake crash/good_test.sh 'echo "ok 1 - x"; echo 1..1'
run
is "$(tail -1 "$T/out") $(cat "$T/code")" '3 passed, 0 failed 0' \
	'all good: the totals, exit 0'

fake a/part_test.sh 'echo "ok 1 - x # SKIP no server"; echo 1..1'
fake a/whole_test.sh 'echo "1..0 # SKIP no printer"'
run
is "$(tail -1 "$T/out") $(cat "$T/code")" \
	'3 passed, 0 failed, 2 skipped 0' 'what was skipped is counted'
has "$(cat "$T/out")" 'skipped: no printer' 'with its reason'

fake a/bad_test.sh 'echo "not ok 1 - sums"; echo "# got 3"; echo 1..1; exit 1'
run bad
is "$(tail -1 "$T/out") $(cat "$T/code")" '0 passed, 1 failed 1' \
	'one failed: exit 1'
has "$(cat "$T/out")" '# got 3' 'what a failing test said is shown'
has "$(tail -2 "$T/out")" 'FAIL a/bad_test' 'its name stands at the end again'

# Longer than a screen: what failed, what stands around it, the end.
fake a/bad_test.sh 'i=0; while [ $i -lt 200 ]; do i=$((i + 1)); case $i in
	50) echo "psql: it is gone"; echo "not ok 50 - sums"; echo "# got 3" ;;
	150) echo "not ok 150 - more" ;;
	*) echo "ok $i - x" ;;
	esac; done; echo "a last word"; echo 1..200; exit 1'
run bad
for part in 'psql: it is gone' 'not ok 50 - sums' '# got 3' 'ok 60 - x' \
	'not ok 150 - more' 'a last word'; do
	has "$(cat "$T/out")" "    | $part" "of a long log is shown: $part"
done
not_ok 'and not all of it' grep -q 'ok 100 - x' "$T/out"
ok 'not more than a screen' [ "$(wc -l <"$T/out")" -lt 70 ]
is "$(tail -1 "$T/out")" '198 passed, 2 failed' 'and all of it is counted'
rm "$T/tree/tests/a/bad_test.sh"

fake a/short_test.sh 'echo "ok 1 - x"; echo 1..2'
run a/short
is "$(tail -1 "$T/out")" '1 passed, 1 failed' 'fewer tests than planned'
fake a/short_test.sh 'echo "ok 1 - x"; kill -9 $$'
run a/short
is "$(tail -1 "$T/out")" '1 passed, 1 failed' 'a test that was killed'
fake a/short_test.sh 'echo "ok 1 - x"; echo 1..1; exit 3'
run a/short
is "$(tail -1 "$T/out")" '1 passed, 1 failed' 'a test that ends badly'
rm "$T/tree/tests/a/short_test.sh"

echo >"$T/tree/tests/unit/lost_test.c"
run unit/lost
is "$(tail -1 "$T/out")" '0 passed, 1 failed' 'a test that was not built'

run 'a/g* unit'
is "$(tail -1 "$T/out")" '2 passed, 1 failed' 'several patterns'
# Servers that are there and do not start; they run as somebody else.
mkdir "$T/bin"
chmod go+x "$T"
for program in initdb mariadb-install-db mariadbd; do
	printf '#!/bin/sh\necho "it is broken"; exit 1\n' >"$T/bin/$program"
	chmod 755 "$T/bin/$program"
done
(cd "$T/tree" && SERVERS= PATH=$T/bin:$PATH PG_BIN=$T/bin MARIADBD=$T/bin/mariadbd \
	BUILD=$T/b TESTS=a/good sh tests/run.sh) >"$T/out" 2>&1
is "$? $(tail -1 "$T/out")" '1 2 passed, 1 failed' \
	'a server that does not start is a failure'
has "$(cat "$T/out")" 'it is broken' 'and it is said why'

run nothing_like_it
is "$(tail -1 "$T/out") $(cat "$T/code")" '0 passed, 0 failed 1' \
	'no test at all is a failure'
done_testing
