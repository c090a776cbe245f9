-- Firebird 2.5.2 to 5, a database of SQL dialect 1: from the days of InterBase
-- 5, without quotes around names and without 64-bit integers.

--: base firebird

--: set quote

-- As `shadowlog describe` prints them: with the character set of each column.
--: type smallint = int
--: type integer = int
--: type int = int
--: type numeric* = decimal
--: type decimal* = decimal
--: type float = float
--: type double precision = double
--: type date = timestamp
--: type timestamp = timestamp
--: type *char(*) character set octets = binary
--: type *char* = text
--: type blob sub_type 1* = text
--: type blob sub_type text* = text
--: type blob* = binary
--: type * = other

-- No value depends on the application's session: text is converted to UTF-8 whatever its column has.  A column in
-- character set NONE can hold any bytes, so those are written, xC3A4; so are
-- those of OCTETS and of a binary BLOB.
--: value text of wide *character set none = COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value text of wide blob* = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value text of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value text of *character set none = COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value text = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value binary of wide * = COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value binary of char(16) * = COALESCE(REPLACE(UUID_TO_CHAR({{c}}), '-', '') || ',', '~,')
--: value binary = COALESCE(CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value float = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value double = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value timestamp = COALESCE((SELECT text_out FROM shadowlog_timestamp({{c}})) || ',', '~,')
--: value other = COALESCE(CHAR_LENGTH(CAST({{c}} AS VARCHAR(255))) || ':' || CAST({{c}} AS VARCHAR(255)) || ',', '~,')
--: value interval = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value json of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value json = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value uuid of char(16) * = COALESCE(UUID_TO_CHAR({{c}}) || ',', '~,')
--: value * = COALESCE({{c}} || ',', '~,')

-- A trigger has room for 256 tables and procedures that a SELECT reads from, for
-- both rows of an update.  A table with too many such values has them put into
-- variables, which takes no room.
--: value float apart = VARCHAR(40) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_double ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value double apart = VARCHAR(40) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_double ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value text apart of wide *character set none = BLOB SUB_TYPE TEXT CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_long ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value text apart of short *char(* character set none = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_short ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value binary apart of short *char(* = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_short ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value text apart of *char(* character set none = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value binary apart of wide * = BLOB SUB_TYPE TEXT CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_long ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value binary apart of *char(* = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value timestamp apart = VARCHAR(40) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_timestamp ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')

-- The size, in bytes as they are stored.
--: value binary omit = COALESCE('?' || OCTET_LENGTH({{c}}) || ',', '~,')
--: value * omit = COALESCE(CHAR_LENGTH('?' || OCTET_LENGTH({{c}})) || ':?' || OCTET_LENGTH({{c}}) || ',', '~,')

--: section text.engine
on Firebird,
--: section text.engine_more
-- SQL dialect 1.
--: section text.sql_dialect
SET SQL DIALECT 1;
--: section text.own_procedures
'SHADOWLOG_TIMESTAMP',

--: set connect CHARSET=UTF8;DIALECT=1

--: section poller.lease_read
SELECT holder, token, epoch,
  DATEDIFF(SECOND FROM CAST('NOW' AS DATE) TO expires_at)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS DATE))
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= CAST('NOW' AS DATE))

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS DATE))
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT FIRST 1 captured FROM shadowlog_changelog
   WHERE {{where}} ORDER BY seq),
  (SELECT text_out FROM shadowlog_timestamp(CURRENT_TIMESTAMP))
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.

--: section doctor.table.triggers
SELECT 'error',
{{table}}
  , 'trigger ' || UPPER('{{trigger}}') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers firebird-dialect1 install" prints for'
    || ' this table; if its capture was ended, run its uninstall once more when'
    || ' all of it is delivered'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM rdb$database UNION ALL
  SELECT '_U', 'UPDATE' FROM rdb$database UNION ALL
  SELECT '_D', 'DELETE' FROM rdb$database) AS w
WHERE LOWER(w.suffix) IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM rdb$triggers AS t
  WHERE t.rdb$trigger_name = UPPER('{{trigger}}') || w.suffix
  AND t.rdb$relation_name =
{{table}}
  )

--: section doctor.table.altered
SELECT TRIM(CASE WHEN t.rdb$trigger_source IS NULL
    AND t.rdb$trigger_type = w.type THEN 'warning' ELSE 'error' END),
  TRIM(t.rdb$relation_name), 'trigger ' || TRIM(t.rdb$trigger_name) || ' '
    || TRIM(CASE WHEN t.rdb$trigger_type <> w.type
      THEN 'fires for another event or at another time'
    WHEN t.rdb$trigger_source IS NULL THEN 'has no source that could be read'
    WHEN t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
      THEN 'does not write to the changelog any more'
    ELSE 'does not write the layout of today, {{shape}}' END),
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers firebird-dialect1 install" prints for'
    || ' this table'
