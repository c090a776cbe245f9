-- Shadowlog: bring the capture of the tables below up to date, on MySQL or
-- MariaDB.
--
-- Run it in the database of the tables, with a client that stops at the first
-- error, as the account that ran the install, which may also make the change:
--
--	mysql DATABASE < this-file.sql
--
-- There is no transaction around a change of a table here.  So each table is
-- locked while it is changed and its triggers are exchanged: writers wait, none
-- fails, and none is missed.  (A rename comes before that: triggers go with the
-- table, and it is captured under its old name until the lock.)  If the script
-- ends half-way, print it again without --change and run that at once; running it
-- again changes nothing, unless the change of the table does.
--
-- A change that copies a large table keeps writers waiting for as long;
-- docs/schema-change.md tells how to add and drop columns without the lock.
-- Give the session enough time, and see that the application's lock_wait_timeout
-- is longer.
--
-- Changes captured so far stay, and are read by the layout they were written
-- with.
--
-- It fails at a table whose rows a foreign key changes or deletes by CASCADE or
-- SET NULL, which fires no trigger, unless its description accepts that.

SET @shadowlog_sql_mode = @@SESSION.sql_mode;
SET @shadowlog_client = @@SESSION.character_set_client;
SET @shadowlog_results = @@SESSION.character_set_results;
SET @shadowlog_collation = @@SESSION.collation_connection;
SET @shadowlog_wait = @@SESSION.lock_wait_timeout;

SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';
SET NAMES utf8mb4;
SET SESSION lock_wait_timeout = 10;

-- Fails where a role is active ("Subquery returns more than 1 row"): MariaDB's
-- triggers have the rights of their definer alone.  SET ROLE NONE in front of
-- this tells whether those are enough.
SET @shadowlog_role = (
	SELECT 'there is none'
	UNION ALL
	SELECT 'there is one'
	  FROM DUAL
	 WHERE FALSE /*M!100005 OR CURRENT_ROLE() IS NOT NULL */);

-- orders: changes
--   - note varchar(20) as text null
--   + remark varchar(20) as text null
--   ~ qty integer as int null -> varchar(20) as text null
--   ~ total numeric(12,2) as decimal -> numeric(12,2) as decimal null

-- Table orders

-- Fails where the table was renamed ("Subquery returns more than 1 row"): under
-- its old name it is captured still, and `upgrade --was` is told which that is.
SET @shadowlog_renamed = (
	SELECT 'it has its name'
	UNION ALL
	SELECT CONCAT('renamed: ', TRIGGER_NAME)
	  FROM information_schema.TRIGGERS
	 WHERE EVENT_OBJECT_SCHEMA = COALESCE(NULLIF('', ''),
			DATABASE())
	   AND EVENT_OBJECT_TABLE = 'orders'
	   AND TRIGGER_NAME LIKE 'shadowlog\_%'
	   AND LEFT(TRIGGER_NAME, 18) <> 'shadowlog_5f75baa6');

-- Fails ("Incorrect integer value: '...'", and says which) where a foreign key
-- changes or deletes rows of this table: InnoDB fires no trigger for them, so
-- they would be missed.  What to do then is said at the top.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT CONCAT('changed unseen by ON ',
	      IF(r.DELETE_RULE IN ('CASCADE', 'SET NULL'), 'DELETE', 'UPDATE'),
	      ' ', IF(r.DELETE_RULE IN ('CASCADE', 'SET NULL'), r.DELETE_RULE,
		      r.UPDATE_RULE),
	      ' of foreign key ', r.CONSTRAINT_NAME, ' of ', r.TABLE_NAME),
       '', '', 0, '', '', UTC_TIMESTAMP()
  FROM information_schema.REFERENTIAL_CONSTRAINTS AS r
 WHERE r.CONSTRAINT_SCHEMA = COALESCE(NULLIF('', ''), DATABASE())
   AND r.TABLE_NAME = 'orders'
   AND (r.DELETE_RULE IN ('CASCADE', 'SET NULL')
        OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'))
   /*!90700 AND NOT (@@GLOBAL.enable_cascade_triggers
		     AND NOT @@GLOBAL.innodb_native_foreign_keys) */;

-- Fails where the triggers would: without the right to record a change.
INSERT INTO shadowlog_changelog (shape, op, captured_at)
SELECT 0, 'I', UTC_TIMESTAMP(6) FROM DUAL WHERE FALSE;

-- The layout, once.  Another one under the same number would fail here.  It has
-- no hash until the triggers are there.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1753456186, '', 'orders', v.version, d.description,
       '', UTC_TIMESTAMP(6)
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
' COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1753456186
                      AND s.description = d.description);

LOCK TABLES `orders` WRITE;

-- Fails where the table has no such columns, before any trigger is gone.
SELECT `id`,
       `remark`,
       `qty`,
       `total`
  FROM `orders` WHERE FALSE;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
CREATE TRIGGER shadowlog_5f75baa6_i AFTER INSERT ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, new_row)
VALUES (1753456186, 'I', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		QUOTE(CONVERT(NEW.`remark` USING utf8mb4)),
		QUOTE(CONVERT(NEW.`qty` USING utf8mb4)),
		IFNULL(NEW.`total`, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
CREATE TRIGGER shadowlog_5f75baa6_u AFTER UPDATE ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row, new_row)
VALUES (1753456186, 'U', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		QUOTE(CONVERT(OLD.`remark` USING utf8mb4)),
		QUOTE(CONVERT(OLD.`qty` USING utf8mb4)),
		IFNULL(OLD.`total`, 'NULL')),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		QUOTE(CONVERT(NEW.`remark` USING utf8mb4)),
		QUOTE(CONVERT(NEW.`qty` USING utf8mb4)),
		IFNULL(NEW.`total`, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
CREATE TRIGGER shadowlog_5f75baa6_d AFTER DELETE ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row)
VALUES (1753456186, 'D', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		QUOTE(CONVERT(OLD.`remark` USING utf8mb4)),
		QUOTE(CONVERT(OLD.`qty` USING utf8mb4)),
		IFNULL(OLD.`total`, 'NULL')));

UNLOCK TABLES;

UPDATE shadowlog_shape
   SET trigger_hash = 'e77f94db', installed_at = UTC_TIMESTAMP(6)
 WHERE shape = 1753456186
   AND (trigger_hash <> 'e77f94db'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM shadowlog_shape
                                    WHERE table_schema = ''
                                      AND table_name = 'orders'
                                      AND trigger_hash <> '') AS n));

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

-- Untouched:
-- same: as it was
-- gone: not described, so left alone; `uninstall` ends its capture
