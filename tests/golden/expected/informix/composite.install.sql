-- Shadowlog: capture row changes of the tables below, on Informix.
--
-- Run it as the owner of the changelog, who also owns these tables or is DBA:
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- DBACCNOIGN makes it stop and roll back at the first error.  Each table is one
-- transaction, and is locked while its triggers are exchanged.  Running it again
-- changes nothing.
--
-- Each table gets three FOR EACH ROW triggers that call one procedure with the
-- rights of their owner: the application's users need none.  If a change cannot
-- be recorded, the statement that made it fails: an image has at most 16,000
-- bytes.  In which order several triggers of one kind fire, Informix does not
-- say.
--
-- What they do not see: TRUNCATE; loads in express mode; fragments attached and
-- detached; SET TRIGGERS ... DISABLED while it lasts; columns of type TEXT, BYTE,
-- CLOB and BLOB; what Enterprise Replication applies, unless it is told to fire
-- triggers.  A column that a trigger names cannot be dropped without the
-- trigger: uninstall, drop, describe, install.  A column added later is not
-- captured until then.

-- Table stock
BEGIN WORK;
LOCK TABLE stock IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 276069984, '', 'stock',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'stock'),
       'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
',
       'dd1f81d8', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 276069984
                      AND s.description =
                          'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
');
UPDATE shadowlog_shape
   SET trigger_hash = 'dd1f81d8', installed_at = DBINFO('utc_current')
 WHERE shape = 276069984
   AND (trigger_hash <> 'dd1f81d8'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'stock'));

DROP TRIGGER IF EXISTS shadowlog_22725773_i;
CREATE TRIGGER shadowlog_22725773_i INSERT ON stock
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(276069984, 'I', NULL,
		NVL(n.quantity::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.bin IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.bin, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.sku IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.sku, '''', '''''') || '''' END || ',' ||
		NVL(n.site::VARCHAR(60), 'NULL') || ',' ||
		NVL(TO_CHAR(n.counted, '%Y-%m-%d'), 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_22725773_u;
CREATE TRIGGER shadowlog_22725773_u UPDATE ON stock
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(276069984, 'U',
		NVL(o.quantity::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.bin IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.bin, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.sku IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.sku, '''', '''''') || '''' END || ',' ||
		NVL(o.site::VARCHAR(60), 'NULL') || ',' ||
		NVL(TO_CHAR(o.counted, '%Y-%m-%d'), 'NULL'),
		NVL(n.quantity::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.bin IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.bin, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.sku IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.sku, '''', '''''') || '''' END || ',' ||
		NVL(n.site::VARCHAR(60), 'NULL') || ',' ||
		NVL(TO_CHAR(n.counted, '%Y-%m-%d'), 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_22725773_d;
CREATE TRIGGER shadowlog_22725773_d DELETE ON stock
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(276069984, 'D',
		NVL(o.quantity::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.bin IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.bin, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.sku IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.sku, '''', '''''') || '''' END || ',' ||
		NVL(o.site::VARCHAR(60), 'NULL') || ',' ||
		NVL(TO_CHAR(o.counted, '%Y-%m-%d'), 'NULL'), NULL));

COMMIT WORK;
