-- Shadowlog's changelog, version 1, for PostgreSQL 8.4 to 9.3.
--
-- Run it in the database whose tables are to be captured, as the role that
-- will own the changelog and run the installs (a superuser or the owner of the
-- database).  In 8.4 the language PL/pgSQL has to be there: CREATE LANGUAGE
-- plpgsql.
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- It makes one schema, shadowlog, with four small tables, one sequence and one
-- function, and touches nothing else.  All or nothing: it is one transaction.
-- Running it again changes nothing.

SET standard_conforming_strings = on;

BEGIN;

-- Until 9.1 a table cannot be made only where it is not there yet.
CREATE FUNCTION pg_temp.shadowlog_make(name text, statement text)
RETURNS void LANGUAGE plpgsql AS $shadowlog$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_class AS c
		JOIN pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'shadowlog' AND c.relname = name)
	   AND NOT EXISTS (SELECT 1 FROM pg_namespace AS n
		WHERE n.nspname = name) THEN
		EXECUTE statement;
	END IF;
END
$shadowlog$;

SELECT pg_temp.shadowlog_make('shadowlog', 'CREATE SCHEMA shadowlog');
REVOKE ALL ON SCHEMA shadowlog FROM PUBLIC;
COMMENT ON SCHEMA shadowlog IS
	'Shadowlog: row changes captured by triggers, drained by a poller';

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete, T truncate
--	txid         txid_current() of the transaction
--	captured_at  clock_timestamp()
--	actor, context  free for use by the site; the triggers leave them NULL
--	old_row      the row before: its values, each ended by a comma, strings
--	             with their length in front; NULL for I and T
--	new_row      the row after; NULL for D and T
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.  The sequence hands
-- out numbers one by one (CACHE 1, the default).  Do not raise that: sessions
-- would then hold numbers back, and changes of one row would lose their order.
SELECT pg_temp.shadowlog_make('shadowlog_changelog', $shadowlog$
CREATE TABLE shadowlog.shadowlog_changelog (
	seq bigserial PRIMARY KEY,
	shape integer,
	op text,
	txid bigint,
	captured_at timestamp with time zone,
	actor text,
	context text,
	old_row text,
	new_row text
) WITH (
	-- Rows come and go: vacuum by their number, not by a share of the table.
	autovacuum_vacuum_scale_factor = 0,
	autovacuum_vacuum_threshold = 20000
)$shadowlog$);

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
SELECT pg_temp.shadowlog_make('shadowlog_shape', $shadowlog$
CREATE TABLE shadowlog.shadowlog_shape (
	shape integer PRIMARY KEY,
	table_schema text NOT NULL,
	table_name text NOT NULL,
	version integer NOT NULL,
	description text NOT NULL,
	trigger_hash text NOT NULL,
	installed_at timestamp with time zone NOT NULL
)$shadowlog$);

-- Which poller drains the changelog, and until when it may.
SELECT pg_temp.shadowlog_make('shadowlog_lease', $shadowlog$
CREATE TABLE shadowlog.shadowlog_lease (
	id integer PRIMARY KEY CHECK (id = 1),
	holder text,
	token bigint NOT NULL,
	epoch text,
	expires_at timestamp with time zone
)$shadowlog$);

INSERT INTO shadowlog.shadowlog_lease (id, token)
SELECT 1, 0
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_lease);

-- Which database this is: a copy of it under another name has another identity.
CREATE OR REPLACE FUNCTION shadowlog.shadowlog_identity() RETURNS text
LANGUAGE sql STABLE AS $shadowlog$
	SELECT 'postgresql/' || d.oid::text || '/' || d.datname
	  FROM pg_catalog.pg_database AS d
	 WHERE d.datname = pg_catalog.current_database()
$shadowlog$;

-- What this source is called by everyone who reads from it.
SELECT pg_temp.shadowlog_make('shadowlog_meta', $shadowlog$
CREATE TABLE shadowlog.shadowlog_meta (
	id integer PRIMARY KEY CHECK (id = 1),
	source_uuid text NOT NULL,
	schema_version integer NOT NULL,
	engine_identity text NOT NULL,
	installed_at timestamp with time zone NOT NULL
)$shadowlog$);

INSERT INTO shadowlog.shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1,
       md5(random()::text || random()::text || clock_timestamp()::text ||
           pg_backend_pid()::text || txid_current()::text)::uuid::text,
       1,
       shadowlog.shadowlog_identity(),
       clock_timestamp()
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_meta);

-- lastval() gives the number that the session drew last, from whatever
-- sequence.  A trigger that draws one for the changelog would change what the
-- application then reads, so it remembers lastval() and puts it back by means
-- of this sequence.  Its own value means nothing; CYCLE, so that it never ends.
-- Everybody may read it, because lastval() asks for that right.
SELECT pg_temp.shadowlog_make('shadowlog_lastval', $shadowlog$
CREATE SEQUENCE shadowlog.shadowlog_lastval
	MINVALUE -9223372036854775807
	MAXVALUE 9223372036854775807
	START 1 CYCLE$shadowlog$);
GRANT SELECT ON SEQUENCE shadowlog.shadowlog_lastval TO PUBLIC;

DROP FUNCTION pg_temp.shadowlog_make(text, text);

COMMIT;
