-- Shadowlog's changelog, version 1, for SQLite 3.16 and later.
--
-- Run it on the database whose tables are to be captured:
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- It makes five tables, shadowlog_*, and touches nothing else.  Running it
-- again changes nothing.  Set journal_mode to WAL if you can: the poller then
-- reads without ever making the application wait.

BEGIN IMMEDIATE;

-- Every change of a captured row, until all receivers have it.
--
--	seq          in order of commit: there is one writer
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         NULL: SQLite has no numbers for transactions
--	captured_at  UTC, to the millisecond
--	actor, context  free for use by the site; the triggers leave them NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- AUTOINCREMENT, because plain rowids are used again once rows are deleted.
-- There is no constraint that could fail: a conflict clause of the
-- application's statement (INSERT OR IGNORE) governs the statements inside
-- triggers, too, and would swallow the record of the change.
CREATE TABLE IF NOT EXISTS shadowlog_changelog (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	shape INTEGER,
	op TEXT,
	txid INTEGER,
	captured_at TEXT,
	actor TEXT,
	context TEXT,
	old_row TEXT,
	new_row TEXT
);

-- A row that a REPLACE is about to push out: SQLite fires no delete trigger for
-- it.  A trigger notes the row here, as number 1, before the insert; the one
-- after the insert marks it, if the insert came to pass, and that makes it a
-- change.  `mark` is the highest seq at the time: whatever was logged since
-- makes the note void.
--
-- (The trigger after the insert could copy the row itself.  But a statement
-- that writes to the changelog and looks at it besides, even in vain, makes
-- every insert of the application several times as dear.)
CREATE TABLE IF NOT EXISTS shadowlog_displaced (
	id INTEGER PRIMARY KEY,
	shape INTEGER,
	mark INTEGER,
	new_key TEXT,
	old_row TEXT
);
CREATE TRIGGER IF NOT EXISTS shadowlog_displaced_mark
AFTER UPDATE ON shadowlog_displaced
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (NEW.shape, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		NEW.old_row);
END;

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
CREATE TABLE IF NOT EXISTS shadowlog_shape (
	shape INTEGER PRIMARY KEY,
	table_schema TEXT NOT NULL,
	table_name TEXT NOT NULL,
	version INTEGER NOT NULL,
	description TEXT NOT NULL,
	trigger_hash TEXT NOT NULL,
	installed_at TEXT NOT NULL
);

-- Which poller drains the changelog, and until when it may (UTC).
CREATE TABLE IF NOT EXISTS shadowlog_lease (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	holder TEXT,
	token INTEGER NOT NULL,
	epoch TEXT,
	expires_at TEXT
);

INSERT INTO shadowlog_lease (id, token)
SELECT 1, 0
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_lease);

-- What this source is called by everyone who reads from it.  The identity
-- tells this file from a copy of it: it is where the file lies.
CREATE TABLE IF NOT EXISTS shadowlog_meta (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	source_uuid TEXT NOT NULL,
	schema_version INTEGER NOT NULL,
	engine_identity TEXT NOT NULL,
	installed_at TEXT NOT NULL
);

INSERT INTO shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1,
       lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' ||
             hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' ||
             hex(randomblob(6))),
       1,
       'sqlite ' || (SELECT file FROM pragma_database_list
                     WHERE name = 'main'),
       strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_meta);

COMMIT;
