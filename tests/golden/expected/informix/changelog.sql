-- Shadowlog's changelog, version 1, for Informix 11.70 and later.
--
-- Run it in the database whose tables are to be captured, as a DBA.  The
-- database has to be logged.
--
--	dbaccess -e DATABASE this-file.sql
--
-- It makes four tables, one sequence and seven routines, shadowlog_*, and touches
-- nothing else.  Running it again changes nothing.

CREATE SEQUENCE IF NOT EXISTS shadowlog_seq
	INCREMENT BY 1 START WITH 1 NOCYCLE NOCACHE ORDER;

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         NULL: a trigger cannot know it
--	captured_at  seconds since 1970, UTC
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.
CREATE TABLE IF NOT EXISTS shadowlog_changelog (
	seq BIGINT NOT NULL,
	shape INTEGER,
	op CHAR(1),
	txid BIGINT,
	captured_at BIGINT,
	actor VARCHAR(100),
	context LVARCHAR(1700),
	old_row LVARCHAR(16000),
	new_row LVARCHAR(16000),
	PRIMARY KEY (seq) CONSTRAINT shadowlog_changelog_key
) EXTENT SIZE 1024 NEXT SIZE 1024 LOCK MODE ROW;

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
CREATE TABLE IF NOT EXISTS shadowlog_shape (
	shape INTEGER NOT NULL,
	table_schema VARCHAR(32) NOT NULL,
	table_name VARCHAR(128) NOT NULL,
	version INTEGER NOT NULL,
	description LVARCHAR(30000) NOT NULL,
	trigger_hash VARCHAR(64) NOT NULL,
	installed_at BIGINT NOT NULL,
	PRIMARY KEY (shape) CONSTRAINT shadowlog_shape_key
) LOCK MODE ROW;

-- Which poller drains the changelog, and until when it may: seconds since 1970.
CREATE TABLE IF NOT EXISTS shadowlog_lease (
	id INTEGER NOT NULL,
	holder VARCHAR(128),
	token BIGINT NOT NULL,
	epoch VARCHAR(64),
	expires_at BIGINT,
	PRIMARY KEY (id) CONSTRAINT shadowlog_lease_key
) LOCK MODE ROW;

INSERT INTO shadowlog_lease (id, token)
SELECT 1, 0 FROM systables
 WHERE tabid = 1 AND NOT EXISTS (SELECT 1 FROM shadowlog_lease);

-- What this source is called by everyone who reads from it.
CREATE TABLE IF NOT EXISTS shadowlog_meta (
	id INTEGER NOT NULL,
	source_uuid VARCHAR(64) NOT NULL,
	schema_version INTEGER NOT NULL,
	engine_identity VARCHAR(254) NOT NULL,
	installed_at BIGINT NOT NULL,
	PRIMARY KEY (id) CONSTRAINT shadowlog_meta_key
) LOCK MODE ROW;

-- The name of the source: no two databases were made by one server in one
-- second by one session.  The identity tells this database from a copy.
INSERT INTO shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1,
       DBSERVERNAME || '-' || DBINFO('dbname') || '-'
	|| DBINFO('utc_current') || '-' || DBINFO('sessionid'),
       1, 'informix ' || DBSERVERNAME || '/' || DBINFO('dbname'),
       DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1 AND NOT EXISTS (SELECT 1 FROM shadowlog_meta);

-- What the triggers call.  An image that is too long would be cut without an
-- error, so it is one.
CREATE PROCEDURE IF NOT EXISTS shadowlog_put (layout INTEGER, what CHAR(1),
	before LVARCHAR(32000), after LVARCHAR(32000))
	IF OCTET_LENGTH(before) > 16000 OR OCTET_LENGTH(after) > 16000 THEN
		RAISE EXCEPTION -746, 0, 'shadowlog: the row is too large';
	END IF;
	INSERT INTO shadowlog_changelog
		(seq, shape, op, captured_at, old_row, new_row)
	VALUES (shadowlog_seq.NEXTVAL, layout, what, DBINFO('utc_current'),
		before, after);
END PROCEDURE;

-- What a session can say of itself (option context of a table), and how it writes
-- without being captured (option bypass), where its user may call these:
--
--	EXECUTE PROCEDURE shadowlog_context('order 7');
--	EXECUTE PROCEDURE shadowlog_bypass('on');
--
-- Grant the second one to those alone who are meant to.  Each session has its
-- own values.
CREATE PROCEDURE IF NOT EXISTS shadowlog_context (said LVARCHAR(1000))
	DEFINE GLOBAL shadowlog_text LVARCHAR(1000) DEFAULT NULL;
	LET shadowlog_text = said;
