#!/bin/sh
# Damage: what was lost, restored, copied, stolen or full.  Each ends in a clear
# message and the right exit code, nothing is delivered or deleted meanwhile,
# and after the remedy that the message names everything captured is in the
# sinks.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/servers.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# A source of which three rows were polled; two more are not.
fresh() { # NAME [ENGINE]
	HOOK=
	engine_new "${2:-sqlite}" "$1"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(100))'
	capture t
	sql "INSERT INTO t VALUES (1,'a'),(2,'b'),(3,'c')"
	hook_start
	conf_write
	poll
	[ "$code:$out" = 0: ] || diag "fresh: $code $out"
	sql "INSERT INTO t VALUES (4,'d'),(5,'e')"
}

counts() {
	echo "$(count files) $(count outbox) $(count hook)"
}

# The ids of the rows that a sink was told of, each once.
told() { # SINK
	events "$1" | jq -r .after.id | sort -n | uniq | tr '\n' ' '
}

has() { # TEXT PART WHAT; PART can be A\|B
	printf '%s\n' "$1" | grep -q -- "$2" && result 0 "$3" && return 0
	result 1 "$3"
	diag "     got: $1"
	diag "to hold: $2"
}

# A poll is refused with these words, delivers nothing and deletes nothing.
refused() { # WHAT PART...
	refused_what=$1
	shift
	refused_before=$(counts)
	refused_rows=$(sql "SELECT count(*) FROM $(changelog)")
	poll
	is "$code" 78 "$refused_what: exit code 78"
	for refused_part in "$@" '`shadowlog migrate --new-epoch`'; do
		has "$out" "$refused_part" "$refused_what: \"$refused_part\""
	done
	is "$(counts), $(sql "SELECT count(*) FROM $(changelog)")" \
		"$refused_before, $refused_rows" \
		"$refused_what: nothing is delivered, nothing deleted"
}

# The remedy; then every sink was told of these rows, in whole chains.
remedy() { # ROWS
	run migrate --new-epoch
	is "$code" 0 'the remedy'
	has "$out" 'is in epoch ' 'says what it did'
	poll_quietly 'then a poll'
	for remedy_s in files outbox hook; do
		is "$(told "$remedy_s")" "$1" "$remedy_s was told of all"
	done
	is "$(sinks_differ)" '' 'the same to all, in whole chains'
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		'the changelog is down to its anchor'
	poll_quietly 'and another poll'
}

# --- The state ------------------------------------------------------------

