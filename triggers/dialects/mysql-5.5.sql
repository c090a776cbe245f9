-- MySQL 5.5 and 5.6, MariaDB 5.5 to 10.1: what differs from mysql.  One trigger
-- for each event, times in seconds, no functions that came later.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: base mysql
--: without doctor.table.order

--: type bit(1) = bool
--: type bit* = bigint
--: type bool* = int
--: type int* unsigned* = bigint
--: type tinyint* = int
--: type smallint* = int
--: type mediumint* = int
--: type int* = int
--: type year* = int
--: type bigint* = bigint
--: type decimal* = decimal
--: type numeric* = decimal
--: type float* = float
--: type double* = double
--: type real* = double
--: type char* = text
--: type varchar* = text
--: type *text* = text
--: type enum* = text
--: type set* = text
--: type *binary* = binary
--: type *blob* = binary
--: type date = date
--: type timestamp* = timestamptz
--: type datetime* = timestamp
--: type time* = time
--: type geometry = binary
--: type point = binary
--: type linestring = binary
--: type polygon = binary
--: type multi* = binary
--: type geom*collection = binary
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- No value depends on the application's session: text is converted to utf8mb4
-- whatever its column has, bytes are hex digits, FLOAT and DOUBLE get all their
-- digits (as they are, FLOAT shows six), BIT becomes a number.  A TIMESTAMP
-- would be shown in the session's time zone: it is captured as seconds since
-- 1970, and the zero date as 0, which no TIMESTAMP can be.  CONCAT_WS() leaves
-- out NULL, so each value has its word for it.
--: value bool = IFNULL({{c}} + 0, 'NULL')
--: value int = IFNULL({{c}}, 'NULL')
--: value bigint of bit* = IFNULL({{c}} + 0, 'NULL')
--: value bigint = IFNULL({{c}}, 'NULL')
--: value decimal = IFNULL({{c}}, 'NULL')
--: value float = IFNULL({{c}} + 0e0, 'NULL')
--: value double = IFNULL({{c}} + 0e0, 'NULL')
--: value text = QUOTE(CONVERT({{c}} USING utf8mb4))
--: value binary = IFNULL(HEX({{c}}), 'NULL')
--: value date = QUOTE({{c}})
--: value time = QUOTE({{c}})
--: value timestamp = QUOTE({{c}})
--: value timestamptz of timestamp* = IFNULL(UNIX_TIMESTAMP({{c}}), IF({{c}} IS NULL, 'NULL', '0'))
--: value timestamptz = QUOTE({{c}})
--: value interval = QUOTE(CONVERT({{c}} USING utf8mb4))
--: value other = QUOTE(CONVERT({{c}} USING utf8mb4))

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit lob_hash actor context bypass fail cascades ignore
--: set refuse.bypass_marker before 5.6 a trigger cannot tell one statement from another of the same second

--: value binary omit = IFNULL(CONCAT('?', LENGTH({{c}})), 'NULL')
--: value * omit = IFNULL(CONCAT('?', LENGTH(CONVERT({{c}} USING utf8mb4))), 'NULL')
--: value binary hash = IFNULL(CONCAT('?', LENGTH({{c}}), ':sha256:', SHA2({{c}}, 256)), 'NULL')
--: value * hash = IFNULL(CONCAT('?', LENGTH(CONVERT({{c}} USING utf8mb4)),
--: |     ':sha256:', SHA2(CONVERT({{c}} USING utf8mb4), 256)), 'NULL')

--: section if.bypass_marker.mark
IF @shadowlog_bypass <=> 'on'
	AND NOT (@{{trigger}}_marked <=> UTC_TIMESTAMP()) THEN
	INSERT INTO {{schema_dot}}shadowlog_changelog
		(shape, op, captured_at{{actor_column}}, context)
	VALUES ({{shape}}, 'M', UTC_TIMESTAMP(),
		{{actor_value}}
		'reason=bypass');
	SET @{{trigger}}_marked = UTC_TIMESTAMP();
