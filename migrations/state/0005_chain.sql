-- Where the chains of sinks ended that were forgotten, in this epoch: one that
-- comes back under its name goes on from there, since its receiver knows a batch
-- by its number.
CREATE TABLE chain (
    sink      TEXT PRIMARY KEY,
    batch_seq INTEGER NOT NULL,
    batch_id  TEXT,
    revision  INTEGER NOT NULL
) WITHOUT ROWID;
