-- Shadowlog's changelog, version 1, for Oracle 9i Release 2 to 23.
--
-- Run it as a DBA, in the database (from 12c on: in the pluggable database)
-- whose tables are to be captured, with SQL*Plus or SQLcl:
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- A user SHADOWLOG owns all of it.  It has to be there; nobody needs to log in
-- as it:
--
--	CREATE USER shadowlog IDENTIFIED BY "..." ACCOUNT LOCK
--		QUOTA UNLIMITED ON users;
--
-- This makes four tables, one sequence and one package in its schema, and
-- touches nothing else.  Running it again changes nothing.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

-- ORDER, because on RAC each instance would have numbers of its own otherwise,
-- and the changes of one row lose their order.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_sequences
	 WHERE sequence_owner = 'SHADOWLOG' AND sequence_name = 'SHADOWLOG_SEQ';
	IF n = 0 THEN
		EXECUTE IMMEDIATE 'CREATE SEQUENCE shadowlog.shadowlog_seq
			START WITH 1 INCREMENT BY 1 NOCYCLE CACHE 1000 ORDER';
	END IF;
END;
/

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         DBMS_TRANSACTION.LOCAL_TRANSACTION_ID
--	captured_at  UTC
--	actor, context  free for use by the site; the triggers leave them NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_tables
	 WHERE owner = 'SHADOWLOG' AND table_name = 'SHADOWLOG_CHANGELOG';
	IF n = 0 THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_changelog (
			seq NUMBER(19) NOT NULL
				CONSTRAINT shadowlog_changelog_key PRIMARY KEY,
			shape NUMBER(10),
			op CHAR(1),
			txid VARCHAR2(64),
			captured_at TIMESTAMP(6),
			actor VARCHAR2(255),
			context VARCHAR2(255),
			old_row CLOB,
			new_row CLOB
		)';
	END IF;
END;
/

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_tables
	 WHERE owner = 'SHADOWLOG' AND table_name = 'SHADOWLOG_SHAPE';
	IF n = 0 THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_shape (
			shape NUMBER(10) NOT NULL
				CONSTRAINT shadowlog_shape_key PRIMARY KEY,
			table_schema VARCHAR2(128) NOT NULL,
			table_name VARCHAR2(128) NOT NULL,
			version NUMBER(10) NOT NULL,
			description CLOB NOT NULL,
			trigger_hash VARCHAR2(64) NOT NULL,
			installed_at TIMESTAMP(6) NOT NULL
		)';
	END IF;
END;
/

-- Which poller drains the changelog, and until when it may (UTC).
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_tables
	 WHERE owner = 'SHADOWLOG' AND table_name = 'SHADOWLOG_LEASE';
	IF n = 0 THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_lease (
			id NUMBER(10) NOT NULL
				CONSTRAINT shadowlog_lease_key PRIMARY KEY,
			holder VARCHAR2(255),
			token NUMBER(19) NOT NULL,
			epoch VARCHAR2(64),
			expires_at TIMESTAMP(6)
		)';
	END IF;
END;
/

-- What this source is called by everyone who reads from it.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_tables
	 WHERE owner = 'SHADOWLOG' AND table_name = 'SHADOWLOG_META';
	IF n = 0 THEN
		EXECUTE IMMEDIATE 'CREATE TABLE shadowlog.shadowlog_meta (
			id NUMBER(10) NOT NULL
				CONSTRAINT shadowlog_meta_key PRIMARY KEY,
			source_uuid VARCHAR2(36) NOT NULL,
			schema_version NUMBER(10) NOT NULL,
			engine_identity VARCHAR2(512) NOT NULL,
			installed_at TIMESTAMP(6) NOT NULL
		)';
	END IF;
END;
/

INSERT INTO shadowlog.shadowlog_lease (id, token)
SELECT 1, 0 FROM dual
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_lease);

-- The identity tells this database from a copy of it, and from what an import
-- makes of it.
INSERT INTO shadowlog.shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1,
       LOWER(SUBSTR(g.id, 1, 8) || '-' || SUBSTR(g.id, 9, 4) || '-'
	|| SUBSTR(g.id, 13, 4) || '-' || SUBSTR(g.id, 17, 4) || '-'
	|| SUBSTR(g.id, 21)),
       1,
       'oracle ' || SYS_CONTEXT('USERENV', 'DB_NAME') || '/'
	|| SYS_CONTEXT('USERENV', 'DB_DOMAIN') || '/'
	|| TO_CHAR(u.created, 'YYYY-MM-DD"T"HH24:MI:SS',
		'NLS_CALENDAR=GREGORIAN'),
       SYS_EXTRACT_UTC(SYSTIMESTAMP)
  FROM all_users u, (SELECT RAWTOHEX(SYS_GUID()) AS id FROM dual) g
 WHERE u.username = 'SHADOWLOG'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_meta);
COMMIT;

