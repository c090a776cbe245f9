-- Whether the source has the lease's token that we noted: 0 while we ask for
-- it, 1 once it was given.  A source whose token is lower was restored.
ALTER TABLE identity ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
