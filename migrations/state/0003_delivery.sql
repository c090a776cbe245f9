-- Dead letters, batches cut anew, lanes, replays.

-- How a sink goes on behind a rejected batch.
ALTER TABLE sink ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;     -- how often the next batch_seq was given to a batch that was refused
ALTER TABLE sink ADD COLUMN split INTEGER NOT NULL DEFAULT 0;        -- looking for a bad event: at most that many changes in a batch; 0: not looking
ALTER TABLE sink ADD COLUMN split_last INTEGER NOT NULL DEFAULT 0;   -- the last change of the batch it is looked for in
ALTER TABLE sink ADD COLUMN rejections INTEGER NOT NULL DEFAULT 0;   -- in a row, of the batch in hand
ALTER TABLE sink ADD COLUMN body_limit INTEGER NOT NULL DEFAULT 0;   -- bytes; the receiver found more too large; 0: unknown
ALTER TABLE sink ADD COLUMN rewind_to INTEGER NOT NULL DEFAULT 0;    -- the batch_seq that the receiver asked for; 0: none
ALTER TABLE sink ADD COLUMN draining INTEGER NOT NULL DEFAULT 0;     -- 1: pause once nothing is pending
ALTER TABLE sink ADD COLUMN changes_total INTEGER NOT NULL DEFAULT 0;  -- delivered, without replays
ALTER TABLE sink ADD COLUMN filtered_total INTEGER NOT NULL DEFAULT 0; -- passed over, as its section says
ALTER TABLE sink ADD COLUMN dead_total INTEGER NOT NULL DEFAULT 0;     -- ever set aside as dead letters
ALTER TABLE sink ADD COLUMN wish TEXT;  -- what an operator asked of a running poller: pause, drain, resume

-- A sealed batch may have reached its receiver although no attempt says so.
ALTER TABLE batch ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 1;
ALTER TABLE batch ADD COLUMN replay TEXT;        -- 'dlq', 'manual'; NULL: new changes
ALTER TABLE batch ADD COLUMN dead_letter INTEGER; -- the one it carries
ALTER TABLE batch ADD COLUMN format TEXT NOT NULL DEFAULT 'native';
ALTER TABLE batch ADD COLUMN head TEXT;          -- kept with body and spans, where the body does not begin with it

-- Acknowledged batches whose changes the changelog still has ([source] keep):
-- a receiver that lost some can ask for them again.
CREATE TABLE sent (
    sink        TEXT NOT NULL,
    batch_seq   INTEGER NOT NULL,
    id          TEXT NOT NULL,
    prev_id     TEXT,
    seqs        TEXT NOT NULL,
    events      INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    sealed_at   TEXT NOT NULL,
    tx_open     TEXT NOT NULL,
    tx_complete INTEGER NOT NULL,
    format      TEXT NOT NULL,
    acked_at    INTEGER NOT NULL,  -- Unix time in milliseconds
    PRIMARY KEY (sink, batch_seq)
) WITHOUT ROWID;

-- Changes that a receiver refused, set aside by on_reject = dlq or park-key.
-- They are acknowledged as far as the changelog goes, so all that is needed to
-- send them is here.  Never deleted by us but by an operator's drop.
CREATE TABLE dead_letter (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    sink        TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    event_id    TEXT NOT NULL,     -- of its first event
    table_name  TEXT NOT NULL,     -- JSON-escaped, as in the event
    key         TEXT NOT NULL,     -- JSON: the key, or null
    key_hash    TEXT,              -- of table and key; NULL: not parked
    key_hash_new TEXT,             -- where the change changed the key
    batch_id    TEXT NOT NULL,     -- the batch in which it was refused
    reason      TEXT NOT NULL,
    died_at     TEXT NOT NULL,
    condition   TEXT NOT NULL,     -- dead, retry, delivered, dropped
    note        TEXT,              -- the operator's reason
    decided_at  TEXT,
    retries     INTEGER NOT NULL DEFAULT 0,
    -- The change, as the changelog had it.
    shape       INTEGER NOT NULL,
    op          TEXT NOT NULL,
    txid        TEXT,
    captured_at TEXT NOT NULL,
    old_row     BLOB,
    new_row     BLOB,
    UNIQUE (sink, epoch, seq)
);

-- Changes of parked keys: they wait in the changelog until the dead letter of
-- their key is delivered or dropped.
CREATE TABLE held (
    sink     TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    key_hash TEXT NOT NULL, -- of the dead letter
    also     TEXT,          -- a key that waits for the same from here on
    PRIMARY KEY (sink, seq)
) WITHOUT ROWID;

-- How a sink of several lanes is cut: its name, and how many.
CREATE TABLE lanes (
    section TEXT PRIMARY KEY,
    count   INTEGER NOT NULL
) WITHOUT ROWID;

-- The layout of each table that a sink has last seen, to tell it of changes
-- that could break it.
CREATE TABLE seen_shape (
    sink       TEXT NOT NULL,
    table_name TEXT NOT NULL,
    shape      INTEGER NOT NULL,
    PRIMARY KEY (sink, table_name)
) WITHOUT ROWID;
