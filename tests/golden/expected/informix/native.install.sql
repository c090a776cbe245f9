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

-- Table orders_all
--
-- WHOEVER MAY EXECUTE shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT BEING
-- CAPTURED:
--   EXECUTE PROCEDURE shadowlog_bypass('on');
-- Each such statement leaves an event "m", also one that finds no row.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'
BEGIN WORK;
LOCK TABLE orders_all IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1149981178, '', 'orders_all',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders_all'),
       'shadowlog-tables 1
table orders_all
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option lob omit note
  option actor
  option context
  option bypass marker
',
       '742da782', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1149981178
                      AND s.description =
                          'shadowlog-tables 1
table orders_all
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option lob omit note
  option actor
  option context
  option bypass marker
');
UPDATE shadowlog_shape
   SET trigger_hash = '742da782', installed_at = DBINFO('utc_current')
 WHERE shape = 1149981178
   AND (trigger_hash <> '742da782'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders_all'));

DROP TRIGGER IF EXISTS shadowlog_882b567e_i;
CREATE TRIGGER shadowlog_882b567e_i INSERT ON orders_all
	REFERENCING NEW AS n
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(1149981178, 't', 't'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND (n.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put_who(1149981178, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		NVL('?' || OCTET_LENGTH(n.note)::VARCHAR(12), 'NULL') || ',' ||
		CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END, 't', 't'));

DROP TRIGGER IF EXISTS shadowlog_882b567e_u;
CREATE TRIGGER shadowlog_882b567e_u UPDATE ON orders_all
	REFERENCING OLD AS o NEW AS n
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(1149981178, 't', 't'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND ((o.status <> 'draft') OR (n.status <> 'draft'))
	                   AND NOT (CASE WHEN o.id IS NULL AND n.id IS NULL THEN 1 WHEN o.id = n.id THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.status IS NULL AND n.status IS NULL THEN 1 WHEN o.status = n.status AND OCTET_LENGTH(o.status) = OCTET_LENGTH(n.status) THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.amount IS NULL AND n.amount IS NULL THEN 1 WHEN o.amount = n.amount THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.note IS NULL AND n.note IS NULL THEN 1 WHEN o.note = n.note AND OCTET_LENGTH(o.note) = OCTET_LENGTH(n.note) THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.old IS NULL AND n.old IS NULL THEN 1 WHEN o.old = n.old AND OCTET_LENGTH(o.old) = OCTET_LENGTH(n.old) THEN 1 ELSE 0 END = 1)) (EXECUTE PROCEDURE shadowlog_put_who(1149981178,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN (n.status <> 'draft') THEN 'U' ELSE 'D' END
		ELSE 'I' END,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN CASE WHEN o.id IS NULL AND n.id IS NULL THEN 1 WHEN o.id = n.id THEN 1 ELSE 0 END = 1
				AND (n.status <> 'draft') THEN NULL::LVARCHAR ELSE
				NVL(o.id::VARCHAR(60), 'NULL')
			END
		END,
		CASE WHEN (n.status <> 'draft') THEN
			NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
			CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
			NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
			NVL('?' || OCTET_LENGTH(n.note)::VARCHAR(12), 'NULL') || ',' ||
			CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END
		END, 't', 't'));

DROP TRIGGER IF EXISTS shadowlog_882b567e_d;
CREATE TRIGGER shadowlog_882b567e_d DELETE ON orders_all
	REFERENCING OLD AS o
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(1149981178, 't', 't'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND (o.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put_who(1149981178, 'D',
		NVL(o.id::VARCHAR(60), 'NULL'), NULL, 't', 't'));

COMMIT WORK;

-- Table orders_open
--
-- WHOEVER MAY EXECUTE shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT BEING
-- CAPTURED:
--   EXECUTE PROCEDURE shadowlog_bypass('on');
BEGIN WORK;
LOCK TABLE orders_open IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 719621087, '', 'orders_open',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders_open'),
       'shadowlog-tables 1
table orders_open
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option exclude old
  option before key
  option actor
  option bypass silent
',
       '7fd91898', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 719621087
                      AND s.description =
                          'shadowlog-tables 1
table orders_open
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option exclude old
  option before key
  option actor
  option bypass silent
');
UPDATE shadowlog_shape
   SET trigger_hash = '7fd91898', installed_at = DBINFO('utc_current')
 WHERE shape = 719621087
   AND (trigger_hash <> '7fd91898'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders_open'));

DROP TRIGGER IF EXISTS shadowlog_5c46fa47_i;
CREATE TRIGGER shadowlog_5c46fa47_i INSERT ON orders_open
	REFERENCING NEW AS n
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f') (EXECUTE PROCEDURE shadowlog_put_who(719621087, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END, 't', 'f'));

DROP TRIGGER IF EXISTS shadowlog_5c46fa47_u;
CREATE TRIGGER shadowlog_5c46fa47_u UPDATE ON orders_open
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f') (EXECUTE PROCEDURE shadowlog_put_who(719621087, 'U',
		NVL(o.id::VARCHAR(60), 'NULL'),
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END, 't', 'f'));

DROP TRIGGER IF EXISTS shadowlog_5c46fa47_d;
CREATE TRIGGER shadowlog_5c46fa47_d DELETE ON orders_open
	REFERENCING OLD AS o
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f') (EXECUTE PROCEDURE shadowlog_put_who(719621087, 'D',
		NVL(o.id::VARCHAR(60), 'NULL'), NULL, 't', 'f'));

