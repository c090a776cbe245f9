-- An event that is too large for its receiver goes without its largest values,
-- where its section allows that: which one it is, and how many columns of it.
ALTER TABLE sink ADD COLUMN omit_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sink ADD COLUMN omit INTEGER NOT NULL DEFAULT 0;
-- How many columns a batch of one change was sealed without; and whether no
-- further one can be left out of it.
ALTER TABLE batch ADD COLUMN omit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN omit_all INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN omit INTEGER NOT NULL DEFAULT 0;
