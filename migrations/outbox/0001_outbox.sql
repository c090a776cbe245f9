-- The outbox: what the outbox sink writes and its consumers read.
-- docs/outbox.md is the contract of consumers.  Numbered, never edited.

-- Whose outbox this is: one row.
CREATE TABLE meta (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	source     TEXT NOT NULL,
	sink       TEXT NOT NULL,
	created_at TEXT NOT NULL -- RFC 3339, UTC
);

-- The last batch of each epoch: the sink's own cursor.  It moves in the
-- transaction that stores the batch.  The highest ordinal is the current epoch.
CREATE TABLE epochs (
	ordinal   INTEGER PRIMARY KEY AUTOINCREMENT,
	epoch     TEXT NOT NULL UNIQUE,
	batch_seq INTEGER NOT NULL,
	batch_id  TEXT NOT NULL,
	sha256    TEXT NOT NULL
);

-- One row for each batch, in order of n.
CREATE TABLE batches (
	n              INTEGER PRIMARY KEY AUTOINCREMENT,
	id             TEXT NOT NULL UNIQUE,
	epoch          TEXT NOT NULL,
	batch_seq      INTEGER NOT NULL, -- dense from 1 in each epoch
	prev_id        TEXT,             -- NULL for the first of an epoch
	count          INTEGER NOT NULL, -- of its events
	first_pos      TEXT NOT NULL,
	last_pos       TEXT NOT NULL,
	sha256         TEXT NOT NULL,    -- of the body, as a webhook would carry it
	assembled_at   TEXT NOT NULL,
	stored_at      TEXT NOT NULL,
	first_position INTEGER,          -- of its events, in events; NULL: none
	last_position  INTEGER,
	head           TEXT NOT NULL,    -- JSON: the batch without its events
	UNIQUE (epoch, batch_seq)
);

-- One row for each event, in order of position.  AUTOINCREMENT: a position is
-- never used twice, not even after its row was deleted, and they are dense.
CREATE TABLE events (
	position   INTEGER PRIMARY KEY AUTOINCREMENT,
	id         TEXT NOT NULL UNIQUE, -- SOURCE:EPOCH:SEQ
	batch      INTEGER NOT NULL REFERENCES batches (n),
	pos        TEXT NOT NULL,        -- the seq in the changelog, 20 digits
	op         TEXT NOT NULL,        -- c u d r t m
	table_name TEXT NOT NULL,        -- as in the event: "public.orders"
	event      TEXT NOT NULL         -- JSON
);

-- Without it, deleting a batch would scan all events.
CREATE INDEX events_batch ON events (batch);

-- Where each consumer is: all events up to this position are done.
CREATE TABLE consumers (
	name       TEXT PRIMARY KEY,
	position   INTEGER NOT NULL DEFAULT 0,
	updated_at TEXT NOT NULL
) WITHOUT ROWID;
