#!/bin/sh
# The triggers on a real PostgreSQL: what is captured, and that the application
# does not notice.  Row images are compared as text.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
[ -n "${PG_DIR:-}" ] || skip_all 'PG_DIR is not set: no PostgreSQL server'
command -v psql >/dev/null || skip_all 'psql is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"

base=trg_$$
app=trg_app_$$
poller=trg_poller_$$

as() { # ROLE psql-arguments...
	role=$1
	shift
	PGOPTIONS='-c client_min_messages=warning -c search_path=public' \
		psql -XqAt \
		-v ON_ERROR_STOP=1 -h "$PG_DIR" -p "$PG_PORT" -U "$role" \
		-d "$base" "$@"
}

sql() { # psql-arguments, as the superuser
	as shadowlog "$@"
}

admin() {
	psql -XqAt -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d postgres "$@"
}

gone() {
	admin -c "DROP DATABASE IF EXISTS $base WITH (FORCE)"
	admin -c "DROP ROLE IF EXISTS $app" -c "DROP ROLE IF EXISTS $poller"
}
at_end 'gone >"$T/.gone" 2>&1'

generate() { # command... ; the tables are on stdin
	"$generator" postgresql "$@"
}

# What was captured since the last call: op, old row, new row.
captured() {
	sql -F ' ' -c "SELECT op, coalesce(old_row, '-'), coalesce(new_row, '-')
		FROM shadowlog.shadowlog_changelog ORDER BY seq" \
		-c 'DELETE FROM shadowlog.shadowlog_changelog'
}

tab=$(printf '\t')
nl='
'

admin -c "CREATE DATABASE $base TEMPLATE template0 ENCODING 'UTF8'" \
	-c "CREATE ROLE $app LOGIN" -c "CREATE ROLE $poller LOGIN" || exit 1

# ---- install ----

# Everything of ours that the catalogue knows, by name.
objects() {
	sql -c "SELECT n.nspname || '.' || c.relname FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'shadowlog' ORDER BY 1" \
		-c "SELECT p.proname FROM pg_proc p JOIN pg_namespace n
		ON n.oid = p.pronamespace WHERE n.nspname = 'shadowlog'
		ORDER BY 1" \
		-c "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%shadowlog%'
		ORDER BY 1" \
		-c "SELECT nspname FROM pg_namespace WHERE nspname = 'shadowlog'"
}

test_changelog() {
	generate changelog >"$T/changelog.sql"
	ok 'the changelog is made' sql -f "$T/changelog.sql"
	sql -c 'SELECT * FROM shadowlog.shadowlog_meta' >"$T/meta"
	objects >"$T/objects"
	ok 'and made again' sql -f "$T/changelog.sql"
	sql -c 'SELECT * FROM shadowlog.shadowlog_meta' >"$T/meta2"
	objects >"$T/objects2"
	same_file "$T/meta2" "$T/meta" 'which keeps the identity of the source'
	same_file "$T/objects2" "$T/objects" 'and makes nothing more'
	is "$(sql -c 'SELECT engine_identity = shadowlog.shadowlog_identity()
		FROM shadowlog.shadowlog_meta')" t 'the identity is that of now'
	is "$(sql -c "SELECT cache_size FROM pg_sequences
		WHERE sequencename = 'shadowlog_changelog_seq_seq'")" 1 \
		'numbers are handed out one by one'
}

make_tables() {
	sql -c "CREATE TABLE orders (
			id bigserial PRIMARY KEY, note text, total numeric(12,2))" \
		-c "CREATE TABLE stock (
			site int, bin text, quantity int, PRIMARY KEY (site, bin))" \
		-c "CREATE TABLE lines (
			id int PRIMARY KEY,
			order_id bigint REFERENCES orders
				ON DELETE CASCADE ON UPDATE CASCADE)" \
		-c "CREATE TABLE docs (id int PRIMARY KEY, a json, b jsonb)" \
		-c "GRANT ALL ON ALL TABLES IN SCHEMA public TO $app" \
		-c "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO $app"
	cat >"$T/tables" <<-'END'
	shadowlog-tables 1
	table public.orders
	  column id    bigint        as bigint  key 1
	  column note  text          as text    null
	  column total numeric(12,2) as decimal null
	table public.stock
	  column site     integer as int  key 1
	  column bin      text    as text key 2
	  column quantity integer as int  null
	table public.lines
	  column id       integer as int    key 1
	  column order_id bigint  as bigint null
	table public.docs
	  column id integer as int key 1
	  column a  json    as json null
	  column b  jsonb   as json null
	END
}

