-- SQLite 3.8 and later

--: set encoding quoted
--: set escape double
--: set quote "

-- A column's declared type decides; a value of another class than the type
-- says is captured as it is.
--: type boolean = bool
--: type bool = bool
--: type *int* = bigint
--: type uuid = uuid
--: type json = json
--: type *char* = text
--: type *clob* = text
--: type *text* = text
--: type *blob* = binary
--: type *binary* = binary
--: type date = date
--: type time = time
--: type datetime* = timestamp
--: type timestamp* = timestamp
--: type real* = double
--: type floa* = double
--: type doub* = double
--: type numeric* = decimal
--: type decimal* = decimal
--: type * = other

-- The poller.  NoCreat: a wrong path must not make an empty database.
--: set connect Timeout=2000;NoCreat=1
--: set ordered yes
--: set trim_ranges 64

--: section poller.session
PRAGMA synchronous = FULL

--: section poller.server
SELECT 'SQLite ' || sqlite_version(), '',
  (SELECT file FROM pragma_database_list WHERE name = 'main'),
  (SELECT encoding = 'UTF-8' FROM pragma_encoding), 0

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  (SELECT 'sqlite ' || file FROM pragma_database_list WHERE name = 'main')
FROM shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog_shape WHERE shape = {{shape}}

--: section poller.bound
SELECT max(seq) FROM shadowlog_changelog

--: section poller.seqs
SELECT seq FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.probe
SELECT count(*), max(seq), coalesce(sum(bytes), 0) FROM (
  SELECT seq, coalesce(length(CAST(old_row AS BLOB)), 0)
    + coalesce(length(CAST(new_row AS BLOB)), 0) AS bytes
  FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}})

--: section poller.page
SELECT seq, shape, op, txid,
  strftime('%Y-%m-%dT%H:%M:%fZ', captured_at),
  length(CAST(old_row AS BLOB)), length(CAST(new_row AS BLOB)),
  CASE WHEN length(CAST(old_row AS BLOB)) <= {{inline}} THEN old_row END,
  CASE WHEN length(CAST(new_row AS BLOB)) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.chunk
SELECT substr({{column}}, {{from}}, {{length}})
FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT count(*) FROM shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  CAST((julianday(expires_at) - julianday('now')) * 86400 AS INTEGER)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+{{seconds}} seconds')
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL
  OR expires_at <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+{{seconds}} seconds')
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT count(*), min(seq),
  (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', captured_at)
   FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT 1),
  strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT '', name FROM sqlite_master
WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
  AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND lower(
{{schema}}
  ) IN ('', 'main') AND name =
{{table}}

--: section catalogue.columns
SELECT name, type, type,
  CASE WHEN "notnull" = 0 AND NOT (pk > 0 AND upper(type) = 'INTEGER'
    AND (SELECT count(*) FROM pragma_table_info(
{{table}}
    ) WHERE pk > 0) = 1) THEN 'null' ELSE '' END,
  CASE WHEN hidden IN (2, 3) THEN 'generated' ELSE '' END,
  pk
FROM pragma_table_xinfo(
{{table}}
) WHERE hidden <> 1 AND '' =
{{schema}}
ORDER BY cid

--: section catalogue.tables
SELECT '', name FROM sqlite_master AS t
WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
  AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND name NOT LIKE 'shadowlog\_%' ESCAPE '\'
  AND NOT EXISTS (SELECT 1 FROM sqlite_master AS v
    WHERE v.type = 'table' AND v.sql LIKE 'CREATE VIRTUAL%'
    AND substr(t.name, 1, length(v.name) + 1) = v.name || '_')
ORDER BY name
