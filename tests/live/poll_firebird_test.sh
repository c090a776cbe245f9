#!/bin/sh
# The whole way on Firebird: describe, install, write, poll, through ODBC.
#
# No distribution packages an ODBC driver for it, so this runs where one was
# built from its source, https://github.com/FirebirdSQL/firebird-odbc-driver:
# FIREBIRD_ODBC=/path/to/libOdbcFb.so says where, or odbcinst.ini does, under
# [Firebird].
. "$(dirname "$0")/../tap.sh"

shadowlog=$BUILD/shadowlog
generator=$BUILD/shadowlog-triggers
driver=${FIREBIRD_ODBC:-}
[ -n "$driver" ] || ! odbcinst -q -d -n Firebird >/dev/null 2>&1 ||
	driver='{Firebird}'
[ -n "$driver" ] ||
	skip_all 'no ODBC driver for Firebird: FIREBIRD_ODBC is not set'
command -v isql-fb >/dev/null || skip_all 'isql-fb (Firebird) is not installed'
command -v jq >/dev/null || skip_all 'jq is not installed'
[ -x "$shadowlog" ] && [ -x "$generator" ] || skip_all 'nothing is built'

base=$T/app.fdb
FIREBIRD_LOCK=$T FIREBIRD_TMP=$T
export FIREBIRD_LOCK FIREBIRD_TMP
unset ISC_USER ISC_PASSWORD

sql() { # statements on stdin
	cat >"$T/script.sql"
	isql-fb -q -b -ch UTF8 -user SYSDBA -i "$T/script.sql" "$base" 2>&1
}

isql-fb -q -user SYSDBA >"$T/create.out" 2>&1 <<-END
	CREATE DATABASE '$base' DEFAULT CHARACTER SET UTF8;
	CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY,
		note VARCHAR(200), d DOUBLE PRECISION, t BLOB SUB_TYPE TEXT,
		double_id COMPUTED BY (id * 2));
	COMMIT;
	END
cat >"$T/erp.conf" <<-END
[source]
id = erp
dialect = firebird
connection = Driver=$driver;DBNAME=$base;UID=SYSDBA;PWD=masterkey
state_dir = $T/state

[sink out]
type = file
dir = $T/out
END
chmod 600 "$T/erp.conf"
mkdir "$T/state" "$T/out"

poll() {
	"$shadowlog" poll --config "$T/erp.conf"
}

# All events, one a line.
events() {
	find "$T/out" -name '*.ndjson' | sort | xargs cat |
		jq -c 'select(.op and .pos)'
}

"$generator" firebird changelog | sql
ok 'the table is described' sh -c "'$shadowlog' describe \
	--config '$T/erp.conf' orders >'$T/tables'"
is "$(sed 1,2d "$T/tables" | tr -s ' ')" 'table ORDERS
 column ID bigint as bigint key 1
 column NOTE "varchar(200) character set utf8" as text null
 column D "double precision" as double null
 column T "blob sub_type 1 character set utf8" as text null
 column DOUBLE_ID bigint as bigint null generated' 'as it is'
"$generator" firebird install "$T/tables" >"$T/install.sql"
ok 'triggers are installed' sh -c "isql-fb -q -b -ch UTF8 -user SYSDBA \
	-i '$T/install.sql' '$base'"

sql <<-'END'
INSERT INTO orders (id, note, d, t) VALUES (1, 'ä€🐘', 0.1e0 + 0.2e0, 'text');
INSERT INTO orders (id) VALUES (2);
UPDATE orders SET id = 3 WHERE id = 2;
DELETE FROM orders WHERE id = 1;
COMMIT;
END
ok 'a poll' poll
is "$(events | jq -c '[.op, .before, .after]')" \
	'["c",null,{"ID":"1","NOTE":"ä€🐘","D":0.30000000000000004,"T":"text","DOUBLE_ID":"2"}]
["c",null,{"ID":"2","NOTE":null,"D":null,"T":null,"DOUBLE_ID":"4"}]
["d",{"ID":"2","NOTE":null,"D":null,"T":null,"DOUBLE_ID":"4"},null]
["c",null,{"ID":"3","NOTE":null,"D":null,"T":null,"DOUBLE_ID":"6"}]
["d",{"ID":"1","NOTE":"ä€🐘","D":0.30000000000000004,"T":"text","DOUBLE_ID":"2"},null]' \
	'delivers what happened'
is "$(events | jq -r '.tx.id' | sort -u | wc -l)" 1 'of one transaction'

# Many changes, and one image that is fetched in pieces.
sql <<-'EOF'
SET TERM ^ ;
EXECUTE BLOCK AS
DECLARE i INTEGER = 100;
DECLARE b BLOB SUB_TYPE TEXT CHARACTER SET UTF8 = '';
BEGIN
	WHILE (i < 3100) DO
	BEGIN
		INSERT INTO orders (id, note) VALUES (:i, 'n' || :i);
		i = i + 1;
	END
	i = 0;
	WHILE (i < 150) DO
	BEGIN
		b = b || RPAD('', 8000, 'äö🐘x');
		i = i + 1;
	END
	INSERT INTO orders (id, t) VALUES (9000, :b);
END^
SET TERM ; ^
COMMIT;
EOF
ok 'a poll of 3,001 changes' poll
is "$(events | jq -r .id | sort -u | wc -l) $(events | wc -l)" '3006 3006' \
	'delivers each once'
is "$(events | jq -r 'select(.after.ID == "9000") | .after.T' | tr -d '\n' |
	sha256sum)" "$(i=0
	while [ $i -lt 300000 ]; do
		printf 'äö🐘x'
		i=$((i + 1))
	done | sha256sum)" 'a text of 3 MB is whole'
is "$(echo 'SET HEADING OFF; SELECT COUNT(*) FROM shadowlog_changelog;' | sql |
	tr -d ' \n')" 1 'what is delivered is deleted, but for the last'
ok 'a poll that finds nothing' poll
is "$(events | wc -l)" 3006 'delivers nothing'
done_testing