END IF;

--: section if.fail.handler
DECLARE EXIT HANDLER FOR SQLEXCEPTION
BEGIN
	DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
	INSERT INTO {{schema_dot}}shadowlog_changelog
		(shape, op, captured_at{{actor_column}}, context)
	VALUES ({{shape}}, 'M', UTC_TIMESTAMP(),
		{{actor_value}}
		'reason=failed');
END;

--: section if.insert.insert_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, new_row)
VALUES ({{shape}}, 'I', UTC_TIMESTAMP(),
	{{who_values}}
	{{new_image}})

--: section if.update.update_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, old_row, new_row)
VALUES ({{shape}}, {{update_op}}, UTC_TIMESTAMP(),
	{{who_values}}
	{{update_old}},
	{{update_new}})

--: section if.delete.delete_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, old_row)
VALUES ({{shape}}, 'D', UTC_TIMESTAMP(),
	{{who_values}}
	{{old_image}})

--: section install.head
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

--: section install
-- Table {{label}}
{{notes}}

-- Is the room taken by a trigger of the application's?
SET @shadowlog_taken = (
	SELECT 'no other trigger'
	UNION ALL
	SELECT CONCAT('there is one: ', t.TRIGGER_NAME)
	  FROM information_schema.TRIGGERS AS t
	 WHERE t.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF({{schema_literal}}, ''),
		DATABASE())
	   AND t.EVENT_OBJECT_TABLE = {{name_literal}}
	   AND t.ACTION_TIMING = 'AFTER'
	   AND t.TRIGGER_NAME NOT LIKE '{{trigger}}\\__');
{{before}}
{{guard}}
{{unique_check}}

{{cascades_check}}

-- Fails where the triggers would: without the right to record a change.
INSERT INTO {{schema_dot}}shadowlog_changelog (shape, op, captured_at)
SELECT 0, 'I', UTC_TIMESTAMP() FROM DUAL WHERE FALSE;

-- The layout, once.  Another one under the same number would fail here.  It has
-- no hash until the triggers are there.
INSERT INTO {{schema_dot}}shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}}, v.version, d.description,
       '', UTC_TIMESTAMP()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM {{schema_dot}}shadowlog_shape
         WHERE table_schema = {{schema_literal}}
           AND table_name = {{name_literal}}) AS v,
       (SELECT {{description_literal}} COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM {{schema_dot}}shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description = d.description);

LOCK TABLES {{table}} WRITE;
{{inside}}

-- Fails where the table has no such columns, before any trigger is gone.
SELECT {{column_names}}
  FROM {{table}} WHERE FALSE;
{{checks}}

{{table_sql}}
{{behind}}

UNLOCK TABLES;
{{after}}

UPDATE {{schema_dot}}shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}', installed_at = UTC_TIMESTAMP()
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM {{schema_dot}}shadowlog_shape
                                    WHERE table_schema = {{schema_literal}}
                                      AND table_name = {{name_literal}}
                                      AND trigger_hash <> '') AS n));

