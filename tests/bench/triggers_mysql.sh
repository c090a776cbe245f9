# MySQL and MariaDB, for triggers.sh.

mysql_start() {
	t_key='BIGINT PRIMARY KEY'
	t_time='DATETIME(6)'
	t_bytes='VARBINARY(32)'
	t_text=LONGTEXT
	floor_statements=2
	start_server mysql --innodb-buffer-pool-size=1G \
		--innodb-log-file-size=1G
}

mysql_variants() { # GROUP
	case $1 in
	single) put "none floor constant shadowlog" ;;
	*) put "floor constant shadowlog" ;;
	esac
}

mysql_to() { # VARIANT
	connection="Driver={MariaDB Unicode};Server=127.0.0.1;Port=$MY_PORT"
	connection="$connection;Database=v_$1;UID=shadowlog;PWD=shadowlog"
	to=$connection
}

# MySQL proper has no TID there, but performance_schema.threads.
mysql_session() {
	put "thread SELECT tid FROM information_schema.processlist" \
		"WHERE id = CONNECTION_ID()"
}

mysql_open() { # VARIANT
	put "CREATE DATABASE v_$1" | my_client mysql
	mysql_to "$1"
}

mysql_db() { # VARIANT
	my_client "v_$1"
}

mysql_empty() { # TABLE
	put "TRUNCATE $1"
	put "TRUNCATE shadowlog_changelog"
}

# Quotes of the other kind, of the same size: it has to be a literal again.
mysql_sample() {
	put "SELECT CONCAT('''', REPLACE(REPLACE(new_row, '''', '\"'),
		CHAR(92), '/'), '''') FROM shadowlog_changelog
		ORDER BY seq DESC LIMIT 1;"
}

mysql_row() { # OP SHAPE VALUES|SELECT
	old=NULL
	new=NULL
	open=
	close=
	[ "$3" = SELECT ] || open='('
	[ "$3" = SELECT ] || close=')'
	[ "$1" = I ] || old=$(sample "$2")
	[ "$1" = D ] || new=$(sample "$2")
	put "INSERT INTO shadowlog_changelog" \
		"(shape, op, captured_at, old_row, new_row)" \
		"SELECT 1, '$1', UTC_TIMESTAMP(6), $old, $new"
}

mysql_floor() { # OP SHAPE SQL
	put "b $3"
	put "b $(mysql_row "$1" "$2" VALUES)"
}

mysql_treat() { # VARIANT TABLE SHAPE
	[ "$1" = constant ] || return 0
	for op in I:INSERT U:UPDATE D:DELETE; do
		put "CREATE TRIGGER constant_$2_${op%:*} AFTER ${op#*:} ON $2
			FOR EACH ROW $(mysql_row "${op%:*}" "$3" VALUES);"
	done
}
