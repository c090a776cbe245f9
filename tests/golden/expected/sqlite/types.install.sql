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
--   * what a connection writes that has switched triggers off
--     (SQLITE_DBCONFIG_ENABLE_TRIGGER), or PRAGMA writable_schema, or whoever
--     writes the file itself
-- A column that a trigger names cannot be dropped: `upgrade --change` does that
-- and misses nothing.  DELETE without WHERE becomes slower: it goes row by row.

BEGIN IMMEDIATE;

-- Table types

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('types')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_6a6e2d7c%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1060188790, '', 'types', v.version, d.description,
       'd03cb1a6', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
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
   SET trigger_hash = 'd03cb1a6',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1060188790
   AND (trigger_hash <> 'd03cb1a6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'types'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
       	CASE WHEN typeof(shadowlog."b") = 'text' AND instr(shadowlog."b", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."b" AS BLOB)) ELSE quote(shadowlog."b") END,
       	CASE WHEN typeof(shadowlog."i") = 'text' AND instr(shadowlog."i", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."i" AS BLOB)) ELSE quote(shadowlog."i") END,
       	CASE WHEN typeof(shadowlog."bi") = 'text' AND instr(shadowlog."bi", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."bi" AS BLOB)) ELSE quote(shadowlog."bi") END,
       	CASE WHEN typeof(shadowlog."d") = 'text' AND instr(shadowlog."d", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."d" AS BLOB)) ELSE quote(shadowlog."d") END,
       	CASE WHEN typeof(shadowlog."r") = 'text' AND instr(shadowlog."r", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."r" AS BLOB)) ELSE quote(shadowlog."r") END,
       	CASE WHEN typeof(shadowlog."dp") = 'text' AND instr(shadowlog."dp", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."dp" AS BLOB)) ELSE quote(shadowlog."dp") END,
       	CASE WHEN instr(shadowlog."t", char(0)) AND typeof(shadowlog."t") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."t" AS BLOB)) ELSE quote(shadowlog."t") END,
       	CASE WHEN instr(shadowlog."vc", char(0)) AND typeof(shadowlog."vc") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."vc" AS BLOB)) ELSE quote(shadowlog."vc") END,
       	CASE WHEN typeof(shadowlog."bl") IN ('integer', 'real')
       	     THEN '''' || quote(shadowlog."bl") || ''''
       	     WHEN typeof(shadowlog."bl") = 'text' AND instr(shadowlog."bl", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."bl" AS BLOB)) ELSE quote(shadowlog."bl") END,
       	CASE WHEN typeof(shadowlog."da") = 'text' AND instr(shadowlog."da", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."da" AS BLOB)) ELSE quote(shadowlog."da") END,
       	CASE WHEN instr(shadowlog."dt", char(0)) AND typeof(shadowlog."dt") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."dt" AS BLOB)) ELSE quote(shadowlog."dt") END,
       	CASE WHEN typeof(shadowlog."ti") = 'text' AND instr(shadowlog."ti", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."ti" AS BLOB)) ELSE quote(shadowlog."ti") END,
       	CASE WHEN typeof(shadowlog."j") = 'text' AND instr(shadowlog."j", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."j" AS BLOB)) ELSE quote(shadowlog."j") END,
       	CASE WHEN typeof(shadowlog."u") = 'text' AND instr(shadowlog."u", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."u" AS BLOB)) ELSE quote(shadowlog."u") END,
       	CASE WHEN typeof(shadowlog."none") = 'text' AND instr(shadowlog."none", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."none" AS BLOB)) ELSE quote(shadowlog."none") END)
  FROM "types" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_i;
