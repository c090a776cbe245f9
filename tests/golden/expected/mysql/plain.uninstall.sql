-- Shadowlog: end the capture of the tables below, on MySQL or MariaDB.
--
--	mysql DATABASE < this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET @shadowlog_sql_mode = @@SESSION.sql_mode;
SET @shadowlog_client = @@SESSION.character_set_client;
SET @shadowlog_results = @@SESSION.character_set_results;
SET @shadowlog_collation = @@SESSION.collation_connection;
SET @shadowlog_wait = @@SESSION.lock_wait_timeout;
SET @shadowlog_concat = @@SESSION.group_concat_max_len;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';
SET NAMES utf8mb4;
SET SESSION lock_wait_timeout = 10;
SET SESSION group_concat_max_len = 1000000;

-- Table orders
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;

-- Layouts by which changes are still to be read stay.  First a read, which locks
-- nothing: inside of the DELETE it would lock rows of the changelog, and a
-- writer of another table could run into a deadlock.
SELECT GROUP_CONCAT(s.shape) INTO @shadowlog_used
  FROM shadowlog_shape AS s
 WHERE s.table_schema = ''
   AND s.table_name = 'orders'
   AND EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                WHERE c.shape = s.shape);
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'orders'
   AND NOT FIND_IN_SET(shape, COALESCE(@shadowlog_used, ''));

-- Table customers
DROP TRIGGER IF EXISTS shadowlog_6b987d98_i;
DROP TRIGGER IF EXISTS shadowlog_6b987d98_u;
DROP TRIGGER IF EXISTS shadowlog_6b987d98_d;

-- Layouts by which changes are still to be read stay.  First a read, which locks
-- nothing: inside of the DELETE it would lock rows of the changelog, and a
-- writer of another table could run into a deadlock.
SELECT GROUP_CONCAT(s.shape) INTO @shadowlog_used
  FROM shadowlog_shape AS s
 WHERE s.table_schema = ''
   AND s.table_name = 'customers'
   AND EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                WHERE c.shape = s.shape);
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'customers'
   AND NOT FIND_IN_SET(shape, COALESCE(@shadowlog_used, ''));

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION group_concat_max_len = @shadowlog_concat;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;
