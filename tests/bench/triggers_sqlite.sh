# SQLite, for triggers.sh: each variant in a file of its own, in memory.

sqlite_start() {
	t_key='INTEGER PRIMARY KEY'
	t_time=DATETIME
	t_bytes=BLOB
	t_text=TEXT
	floor_statements=2
}

sqlite_variants() { # GROUP
	case $1 in
	single) put "none floor constant shadowlog" ;;
	*) put "floor constant shadowlog" ;;
	esac
}

sqlite_to() { # VARIANT
	connection="Driver={SQLite3};Database=$T/v_$1.sqlite"
	to="sqlite $T/v_$1.sqlite"
}

sqlite_session() {
	put "session PRAGMA synchronous = OFF"
}

sqlite_open() { # VARIANT
	put "PRAGMA journal_mode = WAL;" | sqlite_client "$T/v_$1.sqlite" \
		>/dev/null
	sqlite_to "$1"
}

sqlite_db() { # VARIANT
	sqlite_client "$T/v_$1.sqlite"
}

sqlite_empty() { # TABLE
	put "DELETE FROM $1"
	put "DELETE FROM shadowlog_changelog"
}

sqlite_sample() {
	put "SELECT quote(replace(new_row, char(10), ' '))
		FROM shadowlog_changelog ORDER BY seq DESC LIMIT 1;"
}

sqlite_row() { # OP SHAPE VALUES|SELECT
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
		"$3 ${open}1, '$1', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')," \
		"$old, $new$close"
}

sqlite_floor() { # OP SHAPE SQL
	put "b $3"
	put "b $(sqlite_row "$1" "$2" VALUES)"
}

sqlite_treat() { # VARIANT TABLE SHAPE
	[ "$1" = constant ] || return 0
	for op in I:INSERT U:UPDATE D:DELETE; do
		put "CREATE TRIGGER constant_$2_${op%:*} AFTER ${op#*:} ON $2
			BEGIN $(sqlite_row "${op%:*}" "$3" VALUES); END;"
	done
}
