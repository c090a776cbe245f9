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

-- Table wide

-- Fails where the table was renamed ("Subquery returns more than 1 row"): under
-- its old name it is captured still, and `upgrade --was` is told which that is.
SET @shadowlog_renamed = (
	SELECT 'it has its name'
	UNION ALL
	SELECT CONCAT('renamed: ', TRIGGER_NAME)
	  FROM information_schema.TRIGGERS
	 WHERE EVENT_OBJECT_SCHEMA = COALESCE(NULLIF('', ''),
			DATABASE())
	   AND EVENT_OBJECT_TABLE = 'wide'
	   AND TRIGGER_NAME LIKE 'shadowlog\_%'
	   AND LEFT(TRIGGER_NAME, 18) <> 'shadowlog_072e49c0');

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
   AND r.TABLE_NAME = 'wide'
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
SELECT 1213663400, '', 'wide', v.version, d.description,
       '', UTC_TIMESTAMP(6)
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'wide') AS v,
       (SELECT 'shadowlog-tables 1
table wide
  column id   int as int key 1
  column c1   int as int null
  column c2   int as int null
  column c3   int as int null
  column c4   int as int null
  column c5   int as int null
  column c6   int as int null
  column c7   int as int null
  column c8   int as int null
  column c9   int as int null
  column c10  int as int null
  column c11  int as int null
  column c12  int as int null
  column c13  int as int null
  column c14  int as int null
  column c15  int as int null
  column c16  int as int null
  column c17  int as int null
  column c18  int as int null
  column c19  int as int null
  column c20  int as int null
  column c21  int as int null
  column c22  int as int null
  column c23  int as int null
  column c24  int as int null
  column c25  int as int null
  column c26  int as int null
  column c27  int as int null
  column c28  int as int null
  column c29  int as int null
  column c30  int as int null
  column c31  int as int null
  column c32  int as int null
  column c33  int as int null
  column c34  int as int null
  column c35  int as int null
  column c36  int as int null
  column c37  int as int null
  column c38  int as int null
  column c39  int as int null
  column c40  int as int null
  column c41  int as int null
  column c42  int as int null
  column c43  int as int null
  column c44  int as int null
  column c45  int as int null
  column c46  int as int null
  column c47  int as int null
  column c48  int as int null
  column c49  int as int null
  column c50  int as int null
  column c51  int as int null
  column c52  int as int null
  column c53  int as int null
  column c54  int as int null
  column c55  int as int null
  column c56  int as int null
  column c57  int as int null
  column c58  int as int null
  column c59  int as int null
  column c60  int as int null
  column c61  int as int null
  column c62  int as int null
  column c63  int as int null
  column c64  int as int null
  column c65  int as int null
  column c66  int as int null
  column c67  int as int null
  column c68  int as int null
  column c69  int as int null
  column c70  int as int null
  column c71  int as int null
  column c72  int as int null
  column c73  int as int null
  column c74  int as int null
  column c75  int as int null
  column c76  int as int null
  column c77  int as int null
  column c78  int as int null
  column c79  int as int null
  column c80  int as int null
  column c81  int as int null
  column c82  int as int null
  column c83  int as int null
  column c84  int as int null
  column c85  int as int null
  column c86  int as int null
  column c87  int as int null
  column c88  int as int null
  column c89  int as int null
  column c90  int as int null
  column c91  int as int null
  column c92  int as int null
  column c93  int as int null
  column c94  int as int null
  column c95  int as int null
  column c96  int as int null
  column c97  int as int null
  column c98  int as int null
  column c99  int as int null
  column c100 int as int null
  column c101 int as int null
  column c102 int as int null
  column c103 int as int null
  column c104 int as int null
  column c105 int as int null
  column c106 int as int null
  column c107 int as int null
  column c108 int as int null
  column c109 int as int null
  column c110 int as int null
  column c111 int as int null
  column c112 int as int null
  column c113 int as int null
  column c114 int as int null
  column c115 int as int null
  column c116 int as int null
  column c117 int as int null
  column c118 int as int null
  column c119 int as int null
  column c120 int as int null
  column c121 int as int null
  column c122 int as int null
  column c123 int as int null
  column c124 int as int null
  column c125 int as int null
  column c126 int as int null
  column c127 int as int null
  column c128 int as int null
  column c129 int as int null
  column c130 int as int null
' COLLATE utf8mb4_bin AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1213663400
                      AND s.description = d.description);

LOCK TABLES `wide` WRITE;

