-- Shadowlog's changelog, version 1, for PostgreSQL 9.4 and later.
--
-- Run it in the database whose tables are to be captured, as the role that
-- will own the changelog and run the installs (a superuser or the owner of the
-- database):
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- It makes one schema, shadowlog, with four small tables, one sequence and one
-- function, and touches nothing else.  All or nothing: it is one transaction.
-- Running it again changes nothing.

BEGIN;

CREATE SCHEMA IF NOT EXISTS shadowlog;
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
--	old_row      the row before, as JSON text; NULL for I and T
--	new_row      the row after; NULL for D and T
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.  The sequence hands
-- out numbers one by one (CACHE 1, the default).  Do not raise that: sessions
-- would then hold numbers back, and changes of one row would lose their order.
CREATE TABLE IF NOT EXISTS shadowlog.shadowlog_changelog (
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
);

-- Long rows are compressed, and lz4 (14, where the server was built with it)
-- takes a quarter of the time that the default takes.
DO $shadowlog$
DECLARE
	part text;
BEGIN
	FOR part IN
		SELECT a.attname
		  FROM pg_attribute AS a
		 WHERE a.attrelid = 'shadowlog.shadowlog_changelog'::regclass
		   AND a.attname IN ('old_row', 'new_row')
		   AND row_to_json(a) ->> 'attcompression' = ''
	LOOP
		EXECUTE 'ALTER TABLE shadowlog.shadowlog_changelog ALTER ' ||
			part || ' SET COMPRESSION lz4';
	END LOOP;
EXCEPTION WHEN feature_not_supported THEN
	NULL;
END
$shadowlog$;

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
CREATE TABLE IF NOT EXISTS shadowlog.shadowlog_shape (
	shape integer PRIMARY KEY,
	table_schema text NOT NULL,
	table_name text NOT NULL,
	version integer NOT NULL,
	description text NOT NULL,
	trigger_hash text NOT NULL,
	installed_at timestamp with time zone NOT NULL
);

-- Which poller drains the changelog, and until when it may.
CREATE TABLE IF NOT EXISTS shadowlog.shadowlog_lease (
	id integer PRIMARY KEY CHECK (id = 1),
	holder text,
	token bigint NOT NULL,
	epoch text,
	expires_at timestamp with time zone
);

INSERT INTO shadowlog.shadowlog_lease (id, token)
SELECT 1, 0
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_lease);

-- Which database this is: another cluster, or a copy of the database under
-- another name, has another identity.  pg_control_system() came with 9.6.
CREATE OR REPLACE FUNCTION shadowlog.shadowlog_identity() RETURNS text
LANGUAGE plpgsql STABLE AS $shadowlog$
DECLARE
	cluster text;
	base text;
BEGIN
	SELECT oid INTO base
	  FROM pg_catalog.pg_database
	 WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database();
	BEGIN
		SELECT system_identifier INTO cluster
		  FROM pg_catalog.pg_control_system();
	EXCEPTION WHEN undefined_function OR insufficient_privilege THEN
		cluster := 'postgresql';
	END;
	RETURN pg_catalog.concat(cluster, '/', base);
END
$shadowlog$;

-- What this source is called by everyone who reads from it.
CREATE TABLE IF NOT EXISTS shadowlog.shadowlog_meta (
	id integer PRIMARY KEY CHECK (id = 1),
	source_uuid text NOT NULL,
	schema_version integer NOT NULL,
	engine_identity text NOT NULL,
	installed_at timestamp with time zone NOT NULL
);

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
-- Unlogged where that exists (15): it need not survive a crash.  Everybody may
-- read it, because lastval() asks for that right.
DO $shadowlog$
BEGIN
	IF to_regclass('shadowlog.shadowlog_lastval') IS NULL THEN
		EXECUTE CASE
			WHEN current_setting('server_version_num')::int >= 150000
			THEN 'CREATE UNLOGGED SEQUENCE '
			ELSE 'CREATE SEQUENCE '
		END || 'shadowlog.shadowlog_lastval
			MINVALUE -9223372036854775807
			MAXVALUE 9223372036854775807
			START 1 CYCLE';
	END IF;
END
$shadowlog$;
GRANT SELECT ON SEQUENCE shadowlog.shadowlog_lastval TO PUBLIC;

COMMIT;
