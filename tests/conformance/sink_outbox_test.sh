# The outbox: its file, what it refuses, and the SQL of docs/outbox.md as it
# stands there.
. "$(dirname "$0")/../tap.sh"

command -v sqlite3 >/dev/null 2>&1 || skip_all 'no sqlite3 on this machine'
db=$T/out.db

send() { # FROM TO [COUNT]
	"$BUILD/tools/deliver" outbox "$1" "$2" "${3:-3}" 0 "path=$db" \
		busy_timeout=200ms >"$T/sent" 2>&1
}

ask() { # SQL [DATABASE]
	sqlite3 "${2:-$db}" '.timeout 5000' "$1"
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
		echo '.timeout 5000'
		echo "ATTACH '$T/effect.db' AS effect;"
		block "$@"
	} | sqlite3 -bail "$db" 2>&1
}

# ------------------------------------------------------------------- the file
ok 'three batches' send 1 3
is "$(ask 'PRAGMA user_version; PRAGMA journal_mode')" '1
wal' 'schema 1, in WAL mode'
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

db=$T/busy.db
send 1 1
mkfifo "$T/hold"
sqlite3 "$db" <"$T/hold" >"$T/held" &
holder=$!
exec 3>"$T/hold"
echo "BEGIN IMMEDIATE; SELECT 'held';" >&3
while [ ! -s "$T/held" ]; do :; done
send 2 2
refused 75 'locked' 'another writer'
exec 3>&-
wait "$holder"
ok 'and then it goes through' send 2 2

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
is "$(manual move me 5)$(manual move me 3)" '' 'move'
is "$(ask "SELECT position FROM consumers WHERE name = 'me'")" 5 \
	'forward and never back'
is "$(manual hole)$(manual chain)" '' 'no hole, and the chain holds'

is "$(manual retention)" '' 'retention'
is "$(ask 'SELECT position FROM events')" 6 'what all are past is gone'
is "$(ask 'SELECT n FROM batches')" 2 'and the batch that has no event left'
is "$(manual hole)$(manual hole late)" '' 'which is no hole for anyone'
ok 'a batch whose rows are gone is not stored again' send 2 2
manual move me 6
manual retention
is "$(ask 'SELECT count(*) FROM events')" 0 'all of it read, all of it gone'
ok 'the last batch is known even so' send 2 2
is "$(ask 'SELECT count(*) FROM events')" 0 'and not stored again'
is "$(manual register early)" '' 'a consumer that comes now'
is "$(ask "SELECT position FROM consumers WHERE name = 'early'")" 6 \
	'starts behind what is gone'
ok 'the next batch' send 3 3
is "$(manual read | cut -d'|' -f1 | tr '\n' ' ')" '7 8 9 ' \
	'positions are never used twice'
is "$(manual hole early)" '' 'no hole'
ask 'DELETE FROM events WHERE position = 7'
is "$(manual hole)" 'me|6|8' 'a deleted event is a hole'
is "$(manual chain)" 'erp-out-7c1e-3|erp-out-7c1e-2|3' \
	'and its batch is too small'
ok 'the next but one' send 4 4
ask "PRAGMA foreign_keys = ON; DELETE FROM events WHERE batch = 3;
	DELETE FROM batches WHERE n = 3"
is "$(manual chain)" 'erp-out-7c1e-4|erp-out-7c1e-3|3' \
	'a deleted batch breaks the chain'

# Every block of the manual was run.
is "$(sed -n 's/^```sql //p' "$TOP/docs/outbox.md" | sort | tr '\n' ' ')" \
	'chain connect effect hole move read register register-at-end retention ' \
	'no other SQL in the manual'
done_testing
