# The outbox: its file, what it refuses, and the SQL of docs/outbox.md as it
# stands there.
. "$(dirname "$0")/../tap.sh"

command -v sqlite3 >/dev/null 2>&1 || skip_all 'no sqlite3 on this machine'
db=$T/out.db

send() { # FROM TO [COUNT [OPTION]]
	"$BUILD/tools/deliver" outbox "$1" "$2" "${3:-3}" 0 "path=$db" \
		busy_timeout=200ms ${4:+"$4"} >"$T/sent" 2>&1
}

ask() { # SQL [DATABASE]
	sqlite3 "${2:-$db}" '.timeout 600000' "$1"
}

# The SQL block of that name in the manual, its parameters filled in.
block() { # NAME [consumer [last]]
	awk -v name="$1" '
		$0 == "```sql " name { on = 1; next }
		/^```/ { on = 0 }
		on' "$TOP/docs/outbox.md" |
		sed -e "s/:name/'${2:-me}'/g" -e "s/:last/${3:-0}/g" >"$T/block"
	[ -s "$T/block" ] || echo "no block $1 in docs/outbox.md" >&2
	cat "$T/block"
}

manual() { # NAME [consumer [last]]: runs a block as a consumer would
	{
		echo '.timeout 600000'
		echo "ATTACH '$T/effect.db' AS effect;"
		block "$@"
	} | sqlite3 -bail "$db" 2>&1
}

# ------------------------------------------------------------------- the file
ok 'three batches' send 1 3
is "$(ask 'PRAGMA user_version; PRAGMA journal_mode')" '2
wal' 'schema 2, in WAL mode'
is "$(ask 'SELECT source, sink FROM meta')" 'erp|out' 'it knows whose it is'
is "$(stat -c %a "$db")" 640 'its mode'
is "$(ask 'SELECT position, id, batch, pos, op, table_name FROM events
	ORDER BY position LIMIT 2')" \
	'1|erp:7c1e:00000000000000000001|1|00000000000000000001|c|public.orders
2|erp:7c1e:00000000000000000002|1|00000000000000000002|c|public.orders' \
	'rows of events'
is "$(ask "SELECT id, epoch, batch_seq, prev_id, count, first_pos,
	first_position, last_position, json_extract(head, '\$.batch_seq')
	FROM batches WHERE n = 2")" \
	'erp-out-7c1e-2|7c1e|2|erp-out-7c1e-1|3|00000000000000000004|4|6|2' \
	'a row of batches'
is "$(ask "SELECT count(*) FROM events WHERE json_extract(event, '\$.id') = id
	AND json_extract(event, '\$.table') = table_name")" 9 \
	'columns say what the event says'

# ------------------------------------------------------------ what is refused
refused() { # CODE TEXT WHAT
	is "$?" "$1" "$3: exit code $1"
	has "$(tail -1 "$T/sent")" "$2" "$3"
}

send 5 5
refused 70 'disagree: the outbox ends with batch erp-out-7c1e-3' 'a gap'
EPOCH=9a00 send 2 2
refused 70 'disagree' 'an epoch that does not begin at 1'
cp "$db" "$T/kept.db"
ok 'a new epoch begins at 1' env EPOCH=9a00 "$BUILD/tools/deliver" outbox 1 2 \
	3 0 "path=$db"
send 4 4
refused 70 'disagree' 'the old epoch is over'
ok 'what is there is acknowledged all the same' send 1 3
is "$(head -1 "$T/sent")" 'position 9a00 2 erp-out-9a00-2' \
	'the position is in the newest epoch'

db=$T/other.db
sqlite3 "$db" 'CREATE TABLE precious (x); INSERT INTO precious VALUES (1)'
sum=$(sha256sum <"$db")
send 1 1
refused 78 'something else' 'a database that is no outbox'
is "$(sha256sum <"$db")" "$sum" 'and it is left as it was'
echo 'this is no database at all, it is a long enough text' >"$db"
send 1 1
refused 78 'not a database' 'a file that is no database'
db=$T/newer.db
send 1 1
ask 'PRAGMA user_version = 99'
send 2 2
refused 78 'newer Shadowlog' 'an outbox of a newer version'
db=$T/theirs.db
send 1 1
ask "UPDATE meta SET sink = 'theirs'"
send 2 2
refused 78 'belongs to sink "theirs"' 'the outbox of another sink'
db=$T/no/such/directory
send 1 1
refused 73 "$db" 'a path that cannot be'

# ------------------------------------------------------------- side by side
# Holds a transaction open on the outbox, until `release`.
hold() { # SQL...
	rm -f "$T/hold" "$T/held"
	mkfifo "$T/hold"
	sqlite3 -batch "$db" <"$T/hold" >"$T/held" 2>&1 &
	holder=$!
	exec 3>"$T/hold"
	printf '%s\n' "$@" "SELECT 'held';" >&3
	while ! grep -q held "$T/held" 2>/dev/null; do :; done
}

release() { # SQL...
	[ $# = 0 ] || printf '%s\n' "$@" >&3
	exec 3>&-
	wait "$holder"
}

db=$T/busy.db
send 1 1
hold 'BEGIN IMMEDIATE;'
send 2 2
refused 75 'locked' 'another writer'
is "$(ask 'SELECT count(*) FROM events')" 3 'who reads meanwhile does not wait'
release
ok 'and then it goes through' send 2 2
hold 'BEGIN;' 'SELECT count(*) FROM events;'
ok 'while a reader reads, batches come' send 3 40 200
ask "INSERT INTO consumers VALUES ('one', 1, 'now')"
is "$(ask "SELECT position FROM consumers")" 1 \
	'and a consumer tells its position'
ok 'and batches come' send 41 42
release 'SELECT count(*) FROM events;' 'COMMIT;'
is "$(tr '\n' ' ' <"$T/held")" '6 held 6 ' 'the reader sees what it saw before'
grown=$(stat -c %s "$db")
ok 'behind it' send 43 43
ok 'the log goes into the file' [ "$(stat -c %s "$db")" -gt "$grown" ]
hold 'BEGIN IMMEDIATE;' "UPDATE consumers SET position = 2;"
ok 'while a consumer tells its position, what is there is known' \
	[ "$(ask 'SELECT count(*) FROM events')" -gt 7000 ]
send 44 44
refused 75 'locked' 'the sink waits no longer than busy_timeout'
release 'COMMIT;'
ok 'and goes on' send 44 44

# What an open reader makes grow is cut back when it is gone.
db=$T/log.db
large() { # FROM TO
	"$BUILD/tools/deliver" outbox "$1" "$2" 5 200000 "path=$db" >"$T/sent"
}
large 1 1
hold 'BEGIN;' 'SELECT count(*) FROM events;'
ok '80 MB while a reader reads' large 2 80
ok 'make the log grow' [ "$(stat -c %s "$db-wal")" -gt 67108864 ]
# Its readers keep the file open, so that nobody removes the log.
printf '%s\n' 'COMMIT;' "SELECT 'ended';" >&3
while ! grep -q ended "$T/held"; do :; done
ok 'the reader is gone' large 81 82
ok 'and the log is small again' [ "$(stat -c %s "$db-wal")" -le 67108864 ]
release

# ------------------------------------------------------------------- fencing
db=$T/fence.db
TOKEN=7 send 1 1
ok 'the same lease' env TOKEN=7 "$BUILD/tools/deliver" outbox 2 2 3 0 "path=$db"
ok 'the next lease' env TOKEN=8 "$BUILD/tools/deliver" outbox 3 3 3 0 "path=$db"
TOKEN=7 send 4 4
refused 75 'another poller has taken over' 'a lease that was lost'
is "$(ask 'SELECT max(batch_seq) FROM batches')" 3 'writes nothing'
ok 'a new epoch begins with any' env TOKEN=1 EPOCH=9a00 \
	"$BUILD/tools/deliver" outbox 1 1 3 0 "path=$db"

# ------------------------------------------------------------------ schema 1
# What an earlier version left: five batches, of which two were deleted.
db=$T/new.db
send 1 5
sqlite3 "$T/v1.db" ".read $TOP/migrations/outbox/0001_outbox.sql" \
	'PRAGMA application_id = 1399344239; PRAGMA user_version = 1' \
	"ATTACH '$db' AS new" \
	'INSERT INTO meta SELECT id, source, sink, created_at FROM new.meta' \
	'INSERT INTO epochs SELECT ordinal, epoch, batch_seq, batch_id, sha256
		FROM new.epochs' \
	'INSERT INTO batches SELECT n, id, epoch, batch_seq, prev_id, count,
		first_pos, last_pos, sha256, assembled_at, stored_at,
		first_position, last_position, head FROM new.batches' \
	'INSERT INTO events SELECT * FROM new.events' \
	'DELETE FROM events WHERE batch IN (1, 5)' \
	'DELETE FROM batches WHERE n IN (1, 5)' \
	"INSERT INTO consumers VALUES ('old', 7, 'then')" >/dev/null
ask 'SELECT id, event FROM events' >"$T/want"
ask 'SELECT id, event FROM events' "$T/v1.db" >"$T/was"
db=$T/v1.db
ok 'an outbox of schema 1' send 6 6
is "$(ask 'PRAGMA user_version; SELECT last_position FROM meta')" '2
18' 'is brought up to date, and knows its last position'
is "$(ask 'SELECT min(position), max(position), count(*) FROM events
	WHERE batch < 6; SELECT position FROM events WHERE batch = 6')" '4|12|9
16
17
18' 'no position is used again'
ask 'SELECT id, event FROM events WHERE batch < 6' >"$T/is"
same_file "$T/is" "$T/was" 'events are as they were'
is "$(ask 'SELECT * FROM consumers')" 'old|7|then' 'and consumers'
is "$(ask 'SELECT id FROM broken; SELECT * FROM holes')" 'erp-out-7c1e-2
erp-out-7c1e-6' 'what was deleted by hand is missing'

# ----------------------------------------------------- the manual, word by word
db=$T/manual.db
ok 'a fresh outbox' send 1 2
sqlite3 "$T/effect.db" 'CREATE TABLE totals (table_name TEXT PRIMARY KEY,
	changes INTEGER NOT NULL)'
manual connect >/dev/null
is "$(manual register)$(manual register)" '' 'register, twice'
is "$(ask 'SELECT name, position FROM consumers')" 'me|0' 'at the beginning'
is "$(manual register-at-end late)" '' 'register at the end'
is "$(ask "SELECT position FROM consumers WHERE name = 'late'")" 6 'at the end'
is "$(manual read | cut -d'|' -f1 | tr '\n' ' ')" '1 2 3 4 5 6 ' 'read'
is "$(manual read late)" '' 'nothing for the late one'
is "$(manual effect me 4)" '' 'effect and position in one transaction'
is "$(manual effect me 4)" '' 'the same again'
is "$(ask 'SELECT * FROM totals' "$T/effect.db") $(ask "SELECT position FROM
	consumers WHERE name = 'me'")" 'public.orders|4 4' 'has its effect once'
is "$(manual read | cut -d'|' -f1 | tr '\n' ' ')" '5 6 ' 'reads on behind it'
for query in read read-typed hole; do
	ask "EXPLAIN QUERY PLAN $(block "$query")" >"$T/plan"
	is "$(grep 'SCAN\|TEMP' "$T/plan")" '' \
		"$query: neither a scan nor a sort"
done
is "$(manual move me 5)$(manual move me 3)" '' 'move'
is "$(ask "SELECT position FROM consumers WHERE name = 'me'")" 5 \
	'forward and never back'
is "$(manual hole)$(manual chain)" '' 'no hole, and the chain holds'
is "$(manual read-typed | cut -d'|' -f1,2,3,5)" \
	'6|c|public.orders|{"columns":[]}' 'with the layout of the table'
ask "BEGIN; UPDATE batches SET format = 'debezium';
	UPDATE events SET event = '{\"schema\":{\"a\":\"b\"}}';
	SELECT count(*), count(schema) FROM stream; ROLLBACK" >"$T/formats"
is "$(cat "$T/formats")" '6|0' 'which other formats do not name'
is "$(manual backlog | cut -d'|' -f1-3)" 'me|5|1
late|6|0' 'how far each is behind'
ask "UPDATE batches SET stored_at = '2001-01-01T00:00:00Z'"
is "$(ask 'SELECT oldest_stored_at FROM backlog ORDER BY 1')" '
2001-01-01T00:00:00Z' 'and since when'

# ------------------------------------------------------------------ retention
ok 'keep' send 2 2 3 keep=1d
is "$(ask 'SELECT count(*) FROM batches')" 2 'with nothing new nothing is deleted'
ok 'a new batch' send 3 3 3 keep=366d
is "$(ask 'SELECT n FROM batches' | tr '\n' ' ')" '2 3 ' \
	'what all have read goes, and what one has not stays'
is "$(ask 'SELECT min(position) FROM events')" 4 'with its events'
is "$(manual hole)$(manual hole late)$(manual chain)" '' \
	'which is no hole, and breaks no chain'
ok 'a batch whose rows are gone is not stored again' env IDLE=1 \
	"$BUILD/tools/deliver" outbox 3 3 3 0 "path=$db" keep=1ms
is "$(ask 'SELECT n FROM batches' | tr '\n' ' ')" '2 3 ' \
	'nor does age alone delete'
manual move me 9
manual move late 9
IDLE=1 send 9 1 3 keep=1d
is "$(ask 'SELECT n FROM batches' | tr '\n' ' ')" '3 ' \
	'idle: what is old enough goes, and the young one stays'
ask "UPDATE batches SET stored_at = '2001-01-01T00:00:00Z'"
IDLE=1 send 9 1
is "$(ask 'SELECT count(*) FROM batches')" 1 'without keep nothing is deleted'
IDLE=1 send 9 1 3 keep=1d
is "$(ask 'SELECT count(*) FROM events')" 0 'all of it read, all of it gone'
ok 'the last batch is known even so' send 3 3
is "$(ask 'SELECT count(*) FROM events')" 0 'and not stored again'
is "$(manual register early)" '' 'a consumer that comes now'
is "$(ask "SELECT position FROM consumers WHERE name = 'early'")" 9 \
	'starts behind what is gone'
ok 'the next batch' send 4 4
is "$(manual read | cut -d'|' -f1 | tr '\n' ' ')" '10 11 12 ' \
	'positions are never used twice'
is "$(manual hole early)$(manual chain)" '' 'no hole, and the chain holds'
ask 'DELETE FROM events WHERE position = 10'
is "$(manual hole)" '9|11' 'a deleted event is a hole'
is "$(manual chain)" 'erp-out-7c1e-4|erp-out-7c1e-3|3' \
	'and its batch is too small'
ok 'the next but one' send 5 5
ask 'DELETE FROM events WHERE batch = 4; DELETE FROM batches WHERE n = 4'
is "$(manual chain)" 'erp-out-7c1e-5|erp-out-7c1e-4|3' \
	'a deleted batch breaks the chain'
ok 'sent again' env REPLAY=manual "$BUILD/tools/deliver" outbox 6 6 3 0 \
	"path=$db"
is "$(ask "SELECT batch_id, replay, count(*) FROM stream
	WHERE replay IS NOT NULL")" 'erp-out-7c1e-6|manual|3' 'is marked'

# More than one transaction deletes at a time; a batch without events is no end.
db=$T/many.db
send 1 30 1500
send 31 31 0
send 32 60 1500
ask "UPDATE batches SET stored_at = '2001-01-01T00:00:00Z'"
IDLE=1 send 9 1 3 keep=1d
is "$(ask 'SELECT count(*) FROM events')" 88500 \
	'where nobody is registered, nothing is deleted'
ask "INSERT INTO consumers VALUES ('me', 88500, 'now'), ('slow', 60000, 'now')"
IDLE=1 send 9 1 3 keep=1d
is "$(ask 'SELECT min(position), count(*) FROM events')" '60001|28500' \
	'up to the slowest'
is "$(ask "SELECT pruned_seq FROM epochs; SELECT count(*) FROM broken")" '41
0' 'and the chain holds'
before=$(stat -c %s "$db")
send 61 100 1500
ok 'pages are used again' \
	[ "$(stat -c %s "$db")" -lt $((before + before / 20)) ]
ask "DELETE FROM consumers WHERE name = 'slow'"
hold 'BEGIN;' 'SELECT count(*) FROM events;'
IDLE=1 send 9 1 3 keep=1d
is "$(ask 'SELECT min(position) FROM events')" 88501 'also while a reader reads'
release 'SELECT count(*) FROM events;' 'COMMIT;'
is "$(tr '\n' ' ' <"$T/held")" '88500 held 88500 ' 'who still has them'

# Every block of the manual was run.
is "$(sed -n 's/^```sql //p' "$TOP/docs/outbox.md" | sort | tr '\n' ' ')" \
	'backlog chain connect effect hole move read read-typed register register-at-end ' \
	'no other SQL in the manual'
done_testing