COMMIT WORK;

-- Table orders_moved
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'
BEGIN WORK;
LOCK TABLE orders_moved IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 655000528, '', 'orders_moved',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders_moved'),
       'shadowlog-tables 1
table orders_moved
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option when "this.status <> ''draft''"
  option before none
',
       '7736853b', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 655000528
                      AND s.description =
                          'shadowlog-tables 1
table orders_moved
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option when "this.status <> ''draft''"
  option before none
');
UPDATE shadowlog_shape
   SET trigger_hash = '7736853b', installed_at = DBINFO('utc_current')
 WHERE shape = 655000528
   AND (trigger_hash <> '7736853b'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders_moved'));

DROP TRIGGER IF EXISTS shadowlog_c3c12392_i;
CREATE TRIGGER shadowlog_c3c12392_i INSERT ON orders_moved
	REFERENCING NEW AS n
	FOR EACH ROW WHEN ((n.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put(655000528, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_c3c12392_u;
CREATE TRIGGER shadowlog_c3c12392_u UPDATE ON orders_moved
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW WHEN (((o.status <> 'draft') OR (n.status <> 'draft'))) (EXECUTE PROCEDURE shadowlog_put(655000528,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN (n.status <> 'draft') THEN 'U' ELSE 'D' END
		ELSE 'I' END,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN CASE WHEN o.id IS NULL AND n.id IS NULL THEN 1 WHEN o.id = n.id THEN 1 ELSE 0 END = 1
				AND (n.status <> 'draft') THEN NULL::LVARCHAR ELSE
				NVL(o.id::VARCHAR(60), 'NULL')
			END
		END,
		CASE WHEN (n.status <> 'draft') THEN
			NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
			CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
			NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
			CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END || ',' ||
			CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END
		END));

DROP TRIGGER IF EXISTS shadowlog_c3c12392_d;
CREATE TRIGGER shadowlog_c3c12392_d DELETE ON orders_moved
	REFERENCING OLD AS o
	FOR EACH ROW WHEN ((o.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put(655000528, 'D',
		NVL(o.id::VARCHAR(60), 'NULL'), NULL));

COMMIT WORK;

-- Table orders_same
BEGIN WORK;
LOCK TABLE orders_same IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 712478683, '', 'orders_same',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders_same'),
       'shadowlog-tables 1
table orders_same
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option noop skip
',
       '61fd5f8b', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 712478683
                      AND s.description =
                          'shadowlog-tables 1
table orders_same
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option noop skip
');
UPDATE shadowlog_shape
   SET trigger_hash = '61fd5f8b', installed_at = DBINFO('utc_current')
 WHERE shape = 712478683
   AND (trigger_hash <> '61fd5f8b'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders_same'));

DROP TRIGGER IF EXISTS shadowlog_63870445_i;
CREATE TRIGGER shadowlog_63870445_i INSERT ON orders_same
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(712478683, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_63870445_u;
CREATE TRIGGER shadowlog_63870445_u UPDATE ON orders_same
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW WHEN (NOT (CASE WHEN o.id IS NULL AND n.id IS NULL THEN 1 WHEN o.id = n.id THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.status IS NULL AND n.status IS NULL THEN 1 WHEN o.status = n.status AND OCTET_LENGTH(o.status) = OCTET_LENGTH(n.status) THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.amount IS NULL AND n.amount IS NULL THEN 1 WHEN o.amount = n.amount THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.note IS NULL AND n.note IS NULL THEN 1 WHEN o.note = n.note AND OCTET_LENGTH(o.note) = OCTET_LENGTH(n.note) THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.old IS NULL AND n.old IS NULL THEN 1 WHEN o.old = n.old AND OCTET_LENGTH(o.old) = OCTET_LENGTH(n.old) THEN 1 ELSE 0 END = 1)) (EXECUTE PROCEDURE shadowlog_put(712478683, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END || ',' ||
		NVL(o.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.old, '''', '''''') || '''' END,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_63870445_d;
CREATE TRIGGER shadowlog_63870445_d DELETE ON orders_same
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(712478683, 'D',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END || ',' ||
		NVL(o.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.old, '''', '''''') || '''' END, NULL));

COMMIT WORK;

-- Table orders_few
BEGIN WORK;
LOCK TABLE orders_few IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 130618456, '', 'orders_few',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'orders_few'),
       'shadowlog-tables 1
table orders_few
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option operations update
  option context
',
       '4057127c', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 130618456
                      AND s.description =
                          'shadowlog-tables 1
table orders_few
  column id     integer        as int     key 1
  column status varchar(20)    as text
  column amount decimal(12,2)  as decimal null
  column note   lvarchar(2000) as text    null
  column old    char(9)        as text    null
  option operations update
  option context
');
UPDATE shadowlog_shape
   SET trigger_hash = '4057127c', installed_at = DBINFO('utc_current')
 WHERE shape = 130618456
   AND (trigger_hash <> '4057127c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'orders_few'));

DROP TRIGGER IF EXISTS shadowlog_d72d3f43_i;

DROP TRIGGER IF EXISTS shadowlog_d72d3f43_u;
CREATE TRIGGER shadowlog_d72d3f43_u UPDATE ON orders_few
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put_who(130618456, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END || ',' ||
		NVL(o.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN o.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN o.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.old, '''', '''''') || '''' END,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END || ',' ||
		NVL(n.amount::VARCHAR(60), 'NULL') || ',' ||
		CASE WHEN n.note IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.note, '''', '''''') || '''' END || ',' ||
		CASE WHEN n.old IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.old, '''', '''''') || '''' END, 'f', 't'));

DROP TRIGGER IF EXISTS shadowlog_d72d3f43_d;

COMMIT WORK;

-- Table log_all
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'
BEGIN WORK;
LOCK TABLE log_all IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1215849474, '', 'log_all',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'log_all'),
       'shadowlog-tables 1
table log_all
  column day    "datetime year to second" as timestamp key 1 null
  column status varchar(20)               as text      key 2 null
  option keyless all
  option when "this.status <> ''draft''"
  option actor
',
       '84c34b70', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1215849474
                      AND s.description =
                          'shadowlog-tables 1
table log_all
  column day    "datetime year to second" as timestamp key 1 null
  column status varchar(20)               as text      key 2 null
  option keyless all
  option when "this.status <> ''draft''"
  option actor
');
UPDATE shadowlog_shape
   SET trigger_hash = '84c34b70', installed_at = DBINFO('utc_current')
 WHERE shape = 1215849474
   AND (trigger_hash <> '84c34b70'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'log_all'));

DROP TRIGGER IF EXISTS shadowlog_df88dba3_i;
CREATE TRIGGER shadowlog_df88dba3_i INSERT ON log_all
	REFERENCING NEW AS n
	FOR EACH ROW WHEN ((n.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put_who(1215849474, 'I', NULL,
		NVL(TO_CHAR(n.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END, 't', 'f'));

DROP TRIGGER IF EXISTS shadowlog_df88dba3_u;
CREATE TRIGGER shadowlog_df88dba3_u UPDATE ON log_all
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW WHEN (((o.status <> 'draft') OR (n.status <> 'draft'))) (EXECUTE PROCEDURE shadowlog_put_who(1215849474,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN (n.status <> 'draft') THEN 'U' ELSE 'D' END
		ELSE 'I' END,
		CASE WHEN (o.status <> 'draft') THEN
			NVL(TO_CHAR(o.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
			CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END
		END,
		CASE WHEN (n.status <> 'draft') THEN
			NVL(TO_CHAR(n.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
			CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END
		END, 't', 'f'));

DROP TRIGGER IF EXISTS shadowlog_df88dba3_d;
CREATE TRIGGER shadowlog_df88dba3_d DELETE ON log_all
	REFERENCING OLD AS o
	FOR EACH ROW WHEN ((o.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put_who(1215849474, 'D',
		NVL(TO_CHAR(o.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN o.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(o.status, '''', '''''') || '''' END, NULL, 't', 'f'));

COMMIT WORK;

-- Table log_unique
--
-- WHOEVER MAY EXECUTE shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT BEING
-- CAPTURED:
--   EXECUTE PROCEDURE shadowlog_bypass('on');
-- Each such statement leaves an event "m", also one that finds no row.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'
BEGIN WORK;
LOCK TABLE log_unique IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 442190568, '', 'log_unique',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'log_unique'),
       'shadowlog-tables 1
table log_unique
  column day    "datetime year to second" as timestamp key 1 null
  column status varchar(20)               as text      null
  option keyless unique
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option bypass marker
',
       'ef23785b', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 442190568
                      AND s.description =
                          'shadowlog-tables 1
table log_unique
  column day    "datetime year to second" as timestamp key 1 null
  column status varchar(20)               as text      null
  option keyless unique
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option bypass marker
');
UPDATE shadowlog_shape
   SET trigger_hash = 'ef23785b', installed_at = DBINFO('utc_current')
 WHERE shape = 442190568
   AND (trigger_hash <> 'ef23785b'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'log_unique'));

DROP TRIGGER IF EXISTS shadowlog_7f046147_i;
CREATE TRIGGER shadowlog_7f046147_i INSERT ON log_unique
	REFERENCING NEW AS n
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(442190568, 'f', 'f'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND (n.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put(442190568, 'I', NULL,
		NVL(TO_CHAR(n.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
		CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END));

DROP TRIGGER IF EXISTS shadowlog_7f046147_u;
CREATE TRIGGER shadowlog_7f046147_u UPDATE ON log_unique
	REFERENCING OLD AS o NEW AS n
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(442190568, 'f', 'f'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND ((o.status <> 'draft') OR (n.status <> 'draft'))
	                   AND NOT (CASE WHEN o.day IS NULL AND n.day IS NULL THEN 1 WHEN o.day = n.day THEN 1 ELSE 0 END = 1
	                   AND CASE WHEN o.status IS NULL AND n.status IS NULL THEN 1 WHEN o.status = n.status AND OCTET_LENGTH(o.status) = OCTET_LENGTH(n.status) THEN 1 ELSE 0 END = 1)) (EXECUTE PROCEDURE shadowlog_put(442190568,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN (n.status <> 'draft') THEN 'U' ELSE 'D' END
		ELSE 'I' END,
		CASE WHEN (o.status <> 'draft') THEN
			CASE WHEN CASE WHEN o.day IS NULL AND n.day IS NULL THEN 1 WHEN o.day = n.day THEN 1 ELSE 0 END = 1
				AND (n.status <> 'draft') THEN NULL::LVARCHAR ELSE
				NVL(TO_CHAR(o.day, '%Y-%m-%d %H:%M:%S'), 'NULL')
			END
		END,
		CASE WHEN (n.status <> 'draft') THEN
			NVL(TO_CHAR(n.day, '%Y-%m-%d %H:%M:%S'), 'NULL') || ',' ||
			CASE WHEN n.status IS NULL THEN 'NULL' ELSE '''' || REPLACE(n.status, '''', '''''') || '''' END
		END));

DROP TRIGGER IF EXISTS shadowlog_7f046147_d;
CREATE TRIGGER shadowlog_7f046147_d DELETE ON log_unique
	REFERENCING OLD AS o
	BEFORE (EXECUTE PROCEDURE shadowlog_mark(442190568, 'f', 'f'))
	FOR EACH ROW WHEN (shadowlog_bypassed() = 'f'
	                   AND (o.status <> 'draft')) (EXECUTE PROCEDURE shadowlog_put(442190568, 'D',
		NVL(TO_CHAR(o.day, '%Y-%m-%d %H:%M:%S'), 'NULL'), NULL));

COMMIT WORK;
