#!/bin/sh
# A drain takes no more memory for a large backlog than for a small one: 200,000
# changes of 200 bytes, in one transaction, stay below 48 MiB.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

MOST=49152 # KiB
ROWS=${ROWS:-200000}
if nm "$SHADOWLOG" 2>/dev/null | grep -q __asan_init; then
	skip_all 'AddressSanitizer takes memory of its own'
fi

fill() {
	case $DIALECT in
	sqlite) echo "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL
		SELECT i + 1 FROM n WHERE i < $ROWS)
		INSERT INTO t SELECT i, printf('%0200d', i) FROM n" ;;
	postgresql) echo "INSERT INTO t SELECT i, lpad(i::text, 200, '0')
		FROM generate_series(1, $ROWS) AS i" ;;
	mysql) echo "INSERT INTO t SELECT seq, lpad(seq, 200, '0')
		FROM seq_1_to_$ROWS" ;;
	esac | sql
}

for engine in $ENGINES; do
	has_engine "$engine" || {
		skip "memory on $engine" "$why"
		continue
	}
	engine_new "$engine" "memory_$engine"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(200))'
	capture t
	fill
	conf_write
	sed '/^\[sink outbox\]/,$d' "$CONF" >"$CONF.new"
	chmod 600 "$CONF.new"
	mv "$CONF.new" "$CONF"
	out=$("$BUILD/tools/peak" "$E/peak" "$SHADOWLOG" poll \
		--config "$CONF" 2>&1 </dev/null)
	is "$?:$out" 0: "$engine: a drain of $ROWS changes"
	is "$(find "$FILES" -name '*.ndjson' -exec grep -h -c '"op":"c"' {} + |
		awk '{ n += $1 } END { print n }')" "$ROWS" \
		"$engine: all of it is there"
	ok "$engine: $(cat "$E/peak") KiB at most" \
		[ "$(cat "$E/peak")" -lt "$MOST" ]
	rm -rf "$E"
done

done_testing