test_install() {
	generate install <"$T/tables" >"$T/install.sql"
	ok 'triggers are installed' sql -f "$T/install.sql"
	sql -c 'SELECT * FROM shadowlog.shadowlog_shape ORDER BY 1' >"$T/shape"
	objects >"$T/objects"
	ok 'and installed again' sql -f "$T/install.sql"
	sql -c 'SELECT * FROM shadowlog.shadowlog_shape ORDER BY 1' >"$T/shape2"
	objects >"$T/objects2"
	same_file "$T/shape2" "$T/shape" 'which changes no layout'
	same_file "$T/objects2" "$T/objects" 'and makes nothing more'
	sed 's/numeric(12,2) as decimal null/text as text null/' "$T/tables" |
		generate install >"$T/other.sql"
	sql -f "$T/other.sql"
	is "$(sql -c "SELECT max(version) FROM shadowlog.shadowlog_shape
		WHERE table_name = 'orders'")" 2 'another layout is version 2'
	sql -f "$T/install.sql"
	is "$(sql -c "SELECT count(*) FROM shadowlog.shadowlog_shape
		WHERE table_name = 'orders'")" 2 'the first one is known still'
	shape=$(sql -c "SELECT shape FROM shadowlog.shadowlog_shape
		WHERE table_name = 'stock'")
	sql -c "UPDATE shadowlog.shadowlog_shape SET description = 'x'
		WHERE shape = $shape"
	not_ok 'another layout under one number is an error' \
		sql -f "$T/install.sql"
	sql -c "DELETE FROM shadowlog.shadowlog_shape WHERE shape = $shape" \
		-f "$T/install.sql"
}

test_mismatch() {
	for change in 's/column note /column no_such /' \
		's/  column b  jsonb   as json/  column b  json    as json/'; do
		sed "$change" "$T/tables" | generate install >"$T/other.sql"
		objects >"$T/objects"
		not_ok "a description that is not the table's is an error" \
			sql -f "$T/other.sql"
		objects >"$T/objects2"
		same_file "$T/objects2" "$T/objects" 'and changes nothing'
	done
	run_all=$(as "$app" -c "INSERT INTO docs VALUES (0, NULL, '1')" 2>&1)
	is "$run_all" '' 'the application writes on'
	sql -c 'DELETE FROM docs'
	captured >"$T/out"
}

# ---- what is captured ----

test_rows() {
	as "$app" -c "INSERT INTO orders (note, total)
		VALUES ('a', 1.50), (NULL, NULL), ('', 3)"
	is "$(captured)" 'I - {"id":1,"note":"a","total":1.50}
I - {"id":2,"note":null,"total":null}
I - {"id":3,"note":"","total":3.00}' 'an INSERT of three rows'
	as "$app" -c 'UPDATE orders SET total = total + 1 WHERE id <> 2'
	is "$(captured)" 'U {"id":1,"note":"a","total":1.50} {"id":1,"note":"a","total":2.50}
U {"id":3,"note":"","total":3.00} {"id":3,"note":"","total":4.00}' \
		'an UPDATE of two rows'
	as "$app" -c 'DELETE FROM orders WHERE id = 2'
	is "$(captured)" 'D {"id":2,"note":null,"total":null} -' 'a DELETE'
	as "$app" -c "INSERT INTO stock VALUES (1, 'a', 7)" \
		-c "UPDATE stock SET bin = 'b' WHERE site = 1"
	is "$(captured)" 'I - {"site":1,"bin":"a","quantity":7}
U {"site":1,"bin":"a","quantity":7} {"site":1,"bin":"b","quantity":7}' \
		'a change of a composite key has both keys'
	as "$app" -c "INSERT INTO stock VALUES (1, 'b', 9), (2, 'b', 1)
		ON CONFLICT (site, bin)
		DO UPDATE SET quantity = excluded.quantity" \
		-c "INSERT INTO stock VALUES (2, 'b', 1) ON CONFLICT DO NOTHING"
	is "$(captured)" 'U {"site":1,"bin":"b","quantity":7} {"site":1,"bin":"b","quantity":9}
I - {"site":2,"bin":"b","quantity":1}' 'upserts are what they turn out to be'
	printf '3\tc\t1\n3\td\t2\n' >"$T/copy"
	as "$app" -c "\\copy stock FROM '$T/copy'"
	is "$(captured | wc -l)" 2 'COPY is captured'
	as "$app" -c 'INSERT INTO lines VALUES (1, 1), (2, 1)' \
		-c 'UPDATE orders SET id = 11 WHERE id = 1' \
		-c 'DELETE FROM orders WHERE id = 11'
	is "$(captured | cut -c 1-16)" 'I - {"id":1,"ord
I - {"id":2,"ord
U {"id":1,"note"
U {"id":1,"order
U {"id":2,"order
D {"id":11,"note
D {"id":1,"order
D {"id":2,"order' 'cascades are captured, the parent first'
	as "$app" -c 'TRUNCATE orders, lines'
	is "$(captured | sort)" "T - -${nl}T - -" 'TRUNCATE, once for each table'
}

test_transactions() {
	as "$app" -c 'BEGIN' -c "INSERT INTO orders (note) VALUES ('gone')" \
		-c ROLLBACK
	is "$(captured)" '' 'a rollback takes its changes along'
	as "$app" >"$T/out" 2>&1 <<-'END'
	\set ON_ERROR_STOP off
	BEGIN;
	INSERT INTO orders (id, note) VALUES (100, 'kept');
	SAVEPOINT s;
	INSERT INTO orders (id, note) VALUES (101, 'gone');
	ROLLBACK TO s;
	INSERT INTO orders (id, note) VALUES (102, 'kept');
	SAVEPOINT t;
	INSERT INTO orders (id, note) VALUES (100, 'twice');
	ROLLBACK TO t;
	COMMIT;
	END
	is "$(sql -c 'SELECT count(DISTINCT txid), count(*)
		FROM shadowlog.shadowlog_changelog')" '1|2' \
		'a transaction with savepoints has one txid'
	is "$(captured)" 'I - {"id":100,"note":"kept","total":null}
I - {"id":102,"note":"kept","total":null}' 'what a savepoint took back is gone'
	sql -c "SET session_replication_role = replica;
		DELETE FROM orders WHERE id = 102"
	is "$(captured)" 'D {"id":102,"note":"kept","total":null} -' \
		'replicated changes are captured, too'
}

test_ddl() {
	sql -c 'ALTER TABLE orders ADD extra int DEFAULT 7' \
		-c 'ALTER TABLE orders RENAME total TO amount'
	as "$app" -c "INSERT INTO orders (id) VALUES (200)"
	is "$(captured)" 'I - {"id":200,"note":null,"amount":null,"extra":7}' \
		'a column added or renamed is captured at once'
	sql -c 'ALTER TABLE orders DROP extra' \
		-c 'ALTER TABLE orders RENAME amount TO total'
	as "$app" -c 'DELETE FROM orders'
	captured >"$T/out"
}

test_json() {
	as "$app" -c "INSERT INTO docs VALUES
		(1, 'null', NULL), (2, NULL, 'null'), (3, '{\"a\": [1]}', '7')"
	is "$(captured)" "I - {\"id\":1,\"a\":null,\"b\":null}${tab}null${tab}
I - {\"id\":2,\"a\":null,\"b\":null}${tab}${tab}null
I - {\"id\":3,\"a\":{\"a\": [1]},\"b\":7}${tab}object${tab}number" \
		'the document null is told from SQL NULL'
	# More than a function has arguments.
	columns=$(seq -f 'j%g' 60)
	{
		printf 'shadowlog-tables 1\ntable public.wide\n'
		printf '  column id integer as int key 1\n'
		printf '  column %s jsonb as json null\n' $columns
	} >"$T/wide"
	sql -c "CREATE TABLE wide (id int PRIMARY KEY$(printf ', %s jsonb' \
		$columns))"
	generate install <"$T/wide" >"$T/wide.sql"
	ok '60 columns of documents' sql -f "$T/wide.sql"
	sql -c "INSERT INTO wide (id, j59, j60) VALUES (1, 'null', '[]')"
	is "$(captured | awk -F "$tab" '{ print NF, $60, $61 }')" \
		'61 null array' \
		'and the last of them are told apart'
	generate uninstall <"$T/wide" >"$T/wide.sql"
	sql -f "$T/wide.sql" -c 'DROP TABLE wide'
}

# ---- values do not depend on the session ----

make_types() {
	sql -c "CREATE TYPE mood AS ENUM ('ok')" \
		-c "CREATE TABLE plain (
			id int PRIMARY KEY, d date, t time, ts timestamp,
			n numeric, b bytea, z timestamptz)" \
		-c "CREATE TABLE floats (
			id int PRIMARY KEY, r real, d double precision)" \
		-c "CREATE TABLE spans (id int PRIMARY KEY, i interval)" \
		-c "CREATE TABLE odd (
			id int PRIMARY KEY, a float8[], m money, r tstzrange,
			e mood, c regclass, x bytea[], p point)"
	cat >"$T/types" <<-'END'
	shadowlog-tables 1
	table public.plain
	  column id integer key 1
	  column d  date null
	  column t  time null
	  column ts timestamp null
	  column n  numeric null
	  column b  bytea null
	  column z  "timestamp with time zone" null
	table public.floats
	  column id integer key 1
	  column r  real null
	  column d  "double precision" null
	table public.spans
	  column id integer key 1
	  column i  interval null
	table public.odd
	  column id integer key 1
	  column a  "double precision[]" null
	  column m  money null
	  column r  tstzrange null
	  column e  mood null
	  column c  regclass null
	  column x  "bytea[]" null
	  column p  point null
	END
	generate install <"$T/types" >"$T/types.sql"
	sql -f "$T/types.sql"
}

# What an application in a session with this setting makes of each type.
write_types() { # SETTING
	sql -c "$1" -c "INSERT INTO public.plain VALUES (1, DATE '2024-02-29',
			TIME '23:59:59.5', TIMESTAMP '2024-02-29 12:00:00.123456',
			'1234567890123456789.10', '\\x00ff5c61',
			TIMESTAMPTZ '2024-07-01 12:00:00+00'),
		(2, DATE 'infinity', NULL, TIMESTAMP '-infinity', 'NaN', '',
			TIMESTAMPTZ 'infinity')" \
		-c "INSERT INTO public.floats VALUES (1, '0.1', '0.1'),
			(2, '3.4028235e38', '1.7976931348623157e308'),
			(3, 'NaN', '-Infinity')" \
		-c "INSERT INTO public.spans VALUES
			(1, INTERVAL '1 year 2 mons -3 days 04:05:06.7')" \
		-c "INSERT INTO public.odd VALUES (1, '{0.1,NaN}',
			12345.67::numeric::money, '[2024-07-01 12:00+00,)', 'ok',
			'public.plain'::regclass, ARRAY['\\x00ff'::bytea],
			'(0.1,2)')" \
		-c 'DELETE FROM public.plain' -c 'DELETE FROM public.floats' \
		-c 'DELETE FROM public.spans' -c 'DELETE FROM public.odd'
	captured
}

# Functions that a trigger must not call by mistake.
make_evil() {
	sql -c 'CREATE SCHEMA evil' \
		-c "CREATE FUNCTION evil.lastval() RETURNS bigint
			LANGUAGE sql AS 'SELECT 1::bigint'" \
		-c "CREATE FUNCTION evil.txid_current() RETURNS bigint
			LANGUAGE sql AS 'SELECT 1::bigint'" \
		-c "CREATE FUNCTION evil.row_to_json(anyelement) RETURNS json
			LANGUAGE sql AS 'SELECT NULL::json'" \
		-c "CREATE TABLE evil.shadowlog_changelog (x int)" \
		-c "GRANT USAGE ON SCHEMA evil TO PUBLIC"
}

test_sessions() {
	make_evil
	write_types 'SELECT' >"$T/want"
	for setting in "datestyle = 'SQL, DMY'" "datestyle = 'German'" \
		'extra_float_digits = -15' "intervalstyle = 'sql_standard'" \
		"intervalstyle = 'postgres_verbose'" \
		'quote_all_identifiers = on' 'search_path = evil, pg_catalog' \
		"xmloption = document" "client_encoding = 'LATIN1'"; do
		write_types "SET $setting" >"$T/got"
		same_file "$T/got" "$T/want" "the same with $setting"
	done
	# Two settings change how a value is written, but not what it says; the
	# poller reads both.
	write_types "SET timezone = 'Asia/Kathmandu'" |
		sed 's/2024-07-01T17:45:00+05:45/2024-07-01T12:00:00+00:00/' \
			>"$T/got"
	same_file "$T/got" "$T/want" \
		'the same instant in another time zone, with its offset'
	write_types "SET bytea_output = 'escape'" |
		sed -e 's/"\\\\000\\\\377\\\\\\\\a"/"\\\\x00ff5c61"/' \
			-e 's/"b":""/"b":"\\\\x"/' >"$T/got"
	same_file "$T/got" "$T/want" "the same bytes with bytea_output = 'escape'"
	if [ "$(sql -c 'SHOW server_version_num')" -ge 120000 ]; then
		has "$(cat "$T/want")" '{"id":1,"r":0.1,"d":0.1}' \
			'floats are the shortest'
	else
		has "$(cat "$T/want")" \
			'{"id":1,"r":0.100000001,"d":0.100000000000000006}' \
			'floats have all their digits'
	fi
	has "$(cat "$T/want")" '"i":"P1Y2M-3DT4H5M6.7S"' 'intervals are ISO 8601'
	has "$(cat "$T/want")" '"c":"public.plain"' 'a regclass has its schema'
}

# ---- the application does not notice ----

test_application() {
	is "$(as "$app" -c "INSERT INTO orders (id, note) VALUES (1, 'a'), (2, 'b')
		RETURNING id")" "1${nl}2" 'RETURNING gives the rows'
	is "$(as "$app" -c '\set QUIET off' \
		-c "UPDATE orders SET note = 'c'" -c 'DELETE FROM orders')" \
		"UPDATE 2${nl}DELETE 2" 'row counts are the application'"'"'s own'
	sql -c "SELECT setval('orders_id_seq', 41)" \
		-c "SELECT setval('shadowlog.shadowlog_changelog_seq_seq', 5000)" \
		>"$T/out"
	is "$(as "$app" -c "INSERT INTO orders (note) VALUES ('x')" \
		-c 'SELECT lastval()' -c "SELECT currval('orders_id_seq')")" \
		"42${nl}42" 'lastval() and currval() after an INSERT'
	is "$(as "$app" -c "INSERT INTO orders (note) VALUES ('y'), ('z')" \
		-c "UPDATE orders SET note = 'w'" -c 'DELETE FROM stock' \
		-c "INSERT INTO stock VALUES (9, 'x', 1)" -c 'SELECT lastval()')" \
		44 'lastval() after writes to other tables'
	as "$app" >"$T/out" 2>&1 <<-'END'
	BEGIN;
	INSERT INTO orders (note) VALUES ('s');
	SAVEPOINT s;
	INSERT INTO orders (note) VALUES ('t');
	ROLLBACK TO s;
	INSERT INTO stock VALUES (10, 'x', 1);
	SELECT lastval();
	COMMIT;
	END
	is "$(cat "$T/out")" 46 'lastval() across a savepoint'
	ok 'a session without any sequence writes, too' \
		as "$app" -c "INSERT INTO stock VALUES (11, 'x', 1)"
	sql -c "CREATE SEQUENCE other MAXVALUE 9223372036854775807" \
		-c "SELECT setval('other', 9223372036854775806)" >"$T/out"
	is "$(sql -c "SELECT nextval('other')" \
		-c "INSERT INTO stock VALUES (12, 'x', 1)" \
		-c "INSERT INTO stock VALUES (13, 'x', 1)" -c 'SELECT lastval()')" \
		"9223372036854775807${nl}9223372036854775807" \
		'lastval() at the very end of a sequence'
	is "$(as "$app" -c "SELECT nextval('orders_id_seq')" \
		-c "DISCARD SEQUENCES" -c "INSERT INTO stock VALUES (14, 'x', 1)" \
		-c 'SELECT count(*) FROM stock WHERE site = 14')" "47${nl}1" \
		'a session that discarded its sequences writes, too'
	captured >"$T/out"
}

test_own_triggers() {
	sql -c "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS \$\$
		BEGIN
			IF NEW.note IS DISTINCT FROM 'touched' THEN
				UPDATE orders SET note = 'touched'
				 WHERE id = NEW.id;
			END IF;
			RETURN NULL;
		END \$\$" \
		-c 'CREATE TRIGGER aa_touch AFTER INSERT ON orders
			FOR EACH ROW EXECUTE PROCEDURE touch()' \
		-c "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS \$\$
			BEGIN NEW.note := upper(NEW.note); RETURN NEW; END \$\$" \
		-c 'CREATE TRIGGER zz_shout BEFORE INSERT ON orders
			FOR EACH ROW EXECUTE PROCEDURE shout()'
	as "$app" -c "INSERT INTO orders (id, note) VALUES (500, 'x')"
	is "$(captured)" 'I - {"id":500,"note":"X","total":null}
U {"id":500,"note":"X","total":null} {"id":500,"note":"touched","total":null}' \
		'a change comes before what a trigger of its own makes of it'
	sql -c 'DROP TRIGGER aa_touch ON orders' \
		-c 'DROP TRIGGER zz_shout ON orders'
}

test_closed() {
	sql -c 'ALTER TABLE shadowlog.shadowlog_changelog RENAME TO away'
	not_ok 'a change that cannot be recorded fails' \
		as "$app" -c "INSERT INTO orders (id) VALUES (600)"
	sql -c 'ALTER TABLE shadowlog.away RENAME TO shadowlog_changelog'
	is "$(sql -c 'SELECT count(*) FROM orders WHERE id = 600')" 0 \
		'and has not happened'
}

# ---- rights ----

may() {
	if as "$1" -c "$2" >"$T/out" 2>&1; then
		echo yes
	else
		grep -q 'permission denied' "$T/out" && echo no
	fi
}

test_application_rights() {
	for table in changelog shape meta lease; do
		is "$(may "$app" "SELECT * FROM shadowlog.shadowlog_$table")" no \
			"the application's user cannot read the $table"
	done
	sql -c "GRANT CREATE ON SCHEMA public TO $app"
	as "$app" -c 'CREATE TABLE mine (id int)'
	fn=$(sql -c "SELECT proname FROM pg_proc WHERE proname LIKE 'shadowlog%i'
		AND pronargs = 0 AND proname <> 'shadowlog_identity' LIMIT 1")
	is "$(may "$app" "CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW
		EXECUTE PROCEDURE shadowlog.$fn()")" no \
		'nor hang a function of ours on a table of its own'
}

test_poller_rights() {
	generate grants --role "$poller" >"$T/grants.sql"
	ok 'grants are given' sql -f "$T/grants.sql" -f "$T/grants.sql"
	as "$app" -c "INSERT INTO stock VALUES (20, 'x', 1)"
	s=shadowlog.shadowlog
	while IFS='|' read -r want what; do
		is "$(may "$poller" "$what")" "$want" \
			"the poller may: $want, $what"
	done <<-END
	yes|SELECT * FROM ${s}_changelog
	yes|DELETE FROM ${s}_changelog
	no|INSERT INTO ${s}_changelog (op) VALUES ('I')
	no|UPDATE ${s}_changelog SET op = 'I'
	no|TRUNCATE ${s}_changelog
	yes|SELECT * FROM ${s}_shape
	no|DELETE FROM ${s}_shape
	no|UPDATE ${s}_shape SET version = 1
	no|INSERT INTO ${s}_shape (shape) VALUES (1)
	yes|SELECT * FROM ${s}_meta
	no|UPDATE ${s}_meta SET id = 1
	no|DELETE FROM ${s}_meta
	yes|SELECT * FROM ${s}_lease
	yes|UPDATE ${s}_lease SET token = token
	no|DELETE FROM ${s}_lease
	no|INSERT INTO ${s}_lease VALUES (2)
	yes|SELECT ${s}_identity()
	no|SELECT nextval('${s}_changelog_seq_seq')
	no|SELECT setval('${s}_lastval', 1)
	no|CREATE TABLE shadowlog.x (id int)
	no|SELECT * FROM public.orders
	END
	is "$(sql -c "SELECT count(*) FROM information_schema.table_privileges
		WHERE grantee = '$poller'")" 6 'and has no right besides'
}

test_install_rights() {
	not_ok 'an install by someone else is refused as a whole' \
		as "$app" -f "$T/install.sql"
}

# ---- names that nobody would choose ----

test_hostile() {
	tables=$TOP/tests/golden/hostile.tables
	cat >"$T/hostile.sql" <<-'END'
	CREATE SCHEMA "odd ""schema""";
	CREATE TABLE "odd ""schema"""."it's [a] `table`; --
	*/ /* \" (
		"a""b'c`d]e\" int PRIMARY KEY,
		"line
	END
	printf 'end\r\ttab" text,\n' >>"$T/hostile.sql"
	cat >>"$T/hostile.sql" <<-'END'
		"select" text,
		"$shadowlog$" json,
		"$shadowlog_1$" json,
		"{{new_image}}" text,
		"größe €" text,
	END
	printf '"\001\002\003" text,\n' >>"$T/hostile.sql"
	cat >>"$T/hostile.sql" <<-'END'
		"-- '); DROP TABLE x" varchar(9),
		":name ? %s %n" text,
		a23456789_123456789_123456789_123456789_123456789_123456789_123 int
	);
	CREATE TABLE public."order" ("group" int PRIMARY KEY, "table" text);
	END
	# An install keeps to the layout it was given, tabs in names too.
	sql -f "$T/hostile.sql"
	generate install "$tables" >"$T/install_hostile.sql"
	ok 'hostile names are installed' sql -f "$T/install_hostile.sql"
	cat >"$T/write.sql" <<-'END'
	INSERT INTO "odd ""schema"""."it's [a] `table`; --
	*/ /* \" ("a""b'c`d]e\", "$shadowlog$", ":name ? %s %n")
	VALUES (1, '1', 'x');
	INSERT INTO public."order" VALUES (1, 'y');
	END
	ok 'and written to' sql -f "$T/write.sql"
	is "$(captured | sed 's/,"line.*null,"\$shadowlog\$/..."$shadowlog$/')" \
		"I - {\"a\\\"b'c\`d]e\\\\\":1...\"\$shadowlog\$\":1,\"\$shadowlog_1\$\":null,\"{{new_image}}\":null,\"größe €\":null,\"\\u0001\\u0002\\u0003\":null,\"-- '); DROP TABLE x\":null,\":name ? %s %n\":\"x\",\"a23456789_123456789_123456789_123456789_123456789_123456789_123\":null}${tab}number${tab}
I - {\"group\":1,\"table\":\"y\"}" 'and captured'
	sql -c "SELECT description FROM shadowlog.shadowlog_shape
		WHERE table_schema LIKE 'odd%'" >"$T/description"
	generate install "$T/description" >"$T/again.sql"
	ok 'what the registry holds makes the same triggers' \
		sh -c "sed '/^-- Table public.order/,\$d' '$T/install_hostile.sql' |
			sed -e :a -e '/^\n*\$/{\$d;N;ba' -e '}' |
			cmp - '$T/again.sql'"
	generate uninstall "$tables" >"$T/uninstall_hostile.sql"
	ok 'and uninstalled' sql -f "$T/uninstall_hostile.sql"
}

# ---- partitions ----

test_partitions() {
	if [ "$(sql -c 'SHOW server_version_num')" -lt 110000 ]; then
		skip 'a partitioned table' 'no triggers on such before 11'
		return
	fi
	sql -c 'CREATE TABLE parts (id int, region int, PRIMARY KEY (id, region))
			PARTITION BY LIST (region)' \
		-c 'CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)'
	cat >"$T/parts" <<-'END'
	shadowlog-tables 1
	table public.parts
	  column id     integer as int key 1
	  column region integer as int key 2
	END
	generate install <"$T/parts" >"$T/parts.sql"
	ok 'a partitioned table is installed' sql -f "$T/parts.sql" \
		-f "$T/parts.sql"
	sql -c 'CREATE TABLE parts_2 (region int NOT NULL, id int NOT NULL)' \
		-c 'ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES IN (2)' \
		-c 'INSERT INTO parts VALUES (1, 1)' \
		-c 'INSERT INTO parts_2 (id, region) VALUES (2, 2)' \
		-c 'UPDATE parts SET region = 2 WHERE id = 1'
	is "$(captured)" 'I - {"id":1,"region":1}
I - {"region":2,"id":2}
D {"id":1,"region":1} -
I - {"region":2,"id":1}' \
		'its partitions are captured, and a row that moves between them'
	generate uninstall <"$T/parts" >"$T/unparts.sql"
	ok 'and uninstalled' sql -f "$T/unparts.sql"
}

# ---- uninstall ----

test_uninstall() {
	generate uninstall --changelog >"$T/drop.sql"
	not_ok 'the changelog does not go while a table is captured' \
		sql -f "$T/drop.sql"
	as "$app" -c "INSERT INTO stock VALUES (30, 'x', 1)"
	generate uninstall <"$T/tables" >"$T/uninstall.sql"
	ok 'uninstalled' sql -f "$T/uninstall.sql"
	ok 'and uninstalled again' sql -f "$T/uninstall.sql"
	is "$(sql -c "SELECT string_agg(table_name, ' ' ORDER BY table_name)
		FROM shadowlog.shadowlog_shape
		WHERE table_name IN ('orders', 'stock', 'lines', 'docs')")" \
		stock 'the layout of what was not delivered stays'
	ok 'the application goes on' \
		as "$app" -c "INSERT INTO stock VALUES (31, 'x', 1)"
	is "$(captured)" 'I - {"site":30,"bin":"x","quantity":1}' \
		'uncaptured'
	generate uninstall <"$T/types" >"$T/uninstall.sql"
	ok 'the last tables are uninstalled' sql -f "$T/uninstall.sql"
	ok 'and the changelog' sql -f "$T/drop.sql"
	is "$(objects)" '' 'nothing is left'
}

test_changelog
make_tables
test_install
test_mismatch
test_rows
test_transactions
test_ddl
test_json
make_types
test_sessions
test_application
test_own_triggers
test_closed
test_application_rights
test_poller_rights
test_install_rights
test_hostile
test_partitions
test_uninstall
done_testing
