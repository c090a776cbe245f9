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

-- Table wide
BEGIN WORK;
LOCK TABLE wide IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1213663400, '', 'wide',
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = ''
           AND v.table_name = 'wide'),
       'shadowlog-tables 1
table wide
  column id   int as int key 1
  column c1   int as int null
  column c2   int as int null
  column c3   int as int null
  column c4   int as int null
  column c5   int as int null
  column c6   int as int null
  column c7   int as int null
  column c8   int as int null
  column c9   int as int null
  column c10  int as int null
  column c11  int as int null
  column c12  int as int null
  column c13  int as int null
  column c14  int as int null
  column c15  int as int null
  column c16  int as int null
  column c17  int as int null
  column c18  int as int null
  column c19  int as int null
  column c20  int as int null
  column c21  int as int null
  column c22  int as int null
  column c23  int as int null
  column c24  int as int null
  column c25  int as int null
  column c26  int as int null
  column c27  int as int null
  column c28  int as int null
  column c29  int as int null
  column c30  int as int null
  column c31  int as int null
  column c32  int as int null
  column c33  int as int null
  column c34  int as int null
  column c35  int as int null
  column c36  int as int null
  column c37  int as int null
  column c38  int as int null
  column c39  int as int null
  column c40  int as int null
  column c41  int as int null
  column c42  int as int null
  column c43  int as int null
  column c44  int as int null
  column c45  int as int null
  column c46  int as int null
  column c47  int as int null
  column c48  int as int null
  column c49  int as int null
  column c50  int as int null
  column c51  int as int null
  column c52  int as int null
  column c53  int as int null
  column c54  int as int null
  column c55  int as int null
  column c56  int as int null
  column c57  int as int null
  column c58  int as int null
  column c59  int as int null
  column c60  int as int null
  column c61  int as int null
  column c62  int as int null
  column c63  int as int null
  column c64  int as int null
  column c65  int as int null
  column c66  int as int null
  column c67  int as int null
  column c68  int as int null
  column c69  int as int null
  column c70  int as int null
  column c71  int as int null
  column c72  int as int null
  column c73  int as int null
  column c74  int as int null
  column c75  int as int null
  column c76  int as int null
  column c77  int as int null
  column c78  int as int null
  column c79  int as int null
  column c80  int as int null
  column c81  int as int null
  column c82  int as int null
  column c83  int as int null
  column c84  int as int null
  column c85  int as int null
  column c86  int as int null
  column c87  int as int null
  column c88  int as int null
  column c89  int as int null
  column c90  int as int null
  column c91  int as int null
  column c92  int as int null
  column c93  int as int null
  column c94  int as int null
  column c95  int as int null
  column c96  int as int null
  column c97  int as int null
  column c98  int as int null
  column c99  int as int null
  column c100 int as int null
  column c101 int as int null
  column c102 int as int null
  column c103 int as int null
  column c104 int as int null
  column c105 int as int null
  column c106 int as int null
  column c107 int as int null
  column c108 int as int null
  column c109 int as int null
  column c110 int as int null
  column c111 int as int null
  column c112 int as int null
  column c113 int as int null
  column c114 int as int null
  column c115 int as int null
  column c116 int as int null
  column c117 int as int null
  column c118 int as int null
  column c119 int as int null
  column c120 int as int null
  column c121 int as int null
  column c122 int as int null
  column c123 int as int null
  column c124 int as int null
  column c125 int as int null
  column c126 int as int null
  column c127 int as int null
  column c128 int as int null
  column c129 int as int null
  column c130 int as int null
',
       '0d9f5bc4', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1213663400
                      AND s.description =
                          'shadowlog-tables 1
