-- SQLite 3.16 and later.  The triggers themselves run on 3.8.3.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: set encoding quoted
--: set escape double
--: set quote "
--: set schemas no

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

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- quote() writes each value as a literal of its own class: a column's declared
-- type binds nobody here.  It would end a text at a NUL, so such a text is
-- written as its bytes, UX'EFBBBF6100': the mark in front tells in which encoding
-- the database has them.
-- A number in a BLOB column becomes a string: bare it would be hex digits.
--: value binary = CASE WHEN typeof({{c}}) IN ('integer', 'real')
--: |     THEN '''' || quote({{c}}) || ''''
--: |     WHEN typeof({{c}}) = 'text' AND instr({{c}}, char(0))
--: |     THEN 'U' || quote(CAST(char(65279) || {{c}} AS BLOB)) ELSE quote({{c}}) END
-- (Where text is what to expect, instr() alone says no.)
--: value text = CASE WHEN instr({{c}}, char(0)) AND typeof({{c}}) = 'text'
--: |     THEN 'U' || quote(CAST(char(65279) || {{c}} AS BLOB)) ELSE quote({{c}}) END
--: value timestamp = CASE WHEN instr({{c}}, char(0)) AND typeof({{c}}) = 'text'
--: |     THEN 'U' || quote(CAST(char(65279) || {{c}} AS BLOB)) ELSE quote({{c}}) END
--: value * = CASE WHEN typeof({{c}}) = 'text' AND instr({{c}}, char(0))
--: |     THEN 'U' || quote(CAST(char(65279) || {{c}} AS BLOB)) ELSE quote({{c}}) END

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit
--: set refuse.lob_hash SQLite has no function that hashes
--: set refuse.actor SQLite knows no users
--: set refuse.context a trigger in SQLite knows nothing of the connection that fires it
--: set refuse.bypass a trigger in SQLite knows nothing of the connection that fires it
--: set refuse.statement SQLite has no triggers for a statement as a whole
--: set refuse.fail SQLite cannot catch an error inside of a trigger
--: set refuse.truncate SQLite has no TRUNCATE, and DELETE without WHERE fires for each row

-- As bytes: whatever the column's collation, and 1 is not 1.0.
--: same * = (typeof({{old}}) = typeof({{new}}) AND {{old}} COLLATE BINARY IS {{new}})

--: value * omit = CASE WHEN {{c}} IS NULL THEN 'NULL'
--: |     ELSE '?' || length(CAST({{c}} AS BLOB)) END

-- A function takes at most 127 arguments.
--: set image_chunk 100
--: set image_join  || ',' ||

--: section image.values
printf('{{format}}',
	{{values}})

--: # ---- what the table's options make of the triggers ----

--: section if.delete+no_keyless_all.mark_insert
-- The row that this one replaced, if it did: its trigger logs it.
UPDATE shadowlog_displaced SET mark = -1
 WHERE id = 1 AND shape = {{shape}}
   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
   AND new_key =
	{{new_key}};
--: section if.delete+no_keyless_all.mark_update
-- The row that had the new key, if this one replaced it: its trigger logs it.
UPDATE shadowlog_displaced SET mark = -1
 WHERE id = 1 AND shape = {{shape}}
   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
   AND new_key =
	{{new_key}};

--: section if.no_before_none.old_part
coalesce(
	{{old_image}},
	RAISE(ABORT, 'shadowlog: the row is too large'))
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE coalesce(
	{{old_image}},
	RAISE(ABORT, 'shadowlog: the row is too large')) END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND ({{new_when}}) THEN NULL ELSE coalesce(
	{{old_image}},
	RAISE(ABORT, 'shadowlog: the row is too large')) END

--: section if.no_when.update_op
'U'
--: section if.no_when.update_old
{{old_part}}
--: section if.no_when.update_new
coalesce(
	{{new_image}},
	RAISE(ABORT, 'shadowlog: the row is too large'))