fresh lost
rm -f "$STATE"/*
refused 'the state is lost' 'was polled before' 'does not know of it'
remedy '1 2 3 4 5 '

fresh killed
rm -f "$STATE"/*
# A poller that was killed has left its lease behind.
sql "UPDATE shadowlog_lease SET holder = 'host/dead',
	expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 day')"
poll_quietly 'a lease of another, not run out: somebody else is at it'
is "$(counts)" '3 3 3' 'nothing is delivered'
run migrate --new-epoch
is "$code" 75 'the remedy has to wait for it'
has "$out" '"host/dead" holds the lease' 'and says for whom'
sql "UPDATE shadowlog_lease SET
	expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 seconds')"
refused 'the lease has run out' 'was polled before, in epoch'
remedy '1 2 3 4 5 '

fresh old
cp -a "$STATE" "$E/backup"
poll
sql "INSERT INTO t VALUES (6,'f')"
rm -r "$STATE"
cp -a "$E/backup" "$STATE"
refused 'the state is an old copy' 'state.db is older' 'restored from a backup?'
remedy '1 2 3 4 5 6 '

# Copied while one and the same poller was at work, with all changes still there:
# batches with other bytes would go out under ids that the receiver has.
fresh running
conf_write 'keep = 1d' 'lease = 5s'
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
pid=$!
at_end_kill "$pid"
wait_for '[ "$(counts)" = "5 5 5" ]'
sqlite3 "$STATE/state.db" ".backup $E/backup.db"
sql "INSERT INTO t VALUES (6,'f')"
wait_for '[ "$(counts)" = "6 6 6" ]'
token() {
	sql 'SELECT token FROM shadowlog_lease'
}
before=$(token)
wait_for '[ "$(token)" -gt "$before" ]'
kill -9 "$pid"
wait "$pid" 2>"$T/null"
is "$(cat "$E/log")" '' 'a poller that takes another token does so in silence'
sql "INSERT INTO t VALUES (7,'g')"
rm "$STATE"/state.db*
cp "$E/backup.db" "$STATE/state.db"
refused 'a copy made while the poller was at work' 'state.db is older' \
	'restored from a backup?'

# Both restored to the same time: only the sinks know better.
fresh sink
cp -a "$STATE" "$E/backup"
cp "$DB" "$E/backup.db"
poll
rm -r "$STATE"
cp -a "$E/backup" "$STATE"
cp "$E/backup.db" "$DB"
sql "INSERT INTO t VALUES (6,'f')"
poll
is "$code" 78 'a sink that is ahead of the state: exit code 78'
has "$out" 'sink "files": configuration: it holds batch 2' 'the file sink knows'
has "$out" 'sink "outbox": configuration: it holds batch 2' 'the outbox too'
has "$out" 'sink "hook": .*other bytes' 'and the receiver refuses other bytes'
is "$(counts)" '5 5 5' 'nothing new is delivered'
remedy '1 2 3 4 5 6 '

fresh epoch
sql "UPDATE shadowlog_lease SET epoch = 'ffffffff'"
refused 'another epoch in the source' 'epoch ffffffff'
remedy '1 2 3 4 5 '

# --- The source -----------------------------------------------------------

fresh restored
cp "$DB" "$E/backup.db"
poll
is "$(counts)" '5 5 5' 'two more rows are polled'
cp "$E/backup.db" "$DB"
sql "INSERT INTO t VALUES (7,'g')"
refused 'the source is restored' 'the source is older than our memory' \
	'restored from a backup'
remedy '1 2 3 4 5 7 '

fresh reused
cp "$DB" "$E/backup.db"
poll
cp "$E/backup.db" "$DB"
# Even if somebody had mended the lease.
sql "DELETE FROM t WHERE id > 3; DELETE FROM shadowlog_changelog WHERE seq > 3;
	UPDATE sqlite_sequence SET seq = 3 WHERE name = 'shadowlog_changelog';
	INSERT INTO t VALUES (7,'g'),(8,'h');
	UPDATE shadowlog_lease SET token = token + 1"
refused 'numbers are used again' 'change 5, the last one' 'another one' \
	'restored from a backup'

fresh clone
cp "$DB" "$E/clone.db"
sed "s|$DB|$E/clone.db|" "$CONF" >"$E/clone.conf"
chmod 600 "$E/clone.conf"
CONF=$E/clone.conf
poll
is "$code" 78 'a clone of the source, with our state: exit code 78'
has "$out" 'is a copy of the one polled before' 'it is a copy'
has "$out" "$E/clone.db" 'where it is'
CONF=$E/shadowlog.conf
poll_quietly 'the source itself is well'
is "$(counts)" '5 5 5' 'and delivers'
mkdir "$E/state2"
sed "s|^state_dir = .*|state_dir = $E/state2|" "$E/clone.conf" >"$E/clone2.conf"
chmod 600 "$E/clone2.conf"
CONF=$E/clone2.conf
poll
is "$code" 78 'a clone of the source, with a state of its own: exit code 78'
has "$out" 'was polled before' 'it remembers'
is "$(counts)" '5 5 5' 'and nothing is delivered from it'

fresh recreated
for object in changelog shape lease meta displaced; do
	sql "DROP TABLE IF EXISTS shadowlog_$object"
done
sql "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master
	WHERE type = 'trigger'" | sql
rm "$E/changelog.sql"
capture t
sql "INSERT INTO t VALUES (6,'f')"
refused 'the changelog is recreated' 'the changelog is another one' 'recreated'
remedy '1 2 3 6 '

# --- Two pollers ----------------------------------------------------------

HOOK=
engine_new sqlite two
sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(100))'
capture t
sql "INSERT INTO t VALUES (1,'a'),(2,'b'),(3,'c')"
hook_start HANG
BATCH='events = 1'
HOOK_OPTIONS='timeout = 1h'
conf_write
"$SHADOWLOG" poll --config "$CONF" >"$E/first" 2>&1 &
first=$!
wait_for "[ -f '$E/hook/0001.body' ]"
mkdir "$E/state2"
sed "s|^state_dir = .*|state_dir = $E/state2|" "$CONF" >"$E/two.conf"
chmod 600 "$E/two.conf"
CONF=$E/two.conf
poll_quietly 'a second poller with another state'
is "$(counts)" '3 3 0' 'delivers nothing'
run status
is "$code" 0 'status of it'
# Its lease is taken from a poller that sleeps for too long.
sql "UPDATE shadowlog_lease SET holder = 'host/thief', token = token + 1,
	expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 day')"
kill -TERM "$first"
wait "$first"
is "$?:$(cat "$E/first")" 0: 'the first poller ends'
is "$(sql 'SELECT holder FROM shadowlog_lease')" host/thief \
	"and does not give back another's lease"
CONF=$E/shadowlog.conf
poll_quietly 'it polls no more'
is "$(counts)" '3 3 0' 'and delivers nothing'
sql "UPDATE shadowlog_lease SET
	expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 seconds')"
refused 'when that lease has run out' 'token' 'restored from a backup?'
BATCH=
HOOK_OPTIONS=

# --- Full disks -----------------------------------------------------------

# A small disk of its own at DIR, with what was there.
small_disk() { # DIR SIZE
	cp -a "$1" "$1.saved" &&
		mount -t tmpfs -o "size=$2" none "$1" 2>/dev/null &&
		cp -a "$1.saved/." "$1" &&
		at_end "umount '$1' 2>/dev/null; :"
}

fill() { # DIR
	dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null
	:
}

# What happens when the disk of this sink is full.
full_sink() { # NAME DIR
	if ! small_disk "$2" 400k; then
		skip "$1 on a full disk" 'cannot mount a tmpfs'
		return
	fi
	poll_quietly "$1: a poll while there is room"
	fill "$2"
	sql "WITH RECURSIVE n(i) AS (VALUES(101) UNION ALL SELECT i + 1 FROM n
		WHERE i < 400) INSERT INTO t SELECT i, printf('%.80c', 'x')
		FROM n"
	poll
	is "$code" 74 "$1 on a full disk: exit code 74"
	has "$out" "sink \"$1\": i/o: " "$1 on a full disk is named"
	has "$out" 'No space left\|full' "$1 on a full disk: why" ||
		diag "$out"
	is "$(count hook)" 305 'it holds nobody up'
	rm "$2/filler"
	run sink resume "$1"
	poll_quietly 'when there is room again'
	is "$(counts)" '305 305 305' 'everything is there'
	is "$(sinks_differ)" '' 'the same to all, in whole chains'
}

if [ "$(id -u)" = 0 ]; then
	fresh fullfiles
	full_sink files "$FILES"

	fresh fulloutbox
	mkdir "$E/outbox"
	OUTBOX=$E/outbox/outbox.db
	mv "$E/outbox.db" "$OUTBOX"
	sed "s|^path = .*|path = $OUTBOX|" "$CONF" >"$CONF.new"
	chmod 600 "$CONF.new"
	mv "$CONF.new" "$CONF"
	full_sink outbox "$E/outbox"

	fresh fullstate
	if small_disk "$STATE" 400k; then
		poll_quietly 'state: a poll while there is room'
		fill "$STATE"
		sql "INSERT INTO t VALUES (6,'f')"
		poll
		is "$code" 74 'state on a full disk: exit code 74'
		has "$out" "$STATE" 'state on a full disk is named'
		has "$out" full 'state on a full disk: why'
		is "$(counts)" '5 5 5' 'nothing leaves that is not sealed'
		rm "$STATE/filler"
		poll_quietly 'when there is room again'
		is "$(counts)" '6 6 6' 'everything is there'
		is "$(sinks_differ)" '' 'the same to all, in whole chains'
	else
		skip 'state on a full disk' 'cannot mount a tmpfs'
	fi
else
	skip 'full disks' 'only root can mount a small one'
fi

# --- PostgreSQL -----------------------------------------------------------

if pg_find; then
	unset PG_PORT
	pg_need "$T/pg"

	fresh dump postgresql
	"$PG_BIN/pg_dump" -h "$PG_DIR" -p "$PG_PORT" -U shadowlog "$DB" \
		>"$E/dump.sql"
	poll
	sql 'SELECT 1' >/dev/null
	pg_admin "DROP DATABASE $DB WITH (FORCE)"
	pg_admin "CREATE DATABASE $DB"
	sql <"$E/dump.sql" >/dev/null
	sql "INSERT INTO t VALUES (7,'g')"
	refused 'PostgreSQL restored from a dump' 'the database is a copy'
	remedy '1 2 3 4 5 7 '

	fresh template postgresql
	pg_admin "CREATE DATABASE clone_$$ TEMPLATE $DB"
	sed "s/Database=$DB/Database=clone_$$/" "$CONF" >"$E/clone.conf"
	chmod 600 "$E/clone.conf"
	CONF=$E/clone.conf
	poll
	is "$code" 78 'a clone in the same server: exit code 78'
	has "$out" 'is a copy of the one polled before' 'it is a copy'
	CONF=$E/shadowlog.conf
	poll_quietly 'the source itself is well'

	fresh physical postgresql
	pg_stop "$T/pg"
	cp -a "$T/pg/data" "$T/pg/backup"
	pg_start "$T/pg"
	poll
	is "$(counts)" '5 5 5' 'two more rows are polled'
	pg_stop "$T/pg"
	rm -r "$T/pg/data"
	mv "$T/pg/backup" "$T/pg/data"
	pg_start "$T/pg"
	sql "INSERT INTO t VALUES (7,'g')"
	refused 'PostgreSQL restored from its files' 'the source is older' \
		'restored from a backup'
	remedy '1 2 3 4 5 7 '
else
	skip 'PostgreSQL restored' 'no PostgreSQL server'
fi

done_testing
