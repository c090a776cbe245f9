-- Shadowlog: capture row changes of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- All tables are one transaction; with a client that stops at the first error
-- (-bail) it is all of them or nothing.  Running it again changes nothing.
--
-- Each table gets triggers for INSERT, UPDATE and DELETE, and two that notice a
-- row which REPLACE pushes out of the table: SQLite fires no delete trigger for
-- it.  If a change cannot be recorded, the statement that made it fails: a row
-- longer than a string may be (1,000,000,000 bytes unless the application set
-- less).  last_insert_rowid() and changes() stay what they are without the
-- triggers; total_changes() counts their rows, too.
--
-- What they do not see:
--   * a row that REPLACE pushes out by another UNIQUE index than the primary
--     key.  PRAGMA recursive_triggers = ON in the application's connections
--     closes this hole; so does INSERT ... ON CONFLICT DO UPDATE.
--   * a column added later, until the triggers are made again
--   * what a connection writes that has switched triggers off
--     (SQLITE_DBCONFIG_ENABLE_TRIGGER), or PRAGMA writable_schema, or whoever
--     writes the file itself
-- A column that a trigger names cannot be dropped: `upgrade --change` does that
-- and misses nothing.  DELETE without WHERE becomes slower: it goes row by row.

BEGIN IMMEDIATE;

-- Table wide

-- Fails where the table was renamed: under its old name it is captured still.
CREATE TEMP TABLE shadowlog_renamed (triggers INTEGER CONSTRAINT
	"shadowlog: this table had another name: upgrade --was tells which"
	CHECK (triggers = 0));
INSERT INTO shadowlog_renamed
SELECT count(*) FROM main.sqlite_master
 WHERE type = 'trigger' AND lower(tbl_name) = lower('wide')
   AND name LIKE 'shadowlog\_%' ESCAPE '\'
   AND name NOT LIKE 'shadowlog_072e49c0%';
DROP TABLE shadowlog_renamed;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1213663400, '', 'wide', v.version, d.description,
       '80ccda70', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = 'wide') AS v,
       (SELECT 'shadowlog-tables 1
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
' AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1213663400
                      AND s.description = d.description);
UPDATE shadowlog_shape
   SET trigger_hash = '80ccda70',
       installed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
 WHERE shape = 1213663400
   AND (trigger_hash <> '80ccda70'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = 'wide'));

