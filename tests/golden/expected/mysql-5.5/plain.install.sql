-- Shadowlog: capture row changes of the tables below, on MySQL 5.5 and 5.6 or
-- MariaDB 5.5 to 10.1.
--
-- Run it in the database of the tables, with a client that stops at the first
-- error, as an account that will stay: the triggers run with its rights (it is
-- their DEFINER), and without it the application's writes fail.  It needs SELECT
-- and LOCK TABLES on the database, TRIGGER on these tables, INSERT on
-- shadowlog_changelog and shadowlog_shape and UPDATE on the latter, of its own
-- and not by a role; with a binary log also SUPER or
-- log_bin_trust_function_creators = 1.
--
--	mysql DATABASE < this-file.sql
--
-- Each table is locked while its triggers are exchanged, so that no change
-- slips between.  Running it again changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers of one statement each.
-- The application's users need no rights.  If a change cannot be recorded, the
-- statement that made it fails: a row whose text is longer than the server's
-- max_allowed_packet, for one (binary counts twice).  LAST_INSERT_ID() and row
-- counts stay what they are without the triggers.
--
-- A table has room for one AFTER trigger of each kind.  Where the application
-- has one, nothing is installed for that table and nothing is overwritten; the
-- statement that says so ends in "Subquery returns more than 1 row".  Put the
-- INSERT from below into that trigger, as its first statement, by hand.
--
-- UPDATE IGNORE fires the trigger also for rows that it then leaves as they are
-- (a duplicate in a UNIQUE index, a foreign key): such an event says what was
-- wanted and did not happen.  Do not use it on captured tables; or let the
-- trigger look at the row, with "option ignore verify" under the table in its
-- description.
--
-- What they do not see: rows changed or deleted by a foreign key's CASCADE or
-- SET NULL; TRUNCATE TABLE; partitions dropped or exchanged.  On tables that are
-- not InnoDB a rollback takes back the record of a change, but not the change.
-- With binlog_format = STATEMENT a replica with these triggers logs for itself;
-- use ROW or MIXED.  LOCK TABLES ... WRITE on a captured table locks the
-- changelog too, and with it all other writers, until UNLOCK TABLES.  The two
-- instants of an hour that a change of clocks repeats are one, if the session's
-- time zone has such.  captured_at is to the second.  After a restart with an
-- empty changelog MySQL numbers from 1 again: the poller leaves the last row.
--
-- Where a foreign key of a table does such things, this script fails at that
-- table.  Two ways on: declare the key without CASCADE and SET NULL, and let
-- the application write both tables; or accept that what the key does is
-- missed: "option cascades accept" under the table in its description.

SET @shadowlog_sql_mode = @@SESSION.sql_mode;
SET @shadowlog_client = @@SESSION.character_set_client;
SET @shadowlog_results = @@SESSION.character_set_results;
SET @shadowlog_collation = @@SESSION.collation_connection;
SET @shadowlog_wait = @@SESSION.lock_wait_timeout;

-- A trigger runs in the mode and the character set it was created in.  Strict
-- for all tables: a text cut short must be an error, not a warning.
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

-- Table orders

-- Is the room taken by a trigger of the application's?
SET @shadowlog_taken = (
	SELECT 'no other trigger'
	UNION ALL
	SELECT CONCAT('there is one: ', t.TRIGGER_NAME)
	  FROM information_schema.TRIGGERS AS t
	 WHERE t.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF('', ''),
		DATABASE())
	   AND t.EVENT_OBJECT_TABLE = 'orders'
	   AND t.ACTION_TIMING = 'AFTER'
	   AND t.TRIGGER_NAME NOT LIKE 'shadowlog_5f75baa6\\__');

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
        OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'));

-- Fails where the triggers would: without the right to record a change.
INSERT INTO shadowlog_changelog (shape, op, captured_at)
SELECT 0, 'I', UTC_TIMESTAMP() FROM DUAL WHERE FALSE;

-- The layout, once.  Another one under the same number would fail here.  It has
-- no hash until the triggers are there.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 429289234, '', 'orders', v.version, d.description,
       '', UTC_TIMESTAMP()
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
' COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 429289234
                      AND s.description = d.description);

LOCK TABLES `orders` WRITE;

