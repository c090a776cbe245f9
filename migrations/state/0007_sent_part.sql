-- How many events of a sent batch its receiver took: when it has lost the batch
-- and gets it again, it has to take as many.  The others came in the batches
-- behind.
ALTER TABLE sent ADD COLUMN taken INTEGER;  -- NULL, in rows older than this: all of them
