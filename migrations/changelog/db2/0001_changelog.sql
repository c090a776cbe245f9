-- Shadowlog's changelog, version 1, for Db2 LUW 9.7 and later.
--
-- Run it in the database whose tables are to be captured, as a DBA:
--
--	db2 connect to DATABASE
--	db2 -td@ -s -f this-file.sql
--
-- It makes one schema, SHADOWLOG, with four tables, one sequence, two variables
-- and two functions, and touches nothing else.  Running it again changes nothing.
--
-- On Db2 for i and for z/OS the same objects do, made by hand: the blocks below
-- ask the catalogue of LUW what is there.

BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.schemata
	                WHERE schemaname = 'SHADOWLOG') THEN
		EXECUTE IMMEDIATE 'CREATE SCHEMA shadowlog';
	END IF;
END@

-- ORDER, because members of a cluster would have numbers of their own
-- otherwise, and the changes of one row lose their order.
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.sequences
	                WHERE seqschema = 'SHADOWLOG'
	                  AND seqname = 'SHADOWLOG_SEQ') THEN
		EXECUTE IMMEDIATE 'CREATE SEQUENCE shadowlog.shadowlog_seq
			AS BIGINT START WITH 1 INCREMENT BY 1 NO CYCLE
			CACHE 1000 ORDER';
	END IF;
END@

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         NULL: a trigger cannot know it
--	captured_at  UTC
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.tables
	                WHERE tabschema = 'SHADOWLOG'
	                  AND tabname = 'SHADOWLOG_CHANGELOG') THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_changelog (
			seq BIGINT NOT NULL PRIMARY KEY,
			shape INTEGER,
			op CHAR(1),
			txid BIGINT,
			captured_at TIMESTAMP,
			actor VARCHAR(255),
			context VARCHAR(2000),
			old_row CLOB(100M) INLINE LENGTH 1400,
			new_row CLOB(100M) INLINE LENGTH 1400
		)';
	END IF;
END@

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.tables
	                WHERE tabschema = 'SHADOWLOG'
	                  AND tabname = 'SHADOWLOG_SHAPE') THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_shape (
			shape INTEGER NOT NULL PRIMARY KEY,
			table_schema VARCHAR(128) NOT NULL,
			table_name VARCHAR(128) NOT NULL,
			version INTEGER NOT NULL,
			description CLOB(1M) NOT NULL,
			trigger_hash VARCHAR(64) NOT NULL,
			installed_at TIMESTAMP NOT NULL
		)';
	END IF;
END@

-- Which poller drains the changelog, and until when it may (UTC).
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.tables
	                WHERE tabschema = 'SHADOWLOG'
	                  AND tabname = 'SHADOWLOG_LEASE') THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_lease (
			id INTEGER NOT NULL PRIMARY KEY,
			holder VARCHAR(255),
			token BIGINT NOT NULL,
			epoch VARCHAR(64),
			expires_at TIMESTAMP
		)';
	END IF;
END@

-- What this source is called by everyone who reads from it.
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.tables
	                WHERE tabschema = 'SHADOWLOG'
	                  AND tabname = 'SHADOWLOG_META') THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_meta (
			id INTEGER NOT NULL PRIMARY KEY,
			source_uuid VARCHAR(36) NOT NULL,
			schema_version INTEGER NOT NULL,
			engine_identity VARCHAR(512) NOT NULL,
			installed_at TIMESTAMP NOT NULL
		)';
	END IF;
END@

INSERT INTO shadowlog.shadowlog_lease (id, token)
SELECT 1, 0 FROM sysibm.sysdummy1
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_lease)@

-- The identity tells this database from others on the network.
INSERT INTO shadowlog.shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1, LOWER(HEX(GENERATE_UNIQUE())), 1, 'db2 ' || CURRENT SERVER,
       CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM sysibm.sysdummy1
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_meta)@

-- What a session can say of itself (option context of a table), and how it writes
-- without being captured (option bypass), where it may write these variables
-- (GRANT WRITE ON VARIABLE):
--
--	SET shadowlog.shadowlog_context = 'order 7'
--	SET shadowlog.shadowlog_bypass = 'on'
--
-- Let those have the second one alone who are meant to.  Each session has its
-- own values.
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.variables
	                WHERE varschema = 'SHADOWLOG'
	                  AND varname = 'SHADOWLOG_CONTEXT') THEN
		EXECUTE IMMEDIATE 'CREATE VARIABLE shadowlog.shadowlog_context
			VARCHAR(1000)';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM syscat.variables
	                WHERE varschema = 'SHADOWLOG'
	                  AND varname = 'SHADOWLOG_BYPASS') THEN
		EXECUTE IMMEDIATE 'CREATE VARIABLE shadowlog.shadowlog_bypass
			VARCHAR(30)';
	END IF;
END@

-- From where a session comes, by which program, and what it says of itself: that
-- variable or, without it, what the client's driver set as accounting string.
CREATE OR REPLACE FUNCTION shadowlog.shadowlog_lines ()
RETURNS VARCHAR(2000)
LANGUAGE SQL NOT DETERMINISTIC NO EXTERNAL ACTION READS SQL DATA
BEGIN ATOMIC
	DECLARE lines VARCHAR(2000);
	SET lines = COALESCE(CHR(10) || 'host='
			|| NULLIF(RTRIM(SYSIBM.CLIENT_HOST), ''), '')
		|| COALESCE(CHR(10) || 'program='
			|| NULLIF(RTRIM(CURRENT CLIENT_APPLNAME), ''), '')
		|| COALESCE(CHR(10) || 'text='
			|| COALESCE(shadowlog.shadowlog_context,
				NULLIF(RTRIM(CURRENT CLIENT_ACCTNG), '')), '');
	IF lines = '' THEN
		RETURN NULL;
	END IF;
	RETURN SUBSTR(lines, 2);
END@

-- Db2 prints 15 or 16 digits of a double, which is not always all of it.  This
-- is the number itself: 0.1 is '28823037615171176p-58', that many times 2 to
-- the power of -58.  Between 2^53 and 2^56 every double is whole; it is brought
-- there in two steps, so that neither power is more than a double can be.
CREATE OR REPLACE FUNCTION shadowlog.shadowlog_double (given DOUBLE)
RETURNS VARCHAR(40)
LANGUAGE SQL DETERMINISTIC NO EXTERNAL ACTION CONTAINS SQL
BEGIN ATOMIC
	DECLARE exponent INTEGER;
	IF given IS NULL THEN
		RETURN NULL;
	END IF;
	IF given = 0 THEN
		RETURN '0';
	END IF;
	SET exponent = INTEGER(FLOOR(LN(ABS(given)) / LN(DOUBLE(2)))) - 54;
	RETURN VARCHAR(BIGINT(given * POWER(DOUBLE(2), -exponent / 2)
		* POWER(DOUBLE(2), -exponent + exponent / 2)))
		|| 'p' || VARCHAR(exponent);
END@

-- It reads nothing and writes nothing: anyone may call it.
GRANT EXECUTE ON FUNCTION shadowlog.shadowlog_double TO PUBLIC@

COMMIT@
