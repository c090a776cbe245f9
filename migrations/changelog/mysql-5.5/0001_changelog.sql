-- Shadowlog's changelog, version 1, for MySQL 5.5 and 5.6 and MariaDB 5.5
-- to 10.1.
--
-- Run it in the database whose tables are to be captured:
--
--	mysql DATABASE < this-file.sql
--
-- It makes four tables, shadowlog_*, and touches nothing else.  Running it
-- again changes nothing.

SET @shadowlog_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         NULL: InnoDB gives a trigger no number for its transaction
--	captured_at  UTC, when the statement began
--	actor, context  free for use by the site; the triggers leave them NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- InnoDB, so that a change and its record commit together.  There is no index
-- but the primary key and no constraint but that: each would cost every write
-- of the application, or could fail one.  innodb_autoinc_lock_mode must not be
-- 0: with 0 the writers of all captured tables wait for one another.
CREATE TABLE IF NOT EXISTS shadowlog_changelog (
	seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
	shape INT,
	op CHAR(1),
	txid BIGINT,
	captured_at DATETIME,
	actor TEXT,
	context TEXT,
	old_row LONGTEXT,
	new_row LONGTEXT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
CREATE TABLE IF NOT EXISTS shadowlog_shape (
	shape INT NOT NULL PRIMARY KEY,
	table_schema VARCHAR(64) NOT NULL,
	table_name VARCHAR(64) NOT NULL,
	version INT NOT NULL,
	description LONGTEXT NOT NULL,
	trigger_hash VARCHAR(64) NOT NULL,
	installed_at DATETIME NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which poller drains the changelog, and until when it may (UTC).
CREATE TABLE IF NOT EXISTS shadowlog_lease (
	id INT NOT NULL PRIMARY KEY,
	holder VARCHAR(255),
	token BIGINT NOT NULL,
	epoch VARCHAR(64),
	expires_at DATETIME
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO shadowlog_lease (id, token)
SELECT 1, 0 FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_lease);

-- What this source is called by everyone who reads from it.
CREATE TABLE IF NOT EXISTS shadowlog_meta (
	id INT NOT NULL PRIMARY KEY,
	source_uuid VARCHAR(64) NOT NULL,
	schema_version INT NOT NULL,
	engine_identity VARCHAR(512) NOT NULL,
	installed_at DATETIME NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The identity tells this database from a copy of it.  MySQL 5.6 has a UUID for
-- each server; 5.5 and MariaDB have none.
INSERT INTO shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1, UUID(), 1,
       CONCAT(COALESCE((SELECT VARIABLE_VALUE
                          FROM information_schema.GLOBAL_VARIABLES
                         WHERE VARIABLE_NAME = 'SERVER_UUID'),
                       CONCAT(@@hostname, ':', @@port)),
              '/', DATABASE()),
       UTC_TIMESTAMP()
  FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_meta);

SET SESSION sql_mode = @shadowlog_sql_mode;
