-- How the last attempts of a batch ended: one answer time after time can mean
-- something else than the same answer once, behind other trouble.
ALTER TABLE batch ADD COLUMN status INTEGER NOT NULL DEFAULT 0;  -- of the last answer; 0: there was none
ALTER TABLE batch ADD COLUMN alike INTEGER NOT NULL DEFAULT 0;   -- attempts in a row that were answered so
