#!/bin/sh
# The triggers on a real MariaDB or MySQL: what is captured, and that the
# application does not notice.  Row images are compared as text.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"

generator=$BUILD/shadowlog-triggers
[ -n "${MY_SOCKET:-}" ] || skip_all 'MY_SOCKET is not set: no MariaDB server'
client=$(command -v mariadb || command -v mysql) ||
	skip_all 'no client (mariadb or mysql) is installed'
[ -x "$generator" ] || skip_all "$generator is not built"

shared=$MY_SOCKET
base=trg_$$
app=trg_app_$$
poller=trg_poller_$$
dba=trg_dba_$$

as() { # USER client-arguments...
	user=$1
	shift
	"$client" --no-defaults -S "$MY_SOCKET" -u "$user" -N -B --raw "$@"
}

sql() { # client-arguments, as root; statements are on stdin or behind -e
	as root "$base" "$@"
}

app() {
	as "$app" "$base" "$@"
}

gone() {
	MY_SOCKET=$shared
	as root -e "DROP DATABASE IF EXISTS $base;
		DROP USER IF EXISTS '$app'@'localhost', '$poller'@'localhost',
		'$dba'@'localhost'; DROP ROLE IF EXISTS '$dba'"
}
at_end 'gone >"$T/.gone" 2>&1'

generate() { # command... ; the tables are on stdin
	"$generator" mysql "$@"
}

run() { # FILE
	sql <"$1"
}

# What was captured since the last call: op, old row, new row.
captured() {
	sql -e "SELECT CONCAT_WS(' ', op, COALESCE(old_row, '-'),
			COALESCE(new_row, '-'))
		FROM shadowlog_changelog ORDER BY seq;
		DELETE FROM shadowlog_changelog"
}

nl='
'

as root -e "CREATE DATABASE $base CHARACTER SET utf8mb4;
	CREATE USER '$app'@'localhost';
	CREATE USER '$poller'@'localhost'" || exit 1

# ---- install ----

objects() {
	sql -e "SHOW TABLES LIKE 'shadowlog%';
		SELECT TRIGGER_NAME, SQL_MODE, CHARACTER_SET_CLIENT, DEFINER,
			ACTION_STATEMENT
		FROM information_schema.TRIGGERS
		WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1"
}

test_changelog() {
	generate changelog >"$T/changelog.sql"
	ok 'the changelog is made' run "$T/changelog.sql"
	sql -e 'SELECT * FROM shadowlog_meta' >"$T/meta"
	objects >"$T/objects"
	ok 'and made again' run "$T/changelog.sql"
	sql -e 'SELECT * FROM shadowlog_meta' >"$T/meta2"
	objects >"$T/objects2"
	same_file "$T/meta2" "$T/meta" 'which keeps the identity of the source'
	same_file "$T/objects2" "$T/objects" 'and makes nothing more'
}

make_tables() {
	sql <<-END
	CREATE TABLE orders (
		id BIGINT AUTO_INCREMENT PRIMARY KEY, note TEXT,
		total DECIMAL(12,2), UNIQUE (total)) ENGINE = InnoDB;
	CREATE TABLE stock (
		site INT, bin VARCHAR(8), quantity INT,
		PRIMARY KEY (site, bin)) ENGINE = InnoDB;
	GRANT SELECT, INSERT, UPDATE, DELETE, DROP ON $base.orders
		TO '$app'@'localhost';
	GRANT SELECT, INSERT, UPDATE, DELETE ON $base.stock
		TO '$app'@'localhost';
	END
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
	END
}

