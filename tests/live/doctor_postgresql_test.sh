#!/bin/sh
# shadowlog doctor on a real PostgreSQL: each finding provoked, named, mended by
# the SQL that is printed, and gone.  On a server of its own, whose settings
# change.  DOCTOR is the dialect; tests/live/doctor_old_test.sh has another one.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/e2e/doctor_lib.sh"

command -v jq >/dev/null || skip_all "no jq"
pg_need "$T/pg" -c fsync=on -c max_prepared_transactions=4

# Runs SQL that cannot be in a transaction with other SQL.
admin() { # SQL
	"$PG_BIN/psql" -X -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d "$DB" \
		-qAt -c "$1" 2>&1
}

test_healthy() {
	sees privileges note 'it is a superuser'
	"$BUILD/shadowlog-triggers" "$DIALECT" grants --role poller | sql
	sed -i 's/UID=shadowlog/UID=poller/' "$CONF"
	poll_quietly 'a poll by the role that is made for it'
	sql "INSERT INTO t VALUES (1, 'x'); UPDATE t SET note = 'y'"
	healthy 'an installation'
	# What is printed means this table in every session.
	sql 'CREATE SCHEMA nearer; CREATE TABLE nearer.t (id integer);
		ALTER TABLE public.t DISABLE TRIGGER USER'
	sees table.enabled error 'public.t: trigger'
	obey table.enabled 'public.t: trigger'
	clear_of table.enabled ''
	sql 'DROP SCHEMA nearer CASCADE' 2>"$T/null"
}

