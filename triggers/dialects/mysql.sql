-- MySQL 5.7 and later, MariaDB 10.2 and later.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: set encoding quoted
--: set escape backslash
--: set quote `
--: set user account

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
--: type uuid = uuid
--: type inet4 = text
--: type inet6 = text
--: type json = json
--: type vector* = binary
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
--: value uuid = QUOTE(CONVERT({{c}} USING utf8mb4))
--: value json = QUOTE(CONVERT({{c}} USING utf8mb4))
--: value other = QUOTE(CONVERT({{c}} USING utf8mb4))

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit lob_hash actor context bypass bypass_marker fail cascades ignore
--: set refuse.statement MySQL has no triggers for a statement as a whole
--: set refuse.truncate TRUNCATE fires no trigger

-- As bytes: collations take different ones for equal.
--: same bool = {{old}} <=> {{new}}
--: same int = {{old}} <=> {{new}}
--: same bigint = {{old}} <=> {{new}}
--: same decimal = {{old}} <=> {{new}}
--: same float = CAST({{old}} + 0e0 AS BINARY) <=> CAST({{new}} + 0e0 AS BINARY)
--: same double = CAST({{old}} + 0e0 AS BINARY) <=> CAST({{new}} + 0e0 AS BINARY)
--: same binary = {{old}} <=> {{new}}
--: same date = {{old}} <=> {{new}}
--: same time = {{old}} <=> {{new}}
--: same timestamp = {{old}} <=> {{new}}
--: same timestamptz = {{old}} <=> {{new}}
--: same * = CAST({{old}} AS BINARY) <=> CAST({{new}} AS BINARY)

--: value binary omit = IFNULL(CONCAT('?', LENGTH({{c}})), 'NULL')
--: value * omit = IFNULL(CONCAT('?', LENGTH(CONVERT({{c}} USING utf8mb4))), 'NULL')
--: value binary hash = IFNULL(CONCAT('?', LENGTH({{c}}), ':sha256:', SHA2({{c}}, 256)), 'NULL')
--: value * hash = IFNULL(CONCAT('?', LENGTH(CONVERT({{c}} USING utf8mb4)),
--: |     ':sha256:', SHA2(CONVERT({{c}} USING utf8mb4), 256)), 'NULL')

--: section image.values
CONCAT_WS(',',
	{{values}})

--: # ---- what the table's options make of the triggers ----

-- UPDATE IGNORE fires the trigger for a row that it leaves as it is, too: the row
-- that is there has to be the new one, and none may have the old key.
--: section verified
EXISTS (SELECT 1 FROM {{table}} AS shadowlog
	WHERE {{key_match}}
	AND BINARY
	{{row_image}}
	= BINARY
	{{new_image}})
AND ({{key_same}}
	OR NOT EXISTS (SELECT 1 FROM {{table}} AS shadowlog
	WHERE {{old_key_match}}))

--: section not_bypassed
NOT (@shadowlog_bypass <=> 'on')

--: section if.actor.actor_column
, actor
--: section if.actor.actor_value
USER(),
--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context
--: section if.actor.who_values
USER(),
--: section if.context.who_values
CONCAT_WS('\n', CONCAT('host=', SUBSTRING_INDEX(USER(), '@', -1)),
	CONCAT('text=', LEFT(CONVERT(@shadowlog_context USING utf8mb4), 1000))),

--: section if.bypass_marker.mark
IF @shadowlog_bypass <=> 'on'
	AND NOT (@{{trigger}}_marked <=> UTC_TIMESTAMP(6)) THEN
	INSERT INTO {{schema_dot}}shadowlog_changelog
		(shape, op, captured_at{{actor_column}}, context)
	VALUES ({{shape}}, 'M', UTC_TIMESTAMP(6),
		{{actor_value}}
		'reason=bypass');
	SET @{{trigger}}_marked = UTC_TIMESTAMP(6);
END IF;

--: section if.fail.handler
DECLARE EXIT HANDLER FOR SQLEXCEPTION
BEGIN
	DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
	INSERT INTO {{schema_dot}}shadowlog_changelog
		(shape, op, captured_at{{actor_column}}, context)
	VALUES ({{shape}}, 'M', UTC_TIMESTAMP(6),
		{{actor_value}}
		'reason=failed');
END;

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND ({{new_when}}) THEN NULL ELSE
	{{old_image}}
END

--: section if.no_when.update_op
'U'
--: section if.no_when.update_old
{{old_part}}
--: section if.no_when.update_new
{{new_image}}
--: section if.when.update_op
IF({{old_when}}, IF({{new_when}}, 'U', 'D'), 'I')
--: section if.when.update_old
CASE WHEN {{old_when}} THEN
	{{old_part}}
END
--: section if.when.update_new
CASE WHEN {{new_when}} THEN
	{{new_image}}
END

--: section if.insert.insert_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, new_row)
VALUES ({{shape}}, 'I', UTC_TIMESTAMP(6),
	{{who_values}}
	{{new_image}})
--: section if.update.update_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, old_row, new_row)
VALUES ({{shape}}, {{update_op}}, UTC_TIMESTAMP(6),
	{{who_values}}
	{{update_old}},
	{{update_new}})
--: section if.delete.delete_row
INSERT INTO {{schema_dot}}shadowlog_changelog
	(shape, op, captured_at{{who_columns}}, old_row)
VALUES ({{shape}}, 'D', UTC_TIMESTAMP(6),
	{{who_values}}
	{{old_image}})

--: section if.no_insert_if.insert_do
{{insert_row}}
--: section if.insert_if.insert_do
IF {{insert_if}} THEN
	{{insert_row}};
END IF
--: section if.no_bypass_marker+no_fail.insert_body
{{insert_do}}
--: section if.bypass_marker+no_fail.insert_body
BEGIN
	{{mark}}
	{{insert_do}};
END
--: section if.fail.insert_body
BEGIN
	{{handler}}
	{{mark}}
	{{insert_do}};
END
--: section if.no_insert.insert_trigger
-- INSERT is not captured.
--: section if.insert+no_insert_if+no_fail.insert_trigger
CREATE TRIGGER {{schema_dot}}{{trigger}}_i AFTER INSERT ON {{table}}
FOR EACH ROW
{{insert_body}};
--: section if.insert+insert_if+no_fail.insert_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_i AFTER INSERT ON {{table}}
FOR EACH ROW
{{insert_body}};;
DELIMITER ;
--: section if.insert+fail.insert_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_i AFTER INSERT ON {{table}}
FOR EACH ROW
{{insert_body}};;
DELIMITER ;

--: section if.no_update_if.update_do
{{update_row}}
--: section if.update_if.update_do
IF {{update_if}} THEN
	{{update_row}};
END IF
--: section if.no_bypass_marker+no_fail.update_body
{{update_do}}
--: section if.bypass_marker+no_fail.update_body
BEGIN
	{{mark}}
	{{update_do}};
END
--: section if.fail.update_body
BEGIN
	{{handler}}
	{{mark}}
	{{update_do}};
END
--: section if.no_update.update_trigger
-- UPDATE is not captured.
--: section if.update+no_update_if+no_fail.update_trigger
CREATE TRIGGER {{schema_dot}}{{trigger}}_u AFTER UPDATE ON {{table}}
FOR EACH ROW
{{update_body}};
--: section if.update+update_if+no_fail.update_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_u AFTER UPDATE ON {{table}}
FOR EACH ROW
{{update_body}};;
DELIMITER ;
--: section if.update+fail.update_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_u AFTER UPDATE ON {{table}}
FOR EACH ROW
{{update_body}};;
DELIMITER ;

--: section if.no_delete_if.delete_do
{{delete_row}}
--: section if.delete_if.delete_do
IF {{delete_if}} THEN
	{{delete_row}};
END IF
--: section if.no_bypass_marker+no_fail.delete_body
{{delete_do}}
--: section if.bypass_marker+no_fail.delete_body
BEGIN
	{{mark}}
	{{delete_do}};
END
--: section if.fail.delete_body
BEGIN
	{{handler}}
	{{mark}}
	{{delete_do}};
END
--: section if.no_delete.delete_trigger
-- DELETE is not captured.
--: section if.delete+no_delete_if+no_fail.delete_trigger
CREATE TRIGGER {{schema_dot}}{{trigger}}_d AFTER DELETE ON {{table}}
FOR EACH ROW
{{delete_body}};
--: section if.delete+delete_if+no_fail.delete_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_d AFTER DELETE ON {{table}}
FOR EACH ROW
{{delete_body}};;
DELIMITER ;
--: section if.delete+fail.delete_trigger
DELIMITER ;;
CREATE TRIGGER {{schema_dot}}{{trigger}}_d AFTER DELETE ON {{table}}
FOR EACH ROW
{{delete_body}};;
DELIMITER ;

--: section if.cascades.notes
--
-- Cascades accepted: what a foreign key changes or deletes in this table by
-- CASCADE or SET NULL is missed.
--: section if.fail.notes
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  Receivers get an event
-- "m" if that at least can be written; nothing else tells.
--: section if.bypass.notes
--
-- WHOEVER SETS @shadowlog_bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED.
--: section if.bypass_marker.notes
-- The first such row of each statement leaves an event "m".
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}
--: section if.keyless_unique.unique_check

-- Fails where no unique index is made of these columns ("Subquery returns more
-- than 1 row").
SET @shadowlog_unique = (
	SELECT 'it is unique'
	UNION ALL
	SELECT 'it is not'
	  FROM DUAL
	 WHERE NOT EXISTS (
		SELECT 1
		  FROM information_schema.STATISTICS
		 WHERE TABLE_SCHEMA = COALESCE(NULLIF({{schema_literal}}, ''),
				DATABASE())
		   AND TABLE_NAME = {{name_literal}}
		 GROUP BY INDEX_NAME
		HAVING MAX(NON_UNIQUE) = 0
		   AND SUM(COLUMN_NAME NOT IN ({{key_literals}})) = 0
		   AND MAX(COALESCE(SUB_PART, 0)) = 0));
--: section if.when.checks
SELECT {{plain_when}}
  FROM {{table}} WHERE FALSE;

--: section table
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_i;
{{insert_trigger}}

DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_u;
{{update_trigger}}

DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_d;
{{delete_trigger}}

--: section install.head
-- Shadowlog: capture row changes of the tables below, on MySQL or MariaDB.
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
-- Triggers of one table fire in the order of their creation.  These should be
-- the first of the AFTER triggers; if one of the application's was there
-- before and it writes to this same table, drop it and create it again after
-- this.
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
-- changelog too, and with it all other writers, until UNLOCK TABLES.  MariaDB
-- before 10.4 takes the two instants of an hour that a change of clocks repeats
-- for one, if the session's time zone has such.
--
-- Where a foreign key of a table does such things, this script fails at that
-- table.  Three ways on: declare the key without CASCADE and SET NULL, and let
-- the application write both tables (`shadowlog doctor` prints the statements);
-- or MySQL 9.7 and later with enable_cascade_triggers = ON for all sessions; or
-- accept that what the key does is missed: "option cascades accept" under the
-- table in its description.

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
{{before}}
{{guard}}
{{unique_check}}

{{cascades_check}}

-- Fails where the triggers would: without the right to record a change.
INSERT INTO {{schema_dot}}shadowlog_changelog (shape, op, captured_at)
SELECT 0, 'I', UTC_TIMESTAMP(6) FROM DUAL WHERE FALSE;

-- The layout, once.  Another one under the same number would fail here.  It has
-- no hash until the triggers are there.
INSERT INTO {{schema_dot}}shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}}, v.version, d.description,
       '', UTC_TIMESTAMP(6)
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
   SET trigger_hash = '{{trigger_hash}}', installed_at = UTC_TIMESTAMP(6)
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
        OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL'))
   /*!90700 AND NOT (@@GLOBAL.enable_cascade_triggers
		     AND NOT @@GLOBAL.innodb_native_foreign_keys) */;

--: section install.guard

-- Fails where the table was renamed ("Subquery returns more than 1 row"): under
-- its old name it is captured still, and `upgrade --was` is told which that is.
SET @shadowlog_renamed = (
	SELECT 'it has its name'
	UNION ALL
	SELECT CONCAT('renamed: ', TRIGGER_NAME)
	  FROM information_schema.TRIGGERS
	 WHERE EVENT_OBJECT_SCHEMA = COALESCE(NULLIF({{schema_literal}}, ''),
			DATABASE())
	   AND EVENT_OBJECT_TABLE = {{name_literal}}
	   AND TRIGGER_NAME LIKE 'shadowlog\_%'
	   AND LEFT(TRIGGER_NAME, 18) <> '{{trigger}}');

--: section install.tail
SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

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

--: section upgrade
{{install_sql}}

--: section upgrade.tail
SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

--: section change.inside

-- The change of the table.
{{change}}

--: section new.before
-- The table.
{{change}}

--: section was.before
-- Fails where the old name is not one that was captured ("Subquery returns more
-- than 1 row").
SET @shadowlog_was = (
	SELECT 'it was captured'
	UNION ALL
	SELECT 'it was not'
	  FROM DUAL
	 WHERE NOT EXISTS (SELECT 1 FROM {{schema_dot}}shadowlog_shape
	                    WHERE table_schema = {{schema_literal}}
	                      AND table_name = {{name_literal}}));
{{change}}

--: section was.behind

-- Triggers go with a table that is renamed; these are called by its old name.
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_i;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_u;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_d;

--: section was.after
-- Its layouts stay, for what was captured: no triggers write them any more.
UPDATE {{schema_dot}}shadowlog_shape SET trigger_hash = ''
 WHERE table_schema = {{schema_literal}} AND table_name = {{name_literal}};

--: section uninstall.head
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

--: section uninstall
-- Table {{label}}
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_i;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_u;
DROP TRIGGER IF EXISTS {{schema_dot}}{{trigger}}_d;

-- Layouts by which changes are still to be read stay.  First a read, which locks
-- nothing: inside of the DELETE it would lock rows of the changelog, and a
-- writer of another table could run into a deadlock.
SELECT GROUP_CONCAT(s.shape) INTO @shadowlog_used
  FROM {{schema_dot}}shadowlog_shape AS s
 WHERE s.table_schema = {{schema_literal}}
   AND s.table_name = {{name_literal}}
   AND EXISTS (SELECT 1 FROM {{schema_dot}}shadowlog_changelog AS c
                WHERE c.shape = s.shape);
DELETE FROM {{schema_dot}}shadowlog_shape
 WHERE table_schema = {{schema_literal}}
   AND table_name = {{name_literal}}
   AND NOT FIND_IN_SET(shape, COALESCE(@shadowlog_used, ''));

--: section uninstall.tail
SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION group_concat_max_len = @shadowlog_concat;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;

--: section uninstall.changelog
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

--: section grants
-- What the poller's account {{role_comment}} needs, and nothing else.  Run it
-- in the database of the changelog.  The application's accounts need nothing.
-- (`shadowlog describe` sees only tables on which its account has some right:
-- run it as another one.)
GRANT SELECT, DELETE ON shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog_lease TO {{role}};

--:

-- The poller.
--: set connect CONN_TIMEOUT=10

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

SET SESSION /*!50720 transaction_isolation */ /*M!100000 tx_isolation */ =
  IF(@@log_bin AND @@binlog_format = 'STATEMENT',
    'REPEATABLE-READ', 'READ-COMMITTED')

--: section poller.server
SELECT CONCAT(IF(VERSION() LIKE '%MariaDB%', 'MariaDB ', 'MySQL '),
    SUBSTRING_INDEX(VERSION(), '-', 1)),
  NULL, DATABASE(), 1, @@log_bin AND @@binlog_format = 'STATEMENT'

-- As the changelog's own SQL makes it.
--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  CONCAT(/*!50700 @@server_uuid, */
         /*M!100000 @@hostname, ':', @@port, */
         '/', DATABASE())
FROM shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog_shape WHERE shape = {{shape}}

-- Without a hash: layouts that no trigger writes.
--: section poller.registered
SELECT description FROM shadowlog_shape AS s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
SELECT MAX(seq) FROM shadowlog_changelog

--: section poller.seqs
SELECT seq FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.probe
SELECT COUNT(*), MAX(seq), COALESCE(SUM(bytes), 0) FROM (
  SELECT seq,
    COALESCE(LENGTH(old_row), 0) + COALESCE(LENGTH(new_row), 0) AS bytes
  FROM shadowlog_changelog
  WHERE {{where}} ORDER BY seq LIMIT {{limit}}) AS page

--: section poller.page
SELECT seq, shape, op, txid,
  captured_at,
  LENGTH(old_row), LENGTH(new_row),
  CASE WHEN LENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN LENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.who
SELECT seq, actor, context FROM shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT SUBSTRING({{column}}, {{from}}, {{length}})
FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT(*) FROM shadowlog_changelog WHERE {{where}}

-- Neither BETWEEN alone nor IN: both wait for whoever writes the next row.
--: section poller.trim
DELETE FROM shadowlog_changelog
WHERE seq BETWEEN {{first}} AND {{last}} ORDER BY seq LIMIT {{count}}

--: section poller.trim_one
DELETE FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.lease_read
SELECT holder, token, epoch,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = UTC_TIMESTAMP(6) + INTERVAL {{seconds}} SECOND
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= UTC_TIMESTAMP(6))

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = UTC_TIMESTAMP(6) + INTERVAL {{seconds}} SECOND
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT DATE_FORMAT(captured_at, '%Y-%m-%dT%H:%i:%s.%fZ')
   FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT 1),
  DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ')
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
  AND TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  AND (@@lower_case_table_names > 0 OR BINARY TABLE_NAME =
{{table}}
  )

--: section catalogue.columns
SELECT c.COLUMN_NAME, c.COLUMN_TYPE, c.COLUMN_TYPE,
  IF(c.IS_NULLABLE = 'YES', 'null', ''),
  IF(c.EXTRA LIKE '%VIRTUAL%' OR c.EXTRA LIKE '%STORED%'
    OR c.EXTRA LIKE '%PERSISTENT%', 'generated', ''),
  COALESCE(k.SEQ_IN_INDEX, 0)
FROM information_schema.COLUMNS AS c
LEFT JOIN information_schema.STATISTICS AS k
  ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
  AND BINARY k.TABLE_NAME = BINARY c.TABLE_NAME
  AND k.INDEX_NAME = 'PRIMARY' AND k.COLUMN_NAME = c.COLUMN_NAME
WHERE c.TABLE_SCHEMA =
{{schema}}
  AND c.TABLE_NAME =
{{table}}
  AND (@@lower_case_table_names > 0 OR BINARY c.TABLE_NAME =
{{table}}
  )
ORDER BY c.ORDINAL_POSITION

--: section catalogue.tables
SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
  AND TABLE_SCHEMA = DATABASE() AND LEFT(TABLE_NAME, 10) <> 'shadowlog_'
ORDER BY TABLE_NAME

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- An account sees of the catalogue what it has rights to, and no more: a
-- trigger with the right TRIGGER alone.  (A grantee without @ is a role.  MySQL 8
-- does not show what its roles give.)
--: section catalogue.visible
SELECT CONCAT(CURRENT_USER(), ' has no right TRIGGER on this table: it sees',
  ' neither the triggers nor, perhaps, the table')
FROM DUAL
WHERE /*!80000 CURRENT_ROLE() = 'NONE' AND */
NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES
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

--: section catalogue.forget
UPDATE shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog_shape
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
   AND shape NOT IN (SELECT c.shape FROM shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

--: section doctor.table.triggers
SELECT 'error',
{{table}}
  , CONCAT('trigger {{trigger}}', w.suffix, ' is missing'),
  CONCAT('its ', w.event, ' is not captured'),
  CONCAT('install again what "shadowlog-triggers mysql install" prints for',
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
  CONCAT('install again what "shadowlog-triggers mysql install" prints for',
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
  CONCAT('install again what "shadowlog-triggers mysql install" prints for',
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

-- A trigger cannot write to the table it fires for; what it writes to others
-- is captured in its own order.
--: section doctor.table.order
SELECT 'note', o.EVENT_OBJECT_TABLE,
  CONCAT('trigger ', o.TRIGGER_NAME, ' fires before ours'),
  CONCAT('what it writes to another captured table is captured before the',
    ' change that caused it'),
  'if that matters, drop it and create it again: the newest fires last'
FROM information_schema.TRIGGERS AS o
JOIN information_schema.TRIGGERS AS t
  ON t.EVENT_OBJECT_SCHEMA = o.EVENT_OBJECT_SCHEMA
  AND t.EVENT_OBJECT_TABLE = o.EVENT_OBJECT_TABLE
  AND t.EVENT_MANIPULATION = o.EVENT_MANIPULATION
  AND t.ACTION_TIMING = o.ACTION_TIMING
WHERE o.EVENT_OBJECT_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND o.EVENT_OBJECT_TABLE =
{{table}}
  AND o.ACTION_TIMING = 'AFTER' AND LEFT(t.TRIGGER_NAME, 19) = '{{trigger}}_'
  AND o.ACTION_ORDER < t.ACTION_ORDER

-- InnoDB fires no trigger for what a foreign key does; MySQL 9.7 can.
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
  /*!90700 AND NOT (@@GLOBAL.enable_cascade_triggers
    AND NOT @@GLOBAL.innodb_native_foreign_keys) */
GROUP BY r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, r.DELETE_RULE,
  r.UPDATE_RULE, r.REFERENCED_TABLE_NAME

-- Statements that change this table without a trigger, or fire one without a
-- change.
--: section doctor.table.unseen
SELECT 'note', TABLE_NAME, CONCAT('it has ', COUNT(*), ' partitions'),
  CONCAT('DROP, TRUNCATE and EXCHANGE PARTITION fire no trigger: rows that they',
    ' take or bring are not captured'),
  'let a DELETE or an INSERT take or bring the rows'
FROM information_schema.PARTITIONS
WHERE TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  AND PARTITION_NAME IS NOT NULL
GROUP BY TABLE_NAME
UNION ALL
SELECT 'note',
{{table}}
  , CONCAT('these may TRUNCATE it: ', GROUP_CONCAT(DISTINCT p.GRANTEE
    ORDER BY p.GRANTEE SEPARATOR ', ')),
  'TRUNCATE fires no trigger: its rows are gone, and no event says so',
  'let them DELETE, and take the privilege DROP from them'
FROM (SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES
  WHERE COALESCE(NULLIF(
{{schema}}
    , ''), DATABASE()) LIKE TABLE_SCHEMA
  UNION ALL SELECT GRANTEE, PRIVILEGE_TYPE
  FROM information_schema.TABLE_PRIVILEGES
  WHERE TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
    , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  ) AS p
WHERE p.PRIVILEGE_TYPE = 'DROP'
HAVING COUNT(*) > 0
UNION ALL
SELECT 'note', TABLE_NAME, CONCAT('UPDATE IGNORE of it can be captured wrongly:',
    ' it has the constraints ', GROUP_CONCAT(CONSTRAINT_NAME
    ORDER BY CONSTRAINT_NAME SEPARATOR ', ')),
  CONCAT('triggers fire for a row that IGNORE left as it was, too: the event',
    ' says what was wanted and did not happen'),
  CONCAT('see to it that the application has no UPDATE IGNORE of this table, or',
    ' take "option ignore verify"')
FROM information_schema.TABLE_CONSTRAINTS
WHERE TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  AND CONSTRAINT_TYPE IN ('UNIQUE', 'FOREIGN KEY')
  AND LOCATE(' ignore ', '{{options}}') = 0
GROUP BY TABLE_NAME

-- A primary key; else at least one that could stand for it.
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

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'warning',
{{table}}
  , 'it fails open (option fail)',
  'a change that cannot be captured is lost to all receivers',
  'upgrade with option "fail closed"'
FROM DUAL WHERE LOCATE(' fail ', '{{options}}') > 0
UNION ALL
SELECT 'note',
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets @shadowlog_bypass does', NULL
FROM DUAL WHERE LOCATE(' bypass ', '{{options}}') > 0

--: section doctor.table.engine
SELECT 'warning', TABLE_NAME, CONCAT('its engine is ', ENGINE),
  CONCAT('a rollback takes back the record of a change, but not the change:',
    ' such changes are lost'),
  CONCAT('ALTER TABLE `', REPLACE(TABLE_SCHEMA, '`', '``'), '`.`',
    REPLACE(TABLE_NAME, '`', '``'), '` ENGINE = InnoDB;')
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  AND ENGINE <> 'InnoDB'

-- As its columns could be; BLOBs count twice, as hex digits, text as well, for
-- its quotes.
--: section doctor.table.packet
SELECT 'note', TABLE_NAME, CONCAT('the image of a row can have ',
    SUM(w.bytes), ' bytes, and max_allowed_packet is ',
    @@GLOBAL.max_allowed_packet),
  CONCAT('a row whose image is longer than that cannot be captured: the',
    ' statement that writes it fails'),
  'SET GLOBAL max_allowed_packet = 1073741824;'
FROM (SELECT TABLE_NAME, CASE
    WHEN CHARACTER_OCTET_LENGTH IS NULL THEN 40
    ELSE 2 + 2 * CHARACTER_OCTET_LENGTH END AS bytes
  FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = COALESCE(NULLIF(
{{schema}}
  , ''), DATABASE())
  AND TABLE_NAME =
{{table}}
  ) AS w
WHERE @@GLOBAL.max_allowed_packet < 1073741824
GROUP BY TABLE_NAME
HAVING SUM(w.bytes) > @@GLOBAL.max_allowed_packet

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT DISTINCT 'error', t.EVENT_OBJECT_TABLE,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  CONCAT('if it was renamed: "shadowlog-triggers mysql upgrade --was OLDNAME"',
    ' prints what to run')
FROM information_schema.TRIGGERS AS t
WHERE t.EVENT_OBJECT_SCHEMA = DATABASE()
  AND t.TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS s
    WHERE s.table_schema IN ('', CONVERT(t.EVENT_OBJECT_SCHEMA USING utf8mb4)
      COLLATE utf8mb4_bin)
    AND s.table_name = CONVERT(t.EVENT_OBJECT_TABLE USING utf8mb4)
      COLLATE utf8mb4_bin)

-- A trigger whose definer is gone fails, and with it every write.
--: section doctor.definers
SELECT 'error', t.DEFINER, CONCAT('the account does not exist, and is the',
    ' definer of the triggers on ', GROUP_CONCAT(DISTINCT t.EVENT_OBJECT_TABLE
      ORDER BY t.EVENT_OBJECT_TABLE SEPARATOR ', ')),
  'a trigger runs with its rights: writes to these tables fail',
  CONCAT('create it again, or install the triggers again as one that stays')
FROM information_schema.TRIGGERS AS t
WHERE t.EVENT_OBJECT_SCHEMA = DATABASE()
  AND t.TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$'
  AND NOT EXISTS (SELECT 1 FROM mysql.user AS u
    WHERE CONCAT(u.User, '@', u.Host) = CONVERT(t.DEFINER USING utf8mb4)
      COLLATE utf8mb4_bin)
GROUP BY t.DEFINER

-- Nor does it help its definer what a role of his may: MariaDB's triggers run
-- without.  (MySQL's have the default roles; what those may is not looked at.)
--: section doctor.rights
SELECT 'error', w.definer, CONCAT('it is the definer of triggers, and has no ',
    w.privilege, ' on ', w.name, ' of its own'),
  'a trigger runs with its rights: writes to captured tables fail',
  CONCAT('GRANT ', w.privilege, ' ON `', REPLACE(DATABASE(), '`', '``'), '`.`',
    REPLACE(w.name, '`', '``'), '` TO ''',
    REPLACE(LEFT(w.definer, CHAR_LENGTH(w.definer) - 1
      - CHAR_LENGTH(SUBSTRING_INDEX(w.definer, '@', -1))), '''', ''''''),
    '''@''', SUBSTRING_INDEX(w.definer, '@', -1), ''';')
FROM (SELECT DISTINCT CONVERT(DEFINER USING utf8mb4) COLLATE utf8mb4_bin
      AS definer, 'INSERT' AS privilege, 'shadowlog_changelog' AS name
  FROM information_schema.TRIGGERS
  WHERE EVENT_OBJECT_SCHEMA = DATABASE()
    AND TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$'
  UNION
  SELECT CONVERT(DEFINER USING utf8mb4) COLLATE utf8mb4_bin, 'TRIGGER',
    CONVERT(EVENT_OBJECT_TABLE USING utf8mb4) COLLATE utf8mb4_bin
  FROM information_schema.TRIGGERS
  WHERE EVENT_OBJECT_SCHEMA = DATABASE()
    AND TRIGGER_NAME REGEXP '^shadowlog_[0-9a-f]{8}_[iud]$') AS w
WHERE EXISTS (SELECT 1 FROM mysql.user AS u
  WHERE CONCAT(u.User, '@', u.Host) = w.definer
    AND IF(w.privilege = 'INSERT', u.Insert_priv, u.Trigger_priv) <> 'Y')
AND NOT EXISTS (SELECT 1 FROM mysql.db AS d
  WHERE (CONCAT(d.User, '@', d.Host) = w.definer OR d.User = 'PUBLIC')
    AND DATABASE() LIKE d.Db
    AND IF(w.privilege = 'INSERT', d.Insert_priv, d.Trigger_priv) = 'Y')
AND NOT EXISTS (SELECT 1 FROM mysql.tables_priv AS p
  WHERE (CONCAT(p.User, '@', p.Host) = w.definer OR p.User = 'PUBLIC')
    AND p.Db = DATABASE() AND p.Table_name = w.name
    AND FIND_IN_SET(w.privilege, UPPER(p.Table_priv)))
/*!80000 AND NOT EXISTS (SELECT 1 FROM mysql.role_edges AS e
  WHERE CONCAT(e.TO_USER, '@', e.TO_HOST) = w.definer) */

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
SELECT 'error', 'read_only', 'this server takes no writes',
  'the poller has to write to the changelog', 'connect to the primary'
FROM DUAL WHERE @@GLOBAL.read_only

--: section doctor.isolation
SELECT 'error', 'isolation', CONCAT('a session has ',
    @@SESSION./*!50720 transaction_isolation */ /*M!100000 tx_isolation */),
  'a page is read twice to be sure of it, each time anew', NULL
FROM DUAL
WHERE @@SESSION./*!50720 transaction_isolation */ /*M!100000 tx_isolation */
  <> IF(@@log_bin AND @@binlog_format = 'STATEMENT', 'REPEATABLE-READ',
    'READ-COMMITTED')

--: section doctor.transactions
SELECT 'warning', CONCAT('connection ', trx_mysql_thread_id),
  CONCAT('a transaction has been open since ', trx_started),
  CONCAT('InnoDB removes nothing that ended since: the changelog stays large,',
    ' and pages become slow'),
  IF(trx_mysql_thread_id > 0, CONCAT('KILL ', trx_mysql_thread_id, ';'),
    'it was prepared (XA RECOVER lists it): commit it or roll it back')
FROM information_schema.INNODB_TRX
WHERE trx_started <= NOW() - INTERVAL {{old}} SECOND

-- What this account needs, at whatever level it was given.
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
WHERE /*!80000 CURRENT_ROLE() = 'NONE' AND */
NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES AS p
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
    ' "shadowlog-triggers mysql grants"')
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
--: section doctor.changelog
SELECT DISTINCT 'warning', 'shadowlog_changelog',
  CONCAT('it has an index, ', INDEX_NAME),
  IF(NON_UNIQUE, 'it makes every write of the application dearer',
    'it can fail the application''s writes'),
  CONCAT('ALTER TABLE shadowlog_changelog DROP INDEX `',
    REPLACE(INDEX_NAME, '`', '``'), '`;')
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shadowlog_changelog'
  AND INDEX_NAME <> 'PRIMARY'