--: section if.when.update_op
CASE WHEN {{old_when}} THEN
	CASE WHEN {{new_when}} THEN 'U' ELSE 'D' END ELSE 'I' END
--: section if.when.update_old
CASE WHEN {{old_when}} THEN
	{{old_part}} END
--: section if.when.update_new
CASE WHEN {{new_when}} THEN coalesce(
	{{new_image}},
	RAISE(ABORT, 'shadowlog: the row is too large')) END

--: section if.insert+no_insert_if.insert_row
INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
VALUES ({{shape}}, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
	coalesce(
		{{new_image}},
		RAISE(ABORT, 'shadowlog: the row is too large')));
--: section if.insert+insert_if.insert_row
INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
SELECT {{shape}}, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
	coalesce(
		{{new_image}},
		RAISE(ABORT, 'shadowlog: the row is too large'))
 WHERE {{insert_if}};

--: section if.update.update_row
INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
VALUES ({{shape}}, {{update_op}}, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
	{{update_old}},
	{{update_new}});
--: section if.update+no_when.key_row
{{update_row}}
--: section if.update+when.key_row
INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
SELECT {{shape}}, {{update_op}}, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
	{{update_old}},
	{{update_new}}
 WHERE ({{old_when}}) OR ({{new_when}});

--: section if.update_if.and_update_if
 AND {{update_if}}
--: section if.when.and_row_when
 AND ({{row_when}})
--: section if.delete_if.delete_when
WHEN {{delete_if}}

--: section if.insert.insert_trigger
DROP TRIGGER IF EXISTS {{trigger}}_i;
CREATE TRIGGER {{trigger}}_i AFTER INSERT ON {{table}}
BEGIN
	{{mark_insert}}
	{{insert_row}}
END;
--: section if.no_insert+delete+no_keyless_all.insert_trigger
-- INSERT is not captured, but for a row that it replaces.
DROP TRIGGER IF EXISTS {{trigger}}_i;
CREATE TRIGGER {{trigger}}_i AFTER INSERT ON {{table}}
BEGIN
	{{mark_insert}}
END;
--: section if.no_insert+delete+keyless_all.insert_trigger
-- INSERT is not captured.
DROP TRIGGER IF EXISTS {{trigger}}_i;
--: section if.no_insert+no_delete.insert_trigger
-- INSERT is not captured.
DROP TRIGGER IF EXISTS {{trigger}}_i;

--: section if.update.update_trigger
-- Updates that keep the key.
DROP TRIGGER IF EXISTS {{trigger}}_u;
CREATE TRIGGER {{trigger}}_u AFTER UPDATE ON {{table}}
WHEN {{key_kept}}{{and_update_if}}
BEGIN
	{{update_row}}
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS {{trigger}}_k;
CREATE TRIGGER {{trigger}}_k AFTER UPDATE ON {{table}}
WHEN NOT ({{key_kept}})
BEGIN
	{{mark_update}}
	{{key_row}}
END;
--: section if.no_update+delete+no_keyless_all.update_trigger
-- UPDATE is not captured, but for a row that it replaces.
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;
CREATE TRIGGER {{trigger}}_k AFTER UPDATE ON {{table}}
WHEN NOT ({{key_kept}})
BEGIN
	{{mark_update}}
END;
--: section if.no_update+delete+keyless_all.update_trigger
-- UPDATE is not captured.
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;
--: section if.no_update+no_delete.update_trigger
-- UPDATE is not captured.
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;

