-- MySQL 5.7 and later, MariaDB 10.2 and later

--: set encoding quoted
--: set escape backslash
--: set quote `

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
--: type geometry = binary
--: type point = binary
--: type linestring = binary
--: type polygon = binary
--: type multi* = binary
--: type geom*collection = binary
--: type * = other

-- The poller.
--: set connect CONN_TIMEOUT=10

-- With a STATEMENT binlog InnoDB refuses to delete in READ COMMITTED.  Reads do
-- not mind: in autocommit mode each statement has a snapshot of its own anyway.
--: section poller.session
SET NAMES utf8mb4

SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'

SET SESSION time_zone = '+00:00'

SET SESSION autocommit = 1

SET SESSION innodb_lock_wait_timeout = 1

SET SESSION lock_wait_timeout = 5

SET SESSION wait_timeout = 86400

SET @shadowlog = CONCAT('SET SESSION TRANSACTION ISOLATION LEVEL ',
  IF(@@log_bin AND @@binlog_format = 'STATEMENT',
    'REPEATABLE READ', 'READ COMMITTED'))

PREPARE shadowlog FROM @shadowlog

EXECUTE shadowlog

DEALLOCATE PREPARE shadowlog

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
  DATE_FORMAT(captured_at, '%Y-%m-%dT%H:%i:%s.%fZ'),
  LENGTH(old_row), LENGTH(new_row),
  CASE WHEN LENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN LENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

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
