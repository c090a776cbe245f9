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

-- Table types
BEGIN WORK;
LOCK TABLE types IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1024728182, '', 'types',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'types'),
       'shadowlog-tables 1
table types
  column id bigserial                      as bigint    key 1
  column b  boolean                        as bool      null
  column si smallint                       as int       null
  column i8 int8                           as bigint    null
  column d  decimal(12,2)                  as decimal   null
  column m  money(16,2)                    as decimal   null
  column sf smallfloat                     as float     null
  column f  float                          as double    null
  column c  char(3)                        as text      null
  column v  varchar(80)                    as text      null
  column lv lvarchar(2000)                 as text      null
  column t  text                           as text      null
  column by byte                           as binary    null
  column cl clob                           as text      null
  column da date                           as date      null
  column ds "datetime year to second"      as timestamp null
  column df "datetime year to fraction(5)" as timestamp null
  column dh "datetime hour to minute"      as time      null
  column iv interval                       as interval  null
',
       '57111131', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1024728182
                      AND s.description =
                          'shadowlog-tables 1
table types
  column id bigserial                      as bigint    key 1
  column b  boolean                        as bool      null
  column si smallint                       as int       null
  column i8 int8                           as bigint    null
  column d  decimal(12,2)                  as decimal   null
  column m  money(16,2)                    as decimal   null
  column sf smallfloat                     as float     null
  column f  float                          as double    null
  column c  char(3)                        as text      null
  column v  varchar(80)                    as text      null
  column lv lvarchar(2000)                 as text      null
  column t  text                           as text      null
  column by byte                           as binary    null
  column cl clob                           as text      null
  column da date                           as date      null
  column ds "datetime year to second"      as timestamp null
  column df "datetime year to fraction(5)" as timestamp null
  column dh "datetime hour to minute"      as time      null
  column iv interval                       as interval  null
');
UPDATE shadowlog_shape
   SET trigger_hash = '57111131', installed_at = DBINFO('utc_current')
 WHERE shape = 1024728182
   AND (trigger_hash <> '57111131'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'types'));

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_i;
CREATE TRIGGER shadowlog_6a6e2d7c_i INSERT ON types
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1024728182, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.b = 't' THEN 'true' WHEN n.b = 'f' THEN 'false' ELSE 'NULL' END || ',' ||
		NVL(n.si::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.i8::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.d::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.m::DECIMAL(32,4)::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.sf::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.f::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.c IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.c, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.v IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.v, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.lv IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.lv, '''', '''''') || '''' END || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(n.da, '%Y-%m-%d'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.ds, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.df, '%Y-%m-%d %H:%M:%S%F5'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.dh, '%H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.iv IS NULL THEN 'NULL' ELSE '''' || n.iv::VARCHAR(60) || '''' END));

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_u;
CREATE TRIGGER shadowlog_6a6e2d7c_u UPDATE ON types
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1024728182, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.b = 't' THEN 'true' WHEN o.b = 'f' THEN 'false' ELSE 'NULL' END || ',' ||
		NVL(o.si::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.i8::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.d::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.m::DECIMAL(32,4)::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.sf::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.f::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.c IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.c, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.v IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.v, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.lv IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.lv, '''', '''''') || '''' END || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(o.da, '%Y-%m-%d'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.ds, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.df, '%Y-%m-%d %H:%M:%S%F5'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.dh, '%H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN o.iv IS NULL THEN 'NULL' ELSE '''' || o.iv::VARCHAR(60) || '''' END,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.b = 't' THEN 'true' WHEN n.b = 'f' THEN 'false' ELSE 'NULL' END || ',' ||
		NVL(n.si::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.i8::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.d::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.m::DECIMAL(32,4)::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.sf::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.f::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.c IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.c, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.v IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.v, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.lv IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.lv, '''', '''''') || '''' END || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(n.da, '%Y-%m-%d'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.ds, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.df, '%Y-%m-%d %H:%M:%S%F5'), 'NULL') || ',' ||
		NVL(TO_CHAR(n.dh, '%H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.iv IS NULL THEN 'NULL' ELSE '''' || n.iv::VARCHAR(60) || '''' END));

DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_d;
CREATE TRIGGER shadowlog_6a6e2d7c_d DELETE ON types
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1024728182, 'D',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.b = 't' THEN 'true' WHEN o.b = 'f' THEN 'false' ELSE 'NULL' END || ',' ||
		NVL(o.si::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.i8::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.d::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.m::DECIMAL(32,4)::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.sf::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.f::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.c IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.c, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.v IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.v, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.lv IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.lv, '''', '''''') || '''' END || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		'?' || ',' ||
		NVL(TO_CHAR(o.da, '%Y-%m-%d'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.ds, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.df, '%Y-%m-%d %H:%M:%S%F5'), 'NULL') || ',' ||
		NVL(TO_CHAR(o.dh, '%H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN o.iv IS NULL THEN 'NULL' ELSE '''' || o.iv::VARCHAR(60) || '''' END, NULL));

COMMIT WORK;