--: section if.delete.delete_trigger
DROP TRIGGER IF EXISTS {{trigger}}_d;
CREATE TRIGGER {{trigger}}_d AFTER DELETE ON {{table}}
{{delete_when}}
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES ({{shape}}, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			{{old_image}},
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;
--: section if.no_delete.delete_trigger
-- DELETE is not captured.
DROP TRIGGER IF EXISTS {{trigger}}_d;

--: section if.delete+no_keyless_all.note_triggers
-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS {{trigger}}_ib;
CREATE TRIGGER {{trigger}}_ib BEFORE INSERT ON {{table}}
WHEN EXISTS (SELECT 1 FROM {{table}} AS shadowlog
              WHERE {{key_match}}{{and_row_when}})
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT {{shape}}, 1, (SELECT max(seq) FROM shadowlog_changelog),
		{{new_key}},
		coalesce(
			{{gone_image}},
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM {{table}} AS shadowlog
	 WHERE {{key_match}}{{and_row_when}};
END;

DROP TRIGGER IF EXISTS {{trigger}}_ub;
CREATE TRIGGER {{trigger}}_ub BEFORE UPDATE ON {{table}}
WHEN NOT ({{key_kept}})
 AND EXISTS (SELECT 1 FROM {{table}} AS shadowlog
              WHERE {{key_match}}{{and_row_when}})
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT {{shape}}, 1, (SELECT max(seq) FROM shadowlog_changelog),
		{{new_key}},
		coalesce(
			{{gone_image}},
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM {{table}} AS shadowlog
	 WHERE {{key_match}}{{and_row_when}};
END;
--: section if.delete+keyless_all.note_triggers
DROP TRIGGER IF EXISTS {{trigger}}_ib;
DROP TRIGGER IF EXISTS {{trigger}}_ub;
--: section if.no_delete.note_triggers
DROP TRIGGER IF EXISTS {{trigger}}_ib;
DROP TRIGGER IF EXISTS {{trigger}}_ub;

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

-- Fails where no unique index is made of the columns that are taken for its key.
CREATE TEMP TABLE shadowlog_unique (indexes INTEGER CONSTRAINT
	"shadowlog: option key unique: no unique index is made of these columns"
	CHECK (indexes > 0));
INSERT INTO shadowlog_unique
SELECT count(*) FROM pragma_index_list({{name_literal}}) AS i
 WHERE i."unique" AND NOT i.partial
   AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name) AS k
                    WHERE k.name IS NULL
                       OR k.name COLLATE NOCASE NOT IN ({{key_literals}}));
DROP TABLE shadowlog_unique;
--: section if.when.checks
SELECT {{row_when}}
  FROM {{table}} AS shadowlog
 WHERE 0;

--: section table
{{insert_trigger}}

{{update_trigger}}

{{delete_trigger}}

{{note_triggers}}

--: section install.head
-- Shadowlog: capture row changes of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- All tables are one transaction; with a client that stops at the first error
-- (-bail) it is all of them or nothing.  Running it again changes nothing.
--
-- Each table gets triggers for INSERT, UPDATE and DELETE, and two that notice a
-- row which REPLACE pushes out of the table: SQLite fires no delete trigger for
-- it.  If a change cannot be recorded, the statement that made it fails: a row
-- longer than a string may be (1,000,000,000 bytes unless the application set
-- less).  last_insert_rowid() and changes() stay what they are without the
-- triggers; total_changes() counts their rows, too.
--
-- What they do not see:
--   * a row that REPLACE pushes out by another UNIQUE index than the primary
--     key.  PRAGMA recursive_triggers = ON in the application's connections
--     closes this hole; so does INSERT ... ON CONFLICT DO UPDATE.
--   * a column added later, until the triggers are made again
--   * what a connection writes that has switched triggers off
--     (SQLITE_DBCONFIG_ENABLE_TRIGGER), or PRAGMA writable_schema, or whoever
--     writes the file itself
-- A column that a trigger names cannot be dropped: `upgrade --change` does that
-- and misses nothing.  DELETE without WHERE becomes slower: it goes row by row.

BEGIN IMMEDIATE;

--: section install
-- Table {{label}}
{{notes}}
{{before}}

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower({{name_literal}})
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE '{{trigger}}%';
DROP TABLE shadowlog_renamed;
{{unique_check}}

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}}, v.version, d.description,
       '{{trigger_hash}}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = {{schema_literal}}
           AND table_name = {{name_literal}}) AS v,
       (SELECT {{description_literal}} AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = {{schema_literal}}
                              AND s.table_name = {{name_literal}}));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT {{row_image}}
  FROM {{table}} AS shadowlog
 WHERE 0;
{{checks}}

