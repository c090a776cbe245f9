-- What the reference receiver keeps.

-- How far each stream is.  With this one row a receiver knows a repeated batch
-- and a missing one; it moves in the transaction that stores the events.
CREATE TABLE IF NOT EXISTS position (
	source    TEXT NOT NULL,
	sink      TEXT NOT NULL,
	epoch     TEXT NOT NULL,
	batch_seq INTEGER NOT NULL,
	batch_id  TEXT NOT NULL,
	PRIMARY KEY (source, sink, epoch)
) WITHOUT ROWID;

-- The highest fencing token that came with a batch of that source: a lower one
-- comes from a poller that has lost its lease.
CREATE TABLE IF NOT EXISTS lease (
	source TEXT NOT NULL,
	epoch  TEXT NOT NULL,
	token  INTEGER NOT NULL,
	PRIMARY KEY (source, epoch)
) WITHOUT ROWID;

-- The batches that moved a stream.  One that comes again must have the same
-- bytes; and where only a part of it was taken, it gets the same answer.
CREATE TABLE IF NOT EXISTS batch (
	source    TEXT NOT NULL,
	sink      TEXT NOT NULL,
	epoch     TEXT NOT NULL,
	batch_seq INTEGER NOT NULL,
	batch_id  TEXT NOT NULL,
	sha256    TEXT NOT NULL,
	answer    TEXT, -- NULL: all of it was taken
	PRIMARY KEY (source, sink, epoch, batch_seq)
) WITHOUT ROWID;

-- The events, in the order in which they came, each as its JSON.
CREATE TABLE IF NOT EXISTS event (
	ordinal    INTEGER PRIMARY KEY,
	event_id   TEXT NOT NULL,
	batch_id   TEXT NOT NULL,
	pos        TEXT,
	op         TEXT NOT NULL,
	table_name TEXT,
	json       TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS event_by_id ON event (event_id);

-- Every request, and what became of it:
--	stored         new, and now here
--	partial        new, and its first events are here now
--	declined       new, and none of its events was taken
--	duplicate      was here already, byte for byte
--	ping           no batch: it asks whether one could be stored
--	differs        was here already, with other bytes: the sender is broken
--	gap            an earlier batch is missing
--	chain          it does not follow the batch that is here
--	stale          its token is lower than one that was seen
--	forged         its signature or its time is wrong
--	malformed      it is no batch
--	too_large      longer than --max-body
--	encoding       a Content-Encoding other than gzip
--	failed         a rule said so: nothing was stored
CREATE TABLE IF NOT EXISTS request (
	n           INTEGER PRIMARY KEY,
	received_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
	batch_id    TEXT,    -- webhook-id
	timestamp   TEXT,    -- webhook-timestamp
	signature   TEXT,    -- webhook-signature
	attempt     TEXT,    -- shadowlog-attempt
	bytes       INTEGER NOT NULL,
	sha256      TEXT NOT NULL,
	batch_seq   INTEGER, -- as the body says; NULL where it was not read
	verdict     TEXT NOT NULL,
	rule        TEXT     -- the rule that was applied
);

CREATE INDEX IF NOT EXISTS request_by_batch ON request (batch_id);