FROM (SELECT '_I' AS suffix, 2 AS type FROM rdb$database UNION ALL
  SELECT '_U', 4 FROM rdb$database UNION ALL
  SELECT '_D', 6 FROM rdb$database) AS w
JOIN rdb$triggers AS t
  ON t.rdb$trigger_name = UPPER('{{trigger}}') || w.suffix
WHERE t.rdb$relation_name =
{{table}}
  AND (t.rdb$trigger_type <> w.type OR t.rdb$trigger_source IS NULL
    OR t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
    OR t.rdb$trigger_source NOT CONTAINING ', {{shape}},')

-- AFTER triggers of the application: the types of those that fire for one event
-- are 2, 4 and 6, of those for several 18, 26, 28 and 114.  Of two at one
-- position the one whose name comes first fires first.

--: section doctor.table.order
SELECT 'warning', TRIM(rdb$relation_name), 'trigger ' || TRIM(rdb$trigger_name)
    || ' is at position ' || rdb$trigger_sequence || ', not at 0',
  'others can fire before it: what they change is captured before the change'
    || ' that it follows',
  'ALTER TRIGGER ' || TRIM(rdb$trigger_name) || ' POSITION 0;'
FROM rdb$triggers
WHERE rdb$trigger_name IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND rdb$trigger_sequence <> 0 AND rdb$relation_name =
{{table}}
UNION ALL
SELECT TRIM(CASE WHEN o.early = 1 OR o.writes = 1 THEN 'warning'
    ELSE 'note' END),
  TRIM(o.relation), 'trigger ' || TRIM(o.name) || ' ' || TRIM(CASE
    WHEN o.early = 1 THEN 'fires before ours'
    WHEN o.writes = 1 THEN 'names this table, and fires for each row, too'
    ELSE 'fires for each row, too' END),
  'if it writes to this same table, its change can be captured before the one'
    || ' that it follows',
  CASE WHEN o.early = 1
    THEN 'ALTER TRIGGER ' || TRIM(o.name)
      || ' POSITION 1;'
    WHEN o.writes = 1 THEN 'let a BEFORE trigger change the row, or let it'
      || ' write to other tables only' END
FROM (
  SELECT rdb$relation_name AS relation, rdb$trigger_name AS name,
    CASE WHEN COALESCE(rdb$trigger_sequence, 0) = 0
      AND rdb$trigger_name < UPPER('{{trigger}}') THEN 1 ELSE 0 END AS early,
    CASE WHEN rdb$trigger_source CONTAINING TRIM(rdb$relation_name) THEN 1
      ELSE 0 END AS writes
  FROM rdb$triggers
  WHERE COALESCE(rdb$system_flag, 0) = 0 AND rdb$trigger_inactive = 0
  AND rdb$trigger_type IN (2, 4, 6, 18, 26, 28, 114)
  AND rdb$trigger_name NOT STARTING WITH 'SHADOWLOG_' AND rdb$relation_name =
{{table}}
) AS o

-- Without them the application's users need rights of their own.

--: section doctor.strays
SELECT DISTINCT 'error', TRIM(t.rdb$relation_name),
  'triggers of ours are on a table that the registry does not list',
  'its changes cannot be decoded',
  'install again what "shadowlog-triggers firebird-dialect1 install" prints for'
    || ' it, or what "uninstall" prints'
FROM rdb$triggers AS t
WHERE TRIM(t.rdb$trigger_name)
    SIMILAR TO 'SHADOWLOG\_[0-9A-F]{8}\_[IUD]' ESCAPE '\'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS s
    WHERE s.table_name = TRIM(t.rdb$relation_name))

-- A session keeps what it had loaded and prepared.  Those of others are seen by
-- the owner of the database and SYSDBA alone.

--: section doctor.database
SELECT 'note', TRIM(m.mon$database_name), 'there is no automatic sweep, and '
    || (m.mon$next_transaction - m.mon$oldest_transaction)
    || ' transactions since the oldest interesting one',
  'what was rolled back stays in the way of all others',
  'gfix -sweep every night, or gfix -housekeeping 20000'