-- What the triggers call.  It keeps no state, so that a session does not notice
-- when it is made again.
CREATE OR REPLACE PACKAGE shadowlog.shadowlog_write AS
	PROCEDURE inserted(shape NUMBER, new_row VARCHAR2);
	PROCEDURE inserted(shape NUMBER, new_row CLOB);
	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row VARCHAR2);
	PROCEDURE updated(shape NUMBER, old_row CLOB, new_row CLOB);
	PROCEDURE deleted(shape NUMBER, old_row VARCHAR2);
	PROCEDURE deleted(shape NUMBER, old_row CLOB);
	-- A long text as a literal, and bytes as hex digits.
	FUNCTION quoted(value CLOB) RETURN CLOB;
	FUNCTION hex(value BLOB) RETURN CLOB;
END;
/
SHOW ERRORS

CREATE OR REPLACE PACKAGE BODY shadowlog.shadowlog_write AS
	PROCEDURE put(layout NUMBER, what VARCHAR2, before VARCHAR2,
		after VARCHAR2) IS
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row, new_row)
		VALUES (shadowlog.shadowlog_seq.NEXTVAL, layout, what,
			DBMS_TRANSACTION.LOCAL_TRANSACTION_ID,
			SYS_EXTRACT_UTC(SYSTIMESTAMP), before, after);
	END;

	PROCEDURE put_long(layout NUMBER, what VARCHAR2, before CLOB,
		after CLOB) IS
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row, new_row)
		VALUES (shadowlog.shadowlog_seq.NEXTVAL, layout, what,
			DBMS_TRANSACTION.LOCAL_TRANSACTION_ID,
			SYS_EXTRACT_UTC(SYSTIMESTAMP), before, after);
	END;

	-- SQL takes strings of at most 4,000 bytes, PL/SQL has 32,767.
	FUNCTION fits(value VARCHAR2) RETURN BOOLEAN IS
	BEGIN
		RETURN value IS NULL OR LENGTHB(value) <= 4000;
	END;

	PROCEDURE inserted(shape NUMBER, new_row VARCHAR2) IS
	BEGIN
		IF fits(new_row) THEN
			put(shape, 'I', NULL, new_row);
		ELSE
			put_long(shape, 'I', NULL, TO_CLOB(new_row));
		END IF;
	END;

	PROCEDURE inserted(shape NUMBER, new_row CLOB) IS
	BEGIN
		put_long(shape, 'I', NULL, new_row);
	END;

	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row VARCHAR2) IS
	BEGIN
		IF fits(old_row) AND fits(new_row) THEN
			put(shape, 'U', old_row, new_row);
		ELSE
			put_long(shape, 'U', TO_CLOB(old_row), TO_CLOB(new_row));
		END IF;
	END;

	PROCEDURE updated(shape NUMBER, old_row CLOB, new_row CLOB) IS
	BEGIN
		put_long(shape, 'U', old_row, new_row);
	END;

	PROCEDURE deleted(shape NUMBER, old_row VARCHAR2) IS
	BEGIN
		IF fits(old_row) THEN
			put(shape, 'D', old_row, NULL);
		ELSE
			put_long(shape, 'D', TO_CLOB(old_row), NULL);
		END IF;
	END;

	PROCEDURE deleted(shape NUMBER, old_row CLOB) IS
	BEGIN
		put_long(shape, 'D', old_row, NULL);
	END;

	FUNCTION quoted(value CLOB) RETURN CLOB IS
	BEGIN
		IF value IS NULL THEN
			RETURN TO_CLOB('NULL');
		END IF;
		IF DBMS_LOB.GETLENGTH(value) = 0 THEN
			RETURN TO_CLOB('''''');
		END IF;
		RETURN TO_CLOB('''') || REPLACE(value, '''', '''''')
			|| TO_CLOB('''');
	END;

	FUNCTION hex(value BLOB) RETURN CLOB IS
		digits CLOB;
		piece VARCHAR2(32000);
		place NUMBER := 1;
		total NUMBER := DBMS_LOB.GETLENGTH(value);
	BEGIN
		IF value IS NULL THEN
			RETURN TO_CLOB('NULL');
		END IF;
		DBMS_LOB.CREATETEMPORARY(digits, TRUE, DBMS_LOB.CALL);
		WHILE place <= total LOOP
			piece := RAWTOHEX(DBMS_LOB.SUBSTR(value, 16000, place));
			DBMS_LOB.WRITEAPPEND(digits, LENGTH(piece), piece);
			place := place + 16000;
		END LOOP;
		RETURN digits;
	END;
END;
/
SHOW ERRORS

-- An invalid package would fail every write of the application later on.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_objects
	 WHERE owner = 'SHADOWLOG' AND object_name = 'SHADOWLOG_WRITE'
	   AND status = 'VALID';
	IF n <> 2 THEN
		RAISE_APPLICATION_ERROR(-20001,
			'shadowlog: package SHADOWLOG_WRITE did not compile');
	END IF;
END;
/
