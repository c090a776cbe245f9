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

-- Table stock

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('stock')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_22725773%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 276069984, '', 'stock', v.version, d.description,
       '0ad8c198', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'stock') AS v,
       (SELECT 'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 276069984
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '0ad8c198',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 276069984
   AND (trigger_hash <> '0ad8c198'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'stock'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."quantity") = 'text' AND instr(shadowlog."quantity", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."quantity" AS BLOB)) ELSE quote(shadowlog."quantity") END,
       	CASE WHEN instr(shadowlog."bin", char(0)) AND typeof(shadowlog."bin") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."bin" AS BLOB)) ELSE quote(shadowlog."bin") END,
       	CASE WHEN instr(shadowlog."sku", char(0)) AND typeof(shadowlog."sku") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."sku" AS BLOB)) ELSE quote(shadowlog."sku") END,
       	CASE WHEN typeof(shadowlog."site") = 'text' AND instr(shadowlog."site", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."site" AS BLOB)) ELSE quote(shadowlog."site") END,
       	CASE WHEN typeof(shadowlog."counted") = 'text' AND instr(shadowlog."counted", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."counted" AS BLOB)) ELSE quote(shadowlog."counted") END)
  FROM "stock" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_22725773_i;
CREATE TRIGGER shadowlog_22725773_i AFTER INSERT ON "stock"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 276069984
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s,%s,%s',
			CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
			CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
			CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (276069984, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."quantity") = 'text' AND instr(NEW."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."quantity" AS BLOB)) ELSE quote(NEW."quantity") END,
				CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
				CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
				CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END,
				CASE WHEN typeof(NEW."counted") = 'text' AND instr(NEW."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."counted" AS BLOB)) ELSE quote(NEW."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_22725773_u;
CREATE TRIGGER shadowlog_22725773_u AFTER UPDATE ON "stock"
WHEN NEW."site" IS OLD."site"
     AND NEW."bin" IS OLD."bin"
     AND NEW."sku" IS OLD."sku"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (276069984, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."quantity") = 'text' AND instr(OLD."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."quantity" AS BLOB)) ELSE quote(OLD."quantity") END,
				CASE WHEN instr(OLD."bin", char(0)) AND typeof(OLD."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."bin" AS BLOB)) ELSE quote(OLD."bin") END,
				CASE WHEN instr(OLD."sku", char(0)) AND typeof(OLD."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."sku" AS BLOB)) ELSE quote(OLD."sku") END,
				CASE WHEN typeof(OLD."site") = 'text' AND instr(OLD."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."site" AS BLOB)) ELSE quote(OLD."site") END,
				CASE WHEN typeof(OLD."counted") = 'text' AND instr(OLD."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."counted" AS BLOB)) ELSE quote(OLD."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."quantity") = 'text' AND instr(NEW."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."quantity" AS BLOB)) ELSE quote(NEW."quantity") END,
				CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
				CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
				CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END,
				CASE WHEN typeof(NEW."counted") = 'text' AND instr(NEW."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."counted" AS BLOB)) ELSE quote(NEW."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_22725773_k;
CREATE TRIGGER shadowlog_22725773_k AFTER UPDATE ON "stock"
WHEN NOT (NEW."site" IS OLD."site"
          AND NEW."bin" IS OLD."bin"
          AND NEW."sku" IS OLD."sku")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 276069984
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s,%s,%s',
			CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
			CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
			CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (276069984, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."quantity") = 'text' AND instr(OLD."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."quantity" AS BLOB)) ELSE quote(OLD."quantity") END,
				CASE WHEN instr(OLD."bin", char(0)) AND typeof(OLD."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."bin" AS BLOB)) ELSE quote(OLD."bin") END,
				CASE WHEN instr(OLD."sku", char(0)) AND typeof(OLD."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."sku" AS BLOB)) ELSE quote(OLD."sku") END,
				CASE WHEN typeof(OLD."site") = 'text' AND instr(OLD."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."site" AS BLOB)) ELSE quote(OLD."site") END,
				CASE WHEN typeof(OLD."counted") = 'text' AND instr(OLD."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."counted" AS BLOB)) ELSE quote(OLD."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."quantity") = 'text' AND instr(NEW."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."quantity" AS BLOB)) ELSE quote(NEW."quantity") END,
				CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
				CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
				CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END,
				CASE WHEN typeof(NEW."counted") = 'text' AND instr(NEW."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."counted" AS BLOB)) ELSE quote(NEW."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_22725773_d;
CREATE TRIGGER shadowlog_22725773_d AFTER DELETE ON "stock"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (276069984, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."quantity") = 'text' AND instr(OLD."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."quantity" AS BLOB)) ELSE quote(OLD."quantity") END,
				CASE WHEN instr(OLD."bin", char(0)) AND typeof(OLD."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."bin" AS BLOB)) ELSE quote(OLD."bin") END,
				CASE WHEN instr(OLD."sku", char(0)) AND typeof(OLD."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."sku" AS BLOB)) ELSE quote(OLD."sku") END,
				CASE WHEN typeof(OLD."site") = 'text' AND instr(OLD."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."site" AS BLOB)) ELSE quote(OLD."site") END,
				CASE WHEN typeof(OLD."counted") = 'text' AND instr(OLD."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."counted" AS BLOB)) ELSE quote(OLD."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_22725773_ib;
CREATE TRIGGER shadowlog_22725773_ib BEFORE INSERT ON "stock"
WHEN EXISTS (SELECT 1 FROM "stock" AS shadowlog
              WHERE shadowlog."site" = NEW."site"
                    AND shadowlog."bin" = NEW."bin"
                    AND shadowlog."sku" = NEW."sku")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 276069984, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s,%s,%s',
			CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
			CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
			CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."quantity") = 'text' AND instr(shadowlog."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."quantity" AS BLOB)) ELSE quote(shadowlog."quantity") END,
				CASE WHEN instr(shadowlog."bin", char(0)) AND typeof(shadowlog."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bin" AS BLOB)) ELSE quote(shadowlog."bin") END,
				CASE WHEN instr(shadowlog."sku", char(0)) AND typeof(shadowlog."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."sku" AS BLOB)) ELSE quote(shadowlog."sku") END,
				CASE WHEN typeof(shadowlog."site") = 'text' AND instr(shadowlog."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."site" AS BLOB)) ELSE quote(shadowlog."site") END,
				CASE WHEN typeof(shadowlog."counted") = 'text' AND instr(shadowlog."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."counted" AS BLOB)) ELSE quote(shadowlog."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "stock" AS shadowlog
	 WHERE shadowlog."site" = NEW."site"
	       AND shadowlog."bin" = NEW."bin"
	       AND shadowlog."sku" = NEW."sku";
END;

DROP TRIGGER IF EXISTS shadowlog_22725773_ub;
CREATE TRIGGER shadowlog_22725773_ub BEFORE UPDATE ON "stock"
WHEN NOT (NEW."site" IS OLD."site"
          AND NEW."bin" IS OLD."bin"
          AND NEW."sku" IS OLD."sku")
 AND EXISTS (SELECT 1 FROM "stock" AS shadowlog
              WHERE shadowlog."site" = NEW."site"
                    AND shadowlog."bin" = NEW."bin"
                    AND shadowlog."sku" = NEW."sku")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 276069984, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s,%s,%s',
			CASE WHEN instr(NEW."bin", char(0)) AND typeof(NEW."bin") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."bin" AS BLOB)) ELSE quote(NEW."bin") END,
			CASE WHEN instr(NEW."sku", char(0)) AND typeof(NEW."sku") = 'text'
			     THEN 'U' || quote(CAST(char(65279) || NEW."sku" AS BLOB)) ELSE quote(NEW."sku") END,
			CASE WHEN typeof(NEW."site") = 'text' AND instr(NEW."site", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."site" AS BLOB)) ELSE quote(NEW."site") END),
		coalesce(
			printf('%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."quantity") = 'text' AND instr(shadowlog."quantity", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."quantity" AS BLOB)) ELSE quote(shadowlog."quantity") END,
				CASE WHEN instr(shadowlog."bin", char(0)) AND typeof(shadowlog."bin") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."bin" AS BLOB)) ELSE quote(shadowlog."bin") END,
				CASE WHEN instr(shadowlog."sku", char(0)) AND typeof(shadowlog."sku") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."sku" AS BLOB)) ELSE quote(shadowlog."sku") END,
				CASE WHEN typeof(shadowlog."site") = 'text' AND instr(shadowlog."site", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."site" AS BLOB)) ELSE quote(shadowlog."site") END,
				CASE WHEN typeof(shadowlog."counted") = 'text' AND instr(shadowlog."counted", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."counted" AS BLOB)) ELSE quote(shadowlog."counted") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "stock" AS shadowlog
	 WHERE shadowlog."site" = NEW."site"
	       AND shadowlog."bin" = NEW."bin"
	       AND shadowlog."sku" = NEW."sku";
END;

COMMIT;
