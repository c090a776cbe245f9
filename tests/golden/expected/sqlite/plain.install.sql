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
SELECT 429289234, '', 'orders', v.version, d.description,
       '5344ddc4', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'orders') AS v,
       (SELECT 'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 429289234
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '5344ddc4',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 429289234
   AND (trigger_hash <> '5344ddc4'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
       	CASE WHEN typeof(shadowlog."customer_id") = 'text' AND instr(shadowlog."customer_id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."customer_id" AS BLOB)) ELSE quote(shadowlog."customer_id") END,
       	CASE WHEN instr(shadowlog."status", char(0)) AND typeof(shadowlog."status") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."status" AS BLOB)) ELSE quote(shadowlog."status") END,
       	CASE WHEN typeof(shadowlog."amount") = 'text' AND instr(shadowlog."amount", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."amount" AS BLOB)) ELSE quote(shadowlog."amount") END,
       	CASE WHEN instr(shadowlog."note", char(0)) AND typeof(shadowlog."note") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."note" AS BLOB)) ELSE quote(shadowlog."note") END,
       	CASE WHEN instr(shadowlog."placed_at", char(0)) AND typeof(shadowlog."placed_at") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."placed_at" AS BLOB)) ELSE quote(shadowlog."placed_at") END,
       	CASE WHEN typeof(shadowlog."paid") = 'text' AND instr(shadowlog."paid", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."paid" AS BLOB)) ELSE quote(shadowlog."paid") END)
  FROM "orders" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