--: section if.no_cascades.cascades_check
-- Fails ("Incorrect integer value: '...'", and says which) where a foreign key
-- changes or deletes rows of this table: InnoDB fires no trigger for them, so
-- they would be missed.  What to do then is said at the top.
INSERT INTO {{schema_dot}}shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT CONCAT('changed unseen by ON ',
	      IF(r.DELETE_RULE IN ('CASCADE', 'SET NULL'), 'DELETE', 'UPDATE'),
	      ' ', IF(r.DELETE_RULE IN ('CASCADE', 'SET NULL'), r.DELETE_RULE,
		      r.UPDATE_RULE),
	      ' of foreign key ', r.CONSTRAINT_NAME, ' of ', r.TABLE_NAME),
       '', '', 0, '', '', UTC_TIMESTAMP()
  FROM information_schema.REFERENTIAL_CONSTRAINTS AS r
 WHERE r.CONSTRAINT_SCHEMA = COALESCE(NULLIF({{schema_literal}}, ''), DATABASE())
   AND r.TABLE_NAME = {{name_literal}}
   AND (r.DELETE_RULE IN ('CASCADE', 'SET NULL')
        OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'));

--: section upgrade.head
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
-- ends half-way, run the rest of it at once; running it again changes nothing,
-- unless the change of the table does.
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

--: section uninstall.head
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

--: section uninstall
-- Table {{label}}
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_i;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_u;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_d;
DELETE FROM {{schema_dot}}shadowlog_shape
 WHERE table_schema = {{schema_literal}}
   AND table_name = {{name_literal}}
   AND shape NOT IN (SELECT c.shape FROM {{schema_dot}}shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

--: section uninstall.tail
SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

--:

-- With a STATEMENT binlog InnoDB refuses to delete in READ COMMITTED.  Reads do
-- not mind: in autocommit mode each statement has a snapshot of its own anyway.

--: section poller.session
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'

SET SESSION time_zone = '+00:00'

SET SESSION autocommit = 1

SET SESSION sql_select_limit = 18446744073709551615

SET SESSION group_concat_max_len = 1000000

SET SESSION innodb_lock_wait_timeout = 1

SET SESSION lock_wait_timeout = 5

SET SESSION wait_timeout = 86400

SET SESSION tx_isolation =
  IF(@@log_bin AND @@binlog_format = 'STATEMENT',
    'REPEATABLE-READ', 'READ-COMMITTED')

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  CONCAT(COALESCE((SELECT v.VARIABLE_VALUE
    FROM information_schema.GLOBAL_VARIABLES AS v
    WHERE v.VARIABLE_NAME = 'SERVER_UUID'), CONCAT(@@hostname, ':', @@port)),
    '/', DATABASE())
FROM shadowlog_meta

--: section poller.lease_read
SELECT holder, token, epoch,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), expires_at)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = UTC_TIMESTAMP() + INTERVAL {{seconds}} SECOND
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= UTC_TIMESTAMP())

-- The time is to the second, and a row that keeps its value is not counted as
-- updated: so of two renewals in one second the second one is for longer.

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = UTC_TIMESTAMP() + INTERVAL ({{seconds}} +
  (expires_at <=> UTC_TIMESTAMP() + INTERVAL {{seconds}} SECOND)) SECOND
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT DATE_FORMAT(captured_at, '%Y-%m-%dT%H:%i:%s.%fZ')
   FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT 1),
  DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%dT%H:%i:%s.%fZ')
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.

--: section catalogue.visible
SELECT CONCAT(CURRENT_USER(), ' has no right TRIGGER on this table: it sees',
  ' neither the triggers nor, perhaps, the table')
FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES
  WHERE PRIVILEGE_TYPE IN ('TRIGGER', 'SUPER')
  AND (GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(GRANTEE, '@') = 0))
AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES
  WHERE PRIVILEGE_TYPE = 'TRIGGER'
  AND (GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(GRANTEE, '@') = 0)
  AND COALESCE(NULLIF(
{{schema}}
    , ''), DATABASE()) LIKE TABLE_SCHEMA)
AND NOT EXISTS (SELECT 1 FROM information_schema.TABLE_PRIVILEGES
  WHERE PRIVILEGE_TYPE = 'TRIGGER'
  AND (GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(GRANTEE, '@') = 0)
  AND TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  )

--: section doctor.table.triggers
SELECT 'error',
{{table}}
  , CONCAT('trigger {{trigger}}', w.suffix, ' is missing'),
  CONCAT('its ', w.event, ' is not captured'),
  CONCAT('install again what "shadowlog-triggers mysql-5.5 install" prints for',
    ' this table; if its capture was ended, run its uninstall once more when',
    ' all of it is delivered')