test_install() {
	generate install <"$T/tables" >"$T/install.sql"
	ok 'triggers are installed' run "$T/install.sql"
	sql -e 'SELECT * FROM shadowlog_shape ORDER BY 1' >"$T/shape"
	objects >"$T/objects"
	{
		echo "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES';
			SET NAMES latin1;
			SET time_zone = '+03:00';"
		cat "$T/install.sql"
		echo "SELECT @@sql_mode LIKE '%NO_BACKSLASH_ESCAPES%',
			@@character_set_client, @@character_set_results,
			@@character_set_connection, @@time_zone;"
	} >"$T/install2.sql"
	is "$(sql <"$T/install2.sql")" '1	latin1	latin1	latin1	+03:00' \
		'and again in another session, which keeps its settings'
	sql -e 'SELECT * FROM shadowlog_shape ORDER BY 1' >"$T/shape2"
	objects >"$T/objects2"
	same_file "$T/shape2" "$T/shape" 'which changes no layout'
	same_file "$T/objects2" "$T/objects" 'and makes the same triggers'
	sed 's/decimal(12,2) as decimal null/text as text null/' "$T/tables" |
		generate install >"$T/other.sql"
	run "$T/other.sql"
	is "$(sql -e "SELECT MAX(version) FROM shadowlog_shape
		WHERE table_name = 'orders'")" 2 'another layout is version 2'
	run "$T/install.sql"
	is "$(sql -e "SELECT COUNT(*) FROM shadowlog_shape
		WHERE table_name = 'orders'")" 2 'the first one is known still'
	sql -e "UPDATE shadowlog_shape SET description = 'x'
		WHERE table_name = 'stock'"
	not_ok 'another layout under one number is an error' \
		run "$T/install.sql"
	sql -e "DELETE FROM shadowlog_shape WHERE table_name = 'stock'"
	run "$T/install.sql"
}

test_mismatch() {
	sed 's/column note /column no_such /' "$T/tables" |
		generate install >"$T/other.sql"
	not_ok "a description that is not the table's is an error" \
		run "$T/other.sql"
	run "$T/install.sql"
}

# ---- what is captured ----

test_rows() {
	app -e "INSERT INTO orders (note, total)
		VALUES ('a', 1.50), (NULL, NULL), ('', 3)"
	is "$(captured)" "I - 1,'a',1.50
I - 2,NULL,NULL
I - 3,'',3.00" 'an INSERT of three rows'
	app -e 'UPDATE orders SET total = total + 1 WHERE id <> 2'
	is "$(captured)" "U 1,'a',1.50 1,'a',2.50
U 3,'',3.00 3,'',4.00" 'an UPDATE of two rows'
	app -e 'DELETE FROM orders WHERE id = 2'
	is "$(captured)" 'D 2,NULL,NULL -' 'a DELETE'
	app -e "INSERT INTO stock VALUES (1, 'a', 7);
		UPDATE stock SET bin = 'b' WHERE site = 1"
	is "$(captured)" "I - 1,'a',7
U 1,'a',7 1,'b',7" 'a change of a composite key has both keys'
	app -e "INSERT INTO stock VALUES (1, 'b', 9), (2, 'b', 1)
			ON DUPLICATE KEY UPDATE quantity = VALUES(quantity);
		INSERT IGNORE INTO stock VALUES (2, 'b', 3)"
	is "$(captured)" "U 1,'b',7 1,'b',9
I - 2,'b',1" 'upserts are what they turn out to be'
	app -e "REPLACE INTO orders VALUES (1, 'r', 4)"
	is "$(captured)" "D 1,'a',2.50 -
D 3,'',4.00 -
I - 1,'r',4.00" 'REPLACE, with a row it pushed out by another key'
	printf '3\tc\t1\n3\td\t2\n' >"$T/load"
	app --local-infile=1 -e "LOAD DATA LOCAL INFILE '$T/load' INTO TABLE stock"
	is "$(captured)" "I - 3,'c',1
I - 3,'d',2" 'LOAD DATA is captured'
	app -e "UPDATE stock, orders SET quantity = 5, note = 'm'
		WHERE site = 3 AND bin = 'c'"
	is "$(captured | sort)" "U 1,'r',4.00 1,'m',4.00
U 3,'c',1 3,'c',5" 'an UPDATE of two tables'
	app -e 'DELETE FROM orders; DELETE FROM stock'
	captured >"$T/out"
}

