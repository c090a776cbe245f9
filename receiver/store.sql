-- What the reference receiver asks of its database and writes to it
-- (receiver/store.c).  Its tables are in receiver/schema.sql.

--: wal
PRAGMA journal_mode = WAL;

--: flushed
PRAGMA synchronous = FULL;

--: not_flushed
PRAGMA synchronous = OFF;

--: begin
BEGIN IMMEDIATE;

--: commit
COMMIT;

--: rollback
ROLLBACK;

--: position
SELECT batch_seq, batch_id FROM position
WHERE source = :source AND sink = :sink AND epoch = :epoch;

--: position_move
INSERT OR REPLACE INTO position (source, sink, epoch, batch_seq, batch_id)
VALUES (:source, :sink, :epoch, :batch_seq, :batch_id);

-- Is a batch that comes again the same, and what was it answered with?
--: batch_again
SELECT batch_id = :batch_id AND sha256 = :sha256, answer FROM batch
WHERE source = :source AND sink = :sink AND epoch = :epoch
  AND batch_seq = :batch_seq;

--: batch_add
INSERT INTO batch (source, sink, epoch, batch_seq, batch_id, sha256, answer)
VALUES (:source, :sink, :epoch, :batch_seq, :batch_id, :sha256, :answer);

--: token
SELECT coalesce(max(token), 0) FROM lease
WHERE source = :source AND epoch = :epoch;

--: token_set
INSERT OR REPLACE INTO lease (source, epoch, token)
VALUES (:source, :epoch, :token);

--: event_add
INSERT INTO event (event_id, batch_id, pos, op, table_name, json)
VALUES (:event_id, :batch_id, :pos, :op, :table, :json);

-- Of a replay: it may be here.
--: event_add_again
INSERT INTO event (event_id, batch_id, pos, op, table_name, json)
SELECT :event_id, :batch_id, :pos, :op, :table, :json
WHERE NOT EXISTS (SELECT 1 FROM event WHERE event_id = :event_id);

--: request_add
INSERT INTO request (batch_id, timestamp, signature, attempt, bytes, sha256,
                     batch_seq, verdict, rule)
VALUES (:batch_id, :timestamp, :signature, :attempt, :bytes, :sha256,
        :batch_seq, :verdict, :rule);

-- As if it had been restored from a backup: each stream is so many batches
-- back, and what lies behind that is gone.
--: lose_position
UPDATE position
SET batch_seq = batch_seq - :n,
    batch_id = coalesce(
        (SELECT b.batch_id FROM batch b
         WHERE b.source = position.source AND b.sink = position.sink
           AND b.epoch = position.epoch
           AND b.batch_seq = position.batch_seq - :n),
        '');

--: lose_stream
DELETE FROM position WHERE batch_id = '';

--: lose_event
DELETE FROM event
WHERE batch_id IN (
    SELECT b.batch_id
    FROM batch b LEFT JOIN position p USING (source, sink, epoch)
    WHERE b.batch_seq > coalesce(p.batch_seq, 0));

--: lose_batch
DELETE FROM batch
WHERE batch_seq > coalesce(
    (SELECT p.batch_seq FROM position p
     WHERE p.source = batch.source AND p.sink = batch.sink
       AND p.epoch = batch.epoch),
    0);

--: status
SELECT json_object(
    'positions',
    (SELECT json_group_array(json_object(
         'source', source, 'sink', sink, 'epoch', epoch,
         'batch_seq', batch_seq, 'batch_id', batch_id))
     FROM position),
    'events', (SELECT count(*) FROM event),
    'requests', (SELECT count(*) FROM request),
    'verdicts',
    (SELECT json_group_object(verdict, n)
     FROM (SELECT verdict, count(*) AS n FROM request GROUP BY verdict)));