FROM (SELECT '_i' AS suffix, 'INSERT' AS event UNION ALL
  SELECT '_u', 'UPDATE' UNION ALL SELECT '_d', 'DELETE') AS w
WHERE LOCATE(CONCAT(' ', LOWER(w.event), ' '), '{{options}}') > 0
AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS AS t
  WHERE t.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND t.EVENT_OBJECT_TABLE =
{{table}}
  AND t.TRIGGER_NAME = CONCAT('{{trigger}}', w.suffix))

--: section doctor.table.altered
SELECT 'error', t.EVENT_OBJECT_TABLE, CONCAT('trigger ', t.TRIGGER_NAME, CASE
    WHEN t.ACTION_TIMING <> 'AFTER' OR t.EVENT_MANIPULATION <> w.event
      THEN ' fires for another event or at another time'
    WHEN t.ACTION_STATEMENT NOT LIKE '%shadowlog\_changelog%'
      THEN ' does not write to the changelog any more'
    WHEN t.ACTION_STATEMENT NOT LIKE 'INSERT INTO %'
      AND '{{options}}' NOT REGEXP ' (when|noop|bypass|fail|ignore) '
      THEN ' is not the one statement that was installed'
    ELSE ' does not write the layout of today, {{shape}}' END),
  CONCAT('an install went wrong, or somebody made it anew: changes are lost or',
    ' read by a layout that they do not have'),
  CONCAT('install again what "shadowlog-triggers mysql-5.5 install" prints for',
    ' this table')
FROM (SELECT '_i' AS suffix, 'INSERT' AS event UNION ALL
  SELECT '_u', 'UPDATE' UNION ALL SELECT '_d', 'DELETE') AS w
JOIN information_schema.TRIGGERS AS t
WHERE t.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND t.EVENT_OBJECT_TABLE =
{{table}}
  AND t.TRIGGER_NAME = CONCAT('{{trigger}}', w.suffix)
  AND (t.ACTION_TIMING <> 'AFTER' OR t.EVENT_MANIPULATION <> w.event
    OR t.ACTION_STATEMENT NOT LIKE '%shadowlog\_changelog%'
    OR (t.ACTION_STATEMENT NOT LIKE 'INSERT INTO %'
      AND '{{options}}' NOT REGEXP ' (when|noop|bypass|fail|ignore) ')
    OR t.ACTION_STATEMENT NOT LIKE '%VALUES ({{shape}},%')

-- A trigger runs in the mode and the character set it was created in.

