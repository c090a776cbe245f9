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
-- This makes four tables, one sequence, two packages and a procedure in its
-- schema, and two contexts, SHADOWLOG_CONTEXT and SHADOWLOG_BYPASS, and touches
-- nothing else.  (For those it needs CREATE ANY CONTEXT.)  Running it again
-- changes nothing.

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
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL
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
			context VARCHAR2(4000),
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
	PROCEDURE inserted(shape NUMBER, new_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE inserted(shape NUMBER, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE updated(shape NUMBER, old_row CLOB, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE deleted(shape NUMBER, old_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	PROCEDURE deleted(shape NUMBER, old_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL, from_where VARCHAR2 DEFAULT NULL);
	-- A row without images: what was not captured, and why.
	PROCEDURE marked(shape NUMBER, reason VARCHAR2, by_whom VARCHAR2,
		from_where VARCHAR2);
	-- The same for option fail open; it never fails itself.
	PROCEDURE failed(shape NUMBER, by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL);
	-- From where the session comes, by which program, and what it says of
	-- itself.
	FUNCTION session_lines RETURN VARCHAR2;
	-- How many bytes a long text has.
	FUNCTION bytes(value CLOB) RETURN NUMBER;
	-- A long text as a literal, and bytes as hex digits.
	FUNCTION quoted(value CLOB) RETURN CLOB;
	FUNCTION hex(value BLOB) RETURN CLOB;
END;
/
SHOW ERRORS

CREATE OR REPLACE PACKAGE BODY shadowlog.shadowlog_write AS
	PROCEDURE put(layout NUMBER, what VARCHAR2, before VARCHAR2,
		after VARCHAR2, by_whom VARCHAR2, from_where VARCHAR2) IS
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context,
			 old_row, new_row)
		VALUES (shadowlog.shadowlog_seq.NEXTVAL, layout, what,
			DBMS_TRANSACTION.LOCAL_TRANSACTION_ID,
			SYS_EXTRACT_UTC(SYSTIMESTAMP), by_whom, from_where,
			before, after);
	END;

	PROCEDURE put_long(layout NUMBER, what VARCHAR2, before CLOB,
		after CLOB, by_whom VARCHAR2, from_where VARCHAR2) IS
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context,
			 old_row, new_row)
		VALUES (shadowlog.shadowlog_seq.NEXTVAL, layout, what,
			DBMS_TRANSACTION.LOCAL_TRANSACTION_ID,
			SYS_EXTRACT_UTC(SYSTIMESTAMP), by_whom, from_where,
			before, after);
	END;

	-- SQL takes strings of at most 4,000 bytes, PL/SQL has 32,767.
	FUNCTION fits(value VARCHAR2) RETURN BOOLEAN IS
	BEGIN
		RETURN value IS NULL OR LENGTHB(value) <= 4000;
	END;

	PROCEDURE inserted(shape NUMBER, new_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		IF fits(new_row) THEN
			put(shape, 'I', NULL, new_row, by_whom, from_where);
		ELSE
			put_long(shape, 'I', NULL, TO_CLOB(new_row), by_whom,
				from_where);
		END IF;
	END;

	PROCEDURE inserted(shape NUMBER, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		put_long(shape, 'I', NULL, new_row, by_whom, from_where);
	END;

	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		IF fits(old_row) AND fits(new_row) THEN
			put(shape, 'U', old_row, new_row, by_whom, from_where);
		ELSE
			put_long(shape, 'U', TO_CLOB(old_row), TO_CLOB(new_row),
				by_whom, from_where);
		END IF;
	END;

	PROCEDURE updated(shape NUMBER, old_row VARCHAR2, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		put_long(shape, 'U', TO_CLOB(old_row), new_row, by_whom,
			from_where);
	END;

	PROCEDURE updated(shape NUMBER, old_row CLOB, new_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		put_long(shape, 'U', old_row, new_row, by_whom, from_where);
	END;

	PROCEDURE deleted(shape NUMBER, old_row VARCHAR2,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		IF fits(old_row) THEN
			put(shape, 'D', old_row, NULL, by_whom, from_where);
		ELSE
			put_long(shape, 'D', TO_CLOB(old_row), NULL, by_whom,
				from_where);
		END IF;
	END;

	PROCEDURE deleted(shape NUMBER, old_row CLOB,
		by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		put_long(shape, 'D', old_row, NULL, by_whom, from_where);
	END;

	PROCEDURE marked(shape NUMBER, reason VARCHAR2, by_whom VARCHAR2,
		from_where VARCHAR2) IS
		lines VARCHAR2(32000) := 'reason=' || reason;
	BEGIN
		IF from_where IS NOT NULL THEN
			lines := lines || CHR(10) || from_where;
		END IF;
		put(shape, 'M', NULL, NULL, by_whom, SUBSTRB(lines, 1, 4000));
	END;

	PROCEDURE failed(shape NUMBER, by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
	BEGIN
		marked(shape, 'failed', by_whom, from_where);
	EXCEPTION
		WHEN OTHERS THEN
			NULL;
	END;

	FUNCTION session_lines RETURN VARCHAR2 IS
		lines VARCHAR2(32000);
		module VARCHAR2(200);
		action VARCHAR2(200);
		text VARCHAR2(4000);
	BEGIN
		IF SYS_CONTEXT('USERENV', 'HOST') IS NOT NULL THEN
			lines := 'host=' || REPLACE(
				SYS_CONTEXT('USERENV', 'HOST'), CHR(10), ' ');
		END IF;
		DBMS_APPLICATION_INFO.READ_MODULE(module, action);
		IF module IS NOT NULL THEN
			lines := lines || CHR(10) || 'program='
				|| REPLACE(module, CHR(10), ' ');
		END IF;
		text := NVL(SYS_CONTEXT('SHADOWLOG_CONTEXT', 'TEXT', 4000),
			SYS_CONTEXT('USERENV', 'CLIENT_IDENTIFIER'));
		IF text IS NOT NULL THEN
			lines := lines || CHR(10) || 'text='
				|| SUBSTR(text, 1, 1000);
		END IF;
		RETURN SUBSTRB(LTRIM(lines, CHR(10)), 1, 4000);
	END;

	FUNCTION bytes(value CLOB) RETURN NUMBER IS
		total NUMBER := 0;
		place NUMBER := 1;
		size_in NUMBER := DBMS_LOB.GETLENGTH(value);
	BEGIN
		WHILE place <= size_in LOOP
			total := total
				+ LENGTHB(DBMS_LOB.SUBSTR(value, 8000, place));
			place := place + 8000;
		END LOOP;
		RETURN total;
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

-- What a session can say of itself (option context of a table), where its user
-- may call this:
--
--	BEGIN shadowlog.shadowlog_context('order 7'); END;
--
-- Who may not is known by what DBMS_SESSION.SET_IDENTIFIER says.
CREATE OR REPLACE PROCEDURE shadowlog.shadowlog_context(text VARCHAR2) AS
BEGIN
	DBMS_SESSION.SET_CONTEXT('SHADOWLOG_CONTEXT', 'TEXT', text);
END;
/
SHOW ERRORS
CREATE OR REPLACE CONTEXT shadowlog_context
	USING shadowlog.shadowlog_context;

-- How a session writes without being captured (option bypass of a table).  Let
-- those call it alone who are meant to:
--
--	BEGIN shadowlog.shadowlog_bypass.set_state('on'); END;
CREATE OR REPLACE PACKAGE shadowlog.shadowlog_bypass AS
	PROCEDURE set_state(state VARCHAR2);
	-- For the triggers: one marker for each transaction and layout.
	PROCEDURE mark(shape NUMBER, by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL);
END;
/
SHOW ERRORS

CREATE OR REPLACE PACKAGE BODY shadowlog.shadowlog_bypass AS
	PROCEDURE set_state(state VARCHAR2) IS
	BEGIN
		DBMS_SESSION.SET_CONTEXT('SHADOWLOG_BYPASS', 'STATE', state);
	END;

	PROCEDURE mark(shape NUMBER, by_whom VARCHAR2 DEFAULT NULL,
		from_where VARCHAR2 DEFAULT NULL) IS
		name VARCHAR2(30) := 'MARKED_' || TO_CHAR(shape, 'TM9');
		this VARCHAR2(64) := DBMS_TRANSACTION.LOCAL_TRANSACTION_ID;
	BEGIN
		IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', name), ' ') = this THEN
			RETURN;
		END IF;
		shadowlog.shadowlog_write.marked(shape, 'bypass', by_whom,
			from_where);
		DBMS_SESSION.SET_CONTEXT('SHADOWLOG_BYPASS', name, this);
	END;
END;
/
SHOW ERRORS
CREATE OR REPLACE CONTEXT shadowlog_bypass USING shadowlog.shadowlog_bypass;

-- An invalid package would fail every write of the application later on.
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_objects
	 WHERE owner = 'SHADOWLOG' AND object_name IN ('SHADOWLOG_WRITE',
	       'SHADOWLOG_BYPASS', 'SHADOWLOG_CONTEXT')
	   AND object_type IN ('PACKAGE', 'PACKAGE BODY', 'PROCEDURE')
	   AND status = 'VALID';
	IF n <> 5 THEN
		RAISE_APPLICATION_ERROR(-20001, 'shadowlog: packages '
			|| 'SHADOWLOG_WRITE and SHADOWLOG_BYPASS did not compile');
	END IF;
END;
/
