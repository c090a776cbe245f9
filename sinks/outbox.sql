-- What the outbox sink asks of its file and writes to it (sinks/outbox.c).  Its
-- tables, and what their columns mean, are in migrations/outbox/;
-- docs/outbox.md is the contract of those who read it.

--: begin
BEGIN IMMEDIATE;

--: commit
COMMIT;

--: rollback
ROLLBACK;

-- Where the sink stands: the last batch of the newest epoch.
--: current
SELECT epoch, batch_seq, batch_id, token
FROM epochs ORDER BY ordinal DESC LIMIT 1;

-- A batch that retention has deleted is still known if it was the last one.
--: batch
SELECT sha256 FROM batches WHERE id = :id
UNION ALL
SELECT sha256 FROM epochs WHERE batch_id = :id
LIMIT 1;

--: epoch_add
INSERT INTO epochs (epoch, batch_seq, batch_id, sha256)
VALUES (:epoch, 0, '', '');

--: epoch_move
UPDATE epochs
SET batch_seq = :batch_seq, batch_id = :batch_id, sha256 = :sha256,
    token = :token
WHERE epoch = :epoch;

-- The head comes without its closing brace.
--: batch_add
INSERT INTO batches (id, epoch, batch_seq, prev_id, count, first_pos, last_pos,
                     sha256, assembled_at, stored_at, head, first_position,
                     last_position, format, replay)
VALUES (:id, :epoch, :batch_seq, :prev_id, :count, :first_pos, :last_pos,
        :sha256, :assembled_at, :stored_at, :head || '}', :first_position,
        :last_position, :format, :replay);

--: event_add
INSERT INTO events (position, id, batch, pos, op, table_name, event)
VALUES (:position, :id, :batch, :pos, :op, :table, :event);

--: position
SELECT last_position FROM meta;

--: position_move
UPDATE meta SET last_position = :position;

-- The oldest batch, if it is old enough and every consumer has read it; nothing
-- where there is no consumer: min() of none is NULL.
--: oldest
SELECT n, count, first_position, last_position, epoch, batch_seq
FROM batches
WHERE stored_at < :before
  AND coalesce(last_position, 0) <= (SELECT min(position) FROM consumers)
  AND n = (SELECT min(n) FROM batches);

--: prune_events
DELETE FROM events WHERE position BETWEEN :first AND :last;

--: prune_batch
DELETE FROM batches WHERE n = :n;

--: prune_epoch
UPDATE epochs SET pruned_seq = :batch_seq WHERE epoch = :epoch;

-- When it is opened

--: schema_version
PRAGMA user_version;

--: application
PRAGMA application_id;

--: count_objects
SELECT count(*) FROM sqlite_master;

--: meta_add
INSERT INTO meta (id, source, sink, created_at)
VALUES (1, :source, :sink, :now);

--: owner
SELECT source, sink FROM meta;

--: wal
PRAGMA journal_mode = WAL;

-- Several statements.  A checkpoint of 4,000 pages: a batch is some hundreds.
--: set_up
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;
