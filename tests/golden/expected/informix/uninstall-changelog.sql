-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table stock
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_22725773_i;
DROP TRIGGER IF EXISTS shadowlog_22725773_u;
DROP TRIGGER IF EXISTS shadowlog_22725773_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'stock'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  Uninstall all tables first: the triggers of one that is
-- still captured would fail every write.  The first statement fails then.
BEGIN WORK;
CREATE TEMP TABLE shadowlog_left (triggers INTEGER CHECK (triggers = 0));
INSERT INTO shadowlog_left
SELECT COUNT(*) FROM systriggers WHERE trigname LIKE 'shadowlog\_%' ESCAPE '\';
DROP TABLE shadowlog_left;
DROP PROCEDURE IF EXISTS shadowlog_put;
DROP PROCEDURE IF EXISTS shadowlog_put_who;
DROP PROCEDURE IF EXISTS shadowlog_mark;
DROP FUNCTION IF EXISTS shadowlog_lines;
DROP FUNCTION IF EXISTS shadowlog_bypassed;
DROP PROCEDURE IF EXISTS shadowlog_bypass;
DROP PROCEDURE IF EXISTS shadowlog_context;
DROP TABLE IF EXISTS shadowlog_changelog;
DROP TABLE IF EXISTS shadowlog_shape;
DROP TABLE IF EXISTS shadowlog_lease;
DROP TABLE IF EXISTS shadowlog_meta;
DROP SEQUENCE IF EXISTS shadowlog_seq;
COMMIT WORK;
