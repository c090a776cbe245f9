# INSTALL, section 3, followed to the letter on every engine: the blocks of
# commands are cut out of it and run; only where the database is and how the
# DBA comes in is ours.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
PATH=$BUILD:$PATH

blocks() { # TAG: the commands of all blocks ```sh TAG
	awk -v tag='```sh '"$1" '
		$0 == "```" { on = 0 }
		on { print }
		$0 == tag { on = 1 }' "$TOP/INSTALL"
}

# Runs the blocks of TAG, behind our settings, in $E.
follow() { # TAG
	blocks "$1" >"$E/block"
	[ -s "$E/block" ] || result 1 "INSTALL has commands for $1"
	(cd "$E" && cat settings block >script && sh -eu script) \
		>"$E/said" 2>&1 </dev/null
	is "$?" 0 "$DIALECT: $1" || diag "$(tail -20 "$E/said")"
}

settings_postgresql() {
	cat <<-END
	export PGHOST=127.0.0.1 PGPORT=$PG_PORT PGDATABASE=$DB PGUSER=shadowlog
	PATH=$PG_BIN:\$PATH
	END
}

settings_mysql() {
	cat <<-END
	export MYHOST=127.0.0.1 MYPORT=$MY_PORT MYDB=$DB
	my() { mariadb --no-defaults --socket=$MY_SOCKET --user=root "$DB"; }
	END
}

settings_sqlite() {
	echo "export DB=$DB"
}

role_drop() { # the poller's role belongs to the whole server
	case $1 in
	postgresql) pg_admin 'DROP ROLE IF EXISTS shadowlog_poller' ;;
	mysql) my_admin "DROP USER IF EXISTS 'shadowlog_poller'@'%'" ;;
	esac >"$T/null" 2>&1
}

run_sql() { # FILE
	sql <"$E/$1" >"$E/said" 2>&1
	is "$?" 0 "$DIALECT: $1 runs" || diag "$(cat "$E/said")"
}

follow_engine() { # ENGINE
	role_drop "$1"
	at_end "role_drop $1"
	engine_new "$1" inst
	{
		"settings_$1"
		echo "DIALECT=$1"
	} >"$E/settings"
	sql 'CREATE TABLE orders (id integer PRIMARY KEY, note varchar(40))'
	follow "$1"
	sql "INSERT INTO orders VALUES (1, 'Grüße')" >"$T/null"
	follow poll
	has "$(cat "$E/said")" "delivered     1 events in 1 batches" \
		"$1: one change was delivered"
	is "$(sed '1d;$d' "$E"/files/*/*.ndjson | jq -c .after)" \
		'{"id":'"$2"',"note":"Grüße"}' "$1: as it is"
	follow uninstall
	run_sql uninstall.sql
	sql "INSERT INTO orders VALUES (2, 'free')" >"$T/null"
	is "$(sql "SELECT count(*) FROM $(changelog)
		WHERE new_row LIKE '%free%'")" 0 "$1: no longer captured"
	run_sql drop.sql
	rm -rf "$E"
	case $1 in
	postgresql) pg_admin "DROP DATABASE $DB WITH (FORCE)" ;;
	mysql) my_admin "DROP DATABASE $DB" ;;
	esac >"$T/null"
	role_drop "$1"
}

# A column `integer` of SQLite holds 64 bits, so its value is a string.
for engine in "sqlite \"1\"" 'postgresql 1' 'mysql 1'; do
	if has_engine "${engine% *}"; then
		follow_engine "${engine% *}" "${engine#* }"
	else
		skip "${engine% *}" "$why"
	fi
done
done_testing
