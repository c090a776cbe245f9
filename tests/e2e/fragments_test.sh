#!/bin/sh
# A changelog full of holes, as rollbacks leave them: each change once, in
# order; and what all sinks have goes while more is still to come, so that no
# page has to look through all that was delivered before.
#
# Seen to fail on purpose: without trim_early() (8 flushes of the source before the
# last batch, in the place of some 90).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v strace >/dev/null || skip_all "no strace: order is not seen"
strace -f -y -o /dev/null true 2>/dev/null ||
	skip_all "strace may not trace here"
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

fresh() { # NAME
	engine_new sqlite "$1"
	sql 'PRAGMA journal_mode = WAL; CREATE TABLE t
		(id integer PRIMARY KEY)' >"$T/null"
	capture t
	conf_write
	sql "WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k
		WHERE n < 120000) INSERT INTO t SELECT n FROM k;
		DELETE FROM shadowlog_changelog WHERE seq % 2 = 0;
		DELETE FROM shadowlog_changelog
			WHERE seq > 80000 AND seq % 10 IN (1, 3)"
	sql 'SELECT seq FROM shadowlog_changelog ORDER BY seq' >"$E/want"
}

got() { # SINK
	events "$1" | jq -r '.pos | ltrimstr("0000") | tonumber' >"$E/got"
	same_file "$E/got" "$E/want" "$1: each change once, in order"
}

fresh two
poll
is "$code:$out" 0: "two sinks"
got files
got outbox
is "$(sql 'SELECT seq FROM shadowlog_changelog')" "$(tail -1 "$E/want")" \
	"the anchor is left"

fresh one
sed -i '/^\[sink outbox\]/,$d' "$CONF"
ok "one sink" strace -f -y -e trace=fsync,fdatasync -o "$E/trace" \
	"$SHADOWLOG" poll --config "$CONF"
got files
awk '/source\.db-wal>/ { n++ } /\/files\// { before = n }
	END { print before + 0 }' "$E/trace" >"$E/before"
read -r before <"$E/before"
ok "trimmed while it drained: $before" [ "$before" -gt 30 ]
done_testing
