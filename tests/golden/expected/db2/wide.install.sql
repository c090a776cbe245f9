-- Shadowlog: capture row changes of the tables below, on Db2.
--
-- Run it as a DBA, with autocommit off (+c) and a client that stops at the first
-- error (-s), which then rolls back:
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers of one statement each.
-- They have the rights of whoever runs this: the application's users need none.
-- If a change cannot be recorded, the statement that made it fails.
--
-- Triggers of one table fire in the order of their creation.  These should be
-- the first of the AFTER triggers; if one of the application's was there before
-- and it writes to this same table, drop it and create it again after this.
--
-- What they do not see: LOAD; TRUNCATE; partitions detached; ALTER TABLE ...
-- ACTIVATE NOT LOGGED INITIALLY WITH EMPTY TABLE; LOB and XML columns, and
-- binary ones that are declared with more than 15,970 bytes.  A column that a
-- trigger names can be dropped, and makes the trigger inoperative: changes are
-- then not captured at all.  Uninstall, drop, describe, install.  A column added
-- later is not captured until then.

-- Table public.wide

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641579726, 'public', 'wide',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'public'
           AND v.table_name = 'wide'),
       d.description, '4d64a5a2', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table public.wide
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
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 641579726
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '4d64a5a2',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 641579726
   AND (trigger_hash <> '4d64a5a2'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'wide'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_i
AFTER INSERT ON "public"."wide"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 641579726, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c1"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c2"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c3"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c4"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c5"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c6"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c7"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c8"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c9"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c10"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c11"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c12"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c13"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c14"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c15"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c16"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c17"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c18"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c19"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c20"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c21"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c22"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c23"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c24"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c25"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c26"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c27"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c28"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c29"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c30"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c31"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c32"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c33"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c34"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c35"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c36"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c37"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c38"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c39"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c40"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c41"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c42"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c43"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c44"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c45"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c46"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c47"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c48"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c49"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c50"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c51"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c52"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c53"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c54"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c55"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c56"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c57"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c58"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c59"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c60"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c61"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c62"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c63"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c64"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c65"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c66"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c67"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c68"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c69"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c70"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c71"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c72"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c73"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c74"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c75"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c76"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c77"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c78"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c79"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c80"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c81"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c82"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c83"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c84"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c85"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c86"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c87"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c88"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c89"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c90"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c91"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c92"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c93"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c94"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c95"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c96"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c97"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c98"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c99"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c100"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c101"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c102"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c103"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c104"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c105"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c106"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c107"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c108"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c109"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c110"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c111"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c112"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c113"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c114"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c115"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c116"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c117"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c118"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c119"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c120"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c121"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c122"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c123"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c124"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c125"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c126"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c127"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c128"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c129"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c130"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_u
AFTER UPDATE ON "public"."wide"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 641579726, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c1"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c2"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c3"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c4"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c5"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c6"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c7"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c8"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c9"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c10"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c11"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c12"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c13"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c14"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c15"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c16"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c17"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c18"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c19"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c20"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c21"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c22"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c23"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c24"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c25"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c26"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c27"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c28"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c29"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c30"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c31"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c32"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c33"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c34"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c35"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c36"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c37"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c38"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c39"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c40"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c41"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c42"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c43"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c44"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c45"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c46"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c47"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c48"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c49"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c50"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c51"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c52"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c53"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c54"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c55"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c56"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c57"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c58"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c59"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c60"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c61"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c62"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c63"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c64"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c65"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c66"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c67"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c68"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c69"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c70"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c71"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c72"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c73"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c74"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c75"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c76"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c77"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c78"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c79"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c80"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c81"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c82"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c83"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c84"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c85"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c86"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c87"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c88"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c89"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c90"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c91"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c92"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c93"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c94"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c95"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c96"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c97"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c98"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c99"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c100"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c101"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c102"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c103"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c104"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c105"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c106"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c107"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c108"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c109"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c110"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c111"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c112"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c113"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c114"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c115"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c116"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c117"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c118"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c119"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c120"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c121"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c122"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c123"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c124"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c125"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c126"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c127"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c128"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c129"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c130"), 'NULL'),
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c1"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c2"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c3"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c4"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c5"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c6"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c7"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c8"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c9"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c10"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c11"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c12"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c13"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c14"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c15"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c16"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c17"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c18"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c19"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c20"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c21"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c22"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c23"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c24"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c25"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c26"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c27"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c28"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c29"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c30"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c31"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c32"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c33"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c34"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c35"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c36"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c37"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c38"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c39"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c40"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c41"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c42"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c43"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c44"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c45"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c46"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c47"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c48"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c49"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c50"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c51"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c52"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c53"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c54"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c55"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c56"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c57"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c58"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c59"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c60"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c61"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c62"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c63"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c64"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c65"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c66"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c67"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c68"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c69"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c70"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c71"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c72"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c73"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c74"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c75"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c76"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c77"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c78"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c79"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c80"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c81"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c82"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c83"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c84"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c85"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c86"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c87"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c88"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c89"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c90"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c91"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c92"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c93"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c94"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c95"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c96"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c97"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c98"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c99"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c100"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c101"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c102"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c103"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c104"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c105"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c106"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c107"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c108"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c109"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c110"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c111"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c112"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c113"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c114"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c115"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c116"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c117"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c118"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c119"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c120"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c121"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c122"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c123"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c124"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c125"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c126"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c127"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c128"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c129"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."c130"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_d
AFTER DELETE ON "public"."wide"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 641579726, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c1"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c2"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c3"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c4"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c5"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c6"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c7"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c8"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c9"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c10"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c11"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c12"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c13"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c14"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c15"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c16"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c17"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c18"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c19"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c20"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c21"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c22"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c23"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c24"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c25"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c26"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c27"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c28"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c29"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c30"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c31"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c32"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c33"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c34"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c35"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c36"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c37"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c38"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c39"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c40"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c41"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c42"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c43"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c44"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c45"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c46"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c47"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c48"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c49"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c50"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c51"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c52"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c53"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c54"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c55"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c56"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c57"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c58"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c59"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c60"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c61"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c62"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c63"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c64"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c65"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c66"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c67"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c68"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c69"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c70"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c71"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c72"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c73"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c74"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c75"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c76"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c77"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c78"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c79"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c80"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c81"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c82"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c83"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c84"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c85"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c86"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c87"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c88"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c89"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c90"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c91"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c92"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c93"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c94"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c95"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c96"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c97"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c98"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c99"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c100"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c101"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c102"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c103"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c104"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c105"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c106"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c107"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c108"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c109"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c110"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c111"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c112"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c113"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c114"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c115"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c116"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c117"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c118"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c119"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c120"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c121"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c122"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c123"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c124"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c125"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c126"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c127"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c128"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c129"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."c130"), 'NULL'))@

COMMIT@
