#!/bin/sh
# shadowlog doctor on a real Firebird server, in SQL dialects 3 and 1: each
# finding provoked, named, mended by the SQL that is printed, and gone.
#
# As poll_firebird_test.sh, where an ODBC driver was built by hand.  Seen to fail
# with the sections of the doctor taken out of the dialects.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/firebird.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/e2e/doctor_lib.sh"

command -v isql-fb >/dev/null || skip_all 'isql-fb (Firebird) is not installed'
command -v jq >/dev/null || skip_all 'no jq'
FB_DIR=$T/fb
fb_driver >"$T/why" || skip_all "$(cat "$T/why")"
fb_need "$FB_DIR" Super

# The values of a query, with a blank between.
rows() { # QUERY
	sql "SET HEADING OFF; $1" | tr -s ' \n' ' ' | sed 's/^ *//; s/ *$//'
}

# What is there to say to a poller, and nothing else.
healthy_poller() { # WHAT
	doctor
	is "$(printf '%s\n' "$out" | jq -c '[.errors, .warnings,
		(.findings | map(.check) | sort)]')" '[0,0,["sequence","sessions"]]' \
		"$1: nothing but what a poller may not see"
	is "$code" 0 "$1: exit code 0"
}

test_healthy() {
	sees privileges note 'SYSDBA: it may do more'
	"$BUILD/shadowlog-triggers" "$DIALECT" grants --role POLLER | sql
	clear_of privileges 'POLLER may'
	healthy_sysdba=$(printf '%s\n' "$out" | jq -c \
		'.findings | map(select(.check != "growth").check)')
	is "$healthy_sysdba" '["privileges"]' 'an installation, for SYSDBA'
	sed 's/UID=SYSDBA;PWD=masterkey/UID=POLLER;PWD=poller/' "$CONF" \
		>"$E/poller.conf"
	chmod 600 "$E/poller.conf"
	admin=$CONF
	CONF=$E/poller.conf
	poll_quietly 'a poll by the user that is made for it'
	sql "INSERT INTO t VALUES (1, 'x')"
	healthy_poller 'an installation'
	CONF=$admin
}

