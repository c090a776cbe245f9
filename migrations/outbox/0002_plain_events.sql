-- Events are written faster, and the outbox says more about its consumers.
--
-- What makes each event be there once is the cursor, which moves in the
-- transaction of its batch; neither UNIQUE on id nor a foreign key added to
-- that, and together with the index on batch they cost half of the time.  An
-- event that an operator sends again has the id that it had before.

CREATE TABLE events_new (
	position   INTEGER PRIMARY KEY, -- dense, never used twice
	id         TEXT NOT NULL,       -- SOURCE:EPOCH:SEQ
	batch      INTEGER NOT NULL,    -- batches.n
	pos        TEXT NOT NULL,       -- the seq in the changelog, 20 digits
	op         TEXT NOT NULL,       -- c u d r t m
	table_name TEXT NOT NULL,       -- as in the event: "public.orders"
	event      TEXT NOT NULL        -- JSON
);
INSERT INTO events_new SELECT position, id, batch, pos, op, table_name, event
FROM events ORDER BY position;

-- The highest position that was ever given.
ALTER TABLE meta ADD COLUMN last_position INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET last_position = coalesce(
	(SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0);

DROP TABLE events;
ALTER TABLE events_new RENAME TO events;

-- The fencing token of the poller that wrote last, and the highest batch that
-- retention has deleted.
ALTER TABLE epochs ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
ALTER TABLE epochs ADD COLUMN pruned_seq INTEGER NOT NULL DEFAULT 0;

-- NULL, or who sent it again: "dlq" or "manual".
ALTER TABLE batches ADD COLUMN replay TEXT;
ALTER TABLE batches ADD COLUMN format TEXT NOT NULL DEFAULT 'native';
CREATE INDEX batches_last_position ON batches (last_position);

-- Each event with its batch and, in the native format, the layout of its table
-- at that time.
CREATE VIEW stream AS
SELECT e.position, e.id, e.pos, e.op, e.table_name, e.event,
	b.n AS batch, b.id AS batch_id, b.epoch, b.batch_seq, b.replay,
	b.assembled_at, b.stored_at,
	CASE b.format WHEN 'native' THEN json_extract(b.head, '$.schemas."'
		|| json_extract(e.event, '$.schema') || '"') END AS schema
FROM events AS e
JOIN batches AS b ON b.n = e.batch;

-- What each consumer has not read: ask for one consumer, in order of position.
CREATE VIEW pending AS
SELECT c.name AS consumer, e.position, e.id, e.op, e.table_name, e.event,
	e.batch
FROM consumers AS c
JOIN events AS e ON e.position > c.position;

-- How far each consumer is behind, and since when.
CREATE VIEW backlog AS
SELECT c.name AS consumer, c.position, c.updated_at,
	m.last_position - c.position AS events,
	(SELECT b.stored_at FROM batches AS b
		WHERE b.last_position > c.position
		ORDER BY b.last_position LIMIT 1)
		AS oldest_stored_at
FROM consumers AS c
CROSS JOIN meta AS m;

-- Events that were deleted before that consumer had read them.
CREATE VIEW holes AS
SELECT consumer, position, next
FROM (
	SELECT c.name AS consumer, c.position, (
		SELECT min(e.position) FROM events AS e
		WHERE e.position > c.position
	) AS next
	FROM consumers AS c
)
WHERE next > position + 1;

-- Batches that do not follow the one before, or whose events are not all there.
CREATE VIEW broken AS
SELECT b.n, b.id, b.prev_id, b.count
FROM batches AS b
JOIN epochs AS k ON k.epoch = b.epoch
LEFT JOIN batches AS p ON p.epoch = b.epoch AND p.batch_seq = b.batch_seq - 1
WHERE (b.batch_seq > k.pruned_seq + 1 AND p.id IS NOT b.prev_id)
	OR (b.batch_seq = 1 AND b.prev_id IS NOT NULL)
	OR b.count <> (SELECT count(*) FROM events AS e
		WHERE e.position BETWEEN b.first_position AND b.last_position
			AND e.batch = b.n);
