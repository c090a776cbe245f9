#!/bin/sh
# A drain takes no more memory for a large backlog than for a small one: 200,000
# changes of 200 bytes, in one transaction, stay below 48 MiB.  Long values come
# on top, twice: as the row that was read and as the batch that is made of it.
#
# Seen to fail with advance() in poller/deliver.c that lets go of no page, for
# the outbox, whose database needs one more for itself meanwhile.
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

one_sink() { # files|outbox
	awk -v sink="[sink $1]" '/^\[/ { on = $0 !~ /^.sink/ || $0 == sink }
		on' "$CONF" >"$CONF.new"
	chmod 600 "$CONF.new"
	mv "$CONF.new" "$CONF"
}

# A poll; its peak is in $E/peak.
peak() { # WHAT
	out=$("$BUILD/tools/peak" "$E/peak" "$SHADOWLOG" poll \
		--config "$CONF" 2>&1 </dev/null)
	is "$?:$out" 0: "$1"
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
	one_sink files
	peak "$engine: a drain of $ROWS changes"
	is "$(find "$FILES" -name '*.ndjson' -exec grep -h -c '"op":"c"' {} + |
		awk '{ n += $1 } END { print n }')" "$ROWS" \
		"$engine: all of it is there"
	ok "$engine: $(cat "$E/peak") KiB at most" \
		[ "$(cat "$E/peak")" -lt "$MOST" ]
	rm -rf "$E"
done

LONG=$((32 << 20))
for sink in files outbox; do
	has_engine sqlite || break
	engine_new sqlite "long_$sink"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
	sql "INSERT INTO t SELECT value, hex(zeroblob($LONG / 2))
		FROM json_each('[1,2,3]')"
	conf_write
	one_sink "$sink"
	peak "$sink: values of $LONG bytes"
	ok "$sink: $(cat "$E/peak") KiB at most" \
		[ "$(cat "$E/peak")" -lt $((MOST + 2 * LONG / 1024)) ]
	rm -rf "$E"
done

done_testing