test_triggers() {
	trigger=$(rows "SELECT FIRST 1 SUBSTRING(rdb\$trigger_name FROM 1 FOR 18)
		FROM rdb\$triggers WHERE rdb\$trigger_name STARTING WITH
		'SHADOWLOG_'")
	for one in I U D; do
		round table.enabled error "trigger ${trigger}_$one is inactive" \
			"ALTER TRIGGER ${trigger}_$one INACTIVE"
	done
	round table.order warning "trigger ${trigger}_U is at position 3" \
		"ALTER TRIGGER ${trigger}_U POSITION 3"
	for one in I U D; do
		sql "DROP TRIGGER ${trigger}_$one"
		sees table.triggers error "trigger ${trigger}_$one is missing"
	done
	reinstalls table.triggers missing T
	sql "ALTER TRIGGER ${trigger}_U BEFORE UPDATE"
	sees table.altered error 'another event or at another time'
	reinstalls table.altered '' T
	sql <<-END
	SET TERM ^ ;
	ALTER TRIGGER ${trigger}_U AS BEGIN END^
	SET TERM ; ^
	END
	sees table.altered error 'does not write to the changelog'
	reinstalls table.altered '' T
	sql <<-END
	SET TERM ^ ;
	ALTER TRIGGER ${trigger}_U AS BEGIN
	INSERT INTO shadowlog_changelog (seq, shape) VALUES (1, 5); END^
	SET TERM ; ^
	END
	sees table.altered error 'does not write the layout of today'
	reinstalls table.altered '' T
	round table.rights error "${trigger}_U: it has no right to write" \
		"REVOKE INSERT ON shadowlog_changelog FROM TRIGGER ${trigger}_U"
	round table.rights error "${trigger}_D: it has no right to draw" \
		"REVOKE USAGE ON SEQUENCE shadowlog_seq FROM TRIGGER ${trigger}_D"
}

# A trigger of the application's.
make_trigger() { # NAME WHEN BODY
	sql <<-END
	SET TERM ^ ;
	CREATE TRIGGER $1 FOR t $2 AS BEGIN $3 END^
	SET TERM ; ^
	END
}

test_order() {
	make_trigger a 'AFTER UPDATE' 'UPDATE t SET note = note WHERE 1 = 0;'
	sees table.order warning 'T: trigger A fires before ours' &&
		mends table.order 'trigger A fires before ours'
	sees table.order warning 'trigger A names this table'
	sql 'DROP TRIGGER a'
	make_trigger z 'AFTER INSERT OR DELETE POSITION 9' ''
	sees table.order note 'trigger Z fires for each row, too'
	sql 'DROP TRIGGER z'
	make_trigger a 'BEFORE UPDATE' 'NEW.note = 1;'
	clear_of table.order ''
	sql 'DROP TRIGGER a'
}

test_drift() {
	sql 'ALTER TABLE t ADD more INTEGER'
	sees table.drift error 'T: column "MORE" (integer) is new'
	reinstalls table.drift MORE T
	sql 'ALTER TABLE t ALTER note TYPE VARCHAR(70) CHARACTER SET UTF8'
	sees table.drift warning \
		'column "NOTE" is varchar(70) character set utf8, and varchar(40)'
	reinstalls table.drift NOTE T
	for one in I U D; do
		sql "DROP TRIGGER ${trigger}_$one"
	done
	sql 'ALTER TABLE t DROP more'
	sees table.drift error 'column "MORE" was dropped or renamed'
	reinstalls table.drift MORE T
	sql 'CREATE TABLE k (a INTEGER NOT NULL, b INTEGER)'
	sql 'ALTER TABLE k ADD CONSTRAINT kp PRIMARY KEY (a)'
	capture K
	sql 'ALTER TABLE k DROP CONSTRAINT kp'
	sees table.key warning 'K: the table has no primary key'
	sql 'CREATE UNIQUE INDEX ku ON k (b)'
	sees table.key warning 'K: the table has no primary key'
	sql 'CREATE UNIQUE INDEX kv ON k (a)'
	sees table.key note 'K: the table has no primary key'
	sql 'DROP TABLE k'
	sees table.drift error 'K: the table is gone' &&
		mends table.drift 'K: the table is gone'
	# SQL dialect 1 has no such names.
	[ "$SQL_DIALECT" = 1 ] || {
		sql 'CREATE TABLE "t" (id INTEGER NOT NULL PRIMARY KEY, x INTEGER)'
		capture t
		sql 'DROP TABLE "t"'
		sees table.drift error 't: the table is gone' &&
			mends table.drift 't: the table is gone'
	}
	sql 'DELETE FROM shadowlog_shape'
	sees strays error 'T: triggers of ours'
	reinstalls strays '' T
}

# Names that have to be quoted, wherever they turn up.
test_names() {
	name='a"b'"'"'c\d%s é'
	quoted=$(printf '%s' "$name" | sed 's/"/""/g')
	sql "CREATE TABLE \"$quoted\" (id INTEGER NOT NULL PRIMARY KEY)"
	capture "\"$(printf '%s' "$name" | sed 's/[\\"]/\\&/g')\""
	is "$(findings table.triggers)" '' 'a table of any name'
	hostile=$(rows "SELECT TRIM(rdb\$trigger_name) FROM rdb\$triggers
		WHERE rdb\$relation_name STARTING WITH 'a\"'
		AND rdb\$trigger_type = 2")
	round table.enabled error "$hostile is inactive" \
		"ALTER TRIGGER $hostile INACTIVE"
	sql <<-END
	SET TERM ^ ;
	CREATE TRIGGER "A $quoted" FOR "$quoted" AFTER UPDATE AS BEGIN END^
	SET TERM ; ^
	END
	sees table.order warning 'fires before ours' &&
		mends table.order 'fires before ours'
	sql "DROP TABLE \"$quoted\""
	sees table.drift error 'the table is gone' &&
		mends table.drift 'the table is gone'
}

test_changelog() {
	round changelog warning 'it has an index, I' \
		'CREATE INDEX i ON shadowlog_changelog (shape)'
	round changelog warning 'it has a constraint, FEW' 'ALTER TABLE
		shadowlog_changelog ADD CONSTRAINT few CHECK (shape <> 0)'
	sql <<-'END'
	SET TERM ^ ;
	CREATE TRIGGER z FOR shadowlog_changelog AFTER DELETE AS BEGIN END^
	SET TERM ; ^
	END
	sees changelog warning 'it has a trigger, Z' &&
		mends changelog 'it has a trigger, Z'
	sql "INSERT INTO t (id, note) VALUES (2, 'x')"
	latest=$(rows 'SELECT MAX(seq) FROM shadowlog_changelog')
	round sequence error "it is at $((latest - 1)), and the changelog has" \
		"SET GENERATOR shadowlog_seq TO $((latest - 1))"
	is "$(rows 'SELECT GEN_ID(shadowlog_seq, 0) FROM rdb$database')" \
		"$latest" 'the sequence goes on where it was'
}

test_privileges() {
	round privileges warning 'PUBLIC may INSERT' \
		'GRANT INSERT ON shadowlog_changelog TO PUBLIC'
	else='"ELSE"'
	[ "$SQL_DIALECT" = 3 ] || else=OTHER
	round privileges warning ' may DELETE on SHADOWLOG_CHANGELOG' \
		"GRANT DELETE ON shadowlog_changelog TO $else"
	CONF=$E/poller.conf
	round privileges error 'POLLER: it has no DELETE on' \
		'REVOKE DELETE ON shadowlog_changelog FROM poller'
	round privileges error 'POLLER: it has no UPDATE on' \
		'REVOKE UPDATE ON shadowlog_lease FROM poller'
	sql 'GRANT INSERT ON shadowlog_changelog TO poller'
	sees privileges note 'it may do more to the changelog'
	sql 'REVOKE INSERT ON shadowlog_changelog FROM poller'
	clear_of privileges ''
	CONF=$admin
}

gfix() { # OPTION...
	/usr/bin/gfix -user SYSDBA -password masterkey "$@" "$DB" 2>&1
}

test_database() {
	command -v gfix >/dev/null || {
		skip 'the settings of the database' 'no gfix'
		return
	}
	gfix -write async
	sees database warning 'forced writes are off'
	gfix -write sync
	clear_of database 'forced writes'
	grep -q __asan_init "$SHADOWLOG" && {
		skip 'another SQL dialect' \
			'the driver writes past the end of its own error texts'
		return
	}
	case $DIALECT in
	firebird) other=firebird-dialect1 ;;
	*) other=firebird ;;
	esac
	sed "s/^dialect = .*/dialect = $other/" "$CONF" >"$E/other.conf"
	chmod 600 "$E/other.conf"
	CONF=$E/other.conf
	sees database error "its SQL dialect is $SQL_DIALECT"
	CONF=$admin
}

