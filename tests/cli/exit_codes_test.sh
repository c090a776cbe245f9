#!/bin/sh
# What goes wrong ends in the right exit code and a message that names the thing
# and the way out; what stands before a bad event is delivered; and no password
# is ever shown.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/servers.sh"

has_engine sqlite || skip_all "$why"

# A source with four rows to deliver.
fresh() { # NAME [ENGINE]
	HOOK=
	engine_new "${2:-sqlite}" "$1"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(100))'
	capture t
	sql "INSERT INTO t VALUES (1,'a'),(2,'b'),(3,'c'),(4,'d')"
	conf_write
}

# fails CODE PART...: the poll ended so, and said so.
fails() { # WHAT CODE PART...
	fails_what=$1
	is "$code" "$2" "$fails_what: exit code $2"
	shift 2
	for fails_part in "$@"; do
		has "$out" "$fails_part" "$fails_what: \"$fails_part\""
	done
}

connect() { # DIALECT CONNECTION
	{
		printf '[source]\nid = shop\ndialect = %s\n' "$1"
		printf 'connection = %s\nstate_dir = %s\n' "$2" "$STATE"
		printf '[sink files]\ntype = file\ndir = %s\n' "$FILES"
	} >"$CONF"
	chmod 600 "$CONF"
}

# --- The source -----------------------------------------------------------

fresh source
rm "$DB"
poll
fails 'no such file' 78 "\"$DB\"" 'is the file there'
is "$(find "$DB" 2>/dev/null)" '' 'no such file: and none is made'
connect sqlite 'Driver={Nonesuch};Database=x;PWD=geheim77'
poll
fails 'no such driver' 78 Nonesuch 'odbcinst -q -d'
connect sqlite 'DSN=nonesuch;PWD=geheim77'
poll
fails 'no such data source' 78 'odbcinst -q -s'
connect sqlite 'Driver={a;PWD=geheim77'
poll
fails 'a malformed connection string' 78 'malformed' 'NAME=VALUE'

fresh changelog
sql 'DROP TABLE shadowlog_meta'
poll
fails 'no changelog' 78 'there is no changelog' \
	'"shadowlog-triggers sqlite changelog"'

fresh dropped
sql 'DROP TABLE t'
poll_quietly 'a table that was dropped after its changes were captured'
is "$(count files)" 4 'they are delivered all the same'
run describe t
fails 'describe of a table that is gone' 78 'there is no table t'

# Engines with servers.
if has_engine postgresql; then
	connect postgresql "Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=1"
	poll
	fails 'PostgreSQL down' 69 'port 1' 'Connection refused'
	fresh pgx postgresql
	connect postgresql "$(echo "$CONN" | sed 's/Database=[^;]*/Database=nodb/')"
	poll
	fails 'no such database' 78 '"nodb"'
	connect postgresql "$(echo "$CONN" | sed 's/UID=[^;]*/UID=nobody_x/')"
	poll
	fails 'no such role' 77 '"nobody_x"' 'check UID and PWD'
	sql "CREATE ROLE reader_$$ LOGIN"
	at_end "PG_DIR=$PG_DIR PG_PORT=$PG_PORT
		pg_admin 'DROP ROLE IF EXISTS reader_$$'"
	connect postgresql "$(echo "$CONN" | sed "s/UID=[^;]*/UID=reader_$$/")"
	poll
	fails 'a role that may not read the changelog' 77 'permission denied'
	connect sqlite "$CONN"
	poll
	fails 'the wrong dialect' 78 'does this database speak dialect "sqlite"?'
else
	skip 'PostgreSQL' "$why"
fi
if has_engine mysql; then
	connect mysql "Driver={MariaDB Unicode};Server=127.0.0.1;Port=1"
	poll
	fails 'MariaDB down' 69 "127.0.0.1"
	fresh myx mysql
	connect mysql "$(echo "$CONN" | sed 's/PWD=[^;]*/PWD=geheim77/')"
	poll
	fails 'a wrong password' 77 'Access denied' 'check UID and PWD'
	connect mysql "$(echo "$CONN" | sed 's/Database=[^;]*/Database=nodb/')"
	poll
	fails 'no such database' 78 "'nodb'"
	my_admin "CREATE USER 'reader$$'@'%' IDENTIFIED BY 'x';
		GRANT SELECT ON $DB.t TO 'reader$$'@'%'"
	at_end "my_admin 'DROP USER IF EXISTS \"reader$$\"@\"%\"'"
	connect mysql "$(echo "$CONN" |
		sed "s/UID=.*/UID=reader$$;PWD=x/")"
	poll
	fails 'a user who may not read the changelog' 77 'denied'
