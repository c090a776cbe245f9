-- Oracle 9i Release 2 to 23

--: set encoding quoted
--: set escape double
--: set quote "
--: set schemas yes
--: set reserved SHADOWLOG
--: set old :OLD.
--: set new :NEW.

--: type number(1) = int
--: type number(2) = int
--: type number(3) = int
--: type number(4) = int
--: type number(5) = int
--: type number(6) = int
--: type number(7) = int
--: type number(8) = int
--: type number(9) = int
--: type number(*,*) = decimal
--: type number(*) = bigint
--: type number = decimal
--: type float* = decimal
--: type binary_float = float
--: type binary_double = double
--: type char* = text
--: type varchar* = text
--: type nchar* = text
--: type nvarchar* = text
--: type clob = text
--: type nclob = text
--: type long raw = binary
--: type long = text
--: type xmltype = text
--: type rowid = text
--: type urowid* = text
--: type raw* = binary
--: type blob = binary
--: type date = timestamp
--: type timestamp*time zone = timestamptz
--: type timestamp* = timestamp
--: type interval* = interval
--: type boolean = bool
--: type json = json
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- PL/SQL has strings of 32,767 bytes; what is wider, by the declared sizes with
-- every byte a quote that is doubled, is put together as a CLOB.
--: set value_join || ',' ||
--: set image_join || ',' ||
--: set image_width 32000
--: width n*char*(* = 8 + 12n
--: width *char*(* char) = 4 + 8n
--: width *char*(* = 4 + 2n
--: width raw(* = 2 + 2n
--: width *lob = 99999
--: width xmltype = 99999
--: width json = 99999
--: width * = 80

-- No value depends on the application's session: every mask, decimal point and
-- calendar is given.  '' is NULL.  National character sets are written as the
-- bytes of UTF-8, because the changelog is in the database's own character set.
-- BINARY_FLOAT and BINARY_DOUBLE are their bits.  LONG cannot be seen by a
-- trigger.
--: value bool = CASE WHEN {{c}} THEN 'true' WHEN NOT {{c}} THEN 'false' ELSE 'NULL' END
--: value int = NVL(TO_CHAR({{c}}, 'TM9'), 'NULL')
--: value bigint = NVL(TO_CHAR({{c}}, 'TM9'), 'NULL')
--: value decimal = NVL(TO_CHAR({{c}}, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')
--: value float = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_FLOAT({{c}}, 1)) END
--: value double = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_DOUBLE({{c}}, 1)) END
--: value timestamp of date = NVL(LTRIM(TO_CHAR({{c}}, 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL')
--: value timestamp of timestamp(0) = NVL(LTRIM(TO_CHAR({{c}}, 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL')
--: value timestamp = NVL(LTRIM(TO_CHAR({{c}}, 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL')
--: value timestamptz = NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC({{c}}), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL')
--: value interval = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || TO_CHAR({{c}}) || '''' END
--: value binary of long raw = '?'
--: value binary of wide * = shadowlog.shadowlog_write.hex({{c}})
--: value binary = NVL(RAWTOHEX({{c}}), 'NULL')
--: value text of long = '?'
--: value text of wide clob = shadowlog.shadowlog_write.quoted({{c}})
--: value text of wide nclob = shadowlog.shadowlog_write.quoted(TO_CLOB({{c}}))
--: value text of wide xmltype = shadowlog.shadowlog_write.quoted(CASE WHEN {{c}} IS NOT NULL THEN {{c}}.getClobVal() END)
--: value text of wide n* = CASE WHEN {{c}} IS NULL THEN TO_CLOB('NULL') ELSE TO_CLOB('TX''') || RAWTOHEX(UTL_I18N.STRING_TO_RAW({{c}}, 'AL32UTF8')) || '''' END
--: value text of wide * = shadowlog.shadowlog_write.quoted(TO_CLOB({{c}}))
--: value text of n* = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW({{c}}, 'AL32UTF8')) || '''' END
--: value text of *rowid* = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || ROWIDTOCHAR({{c}}) || '''' END
--: value text = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || REPLACE({{c}}, '''', '''''') || '''' END
--: value json of wide json = shadowlog.shadowlog_write.quoted(CASE WHEN {{c}} IS NOT NULL THEN {{c}}.to_clob() END)
--: value json of wide * = shadowlog.shadowlog_write.quoted({{c}})
--: value * of wide * = shadowlog.shadowlog_write.quoted(TO_CLOB({{c}}))
--: value * = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || REPLACE(TO_CHAR({{c}}), '''', '''''') || '''' END

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass bypass_marker fail
--: set refuse.lob_hash DBMS_CRYPTO is not there for everyone, and in 9i for nobody
--: set refuse.statement a trigger for each statement sees no rows

-- As bytes, whatever NLS_COMP of the session says; never NULL.  A LONG is in
-- neither row.
--: same bool = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same int = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same bigint = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same decimal = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same timestamp = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same timestamptz = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same interval = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same float = CASE WHEN UTL_RAW.CAST_FROM_BINARY_FLOAT({{old}}, 1) = UTL_RAW.CAST_FROM_BINARY_FLOAT({{new}}, 1) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same double = CASE WHEN UTL_RAW.CAST_FROM_BINARY_DOUBLE({{old}}, 1) = UTL_RAW.CAST_FROM_BINARY_DOUBLE({{new}}, 1) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of n*char* = CASE WHEN UTL_I18N.STRING_TO_RAW({{old}}, 'AL32UTF8') = UTL_I18N.STRING_TO_RAW({{new}}, 'AL32UTF8') THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of *char* = CASE WHEN UTL_RAW.CAST_TO_RAW({{old}}) = UTL_RAW.CAST_TO_RAW({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of *clob = CASE WHEN DBMS_LOB.COMPARE({{old}}, {{new}}) = 0 THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of *rowid* = CASE WHEN ROWIDTOCHAR({{old}}) = ROWIDTOCHAR({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same binary of raw* = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same binary of blob = CASE WHEN DBMS_LOB.COMPARE({{old}}, {{new}}) = 0 THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1

-- The size, in bytes as they are stored.
--: value text omit of *char* = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(LENGTHB({{c}}), 'TM9') END
--: value text omit of clob = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(shadowlog.shadowlog_write.bytes({{c}}), 'TM9') END
--: value binary omit of raw* = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(UTL_RAW.LENGTH({{c}}), 'TM9') END
--: value binary omit of blob = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(DBMS_LOB.GETLENGTH({{c}}), 'TM9') END

--: section image.values
{{values}}

--: section image.part
TO_CLOB({{values}})

--: section image.wide
{{values}}

--: # ---- what the table's options make of the triggers ----

--: section if.actor+no_context.who
, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER')
--: section if.no_actor+context.who
, from_where => shadowlog.shadowlog_write.session_lines
--: section if.actor+context.who
, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END

--: section if.insert.put_new
shadowlog.shadowlog_write.inserted({{shape}},
	{{new_image}}{{who}});
--: section if.delete.put_old
shadowlog.shadowlog_write.deleted({{shape}},
	{{old_image}}{{who}});
--: section if.update.put_both
shadowlog.shadowlog_write.updated({{shape}},
	{{old_part}},
	{{new_image}}{{who}});

--: section if.insert+no_when.insert_row
{{put_new}}
--: section if.delete+no_when.delete_row
{{put_old}}
--: section if.update+no_when.update_row
{{put_both}}
--: section if.insert+when.insert_row
IF {{new_when}} THEN
	{{put_new}}
END IF;
--: section if.delete+when.delete_row
IF {{old_when}} THEN
	{{put_old}}
END IF;
--: section if.update+when.update_row
IF {{old_when}} THEN
	IF {{new_when}} THEN
		{{put_both}}
	ELSE
		shadowlog.shadowlog_write.deleted({{shape}},
			{{old_image}}{{who}});
	END IF;
ELSIF {{new_when}} THEN
	shadowlog.shadowlog_write.inserted({{shape}},
		{{new_image}}{{who}});
END IF;

--: section if.update+no_noop.update_true
{{update_row}}
--: section if.update+noop.update_true
IF NOT ({{same}}) THEN
	{{update_row}}
END IF;

--: section if.bypass_marker.mark
ELSE
	shadowlog.shadowlog_bypass.mark({{shape}}{{who}});
--: section if.no_bypass.insert_do
{{insert_row}}
--: section if.no_bypass.update_do
{{update_true}}
--: section if.no_bypass.delete_do
{{delete_row}}
--: section if.bypass.insert_do
IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
	{{insert_row}}
{{mark}}
END IF;
--: section if.bypass.update_do
IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
	{{update_true}}
{{mark}}
END IF;
--: section if.bypass.delete_do
IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
	{{delete_row}}
{{mark}}
END IF;

--: section if.fail.trace
EXCEPTION
	WHEN OTHERS THEN
		shadowlog.shadowlog_write.failed({{shape}}{{who}});

--: section if.insert.insert
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_i
AFTER INSERT ON {{table}} FOR EACH ROW
BEGIN
	{{insert_do}}
{{trace}}
END;
/
--: section if.update.update
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_u
AFTER UPDATE ON {{table}} FOR EACH ROW
BEGIN
	{{update_do}}
{{trace}}
END;
/
--: section if.delete.delete
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_d
AFTER DELETE ON {{table}} FOR EACH ROW
BEGIN
	{{delete_do}}
{{trace}}
END;
/
--: section if.no_insert.insert
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name = UPPER('{{trigger}}_i'))
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
END;
/
--: section if.no_update.update
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name = UPPER('{{trigger}}_u'))
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
END;
/
--: section if.no_delete.delete
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name = UPPER('{{trigger}}_d'))
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
END;
/

--: # ---- what the script says and looks for ----

--: section if.fail.notes
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  Receivers get an event
-- "m" if that at least can be written.
--: section if.bypass.notes
--
-- WHOEVER MAY EXECUTE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT
-- BEING CAPTURED:
--   BEGIN shadowlog.shadowlog_bypass.set_state('on'); END;
--: section if.bypass_marker.notes
-- The first such row of each transaction leaves an event "m".
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--: section if.keyless_unique.checks
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_indexes i
	 WHERE i.table_owner = {{schema_literal}}
	   AND i.table_name = {{name_literal}} AND i.uniqueness = 'UNIQUE'
	   AND i.index_type = 'NORMAL'
	   AND NOT EXISTS (SELECT 1 FROM all_ind_columns k
	                    WHERE k.index_owner = i.owner
	                      AND k.index_name = i.index_name
	                      AND k.column_name NOT IN ({{key_literals}}));
	IF n = 0 THEN
		RAISE_APPLICATION_ERROR(-20004, 'shadowlog: option key unique: '
			|| 'no unique index is made of these columns');
	END IF;
END;
/
--: section if.when.and_when
 AND ({{row_when}})

--: section table
{{insert}}

{{update}}

{{delete}}

--: section install.head
-- Shadowlog: capture row changes of the tables below, on Oracle.
--
-- Run it as a DBA (CREATE ANY TRIGGER, and SELECT on these tables):
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- It stops at the first error.  Running it again changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers.  They belong to user
-- SHADOWLOG and run with its rights: the application's users need none.  If a
-- change cannot be recorded, the statement that made it fails; so it does when
-- a trigger does not compile, so each is checked, and disabled again then.
--
-- These should be the first of the AFTER ... FOR EACH ROW triggers: one of the
-- application's that changes the same table should be made with FOLLOWS
-- SHADOWLOG.SHADOWLOG_... (11g and later; before, Oracle does not say in which
-- order triggers of one kind fire).  PRECEDES is for editions only.
--
-- What they do not see: TRUNCATE; partitions exchanged or dropped; direct path
-- loads; DBMS_LOB, which writes into a LOB without a trigger; a LONG column;
-- DBMS_REDEFINITION; what replication applies, unless told to fire triggers
-- (DBMS_DDL.SET_TRIGGER_FIRING_PROPERTY); ALTER TRIGGER ... DISABLE while it
-- lasts.  When a column that a trigger names is dropped, every write fails
-- (ORA-04098): uninstall, drop, describe, install.  A column added later is not
-- captured until then.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

--: section install
-- Table {{label}}
{{notes}}

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT {{columns}}
		  FROM {{table}} shadowlog
		 WHERE 1 = 0{{and_when}})
	LOOP
		NULL;
	END LOOP;
END;
/
{{checks}}

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := {{description_literal}};
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = {{shape}}
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = {{schema_literal}}
		   AND s.table_name = {{name_literal}};
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES ({{shape}}, {{schema_literal}}, {{name_literal}},
			next_version, this,
			'{{trigger_hash}}', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '{{trigger_hash}}',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = {{shape}}
	   AND (trigger_hash <> '{{trigger_hash}}'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = {{schema_literal}}
	                              AND s.table_name = {{name_literal}}));
	COMMIT;
END;
/

{{table_sql}}

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('{{trigger}}!__') ESCAPE '!'
	             AND status <> 'VALID')
	LOOP
		EXECUTE IMMEDIATE 'ALTER TRIGGER shadowlog.' || t.object_name
			|| ' DISABLE';
		invalid := invalid + 1;
	END LOOP;
	IF invalid > 0 THEN
		RAISE_APPLICATION_ERROR(-20002, 'shadowlog: ' || invalid
			|| ' triggers did not compile and were disabled');
	END IF;
END;
/

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on Oracle.
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

--: section uninstall
-- Table {{label}}
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name LIKE UPPER('{{trigger}}!__') ESCAPE '!')
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
	DELETE FROM shadowlog.shadowlog_shape s
	 WHERE s.table_schema = {{schema_literal}}
	   AND s.table_name = {{name_literal}}
	   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
	                    WHERE c.shape = s.shape);
	COMMIT;
END;
/

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured its writes would fail
-- from here on, so this fails then.
WHENEVER SQLERROR EXIT FAILURE ROLLBACK
DECLARE
	captured NUMBER;
BEGIN
	SELECT COUNT(*) INTO captured FROM all_triggers
	 WHERE owner = 'SHADOWLOG';
	IF captured > 0 THEN
		RAISE_APPLICATION_ERROR(-20003,
			'shadowlog: a table is still captured');
	END IF;
END;
/
DROP CONTEXT shadowlog_bypass;
DROP CONTEXT shadowlog_context;
DROP PACKAGE shadowlog.shadowlog_bypass;
DROP PROCEDURE shadowlog.shadowlog_context;
DROP PACKAGE shadowlog.shadowlog_write;
DROP TABLE shadowlog.shadowlog_changelog;
DROP TABLE shadowlog.shadowlog_shape;
DROP TABLE shadowlog.shadowlog_lease;
DROP TABLE shadowlog.shadowlog_meta;
DROP SEQUENCE shadowlog.shadowlog_seq;

--: section grants
-- What the poller's user or role {{role_comment}} needs, and nothing else.
-- (A name that was not made in quotes is in capitals.)  The application's users
-- need nothing.
SET DEFINE OFF
WHENEVER SQLERROR EXIT FAILURE
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO {{role}};

-- The poller.  Set NLS_LANG=.AL32UTF8 in its environment.  A statement sees a
-- snapshot (READ COMMITTED).
--: set trim_ranges 64

--: section poller.session
ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,'

ALTER SESSION SET TIME_ZONE = '+00:00'

--: section poller.server
SELECT 'Oracle ' || MAX(version), SYS_CONTEXT('USERENV', 'SERVER_HOST'),
  SYS_CONTEXT('USERENV', 'DB_NAME'), 0, 0
FROM product_component_version
WHERE product LIKE '%Oracle%' OR product LIKE '%Database%'

--: section poller.meta
SELECT m.source_uuid, m.schema_version, m.engine_identity,
  'oracle ' || SYS_CONTEXT('USERENV', 'DB_NAME') || '/'
    || SYS_CONTEXT('USERENV', 'DB_DOMAIN') || '/'
    || TO_CHAR(u.created, 'YYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')
FROM shadowlog.shadowlog_meta m, all_users u
WHERE u.username = 'SHADOWLOG'

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog.shadowlog_shape WHERE shape = {{shape}}

--: section poller.registered
SELECT description FROM shadowlog.shadowlog_shape s
WHERE trigger_hash <> '-'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '-' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
SELECT MAX(seq) FROM shadowlog.shadowlog_changelog

-- Neither LIMIT nor FETCH FIRST before 12c.
--: section poller.seqs
SELECT seq FROM (SELECT seq FROM shadowlog.shadowlog_changelog
  WHERE {{where}} ORDER BY seq) WHERE ROWNUM <= {{limit}}

--: section poller.probe
SELECT COUNT(*), MAX(seq), NVL(SUM(bytes), 0) FROM (
  SELECT seq, NVL(DBMS_LOB.GETLENGTH(old_row), 0)
    + NVL(DBMS_LOB.GETLENGTH(new_row), 0) AS bytes
  FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq)
WHERE ROWNUM <= {{limit}}

--: section poller.page
SELECT * FROM (
  SELECT seq, shape, op, txid,
    TO_CHAR(captured_at, 'YYYY-MM-DD"T"HH24:MI:SS.FF6"Z"',
      'NLS_CALENDAR=GREGORIAN'),
    DBMS_LOB.GETLENGTH(old_row), DBMS_LOB.GETLENGTH(new_row),
    CASE WHEN DBMS_LOB.GETLENGTH(old_row) <= {{inline}} THEN old_row END,
    CASE WHEN DBMS_LOB.GETLENGTH(new_row) <= {{inline}} THEN new_row END
  FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq)
WHERE ROWNUM <= {{limit}}

--: section poller.who
SELECT seq, actor, context FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT SUBSTR({{column}}, {{from}}, {{length}})
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT(*) FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- '' is NULL, and nothing is equal to it.
--: section poller.lease_read
SELECT holder, token, epoch, TRUNC((CAST(expires_at AS DATE)
  - CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE)) * 86400)
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
    + NUMTODSINTERVAL({{seconds}}, 'SECOND')
WHERE id = 1 AND (holder IS NULL OR holder = {{holder}}
  OR expires_at IS NULL OR expires_at <= SYS_EXTRACT_UTC(SYSTIMESTAMP))

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
  + NUMTODSINTERVAL({{seconds}}, 'SECOND')
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog.shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  TO_CHAR(MIN(captured_at) KEEP (DENSE_RANK FIRST ORDER BY seq),
    'YYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN'),
  TO_CHAR(SYS_EXTRACT_UTC(SYSTIMESTAMP), 'YYYY-MM-DD"T"HH24:MI:SS.FF6"Z"',
    'NLS_CALENDAR=GREGORIAN')
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Without quotes a name is in capitals.
-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT owner, table_name FROM (
  SELECT owner, table_name FROM all_tables
  WHERE owner IN (NVL(
{{schema}}
    , SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')), UPPER(
{{schema}}
    )) AND table_name IN (
{{table}}
    , UPPER(
{{table}}
    )) AND temporary = 'N' AND nested = 'NO'
  ORDER BY CASE WHEN table_name =
{{table}}
    THEN 0 ELSE 1 END)
WHERE ROWNUM = 1

--: section catalogue.columns
SELECT column_name, type, type, nullable, generated, NVL(place, 0) FROM (
  SELECT c.column_name,
    LOWER(CASE
      WHEN c.data_type = 'NUMBER' AND c.data_precision IS NULL
        AND c.data_scale IS NULL THEN 'number'
      WHEN c.data_type = 'NUMBER' AND NVL(c.data_scale, 0) = 0
        THEN 'number(' || NVL(c.data_precision, 38) || ')'
      WHEN c.data_type = 'NUMBER' THEN 'number(' || NVL(c.data_precision, 38)
        || ',' || c.data_scale || ')'
      WHEN c.data_type IN ('CHAR', 'VARCHAR2') THEN c.data_type || '('
        || c.char_length || CASE c.char_used WHEN 'C' THEN ' char' END || ')'
      WHEN c.data_type IN ('NCHAR', 'NVARCHAR2')
        THEN c.data_type || '(' || c.char_length || ')'
      WHEN c.data_type IN ('RAW', 'UROWID')
        THEN c.data_type || '(' || c.data_length || ')'
      WHEN c.data_type = 'FLOAT' THEN 'float(' || c.data_precision || ')'
      ELSE c.data_type END) AS type,
    CASE c.nullable WHEN 'Y' THEN 'null' ELSE '' END AS nullable,
    CASE c.virtual_column WHEN 'YES' THEN 'generated' ELSE '' END AS generated,
    c.internal_column_id,
    (SELECT MIN(k.position)
     FROM all_constraints n, all_cons_columns k
     WHERE n.owner = c.owner AND n.table_name = c.table_name
       AND n.constraint_type = 'P' AND k.owner = n.owner
       AND k.constraint_name = n.constraint_name
       AND k.column_name = c.column_name) AS place
  FROM all_tab_cols c
  WHERE c.hidden_column = 'NO' AND c.owner =
{{schema}}
  AND c.table_name =
{{table}}
)
ORDER BY internal_column_id

--: section catalogue.tables
SELECT owner, table_name FROM all_tables
WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
  AND owner <> 'SHADOWLOG' AND temporary = 'N' AND nested = 'NO'
  AND secondary = 'N' AND table_name NOT LIKE 'BIN$%'
ORDER BY owner, table_name

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- '' is NULL, so that a layout which no trigger writes has '-' for a hash.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '-' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- Triggers of another user are seen by who may make them.
--: section catalogue.visible
SELECT USER || ' has no CREATE ANY TRIGGER: it sees no triggers of SHADOWLOG'
FROM dual
WHERE USER <> 'SHADOWLOG'
  AND NOT EXISTS (SELECT 1 FROM session_privs
    WHERE privilege = 'CREATE ANY TRIGGER')

--: section catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = '-'
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog.shadowlog_shape s
 WHERE s.table_schema =
{{schema}}
   AND s.table_name =
{{table}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
                    WHERE c.shape = s.shape);
COMMIT;

--: section doctor.table.triggers
SELECT 'error',
{{schema}}
  || '.' ||
{{table}}
  , 'trigger ' || UPPER('{{trigger}}') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers oracle install" prints for this'
    || ' table; if its capture was ended, run its uninstall once more when all'
    || ' of it is delivered'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM dual UNION ALL
  SELECT '_U', 'UPDATE' FROM dual UNION ALL
  SELECT '_D', 'DELETE' FROM dual) w
WHERE LOWER(w.suffix) IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM all_triggers t
  WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name = UPPER('{{trigger}}') || w.suffix AND t.table_owner =
{{schema}}
  AND t.table_name =
{{table}}
  )

-- One that is invalid is compiled again by the next write.
--: section doctor.table.enabled
SELECT CASE t.status WHEN 'DISABLED' THEN 'error' ELSE 'warning' END,
  t.table_owner || '.' || t.table_name, 'trigger ' || t.trigger_name
    || CASE t.status WHEN 'DISABLED' THEN ' is disabled' ELSE ' is invalid' END,
  CASE t.status WHEN 'DISABLED'
    THEN 'the changes that it is there for are not captured'
    ELSE 'if it does not compile, every write to the table fails' END,
  'ALTER TRIGGER shadowlog.' || t.trigger_name
    || CASE t.status WHEN 'DISABLED' THEN ' ENABLE;' ELSE ' COMPILE;' END
FROM all_triggers t
JOIN all_objects o ON o.owner = t.owner AND o.object_name = t.trigger_name
  AND o.object_type = 'TRIGGER'
WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name LIKE UPPER('{{trigger}}!__') ESCAPE '!'
  AND (t.status = 'DISABLED' OR o.status <> 'VALID') AND t.table_owner =
{{schema}}
  AND t.table_name =
{{table}}

--: section doctor.table.altered
SELECT 'error', t.table_owner || '.' || t.table_name,
  'trigger ' || t.trigger_name || CASE
    WHEN t.trigger_type <> 'AFTER EACH ROW' OR t.triggering_event <> w.event
      THEN ' fires for another event or at another time'
    WHEN t.when_clause IS NOT NULL
      THEN ' has a WHEN: it fires for some changes only'
    WHEN NOT EXISTS (SELECT 1 FROM all_source s WHERE s.owner = t.owner
        AND s.name = t.trigger_name AND s.type = 'TRIGGER'
        AND LOWER(s.text) LIKE '%shadowlog!_write.%' ESCAPE '!')
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers oracle install" prints for this table'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM dual UNION ALL
  SELECT '_U', 'UPDATE' FROM dual UNION ALL
  SELECT '_D', 'DELETE' FROM dual) w
JOIN all_triggers t ON t.trigger_name = UPPER('{{trigger}}') || w.suffix
WHERE t.owner = 'SHADOWLOG' AND t.table_owner =
{{schema}}
  AND t.table_name =
{{table}}
  AND (t.trigger_type <> 'AFTER EACH ROW' OR t.triggering_event <> w.event
    OR t.when_clause IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM all_source s WHERE s.owner = t.owner
      AND s.name = t.trigger_name AND s.type = 'TRIGGER'
      AND LOWER(s.text) LIKE '%shadowlog!_write.%({{shape}},%' ESCAPE '!'))

-- 11g and later.
--: section doctor.table.order
SELECT CASE WHEN o.writes = 1 THEN 'warning' ELSE 'note' END,
  o.table_owner || '.' || o.table_name, 'trigger ' || o.owner || '.'
    || o.trigger_name || CASE WHEN o.writes = 1
      THEN ' names this table, fires for each row, too, and does not follow'
        || ' ours'
      ELSE ' fires for each row, too, and does not follow ours' END,
  'if it writes to this same table, its change can be captured before the one'
    || ' that it follows: Oracle does not say which trigger fires first',
  'create it again with FOLLOWS shadowlog.' || o.ours
FROM (SELECT t.owner, t.trigger_name, t.table_owner, t.table_name,
    (SELECT MIN(s.trigger_name) FROM all_triggers s
     WHERE s.owner = 'SHADOWLOG' AND s.table_owner = t.table_owner
       AND s.table_name = t.table_name
       AND INSTR(t.triggering_event, s.triggering_event) > 0) AS ours,
    (SELECT COUNT(*) FROM dual WHERE EXISTS (SELECT 1 FROM all_source s
       WHERE s.owner = t.owner AND s.name = t.trigger_name
         AND s.type = 'TRIGGER' AND s.line > 1
         AND INSTR(UPPER(s.text), UPPER(t.table_name)) > 0)) AS writes
  FROM all_triggers t
  WHERE t.owner <> 'SHADOWLOG' AND t.status = 'ENABLED'
    AND t.trigger_type IN ('AFTER EACH ROW', 'COMPOUND') AND t.table_owner =
{{schema}}
    AND t.table_name =
{{table}}
  ) o
WHERE o.ours IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM all_trigger_ordering f
    WHERE f.trigger_owner = o.owner AND f.trigger_name = o.trigger_name
    AND f.ordering_type = 'FOLLOWS'
    AND f.referenced_trigger_owner = 'SHADOWLOG')

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM all_indexes i
    WHERE i.table_owner = t.owner AND i.table_name = t.table_name
    AND i.uniqueness = 'UNIQUE' AND i.index_type = 'NORMAL'
    AND NOT EXISTS (SELECT 1 FROM all_ind_columns k, all_tab_columns c
      WHERE k.index_owner = i.owner AND k.index_name = i.index_name
      AND c.owner = t.owner AND c.table_name = t.table_name
      AND c.column_name = k.column_name AND c.nullable = 'Y'))
  THEN 'note' ELSE 'warning' END,
  t.owner || '.' || t.table_name,
  'the table has no primary key that is enabled',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM all_tables t
WHERE NOT EXISTS (SELECT 1 FROM all_constraints n
    WHERE n.owner = t.owner AND n.table_name = t.table_name
    AND n.constraint_type = 'P' AND n.status = 'ENABLED') AND t.owner =
{{schema}}
  AND t.table_name =
{{table}}

--: section doctor.table.blind
SELECT 'note', c.owner || '.' || c.table_name,
  'column ' || c.column_name || ' is ' || c.data_type,
  CASE WHEN c.data_type LIKE '%LOB'
    THEN 'what DBMS_LOB writes into it fires no trigger: it is captured with'
      || ' the next change of the row'
    ELSE 'no trigger sees its value: it is in no event' END,
  CASE WHEN c.data_type LIKE '%LOB'
    THEN 'let the application UPDATE the column, or touch the row afterwards'
    ELSE 'make it a CLOB or BLOB' END
FROM all_tab_columns c
WHERE c.data_type IN ('LONG', 'LONG RAW', 'CLOB', 'NCLOB', 'BLOB') AND c.owner =
{{schema}}
  AND c.table_name =
{{table}}

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'warning',
{{schema}}
  || '.' ||
{{table}}
  , 'it fails open (option fail)',
  'a change that cannot be captured is lost to all receivers',
  'upgrade with option "fail closed"'
FROM dual WHERE '{{options}}' LIKE '% fail %'
UNION ALL
SELECT 'note',
{{schema}}
  || '.' ||
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may execute shadowlog_bypass can', NULL
FROM dual WHERE '{{options}}' LIKE '% bypass %'

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT DISTINCT 'error', t.table_owner || '.' || t.table_name,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM all_triggers t
WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name LIKE 'SHADOWLOG!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape s
    WHERE s.table_schema = t.table_owner AND s.table_name = t.table_name)

--: section doctor.sequence
SELECT CASE w.kind WHEN 1 THEN 'warning' ELSE 'error' END, 'SHADOWLOG_SEQ',
  CASE w.kind WHEN 1 THEN 'it is NOORDER' WHEN 2 THEN 'it counts down'
    WHEN 3 THEN 'it may CYCLE'
    ELSE 'it is at ' || s.last_number || ', and the changelog has ' || c.latest
    END,
  CASE w.kind WHEN 1 THEN 'on RAC each instance hands out numbers of its own:'
      || ' the changes of one row are delivered in the wrong order'
    WHEN 2 THEN 'numbers have to grow'
    ELSE 'numbers are used twice: writes to captured tables fail, or are taken'
      || ' for delivered ones' END,
  CASE w.kind WHEN 1 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq ORDER;'
    WHEN 2 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq INCREMENT BY 1;'
    WHEN 3 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq NOCYCLE;'
    ELSE 'ask for NEXTVAL until it is past ' || c.latest END
FROM all_sequences s
CROSS JOIN (SELECT MAX(seq) AS latest FROM shadowlog.shadowlog_changelog) c
CROSS JOIN (SELECT 1 AS kind FROM dual UNION ALL SELECT 2 FROM dual UNION ALL
  SELECT 3 FROM dual UNION ALL SELECT 4 FROM dual) w
WHERE s.sequence_owner = 'SHADOWLOG' AND s.sequence_name = 'SHADOWLOG_SEQ'
  AND (w.kind = 1 AND s.order_flag = 'N' OR w.kind = 2 AND s.increment_by < 1
    OR w.kind = 3 AND s.cycle_flag = 'Y'
    OR w.kind = 4 AND s.last_number <= c.latest)

--: section doctor.package
SELECT 'error', 'SHADOWLOG_WRITE', object_type || ' is ' || status,
  'every write to a captured table fails',
  'ALTER PACKAGE shadowlog.shadowlog_write COMPILE;'
FROM all_objects
WHERE owner = 'SHADOWLOG' AND object_name = 'SHADOWLOG_WRITE'
  AND status <> 'VALID'

--: section doctor.recovery
SELECT 'error', SYS_CONTEXT('USERENV', 'DB_NAME'),
  'this database is a ' || SYS_CONTEXT('USERENV', 'DATABASE_ROLE'),
  'the poller has to write to the changelog', 'connect to the primary'
FROM dual
WHERE SYS_CONTEXT('USERENV', 'DATABASE_ROLE') <> 'PRIMARY'

-- These need SELECT_CATALOG_ROLE.
--: section doctor.durability
SELECT 'warning', name, 'it is ' || value,
  'a crash loses commits that were delivered: then the poller asks for a new'
    || ' epoch',
  CASE name WHEN 'commit_wait' THEN 'ALTER SYSTEM SET commit_wait = ''WAIT'';'
    ELSE 'ALTER SYSTEM SET commit_write = ''IMMEDIATE,WAIT'';' END
FROM v$parameter
WHERE name IN ('commit_wait', 'commit_write') AND UPPER(value) LIKE '%NOWAIT%'

--: section doctor.transactions
SELECT 'warning', 'session ' || s.sid || ',' || s.serial#,
  'a transaction of ' || s.username || ' (' || s.program
    || ') has been open since ' || t.start_time,
  'what it has changed is delivered when it commits, long after later changes',
  'ALTER SYSTEM KILL SESSION ''' || s.sid || ',' || s.serial# || ''';'
FROM v$transaction t JOIN v$session s ON s.taddr = t.addr
WHERE TO_DATE(t.start_time, 'MM/DD/RR HH24:MI:SS') <= SYSDATE - {{old}} / 86400

--: section doctor.privileges
SELECT 'error', USER, 'it has no ' || w.privilege || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.privilege || ' ON shadowlog.' || w.name || ' TO "'
    || USER || '";'
FROM (SELECT 'SHADOWLOG_CHANGELOG' AS name, 'SELECT' AS privilege FROM dual
  UNION ALL SELECT 'SHADOWLOG_CHANGELOG', 'DELETE' FROM dual
  UNION ALL SELECT 'SHADOWLOG_SHAPE', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_META', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_LEASE', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_LEASE', 'UPDATE' FROM dual) w
WHERE USER <> 'SHADOWLOG'
  AND NOT EXISTS (SELECT 1 FROM session_privs p
    WHERE p.privilege = w.privilege || ' ANY TABLE')
  AND NOT EXISTS (SELECT 1 FROM all_tab_privs p
    WHERE p.table_schema = 'SHADOWLOG' AND p.table_name = w.name
    AND p.privilege = w.privilege AND (p.grantee IN (USER, 'PUBLIC')
      OR p.grantee IN (SELECT r.role FROM session_roles r)))
UNION ALL
SELECT 'note', USER, 'it may do more to the changelog than the poller needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own: "shadowlog-triggers oracle'
    || ' grants"'
FROM dual
WHERE USER = 'SHADOWLOG' OR EXISTS (SELECT 1 FROM session_privs
  WHERE privilege IN ('INSERT ANY TABLE', 'UPDATE ANY TABLE'))

-- Whoever may write to the lease is a poller.
--: section doctor.grants
SELECT 'warning', p.grantee, p.grantee || ' may ' || p.privilege || ' on '
    || p.table_name,
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || p.privilege || ' ON shadowlog.' || p.table_name || ' FROM "'
    || p.grantee || '";'
FROM dba_tab_privs p
WHERE p.owner = 'SHADOWLOG'
  AND p.table_name IN ('SHADOWLOG_CHANGELOG', 'SHADOWLOG_SHAPE')
  AND p.privilege IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER')
  AND NOT (p.privilege = 'DELETE' AND p.table_name = 'SHADOWLOG_CHANGELOG'
    AND EXISTS (SELECT 1 FROM dba_tab_privs l WHERE l.owner = 'SHADOWLOG'
      AND l.table_name = 'SHADOWLOG_LEASE' AND l.privilege = 'UPDATE'
      AND l.grantee = p.grantee))

-- An index, a constraint or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', i.table_name, 'it has an index, ' || i.index_name,
  CASE i.uniqueness WHEN 'UNIQUE' THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX "' || i.owner || '"."' || i.index_name || '";'
FROM all_indexes i
WHERE i.table_owner = 'SHADOWLOG' AND i.table_name = 'SHADOWLOG_CHANGELOG'
  AND i.index_type <> 'LOB' AND NOT EXISTS (SELECT 1 FROM all_constraints n
    WHERE n.owner = 'SHADOWLOG' AND n.table_name = i.table_name
    AND n.constraint_type IN ('P', 'U') AND n.index_name = i.index_name)
UNION ALL
SELECT 'warning', n.table_name, 'it has a constraint, ' || n.constraint_name,
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT "'
    || n.constraint_name || '";'
FROM all_constraints n
WHERE n.owner = 'SHADOWLOG' AND n.table_name = 'SHADOWLOG_CHANGELOG'
  AND n.constraint_type IN ('U', 'R')
UNION ALL
SELECT 'warning', t.table_name, 'it has a trigger, ' || t.owner || '.'
    || t.trigger_name,
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER "' || t.owner || '"."' || t.trigger_name || '";'
FROM all_triggers t
WHERE t.table_owner = 'SHADOWLOG' AND t.table_name = 'SHADOWLOG_CHANGELOG'
UNION ALL
SELECT 'error', 'SHADOWLOG_CHANGELOG', 'it has no primary key that is enabled',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog.shadowlog_changelog ADD CONSTRAINT'
    || ' shadowlog_changelog_key PRIMARY KEY (seq);'
FROM dual
WHERE NOT EXISTS (SELECT 1 FROM all_constraints n
  WHERE n.owner = 'SHADOWLOG' AND n.table_name = 'SHADOWLOG_CHANGELOG'
  AND n.constraint_type = 'P' AND n.status = 'ENABLED')