test_text() {
	app -e "INSERT INTO orders (id, note) VALUES
		(1, 'it''s \"\\\\ \\0 \\n \\r \\Z , NULL'), (2, 'NULL'),
		(3, _utf8mb4 X'C3A4E282ACF09F9098')" --default-character-set=utf8mb4
	is "$(sql --default-character-set=utf8mb4 -e "
		SELECT new_row FROM shadowlog_changelog ORDER BY seq")" \
		"1,'it\\'s \"\\\\ \\0 $nl $(printf '\r') \\Z , NULL',NULL
2,'NULL',NULL
3,'ä€🐘',NULL" 'text is quoted as QUOTE() does'
	app -e 'DELETE FROM orders'
	captured >"$T/out"
}

test_transactions() {
	app -e "BEGIN; INSERT INTO orders (note) VALUES ('gone'); ROLLBACK"
	is "$(captured)" '' 'a rollback takes its changes along'
	app --force 2>"$T/out" <<-'END'
	BEGIN;
	INSERT INTO orders (id, note) VALUES (100, 'kept');
	SAVEPOINT s;
	INSERT INTO orders (id, note) VALUES (101, 'gone');
	ROLLBACK TO s;
	INSERT INTO orders (id, note) VALUES (102, 'kept');
	INSERT INTO orders (id, note) VALUES (103, 'gone'), (100, 'twice');
	COMMIT;
	END
	is "$(captured)" "I - 100,'kept',NULL
I - 102,'kept',NULL" 'what a savepoint or an error took back is gone'
	app -e 'DELETE FROM orders'
	captured >"$T/out"
}

# ---- values do not depend on the session ----

make_types() {
	cat >"$T/types" <<-'END'
	shadowlog-tables 1
	table types
	  column id  int(11) key 1
	  column b1  bit(1) null
	  column b9  bit(9) null
	  column z   "int(8) unsigned zerofill" null
	  column u   "bigint(20) unsigned" null
	  column d   decimal(12,2) null
	  column f   float null
	  column f2  float(7,3) null
	  column dp  double null
	  column y   year(4) null
	  column da  date null
	  column t   time(3) null
	  column dt  datetime(6) null
	  column ts  timestamp(6) null
	  column l1  varchar(9) null
	  column l2  varchar(9) null
	  column cb  char(3) null
	  column e   "enum('a','ö')" null
	  column s   "set('x','y')" null
	  column bi  binary(4) null
	  column bl  blob null
	  column j   json null
	  column g   point null
	  column gen "int(11)" null generated
	END
	sql --default-character-set=utf8mb4 <<-'END'
	SET sql_mode = '';
	CREATE TABLE types (
		id INT PRIMARY KEY, b1 BIT(1), b9 BIT(9),
		z INT(8) ZEROFILL, u BIGINT UNSIGNED, d DECIMAL(12,2),
		f FLOAT, f2 FLOAT(7,3), dp DOUBLE, y YEAR, da DATE, t TIME(3),
		dt DATETIME(6), ts TIMESTAMP(6) NULL,
		l1 VARCHAR(9) CHARACTER SET latin1,
		l2 VARCHAR(9) CHARACTER SET latin2,
		cb CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
		e ENUM('a','ö'), s SET('x','y'), bi BINARY(4), bl BLOB,
		j JSON, g POINT,
		gen INT GENERATED ALWAYS AS (id + 1) VIRTUAL);
	END
	generate install <"$T/types" >"$T/types.sql"
	ok 'all types are installed' run "$T/types.sql"
}