CREATE TRIGGER shadowlog_5f75baa6_i AFTER INSERT ON "orders"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 429289234
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (429289234, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."customer_id") = 'text' AND instr(NEW."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."customer_id" AS BLOB)) ELSE quote(NEW."customer_id") END,
				CASE WHEN instr(NEW."status", char(0)) AND typeof(NEW."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."status" AS BLOB)) ELSE quote(NEW."status") END,
				CASE WHEN typeof(NEW."amount") = 'text' AND instr(NEW."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."amount" AS BLOB)) ELSE quote(NEW."amount") END,
				CASE WHEN instr(NEW."note", char(0)) AND typeof(NEW."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."note" AS BLOB)) ELSE quote(NEW."note") END,
				CASE WHEN instr(NEW."placed_at", char(0)) AND typeof(NEW."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."placed_at" AS BLOB)) ELSE quote(NEW."placed_at") END,
				CASE WHEN typeof(NEW."paid") = 'text' AND instr(NEW."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."paid" AS BLOB)) ELSE quote(NEW."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
CREATE TRIGGER shadowlog_5f75baa6_u AFTER UPDATE ON "orders"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (429289234, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."customer_id") = 'text' AND instr(OLD."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."customer_id" AS BLOB)) ELSE quote(OLD."customer_id") END,
				CASE WHEN instr(OLD."status", char(0)) AND typeof(OLD."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."status" AS BLOB)) ELSE quote(OLD."status") END,
				CASE WHEN typeof(OLD."amount") = 'text' AND instr(OLD."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."amount" AS BLOB)) ELSE quote(OLD."amount") END,
				CASE WHEN instr(OLD."note", char(0)) AND typeof(OLD."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."note" AS BLOB)) ELSE quote(OLD."note") END,
				CASE WHEN instr(OLD."placed_at", char(0)) AND typeof(OLD."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."placed_at" AS BLOB)) ELSE quote(OLD."placed_at") END,
				CASE WHEN typeof(OLD."paid") = 'text' AND instr(OLD."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."paid" AS BLOB)) ELSE quote(OLD."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."customer_id") = 'text' AND instr(NEW."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."customer_id" AS BLOB)) ELSE quote(NEW."customer_id") END,
				CASE WHEN instr(NEW."status", char(0)) AND typeof(NEW."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."status" AS BLOB)) ELSE quote(NEW."status") END,
				CASE WHEN typeof(NEW."amount") = 'text' AND instr(NEW."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."amount" AS BLOB)) ELSE quote(NEW."amount") END,
				CASE WHEN instr(NEW."note", char(0)) AND typeof(NEW."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."note" AS BLOB)) ELSE quote(NEW."note") END,
				CASE WHEN instr(NEW."placed_at", char(0)) AND typeof(NEW."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."placed_at" AS BLOB)) ELSE quote(NEW."placed_at") END,
				CASE WHEN typeof(NEW."paid") = 'text' AND instr(NEW."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."paid" AS BLOB)) ELSE quote(NEW."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_k;
CREATE TRIGGER shadowlog_5f75baa6_k AFTER UPDATE ON "orders"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 429289234
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (429289234, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."customer_id") = 'text' AND instr(OLD."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."customer_id" AS BLOB)) ELSE quote(OLD."customer_id") END,
				CASE WHEN instr(OLD."status", char(0)) AND typeof(OLD."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."status" AS BLOB)) ELSE quote(OLD."status") END,
				CASE WHEN typeof(OLD."amount") = 'text' AND instr(OLD."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."amount" AS BLOB)) ELSE quote(OLD."amount") END,
				CASE WHEN instr(OLD."note", char(0)) AND typeof(OLD."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."note" AS BLOB)) ELSE quote(OLD."note") END,
				CASE WHEN instr(OLD."placed_at", char(0)) AND typeof(OLD."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."placed_at" AS BLOB)) ELSE quote(OLD."placed_at") END,
				CASE WHEN typeof(OLD."paid") = 'text' AND instr(OLD."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."paid" AS BLOB)) ELSE quote(OLD."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."customer_id") = 'text' AND instr(NEW."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."customer_id" AS BLOB)) ELSE quote(NEW."customer_id") END,
				CASE WHEN instr(NEW."status", char(0)) AND typeof(NEW."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."status" AS BLOB)) ELSE quote(NEW."status") END,
				CASE WHEN typeof(NEW."amount") = 'text' AND instr(NEW."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."amount" AS BLOB)) ELSE quote(NEW."amount") END,
				CASE WHEN instr(NEW."note", char(0)) AND typeof(NEW."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."note" AS BLOB)) ELSE quote(NEW."note") END,
				CASE WHEN instr(NEW."placed_at", char(0)) AND typeof(NEW."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."placed_at" AS BLOB)) ELSE quote(NEW."placed_at") END,
				CASE WHEN typeof(NEW."paid") = 'text' AND instr(NEW."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."paid" AS BLOB)) ELSE quote(NEW."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
CREATE TRIGGER shadowlog_5f75baa6_d AFTER DELETE ON "orders"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (429289234, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."customer_id") = 'text' AND instr(OLD."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."customer_id" AS BLOB)) ELSE quote(OLD."customer_id") END,
				CASE WHEN instr(OLD."status", char(0)) AND typeof(OLD."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."status" AS BLOB)) ELSE quote(OLD."status") END,
				CASE WHEN typeof(OLD."amount") = 'text' AND instr(OLD."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."amount" AS BLOB)) ELSE quote(OLD."amount") END,
				CASE WHEN instr(OLD."note", char(0)) AND typeof(OLD."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."note" AS BLOB)) ELSE quote(OLD."note") END,
				CASE WHEN instr(OLD."placed_at", char(0)) AND typeof(OLD."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."placed_at" AS BLOB)) ELSE quote(OLD."placed_at") END,
				CASE WHEN typeof(OLD."paid") = 'text' AND instr(OLD."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."paid" AS BLOB)) ELSE quote(OLD."paid") END),
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
	SELECT 429289234, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."customer_id") = 'text' AND instr(shadowlog."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."customer_id" AS BLOB)) ELSE quote(shadowlog."customer_id") END,
				CASE WHEN instr(shadowlog."status", char(0)) AND typeof(shadowlog."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."status" AS BLOB)) ELSE quote(shadowlog."status") END,
				CASE WHEN typeof(shadowlog."amount") = 'text' AND instr(shadowlog."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."amount" AS BLOB)) ELSE quote(shadowlog."amount") END,
				CASE WHEN instr(shadowlog."note", char(0)) AND typeof(shadowlog."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."note" AS BLOB)) ELSE quote(shadowlog."note") END,
				CASE WHEN instr(shadowlog."placed_at", char(0)) AND typeof(shadowlog."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."placed_at" AS BLOB)) ELSE quote(shadowlog."placed_at") END,
				CASE WHEN typeof(shadowlog."paid") = 'text' AND instr(shadowlog."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."paid" AS BLOB)) ELSE quote(shadowlog."paid") END),
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
	SELECT 429289234, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."customer_id") = 'text' AND instr(shadowlog."customer_id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."customer_id" AS BLOB)) ELSE quote(shadowlog."customer_id") END,
				CASE WHEN instr(shadowlog."status", char(0)) AND typeof(shadowlog."status") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."status" AS BLOB)) ELSE quote(shadowlog."status") END,
				CASE WHEN typeof(shadowlog."amount") = 'text' AND instr(shadowlog."amount", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."amount" AS BLOB)) ELSE quote(shadowlog."amount") END,
				CASE WHEN instr(shadowlog."note", char(0)) AND typeof(shadowlog."note") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."note" AS BLOB)) ELSE quote(shadowlog."note") END,
				CASE WHEN instr(shadowlog."placed_at", char(0)) AND typeof(shadowlog."placed_at") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."placed_at" AS BLOB)) ELSE quote(shadowlog."placed_at") END,
				CASE WHEN typeof(shadowlog."paid") = 'text' AND instr(shadowlog."paid", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."paid" AS BLOB)) ELSE quote(shadowlog."paid") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "orders" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

-- Table customers

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('customers')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_6b987d98%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1539619914, '', 'customers', v.version, d.description,
       '5760d190', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'customers') AS v,
       (SELECT 'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1539619914
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '5760d190',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1539619914
   AND (trigger_hash <> '5760d190'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'customers'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
       	CASE WHEN instr(shadowlog."name", char(0)) AND typeof(shadowlog."name") = 'text'
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."name" AS BLOB)) ELSE quote(shadowlog."name") END)
  FROM "customers" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_6b987d98_i;
CREATE TRIGGER shadowlog_6b987d98_i AFTER INSERT ON "customers"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1539619914
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1539619914, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."name", char(0)) AND typeof(NEW."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."name" AS BLOB)) ELSE quote(NEW."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_6b987d98_u;
CREATE TRIGGER shadowlog_6b987d98_u AFTER UPDATE ON "customers"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1539619914, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."name", char(0)) AND typeof(OLD."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."name" AS BLOB)) ELSE quote(OLD."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."name", char(0)) AND typeof(NEW."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."name" AS BLOB)) ELSE quote(NEW."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_6b987d98_k;
CREATE TRIGGER shadowlog_6b987d98_k AFTER UPDATE ON "customers"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1539619914
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1539619914, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."name", char(0)) AND typeof(OLD."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."name" AS BLOB)) ELSE quote(OLD."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN instr(NEW."name", char(0)) AND typeof(NEW."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || NEW."name" AS BLOB)) ELSE quote(NEW."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_6b987d98_d;
CREATE TRIGGER shadowlog_6b987d98_d AFTER DELETE ON "customers"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (1539619914, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN instr(OLD."name", char(0)) AND typeof(OLD."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || OLD."name" AS BLOB)) ELSE quote(OLD."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_6b987d98_ib;
CREATE TRIGGER shadowlog_6b987d98_ib BEFORE INSERT ON "customers"
WHEN EXISTS (SELECT 1 FROM "customers" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1539619914, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN instr(shadowlog."name", char(0)) AND typeof(shadowlog."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."name" AS BLOB)) ELSE quote(shadowlog."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "customers" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_6b987d98_ub;
CREATE TRIGGER shadowlog_6b987d98_ub BEFORE UPDATE ON "customers"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "customers" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1539619914, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN instr(shadowlog."name", char(0)) AND typeof(shadowlog."name") = 'text'
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."name" AS BLOB)) ELSE quote(shadowlog."name") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "customers" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

COMMIT;
