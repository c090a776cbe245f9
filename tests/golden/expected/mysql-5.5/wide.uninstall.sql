-- Shadowlog: end the capture of the tables below, on MySQL 5.5 and 5.6 or
-- MariaDB 5.5 to 10.1.
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
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';
SET NAMES utf8mb4;
SET SESSION lock_wait_timeout = 10;

-- Table wide
DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'wide'
   AND shape NOT IN (SELECT c.shape FROM shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;
