-- Shadowlog: end the capture of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

BEGIN IMMEDIATE;

-- Table "it's [a] `table`; --\n*/ /* \\"
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_i;
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_u;
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_k;
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_d;
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_ib;
DROP TRIGGER IF EXISTS shadowlog_6578dc2c_ub;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'it''s [a] `table`; --
*/ /* \'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

-- Table order
DROP TRIGGER IF EXISTS shadowlog_2d041af1_i;
DROP TRIGGER IF EXISTS shadowlog_2d041af1_u;
DROP TRIGGER IF EXISTS shadowlog_2d041af1_k;
DROP TRIGGER IF EXISTS shadowlog_2d041af1_d;
DROP TRIGGER IF EXISTS shadowlog_2d041af1_ib;
DROP TRIGGER IF EXISTS shadowlog_2d041af1_ub;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'order'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

COMMIT;
