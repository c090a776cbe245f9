-- Shadowlog: end the capture of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

BEGIN IMMEDIATE;

-- Table stock
DROP TRIGGER IF EXISTS shadowlog_22725773_i;
DROP TRIGGER IF EXISTS shadowlog_22725773_u;
DROP TRIGGER IF EXISTS shadowlog_22725773_k;
DROP TRIGGER IF EXISTS shadowlog_22725773_d;
DROP TRIGGER IF EXISTS shadowlog_22725773_ib;
DROP TRIGGER IF EXISTS shadowlog_22725773_ub;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'stock'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

COMMIT;

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.
--
-- While a table is still captured its writes would fail from here on, so the
-- next INSERT fails then ("CHECK constraint failed").
BEGIN IMMEDIATE;
CREATE TEMP TABLE shadowlog_left (triggers INTEGER CHECK (triggers = 0));
INSERT INTO shadowlog_left
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND tbl_name <> 'shadowlog_displaced';
DROP TABLE shadowlog_left;
DROP TABLE IF EXISTS shadowlog_changelog;
DROP TABLE IF EXISTS shadowlog_displaced;
DROP TABLE IF EXISTS shadowlog_shape;
DROP TABLE IF EXISTS shadowlog_lease;
DROP TABLE IF EXISTS shadowlog_meta;
COMMIT;
