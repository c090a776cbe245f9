#!/bin/sh
# shadowlog doctor on a real MariaDB: each finding provoked, named, mended by the
# SQL that is printed, and gone.  On a server of its own, whose settings change.
# DOCTOR is the dialect; tests/live/doctor_old_test.sh has another one.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/e2e/doctor_lib.sh"

command -v jq >/dev/null || skip_all "no jq"

server() { # my_need|my_start OPTION...
	server_how=$1
	shift
	$server_how "$T/my" --innodb-flush-log-at-trx-commit=1 --log-bin=bin \
		--server-id=1 --sync-binlog=1 "$@"
}

server my_need

# Whom the doctor connects as: name and password are the same.
as_user_of() { # NAME
	sed -i "s/UID=[a-z]*;PWD=[a-z]*/UID=$1;PWD=$1/" "$CONF"
}

test_accounts() {
	sees privileges note 'it may do more'
	sql "CREATE USER poller@localhost IDENTIFIED BY 'poller'"
	sql "CREATE USER poller@'127.0.0.1' IDENTIFIED BY 'poller'"
	for host in localhost 127.0.0.1; do
		"$BUILD/shadowlog-triggers" "$DIALECT" grants \
			--role "poller@$host" | sql
	done
	as_user_of poller
	poll_quietly 'a poll by the account that is made for it'
	sees table.visible note 'has no right TRIGGER on this table'
	sees transactions note 'could not check'
	sees definers note 'could not check'
	sql "GRANT SELECT, TRIGGER ON $DB.* TO poller@localhost,
		poller@'127.0.0.1'"
	clear_of table.visible ''
	sql "GRANT PROCESS ON *.* TO poller@localhost, poller@'127.0.0.1';
		GRANT SELECT ON mysql.* TO poller@localhost,
		poller@'127.0.0.1'"
	sql "INSERT INTO t VALUES (1, 'x'); UPDATE t SET note = 'y'"
	healthy 'an installation'
}

test_privileges() {
	sql "REVOKE DELETE ON shadowlog_changelog FROM poller@'127.0.0.1';
		REVOKE DELETE ON shadowlog_changelog FROM poller@localhost"
	sees privileges error 'has no DELETE on shadowlog_changelog' &&
		mends privileges 'has no DELETE'
	sql "REVOKE UPDATE ON shadowlog_lease FROM poller@'127.0.0.1';
		REVOKE UPDATE ON shadowlog_lease FROM poller@localhost"
	sees privileges error 'has no UPDATE on shadowlog_lease' &&
		mends privileges 'has no UPDATE'
}

# Who else may write to the changelog; seen by whoever may read mysql.*.
test_others() {
	sql "CREATE USER 'a''pp'@localhost;
		GRANT INSERT, UPDATE ON $DB.shadowlog_changelog
			TO 'a''pp'@localhost"
	sees privileges warning 'may INSERT, UPDATE on shadowlog_changelog'
	sql "REVOKE INSERT, UPDATE ON $DB.shadowlog_changelog
			FROM 'a''pp'@localhost; DROP USER 'a''pp'@localhost"
	sql "CREATE USER app@localhost;
		GRANT INSERT ON $DB.shadowlog_shape TO app@localhost"
	sees privileges warning 'may INSERT on shadowlog_shape' &&
		mends privileges 'may INSERT'
	sql "GRANT ALL ON $DB.* TO app@localhost"
	sees privileges note 'in the whole database, and so on the changelog'
	sql 'DROP USER app@localhost'
	clear_of privileges ''
}

again() { # SQL-around-the-trigger: before, AFTER..., body
	sql "DROP TRIGGER ${trigger}_d;
		$1 TRIGGER ${trigger}_d $2 ON t FOR EACH ROW $3"
}

