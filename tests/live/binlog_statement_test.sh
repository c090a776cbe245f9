#!/bin/sh
# A MySQL server whose binlog is made of statements refuses to delete in READ
# COMMITTED, and calls a DELETE with LIMIT unsafe.  The source has to do without
# either.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"

my_need "$T/my" --log-bin=binlog --binlog-format=STATEMENT --server-id=1

for i in source_mysql mysql_engine; do
	"$BUILD/live/${i}_test" >"$T/$i.tap" 2>&1
	is "$?" 0 "$i passes with a STATEMENT binlog" ||
		diag "$(grep -A5 '^not ok' "$T/$i.tap" | head -30)"
	ok "and was not skipped" grep -q '^ok 20' "$T/$i.tap"
done
is "$(grep 'Unsafe statement' "$T/my/log" | grep -c -e shadowlog_changelog \
	-e shadowlog_lease)" 0 "nothing the poller does is called unsafe"
done_testing