FROM mon$database AS m
WHERE m.mon$sweep_interval = 0
  AND m.mon$next_transaction - m.mon$oldest_transaction > 100000
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name), 'a sweep is due: '
    || (m.mon$oldest_snapshot - m.mon$oldest_transaction)
    || ' transactions, and the interval is ' || m.mon$sweep_interval,
  'something keeps it from ending: every read of the changelog wades through'
    || ' old versions',
  'gfix -sweep, when no transaction is open that is older'
FROM mon$database AS m
WHERE m.mon$sweep_interval > 0
  AND m.mon$oldest_snapshot - m.mon$oldest_transaction
    > 2 * m.mon$sweep_interval
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name),
  'number ' || m.mon$next_transaction || ' of 2147483647 transactions is next',
  'behind the last one the database takes no writes',
  'back it up and restore it (gbak): the count begins anew'
FROM mon$database AS m
WHERE rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2'
  AND m.mon$next_transaction > 1500000000
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name), 'forced writes are off',
  'a crash of the machine can damage the database, and loses commits that were'
    || ' delivered: then the poller asks for a new epoch',
  'gfix -write sync'
FROM mon$database AS m WHERE m.mon$forced_writes = 0
UNION ALL
SELECT 'note', TRIM(m.mon$database_name), 'its pages have ' || m.mon$page_size
    || ' bytes',
  'an image that is longer than a page takes pages of its own',
  'back it up and restore it with gbak -page_size 8192 or more'
FROM mon$database AS m WHERE m.mon$page_size < 8192
UNION ALL
SELECT 'error', TRIM(m.mon$database_name), 'it is read-only',
  'the poller has to write to the changelog', 'gfix -mode read_write'
FROM mon$database AS m WHERE m.mon$read_only = 1
UNION ALL
SELECT 'error', TRIM(m.mon$database_name), 'its SQL dialect is '
    || m.mon$sql_dialect,
  'names and numbers mean something else in it',
  'say "dialect = firebird" in the configuration'
FROM mon$database AS m WHERE m.mon$sql_dialect = 3

--: section doctor.isolation
SELECT 'error', 'isolation', 'a transaction has ' || level,
  'a page is read twice to be sure of it, each time anew', NULL
FROM (SELECT rdb$get_context('SYSTEM', 'ISOLATION_LEVEL') AS level
  FROM rdb$database)
WHERE level <> 'READ COMMITTED'

-- A number that was used is used again: what has it is taken for delivered.
-- In SQL dialect 1 it ends.  Only who may use the sequence can see
-- how far it is.

--: section doctor.sequence
EXECUTE BLOCK RETURNS (severity VARCHAR(7), object VARCHAR(31),
  what VARCHAR(200), why VARCHAR(200), mend VARCHAR(200))
AS
DECLARE latest INTEGER;
DECLARE used INTEGER;
BEGIN
  object = 'SHADOWLOG_SEQ';
  SELECT MAX(seq) FROM shadowlog_changelog INTO :used;
  BEGIN
    EXECUTE STATEMENT 'SELECT GEN_ID(shadowlog_seq, 0) FROM rdb$database'
      INTO :latest;
    WHEN ANY DO
    BEGIN
      severity = 'note';
      what = 'could not check: how far the sequence is';
      why = 'if it was set back, numbers are used twice';
      mend = 'run doctor as SYSDBA or as the owner of the changelog';
      SUSPEND;
    END
  END
  IF (latest < used) THEN
  BEGIN
    severity = 'error';
    what = 'it is at ' || latest || ', and the changelog has ' || used;
    why = 'numbers are used twice: writes to captured tables fail, or are taken'
      || ' for delivered ones';
    mend = 'SET GENERATOR shadowlog_seq TO ' || used || ';';
    SUSPEND;
  END
  IF (latest > 1500000000) THEN
  BEGIN
    severity = 'warning';
    what = 'it is at ' || latest || ' of 2147483647';
    why = 'behind that, writes to captured tables fail';
    mend = 'drain the changelog, uninstall it and install it anew';
    SUSPEND;
  END
END

-- Whoever may write to the lease is a poller.

--: section doctor.privileges
SELECT 'error', TRIM(CURRENT_USER), 'it has no ' || w.word || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.word || ' ON ' || w.name || ' TO ' || CURRENT_USER || ';'
FROM (SELECT 'SHADOWLOG_CHANGELOG' AS name, 'S' AS privilege,
    'SELECT' AS word FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_CHANGELOG', 'D', 'DELETE' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_SHAPE', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_META', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_LEASE', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_LEASE', 'U', 'UPDATE' FROM rdb$database) AS w
WHERE CURRENT_USER <> 'SYSDBA' AND CURRENT_ROLE <> 'RDB$ADMIN'
  AND NOT EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = w.name AND p.rdb$privilege = w.privilege
    AND p.rdb$user IN (CURRENT_USER, CURRENT_ROLE, 'PUBLIC'))
