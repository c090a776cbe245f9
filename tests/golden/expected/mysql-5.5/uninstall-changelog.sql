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

-- Table stock
DROP TRIGGER IF EXISTS shadowlog_22725773_i;
DROP TRIGGER IF EXISTS shadowlog_22725773_u;
DROP TRIGGER IF EXISTS shadowlog_22725773_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'stock'
   AND shape NOT IN (SELECT c.shape FROM shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.
--
-- While a table is still captured its writes would fail from here on, so the
-- next statement fails then ("Subquery returns more than 1 row").
SET @shadowlog_left = (
	SELECT 'no table is captured'
	UNION ALL
	SELECT CONCAT('captured: ', EVENT_OBJECT_TABLE)
	  FROM information_schema.TRIGGERS
	 WHERE TRIGGER_SCHEMA = DATABASE()
	   AND TRIGGER_NAME LIKE 'shadowlog\_%');
DROP TABLE IF EXISTS
	shadowlog_changelog, shadowlog_shape, shadowlog_lease, shadowlog_meta;

-- What was granted on these tables would stay, for tables of these names that
-- somebody makes one day.  An administrator sees all of it here; whoever is none
-- sees his own rights only, which stay.
SET @shadowlog_concat = @@SESSION.group_concat_max_len;
SET SESSION group_concat_max_len = 1000000;

SET @shadowlog_sql = (
	SELECT CONCAT('REVOKE ALL PRIVILEGES ON shadowlog_changelog FROM ',
	              GROUP_CONCAT(DISTINCT QUOTE(SUBSTRING(g.grantee, 2,
	                  CHAR_LENGTH(g.grantee) - CHAR_LENGTH(g.host) - 5)),
	                  IF(g.host = '', '', CONCAT('@', QUOTE(g.host)))))
	  FROM (SELECT GRANTEE AS grantee, SUBSTRING_INDEX(SUBSTRING_INDEX(
	               GRANTEE, '@''', -1), '''', 1) AS host
	          FROM information_schema.TABLE_PRIVILEGES
	         WHERE TABLE_SCHEMA = DATABASE()
	           AND TABLE_NAME = 'shadowlog_changelog') AS g
	 WHERE g.grantee <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''),
	                           ''''));
SET @shadowlog_sql = COALESCE(@shadowlog_sql, 'DO 0');
PREPARE shadowlog_revoke FROM @shadowlog_sql;
EXECUTE shadowlog_revoke;

SET @shadowlog_sql = (
	SELECT CONCAT('REVOKE ALL PRIVILEGES ON shadowlog_shape FROM ',
	              GROUP_CONCAT(DISTINCT QUOTE(SUBSTRING(g.grantee, 2,
	                  CHAR_LENGTH(g.grantee) - CHAR_LENGTH(g.host) - 5)),
	                  IF(g.host = '', '', CONCAT('@', QUOTE(g.host)))))
	  FROM (SELECT GRANTEE AS grantee, SUBSTRING_INDEX(SUBSTRING_INDEX(
	               GRANTEE, '@''', -1), '''', 1) AS host
	          FROM information_schema.TABLE_PRIVILEGES
	         WHERE TABLE_SCHEMA = DATABASE()
	           AND TABLE_NAME = 'shadowlog_shape') AS g
	 WHERE g.grantee <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''),
	                           ''''));
SET @shadowlog_sql = COALESCE(@shadowlog_sql, 'DO 0');
PREPARE shadowlog_revoke FROM @shadowlog_sql;
EXECUTE shadowlog_revoke;

SET @shadowlog_sql = (
	SELECT CONCAT('REVOKE ALL PRIVILEGES ON shadowlog_lease FROM ',
	              GROUP_CONCAT(DISTINCT QUOTE(SUBSTRING(g.grantee, 2,
	                  CHAR_LENGTH(g.grantee) - CHAR_LENGTH(g.host) - 5)),
	                  IF(g.host = '', '', CONCAT('@', QUOTE(g.host)))))
	  FROM (SELECT GRANTEE AS grantee, SUBSTRING_INDEX(SUBSTRING_INDEX(
	               GRANTEE, '@''', -1), '''', 1) AS host
	          FROM information_schema.TABLE_PRIVILEGES
	         WHERE TABLE_SCHEMA = DATABASE()
	           AND TABLE_NAME = 'shadowlog_lease') AS g
	 WHERE g.grantee <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''),
	                           ''''));
SET @shadowlog_sql = COALESCE(@shadowlog_sql, 'DO 0');
PREPARE shadowlog_revoke FROM @shadowlog_sql;
EXECUTE shadowlog_revoke;

SET @shadowlog_sql = (
	SELECT CONCAT('REVOKE ALL PRIVILEGES ON shadowlog_meta FROM ',
	              GROUP_CONCAT(DISTINCT QUOTE(SUBSTRING(g.grantee, 2,
	                  CHAR_LENGTH(g.grantee) - CHAR_LENGTH(g.host) - 5)),
	                  IF(g.host = '', '', CONCAT('@', QUOTE(g.host)))))
	  FROM (SELECT GRANTEE AS grantee, SUBSTRING_INDEX(SUBSTRING_INDEX(
	               GRANTEE, '@''', -1), '''', 1) AS host
	          FROM information_schema.TABLE_PRIVILEGES
	         WHERE TABLE_SCHEMA = DATABASE()
	           AND TABLE_NAME = 'shadowlog_meta') AS g
	 WHERE g.grantee <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''),
	                           ''''));
SET @shadowlog_sql = COALESCE(@shadowlog_sql, 'DO 0');
PREPARE shadowlog_revoke FROM @shadowlog_sql;
EXECUTE shadowlog_revoke;
DEALLOCATE PREPARE shadowlog_revoke;
SET SESSION group_concat_max_len = @shadowlog_concat;
