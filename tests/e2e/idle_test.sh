#!/bin/sh
# A look at a source where nothing waits is one statement for a sink, as often as
# --follow and --linger look; one that finds something asks for more.
#
# Seen to fail on purpose: with the bound of the drain asked for first.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine postgresql || skip_all "$why"
command -v strace >/dev/null || skip_all "no strace: statements are not seen"
strace -f -o /dev/null true 2>/dev/null ||
	skip_all "strace may not trace here"
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

engine_new postgresql idle
sql 'CREATE TABLE t (id integer PRIMARY KEY)'
capture t
conf_write 'interval = 1ms'
sql 'INSERT INTO t VALUES (1)'
poll
# What is sent while nothing happens goes to the server alone.
strace -f -e trace=sendto,clock_nanosleep -o "$E/trace" \
	"$SHADOWLOG" poll --follow --config "$CONF" >"$E/followed" 2>&1 &
follower=$!
wait_for '[ "$(grep -c clock_nanosleep "$E/trace")" -ge 40 ]'
kill "$(pgrep -P "$follower")"
wait "$follower"
is "$?:$(cat "$E/followed")" 0: "it follows"
awk '/clock_nanosleep\(/ { print n; n = 0; next } /sendto\(/ { n++ }' \
	"$E/trace" | sed 1,3d | sort -n >"$E/sent"
ok "it looked $(wc -l <"$E/sent") times" [ -s "$E/sent" ]
is "$(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' "$E/sent")" 2 \
	"one statement for each of the two sinks, each time"
done_testing