write_types() { # SETTINGS
	sql --default-character-set=utf8mb4 <<-END
	SET time_zone = '+00:00', timestamp = 1719835200.5;
	SET @now = NOW(6);
	INSERT INTO types (id, ts) VALUES (0, @now);
	SET sql_mode = '';
	INSERT INTO types VALUES (1, b'1', b'100000001', 42,
		18446744073709551615, 1.5, 0.1, 1234.567, 0.1, 2024,
		'2024-02-29', '-800:00:00.5', '2024-02-29 12:00:00.123456',
		@now, _latin1 X'E4', _latin2 X'B1', 'a', 'ö', 'x,y',
		X'00FF', X'', '{"a": 1}', POINT(1, 2), DEFAULT),
		(2, b'0', 0, 0, 0, 0, -3.4028234e38, 0, 1.7976931348623157e308,
		0, '0000-00-00', '00:00:00', '0000-00-00 00:00:00',
		'0000-00-00 00:00:00', '', '', '', '', '', '', X'275C00',
		'null', NULL, DEFAULT);
	INSERT INTO types (id) VALUES (3);
	$1;
	UPDATE types SET id = id + 10;
	DELETE FROM types;
	END
	captured
}

test_sessions() {
	write_types 'DO 0' >"$T/want"
	for setting in "time_zone = '+05:45'" "time_zone = '-08:00'" \
		"sql_mode = 'ANSI'" "sql_mode = 'NO_BACKSLASH_ESCAPES'" \
		"sql_mode = 'TRADITIONAL'" "sql_mode = 'ORACLE'" \
		"sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'" "NAMES latin1" \
		"NAMES utf8mb4 COLLATE utf8mb4_bin" "lc_time_names = 'de_DE'" \
		'div_precision_increment = 0' 'character_set_results = NULL'; do
		write_types "SET $setting" >"$T/got"
		same_file "$T/got" "$T/want" "the same with $setting"
	done
	is "$(sed -n '2s/^I - //p' "$T/want")" "1,1,257,00000042,\
18446744073709551615,1.50,0.10000000149011612,1234.5670166015625,0.1,2024,\
'2024-02-29','-800:00:00.500','2024-02-29 12:00:00.123456',1719835200.500000,\
'ä','ą','a','ö','x,y',00FF0000,,'{\"a\": 1}',\
000000000101000000000000000000F03F0000000000000040,2" 'a row of all types'
	is "$(sed -n '3s/^I - //p' "$T/want")" "2,0,0,00000000,0,0.00,\
-3.4028234663852886e38,0,1.7976931348623157e308,0000,'0000-00-00',\
'00:00:00.000','0000-00-00 00:00:00.000000',0,'','','','','',00000000,275C00,\
'null',NULL,3" 'a row of odd values'
	is "$(sed -n '4s/^I - //p' "$T/want")" "3$(printf ',NULL%.0s' \
		1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22),4" \
		'a row of nothing'
}

# ---- the application does not notice ----

test_application() {
	sql -e 'ALTER TABLE orders AUTO_INCREMENT = 42;
		ALTER TABLE shadowlog_changelog AUTO_INCREMENT = 5000'
	is "$(app -e "INSERT INTO orders (note) VALUES ('x'), ('y');
		SELECT ROW_COUNT(), LAST_INSERT_ID(), @@identity")" \
		'2	42	42' 'ROW_COUNT() and LAST_INSERT_ID() after an INSERT'
	is "$(app -e "INSERT INTO orders (note) VALUES ('z');
		INSERT INTO stock VALUES (1, 'a', 1);
		UPDATE orders SET note = 'w' WHERE id < 44;
		SELECT ROW_COUNT(), LAST_INSERT_ID();
		DELETE FROM orders; SELECT ROW_COUNT(), LAST_INSERT_ID()")" \
		'2	44
3	44' 'and after writes to other tables'
	is "$(app -e "UPDATE stock SET quantity = 1; SELECT ROW_COUNT();
		INSERT INTO stock VALUES (1, 'a', 2)
			ON DUPLICATE KEY UPDATE quantity = 2;
		SELECT ROW_COUNT(); SHOW WARNINGS")" "0${nl}2" \
		'and where nothing changes, and no warning'
	is "$(sql -e "LOCK TABLES stock WRITE;
		UPDATE stock SET quantity = 3; SELECT ROW_COUNT();
		UNLOCK TABLES")" 1 'under LOCK TABLES'
	captured >"$T/out"
}