CREATE TRIGGER shadowlog_6a6e2d7c_i AFTER INSERT ON "types"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1060188790
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1060188790, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN instr(NEW."t", char(0)) AND typeof(NEW."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN instr(NEW."vc", char(0)) AND typeof(NEW."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") IN ('integer', 'real')
				     THEN '''' || quote(NEW."bl") || ''''
				     WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN instr(NEW."dt", char(0)) AND typeof(NEW."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
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
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN instr(OLD."t", char(0)) AND typeof(OLD."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN instr(OLD."vc", char(0)) AND typeof(OLD."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") IN ('integer', 'real')
				     THEN '''' || quote(OLD."bl") || ''''
				     WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN instr(OLD."dt", char(0)) AND typeof(OLD."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN instr(NEW."t", char(0)) AND typeof(NEW."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN instr(NEW."vc", char(0)) AND typeof(NEW."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") IN ('integer', 'real')
				     THEN '''' || quote(NEW."bl") || ''''
				     WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN instr(NEW."dt", char(0)) AND typeof(NEW."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_k;
CREATE TRIGGER shadowlog_6a6e2d7c_k AFTER UPDATE ON "types"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1060188790
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1060188790, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN instr(OLD."t", char(0)) AND typeof(OLD."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN instr(OLD."vc", char(0)) AND typeof(OLD."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") IN ('integer', 'real')
				     THEN '''' || quote(OLD."bl") || ''''
				     WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN instr(OLD."dt", char(0)) AND typeof(OLD."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."b") = 'text' AND instr(NEW."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."b" AS BLOB)) ELSE quote(NEW."b") END,
				CASE WHEN typeof(NEW."i") = 'text' AND instr(NEW."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."i" AS BLOB)) ELSE quote(NEW."i") END,
				CASE WHEN typeof(NEW."bi") = 'text' AND instr(NEW."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bi" AS BLOB)) ELSE quote(NEW."bi") END,
				CASE WHEN typeof(NEW."d") = 'text' AND instr(NEW."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."d" AS BLOB)) ELSE quote(NEW."d") END,
				CASE WHEN typeof(NEW."r") = 'text' AND instr(NEW."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."r" AS BLOB)) ELSE quote(NEW."r") END,
				CASE WHEN typeof(NEW."dp") = 'text' AND instr(NEW."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."dp" AS BLOB)) ELSE quote(NEW."dp") END,
				CASE WHEN instr(NEW."t", char(0)) AND typeof(NEW."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."t" AS BLOB)) ELSE quote(NEW."t") END,
				CASE WHEN instr(NEW."vc", char(0)) AND typeof(NEW."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."vc" AS BLOB)) ELSE quote(NEW."vc") END,
				CASE WHEN typeof(NEW."bl") IN ('integer', 'real')
				     THEN '''' || quote(NEW."bl") || ''''
				     WHEN typeof(NEW."bl") = 'text' AND instr(NEW."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."bl" AS BLOB)) ELSE quote(NEW."bl") END,
				CASE WHEN typeof(NEW."da") = 'text' AND instr(NEW."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."da" AS BLOB)) ELSE quote(NEW."da") END,
				CASE WHEN instr(NEW."dt", char(0)) AND typeof(NEW."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."dt" AS BLOB)) ELSE quote(NEW."dt") END,
				CASE WHEN typeof(NEW."ti") = 'text' AND instr(NEW."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."ti" AS BLOB)) ELSE quote(NEW."ti") END,
				CASE WHEN typeof(NEW."j") = 'text' AND instr(NEW."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."j" AS BLOB)) ELSE quote(NEW."j") END,
				CASE WHEN typeof(NEW."u") = 'text' AND instr(NEW."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."u" AS BLOB)) ELSE quote(NEW."u") END,
				CASE WHEN typeof(NEW."none") = 'text' AND instr(NEW."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."none" AS BLOB)) ELSE quote(NEW."none") END),
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
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."b") = 'text' AND instr(OLD."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."b" AS BLOB)) ELSE quote(OLD."b") END,
				CASE WHEN typeof(OLD."i") = 'text' AND instr(OLD."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."i" AS BLOB)) ELSE quote(OLD."i") END,
				CASE WHEN typeof(OLD."bi") = 'text' AND instr(OLD."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bi" AS BLOB)) ELSE quote(OLD."bi") END,
				CASE WHEN typeof(OLD."d") = 'text' AND instr(OLD."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."d" AS BLOB)) ELSE quote(OLD."d") END,
				CASE WHEN typeof(OLD."r") = 'text' AND instr(OLD."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."r" AS BLOB)) ELSE quote(OLD."r") END,
				CASE WHEN typeof(OLD."dp") = 'text' AND instr(OLD."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."dp" AS BLOB)) ELSE quote(OLD."dp") END,
				CASE WHEN instr(OLD."t", char(0)) AND typeof(OLD."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."t" AS BLOB)) ELSE quote(OLD."t") END,
				CASE WHEN instr(OLD."vc", char(0)) AND typeof(OLD."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."vc" AS BLOB)) ELSE quote(OLD."vc") END,
				CASE WHEN typeof(OLD."bl") IN ('integer', 'real')
				     THEN '''' || quote(OLD."bl") || ''''
				     WHEN typeof(OLD."bl") = 'text' AND instr(OLD."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."bl" AS BLOB)) ELSE quote(OLD."bl") END,
				CASE WHEN typeof(OLD."da") = 'text' AND instr(OLD."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."da" AS BLOB)) ELSE quote(OLD."da") END,
				CASE WHEN instr(OLD."dt", char(0)) AND typeof(OLD."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."dt" AS BLOB)) ELSE quote(OLD."dt") END,
				CASE WHEN typeof(OLD."ti") = 'text' AND instr(OLD."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."ti" AS BLOB)) ELSE quote(OLD."ti") END,
				CASE WHEN typeof(OLD."j") = 'text' AND instr(OLD."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."j" AS BLOB)) ELSE quote(OLD."j") END,
				CASE WHEN typeof(OLD."u") = 'text' AND instr(OLD."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."u" AS BLOB)) ELSE quote(OLD."u") END,
				CASE WHEN typeof(OLD."none") = 'text' AND instr(OLD."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."none" AS BLOB)) ELSE quote(OLD."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_ib;
CREATE TRIGGER shadowlog_6a6e2d7c_ib BEFORE INSERT ON "types"
WHEN EXISTS (SELECT 1 FROM "types" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1060188790, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."b") = 'text' AND instr(shadowlog."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."b" AS BLOB)) ELSE quote(shadowlog."b") END,
				CASE WHEN typeof(shadowlog."i") = 'text' AND instr(shadowlog."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."i" AS BLOB)) ELSE quote(shadowlog."i") END,
				CASE WHEN typeof(shadowlog."bi") = 'text' AND instr(shadowlog."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bi" AS BLOB)) ELSE quote(shadowlog."bi") END,
				CASE WHEN typeof(shadowlog."d") = 'text' AND instr(shadowlog."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."d" AS BLOB)) ELSE quote(shadowlog."d") END,
				CASE WHEN typeof(shadowlog."r") = 'text' AND instr(shadowlog."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."r" AS BLOB)) ELSE quote(shadowlog."r") END,
				CASE WHEN typeof(shadowlog."dp") = 'text' AND instr(shadowlog."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."dp" AS BLOB)) ELSE quote(shadowlog."dp") END,
				CASE WHEN instr(shadowlog."t", char(0)) AND typeof(shadowlog."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."t" AS BLOB)) ELSE quote(shadowlog."t") END,
				CASE WHEN instr(shadowlog."vc", char(0)) AND typeof(shadowlog."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."vc" AS BLOB)) ELSE quote(shadowlog."vc") END,
				CASE WHEN typeof(shadowlog."bl") IN ('integer', 'real')
				     THEN '''' || quote(shadowlog."bl") || ''''
				     WHEN typeof(shadowlog."bl") = 'text' AND instr(shadowlog."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bl" AS BLOB)) ELSE quote(shadowlog."bl") END,
				CASE WHEN typeof(shadowlog."da") = 'text' AND instr(shadowlog."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."da" AS BLOB)) ELSE quote(shadowlog."da") END,
				CASE WHEN instr(shadowlog."dt", char(0)) AND typeof(shadowlog."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."dt" AS BLOB)) ELSE quote(shadowlog."dt") END,
				CASE WHEN typeof(shadowlog."ti") = 'text' AND instr(shadowlog."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."ti" AS BLOB)) ELSE quote(shadowlog."ti") END,
				CASE WHEN typeof(shadowlog."j") = 'text' AND instr(shadowlog."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."j" AS BLOB)) ELSE quote(shadowlog."j") END,
				CASE WHEN typeof(shadowlog."u") = 'text' AND instr(shadowlog."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."u" AS BLOB)) ELSE quote(shadowlog."u") END,
				CASE WHEN typeof(shadowlog."none") = 'text' AND instr(shadowlog."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."none" AS BLOB)) ELSE quote(shadowlog."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "types" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_ub;
CREATE TRIGGER shadowlog_6a6e2d7c_ub BEFORE UPDATE ON "types"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "types" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1060188790, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."b") = 'text' AND instr(shadowlog."b", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."b" AS BLOB)) ELSE quote(shadowlog."b") END,
				CASE WHEN typeof(shadowlog."i") = 'text' AND instr(shadowlog."i", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."i" AS BLOB)) ELSE quote(shadowlog."i") END,
				CASE WHEN typeof(shadowlog."bi") = 'text' AND instr(shadowlog."bi", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bi" AS BLOB)) ELSE quote(shadowlog."bi") END,
				CASE WHEN typeof(shadowlog."d") = 'text' AND instr(shadowlog."d", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."d" AS BLOB)) ELSE quote(shadowlog."d") END,
				CASE WHEN typeof(shadowlog."r") = 'text' AND instr(shadowlog."r", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."r" AS BLOB)) ELSE quote(shadowlog."r") END,
				CASE WHEN typeof(shadowlog."dp") = 'text' AND instr(shadowlog."dp", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."dp" AS BLOB)) ELSE quote(shadowlog."dp") END,
				CASE WHEN instr(shadowlog."t", char(0)) AND typeof(shadowlog."t") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."t" AS BLOB)) ELSE quote(shadowlog."t") END,
				CASE WHEN instr(shadowlog."vc", char(0)) AND typeof(shadowlog."vc") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."vc" AS BLOB)) ELSE quote(shadowlog."vc") END,
				CASE WHEN typeof(shadowlog."bl") IN ('integer', 'real')
				     THEN '''' || quote(shadowlog."bl") || ''''
				     WHEN typeof(shadowlog."bl") = 'text' AND instr(shadowlog."bl", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bl" AS BLOB)) ELSE quote(shadowlog."bl") END,
				CASE WHEN typeof(shadowlog."da") = 'text' AND instr(shadowlog."da", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."da" AS BLOB)) ELSE quote(shadowlog."da") END,
				CASE WHEN instr(shadowlog."dt", char(0)) AND typeof(shadowlog."dt") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."dt" AS BLOB)) ELSE quote(shadowlog."dt") END,
				CASE WHEN typeof(shadowlog."ti") = 'text' AND instr(shadowlog."ti", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."ti" AS BLOB)) ELSE quote(shadowlog."ti") END,
				CASE WHEN typeof(shadowlog."j") = 'text' AND instr(shadowlog."j", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."j" AS BLOB)) ELSE quote(shadowlog."j") END,
				CASE WHEN typeof(shadowlog."u") = 'text' AND instr(shadowlog."u", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."u" AS BLOB)) ELSE quote(shadowlog."u") END,
				CASE WHEN typeof(shadowlog."none") = 'text' AND instr(shadowlog."none", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."none" AS BLOB)) ELSE quote(shadowlog."none") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "types" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

COMMIT;
