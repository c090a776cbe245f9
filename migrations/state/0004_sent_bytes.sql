-- Batches that cannot be made again from the changelog, which are checkpoints
-- and replays, are remembered with their bytes: a receiver that asks for what it
-- has lost needs every batch of its chain.
ALTER TABLE sent ADD COLUMN replay TEXT;
ALTER TABLE sent ADD COLUMN body BLOB;  -- NULL: it is made of its changes
ALTER TABLE sent ADD COLUMN spans BLOB;
ALTER TABLE sent ADD COLUMN head BLOB;
