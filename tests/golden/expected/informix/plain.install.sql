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

-- Table orders
BEGIN WORK;
LOCK TABLE orders IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 429289234, '', 'orders',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders'),
       'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
',
       '778a9165', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 429289234
                      AND s.description =
                          'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
');
UPDATE shadowlog_shape
   SET trigger_hash = '778a9165', installed_at = DBINFO('utc_current')
 WHERE shape = 429289234
   AND (trigger_hash <> '778a9165'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders'));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
CREATE TRIGGER shadowlog_5f75baa6_i INSERT ON orders
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(429289234, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.customer_id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(n.placed_at, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.paid = 't' THEN 'true' WHEN n.paid = 'f' THEN 'false' ELSE 'NULL' END));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
CREATE TRIGGER shadowlog_5f75baa6_u UPDATE ON orders
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(429289234, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.customer_id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END || ',' ||
		NVL(o.amount::VARCHAR(60), 'NULL') || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(o.placed_at, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN o.paid = 't' THEN 'true' WHEN o.paid = 'f' THEN 'false' ELSE 'NULL' END,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.customer_id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(n.placed_at, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.paid = 't' THEN 'true' WHEN n.paid = 'f' THEN 'false' ELSE 'NULL' END));

DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
CREATE TRIGGER shadowlog_5f75baa6_d DELETE ON orders
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(429289234, 'D',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.customer_id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END || ',' ||
		NVL(o.amount::VARCHAR(60), 'NULL') || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(o.placed_at, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN o.paid = 't' THEN 'true' WHEN o.paid = 'f' THEN 'false' ELSE 'NULL' END, NULL));

COMMIT WORK;

-- Table customers
BEGIN WORK;
LOCK TABLE customers IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1539619914, '', 'customers',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'customers'),
       'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
',
       '7559e5f0', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1539619914
                      AND s.description =
                          'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
');
UPDATE shadowlog_shape
   SET trigger_hash = '7559e5f0', installed_at = DBINFO('utc_current')
 WHERE shape = 1539619914
   AND (trigger_hash <> '7559e5f0'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'customers'));

DROP TRIGGER IF EXISTS shadowlog_6b987d98_i;
CREATE TRIGGER shadowlog_6b987d98_i INSERT ON customers
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1539619914, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.name IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.name, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_6b987d98_u;
CREATE TRIGGER shadowlog_6b987d98_u UPDATE ON customers
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1539619914, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.name IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.name, '''', '''''') || '''' END,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.name IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.name, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_6b987d98_d;
CREATE TRIGGER shadowlog_6b987d98_d DELETE ON customers
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1539619914, 'D',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.name IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.name, '''', '''''') || '''' END, NULL));

COMMIT WORK;
