#!/bin/sh
# A changelog full of holes, as rollbacks leave them: each change once, in
# order, to two sinks; and what both have goes while others are still to come,
# so that no page has to look through all that was delivered before.
#
# Seen to fail on purpose: without trim_early().
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v strace >/dev/null || skip_all "no strace: order is not seen"
strace -f -y -o /dev/null true 2>/dev/null ||
	skip_all "strace may not trace here"
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

engine_new sqlite fragments
sql 'PRAGMA journal_mode = WAL; CREATE TABLE t (id integer PRIMARY KEY)' \
	>"$T/null"
capture t
conf_write
sql "WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k
	WHERE n < 120000) INSERT INTO t SELECT n FROM k;
	DELETE FROM shadowlog_changelog WHERE seq % 2 = 0;
	DELETE FROM shadowlog_changelog WHERE seq > 60000 AND seq % 10 IN (1, 3)"
sql 'SELECT seq FROM shadowlog_changelog ORDER BY seq' >"$E/want"
ok "it polls" strace -f -y -e trace=fsync,fdatasync -o "$E/trace" \
	"$SHADOWLOG" poll --config "$CONF"
for sink in files outbox; do
	events $sink | jq -r '.pos | ltrimstr("0000") | tonumber' >"$E/got"
	same_file "$E/got" "$E/want" "$sink: each change once, in order"
done
is "$(sql 'SELECT seq FROM shadowlog_changelog')" "$(tail -1 "$E/want")" \
	"the anchor is left"
# Of what was flushed in the source, DELETEs are most.
awk '/source\.db-wal>/ { n++ } /\/files\// { before = n }
	END { print before, n }' "$E/trace" >"$E/order"
read -r before all <"$E/order"
ok "trimmed while it drained: $before of $all" [ $((2 * before)) -gt "$all" ]

done_testing