UNION ALL
SELECT 'note', TRIM(CURRENT_USER), 'it may do more to the changelog than the'
    || ' poller needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own:'
    || ' "shadowlog-triggers firebird-dialect1 grants"'
FROM rdb$database
WHERE CURRENT_USER = 'SYSDBA' OR CURRENT_ROLE = 'RDB$ADMIN'
  OR EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
    AND p.rdb$privilege IN ('I', 'U')
    AND p.rdb$user IN (CURRENT_USER, CURRENT_ROLE, 'PUBLIC'))
UNION ALL
SELECT 'warning', TRIM(p.rdb$user), TRIM(p.rdb$user) || ' may '
    || TRIM(CASE p.rdb$privilege WHEN 'I' THEN 'INSERT' WHEN 'U' THEN 'UPDATE'
      ELSE 'DELETE' END) || ' on ' || TRIM(p.rdb$relation_name),
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || TRIM(CASE p.rdb$privilege WHEN 'I' THEN 'INSERT' WHEN 'U'
      THEN 'UPDATE' ELSE 'DELETE' END) || ' ON ' || TRIM(p.rdb$relation_name)
    || ' FROM ' || TRIM(p.rdb$user)
    || ';'
FROM rdb$user_privileges AS p
JOIN rdb$relations AS r ON r.rdb$relation_name = p.rdb$relation_name
WHERE p.rdb$relation_name IN ('SHADOWLOG_CHANGELOG', 'SHADOWLOG_SHAPE')
  AND p.rdb$privilege IN ('I', 'U', 'D') AND p.rdb$user_type IN (8, 13)
  AND p.rdb$user <> r.rdb$owner_name
  AND NOT (p.rdb$privilege = 'D' AND p.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
    AND EXISTS (SELECT 1 FROM rdb$user_privileges AS l
      WHERE l.rdb$relation_name = 'SHADOWLOG_LEASE' AND l.rdb$privilege = 'U'
      AND l.rdb$user = p.rdb$user AND l.rdb$user_type = p.rdb$user_type))

-- An index, a constraint or a trigger of the site's own on the changelog.

--: section doctor.changelog
SELECT 'warning', TRIM(i.rdb$relation_name),
  'it has an index, ' || TRIM(i.rdb$index_name),
  TRIM(CASE i.rdb$unique_flag WHEN 1
    THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END),
  'DROP INDEX ' || TRIM(i.rdb$index_name) || ';'
FROM rdb$indices AS i
WHERE i.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
    WHERE c.rdb$index_name = i.rdb$index_name)
UNION ALL
SELECT 'warning', TRIM(c.rdb$relation_name),
  'it has a constraint, ' || TRIM(c.rdb$constraint_name),
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog_changelog DROP CONSTRAINT '
    || TRIM(c.rdb$constraint_name) || ';'
FROM rdb$relation_constraints AS c
WHERE c.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND c.rdb$constraint_type IN ('UNIQUE', 'FOREIGN KEY', 'CHECK')
  AND NOT EXISTS (SELECT 1 FROM rdb$check_constraints AS k
    JOIN rdb$triggers AS x ON x.rdb$trigger_name = k.rdb$trigger_name
    WHERE k.rdb$constraint_name = c.rdb$constraint_name
    AND x.rdb$trigger_source = 'CHECK (seq > 0)')
UNION ALL
SELECT 'warning', TRIM(t.rdb$relation_name),
  'it has a trigger, ' || TRIM(t.rdb$trigger_name),
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER ' || TRIM(t.rdb$trigger_name) || ';'
FROM rdb$triggers AS t
WHERE t.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND COALESCE(t.rdb$system_flag, 0) = 0
UNION ALL
SELECT 'error', 'SHADOWLOG_CHANGELOG', 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog_changelog ADD PRIMARY KEY (seq);'
FROM rdb$database
WHERE NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
  WHERE c.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND c.rdb$constraint_type = 'PRIMARY KEY')
UNION ALL
SELECT 'error', 'SHADOWLOG_SEQ', 'the sequence is missing',
  'every write to a captured table fails',
  'uninstall all tables, drain the changelog and install it anew'
FROM rdb$database
WHERE NOT EXISTS (SELECT 1 FROM rdb$generators
  WHERE rdb$generator_name = 'SHADOWLOG_SEQ')
