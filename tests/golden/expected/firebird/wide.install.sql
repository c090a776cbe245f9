-- Shadowlog: capture row changes of the tables below, on Firebird.
--
-- Run it as the owner of the changelog and of these tables, or SYSDBA, with a
-- client that stops at the first error (-b):
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- Each table is one transaction: all of it or nothing.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER triggers at POSITION 0, so that they see a change
-- before a trigger of the application changes the row again; of several at
-- POSITION 0 the one whose name comes first fires first.  They have rights of
-- their own (GRANT ... TO TRIGGER), so that the application's users need none.
-- If a change cannot be recorded, the statement that made it fails.
--
-- A session that was connected before goes on without them in procedures and
-- triggers that it had loaded and in statements that it had prepared, until it
-- prepares another statement on that table.  So let the application connect
-- again.  Who has not yet:
--
--	SELECT mon$attachment_id, mon$user, mon$remote_process, mon$timestamp
--	  FROM mon$attachments
--	 WHERE mon$timestamp < (SELECT MAX(installed_at) FROM shadowlog_shape)
--
-- What they do not see: ALTER TRIGGER ... INACTIVE while it lasts; what a
-- replica gets by Firebird's own replication; new values that a column gets by
-- ALTER TABLE.  A column that a trigger names cannot be dropped: uninstall,
-- drop, describe, install.  A column added later is not captured until then.

SET AUTODDL OFF;
SET TERM ^ ;

-- Table wide

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1213663400, '', _UTF8 'wide',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'wide'),
       d.description, '4767eb4a', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
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
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1213663400
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '4767eb4a', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1213663400
   AND (trigger_hash <> '4767eb4a'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'wide'))^

