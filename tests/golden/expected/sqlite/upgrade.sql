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

-- orders: changes
--   - note varchar(20) as text null
--   + remark varchar(20) as text null
--   ~ qty integer as int null -> varchar(20) as text null
--   ~ total numeric(12,2) as decimal -> numeric(12,2) as decimal null

BEGIN IMMEDIATE;

-- Table orders

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('orders')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_5f75baa6%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1753456186, '', 'orders', v.version, d.description,
       'f6cc73ec', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'orders') AS v,
       (SELECT 'shadowlog-tables 1
table orders
  column id     bigint        as bigint  key 1
  column remark varchar(20)   as text    null
  column qty    varchar(20)   as text    null
  column total  numeric(12,2) as decimal null
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1753456186
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = 'f6cc73ec',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1753456186
   AND (trigger_hash <> 'f6cc73ec'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
       	CASE WHEN instr(shadowlog."remark", char(0)) AND typeof(shadowlog."remark") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."remark" AS BLOB)) ELSE quote(shadowlog."remark") END,
       	CASE WHEN instr(shadowlog."qty", char(0)) AND typeof(shadowlog."qty") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."qty" AS BLOB)) ELSE quote(shadowlog."qty") END,
       	CASE WHEN typeof(shadowlog."total") = 'text' AND instr(shadowlog."total", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."total" AS BLOB)) ELSE quote(shadowlog."total") END)
  FROM "orders" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
CREATE TRIGGER shadowlog_5f75baa6_i AFTER INSERT ON "orders"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1753456186
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1753456186, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."remark", char(0)) AND typeof(NEW."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."remark" AS BLOB)) ELSE quote(NEW."remark") END,
				CASE WHEN instr(NEW."qty", char(0)) AND typeof(NEW."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."qty" AS BLOB)) ELSE quote(NEW."qty") END,
				CASE WHEN typeof(NEW."total") = 'text' AND instr(NEW."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."total" AS BLOB)) ELSE quote(NEW."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
CREATE TRIGGER shadowlog_5f75baa6_u AFTER UPDATE ON "orders"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1753456186, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."remark", char(0)) AND typeof(OLD."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."remark" AS BLOB)) ELSE quote(OLD."remark") END,
				CASE WHEN instr(OLD."qty", char(0)) AND typeof(OLD."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."qty" AS BLOB)) ELSE quote(OLD."qty") END,
				CASE WHEN typeof(OLD."total") = 'text' AND instr(OLD."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."total" AS BLOB)) ELSE quote(OLD."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."remark", char(0)) AND typeof(NEW."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."remark" AS BLOB)) ELSE quote(NEW."remark") END,
				CASE WHEN instr(NEW."qty", char(0)) AND typeof(NEW."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."qty" AS BLOB)) ELSE quote(NEW."qty") END,
				CASE WHEN typeof(NEW."total") = 'text' AND instr(NEW."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."total" AS BLOB)) ELSE quote(NEW."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_k;
CREATE TRIGGER shadowlog_5f75baa6_k AFTER UPDATE ON "orders"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1753456186
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1753456186, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."remark", char(0)) AND typeof(OLD."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."remark" AS BLOB)) ELSE quote(OLD."remark") END,
				CASE WHEN instr(OLD."qty", char(0)) AND typeof(OLD."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."qty" AS BLOB)) ELSE quote(OLD."qty") END,
				CASE WHEN typeof(OLD."total") = 'text' AND instr(OLD."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."total" AS BLOB)) ELSE quote(OLD."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."remark", char(0)) AND typeof(NEW."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."remark" AS BLOB)) ELSE quote(NEW."remark") END,
				CASE WHEN instr(NEW."qty", char(0)) AND typeof(NEW."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."qty" AS BLOB)) ELSE quote(NEW."qty") END,
				CASE WHEN typeof(NEW."total") = 'text' AND instr(NEW."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."total" AS BLOB)) ELSE quote(NEW."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
CREATE TRIGGER shadowlog_5f75baa6_d AFTER DELETE ON "orders"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (1753456186, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."remark", char(0)) AND typeof(OLD."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."remark" AS BLOB)) ELSE quote(OLD."remark") END,
				CASE WHEN instr(OLD."qty", char(0)) AND typeof(OLD."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."qty" AS BLOB)) ELSE quote(OLD."qty") END,
				CASE WHEN typeof(OLD."total") = 'text' AND instr(OLD."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."total" AS BLOB)) ELSE quote(OLD."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_ib;
CREATE TRIGGER shadowlog_5f75baa6_ib BEFORE INSERT ON "orders"
WHEN EXISTS (SELECT 1 FROM "orders" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1753456186, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN instr(shadowlog."remark", char(0)) AND typeof(shadowlog."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."remark" AS BLOB)) ELSE quote(shadowlog."remark") END,
				CASE WHEN instr(shadowlog."qty", char(0)) AND typeof(shadowlog."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."qty" AS BLOB)) ELSE quote(shadowlog."qty") END,
				CASE WHEN typeof(shadowlog."total") = 'text' AND instr(shadowlog."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."total" AS BLOB)) ELSE quote(shadowlog."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "orders" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_ub;
CREATE TRIGGER shadowlog_5f75baa6_ub BEFORE UPDATE ON "orders"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "orders" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1753456186, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN instr(shadowlog."remark", char(0)) AND typeof(shadowlog."remark") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."remark" AS BLOB)) ELSE quote(shadowlog."remark") END,
				CASE WHEN instr(shadowlog."qty", char(0)) AND typeof(shadowlog."qty") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."qty" AS BLOB)) ELSE quote(shadowlog."qty") END,
				CASE WHEN typeof(shadowlog."total") = 'text' AND instr(shadowlog."total", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."total" AS BLOB)) ELSE quote(shadowlog."total") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "orders" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

COMMIT;

-- Untouched:
-- same: as it was
-- gone: not described, so left alone; `uninstall` ends its capture