# How many sessions have had a transaction open for a second.
open_transactions() {
	rows "SELECT COUNT(DISTINCT a.mon\$attachment_id)
		FROM mon\$transactions AS t
		JOIN mon\$attachments AS a
		ON a.mon\$attachment_id = t.mon\$attachment_id
		WHERE t.mon\$read_only = 0 AND a.mon\$remote_process
		CONTAINING 'isql' AND a.mon\$attachment_id <> CURRENT_CONNECTION
		AND t.mon\$timestamp < DATEADD(-1 SECOND TO CURRENT_TIMESTAMP)"
}

# A session that was there before the triggers, and forgets its transaction.
test_sessions() {
	mkfifo "$E/fifo"
	isql-fb -q -user SYSDBA -password masterkey -sql_dialect "$SQL_DIALECT" \
		"$DB" <"$E/fifo" >"$E/isql.out" 2>&1 &
	exec 9>"$E/fifo"
	echo "INSERT INTO t (id) VALUES (70);" >&9
	wait_for '[ "$(open_transactions)" = 1 ]'
	clear_of sessions ''
	sql "CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY)"
	capture LATER
	sees sessions warning 'it is of SYSDBA'
	OLD=1s
	sees transactions warning 'it is of SYSDBA' &&
		mends transactions 'it is of SYSDBA'
	OLD=
	clear_of sessions ''
	exec 9>&-
	CONF=$E/poller.conf
	sees sessions note 'could not check: the sessions of other users'
	CONF=$admin
}

examine() { # DIALECT
	engine_new "$1" "$1"
	sql 'CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY,
		note VARCHAR(40))'
	capture T
	conf_write
	test_healthy
	test_triggers
	test_order
	test_drift
	[ "$1" != firebird ] || test_names
	test_changelog
	test_privileges
	test_database
	test_sessions
	CONF=$E/poller.conf
	healthy_poller 'after all that'
}

engine_new firebird users
sql "CREATE USER poller PASSWORD 'poller'"
examine firebird
examine firebird-dialect1
done_testing