UNION ALL
SELECT 'error', TABLE_NAME, CONCAT('its engine is ', ENGINE),
  'a change and its record do not commit together',
  CONCAT('ALTER TABLE ', TABLE_NAME, ' ENGINE = InnoDB;')
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ('shadowlog_changelog',
  'shadowlog_shape', 'shadowlog_lease', 'shadowlog_meta')
  AND ENGINE <> 'InnoDB'
UNION ALL
SELECT 'error', 'shadowlog_changelog', 'seq is not AUTO_INCREMENT',
  'the application''s writes fail, or numbers are used twice',
  CONCAT('ALTER TABLE shadowlog_changelog MODIFY seq BIGINT NOT NULL',
    ' AUTO_INCREMENT;')
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shadowlog_changelog'
  AND COLUMN_NAME = 'seq' AND EXTRA NOT LIKE '%auto_increment%'
UNION ALL
SELECT 'warning', EVENT_OBJECT_TABLE, CONCAT('it has a trigger, ', TRIGGER_NAME),
  'it runs in every write of the application, or in every delete of the poller',
  CONCAT('DROP TRIGGER `', REPLACE(TRIGGER_NAME, '`', '``'), '`;')
FROM information_schema.TRIGGERS
WHERE EVENT_OBJECT_SCHEMA = DATABASE()
  AND EVENT_OBJECT_TABLE = 'shadowlog_changelog'