CREATE OR ALTER TRIGGER shadowlog_072e49c0_i FOR "wide"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1213663400, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW."id" || ',', '~,') ||
		     COALESCE(NEW."c1" || ',', '~,') ||
		     COALESCE(NEW."c2" || ',', '~,') ||
		     COALESCE(NEW."c3" || ',', '~,') ||
		     COALESCE(NEW."c4" || ',', '~,') ||
		     COALESCE(NEW."c5" || ',', '~,') ||
		     COALESCE(NEW."c6" || ',', '~,') ||
		     COALESCE(NEW."c7" || ',', '~,') ||
		     COALESCE(NEW."c8" || ',', '~,') ||
		     COALESCE(NEW."c9" || ',', '~,') ||
		     COALESCE(NEW."c10" || ',', '~,') ||
		     COALESCE(NEW."c11" || ',', '~,') ||
		     COALESCE(NEW."c12" || ',', '~,') ||
		     COALESCE(NEW."c13" || ',', '~,') ||
		     COALESCE(NEW."c14" || ',', '~,') ||
		     COALESCE(NEW."c15" || ',', '~,') ||
		     COALESCE(NEW."c16" || ',', '~,') ||
		     COALESCE(NEW."c17" || ',', '~,') ||
		     COALESCE(NEW."c18" || ',', '~,') ||
		     COALESCE(NEW."c19" || ',', '~,') ||
		     COALESCE(NEW."c20" || ',', '~,') ||
		     COALESCE(NEW."c21" || ',', '~,') ||
		     COALESCE(NEW."c22" || ',', '~,') ||
		     COALESCE(NEW."c23" || ',', '~,') ||
		     COALESCE(NEW."c24" || ',', '~,') ||
		     COALESCE(NEW."c25" || ',', '~,') ||
		     COALESCE(NEW."c26" || ',', '~,') ||
		     COALESCE(NEW."c27" || ',', '~,') ||
		     COALESCE(NEW."c28" || ',', '~,') ||
		     COALESCE(NEW."c29" || ',', '~,') ||
		     COALESCE(NEW."c30" || ',', '~,') ||
		     COALESCE(NEW."c31" || ',', '~,') ||
		     COALESCE(NEW."c32" || ',', '~,') ||
		     COALESCE(NEW."c33" || ',', '~,') ||
		     COALESCE(NEW."c34" || ',', '~,') ||
		     COALESCE(NEW."c35" || ',', '~,') ||
		     COALESCE(NEW."c36" || ',', '~,') ||
		     COALESCE(NEW."c37" || ',', '~,') ||
		     COALESCE(NEW."c38" || ',', '~,') ||
		     COALESCE(NEW."c39" || ',', '~,') ||
		     COALESCE(NEW."c40" || ',', '~,') ||
		     COALESCE(NEW."c41" || ',', '~,') ||
		     COALESCE(NEW."c42" || ',', '~,') ||
		     COALESCE(NEW."c43" || ',', '~,') ||
		     COALESCE(NEW."c44" || ',', '~,') ||
		     COALESCE(NEW."c45" || ',', '~,') ||
		     COALESCE(NEW."c46" || ',', '~,') ||
		     COALESCE(NEW."c47" || ',', '~,') ||
		     COALESCE(NEW."c48" || ',', '~,') ||
		     COALESCE(NEW."c49" || ',', '~,') ||
		     COALESCE(NEW."c50" || ',', '~,') ||
		     COALESCE(NEW."c51" || ',', '~,') ||
		     COALESCE(NEW."c52" || ',', '~,') ||
		     COALESCE(NEW."c53" || ',', '~,') ||
		     COALESCE(NEW."c54" || ',', '~,') ||
		     COALESCE(NEW."c55" || ',', '~,') ||
		     COALESCE(NEW."c56" || ',', '~,') ||
		     COALESCE(NEW."c57" || ',', '~,') ||
		     COALESCE(NEW."c58" || ',', '~,') ||
		     COALESCE(NEW."c59" || ',', '~,') ||
		     COALESCE(NEW."c60" || ',', '~,') ||
		     COALESCE(NEW."c61" || ',', '~,') ||
		     COALESCE(NEW."c62" || ',', '~,') ||
		     COALESCE(NEW."c63" || ',', '~,') ||
		     COALESCE(NEW."c64" || ',', '~,') ||
		     COALESCE(NEW."c65" || ',', '~,') ||
		     COALESCE(NEW."c66" || ',', '~,') ||
		     COALESCE(NEW."c67" || ',', '~,') ||
		     COALESCE(NEW."c68" || ',', '~,') ||
		     COALESCE(NEW."c69" || ',', '~,') ||
		     COALESCE(NEW."c70" || ',', '~,') ||
		     COALESCE(NEW."c71" || ',', '~,') ||
		     COALESCE(NEW."c72" || ',', '~,') ||
		     COALESCE(NEW."c73" || ',', '~,') ||
		     COALESCE(NEW."c74" || ',', '~,') ||
		     COALESCE(NEW."c75" || ',', '~,') ||
		     COALESCE(NEW."c76" || ',', '~,') ||
		     COALESCE(NEW."c77" || ',', '~,') ||
		     COALESCE(NEW."c78" || ',', '~,') ||
		     COALESCE(NEW."c79" || ',', '~,') ||
		     COALESCE(NEW."c80" || ',', '~,') ||
		     COALESCE(NEW."c81" || ',', '~,') ||
		     COALESCE(NEW."c82" || ',', '~,') ||
		     COALESCE(NEW."c83" || ',', '~,') ||
		     COALESCE(NEW."c84" || ',', '~,') ||
		     COALESCE(NEW."c85" || ',', '~,') ||
		     COALESCE(NEW."c86" || ',', '~,') ||
		     COALESCE(NEW."c87" || ',', '~,') ||
		     COALESCE(NEW."c88" || ',', '~,') ||
		     COALESCE(NEW."c89" || ',', '~,') ||
		     COALESCE(NEW."c90" || ',', '~,') ||
		     COALESCE(NEW."c91" || ',', '~,') ||
		     COALESCE(NEW."c92" || ',', '~,') ||
		     COALESCE(NEW."c93" || ',', '~,') ||
		     COALESCE(NEW."c94" || ',', '~,') ||
		     COALESCE(NEW."c95" || ',', '~,') ||
		     COALESCE(NEW."c96" || ',', '~,') ||
		     COALESCE(NEW."c97" || ',', '~,') ||
		     COALESCE(NEW."c98" || ',', '~,') ||
		     COALESCE(NEW."c99" || ',', '~,') ||
		     COALESCE(NEW."c100" || ',', '~,') ||
		     COALESCE(NEW."c101" || ',', '~,') ||
		     COALESCE(NEW."c102" || ',', '~,') ||
		     COALESCE(NEW."c103" || ',', '~,') ||
		     COALESCE(NEW."c104" || ',', '~,') ||
		     COALESCE(NEW."c105" || ',', '~,') ||
		     COALESCE(NEW."c106" || ',', '~,') ||
		     COALESCE(NEW."c107" || ',', '~,') ||
		     COALESCE(NEW."c108" || ',', '~,') ||
		     COALESCE(NEW."c109" || ',', '~,') ||
		     COALESCE(NEW."c110" || ',', '~,') ||
		     COALESCE(NEW."c111" || ',', '~,') ||
		     COALESCE(NEW."c112" || ',', '~,') ||
		     COALESCE(NEW."c113" || ',', '~,') ||
		     COALESCE(NEW."c114" || ',', '~,') ||
		     COALESCE(NEW."c115" || ',', '~,') ||
		     COALESCE(NEW."c116" || ',', '~,') ||
		     COALESCE(NEW."c117" || ',', '~,') ||
		     COALESCE(NEW."c118" || ',', '~,') ||
		     COALESCE(NEW."c119" || ',', '~,') ||
		     COALESCE(NEW."c120" || ',', '~,') ||
		     COALESCE(NEW."c121" || ',', '~,') ||
		     COALESCE(NEW."c122" || ',', '~,') ||
		     COALESCE(NEW."c123" || ',', '~,') ||
		     COALESCE(NEW."c124" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(NEW."c125" || ',', '~,') ||
		     COALESCE(NEW."c126" || ',', '~,') ||
		     COALESCE(NEW."c127" || ',', '~,') ||
		     COALESCE(NEW."c128" || ',', '~,') ||
		     COALESCE(NEW."c129" || ',', '~,') ||
		     COALESCE(NEW."c130" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_072e49c0_u FOR "wide"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1213663400, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."id" || ',', '~,') ||
		     COALESCE(OLD."c1" || ',', '~,') ||
		     COALESCE(OLD."c2" || ',', '~,') ||
		     COALESCE(OLD."c3" || ',', '~,') ||
		     COALESCE(OLD."c4" || ',', '~,') ||
		     COALESCE(OLD."c5" || ',', '~,') ||
		     COALESCE(OLD."c6" || ',', '~,') ||
		     COALESCE(OLD."c7" || ',', '~,') ||
		     COALESCE(OLD."c8" || ',', '~,') ||
		     COALESCE(OLD."c9" || ',', '~,') ||
		     COALESCE(OLD."c10" || ',', '~,') ||
		     COALESCE(OLD."c11" || ',', '~,') ||
		     COALESCE(OLD."c12" || ',', '~,') ||
		     COALESCE(OLD."c13" || ',', '~,') ||
		     COALESCE(OLD."c14" || ',', '~,') ||
		     COALESCE(OLD."c15" || ',', '~,') ||
		     COALESCE(OLD."c16" || ',', '~,') ||
		     COALESCE(OLD."c17" || ',', '~,') ||
		     COALESCE(OLD."c18" || ',', '~,') ||
		     COALESCE(OLD."c19" || ',', '~,') ||
		     COALESCE(OLD."c20" || ',', '~,') ||
		     COALESCE(OLD."c21" || ',', '~,') ||
		     COALESCE(OLD."c22" || ',', '~,') ||
		     COALESCE(OLD."c23" || ',', '~,') ||
		     COALESCE(OLD."c24" || ',', '~,') ||
		     COALESCE(OLD."c25" || ',', '~,') ||
		     COALESCE(OLD."c26" || ',', '~,') ||
		     COALESCE(OLD."c27" || ',', '~,') ||
		     COALESCE(OLD."c28" || ',', '~,') ||
		     COALESCE(OLD."c29" || ',', '~,') ||
		     COALESCE(OLD."c30" || ',', '~,') ||
		     COALESCE(OLD."c31" || ',', '~,') ||
		     COALESCE(OLD."c32" || ',', '~,') ||
		     COALESCE(OLD."c33" || ',', '~,') ||
		     COALESCE(OLD."c34" || ',', '~,') ||
		     COALESCE(OLD."c35" || ',', '~,') ||
		     COALESCE(OLD."c36" || ',', '~,') ||
		     COALESCE(OLD."c37" || ',', '~,') ||
		     COALESCE(OLD."c38" || ',', '~,') ||
		     COALESCE(OLD."c39" || ',', '~,') ||
		     COALESCE(OLD."c40" || ',', '~,') ||
		     COALESCE(OLD."c41" || ',', '~,') ||
		     COALESCE(OLD."c42" || ',', '~,') ||
		     COALESCE(OLD."c43" || ',', '~,') ||
		     COALESCE(OLD."c44" || ',', '~,') ||
		     COALESCE(OLD."c45" || ',', '~,') ||
		     COALESCE(OLD."c46" || ',', '~,') ||
		     COALESCE(OLD."c47" || ',', '~,') ||
		     COALESCE(OLD."c48" || ',', '~,') ||
		     COALESCE(OLD."c49" || ',', '~,') ||
		     COALESCE(OLD."c50" || ',', '~,') ||
		     COALESCE(OLD."c51" || ',', '~,') ||
		     COALESCE(OLD."c52" || ',', '~,') ||
		     COALESCE(OLD."c53" || ',', '~,') ||
		     COALESCE(OLD."c54" || ',', '~,') ||
		     COALESCE(OLD."c55" || ',', '~,') ||
		     COALESCE(OLD."c56" || ',', '~,') ||
		     COALESCE(OLD."c57" || ',', '~,') ||
		     COALESCE(OLD."c58" || ',', '~,') ||
		     COALESCE(OLD."c59" || ',', '~,') ||
		     COALESCE(OLD."c60" || ',', '~,') ||
		     COALESCE(OLD."c61" || ',', '~,') ||
		     COALESCE(OLD."c62" || ',', '~,') ||
		     COALESCE(OLD."c63" || ',', '~,') ||
		     COALESCE(OLD."c64" || ',', '~,') ||
		     COALESCE(OLD."c65" || ',', '~,') ||
		     COALESCE(OLD."c66" || ',', '~,') ||
		     COALESCE(OLD."c67" || ',', '~,') ||
		     COALESCE(OLD."c68" || ',', '~,') ||
		     COALESCE(OLD."c69" || ',', '~,') ||
		     COALESCE(OLD."c70" || ',', '~,') ||
		     COALESCE(OLD."c71" || ',', '~,') ||
		     COALESCE(OLD."c72" || ',', '~,') ||
		     COALESCE(OLD."c73" || ',', '~,') ||
		     COALESCE(OLD."c74" || ',', '~,') ||
		     COALESCE(OLD."c75" || ',', '~,') ||
		     COALESCE(OLD."c76" || ',', '~,') ||
		     COALESCE(OLD."c77" || ',', '~,') ||
		     COALESCE(OLD."c78" || ',', '~,') ||
		     COALESCE(OLD."c79" || ',', '~,') ||
		     COALESCE(OLD."c80" || ',', '~,') ||
		     COALESCE(OLD."c81" || ',', '~,') ||
		     COALESCE(OLD."c82" || ',', '~,') ||
		     COALESCE(OLD."c83" || ',', '~,') ||
		     COALESCE(OLD."c84" || ',', '~,') ||
		     COALESCE(OLD."c85" || ',', '~,') ||
		     COALESCE(OLD."c86" || ',', '~,') ||
		     COALESCE(OLD."c87" || ',', '~,') ||
		     COALESCE(OLD."c88" || ',', '~,') ||
		     COALESCE(OLD."c89" || ',', '~,') ||
		     COALESCE(OLD."c90" || ',', '~,') ||
		     COALESCE(OLD."c91" || ',', '~,') ||
		     COALESCE(OLD."c92" || ',', '~,') ||
		     COALESCE(OLD."c93" || ',', '~,') ||
		     COALESCE(OLD."c94" || ',', '~,') ||
		     COALESCE(OLD."c95" || ',', '~,') ||
		     COALESCE(OLD."c96" || ',', '~,') ||
		     COALESCE(OLD."c97" || ',', '~,') ||
		     COALESCE(OLD."c98" || ',', '~,') ||
		     COALESCE(OLD."c99" || ',', '~,') ||
		     COALESCE(OLD."c100" || ',', '~,') ||
		     COALESCE(OLD."c101" || ',', '~,') ||
		     COALESCE(OLD."c102" || ',', '~,') ||
		     COALESCE(OLD."c103" || ',', '~,') ||
		     COALESCE(OLD."c104" || ',', '~,') ||
		     COALESCE(OLD."c105" || ',', '~,') ||
		     COALESCE(OLD."c106" || ',', '~,') ||
		     COALESCE(OLD."c107" || ',', '~,') ||
		     COALESCE(OLD."c108" || ',', '~,') ||
		     COALESCE(OLD."c109" || ',', '~,') ||
		     COALESCE(OLD."c110" || ',', '~,') ||
		     COALESCE(OLD."c111" || ',', '~,') ||
		     COALESCE(OLD."c112" || ',', '~,') ||
		     COALESCE(OLD."c113" || ',', '~,') ||
		     COALESCE(OLD."c114" || ',', '~,') ||
		     COALESCE(OLD."c115" || ',', '~,') ||
		     COALESCE(OLD."c116" || ',', '~,') ||
		     COALESCE(OLD."c117" || ',', '~,') ||
		     COALESCE(OLD."c118" || ',', '~,') ||
		     COALESCE(OLD."c119" || ',', '~,') ||
		     COALESCE(OLD."c120" || ',', '~,') ||
		     COALESCE(OLD."c121" || ',', '~,') ||
		     COALESCE(OLD."c122" || ',', '~,') ||
		     COALESCE(OLD."c123" || ',', '~,') ||
		     COALESCE(OLD."c124" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(OLD."c125" || ',', '~,') ||
		     COALESCE(OLD."c126" || ',', '~,') ||
		     COALESCE(OLD."c127" || ',', '~,') ||
		     COALESCE(OLD."c128" || ',', '~,') ||
		     COALESCE(OLD."c129" || ',', '~,') ||
		     COALESCE(OLD."c130" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8),
		CAST(COALESCE(NEW."id" || ',', '~,') ||
		     COALESCE(NEW."c1" || ',', '~,') ||
		     COALESCE(NEW."c2" || ',', '~,') ||
		     COALESCE(NEW."c3" || ',', '~,') ||
		     COALESCE(NEW."c4" || ',', '~,') ||
		     COALESCE(NEW."c5" || ',', '~,') ||
		     COALESCE(NEW."c6" || ',', '~,') ||
		     COALESCE(NEW."c7" || ',', '~,') ||
		     COALESCE(NEW."c8" || ',', '~,') ||
		     COALESCE(NEW."c9" || ',', '~,') ||
		     COALESCE(NEW."c10" || ',', '~,') ||
		     COALESCE(NEW."c11" || ',', '~,') ||
		     COALESCE(NEW."c12" || ',', '~,') ||
		     COALESCE(NEW."c13" || ',', '~,') ||
		     COALESCE(NEW."c14" || ',', '~,') ||
		     COALESCE(NEW."c15" || ',', '~,') ||
		     COALESCE(NEW."c16" || ',', '~,') ||
		     COALESCE(NEW."c17" || ',', '~,') ||
		     COALESCE(NEW."c18" || ',', '~,') ||
		     COALESCE(NEW."c19" || ',', '~,') ||
		     COALESCE(NEW."c20" || ',', '~,') ||
		     COALESCE(NEW."c21" || ',', '~,') ||
		     COALESCE(NEW."c22" || ',', '~,') ||
		     COALESCE(NEW."c23" || ',', '~,') ||
		     COALESCE(NEW."c24" || ',', '~,') ||
		     COALESCE(NEW."c25" || ',', '~,') ||
		     COALESCE(NEW."c26" || ',', '~,') ||
		     COALESCE(NEW."c27" || ',', '~,') ||
		     COALESCE(NEW."c28" || ',', '~,') ||
		     COALESCE(NEW."c29" || ',', '~,') ||
		     COALESCE(NEW."c30" || ',', '~,') ||
		     COALESCE(NEW."c31" || ',', '~,') ||
		     COALESCE(NEW."c32" || ',', '~,') ||
		     COALESCE(NEW."c33" || ',', '~,') ||
		     COALESCE(NEW."c34" || ',', '~,') ||
		     COALESCE(NEW."c35" || ',', '~,') ||
		     COALESCE(NEW."c36" || ',', '~,') ||
		     COALESCE(NEW."c37" || ',', '~,') ||
		     COALESCE(NEW."c38" || ',', '~,') ||
		     COALESCE(NEW."c39" || ',', '~,') ||
		     COALESCE(NEW."c40" || ',', '~,') ||
		     COALESCE(NEW."c41" || ',', '~,') ||
		     COALESCE(NEW."c42" || ',', '~,') ||
		     COALESCE(NEW."c43" || ',', '~,') ||
		     COALESCE(NEW."c44" || ',', '~,') ||
		     COALESCE(NEW."c45" || ',', '~,') ||
		     COALESCE(NEW."c46" || ',', '~,') ||
		     COALESCE(NEW."c47" || ',', '~,') ||
		     COALESCE(NEW."c48" || ',', '~,') ||
		     COALESCE(NEW."c49" || ',', '~,') ||
		     COALESCE(NEW."c50" || ',', '~,') ||
		     COALESCE(NEW."c51" || ',', '~,') ||
		     COALESCE(NEW."c52" || ',', '~,') ||
		     COALESCE(NEW."c53" || ',', '~,') ||
		     COALESCE(NEW."c54" || ',', '~,') ||
		     COALESCE(NEW."c55" || ',', '~,') ||
		     COALESCE(NEW."c56" || ',', '~,') ||
		     COALESCE(NEW."c57" || ',', '~,') ||
		     COALESCE(NEW."c58" || ',', '~,') ||
		     COALESCE(NEW."c59" || ',', '~,') ||
		     COALESCE(NEW."c60" || ',', '~,') ||
		     COALESCE(NEW."c61" || ',', '~,') ||
		     COALESCE(NEW."c62" || ',', '~,') ||
		     COALESCE(NEW."c63" || ',', '~,') ||
		     COALESCE(NEW."c64" || ',', '~,') ||
		     COALESCE(NEW."c65" || ',', '~,') ||
		     COALESCE(NEW."c66" || ',', '~,') ||
		     COALESCE(NEW."c67" || ',', '~,') ||
		     COALESCE(NEW."c68" || ',', '~,') ||
		     COALESCE(NEW."c69" || ',', '~,') ||
		     COALESCE(NEW."c70" || ',', '~,') ||
		     COALESCE(NEW."c71" || ',', '~,') ||
		     COALESCE(NEW."c72" || ',', '~,') ||
		     COALESCE(NEW."c73" || ',', '~,') ||
		     COALESCE(NEW."c74" || ',', '~,') ||
		     COALESCE(NEW."c75" || ',', '~,') ||
		     COALESCE(NEW."c76" || ',', '~,') ||
		     COALESCE(NEW."c77" || ',', '~,') ||
		     COALESCE(NEW."c78" || ',', '~,') ||
		     COALESCE(NEW."c79" || ',', '~,') ||
		     COALESCE(NEW."c80" || ',', '~,') ||
		     COALESCE(NEW."c81" || ',', '~,') ||
		     COALESCE(NEW."c82" || ',', '~,') ||
		     COALESCE(NEW."c83" || ',', '~,') ||
		     COALESCE(NEW."c84" || ',', '~,') ||
		     COALESCE(NEW."c85" || ',', '~,') ||
		     COALESCE(NEW."c86" || ',', '~,') ||
		     COALESCE(NEW."c87" || ',', '~,') ||
		     COALESCE(NEW."c88" || ',', '~,') ||
		     COALESCE(NEW."c89" || ',', '~,') ||
		     COALESCE(NEW."c90" || ',', '~,') ||
		     COALESCE(NEW."c91" || ',', '~,') ||
		     COALESCE(NEW."c92" || ',', '~,') ||
		     COALESCE(NEW."c93" || ',', '~,') ||
		     COALESCE(NEW."c94" || ',', '~,') ||
		     COALESCE(NEW."c95" || ',', '~,') ||
		     COALESCE(NEW."c96" || ',', '~,') ||
		     COALESCE(NEW."c97" || ',', '~,') ||
		     COALESCE(NEW."c98" || ',', '~,') ||
		     COALESCE(NEW."c99" || ',', '~,') ||
		     COALESCE(NEW."c100" || ',', '~,') ||
		     COALESCE(NEW."c101" || ',', '~,') ||
		     COALESCE(NEW."c102" || ',', '~,') ||
		     COALESCE(NEW."c103" || ',', '~,') ||
		     COALESCE(NEW."c104" || ',', '~,') ||
		     COALESCE(NEW."c105" || ',', '~,') ||
		     COALESCE(NEW."c106" || ',', '~,') ||
		     COALESCE(NEW."c107" || ',', '~,') ||
		     COALESCE(NEW."c108" || ',', '~,') ||
		     COALESCE(NEW."c109" || ',', '~,') ||
		     COALESCE(NEW."c110" || ',', '~,') ||
		     COALESCE(NEW."c111" || ',', '~,') ||
		     COALESCE(NEW."c112" || ',', '~,') ||
		     COALESCE(NEW."c113" || ',', '~,') ||
		     COALESCE(NEW."c114" || ',', '~,') ||
		     COALESCE(NEW."c115" || ',', '~,') ||
		     COALESCE(NEW."c116" || ',', '~,') ||
		     COALESCE(NEW."c117" || ',', '~,') ||
		     COALESCE(NEW."c118" || ',', '~,') ||
		     COALESCE(NEW."c119" || ',', '~,') ||
		     COALESCE(NEW."c120" || ',', '~,') ||
		     COALESCE(NEW."c121" || ',', '~,') ||
		     COALESCE(NEW."c122" || ',', '~,') ||
		     COALESCE(NEW."c123" || ',', '~,') ||
		     COALESCE(NEW."c124" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(NEW."c125" || ',', '~,') ||
		     COALESCE(NEW."c126" || ',', '~,') ||
		     COALESCE(NEW."c127" || ',', '~,') ||
		     COALESCE(NEW."c128" || ',', '~,') ||
		     COALESCE(NEW."c129" || ',', '~,') ||
		     COALESCE(NEW."c130" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_072e49c0_d FOR "wide"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1213663400, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."id" || ',', '~,') ||
		     COALESCE(OLD."c1" || ',', '~,') ||
		     COALESCE(OLD."c2" || ',', '~,') ||
		     COALESCE(OLD."c3" || ',', '~,') ||
		     COALESCE(OLD."c4" || ',', '~,') ||
		     COALESCE(OLD."c5" || ',', '~,') ||
		     COALESCE(OLD."c6" || ',', '~,') ||
		     COALESCE(OLD."c7" || ',', '~,') ||
		     COALESCE(OLD."c8" || ',', '~,') ||
		     COALESCE(OLD."c9" || ',', '~,') ||
		     COALESCE(OLD."c10" || ',', '~,') ||
		     COALESCE(OLD."c11" || ',', '~,') ||
		     COALESCE(OLD."c12" || ',', '~,') ||
		     COALESCE(OLD."c13" || ',', '~,') ||
		     COALESCE(OLD."c14" || ',', '~,') ||
		     COALESCE(OLD."c15" || ',', '~,') ||
		     COALESCE(OLD."c16" || ',', '~,') ||
		     COALESCE(OLD."c17" || ',', '~,') ||
		     COALESCE(OLD."c18" || ',', '~,') ||
		     COALESCE(OLD."c19" || ',', '~,') ||
		     COALESCE(OLD."c20" || ',', '~,') ||
		     COALESCE(OLD."c21" || ',', '~,') ||
		     COALESCE(OLD."c22" || ',', '~,') ||
		     COALESCE(OLD."c23" || ',', '~,') ||
		     COALESCE(OLD."c24" || ',', '~,') ||
		     COALESCE(OLD."c25" || ',', '~,') ||
		     COALESCE(OLD."c26" || ',', '~,') ||
		     COALESCE(OLD."c27" || ',', '~,') ||
		     COALESCE(OLD."c28" || ',', '~,') ||
		     COALESCE(OLD."c29" || ',', '~,') ||
		     COALESCE(OLD."c30" || ',', '~,') ||
		     COALESCE(OLD."c31" || ',', '~,') ||
		     COALESCE(OLD."c32" || ',', '~,') ||
		     COALESCE(OLD."c33" || ',', '~,') ||
		     COALESCE(OLD."c34" || ',', '~,') ||
		     COALESCE(OLD."c35" || ',', '~,') ||
		     COALESCE(OLD."c36" || ',', '~,') ||
		     COALESCE(OLD."c37" || ',', '~,') ||
		     COALESCE(OLD."c38" || ',', '~,') ||
		     COALESCE(OLD."c39" || ',', '~,') ||
		     COALESCE(OLD."c40" || ',', '~,') ||
		     COALESCE(OLD."c41" || ',', '~,') ||
		     COALESCE(OLD."c42" || ',', '~,') ||
		     COALESCE(OLD."c43" || ',', '~,') ||
		     COALESCE(OLD."c44" || ',', '~,') ||
		     COALESCE(OLD."c45" || ',', '~,') ||
		     COALESCE(OLD."c46" || ',', '~,') ||
		     COALESCE(OLD."c47" || ',', '~,') ||
		     COALESCE(OLD."c48" || ',', '~,') ||
		     COALESCE(OLD."c49" || ',', '~,') ||
		     COALESCE(OLD."c50" || ',', '~,') ||
		     COALESCE(OLD."c51" || ',', '~,') ||
		     COALESCE(OLD."c52" || ',', '~,') ||
		     COALESCE(OLD."c53" || ',', '~,') ||
		     COALESCE(OLD."c54" || ',', '~,') ||
		     COALESCE(OLD."c55" || ',', '~,') ||
		     COALESCE(OLD."c56" || ',', '~,') ||
		     COALESCE(OLD."c57" || ',', '~,') ||
		     COALESCE(OLD."c58" || ',', '~,') ||
		     COALESCE(OLD."c59" || ',', '~,') ||
		     COALESCE(OLD."c60" || ',', '~,') ||
		     COALESCE(OLD."c61" || ',', '~,') ||
		     COALESCE(OLD."c62" || ',', '~,') ||
		     COALESCE(OLD."c63" || ',', '~,') ||
		     COALESCE(OLD."c64" || ',', '~,') ||
		     COALESCE(OLD."c65" || ',', '~,') ||
		     COALESCE(OLD."c66" || ',', '~,') ||
		     COALESCE(OLD."c67" || ',', '~,') ||
		     COALESCE(OLD."c68" || ',', '~,') ||
		     COALESCE(OLD."c69" || ',', '~,') ||
		     COALESCE(OLD."c70" || ',', '~,') ||
		     COALESCE(OLD."c71" || ',', '~,') ||
		     COALESCE(OLD."c72" || ',', '~,') ||
		     COALESCE(OLD."c73" || ',', '~,') ||
		     COALESCE(OLD."c74" || ',', '~,') ||
		     COALESCE(OLD."c75" || ',', '~,') ||
		     COALESCE(OLD."c76" || ',', '~,') ||
		     COALESCE(OLD."c77" || ',', '~,') ||
		     COALESCE(OLD."c78" || ',', '~,') ||
		     COALESCE(OLD."c79" || ',', '~,') ||
		     COALESCE(OLD."c80" || ',', '~,') ||
		     COALESCE(OLD."c81" || ',', '~,') ||
		     COALESCE(OLD."c82" || ',', '~,') ||
		     COALESCE(OLD."c83" || ',', '~,') ||
		     COALESCE(OLD."c84" || ',', '~,') ||
		     COALESCE(OLD."c85" || ',', '~,') ||
		     COALESCE(OLD."c86" || ',', '~,') ||
		     COALESCE(OLD."c87" || ',', '~,') ||
		     COALESCE(OLD."c88" || ',', '~,') ||
		     COALESCE(OLD."c89" || ',', '~,') ||
		     COALESCE(OLD."c90" || ',', '~,') ||
		     COALESCE(OLD."c91" || ',', '~,') ||
		     COALESCE(OLD."c92" || ',', '~,') ||
		     COALESCE(OLD."c93" || ',', '~,') ||
		     COALESCE(OLD."c94" || ',', '~,') ||
		     COALESCE(OLD."c95" || ',', '~,') ||
		     COALESCE(OLD."c96" || ',', '~,') ||
		     COALESCE(OLD."c97" || ',', '~,') ||
		     COALESCE(OLD."c98" || ',', '~,') ||
		     COALESCE(OLD."c99" || ',', '~,') ||
		     COALESCE(OLD."c100" || ',', '~,') ||
		     COALESCE(OLD."c101" || ',', '~,') ||
		     COALESCE(OLD."c102" || ',', '~,') ||
		     COALESCE(OLD."c103" || ',', '~,') ||
		     COALESCE(OLD."c104" || ',', '~,') ||
		     COALESCE(OLD."c105" || ',', '~,') ||
		     COALESCE(OLD."c106" || ',', '~,') ||
		     COALESCE(OLD."c107" || ',', '~,') ||
		     COALESCE(OLD."c108" || ',', '~,') ||
		     COALESCE(OLD."c109" || ',', '~,') ||
		     COALESCE(OLD."c110" || ',', '~,') ||
		     COALESCE(OLD."c111" || ',', '~,') ||
		     COALESCE(OLD."c112" || ',', '~,') ||
		     COALESCE(OLD."c113" || ',', '~,') ||
		     COALESCE(OLD."c114" || ',', '~,') ||
		     COALESCE(OLD."c115" || ',', '~,') ||
		     COALESCE(OLD."c116" || ',', '~,') ||
		     COALESCE(OLD."c117" || ',', '~,') ||
		     COALESCE(OLD."c118" || ',', '~,') ||
		     COALESCE(OLD."c119" || ',', '~,') ||
		     COALESCE(OLD."c120" || ',', '~,') ||
		     COALESCE(OLD."c121" || ',', '~,') ||
		     COALESCE(OLD."c122" || ',', '~,') ||
		     COALESCE(OLD."c123" || ',', '~,') ||
		     COALESCE(OLD."c124" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(OLD."c125" || ',', '~,') ||
		     COALESCE(OLD."c126" || ',', '~,') ||
		     COALESCE(OLD."c127" || ',', '~,') ||
		     COALESCE(OLD."c128" || ',', '~,') ||
		     COALESCE(OLD."c129" || ',', '~,') ||
		     COALESCE(OLD."c130" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_072e49c0_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_072e49c0_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_072e49c0_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_072e49c0_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_072e49c0_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_072e49c0_d';
END^

COMMIT^

SET TERM ; ^
