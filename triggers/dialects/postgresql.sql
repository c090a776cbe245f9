-- PostgreSQL 9.4 and later

--: set encoding json
--: set escape double
--: set quote "

--: type boolean = bool
--: type bool = bool
--: type smallint = int
--: type int2 = int
--: type integer = int
--: type int = int
--: type int4 = int
--: type bigint = bigint
--: type int8 = bigint
--: type oid = bigint
--: type numeric* = decimal
--: type decimal* = decimal
--: type real = float
--: type float4 = float
--: type double precision = double
--: type float8 = double
--: type *[] = other
--: type text = text
--: type character* = text
--: type char* = text
--: type varchar* = text
--: type "char" = text
--: type name = text
--: type citext = text
--: type xml = text
--: type inet = text
--: type cidr = text
--: type macaddr* = text
--: type bit* = text
--: type varbit* = text
--: type tsvector = text
--: type tsquery = text
--: type int4range = text
--: type int8range = text
--: type numrange = text
--: type bytea = binary
--: type date = date
--: type time with time zone = text
--: type time(*) with time zone = text
--: type timetz* = text
--: type time* with time zone = text
--: type timestamp with time zone = timestamptz
--: type timestamp(*) with time zone = timestamptz
--: type timestamptz* = timestamptz
--: type timestamp* = timestamp
--: type time* = time
--: type interval* = interval
--: type uuid = uuid
--: type json = json
--: type jsonb = json
--: type * = other

-- The poller.  Protocol 7.4-0: a failed statement fails its transaction, no
-- savepoints, as everywhere else.  TLS where the server has it, as libpq does.
--: set connect Protocol=7.4-0;SSLmode=prefer
--: set trim_ranges 64

-- What was read must not be lost by the server: the lease's commit waits until
-- it is on disk.  A stronger setting stays.
--: section poller.session
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE

SELECT set_config('synchronous_commit', 'on', false)
WHERE current_setting('synchronous_commit') IN ('off', 'local')

SET client_encoding = 'UTF8'

SET standard_conforming_strings = on

SET TIME ZONE 'UTC'

SET lock_timeout = '5s'

SET application_name = 'shadowlog'

--: section poller.server
SELECT 'PostgreSQL ' || current_setting('server_version'), NULL,
  current_database(),
  (current_setting('server_encoding') IN ('UTF8', 'SQL_ASCII'))::integer, 0

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  shadowlog.shadowlog_identity()
FROM shadowlog.shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog.shadowlog_shape WHERE shape = {{shape}}

--: section poller.bound
SELECT max(seq) FROM shadowlog.shadowlog_changelog

--: section poller.seqs
SELECT seq FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.probe
SELECT count(*), max(seq), coalesce(sum(bytes), 0) FROM (
  SELECT seq, coalesce(octet_length(old_row), 0)::bigint
    + coalesce(octet_length(new_row), 0) AS bytes
  FROM shadowlog.shadowlog_changelog
  WHERE {{where}} ORDER BY seq LIMIT {{limit}}) AS page

--: section poller.page
SELECT seq, shape, op, txid,
  to_char(captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  octet_length(old_row), octet_length(new_row),
  CASE WHEN octet_length(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN octet_length(new_row) <= {{inline}} THEN new_row END
FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.chunk
SELECT substring({{column}} FROM {{from}} FOR {{length}})
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT count(*) FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  trunc(extract(epoch FROM expires_at - clock_timestamp()))::bigint
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = clock_timestamp() + {{seconds}} * interval '1 second'
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= clock_timestamp())

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = clock_timestamp() + {{seconds}} * interval '1 second'
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog.shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT count(*), min(seq),
  (SELECT to_char(captured_at AT TIME ZONE 'UTC',
     'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
   FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT 1),
  to_char(clock_timestamp() AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Numbers below the highest that was read belong to transactions that had an
-- xid before this one gets its own.
--: section poller.floor_mark
SELECT txid_current()

--: section poller.floor_check
SELECT txid_snapshot_xmin(txid_current_snapshot())

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p')
  AND n.nspname = coalesce(nullif(
{{schema}}
  , ''), current_schema())
  AND c.relname =
{{table}}

-- A domain is shown as such, and is of the kind of what it is made of.  Columns
-- of the catalogue that came later (generated: 12, INCLUDE: 11) are asked for
-- by name.
--: section catalogue.columns
WITH RECURSIVE wanted AS (
  SELECT c.oid
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
), base (attnum, type, modifier) AS (
  SELECT a.attnum, a.atttypid, a.atttypmod
  FROM pg_catalog.pg_attribute AS a JOIN wanted AS w ON w.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT b.attnum, t.typbasetype, t.typtypmod
  FROM base AS b
  JOIN pg_catalog.pg_type AS t ON t.oid = b.type AND t.typtype = 'd'
), key (attnum, place) AS (
  SELECT k.attnum, k.place
  FROM wanted AS w
  JOIN pg_catalog.pg_index AS i ON i.indrelid = w.oid AND i.indisprimary,
    unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
  WHERE k.place <= coalesce((row_to_json(i) ->> 'indnkeyatts')::int, i.indnatts)
)
SELECT a.attname, format_type(a.atttypid, a.atttypmod),
  format_type(b.type, b.modifier),
  CASE WHEN a.attnotnull THEN '' ELSE 'null' END,
  CASE WHEN row_to_json(a) ->> 'attgenerated' <> '' THEN 'generated'
    ELSE '' END,
  coalesce(k.place, 0)
FROM wanted AS w
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = w.oid
JOIN base AS b ON b.attnum = a.attnum
JOIN pg_catalog.pg_type AS t ON t.oid = b.type AND t.typtype <> 'd'
LEFT JOIN key AS k ON k.attnum = a.attnum
ORDER BY a.attnum

--: section catalogue.tables
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'shadowlog')
  AND n.nspname !~ '^pg_(toast|temp)'
  AND coalesce(row_to_json(c) ->> 'relispartition', 'false') = 'false'
ORDER BY n.nspname, c.relname
