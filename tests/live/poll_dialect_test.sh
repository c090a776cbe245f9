#!/bin/sh
# The whole way, describe to outbox, through ODBC, with dialects that the other
# tests do not poll by: DIALECTS, by default those of old versions, on whatever
# server of their family is at hand.  tests/live/old_servers_test.sh runs it on
# PostgreSQL 10 and 18 and on MySQL 5.6.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

command -v jq >/dev/null || skip_all "no jq"

make_tables() {
	case $DIALECT in
	mysql*) bytes='varbinary(9)' engine=' ENGINE = InnoDB' ;;
	*) bytes=bytea engine= ;;
	esac
	sql "CREATE TABLE orders (id integer NOT NULL, site varchar(9) NOT NULL,
		note text, price numeric(10,2), ratio double precision, raw $bytes,
		day date, at timestamp NULL, PRIMARY KEY (id, site))$engine;
	CREATE TABLE big (id integer NOT NULL PRIMARY KEY,
		doc $([ "$engine" ] && echo longtext || echo text))$engine"
	case $DIALECT in
	mysql*) hex="X'00FF'" ;;
	*) hex="'\\x00ff'" ;;
	esac
}

rows() {
	sql "INSERT INTO orders VALUES (1, 'a', 'it''s \"ä€', 12.5, 0.1, $hex,
		'2024-02-29', '2024-02-29 12:00:00'), (2, 'a', NULL, NULL, NULL,
		NULL, NULL, NULL);
	UPDATE orders SET note = 'new' WHERE id = 2;
	UPDATE orders SET site = 'b' WHERE id = 1;
	DELETE FROM orders WHERE id = 2"
	poll_quietly "$dialect: a poll"
	at=2024-02-29T12:00:00
	# MySQL's TIMESTAMP has a time zone, that of the session.
	case $DIALECT in mysql*) at='....-..-..T..:00:00Z' ;; esac
	events outbox | jq -c '[.op, .key, .before, .after]' |
		sed "s/\"at\":\"$at\"/\"at\":\"AT\"/" >"$E/got"
	row='"note":"it'"'"'s \"ä€","price":"12.50","ratio":0.1,"raw":"AP8=","day":"2024-02-29","at":"AT"}'
	none='"price":null,"ratio":null,"raw":null,"day":null,"at":null}'
	cat >"$E/want" <<-END
	["c",{"id":1,"site":"a"},null,{"id":1,"site":"a",$row]
	["c",{"id":2,"site":"a"},null,{"id":2,"site":"a","note":null,$none]
	["u",{"id":2,"site":"a"},{"id":2,"site":"a","note":null,$none,{"id":2,"site":"a","note":"new",$none]
	["d",{"id":1,"site":"a"},{"id":1,"site":"a",$row,null]
	["c",{"id":1,"site":"b"},null,{"id":1,"site":"b",$row]
	["d",{"id":2,"site":"a"},{"id":2,"site":"a","note":"new",$none,null]
	END
	same_file "$E/got" "$E/want" "$dialect: events of all kinds of values"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$dialect: what is delivered is deleted, but for the last"
}

# What commits late, and more than fits into a page.
many() {
	mkfifo "$E/fifo"
	case $DIALECT in
	mysql*) mariadb --no-defaults --socket="$MY_SOCKET" -u root "$DB" ;;
	*) psql -XqAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d "$DB" ;;
	esac <"$E/fifo" >"$E/client" 2>&1 &
	client=$!
	exec 9>"$E/fifo"
	echo "BEGIN; INSERT INTO big VALUES (1, 'late');" >&9
	wait_for "sql 'INSERT INTO big VALUES (2, NULL); DELETE FROM big
		WHERE id = 2' && [ \"\$(drawn)\" -gt 9 ]"
	i=10
	while [ $i -lt 1510 ]; do
		echo "INSERT INTO big VALUES ($i, 'n$i');"
		i=$((i + 1))
	done >"$E/many.sql"
	sql <"$E/many.sql"
	poll_quietly "$dialect: a poll beside a transaction that is open"
	is "$(events outbox | jq -r 'select(.after.doc == "late").id' | wc -l)" \
		0 "$dialect: what is not committed is not delivered"
	echo 'COMMIT;' >&9
	exec 9>&-
	wait $client
	poll_quietly "$dialect: a poll after it"
	is "$(events outbox | jq -r 'select(.after.doc == "late").id' | wc -l)" \
		1 "$dialect: it is delivered late"
	case $DIALECT in
	mysql*) long="REPEAT('ä€x', 300000)" ;;
	*) long="repeat('ä€x', 300000)" ;;
	esac
	sql "INSERT INTO big VALUES (3, $long)"
	poll_quietly "$dialect: a poll of a long value"
	is "$(events outbox | tail -1 | jq -j .after.doc | wc -c)" 1800000 \
		"$dialect: which is whole"
	is "$(sinks_differ)" '' "$dialect: in every sink"
}

# The number that was drawn last.
drawn() {
	sql "SELECT coalesce(max(seq), 0) FROM $(changelog)"
}

operator() {
	poll_quietly "$dialect: nothing to do"
	run status
	is "$code" 0 "$dialect: status"
	has "$out" 'lag           none' "$dialect: nobody waits"
	"$SHADOWLOG" describe --config "$CONF" orders >"$E/one"
	"$BUILD/shadowlog-triggers" "$DIALECT" upgrade "$E/one" >"$E/up.sql"
	ok "$dialect: an upgrade with nothing to do" sql <"$E/up.sql"
	"$BUILD/shadowlog-triggers" "$DIALECT" uninstall --changelog \
		"$E/tables" >"$E/un.sql"
	ok "$dialect: uninstalled" sql <"$E/un.sql"
	poll
	is "$code" 78 "$dialect: a poll without a changelog says so"
}

for dialect in ${DIALECTS:-postgresql-8.4 mysql-5.5}; do
	has_engine "$dialect" || {
		skip "$dialect" "$why"
		continue
	}
	engine_new "$dialect" "$(echo "$dialect" | tr -d '.-')"
	case $DIALECT in
	postgresql*) pg_admin "ALTER DATABASE $DB SET search_path = public" ;;
	esac
	make_tables
	capture orders big
	conf_write
	rows
	many
	operator
done
done_testing