else
	skip 'MariaDB' "$why"
fi

# Passwords that are checked, from a file, with characters that need care.
if pg_find; then
	pg_need "$T/pg"
	for host in local host; do
		echo "$host all shadowlog $([ $host = local ] ||
			echo 127.0.0.1/32) $([ $host = local ] && echo trust ||
			echo scram-sha-256)"
	done >"$T/pg/data/pg_hba.conf"
	fresh scram postgresql
	password="geheim77 ;}{='x"
	sql "ALTER ROLE shadowlog PASSWORD 'geheim77 ;}{=''x'"
	sql 'SELECT pg_reload_conf()' >/dev/null
	printf '%s\n' "$password" >"$E/pw"
	chmod 600 "$E/pw"
	conf_write "password_file = $E/pw"
	poll_quietly 'a password with all that connection strings are made of'
	is "$(count files)" 4 'delivers'
	is "$(grep -rl geheim77 "$STATE" "$FILES" "$OUTBOX")" '' \
		'the password stands in no file of ours'
	echo geheim77wrong >"$E/pw"
	poll
	fails 'a wrong password' 77 'password authentication failed' \
		'check UID and PWD'
	chmod 644 "$E/pw"
	poll
	fails 'a password that others can read' 78 "$E/pw" 'chmod o-r it'
	rm "$E/pw"
	poll
	fails 'no password file' 78 "$E/pw" 'line 6: [source] password_file'
	pg_stop "$T/pg"
	echo "$password" >"$E/pw"
	chmod 600 "$E/pw"
	poll
	fails 'a server that has stopped' 69 'Connection refused'
	run status
	is "$code" 0 'status works without it'
	run describe
	fails 'describe does not' 69 'Connection refused'
	poll --log json
	fails 'in a log for machines' 69 'Connection refused'
else
	skip 'passwords that are checked' 'no PostgreSQL server'
fi

# --- Events ---------------------------------------------------------------

fresh image
sql "UPDATE shadowlog_changelog SET new_row = '3,''c' WHERE seq = 3"
poll
fails 'a row image that does not decode' 65 'sink "files"' 'seq 3' 'table "t"' \
	'column "note"' 'a string without an end' \
	'`shadowlog sink resume files`'
is "$(count files) $(count outbox)" '2 2' 'what stands before it is delivered'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 3 \
	'it and all behind it stay'
poll
fails 'the next poll' 65 'seq 3'
is "$(count files) $(count outbox)" '2 2' 'does not skip it'
sql "UPDATE shadowlog_changelog SET new_row = '3,''c''' WHERE seq = 3"
run sink resume files
run sink resume outbox
poll_quietly 'once it is mended'
is "$(count files) $(count outbox)" '4 4' 'all is delivered'
is "$(sinks_differ)" '' 'and the chains are whole'

fresh value
sql "UPDATE shadowlog_changelog SET new_row = '3' WHERE seq = 3"
poll
fails 'a row image that is too short' 65 'seq 3' 'table "t"'
fresh op
sql "UPDATE shadowlog_changelog SET op = 'X' WHERE seq = 1"
poll
fails 'an op that is none' 65 'seq 1'
is "$(count files)" 0 'nothing is delivered'
fresh shape
sql 'DELETE FROM shadowlog_shape'
poll
fails 'a shape that is not in the registry' 65 'seq 1' 'registry'
fresh text
sql "UPDATE shadowlog_shape SET description = replace(description, 'note',
	'nope')"
poll
fails 'a registry that somebody changed' 65 'seq 1' 'changed the registry'

# --- State and sinks ------------------------------------------------------

fresh state
(umask 022 && "$SHADOWLOG" poll --config "$CONF")
is "$(stat -c %a "$STATE/state.db" "$OUTBOX" | tr '\n' ' ')" '640 640 ' \
	'what holds rows is not for everybody'
sql "INSERT INTO t VALUES (11,'k')"
out=$(
	trap '' XFSZ
	ulimit -f 4
	exec "$SHADOWLOG" poll --config "$CONF" 2>&1
)
code=$?
fails 'a state that cannot be written' 74 "$STATE/state.db" 'File too large'
sed "s/^type = outbox/type = file/; s|^path = .*|dir = $E/instead|" "$CONF" \
	>"$E/other.conf"
