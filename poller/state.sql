-- What is asked of state.db and written to it (poller/state*.c).  Its tables,
-- and what their columns mean, are in migrations/state/.

-- The file, its lock, and who we are

--: wal
PRAGMA journal_mode = WAL;

--: no_wal
PRAGMA journal_mode = DELETE;

--: flushed
PRAGMA synchronous = FULL;

--: not_flushed
PRAGMA synchronous = NORMAL;

--: begin
BEGIN IMMEDIATE;

--: commit
COMMIT;

--: rollback
ROLLBACK;

--: schema_version
PRAGMA user_version;

--: identity_add
INSERT OR IGNORE INTO identity (id, source, epoch, holder, created_at)
VALUES (1, :source, :epoch, :holder, :now);

--: identity
SELECT source, epoch, holder, source_uuid, engine, token, taken FROM identity;

--: identity_set_engine
UPDATE identity SET source_uuid = :uuid, engine = :engine;

--: identity_set_token
UPDATE identity SET token = :token, taken = :taken;

--: identity_set_taken
UPDATE identity SET taken = 1;

--: identity_set_epoch
UPDATE identity SET epoch = :epoch, source_uuid = NULL, engine = NULL;

--: token
SELECT token FROM identity;

-- Several statements, for a new epoch: all that its numbers belong to goes.
--: forget_epoch
DELETE FROM acked;
DELETE FROM batch;
DELETE FROM kept;
DELETE FROM held;
DELETE FROM sent;
DELETE FROM chain;
UPDATE sink
SET batch_seq = 0, batch_id = NULL, anchor_seq = 0, anchor_hash = NULL,
    floor = 0, floor_candidate = 0, floor_mark = NULL, failures = 0,
    next_attempt_at = 0, failing_since = NULL, error_kind = NULL, error = NULL,
    revision = 0, split = 0, split_last = 0, rejections = 0, rewind_to = 0,
    omit_seq = 0, omit = 0, waiting_since = 0, alerted_at = 0,
    changes_total = 0, filtered_total = 0,
    condition = CASE condition WHEN 'paused' THEN 'paused' ELSE 'ok' END;

-- Sinks

-- In the order in which read_sink() takes them.
--: sink_columns
name, type, condition, batch_seq, batch_id, anchor_seq, anchor_hash, floor,
floor_candidate, floor_mark, failures, next_attempt_at, failing_since,
error_kind, error, last_success_at, events_total, batches_total, revision,
split, split_last, rejections, body_limit, rewind_to, draining, changes_total,
filtered_total, dead_total, omit_seq, omit, custody_total, waiting_since,
alerted_at, plain

--: sink_at
SELECT {{sink_columns}}
FROM sink ORDER BY name LIMIT 1 OFFSET :i;

--: sink_find
SELECT {{sink_columns}}
FROM sink WHERE name = :name;

-- One that was forgotten goes on where its chain ended.
--: sink_add
INSERT INTO sink (name, type, batch_seq, batch_id, revision)
SELECT :name, :type, coalesce(batch_seq, 0), batch_id, coalesce(revision, 0)
FROM (SELECT 1) LEFT JOIN chain ON sink = :name
WHERE true
ON CONFLICT (name) DO UPDATE SET type = excluded.type
WHERE type <> excluded.type;

--: sink_to_be
SELECT coalesce(batch_seq, 0), batch_id, coalesce(revision, 0)
FROM (SELECT 1) LEFT JOIN chain ON sink = :name;

--: sink_update
UPDATE sink
SET condition = :condition, batch_seq = :batch_seq, batch_id = :batch_id,
    anchor_seq = :anchor_seq, anchor_hash = :anchor_hash, floor = :floor,
    floor_candidate = :floor_candidate, floor_mark = :floor_mark,
    failures = :failures, next_attempt_at = :next_attempt_at,
    failing_since = :failing_since, error_kind = :error_kind, error = :error,
    last_success_at = :last_success_at, events_total = :events_total,
    batches_total = :batches_total, revision = :revision, split = :split,
    split_last = :split_last, rejections = :rejections,
    body_limit = :body_limit, rewind_to = :rewind_to, draining = :draining,
    changes_total = :changes_total, filtered_total = :filtered_total,
    dead_total = :dead_total, omit_seq = :omit_seq, omit = :omit,
    custody_total = :custody_total, waiting_since = :waiting_since,
    alerted_at = :alerted_at, plain = :plain
WHERE name = :name;

--: sink_wish
SELECT wish FROM sink WHERE name = :name;

--: sink_set_wish
UPDATE sink SET wish = :wish WHERE name = :name;