END PROCEDURE;

CREATE PROCEDURE IF NOT EXISTS shadowlog_bypass (said VARCHAR(30))
	DEFINE GLOBAL shadowlog_state VARCHAR(30) DEFAULT NULL;
	LET shadowlog_state = said;
END PROCEDURE;

CREATE FUNCTION IF NOT EXISTS shadowlog_bypassed () RETURNING CHAR(1);
	DEFINE GLOBAL shadowlog_state VARCHAR(30) DEFAULT NULL;
	IF shadowlog_state = 'on' THEN
		RETURN 't';
	END IF;
	RETURN 'f';
END FUNCTION;

-- From where the session comes, by which program (both as far as this version
-- of Informix knows them), and what it says of itself.
CREATE FUNCTION IF NOT EXISTS shadowlog_lines () RETURNING LVARCHAR(1700);
	DEFINE GLOBAL shadowlog_text LVARCHAR(1000) DEFAULT NULL;
	DEFINE host LVARCHAR(256);
	DEFINE program LVARCHAR(256);
	DEFINE lines LVARCHAR(1700);
	SELECT TRIM(s.hostname), TRIM(s.feprogram)
	  INTO host, program
	  FROM sysmaster:syssessions AS s
	 WHERE s.sid = DBINFO('sessionid');
	LET lines = '';
	IF LENGTH(host) > 0 THEN
		LET lines = lines || CHR(10) || 'host=' || host;
	END IF;
	IF LENGTH(program) > 0 THEN
		LET lines = lines || CHR(10) || 'program=' || program;
	END IF;
	IF LENGTH(shadowlog_text) > 0 THEN
		LET lines = lines || CHR(10) || 'text=' || shadowlog_text;
	END IF;
	IF LENGTH(lines) = 0 THEN
		RETURN NULL;
	END IF;
	RETURN SUBSTR(lines, 2);
END FUNCTION;

-- As shadowlog_put, with who is logged in, and from where.
CREATE PROCEDURE IF NOT EXISTS shadowlog_put_who (layout INTEGER, what CHAR(1),
	before LVARCHAR(32000), after LVARCHAR(32000), with_actor CHAR(1),
	with_context CHAR(1))
	DEFINE who VARCHAR(100);
	DEFINE lines LVARCHAR(1700);
	IF OCTET_LENGTH(before) > 16000 OR OCTET_LENGTH(after) > 16000 THEN
		RAISE EXCEPTION -746, 0, 'shadowlog: the row is too large';
	END IF;
	LET who = NULL;
	LET lines = NULL;
	IF with_actor = 't' THEN
		LET who = TRIM(USER);
	END IF;
	IF with_context = 't' THEN
		LET lines = shadowlog_lines();
	END IF;
	INSERT INTO shadowlog_changelog
		(seq, shape, op, captured_at, actor, context, old_row, new_row)
	VALUES (shadowlog_seq.NEXTVAL, layout, what, DBINFO('utc_current'),
		who, lines, before, after);
END PROCEDURE;

-- One marker for each statement of a session that bypasses capture.
CREATE PROCEDURE IF NOT EXISTS shadowlog_mark (layout INTEGER,
	with_actor CHAR(1), with_context CHAR(1))
	DEFINE who VARCHAR(100);
	DEFINE lines LVARCHAR(1700);
	IF shadowlog_bypassed() = 't' THEN
		LET who = NULL;
		LET lines = 'reason=bypass';
		IF with_actor = 't' THEN
			LET who = TRIM(USER);
		END IF;
		IF with_context = 't' THEN
			LET lines = NVL(lines || CHR(10) || shadowlog_lines(),
				lines);
		END IF;
		INSERT INTO shadowlog_changelog
			(seq, shape, op, captured_at, actor, context)
		VALUES (shadowlog_seq.NEXTVAL, layout, 'M',
			DBINFO('utc_current'), who, lines);
	END IF;
END PROCEDURE;

-- The triggers call them with the rights of their owner; nobody else may.
REVOKE EXECUTE ON shadowlog_put FROM PUBLIC;
REVOKE EXECUTE ON shadowlog_put_who FROM PUBLIC;
REVOKE EXECUTE ON shadowlog_mark FROM PUBLIC;
REVOKE EXECUTE ON shadowlog_bypass FROM PUBLIC;
REVOKE ALL ON shadowlog_changelog FROM PUBLIC;
REVOKE ALL ON shadowlog_shape FROM PUBLIC;
REVOKE ALL ON shadowlog_lease FROM PUBLIC;
REVOKE ALL ON shadowlog_meta FROM PUBLIC;
