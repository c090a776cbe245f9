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

-- sales: was called orders
--   - note varchar(20) as text null
--   + remark varchar(20) as text null
--   ~ qty integer as int null -> varchar(20) as text null
--   ~ total numeric(12,2) as decimal -> numeric(12,2) as decimal null

-- Table sales

-- Fails where the old name is not one that was captured ("Subquery returns more
-- than 1 row").
SET @shadowlog_was = (
	SELECT 'it was captured'
	UNION ALL
	SELECT 'it was not'
	  FROM DUAL
	 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_shape
	                    WHERE table_schema = ''
	                      AND table_name = 'orders'));
ALTER TABLE orders RENAME TO sales;

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
   AND r.TABLE_NAME = 'sales'
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
SELECT 676353548, '', 'sales', v.version, d.description,
       '', UTC_TIMESTAMP(6)
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'sales') AS v,
       (SELECT 'shadowlog-tables 1
table sales
  column id     bigint        as bigint  key 1
  column remark varchar(20)   as text    null
  column qty    varchar(20)   as text    null
  column total  numeric(12,2) as decimal null
' COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 676353548
                      AND s.description = d.description);

LOCK TABLES `sales` WRITE;

-- Fails where the table has no such columns, before any trigger is gone.
SELECT `id`,
       `remark`,
       `qty`,
       `total`
  FROM `sales` WHERE FALSE;

DROP TRIGGER IF EXISTS shadowlog_7b516db5_i;
CREATE TRIGGER shadowlog_7b516db5_i AFTER INSERT ON `sales`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, new_row)
VALUES (676353548, 'I', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		QUOTE(CONVERT(NEW.`remark` USING utf8mb4)),
		QUOTE(CONVERT(NEW.`qty` USING utf8mb4)),
		IFNULL(NEW.`total`, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_7b516db5_u;
CREATE TRIGGER shadowlog_7b516db5_u AFTER UPDATE ON `sales`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row, new_row)
VALUES (676353548, 'U', UTC_TIMESTAMP(6),
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

DROP TRIGGER IF EXISTS shadowlog_7b516db5_d;
CREATE TRIGGER shadowlog_7b516db5_d AFTER DELETE ON `sales`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row)
VALUES (676353548, 'D', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		QUOTE(CONVERT(OLD.`remark` USING utf8mb4)),
		QUOTE(CONVERT(OLD.`qty` USING utf8mb4)),
		IFNULL(OLD.`total`, 'NULL')));

-- Triggers go with a table that is renamed; these are called by its old name.
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;

UNLOCK TABLES;

-- Its layouts stay, for what was captured: no triggers write them any more.
UPDATE shadowlog_shape SET trigger_hash = ''
 WHERE table_schema = '' AND table_name = 'orders';

UPDATE shadowlog_shape
   SET trigger_hash = '53381ee5', installed_at = UTC_TIMESTAMP(6)
 WHERE shape = 676353548
   AND (trigger_hash <> '53381ee5'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM shadowlog_shape
                                    WHERE table_schema = ''
                                      AND table_name = 'sales'
                                      AND trigger_hash <> '') AS n));

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

-- Untouched:
-- same: as it was
-- gone: not described, so left alone; `uninstall` ends its capture
