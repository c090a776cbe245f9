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

--: section image.values
{{values}}

--: section image.part
TO_CLOB({{values}})

--: section image.wide
{{values}}

--: section table
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_i
AFTER INSERT ON {{table}} FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted({{shape}},
		{{new_image}});
END;
/

CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_u
AFTER UPDATE ON {{table}} FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated({{shape}},
		{{old_image}},
		{{new_image}});
END;
/

CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_d
AFTER DELETE ON {{table}} FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted({{shape}},
		{{old_image}});
END;
/

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

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT {{columns}}
		  FROM {{table}} shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

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
WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND (newer.installed_at > s.installed_at
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
