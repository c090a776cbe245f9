-- Shadowlog: capture row changes of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- All tables are one transaction; with a client that stops at the first error
-- (-bail) it is all of them or nothing.  Running it again changes nothing.
--
-- Each table gets triggers for INSERT, UPDATE and DELETE, and two that notice a
-- row which REPLACE pushes out of the table: SQLite fires no delete trigger for
-- it.  If a change cannot be recorded, the statement that made it fails: a row
-- longer than a string may be (1,000,000,000 bytes unless the application set
-- less).  last_insert_rowid() and changes() stay what they are without the
-- triggers; total_changes() counts their rows, too.
--
-- What they do not see:
--   * a row that REPLACE pushes out by another UNIQUE index than the primary
--     key.  PRAGMA recursive_triggers = ON in the application's connections
--     closes this hole; so does INSERT ... ON CONFLICT DO UPDATE.
--   * a column added later, until the triggers are made again
--   * what is changed with PRAGMA writable_schema, or in the file itself
-- A column that a trigger names cannot be dropped: uninstall, drop, describe,
-- install.  DELETE without WHERE becomes slower: it goes row by row.

BEGIN IMMEDIATE;

-- Table types

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1060188790, '', 'types', v.version, d.description,
       '46ffc608', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'types') AS v,
       (SELECT 'shadowlog-tables 1
table types
  column id   INTEGER            as bigint    key 1
  column b    BOOLEAN            as bool      null
  column i    INT                as bigint    null
  column bi   "UNSIGNED BIG INT" as bigint    null
  column d    DECIMAL(10,5)      as decimal   null
  column r    REAL               as double    null
  column dp   "DOUBLE PRECISION" as double    null
  column t    TEXT               as text      null
  column vc   VARCHAR(255)       as text      null
  column bl   BLOB               as binary    null
  column da   DATE               as date      null
  column dt   DATETIME           as timestamp null
  column ti   TIME               as time      null
  column j    JSON               as json      null
  column u    UUID               as uuid      null
  column none ""                 as other     null
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1060188790
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '46ffc608',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1060188790 AND trigger_hash <> '46ffc608';

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_i;
CREATE TRIGGER shadowlog_6a6e2d7c_i AFTER INSERT ON "types"
BEGIN
	-- The row that this one replaced, if it did.
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	SELECT shape, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), old_row
	  FROM shadowlog_displaced
	 WHERE shape = 1060188790
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1060188790, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'T' || quote(CAST(NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'T' || quote(CAST(NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'T' || quote(CAST(NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'T' || quote(CAST(NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'T' || quote(CAST(NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'T' || quote(CAST(NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN typeof(NEW."t") = 'text' AND instr(NEW."t", char(0))
				     THEN 'T' || quote(CAST(NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN typeof(NEW."vc") = 'text' AND instr(NEW."vc", char(0))
				     THEN 'T' || quote(CAST(NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'T' || quote(CAST(NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'T' || quote(CAST(NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN typeof(NEW."dt") = 'text' AND instr(NEW."dt", char(0))
				     THEN 'T' || quote(CAST(NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'T' || quote(CAST(NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'T' || quote(CAST(NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'T' || quote(CAST(NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'T' || quote(CAST(NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_u;
CREATE TRIGGER shadowlog_6a6e2d7c_u AFTER UPDATE ON "types"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1060188790, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'T' || quote(CAST(OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'T' || quote(CAST(OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'T' || quote(CAST(OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'T' || quote(CAST(OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'T' || quote(CAST(OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'T' || quote(CAST(OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'T' || quote(CAST(OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN typeof(OLD."t") = 'text' AND instr(OLD."t", char(0))
				     THEN 'T' || quote(CAST(OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN typeof(OLD."vc") = 'text' AND instr(OLD."vc", char(0))
				     THEN 'T' || quote(CAST(OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'T' || quote(CAST(OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'T' || quote(CAST(OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN typeof(OLD."dt") = 'text' AND instr(OLD."dt", char(0))
				     THEN 'T' || quote(CAST(OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'T' || quote(CAST(OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'T' || quote(CAST(OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'T' || quote(CAST(OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'T' || quote(CAST(OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'T' || quote(CAST(NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'T' || quote(CAST(NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'T' || quote(CAST(NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'T' || quote(CAST(NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'T' || quote(CAST(NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'T' || quote(CAST(NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN typeof(NEW."t") = 'text' AND instr(NEW."t", char(0))
				     THEN 'T' || quote(CAST(NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN typeof(NEW."vc") = 'text' AND instr(NEW."vc", char(0))
				     THEN 'T' || quote(CAST(NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'T' || quote(CAST(NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'T' || quote(CAST(NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN typeof(NEW."dt") = 'text' AND instr(NEW."dt", char(0))
				     THEN 'T' || quote(CAST(NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'T' || quote(CAST(NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'T' || quote(CAST(NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'T' || quote(CAST(NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'T' || quote(CAST(NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_k;
CREATE TRIGGER shadowlog_6a6e2d7c_k AFTER UPDATE ON "types"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it.
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	SELECT shape, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), old_row
	  FROM shadowlog_displaced
	 WHERE shape = 1060188790
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1060188790, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'T' || quote(CAST(OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'T' || quote(CAST(OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'T' || quote(CAST(OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'T' || quote(CAST(OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'T' || quote(CAST(OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'T' || quote(CAST(OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'T' || quote(CAST(OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN typeof(OLD."t") = 'text' AND instr(OLD."t", char(0))
				     THEN 'T' || quote(CAST(OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN typeof(OLD."vc") = 'text' AND instr(OLD."vc", char(0))
				     THEN 'T' || quote(CAST(OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'T' || quote(CAST(OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'T' || quote(CAST(OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN typeof(OLD."dt") = 'text' AND instr(OLD."dt", char(0))
				     THEN 'T' || quote(CAST(OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'T' || quote(CAST(OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'T' || quote(CAST(OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'T' || quote(CAST(OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'T' || quote(CAST(OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'T' || quote(CAST(NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'T' || quote(CAST(NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'T' || quote(CAST(NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'T' || quote(CAST(NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'T' || quote(CAST(NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'T' || quote(CAST(NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN typeof(NEW."t") = 'text' AND instr(NEW."t", char(0))
				     THEN 'T' || quote(CAST(NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN typeof(NEW."vc") = 'text' AND instr(NEW."vc", char(0))
				     THEN 'T' || quote(CAST(NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'T' || quote(CAST(NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'T' || quote(CAST(NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN typeof(NEW."dt") = 'text' AND instr(NEW."dt", char(0))
				     THEN 'T' || quote(CAST(NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'T' || quote(CAST(NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'T' || quote(CAST(NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'T' || quote(CAST(NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'T' || quote(CAST(NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_d;
CREATE TRIGGER shadowlog_6a6e2d7c_d AFTER DELETE ON "types"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (1060188790, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'T' || quote(CAST(OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'T' || quote(CAST(OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'T' || quote(CAST(OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'T' || quote(CAST(OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'T' || quote(CAST(OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'T' || quote(CAST(OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'T' || quote(CAST(OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN typeof(OLD."t") = 'text' AND instr(OLD."t", char(0))
				     THEN 'T' || quote(CAST(OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN typeof(OLD."vc") = 'text' AND instr(OLD."vc", char(0))
				     THEN 'T' || quote(CAST(OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'T' || quote(CAST(OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'T' || quote(CAST(OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN typeof(OLD."dt") = 'text' AND instr(OLD."dt", char(0))
				     THEN 'T' || quote(CAST(OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'T' || quote(CAST(OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'T' || quote(CAST(OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'T' || quote(CAST(OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'T' || quote(CAST(OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_ib;
CREATE TRIGGER shadowlog_6a6e2d7c_ib BEFORE INSERT ON "types"
WHEN EXISTS (SELECT 1 FROM "types" AS r
              WHERE r."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, mark, new_key, old_row)
	SELECT 1060188790, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(r."id") = 'text' AND instr(r."id", char(0))
				     THEN 'T' || quote(CAST(r."id" AS BLOB)) ELSE quote(r."id") END,
				CASE WHEN typeof(r."b") = 'text' AND instr(r."b", char(0))
				     THEN 'T' || quote(CAST(r."b" AS BLOB)) ELSE quote(r."b") END,
				CASE WHEN typeof(r."i") = 'text' AND instr(r."i", char(0))
				     THEN 'T' || quote(CAST(r."i" AS BLOB)) ELSE quote(r."i") END,
				CASE WHEN typeof(r."bi") = 'text' AND instr(r."bi", char(0))
				     THEN 'T' || quote(CAST(r."bi" AS BLOB)) ELSE quote(r."bi") END,
				CASE WHEN typeof(r."d") = 'text' AND instr(r."d", char(0))
				     THEN 'T' || quote(CAST(r."d" AS BLOB)) ELSE quote(r."d") END,
				CASE WHEN typeof(r."r") = 'text' AND instr(r."r", char(0))
				     THEN 'T' || quote(CAST(r."r" AS BLOB)) ELSE quote(r."r") END,
				CASE WHEN typeof(r."dp") = 'text' AND instr(r."dp", char(0))
				     THEN 'T' || quote(CAST(r."dp" AS BLOB)) ELSE quote(r."dp") END,
				CASE WHEN typeof(r."t") = 'text' AND instr(r."t", char(0))
				     THEN 'T' || quote(CAST(r."t" AS BLOB)) ELSE quote(r."t") END,
				CASE WHEN typeof(r."vc") = 'text' AND instr(r."vc", char(0))
				     THEN 'T' || quote(CAST(r."vc" AS BLOB)) ELSE quote(r."vc") END,
				CASE WHEN typeof(r."bl") = 'text' AND instr(r."bl", char(0))
				     THEN 'T' || quote(CAST(r."bl" AS BLOB)) ELSE quote(r."bl") END,
				CASE WHEN typeof(r."da") = 'text' AND instr(r."da", char(0))
				     THEN 'T' || quote(CAST(r."da" AS BLOB)) ELSE quote(r."da") END,
				CASE WHEN typeof(r."dt") = 'text' AND instr(r."dt", char(0))
				     THEN 'T' || quote(CAST(r."dt" AS BLOB)) ELSE quote(r."dt") END,
				CASE WHEN typeof(r."ti") = 'text' AND instr(r."ti", char(0))
				     THEN 'T' || quote(CAST(r."ti" AS BLOB)) ELSE quote(r."ti") END,
				CASE WHEN typeof(r."j") = 'text' AND instr(r."j", char(0))
				     THEN 'T' || quote(CAST(r."j" AS BLOB)) ELSE quote(r."j") END,
				CASE WHEN typeof(r."u") = 'text' AND instr(r."u", char(0))
				     THEN 'T' || quote(CAST(r."u" AS BLOB)) ELSE quote(r."u") END,
				CASE WHEN typeof(r."none") = 'text' AND instr(r."none", char(0))
				     THEN 'T' || quote(CAST(r."none" AS BLOB)) ELSE quote(r."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "types" AS r
	 WHERE r."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_ub;
CREATE TRIGGER shadowlog_6a6e2d7c_ub BEFORE UPDATE ON "types"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "types" AS r
              WHERE r."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, mark, new_key, old_row)
	SELECT 1060188790, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'T' || quote(CAST(NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(r."id") = 'text' AND instr(r."id", char(0))
				     THEN 'T' || quote(CAST(r."id" AS BLOB)) ELSE quote(r."id") END,
				CASE WHEN typeof(r."b") = 'text' AND instr(r."b", char(0))
				     THEN 'T' || quote(CAST(r."b" AS BLOB)) ELSE quote(r."b") END,
				CASE WHEN typeof(r."i") = 'text' AND instr(r."i", char(0))
				     THEN 'T' || quote(CAST(r."i" AS BLOB)) ELSE quote(r."i") END,
				CASE WHEN typeof(r."bi") = 'text' AND instr(r."bi", char(0))
				     THEN 'T' || quote(CAST(r."bi" AS BLOB)) ELSE quote(r."bi") END,
				CASE WHEN typeof(r."d") = 'text' AND instr(r."d", char(0))
				     THEN 'T' || quote(CAST(r."d" AS BLOB)) ELSE quote(r."d") END,
				CASE WHEN typeof(r."r") = 'text' AND instr(r."r", char(0))
				     THEN 'T' || quote(CAST(r."r" AS BLOB)) ELSE quote(r."r") END,
				CASE WHEN typeof(r."dp") = 'text' AND instr(r."dp", char(0))
				     THEN 'T' || quote(CAST(r."dp" AS BLOB)) ELSE quote(r."dp") END,
				CASE WHEN typeof(r."t") = 'text' AND instr(r."t", char(0))
				     THEN 'T' || quote(CAST(r."t" AS BLOB)) ELSE quote(r."t") END,
				CASE WHEN typeof(r."vc") = 'text' AND instr(r."vc", char(0))
				     THEN 'T' || quote(CAST(r."vc" AS BLOB)) ELSE quote(r."vc") END,
				CASE WHEN typeof(r."bl") = 'text' AND instr(r."bl", char(0))
				     THEN 'T' || quote(CAST(r."bl" AS BLOB)) ELSE quote(r."bl") END,
				CASE WHEN typeof(r."da") = 'text' AND instr(r."da", char(0))
				     THEN 'T' || quote(CAST(r."da" AS BLOB)) ELSE quote(r."da") END,
				CASE WHEN typeof(r."dt") = 'text' AND instr(r."dt", char(0))
				     THEN 'T' || quote(CAST(r."dt" AS BLOB)) ELSE quote(r."dt") END,
				CASE WHEN typeof(r."ti") = 'text' AND instr(r."ti", char(0))
				     THEN 'T' || quote(CAST(r."ti" AS BLOB)) ELSE quote(r."ti") END,
				CASE WHEN typeof(r."j") = 'text' AND instr(r."j", char(0))
				     THEN 'T' || quote(CAST(r."j" AS BLOB)) ELSE quote(r."j") END,
				CASE WHEN typeof(r."u") = 'text' AND instr(r."u", char(0))
				     THEN 'T' || quote(CAST(r."u" AS BLOB)) ELSE quote(r."u") END,
				CASE WHEN typeof(r."none") = 'text' AND instr(r."none", char(0))
				     THEN 'T' || quote(CAST(r."none" AS BLOB)) ELSE quote(r."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "types" AS r
	 WHERE r."id" = NEW."id";
END;

COMMIT;