{{table_sql}}

--: section install.tail
COMMIT;

--: section upgrade.head
-- Shadowlog: bring the capture of the tables below up to date, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Each table is one transaction, and a change of the table is part of it: with
-- a client that stops at the first error (-bail) it is all of it or nothing, no
-- write fails, and none is missed.  Running it again changes nothing, unless
-- the change of the table does.
--
-- Changes captured so far stay, and are read by the layout they were written
-- with.

--: section upgrade
BEGIN IMMEDIATE;

{{install_sql}}

COMMIT;

--: section change.before
-- The change of the table.  A column that a trigger names could not be dropped.
DROP TRIGGER IF EXISTS {{trigger}}_i;
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;
DROP TRIGGER IF EXISTS {{trigger}}_d;
DROP TRIGGER IF EXISTS {{trigger}}_ib;
DROP TRIGGER IF EXISTS {{trigger}}_ub;
{{change}}

--: section new.before
-- The table.
{{change}}

--: section was.before
-- Fails where the old name is not one that was captured.
CREATE TEMP TABLE shadowlog_was (layouts INTEGER CONSTRAINT
	"shadowlog: the registry lists no table of that old name"
	CHECK (layouts > 0));
INSERT INTO shadowlog_was
SELECT count(*) FROM shadowlog_shape
 WHERE table_schema = {{schema_literal}} AND table_name = {{name_literal}};
DROP TABLE shadowlog_was;

-- Triggers go with a table that is renamed; these are called by its old name.
DROP TRIGGER IF EXISTS {{trigger}}_i;
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;
DROP TRIGGER IF EXISTS {{trigger}}_d;
DROP TRIGGER IF EXISTS {{trigger}}_ib;
DROP TRIGGER IF EXISTS {{trigger}}_ub;
{{change}}

-- Its layouts stay, for what was captured: no triggers write them any more.
UPDATE shadowlog_shape SET trigger_hash = ''
 WHERE table_schema = {{schema_literal}} AND table_name = {{name_literal}};

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

BEGIN IMMEDIATE;