-- Fails where the table has no such columns, before any trigger is gone.
SELECT `id`,
       `c1`,
       `c2`,
       `c3`,
       `c4`,
       `c5`,
       `c6`,
       `c7`,
       `c8`,
       `c9`,
       `c10`,
       `c11`,
       `c12`,
       `c13`,
       `c14`,
       `c15`,
       `c16`,
       `c17`,
       `c18`,
       `c19`,
       `c20`,
       `c21`,
       `c22`,
       `c23`,
       `c24`,
       `c25`,
       `c26`,
       `c27`,
       `c28`,
       `c29`,
       `c30`,
       `c31`,
       `c32`,
       `c33`,
       `c34`,
       `c35`,
       `c36`,
       `c37`,
       `c38`,
       `c39`,
       `c40`,
       `c41`,
       `c42`,
       `c43`,
       `c44`,
       `c45`,
       `c46`,
       `c47`,
       `c48`,
       `c49`,
       `c50`,
       `c51`,
       `c52`,
       `c53`,
       `c54`,
       `c55`,
       `c56`,
       `c57`,
       `c58`,
       `c59`,
       `c60`,
       `c61`,
       `c62`,
       `c63`,
       `c64`,
       `c65`,
       `c66`,
       `c67`,
       `c68`,
       `c69`,
       `c70`,
       `c71`,
       `c72`,
       `c73`,
       `c74`,
       `c75`,
       `c76`,
       `c77`,
       `c78`,
       `c79`,
       `c80`,
       `c81`,
       `c82`,
       `c83`,
       `c84`,
       `c85`,
       `c86`,
       `c87`,
       `c88`,
       `c89`,
       `c90`,
       `c91`,
       `c92`,
       `c93`,
       `c94`,
       `c95`,
       `c96`,
       `c97`,
       `c98`,
       `c99`,
       `c100`,
       `c101`,
       `c102`,
       `c103`,
       `c104`,
       `c105`,
       `c106`,
       `c107`,
       `c108`,
       `c109`,
       `c110`,
       `c111`,
       `c112`,
       `c113`,
       `c114`,
       `c115`,
       `c116`,
       `c117`,
       `c118`,
       `c119`,
       `c120`,
       `c121`,
       `c122`,
       `c123`,
       `c124`,
       `c125`,
       `c126`,
       `c127`,
       `c128`,
       `c129`,
       `c130`
  FROM `wide` WHERE FALSE;

DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
CREATE TRIGGER shadowlog_072e49c0_i AFTER INSERT ON `wide`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, new_row)
VALUES (1213663400, 'I', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		IFNULL(NEW.`c1`, 'NULL'),
		IFNULL(NEW.`c2`, 'NULL'),
		IFNULL(NEW.`c3`, 'NULL'),
		IFNULL(NEW.`c4`, 'NULL'),
		IFNULL(NEW.`c5`, 'NULL'),
		IFNULL(NEW.`c6`, 'NULL'),
		IFNULL(NEW.`c7`, 'NULL'),
		IFNULL(NEW.`c8`, 'NULL'),
		IFNULL(NEW.`c9`, 'NULL'),
		IFNULL(NEW.`c10`, 'NULL'),
		IFNULL(NEW.`c11`, 'NULL'),
		IFNULL(NEW.`c12`, 'NULL'),
		IFNULL(NEW.`c13`, 'NULL'),
		IFNULL(NEW.`c14`, 'NULL'),
		IFNULL(NEW.`c15`, 'NULL'),
		IFNULL(NEW.`c16`, 'NULL'),
		IFNULL(NEW.`c17`, 'NULL'),
		IFNULL(NEW.`c18`, 'NULL'),
		IFNULL(NEW.`c19`, 'NULL'),
		IFNULL(NEW.`c20`, 'NULL'),
		IFNULL(NEW.`c21`, 'NULL'),
		IFNULL(NEW.`c22`, 'NULL'),
		IFNULL(NEW.`c23`, 'NULL'),
		IFNULL(NEW.`c24`, 'NULL'),
		IFNULL(NEW.`c25`, 'NULL'),
		IFNULL(NEW.`c26`, 'NULL'),
		IFNULL(NEW.`c27`, 'NULL'),
		IFNULL(NEW.`c28`, 'NULL'),
		IFNULL(NEW.`c29`, 'NULL'),
		IFNULL(NEW.`c30`, 'NULL'),
		IFNULL(NEW.`c31`, 'NULL'),
		IFNULL(NEW.`c32`, 'NULL'),
		IFNULL(NEW.`c33`, 'NULL'),
		IFNULL(NEW.`c34`, 'NULL'),
		IFNULL(NEW.`c35`, 'NULL'),
		IFNULL(NEW.`c36`, 'NULL'),
		IFNULL(NEW.`c37`, 'NULL'),
		IFNULL(NEW.`c38`, 'NULL'),
		IFNULL(NEW.`c39`, 'NULL'),
		IFNULL(NEW.`c40`, 'NULL'),
		IFNULL(NEW.`c41`, 'NULL'),
		IFNULL(NEW.`c42`, 'NULL'),
		IFNULL(NEW.`c43`, 'NULL'),
		IFNULL(NEW.`c44`, 'NULL'),
		IFNULL(NEW.`c45`, 'NULL'),
		IFNULL(NEW.`c46`, 'NULL'),
		IFNULL(NEW.`c47`, 'NULL'),
		IFNULL(NEW.`c48`, 'NULL'),
		IFNULL(NEW.`c49`, 'NULL'),
		IFNULL(NEW.`c50`, 'NULL'),
		IFNULL(NEW.`c51`, 'NULL'),
		IFNULL(NEW.`c52`, 'NULL'),
		IFNULL(NEW.`c53`, 'NULL'),
		IFNULL(NEW.`c54`, 'NULL'),
		IFNULL(NEW.`c55`, 'NULL'),
		IFNULL(NEW.`c56`, 'NULL'),
		IFNULL(NEW.`c57`, 'NULL'),
		IFNULL(NEW.`c58`, 'NULL'),
		IFNULL(NEW.`c59`, 'NULL'),
		IFNULL(NEW.`c60`, 'NULL'),
		IFNULL(NEW.`c61`, 'NULL'),
		IFNULL(NEW.`c62`, 'NULL'),
		IFNULL(NEW.`c63`, 'NULL'),
		IFNULL(NEW.`c64`, 'NULL'),
		IFNULL(NEW.`c65`, 'NULL'),
		IFNULL(NEW.`c66`, 'NULL'),
		IFNULL(NEW.`c67`, 'NULL'),
		IFNULL(NEW.`c68`, 'NULL'),
		IFNULL(NEW.`c69`, 'NULL'),
		IFNULL(NEW.`c70`, 'NULL'),
		IFNULL(NEW.`c71`, 'NULL'),
		IFNULL(NEW.`c72`, 'NULL'),
		IFNULL(NEW.`c73`, 'NULL'),
		IFNULL(NEW.`c74`, 'NULL'),
		IFNULL(NEW.`c75`, 'NULL'),
		IFNULL(NEW.`c76`, 'NULL'),
		IFNULL(NEW.`c77`, 'NULL'),
		IFNULL(NEW.`c78`, 'NULL'),
		IFNULL(NEW.`c79`, 'NULL'),
		IFNULL(NEW.`c80`, 'NULL'),
		IFNULL(NEW.`c81`, 'NULL'),
		IFNULL(NEW.`c82`, 'NULL'),
		IFNULL(NEW.`c83`, 'NULL'),
		IFNULL(NEW.`c84`, 'NULL'),
		IFNULL(NEW.`c85`, 'NULL'),
		IFNULL(NEW.`c86`, 'NULL'),
		IFNULL(NEW.`c87`, 'NULL'),
		IFNULL(NEW.`c88`, 'NULL'),
		IFNULL(NEW.`c89`, 'NULL'),
		IFNULL(NEW.`c90`, 'NULL'),
		IFNULL(NEW.`c91`, 'NULL'),
		IFNULL(NEW.`c92`, 'NULL'),
		IFNULL(NEW.`c93`, 'NULL'),
		IFNULL(NEW.`c94`, 'NULL'),
		IFNULL(NEW.`c95`, 'NULL'),
		IFNULL(NEW.`c96`, 'NULL'),
		IFNULL(NEW.`c97`, 'NULL'),
		IFNULL(NEW.`c98`, 'NULL'),
		IFNULL(NEW.`c99`, 'NULL'),
		IFNULL(NEW.`c100`, 'NULL'),
		IFNULL(NEW.`c101`, 'NULL'),
		IFNULL(NEW.`c102`, 'NULL'),
		IFNULL(NEW.`c103`, 'NULL'),
		IFNULL(NEW.`c104`, 'NULL'),
		IFNULL(NEW.`c105`, 'NULL'),
		IFNULL(NEW.`c106`, 'NULL'),
		IFNULL(NEW.`c107`, 'NULL'),
		IFNULL(NEW.`c108`, 'NULL'),
		IFNULL(NEW.`c109`, 'NULL'),
		IFNULL(NEW.`c110`, 'NULL'),
		IFNULL(NEW.`c111`, 'NULL'),
		IFNULL(NEW.`c112`, 'NULL'),
		IFNULL(NEW.`c113`, 'NULL'),
		IFNULL(NEW.`c114`, 'NULL'),
		IFNULL(NEW.`c115`, 'NULL'),
		IFNULL(NEW.`c116`, 'NULL'),
		IFNULL(NEW.`c117`, 'NULL'),
		IFNULL(NEW.`c118`, 'NULL'),
		IFNULL(NEW.`c119`, 'NULL'),
		IFNULL(NEW.`c120`, 'NULL'),
		IFNULL(NEW.`c121`, 'NULL'),
		IFNULL(NEW.`c122`, 'NULL'),
		IFNULL(NEW.`c123`, 'NULL'),
		IFNULL(NEW.`c124`, 'NULL'),
		IFNULL(NEW.`c125`, 'NULL'),
		IFNULL(NEW.`c126`, 'NULL'),
		IFNULL(NEW.`c127`, 'NULL'),
		IFNULL(NEW.`c128`, 'NULL'),
		IFNULL(NEW.`c129`, 'NULL'),
		IFNULL(NEW.`c130`, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
CREATE TRIGGER shadowlog_072e49c0_u AFTER UPDATE ON `wide`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row, new_row)
VALUES (1213663400, 'U', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		IFNULL(OLD.`c1`, 'NULL'),
		IFNULL(OLD.`c2`, 'NULL'),
		IFNULL(OLD.`c3`, 'NULL'),
		IFNULL(OLD.`c4`, 'NULL'),
		IFNULL(OLD.`c5`, 'NULL'),
		IFNULL(OLD.`c6`, 'NULL'),
		IFNULL(OLD.`c7`, 'NULL'),
		IFNULL(OLD.`c8`, 'NULL'),
		IFNULL(OLD.`c9`, 'NULL'),
		IFNULL(OLD.`c10`, 'NULL'),
		IFNULL(OLD.`c11`, 'NULL'),
		IFNULL(OLD.`c12`, 'NULL'),
		IFNULL(OLD.`c13`, 'NULL'),
		IFNULL(OLD.`c14`, 'NULL'),
		IFNULL(OLD.`c15`, 'NULL'),
		IFNULL(OLD.`c16`, 'NULL'),
		IFNULL(OLD.`c17`, 'NULL'),
		IFNULL(OLD.`c18`, 'NULL'),
		IFNULL(OLD.`c19`, 'NULL'),
		IFNULL(OLD.`c20`, 'NULL'),
		IFNULL(OLD.`c21`, 'NULL'),
		IFNULL(OLD.`c22`, 'NULL'),
		IFNULL(OLD.`c23`, 'NULL'),
		IFNULL(OLD.`c24`, 'NULL'),
		IFNULL(OLD.`c25`, 'NULL'),
		IFNULL(OLD.`c26`, 'NULL'),
		IFNULL(OLD.`c27`, 'NULL'),
		IFNULL(OLD.`c28`, 'NULL'),
		IFNULL(OLD.`c29`, 'NULL'),
		IFNULL(OLD.`c30`, 'NULL'),
		IFNULL(OLD.`c31`, 'NULL'),
		IFNULL(OLD.`c32`, 'NULL'),
		IFNULL(OLD.`c33`, 'NULL'),
		IFNULL(OLD.`c34`, 'NULL'),
		IFNULL(OLD.`c35`, 'NULL'),
		IFNULL(OLD.`c36`, 'NULL'),
		IFNULL(OLD.`c37`, 'NULL'),
		IFNULL(OLD.`c38`, 'NULL'),
		IFNULL(OLD.`c39`, 'NULL'),
		IFNULL(OLD.`c40`, 'NULL'),
		IFNULL(OLD.`c41`, 'NULL'),
		IFNULL(OLD.`c42`, 'NULL'),
		IFNULL(OLD.`c43`, 'NULL'),
		IFNULL(OLD.`c44`, 'NULL'),
		IFNULL(OLD.`c45`, 'NULL'),
		IFNULL(OLD.`c46`, 'NULL'),
		IFNULL(OLD.`c47`, 'NULL'),
		IFNULL(OLD.`c48`, 'NULL'),
		IFNULL(OLD.`c49`, 'NULL'),
		IFNULL(OLD.`c50`, 'NULL'),
		IFNULL(OLD.`c51`, 'NULL'),
		IFNULL(OLD.`c52`, 'NULL'),
		IFNULL(OLD.`c53`, 'NULL'),
		IFNULL(OLD.`c54`, 'NULL'),
		IFNULL(OLD.`c55`, 'NULL'),
		IFNULL(OLD.`c56`, 'NULL'),
		IFNULL(OLD.`c57`, 'NULL'),
		IFNULL(OLD.`c58`, 'NULL'),
		IFNULL(OLD.`c59`, 'NULL'),
		IFNULL(OLD.`c60`, 'NULL'),
		IFNULL(OLD.`c61`, 'NULL'),
		IFNULL(OLD.`c62`, 'NULL'),
		IFNULL(OLD.`c63`, 'NULL'),
		IFNULL(OLD.`c64`, 'NULL'),
		IFNULL(OLD.`c65`, 'NULL'),
		IFNULL(OLD.`c66`, 'NULL'),
		IFNULL(OLD.`c67`, 'NULL'),
		IFNULL(OLD.`c68`, 'NULL'),
		IFNULL(OLD.`c69`, 'NULL'),
		IFNULL(OLD.`c70`, 'NULL'),
		IFNULL(OLD.`c71`, 'NULL'),
		IFNULL(OLD.`c72`, 'NULL'),
		IFNULL(OLD.`c73`, 'NULL'),
		IFNULL(OLD.`c74`, 'NULL'),
		IFNULL(OLD.`c75`, 'NULL'),
		IFNULL(OLD.`c76`, 'NULL'),
		IFNULL(OLD.`c77`, 'NULL'),
		IFNULL(OLD.`c78`, 'NULL'),
		IFNULL(OLD.`c79`, 'NULL'),
		IFNULL(OLD.`c80`, 'NULL'),
		IFNULL(OLD.`c81`, 'NULL'),
		IFNULL(OLD.`c82`, 'NULL'),
		IFNULL(OLD.`c83`, 'NULL'),
		IFNULL(OLD.`c84`, 'NULL'),
		IFNULL(OLD.`c85`, 'NULL'),
		IFNULL(OLD.`c86`, 'NULL'),
		IFNULL(OLD.`c87`, 'NULL'),
		IFNULL(OLD.`c88`, 'NULL'),
		IFNULL(OLD.`c89`, 'NULL'),
		IFNULL(OLD.`c90`, 'NULL'),
		IFNULL(OLD.`c91`, 'NULL'),
		IFNULL(OLD.`c92`, 'NULL'),
		IFNULL(OLD.`c93`, 'NULL'),
		IFNULL(OLD.`c94`, 'NULL'),
		IFNULL(OLD.`c95`, 'NULL'),
		IFNULL(OLD.`c96`, 'NULL'),
		IFNULL(OLD.`c97`, 'NULL'),
		IFNULL(OLD.`c98`, 'NULL'),
		IFNULL(OLD.`c99`, 'NULL'),
		IFNULL(OLD.`c100`, 'NULL'),
		IFNULL(OLD.`c101`, 'NULL'),
		IFNULL(OLD.`c102`, 'NULL'),
		IFNULL(OLD.`c103`, 'NULL'),
		IFNULL(OLD.`c104`, 'NULL'),
		IFNULL(OLD.`c105`, 'NULL'),
		IFNULL(OLD.`c106`, 'NULL'),
		IFNULL(OLD.`c107`, 'NULL'),
		IFNULL(OLD.`c108`, 'NULL'),
		IFNULL(OLD.`c109`, 'NULL'),
		IFNULL(OLD.`c110`, 'NULL'),
		IFNULL(OLD.`c111`, 'NULL'),
		IFNULL(OLD.`c112`, 'NULL'),
		IFNULL(OLD.`c113`, 'NULL'),
		IFNULL(OLD.`c114`, 'NULL'),
		IFNULL(OLD.`c115`, 'NULL'),
		IFNULL(OLD.`c116`, 'NULL'),
		IFNULL(OLD.`c117`, 'NULL'),
		IFNULL(OLD.`c118`, 'NULL'),
		IFNULL(OLD.`c119`, 'NULL'),
		IFNULL(OLD.`c120`, 'NULL'),
		IFNULL(OLD.`c121`, 'NULL'),
		IFNULL(OLD.`c122`, 'NULL'),
		IFNULL(OLD.`c123`, 'NULL'),
		IFNULL(OLD.`c124`, 'NULL'),
		IFNULL(OLD.`c125`, 'NULL'),
		IFNULL(OLD.`c126`, 'NULL'),
		IFNULL(OLD.`c127`, 'NULL'),
		IFNULL(OLD.`c128`, 'NULL'),
		IFNULL(OLD.`c129`, 'NULL'),
		IFNULL(OLD.`c130`, 'NULL')),
	CONCAT_WS(',',
		IFNULL(NEW.`id`, 'NULL'),
		IFNULL(NEW.`c1`, 'NULL'),
		IFNULL(NEW.`c2`, 'NULL'),
		IFNULL(NEW.`c3`, 'NULL'),
		IFNULL(NEW.`c4`, 'NULL'),
		IFNULL(NEW.`c5`, 'NULL'),
		IFNULL(NEW.`c6`, 'NULL'),
		IFNULL(NEW.`c7`, 'NULL'),
		IFNULL(NEW.`c8`, 'NULL'),
		IFNULL(NEW.`c9`, 'NULL'),
		IFNULL(NEW.`c10`, 'NULL'),
		IFNULL(NEW.`c11`, 'NULL'),
		IFNULL(NEW.`c12`, 'NULL'),
		IFNULL(NEW.`c13`, 'NULL'),
		IFNULL(NEW.`c14`, 'NULL'),
		IFNULL(NEW.`c15`, 'NULL'),
		IFNULL(NEW.`c16`, 'NULL'),
		IFNULL(NEW.`c17`, 'NULL'),
		IFNULL(NEW.`c18`, 'NULL'),
		IFNULL(NEW.`c19`, 'NULL'),
		IFNULL(NEW.`c20`, 'NULL'),
		IFNULL(NEW.`c21`, 'NULL'),
		IFNULL(NEW.`c22`, 'NULL'),
		IFNULL(NEW.`c23`, 'NULL'),
		IFNULL(NEW.`c24`, 'NULL'),
		IFNULL(NEW.`c25`, 'NULL'),
		IFNULL(NEW.`c26`, 'NULL'),
		IFNULL(NEW.`c27`, 'NULL'),
		IFNULL(NEW.`c28`, 'NULL'),
		IFNULL(NEW.`c29`, 'NULL'),
		IFNULL(NEW.`c30`, 'NULL'),
		IFNULL(NEW.`c31`, 'NULL'),
		IFNULL(NEW.`c32`, 'NULL'),
		IFNULL(NEW.`c33`, 'NULL'),
		IFNULL(NEW.`c34`, 'NULL'),
		IFNULL(NEW.`c35`, 'NULL'),
		IFNULL(NEW.`c36`, 'NULL'),
		IFNULL(NEW.`c37`, 'NULL'),
		IFNULL(NEW.`c38`, 'NULL'),
		IFNULL(NEW.`c39`, 'NULL'),
		IFNULL(NEW.`c40`, 'NULL'),
		IFNULL(NEW.`c41`, 'NULL'),
		IFNULL(NEW.`c42`, 'NULL'),
		IFNULL(NEW.`c43`, 'NULL'),
		IFNULL(NEW.`c44`, 'NULL'),
		IFNULL(NEW.`c45`, 'NULL'),
		IFNULL(NEW.`c46`, 'NULL'),
		IFNULL(NEW.`c47`, 'NULL'),
		IFNULL(NEW.`c48`, 'NULL'),
		IFNULL(NEW.`c49`, 'NULL'),
		IFNULL(NEW.`c50`, 'NULL'),
		IFNULL(NEW.`c51`, 'NULL'),
		IFNULL(NEW.`c52`, 'NULL'),
		IFNULL(NEW.`c53`, 'NULL'),
		IFNULL(NEW.`c54`, 'NULL'),
		IFNULL(NEW.`c55`, 'NULL'),
		IFNULL(NEW.`c56`, 'NULL'),
		IFNULL(NEW.`c57`, 'NULL'),
		IFNULL(NEW.`c58`, 'NULL'),
		IFNULL(NEW.`c59`, 'NULL'),
		IFNULL(NEW.`c60`, 'NULL'),
		IFNULL(NEW.`c61`, 'NULL'),
		IFNULL(NEW.`c62`, 'NULL'),
		IFNULL(NEW.`c63`, 'NULL'),
		IFNULL(NEW.`c64`, 'NULL'),
		IFNULL(NEW.`c65`, 'NULL'),
		IFNULL(NEW.`c66`, 'NULL'),
		IFNULL(NEW.`c67`, 'NULL'),
		IFNULL(NEW.`c68`, 'NULL'),
		IFNULL(NEW.`c69`, 'NULL'),
		IFNULL(NEW.`c70`, 'NULL'),
		IFNULL(NEW.`c71`, 'NULL'),
		IFNULL(NEW.`c72`, 'NULL'),
		IFNULL(NEW.`c73`, 'NULL'),
		IFNULL(NEW.`c74`, 'NULL'),
		IFNULL(NEW.`c75`, 'NULL'),
		IFNULL(NEW.`c76`, 'NULL'),
		IFNULL(NEW.`c77`, 'NULL'),
		IFNULL(NEW.`c78`, 'NULL'),
		IFNULL(NEW.`c79`, 'NULL'),
		IFNULL(NEW.`c80`, 'NULL'),
		IFNULL(NEW.`c81`, 'NULL'),
		IFNULL(NEW.`c82`, 'NULL'),
		IFNULL(NEW.`c83`, 'NULL'),
		IFNULL(NEW.`c84`, 'NULL'),
		IFNULL(NEW.`c85`, 'NULL'),
		IFNULL(NEW.`c86`, 'NULL'),
		IFNULL(NEW.`c87`, 'NULL'),
		IFNULL(NEW.`c88`, 'NULL'),
		IFNULL(NEW.`c89`, 'NULL'),
		IFNULL(NEW.`c90`, 'NULL'),
		IFNULL(NEW.`c91`, 'NULL'),
		IFNULL(NEW.`c92`, 'NULL'),
		IFNULL(NEW.`c93`, 'NULL'),
		IFNULL(NEW.`c94`, 'NULL'),
		IFNULL(NEW.`c95`, 'NULL'),
		IFNULL(NEW.`c96`, 'NULL'),
		IFNULL(NEW.`c97`, 'NULL'),
		IFNULL(NEW.`c98`, 'NULL'),
		IFNULL(NEW.`c99`, 'NULL'),
		IFNULL(NEW.`c100`, 'NULL'),
		IFNULL(NEW.`c101`, 'NULL'),
		IFNULL(NEW.`c102`, 'NULL'),
		IFNULL(NEW.`c103`, 'NULL'),
		IFNULL(NEW.`c104`, 'NULL'),
		IFNULL(NEW.`c105`, 'NULL'),
		IFNULL(NEW.`c106`, 'NULL'),
		IFNULL(NEW.`c107`, 'NULL'),
		IFNULL(NEW.`c108`, 'NULL'),
		IFNULL(NEW.`c109`, 'NULL'),
		IFNULL(NEW.`c110`, 'NULL'),
		IFNULL(NEW.`c111`, 'NULL'),
		IFNULL(NEW.`c112`, 'NULL'),
		IFNULL(NEW.`c113`, 'NULL'),
		IFNULL(NEW.`c114`, 'NULL'),
		IFNULL(NEW.`c115`, 'NULL'),
		IFNULL(NEW.`c116`, 'NULL'),
		IFNULL(NEW.`c117`, 'NULL'),
		IFNULL(NEW.`c118`, 'NULL'),
		IFNULL(NEW.`c119`, 'NULL'),
		IFNULL(NEW.`c120`, 'NULL'),
		IFNULL(NEW.`c121`, 'NULL'),
		IFNULL(NEW.`c122`, 'NULL'),
		IFNULL(NEW.`c123`, 'NULL'),
		IFNULL(NEW.`c124`, 'NULL'),
		IFNULL(NEW.`c125`, 'NULL'),
		IFNULL(NEW.`c126`, 'NULL'),
		IFNULL(NEW.`c127`, 'NULL'),
		IFNULL(NEW.`c128`, 'NULL'),
		IFNULL(NEW.`c129`, 'NULL'),
		IFNULL(NEW.`c130`, 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
CREATE TRIGGER shadowlog_072e49c0_d AFTER DELETE ON `wide`
FOR EACH ROW
INSERT INTO shadowlog_changelog
	(shape, op, captured_at, old_row)
VALUES (1213663400, 'D', UTC_TIMESTAMP(6),
	CONCAT_WS(',',
		IFNULL(OLD.`id`, 'NULL'),
		IFNULL(OLD.`c1`, 'NULL'),
		IFNULL(OLD.`c2`, 'NULL'),
		IFNULL(OLD.`c3`, 'NULL'),
		IFNULL(OLD.`c4`, 'NULL'),
		IFNULL(OLD.`c5`, 'NULL'),
		IFNULL(OLD.`c6`, 'NULL'),
		IFNULL(OLD.`c7`, 'NULL'),
		IFNULL(OLD.`c8`, 'NULL'),
		IFNULL(OLD.`c9`, 'NULL'),
		IFNULL(OLD.`c10`, 'NULL'),
		IFNULL(OLD.`c11`, 'NULL'),
		IFNULL(OLD.`c12`, 'NULL'),
		IFNULL(OLD.`c13`, 'NULL'),
		IFNULL(OLD.`c14`, 'NULL'),
		IFNULL(OLD.`c15`, 'NULL'),
		IFNULL(OLD.`c16`, 'NULL'),
		IFNULL(OLD.`c17`, 'NULL'),
		IFNULL(OLD.`c18`, 'NULL'),
		IFNULL(OLD.`c19`, 'NULL'),
		IFNULL(OLD.`c20`, 'NULL'),
		IFNULL(OLD.`c21`, 'NULL'),
		IFNULL(OLD.`c22`, 'NULL'),
		IFNULL(OLD.`c23`, 'NULL'),
		IFNULL(OLD.`c24`, 'NULL'),
		IFNULL(OLD.`c25`, 'NULL'),
		IFNULL(OLD.`c26`, 'NULL'),
		IFNULL(OLD.`c27`, 'NULL'),
		IFNULL(OLD.`c28`, 'NULL'),
		IFNULL(OLD.`c29`, 'NULL'),
		IFNULL(OLD.`c30`, 'NULL'),
		IFNULL(OLD.`c31`, 'NULL'),
		IFNULL(OLD.`c32`, 'NULL'),
		IFNULL(OLD.`c33`, 'NULL'),
		IFNULL(OLD.`c34`, 'NULL'),
		IFNULL(OLD.`c35`, 'NULL'),
		IFNULL(OLD.`c36`, 'NULL'),
		IFNULL(OLD.`c37`, 'NULL'),
		IFNULL(OLD.`c38`, 'NULL'),
		IFNULL(OLD.`c39`, 'NULL'),
		IFNULL(OLD.`c40`, 'NULL'),
		IFNULL(OLD.`c41`, 'NULL'),
		IFNULL(OLD.`c42`, 'NULL'),
		IFNULL(OLD.`c43`, 'NULL'),
		IFNULL(OLD.`c44`, 'NULL'),
		IFNULL(OLD.`c45`, 'NULL'),
		IFNULL(OLD.`c46`, 'NULL'),
		IFNULL(OLD.`c47`, 'NULL'),
		IFNULL(OLD.`c48`, 'NULL'),
		IFNULL(OLD.`c49`, 'NULL'),
		IFNULL(OLD.`c50`, 'NULL'),
		IFNULL(OLD.`c51`, 'NULL'),
		IFNULL(OLD.`c52`, 'NULL'),
		IFNULL(OLD.`c53`, 'NULL'),
		IFNULL(OLD.`c54`, 'NULL'),
		IFNULL(OLD.`c55`, 'NULL'),
		IFNULL(OLD.`c56`, 'NULL'),
		IFNULL(OLD.`c57`, 'NULL'),
		IFNULL(OLD.`c58`, 'NULL'),
		IFNULL(OLD.`c59`, 'NULL'),
		IFNULL(OLD.`c60`, 'NULL'),
		IFNULL(OLD.`c61`, 'NULL'),
		IFNULL(OLD.`c62`, 'NULL'),
		IFNULL(OLD.`c63`, 'NULL'),
		IFNULL(OLD.`c64`, 'NULL'),
		IFNULL(OLD.`c65`, 'NULL'),
		IFNULL(OLD.`c66`, 'NULL'),
		IFNULL(OLD.`c67`, 'NULL'),
		IFNULL(OLD.`c68`, 'NULL'),
		IFNULL(OLD.`c69`, 'NULL'),
		IFNULL(OLD.`c70`, 'NULL'),
		IFNULL(OLD.`c71`, 'NULL'),
		IFNULL(OLD.`c72`, 'NULL'),
		IFNULL(OLD.`c73`, 'NULL'),
		IFNULL(OLD.`c74`, 'NULL'),
		IFNULL(OLD.`c75`, 'NULL'),
		IFNULL(OLD.`c76`, 'NULL'),
		IFNULL(OLD.`c77`, 'NULL'),
		IFNULL(OLD.`c78`, 'NULL'),
		IFNULL(OLD.`c79`, 'NULL'),
		IFNULL(OLD.`c80`, 'NULL'),
		IFNULL(OLD.`c81`, 'NULL'),
		IFNULL(OLD.`c82`, 'NULL'),
		IFNULL(OLD.`c83`, 'NULL'),
		IFNULL(OLD.`c84`, 'NULL'),
		IFNULL(OLD.`c85`, 'NULL'),
		IFNULL(OLD.`c86`, 'NULL'),
		IFNULL(OLD.`c87`, 'NULL'),
		IFNULL(OLD.`c88`, 'NULL'),
		IFNULL(OLD.`c89`, 'NULL'),
		IFNULL(OLD.`c90`, 'NULL'),
		IFNULL(OLD.`c91`, 'NULL'),
		IFNULL(OLD.`c92`, 'NULL'),
		IFNULL(OLD.`c93`, 'NULL'),
		IFNULL(OLD.`c94`, 'NULL'),
		IFNULL(OLD.`c95`, 'NULL'),
		IFNULL(OLD.`c96`, 'NULL'),
		IFNULL(OLD.`c97`, 'NULL'),
		IFNULL(OLD.`c98`, 'NULL'),
		IFNULL(OLD.`c99`, 'NULL'),
		IFNULL(OLD.`c100`, 'NULL'),
		IFNULL(OLD.`c101`, 'NULL'),
		IFNULL(OLD.`c102`, 'NULL'),
		IFNULL(OLD.`c103`, 'NULL'),
		IFNULL(OLD.`c104`, 'NULL'),
		IFNULL(OLD.`c105`, 'NULL'),
		IFNULL(OLD.`c106`, 'NULL'),
		IFNULL(OLD.`c107`, 'NULL'),
		IFNULL(OLD.`c108`, 'NULL'),
		IFNULL(OLD.`c109`, 'NULL'),
		IFNULL(OLD.`c110`, 'NULL'),
		IFNULL(OLD.`c111`, 'NULL'),
		IFNULL(OLD.`c112`, 'NULL'),
		IFNULL(OLD.`c113`, 'NULL'),
		IFNULL(OLD.`c114`, 'NULL'),
		IFNULL(OLD.`c115`, 'NULL'),
		IFNULL(OLD.`c116`, 'NULL'),
		IFNULL(OLD.`c117`, 'NULL'),
		IFNULL(OLD.`c118`, 'NULL'),
		IFNULL(OLD.`c119`, 'NULL'),
		IFNULL(OLD.`c120`, 'NULL'),
		IFNULL(OLD.`c121`, 'NULL'),
		IFNULL(OLD.`c122`, 'NULL'),
		IFNULL(OLD.`c123`, 'NULL'),
		IFNULL(OLD.`c124`, 'NULL'),
		IFNULL(OLD.`c125`, 'NULL'),
		IFNULL(OLD.`c126`, 'NULL'),
		IFNULL(OLD.`c127`, 'NULL'),
		IFNULL(OLD.`c128`, 'NULL'),
		IFNULL(OLD.`c129`, 'NULL'),
		IFNULL(OLD.`c130`, 'NULL')));

UNLOCK TABLES;

UPDATE shadowlog_shape
   SET trigger_hash = 'dcf8d447', installed_at = UTC_TIMESTAMP(6)
 WHERE shape = 1213663400
   AND (trigger_hash <> 'dcf8d447'
        OR installed_at < (SELECT newest
                             FROM (SELECT MAX(installed_at) AS newest
                                     FROM shadowlog_shape
                                    WHERE table_schema = ''
                                      AND table_name = 'wide'
                                      AND trigger_hash <> '') AS n));

SET SESSION lock_wait_timeout = @shadowlog_wait;
SET SESSION character_set_client = @shadowlog_client;
SET SESSION character_set_results = @shadowlog_results;
SET SESSION collation_connection = @shadowlog_collation;
SET SESSION sql_mode = @shadowlog_sql_mode;
