#!/bin/sh
# SQLite databases that keep text in UTF-16: the same events as from UTF-8, also
# of text with a NUL, which no literal carries.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

texts='"", "a\u0000b", "\u0000", "é€🐘\u0000🐘é", "\ufeff\u0000", "🐘'"'"'"'

for encoding in UTF-8 UTF-16le UTF-16be; do
	engine_new sqlite "$encoding"
	sql "PRAGMA encoding = '$encoding';
		CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, y BLOB, z)"
	capture t
	conf_write
	sql "INSERT INTO t (x) VALUES (''), ('a' || char(0) || 'b'), (char(0)),
		('é€🐘' || char(0) || '🐘é'), (char(65279, 0)), ('🐘''');
		UPDATE t SET y = x, z = x"
	poll
	for column in x y z; do
		is "$(events files | jq -c "select(.op == \"u\").after.$column" |
			jq -cs .)" "$(echo "[$texts]" | jq -c .)" \
			"$encoding: column $column"
	done
done
done_testing