--: section uninstall
-- Table {{label}}
DROP TRIGGER IF EXISTS {{trigger}}_i;
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_k;
DROP TRIGGER IF EXISTS {{trigger}}_d;
DROP TRIGGER IF EXISTS {{trigger}}_ib;
DROP TRIGGER IF EXISTS {{trigger}}_ub;
DELETE FROM shadowlog_shape
 WHERE table_schema = {{schema_literal}}
   AND table_name = {{name_literal}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

--: section uninstall.tail
COMMIT;

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.
--
-- While a table is still captured its writes would fail from here on, so the
-- next INSERT fails then ("CHECK constraint failed").
BEGIN IMMEDIATE;
CREATE TEMP TABLE shadowlog_left (triggers INTEGER CHECK (triggers = 0));
INSERT INTO shadowlog_left
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND tbl_name <> 'shadowlog_displaced';
DROP TABLE shadowlog_left;
DROP TABLE IF EXISTS shadowlog_changelog;
DROP TABLE IF EXISTS shadowlog_displaced;
DROP TABLE IF EXISTS shadowlog_shape;
DROP TABLE IF EXISTS shadowlog_lease;
DROP TABLE IF EXISTS shadowlog_meta;
COMMIT;

--: section grants
-- SQLite knows no roles: who may write the file may do anything.  For the
-- poller that is {{role_comment}}: let the file, its -wal and -shm and the
-- directory belong to a group that both it and the application are in.

--:

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

-- Without a hash: layouts that no trigger writes.
--: section poller.registered
SELECT description FROM shadowlog_shape AS s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

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
SELECT seq, shape, op, txid, captured_at,
  length(CAST(old_row AS BLOB)), length(CAST(new_row AS BLOB)),
  CASE WHEN length(CAST(old_row AS BLOB)) <= {{inline}} THEN old_row END,
  CASE WHEN length(CAST(new_row AS BLOB)) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.who
SELECT seq, actor, context FROM shadowlog_changelog
WHERE {{where}} ORDER BY seq

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
  (SELECT captured_at FROM shadowlog_changelog
   WHERE {{where}} ORDER BY seq LIMIT 1),
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
  CASE WHEN "notnull" = 0 AND (pk = 0 OR EXISTS (SELECT 1
    FROM pragma_index_list(
{{table}}
    ) WHERE origin = 'pk')) THEN 'null' ELSE '' END,
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

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

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
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

--: section doctor.table.triggers
WITH ours (suffix, event, part) AS (VALUES
  ('_i', 'INSERT', ' insert '), ('_u', 'UPDATE', ' update '),
  ('_k', 'UPDATE of the key', ' update '), ('_d', 'DELETE', ' delete '),
  ('_ib', 'REPLACE', ''), ('_ub', 'UPDATE OR REPLACE', ''))
SELECT 'error',
{{table}}
  , 'trigger {{trigger}}' || suffix || ' is missing',
  'rows changed by ' || event || ' are not captured',
  'install again what "shadowlog-triggers sqlite install" prints for this'
    || ' table; if its capture was ended, run its uninstall once more when'
    || ' all of it is delivered'
FROM ours WHERE CASE WHEN part <> '' THEN instr('{{options}}', part) > 0
  ELSE instr('{{options}}', ' delete ') > 0
    AND instr('{{options}}', ' keyless_all ') = 0 END
AND NOT EXISTS (SELECT 1 FROM sqlite_master
  WHERE type = 'trigger' AND name = '{{trigger}}' || suffix COLLATE NOCASE
  AND tbl_name = (
{{table}}
  ) COLLATE NOCASE)

-- Every one of ours has its number in one of these two places.
--: section doctor.table.altered
SELECT 'error',
{{table}}
  , 'trigger ' || name || CASE
    WHEN instr(sql, 'shadowlog_changelog') = 0
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'an install went wrong, or somebody made it anew: what it writes is lost or'
    || ' read by a layout that it does not have',
  'install again what "shadowlog-triggers sqlite install" prints for this'
    || ' table'
FROM sqlite_master
WHERE type = 'trigger' AND substr(name, 1, 19) = '{{trigger}}_'
  COLLATE NOCASE
  AND (instr(sql, 'shadowlog_changelog') = 0
    OR (instr(sql, 'VALUES ({{shape}},') = 0
      AND instr(sql, 'SELECT {{shape}},') = 0
      AND instr(sql, 'shape = {{shape}}') = 0))

-- What stands between BEGIN and END of a trigger and names its own table.
--: section doctor.table.order
SELECT CASE WHEN lower(substr(sql, instr(upper(sql), 'BEGIN'))) GLOB
      '*[^a-z0-9_]' || replace(replace(lower(tbl_name), '[', '[[]'), '"', '""')
      || '[^a-z0-9_]*'
    THEN 'warning' ELSE 'note' END,
{{table}}
  , 'trigger ' || name || ' fires after each change, too',
  'SQLite says not which of two fires first: if it writes to this same table,'
    || ' its change can be captured before the one that it follows',
  'let it write to other tables only, or make it a BEFORE trigger'
FROM sqlite_master
WHERE type = 'trigger' AND tbl_name = (
{{table}}
  ) COLLATE NOCASE
  AND name NOT LIKE 'shadowlog\_%' ESCAPE '\'
  AND upper(substr(sql, 1, instr(upper(sql), 'BEGIN'))) NOT LIKE '%BEFORE%'

--: section doctor.table.unique
SELECT 'warning',
{{table}}
  , 'index ' || i.name || ' is UNIQUE, beside the primary key',
  'a row that REPLACE pushes out by this index is not captured: SQLite fires'
    || ' no delete trigger for it',
  'see to it that the application uses INSERT ... ON CONFLICT DO UPDATE, or'
    || ' sets PRAGMA recursive_triggers = ON'
    || CASE i.origin WHEN 'c' THEN '; or drop the index' ELSE '' END
FROM pragma_index_list(
{{table}}
) AS i WHERE i."unique" AND i.origin <> 'pk'

-- A primary key; else at least one that could stand for it.  One that has no
-- index is the rowid, and never NULL.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM pragma_index_list(
{{table}}
    ) AS i WHERE i."unique" AND NOT i.partial AND NOT EXISTS (SELECT 1
      FROM pragma_index_info(i.name) AS k LEFT JOIN pragma_table_info(
{{table}}
      ) AS c ON c.cid = k.cid WHERE c."notnull" IS NOT 1))
  THEN 'note' ELSE 'warning' END,
{{table}}
  , 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(
{{table}}
  ) WHERE pk > 0)
