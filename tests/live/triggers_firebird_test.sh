#!/bin/sh
# The triggers on a real Firebird: what is captured, and that the application
# does not notice.  Row images are decoded by the poller's own decoder.
#
# The engine runs inside isql, on a database file: it is the same engine as the
# server's, and needs no server, no port and no password.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
decode=$BUILD/tools/decode
isql=$(command -v isql-fb) || skip_all 'isql-fb (Firebird) is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"
[ -x "$decode" ] || skip_all "$decode is not built"

base=$T/app.fdb
nl='
'
# Where the engine keeps its locks and its temporary files.
FIREBIRD_LOCK=$T FIREBIRD_TMP=$T
export FIREBIRD_LOCK FIREBIRD_TMP
charset=
unset ISC_USER ISC_PASSWORD ISC_DATABASE

# as USER [option...]: a script on stdin; it ends at the first error.
as() {
	as_user=$1
	shift
	cat >"$T/script.sql"
	"$isql" -q -b -ch "${charset:-UTF8}" -user "$as_user" "$@" -i "$T/script.sql" \
		"$base" >"$T/script.out" 2>&1
	as_status=$?
	cat "$T/script.out"
	return $as_status
}

sql() { # [statements]
	if [ $# -gt 0 ]; then
		echo "$1" | as SYSDBA
	else
		as SYSDBA
	fi
}

app() { # statements
	echo "$1" | as APP
}

run() { # FILE
	as SYSDBA <"$1"
}

# The rows of a query, one a line, without blanks at the ends.
rows() { # query
	printf 'SET HEADING OFF;\n%s;\n' "$1" | as SYSDBA |
		sed -e 's/[ 	]*$//' -e 's/^ *//' -e '/^$/d'
}

generate() { # command... ; the tables are on stdin
	"$generator" firebird "$@"
}

# What was captured since the last call, decoded.
captured() {
	rows "SELECT c.shape, c.op,
		COALESCE(CAST((SELECT LIST(hex, '')
			FROM shadowlog_hex_blob(c.old_row)) AS VARCHAR(16000)
			CHARACTER SET ASCII),
			'-'),
		COALESCE(CAST((SELECT LIST(hex, '')
			FROM shadowlog_hex_blob(c.new_row)) AS VARCHAR(16000)
			CHARACTER SET ASCII),
			'-')
		FROM shadowlog_changelog AS c ORDER BY seq" >"$T/images"
	cat "$T"/*.tables | grep -v '^shadowlog-tables' |
		sed '1s/^/shadowlog-tables 1\n/' >"$T/all"
	"$decode" firebird "$T/all" <"$T/images" 2>&1
	sql 'DELETE FROM shadowlog_changelog; COMMIT;'
}

# A script of what the catalogue holds, to compare.
objects() {
	"$isql" -q -x -ch UTF8 -user SYSDBA "$base" 2>&1 | grep -v '^/\* Grant'
}

"$isql" -q -user SYSDBA >"$T/create.out" 2>&1 <<-END
	CREATE DATABASE '$base' PAGE_SIZE 8192 DEFAULT CHARACTER SET UTF8;
	END
[ -f "$base" ] || skip_all "no database: $(head -3 "$T/create.out")"
gfix=$(command -v gfix) && "$gfix" -user SYSDBA -write async "$base"
diag "Firebird $(rows "SELECT rdb\$get_context('SYSTEM', 'ENGINE_VERSION')
	FROM rdb\$database")"

# ---- install ----

make_tables() {
	sql <<-'END'
	CREATE TABLE orders (
		id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(200),
		total NUMERIC(12,2), UNIQUE (total));
	CREATE TABLE stock (
		site INTEGER NOT NULL, bin VARCHAR(8) NOT NULL,
		quantity INTEGER, PRIMARY KEY (site, bin));
	CREATE TABLE lines (
		id INTEGER NOT NULL PRIMARY KEY,
		order_id BIGINT REFERENCES orders
			ON DELETE CASCADE ON UPDATE CASCADE);
	GRANT ALL ON orders TO APP;
	GRANT ALL ON stock TO APP;
	GRANT ALL ON lines TO APP;
	COMMIT;
	END
	cat >"$T/main.tables" <<-'END'
	shadowlog-tables 1
	table ORDERS
	  column ID    bigint                             as bigint  key 1
	  column NOTE  "varchar(200) character set utf8"  as text    null
	  column TOTAL numeric(12,2)                      as decimal null
	table STOCK
	  column SITE     integer                           as int  key 1
	  column BIN      "varchar(8) character set utf8"   as text key 2
	  column QUANTITY integer                           as int  null
	table LINES
	  column ID       integer as int    key 1
	  column ORDER_ID bigint  as bigint null
	END
}

test_changelog() {
	objects >"$T/pristine"
	generate changelog >"$T/changelog.sql"
	ok 'the changelog is made' run "$T/changelog.sql"
	objects >"$T/objects"
	rows 'SELECT source_uuid, engine_identity FROM shadowlog_meta' >"$T/meta"
	ok 'and made again' run "$T/changelog.sql"
	objects >"$T/objects2"
	rows 'SELECT source_uuid, engine_identity FROM shadowlog_meta' >"$T/meta2"
	same_file "$T/objects2" "$T/objects" 'which changes nothing'
	same_file "$T/meta2" "$T/meta" 'and keeps the identity of the source'
}

count() { # TABLE WHERE
	rows "SELECT COUNT(*) FROM $1 WHERE $2"
}

test_install() {
	generate install <"$T/main.tables" >"$T/install.sql"
	ok 'triggers are installed' run "$T/install.sql"
	objects >"$T/objects"
	rows 'SELECT shape, version, trigger_hash, installed_at
		FROM shadowlog_shape ORDER BY 1' >"$T/shape"
	ok 'and installed again' run "$T/install.sql"
	objects >"$T/objects2"
	rows 'SELECT shape, version, trigger_hash, installed_at
		FROM shadowlog_shape ORDER BY 1' >"$T/shape2"
	same_file "$T/objects2" "$T/objects" 'which makes the same triggers'
	same_file "$T/shape2" "$T/shape" 'and changes no layout'
	sed 's/numeric(12,2)  *as decimal null/blob as binary null/' \
		"$T/main.tables" | generate install >"$T/other.sql"
	run "$T/other.sql" >"$T/out"
	is "$(rows "SELECT MAX(version) FROM shadowlog_shape
		WHERE table_name = 'ORDERS'")" 2 'another layout is version 2'
	run "$T/install.sql" >"$T/out"
	is "$(count shadowlog_shape "table_name = 'ORDERS'")" 2 \
		'the first one is known still'
	sql "UPDATE shadowlog_shape SET description = 'x'
		WHERE table_name = 'STOCK'; COMMIT;"
	not_ok 'another layout under one number is an error' \
		run "$T/install.sql"
	sql "DELETE FROM shadowlog_shape WHERE table_name = 'STOCK'; COMMIT;"
	run "$T/install.sql" >"$T/out"
	sed 's/column NOTE/column NO_SUCH/' "$T/main.tables" |
		generate install >"$T/other.sql"
	objects >"$T/objects"
	not_ok "a description that is not the table's is an error" \
		run "$T/other.sql"
	objects >"$T/objects2"
	same_file "$T/objects2" "$T/objects" 'and leaves all as it was'
	is "$(count shadowlog_shape "table_name = 'ORDERS'")" 2 \
		'the registry, too'
}

# ---- what is captured ----

test_rows() {
	app "INSERT INTO orders (id, note, total)
		SELECT 1, CAST('a' AS VARCHAR(9)), 1.5 FROM rdb\$database
		UNION ALL SELECT 2, NULL, NULL FROM rdb\$database
		UNION ALL SELECT 3, CAST('' AS VARCHAR(9)), 3 FROM rdb\$database;"
	is "$(captured)" 'I ORDERS - {"ID":"1","NOTE":"a","TOTAL":"1.50"}
I ORDERS - {"ID":"2","NOTE":null,"TOTAL":null}
I ORDERS - {"ID":"3","NOTE":"","TOTAL":"3.00"}' 'an INSERT of three rows'
	app 'UPDATE orders SET total = total + 1 WHERE id <> 2;'
	is "$(captured)" 'U ORDERS {"ID":"1","NOTE":"a","TOTAL":"1.50"} {"ID":"1","NOTE":"a","TOTAL":"2.50"}
U ORDERS {"ID":"3","NOTE":"","TOTAL":"3.00"} {"ID":"3","NOTE":"","TOTAL":"4.00"}' \
		'an UPDATE of two rows'
	app 'DELETE FROM orders WHERE id = 2;'
	is "$(captured)" 'D ORDERS {"ID":"2","NOTE":null,"TOTAL":null} -' \
		'a DELETE'
	app "INSERT INTO stock VALUES (1, 'a', 7);
		UPDATE stock SET bin = 'b' WHERE site = 1;"
	is "$(captured)" 'I STOCK - {"SITE":1,"BIN":"a","QUANTITY":7}
U STOCK {"SITE":1,"BIN":"a","QUANTITY":7} {"SITE":1,"BIN":"b","QUANTITY":7}' \
		'a change of a composite key has both keys'
	app "UPDATE OR INSERT INTO stock VALUES (1, 'b', 9);
		UPDATE OR INSERT INTO stock VALUES (2, 'b', 1);"
	is "$(captured)" 'U STOCK {"SITE":1,"BIN":"b","QUANTITY":7} {"SITE":1,"BIN":"b","QUANTITY":9}
I STOCK - {"SITE":2,"BIN":"b","QUANTITY":1}' \
		'UPDATE OR INSERT is what it turns out to be'
	app "MERGE INTO stock AS s
		USING (SELECT 2 AS site, 'b' AS bin, 5 AS n FROM rdb\$database
			UNION ALL SELECT 3, 'c', 6 FROM rdb\$database) AS n
		ON s.site = n.site AND s.bin = n.bin
		WHEN MATCHED THEN UPDATE SET quantity = n.n
		WHEN NOT MATCHED THEN INSERT VALUES (n.site, n.bin, n.n);"
	is "$(captured | sort)" 'I STOCK - {"SITE":3,"BIN":"c","QUANTITY":6}
U STOCK {"SITE":2,"BIN":"b","QUANTITY":1} {"SITE":2,"BIN":"b","QUANTITY":5}' \
		'and so is MERGE'
	app 'DELETE FROM stock; DELETE FROM orders;'
	captured >"$T/out"
}

test_cascades() {
	app "INSERT INTO orders (id) VALUES (1);
		INSERT INTO lines VALUES (1, 1);
		INSERT INTO lines VALUES (2, 1);"
	captured >"$T/out"
	app 'UPDATE orders SET id = 11; DELETE FROM orders;'
	is "$(captured)" 'U ORDERS {"ID":"1","NOTE":null,"TOTAL":null} {"ID":"11","NOTE":null,"TOTAL":null}
U LINES {"ID":1,"ORDER_ID":"1"} {"ID":1,"ORDER_ID":"11"}
U LINES {"ID":2,"ORDER_ID":"1"} {"ID":2,"ORDER_ID":"11"}
D ORDERS {"ID":"11","NOTE":null,"TOTAL":null} -
D LINES {"ID":1,"ORDER_ID":"11"} -
D LINES {"ID":2,"ORDER_ID":"11"} -' 'cascades are captured, parents first'
}

test_transactions() {
	app "INSERT INTO orders (id) VALUES (99); ROLLBACK;"
	is "$(captured)" '' 'a rollback takes its changes along'
	app "INSERT INTO orders (id, note) VALUES (100, 'kept');
		SAVEPOINT s;
		INSERT INTO orders (id, note) VALUES (101, 'gone');
		ROLLBACK TO SAVEPOINT s;
		INSERT INTO orders (id, note) VALUES (102, 'kept');
		COMMIT;"
	is "$(captured)" 'I ORDERS - {"ID":"100","NOTE":"kept","TOTAL":null}
I ORDERS - {"ID":"102","NOTE":"kept","TOTAL":null}' \
		'what a savepoint took back is gone'
	app "SET TERM ^ ;
		EXECUTE BLOCK AS BEGIN
			INSERT INTO orders (id) VALUES (103);
			BEGIN
				INSERT INTO orders (id) VALUES (104);
				INSERT INTO orders (id) VALUES (100);
				WHEN ANY DO INSERT INTO orders (id) VALUES (105);
			END
		END^"
	is "$(captured | grep -o '"[0-9]*"' | tr -d '"' | tr '\n' ' ')" \
		"$(rows 'SELECT id FROM orders WHERE id > 102 ORDER BY id' |
		tr '\n' ' ')" 'what a handled error left is captured, no more'
	not_ok 'a statement that fails at its second row' app \
		"INSERT INTO orders (id) SELECT 106 FROM rdb\$database
		UNION ALL SELECT 100 FROM rdb\$database;"
	is "$(captured)" '' 'leaves nothing'
	app "INSERT INTO orders (id) VALUES (107); COMMIT;
		INSERT INTO orders (id) VALUES (108);
		INSERT INTO orders (id) VALUES (109); COMMIT;"
	is "$(rows "SELECT COUNT(*), COUNT(DISTINCT txid) FROM shadowlog_changelog" |
		tr -s ' ')" '3 2' 'the transaction has a number'
	is "$(rows "SELECT COUNT(*) FROM shadowlog_changelog
		WHERE captured = SUBSTRING(CAST(captured_at AS VARCHAR(40))
			FROM 1 FOR 10) || 'T' ||
			SUBSTRING(CAST(captured_at AS VARCHAR(40))
			FROM 12 FOR 13)")" 3 'the time is shown as ISO 8601 has it'
	app 'DELETE FROM orders;'
	captured >"$T/out"
}

# ---- values ----

make_types() {
	cat >"$T/types.tables" <<-'END'
	shadowlog-tables 1
	table TYPES
	  column ID  integer key 1
	  column B   boolean null
	  column SI  smallint null
	  column BI  bigint null
	  column N4  numeric(4,2) null
	  column N18 numeric(18,6) null
	  column F   float null
	  column D   "double precision" null
	  column DA  date null
	  column TI  time null
	  column TS  timestamp null
	  column U   "varchar(60) character set utf8" null
	  column W   "varchar(20) character set win1252" null
	  column C   "char(4) character set utf8" null
	  column N   "varchar(40) character set none" null
	  column O   "varchar(40) character set octets" null
	  column G   "char(16) character set octets" null
	  column T   "blob sub_type 1 character set utf8" null
	  column TN  "blob sub_type 1 character set none" null
	  column BL  "blob sub_type 0" null
	  column CALC bigint null generated
	END
	sql <<-'END'
	CREATE TABLE types (
		id INTEGER NOT NULL PRIMARY KEY, b BOOLEAN, si SMALLINT,
		bi BIGINT, n4 NUMERIC(4,2), n18 NUMERIC(18,6), f FLOAT,
		d DOUBLE PRECISION, da DATE, ti TIME, ts TIMESTAMP,
		u VARCHAR(60) CHARACTER SET UTF8,
		w VARCHAR(20) CHARACTER SET WIN1252,
		c CHAR(4) CHARACTER SET UTF8,
		n VARCHAR(40) CHARACTER SET NONE,
		o VARCHAR(40) CHARACTER SET OCTETS,
		g CHAR(16) CHARACTER SET OCTETS,
		t BLOB SUB_TYPE TEXT CHARACTER SET UTF8,
		tn BLOB SUB_TYPE TEXT CHARACTER SET NONE,
		bl BLOB SUB_TYPE BINARY,
		calc COMPUTED BY (id * 2));
	COMMIT;
	END
	generate install <"$T/types.tables" >"$T/types.sql"
	ok 'all types are installed' run "$T/types.sql"
}

write_types() {
	cat <<-'END'
	INSERT INTO types (id, b, si, bi, n4, n18, f, d, da, ti, ts, u, w, c,
		n, o, g, t, tn, bl)
	VALUES (1, TRUE, -32768, 9223372036854775807, -0.05, 123456789012.345678,
		0.1e0, 0.1e0 + 0.2e0, '2024-02-29', '23:59:59.1234',
		'2024-02-29 12:00:00.0001', 'it''s "ä€🐘", 3:a,~', 'é€', 'ab',
		_OCTETS x'636166E9', x'00FF41FE', x'000102030405060708090A0B0C0D0E0F',
		'text ä', _OCTETS x'E4', x'00FF');
	INSERT INTO types (id, b, si, n4, f, d, da, ts, u, w, c, n, o, t, tn, bl)
	VALUES (2, FALSE, 0, 0, -3.4e38, -0.1e0, '0001-01-01',
		'9999-12-31 23:59:59.9999', '', '', '', '', '', '', '', '');
	INSERT INTO types (id) VALUES (3);
	INSERT INTO types (id, n, u, d) VALUES (4, 'plain', ASCII_CHAR(10) || '^;',
		CAST(-1 AS DOUBLE PRECISION) * 0e0);
	COMMIT;
	END
}

test_values() {
	write_types | as SYSDBA
	captured >"$T/values"
	is "$(sed -n 1p "$T/values")" 'I TYPES - {"ID":1,"B":true,"SI":-32768,"BI":"9223372036854775807","N4":"-0.05","N18":"123456789012.345678","F":0.1,"D":0.30000000000000004,"DA":"2024-02-29","TI":"23:59:59.1234","TS":"2024-02-29T12:00:00.0001","U":"it'"'"'s \"ä€🐘\", 3:a,~","W":"é€","C":"ab  ","N":"Y2Fm6Q==" (base64),"O":"AP9B/g==","G":"AAECAwQFBgcICQoLDA0ODw==","T":"text ä","TN":"5A==" (base64),"BL":"AP8=","CALC":"2"}' \
		'a row of all types'
	is "$(sed -n 2p "$T/values")" 'I TYPES - {"ID":2,"B":false,"SI":0,"BI":null,"N4":"0.00","N18":null,"F":-3.4e+38,"D":-0.1,"DA":"0001-01-01","TI":null,"TS":"9999-12-31T23:59:59.9999","U":"","W":"","C":"    ","N":"","O":"","G":null,"T":"","TN":"","BL":"","CALC":"4"}' \
		'empty is not NULL'
	is "$(sed -n 3p "$T/values" | grep -o null | wc -l)" 19 'NULL is NULL'
	is "$(sed -n 4p "$T/values" | grep -o '"D":[^,]*,\|"[UN]":"[^"]*"')" \
		'"D":-0.0,
"U":"\n^;"
"N":"plain"' 'a line end, and minus zero'
	sql 'UPDATE types SET id = id + 10; COMMIT;'
	captured | sed 's/ {.*} {/ - {/; s/^U/I/' >"$T/utf8"
	for charset in NONE WIN1252 ISO8859_1; do
		sql 'UPDATE types SET id = id; COMMIT;' >"$T/out"
		was=$charset charset=
		captured | sed 's/ {.*} {/ - {/; s/^U/I/' >"$T/got"
		same_file "$T/got" "$T/utf8" \
			"the same from a connection in $was"
	done
	charset=
	sql 'DELETE FROM types; COMMIT;'
	captured >"$T/out"
}

# 20,000 doubles of all sizes: what is written has to be the number itself.
test_doubles() {
	sql <<-'EOF' >"$T/out"
	CREATE TABLE numbers (id INTEGER NOT NULL PRIMARY KEY,
		d DOUBLE PRECISION);
	COMMIT;
	SET TERM ^ ;
	EXECUTE BLOCK AS
	DECLARE i INTEGER = 0;
	BEGIN
		WHILE (i < 20000) DO
		BEGIN
			INSERT INTO numbers VALUES (:i, (RAND() - 0.5e0)
				* POWER(10e0, FLOOR(RAND() * 607) - 300));
			i = i + 1;
		END
		INSERT INTO numbers VALUES (-1, POWER(2e0, -1074));
		INSERT INTO numbers VALUES (-2, POWER(2e0, -1074) * 12345);
		INSERT INTO numbers VALUES (-3, POWER(2e0, 1023)
			* (2e0 - POWER(2e0, -52)));
		INSERT INTO numbers VALUES (-4, -POWER(2e0, -1022));
		i = 0;
		WHILE (i < 1000) DO
		BEGIN
			INSERT INTO numbers VALUES (-:i - 5, POWER(2e0, :i - 500)
				* IIF(MOD(:i, 2) = 0, 1e0, 1e0 - POWER(2e0, -53)));
			i = i + 1;
		END
	END^
	SET TERM ; ^
	COMMIT;
	EOF
	is "$(rows "SELECT COUNT(*), COUNT(IIF(m * POWER(2e0, e / 2)
			* POWER(2e0, e - e / 2) = d, NULL, 1))
		FROM (SELECT d, CAST(CAST(SUBSTRING(n FROM 1
				FOR POSITION('p' IN n) - 1) AS BIGINT)
				AS DOUBLE PRECISION) AS m,
			CAST(SUBSTRING(n FROM POSITION('p' IN n) + 1)
				AS INTEGER) AS e
			FROM (SELECT d, (SELECT number_out
					FROM shadowlog_double(d)) AS n
				FROM numbers WHERE d <> 0))" | tr -s ' ')" '21004 0' \
		'21,004 doubles are written to the last bit'
	sql 'DROP TABLE numbers; COMMIT;' >"$T/out"
}

# Images that are no VARCHAR any more, and values that are none.
test_wide() {
	sql <<-'END'
	CREATE TABLE wide (id INTEGER NOT NULL PRIMARY KEY,
		a VARCHAR(4000), b VARCHAR(4000),
		c VARCHAR(12000) CHARACTER SET WIN1252,
		d VARCHAR(9000) CHARACTER SET OCTETS,
		e VARCHAR(9000) CHARACTER SET NONE,
		f BLOB SUB_TYPE TEXT CHARACTER SET UTF8, g BLOB SUB_TYPE BINARY);
	CREATE TABLE wider (id INTEGER NOT NULL PRIMARY KEY,
		a VARCHAR(8191), b VARCHAR(7984));
	COMMIT;
	END
	cat >"$T/wide.tables" <<-'END'
	shadowlog-tables 1
	table WIDE
	  column ID integer key 1
	  column A  "varchar(4000) character set utf8" null
	  column B  "varchar(4000) character set utf8" null
	  column C  "varchar(12000) character set win1252" null
	  column D  "varchar(9000) character set octets" null
	  column E  "varchar(9000) character set none" null
	  column F  "blob sub_type 1 character set utf8" null
	  column G  "blob sub_type 0" null
	table WIDER
	  column ID integer key 1
	  column A  "varchar(8191) character set utf8" null
	  column B  "varchar(7984) character set utf8" null
	END
	generate install <"$T/wide.tables" >"$T/wide.sql"
	ok 'a table wider than a string is installed' run "$T/wide.sql"
	sql "INSERT INTO wide VALUES (1, 'ä', NULL, '', x'FF', 'h', '€', x'00');
		INSERT INTO wide (id) VALUES (2); COMMIT;"
	is "$(captured)" 'I WIDE - {"ID":1,"A":"ä","B":null,"C":"","D":"/w==","E":"h","F":"€","G":"AA=="}
I WIDE - {"ID":2,"A":null,"B":null,"C":null,"D":null,"E":null,"F":null,"G":null}' \
		'and captured'
	sql "INSERT INTO wide VALUES (3, RPAD('', 4000, 'ä'), RPAD('', 4000, '€'),
			RPAD('', 12000, 'é'),
			CAST(RPAD('', 8000, 'd') AS VARCHAR(9000)
				CHARACTER SET OCTETS),
			CAST(RPAD('', 8000, 'e') AS VARCHAR(9000)
				CHARACTER SET NONE),
			CAST(RPAD('', 8000, 'f') AS BLOB SUB_TYPE TEXT)
				|| RPAD('', 8000, 'f') || RPAD('', 8000, 'f')
				|| RPAD('', 8000, 'f') || RPAD('', 8000, 'f'),
			CAST(RPAD('', 8000, 'g') AS BLOB SUB_TYPE BINARY)
				|| RPAD('', 8000, 'g') || RPAD('', 8000, 'g'));
		INSERT INTO wider VALUES (4, RPAD('', 8191, '🐘'),
			RPAD('', 7984, '€')); COMMIT;"
	# The key, lengths with a colon, values, commas; two digits for a byte.
	is "$(rows 'SELECT CHAR_LENGTH(new_row) FROM shadowlog_changelog
		ORDER BY seq' | tr '\n' ' ')" \
		"$((2 + 5 + 4001 + 5 + 4001 + 6 + 12001 + 16001 + 1 + 16001 +
		6 + 40001 + 48001)) $((2 + 5 + 8192 + 5 + 7985)) " \
		'whole, however long'
	sql 'DELETE FROM wide; DELETE FROM wider;
		DELETE FROM shadowlog_changelog; COMMIT;'
}

test_columns() {
	names= i=0
	while [ $i -lt 200 ]; do
		i=$((i + 1))
		names="$names, c$i INTEGER DEFAULT $i"
	done
	sql "CREATE TABLE many (id INTEGER NOT NULL PRIMARY KEY$names); COMMIT;"
	{
		echo 'shadowlog-tables 1'
		echo 'table MANY'
		echo '  column ID integer key 1'
		i=0
		while [ $i -lt 200 ]; do
			i=$((i + 1))
			echo "  column C$i integer null"
		done
	} >"$T/many.tables"
	generate install <"$T/many.tables" >"$T/many.sql"
	ok 'a table of 201 columns is installed' run "$T/many.sql"
	sql 'INSERT INTO many (id) VALUES (0); COMMIT;'
	is "$(captured | grep -o ':[0-9]*' | tr -d '\n')" \
		"$(printf ':%s' $(seq 0 200))" 'and captured'
}

# ---- the application does not notice ----

test_application() {
	is "$(printf 'SET COUNT ON;\n%s\n' "INSERT INTO orders (id, note)
			VALUES (42, 'x');
		UPDATE orders SET note = 'z';
		DELETE FROM orders;" | as APP | grep affected)" \
		'Records affected: 1
Records affected: 1
Records affected: 1' 'row counts'
	captured >"$T/out"
	sql <<-'END'
	CREATE TABLE audit (what BIGINT, op CHAR(1));
	SET TERM ^ ;
	CREATE TRIGGER a_before FOR orders BEFORE INSERT AS
	BEGIN NEW.note = UPPER(NEW.note); END^
	CREATE TRIGGER z_after FOR orders AFTER INSERT AS
	BEGIN
		INSERT INTO audit VALUES (NEW.id, 'I');
		UPDATE orders SET note = 'again' WHERE id = NEW.id;
	END^
	SET TERM ; ^
	GRANT INSERT ON audit TO TRIGGER z_after;
	GRANT UPDATE ON orders TO TRIGGER z_after;
	COMMIT;
	END
	app "INSERT INTO orders (id, note) VALUES (7, 'x');"
	is "$(rows 'SELECT what FROM audit')" 7 'its own triggers fire'
	is "$(captured)" 'I ORDERS - {"ID":"7","NOTE":"X","TOTAL":null}
U ORDERS {"ID":"7","NOTE":"X","TOTAL":null} {"ID":"7","NOTE":"again","TOTAL":null}' \
		'a row that a trigger changes again is captured in order'
	sql 'DROP TRIGGER a_before; DROP TRIGGER z_after; COMMIT;
		DROP TABLE audit; DELETE FROM orders; COMMIT;'
	captured >"$T/out"
}

test_closed() {
	sql <<-'END'
	CREATE EXCEPTION away 'no';
	SET TERM ^ ;
	CREATE TRIGGER away FOR shadowlog_changelog BEFORE INSERT AS
	BEGIN EXCEPTION away; END^
	SET TERM ; ^
	COMMIT;
	END
	not_ok 'a change that cannot be recorded fails' \
		app 'INSERT INTO orders (id) VALUES (600);'
	sql 'DROP TRIGGER away; DROP EXCEPTION away; COMMIT;'
	is "$(count orders 'id = 600')" 0 'and has not happened'
}

test_ddl() {
	not_ok 'a captured column cannot be dropped' \
		sql 'ALTER TABLE orders DROP note; COMMIT;'
	ok 'one can be added' sql 'ALTER TABLE orders ADD extra INTEGER; COMMIT;'
	app 'INSERT INTO orders (id, extra) VALUES (1, 2);'
	is "$(captured)" 'I ORDERS - {"ID":"1","NOTE":null,"TOTAL":null}' \
		'and is not captured until the next install'
	sql 'DELETE FROM orders; COMMIT; ALTER TABLE orders DROP extra; COMMIT;'
	captured >"$T/out"
}

# ---- rights ----

may() { # USER STATEMENT
	if echo "$2;" | as "$1" >"$T/out" 2>&1; then
		echo yes
	else
		grep -q 'SQLSTATE = 28000\|SQLSTATE = 42000' "$T/out" && echo no
	fi
}

test_rights() {
	for table in changelog shape meta lease; do
		is "$(may APP "SELECT * FROM shadowlog_$table")" no \
			"the application's user cannot read the $table"
	done
	is "$(may APP 'INSERT INTO shadowlog_changelog (seq) VALUES (1)')" no \
		'nor write to the changelog'
	is "$(may APP 'SELECT GEN_ID(shadowlog_seq, -9) FROM rdb$database')" no \
		'nor turn its numbers back'
	generate grants --role POLLER >"$T/grants.sql"
	ok 'grants are given' run "$T/grants.sql"
	ok 'and given again' run "$T/grants.sql"
	while IFS='|' read -r want what; do
		is "$(may POLLER "$what")" "$want" \
			"the poller may: $want, $what"
	done <<-'END'
	yes|SELECT * FROM shadowlog_changelog
	yes|DELETE FROM shadowlog_changelog WHERE seq BETWEEN 1 AND 2
	no|INSERT INTO shadowlog_changelog (seq, op) VALUES (1, 'I')
	no|UPDATE shadowlog_changelog SET op = 'I'
	yes|SELECT * FROM shadowlog_shape
	no|DELETE FROM shadowlog_shape
	no|UPDATE shadowlog_shape SET version = 1
	yes|SELECT * FROM shadowlog_meta
	no|UPDATE shadowlog_meta SET id = 1
	yes|SELECT * FROM shadowlog_lease
	yes|UPDATE shadowlog_lease SET token = token
	no|DELETE FROM shadowlog_lease
	no|SELECT * FROM orders
	END
}

# ---- what the poller asks ----

# A section of the dialect with its holes filled.
section() { # NAME SED-COMMAND...
	sed -n "/^--: section $1\$/,/^--/p" \
		"$TOP/triggers/dialects/firebird.sql" | grep -v '^--' |
		sed "s/{{where}}/(seq BETWEEN 1 AND 999999)/; s/{{limit}}/2/
			s/{{inline}}/9/; s/{{holder}}/'me'/; s/{{epoch}}/'e'/
			s/{{seconds}}/60/; s/{{column}}/new_row/; s/{{from}}/2/
			s/{{length}}/3/; s/{{schema}}/''/; s/{{table}}/'${2:-}'/
			s/{{token}}/1/; s/{{shape}}/1/
			s/{{seq}}/(SELECT MIN(seq) FROM shadowlog_changelog)/"
}

ask() { # NAME [TABLE]: the rows, with one blank between the cells
	rows "SET BLOB ALL; SET LIST OFF; $(section "$@")" |
		grep -v '^==' | tr -s ' '
}

test_poller() {
	app "INSERT INTO orders (id, note) VALUES (1, 'ä');
		INSERT INTO orders (id, note) VALUES (2, 'a long one');
		DELETE FROM orders WHERE id = 1;"
	is "$(ask poller.server)" "Firebird $(rows "SELECT
		rdb\$get_context('SYSTEM', 'ENGINE_VERSION') FROM rdb\$database") \
<null> $base 1 0" 'the server'
	is "$(ask poller.meta | cut -d ' ' -f 3-)" \
		"$(rows "SELECT engine_identity, engine_identity
			FROM shadowlog_meta" | tr -s ' ')" \
		'the identity then and now'
	bound=$(ask poller.bound)
	is "$bound" "$(rows 'SELECT MAX(seq) FROM shadowlog_changelog')" \
		'the bound'
	is "$(ask poller.seqs | tr '\n' ' ')" "$((bound - 2)) $((bound - 1)) " \
		'the first two'
	is "$(ask poller.probe)" "2 $((bound - 1)) 27" 'their weight'
	is "$(ask poller.page | grep -c "$nl")" 4 'the page'
	is "$(ask poller.chunk | tail -n 1)" ',1:' 'a piece of an image'
	is "$(ask poller.count)" 3 'how many there are'
	ok 'the lease is taken' sql "$(section poller.lease_take); COMMIT;"
	is "$(ask poller.lease_read | sed 's/5[0-9]$/60/')" 'me 1 e 60' \
		'and read'
	ok 'and renewed' sql "$(section poller.lease_renew); COMMIT;"
	ok 'and released' sql "$(section poller.lease_release); COMMIT;"
	is "$(ask poller.lease_read)" '<null> 1 e <null>' 'and free'
	is "$(ask poller.lag | cut -d ' ' -f 1,2)" "3 $((bound - 2))" 'the lag'
	is "$(ask catalogue.table orders)" ORDERS 'a table by its name'
	is "$(ask catalogue.columns STOCK)" \
		"SITE integer integer 1
BIN varchar(8) character set utf8 varchar(8) character set utf8 2
QUANTITY integer integer null 0" 'its columns'
	is "$(ask catalogue.columns TYPES | cut -d ' ' -f 1-2 | tr '\n' ' ')" \
		'ID integer B boolean SI smallint BI bigint N4 numeric(4,2) N18 numeric(18,6) F float D double DA date TI time TS timestamp U varchar(60) W varchar(20) C char(4) N varchar(40) O varchar(40) G char(16) T blob TN blob BL blob CALC bigint ' \
		'columns of all types'
	has "$(ask catalogue.tables | tr '\n' ' ')" 'LINES' 'all tables'
	ok 'what is delivered is deleted' sql "$(section poller.trim); COMMIT;"
	is "$(count shadowlog_changelog '1 = 1')" 0 'all of it'
	app 'DELETE FROM orders;'
	captured >"$T/out"
}

# ---- names that nobody would choose ----

test_hostile() {
	cat >"$T/hostile.tables" <<-'END'
	shadowlog-tables 1
	table "it's [a] `t`; --*/ /* \\ ^ \""
	  column "a\"b'c`d]e\\^;"   integer key 1
	  column "line\nend\r\tx"   "varchar(9) character set utf8" null
	  column "select"           "varchar(9) character set utf8" null
	  column "{{new_image}}"    "varchar(9) character set utf8" null
	  column "größe €"          "varchar(9) character set utf8" null
	  column "'); DROP TABLE x" "varchar(9) character set utf8" null
	  column ":name ? %s %n"    "varchar(9) character set utf8" null
	  column a23456789_123456789_123456789_1 integer null
	table "order"
	  column "group" integer key 1
	END
	{
		cat <<-'END'
		CREATE TABLE "it's [a] `t`; --*/ /* \ ^ """ (
			"a""b'c`d]e\^;" INTEGER NOT NULL PRIMARY KEY,
			"line
		END
		printf 'end\r\tx" VARCHAR(9),\n'
		cat <<-'END'
			"select" VARCHAR(9),
			"{{new_image}}" VARCHAR(9),
			"größe €" VARCHAR(9),
			"'); DROP TABLE x" VARCHAR(9),
			":name ? %s %n" VARCHAR(9),
			"a23456789_123456789_123456789_1" INTEGER);
		CREATE TABLE "order" ("group" INTEGER NOT NULL PRIMARY KEY);
		COMMIT;
		END
	} >"$T/hostile.sql"
	ok 'hostile names can be had' run "$T/hostile.sql"
	generate install "$T/hostile.tables" >"$T/install_hostile.sql"
	ok 'and installed' run "$T/install_hostile.sql"
	ok 'and installed again' run "$T/install_hostile.sql"
	sql <<-'END'
	INSERT INTO "it's [a] `t`; --*/ /* \ ^ """ ("a""b'c`d]e\^;", "größe €",
		":name ? %s %n") VALUES (1, 'g', 'x');
	INSERT INTO "order" VALUES (1);
	COMMIT;
	END
	is "$(captured | tail -n 1)" 'I order - {"group":1}' 'and captured'
	sql 'INSERT INTO "it'"'"'s [a] `t`; --*/ /* \ ^ """ ("a""b'"'"'c`d]e\^;",
		"größe €", ":name ? %s %n") VALUES (2, '"'g', 'x'"'); COMMIT;'
	is "$(captured | sed 's/^.* - //')" '{"a\"b'"'"'c`d]e\\^;":2,"line\nend\r\tx":null,"select":null,"{{new_image}}":null,"größe €":"g","'"'"'); DROP TABLE x":null,":name ? %s %n":"x","a23456789_123456789_123456789_1":null}' \
		'under their names'
	generate uninstall "$T/hostile.tables" >"$T/uninstall_hostile.sql"
	ok 'and uninstalled' run "$T/uninstall_hostile.sql"
}

# ---- uninstall ----

test_uninstall() {
	generate uninstall --changelog >"$T/drop.sql"
	not_ok 'the changelog does not go while a table is captured' \
		run "$T/drop.sql"
	app "INSERT INTO stock VALUES (30, 'x', 1);"
	generate uninstall <"$T/main.tables" >"$T/uninstall.sql"
	ok 'uninstalled' run "$T/uninstall.sql"
	ok 'and uninstalled again' run "$T/uninstall.sql"
	is "$(rows "SELECT TRIM(table_name) FROM shadowlog_shape
		WHERE table_name IN ('ORDERS', 'STOCK', 'LINES')")" STOCK \
		'the layout of what was not delivered stays'
	ok 'the application goes on' app "INSERT INTO stock VALUES (31, 'x', 1);"
	is "$(captured)" 'I STOCK - {"SITE":30,"BIN":"x","QUANTITY":1}' \
		'uncaptured'
	for file in types wide many; do
		generate uninstall <"$T/$file.tables" >"$T/uninstall.sql"
		run "$T/uninstall.sql" >"$T/out"
	done
	ok 'the changelog goes' run "$T/drop.sql"
	is "$(rows "SELECT rdb\$relation_name FROM rdb\$relations
			WHERE rdb\$relation_name STARTING WITH 'SHADOWLOG'
		UNION ALL SELECT rdb\$trigger_name FROM rdb\$triggers
			WHERE rdb\$trigger_name STARTING WITH 'SHADOWLOG'
		UNION ALL SELECT rdb\$generator_name FROM rdb\$generators
			WHERE rdb\$generator_name STARTING WITH 'SHADOWLOG'
		UNION ALL SELECT rdb\$procedure_name FROM rdb\$procedures
			WHERE rdb\$procedure_name STARTING WITH 'SHADOWLOG'
		UNION ALL SELECT rdb\$relation_name FROM rdb\$user_privileges
			WHERE rdb\$relation_name STARTING WITH 'SHADOWLOG'
			OR rdb\$user STARTING WITH 'SHADOWLOG'")" '' \
		'and nothing is left'
	sql 'DROP TABLE types; DROP TABLE wide; DROP TABLE wider;
		DROP TABLE many;
		DROP TABLE "order";
		DROP TABLE "it'"'"'s [a] `t`; --*/ /* \ ^ """; COMMIT;'
	objects >"$T/objects"
	same_file "$T/objects" "$T/pristine" 'the catalogue is as it was'
}

# ---- SQL dialect 1 ----

test_dialect_1() {
	base=$T/old.fdb
	generate() {
		"$generator" firebird-dialect1 "$@"
	}
	"$isql" -q -user SYSDBA >"$T/create.out" 2>&1 <<-END
	SET SQL DIALECT 1;
	CREATE DATABASE '$base';
	CREATE TABLE types (id INTEGER NOT NULL PRIMARY KEY, si SMALLINT,
		n9 NUMERIC(9,2), n NUMERIC(15,2), f FLOAT, d DOUBLE PRECISION,
		ts DATE, u VARCHAR(60) CHARACTER SET UTF8,
		nn VARCHAR(40) CHARACTER SET NONE,
		o VARCHAR(40) CHARACTER SET OCTETS,
		t BLOB SUB_TYPE TEXT CHARACTER SET NONE, bl BLOB SUB_TYPE 0);
	COMMIT;
	END
	objects >"$T/pristine"
	rm -f "$T"/*.tables
	cp "$TOP/tests/golden/types.firebird-dialect1.tables" "$T"
	generate changelog >"$T/changelog.sql"
	ok 'SQL dialect 1: the changelog is made' run "$T/changelog.sql"
	ok 'and made again' run "$T/changelog.sql"
	generate install "$T"/*.tables >"$T/install.sql"
	ok 'triggers are installed' run "$T/install.sql"
	ok 'and installed again' run "$T/install.sql"
	sql "SET SQL DIALECT 1;
		INSERT INTO types (id, si, n9, n, f, d, ts, u, nn, o, bl)
		VALUES (1, -3, 1.5, 12345678.25, 0.1, 0.3, '22-NOV-2026 9:08:07.0123',
			'ä', 'abc', x'00ff', x'01');
		UPDATE types SET id = 2, d = -0.25, f = NULL, ts = NULL;
		INSERT INTO types (id, d) VALUES (3, -1);
		DELETE FROM types WHERE id = 3; COMMIT;" >"$T/out"
	row='"SI":-3,"N9":"1.50","N":"12345678.25"'
	end='"U":"ä","NN":"abc","O":"AP8=","T":null,"BL":"AQ=="}'
	none='"SI":null,"N9":null,"N":null,"F":null,"D":-1,"TS":null,"U":null,"NN":null,"O":null,"T":null,"BL":null}'
	is "$(captured)" "I TYPES - {\"ID\":1,$row,\"F\":0.1,\"D\":0.3,\"TS\":\"2026-11-22T09:08:07.0123\",$end
U TYPES {\"ID\":1,$row,\"F\":0.1,\"D\":0.3,\"TS\":\"2026-11-22T09:08:07.0123\",$end {\"ID\":2,$row,\"F\":null,\"D\":-0.25,\"TS\":null,$end
I TYPES - {\"ID\":3,$none
D TYPES {\"ID\":3,$none -" 'and capture'
	sql 'SET GENERATOR shadowlog_seq TO 2147483647; COMMIT;'
	not_ok 'when its 32 bits are used up, writes fail' \
		sql 'INSERT INTO types (id) VALUES (4); COMMIT;'
	is "$(count types 'id = 4')" 0 'and have not happened'
	generate uninstall --changelog "$T"/*.tables >"$T/uninstall.sql"
	ok 'and uninstalled' run "$T/uninstall.sql"
	objects >"$T/objects"
	same_file "$T/objects" "$T/pristine" 'with nothing left'
}

make_tables
test_changelog
test_install
test_rows
test_cascades
test_transactions
make_types
test_values
test_doubles
test_wide
test_columns
test_application
test_closed
test_ddl
test_rights
test_poller
test_hostile
test_uninstall
test_dialect_1
done_testing