--: sink_clear_wish
UPDATE sink SET wish = NULL WHERE name = :name;

-- Where a forgotten sink's chain ended: a batch that may have arrived counts as
-- one that did.
--: chain_add
INSERT OR REPLACE INTO chain (sink, batch_seq, batch_id, revision)
SELECT s.name, coalesce(b.batch_seq, s.batch_seq), coalesce(b.id, s.batch_id),
       CASE
       WHEN b.id IS NULL
       THEN s.revision + EXISTS (SELECT 1 FROM batch WHERE sink = s.name)
       ELSE 0
       END
FROM sink s LEFT JOIN batch b ON b.sink = s.name AND b.in_doubt
WHERE s.name = :sink;

--: sink_delete_acked
DELETE FROM acked WHERE sink = :sink;

--: sink_delete_batch
DELETE FROM batch WHERE sink = :sink;

--: sink_delete_held
DELETE FROM held WHERE sink = :sink;

--: sink_delete_sent
DELETE FROM sent WHERE sink = :sink;

--: sink_delete_seen
DELETE FROM seen_shape WHERE sink = :sink;

--: sink_delete
DELETE FROM sink WHERE name = :sink;

--: lanes
SELECT count FROM lanes WHERE section = :section;

--: lanes_set
INSERT OR REPLACE INTO lanes (section, count) VALUES (:section, :count);

--: seen_shape
SELECT shape FROM seen_shape WHERE sink = :sink AND table_name = :table;

--: seen_shape_set
INSERT INTO seen_shape (sink, table_name, shape)
VALUES (:sink, :table, :shape)
ON CONFLICT (sink, table_name) DO UPDATE SET shape = excluded.shape;

-- What is acknowledged, and what `keep` holds back

--: acked
SELECT first, last FROM acked WHERE sink = :sink ORDER BY first;

-- The stored ranges that overlap one range.
--: acked_overlapping
SELECT first, last FROM acked
WHERE sink = :sink AND last >= :first AND first <= :last
  AND first >= coalesce(
      (SELECT max(first) FROM acked WHERE sink = :sink AND first <= :first),
      :first)
ORDER BY first;

--: acked_add
INSERT OR REPLACE INTO acked (sink, first, last) VALUES (:sink, :first, :last);

-- The stored ranges that begin in first..last.
--: acked_delete
DELETE FROM acked WHERE sink = :sink AND first BETWEEN :first AND :last;

-- A range that goes on behind one of the same time becomes part of it.
--: kept_extend
UPDATE kept SET last = :last WHERE last = :last_before AND acked_at = :acked_at;

--: kept_add
INSERT OR REPLACE INTO kept (first, last, acked_at)
VALUES (:first, :last, :acked_at);

--: kept
SELECT first, last FROM kept;

--: kept_released
SELECT first, last FROM kept WHERE acked_at <= :before;

--: kept_delete
DELETE FROM kept WHERE first BETWEEN :first AND :last;

-- Batches: sealed in `batch`, acknowledged in `sent`

-- What both tables have, in the order in which read_seal() takes them.
--: seal_columns
batch_seq, id, prev_id, seqs, events, sha256, sealed_at, tx_open, tx_complete,
format, replay, body, spans, head, omit

--: batch_add
INSERT INTO batch (sink, batch_seq, id, prev_id, seqs, events, sha256,
                   sealed_at, tx_open, tx_complete, anchor_seq, anchor_hash,
                   format, replay, dead_letter, body, spans, head, omit,
                   omit_all)
VALUES (:sink, :batch_seq, :id, :prev_id, :seqs, :events, :sha256,
        :sealed_at, :tx_open, :tx_complete, :anchor_seq, :anchor_hash,
        :format, :replay, :dead_letter, :body, :spans, :head, :omit,
        :omit_all);

--: batch_first
SELECT {{seal_columns}}, anchor_seq, anchor_hash, attempts, in_doubt,
       dead_letter, status, alike, omit_all
FROM batch WHERE sink = :sink ORDER BY batch_seq LIMIT 1;

--: batch_keep_bytes
UPDATE batch SET body = :body, spans = :spans, head = :head
WHERE sink = :sink AND batch_seq = :batch_seq;

--: batch_doubt
UPDATE batch SET in_doubt = 1 WHERE sink = :sink AND batch_seq = :batch_seq;

--: batch_trust
UPDATE batch SET in_doubt = 0 WHERE sink = :sink;

--: batch_failed
UPDATE batch
SET attempts = attempts + 1, in_doubt = :in_doubt, status = :status,
    alike = :alike