test_triggers() {
	trigger=$(sql "SELECT left(tgname, -2) FROM pg_trigger
		WHERE tgname LIKE '00_shadowlog%_i'")
	round table.enabled error "trigger ${trigger}_u is disabled" \
		"ALTER TABLE t DISABLE TRIGGER \"${trigger}_u\""
	round table.enabled warning "${trigger}_d does not fire in sessions" \
		"ALTER TABLE t ENABLE TRIGGER \"${trigger}_d\""
	round table.enabled error "${trigger}_t fires in sessions of role" \
		"ALTER TABLE t ENABLE REPLICA TRIGGER \"${trigger}_t\""
	for one in i u d t; do
		sql "DROP TRIGGER \"${trigger}_$one\" ON t"
		sees table.triggers error "trigger ${trigger}_$one is missing"
	done
	reinstalls table.triggers missing t
	altered 'another event' "CREATE TRIGGER \"${trigger}_u\"
		AFTER INSERT OR UPDATE ON t"
	altered 'has a WHEN' "CREATE TRIGGER \"${trigger}_u\" AFTER UPDATE ON t" \
		'WHEN (new.id > 5)'
	altered 'some columns only' \
		"CREATE TRIGGER \"${trigger}_u\" AFTER UPDATE OF note ON t"
	function=$(sql "SELECT proname FROM pg_proc
		WHERE proname LIKE 'shadowlog_%_u'")
	sql "ALTER FUNCTION shadowlog.$function() SECURITY INVOKER"
	sees table.altered error 'rights of the application'
	reinstalls table.altered '' t
	sql "CREATE OR REPLACE FUNCTION shadowlog.$function() RETURNS trigger
		LANGUAGE plpgsql SECURITY DEFINER AS
		'BEGIN RETURN NULL; END'"
	sees table.altered error 'does not write to the changelog'
	reinstalls table.altered '' t
	sql "UPDATE shadowlog.shadowlog_shape SET version = version + 1
		WHERE false; $(sql "SELECT replace(pg_get_functiondef(oid),
			'VALUES (', 'VALUES (1') FROM pg_proc
			WHERE proname = '$function'")"
	sees table.altered error 'does not write the layout of today'
	reinstalls table.altered '' t
	sql "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN RETURN NULL; END'"
	sql "DROP TRIGGER \"${trigger}_u\" ON t; CREATE TRIGGER \"${trigger}_u\"
		AFTER UPDATE ON t FOR EACH ROW EXECUTE PROCEDURE other()"
	sees table.altered error 'a function that is not ours'
	reinstalls table.altered '' t
	sql "CREATE ROLE small; ALTER FUNCTION shadowlog.$function() OWNER TO small"
	sees table.owner error 'its owner, small, may not write' &&
		mends table.owner 'its owner, small'
	sql "ALTER FUNCTION shadowlog.$function() OWNER TO shadowlog;
		DROP OWNED BY small; DROP ROLE small"
}

altered() { # TEXT SQL-before-FOR [WHEN]
	sql "DROP TRIGGER \"${trigger}_u\" ON t; $2 FOR EACH ROW ${3:-}
		EXECUTE PROCEDURE shadowlog.$(echo "$trigger" | cut -c4-)_u()"
	sees table.altered error "$1"
	reinstalls table.altered '' t
}

test_order() {
	sql "CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN UPDATE public.t SET note = note WHERE false; RETURN NULL; END'"
	sql 'CREATE TRIGGER "0" AFTER UPDATE ON t FOR EACH ROW
		EXECUTE PROCEDURE app()'
	sees table.order warning 'public.t: trigger 0 fires before ours' &&
		mends table.order 'trigger 0 fires before ours'
	sees table.order warning 'trigger app_0 names this table'
	sql 'DROP TRIGGER app_0 ON t; CREATE TRIGGER z AFTER UPDATE ON t
		FOR EACH ROW EXECUTE PROCEDURE other()'
	sees table.order note 'trigger z fires for each row, too'
	sql 'DROP TRIGGER z ON t; CREATE TRIGGER "0" BEFORE UPDATE ON t
		FOR EACH ROW EXECUTE PROCEDURE app()'
	clear_of table.order ''
	sql 'DROP TRIGGER "0" ON t'
}

test_drift() {
	sql 'ALTER TABLE t ADD more integer'
	sees table.drift "$loose" 'public.t: column "more" (integer) is new'
	reinstalls table.drift more t
	sql 'ALTER TABLE t ALTER more TYPE bigint'
	sees table.drift error 'column "more" is bigint, and integer in'
	reinstalls table.drift more t
	sql 'ALTER TABLE t ALTER note TYPE varchar(70)'
	sees table.drift warning 'column "note" is character varying(70), and text'
	reinstalls table.drift note t
	sql 'ALTER TABLE t DROP more'
	sees table.drift "$loose" 'column "more" was dropped or renamed'
	reinstalls table.drift more t
	sql 'ALTER TABLE t ALTER note SET NOT NULL'
	sees table.drift warning 'column "note" cannot be NULL, and can in'
	reinstalls table.drift note t
	sql 'ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id, note)'
	sees table.drift error 'the primary key is another one'
	reinstalls table.drift key t
	sql 'ALTER TABLE t DROP CONSTRAINT t_pkey'
	sees table.key warning 'the table has no primary key'
	sql 'CREATE UNIQUE INDEX tu ON t (id) WHERE id > 1'
	sees table.key warning 'the table has no primary key'
	sql 'DROP INDEX tu; CREATE UNIQUE INDEX tu ON t (id)'
	sees table.key note 'the table has no primary key'
	sql 'DROP INDEX tu'
	sql 'ALTER TABLE t ADD PRIMARY KEY (id)'
	clear_of table.key ''
	reinstalls table.drift key t
	sql 'CREATE TABLE "Old
one" (id integer PRIMARY KEY)'
	capture '"Old\none"'
	sql 'ALTER TABLE "Old
one" RENAME TO new'
	sees table.drift error 'public."Old\none": the table is gone'
	sees strays error 'public.new: triggers of ours'
	sql 'DROP TABLE new'
	clear_of strays ''
	doctor
	mends table.drift 'the table is gone'
}

# What no trigger can see, for the tables that there are.
test_unseen() {
	sql 'CREATE UNLOGGED TABLE un (id integer PRIMARY KEY)'
	capture un
	sees table.unseen warning 'un: the table is UNLOGGED' &&
		mends table.unseen UNLOGGED
	if [ "$DIALECT" = postgresql ] &&
		[ "$(sql 'SHOW server_version_num')" -ge 180000 ]; then
		sql 'ALTER TABLE un ADD v integer
			GENERATED ALWAYS AS (id + 1) VIRTUAL'
		sees table.unseen warning 'column "v" is a VIRTUAL generated one'
		sql 'ALTER TABLE un DROP v'
		clear_of table.unseen ''
	else
		skip 'table.unseen: VIRTUAL' 'there are none before 18'
	fi
	sql 'DROP TABLE un'
	doctor
	mends table.drift 'public.un: the table is gone'
}

# Who installed may not read a sequence of the application's.
test_lastval() {
	sql 'CREATE ROLE small; CREATE SEQUENCE "Odd""s"'
	function=$(sql "SELECT proname FROM pg_proc
		WHERE proname LIKE 'shadowlog_%_u' LIMIT 1")
	sql "GRANT USAGE, CREATE ON SCHEMA shadowlog TO small;
		GRANT INSERT ON shadowlog.shadowlog_changelog TO small;
		GRANT USAGE ON SEQUENCE shadowlog.shadowlog_changelog_seq_seq
			TO small;
		GRANT SELECT, UPDATE ON SEQUENCE shadowlog.shadowlog_lastval
			TO small;
		ALTER FUNCTION shadowlog.$function() OWNER TO small"
	clear_of table.owner ''
	sees lastval warning 'small, who installed triggers, may not read' &&
		mends lastval ''
	sql "ALTER FUNCTION shadowlog.$function() OWNER TO shadowlog;
		DROP OWNED BY small; DROP ROLE small; DROP SEQUENCE \"Odd\"\"s\""
}

# Names that have to be quoted, wherever they turn up.
test_names() {
	name='a"b'"'"'c\d%s é'
	quoted=$(printf '%s' "$name" | sed 's/"/""/g')
	sql "CREATE TABLE \"$quoted\" (id integer PRIMARY KEY)"
	capture "\"$(printf '%s' "$name" | sed 's/[\\"]/\\&/g')\""
	healthy 'a table of any name'
	round table.enabled error 'is disabled' \
		"ALTER TABLE \"$quoted\" DISABLE TRIGGER USER"
	sql "CREATE TRIGGER \"0 $quoted\" AFTER UPDATE ON \"$quoted\"
		FOR EACH ROW EXECUTE PROCEDURE other()"
	sees table.order warning 'fires before ours' &&
		mends table.order 'fires before ours'
	sql "DROP TABLE \"$quoted\""
	sees table.drift error 'the table is gone' &&
		mends table.drift 'the table is gone'
}

test_partitions() {
	sql 'CREATE TABLE p (id integer PRIMARY KEY) PARTITION BY RANGE (id);
		CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
		CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (9) TO (19)'
	capture public.p1
	cp "$E/tables" "$E/p1.tables"
	capture p
	sees table.children warning 'p1: this partition is captured by itself'
	"$BUILD/shadowlog-triggers" "$DIALECT" uninstall "$E/p1.tables" | sql
	clear_of table.children 'captured by itself'
	sees table.children note 'nor of 1 more, nor what ATTACH PARTITION brings'
	sql "ALTER TABLE p1 DISABLE TRIGGER USER"
	sees table.enabled error 'p1: trigger' && mends table.enabled p1
	sql 'DROP TABLE p'
	doctor
	mends table.drift 'public.p: the table is gone'
}

test_children() {
	if [ "$(sql 'SHOW server_version_num')" -lt 110000 ]; then
		skip 'partitions' 'before 11 they have no row triggers'
	elif [ "$DIALECT" != postgresql ]; then
		skip 'partitions' 'this dialect is for versions without'
	else
		test_partitions
	fi
	sql 'CREATE TABLE child () INHERITS (t)'
	sees table.children warning 'public.child: this child inherits'
	sql 'DROP TABLE child'
	clear_of table.children ''
}

test_sequence() {
	sequence=shadowlog.shadowlog_changelog_seq_seq
	round sequence error 'CACHE is 20' "ALTER SEQUENCE $sequence CACHE 20"
	round sequence error 'INCREMENT is -1' "ALTER SEQUENCE $sequence
		INCREMENT -1 MINVALUE 1"
	round sequence warning 'it may CYCLE' "ALTER SEQUENCE $sequence CYCLE"
}

test_changelog() {
	log=shadowlog.shadowlog_changelog
	round changelog warning 'it has an index' "CREATE INDEX ON $log (shape)"
	round changelog warning 'it has a constraint, few' \
		"ALTER TABLE $log ADD CONSTRAINT few CHECK (shape <> 0)"
	round changelog warning 'it has a trigger, z' \
		"CREATE TRIGGER z AFTER DELETE ON $log FOR EACH ROW
			EXECUTE PROCEDURE other()"
	round changelog error 'it has no primary key' \
		"ALTER TABLE $log DROP CONSTRAINT shadowlog_changelog_pkey"
	round changelog error 'it is UNLOGGED' \
		"ALTER TABLE $log SET UNLOGGED"
	[ "$DIALECT" = postgresql ] || return
	sql 'CREATE PUBLICATION all_of_it FOR ALL TABLES' 2>"$T/null"
	sees publications note 'all_of_it: this publication'
	sql 'DROP PUBLICATION all_of_it'
	clear_of publications ''
}

test_privileges() {
	round privileges error 'poller: it has no DELETE on' \
		'REVOKE DELETE ON shadowlog.shadowlog_changelog FROM poller'
	round privileges error 'poller: it has no UPDATE on' \
		'REVOKE UPDATE ON shadowlog.shadowlog_lease FROM poller'
	round privileges warning 'PUBLIC may INSERT' \
		'GRANT INSERT ON shadowlog.shadowlog_changelog TO PUBLIC'
	sql 'GRANT INSERT ON shadowlog.shadowlog_changelog TO poller'
	sees privileges note 'may do more to the changelog'
	sql 'REVOKE INSERT ON shadowlog.shadowlog_changelog FROM poller'
	clear_of privileges ''
	# What may not be read is said, and the rest is looked at.
	[ "$DIALECT" != postgresql ] || {
		sql 'REVOKE ALL ON pg_publication FROM PUBLIC'
		sees publications note 'could not check'
		sql 'GRANT SELECT ON pg_publication TO PUBLIC'
		clear_of publications ''
	}
	sql 'REVOKE SELECT ON shadowlog.shadowlog_shape FROM poller'
	sees registry note 'could not check' && mends privileges 'no SELECT on'
	clear_of registry ''
}

test_server() {
	sql 'ALTER SYSTEM SET synchronous_commit = off'
	sql 'SELECT pg_reload_conf()' >"$T/null"
	wait_for '[ "$(sql "SHOW synchronous_commit")" = off ]'
	sees durability note 'synchronous_commit: it is off'
	printf '%s\n' "$out" | jq -r '.findings[] |
		select(.check == "durability").sql' | sql
	sql 'SELECT pg_reload_conf()' >"$T/null"
	wait_for '[ "$(sql "SHOW synchronous_commit")" = on ]'
	clear_of durability ''
}

# A copy beside the original, as for a staging system.
test_encoding() {
	"$BUILD/tools/checks" "$DIALECT" doctor.encoding |
		grep -v '^--' >"$E/check"
	is "$(sql <"$E/check")" '' 'encoding: UTF8 is none'
	pg_admin "CREATE DATABASE ${DB}_ascii TEMPLATE template0
		ENCODING 'SQL_ASCII'"
	has "$(DB=${DB}_ascii && sql <"$E/check")" \
		"note|${DB}_ascii|its encoding is SQL_ASCII" \
		'encoding: one that takes any bytes'
	pg_admin "DROP DATABASE ${DB}_ascii"
}

test_identity() {
	pg_admin "CREATE DATABASE ${DB}_copy TEMPLATE $DB"
	sed -i "s/Database=$DB;/Database=${DB}_copy;/" "$CONF"
	sees identity error 'the database is a copy: it is "'
	sed -i "s/Database=${DB}_copy;/Database=$DB;/" "$CONF"
	clear_of identity ''
	pg_admin "DROP DATABASE ${DB}_copy"
}

# A session of the poller's sets its own isolation, so this check is run as it
# is, in sessions that have another one.
test_isolation() {
	"$BUILD/tools/checks" "$DIALECT" doctor.isolation |
		grep -v '^--' >"$E/check"
	for level in 'read committed' 'repeatable read' serializable; do
		{
			echo "SET default_transaction_isolation = '$level';"
			cat "$E/check"
		} | sql | cut -d '|' -f 1,3
	done >"$E/isolation"
	is "$(cat "$E/isolation")" 'error|a session has repeatable read
error|a session has serializable' 'isolation: every other one is an error'
}

# Transactions that are too old after a second.
test_transactions() {
	OLD=1s
	sql "BEGIN; INSERT INTO t VALUES (70, 'p'); PREPARE TRANSACTION 'gid'"
	wait_for '[ "$(sql "SELECT prepared < clock_timestamp() - interval
		'"'1 s'"' FROM pg_prepared_xacts")" = t ]'
	sees transactions warning 'gid: it was prepared'
	admin "ROLLBACK PREPARED 'gid'"
	clear_of transactions gid
	mkfifo "$E/fifo"
	"$PG_BIN/psql" -X -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d "$DB" -qAt \
		<"$E/fifo" >"$E/psql.out" 2>&1 &
	exec 9>"$E/fifo"
	echo 'BEGIN; SELECT 1 FROM t;' >&9
	wait_for '[ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE
		xact_start < clock_timestamp() - interval '"'1 s'"' AND
		datname = '"'$DB'"'")" = 1 ]'
	sees transactions note 'could not check: how long' &&
		mends transactions 'could not check'
	sees transactions warning 'a transaction of shadowlog' &&
		mends transactions 'a transaction of shadowlog'
	exec 9>&-
	sql 'REVOKE pg_read_all_stats FROM poller'
	OLD=
}

engine_new "${DOCTOR:-postgresql}" doc
# An image that does not name its columns takes a change of them worse.
loose=error
[ "$DIALECT" != postgresql ] || loose=warning
pg_admin "ALTER DATABASE $DB SET search_path = public"
sql "CREATE TYPE timeslot AS ENUM ('am', 'pm');
	CREATE TABLE t (id integer PRIMARY KEY, note text, slot timeslot)"
pg_admin 'CREATE ROLE poller LOGIN'
capture t
conf_write
test_healthy
test_triggers
test_order
test_drift
test_unseen
test_lastval
test_names
test_children
test_sequence
test_changelog
test_privileges
test_server
test_isolation
test_encoding
test_identity
test_transactions
healthy 'after all that'
done_testing