chmod 600 "$E/other.conf"
CONF=$E/other.conf
poll
fails 'a sink of another type under the old name' 78 '[sink outbox] type' \
	'it was outbox' 'a new name'
CONF=$E/shadowlog.conf
sed 's/^id = .*/id = other/' "$CONF" >"$E/other.conf"
CONF=$E/other.conf
poll
fails 'the state of another source' 78 "$STATE/state.db" \
	'belongs to source "shop", not "other"' 'a state_dir of its own'
CONF=$E/shadowlog.conf
rm -f "$STATE"/state.db-*
echo 'garbage garbage garbage' >"$STATE/state.db"
poll
fails 'a damaged state' 74 "$STATE/state.db" 'move it away'
run status
fails 'a damaged state, status' 74 "$STATE/state.db"
rm -r "$STATE"
poll
fails 'no directory for the state' 73 "$STATE"

fresh outbox
echo 'garbage garbage garbage' >"$OUTBOX"
poll
fails 'an outbox that is none' 78 'sink "outbox"' "$OUTBOX"
is "$(count files)" 4 'holds nobody up'
rm "$OUTBOX"
run sink resume outbox
poll_quietly 'without it'
is "$(count outbox)" 4 'a new one is made'

fresh path
sed "s|^path = .*|path = $E/none/outbox.db|" "$CONF" >"$E/path.conf"
CONF=$E/path.conf
poll
fails 'an outbox in no directory' 73 'sink "outbox"' "$E/none/outbox.db"
is "$(count files)" 4 'holds nobody up'

fresh files
rm -r "$FILES"
: >"$FILES"
poll
fails 'a directory that is a file' 73 'sink "files"' "$FILES"
is "$(count outbox)" 4 'holds nobody up'

fresh same
poll
file=$(find "$FILES" -name '*.ndjson')
sqlite3 "$OUTBOX" 'DELETE FROM events'
is "$(count files)" 4 'a file was delivered'
sql "INSERT INTO t VALUES (5,'e')"
next=$(dirname "$file")/00000000000000000002_00000000000000000005-$(
	)00000000000000000005.ndjson
echo 'something else' >"$next"
poll
is "$code" 70 'a file of the next name with other bytes: exit code 70'
has "$out" "$next" 'it is named'
is "$(cat "$next")" 'something else' 'and left as it is'

fresh shared
poll
run migrate --new-epoch
sed -i "s|^\[sink files\]|[sink more]\ntype = file\ndir = $FILES\n&|" "$CONF"
poll
fails 'two sinks in one directory' 78 'sink "more": misconfigured' \
	'belongs to sink "files"'
poll
fails 'and again' 78 'belongs to sink "files"'
is "$(find "$FILES" -name '*.ndjson' -exec head -qn 1 {} + |
	jq -r .sink | sort -u)" files 'the other one writes nothing there'

# --- A terminal that is closed ----------------------------------------------

fresh hangup
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/log" 2>&1 &
pid=$!
at_end_kill "$pid"
wait_for '[ "$(count outbox)" = 4 ]'
kill -HUP "$pid"
wait "$pid"
is "$?:$(cat "$E/log")" 0: 'SIGHUP ends a poller as SIGTERM does'
is "$(sql 'SELECT coalesce(holder, 0) FROM shadowlog_lease')" 0 \
	'which gives its lease back'
(trap '' HUP && exec "$SHADOWLOG" poll --config "$CONF" --follow) &
pid=$!
at_end_kill "$pid"
sql "INSERT INTO t VALUES (5,'e')"
wait_for '[ "$(count outbox)" = 5 ]'
kill -HUP "$pid"
sql "INSERT INTO t VALUES (6,'f')"
wait_for '[ "$(count outbox)" = 6 ]'
is "$(count outbox)" 6 'but under nohup it goes on'
kill "$pid"
wait "$pid"

# --- Never a password -----------------------------------------------------

is "$(find "$T" -path "$T/pg" -prune -o -name '*.conf' -o -name pw -o -type f \
	-print | xargs grep -l geheim77)" '' \
	'no password in anything that was said or written'
has "$(cat "$T/said")" 'Nonesuch' 'and that was looked into'

done_testing