WHERE sink = :sink AND batch_seq = :batch_seq;

--: batch_delete
DELETE FROM batch WHERE sink = :sink AND batch_seq = :batch_seq;

-- How much of the batch was taken is noted with it.  Bytes that were kept for a
-- retry alone are not kept any longer.
--: sent_add
INSERT OR REPLACE INTO sent (acked_at, sink, {{seal_columns}}, taken)
SELECT :now, sink, batch_seq, id, prev_id, seqs, events, sha256, sealed_at,
       tx_open, tx_complete, format, replay,
       CASE seqs WHEN '' THEN body END,
       CASE seqs WHEN '' THEN spans END,
       CASE seqs WHEN '' THEN head END, omit, :taken
FROM batch WHERE sink = :sink AND batch_seq = :batch_seq;

--: sent
SELECT {{seal_columns}}, coalesce(taken, events)
FROM sent WHERE sink = :sink AND batch_seq = :batch_seq;

--: sent_delete
DELETE FROM sent WHERE acked_at <= :before;

-- Dead letters, and the changes that wait for them

-- One that is there already was buried for a sink of that name which was
-- forgotten since: it is the same change, and waits again.
--: dead_add
INSERT INTO dead_letter (sink, epoch, seq, event_id, table_name, key, key_hash,
                         key_hash_new, batch_id, reason, died_at, condition,
                         shape, op, txid, captured_at, old_row, new_row)
VALUES (:sink, :epoch, :seq, :event_id, :table, :key, :key_hash,
        :key_hash_new, :batch_id, :reason, :died_at, 'dead',
        :shape, :op, :txid, :captured_at, :old_row, :new_row)
ON CONFLICT (sink, epoch, seq) DO UPDATE
SET condition = 'dead', key_hash = excluded.key_hash,
    key_hash_new = excluded.key_hash_new, batch_id = excluded.batch_id,
    reason = excluded.reason, died_at = excluded.died_at;

--: dead_again
UPDATE dead_letter
SET condition = 'dead', retries = retries + 1, reason = :reason
WHERE id = :id;

--: dead_delivered
UPDATE dead_letter SET condition = 'delivered', decided_at = :now
WHERE id = :id;

--: dead_next
SELECT id, sink, epoch, seq, event_id, table_name, key, key_hash, key_hash_new,
       batch_id, reason, died_at, condition, note, decided_at, retries, shape,
       op, txid, captured_at, old_row, new_row
FROM dead_letter
WHERE id > :after AND (:sink IS NULL OR sink = :sink)
  AND (:condition IS NULL OR condition = :condition)
ORDER BY id LIMIT 1;

-- Not one that is just being sent.
--: dead_decide
UPDATE dead_letter
SET condition = :condition, note = coalesce(:note, note), decided_at = :now
WHERE id = :id AND condition IN ('dead', 'retry')
  AND NOT EXISTS (SELECT 1 FROM batch WHERE dead_letter = dead_letter.id);

--: dead_known
SELECT count(*) FROM dead_letter WHERE id = :id;

--: dead_count
SELECT total(condition = 'dead'), total(condition = 'retry'),
       total(condition = 'delivered'), total(condition = 'dropped'),
       min(CASE WHEN condition IN ('dead', 'retry') THEN died_at END)
FROM dead_letter WHERE sink = :sink AND (:all_epochs OR epoch = :epoch);

-- A key waits as long as a dead letter of it does.
--: held_release
DELETE FROM held
WHERE NOT EXISTS (
	SELECT 1 FROM dead_letter d
	WHERE d.sink = held.sink AND d.epoch = :epoch
	  AND held.key_hash IN (d.key_hash, d.key_hash_new)
	  AND d.condition IN ('dead', 'retry'));

-- A parked key, and the one for which it waits.
--: parked
SELECT key_hash, key_hash FROM dead_letter
WHERE sink = :sink AND epoch = :epoch AND condition IN ('dead', 'retry')
  AND key_hash IS NOT NULL
UNION
SELECT key_hash_new, key_hash_new FROM dead_letter
WHERE sink = :sink AND epoch = :epoch AND condition IN ('dead', 'retry')
  AND key_hash_new IS NOT NULL
UNION
SELECT also, key_hash FROM held WHERE sink = :sink AND also IS NOT NULL;

--: held
SELECT seq, seq FROM held WHERE sink = :sink ORDER BY seq;

--: held_add
INSERT OR IGNORE INTO held (sink, seq, key_hash, also)
VALUES (:sink, :seq, :key_hash, :also);