test_triggers() {
	trigger=$(sql "SELECT LEFT(TRIGGER_NAME, 18) FROM
		information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$DB' AND
		TRIGGER_NAME LIKE 'shadowlog\\_%\\_i'")
	shape=$(sql 'SELECT shape FROM shadowlog_shape')
	body="INSERT INTO shadowlog_changelog (shape, op) VALUES ($shape, 'D')"
	for one in i u d; do
		sql "DROP TRIGGER ${trigger}_$one"
		sees table.triggers error "trigger ${trigger}_$one is missing"
	done
	reinstalls table.triggers missing t
	again CREATE 'BEFORE DELETE' "$body"
	sees table.altered error 'fires for another event or at another time'
	again CREATE 'AFTER DELETE' 'SET @x = 1'
	sees table.altered error 'does not write to the changelog'
	again_delimited
	sees table.altered error 'is not the one statement'
	again CREATE 'AFTER DELETE' \
		'INSERT INTO shadowlog_changelog (shape) VALUES (1)'
	sees table.altered error 'does not write the layout of today'
	again 'SET NAMES utf8mb4; SET sql_mode = ""; CREATE' 'AFTER DELETE' "$body"
	sees table.mode error "${trigger}_d was created with sql_mode ''"
	again 'CREATE DEFINER = gone@nowhere' 'AFTER DELETE' "$body"
	sees definers error 'gone@nowhere: the account does not exist'
	reinstalls table.altered '' t
	clear_of definers ''
	sql "CREATE USER 'd''er'@localhost"
	again "CREATE DEFINER = 'd''er'@localhost" 'AFTER DELETE' "$body"
	sees rights error 'has no TRIGGER on t of its own'
	sees rights error "d'er@localhost: it is the definer" &&
		mends rights 'has no '
	sql "REVOKE INSERT ON shadowlog_changelog FROM 'd''er'@localhost;
		GRANT INSERT ON *.* TO 'd''er'@localhost"
	clear_of rights ''
	sql "DROP USER 'd''er'@localhost"
	reinstalls table.altered '' t
	clear_of table.mode ''
	# Before MySQL 5.7 a table has one trigger of a kind.
	[ "$DIALECT" != mysql ] || test_order
}

again_delimited() {
	sql "DROP TRIGGER IF EXISTS ${trigger}_d"
	printf 'DELIMITER //\nCREATE TRIGGER %s_d AFTER DELETE ON t FOR EACH ROW
		BEGIN IF OLD.id > 1 THEN %s; END IF; END//\n' "$trigger" "$body" |
		sql
}

test_order() {
	sql "CREATE TRIGGER app AFTER INSERT ON t FOR EACH ROW
		PRECEDES ${trigger}_i SET @x = 1"
	sees table.order note 't: trigger app fires before ours'
	sql 'DROP TRIGGER app;
		CREATE TRIGGER app AFTER INSERT ON t FOR EACH ROW SET @x = 1'
	clear_of table.order ''
	sql 'DROP TRIGGER app'
}

test_tables() {
	sql 'CREATE TABLE parent (a integer, b integer, PRIMARY KEY (a, b));
		CREATE TABLE child (id integer PRIMARY KEY, a integer, b integer)'
	capture child
	sql 'ALTER TABLE child ADD CONSTRAINT f FOREIGN KEY (a, b)
		REFERENCES parent (a, b) ON DELETE CASCADE ON UPDATE SET NULL'
	sees table.cascades warning 'foreign key f: ON DELETE CASCADE and ON UPDATE'
	sed '$a\  option cascades accept' "$E/tables" >"$E/accepted"
	"$BUILD/shadowlog-triggers" "$DIALECT" install "$E/accepted" | sql
	sees table.cascades note 'foreign key f: ON DELETE CASCADE and ON UPDATE' &&
		mends table.cascades 'child: foreign key f'
	is "$(sql "SELECT COUNT(*) FROM
		information_schema.REFERENTIAL_CONSTRAINTS
		WHERE CONSTRAINT_NAME = 'f'")" 1 'the foreign key is still there'
	sql 'DROP TABLE child'
	sees table.drift error 'child: the table is gone' &&
		mends table.drift 'the table is gone'
	round table.engine warning 't: its engine is MyISAM' \
		'ALTER TABLE t ENGINE = MyISAM'
	sql 'CREATE TABLE big (id integer PRIMARY KEY, b mediumblob)'
	capture big
	round table.packet note 'big: the image of a row can have' \
		'SET GLOBAL max_allowed_packet = 16777216'
	sql 'RENAME TABLE big TO bigger'
	sees strays error 'bigger: triggers of ours'
	sql 'DROP TABLE bigger'
	clear_of strays ''
	mends table.drift 'big: the table is gone'
}

# What no trigger can see, for the tables that there are.
test_unseen() {
	sql 'CREATE TABLE parts (id integer PRIMARY KEY, v integer)
		PARTITION BY HASH (id) PARTITIONS 3'
	capture parts
	sees table.unseen note 'parts: it has 3 partitions'
	sql 'ALTER TABLE parts REMOVE PARTITIONING'
	clear_of table.unseen ''
	sql 'ALTER TABLE parts ADD CONSTRAINT vu UNIQUE (v)'
	sees table.unseen note 'captured wrongly: it has the constraints vu'
	sed '$a\  option ignore verify' "$E/tables" >"$E/verify"
	"$BUILD/shadowlog-triggers" "$DIALECT" install "$E/verify" | sql
	clear_of table.unseen ''
	clear_of table.altered ''
	sql 'ALTER TABLE parts DROP INDEX vu'
	sql "CREATE USER app@localhost; GRANT DROP ON $DB.parts TO app@localhost"
	sees table.unseen note "parts: these may TRUNCATE it: 'app'@'localhost'"
	sql "REVOKE DROP ON $DB.parts FROM app@localhost;
		GRANT ALL ON $DB.* TO app@localhost"
	sees table.unseen note "t: these may TRUNCATE it: 'app'@'localhost'"
	sql "DROP USER app@localhost; DROP TABLE parts"
	sees table.drift error 'parts: the table is gone' &&
		mends table.drift 'parts: the table is gone'
}

# Names that have to be quoted, wherever they turn up.
test_names() {
	name='a`b'"'"'c"d\e%s é'
	quoted=$(printf '%s' "$name" | sed 's/`/``/g')
	sql "CREATE TABLE \`$quoted\` (id integer PRIMARY KEY, up integer)"
	capture "\"$(printf '%s' "$name" | sed 's/[\\"]/\\&/g')\""
	healthy 'a table of any name'
	sql "ALTER TABLE \`$quoted\` ADD CONSTRAINT \`f\`\`$quoted\`
		FOREIGN KEY (up) REFERENCES \`$quoted\` (id) ON DELETE SET NULL"
	sees table.cascades warning "$name: foreign key" &&
		mends table.cascades "$name: foreign key"
	sees table.unseen note "$name: UPDATE IGNORE of it can be captured wrongly"
	round table.engine warning 'its engine is Aria' \
		"ALTER TABLE \`$quoted\` DROP FOREIGN KEY \`f\`\`$quoted\`;
		ALTER TABLE \`$quoted\` ENGINE = Aria"
	sql "DROP TABLE \`$quoted\`"
	sees table.drift error 'the table is gone' &&
		mends table.drift 'the table is gone'
}

test_drift() {
	sql 'ALTER TABLE t ADD more integer'
	sees table.drift error 't: column "more" (int(11)) is new'
	reinstalls table.drift more t
	sql 'ALTER TABLE t MODIFY more varchar(9)'
	sees table.drift error 'column "more" is varchar(9), and int(11) in'
	reinstalls table.drift more t
	sql 'ALTER TABLE t CHANGE more less varchar(9)' 2>"$T/null" || {
		sql "DROP TRIGGER ${trigger}_i; DROP TRIGGER ${trigger}_u;
			DROP TRIGGER ${trigger}_d"
		sql 'ALTER TABLE t CHANGE more less varchar(9)'
	}
	sees table.drift error 'column "more" was dropped or renamed'
	reinstalls table.drift more t
	sql 'ALTER TABLE t DROP PRIMARY KEY'
	sees table.key warning 'the table has no primary key'
	sql 'CREATE UNIQUE INDEX tu ON t (note)'
	sees table.key warning 'the table has no primary key'
	sql 'CREATE UNIQUE INDEX tv ON t (id)'
	sees table.key note 'the table has no primary key'
	sql 'DROP INDEX tu ON t; DROP INDEX tv ON t;
		ALTER TABLE t ADD PRIMARY KEY (id)'
	clear_of table.key ''
	clear_of table.drift ''
}

test_changelog() {
	round changelog warning 'it has an index, i' \
		'CREATE INDEX i ON shadowlog_changelog (shape)'
	round changelog error 'shadowlog_shape: its engine is MyISAM' \
		'ALTER TABLE shadowlog_shape ENGINE = MyISAM'
	round changelog error 'seq is not AUTO_INCREMENT' \
		'ALTER TABLE shadowlog_changelog MODIFY seq BIGINT NOT NULL'
	round changelog warning 'it has a trigger, z' \
		'CREATE TRIGGER z AFTER DELETE ON shadowlog_changelog
			FOR EACH ROW SET @x = 1'
}

test_server() {
	round settings warning 'innodb_flush_log_at_trx_commit: it is 2' \
		'SET GLOBAL innodb_flush_log_at_trx_commit = 2'
	round settings warning 'binlog_format: it is STATEMENT' \
		'SET GLOBAL binlog_format = STATEMENT'
	round settings note 'sync_binlog: it is 0' 'SET GLOBAL sync_binlog = 0'
	round settings warning 'max_binlog_cache_size: it is 1048576' \
		'SET GLOBAL max_binlog_cache_size = 1048576'
	sql 'SET GLOBAL read_only = 1'
	sees settings error 'this server takes no writes'
	sql 'SET GLOBAL read_only = 0'
	clear_of settings ''
}

# A copy beside the original, as for a staging system.
test_identity() {
	sql "CREATE DATABASE ${DB}_copy"
	mariadb-dump --no-defaults --socket="$MY_SOCKET" -u root "$DB" |
		sed "s/\`$DB\`\\.//g" |
		mariadb --no-defaults --socket="$MY_SOCKET" -u root "${DB}_copy"
	sed -i "s/Database=$DB;/Database=${DB}_copy;/" "$CONF"
	as_user_of shadowlog
	sees identity error 'the database is a copy: it is "'
	as_user_of poller
	sed -i "s/Database=${DB}_copy;/Database=$DB;/" "$CONF"
	clear_of identity ''
	sql "DROP DATABASE ${DB}_copy"
}

# A session of the poller's sets its own isolation, so this check is run as it
# is, in sessions that have another one.
test_isolation() {
	"$BUILD/tools/checks" "$DIALECT" doctor.isolation |
		grep -v '^--' >"$E/check"
	for level in 'READ COMMITTED' 'REPEATABLE READ' 'READ UNCOMMITTED'; do
		{
			echo "SET SESSION TRANSACTION ISOLATION LEVEL $level;"
			cat "$E/check"
		} | sql | cut -f 1,3
	done >"$E/isolation"
	is "$(cat "$E/isolation")" 'error	a session has REPEATABLE-READ
error	a session has READ-UNCOMMITTED' 'isolation: every other one is an error'
}

# How many transactions have been open for a second.  InnoDB shows the same as
# before to whoever asks again within 0.1 s.
open_transactions() {
	sql "DO SLEEP(0.2); SELECT COUNT(*) FROM information_schema.INNODB_TRX
		WHERE trx_started < NOW() - INTERVAL 1 SECOND"
}

test_transactions() {
	OLD=1s
	mkfifo "$E/fifo"
	mariadb --no-defaults --socket="$MY_SOCKET" -u root "$DB" \
		<"$E/fifo" >"$E/client.out" 2>&1 &
	exec 9>"$E/fifo"
	echo "BEGIN; INSERT INTO t (id, note) VALUES (70, 'p');" >&9
	wait_for '[ "$(open_transactions)" = 1 ]'
	sees transactions warning 'a transaction has been open since'
	obey transactions 'a transaction has been open since'
	wait_for '[ "$(open_transactions)" = 0 ]'
	sql 'DO SLEEP(0.2)'
	clear_of transactions ''
	exec 9>&-
	OLD=
}

test_lock_mode() {
	my_stop "$T/my"
	server my_start --innodb-autoinc-lock-mode=0 || exit 1
	sees settings warning 'innodb_autoinc_lock_mode: it is 0'
}

engine_new "${DOCTOR:-mysql}" doc
sql 'CREATE TABLE t (id integer PRIMARY KEY, note varchar(40))'
capture t
conf_write
test_accounts
test_privileges
test_others
test_triggers
test_tables
test_unseen
test_names
test_drift
test_changelog
test_server
test_isolation
test_identity
test_transactions
healthy 'after all that'
test_lock_mode
done_testing
