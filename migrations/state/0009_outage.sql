-- Batches that were acknowledged by 202: taken over, and no more is known.
ALTER TABLE sink ADD COLUMN custody_total INTEGER NOT NULL DEFAULT 0;
-- Since when it has failed in passing ways alone, for give_up_after, and when it
-- was last said that it has failed for more than a day; Unix time in
-- milliseconds, 0: it does not, or was not.
ALTER TABLE sink ADD COLUMN waiting_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sink ADD COLUMN alerted_at INTEGER NOT NULL DEFAULT 0;