UNION ALL
SELECT 'note',
{{table}}
  , 'NULL can be in its primary key: ' || names,
  'SQLite takes any number of such rows, and receivers take them for one',
  'declare the columns NOT NULL'
FROM (SELECT group_concat(name, ', ') AS names FROM pragma_table_info(
{{table}}
  ) WHERE pk > 0 AND "notnull" = 0 AND EXISTS (SELECT 1
    FROM pragma_index_list(
{{table}}
    ) WHERE origin = 'pk'))
WHERE names IS NOT NULL

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT 'error', tbl_name, 'trigger ' || name || ' of ours is on a table that '
    || 'the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if the table was renamed: "shadowlog-triggers sqlite upgrade --was OLDNAME"'
    || ' prints what to run; else: DROP TRIGGER "' || name || '"'
FROM sqlite_master AS t
WHERE type = 'trigger' AND name GLOB 'shadowlog_????????_[iukd]*'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS s
    WHERE s.table_name = t.tbl_name COLLATE NOCASE)

--: section doctor.journal
SELECT 'warning', 'journal_mode', 'it is ' || journal_mode,
  'while the poller reads, the application cannot commit',
  'PRAGMA journal_mode = WAL;'
FROM pragma_journal_mode WHERE journal_mode <> 'wal'

--: section doctor.numbers
SELECT 'error', name, 'seq is not AUTOINCREMENT',
  'numbers are used again once rows are deleted: new changes are then taken'
    || ' for delivered ones',
  'drain it, drop it, and run again what "shadowlog-triggers sqlite changelog"'
    || ' prints'
FROM sqlite_master WHERE type = 'table' AND name = 'shadowlog_changelog'
  AND upper(sql) NOT LIKE '%AUTOINCREMENT%'
UNION ALL
SELECT 'error', 'sqlite_sequence', 'the changelog''s number is '
    || coalesce(seq, 'not there') || ', below its highest row',
  'numbers will be used twice',
  'UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM shadowlog_changelog)'
    || ' WHERE name = ''shadowlog_changelog'';'
FROM sqlite_sequence WHERE name = 'shadowlog_changelog'
  AND seq < (SELECT max(seq) FROM shadowlog_changelog)

-- A constraint or an index of the site's own on a table of ours.
--: section doctor.changelog
SELECT 'warning', 'shadowlog_changelog', 'it has an index, ' || name,
  CASE WHEN "unique" THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX "' || replace(name, '"', '""') || '";'
FROM pragma_index_list('shadowlog_changelog')
UNION ALL
SELECT 'warning', 'shadowlog_changelog', 'it has a trigger, ' || name,
  'it runs in every write of the application, and in every delete of the poller',
  'DROP TRIGGER "' || replace(name, '"', '""') || '";'
FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'shadowlog_changelog'
UNION ALL
SELECT 'error', 'shadowlog_displaced', 'the table is gone',
  'INSERT OR REPLACE fails on captured tables',
  'run again what "shadowlog-triggers sqlite changelog" prints'
WHERE NOT EXISTS (SELECT 1 FROM sqlite_master
  WHERE type = 'table' AND name = 'shadowlog_displaced')