test_own_triggers() {
	sql -e "CREATE TABLE audit (id INT AUTO_INCREMENT PRIMARY KEY,
			what BIGINT);
		CREATE TRIGGER own_before BEFORE INSERT ON orders FOR EACH ROW
			SET NEW.note = UPPER(NEW.note);
		CREATE TRIGGER own_after AFTER INSERT ON orders FOR EACH ROW
			INSERT INTO audit (what) VALUES (NEW.id)"
	app -e "INSERT INTO orders (id, note) VALUES (500, 'x')"
	is "$(captured)" "I - 500,'X',NULL" 'what a BEFORE trigger made of a row'
	is "$(sql -e 'SELECT what FROM audit')" 500 'its own triggers fire'
	is "$(sql -e "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS
		WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_MANIPULATION = 'INSERT'
		AND EVENT_OBJECT_TABLE = 'orders' AND ACTION_TIMING = 'AFTER'
		ORDER BY ACTION_ORDER" | cut -c 1-9)" "shadowlog${nl}own_after" \
		'and behind ours'
	sql -e 'DROP TRIGGER own_before; DROP TRIGGER own_after'
}

test_closed() {
	sql -e 'RENAME TABLE shadowlog_changelog TO away'
	not_ok 'a change that cannot be recorded fails' \
		app -e 'INSERT IGNORE INTO orders (id) VALUES (600)'
	sql -e 'RENAME TABLE away TO shadowlog_changelog'
	is "$(sql -e 'SELECT COUNT(*) FROM orders WHERE id = 600')" 0 \
		'and has not happened'
}

# ---- what needs a server set up in its own way ----

test_too_large() {
	size=600000 # of 1 MiB; hex digits are twice as many
	sql -e 'CREATE TABLE big (id INT PRIMARY KEY, t LONGTEXT, b LONGBLOB)'
	generate install >"$T/big.sql" <<-'END'
	shadowlog-tables 1
	table big
	  column id int(11)  key 1
	  column t  longtext null
	  column b  longblob null
	END
	run "$T/big.sql"
	for what in "INSERT INTO big VALUES (1, NULL, REPEAT('a', $size))" \
		"INSERT IGNORE INTO big VALUES (1, NULL, REPEAT('a', $size))" \
		"INSERT INTO big VALUES (1, REPEAT('''', $size), NULL)" \
		"INSERT INTO big VALUES (1, REPEAT('a', $size), \
REPEAT('a', 300000))"; do
		not_ok "too large to be recorded fails: $what" \
			sql -e "SET sql_mode = ''; $what"
	done
	is "$(sql -e 'SELECT COUNT(*) FROM big')" 0 'and has not happened'
	is "$(captured)" '' 'nor is it captured by halves'
	sql -e "INSERT INTO big VALUES (1, REPEAT('a', $size), NULL)"
	is "$(sql -e 'SELECT LENGTH(new_row) FROM shadowlog_changelog')" \
		$((size + 9)) 'what fits is whole'
	sql -e 'DELETE FROM big; DELETE FROM shadowlog_changelog'
}

# Two instants an hour apart that a clock shows alike.
test_clock_change() {
	if ! tzinfo=$(command -v mariadb-tzinfo-to-sql ||
		command -v mysql_tzinfo_to_sql) ||
		[ ! -f /usr/share/zoneinfo/Europe/Berlin ]; then
		skip 'the two hours of a change of clocks' \
			'no time zones on this machine'
		return
	fi
	"$tzinfo" /usr/share/zoneinfo/Europe/Berlin Europe/Berlin |
		as root mysql
	sql -e 'CREATE TABLE at (id INT PRIMARY KEY, ts TIMESTAMP NULL)'
	generate install >"$T/at.sql" <<-'END'
	shadowlog-tables 1
	table at
	  column id int(11)   key 1
	  column ts timestamp null
	END
	run "$T/at.sql"
	sql -e "SET time_zone = 'Europe/Berlin';
		SET timestamp = 1729989000;
		INSERT INTO at VALUES (1, NOW());
		SET timestamp = 1729992600;
		INSERT INTO at VALUES (2, NOW())"
	is "$(captured)" "I - 1,1729989000${nl}I - 2,1729992600" \
		'the two hours of a change of clocks'
}

