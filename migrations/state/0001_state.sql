-- The poller's memory of one source: state.db, beside nothing else.
--
-- It is written with synchronous=FULL before anything leaves the machine, so
-- that a crash anywhere repeats at most one delivery, with the same bytes.

-- One row: which source this is, and what its numbers mean.
CREATE TABLE identity (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    source      TEXT NOT NULL,  -- [source] id
    epoch       TEXT NOT NULL,  -- part of every id; new when numbers could mean something else
    holder      TEXT NOT NULL,  -- this state's name in the lease row of the source
    source_uuid TEXT,           -- of the changelog; NULL until the first poll
    engine      TEXT,           -- identity of the engine at the first poll
    token       INTEGER NOT NULL DEFAULT 0,  -- of the lease, when we last held it
    created_at  TEXT NOT NULL
);

-- One row for each sink that was ever polled for.
CREATE TABLE sink (
    name            TEXT PRIMARY KEY,
    type            TEXT NOT NULL,
    condition       TEXT NOT NULL DEFAULT 'ok',  -- ok, retrying, misconfigured, halted, paused
    batch_seq       INTEGER NOT NULL DEFAULT 0,  -- of the last acknowledged batch
    batch_id        TEXT,                        -- NULL: none in this epoch yet
    anchor_seq      INTEGER NOT NULL DEFAULT 0,  -- highest acknowledged change, kept in the source
    anchor_hash     TEXT,
    floor           INTEGER NOT NULL DEFAULT 0,  -- proved: all up to here is acknowledged, for ever
    floor_candidate INTEGER NOT NULL DEFAULT 0,
    floor_mark      INTEGER,                     -- what must end before the candidate is a floor
    failures        INTEGER NOT NULL DEFAULT 0,  -- attempts that failed since the last success
    next_attempt_at INTEGER NOT NULL DEFAULT 0,  -- Unix time in milliseconds
    failing_since   TEXT,
    error_kind      TEXT,
    error           TEXT,
    last_success_at TEXT,
    events_total    INTEGER NOT NULL DEFAULT 0,
    batches_total   INTEGER NOT NULL DEFAULT 0
);

-- What each sink has acknowledged and the changelog may still hold.
CREATE TABLE acked (
    sink  TEXT NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (sink, first)
) WITHOUT ROWID;

-- Sealed and not yet acknowledged.  Nothing but attempts, body and spans ever
-- changes in a row: body and spans are the very bytes, kept once an attempt
-- has failed or ended in doubt.
CREATE TABLE batch (
    sink        TEXT NOT NULL,
    batch_seq   INTEGER NOT NULL,
    id          TEXT NOT NULL,
    prev_id     TEXT,
    seqs        TEXT NOT NULL,     -- "1-5,7-7": exactly these changes
    events      INTEGER NOT NULL,
    sha256      TEXT NOT NULL,     -- of the body
    sealed_at   TEXT NOT NULL,     -- the batch's timestamp
    tx_open     TEXT NOT NULL,     -- transactions known to go on behind it
    tx_complete INTEGER NOT NULL,  -- 1: all others are known to end in it
    anchor_seq  INTEGER NOT NULL,
    anchor_hash TEXT NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    body        BLOB,
    spans       TEXT,
    PRIMARY KEY (sink, batch_seq)
) WITHOUT ROWID;

-- Delivered to all, but kept in the changelog for a while ([source] keep).
CREATE TABLE kept (
    first    INTEGER PRIMARY KEY,
    last     INTEGER NOT NULL,
    acked_at INTEGER NOT NULL      -- Unix time in milliseconds
);