-- Fails where the table has no such columns, before any trigger is gone.
SELECT `id`,
       `customer_id`,
       `status`,
       `amount`,
       `note`,
       `placed_at`,
       `paid`
  FROM `orders` WHERE FALSE;

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
CREATE TRIGGER shadowlog_5f75baa6_i AFTER INSERT ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, new_row)
VALUES (429289234, 'I', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		IFNULL(NEW.`customer_id`, 'NULL'),
		QUOTE(CONVERT(NEW.`status` USING utf8mb4)),
		IFNULL(NEW.`amount`, 'NULL'),
		QUOTE(CONVERT(NEW.`note` USING utf8mb4)),
		QUOTE(NEW.`placed_at`),
		IFNULL(NEW.`paid` + 0, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
CREATE TRIGGER shadowlog_5f75baa6_u AFTER UPDATE ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row, new_row)
VALUES (429289234, 'U', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		IFNULL(OLD.`customer_id`, 'NULL'),
		QUOTE(CONVERT(OLD.`status` USING utf8mb4)),
		IFNULL(OLD.`amount`, 'NULL'),
		QUOTE(CONVERT(OLD.`note` USING utf8mb4)),
		QUOTE(OLD.`placed_at`),
		IFNULL(OLD.`paid` + 0, 'NULL')),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		IFNULL(NEW.`customer_id`, 'NULL'),
		QUOTE(CONVERT(NEW.`status` USING utf8mb4)),
		IFNULL(NEW.`amount`, 'NULL'),
		QUOTE(CONVERT(NEW.`note` USING utf8mb4)),
		QUOTE(NEW.`placed_at`),
		IFNULL(NEW.`paid` + 0, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
CREATE TRIGGER shadowlog_5f75baa6_d AFTER DELETE ON `orders`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row)
VALUES (429289234, 'D', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		IFNULL(OLD.`customer_id`, 'NULL'),
		QUOTE(CONVERT(OLD.`status` USING utf8mb4)),
		IFNULL(OLD.`amount`, 'NULL'),
		QUOTE(CONVERT(OLD.`note` USING utf8mb4)),
		QUOTE(OLD.`placed_at`),
		IFNULL(OLD.`paid` + 0, 'NULL')));

UNLOCK TABLES;

UPDATE shadowlog_shape
   SET trigger_hash = 'e76ac4d4', installed_at = UTC_TIMESTAMP()
 WHERE shape = 429289234
   AND (trigger_hash <> 'e76ac4d4'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM shadowlog_shape
                                    WHERE table_schema = ''
                                      AND table_name = 'orders'
                                      AND trigger_hash <> '') AS n));

-- Table customers

-- Is the room taken by a trigger of the application's?
SET @shadowlog_taken = (
	SELECT 'no other trigger'
	UNION ALL
	SELECT CONCAT('there is one: ', t.TRIGGER_NAME)
	  FROM information_schema.TRIGGERS AS t
	 WHERE t.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF('', ''),
		DATABASE())
	   AND t.EVENT_OBJECT_TABLE = 'customers'
	   AND t.ACTION_TIMING = 'AFTER'
	   AND t.TRIGGER_NAME NOT LIKE 'shadowlog_6b987d98\\__');

-- Fails where the table was renamed ("Subquery returns more than 1 row"): under
-- its old name it is captured still, and `upgrade --was` is told which that is.
SET @shadowlog_renamed = (
	SELECT 'it has its name'
	UNION ALL
	SELECT CONCAT('renamed: ', TRIGGER_NAME)
	  FROM information_schema.TRIGGERS
	 WHERE EVENT_OBJECT_SCHEMA = COALESCE(NULLIF('', ''),
			DATABASE())
	   AND EVENT_OBJECT_TABLE = 'customers'
	   AND TRIGGER_NAME LIKE 'shadowlog\_%'
	   AND LEFT(TRIGGER_NAME, 18) <> 'shadowlog_6b987d98');

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
   AND r.TABLE_NAME = 'customers'
   AND (r.DELETE_RULE IN ('CASCADE', 'SET NULL')
        OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'));

-- Fails where the triggers would: without the right to record a change.
INSERT INTO shadowlog_changelog (shape, op, captured_at)
SELECT 0, 'I', UTC_TIMESTAMP() FROM DUAL WHERE FALSE;

-- The layout, once.  Another one under the same number would fail here.  It has
-- no hash until the triggers are there.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1539619914, '', 'customers', v.version, d.description,
       '', UTC_TIMESTAMP()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'customers') AS v,
       (SELECT 'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
' COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1539619914
                      AND s.description = d.description);

LOCK TABLES `customers` WRITE;

-- Fails where the table has no such columns, before any trigger is gone.
SELECT `id`,
       `name`
  FROM `customers` WHERE FALSE;

DROP TRIGGER IF EXISTS shadowlog_6b987d98_i;
CREATE TRIGGER shadowlog_6b987d98_i AFTER INSERT ON `customers`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, new_row)
VALUES (1539619914, 'I', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		QUOTE(CONVERT(NEW.`name` USING utf8mb4))));

DROP TRIGGER IF EXISTS shadowlog_6b987d98_u;
CREATE TRIGGER shadowlog_6b987d98_u AFTER UPDATE ON `customers`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row, new_row)
VALUES (1539619914, 'U', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		QUOTE(CONVERT(OLD.`name` USING utf8mb4))),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		QUOTE(CONVERT(NEW.`name` USING utf8mb4))));

DROP TRIGGER IF EXISTS shadowlog_6b987d98_d;
CREATE TRIGGER shadowlog_6b987d98_d AFTER DELETE ON `customers`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row)
VALUES (1539619914, 'D', UTC_TIMESTAMP(),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		QUOTE(CONVERT(OLD.`name` USING utf8mb4))));

UNLOCK TABLES;

UPDATE shadowlog_shape
   SET trigger_hash = '4cf96da1', installed_at = UTC_TIMESTAMP()
 WHERE shape = 1539619914
   AND (trigger_hash <> '4cf96da1'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM shadowlog_shape
                                    WHERE table_schema = ''
                                      AND table_name = 'customers'
                                      AND trigger_hash <> '') AS n));

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;