table wide
  column id   int as int key 1
  column c1   int as int null
  column c2   int as int null
  column c3   int as int null
  column c4   int as int null
  column c5   int as int null
  column c6   int as int null
  column c7   int as int null
  column c8   int as int null
  column c9   int as int null
  column c10  int as int null
  column c11  int as int null
  column c12  int as int null
  column c13  int as int null
  column c14  int as int null
  column c15  int as int null
  column c16  int as int null
  column c17  int as int null
  column c18  int as int null
  column c19  int as int null
  column c20  int as int null
  column c21  int as int null
  column c22  int as int null
  column c23  int as int null
  column c24  int as int null
  column c25  int as int null
  column c26  int as int null
  column c27  int as int null
  column c28  int as int null
  column c29  int as int null
  column c30  int as int null
  column c31  int as int null
  column c32  int as int null
  column c33  int as int null
  column c34  int as int null
  column c35  int as int null
  column c36  int as int null
  column c37  int as int null
  column c38  int as int null
  column c39  int as int null
  column c40  int as int null
  column c41  int as int null
  column c42  int as int null
  column c43  int as int null
  column c44  int as int null
  column c45  int as int null
  column c46  int as int null
  column c47  int as int null
  column c48  int as int null
  column c49  int as int null
  column c50  int as int null
  column c51  int as int null
  column c52  int as int null
  column c53  int as int null
  column c54  int as int null
  column c55  int as int null
  column c56  int as int null
  column c57  int as int null
  column c58  int as int null
  column c59  int as int null
  column c60  int as int null
  column c61  int as int null
  column c62  int as int null
  column c63  int as int null
  column c64  int as int null
  column c65  int as int null
  column c66  int as int null
  column c67  int as int null
  column c68  int as int null
  column c69  int as int null
  column c70  int as int null
  column c71  int as int null
  column c72  int as int null
  column c73  int as int null
  column c74  int as int null
  column c75  int as int null
  column c76  int as int null
  column c77  int as int null
  column c78  int as int null
  column c79  int as int null
  column c80  int as int null
  column c81  int as int null
  column c82  int as int null
  column c83  int as int null
  column c84  int as int null
  column c85  int as int null
  column c86  int as int null
  column c87  int as int null
  column c88  int as int null
  column c89  int as int null
  column c90  int as int null
  column c91  int as int null
  column c92  int as int null
  column c93  int as int null
  column c94  int as int null
  column c95  int as int null
  column c96  int as int null
  column c97  int as int null
  column c98  int as int null
  column c99  int as int null
  column c100 int as int null
  column c101 int as int null
  column c102 int as int null
  column c103 int as int null
  column c104 int as int null
  column c105 int as int null
  column c106 int as int null
  column c107 int as int null
  column c108 int as int null
  column c109 int as int null
  column c110 int as int null
  column c111 int as int null
  column c112 int as int null
  column c113 int as int null
  column c114 int as int null
  column c115 int as int null
  column c116 int as int null
  column c117 int as int null
  column c118 int as int null
  column c119 int as int null
  column c120 int as int null
  column c121 int as int null
  column c122 int as int null
  column c123 int as int null
  column c124 int as int null
  column c125 int as int null
  column c126 int as int null
  column c127 int as int null
  column c128 int as int null
  column c129 int as int null
  column c130 int as int null
');
UPDATE shadowlog_shape
   SET trigger_hash = '0d9f5bc4', installed_at = DBINFO('utc_current')
 WHERE shape = 1213663400
   AND (trigger_hash <> '0d9f5bc4'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'wide'));

DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
CREATE TRIGGER shadowlog_072e49c0_i INSERT ON wide
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1213663400, 'I', NULL,
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c1::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c2::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c3::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c4::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c5::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c6::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c7::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c8::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c9::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c10::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c11::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c12::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c13::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c14::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c15::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c16::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c17::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c18::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c19::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c20::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c21::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c22::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c23::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c24::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c25::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c26::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c27::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c28::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c29::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c30::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c31::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c32::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c33::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c34::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c35::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c36::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c37::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c38::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c39::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c40::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c41::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c42::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c43::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c44::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c45::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c46::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c47::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c48::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c49::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c50::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c51::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c52::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c53::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c54::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c55::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c56::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c57::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c58::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c59::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c60::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c61::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c62::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c63::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c64::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c65::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c66::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c67::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c68::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c69::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c70::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c71::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c72::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c73::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c74::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c75::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c76::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c77::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c78::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c79::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c80::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c81::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c82::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c83::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c84::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c85::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c86::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c87::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c88::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c89::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c90::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c91::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c92::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c93::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c94::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c95::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c96::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c97::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c98::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c99::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c100::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c101::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c102::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c103::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c104::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c105::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c106::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c107::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c108::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c109::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c110::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c111::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c112::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c113::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c114::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c115::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c116::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c117::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c118::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c119::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c120::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c121::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c122::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c123::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c124::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c125::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c126::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c127::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c128::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c129::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c130::VARCHAR(60), 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
CREATE TRIGGER shadowlog_072e49c0_u UPDATE ON wide
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1213663400, 'U',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c1::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c2::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c3::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c4::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c5::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c6::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c7::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c8::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c9::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c10::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c11::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c12::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c13::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c14::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c15::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c16::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c17::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c18::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c19::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c20::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c21::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c22::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c23::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c24::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c25::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c26::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c27::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c28::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c29::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c30::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c31::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c32::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c33::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c34::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c35::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c36::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c37::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c38::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c39::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c40::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c41::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c42::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c43::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c44::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c45::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c46::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c47::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c48::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c49::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c50::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c51::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c52::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c53::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c54::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c55::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c56::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c57::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c58::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c59::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c60::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c61::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c62::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c63::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c64::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c65::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c66::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c67::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c68::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c69::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c70::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c71::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c72::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c73::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c74::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c75::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c76::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c77::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c78::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c79::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c80::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c81::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c82::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c83::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c84::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c85::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c86::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c87::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c88::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c89::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c90::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c91::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c92::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c93::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c94::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c95::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c96::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c97::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c98::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c99::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c100::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c101::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c102::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c103::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c104::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c105::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c106::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c107::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c108::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c109::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c110::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c111::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c112::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c113::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c114::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c115::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c116::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c117::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c118::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c119::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c120::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c121::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c122::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c123::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c124::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c125::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c126::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c127::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c128::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c129::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c130::VARCHAR(60), 'NULL'),
		NVL(n.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c1::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c2::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c3::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c4::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c5::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c6::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c7::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c8::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c9::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c10::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c11::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c12::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c13::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c14::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c15::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c16::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c17::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c18::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c19::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c20::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c21::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c22::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c23::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c24::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c25::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c26::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c27::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c28::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c29::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c30::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c31::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c32::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c33::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c34::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c35::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c36::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c37::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c38::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c39::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c40::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c41::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c42::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c43::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c44::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c45::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c46::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c47::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c48::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c49::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c50::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c51::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c52::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c53::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c54::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c55::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c56::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c57::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c58::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c59::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c60::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c61::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c62::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c63::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c64::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c65::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c66::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c67::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c68::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c69::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c70::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c71::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c72::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c73::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c74::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c75::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c76::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c77::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c78::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c79::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c80::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c81::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c82::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c83::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c84::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c85::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c86::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c87::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c88::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c89::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c90::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c91::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c92::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c93::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c94::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c95::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c96::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c97::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c98::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c99::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c100::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c101::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c102::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c103::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c104::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c105::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c106::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c107::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c108::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c109::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c110::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c111::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c112::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c113::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c114::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c115::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c116::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c117::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c118::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c119::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c120::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c121::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c122::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c123::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c124::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c125::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c126::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c127::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c128::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c129::VARCHAR(60), 'NULL') || ',' ||
		NVL(n.c130::VARCHAR(60), 'NULL')));

DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
CREATE TRIGGER shadowlog_072e49c0_d DELETE ON wide
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put(1213663400, 'D',
		NVL(o.id::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c1::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c2::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c3::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c4::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c5::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c6::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c7::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c8::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c9::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c10::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c11::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c12::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c13::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c14::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c15::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c16::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c17::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c18::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c19::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c20::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c21::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c22::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c23::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c24::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c25::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c26::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c27::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c28::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c29::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c30::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c31::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c32::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c33::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c34::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c35::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c36::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c37::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c38::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c39::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c40::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c41::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c42::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c43::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c44::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c45::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c46::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c47::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c48::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c49::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c50::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c51::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c52::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c53::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c54::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c55::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c56::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c57::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c58::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c59::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c60::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c61::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c62::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c63::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c64::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c65::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c66::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c67::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c68::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c69::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c70::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c71::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c72::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c73::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c74::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c75::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c76::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c77::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c78::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c79::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c80::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c81::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c82::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c83::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c84::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c85::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c86::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c87::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c88::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c89::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c90::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c91::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c92::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c93::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c94::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c95::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c96::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c97::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c98::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c99::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c100::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c101::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c102::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c103::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c104::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c105::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c106::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c107::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c108::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c109::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c110::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c111::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c112::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c113::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c114::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c115::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c116::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c117::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c118::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c119::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c120::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c121::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c122::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c123::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c124::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c125::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c126::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c127::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c128::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c129::VARCHAR(60), 'NULL') || ',' ||
		NVL(o.c130::VARCHAR(60), 'NULL'), NULL));

COMMIT WORK;