--: section doctor.table.mode
SELECT 'error', EVENT_OBJECT_TABLE, CONCAT('trigger ', TRIGGER_NAME,
    ' was created with sql_mode ''', SQL_MODE, ''' and character set ',
    CHARACTER_SET_CLIENT),
  CONCAT('a row that is too long for it is cut short without an error, or its',
    ' text is read in another way'),
  CONCAT('install again what "shadowlog-triggers mysql-5.5 install" prints for',
    ' this table')
FROM information_schema.TRIGGERS
WHERE EVENT_OBJECT_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND EVENT_OBJECT_TABLE =
{{table}}
  AND LEFT(TRIGGER_NAME, 19) = '{{trigger}}_'
  AND (FIND_IN_SET('STRICT_ALL_TABLES', SQL_MODE) = 0
    OR FIND_IN_SET('NO_BACKSLASH_ESCAPES', SQL_MODE) > 0
    OR FIND_IN_SET('ANSI_QUOTES', SQL_MODE) > 0
    OR FIND_IN_SET('PIPES_AS_CONCAT', SQL_MODE) > 0
    OR CHARACTER_SET_CLIENT <> 'utf8mb4')

-- InnoDB fires no trigger for what a foreign key does.

--: section doctor.table.cascades
SELECT IF(LOCATE(' cascades ', '{{options}}') > 0, 'note', 'warning'),
  r.TABLE_NAME, CONCAT('foreign key ', r.CONSTRAINT_NAME, ': ',
    CONCAT_WS(' and ',
      IF(r.DELETE_RULE IN ('CASCADE', 'SET NULL'), CONCAT('ON DELETE ',
        r.DELETE_RULE), NULL),
      IF(r.UPDATE_RULE IN ('CASCADE', 'SET NULL'), CONCAT('ON UPDATE ',
        r.UPDATE_RULE), NULL)),
    ' of ', r.REFERENCED_TABLE_NAME),
  CONCAT('rows that it changes or deletes here are not captured: InnoDB fires',
    ' no trigger for them'),
  CONCAT('ALTER TABLE `', REPLACE(r.CONSTRAINT_SCHEMA, '`', '``'), '`.`',
    REPLACE(r.TABLE_NAME, '`', '``'), '` DROP FOREIGN KEY `',
    REPLACE(r.CONSTRAINT_NAME, '`', '``'), '`; ALTER TABLE `',
    REPLACE(r.CONSTRAINT_SCHEMA, '`', '``'), '`.`',
    REPLACE(r.TABLE_NAME, '`', '``'), '` ADD CONSTRAINT `',
    REPLACE(r.CONSTRAINT_NAME, '`', '``'), '` FOREIGN KEY (',
    GROUP_CONCAT('`', REPLACE(k.COLUMN_NAME, '`', '``'), '`'
      ORDER BY k.ORDINAL_POSITION),
    ') REFERENCES `', REPLACE(MAX(k.REFERENCED_TABLE_SCHEMA), '`', '``'),
    '`.`', REPLACE(r.REFERENCED_TABLE_NAME, '`', '``'), '` (',
    GROUP_CONCAT('`', REPLACE(k.REFERENCED_COLUMN_NAME, '`', '``'), '`'
      ORDER BY k.ORDINAL_POSITION), ');')
FROM information_schema.REFERENTIAL_CONSTRAINTS AS r
JOIN information_schema.KEY_COLUMN_USAGE AS k
  ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA
  AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME AND k.TABLE_NAME = r.TABLE_NAME
WHERE r.CONSTRAINT_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND r.TABLE_NAME =
{{table}}
  AND k.REFERENCED_TABLE_NAME IS NOT NULL
  AND (r.DELETE_RULE IN ('CASCADE', 'SET NULL')
    OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'))
GROUP BY r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, r.DELETE_RULE,
  r.UPDATE_RULE, r.REFERENCED_TABLE_NAME

-- Statements that change this table without a trigger, or fire one without a
-- change.

--: section doctor.table.key
SELECT IF(MAX(k.whole), 'note', 'warning'),
{{table}}
  , 'the table has no primary key',
  CONCAT('only its description says what makes a row one: if two rows can be',
    ' equal in that, receivers take them for one'),
  'give it a primary key'
FROM (SELECT 0 AS whole, '' AS name UNION ALL
  SELECT MAX(NULLABLE = 'YES') = 0, INDEX_NAME
  FROM information_schema.STATISTICS
  WHERE NON_UNIQUE = 0
  AND TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  GROUP BY INDEX_NAME) AS k
HAVING SUM(k.name = 'PRIMARY') = 0

--: section doctor.settings
SELECT 'warning', 'innodb_flush_log_at_trx_commit',
  CONCAT('it is ', @@GLOBAL.innodb_flush_log_at_trx_commit),
  CONCAT('a crash loses commits that were delivered, and their numbers are',
    ' used again: then the poller asks for a new epoch'),
  'SET GLOBAL innodb_flush_log_at_trx_commit = 1;'
FROM DUAL WHERE @@GLOBAL.innodb_flush_log_at_trx_commit <> 1
UNION ALL
SELECT 'warning', 'innodb_autoinc_lock_mode', 'it is 0',
  'the writers of all captured tables wait for one another',
  'set it to 1 or 2 in the configuration of the server, and restart it'
FROM DUAL WHERE @@GLOBAL.innodb_autoinc_lock_mode = 0
UNION ALL
SELECT 'warning', 'binlog_format', 'it is STATEMENT',
  CONCAT('a replica with these triggers logs for itself, and rows are deleted',
    ' one by one'),
  'SET GLOBAL binlog_format = ROW;'
FROM DUAL WHERE @@GLOBAL.log_bin AND @@GLOBAL.binlog_format = 'STATEMENT'
UNION ALL
SELECT 'note', 'sync_binlog', CONCAT('it is ', @@GLOBAL.sync_binlog),
  CONCAT('after a crash of the machine a replica can have what this server has',
    ' not'),
  'SET GLOBAL sync_binlog = 1;'
FROM DUAL WHERE @@GLOBAL.log_bin AND @@GLOBAL.sync_binlog <> 1
UNION ALL
SELECT 'warning', 'max_binlog_cache_size',
  CONCAT('it is ', @@GLOBAL.max_binlog_cache_size),
  CONCAT('with what its triggers capture a transaction is up to three times as',
    ' large in the binary log: one that does not fit fails'),
  'SET GLOBAL max_binlog_cache_size = 4294967296;'
FROM DUAL WHERE @@GLOBAL.log_bin AND @@GLOBAL.max_binlog_cache_size < 1073741824
UNION ALL
SELECT 'warning', 'innodb_log_file_size', CONCAT('the redo log has ',
    @@GLOBAL.innodb_log_file_size * g.VARIABLE_VALUE, ' bytes'),
  CONCAT('MySQL 5.6 takes a text or BLOB of a tenth of that at most, and a row',
    ' image can be as long as max_allowed_packet: then the write fails'),
  'make it ten times max_allowed_packet, in the configuration, and restart'
FROM information_schema.GLOBAL_VARIABLES AS g
WHERE g.VARIABLE_NAME = 'INNODB_LOG_FILES_IN_GROUP' AND VERSION() LIKE '5.6.%'
  AND @@GLOBAL.innodb_log_file_size * g.VARIABLE_VALUE
    < 10 * @@GLOBAL.max_allowed_packet
UNION ALL
SELECT 'error', 'read_only', 'this server takes no writes',
  'the poller has to write to the changelog', 'connect to the primary'
FROM DUAL WHERE @@GLOBAL.read_only

--: section doctor.isolation
SELECT 'error', 'isolation', CONCAT('a session has ',
    @@SESSION.tx_isolation),
  'a page is read twice to be sure of it, each time anew', NULL
FROM DUAL
WHERE @@SESSION.tx_isolation
  <> IF(@@log_bin AND @@binlog_format = 'STATEMENT', 'REPEATABLE-READ',
    'READ-COMMITTED')

--: section doctor.privileges
SELECT 'error', CURRENT_USER(),
  CONCAT('it has no ', w.privilege, ' on ', w.name),
  'the poller cannot do its work',
  CONCAT('GRANT ', w.privilege, ' ON `', REPLACE(DATABASE(), '`', '``'), '`.',
    w.name, ' TO ''', REPLACE(CURRENT_USER(), '@', '''@'''), ''';')
FROM (SELECT 'shadowlog_changelog' AS name, 'SELECT' AS privilege UNION ALL
  SELECT 'shadowlog_changelog', 'DELETE' UNION ALL
  SELECT 'shadowlog_shape', 'SELECT' UNION ALL
  SELECT 'shadowlog_meta', 'SELECT' UNION ALL
  SELECT 'shadowlog_lease', 'SELECT' UNION ALL
  SELECT 'shadowlog_lease', 'UPDATE') AS w
WHERE NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES AS p
  WHERE p.PRIVILEGE_TYPE = w.privilege
  AND (p.GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(p.GRANTEE, '@') = 0))
AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES AS p
  WHERE p.PRIVILEGE_TYPE = w.privilege AND DATABASE() LIKE p.TABLE_SCHEMA
  AND (p.GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(p.GRANTEE, '@') = 0))
AND NOT EXISTS (SELECT 1 FROM information_schema.TABLE_PRIVILEGES AS p
  WHERE p.PRIVILEGE_TYPE = w.privilege AND p.TABLE_SCHEMA = DATABASE()
  AND p.TABLE_NAME = w.name
  AND (p.GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
    OR INSTR(p.GRANTEE, '@') = 0))
UNION ALL
SELECT DISTINCT 'note', CURRENT_USER(),
  'it may do more to the database than the poller needs',
  'whoever has the poller''s password has these rights',
  CONCAT('let the poller connect as an account of its own:',
    ' "shadowlog-triggers mysql-5.5 grants"')
FROM (SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES
  UNION ALL SELECT GRANTEE, PRIVILEGE_TYPE
  FROM information_schema.SCHEMA_PRIVILEGES WHERE DATABASE() LIKE TABLE_SCHEMA
  UNION ALL SELECT GRANTEE, PRIVILEGE_TYPE
  FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE()
  AND TABLE_NAME IN ('shadowlog_changelog', 'shadowlog_shape')) AS p
WHERE p.GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
  AND p.PRIVILEGE_TYPE IN ('SUPER', 'INSERT', 'UPDATE', 'DROP', 'ALTER')
UNION ALL
SELECT 'warning', p.GRANTEE, CONCAT(p.GRANTEE, ' may ',
    GROUP_CONCAT(DISTINCT p.PRIVILEGE_TYPE ORDER BY p.PRIVILEGE_TYPE
      SEPARATOR ', '), ' on ', p.TABLE_NAME),
  'events can be forged or taken away; the application needs no right here',
  CONCAT('REVOKE ', GROUP_CONCAT(DISTINCT p.PRIVILEGE_TYPE
      ORDER BY p.PRIVILEGE_TYPE SEPARATOR ', '), ' ON `',
    REPLACE(DATABASE(), '`', '``'), '`.', p.TABLE_NAME, ' FROM ', p.GRANTEE, ';')
FROM information_schema.TABLE_PRIVILEGES AS p
WHERE p.TABLE_SCHEMA = DATABASE()
  AND p.TABLE_NAME IN ('shadowlog_changelog', 'shadowlog_shape')
  AND p.PRIVILEGE_TYPE IN ('INSERT', 'UPDATE', 'DELETE', 'DROP', 'ALTER')
  AND NOT (p.PRIVILEGE_TYPE = 'DELETE' AND p.TABLE_NAME = 'shadowlog_changelog')
  AND p.GRANTEE <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
  AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS AS t
    WHERE t.TRIGGER_SCHEMA = DATABASE()
    AND t.TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$'
    AND CONCAT('''', REPLACE(t.DEFINER, '@', '''@'''), '''') = p.GRANTEE)
GROUP BY p.GRANTEE, p.TABLE_NAME
UNION ALL
SELECT 'note', p.GRANTEE, CONCAT(p.GRANTEE, ' may ',
    GROUP_CONCAT(DISTINCT p.PRIVILEGE_TYPE ORDER BY p.PRIVILEGE_TYPE
      SEPARATOR ', '), ' in the whole database, and so on the changelog'),
  'events can be forged or taken away; the application needs no right there',
  'give it rights on its own tables instead'
FROM information_schema.SCHEMA_PRIVILEGES AS p
WHERE DATABASE() LIKE p.TABLE_SCHEMA
  AND p.PRIVILEGE_TYPE IN ('INSERT', 'UPDATE', 'DELETE', 'DROP', 'ALTER')
  AND p.GRANTEE <> CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
  AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS AS t
    WHERE t.TRIGGER_SCHEMA = DATABASE()
    AND t.TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$'
    AND CONCAT('''', REPLACE(t.DEFINER, '@', '''@'''), '''') = p.GRANTEE)
GROUP BY p.GRANTEE

-- A key or an engine of the site's own on the changelog.
