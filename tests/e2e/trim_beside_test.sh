#!/bin/sh
# A long backlog is deleted while it is drained, through a connection of its
# own; where the database gives no second one, at the end, and all is delivered
# just the same.
#
# Seen to fail with a trimmer that never starts (the first session then deletes
# all), and with one whose piece goes beyond what was acknowledged (rows are
# lost).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"

ROWS=50000

rows_postgresql() {
	sql "INSERT INTO t SELECT n, 'note ' || n FROM generate_series(1, $ROWS) n"
}

rows_mysql() {
	sql "INSERT INTO t SELECT seq, CONCAT('note ', seq)
		FROM seq_1_to_$ROWS"
}

fresh() { # ENGINE NAME
	engine_new "$1" "$2"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(40))'
	capture t
	HOOK=
	conf_write
	sed -i '/^.sink files/,/^dir/d' "$CONF"
}

# Every row, once; nothing is left but what must stay.
is_whole() { # WHAT
	is "$(sqlite3 "$OUTBOX" "SELECT count(*), count(DISTINCT id), min(id),
		max(id) FROM (SELECT json_extract(event, '$.after.id') AS id
		FROM events)")" "$ROWS|$ROWS|1|$ROWS" "$1: each row, once"
	is "$(chain_whole outbox)" '' "$1: in one whole chain"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$1: the changelog is empty but for the last one's anchor"
}

# An account that may connect once at a time.
narrow_postgresql() {
	sql "CREATE ROLE narrow LOGIN CONNECTION LIMIT 1"
	"$BUILD/shadowlog-triggers" postgresql grants --role narrow | sql
	sed -i 's/UID=shadowlog/UID=narrow/' "$CONF"
}

narrow_mysql() {
	who=narrow@127.0.0.1
	at_end "MY_SOCKET=$MY_SOCKET; my_admin 'DROP USER $who'"
	sql "CREATE USER $who IDENTIFIED BY 'narrow' WITH MAX_USER_CONNECTIONS 1"
	"$BUILD/shadowlog-triggers" mysql grants --role "$who" | sql
	sed -i 's/UID=shadowlog;PWD=shadowlog/UID=narrow;PWD=narrow/' "$CONF"
}

# The sessions of the server that ran statements like that, each once.
sessions() { # STATEMENT
	sed -n "s/.*\[\([0-9]*\)\] LOG:  \(statement\|execute[^:]*\): $1.*/\1/p" \
		"$T/pg/log" | sort -u
}

test_postgresql() {
	pg_find || {
		skip postgresql 'no server on this machine'
		return
	}
	pg_need "$T/pg" -c log_statement=all
	fresh postgresql beside
	rows_postgresql
	poll_quietly 'postgresql: a long backlog'
	is_whole postgresql
	sessions 'SELECT seq, shape' >"$E/readers"
	sessions 'DELETE FROM shadowlog' >"$E/deleters"
	is "$(wc -l <"$E/readers")" 1 'postgresql: one session reads'
	ok 'postgresql: another one deletes' \
		[ -n "$(comm -13 "$E/readers" "$E/deleters")" ]
}

test_narrow() { # ENGINE
	has_engine "$1" || {
		skip "$1" "$why"
		return
	}
	fresh "$1" "narrow_$1"
	"narrow_$1"
	"rows_$1"
	poll_quietly "$1: a long backlog, and no second connection"
	is_whole "$1, narrow"
}

test_wide() {
	has_engine mysql || {
		skip mysql "$why"
		return
	}
	fresh mysql wide
	rows_mysql
	poll_quietly 'mysql: a long backlog'
	is_whole mysql
}

test_wide
test_narrow mysql
test_postgresql
test_narrow postgresql
done_testing