test_own_server() {
	if ! my_find; then
		skip 'limits and time zones' 'no MariaDB server of its own'
		return
	fi
	my_need "$T/my" --max-allowed-packet=1M
	as root -e "CREATE DATABASE $base"
	run "$T/changelog.sql"
	test_too_large
	test_clock_change
}

# ---- rights ----

may() { # USER STATEMENT
	if as "$1" "$base" -e "$2" >"$T/out" 2>&1; then
		echo yes
	else
		grep -qE 'ERROR (1142|1143|1044|1045|1227)' "$T/out" && echo no
	fi
}

test_rights() {
	for table in changelog shape meta lease; do
		is "$(may "$app" "SELECT * FROM shadowlog_$table")" no \
			"the application's user cannot read the $table"
	done
	generate grants --role "$poller@localhost" >"$T/grants.sql"
	ok 'grants are given' run "$T/grants.sql"
	ok 'and given again' run "$T/grants.sql"
	while IFS='|' read -r want what; do
		is "$(may "$poller" "$what")" "$want" \
			"the poller may: $want, $what"
	done <<-'END'
	yes|SELECT * FROM shadowlog_changelog
	yes|DELETE FROM shadowlog_changelog WHERE seq BETWEEN 1 AND 2 ORDER BY seq LIMIT 2
	no|INSERT INTO shadowlog_changelog (op) VALUES ('I')
	no|UPDATE shadowlog_changelog SET op = 'I'
	no|TRUNCATE shadowlog_changelog
	yes|SELECT * FROM shadowlog_shape
	no|DELETE FROM shadowlog_shape
	no|UPDATE shadowlog_shape SET version = 1
	no|INSERT INTO shadowlog_shape (shape) VALUES (1)
	yes|SELECT * FROM shadowlog_meta
	no|UPDATE shadowlog_meta SET id = 1
	no|DELETE FROM shadowlog_meta
	yes|SELECT * FROM shadowlog_lease
	yes|UPDATE shadowlog_lease SET token = token
	no|DELETE FROM shadowlog_lease
	no|INSERT INTO shadowlog_lease (id, token) VALUES (2, 0)
	no|CREATE TABLE x (id INT)
	no|SELECT * FROM orders
	END
	is "$(as root -e "SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES
		WHERE GRANTEE = '''$poller''@''localhost'''")" 6 \
		'and has no right besides'
}

install_as_dba() { # client-arguments...
	as "$dba" "$@" "$base" <"$T/install.sql"
}

# The triggers run with the rights of whoever installs them, and not with those
# of a role of his: without them every write would fail.
test_install_rights() {
	objects >"$T/objects"
	as root -e "CREATE USER '$dba'@'localhost';
		GRANT SELECT, LOCK TABLES ON $base.* TO '$dba'@'localhost';
		GRANT TRIGGER ON $base.orders TO '$dba'@'localhost';
		GRANT TRIGGER ON $base.stock TO '$dba'@'localhost';
		GRANT INSERT, UPDATE ON $base.shadowlog_shape
			TO '$dba'@'localhost'"
	not_ok 'whoever may not record a change cannot install' \
		install_as_dba
	objects >"$T/objects2"
	same_file "$T/objects2" "$T/objects" 'and nothing was changed'
	if sql -e "CREATE ROLE '$dba'" 2>/dev/null &&
		sql -e 'SELECT CURRENT_ROLE() IS NULL' | grep -q 1; then
		as root -e "GRANT INSERT ON $base.shadowlog_changelog TO '$dba';
			GRANT '$dba' TO '$dba'@'localhost'"
		not_ok 'nor whoever may by a role alone' \
			install_as_dba --init-command="SET ROLE '$dba'"
		objects >"$T/objects2"
		same_file "$T/objects2" "$T/objects" 'and nothing was changed'
	else
		skip 'nor whoever may by a role alone' \
			'only roles of MariaDB do not count in triggers'
	fi
	as root -e "GRANT INSERT ON $base.shadowlog_changelog
		TO '$dba'@'localhost'"
	ok 'with the rights that are written there it is installed' \
		install_as_dba
	app -e "INSERT INTO stock VALUES (77, 'x', 1); DELETE FROM stock
		WHERE site = 77"
	is "$(captured)" "I - 77,'x',1
D 77,'x',1 -" 'and captures'
	run "$T/install.sql"
}

