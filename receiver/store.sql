-- What the reference receiver keeps: made once, when the file is new.

-- How far each stream is.  With this one row a receiver knows a repeated batch
-- and a missing one; it moves in the transaction that stores the events.
CREATE TABLE position (
	source    TEXT NOT NULL,
	sink      TEXT NOT NULL,
	epoch     TEXT NOT NULL,
	batch_seq INTEGER NOT NULL,
	batch_id  TEXT NOT NULL,
	PRIMARY KEY (source, sink, epoch)
) WITHOUT ROWID;

-- The events, in the order in which they came, each as its JSON.
CREATE TABLE event (
	ordinal    INTEGER PRIMARY KEY,
	event_id   TEXT NOT NULL,
	batch_id   TEXT NOT NULL,
	pos        TEXT,
	op         TEXT NOT NULL,
	table_name TEXT,
	json       TEXT NOT NULL
);

CREATE INDEX event_by_id ON event (event_id);

-- Every request, and what became of it:
--	stored         new, and now here
--	duplicate      was here already, byte for byte
--	differs        was here already, with other bytes: the sender is broken
--	gap            an earlier batch is missing
--	chain          it does not follow the batch that is here
--	forged         its signature or its time is wrong
--	malformed      it is no batch
--	too_large      longer than --max-body
--	failed         a rule said so: nothing was stored
CREATE TABLE request (
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

CREATE INDEX request_by_batch ON request (batch_id);
