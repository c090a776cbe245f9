-- Shadowlog: bring the capture of the tables below up to date, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Each table is one transaction, and a change of the table is part of it: with
-- a client that stops at the first error (-bail) it is all of it or nothing, no
-- write fails, and none is missed.  Running it again changes nothing, unless
-- the change of the table does.
--
-- Changes captured so far stay, and are read by the layout they were written
-- with.

-- fresh: was not captured so far

BEGIN IMMEDIATE;

-- Table fresh

-- The table.
CREATE TABLE fresh (id bigint PRIMARY KEY);

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('fresh')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_cdf334a9%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1494900472, '', 'fresh', v.version, d.description,
       '023f93b4', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'fresh') AS v,
       (SELECT 'shadowlog-tables 1
table fresh
  column id bigint as bigint key 1
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1494900472
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '023f93b4',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1494900472
   AND (trigger_hash <> '023f93b4'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'fresh'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END)
  FROM "fresh" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_cdf334a9_i;
CREATE TRIGGER shadowlog_cdf334a9_i AFTER INSERT ON "fresh"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1494900472
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1494900472, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_cdf334a9_u;
CREATE TRIGGER shadowlog_cdf334a9_u AFTER UPDATE ON "fresh"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1494900472, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_cdf334a9_k;
CREATE TRIGGER shadowlog_cdf334a9_k AFTER UPDATE ON "fresh"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1494900472
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1494900472, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_cdf334a9_d;
CREATE TRIGGER shadowlog_cdf334a9_d AFTER DELETE ON "fresh"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (1494900472, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_cdf334a9_ib;
CREATE TRIGGER shadowlog_cdf334a9_ib BEFORE INSERT ON "fresh"
WHEN EXISTS (SELECT 1 FROM "fresh" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1494900472, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "fresh" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_cdf334a9_ub;
CREATE TRIGGER shadowlog_cdf334a9_ub BEFORE UPDATE ON "fresh"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "fresh" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1494900472, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "fresh" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

COMMIT;

-- Untouched:
-- orders: as it was
-- same: as it was
-- gone: as it was