# ---- names that nobody would choose ----

test_hostile() {
	sed -e "s/^table \"odd .*\"schema.*\"\"\./table $base./" \
		-e 's/^table public\./table /' "$TOP/tests/golden/hostile.tables" \
		>"$T/hostile"
	{
		cat <<-'END'
		SET sql_mode = '';
		CREATE TABLE `it's [a] ``table``; --
		*/ /* \` (
			`a"b'c``d]e\` INT PRIMARY KEY,
			`line
		END
		printf 'end\r\ttab` TEXT,\n'
		cat <<-'END'
			`select` TEXT,
			`$shadowlog$` JSON,
			`$shadowlog_1$` JSON,
			`{{new_image}}` TEXT,
			`größe €` TEXT,
		END
		printf '`\001\002\003` TEXT,\n'
		cat <<-'END'
			`-- '); DROP TABLE x` VARCHAR(9),
			`:name ? %s %n` TEXT,
			a23456789_123456789_123456789_123456789_123456789_123456789_123 INT
		);
		CREATE TABLE `order` (`group` INT PRIMARY KEY, `table` TEXT);
		END
	} >"$T/hostile.sql"
	sql --default-character-set=utf8mb4 <"$T/hostile.sql"
	generate install "$T/hostile" >"$T/install_hostile.sql"
	ok 'hostile names are installed' run "$T/install_hostile.sql"
	ok 'and installed again' run "$T/install_hostile.sql"
	sql --default-character-set=utf8mb4 <<-'END'
	INSERT INTO `it's [a] ``table``; --
	*/ /* \` (`a"b'c``d]e\`, `größe €`, `:name ? %s %n`)
	VALUES (1, 'g', 'x');
	INSERT INTO `order` VALUES (1, 'y');
	END
	is "$(captured)" "I - 1,NULL,NULL,NULL,NULL,NULL,'g',NULL,NULL,'x',NULL
I - 1,'y'" 'and captured'
	generate uninstall "$T/hostile" >"$T/uninstall_hostile.sql"
	ok 'and uninstalled' run "$T/uninstall_hostile.sql"
}

# ---- uninstall ----

test_uninstall() {
	generate uninstall --changelog >"$T/drop.sql"
	not_ok 'the changelog does not go while a table is captured' \
		run "$T/drop.sql"
	app -e "INSERT INTO stock VALUES (30, 'x', 1)"
	generate uninstall <"$T/tables" >"$T/uninstall.sql"
	ok 'uninstalled' run "$T/uninstall.sql"
	ok 'and uninstalled again' run "$T/uninstall.sql"
	is "$(sql -e "SELECT table_name FROM shadowlog_shape
		WHERE table_name IN ('orders', 'stock')")" stock \
		'the layout of what was not delivered stays'
	ok 'the application goes on' \
		app -e "INSERT INTO stock VALUES (31, 'x', 1)"
	is "$(captured)" "I - 30,'x',1" 'uncaptured'
	generate uninstall <"$T/types" >"$T/uninstall.sql"
	ok 'the last tables are uninstalled' run "$T/uninstall.sql"
	ok 'and the changelog' run "$T/drop.sql"
	is "$(objects)" '' 'nothing is left'
}

test_changelog
make_tables
test_install
test_mismatch
test_rows
test_text
test_transactions
make_types
test_sessions
test_application
test_own_triggers
test_closed
test_rights
test_install_rights
test_hostile
test_uninstall
test_own_server
done_testing