-- Fails where the table has no such columns; a trigger would fail later only.
SELECT printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
       	CASE WHEN typeof(shadowlog."c1") = 'text' AND instr(shadowlog."c1", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c1" AS BLOB)) ELSE quote(shadowlog."c1") END,
       	CASE WHEN typeof(shadowlog."c2") = 'text' AND instr(shadowlog."c2", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c2" AS BLOB)) ELSE quote(shadowlog."c2") END,
       	CASE WHEN typeof(shadowlog."c3") = 'text' AND instr(shadowlog."c3", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c3" AS BLOB)) ELSE quote(shadowlog."c3") END,
       	CASE WHEN typeof(shadowlog."c4") = 'text' AND instr(shadowlog."c4", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c4" AS BLOB)) ELSE quote(shadowlog."c4") END,
       	CASE WHEN typeof(shadowlog."c5") = 'text' AND instr(shadowlog."c5", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c5" AS BLOB)) ELSE quote(shadowlog."c5") END,
       	CASE WHEN typeof(shadowlog."c6") = 'text' AND instr(shadowlog."c6", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c6" AS BLOB)) ELSE quote(shadowlog."c6") END,
       	CASE WHEN typeof(shadowlog."c7") = 'text' AND instr(shadowlog."c7", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c7" AS BLOB)) ELSE quote(shadowlog."c7") END,
       	CASE WHEN typeof(shadowlog."c8") = 'text' AND instr(shadowlog."c8", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c8" AS BLOB)) ELSE quote(shadowlog."c8") END,
       	CASE WHEN typeof(shadowlog."c9") = 'text' AND instr(shadowlog."c9", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c9" AS BLOB)) ELSE quote(shadowlog."c9") END,
       	CASE WHEN typeof(shadowlog."c10") = 'text' AND instr(shadowlog."c10", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c10" AS BLOB)) ELSE quote(shadowlog."c10") END,
       	CASE WHEN typeof(shadowlog."c11") = 'text' AND instr(shadowlog."c11", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c11" AS BLOB)) ELSE quote(shadowlog."c11") END,
       	CASE WHEN typeof(shadowlog."c12") = 'text' AND instr(shadowlog."c12", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c12" AS BLOB)) ELSE quote(shadowlog."c12") END,
       	CASE WHEN typeof(shadowlog."c13") = 'text' AND instr(shadowlog."c13", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c13" AS BLOB)) ELSE quote(shadowlog."c13") END,
       	CASE WHEN typeof(shadowlog."c14") = 'text' AND instr(shadowlog."c14", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c14" AS BLOB)) ELSE quote(shadowlog."c14") END,
       	CASE WHEN typeof(shadowlog."c15") = 'text' AND instr(shadowlog."c15", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c15" AS BLOB)) ELSE quote(shadowlog."c15") END,
       	CASE WHEN typeof(shadowlog."c16") = 'text' AND instr(shadowlog."c16", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c16" AS BLOB)) ELSE quote(shadowlog."c16") END,
       	CASE WHEN typeof(shadowlog."c17") = 'text' AND instr(shadowlog."c17", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c17" AS BLOB)) ELSE quote(shadowlog."c17") END,
       	CASE WHEN typeof(shadowlog."c18") = 'text' AND instr(shadowlog."c18", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c18" AS BLOB)) ELSE quote(shadowlog."c18") END,
       	CASE WHEN typeof(shadowlog."c19") = 'text' AND instr(shadowlog."c19", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c19" AS BLOB)) ELSE quote(shadowlog."c19") END,
       	CASE WHEN typeof(shadowlog."c20") = 'text' AND instr(shadowlog."c20", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c20" AS BLOB)) ELSE quote(shadowlog."c20") END,
       	CASE WHEN typeof(shadowlog."c21") = 'text' AND instr(shadowlog."c21", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c21" AS BLOB)) ELSE quote(shadowlog."c21") END,
       	CASE WHEN typeof(shadowlog."c22") = 'text' AND instr(shadowlog."c22", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c22" AS BLOB)) ELSE quote(shadowlog."c22") END,
       	CASE WHEN typeof(shadowlog."c23") = 'text' AND instr(shadowlog."c23", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c23" AS BLOB)) ELSE quote(shadowlog."c23") END,
       	CASE WHEN typeof(shadowlog."c24") = 'text' AND instr(shadowlog."c24", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c24" AS BLOB)) ELSE quote(shadowlog."c24") END,
       	CASE WHEN typeof(shadowlog."c25") = 'text' AND instr(shadowlog."c25", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c25" AS BLOB)) ELSE quote(shadowlog."c25") END,
       	CASE WHEN typeof(shadowlog."c26") = 'text' AND instr(shadowlog."c26", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c26" AS BLOB)) ELSE quote(shadowlog."c26") END,
       	CASE WHEN typeof(shadowlog."c27") = 'text' AND instr(shadowlog."c27", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c27" AS BLOB)) ELSE quote(shadowlog."c27") END,
       	CASE WHEN typeof(shadowlog."c28") = 'text' AND instr(shadowlog."c28", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c28" AS BLOB)) ELSE quote(shadowlog."c28") END,
       	CASE WHEN typeof(shadowlog."c29") = 'text' AND instr(shadowlog."c29", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c29" AS BLOB)) ELSE quote(shadowlog."c29") END,
       	CASE WHEN typeof(shadowlog."c30") = 'text' AND instr(shadowlog."c30", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c30" AS BLOB)) ELSE quote(shadowlog."c30") END,
       	CASE WHEN typeof(shadowlog."c31") = 'text' AND instr(shadowlog."c31", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c31" AS BLOB)) ELSE quote(shadowlog."c31") END,
       	CASE WHEN typeof(shadowlog."c32") = 'text' AND instr(shadowlog."c32", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c32" AS BLOB)) ELSE quote(shadowlog."c32") END,
       	CASE WHEN typeof(shadowlog."c33") = 'text' AND instr(shadowlog."c33", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c33" AS BLOB)) ELSE quote(shadowlog."c33") END,
       	CASE WHEN typeof(shadowlog."c34") = 'text' AND instr(shadowlog."c34", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c34" AS BLOB)) ELSE quote(shadowlog."c34") END,
       	CASE WHEN typeof(shadowlog."c35") = 'text' AND instr(shadowlog."c35", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c35" AS BLOB)) ELSE quote(shadowlog."c35") END,
       	CASE WHEN typeof(shadowlog."c36") = 'text' AND instr(shadowlog."c36", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c36" AS BLOB)) ELSE quote(shadowlog."c36") END,
       	CASE WHEN typeof(shadowlog."c37") = 'text' AND instr(shadowlog."c37", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c37" AS BLOB)) ELSE quote(shadowlog."c37") END,
       	CASE WHEN typeof(shadowlog."c38") = 'text' AND instr(shadowlog."c38", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c38" AS BLOB)) ELSE quote(shadowlog."c38") END,
       	CASE WHEN typeof(shadowlog."c39") = 'text' AND instr(shadowlog."c39", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c39" AS BLOB)) ELSE quote(shadowlog."c39") END,
       	CASE WHEN typeof(shadowlog."c40") = 'text' AND instr(shadowlog."c40", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c40" AS BLOB)) ELSE quote(shadowlog."c40") END,
       	CASE WHEN typeof(shadowlog."c41") = 'text' AND instr(shadowlog."c41", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c41" AS BLOB)) ELSE quote(shadowlog."c41") END,
       	CASE WHEN typeof(shadowlog."c42") = 'text' AND instr(shadowlog."c42", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c42" AS BLOB)) ELSE quote(shadowlog."c42") END,
       	CASE WHEN typeof(shadowlog."c43") = 'text' AND instr(shadowlog."c43", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c43" AS BLOB)) ELSE quote(shadowlog."c43") END,
       	CASE WHEN typeof(shadowlog."c44") = 'text' AND instr(shadowlog."c44", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c44" AS BLOB)) ELSE quote(shadowlog."c44") END,
       	CASE WHEN typeof(shadowlog."c45") = 'text' AND instr(shadowlog."c45", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c45" AS BLOB)) ELSE quote(shadowlog."c45") END,
       	CASE WHEN typeof(shadowlog."c46") = 'text' AND instr(shadowlog."c46", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c46" AS BLOB)) ELSE quote(shadowlog."c46") END,
       	CASE WHEN typeof(shadowlog."c47") = 'text' AND instr(shadowlog."c47", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c47" AS BLOB)) ELSE quote(shadowlog."c47") END,
       	CASE WHEN typeof(shadowlog."c48") = 'text' AND instr(shadowlog."c48", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c48" AS BLOB)) ELSE quote(shadowlog."c48") END,
       	CASE WHEN typeof(shadowlog."c49") = 'text' AND instr(shadowlog."c49", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c49" AS BLOB)) ELSE quote(shadowlog."c49") END,
       	CASE WHEN typeof(shadowlog."c50") = 'text' AND instr(shadowlog."c50", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c50" AS BLOB)) ELSE quote(shadowlog."c50") END,
       	CASE WHEN typeof(shadowlog."c51") = 'text' AND instr(shadowlog."c51", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c51" AS BLOB)) ELSE quote(shadowlog."c51") END,
       	CASE WHEN typeof(shadowlog."c52") = 'text' AND instr(shadowlog."c52", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c52" AS BLOB)) ELSE quote(shadowlog."c52") END,
       	CASE WHEN typeof(shadowlog."c53") = 'text' AND instr(shadowlog."c53", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c53" AS BLOB)) ELSE quote(shadowlog."c53") END,
       	CASE WHEN typeof(shadowlog."c54") = 'text' AND instr(shadowlog."c54", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c54" AS BLOB)) ELSE quote(shadowlog."c54") END,
       	CASE WHEN typeof(shadowlog."c55") = 'text' AND instr(shadowlog."c55", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c55" AS BLOB)) ELSE quote(shadowlog."c55") END,
       	CASE WHEN typeof(shadowlog."c56") = 'text' AND instr(shadowlog."c56", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c56" AS BLOB)) ELSE quote(shadowlog."c56") END,
       	CASE WHEN typeof(shadowlog."c57") = 'text' AND instr(shadowlog."c57", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c57" AS BLOB)) ELSE quote(shadowlog."c57") END,
       	CASE WHEN typeof(shadowlog."c58") = 'text' AND instr(shadowlog."c58", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c58" AS BLOB)) ELSE quote(shadowlog."c58") END,
       	CASE WHEN typeof(shadowlog."c59") = 'text' AND instr(shadowlog."c59", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c59" AS BLOB)) ELSE quote(shadowlog."c59") END,
       	CASE WHEN typeof(shadowlog."c60") = 'text' AND instr(shadowlog."c60", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c60" AS BLOB)) ELSE quote(shadowlog."c60") END,
       	CASE WHEN typeof(shadowlog."c61") = 'text' AND instr(shadowlog."c61", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c61" AS BLOB)) ELSE quote(shadowlog."c61") END,
       	CASE WHEN typeof(shadowlog."c62") = 'text' AND instr(shadowlog."c62", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c62" AS BLOB)) ELSE quote(shadowlog."c62") END,
       	CASE WHEN typeof(shadowlog."c63") = 'text' AND instr(shadowlog."c63", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c63" AS BLOB)) ELSE quote(shadowlog."c63") END,
       	CASE WHEN typeof(shadowlog."c64") = 'text' AND instr(shadowlog."c64", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c64" AS BLOB)) ELSE quote(shadowlog."c64") END,
       	CASE WHEN typeof(shadowlog."c65") = 'text' AND instr(shadowlog."c65", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c65" AS BLOB)) ELSE quote(shadowlog."c65") END,
       	CASE WHEN typeof(shadowlog."c66") = 'text' AND instr(shadowlog."c66", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c66" AS BLOB)) ELSE quote(shadowlog."c66") END,
       	CASE WHEN typeof(shadowlog."c67") = 'text' AND instr(shadowlog."c67", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c67" AS BLOB)) ELSE quote(shadowlog."c67") END,
       	CASE WHEN typeof(shadowlog."c68") = 'text' AND instr(shadowlog."c68", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c68" AS BLOB)) ELSE quote(shadowlog."c68") END,
       	CASE WHEN typeof(shadowlog."c69") = 'text' AND instr(shadowlog."c69", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c69" AS BLOB)) ELSE quote(shadowlog."c69") END,
       	CASE WHEN typeof(shadowlog."c70") = 'text' AND instr(shadowlog."c70", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c70" AS BLOB)) ELSE quote(shadowlog."c70") END,
       	CASE WHEN typeof(shadowlog."c71") = 'text' AND instr(shadowlog."c71", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c71" AS BLOB)) ELSE quote(shadowlog."c71") END,
       	CASE WHEN typeof(shadowlog."c72") = 'text' AND instr(shadowlog."c72", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c72" AS BLOB)) ELSE quote(shadowlog."c72") END,
       	CASE WHEN typeof(shadowlog."c73") = 'text' AND instr(shadowlog."c73", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c73" AS BLOB)) ELSE quote(shadowlog."c73") END,
       	CASE WHEN typeof(shadowlog."c74") = 'text' AND instr(shadowlog."c74", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c74" AS BLOB)) ELSE quote(shadowlog."c74") END,
       	CASE WHEN typeof(shadowlog."c75") = 'text' AND instr(shadowlog."c75", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c75" AS BLOB)) ELSE quote(shadowlog."c75") END,
       	CASE WHEN typeof(shadowlog."c76") = 'text' AND instr(shadowlog."c76", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c76" AS BLOB)) ELSE quote(shadowlog."c76") END,
       	CASE WHEN typeof(shadowlog."c77") = 'text' AND instr(shadowlog."c77", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c77" AS BLOB)) ELSE quote(shadowlog."c77") END,
       	CASE WHEN typeof(shadowlog."c78") = 'text' AND instr(shadowlog."c78", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c78" AS BLOB)) ELSE quote(shadowlog."c78") END,
       	CASE WHEN typeof(shadowlog."c79") = 'text' AND instr(shadowlog."c79", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c79" AS BLOB)) ELSE quote(shadowlog."c79") END,
       	CASE WHEN typeof(shadowlog."c80") = 'text' AND instr(shadowlog."c80", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c80" AS BLOB)) ELSE quote(shadowlog."c80") END,
       	CASE WHEN typeof(shadowlog."c81") = 'text' AND instr(shadowlog."c81", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c81" AS BLOB)) ELSE quote(shadowlog."c81") END,
       	CASE WHEN typeof(shadowlog."c82") = 'text' AND instr(shadowlog."c82", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c82" AS BLOB)) ELSE quote(shadowlog."c82") END,
       	CASE WHEN typeof(shadowlog."c83") = 'text' AND instr(shadowlog."c83", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c83" AS BLOB)) ELSE quote(shadowlog."c83") END,
       	CASE WHEN typeof(shadowlog."c84") = 'text' AND instr(shadowlog."c84", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c84" AS BLOB)) ELSE quote(shadowlog."c84") END,
       	CASE WHEN typeof(shadowlog."c85") = 'text' AND instr(shadowlog."c85", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c85" AS BLOB)) ELSE quote(shadowlog."c85") END,
       	CASE WHEN typeof(shadowlog."c86") = 'text' AND instr(shadowlog."c86", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c86" AS BLOB)) ELSE quote(shadowlog."c86") END,
       	CASE WHEN typeof(shadowlog."c87") = 'text' AND instr(shadowlog."c87", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c87" AS BLOB)) ELSE quote(shadowlog."c87") END,
       	CASE WHEN typeof(shadowlog."c88") = 'text' AND instr(shadowlog."c88", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c88" AS BLOB)) ELSE quote(shadowlog."c88") END,
       	CASE WHEN typeof(shadowlog."c89") = 'text' AND instr(shadowlog."c89", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c89" AS BLOB)) ELSE quote(shadowlog."c89") END,
       	CASE WHEN typeof(shadowlog."c90") = 'text' AND instr(shadowlog."c90", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c90" AS BLOB)) ELSE quote(shadowlog."c90") END,
       	CASE WHEN typeof(shadowlog."c91") = 'text' AND instr(shadowlog."c91", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c91" AS BLOB)) ELSE quote(shadowlog."c91") END,
       	CASE WHEN typeof(shadowlog."c92") = 'text' AND instr(shadowlog."c92", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c92" AS BLOB)) ELSE quote(shadowlog."c92") END,
       	CASE WHEN typeof(shadowlog."c93") = 'text' AND instr(shadowlog."c93", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c93" AS BLOB)) ELSE quote(shadowlog."c93") END,
       	CASE WHEN typeof(shadowlog."c94") = 'text' AND instr(shadowlog."c94", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c94" AS BLOB)) ELSE quote(shadowlog."c94") END,
       	CASE WHEN typeof(shadowlog."c95") = 'text' AND instr(shadowlog."c95", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c95" AS BLOB)) ELSE quote(shadowlog."c95") END,
       	CASE WHEN typeof(shadowlog."c96") = 'text' AND instr(shadowlog."c96", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c96" AS BLOB)) ELSE quote(shadowlog."c96") END,
       	CASE WHEN typeof(shadowlog."c97") = 'text' AND instr(shadowlog."c97", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c97" AS BLOB)) ELSE quote(shadowlog."c97") END,
       	CASE WHEN typeof(shadowlog."c98") = 'text' AND instr(shadowlog."c98", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c98" AS BLOB)) ELSE quote(shadowlog."c98") END,
       	CASE WHEN typeof(shadowlog."c99") = 'text' AND instr(shadowlog."c99", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c99" AS BLOB)) ELSE quote(shadowlog."c99") END) || ',' ||
       printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
       	CASE WHEN typeof(shadowlog."c100") = 'text' AND instr(shadowlog."c100", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c100" AS BLOB)) ELSE quote(shadowlog."c100") END,
       	CASE WHEN typeof(shadowlog."c101") = 'text' AND instr(shadowlog."c101", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c101" AS BLOB)) ELSE quote(shadowlog."c101") END,
       	CASE WHEN typeof(shadowlog."c102") = 'text' AND instr(shadowlog."c102", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c102" AS BLOB)) ELSE quote(shadowlog."c102") END,
       	CASE WHEN typeof(shadowlog."c103") = 'text' AND instr(shadowlog."c103", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c103" AS BLOB)) ELSE quote(shadowlog."c103") END,
       	CASE WHEN typeof(shadowlog."c104") = 'text' AND instr(shadowlog."c104", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c104" AS BLOB)) ELSE quote(shadowlog."c104") END,
       	CASE WHEN typeof(shadowlog."c105") = 'text' AND instr(shadowlog."c105", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c105" AS BLOB)) ELSE quote(shadowlog."c105") END,
       	CASE WHEN typeof(shadowlog."c106") = 'text' AND instr(shadowlog."c106", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c106" AS BLOB)) ELSE quote(shadowlog."c106") END,
       	CASE WHEN typeof(shadowlog."c107") = 'text' AND instr(shadowlog."c107", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c107" AS BLOB)) ELSE quote(shadowlog."c107") END,
       	CASE WHEN typeof(shadowlog."c108") = 'text' AND instr(shadowlog."c108", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c108" AS BLOB)) ELSE quote(shadowlog."c108") END,
       	CASE WHEN typeof(shadowlog."c109") = 'text' AND instr(shadowlog."c109", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c109" AS BLOB)) ELSE quote(shadowlog."c109") END,
       	CASE WHEN typeof(shadowlog."c110") = 'text' AND instr(shadowlog."c110", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c110" AS BLOB)) ELSE quote(shadowlog."c110") END,
       	CASE WHEN typeof(shadowlog."c111") = 'text' AND instr(shadowlog."c111", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c111" AS BLOB)) ELSE quote(shadowlog."c111") END,
       	CASE WHEN typeof(shadowlog."c112") = 'text' AND instr(shadowlog."c112", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c112" AS BLOB)) ELSE quote(shadowlog."c112") END,
       	CASE WHEN typeof(shadowlog."c113") = 'text' AND instr(shadowlog."c113", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c113" AS BLOB)) ELSE quote(shadowlog."c113") END,
       	CASE WHEN typeof(shadowlog."c114") = 'text' AND instr(shadowlog."c114", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c114" AS BLOB)) ELSE quote(shadowlog."c114") END,
       	CASE WHEN typeof(shadowlog."c115") = 'text' AND instr(shadowlog."c115", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c115" AS BLOB)) ELSE quote(shadowlog."c115") END,
       	CASE WHEN typeof(shadowlog."c116") = 'text' AND instr(shadowlog."c116", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c116" AS BLOB)) ELSE quote(shadowlog."c116") END,
       	CASE WHEN typeof(shadowlog."c117") = 'text' AND instr(shadowlog."c117", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c117" AS BLOB)) ELSE quote(shadowlog."c117") END,
       	CASE WHEN typeof(shadowlog."c118") = 'text' AND instr(shadowlog."c118", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c118" AS BLOB)) ELSE quote(shadowlog."c118") END,
       	CASE WHEN typeof(shadowlog."c119") = 'text' AND instr(shadowlog."c119", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c119" AS BLOB)) ELSE quote(shadowlog."c119") END,
       	CASE WHEN typeof(shadowlog."c120") = 'text' AND instr(shadowlog."c120", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c120" AS BLOB)) ELSE quote(shadowlog."c120") END,
       	CASE WHEN typeof(shadowlog."c121") = 'text' AND instr(shadowlog."c121", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c121" AS BLOB)) ELSE quote(shadowlog."c121") END,
       	CASE WHEN typeof(shadowlog."c122") = 'text' AND instr(shadowlog."c122", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c122" AS BLOB)) ELSE quote(shadowlog."c122") END,
       	CASE WHEN typeof(shadowlog."c123") = 'text' AND instr(shadowlog."c123", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c123" AS BLOB)) ELSE quote(shadowlog."c123") END,
       	CASE WHEN typeof(shadowlog."c124") = 'text' AND instr(shadowlog."c124", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c124" AS BLOB)) ELSE quote(shadowlog."c124") END,
       	CASE WHEN typeof(shadowlog."c125") = 'text' AND instr(shadowlog."c125", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c125" AS BLOB)) ELSE quote(shadowlog."c125") END,
       	CASE WHEN typeof(shadowlog."c126") = 'text' AND instr(shadowlog."c126", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c126" AS BLOB)) ELSE quote(shadowlog."c126") END,
       	CASE WHEN typeof(shadowlog."c127") = 'text' AND instr(shadowlog."c127", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c127" AS BLOB)) ELSE quote(shadowlog."c127") END,
       	CASE WHEN typeof(shadowlog."c128") = 'text' AND instr(shadowlog."c128", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c128" AS BLOB)) ELSE quote(shadowlog."c128") END,
       	CASE WHEN typeof(shadowlog."c129") = 'text' AND instr(shadowlog."c129", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c129" AS BLOB)) ELSE quote(shadowlog."c129") END,
       	CASE WHEN typeof(shadowlog."c130") = 'text' AND instr(shadowlog."c130", char(0))
       	     THEN 'U' || quote(CAST(char(65279) || shadowlog."c130" AS BLOB)) ELSE quote(shadowlog."c130") END)
  FROM "wide" AS shadowlog
 WHERE 0;

DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
CREATE TRIGGER shadowlog_072e49c0_i AFTER INSERT ON "wide"
BEGIN
	-- The row that this one replaced, if it did: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1213663400
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, new_row)
	VALUES (1213663400, 'I', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."c1") = 'text' AND instr(NEW."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c1" AS BLOB)) ELSE quote(NEW."c1") END,
				CASE WHEN typeof(NEW."c2") = 'text' AND instr(NEW."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c2" AS BLOB)) ELSE quote(NEW."c2") END,
				CASE WHEN typeof(NEW."c3") = 'text' AND instr(NEW."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c3" AS BLOB)) ELSE quote(NEW."c3") END,
				CASE WHEN typeof(NEW."c4") = 'text' AND instr(NEW."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c4" AS BLOB)) ELSE quote(NEW."c4") END,
				CASE WHEN typeof(NEW."c5") = 'text' AND instr(NEW."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c5" AS BLOB)) ELSE quote(NEW."c5") END,
				CASE WHEN typeof(NEW."c6") = 'text' AND instr(NEW."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c6" AS BLOB)) ELSE quote(NEW."c6") END,
				CASE WHEN typeof(NEW."c7") = 'text' AND instr(NEW."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c7" AS BLOB)) ELSE quote(NEW."c7") END,
				CASE WHEN typeof(NEW."c8") = 'text' AND instr(NEW."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c8" AS BLOB)) ELSE quote(NEW."c8") END,
				CASE WHEN typeof(NEW."c9") = 'text' AND instr(NEW."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c9" AS BLOB)) ELSE quote(NEW."c9") END,
				CASE WHEN typeof(NEW."c10") = 'text' AND instr(NEW."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c10" AS BLOB)) ELSE quote(NEW."c10") END,
				CASE WHEN typeof(NEW."c11") = 'text' AND instr(NEW."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c11" AS BLOB)) ELSE quote(NEW."c11") END,
				CASE WHEN typeof(NEW."c12") = 'text' AND instr(NEW."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c12" AS BLOB)) ELSE quote(NEW."c12") END,
				CASE WHEN typeof(NEW."c13") = 'text' AND instr(NEW."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c13" AS BLOB)) ELSE quote(NEW."c13") END,
				CASE WHEN typeof(NEW."c14") = 'text' AND instr(NEW."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c14" AS BLOB)) ELSE quote(NEW."c14") END,
				CASE WHEN typeof(NEW."c15") = 'text' AND instr(NEW."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c15" AS BLOB)) ELSE quote(NEW."c15") END,
				CASE WHEN typeof(NEW."c16") = 'text' AND instr(NEW."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c16" AS BLOB)) ELSE quote(NEW."c16") END,
				CASE WHEN typeof(NEW."c17") = 'text' AND instr(NEW."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c17" AS BLOB)) ELSE quote(NEW."c17") END,
				CASE WHEN typeof(NEW."c18") = 'text' AND instr(NEW."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c18" AS BLOB)) ELSE quote(NEW."c18") END,
				CASE WHEN typeof(NEW."c19") = 'text' AND instr(NEW."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c19" AS BLOB)) ELSE quote(NEW."c19") END,
				CASE WHEN typeof(NEW."c20") = 'text' AND instr(NEW."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c20" AS BLOB)) ELSE quote(NEW."c20") END,
				CASE WHEN typeof(NEW."c21") = 'text' AND instr(NEW."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c21" AS BLOB)) ELSE quote(NEW."c21") END,
				CASE WHEN typeof(NEW."c22") = 'text' AND instr(NEW."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c22" AS BLOB)) ELSE quote(NEW."c22") END,
				CASE WHEN typeof(NEW."c23") = 'text' AND instr(NEW."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c23" AS BLOB)) ELSE quote(NEW."c23") END,
				CASE WHEN typeof(NEW."c24") = 'text' AND instr(NEW."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c24" AS BLOB)) ELSE quote(NEW."c24") END,
				CASE WHEN typeof(NEW."c25") = 'text' AND instr(NEW."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c25" AS BLOB)) ELSE quote(NEW."c25") END,
				CASE WHEN typeof(NEW."c26") = 'text' AND instr(NEW."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c26" AS BLOB)) ELSE quote(NEW."c26") END,
				CASE WHEN typeof(NEW."c27") = 'text' AND instr(NEW."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c27" AS BLOB)) ELSE quote(NEW."c27") END,
				CASE WHEN typeof(NEW."c28") = 'text' AND instr(NEW."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c28" AS BLOB)) ELSE quote(NEW."c28") END,
				CASE WHEN typeof(NEW."c29") = 'text' AND instr(NEW."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c29" AS BLOB)) ELSE quote(NEW."c29") END,
				CASE WHEN typeof(NEW."c30") = 'text' AND instr(NEW."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c30" AS BLOB)) ELSE quote(NEW."c30") END,
				CASE WHEN typeof(NEW."c31") = 'text' AND instr(NEW."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c31" AS BLOB)) ELSE quote(NEW."c31") END,
				CASE WHEN typeof(NEW."c32") = 'text' AND instr(NEW."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c32" AS BLOB)) ELSE quote(NEW."c32") END,
				CASE WHEN typeof(NEW."c33") = 'text' AND instr(NEW."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c33" AS BLOB)) ELSE quote(NEW."c33") END,
				CASE WHEN typeof(NEW."c34") = 'text' AND instr(NEW."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c34" AS BLOB)) ELSE quote(NEW."c34") END,
				CASE WHEN typeof(NEW."c35") = 'text' AND instr(NEW."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c35" AS BLOB)) ELSE quote(NEW."c35") END,
				CASE WHEN typeof(NEW."c36") = 'text' AND instr(NEW."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c36" AS BLOB)) ELSE quote(NEW."c36") END,
				CASE WHEN typeof(NEW."c37") = 'text' AND instr(NEW."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c37" AS BLOB)) ELSE quote(NEW."c37") END,
				CASE WHEN typeof(NEW."c38") = 'text' AND instr(NEW."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c38" AS BLOB)) ELSE quote(NEW."c38") END,
				CASE WHEN typeof(NEW."c39") = 'text' AND instr(NEW."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c39" AS BLOB)) ELSE quote(NEW."c39") END,
				CASE WHEN typeof(NEW."c40") = 'text' AND instr(NEW."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c40" AS BLOB)) ELSE quote(NEW."c40") END,
				CASE WHEN typeof(NEW."c41") = 'text' AND instr(NEW."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c41" AS BLOB)) ELSE quote(NEW."c41") END,
				CASE WHEN typeof(NEW."c42") = 'text' AND instr(NEW."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c42" AS BLOB)) ELSE quote(NEW."c42") END,
				CASE WHEN typeof(NEW."c43") = 'text' AND instr(NEW."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c43" AS BLOB)) ELSE quote(NEW."c43") END,
				CASE WHEN typeof(NEW."c44") = 'text' AND instr(NEW."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c44" AS BLOB)) ELSE quote(NEW."c44") END,
				CASE WHEN typeof(NEW."c45") = 'text' AND instr(NEW."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c45" AS BLOB)) ELSE quote(NEW."c45") END,
				CASE WHEN typeof(NEW."c46") = 'text' AND instr(NEW."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c46" AS BLOB)) ELSE quote(NEW."c46") END,
				CASE WHEN typeof(NEW."c47") = 'text' AND instr(NEW."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c47" AS BLOB)) ELSE quote(NEW."c47") END,
				CASE WHEN typeof(NEW."c48") = 'text' AND instr(NEW."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c48" AS BLOB)) ELSE quote(NEW."c48") END,
				CASE WHEN typeof(NEW."c49") = 'text' AND instr(NEW."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c49" AS BLOB)) ELSE quote(NEW."c49") END,
				CASE WHEN typeof(NEW."c50") = 'text' AND instr(NEW."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c50" AS BLOB)) ELSE quote(NEW."c50") END,
				CASE WHEN typeof(NEW."c51") = 'text' AND instr(NEW."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c51" AS BLOB)) ELSE quote(NEW."c51") END,
				CASE WHEN typeof(NEW."c52") = 'text' AND instr(NEW."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c52" AS BLOB)) ELSE quote(NEW."c52") END,
				CASE WHEN typeof(NEW."c53") = 'text' AND instr(NEW."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c53" AS BLOB)) ELSE quote(NEW."c53") END,
				CASE WHEN typeof(NEW."c54") = 'text' AND instr(NEW."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c54" AS BLOB)) ELSE quote(NEW."c54") END,
				CASE WHEN typeof(NEW."c55") = 'text' AND instr(NEW."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c55" AS BLOB)) ELSE quote(NEW."c55") END,
				CASE WHEN typeof(NEW."c56") = 'text' AND instr(NEW."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c56" AS BLOB)) ELSE quote(NEW."c56") END,
				CASE WHEN typeof(NEW."c57") = 'text' AND instr(NEW."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c57" AS BLOB)) ELSE quote(NEW."c57") END,
				CASE WHEN typeof(NEW."c58") = 'text' AND instr(NEW."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c58" AS BLOB)) ELSE quote(NEW."c58") END,
				CASE WHEN typeof(NEW."c59") = 'text' AND instr(NEW."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c59" AS BLOB)) ELSE quote(NEW."c59") END,
				CASE WHEN typeof(NEW."c60") = 'text' AND instr(NEW."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c60" AS BLOB)) ELSE quote(NEW."c60") END,
				CASE WHEN typeof(NEW."c61") = 'text' AND instr(NEW."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c61" AS BLOB)) ELSE quote(NEW."c61") END,
				CASE WHEN typeof(NEW."c62") = 'text' AND instr(NEW."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c62" AS BLOB)) ELSE quote(NEW."c62") END,
				CASE WHEN typeof(NEW."c63") = 'text' AND instr(NEW."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c63" AS BLOB)) ELSE quote(NEW."c63") END,
				CASE WHEN typeof(NEW."c64") = 'text' AND instr(NEW."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c64" AS BLOB)) ELSE quote(NEW."c64") END,
				CASE WHEN typeof(NEW."c65") = 'text' AND instr(NEW."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c65" AS BLOB)) ELSE quote(NEW."c65") END,
				CASE WHEN typeof(NEW."c66") = 'text' AND instr(NEW."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c66" AS BLOB)) ELSE quote(NEW."c66") END,
				CASE WHEN typeof(NEW."c67") = 'text' AND instr(NEW."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c67" AS BLOB)) ELSE quote(NEW."c67") END,
				CASE WHEN typeof(NEW."c68") = 'text' AND instr(NEW."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c68" AS BLOB)) ELSE quote(NEW."c68") END,
				CASE WHEN typeof(NEW."c69") = 'text' AND instr(NEW."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c69" AS BLOB)) ELSE quote(NEW."c69") END,
				CASE WHEN typeof(NEW."c70") = 'text' AND instr(NEW."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c70" AS BLOB)) ELSE quote(NEW."c70") END,
				CASE WHEN typeof(NEW."c71") = 'text' AND instr(NEW."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c71" AS BLOB)) ELSE quote(NEW."c71") END,
				CASE WHEN typeof(NEW."c72") = 'text' AND instr(NEW."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c72" AS BLOB)) ELSE quote(NEW."c72") END,
				CASE WHEN typeof(NEW."c73") = 'text' AND instr(NEW."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c73" AS BLOB)) ELSE quote(NEW."c73") END,
				CASE WHEN typeof(NEW."c74") = 'text' AND instr(NEW."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c74" AS BLOB)) ELSE quote(NEW."c74") END,
				CASE WHEN typeof(NEW."c75") = 'text' AND instr(NEW."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c75" AS BLOB)) ELSE quote(NEW."c75") END,
				CASE WHEN typeof(NEW."c76") = 'text' AND instr(NEW."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c76" AS BLOB)) ELSE quote(NEW."c76") END,
				CASE WHEN typeof(NEW."c77") = 'text' AND instr(NEW."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c77" AS BLOB)) ELSE quote(NEW."c77") END,
				CASE WHEN typeof(NEW."c78") = 'text' AND instr(NEW."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c78" AS BLOB)) ELSE quote(NEW."c78") END,
				CASE WHEN typeof(NEW."c79") = 'text' AND instr(NEW."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c79" AS BLOB)) ELSE quote(NEW."c79") END,
				CASE WHEN typeof(NEW."c80") = 'text' AND instr(NEW."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c80" AS BLOB)) ELSE quote(NEW."c80") END,
				CASE WHEN typeof(NEW."c81") = 'text' AND instr(NEW."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c81" AS BLOB)) ELSE quote(NEW."c81") END,
				CASE WHEN typeof(NEW."c82") = 'text' AND instr(NEW."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c82" AS BLOB)) ELSE quote(NEW."c82") END,
				CASE WHEN typeof(NEW."c83") = 'text' AND instr(NEW."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c83" AS BLOB)) ELSE quote(NEW."c83") END,
				CASE WHEN typeof(NEW."c84") = 'text' AND instr(NEW."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c84" AS BLOB)) ELSE quote(NEW."c84") END,
				CASE WHEN typeof(NEW."c85") = 'text' AND instr(NEW."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c85" AS BLOB)) ELSE quote(NEW."c85") END,
				CASE WHEN typeof(NEW."c86") = 'text' AND instr(NEW."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c86" AS BLOB)) ELSE quote(NEW."c86") END,
				CASE WHEN typeof(NEW."c87") = 'text' AND instr(NEW."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c87" AS BLOB)) ELSE quote(NEW."c87") END,
				CASE WHEN typeof(NEW."c88") = 'text' AND instr(NEW."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c88" AS BLOB)) ELSE quote(NEW."c88") END,
				CASE WHEN typeof(NEW."c89") = 'text' AND instr(NEW."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c89" AS BLOB)) ELSE quote(NEW."c89") END,
				CASE WHEN typeof(NEW."c90") = 'text' AND instr(NEW."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c90" AS BLOB)) ELSE quote(NEW."c90") END,
				CASE WHEN typeof(NEW."c91") = 'text' AND instr(NEW."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c91" AS BLOB)) ELSE quote(NEW."c91") END,
				CASE WHEN typeof(NEW."c92") = 'text' AND instr(NEW."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c92" AS BLOB)) ELSE quote(NEW."c92") END,
				CASE WHEN typeof(NEW."c93") = 'text' AND instr(NEW."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c93" AS BLOB)) ELSE quote(NEW."c93") END,
				CASE WHEN typeof(NEW."c94") = 'text' AND instr(NEW."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c94" AS BLOB)) ELSE quote(NEW."c94") END,
				CASE WHEN typeof(NEW."c95") = 'text' AND instr(NEW."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c95" AS BLOB)) ELSE quote(NEW."c95") END,
				CASE WHEN typeof(NEW."c96") = 'text' AND instr(NEW."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c96" AS BLOB)) ELSE quote(NEW."c96") END,
				CASE WHEN typeof(NEW."c97") = 'text' AND instr(NEW."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c97" AS BLOB)) ELSE quote(NEW."c97") END,
				CASE WHEN typeof(NEW."c98") = 'text' AND instr(NEW."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c98" AS BLOB)) ELSE quote(NEW."c98") END,
				CASE WHEN typeof(NEW."c99") = 'text' AND instr(NEW."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c99" AS BLOB)) ELSE quote(NEW."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."c100") = 'text' AND instr(NEW."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c100" AS BLOB)) ELSE quote(NEW."c100") END,
				CASE WHEN typeof(NEW."c101") = 'text' AND instr(NEW."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c101" AS BLOB)) ELSE quote(NEW."c101") END,
				CASE WHEN typeof(NEW."c102") = 'text' AND instr(NEW."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c102" AS BLOB)) ELSE quote(NEW."c102") END,
				CASE WHEN typeof(NEW."c103") = 'text' AND instr(NEW."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c103" AS BLOB)) ELSE quote(NEW."c103") END,
				CASE WHEN typeof(NEW."c104") = 'text' AND instr(NEW."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c104" AS BLOB)) ELSE quote(NEW."c104") END,
				CASE WHEN typeof(NEW."c105") = 'text' AND instr(NEW."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c105" AS BLOB)) ELSE quote(NEW."c105") END,
				CASE WHEN typeof(NEW."c106") = 'text' AND instr(NEW."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c106" AS BLOB)) ELSE quote(NEW."c106") END,
				CASE WHEN typeof(NEW."c107") = 'text' AND instr(NEW."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c107" AS BLOB)) ELSE quote(NEW."c107") END,
				CASE WHEN typeof(NEW."c108") = 'text' AND instr(NEW."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c108" AS BLOB)) ELSE quote(NEW."c108") END,
				CASE WHEN typeof(NEW."c109") = 'text' AND instr(NEW."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c109" AS BLOB)) ELSE quote(NEW."c109") END,
				CASE WHEN typeof(NEW."c110") = 'text' AND instr(NEW."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c110" AS BLOB)) ELSE quote(NEW."c110") END,
				CASE WHEN typeof(NEW."c111") = 'text' AND instr(NEW."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c111" AS BLOB)) ELSE quote(NEW."c111") END,
				CASE WHEN typeof(NEW."c112") = 'text' AND instr(NEW."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c112" AS BLOB)) ELSE quote(NEW."c112") END,
				CASE WHEN typeof(NEW."c113") = 'text' AND instr(NEW."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c113" AS BLOB)) ELSE quote(NEW."c113") END,
				CASE WHEN typeof(NEW."c114") = 'text' AND instr(NEW."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c114" AS BLOB)) ELSE quote(NEW."c114") END,
				CASE WHEN typeof(NEW."c115") = 'text' AND instr(NEW."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c115" AS BLOB)) ELSE quote(NEW."c115") END,
				CASE WHEN typeof(NEW."c116") = 'text' AND instr(NEW."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c116" AS BLOB)) ELSE quote(NEW."c116") END,
				CASE WHEN typeof(NEW."c117") = 'text' AND instr(NEW."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c117" AS BLOB)) ELSE quote(NEW."c117") END,
				CASE WHEN typeof(NEW."c118") = 'text' AND instr(NEW."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c118" AS BLOB)) ELSE quote(NEW."c118") END,
				CASE WHEN typeof(NEW."c119") = 'text' AND instr(NEW."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c119" AS BLOB)) ELSE quote(NEW."c119") END,
				CASE WHEN typeof(NEW."c120") = 'text' AND instr(NEW."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c120" AS BLOB)) ELSE quote(NEW."c120") END,
				CASE WHEN typeof(NEW."c121") = 'text' AND instr(NEW."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c121" AS BLOB)) ELSE quote(NEW."c121") END,
				CASE WHEN typeof(NEW."c122") = 'text' AND instr(NEW."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c122" AS BLOB)) ELSE quote(NEW."c122") END,
				CASE WHEN typeof(NEW."c123") = 'text' AND instr(NEW."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c123" AS BLOB)) ELSE quote(NEW."c123") END,
				CASE WHEN typeof(NEW."c124") = 'text' AND instr(NEW."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c124" AS BLOB)) ELSE quote(NEW."c124") END,
				CASE WHEN typeof(NEW."c125") = 'text' AND instr(NEW."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c125" AS BLOB)) ELSE quote(NEW."c125") END,
				CASE WHEN typeof(NEW."c126") = 'text' AND instr(NEW."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c126" AS BLOB)) ELSE quote(NEW."c126") END,
				CASE WHEN typeof(NEW."c127") = 'text' AND instr(NEW."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c127" AS BLOB)) ELSE quote(NEW."c127") END,
				CASE WHEN typeof(NEW."c128") = 'text' AND instr(NEW."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c128" AS BLOB)) ELSE quote(NEW."c128") END,
				CASE WHEN typeof(NEW."c129") = 'text' AND instr(NEW."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c129" AS BLOB)) ELSE quote(NEW."c129") END,
				CASE WHEN typeof(NEW."c130") = 'text' AND instr(NEW."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c130" AS BLOB)) ELSE quote(NEW."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that keep the key.
DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
CREATE TRIGGER shadowlog_072e49c0_u AFTER UPDATE ON "wide"
WHEN NEW."id" IS OLD."id"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1213663400, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."c1") = 'text' AND instr(OLD."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c1" AS BLOB)) ELSE quote(OLD."c1") END,
				CASE WHEN typeof(OLD."c2") = 'text' AND instr(OLD."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c2" AS BLOB)) ELSE quote(OLD."c2") END,
				CASE WHEN typeof(OLD."c3") = 'text' AND instr(OLD."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c3" AS BLOB)) ELSE quote(OLD."c3") END,
				CASE WHEN typeof(OLD."c4") = 'text' AND instr(OLD."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c4" AS BLOB)) ELSE quote(OLD."c4") END,
				CASE WHEN typeof(OLD."c5") = 'text' AND instr(OLD."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c5" AS BLOB)) ELSE quote(OLD."c5") END,
				CASE WHEN typeof(OLD."c6") = 'text' AND instr(OLD."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c6" AS BLOB)) ELSE quote(OLD."c6") END,
				CASE WHEN typeof(OLD."c7") = 'text' AND instr(OLD."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c7" AS BLOB)) ELSE quote(OLD."c7") END,
				CASE WHEN typeof(OLD."c8") = 'text' AND instr(OLD."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c8" AS BLOB)) ELSE quote(OLD."c8") END,
				CASE WHEN typeof(OLD."c9") = 'text' AND instr(OLD."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c9" AS BLOB)) ELSE quote(OLD."c9") END,
				CASE WHEN typeof(OLD."c10") = 'text' AND instr(OLD."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c10" AS BLOB)) ELSE quote(OLD."c10") END,
				CASE WHEN typeof(OLD."c11") = 'text' AND instr(OLD."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c11" AS BLOB)) ELSE quote(OLD."c11") END,
				CASE WHEN typeof(OLD."c12") = 'text' AND instr(OLD."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c12" AS BLOB)) ELSE quote(OLD."c12") END,
				CASE WHEN typeof(OLD."c13") = 'text' AND instr(OLD."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c13" AS BLOB)) ELSE quote(OLD."c13") END,
				CASE WHEN typeof(OLD."c14") = 'text' AND instr(OLD."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c14" AS BLOB)) ELSE quote(OLD."c14") END,
				CASE WHEN typeof(OLD."c15") = 'text' AND instr(OLD."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c15" AS BLOB)) ELSE quote(OLD."c15") END,
				CASE WHEN typeof(OLD."c16") = 'text' AND instr(OLD."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c16" AS BLOB)) ELSE quote(OLD."c16") END,
				CASE WHEN typeof(OLD."c17") = 'text' AND instr(OLD."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c17" AS BLOB)) ELSE quote(OLD."c17") END,
				CASE WHEN typeof(OLD."c18") = 'text' AND instr(OLD."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c18" AS BLOB)) ELSE quote(OLD."c18") END,
				CASE WHEN typeof(OLD."c19") = 'text' AND instr(OLD."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c19" AS BLOB)) ELSE quote(OLD."c19") END,
				CASE WHEN typeof(OLD."c20") = 'text' AND instr(OLD."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c20" AS BLOB)) ELSE quote(OLD."c20") END,
				CASE WHEN typeof(OLD."c21") = 'text' AND instr(OLD."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c21" AS BLOB)) ELSE quote(OLD."c21") END,
				CASE WHEN typeof(OLD."c22") = 'text' AND instr(OLD."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c22" AS BLOB)) ELSE quote(OLD."c22") END,
				CASE WHEN typeof(OLD."c23") = 'text' AND instr(OLD."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c23" AS BLOB)) ELSE quote(OLD."c23") END,
				CASE WHEN typeof(OLD."c24") = 'text' AND instr(OLD."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c24" AS BLOB)) ELSE quote(OLD."c24") END,
				CASE WHEN typeof(OLD."c25") = 'text' AND instr(OLD."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c25" AS BLOB)) ELSE quote(OLD."c25") END,
				CASE WHEN typeof(OLD."c26") = 'text' AND instr(OLD."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c26" AS BLOB)) ELSE quote(OLD."c26") END,
				CASE WHEN typeof(OLD."c27") = 'text' AND instr(OLD."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c27" AS BLOB)) ELSE quote(OLD."c27") END,
				CASE WHEN typeof(OLD."c28") = 'text' AND instr(OLD."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c28" AS BLOB)) ELSE quote(OLD."c28") END,
				CASE WHEN typeof(OLD."c29") = 'text' AND instr(OLD."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c29" AS BLOB)) ELSE quote(OLD."c29") END,
				CASE WHEN typeof(OLD."c30") = 'text' AND instr(OLD."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c30" AS BLOB)) ELSE quote(OLD."c30") END,
				CASE WHEN typeof(OLD."c31") = 'text' AND instr(OLD."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c31" AS BLOB)) ELSE quote(OLD."c31") END,
				CASE WHEN typeof(OLD."c32") = 'text' AND instr(OLD."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c32" AS BLOB)) ELSE quote(OLD."c32") END,
				CASE WHEN typeof(OLD."c33") = 'text' AND instr(OLD."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c33" AS BLOB)) ELSE quote(OLD."c33") END,
				CASE WHEN typeof(OLD."c34") = 'text' AND instr(OLD."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c34" AS BLOB)) ELSE quote(OLD."c34") END,
				CASE WHEN typeof(OLD."c35") = 'text' AND instr(OLD."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c35" AS BLOB)) ELSE quote(OLD."c35") END,
				CASE WHEN typeof(OLD."c36") = 'text' AND instr(OLD."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c36" AS BLOB)) ELSE quote(OLD."c36") END,
				CASE WHEN typeof(OLD."c37") = 'text' AND instr(OLD."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c37" AS BLOB)) ELSE quote(OLD."c37") END,
				CASE WHEN typeof(OLD."c38") = 'text' AND instr(OLD."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c38" AS BLOB)) ELSE quote(OLD."c38") END,
				CASE WHEN typeof(OLD."c39") = 'text' AND instr(OLD."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c39" AS BLOB)) ELSE quote(OLD."c39") END,
				CASE WHEN typeof(OLD."c40") = 'text' AND instr(OLD."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c40" AS BLOB)) ELSE quote(OLD."c40") END,
				CASE WHEN typeof(OLD."c41") = 'text' AND instr(OLD."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c41" AS BLOB)) ELSE quote(OLD."c41") END,
				CASE WHEN typeof(OLD."c42") = 'text' AND instr(OLD."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c42" AS BLOB)) ELSE quote(OLD."c42") END,
				CASE WHEN typeof(OLD."c43") = 'text' AND instr(OLD."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c43" AS BLOB)) ELSE quote(OLD."c43") END,
				CASE WHEN typeof(OLD."c44") = 'text' AND instr(OLD."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c44" AS BLOB)) ELSE quote(OLD."c44") END,
				CASE WHEN typeof(OLD."c45") = 'text' AND instr(OLD."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c45" AS BLOB)) ELSE quote(OLD."c45") END,
				CASE WHEN typeof(OLD."c46") = 'text' AND instr(OLD."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c46" AS BLOB)) ELSE quote(OLD."c46") END,
				CASE WHEN typeof(OLD."c47") = 'text' AND instr(OLD."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c47" AS BLOB)) ELSE quote(OLD."c47") END,
				CASE WHEN typeof(OLD."c48") = 'text' AND instr(OLD."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c48" AS BLOB)) ELSE quote(OLD."c48") END,
				CASE WHEN typeof(OLD."c49") = 'text' AND instr(OLD."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c49" AS BLOB)) ELSE quote(OLD."c49") END,
				CASE WHEN typeof(OLD."c50") = 'text' AND instr(OLD."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c50" AS BLOB)) ELSE quote(OLD."c50") END,
				CASE WHEN typeof(OLD."c51") = 'text' AND instr(OLD."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c51" AS BLOB)) ELSE quote(OLD."c51") END,
				CASE WHEN typeof(OLD."c52") = 'text' AND instr(OLD."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c52" AS BLOB)) ELSE quote(OLD."c52") END,
				CASE WHEN typeof(OLD."c53") = 'text' AND instr(OLD."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c53" AS BLOB)) ELSE quote(OLD."c53") END,
				CASE WHEN typeof(OLD."c54") = 'text' AND instr(OLD."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c54" AS BLOB)) ELSE quote(OLD."c54") END,
				CASE WHEN typeof(OLD."c55") = 'text' AND instr(OLD."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c55" AS BLOB)) ELSE quote(OLD."c55") END,
				CASE WHEN typeof(OLD."c56") = 'text' AND instr(OLD."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c56" AS BLOB)) ELSE quote(OLD."c56") END,
				CASE WHEN typeof(OLD."c57") = 'text' AND instr(OLD."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c57" AS BLOB)) ELSE quote(OLD."c57") END,
				CASE WHEN typeof(OLD."c58") = 'text' AND instr(OLD."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c58" AS BLOB)) ELSE quote(OLD."c58") END,
				CASE WHEN typeof(OLD."c59") = 'text' AND instr(OLD."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c59" AS BLOB)) ELSE quote(OLD."c59") END,
				CASE WHEN typeof(OLD."c60") = 'text' AND instr(OLD."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c60" AS BLOB)) ELSE quote(OLD."c60") END,
				CASE WHEN typeof(OLD."c61") = 'text' AND instr(OLD."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c61" AS BLOB)) ELSE quote(OLD."c61") END,
				CASE WHEN typeof(OLD."c62") = 'text' AND instr(OLD."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c62" AS BLOB)) ELSE quote(OLD."c62") END,
				CASE WHEN typeof(OLD."c63") = 'text' AND instr(OLD."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c63" AS BLOB)) ELSE quote(OLD."c63") END,
				CASE WHEN typeof(OLD."c64") = 'text' AND instr(OLD."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c64" AS BLOB)) ELSE quote(OLD."c64") END,
				CASE WHEN typeof(OLD."c65") = 'text' AND instr(OLD."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c65" AS BLOB)) ELSE quote(OLD."c65") END,
				CASE WHEN typeof(OLD."c66") = 'text' AND instr(OLD."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c66" AS BLOB)) ELSE quote(OLD."c66") END,
				CASE WHEN typeof(OLD."c67") = 'text' AND instr(OLD."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c67" AS BLOB)) ELSE quote(OLD."c67") END,
				CASE WHEN typeof(OLD."c68") = 'text' AND instr(OLD."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c68" AS BLOB)) ELSE quote(OLD."c68") END,
				CASE WHEN typeof(OLD."c69") = 'text' AND instr(OLD."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c69" AS BLOB)) ELSE quote(OLD."c69") END,
				CASE WHEN typeof(OLD."c70") = 'text' AND instr(OLD."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c70" AS BLOB)) ELSE quote(OLD."c70") END,
				CASE WHEN typeof(OLD."c71") = 'text' AND instr(OLD."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c71" AS BLOB)) ELSE quote(OLD."c71") END,
				CASE WHEN typeof(OLD."c72") = 'text' AND instr(OLD."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c72" AS BLOB)) ELSE quote(OLD."c72") END,
				CASE WHEN typeof(OLD."c73") = 'text' AND instr(OLD."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c73" AS BLOB)) ELSE quote(OLD."c73") END,
				CASE WHEN typeof(OLD."c74") = 'text' AND instr(OLD."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c74" AS BLOB)) ELSE quote(OLD."c74") END,
				CASE WHEN typeof(OLD."c75") = 'text' AND instr(OLD."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c75" AS BLOB)) ELSE quote(OLD."c75") END,
				CASE WHEN typeof(OLD."c76") = 'text' AND instr(OLD."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c76" AS BLOB)) ELSE quote(OLD."c76") END,
				CASE WHEN typeof(OLD."c77") = 'text' AND instr(OLD."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c77" AS BLOB)) ELSE quote(OLD."c77") END,
				CASE WHEN typeof(OLD."c78") = 'text' AND instr(OLD."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c78" AS BLOB)) ELSE quote(OLD."c78") END,
				CASE WHEN typeof(OLD."c79") = 'text' AND instr(OLD."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c79" AS BLOB)) ELSE quote(OLD."c79") END,
				CASE WHEN typeof(OLD."c80") = 'text' AND instr(OLD."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c80" AS BLOB)) ELSE quote(OLD."c80") END,
				CASE WHEN typeof(OLD."c81") = 'text' AND instr(OLD."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c81" AS BLOB)) ELSE quote(OLD."c81") END,
				CASE WHEN typeof(OLD."c82") = 'text' AND instr(OLD."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c82" AS BLOB)) ELSE quote(OLD."c82") END,
				CASE WHEN typeof(OLD."c83") = 'text' AND instr(OLD."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c83" AS BLOB)) ELSE quote(OLD."c83") END,
				CASE WHEN typeof(OLD."c84") = 'text' AND instr(OLD."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c84" AS BLOB)) ELSE quote(OLD."c84") END,
				CASE WHEN typeof(OLD."c85") = 'text' AND instr(OLD."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c85" AS BLOB)) ELSE quote(OLD."c85") END,
				CASE WHEN typeof(OLD."c86") = 'text' AND instr(OLD."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c86" AS BLOB)) ELSE quote(OLD."c86") END,
				CASE WHEN typeof(OLD."c87") = 'text' AND instr(OLD."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c87" AS BLOB)) ELSE quote(OLD."c87") END,
				CASE WHEN typeof(OLD."c88") = 'text' AND instr(OLD."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c88" AS BLOB)) ELSE quote(OLD."c88") END,
				CASE WHEN typeof(OLD."c89") = 'text' AND instr(OLD."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c89" AS BLOB)) ELSE quote(OLD."c89") END,
				CASE WHEN typeof(OLD."c90") = 'text' AND instr(OLD."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c90" AS BLOB)) ELSE quote(OLD."c90") END,
				CASE WHEN typeof(OLD."c91") = 'text' AND instr(OLD."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c91" AS BLOB)) ELSE quote(OLD."c91") END,
				CASE WHEN typeof(OLD."c92") = 'text' AND instr(OLD."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c92" AS BLOB)) ELSE quote(OLD."c92") END,
				CASE WHEN typeof(OLD."c93") = 'text' AND instr(OLD."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c93" AS BLOB)) ELSE quote(OLD."c93") END,
				CASE WHEN typeof(OLD."c94") = 'text' AND instr(OLD."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c94" AS BLOB)) ELSE quote(OLD."c94") END,
				CASE WHEN typeof(OLD."c95") = 'text' AND instr(OLD."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c95" AS BLOB)) ELSE quote(OLD."c95") END,
				CASE WHEN typeof(OLD."c96") = 'text' AND instr(OLD."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c96" AS BLOB)) ELSE quote(OLD."c96") END,
				CASE WHEN typeof(OLD."c97") = 'text' AND instr(OLD."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c97" AS BLOB)) ELSE quote(OLD."c97") END,
				CASE WHEN typeof(OLD."c98") = 'text' AND instr(OLD."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c98" AS BLOB)) ELSE quote(OLD."c98") END,
				CASE WHEN typeof(OLD."c99") = 'text' AND instr(OLD."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c99" AS BLOB)) ELSE quote(OLD."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."c100") = 'text' AND instr(OLD."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c100" AS BLOB)) ELSE quote(OLD."c100") END,
				CASE WHEN typeof(OLD."c101") = 'text' AND instr(OLD."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c101" AS BLOB)) ELSE quote(OLD."c101") END,
				CASE WHEN typeof(OLD."c102") = 'text' AND instr(OLD."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c102" AS BLOB)) ELSE quote(OLD."c102") END,
				CASE WHEN typeof(OLD."c103") = 'text' AND instr(OLD."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c103" AS BLOB)) ELSE quote(OLD."c103") END,
				CASE WHEN typeof(OLD."c104") = 'text' AND instr(OLD."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c104" AS BLOB)) ELSE quote(OLD."c104") END,
				CASE WHEN typeof(OLD."c105") = 'text' AND instr(OLD."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c105" AS BLOB)) ELSE quote(OLD."c105") END,
				CASE WHEN typeof(OLD."c106") = 'text' AND instr(OLD."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c106" AS BLOB)) ELSE quote(OLD."c106") END,
				CASE WHEN typeof(OLD."c107") = 'text' AND instr(OLD."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c107" AS BLOB)) ELSE quote(OLD."c107") END,
				CASE WHEN typeof(OLD."c108") = 'text' AND instr(OLD."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c108" AS BLOB)) ELSE quote(OLD."c108") END,
				CASE WHEN typeof(OLD."c109") = 'text' AND instr(OLD."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c109" AS BLOB)) ELSE quote(OLD."c109") END,
				CASE WHEN typeof(OLD."c110") = 'text' AND instr(OLD."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c110" AS BLOB)) ELSE quote(OLD."c110") END,
				CASE WHEN typeof(OLD."c111") = 'text' AND instr(OLD."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c111" AS BLOB)) ELSE quote(OLD."c111") END,
				CASE WHEN typeof(OLD."c112") = 'text' AND instr(OLD."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c112" AS BLOB)) ELSE quote(OLD."c112") END,
				CASE WHEN typeof(OLD."c113") = 'text' AND instr(OLD."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c113" AS BLOB)) ELSE quote(OLD."c113") END,
				CASE WHEN typeof(OLD."c114") = 'text' AND instr(OLD."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c114" AS BLOB)) ELSE quote(OLD."c114") END,
				CASE WHEN typeof(OLD."c115") = 'text' AND instr(OLD."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c115" AS BLOB)) ELSE quote(OLD."c115") END,
				CASE WHEN typeof(OLD."c116") = 'text' AND instr(OLD."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c116" AS BLOB)) ELSE quote(OLD."c116") END,
				CASE WHEN typeof(OLD."c117") = 'text' AND instr(OLD."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c117" AS BLOB)) ELSE quote(OLD."c117") END,
				CASE WHEN typeof(OLD."c118") = 'text' AND instr(OLD."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c118" AS BLOB)) ELSE quote(OLD."c118") END,
				CASE WHEN typeof(OLD."c119") = 'text' AND instr(OLD."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c119" AS BLOB)) ELSE quote(OLD."c119") END,
				CASE WHEN typeof(OLD."c120") = 'text' AND instr(OLD."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c120" AS BLOB)) ELSE quote(OLD."c120") END,
				CASE WHEN typeof(OLD."c121") = 'text' AND instr(OLD."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c121" AS BLOB)) ELSE quote(OLD."c121") END,
				CASE WHEN typeof(OLD."c122") = 'text' AND instr(OLD."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c122" AS BLOB)) ELSE quote(OLD."c122") END,
				CASE WHEN typeof(OLD."c123") = 'text' AND instr(OLD."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c123" AS BLOB)) ELSE quote(OLD."c123") END,
				CASE WHEN typeof(OLD."c124") = 'text' AND instr(OLD."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c124" AS BLOB)) ELSE quote(OLD."c124") END,
				CASE WHEN typeof(OLD."c125") = 'text' AND instr(OLD."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c125" AS BLOB)) ELSE quote(OLD."c125") END,
				CASE WHEN typeof(OLD."c126") = 'text' AND instr(OLD."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c126" AS BLOB)) ELSE quote(OLD."c126") END,
				CASE WHEN typeof(OLD."c127") = 'text' AND instr(OLD."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c127" AS BLOB)) ELSE quote(OLD."c127") END,
				CASE WHEN typeof(OLD."c128") = 'text' AND instr(OLD."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c128" AS BLOB)) ELSE quote(OLD."c128") END,
				CASE WHEN typeof(OLD."c129") = 'text' AND instr(OLD."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c129" AS BLOB)) ELSE quote(OLD."c129") END,
				CASE WHEN typeof(OLD."c130") = 'text' AND instr(OLD."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c130" AS BLOB)) ELSE quote(OLD."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."c1") = 'text' AND instr(NEW."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c1" AS BLOB)) ELSE quote(NEW."c1") END,
				CASE WHEN typeof(NEW."c2") = 'text' AND instr(NEW."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c2" AS BLOB)) ELSE quote(NEW."c2") END,
				CASE WHEN typeof(NEW."c3") = 'text' AND instr(NEW."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c3" AS BLOB)) ELSE quote(NEW."c3") END,
				CASE WHEN typeof(NEW."c4") = 'text' AND instr(NEW."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c4" AS BLOB)) ELSE quote(NEW."c4") END,
				CASE WHEN typeof(NEW."c5") = 'text' AND instr(NEW."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c5" AS BLOB)) ELSE quote(NEW."c5") END,
				CASE WHEN typeof(NEW."c6") = 'text' AND instr(NEW."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c6" AS BLOB)) ELSE quote(NEW."c6") END,
				CASE WHEN typeof(NEW."c7") = 'text' AND instr(NEW."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c7" AS BLOB)) ELSE quote(NEW."c7") END,
				CASE WHEN typeof(NEW."c8") = 'text' AND instr(NEW."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c8" AS BLOB)) ELSE quote(NEW."c8") END,
				CASE WHEN typeof(NEW."c9") = 'text' AND instr(NEW."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c9" AS BLOB)) ELSE quote(NEW."c9") END,
				CASE WHEN typeof(NEW."c10") = 'text' AND instr(NEW."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c10" AS BLOB)) ELSE quote(NEW."c10") END,
				CASE WHEN typeof(NEW."c11") = 'text' AND instr(NEW."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c11" AS BLOB)) ELSE quote(NEW."c11") END,
				CASE WHEN typeof(NEW."c12") = 'text' AND instr(NEW."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c12" AS BLOB)) ELSE quote(NEW."c12") END,
				CASE WHEN typeof(NEW."c13") = 'text' AND instr(NEW."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c13" AS BLOB)) ELSE quote(NEW."c13") END,
				CASE WHEN typeof(NEW."c14") = 'text' AND instr(NEW."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c14" AS BLOB)) ELSE quote(NEW."c14") END,
				CASE WHEN typeof(NEW."c15") = 'text' AND instr(NEW."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c15" AS BLOB)) ELSE quote(NEW."c15") END,
				CASE WHEN typeof(NEW."c16") = 'text' AND instr(NEW."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c16" AS BLOB)) ELSE quote(NEW."c16") END,
				CASE WHEN typeof(NEW."c17") = 'text' AND instr(NEW."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c17" AS BLOB)) ELSE quote(NEW."c17") END,
				CASE WHEN typeof(NEW."c18") = 'text' AND instr(NEW."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c18" AS BLOB)) ELSE quote(NEW."c18") END,
				CASE WHEN typeof(NEW."c19") = 'text' AND instr(NEW."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c19" AS BLOB)) ELSE quote(NEW."c19") END,
				CASE WHEN typeof(NEW."c20") = 'text' AND instr(NEW."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c20" AS BLOB)) ELSE quote(NEW."c20") END,
				CASE WHEN typeof(NEW."c21") = 'text' AND instr(NEW."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c21" AS BLOB)) ELSE quote(NEW."c21") END,
				CASE WHEN typeof(NEW."c22") = 'text' AND instr(NEW."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c22" AS BLOB)) ELSE quote(NEW."c22") END,
				CASE WHEN typeof(NEW."c23") = 'text' AND instr(NEW."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c23" AS BLOB)) ELSE quote(NEW."c23") END,
				CASE WHEN typeof(NEW."c24") = 'text' AND instr(NEW."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c24" AS BLOB)) ELSE quote(NEW."c24") END,
				CASE WHEN typeof(NEW."c25") = 'text' AND instr(NEW."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c25" AS BLOB)) ELSE quote(NEW."c25") END,
				CASE WHEN typeof(NEW."c26") = 'text' AND instr(NEW."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c26" AS BLOB)) ELSE quote(NEW."c26") END,
				CASE WHEN typeof(NEW."c27") = 'text' AND instr(NEW."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c27" AS BLOB)) ELSE quote(NEW."c27") END,
				CASE WHEN typeof(NEW."c28") = 'text' AND instr(NEW."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c28" AS BLOB)) ELSE quote(NEW."c28") END,
				CASE WHEN typeof(NEW."c29") = 'text' AND instr(NEW."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c29" AS BLOB)) ELSE quote(NEW."c29") END,
				CASE WHEN typeof(NEW."c30") = 'text' AND instr(NEW."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c30" AS BLOB)) ELSE quote(NEW."c30") END,
				CASE WHEN typeof(NEW."c31") = 'text' AND instr(NEW."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c31" AS BLOB)) ELSE quote(NEW."c31") END,
				CASE WHEN typeof(NEW."c32") = 'text' AND instr(NEW."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c32" AS BLOB)) ELSE quote(NEW."c32") END,
				CASE WHEN typeof(NEW."c33") = 'text' AND instr(NEW."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c33" AS BLOB)) ELSE quote(NEW."c33") END,
				CASE WHEN typeof(NEW."c34") = 'text' AND instr(NEW."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c34" AS BLOB)) ELSE quote(NEW."c34") END,
				CASE WHEN typeof(NEW."c35") = 'text' AND instr(NEW."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c35" AS BLOB)) ELSE quote(NEW."c35") END,
				CASE WHEN typeof(NEW."c36") = 'text' AND instr(NEW."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c36" AS BLOB)) ELSE quote(NEW."c36") END,
				CASE WHEN typeof(NEW."c37") = 'text' AND instr(NEW."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c37" AS BLOB)) ELSE quote(NEW."c37") END,
				CASE WHEN typeof(NEW."c38") = 'text' AND instr(NEW."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c38" AS BLOB)) ELSE quote(NEW."c38") END,
				CASE WHEN typeof(NEW."c39") = 'text' AND instr(NEW."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c39" AS BLOB)) ELSE quote(NEW."c39") END,
				CASE WHEN typeof(NEW."c40") = 'text' AND instr(NEW."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c40" AS BLOB)) ELSE quote(NEW."c40") END,
				CASE WHEN typeof(NEW."c41") = 'text' AND instr(NEW."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c41" AS BLOB)) ELSE quote(NEW."c41") END,
				CASE WHEN typeof(NEW."c42") = 'text' AND instr(NEW."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c42" AS BLOB)) ELSE quote(NEW."c42") END,
				CASE WHEN typeof(NEW."c43") = 'text' AND instr(NEW."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c43" AS BLOB)) ELSE quote(NEW."c43") END,
				CASE WHEN typeof(NEW."c44") = 'text' AND instr(NEW."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c44" AS BLOB)) ELSE quote(NEW."c44") END,
				CASE WHEN typeof(NEW."c45") = 'text' AND instr(NEW."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c45" AS BLOB)) ELSE quote(NEW."c45") END,
				CASE WHEN typeof(NEW."c46") = 'text' AND instr(NEW."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c46" AS BLOB)) ELSE quote(NEW."c46") END,
				CASE WHEN typeof(NEW."c47") = 'text' AND instr(NEW."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c47" AS BLOB)) ELSE quote(NEW."c47") END,
				CASE WHEN typeof(NEW."c48") = 'text' AND instr(NEW."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c48" AS BLOB)) ELSE quote(NEW."c48") END,
				CASE WHEN typeof(NEW."c49") = 'text' AND instr(NEW."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c49" AS BLOB)) ELSE quote(NEW."c49") END,
				CASE WHEN typeof(NEW."c50") = 'text' AND instr(NEW."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c50" AS BLOB)) ELSE quote(NEW."c50") END,
				CASE WHEN typeof(NEW."c51") = 'text' AND instr(NEW."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c51" AS BLOB)) ELSE quote(NEW."c51") END,
				CASE WHEN typeof(NEW."c52") = 'text' AND instr(NEW."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c52" AS BLOB)) ELSE quote(NEW."c52") END,
				CASE WHEN typeof(NEW."c53") = 'text' AND instr(NEW."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c53" AS BLOB)) ELSE quote(NEW."c53") END,
				CASE WHEN typeof(NEW."c54") = 'text' AND instr(NEW."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c54" AS BLOB)) ELSE quote(NEW."c54") END,
				CASE WHEN typeof(NEW."c55") = 'text' AND instr(NEW."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c55" AS BLOB)) ELSE quote(NEW."c55") END,
				CASE WHEN typeof(NEW."c56") = 'text' AND instr(NEW."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c56" AS BLOB)) ELSE quote(NEW."c56") END,
				CASE WHEN typeof(NEW."c57") = 'text' AND instr(NEW."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c57" AS BLOB)) ELSE quote(NEW."c57") END,
				CASE WHEN typeof(NEW."c58") = 'text' AND instr(NEW."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c58" AS BLOB)) ELSE quote(NEW."c58") END,
				CASE WHEN typeof(NEW."c59") = 'text' AND instr(NEW."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c59" AS BLOB)) ELSE quote(NEW."c59") END,
				CASE WHEN typeof(NEW."c60") = 'text' AND instr(NEW."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c60" AS BLOB)) ELSE quote(NEW."c60") END,
				CASE WHEN typeof(NEW."c61") = 'text' AND instr(NEW."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c61" AS BLOB)) ELSE quote(NEW."c61") END,
				CASE WHEN typeof(NEW."c62") = 'text' AND instr(NEW."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c62" AS BLOB)) ELSE quote(NEW."c62") END,
				CASE WHEN typeof(NEW."c63") = 'text' AND instr(NEW."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c63" AS BLOB)) ELSE quote(NEW."c63") END,
				CASE WHEN typeof(NEW."c64") = 'text' AND instr(NEW."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c64" AS BLOB)) ELSE quote(NEW."c64") END,
				CASE WHEN typeof(NEW."c65") = 'text' AND instr(NEW."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c65" AS BLOB)) ELSE quote(NEW."c65") END,
				CASE WHEN typeof(NEW."c66") = 'text' AND instr(NEW."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c66" AS BLOB)) ELSE quote(NEW."c66") END,
				CASE WHEN typeof(NEW."c67") = 'text' AND instr(NEW."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c67" AS BLOB)) ELSE quote(NEW."c67") END,
				CASE WHEN typeof(NEW."c68") = 'text' AND instr(NEW."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c68" AS BLOB)) ELSE quote(NEW."c68") END,
				CASE WHEN typeof(NEW."c69") = 'text' AND instr(NEW."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c69" AS BLOB)) ELSE quote(NEW."c69") END,
				CASE WHEN typeof(NEW."c70") = 'text' AND instr(NEW."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c70" AS BLOB)) ELSE quote(NEW."c70") END,
				CASE WHEN typeof(NEW."c71") = 'text' AND instr(NEW."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c71" AS BLOB)) ELSE quote(NEW."c71") END,
				CASE WHEN typeof(NEW."c72") = 'text' AND instr(NEW."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c72" AS BLOB)) ELSE quote(NEW."c72") END,
				CASE WHEN typeof(NEW."c73") = 'text' AND instr(NEW."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c73" AS BLOB)) ELSE quote(NEW."c73") END,
				CASE WHEN typeof(NEW."c74") = 'text' AND instr(NEW."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c74" AS BLOB)) ELSE quote(NEW."c74") END,
				CASE WHEN typeof(NEW."c75") = 'text' AND instr(NEW."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c75" AS BLOB)) ELSE quote(NEW."c75") END,
				CASE WHEN typeof(NEW."c76") = 'text' AND instr(NEW."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c76" AS BLOB)) ELSE quote(NEW."c76") END,
				CASE WHEN typeof(NEW."c77") = 'text' AND instr(NEW."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c77" AS BLOB)) ELSE quote(NEW."c77") END,
				CASE WHEN typeof(NEW."c78") = 'text' AND instr(NEW."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c78" AS BLOB)) ELSE quote(NEW."c78") END,
				CASE WHEN typeof(NEW."c79") = 'text' AND instr(NEW."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c79" AS BLOB)) ELSE quote(NEW."c79") END,
				CASE WHEN typeof(NEW."c80") = 'text' AND instr(NEW."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c80" AS BLOB)) ELSE quote(NEW."c80") END,
				CASE WHEN typeof(NEW."c81") = 'text' AND instr(NEW."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c81" AS BLOB)) ELSE quote(NEW."c81") END,
				CASE WHEN typeof(NEW."c82") = 'text' AND instr(NEW."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c82" AS BLOB)) ELSE quote(NEW."c82") END,
				CASE WHEN typeof(NEW."c83") = 'text' AND instr(NEW."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c83" AS BLOB)) ELSE quote(NEW."c83") END,
				CASE WHEN typeof(NEW."c84") = 'text' AND instr(NEW."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c84" AS BLOB)) ELSE quote(NEW."c84") END,
				CASE WHEN typeof(NEW."c85") = 'text' AND instr(NEW."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c85" AS BLOB)) ELSE quote(NEW."c85") END,
				CASE WHEN typeof(NEW."c86") = 'text' AND instr(NEW."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c86" AS BLOB)) ELSE quote(NEW."c86") END,
				CASE WHEN typeof(NEW."c87") = 'text' AND instr(NEW."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c87" AS BLOB)) ELSE quote(NEW."c87") END,
				CASE WHEN typeof(NEW."c88") = 'text' AND instr(NEW."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c88" AS BLOB)) ELSE quote(NEW."c88") END,
				CASE WHEN typeof(NEW."c89") = 'text' AND instr(NEW."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c89" AS BLOB)) ELSE quote(NEW."c89") END,
				CASE WHEN typeof(NEW."c90") = 'text' AND instr(NEW."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c90" AS BLOB)) ELSE quote(NEW."c90") END,
				CASE WHEN typeof(NEW."c91") = 'text' AND instr(NEW."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c91" AS BLOB)) ELSE quote(NEW."c91") END,
				CASE WHEN typeof(NEW."c92") = 'text' AND instr(NEW."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c92" AS BLOB)) ELSE quote(NEW."c92") END,
				CASE WHEN typeof(NEW."c93") = 'text' AND instr(NEW."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c93" AS BLOB)) ELSE quote(NEW."c93") END,
				CASE WHEN typeof(NEW."c94") = 'text' AND instr(NEW."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c94" AS BLOB)) ELSE quote(NEW."c94") END,
				CASE WHEN typeof(NEW."c95") = 'text' AND instr(NEW."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c95" AS BLOB)) ELSE quote(NEW."c95") END,
				CASE WHEN typeof(NEW."c96") = 'text' AND instr(NEW."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c96" AS BLOB)) ELSE quote(NEW."c96") END,
				CASE WHEN typeof(NEW."c97") = 'text' AND instr(NEW."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c97" AS BLOB)) ELSE quote(NEW."c97") END,
				CASE WHEN typeof(NEW."c98") = 'text' AND instr(NEW."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c98" AS BLOB)) ELSE quote(NEW."c98") END,
				CASE WHEN typeof(NEW."c99") = 'text' AND instr(NEW."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c99" AS BLOB)) ELSE quote(NEW."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."c100") = 'text' AND instr(NEW."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c100" AS BLOB)) ELSE quote(NEW."c100") END,
				CASE WHEN typeof(NEW."c101") = 'text' AND instr(NEW."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c101" AS BLOB)) ELSE quote(NEW."c101") END,
				CASE WHEN typeof(NEW."c102") = 'text' AND instr(NEW."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c102" AS BLOB)) ELSE quote(NEW."c102") END,
				CASE WHEN typeof(NEW."c103") = 'text' AND instr(NEW."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c103" AS BLOB)) ELSE quote(NEW."c103") END,
				CASE WHEN typeof(NEW."c104") = 'text' AND instr(NEW."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c104" AS BLOB)) ELSE quote(NEW."c104") END,
				CASE WHEN typeof(NEW."c105") = 'text' AND instr(NEW."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c105" AS BLOB)) ELSE quote(NEW."c105") END,
				CASE WHEN typeof(NEW."c106") = 'text' AND instr(NEW."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c106" AS BLOB)) ELSE quote(NEW."c106") END,
				CASE WHEN typeof(NEW."c107") = 'text' AND instr(NEW."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c107" AS BLOB)) ELSE quote(NEW."c107") END,
				CASE WHEN typeof(NEW."c108") = 'text' AND instr(NEW."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c108" AS BLOB)) ELSE quote(NEW."c108") END,
				CASE WHEN typeof(NEW."c109") = 'text' AND instr(NEW."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c109" AS BLOB)) ELSE quote(NEW."c109") END,
				CASE WHEN typeof(NEW."c110") = 'text' AND instr(NEW."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c110" AS BLOB)) ELSE quote(NEW."c110") END,
				CASE WHEN typeof(NEW."c111") = 'text' AND instr(NEW."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c111" AS BLOB)) ELSE quote(NEW."c111") END,
				CASE WHEN typeof(NEW."c112") = 'text' AND instr(NEW."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c112" AS BLOB)) ELSE quote(NEW."c112") END,
				CASE WHEN typeof(NEW."c113") = 'text' AND instr(NEW."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c113" AS BLOB)) ELSE quote(NEW."c113") END,
				CASE WHEN typeof(NEW."c114") = 'text' AND instr(NEW."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c114" AS BLOB)) ELSE quote(NEW."c114") END,
				CASE WHEN typeof(NEW."c115") = 'text' AND instr(NEW."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c115" AS BLOB)) ELSE quote(NEW."c115") END,
				CASE WHEN typeof(NEW."c116") = 'text' AND instr(NEW."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c116" AS BLOB)) ELSE quote(NEW."c116") END,
				CASE WHEN typeof(NEW."c117") = 'text' AND instr(NEW."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c117" AS BLOB)) ELSE quote(NEW."c117") END,
				CASE WHEN typeof(NEW."c118") = 'text' AND instr(NEW."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c118" AS BLOB)) ELSE quote(NEW."c118") END,
				CASE WHEN typeof(NEW."c119") = 'text' AND instr(NEW."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c119" AS BLOB)) ELSE quote(NEW."c119") END,
				CASE WHEN typeof(NEW."c120") = 'text' AND instr(NEW."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c120" AS BLOB)) ELSE quote(NEW."c120") END,
				CASE WHEN typeof(NEW."c121") = 'text' AND instr(NEW."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c121" AS BLOB)) ELSE quote(NEW."c121") END,
				CASE WHEN typeof(NEW."c122") = 'text' AND instr(NEW."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c122" AS BLOB)) ELSE quote(NEW."c122") END,
				CASE WHEN typeof(NEW."c123") = 'text' AND instr(NEW."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c123" AS BLOB)) ELSE quote(NEW."c123") END,
				CASE WHEN typeof(NEW."c124") = 'text' AND instr(NEW."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c124" AS BLOB)) ELSE quote(NEW."c124") END,
				CASE WHEN typeof(NEW."c125") = 'text' AND instr(NEW."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c125" AS BLOB)) ELSE quote(NEW."c125") END,
				CASE WHEN typeof(NEW."c126") = 'text' AND instr(NEW."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c126" AS BLOB)) ELSE quote(NEW."c126") END,
				CASE WHEN typeof(NEW."c127") = 'text' AND instr(NEW."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c127" AS BLOB)) ELSE quote(NEW."c127") END,
				CASE WHEN typeof(NEW."c128") = 'text' AND instr(NEW."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c128" AS BLOB)) ELSE quote(NEW."c128") END,
				CASE WHEN typeof(NEW."c129") = 'text' AND instr(NEW."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c129" AS BLOB)) ELSE quote(NEW."c129") END,
				CASE WHEN typeof(NEW."c130") = 'text' AND instr(NEW."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c130" AS BLOB)) ELSE quote(NEW."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- Updates that change the key.
DROP TRIGGER IF EXISTS shadowlog_072e49c0_k;
CREATE TRIGGER shadowlog_072e49c0_k AFTER UPDATE ON "wide"
WHEN NOT (NEW."id" IS OLD."id")
BEGIN
	-- The row that had the new key, if this one replaced it: its trigger logs it.
	UPDATE shadowlog_displaced SET mark = -1
	 WHERE id = 1 AND shape = 1213663400
	   AND mark IS (SELECT max(seq) FROM shadowlog_changelog)
	   AND new_key =
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END);
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row, new_row)
	VALUES (1213663400, 'U', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."c1") = 'text' AND instr(OLD."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c1" AS BLOB)) ELSE quote(OLD."c1") END,
				CASE WHEN typeof(OLD."c2") = 'text' AND instr(OLD."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c2" AS BLOB)) ELSE quote(OLD."c2") END,
				CASE WHEN typeof(OLD."c3") = 'text' AND instr(OLD."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c3" AS BLOB)) ELSE quote(OLD."c3") END,
				CASE WHEN typeof(OLD."c4") = 'text' AND instr(OLD."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c4" AS BLOB)) ELSE quote(OLD."c4") END,
				CASE WHEN typeof(OLD."c5") = 'text' AND instr(OLD."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c5" AS BLOB)) ELSE quote(OLD."c5") END,
				CASE WHEN typeof(OLD."c6") = 'text' AND instr(OLD."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c6" AS BLOB)) ELSE quote(OLD."c6") END,
				CASE WHEN typeof(OLD."c7") = 'text' AND instr(OLD."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c7" AS BLOB)) ELSE quote(OLD."c7") END,
				CASE WHEN typeof(OLD."c8") = 'text' AND instr(OLD."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c8" AS BLOB)) ELSE quote(OLD."c8") END,
				CASE WHEN typeof(OLD."c9") = 'text' AND instr(OLD."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c9" AS BLOB)) ELSE quote(OLD."c9") END,
				CASE WHEN typeof(OLD."c10") = 'text' AND instr(OLD."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c10" AS BLOB)) ELSE quote(OLD."c10") END,
				CASE WHEN typeof(OLD."c11") = 'text' AND instr(OLD."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c11" AS BLOB)) ELSE quote(OLD."c11") END,
				CASE WHEN typeof(OLD."c12") = 'text' AND instr(OLD."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c12" AS BLOB)) ELSE quote(OLD."c12") END,
				CASE WHEN typeof(OLD."c13") = 'text' AND instr(OLD."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c13" AS BLOB)) ELSE quote(OLD."c13") END,
				CASE WHEN typeof(OLD."c14") = 'text' AND instr(OLD."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c14" AS BLOB)) ELSE quote(OLD."c14") END,
				CASE WHEN typeof(OLD."c15") = 'text' AND instr(OLD."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c15" AS BLOB)) ELSE quote(OLD."c15") END,
				CASE WHEN typeof(OLD."c16") = 'text' AND instr(OLD."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c16" AS BLOB)) ELSE quote(OLD."c16") END,
				CASE WHEN typeof(OLD."c17") = 'text' AND instr(OLD."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c17" AS BLOB)) ELSE quote(OLD."c17") END,
				CASE WHEN typeof(OLD."c18") = 'text' AND instr(OLD."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c18" AS BLOB)) ELSE quote(OLD."c18") END,
				CASE WHEN typeof(OLD."c19") = 'text' AND instr(OLD."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c19" AS BLOB)) ELSE quote(OLD."c19") END,
				CASE WHEN typeof(OLD."c20") = 'text' AND instr(OLD."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c20" AS BLOB)) ELSE quote(OLD."c20") END,
				CASE WHEN typeof(OLD."c21") = 'text' AND instr(OLD."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c21" AS BLOB)) ELSE quote(OLD."c21") END,
				CASE WHEN typeof(OLD."c22") = 'text' AND instr(OLD."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c22" AS BLOB)) ELSE quote(OLD."c22") END,
				CASE WHEN typeof(OLD."c23") = 'text' AND instr(OLD."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c23" AS BLOB)) ELSE quote(OLD."c23") END,
				CASE WHEN typeof(OLD."c24") = 'text' AND instr(OLD."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c24" AS BLOB)) ELSE quote(OLD."c24") END,
				CASE WHEN typeof(OLD."c25") = 'text' AND instr(OLD."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c25" AS BLOB)) ELSE quote(OLD."c25") END,
				CASE WHEN typeof(OLD."c26") = 'text' AND instr(OLD."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c26" AS BLOB)) ELSE quote(OLD."c26") END,
				CASE WHEN typeof(OLD."c27") = 'text' AND instr(OLD."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c27" AS BLOB)) ELSE quote(OLD."c27") END,
				CASE WHEN typeof(OLD."c28") = 'text' AND instr(OLD."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c28" AS BLOB)) ELSE quote(OLD."c28") END,
				CASE WHEN typeof(OLD."c29") = 'text' AND instr(OLD."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c29" AS BLOB)) ELSE quote(OLD."c29") END,
				CASE WHEN typeof(OLD."c30") = 'text' AND instr(OLD."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c30" AS BLOB)) ELSE quote(OLD."c30") END,
				CASE WHEN typeof(OLD."c31") = 'text' AND instr(OLD."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c31" AS BLOB)) ELSE quote(OLD."c31") END,
				CASE WHEN typeof(OLD."c32") = 'text' AND instr(OLD."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c32" AS BLOB)) ELSE quote(OLD."c32") END,
				CASE WHEN typeof(OLD."c33") = 'text' AND instr(OLD."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c33" AS BLOB)) ELSE quote(OLD."c33") END,
				CASE WHEN typeof(OLD."c34") = 'text' AND instr(OLD."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c34" AS BLOB)) ELSE quote(OLD."c34") END,
				CASE WHEN typeof(OLD."c35") = 'text' AND instr(OLD."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c35" AS BLOB)) ELSE quote(OLD."c35") END,
				CASE WHEN typeof(OLD."c36") = 'text' AND instr(OLD."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c36" AS BLOB)) ELSE quote(OLD."c36") END,
				CASE WHEN typeof(OLD."c37") = 'text' AND instr(OLD."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c37" AS BLOB)) ELSE quote(OLD."c37") END,
				CASE WHEN typeof(OLD."c38") = 'text' AND instr(OLD."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c38" AS BLOB)) ELSE quote(OLD."c38") END,
				CASE WHEN typeof(OLD."c39") = 'text' AND instr(OLD."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c39" AS BLOB)) ELSE quote(OLD."c39") END,
				CASE WHEN typeof(OLD."c40") = 'text' AND instr(OLD."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c40" AS BLOB)) ELSE quote(OLD."c40") END,
				CASE WHEN typeof(OLD."c41") = 'text' AND instr(OLD."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c41" AS BLOB)) ELSE quote(OLD."c41") END,
				CASE WHEN typeof(OLD."c42") = 'text' AND instr(OLD."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c42" AS BLOB)) ELSE quote(OLD."c42") END,
				CASE WHEN typeof(OLD."c43") = 'text' AND instr(OLD."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c43" AS BLOB)) ELSE quote(OLD."c43") END,
				CASE WHEN typeof(OLD."c44") = 'text' AND instr(OLD."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c44" AS BLOB)) ELSE quote(OLD."c44") END,
				CASE WHEN typeof(OLD."c45") = 'text' AND instr(OLD."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c45" AS BLOB)) ELSE quote(OLD."c45") END,
				CASE WHEN typeof(OLD."c46") = 'text' AND instr(OLD."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c46" AS BLOB)) ELSE quote(OLD."c46") END,
				CASE WHEN typeof(OLD."c47") = 'text' AND instr(OLD."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c47" AS BLOB)) ELSE quote(OLD."c47") END,
				CASE WHEN typeof(OLD."c48") = 'text' AND instr(OLD."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c48" AS BLOB)) ELSE quote(OLD."c48") END,
				CASE WHEN typeof(OLD."c49") = 'text' AND instr(OLD."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c49" AS BLOB)) ELSE quote(OLD."c49") END,
				CASE WHEN typeof(OLD."c50") = 'text' AND instr(OLD."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c50" AS BLOB)) ELSE quote(OLD."c50") END,
				CASE WHEN typeof(OLD."c51") = 'text' AND instr(OLD."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c51" AS BLOB)) ELSE quote(OLD."c51") END,
				CASE WHEN typeof(OLD."c52") = 'text' AND instr(OLD."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c52" AS BLOB)) ELSE quote(OLD."c52") END,
				CASE WHEN typeof(OLD."c53") = 'text' AND instr(OLD."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c53" AS BLOB)) ELSE quote(OLD."c53") END,
				CASE WHEN typeof(OLD."c54") = 'text' AND instr(OLD."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c54" AS BLOB)) ELSE quote(OLD."c54") END,
				CASE WHEN typeof(OLD."c55") = 'text' AND instr(OLD."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c55" AS BLOB)) ELSE quote(OLD."c55") END,
				CASE WHEN typeof(OLD."c56") = 'text' AND instr(OLD."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c56" AS BLOB)) ELSE quote(OLD."c56") END,
				CASE WHEN typeof(OLD."c57") = 'text' AND instr(OLD."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c57" AS BLOB)) ELSE quote(OLD."c57") END,
				CASE WHEN typeof(OLD."c58") = 'text' AND instr(OLD."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c58" AS BLOB)) ELSE quote(OLD."c58") END,
				CASE WHEN typeof(OLD."c59") = 'text' AND instr(OLD."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c59" AS BLOB)) ELSE quote(OLD."c59") END,
				CASE WHEN typeof(OLD."c60") = 'text' AND instr(OLD."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c60" AS BLOB)) ELSE quote(OLD."c60") END,
				CASE WHEN typeof(OLD."c61") = 'text' AND instr(OLD."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c61" AS BLOB)) ELSE quote(OLD."c61") END,
				CASE WHEN typeof(OLD."c62") = 'text' AND instr(OLD."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c62" AS BLOB)) ELSE quote(OLD."c62") END,
				CASE WHEN typeof(OLD."c63") = 'text' AND instr(OLD."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c63" AS BLOB)) ELSE quote(OLD."c63") END,
				CASE WHEN typeof(OLD."c64") = 'text' AND instr(OLD."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c64" AS BLOB)) ELSE quote(OLD."c64") END,
				CASE WHEN typeof(OLD."c65") = 'text' AND instr(OLD."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c65" AS BLOB)) ELSE quote(OLD."c65") END,
				CASE WHEN typeof(OLD."c66") = 'text' AND instr(OLD."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c66" AS BLOB)) ELSE quote(OLD."c66") END,
				CASE WHEN typeof(OLD."c67") = 'text' AND instr(OLD."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c67" AS BLOB)) ELSE quote(OLD."c67") END,
				CASE WHEN typeof(OLD."c68") = 'text' AND instr(OLD."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c68" AS BLOB)) ELSE quote(OLD."c68") END,
				CASE WHEN typeof(OLD."c69") = 'text' AND instr(OLD."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c69" AS BLOB)) ELSE quote(OLD."c69") END,
				CASE WHEN typeof(OLD."c70") = 'text' AND instr(OLD."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c70" AS BLOB)) ELSE quote(OLD."c70") END,
				CASE WHEN typeof(OLD."c71") = 'text' AND instr(OLD."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c71" AS BLOB)) ELSE quote(OLD."c71") END,
				CASE WHEN typeof(OLD."c72") = 'text' AND instr(OLD."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c72" AS BLOB)) ELSE quote(OLD."c72") END,
				CASE WHEN typeof(OLD."c73") = 'text' AND instr(OLD."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c73" AS BLOB)) ELSE quote(OLD."c73") END,
				CASE WHEN typeof(OLD."c74") = 'text' AND instr(OLD."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c74" AS BLOB)) ELSE quote(OLD."c74") END,
				CASE WHEN typeof(OLD."c75") = 'text' AND instr(OLD."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c75" AS BLOB)) ELSE quote(OLD."c75") END,
				CASE WHEN typeof(OLD."c76") = 'text' AND instr(OLD."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c76" AS BLOB)) ELSE quote(OLD."c76") END,
				CASE WHEN typeof(OLD."c77") = 'text' AND instr(OLD."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c77" AS BLOB)) ELSE quote(OLD."c77") END,
				CASE WHEN typeof(OLD."c78") = 'text' AND instr(OLD."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c78" AS BLOB)) ELSE quote(OLD."c78") END,
				CASE WHEN typeof(OLD."c79") = 'text' AND instr(OLD."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c79" AS BLOB)) ELSE quote(OLD."c79") END,
				CASE WHEN typeof(OLD."c80") = 'text' AND instr(OLD."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c80" AS BLOB)) ELSE quote(OLD."c80") END,
				CASE WHEN typeof(OLD."c81") = 'text' AND instr(OLD."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c81" AS BLOB)) ELSE quote(OLD."c81") END,
				CASE WHEN typeof(OLD."c82") = 'text' AND instr(OLD."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c82" AS BLOB)) ELSE quote(OLD."c82") END,
				CASE WHEN typeof(OLD."c83") = 'text' AND instr(OLD."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c83" AS BLOB)) ELSE quote(OLD."c83") END,
				CASE WHEN typeof(OLD."c84") = 'text' AND instr(OLD."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c84" AS BLOB)) ELSE quote(OLD."c84") END,
				CASE WHEN typeof(OLD."c85") = 'text' AND instr(OLD."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c85" AS BLOB)) ELSE quote(OLD."c85") END,
				CASE WHEN typeof(OLD."c86") = 'text' AND instr(OLD."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c86" AS BLOB)) ELSE quote(OLD."c86") END,
				CASE WHEN typeof(OLD."c87") = 'text' AND instr(OLD."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c87" AS BLOB)) ELSE quote(OLD."c87") END,
				CASE WHEN typeof(OLD."c88") = 'text' AND instr(OLD."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c88" AS BLOB)) ELSE quote(OLD."c88") END,
				CASE WHEN typeof(OLD."c89") = 'text' AND instr(OLD."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c89" AS BLOB)) ELSE quote(OLD."c89") END,
				CASE WHEN typeof(OLD."c90") = 'text' AND instr(OLD."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c90" AS BLOB)) ELSE quote(OLD."c90") END,
				CASE WHEN typeof(OLD."c91") = 'text' AND instr(OLD."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c91" AS BLOB)) ELSE quote(OLD."c91") END,
				CASE WHEN typeof(OLD."c92") = 'text' AND instr(OLD."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c92" AS BLOB)) ELSE quote(OLD."c92") END,
				CASE WHEN typeof(OLD."c93") = 'text' AND instr(OLD."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c93" AS BLOB)) ELSE quote(OLD."c93") END,
				CASE WHEN typeof(OLD."c94") = 'text' AND instr(OLD."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c94" AS BLOB)) ELSE quote(OLD."c94") END,
				CASE WHEN typeof(OLD."c95") = 'text' AND instr(OLD."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c95" AS BLOB)) ELSE quote(OLD."c95") END,
				CASE WHEN typeof(OLD."c96") = 'text' AND instr(OLD."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c96" AS BLOB)) ELSE quote(OLD."c96") END,
				CASE WHEN typeof(OLD."c97") = 'text' AND instr(OLD."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c97" AS BLOB)) ELSE quote(OLD."c97") END,
				CASE WHEN typeof(OLD."c98") = 'text' AND instr(OLD."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c98" AS BLOB)) ELSE quote(OLD."c98") END,
				CASE WHEN typeof(OLD."c99") = 'text' AND instr(OLD."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c99" AS BLOB)) ELSE quote(OLD."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."c100") = 'text' AND instr(OLD."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c100" AS BLOB)) ELSE quote(OLD."c100") END,
				CASE WHEN typeof(OLD."c101") = 'text' AND instr(OLD."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c101" AS BLOB)) ELSE quote(OLD."c101") END,
				CASE WHEN typeof(OLD."c102") = 'text' AND instr(OLD."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c102" AS BLOB)) ELSE quote(OLD."c102") END,
				CASE WHEN typeof(OLD."c103") = 'text' AND instr(OLD."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c103" AS BLOB)) ELSE quote(OLD."c103") END,
				CASE WHEN typeof(OLD."c104") = 'text' AND instr(OLD."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c104" AS BLOB)) ELSE quote(OLD."c104") END,
				CASE WHEN typeof(OLD."c105") = 'text' AND instr(OLD."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c105" AS BLOB)) ELSE quote(OLD."c105") END,
				CASE WHEN typeof(OLD."c106") = 'text' AND instr(OLD."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c106" AS BLOB)) ELSE quote(OLD."c106") END,
				CASE WHEN typeof(OLD."c107") = 'text' AND instr(OLD."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c107" AS BLOB)) ELSE quote(OLD."c107") END,
				CASE WHEN typeof(OLD."c108") = 'text' AND instr(OLD."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c108" AS BLOB)) ELSE quote(OLD."c108") END,
				CASE WHEN typeof(OLD."c109") = 'text' AND instr(OLD."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c109" AS BLOB)) ELSE quote(OLD."c109") END,
				CASE WHEN typeof(OLD."c110") = 'text' AND instr(OLD."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c110" AS BLOB)) ELSE quote(OLD."c110") END,
				CASE WHEN typeof(OLD."c111") = 'text' AND instr(OLD."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c111" AS BLOB)) ELSE quote(OLD."c111") END,
				CASE WHEN typeof(OLD."c112") = 'text' AND instr(OLD."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c112" AS BLOB)) ELSE quote(OLD."c112") END,
				CASE WHEN typeof(OLD."c113") = 'text' AND instr(OLD."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c113" AS BLOB)) ELSE quote(OLD."c113") END,
				CASE WHEN typeof(OLD."c114") = 'text' AND instr(OLD."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c114" AS BLOB)) ELSE quote(OLD."c114") END,
				CASE WHEN typeof(OLD."c115") = 'text' AND instr(OLD."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c115" AS BLOB)) ELSE quote(OLD."c115") END,
				CASE WHEN typeof(OLD."c116") = 'text' AND instr(OLD."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c116" AS BLOB)) ELSE quote(OLD."c116") END,
				CASE WHEN typeof(OLD."c117") = 'text' AND instr(OLD."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c117" AS BLOB)) ELSE quote(OLD."c117") END,
				CASE WHEN typeof(OLD."c118") = 'text' AND instr(OLD."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c118" AS BLOB)) ELSE quote(OLD."c118") END,
				CASE WHEN typeof(OLD."c119") = 'text' AND instr(OLD."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c119" AS BLOB)) ELSE quote(OLD."c119") END,
				CASE WHEN typeof(OLD."c120") = 'text' AND instr(OLD."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c120" AS BLOB)) ELSE quote(OLD."c120") END,
				CASE WHEN typeof(OLD."c121") = 'text' AND instr(OLD."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c121" AS BLOB)) ELSE quote(OLD."c121") END,
				CASE WHEN typeof(OLD."c122") = 'text' AND instr(OLD."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c122" AS BLOB)) ELSE quote(OLD."c122") END,
				CASE WHEN typeof(OLD."c123") = 'text' AND instr(OLD."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c123" AS BLOB)) ELSE quote(OLD."c123") END,
				CASE WHEN typeof(OLD."c124") = 'text' AND instr(OLD."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c124" AS BLOB)) ELSE quote(OLD."c124") END,
				CASE WHEN typeof(OLD."c125") = 'text' AND instr(OLD."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c125" AS BLOB)) ELSE quote(OLD."c125") END,
				CASE WHEN typeof(OLD."c126") = 'text' AND instr(OLD."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c126" AS BLOB)) ELSE quote(OLD."c126") END,
				CASE WHEN typeof(OLD."c127") = 'text' AND instr(OLD."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c127" AS BLOB)) ELSE quote(OLD."c127") END,
				CASE WHEN typeof(OLD."c128") = 'text' AND instr(OLD."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c128" AS BLOB)) ELSE quote(OLD."c128") END,
				CASE WHEN typeof(OLD."c129") = 'text' AND instr(OLD."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c129" AS BLOB)) ELSE quote(OLD."c129") END,
				CASE WHEN typeof(OLD."c130") = 'text' AND instr(OLD."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c130" AS BLOB)) ELSE quote(OLD."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END,
				CASE WHEN typeof(NEW."c1") = 'text' AND instr(NEW."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c1" AS BLOB)) ELSE quote(NEW."c1") END,
				CASE WHEN typeof(NEW."c2") = 'text' AND instr(NEW."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c2" AS BLOB)) ELSE quote(NEW."c2") END,
				CASE WHEN typeof(NEW."c3") = 'text' AND instr(NEW."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c3" AS BLOB)) ELSE quote(NEW."c3") END,
				CASE WHEN typeof(NEW."c4") = 'text' AND instr(NEW."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c4" AS BLOB)) ELSE quote(NEW."c4") END,
				CASE WHEN typeof(NEW."c5") = 'text' AND instr(NEW."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c5" AS BLOB)) ELSE quote(NEW."c5") END,
				CASE WHEN typeof(NEW."c6") = 'text' AND instr(NEW."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c6" AS BLOB)) ELSE quote(NEW."c6") END,
				CASE WHEN typeof(NEW."c7") = 'text' AND instr(NEW."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c7" AS BLOB)) ELSE quote(NEW."c7") END,
				CASE WHEN typeof(NEW."c8") = 'text' AND instr(NEW."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c8" AS BLOB)) ELSE quote(NEW."c8") END,
				CASE WHEN typeof(NEW."c9") = 'text' AND instr(NEW."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c9" AS BLOB)) ELSE quote(NEW."c9") END,
				CASE WHEN typeof(NEW."c10") = 'text' AND instr(NEW."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c10" AS BLOB)) ELSE quote(NEW."c10") END,
				CASE WHEN typeof(NEW."c11") = 'text' AND instr(NEW."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c11" AS BLOB)) ELSE quote(NEW."c11") END,
				CASE WHEN typeof(NEW."c12") = 'text' AND instr(NEW."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c12" AS BLOB)) ELSE quote(NEW."c12") END,
				CASE WHEN typeof(NEW."c13") = 'text' AND instr(NEW."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c13" AS BLOB)) ELSE quote(NEW."c13") END,
				CASE WHEN typeof(NEW."c14") = 'text' AND instr(NEW."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c14" AS BLOB)) ELSE quote(NEW."c14") END,
				CASE WHEN typeof(NEW."c15") = 'text' AND instr(NEW."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c15" AS BLOB)) ELSE quote(NEW."c15") END,
				CASE WHEN typeof(NEW."c16") = 'text' AND instr(NEW."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c16" AS BLOB)) ELSE quote(NEW."c16") END,
				CASE WHEN typeof(NEW."c17") = 'text' AND instr(NEW."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c17" AS BLOB)) ELSE quote(NEW."c17") END,
				CASE WHEN typeof(NEW."c18") = 'text' AND instr(NEW."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c18" AS BLOB)) ELSE quote(NEW."c18") END,
				CASE WHEN typeof(NEW."c19") = 'text' AND instr(NEW."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c19" AS BLOB)) ELSE quote(NEW."c19") END,
				CASE WHEN typeof(NEW."c20") = 'text' AND instr(NEW."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c20" AS BLOB)) ELSE quote(NEW."c20") END,
				CASE WHEN typeof(NEW."c21") = 'text' AND instr(NEW."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c21" AS BLOB)) ELSE quote(NEW."c21") END,
				CASE WHEN typeof(NEW."c22") = 'text' AND instr(NEW."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c22" AS BLOB)) ELSE quote(NEW."c22") END,
				CASE WHEN typeof(NEW."c23") = 'text' AND instr(NEW."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c23" AS BLOB)) ELSE quote(NEW."c23") END,
				CASE WHEN typeof(NEW."c24") = 'text' AND instr(NEW."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c24" AS BLOB)) ELSE quote(NEW."c24") END,
				CASE WHEN typeof(NEW."c25") = 'text' AND instr(NEW."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c25" AS BLOB)) ELSE quote(NEW."c25") END,
				CASE WHEN typeof(NEW."c26") = 'text' AND instr(NEW."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c26" AS BLOB)) ELSE quote(NEW."c26") END,
				CASE WHEN typeof(NEW."c27") = 'text' AND instr(NEW."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c27" AS BLOB)) ELSE quote(NEW."c27") END,
				CASE WHEN typeof(NEW."c28") = 'text' AND instr(NEW."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c28" AS BLOB)) ELSE quote(NEW."c28") END,
				CASE WHEN typeof(NEW."c29") = 'text' AND instr(NEW."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c29" AS BLOB)) ELSE quote(NEW."c29") END,
				CASE WHEN typeof(NEW."c30") = 'text' AND instr(NEW."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c30" AS BLOB)) ELSE quote(NEW."c30") END,
				CASE WHEN typeof(NEW."c31") = 'text' AND instr(NEW."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c31" AS BLOB)) ELSE quote(NEW."c31") END,
				CASE WHEN typeof(NEW."c32") = 'text' AND instr(NEW."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c32" AS BLOB)) ELSE quote(NEW."c32") END,
				CASE WHEN typeof(NEW."c33") = 'text' AND instr(NEW."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c33" AS BLOB)) ELSE quote(NEW."c33") END,
				CASE WHEN typeof(NEW."c34") = 'text' AND instr(NEW."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c34" AS BLOB)) ELSE quote(NEW."c34") END,
				CASE WHEN typeof(NEW."c35") = 'text' AND instr(NEW."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c35" AS BLOB)) ELSE quote(NEW."c35") END,
				CASE WHEN typeof(NEW."c36") = 'text' AND instr(NEW."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c36" AS BLOB)) ELSE quote(NEW."c36") END,
				CASE WHEN typeof(NEW."c37") = 'text' AND instr(NEW."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c37" AS BLOB)) ELSE quote(NEW."c37") END,
				CASE WHEN typeof(NEW."c38") = 'text' AND instr(NEW."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c38" AS BLOB)) ELSE quote(NEW."c38") END,
				CASE WHEN typeof(NEW."c39") = 'text' AND instr(NEW."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c39" AS BLOB)) ELSE quote(NEW."c39") END,
				CASE WHEN typeof(NEW."c40") = 'text' AND instr(NEW."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c40" AS BLOB)) ELSE quote(NEW."c40") END,
				CASE WHEN typeof(NEW."c41") = 'text' AND instr(NEW."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c41" AS BLOB)) ELSE quote(NEW."c41") END,
				CASE WHEN typeof(NEW."c42") = 'text' AND instr(NEW."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c42" AS BLOB)) ELSE quote(NEW."c42") END,
				CASE WHEN typeof(NEW."c43") = 'text' AND instr(NEW."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c43" AS BLOB)) ELSE quote(NEW."c43") END,
				CASE WHEN typeof(NEW."c44") = 'text' AND instr(NEW."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c44" AS BLOB)) ELSE quote(NEW."c44") END,
				CASE WHEN typeof(NEW."c45") = 'text' AND instr(NEW."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c45" AS BLOB)) ELSE quote(NEW."c45") END,
				CASE WHEN typeof(NEW."c46") = 'text' AND instr(NEW."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c46" AS BLOB)) ELSE quote(NEW."c46") END,
				CASE WHEN typeof(NEW."c47") = 'text' AND instr(NEW."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c47" AS BLOB)) ELSE quote(NEW."c47") END,
				CASE WHEN typeof(NEW."c48") = 'text' AND instr(NEW."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c48" AS BLOB)) ELSE quote(NEW."c48") END,
				CASE WHEN typeof(NEW."c49") = 'text' AND instr(NEW."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c49" AS BLOB)) ELSE quote(NEW."c49") END,
				CASE WHEN typeof(NEW."c50") = 'text' AND instr(NEW."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c50" AS BLOB)) ELSE quote(NEW."c50") END,
				CASE WHEN typeof(NEW."c51") = 'text' AND instr(NEW."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c51" AS BLOB)) ELSE quote(NEW."c51") END,
				CASE WHEN typeof(NEW."c52") = 'text' AND instr(NEW."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c52" AS BLOB)) ELSE quote(NEW."c52") END,
				CASE WHEN typeof(NEW."c53") = 'text' AND instr(NEW."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c53" AS BLOB)) ELSE quote(NEW."c53") END,
				CASE WHEN typeof(NEW."c54") = 'text' AND instr(NEW."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c54" AS BLOB)) ELSE quote(NEW."c54") END,
				CASE WHEN typeof(NEW."c55") = 'text' AND instr(NEW."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c55" AS BLOB)) ELSE quote(NEW."c55") END,
				CASE WHEN typeof(NEW."c56") = 'text' AND instr(NEW."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c56" AS BLOB)) ELSE quote(NEW."c56") END,
				CASE WHEN typeof(NEW."c57") = 'text' AND instr(NEW."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c57" AS BLOB)) ELSE quote(NEW."c57") END,
				CASE WHEN typeof(NEW."c58") = 'text' AND instr(NEW."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c58" AS BLOB)) ELSE quote(NEW."c58") END,
				CASE WHEN typeof(NEW."c59") = 'text' AND instr(NEW."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c59" AS BLOB)) ELSE quote(NEW."c59") END,
				CASE WHEN typeof(NEW."c60") = 'text' AND instr(NEW."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c60" AS BLOB)) ELSE quote(NEW."c60") END,
				CASE WHEN typeof(NEW."c61") = 'text' AND instr(NEW."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c61" AS BLOB)) ELSE quote(NEW."c61") END,
				CASE WHEN typeof(NEW."c62") = 'text' AND instr(NEW."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c62" AS BLOB)) ELSE quote(NEW."c62") END,
				CASE WHEN typeof(NEW."c63") = 'text' AND instr(NEW."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c63" AS BLOB)) ELSE quote(NEW."c63") END,
				CASE WHEN typeof(NEW."c64") = 'text' AND instr(NEW."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c64" AS BLOB)) ELSE quote(NEW."c64") END,
				CASE WHEN typeof(NEW."c65") = 'text' AND instr(NEW."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c65" AS BLOB)) ELSE quote(NEW."c65") END,
				CASE WHEN typeof(NEW."c66") = 'text' AND instr(NEW."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c66" AS BLOB)) ELSE quote(NEW."c66") END,
				CASE WHEN typeof(NEW."c67") = 'text' AND instr(NEW."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c67" AS BLOB)) ELSE quote(NEW."c67") END,
				CASE WHEN typeof(NEW."c68") = 'text' AND instr(NEW."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c68" AS BLOB)) ELSE quote(NEW."c68") END,
				CASE WHEN typeof(NEW."c69") = 'text' AND instr(NEW."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c69" AS BLOB)) ELSE quote(NEW."c69") END,
				CASE WHEN typeof(NEW."c70") = 'text' AND instr(NEW."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c70" AS BLOB)) ELSE quote(NEW."c70") END,
				CASE WHEN typeof(NEW."c71") = 'text' AND instr(NEW."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c71" AS BLOB)) ELSE quote(NEW."c71") END,
				CASE WHEN typeof(NEW."c72") = 'text' AND instr(NEW."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c72" AS BLOB)) ELSE quote(NEW."c72") END,
				CASE WHEN typeof(NEW."c73") = 'text' AND instr(NEW."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c73" AS BLOB)) ELSE quote(NEW."c73") END,
				CASE WHEN typeof(NEW."c74") = 'text' AND instr(NEW."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c74" AS BLOB)) ELSE quote(NEW."c74") END,
				CASE WHEN typeof(NEW."c75") = 'text' AND instr(NEW."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c75" AS BLOB)) ELSE quote(NEW."c75") END,
				CASE WHEN typeof(NEW."c76") = 'text' AND instr(NEW."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c76" AS BLOB)) ELSE quote(NEW."c76") END,
				CASE WHEN typeof(NEW."c77") = 'text' AND instr(NEW."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c77" AS BLOB)) ELSE quote(NEW."c77") END,
				CASE WHEN typeof(NEW."c78") = 'text' AND instr(NEW."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c78" AS BLOB)) ELSE quote(NEW."c78") END,
				CASE WHEN typeof(NEW."c79") = 'text' AND instr(NEW."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c79" AS BLOB)) ELSE quote(NEW."c79") END,
				CASE WHEN typeof(NEW."c80") = 'text' AND instr(NEW."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c80" AS BLOB)) ELSE quote(NEW."c80") END,
				CASE WHEN typeof(NEW."c81") = 'text' AND instr(NEW."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c81" AS BLOB)) ELSE quote(NEW."c81") END,
				CASE WHEN typeof(NEW."c82") = 'text' AND instr(NEW."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c82" AS BLOB)) ELSE quote(NEW."c82") END,
				CASE WHEN typeof(NEW."c83") = 'text' AND instr(NEW."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c83" AS BLOB)) ELSE quote(NEW."c83") END,
				CASE WHEN typeof(NEW."c84") = 'text' AND instr(NEW."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c84" AS BLOB)) ELSE quote(NEW."c84") END,
				CASE WHEN typeof(NEW."c85") = 'text' AND instr(NEW."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c85" AS BLOB)) ELSE quote(NEW."c85") END,
				CASE WHEN typeof(NEW."c86") = 'text' AND instr(NEW."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c86" AS BLOB)) ELSE quote(NEW."c86") END,
				CASE WHEN typeof(NEW."c87") = 'text' AND instr(NEW."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c87" AS BLOB)) ELSE quote(NEW."c87") END,
				CASE WHEN typeof(NEW."c88") = 'text' AND instr(NEW."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c88" AS BLOB)) ELSE quote(NEW."c88") END,
				CASE WHEN typeof(NEW."c89") = 'text' AND instr(NEW."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c89" AS BLOB)) ELSE quote(NEW."c89") END,
				CASE WHEN typeof(NEW."c90") = 'text' AND instr(NEW."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c90" AS BLOB)) ELSE quote(NEW."c90") END,
				CASE WHEN typeof(NEW."c91") = 'text' AND instr(NEW."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c91" AS BLOB)) ELSE quote(NEW."c91") END,
				CASE WHEN typeof(NEW."c92") = 'text' AND instr(NEW."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c92" AS BLOB)) ELSE quote(NEW."c92") END,
				CASE WHEN typeof(NEW."c93") = 'text' AND instr(NEW."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c93" AS BLOB)) ELSE quote(NEW."c93") END,
				CASE WHEN typeof(NEW."c94") = 'text' AND instr(NEW."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c94" AS BLOB)) ELSE quote(NEW."c94") END,
				CASE WHEN typeof(NEW."c95") = 'text' AND instr(NEW."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c95" AS BLOB)) ELSE quote(NEW."c95") END,
				CASE WHEN typeof(NEW."c96") = 'text' AND instr(NEW."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c96" AS BLOB)) ELSE quote(NEW."c96") END,
				CASE WHEN typeof(NEW."c97") = 'text' AND instr(NEW."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c97" AS BLOB)) ELSE quote(NEW."c97") END,
				CASE WHEN typeof(NEW."c98") = 'text' AND instr(NEW."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c98" AS BLOB)) ELSE quote(NEW."c98") END,
				CASE WHEN typeof(NEW."c99") = 'text' AND instr(NEW."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c99" AS BLOB)) ELSE quote(NEW."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(NEW."c100") = 'text' AND instr(NEW."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c100" AS BLOB)) ELSE quote(NEW."c100") END,
				CASE WHEN typeof(NEW."c101") = 'text' AND instr(NEW."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c101" AS BLOB)) ELSE quote(NEW."c101") END,
				CASE WHEN typeof(NEW."c102") = 'text' AND instr(NEW."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c102" AS BLOB)) ELSE quote(NEW."c102") END,
				CASE WHEN typeof(NEW."c103") = 'text' AND instr(NEW."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c103" AS BLOB)) ELSE quote(NEW."c103") END,
				CASE WHEN typeof(NEW."c104") = 'text' AND instr(NEW."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c104" AS BLOB)) ELSE quote(NEW."c104") END,
				CASE WHEN typeof(NEW."c105") = 'text' AND instr(NEW."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c105" AS BLOB)) ELSE quote(NEW."c105") END,
				CASE WHEN typeof(NEW."c106") = 'text' AND instr(NEW."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c106" AS BLOB)) ELSE quote(NEW."c106") END,
				CASE WHEN typeof(NEW."c107") = 'text' AND instr(NEW."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c107" AS BLOB)) ELSE quote(NEW."c107") END,
				CASE WHEN typeof(NEW."c108") = 'text' AND instr(NEW."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c108" AS BLOB)) ELSE quote(NEW."c108") END,
				CASE WHEN typeof(NEW."c109") = 'text' AND instr(NEW."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c109" AS BLOB)) ELSE quote(NEW."c109") END,
				CASE WHEN typeof(NEW."c110") = 'text' AND instr(NEW."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c110" AS BLOB)) ELSE quote(NEW."c110") END,
				CASE WHEN typeof(NEW."c111") = 'text' AND instr(NEW."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c111" AS BLOB)) ELSE quote(NEW."c111") END,
				CASE WHEN typeof(NEW."c112") = 'text' AND instr(NEW."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c112" AS BLOB)) ELSE quote(NEW."c112") END,
				CASE WHEN typeof(NEW."c113") = 'text' AND instr(NEW."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c113" AS BLOB)) ELSE quote(NEW."c113") END,
				CASE WHEN typeof(NEW."c114") = 'text' AND instr(NEW."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c114" AS BLOB)) ELSE quote(NEW."c114") END,
				CASE WHEN typeof(NEW."c115") = 'text' AND instr(NEW."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c115" AS BLOB)) ELSE quote(NEW."c115") END,
				CASE WHEN typeof(NEW."c116") = 'text' AND instr(NEW."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c116" AS BLOB)) ELSE quote(NEW."c116") END,
				CASE WHEN typeof(NEW."c117") = 'text' AND instr(NEW."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c117" AS BLOB)) ELSE quote(NEW."c117") END,
				CASE WHEN typeof(NEW."c118") = 'text' AND instr(NEW."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c118" AS BLOB)) ELSE quote(NEW."c118") END,
				CASE WHEN typeof(NEW."c119") = 'text' AND instr(NEW."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c119" AS BLOB)) ELSE quote(NEW."c119") END,
				CASE WHEN typeof(NEW."c120") = 'text' AND instr(NEW."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c120" AS BLOB)) ELSE quote(NEW."c120") END,
				CASE WHEN typeof(NEW."c121") = 'text' AND instr(NEW."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c121" AS BLOB)) ELSE quote(NEW."c121") END,
				CASE WHEN typeof(NEW."c122") = 'text' AND instr(NEW."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c122" AS BLOB)) ELSE quote(NEW."c122") END,
				CASE WHEN typeof(NEW."c123") = 'text' AND instr(NEW."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c123" AS BLOB)) ELSE quote(NEW."c123") END,
				CASE WHEN typeof(NEW."c124") = 'text' AND instr(NEW."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c124" AS BLOB)) ELSE quote(NEW."c124") END,
				CASE WHEN typeof(NEW."c125") = 'text' AND instr(NEW."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c125" AS BLOB)) ELSE quote(NEW."c125") END,
				CASE WHEN typeof(NEW."c126") = 'text' AND instr(NEW."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c126" AS BLOB)) ELSE quote(NEW."c126") END,
				CASE WHEN typeof(NEW."c127") = 'text' AND instr(NEW."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c127" AS BLOB)) ELSE quote(NEW."c127") END,
				CASE WHEN typeof(NEW."c128") = 'text' AND instr(NEW."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c128" AS BLOB)) ELSE quote(NEW."c128") END,
				CASE WHEN typeof(NEW."c129") = 'text' AND instr(NEW."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c129" AS BLOB)) ELSE quote(NEW."c129") END,
				CASE WHEN typeof(NEW."c130") = 'text' AND instr(NEW."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || NEW."c130" AS BLOB)) ELSE quote(NEW."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
CREATE TRIGGER shadowlog_072e49c0_d AFTER DELETE ON "wide"
BEGIN
	INSERT INTO shadowlog_changelog (shape, op, captured_at, old_row)
	VALUES (1213663400, 'D', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."id") = 'text' AND instr(OLD."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."id" AS BLOB)) ELSE quote(OLD."id") END,
				CASE WHEN typeof(OLD."c1") = 'text' AND instr(OLD."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c1" AS BLOB)) ELSE quote(OLD."c1") END,
				CASE WHEN typeof(OLD."c2") = 'text' AND instr(OLD."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c2" AS BLOB)) ELSE quote(OLD."c2") END,
				CASE WHEN typeof(OLD."c3") = 'text' AND instr(OLD."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c3" AS BLOB)) ELSE quote(OLD."c3") END,
				CASE WHEN typeof(OLD."c4") = 'text' AND instr(OLD."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c4" AS BLOB)) ELSE quote(OLD."c4") END,
				CASE WHEN typeof(OLD."c5") = 'text' AND instr(OLD."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c5" AS BLOB)) ELSE quote(OLD."c5") END,
				CASE WHEN typeof(OLD."c6") = 'text' AND instr(OLD."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c6" AS BLOB)) ELSE quote(OLD."c6") END,
				CASE WHEN typeof(OLD."c7") = 'text' AND instr(OLD."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c7" AS BLOB)) ELSE quote(OLD."c7") END,
				CASE WHEN typeof(OLD."c8") = 'text' AND instr(OLD."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c8" AS BLOB)) ELSE quote(OLD."c8") END,
				CASE WHEN typeof(OLD."c9") = 'text' AND instr(OLD."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c9" AS BLOB)) ELSE quote(OLD."c9") END,
				CASE WHEN typeof(OLD."c10") = 'text' AND instr(OLD."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c10" AS BLOB)) ELSE quote(OLD."c10") END,
				CASE WHEN typeof(OLD."c11") = 'text' AND instr(OLD."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c11" AS BLOB)) ELSE quote(OLD."c11") END,
				CASE WHEN typeof(OLD."c12") = 'text' AND instr(OLD."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c12" AS BLOB)) ELSE quote(OLD."c12") END,
				CASE WHEN typeof(OLD."c13") = 'text' AND instr(OLD."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c13" AS BLOB)) ELSE quote(OLD."c13") END,
				CASE WHEN typeof(OLD."c14") = 'text' AND instr(OLD."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c14" AS BLOB)) ELSE quote(OLD."c14") END,
				CASE WHEN typeof(OLD."c15") = 'text' AND instr(OLD."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c15" AS BLOB)) ELSE quote(OLD."c15") END,
				CASE WHEN typeof(OLD."c16") = 'text' AND instr(OLD."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c16" AS BLOB)) ELSE quote(OLD."c16") END,
				CASE WHEN typeof(OLD."c17") = 'text' AND instr(OLD."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c17" AS BLOB)) ELSE quote(OLD."c17") END,
				CASE WHEN typeof(OLD."c18") = 'text' AND instr(OLD."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c18" AS BLOB)) ELSE quote(OLD."c18") END,
				CASE WHEN typeof(OLD."c19") = 'text' AND instr(OLD."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c19" AS BLOB)) ELSE quote(OLD."c19") END,
				CASE WHEN typeof(OLD."c20") = 'text' AND instr(OLD."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c20" AS BLOB)) ELSE quote(OLD."c20") END,
				CASE WHEN typeof(OLD."c21") = 'text' AND instr(OLD."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c21" AS BLOB)) ELSE quote(OLD."c21") END,
				CASE WHEN typeof(OLD."c22") = 'text' AND instr(OLD."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c22" AS BLOB)) ELSE quote(OLD."c22") END,
				CASE WHEN typeof(OLD."c23") = 'text' AND instr(OLD."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c23" AS BLOB)) ELSE quote(OLD."c23") END,
				CASE WHEN typeof(OLD."c24") = 'text' AND instr(OLD."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c24" AS BLOB)) ELSE quote(OLD."c24") END,
				CASE WHEN typeof(OLD."c25") = 'text' AND instr(OLD."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c25" AS BLOB)) ELSE quote(OLD."c25") END,
				CASE WHEN typeof(OLD."c26") = 'text' AND instr(OLD."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c26" AS BLOB)) ELSE quote(OLD."c26") END,
				CASE WHEN typeof(OLD."c27") = 'text' AND instr(OLD."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c27" AS BLOB)) ELSE quote(OLD."c27") END,
				CASE WHEN typeof(OLD."c28") = 'text' AND instr(OLD."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c28" AS BLOB)) ELSE quote(OLD."c28") END,
				CASE WHEN typeof(OLD."c29") = 'text' AND instr(OLD."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c29" AS BLOB)) ELSE quote(OLD."c29") END,
				CASE WHEN typeof(OLD."c30") = 'text' AND instr(OLD."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c30" AS BLOB)) ELSE quote(OLD."c30") END,
				CASE WHEN typeof(OLD."c31") = 'text' AND instr(OLD."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c31" AS BLOB)) ELSE quote(OLD."c31") END,
				CASE WHEN typeof(OLD."c32") = 'text' AND instr(OLD."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c32" AS BLOB)) ELSE quote(OLD."c32") END,
				CASE WHEN typeof(OLD."c33") = 'text' AND instr(OLD."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c33" AS BLOB)) ELSE quote(OLD."c33") END,
				CASE WHEN typeof(OLD."c34") = 'text' AND instr(OLD."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c34" AS BLOB)) ELSE quote(OLD."c34") END,
				CASE WHEN typeof(OLD."c35") = 'text' AND instr(OLD."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c35" AS BLOB)) ELSE quote(OLD."c35") END,
				CASE WHEN typeof(OLD."c36") = 'text' AND instr(OLD."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c36" AS BLOB)) ELSE quote(OLD."c36") END,
				CASE WHEN typeof(OLD."c37") = 'text' AND instr(OLD."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c37" AS BLOB)) ELSE quote(OLD."c37") END,
				CASE WHEN typeof(OLD."c38") = 'text' AND instr(OLD."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c38" AS BLOB)) ELSE quote(OLD."c38") END,
				CASE WHEN typeof(OLD."c39") = 'text' AND instr(OLD."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c39" AS BLOB)) ELSE quote(OLD."c39") END,
				CASE WHEN typeof(OLD."c40") = 'text' AND instr(OLD."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c40" AS BLOB)) ELSE quote(OLD."c40") END,
				CASE WHEN typeof(OLD."c41") = 'text' AND instr(OLD."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c41" AS BLOB)) ELSE quote(OLD."c41") END,
				CASE WHEN typeof(OLD."c42") = 'text' AND instr(OLD."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c42" AS BLOB)) ELSE quote(OLD."c42") END,
				CASE WHEN typeof(OLD."c43") = 'text' AND instr(OLD."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c43" AS BLOB)) ELSE quote(OLD."c43") END,
				CASE WHEN typeof(OLD."c44") = 'text' AND instr(OLD."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c44" AS BLOB)) ELSE quote(OLD."c44") END,
				CASE WHEN typeof(OLD."c45") = 'text' AND instr(OLD."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c45" AS BLOB)) ELSE quote(OLD."c45") END,
				CASE WHEN typeof(OLD."c46") = 'text' AND instr(OLD."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c46" AS BLOB)) ELSE quote(OLD."c46") END,
				CASE WHEN typeof(OLD."c47") = 'text' AND instr(OLD."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c47" AS BLOB)) ELSE quote(OLD."c47") END,
				CASE WHEN typeof(OLD."c48") = 'text' AND instr(OLD."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c48" AS BLOB)) ELSE quote(OLD."c48") END,
				CASE WHEN typeof(OLD."c49") = 'text' AND instr(OLD."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c49" AS BLOB)) ELSE quote(OLD."c49") END,
				CASE WHEN typeof(OLD."c50") = 'text' AND instr(OLD."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c50" AS BLOB)) ELSE quote(OLD."c50") END,
				CASE WHEN typeof(OLD."c51") = 'text' AND instr(OLD."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c51" AS BLOB)) ELSE quote(OLD."c51") END,
				CASE WHEN typeof(OLD."c52") = 'text' AND instr(OLD."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c52" AS BLOB)) ELSE quote(OLD."c52") END,
				CASE WHEN typeof(OLD."c53") = 'text' AND instr(OLD."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c53" AS BLOB)) ELSE quote(OLD."c53") END,
				CASE WHEN typeof(OLD."c54") = 'text' AND instr(OLD."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c54" AS BLOB)) ELSE quote(OLD."c54") END,
				CASE WHEN typeof(OLD."c55") = 'text' AND instr(OLD."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c55" AS BLOB)) ELSE quote(OLD."c55") END,
				CASE WHEN typeof(OLD."c56") = 'text' AND instr(OLD."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c56" AS BLOB)) ELSE quote(OLD."c56") END,
				CASE WHEN typeof(OLD."c57") = 'text' AND instr(OLD."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c57" AS BLOB)) ELSE quote(OLD."c57") END,
				CASE WHEN typeof(OLD."c58") = 'text' AND instr(OLD."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c58" AS BLOB)) ELSE quote(OLD."c58") END,
				CASE WHEN typeof(OLD."c59") = 'text' AND instr(OLD."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c59" AS BLOB)) ELSE quote(OLD."c59") END,
				CASE WHEN typeof(OLD."c60") = 'text' AND instr(OLD."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c60" AS BLOB)) ELSE quote(OLD."c60") END,
				CASE WHEN typeof(OLD."c61") = 'text' AND instr(OLD."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c61" AS BLOB)) ELSE quote(OLD."c61") END,
				CASE WHEN typeof(OLD."c62") = 'text' AND instr(OLD."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c62" AS BLOB)) ELSE quote(OLD."c62") END,
				CASE WHEN typeof(OLD."c63") = 'text' AND instr(OLD."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c63" AS BLOB)) ELSE quote(OLD."c63") END,
				CASE WHEN typeof(OLD."c64") = 'text' AND instr(OLD."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c64" AS BLOB)) ELSE quote(OLD."c64") END,
				CASE WHEN typeof(OLD."c65") = 'text' AND instr(OLD."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c65" AS BLOB)) ELSE quote(OLD."c65") END,
				CASE WHEN typeof(OLD."c66") = 'text' AND instr(OLD."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c66" AS BLOB)) ELSE quote(OLD."c66") END,
				CASE WHEN typeof(OLD."c67") = 'text' AND instr(OLD."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c67" AS BLOB)) ELSE quote(OLD."c67") END,
				CASE WHEN typeof(OLD."c68") = 'text' AND instr(OLD."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c68" AS BLOB)) ELSE quote(OLD."c68") END,
				CASE WHEN typeof(OLD."c69") = 'text' AND instr(OLD."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c69" AS BLOB)) ELSE quote(OLD."c69") END,
				CASE WHEN typeof(OLD."c70") = 'text' AND instr(OLD."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c70" AS BLOB)) ELSE quote(OLD."c70") END,
				CASE WHEN typeof(OLD."c71") = 'text' AND instr(OLD."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c71" AS BLOB)) ELSE quote(OLD."c71") END,
				CASE WHEN typeof(OLD."c72") = 'text' AND instr(OLD."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c72" AS BLOB)) ELSE quote(OLD."c72") END,
				CASE WHEN typeof(OLD."c73") = 'text' AND instr(OLD."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c73" AS BLOB)) ELSE quote(OLD."c73") END,
				CASE WHEN typeof(OLD."c74") = 'text' AND instr(OLD."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c74" AS BLOB)) ELSE quote(OLD."c74") END,
				CASE WHEN typeof(OLD."c75") = 'text' AND instr(OLD."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c75" AS BLOB)) ELSE quote(OLD."c75") END,
				CASE WHEN typeof(OLD."c76") = 'text' AND instr(OLD."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c76" AS BLOB)) ELSE quote(OLD."c76") END,
				CASE WHEN typeof(OLD."c77") = 'text' AND instr(OLD."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c77" AS BLOB)) ELSE quote(OLD."c77") END,
				CASE WHEN typeof(OLD."c78") = 'text' AND instr(OLD."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c78" AS BLOB)) ELSE quote(OLD."c78") END,
				CASE WHEN typeof(OLD."c79") = 'text' AND instr(OLD."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c79" AS BLOB)) ELSE quote(OLD."c79") END,
				CASE WHEN typeof(OLD."c80") = 'text' AND instr(OLD."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c80" AS BLOB)) ELSE quote(OLD."c80") END,
				CASE WHEN typeof(OLD."c81") = 'text' AND instr(OLD."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c81" AS BLOB)) ELSE quote(OLD."c81") END,
				CASE WHEN typeof(OLD."c82") = 'text' AND instr(OLD."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c82" AS BLOB)) ELSE quote(OLD."c82") END,
				CASE WHEN typeof(OLD."c83") = 'text' AND instr(OLD."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c83" AS BLOB)) ELSE quote(OLD."c83") END,
				CASE WHEN typeof(OLD."c84") = 'text' AND instr(OLD."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c84" AS BLOB)) ELSE quote(OLD."c84") END,
				CASE WHEN typeof(OLD."c85") = 'text' AND instr(OLD."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c85" AS BLOB)) ELSE quote(OLD."c85") END,
				CASE WHEN typeof(OLD."c86") = 'text' AND instr(OLD."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c86" AS BLOB)) ELSE quote(OLD."c86") END,
				CASE WHEN typeof(OLD."c87") = 'text' AND instr(OLD."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c87" AS BLOB)) ELSE quote(OLD."c87") END,
				CASE WHEN typeof(OLD."c88") = 'text' AND instr(OLD."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c88" AS BLOB)) ELSE quote(OLD."c88") END,
				CASE WHEN typeof(OLD."c89") = 'text' AND instr(OLD."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c89" AS BLOB)) ELSE quote(OLD."c89") END,
				CASE WHEN typeof(OLD."c90") = 'text' AND instr(OLD."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c90" AS BLOB)) ELSE quote(OLD."c90") END,
				CASE WHEN typeof(OLD."c91") = 'text' AND instr(OLD."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c91" AS BLOB)) ELSE quote(OLD."c91") END,
				CASE WHEN typeof(OLD."c92") = 'text' AND instr(OLD."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c92" AS BLOB)) ELSE quote(OLD."c92") END,
				CASE WHEN typeof(OLD."c93") = 'text' AND instr(OLD."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c93" AS BLOB)) ELSE quote(OLD."c93") END,
				CASE WHEN typeof(OLD."c94") = 'text' AND instr(OLD."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c94" AS BLOB)) ELSE quote(OLD."c94") END,
				CASE WHEN typeof(OLD."c95") = 'text' AND instr(OLD."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c95" AS BLOB)) ELSE quote(OLD."c95") END,
				CASE WHEN typeof(OLD."c96") = 'text' AND instr(OLD."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c96" AS BLOB)) ELSE quote(OLD."c96") END,
				CASE WHEN typeof(OLD."c97") = 'text' AND instr(OLD."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c97" AS BLOB)) ELSE quote(OLD."c97") END,
				CASE WHEN typeof(OLD."c98") = 'text' AND instr(OLD."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c98" AS BLOB)) ELSE quote(OLD."c98") END,
				CASE WHEN typeof(OLD."c99") = 'text' AND instr(OLD."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c99" AS BLOB)) ELSE quote(OLD."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(OLD."c100") = 'text' AND instr(OLD."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c100" AS BLOB)) ELSE quote(OLD."c100") END,
				CASE WHEN typeof(OLD."c101") = 'text' AND instr(OLD."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c101" AS BLOB)) ELSE quote(OLD."c101") END,
				CASE WHEN typeof(OLD."c102") = 'text' AND instr(OLD."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c102" AS BLOB)) ELSE quote(OLD."c102") END,
				CASE WHEN typeof(OLD."c103") = 'text' AND instr(OLD."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c103" AS BLOB)) ELSE quote(OLD."c103") END,
				CASE WHEN typeof(OLD."c104") = 'text' AND instr(OLD."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c104" AS BLOB)) ELSE quote(OLD."c104") END,
				CASE WHEN typeof(OLD."c105") = 'text' AND instr(OLD."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c105" AS BLOB)) ELSE quote(OLD."c105") END,
				CASE WHEN typeof(OLD."c106") = 'text' AND instr(OLD."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c106" AS BLOB)) ELSE quote(OLD."c106") END,
				CASE WHEN typeof(OLD."c107") = 'text' AND instr(OLD."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c107" AS BLOB)) ELSE quote(OLD."c107") END,
				CASE WHEN typeof(OLD."c108") = 'text' AND instr(OLD."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c108" AS BLOB)) ELSE quote(OLD."c108") END,
				CASE WHEN typeof(OLD."c109") = 'text' AND instr(OLD."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c109" AS BLOB)) ELSE quote(OLD."c109") END,
				CASE WHEN typeof(OLD."c110") = 'text' AND instr(OLD."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c110" AS BLOB)) ELSE quote(OLD."c110") END,
				CASE WHEN typeof(OLD."c111") = 'text' AND instr(OLD."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c111" AS BLOB)) ELSE quote(OLD."c111") END,
				CASE WHEN typeof(OLD."c112") = 'text' AND instr(OLD."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c112" AS BLOB)) ELSE quote(OLD."c112") END,
				CASE WHEN typeof(OLD."c113") = 'text' AND instr(OLD."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c113" AS BLOB)) ELSE quote(OLD."c113") END,
				CASE WHEN typeof(OLD."c114") = 'text' AND instr(OLD."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c114" AS BLOB)) ELSE quote(OLD."c114") END,
				CASE WHEN typeof(OLD."c115") = 'text' AND instr(OLD."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c115" AS BLOB)) ELSE quote(OLD."c115") END,
				CASE WHEN typeof(OLD."c116") = 'text' AND instr(OLD."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c116" AS BLOB)) ELSE quote(OLD."c116") END,
				CASE WHEN typeof(OLD."c117") = 'text' AND instr(OLD."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c117" AS BLOB)) ELSE quote(OLD."c117") END,
				CASE WHEN typeof(OLD."c118") = 'text' AND instr(OLD."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c118" AS BLOB)) ELSE quote(OLD."c118") END,
				CASE WHEN typeof(OLD."c119") = 'text' AND instr(OLD."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c119" AS BLOB)) ELSE quote(OLD."c119") END,
				CASE WHEN typeof(OLD."c120") = 'text' AND instr(OLD."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c120" AS BLOB)) ELSE quote(OLD."c120") END,
				CASE WHEN typeof(OLD."c121") = 'text' AND instr(OLD."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c121" AS BLOB)) ELSE quote(OLD."c121") END,
				CASE WHEN typeof(OLD."c122") = 'text' AND instr(OLD."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c122" AS BLOB)) ELSE quote(OLD."c122") END,
				CASE WHEN typeof(OLD."c123") = 'text' AND instr(OLD."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c123" AS BLOB)) ELSE quote(OLD."c123") END,
				CASE WHEN typeof(OLD."c124") = 'text' AND instr(OLD."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c124" AS BLOB)) ELSE quote(OLD."c124") END,
				CASE WHEN typeof(OLD."c125") = 'text' AND instr(OLD."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c125" AS BLOB)) ELSE quote(OLD."c125") END,
				CASE WHEN typeof(OLD."c126") = 'text' AND instr(OLD."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c126" AS BLOB)) ELSE quote(OLD."c126") END,
				CASE WHEN typeof(OLD."c127") = 'text' AND instr(OLD."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c127" AS BLOB)) ELSE quote(OLD."c127") END,
				CASE WHEN typeof(OLD."c128") = 'text' AND instr(OLD."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c128" AS BLOB)) ELSE quote(OLD."c128") END,
				CASE WHEN typeof(OLD."c129") = 'text' AND instr(OLD."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c129" AS BLOB)) ELSE quote(OLD."c129") END,
				CASE WHEN typeof(OLD."c130") = 'text' AND instr(OLD."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || OLD."c130" AS BLOB)) ELSE quote(OLD."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large')));
END;

-- A row with the new key is there already: REPLACE is going to push it out,
-- every other kind of INSERT will not get as far as the trigger above.
DROP TRIGGER IF EXISTS shadowlog_072e49c0_ib;
CREATE TRIGGER shadowlog_072e49c0_ib BEFORE INSERT ON "wide"
WHEN EXISTS (SELECT 1 FROM "wide" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1213663400, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."c1") = 'text' AND instr(shadowlog."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c1" AS BLOB)) ELSE quote(shadowlog."c1") END,
				CASE WHEN typeof(shadowlog."c2") = 'text' AND instr(shadowlog."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c2" AS BLOB)) ELSE quote(shadowlog."c2") END,
				CASE WHEN typeof(shadowlog."c3") = 'text' AND instr(shadowlog."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c3" AS BLOB)) ELSE quote(shadowlog."c3") END,
				CASE WHEN typeof(shadowlog."c4") = 'text' AND instr(shadowlog."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c4" AS BLOB)) ELSE quote(shadowlog."c4") END,
				CASE WHEN typeof(shadowlog."c5") = 'text' AND instr(shadowlog."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c5" AS BLOB)) ELSE quote(shadowlog."c5") END,
				CASE WHEN typeof(shadowlog."c6") = 'text' AND instr(shadowlog."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c6" AS BLOB)) ELSE quote(shadowlog."c6") END,
				CASE WHEN typeof(shadowlog."c7") = 'text' AND instr(shadowlog."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c7" AS BLOB)) ELSE quote(shadowlog."c7") END,
				CASE WHEN typeof(shadowlog."c8") = 'text' AND instr(shadowlog."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c8" AS BLOB)) ELSE quote(shadowlog."c8") END,
				CASE WHEN typeof(shadowlog."c9") = 'text' AND instr(shadowlog."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c9" AS BLOB)) ELSE quote(shadowlog."c9") END,
				CASE WHEN typeof(shadowlog."c10") = 'text' AND instr(shadowlog."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c10" AS BLOB)) ELSE quote(shadowlog."c10") END,
				CASE WHEN typeof(shadowlog."c11") = 'text' AND instr(shadowlog."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c11" AS BLOB)) ELSE quote(shadowlog."c11") END,
				CASE WHEN typeof(shadowlog."c12") = 'text' AND instr(shadowlog."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c12" AS BLOB)) ELSE quote(shadowlog."c12") END,
				CASE WHEN typeof(shadowlog."c13") = 'text' AND instr(shadowlog."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c13" AS BLOB)) ELSE quote(shadowlog."c13") END,
				CASE WHEN typeof(shadowlog."c14") = 'text' AND instr(shadowlog."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c14" AS BLOB)) ELSE quote(shadowlog."c14") END,
				CASE WHEN typeof(shadowlog."c15") = 'text' AND instr(shadowlog."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c15" AS BLOB)) ELSE quote(shadowlog."c15") END,
				CASE WHEN typeof(shadowlog."c16") = 'text' AND instr(shadowlog."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c16" AS BLOB)) ELSE quote(shadowlog."c16") END,
				CASE WHEN typeof(shadowlog."c17") = 'text' AND instr(shadowlog."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c17" AS BLOB)) ELSE quote(shadowlog."c17") END,
				CASE WHEN typeof(shadowlog."c18") = 'text' AND instr(shadowlog."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c18" AS BLOB)) ELSE quote(shadowlog."c18") END,
				CASE WHEN typeof(shadowlog."c19") = 'text' AND instr(shadowlog."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c19" AS BLOB)) ELSE quote(shadowlog."c19") END,
				CASE WHEN typeof(shadowlog."c20") = 'text' AND instr(shadowlog."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c20" AS BLOB)) ELSE quote(shadowlog."c20") END,
				CASE WHEN typeof(shadowlog."c21") = 'text' AND instr(shadowlog."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c21" AS BLOB)) ELSE quote(shadowlog."c21") END,
				CASE WHEN typeof(shadowlog."c22") = 'text' AND instr(shadowlog."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c22" AS BLOB)) ELSE quote(shadowlog."c22") END,
				CASE WHEN typeof(shadowlog."c23") = 'text' AND instr(shadowlog."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c23" AS BLOB)) ELSE quote(shadowlog."c23") END,
				CASE WHEN typeof(shadowlog."c24") = 'text' AND instr(shadowlog."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c24" AS BLOB)) ELSE quote(shadowlog."c24") END,
				CASE WHEN typeof(shadowlog."c25") = 'text' AND instr(shadowlog."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c25" AS BLOB)) ELSE quote(shadowlog."c25") END,
				CASE WHEN typeof(shadowlog."c26") = 'text' AND instr(shadowlog."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c26" AS BLOB)) ELSE quote(shadowlog."c26") END,
				CASE WHEN typeof(shadowlog."c27") = 'text' AND instr(shadowlog."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c27" AS BLOB)) ELSE quote(shadowlog."c27") END,
				CASE WHEN typeof(shadowlog."c28") = 'text' AND instr(shadowlog."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c28" AS BLOB)) ELSE quote(shadowlog."c28") END,
				CASE WHEN typeof(shadowlog."c29") = 'text' AND instr(shadowlog."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c29" AS BLOB)) ELSE quote(shadowlog."c29") END,
				CASE WHEN typeof(shadowlog."c30") = 'text' AND instr(shadowlog."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c30" AS BLOB)) ELSE quote(shadowlog."c30") END,
				CASE WHEN typeof(shadowlog."c31") = 'text' AND instr(shadowlog."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c31" AS BLOB)) ELSE quote(shadowlog."c31") END,
				CASE WHEN typeof(shadowlog."c32") = 'text' AND instr(shadowlog."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c32" AS BLOB)) ELSE quote(shadowlog."c32") END,
				CASE WHEN typeof(shadowlog."c33") = 'text' AND instr(shadowlog."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c33" AS BLOB)) ELSE quote(shadowlog."c33") END,
				CASE WHEN typeof(shadowlog."c34") = 'text' AND instr(shadowlog."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c34" AS BLOB)) ELSE quote(shadowlog."c34") END,
				CASE WHEN typeof(shadowlog."c35") = 'text' AND instr(shadowlog."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c35" AS BLOB)) ELSE quote(shadowlog."c35") END,
				CASE WHEN typeof(shadowlog."c36") = 'text' AND instr(shadowlog."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c36" AS BLOB)) ELSE quote(shadowlog."c36") END,
				CASE WHEN typeof(shadowlog."c37") = 'text' AND instr(shadowlog."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c37" AS BLOB)) ELSE quote(shadowlog."c37") END,
				CASE WHEN typeof(shadowlog."c38") = 'text' AND instr(shadowlog."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c38" AS BLOB)) ELSE quote(shadowlog."c38") END,
				CASE WHEN typeof(shadowlog."c39") = 'text' AND instr(shadowlog."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c39" AS BLOB)) ELSE quote(shadowlog."c39") END,
				CASE WHEN typeof(shadowlog."c40") = 'text' AND instr(shadowlog."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c40" AS BLOB)) ELSE quote(shadowlog."c40") END,
				CASE WHEN typeof(shadowlog."c41") = 'text' AND instr(shadowlog."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c41" AS BLOB)) ELSE quote(shadowlog."c41") END,
				CASE WHEN typeof(shadowlog."c42") = 'text' AND instr(shadowlog."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c42" AS BLOB)) ELSE quote(shadowlog."c42") END,
				CASE WHEN typeof(shadowlog."c43") = 'text' AND instr(shadowlog."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c43" AS BLOB)) ELSE quote(shadowlog."c43") END,
				CASE WHEN typeof(shadowlog."c44") = 'text' AND instr(shadowlog."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c44" AS BLOB)) ELSE quote(shadowlog."c44") END,
				CASE WHEN typeof(shadowlog."c45") = 'text' AND instr(shadowlog."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c45" AS BLOB)) ELSE quote(shadowlog."c45") END,
				CASE WHEN typeof(shadowlog."c46") = 'text' AND instr(shadowlog."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c46" AS BLOB)) ELSE quote(shadowlog."c46") END,
				CASE WHEN typeof(shadowlog."c47") = 'text' AND instr(shadowlog."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c47" AS BLOB)) ELSE quote(shadowlog."c47") END,
				CASE WHEN typeof(shadowlog."c48") = 'text' AND instr(shadowlog."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c48" AS BLOB)) ELSE quote(shadowlog."c48") END,
				CASE WHEN typeof(shadowlog."c49") = 'text' AND instr(shadowlog."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c49" AS BLOB)) ELSE quote(shadowlog."c49") END,
				CASE WHEN typeof(shadowlog."c50") = 'text' AND instr(shadowlog."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c50" AS BLOB)) ELSE quote(shadowlog."c50") END,
				CASE WHEN typeof(shadowlog."c51") = 'text' AND instr(shadowlog."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c51" AS BLOB)) ELSE quote(shadowlog."c51") END,
				CASE WHEN typeof(shadowlog."c52") = 'text' AND instr(shadowlog."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c52" AS BLOB)) ELSE quote(shadowlog."c52") END,
				CASE WHEN typeof(shadowlog."c53") = 'text' AND instr(shadowlog."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c53" AS BLOB)) ELSE quote(shadowlog."c53") END,
				CASE WHEN typeof(shadowlog."c54") = 'text' AND instr(shadowlog."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c54" AS BLOB)) ELSE quote(shadowlog."c54") END,
				CASE WHEN typeof(shadowlog."c55") = 'text' AND instr(shadowlog."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c55" AS BLOB)) ELSE quote(shadowlog."c55") END,
				CASE WHEN typeof(shadowlog."c56") = 'text' AND instr(shadowlog."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c56" AS BLOB)) ELSE quote(shadowlog."c56") END,
				CASE WHEN typeof(shadowlog."c57") = 'text' AND instr(shadowlog."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c57" AS BLOB)) ELSE quote(shadowlog."c57") END,
				CASE WHEN typeof(shadowlog."c58") = 'text' AND instr(shadowlog."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c58" AS BLOB)) ELSE quote(shadowlog."c58") END,
				CASE WHEN typeof(shadowlog."c59") = 'text' AND instr(shadowlog."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c59" AS BLOB)) ELSE quote(shadowlog."c59") END,
				CASE WHEN typeof(shadowlog."c60") = 'text' AND instr(shadowlog."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c60" AS BLOB)) ELSE quote(shadowlog."c60") END,
				CASE WHEN typeof(shadowlog."c61") = 'text' AND instr(shadowlog."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c61" AS BLOB)) ELSE quote(shadowlog."c61") END,
				CASE WHEN typeof(shadowlog."c62") = 'text' AND instr(shadowlog."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c62" AS BLOB)) ELSE quote(shadowlog."c62") END,
				CASE WHEN typeof(shadowlog."c63") = 'text' AND instr(shadowlog."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c63" AS BLOB)) ELSE quote(shadowlog."c63") END,
				CASE WHEN typeof(shadowlog."c64") = 'text' AND instr(shadowlog."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c64" AS BLOB)) ELSE quote(shadowlog."c64") END,
				CASE WHEN typeof(shadowlog."c65") = 'text' AND instr(shadowlog."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c65" AS BLOB)) ELSE quote(shadowlog."c65") END,
				CASE WHEN typeof(shadowlog."c66") = 'text' AND instr(shadowlog."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c66" AS BLOB)) ELSE quote(shadowlog."c66") END,
				CASE WHEN typeof(shadowlog."c67") = 'text' AND instr(shadowlog."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c67" AS BLOB)) ELSE quote(shadowlog."c67") END,
				CASE WHEN typeof(shadowlog."c68") = 'text' AND instr(shadowlog."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c68" AS BLOB)) ELSE quote(shadowlog."c68") END,
				CASE WHEN typeof(shadowlog."c69") = 'text' AND instr(shadowlog."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c69" AS BLOB)) ELSE quote(shadowlog."c69") END,
				CASE WHEN typeof(shadowlog."c70") = 'text' AND instr(shadowlog."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c70" AS BLOB)) ELSE quote(shadowlog."c70") END,
				CASE WHEN typeof(shadowlog."c71") = 'text' AND instr(shadowlog."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c71" AS BLOB)) ELSE quote(shadowlog."c71") END,
				CASE WHEN typeof(shadowlog."c72") = 'text' AND instr(shadowlog."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c72" AS BLOB)) ELSE quote(shadowlog."c72") END,
				CASE WHEN typeof(shadowlog."c73") = 'text' AND instr(shadowlog."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c73" AS BLOB)) ELSE quote(shadowlog."c73") END,
				CASE WHEN typeof(shadowlog."c74") = 'text' AND instr(shadowlog."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c74" AS BLOB)) ELSE quote(shadowlog."c74") END,
				CASE WHEN typeof(shadowlog."c75") = 'text' AND instr(shadowlog."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c75" AS BLOB)) ELSE quote(shadowlog."c75") END,
				CASE WHEN typeof(shadowlog."c76") = 'text' AND instr(shadowlog."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c76" AS BLOB)) ELSE quote(shadowlog."c76") END,
				CASE WHEN typeof(shadowlog."c77") = 'text' AND instr(shadowlog."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c77" AS BLOB)) ELSE quote(shadowlog."c77") END,
				CASE WHEN typeof(shadowlog."c78") = 'text' AND instr(shadowlog."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c78" AS BLOB)) ELSE quote(shadowlog."c78") END,
				CASE WHEN typeof(shadowlog."c79") = 'text' AND instr(shadowlog."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c79" AS BLOB)) ELSE quote(shadowlog."c79") END,
				CASE WHEN typeof(shadowlog."c80") = 'text' AND instr(shadowlog."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c80" AS BLOB)) ELSE quote(shadowlog."c80") END,
				CASE WHEN typeof(shadowlog."c81") = 'text' AND instr(shadowlog."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c81" AS BLOB)) ELSE quote(shadowlog."c81") END,
				CASE WHEN typeof(shadowlog."c82") = 'text' AND instr(shadowlog."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c82" AS BLOB)) ELSE quote(shadowlog."c82") END,
				CASE WHEN typeof(shadowlog."c83") = 'text' AND instr(shadowlog."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c83" AS BLOB)) ELSE quote(shadowlog."c83") END,
				CASE WHEN typeof(shadowlog."c84") = 'text' AND instr(shadowlog."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c84" AS BLOB)) ELSE quote(shadowlog."c84") END,
				CASE WHEN typeof(shadowlog."c85") = 'text' AND instr(shadowlog."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c85" AS BLOB)) ELSE quote(shadowlog."c85") END,
				CASE WHEN typeof(shadowlog."c86") = 'text' AND instr(shadowlog."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c86" AS BLOB)) ELSE quote(shadowlog."c86") END,
				CASE WHEN typeof(shadowlog."c87") = 'text' AND instr(shadowlog."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c87" AS BLOB)) ELSE quote(shadowlog."c87") END,
				CASE WHEN typeof(shadowlog."c88") = 'text' AND instr(shadowlog."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c88" AS BLOB)) ELSE quote(shadowlog."c88") END,
				CASE WHEN typeof(shadowlog."c89") = 'text' AND instr(shadowlog."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c89" AS BLOB)) ELSE quote(shadowlog."c89") END,
				CASE WHEN typeof(shadowlog."c90") = 'text' AND instr(shadowlog."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c90" AS BLOB)) ELSE quote(shadowlog."c90") END,
				CASE WHEN typeof(shadowlog."c91") = 'text' AND instr(shadowlog."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c91" AS BLOB)) ELSE quote(shadowlog."c91") END,
				CASE WHEN typeof(shadowlog."c92") = 'text' AND instr(shadowlog."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c92" AS BLOB)) ELSE quote(shadowlog."c92") END,
				CASE WHEN typeof(shadowlog."c93") = 'text' AND instr(shadowlog."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c93" AS BLOB)) ELSE quote(shadowlog."c93") END,
				CASE WHEN typeof(shadowlog."c94") = 'text' AND instr(shadowlog."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c94" AS BLOB)) ELSE quote(shadowlog."c94") END,
				CASE WHEN typeof(shadowlog."c95") = 'text' AND instr(shadowlog."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c95" AS BLOB)) ELSE quote(shadowlog."c95") END,
				CASE WHEN typeof(shadowlog."c96") = 'text' AND instr(shadowlog."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c96" AS BLOB)) ELSE quote(shadowlog."c96") END,
				CASE WHEN typeof(shadowlog."c97") = 'text' AND instr(shadowlog."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c97" AS BLOB)) ELSE quote(shadowlog."c97") END,
				CASE WHEN typeof(shadowlog."c98") = 'text' AND instr(shadowlog."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c98" AS BLOB)) ELSE quote(shadowlog."c98") END,
				CASE WHEN typeof(shadowlog."c99") = 'text' AND instr(shadowlog."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c99" AS BLOB)) ELSE quote(shadowlog."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."c100") = 'text' AND instr(shadowlog."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c100" AS BLOB)) ELSE quote(shadowlog."c100") END,
				CASE WHEN typeof(shadowlog."c101") = 'text' AND instr(shadowlog."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c101" AS BLOB)) ELSE quote(shadowlog."c101") END,
				CASE WHEN typeof(shadowlog."c102") = 'text' AND instr(shadowlog."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c102" AS BLOB)) ELSE quote(shadowlog."c102") END,
				CASE WHEN typeof(shadowlog."c103") = 'text' AND instr(shadowlog."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c103" AS BLOB)) ELSE quote(shadowlog."c103") END,
				CASE WHEN typeof(shadowlog."c104") = 'text' AND instr(shadowlog."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c104" AS BLOB)) ELSE quote(shadowlog."c104") END,
				CASE WHEN typeof(shadowlog."c105") = 'text' AND instr(shadowlog."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c105" AS BLOB)) ELSE quote(shadowlog."c105") END,
				CASE WHEN typeof(shadowlog."c106") = 'text' AND instr(shadowlog."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c106" AS BLOB)) ELSE quote(shadowlog."c106") END,
				CASE WHEN typeof(shadowlog."c107") = 'text' AND instr(shadowlog."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c107" AS BLOB)) ELSE quote(shadowlog."c107") END,
				CASE WHEN typeof(shadowlog."c108") = 'text' AND instr(shadowlog."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c108" AS BLOB)) ELSE quote(shadowlog."c108") END,
				CASE WHEN typeof(shadowlog."c109") = 'text' AND instr(shadowlog."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c109" AS BLOB)) ELSE quote(shadowlog."c109") END,
				CASE WHEN typeof(shadowlog."c110") = 'text' AND instr(shadowlog."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c110" AS BLOB)) ELSE quote(shadowlog."c110") END,
				CASE WHEN typeof(shadowlog."c111") = 'text' AND instr(shadowlog."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c111" AS BLOB)) ELSE quote(shadowlog."c111") END,
				CASE WHEN typeof(shadowlog."c112") = 'text' AND instr(shadowlog."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c112" AS BLOB)) ELSE quote(shadowlog."c112") END,
				CASE WHEN typeof(shadowlog."c113") = 'text' AND instr(shadowlog."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c113" AS BLOB)) ELSE quote(shadowlog."c113") END,
				CASE WHEN typeof(shadowlog."c114") = 'text' AND instr(shadowlog."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c114" AS BLOB)) ELSE quote(shadowlog."c114") END,
				CASE WHEN typeof(shadowlog."c115") = 'text' AND instr(shadowlog."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c115" AS BLOB)) ELSE quote(shadowlog."c115") END,
				CASE WHEN typeof(shadowlog."c116") = 'text' AND instr(shadowlog."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c116" AS BLOB)) ELSE quote(shadowlog."c116") END,
				CASE WHEN typeof(shadowlog."c117") = 'text' AND instr(shadowlog."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c117" AS BLOB)) ELSE quote(shadowlog."c117") END,
				CASE WHEN typeof(shadowlog."c118") = 'text' AND instr(shadowlog."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c118" AS BLOB)) ELSE quote(shadowlog."c118") END,
				CASE WHEN typeof(shadowlog."c119") = 'text' AND instr(shadowlog."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c119" AS BLOB)) ELSE quote(shadowlog."c119") END,
				CASE WHEN typeof(shadowlog."c120") = 'text' AND instr(shadowlog."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c120" AS BLOB)) ELSE quote(shadowlog."c120") END,
				CASE WHEN typeof(shadowlog."c121") = 'text' AND instr(shadowlog."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c121" AS BLOB)) ELSE quote(shadowlog."c121") END,
				CASE WHEN typeof(shadowlog."c122") = 'text' AND instr(shadowlog."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c122" AS BLOB)) ELSE quote(shadowlog."c122") END,
				CASE WHEN typeof(shadowlog."c123") = 'text' AND instr(shadowlog."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c123" AS BLOB)) ELSE quote(shadowlog."c123") END,
				CASE WHEN typeof(shadowlog."c124") = 'text' AND instr(shadowlog."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c124" AS BLOB)) ELSE quote(shadowlog."c124") END,
				CASE WHEN typeof(shadowlog."c125") = 'text' AND instr(shadowlog."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c125" AS BLOB)) ELSE quote(shadowlog."c125") END,
				CASE WHEN typeof(shadowlog."c126") = 'text' AND instr(shadowlog."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c126" AS BLOB)) ELSE quote(shadowlog."c126") END,
				CASE WHEN typeof(shadowlog."c127") = 'text' AND instr(shadowlog."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c127" AS BLOB)) ELSE quote(shadowlog."c127") END,
				CASE WHEN typeof(shadowlog."c128") = 'text' AND instr(shadowlog."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c128" AS BLOB)) ELSE quote(shadowlog."c128") END,
				CASE WHEN typeof(shadowlog."c129") = 'text' AND instr(shadowlog."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c129" AS BLOB)) ELSE quote(shadowlog."c129") END,
				CASE WHEN typeof(shadowlog."c130") = 'text' AND instr(shadowlog."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c130" AS BLOB)) ELSE quote(shadowlog."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "wide" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

DROP TRIGGER IF EXISTS shadowlog_072e49c0_ub;
CREATE TRIGGER shadowlog_072e49c0_ub BEFORE UPDATE ON "wide"
WHEN NOT (NEW."id" IS OLD."id")
 AND EXISTS (SELECT 1 FROM "wide" AS shadowlog
              WHERE shadowlog."id" = NEW."id")
BEGIN
	DELETE FROM shadowlog_displaced;
	INSERT INTO shadowlog_displaced (shape, id, mark, new_key, old_row)
	SELECT 1213663400, 1, (SELECT max(seq) FROM shadowlog_changelog),
		printf('%s',
			CASE WHEN typeof(NEW."id") = 'text' AND instr(NEW."id", char(0))
			     THEN 'U' || quote(CAST(char(65279) || NEW."id" AS BLOB)) ELSE quote(NEW."id") END),
		coalesce(
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."id") = 'text' AND instr(shadowlog."id", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."id" AS BLOB)) ELSE quote(shadowlog."id") END,
				CASE WHEN typeof(shadowlog."c1") = 'text' AND instr(shadowlog."c1", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c1" AS BLOB)) ELSE quote(shadowlog."c1") END,
				CASE WHEN typeof(shadowlog."c2") = 'text' AND instr(shadowlog."c2", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c2" AS BLOB)) ELSE quote(shadowlog."c2") END,
				CASE WHEN typeof(shadowlog."c3") = 'text' AND instr(shadowlog."c3", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c3" AS BLOB)) ELSE quote(shadowlog."c3") END,
				CASE WHEN typeof(shadowlog."c4") = 'text' AND instr(shadowlog."c4", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c4" AS BLOB)) ELSE quote(shadowlog."c4") END,
				CASE WHEN typeof(shadowlog."c5") = 'text' AND instr(shadowlog."c5", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c5" AS BLOB)) ELSE quote(shadowlog."c5") END,
				CASE WHEN typeof(shadowlog."c6") = 'text' AND instr(shadowlog."c6", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c6" AS BLOB)) ELSE quote(shadowlog."c6") END,
				CASE WHEN typeof(shadowlog."c7") = 'text' AND instr(shadowlog."c7", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c7" AS BLOB)) ELSE quote(shadowlog."c7") END,
				CASE WHEN typeof(shadowlog."c8") = 'text' AND instr(shadowlog."c8", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c8" AS BLOB)) ELSE quote(shadowlog."c8") END,
				CASE WHEN typeof(shadowlog."c9") = 'text' AND instr(shadowlog."c9", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c9" AS BLOB)) ELSE quote(shadowlog."c9") END,
				CASE WHEN typeof(shadowlog."c10") = 'text' AND instr(shadowlog."c10", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c10" AS BLOB)) ELSE quote(shadowlog."c10") END,
				CASE WHEN typeof(shadowlog."c11") = 'text' AND instr(shadowlog."c11", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c11" AS BLOB)) ELSE quote(shadowlog."c11") END,
				CASE WHEN typeof(shadowlog."c12") = 'text' AND instr(shadowlog."c12", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c12" AS BLOB)) ELSE quote(shadowlog."c12") END,
				CASE WHEN typeof(shadowlog."c13") = 'text' AND instr(shadowlog."c13", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c13" AS BLOB)) ELSE quote(shadowlog."c13") END,
				CASE WHEN typeof(shadowlog."c14") = 'text' AND instr(shadowlog."c14", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c14" AS BLOB)) ELSE quote(shadowlog."c14") END,
				CASE WHEN typeof(shadowlog."c15") = 'text' AND instr(shadowlog."c15", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c15" AS BLOB)) ELSE quote(shadowlog."c15") END,
				CASE WHEN typeof(shadowlog."c16") = 'text' AND instr(shadowlog."c16", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c16" AS BLOB)) ELSE quote(shadowlog."c16") END,
				CASE WHEN typeof(shadowlog."c17") = 'text' AND instr(shadowlog."c17", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c17" AS BLOB)) ELSE quote(shadowlog."c17") END,
				CASE WHEN typeof(shadowlog."c18") = 'text' AND instr(shadowlog."c18", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c18" AS BLOB)) ELSE quote(shadowlog."c18") END,
				CASE WHEN typeof(shadowlog."c19") = 'text' AND instr(shadowlog."c19", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c19" AS BLOB)) ELSE quote(shadowlog."c19") END,
				CASE WHEN typeof(shadowlog."c20") = 'text' AND instr(shadowlog."c20", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c20" AS BLOB)) ELSE quote(shadowlog."c20") END,
				CASE WHEN typeof(shadowlog."c21") = 'text' AND instr(shadowlog."c21", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c21" AS BLOB)) ELSE quote(shadowlog."c21") END,
				CASE WHEN typeof(shadowlog."c22") = 'text' AND instr(shadowlog."c22", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c22" AS BLOB)) ELSE quote(shadowlog."c22") END,
				CASE WHEN typeof(shadowlog."c23") = 'text' AND instr(shadowlog."c23", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c23" AS BLOB)) ELSE quote(shadowlog."c23") END,
				CASE WHEN typeof(shadowlog."c24") = 'text' AND instr(shadowlog."c24", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c24" AS BLOB)) ELSE quote(shadowlog."c24") END,
				CASE WHEN typeof(shadowlog."c25") = 'text' AND instr(shadowlog."c25", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c25" AS BLOB)) ELSE quote(shadowlog."c25") END,
				CASE WHEN typeof(shadowlog."c26") = 'text' AND instr(shadowlog."c26", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c26" AS BLOB)) ELSE quote(shadowlog."c26") END,
				CASE WHEN typeof(shadowlog."c27") = 'text' AND instr(shadowlog."c27", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c27" AS BLOB)) ELSE quote(shadowlog."c27") END,
				CASE WHEN typeof(shadowlog."c28") = 'text' AND instr(shadowlog."c28", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c28" AS BLOB)) ELSE quote(shadowlog."c28") END,
				CASE WHEN typeof(shadowlog."c29") = 'text' AND instr(shadowlog."c29", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c29" AS BLOB)) ELSE quote(shadowlog."c29") END,
				CASE WHEN typeof(shadowlog."c30") = 'text' AND instr(shadowlog."c30", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c30" AS BLOB)) ELSE quote(shadowlog."c30") END,
				CASE WHEN typeof(shadowlog."c31") = 'text' AND instr(shadowlog."c31", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c31" AS BLOB)) ELSE quote(shadowlog."c31") END,
				CASE WHEN typeof(shadowlog."c32") = 'text' AND instr(shadowlog."c32", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c32" AS BLOB)) ELSE quote(shadowlog."c32") END,
				CASE WHEN typeof(shadowlog."c33") = 'text' AND instr(shadowlog."c33", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c33" AS BLOB)) ELSE quote(shadowlog."c33") END,
				CASE WHEN typeof(shadowlog."c34") = 'text' AND instr(shadowlog."c34", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c34" AS BLOB)) ELSE quote(shadowlog."c34") END,
				CASE WHEN typeof(shadowlog."c35") = 'text' AND instr(shadowlog."c35", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c35" AS BLOB)) ELSE quote(shadowlog."c35") END,
				CASE WHEN typeof(shadowlog."c36") = 'text' AND instr(shadowlog."c36", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c36" AS BLOB)) ELSE quote(shadowlog."c36") END,
				CASE WHEN typeof(shadowlog."c37") = 'text' AND instr(shadowlog."c37", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c37" AS BLOB)) ELSE quote(shadowlog."c37") END,
				CASE WHEN typeof(shadowlog."c38") = 'text' AND instr(shadowlog."c38", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c38" AS BLOB)) ELSE quote(shadowlog."c38") END,
				CASE WHEN typeof(shadowlog."c39") = 'text' AND instr(shadowlog."c39", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c39" AS BLOB)) ELSE quote(shadowlog."c39") END,
				CASE WHEN typeof(shadowlog."c40") = 'text' AND instr(shadowlog."c40", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c40" AS BLOB)) ELSE quote(shadowlog."c40") END,
				CASE WHEN typeof(shadowlog."c41") = 'text' AND instr(shadowlog."c41", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c41" AS BLOB)) ELSE quote(shadowlog."c41") END,
				CASE WHEN typeof(shadowlog."c42") = 'text' AND instr(shadowlog."c42", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c42" AS BLOB)) ELSE quote(shadowlog."c42") END,
				CASE WHEN typeof(shadowlog."c43") = 'text' AND instr(shadowlog."c43", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c43" AS BLOB)) ELSE quote(shadowlog."c43") END,
				CASE WHEN typeof(shadowlog."c44") = 'text' AND instr(shadowlog."c44", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c44" AS BLOB)) ELSE quote(shadowlog."c44") END,
				CASE WHEN typeof(shadowlog."c45") = 'text' AND instr(shadowlog."c45", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c45" AS BLOB)) ELSE quote(shadowlog."c45") END,
				CASE WHEN typeof(shadowlog."c46") = 'text' AND instr(shadowlog."c46", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c46" AS BLOB)) ELSE quote(shadowlog."c46") END,
				CASE WHEN typeof(shadowlog."c47") = 'text' AND instr(shadowlog."c47", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c47" AS BLOB)) ELSE quote(shadowlog."c47") END,
				CASE WHEN typeof(shadowlog."c48") = 'text' AND instr(shadowlog."c48", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c48" AS BLOB)) ELSE quote(shadowlog."c48") END,
				CASE WHEN typeof(shadowlog."c49") = 'text' AND instr(shadowlog."c49", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c49" AS BLOB)) ELSE quote(shadowlog."c49") END,
				CASE WHEN typeof(shadowlog."c50") = 'text' AND instr(shadowlog."c50", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c50" AS BLOB)) ELSE quote(shadowlog."c50") END,
				CASE WHEN typeof(shadowlog."c51") = 'text' AND instr(shadowlog."c51", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c51" AS BLOB)) ELSE quote(shadowlog."c51") END,
				CASE WHEN typeof(shadowlog."c52") = 'text' AND instr(shadowlog."c52", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c52" AS BLOB)) ELSE quote(shadowlog."c52") END,
				CASE WHEN typeof(shadowlog."c53") = 'text' AND instr(shadowlog."c53", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c53" AS BLOB)) ELSE quote(shadowlog."c53") END,
				CASE WHEN typeof(shadowlog."c54") = 'text' AND instr(shadowlog."c54", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c54" AS BLOB)) ELSE quote(shadowlog."c54") END,
				CASE WHEN typeof(shadowlog."c55") = 'text' AND instr(shadowlog."c55", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c55" AS BLOB)) ELSE quote(shadowlog."c55") END,
				CASE WHEN typeof(shadowlog."c56") = 'text' AND instr(shadowlog."c56", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c56" AS BLOB)) ELSE quote(shadowlog."c56") END,
				CASE WHEN typeof(shadowlog."c57") = 'text' AND instr(shadowlog."c57", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c57" AS BLOB)) ELSE quote(shadowlog."c57") END,
				CASE WHEN typeof(shadowlog."c58") = 'text' AND instr(shadowlog."c58", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c58" AS BLOB)) ELSE quote(shadowlog."c58") END,
				CASE WHEN typeof(shadowlog."c59") = 'text' AND instr(shadowlog."c59", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c59" AS BLOB)) ELSE quote(shadowlog."c59") END,
				CASE WHEN typeof(shadowlog."c60") = 'text' AND instr(shadowlog."c60", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c60" AS BLOB)) ELSE quote(shadowlog."c60") END,
				CASE WHEN typeof(shadowlog."c61") = 'text' AND instr(shadowlog."c61", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c61" AS BLOB)) ELSE quote(shadowlog."c61") END,
				CASE WHEN typeof(shadowlog."c62") = 'text' AND instr(shadowlog."c62", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c62" AS BLOB)) ELSE quote(shadowlog."c62") END,
				CASE WHEN typeof(shadowlog."c63") = 'text' AND instr(shadowlog."c63", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c63" AS BLOB)) ELSE quote(shadowlog."c63") END,
				CASE WHEN typeof(shadowlog."c64") = 'text' AND instr(shadowlog."c64", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c64" AS BLOB)) ELSE quote(shadowlog."c64") END,
				CASE WHEN typeof(shadowlog."c65") = 'text' AND instr(shadowlog."c65", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c65" AS BLOB)) ELSE quote(shadowlog."c65") END,
				CASE WHEN typeof(shadowlog."c66") = 'text' AND instr(shadowlog."c66", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c66" AS BLOB)) ELSE quote(shadowlog."c66") END,
				CASE WHEN typeof(shadowlog."c67") = 'text' AND instr(shadowlog."c67", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c67" AS BLOB)) ELSE quote(shadowlog."c67") END,
				CASE WHEN typeof(shadowlog."c68") = 'text' AND instr(shadowlog."c68", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c68" AS BLOB)) ELSE quote(shadowlog."c68") END,
				CASE WHEN typeof(shadowlog."c69") = 'text' AND instr(shadowlog."c69", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c69" AS BLOB)) ELSE quote(shadowlog."c69") END,
				CASE WHEN typeof(shadowlog."c70") = 'text' AND instr(shadowlog."c70", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c70" AS BLOB)) ELSE quote(shadowlog."c70") END,
				CASE WHEN typeof(shadowlog."c71") = 'text' AND instr(shadowlog."c71", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c71" AS BLOB)) ELSE quote(shadowlog."c71") END,
				CASE WHEN typeof(shadowlog."c72") = 'text' AND instr(shadowlog."c72", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c72" AS BLOB)) ELSE quote(shadowlog."c72") END,
				CASE WHEN typeof(shadowlog."c73") = 'text' AND instr(shadowlog."c73", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c73" AS BLOB)) ELSE quote(shadowlog."c73") END,
				CASE WHEN typeof(shadowlog."c74") = 'text' AND instr(shadowlog."c74", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c74" AS BLOB)) ELSE quote(shadowlog."c74") END,
				CASE WHEN typeof(shadowlog."c75") = 'text' AND instr(shadowlog."c75", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c75" AS BLOB)) ELSE quote(shadowlog."c75") END,
				CASE WHEN typeof(shadowlog."c76") = 'text' AND instr(shadowlog."c76", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c76" AS BLOB)) ELSE quote(shadowlog."c76") END,
				CASE WHEN typeof(shadowlog."c77") = 'text' AND instr(shadowlog."c77", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c77" AS BLOB)) ELSE quote(shadowlog."c77") END,
				CASE WHEN typeof(shadowlog."c78") = 'text' AND instr(shadowlog."c78", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c78" AS BLOB)) ELSE quote(shadowlog."c78") END,
				CASE WHEN typeof(shadowlog."c79") = 'text' AND instr(shadowlog."c79", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c79" AS BLOB)) ELSE quote(shadowlog."c79") END,
				CASE WHEN typeof(shadowlog."c80") = 'text' AND instr(shadowlog."c80", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c80" AS BLOB)) ELSE quote(shadowlog."c80") END,
				CASE WHEN typeof(shadowlog."c81") = 'text' AND instr(shadowlog."c81", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c81" AS BLOB)) ELSE quote(shadowlog."c81") END,
				CASE WHEN typeof(shadowlog."c82") = 'text' AND instr(shadowlog."c82", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c82" AS BLOB)) ELSE quote(shadowlog."c82") END,
				CASE WHEN typeof(shadowlog."c83") = 'text' AND instr(shadowlog."c83", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c83" AS BLOB)) ELSE quote(shadowlog."c83") END,
				CASE WHEN typeof(shadowlog."c84") = 'text' AND instr(shadowlog."c84", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c84" AS BLOB)) ELSE quote(shadowlog."c84") END,
				CASE WHEN typeof(shadowlog."c85") = 'text' AND instr(shadowlog."c85", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c85" AS BLOB)) ELSE quote(shadowlog."c85") END,
				CASE WHEN typeof(shadowlog."c86") = 'text' AND instr(shadowlog."c86", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c86" AS BLOB)) ELSE quote(shadowlog."c86") END,
				CASE WHEN typeof(shadowlog."c87") = 'text' AND instr(shadowlog."c87", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c87" AS BLOB)) ELSE quote(shadowlog."c87") END,
				CASE WHEN typeof(shadowlog."c88") = 'text' AND instr(shadowlog."c88", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c88" AS BLOB)) ELSE quote(shadowlog."c88") END,
				CASE WHEN typeof(shadowlog."c89") = 'text' AND instr(shadowlog."c89", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c89" AS BLOB)) ELSE quote(shadowlog."c89") END,
				CASE WHEN typeof(shadowlog."c90") = 'text' AND instr(shadowlog."c90", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c90" AS BLOB)) ELSE quote(shadowlog."c90") END,
				CASE WHEN typeof(shadowlog."c91") = 'text' AND instr(shadowlog."c91", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c91" AS BLOB)) ELSE quote(shadowlog."c91") END,
				CASE WHEN typeof(shadowlog."c92") = 'text' AND instr(shadowlog."c92", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c92" AS BLOB)) ELSE quote(shadowlog."c92") END,
				CASE WHEN typeof(shadowlog."c93") = 'text' AND instr(shadowlog."c93", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c93" AS BLOB)) ELSE quote(shadowlog."c93") END,
				CASE WHEN typeof(shadowlog."c94") = 'text' AND instr(shadowlog."c94", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c94" AS BLOB)) ELSE quote(shadowlog."c94") END,
				CASE WHEN typeof(shadowlog."c95") = 'text' AND instr(shadowlog."c95", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c95" AS BLOB)) ELSE quote(shadowlog."c95") END,
				CASE WHEN typeof(shadowlog."c96") = 'text' AND instr(shadowlog."c96", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c96" AS BLOB)) ELSE quote(shadowlog."c96") END,
				CASE WHEN typeof(shadowlog."c97") = 'text' AND instr(shadowlog."c97", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c97" AS BLOB)) ELSE quote(shadowlog."c97") END,
				CASE WHEN typeof(shadowlog."c98") = 'text' AND instr(shadowlog."c98", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c98" AS BLOB)) ELSE quote(shadowlog."c98") END,
				CASE WHEN typeof(shadowlog."c99") = 'text' AND instr(shadowlog."c99", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c99" AS BLOB)) ELSE quote(shadowlog."c99") END) || ',' ||
			printf('%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s',
				CASE WHEN typeof(shadowlog."c100") = 'text' AND instr(shadowlog."c100", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c100" AS BLOB)) ELSE quote(shadowlog."c100") END,
				CASE WHEN typeof(shadowlog."c101") = 'text' AND instr(shadowlog."c101", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c101" AS BLOB)) ELSE quote(shadowlog."c101") END,
				CASE WHEN typeof(shadowlog."c102") = 'text' AND instr(shadowlog."c102", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c102" AS BLOB)) ELSE quote(shadowlog."c102") END,
				CASE WHEN typeof(shadowlog."c103") = 'text' AND instr(shadowlog."c103", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c103" AS BLOB)) ELSE quote(shadowlog."c103") END,
				CASE WHEN typeof(shadowlog."c104") = 'text' AND instr(shadowlog."c104", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c104" AS BLOB)) ELSE quote(shadowlog."c104") END,
				CASE WHEN typeof(shadowlog."c105") = 'text' AND instr(shadowlog."c105", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c105" AS BLOB)) ELSE quote(shadowlog."c105") END,
				CASE WHEN typeof(shadowlog."c106") = 'text' AND instr(shadowlog."c106", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c106" AS BLOB)) ELSE quote(shadowlog."c106") END,
				CASE WHEN typeof(shadowlog."c107") = 'text' AND instr(shadowlog."c107", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c107" AS BLOB)) ELSE quote(shadowlog."c107") END,
				CASE WHEN typeof(shadowlog."c108") = 'text' AND instr(shadowlog."c108", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c108" AS BLOB)) ELSE quote(shadowlog."c108") END,
				CASE WHEN typeof(shadowlog."c109") = 'text' AND instr(shadowlog."c109", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c109" AS BLOB)) ELSE quote(shadowlog."c109") END,
				CASE WHEN typeof(shadowlog."c110") = 'text' AND instr(shadowlog."c110", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c110" AS BLOB)) ELSE quote(shadowlog."c110") END,
				CASE WHEN typeof(shadowlog."c111") = 'text' AND instr(shadowlog."c111", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c111" AS BLOB)) ELSE quote(shadowlog."c111") END,
				CASE WHEN typeof(shadowlog."c112") = 'text' AND instr(shadowlog."c112", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c112" AS BLOB)) ELSE quote(shadowlog."c112") END,
				CASE WHEN typeof(shadowlog."c113") = 'text' AND instr(shadowlog."c113", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c113" AS BLOB)) ELSE quote(shadowlog."c113") END,
				CASE WHEN typeof(shadowlog."c114") = 'text' AND instr(shadowlog."c114", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c114" AS BLOB)) ELSE quote(shadowlog."c114") END,
				CASE WHEN typeof(shadowlog."c115") = 'text' AND instr(shadowlog."c115", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c115" AS BLOB)) ELSE quote(shadowlog."c115") END,
				CASE WHEN typeof(shadowlog."c116") = 'text' AND instr(shadowlog."c116", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c116" AS BLOB)) ELSE quote(shadowlog."c116") END,
				CASE WHEN typeof(shadowlog."c117") = 'text' AND instr(shadowlog."c117", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c117" AS BLOB)) ELSE quote(shadowlog."c117") END,
				CASE WHEN typeof(shadowlog."c118") = 'text' AND instr(shadowlog."c118", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c118" AS BLOB)) ELSE quote(shadowlog."c118") END,
				CASE WHEN typeof(shadowlog."c119") = 'text' AND instr(shadowlog."c119", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c119" AS BLOB)) ELSE quote(shadowlog."c119") END,
				CASE WHEN typeof(shadowlog."c120") = 'text' AND instr(shadowlog."c120", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c120" AS BLOB)) ELSE quote(shadowlog."c120") END,
				CASE WHEN typeof(shadowlog."c121") = 'text' AND instr(shadowlog."c121", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c121" AS BLOB)) ELSE quote(shadowlog."c121") END,
				CASE WHEN typeof(shadowlog."c122") = 'text' AND instr(shadowlog."c122", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c122" AS BLOB)) ELSE quote(shadowlog."c122") END,
				CASE WHEN typeof(shadowlog."c123") = 'text' AND instr(shadowlog."c123", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c123" AS BLOB)) ELSE quote(shadowlog."c123") END,
				CASE WHEN typeof(shadowlog."c124") = 'text' AND instr(shadowlog."c124", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c124" AS BLOB)) ELSE quote(shadowlog."c124") END,
				CASE WHEN typeof(shadowlog."c125") = 'text' AND instr(shadowlog."c125", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c125" AS BLOB)) ELSE quote(shadowlog."c125") END,
				CASE WHEN typeof(shadowlog."c126") = 'text' AND instr(shadowlog."c126", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c126" AS BLOB)) ELSE quote(shadowlog."c126") END,
				CASE WHEN typeof(shadowlog."c127") = 'text' AND instr(shadowlog."c127", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c127" AS BLOB)) ELSE quote(shadowlog."c127") END,
				CASE WHEN typeof(shadowlog."c128") = 'text' AND instr(shadowlog."c128", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c128" AS BLOB)) ELSE quote(shadowlog."c128") END,
				CASE WHEN typeof(shadowlog."c129") = 'text' AND instr(shadowlog."c129", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c129" AS BLOB)) ELSE quote(shadowlog."c129") END,
				CASE WHEN typeof(shadowlog."c130") = 'text' AND instr(shadowlog."c130", char(0))
				     THEN 'U' || quote(CAST(char(65279) || shadowlog."c130" AS BLOB)) ELSE quote(shadowlog."c130") END),
			RAISE(ABORT, 'shadowlog: the row is too large'))
	  FROM "wide" AS shadowlog
	 WHERE shadowlog."id" = NEW."id";
END;

COMMIT;
