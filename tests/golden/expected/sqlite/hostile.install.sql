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

-- Table "it's [a] `table`; --\n*/ /* \\"

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('it''s [a] `table`; --
*/ /* \')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_6578dc2c%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641739204, '', 'it''s [a] `table`; --
*/ /* \', v.version, d.description,
       'dfb6e936', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'it''s [a] `table`; --
*/ /* \') AS v,
       (SELECT 'shadowlog-tables 1
table "it''s [a] `table`; --\n*/ /* \\"
  column "a\"b''c`d]e\\"                                                  int        as int  key 1
  column "line\nend\r\ttab"                                              text       as text null
  column select                                                          text       as text null
  column $shadowlog$                                                     json       as json null
  column $shadowlog_1$                                                   json       as json null
  column "{{new_image}}"                                                 text       as text null
  column "größe €"                                                       text       as text null
  column "\x01\x02\x03"                                                  text       as text null
  column "-- ''); DROP TABLE x"                                           varchar(9) as text null
  column ":name ? %s %n"                                                 text       as text null
  column a23456789_123456789_123456789_123456789_123456789_123456789_123 int        as int  null
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 641739204
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = 'dfb6e936',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 641739204
   AND (trigger_hash <> 'dfb6e936'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'it''s [a] `table`; --
*/ /* \'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."a""b'c`d]e\") = 'text' AND instr(shadowlog."a""b'c`d]e\", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."a""b'c`d]e\" AS BLOB)) ELSE quote(shadowlog."a""b'c`d]e\") END,
       	CASE WHEN instr(shadowlog."line
end	tab", char(0)) AND typeof(shadowlog."line
end	tab") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."line
end	tab" AS BLOB)) ELSE quote(shadowlog."line
end	tab") END,
       	CASE WHEN instr(shadowlog."select", char(0)) AND typeof(shadowlog."select") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."select" AS BLOB)) ELSE quote(shadowlog."select") END,
       	CASE WHEN typeof(shadowlog."$shadowlog$") = 'text' AND instr(shadowlog."$shadowlog$", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog$" AS BLOB)) ELSE quote(shadowlog."$shadowlog$") END,
       	CASE WHEN typeof(shadowlog."$shadowlog_1$") = 'text' AND instr(shadowlog."$shadowlog_1$", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog_1$" AS BLOB)) ELSE quote(shadowlog."$shadowlog_1$") END,
       	CASE WHEN instr(shadowlog."{{new_image}}", char(0)) AND typeof(shadowlog."{{new_image}}") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."{{new_image}}" AS BLOB)) ELSE quote(shadowlog."{{new_image}}") END,
       	CASE WHEN instr(shadowlog."größe €", char(0)) AND typeof(shadowlog."größe €") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."größe €" AS BLOB)) ELSE quote(shadowlog."größe €") END,
       	CASE WHEN instr(shadowlog."", char(0)) AND typeof(shadowlog."") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."" AS BLOB)) ELSE quote(shadowlog."") END,
       	CASE WHEN instr(shadowlog."-- '); DROP TABLE x", char(0)) AND typeof(shadowlog."-- '); DROP TABLE x") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."-- '); DROP TABLE x" AS BLOB)) ELSE quote(shadowlog."-- '); DROP TABLE x") END,
       	CASE WHEN instr(shadowlog.":name ? %s %n", char(0)) AND typeof(shadowlog.":name ? %s %n") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog.":name ? %s %n" AS BLOB)) ELSE quote(shadowlog.":name ? %s %n") END,
       	CASE WHEN typeof(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") END)
  FROM "it's [a] `table`; --
*/ /* \" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_6578dc2c_i;
CREATE TRIGGER shadowlog_6578dc2c_i AFTER INSERT ON "it's [a] `table`; --
*/ /* \"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 641739204
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (641739204, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END,
				CASE WHEN instr(NEW."line
end	tab", char(0)) AND typeof(NEW."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."line
end	tab" AS BLOB)) ELSE quote(NEW."line
end	tab") END,
				CASE WHEN instr(NEW."select", char(0)) AND typeof(NEW."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."select" AS BLOB)) ELSE quote(NEW."select") END,
				CASE WHEN typeof(NEW."$shadowlog$") = 'text' AND instr(NEW."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog$" AS BLOB)) ELSE quote(NEW."$shadowlog$") END,
				CASE WHEN typeof(NEW."$shadowlog_1$") = 'text' AND instr(NEW."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog_1$" AS BLOB)) ELSE quote(NEW."$shadowlog_1$") END,
				CASE WHEN instr(NEW."{{new_image}}", char(0)) AND typeof(NEW."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."{{new_image}}" AS BLOB)) ELSE quote(NEW."{{new_image}}") END,
				CASE WHEN instr(NEW."größe €", char(0)) AND typeof(NEW."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."größe €" AS BLOB)) ELSE quote(NEW."größe €") END,
				CASE WHEN instr(NEW."", char(0)) AND typeof(NEW."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."" AS BLOB)) ELSE quote(NEW."") END,
				CASE WHEN instr(NEW."-- '); DROP TABLE x", char(0)) AND typeof(NEW."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."-- '); DROP TABLE x" AS BLOB)) ELSE quote(NEW."-- '); DROP TABLE x") END,
				CASE WHEN instr(NEW.":name ? %s %n", char(0)) AND typeof(NEW.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW.":name ? %s %n" AS BLOB)) ELSE quote(NEW.":name ? %s %n") END,
				CASE WHEN typeof(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_u;
CREATE TRIGGER shadowlog_6578dc2c_u AFTER UPDATE ON "it's [a] `table`; --
*/ /* \"
WHEN NEW."a""b'c`d]e\" IS OLD."a""b'c`d]e\"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (641739204, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."a""b'c`d]e\") = 'text' AND instr(OLD."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a""b'c`d]e\" AS BLOB)) ELSE quote(OLD."a""b'c`d]e\") END,
				CASE WHEN instr(OLD."line
end	tab", char(0)) AND typeof(OLD."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."line
end	tab" AS BLOB)) ELSE quote(OLD."line
end	tab") END,
				CASE WHEN instr(OLD."select", char(0)) AND typeof(OLD."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."select" AS BLOB)) ELSE quote(OLD."select") END,
				CASE WHEN typeof(OLD."$shadowlog$") = 'text' AND instr(OLD."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog$" AS BLOB)) ELSE quote(OLD."$shadowlog$") END,
				CASE WHEN typeof(OLD."$shadowlog_1$") = 'text' AND instr(OLD."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog_1$" AS BLOB)) ELSE quote(OLD."$shadowlog_1$") END,
				CASE WHEN instr(OLD."{{new_image}}", char(0)) AND typeof(OLD."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."{{new_image}}" AS BLOB)) ELSE quote(OLD."{{new_image}}") END,
				CASE WHEN instr(OLD."größe €", char(0)) AND typeof(OLD."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."größe €" AS BLOB)) ELSE quote(OLD."größe €") END,
				CASE WHEN instr(OLD."", char(0)) AND typeof(OLD."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."" AS BLOB)) ELSE quote(OLD."") END,
				CASE WHEN instr(OLD."-- '); DROP TABLE x", char(0)) AND typeof(OLD."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."-- '); DROP TABLE x" AS BLOB)) ELSE quote(OLD."-- '); DROP TABLE x") END,
				CASE WHEN instr(OLD.":name ? %s %n", char(0)) AND typeof(OLD.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD.":name ? %s %n" AS BLOB)) ELSE quote(OLD.":name ? %s %n") END,
				CASE WHEN typeof(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END,
				CASE WHEN instr(NEW."line
end	tab", char(0)) AND typeof(NEW."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."line
end	tab" AS BLOB)) ELSE quote(NEW."line
end	tab") END,
				CASE WHEN instr(NEW."select", char(0)) AND typeof(NEW."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."select" AS BLOB)) ELSE quote(NEW."select") END,
				CASE WHEN typeof(NEW."$shadowlog$") = 'text' AND instr(NEW."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog$" AS BLOB)) ELSE quote(NEW."$shadowlog$") END,
				CASE WHEN typeof(NEW."$shadowlog_1$") = 'text' AND instr(NEW."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog_1$" AS BLOB)) ELSE quote(NEW."$shadowlog_1$") END,
				CASE WHEN instr(NEW."{{new_image}}", char(0)) AND typeof(NEW."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."{{new_image}}" AS BLOB)) ELSE quote(NEW."{{new_image}}") END,
				CASE WHEN instr(NEW."größe €", char(0)) AND typeof(NEW."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."größe €" AS BLOB)) ELSE quote(NEW."größe €") END,
				CASE WHEN instr(NEW."", char(0)) AND typeof(NEW."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."" AS BLOB)) ELSE quote(NEW."") END,
				CASE WHEN instr(NEW."-- '); DROP TABLE x", char(0)) AND typeof(NEW."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."-- '); DROP TABLE x" AS BLOB)) ELSE quote(NEW."-- '); DROP TABLE x") END,
				CASE WHEN instr(NEW.":name ? %s %n", char(0)) AND typeof(NEW.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW.":name ? %s %n" AS BLOB)) ELSE quote(NEW.":name ? %s %n") END,
				CASE WHEN typeof(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_k;
CREATE TRIGGER shadowlog_6578dc2c_k AFTER UPDATE ON "it's [a] `table`; --
*/ /* \"
WHEN NOT (NEW."a""b'c`d]e\" IS OLD."a""b'c`d]e\")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 641739204
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (641739204, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."a""b'c`d]e\") = 'text' AND instr(OLD."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a""b'c`d]e\" AS BLOB)) ELSE quote(OLD."a""b'c`d]e\") END,
				CASE WHEN instr(OLD."line
end	tab", char(0)) AND typeof(OLD."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."line
end	tab" AS BLOB)) ELSE quote(OLD."line
end	tab") END,
				CASE WHEN instr(OLD."select", char(0)) AND typeof(OLD."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."select" AS BLOB)) ELSE quote(OLD."select") END,
				CASE WHEN typeof(OLD."$shadowlog$") = 'text' AND instr(OLD."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog$" AS BLOB)) ELSE quote(OLD."$shadowlog$") END,
				CASE WHEN typeof(OLD."$shadowlog_1$") = 'text' AND instr(OLD."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog_1$" AS BLOB)) ELSE quote(OLD."$shadowlog_1$") END,
				CASE WHEN instr(OLD."{{new_image}}", char(0)) AND typeof(OLD."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."{{new_image}}" AS BLOB)) ELSE quote(OLD."{{new_image}}") END,
				CASE WHEN instr(OLD."größe €", char(0)) AND typeof(OLD."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."größe €" AS BLOB)) ELSE quote(OLD."größe €") END,
				CASE WHEN instr(OLD."", char(0)) AND typeof(OLD."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."" AS BLOB)) ELSE quote(OLD."") END,
				CASE WHEN instr(OLD."-- '); DROP TABLE x", char(0)) AND typeof(OLD."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."-- '); DROP TABLE x" AS BLOB)) ELSE quote(OLD."-- '); DROP TABLE x") END,
				CASE WHEN instr(OLD.":name ? %s %n", char(0)) AND typeof(OLD.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD.":name ? %s %n" AS BLOB)) ELSE quote(OLD.":name ? %s %n") END,
				CASE WHEN typeof(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END,
				CASE WHEN instr(NEW."line
end	tab", char(0)) AND typeof(NEW."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."line
end	tab" AS BLOB)) ELSE quote(NEW."line
end	tab") END,
				CASE WHEN instr(NEW."select", char(0)) AND typeof(NEW."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."select" AS BLOB)) ELSE quote(NEW."select") END,
				CASE WHEN typeof(NEW."$shadowlog$") = 'text' AND instr(NEW."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog$" AS BLOB)) ELSE quote(NEW."$shadowlog$") END,
				CASE WHEN typeof(NEW."$shadowlog_1$") = 'text' AND instr(NEW."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."$shadowlog_1$" AS BLOB)) ELSE quote(NEW."$shadowlog_1$") END,
				CASE WHEN instr(NEW."{{new_image}}", char(0)) AND typeof(NEW."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."{{new_image}}" AS BLOB)) ELSE quote(NEW."{{new_image}}") END,
				CASE WHEN instr(NEW."größe €", char(0)) AND typeof(NEW."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."größe €" AS BLOB)) ELSE quote(NEW."größe €") END,
				CASE WHEN instr(NEW."", char(0)) AND typeof(NEW."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."" AS BLOB)) ELSE quote(NEW."") END,
				CASE WHEN instr(NEW."-- '); DROP TABLE x", char(0)) AND typeof(NEW."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."-- '); DROP TABLE x" AS BLOB)) ELSE quote(NEW."-- '); DROP TABLE x") END,
				CASE WHEN instr(NEW.":name ? %s %n", char(0)) AND typeof(NEW.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW.":name ? %s %n" AS BLOB)) ELSE quote(NEW.":name ? %s %n") END,
				CASE WHEN typeof(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_6578dc2c_d;
CREATE TRIGGER shadowlog_6578dc2c_d AFTER DELETE ON "it's [a] `table`; --
*/ /* \"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (641739204, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."a""b'c`d]e\") = 'text' AND instr(OLD."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a""b'c`d]e\" AS BLOB)) ELSE quote(OLD."a""b'c`d]e\") END,
				CASE WHEN instr(OLD."line
end	tab", char(0)) AND typeof(OLD."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."line
end	tab" AS BLOB)) ELSE quote(OLD."line
end	tab") END,
				CASE WHEN instr(OLD."select", char(0)) AND typeof(OLD."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."select" AS BLOB)) ELSE quote(OLD."select") END,
				CASE WHEN typeof(OLD."$shadowlog$") = 'text' AND instr(OLD."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog$" AS BLOB)) ELSE quote(OLD."$shadowlog$") END,
				CASE WHEN typeof(OLD."$shadowlog_1$") = 'text' AND instr(OLD."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."$shadowlog_1$" AS BLOB)) ELSE quote(OLD."$shadowlog_1$") END,
				CASE WHEN instr(OLD."{{new_image}}", char(0)) AND typeof(OLD."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."{{new_image}}" AS BLOB)) ELSE quote(OLD."{{new_image}}") END,
				CASE WHEN instr(OLD."größe €", char(0)) AND typeof(OLD."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."größe €" AS BLOB)) ELSE quote(OLD."größe €") END,
				CASE WHEN instr(OLD."", char(0)) AND typeof(OLD."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."" AS BLOB)) ELSE quote(OLD."") END,
				CASE WHEN instr(OLD."-- '); DROP TABLE x", char(0)) AND typeof(OLD."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."-- '); DROP TABLE x" AS BLOB)) ELSE quote(OLD."-- '); DROP TABLE x") END,
				CASE WHEN instr(OLD.":name ? %s %n", char(0)) AND typeof(OLD.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD.":name ? %s %n" AS BLOB)) ELSE quote(OLD.":name ? %s %n") END,
				CASE WHEN typeof(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_ib;
CREATE TRIGGER shadowlog_6578dc2c_ib BEFORE INSERT ON "it's [a] `table`; --
*/ /* \"
WHEN EXISTS (SELECT 1 FROM "it's [a] `table`; --
*/ /* \" AS shadowlog
              WHERE shadowlog."a""b'c`d]e\" = NEW."a""b'c`d]e\")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 641739204, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."a""b'c`d]e\") = 'text' AND instr(shadowlog."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."a""b'c`d]e\" AS BLOB)) ELSE quote(shadowlog."a""b'c`d]e\") END,
				CASE WHEN instr(shadowlog."line
end	tab", char(0)) AND typeof(shadowlog."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."line
end	tab" AS BLOB)) ELSE quote(shadowlog."line
end	tab") END,
				CASE WHEN instr(shadowlog."select", char(0)) AND typeof(shadowlog."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."select" AS BLOB)) ELSE quote(shadowlog."select") END,
				CASE WHEN typeof(shadowlog."$shadowlog$") = 'text' AND instr(shadowlog."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog$" AS BLOB)) ELSE quote(shadowlog."$shadowlog$") END,
				CASE WHEN typeof(shadowlog."$shadowlog_1$") = 'text' AND instr(shadowlog."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog_1$" AS BLOB)) ELSE quote(shadowlog."$shadowlog_1$") END,
				CASE WHEN instr(shadowlog."{{new_image}}", char(0)) AND typeof(shadowlog."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."{{new_image}}" AS BLOB)) ELSE quote(shadowlog."{{new_image}}") END,
				CASE WHEN instr(shadowlog."größe €", char(0)) AND typeof(shadowlog."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."größe €" AS BLOB)) ELSE quote(shadowlog."größe €") END,
				CASE WHEN instr(shadowlog."", char(0)) AND typeof(shadowlog."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."" AS BLOB)) ELSE quote(shadowlog."") END,
				CASE WHEN instr(shadowlog."-- '); DROP TABLE x", char(0)) AND typeof(shadowlog."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."-- '); DROP TABLE x" AS BLOB)) ELSE quote(shadowlog."-- '); DROP TABLE x") END,
				CASE WHEN instr(shadowlog.":name ? %s %n", char(0)) AND typeof(shadowlog.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog.":name ? %s %n" AS BLOB)) ELSE quote(shadowlog.":name ? %s %n") END,
				CASE WHEN typeof(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "it's [a] `table`; --
*/ /* \" AS shadowlog
	 WHERE shadowlog."a""b'c`d]e\" = NEW."a""b'c`d]e\";
END;

DROP TRIGGER IF EXISTS shadowlog_6578dc2c_ub;
CREATE TRIGGER shadowlog_6578dc2c_ub BEFORE UPDATE ON "it's [a] `table`; --
*/ /* \"
WHEN NOT (NEW."a""b'c`d]e\" IS OLD."a""b'c`d]e\")
 AND EXISTS (SELECT 1 FROM "it's [a] `table`; --
*/ /* \" AS shadowlog
              WHERE shadowlog."a""b'c`d]e\" = NEW."a""b'c`d]e\")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 641739204, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."a""b'c`d]e\") = 'text' AND instr(NEW."a""b'c`d]e\", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."a""b'c`d]e\" AS BLOB)) ELSE quote(NEW."a""b'c`d]e\") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."a""b'c`d]e\") = 'text' AND instr(shadowlog."a""b'c`d]e\", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."a""b'c`d]e\" AS BLOB)) ELSE quote(shadowlog."a""b'c`d]e\") END,
				CASE WHEN instr(shadowlog."line
end	tab", char(0)) AND typeof(shadowlog."line
end	tab") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."line
end	tab" AS BLOB)) ELSE quote(shadowlog."line
end	tab") END,
				CASE WHEN instr(shadowlog."select", char(0)) AND typeof(shadowlog."select") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."select" AS BLOB)) ELSE quote(shadowlog."select") END,
				CASE WHEN typeof(shadowlog."$shadowlog$") = 'text' AND instr(shadowlog."$shadowlog$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog$" AS BLOB)) ELSE quote(shadowlog."$shadowlog$") END,
				CASE WHEN typeof(shadowlog."$shadowlog_1$") = 'text' AND instr(shadowlog."$shadowlog_1$", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."$shadowlog_1$" AS BLOB)) ELSE quote(shadowlog."$shadowlog_1$") END,
				CASE WHEN instr(shadowlog."{{new_image}}", char(0)) AND typeof(shadowlog."{{new_image}}") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."{{new_image}}" AS BLOB)) ELSE quote(shadowlog."{{new_image}}") END,
				CASE WHEN instr(shadowlog."größe €", char(0)) AND typeof(shadowlog."größe €") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."größe €" AS BLOB)) ELSE quote(shadowlog."größe €") END,
				CASE WHEN instr(shadowlog."", char(0)) AND typeof(shadowlog."") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."" AS BLOB)) ELSE quote(shadowlog."") END,
				CASE WHEN instr(shadowlog."-- '); DROP TABLE x", char(0)) AND typeof(shadowlog."-- '); DROP TABLE x") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."-- '); DROP TABLE x" AS BLOB)) ELSE quote(shadowlog."-- '); DROP TABLE x") END,
				CASE WHEN instr(shadowlog.":name ? %s %n", char(0)) AND typeof(shadowlog.":name ? %s %n") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog.":name ? %s %n" AS BLOB)) ELSE quote(shadowlog.":name ? %s %n") END,
				CASE WHEN typeof(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") = 'text' AND instr(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123" AS BLOB)) ELSE quote(shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "it's [a] `table`; --
*/ /* \" AS shadowlog
	 WHERE shadowlog."a""b'c`d]e\" = NEW."a""b'c`d]e\";
END;

-- Table order

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('order')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_2d041af1%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 2008041246, '', 'order', v.version, d.description,
       '3aecd9b8', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'order') AS v,
       (SELECT 'shadowlog-tables 1
table order
  column group int  as int  key 1
  column table text as text null
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 2008041246
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '3aecd9b8',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 2008041246
   AND (trigger_hash <> '3aecd9b8'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'order'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s',
       	CASE WHEN typeof(shadowlog."group") = 'text' AND instr(shadowlog."group", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."group" AS BLOB)) ELSE quote(shadowlog."group") END,
       	CASE WHEN instr(shadowlog."table", char(0)) AND typeof(shadowlog."table") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."table" AS BLOB)) ELSE quote(shadowlog."table") END)
  FROM "order" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_2d041af1_i;
CREATE TRIGGER shadowlog_2d041af1_i AFTER INSERT ON "order"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 2008041246
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (2008041246, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END,
				CASE WHEN instr(NEW."table", char(0)) AND typeof(NEW."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."table" AS BLOB)) ELSE quote(NEW."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_2d041af1_u;
CREATE TRIGGER shadowlog_2d041af1_u AFTER UPDATE ON "order"
WHEN NEW."group" IS OLD."group"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (2008041246, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."group") = 'text' AND instr(OLD."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."group" AS BLOB)) ELSE quote(OLD."group") END,
				CASE WHEN instr(OLD."table", char(0)) AND typeof(OLD."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."table" AS BLOB)) ELSE quote(OLD."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END,
				CASE WHEN instr(NEW."table", char(0)) AND typeof(NEW."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."table" AS BLOB)) ELSE quote(NEW."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_2d041af1_k;
CREATE TRIGGER shadowlog_2d041af1_k AFTER UPDATE ON "order"
WHEN NOT (NEW."group" IS OLD."group")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 2008041246
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (2008041246, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."group") = 'text' AND instr(OLD."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."group" AS BLOB)) ELSE quote(OLD."group") END,
				CASE WHEN instr(OLD."table", char(0)) AND typeof(OLD."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."table" AS BLOB)) ELSE quote(OLD."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END,
				CASE WHEN instr(NEW."table", char(0)) AND typeof(NEW."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."table" AS BLOB)) ELSE quote(NEW."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_2d041af1_d;
CREATE TRIGGER shadowlog_2d041af1_d AFTER DELETE ON "order"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (2008041246, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."group") = 'text' AND instr(OLD."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."group" AS BLOB)) ELSE quote(OLD."group") END,
				CASE WHEN instr(OLD."table", char(0)) AND typeof(OLD."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."table" AS BLOB)) ELSE quote(OLD."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_2d041af1_ib;
CREATE TRIGGER shadowlog_2d041af1_ib BEFORE INSERT ON "order"
WHEN EXISTS (SELECT 1 FROM "order" AS shadowlog
              WHERE shadowlog."group" = NEW."group")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 2008041246, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(shadowlog."group") = 'text' AND instr(shadowlog."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."group" AS BLOB)) ELSE quote(shadowlog."group") END,
				CASE WHEN instr(shadowlog."table", char(0)) AND typeof(shadowlog."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."table" AS BLOB)) ELSE quote(shadowlog."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "order" AS shadowlog
	 WHERE shadowlog."group" = NEW."group";
END;

DROP TRIGGER IF EXISTS shadowlog_2d041af1_ub;
CREATE TRIGGER shadowlog_2d041af1_ub BEFORE UPDATE ON "order"
WHEN NOT (NEW."group" IS OLD."group")
 AND EXISTS (SELECT 1 FROM "order" AS shadowlog
              WHERE shadowlog."group" = NEW."group")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 2008041246, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."group") = 'text' AND instr(NEW."group", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."group" AS BLOB)) ELSE quote(NEW."group") END),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(shadowlog."group") = 'text' AND instr(shadowlog."group", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."group" AS BLOB)) ELSE quote(shadowlog."group") END,
				CASE WHEN instr(shadowlog."table", char(0)) AND typeof(shadowlog."table") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."table" AS BLOB)) ELSE quote(shadowlog."table") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "order" AS shadowlog
	 WHERE shadowlog."group" = NEW."group";
END;

COMMIT;
