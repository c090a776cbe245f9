# PostgreSQL, for triggers.sh.

postgresql_start() {
	t_key='BIGINT PRIMARY KEY'
	t_time=TIMESTAMP
	t_bytes=BYTEA
	t_text=TEXT
	floor_statements=1
	start_server postgresql -c max_connections=300 -c autovacuum=off \
		-c max_wal_size=8GB -c checkpoint_timeout=1h -c shared_buffers=512MB
	put "CREATE DATABASE probe" | pg_client postgres
	pgq=
	if put "CREATE EXTENSION pgq" | pg_client probe 2>/dev/null; then
		pgq='pgq_logutriga pgq_jsontriga'
	else
		say "postgresql: no PgQ to compare with (Debian:" \
			"postgresql-15-pgq3)"
	fi
}

postgresql_variants() { # GROUP
	case $1 in
	single) put "none floor by_hand constant shadowlog $pgq" ;;
	writers) put "floor shadowlog ${pgq%% *}" ;;
	*) put "floor constant shadowlog $pgq" ;;
	esac
}

postgresql_to() { # VARIANT
	connection="Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=$PG_PORT"
	connection="$connection;Database=v_$1;UID=shadowlog;Protocol=7.4-0"
	to=$connection
}

postgresql_session() {
	put "thread SELECT pg_backend_pid()"
}

postgresql_open() { # VARIANT
	put "CREATE DATABASE v_$1" | pg_client postgres
	postgresql_to "$1"
}

postgresql_db() { # VARIANT
	pg_client "v_$1"
}

postgresql_empty() { # TABLE
	put "TRUNCATE $1"
	put "TRUNCATE shadowlog.shadowlog_changelog"
	case $variant in pgq*) put "TRUNCATE pgq.event_1_0" ;; esac
}

postgresql_sample() {
	put "SELECT quote_literal(new_row) FROM shadowlog.shadowlog_changelog
		ORDER BY seq DESC LIMIT 1;"
}

# A row of the changelog as one would write it by hand.
postgresql_row() { # OP SHAPE VALUES|SELECT
	old=NULL
	new=NULL
	open=
	close=
	[ "$3" = SELECT ] || open='('
	[ "$3" = SELECT ] || close=')'
	[ "$1" = I ] || old=$(sample "$2")
	[ "$1" = D ] || new=$(sample "$2")
	put "INSERT INTO shadowlog.shadowlog_changelog" \
		"(shape, op, txid, captured_at, old_row, new_row)" \
		"$3 ${open}1, '$1', txid_current(), clock_timestamp()," \
		"$old, $new$close"
}

# Both in one statement: there is no cheaper way to write two rows.
postgresql_floor() { # OP SHAPE SQL
	put "b WITH w AS ($3) $(postgresql_row "$1" "$2" VALUES)"
}

postgresql_constant() { # TABLE SHAPE
	for op in I:INSERT U:UPDATE D:DELETE; do
		put "CREATE FUNCTION constant_$1_${op%:*}() RETURNS trigger
			LANGUAGE plpgsql SECURITY DEFINER AS \$f\$ BEGIN
			$(postgresql_row "${op%:*}" "$2" VALUES); RETURN NULL;
			END \$f\$;
		CREATE TRIGGER constant_${op%:*} AFTER ${op#*:} ON $1
			FOR EACH ROW EXECUTE PROCEDURE
			constant_$1_${op%:*}();"
	done
}

postgresql_treat() { # VARIANT TABLE SHAPE
	case $1 in
	constant) postgresql_constant "$2" "$3" ;;
	pgq_*)
		# With `backup` it keeps the row before, as we do.
		put "CREATE EXTENSION IF NOT EXISTS pgq;
		SELECT pgq.create_queue('q');
		CREATE TRIGGER q AFTER INSERT OR UPDATE OR DELETE ON $2
			FOR EACH ROW EXECUTE PROCEDURE
			pgq.${1#pgq_}('q', 'backup');"
		;;
	esac
}
