-- Shadowlog: capture row changes of the tables below, on Firebird,
-- SQL dialect 1.
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

SET SQL DIALECT 1;
SET AUTODDL OFF;
SET TERM ^ ;

-- Table WIDE

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1072233321, '', _UTF8 'WIDE',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'WIDE'),
       d.description, 'd2ff3afe', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table WIDE
  column ID   int as int key 1
  column C1   int as int null
  column C2   int as int null
  column C3   int as int null
  column C4   int as int null
  column C5   int as int null
  column C6   int as int null
  column C7   int as int null
  column C8   int as int null
  column C9   int as int null
  column C10  int as int null
  column C11  int as int null
  column C12  int as int null
  column C13  int as int null
  column C14  int as int null
  column C15  int as int null
  column C16  int as int null
  column C17  int as int null
  column C18  int as int null
  column C19  int as int null
  column C20  int as int null
  column C21  int as int null
  column C22  int as int null
  column C23  int as int null
  column C24  int as int null
  column C25  int as int null
  column C26  int as int null
  column C27  int as int null
  column C28  int as int null
  column C29  int as int null
  column C30  int as int null
  column C31  int as int null
  column C32  int as int null
  column C33  int as int null
  column C34  int as int null
  column C35  int as int null
  column C36  int as int null
  column C37  int as int null
  column C38  int as int null
  column C39  int as int null
  column C40  int as int null
  column C41  int as int null
  column C42  int as int null
  column C43  int as int null
  column C44  int as int null
  column C45  int as int null
  column C46  int as int null
  column C47  int as int null
  column C48  int as int null
  column C49  int as int null
  column C50  int as int null
  column C51  int as int null
  column C52  int as int null
  column C53  int as int null
  column C54  int as int null
  column C55  int as int null
  column C56  int as int null
  column C57  int as int null
  column C58  int as int null
  column C59  int as int null
  column C60  int as int null
  column C61  int as int null
  column C62  int as int null
  column C63  int as int null
  column C64  int as int null
  column C65  int as int null
  column C66  int as int null
  column C67  int as int null
  column C68  int as int null
  column C69  int as int null
  column C70  int as int null
  column C71  int as int null
  column C72  int as int null
  column C73  int as int null
  column C74  int as int null
  column C75  int as int null
  column C76  int as int null
  column C77  int as int null
  column C78  int as int null
  column C79  int as int null
  column C80  int as int null
  column C81  int as int null
  column C82  int as int null
  column C83  int as int null
  column C84  int as int null
  column C85  int as int null
  column C86  int as int null
  column C87  int as int null
  column C88  int as int null
  column C89  int as int null
  column C90  int as int null
  column C91  int as int null
  column C92  int as int null
  column C93  int as int null
  column C94  int as int null
  column C95  int as int null
  column C96  int as int null
  column C97  int as int null
  column C98  int as int null
  column C99  int as int null
  column C100 int as int null
  column C101 int as int null
  column C102 int as int null
  column C103 int as int null
  column C104 int as int null
  column C105 int as int null
  column C106 int as int null
  column C107 int as int null
  column C108 int as int null
  column C109 int as int null
  column C110 int as int null
  column C111 int as int null
  column C112 int as int null
  column C113 int as int null
  column C114 int as int null
  column C115 int as int null
  column C116 int as int null
  column C117 int as int null
  column C118 int as int null
  column C119 int as int null
  column C120 int as int null
  column C121 int as int null
  column C122 int as int null
  column C123 int as int null
  column C124 int as int null
  column C125 int as int null
  column C126 int as int null
  column C127 int as int null
  column C128 int as int null
  column C129 int as int null
  column C130 int as int null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1072233321
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'd2ff3afe', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1072233321
   AND (trigger_hash <> 'd2ff3afe'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'WIDE'))^

CREATE OR ALTER TRIGGER shadowlog_c996dc40_i FOR WIDE
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1072233321, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW.ID || ',', '~,') ||
		     COALESCE(NEW.C1 || ',', '~,') ||
		     COALESCE(NEW.C2 || ',', '~,') ||
		     COALESCE(NEW.C3 || ',', '~,') ||
		     COALESCE(NEW.C4 || ',', '~,') ||
		     COALESCE(NEW.C5 || ',', '~,') ||
		     COALESCE(NEW.C6 || ',', '~,') ||
		     COALESCE(NEW.C7 || ',', '~,') ||
		     COALESCE(NEW.C8 || ',', '~,') ||
		     COALESCE(NEW.C9 || ',', '~,') ||
		     COALESCE(NEW.C10 || ',', '~,') ||
		     COALESCE(NEW.C11 || ',', '~,') ||
		     COALESCE(NEW.C12 || ',', '~,') ||
		     COALESCE(NEW.C13 || ',', '~,') ||
		     COALESCE(NEW.C14 || ',', '~,') ||
		     COALESCE(NEW.C15 || ',', '~,') ||
		     COALESCE(NEW.C16 || ',', '~,') ||
		     COALESCE(NEW.C17 || ',', '~,') ||
		     COALESCE(NEW.C18 || ',', '~,') ||
		     COALESCE(NEW.C19 || ',', '~,') ||
		     COALESCE(NEW.C20 || ',', '~,') ||
		     COALESCE(NEW.C21 || ',', '~,') ||
		     COALESCE(NEW.C22 || ',', '~,') ||
		     COALESCE(NEW.C23 || ',', '~,') ||
		     COALESCE(NEW.C24 || ',', '~,') ||
		     COALESCE(NEW.C25 || ',', '~,') ||
		     COALESCE(NEW.C26 || ',', '~,') ||
		     COALESCE(NEW.C27 || ',', '~,') ||
		     COALESCE(NEW.C28 || ',', '~,') ||
		     COALESCE(NEW.C29 || ',', '~,') ||
		     COALESCE(NEW.C30 || ',', '~,') ||
		     COALESCE(NEW.C31 || ',', '~,') ||
		     COALESCE(NEW.C32 || ',', '~,') ||
		     COALESCE(NEW.C33 || ',', '~,') ||
		     COALESCE(NEW.C34 || ',', '~,') ||
		     COALESCE(NEW.C35 || ',', '~,') ||
		     COALESCE(NEW.C36 || ',', '~,') ||
		     COALESCE(NEW.C37 || ',', '~,') ||
		     COALESCE(NEW.C38 || ',', '~,') ||
		     COALESCE(NEW.C39 || ',', '~,') ||
		     COALESCE(NEW.C40 || ',', '~,') ||
		     COALESCE(NEW.C41 || ',', '~,') ||
		     COALESCE(NEW.C42 || ',', '~,') ||
		     COALESCE(NEW.C43 || ',', '~,') ||
		     COALESCE(NEW.C44 || ',', '~,') ||
		     COALESCE(NEW.C45 || ',', '~,') ||
		     COALESCE(NEW.C46 || ',', '~,') ||
		     COALESCE(NEW.C47 || ',', '~,') ||
		     COALESCE(NEW.C48 || ',', '~,') ||
		     COALESCE(NEW.C49 || ',', '~,') ||
		     COALESCE(NEW.C50 || ',', '~,') ||
		     COALESCE(NEW.C51 || ',', '~,') ||
		     COALESCE(NEW.C52 || ',', '~,') ||
		     COALESCE(NEW.C53 || ',', '~,') ||
		     COALESCE(NEW.C54 || ',', '~,') ||
		     COALESCE(NEW.C55 || ',', '~,') ||
		     COALESCE(NEW.C56 || ',', '~,') ||
		     COALESCE(NEW.C57 || ',', '~,') ||
		     COALESCE(NEW.C58 || ',', '~,') ||
		     COALESCE(NEW.C59 || ',', '~,') ||
		     COALESCE(NEW.C60 || ',', '~,') ||
		     COALESCE(NEW.C61 || ',', '~,') ||
		     COALESCE(NEW.C62 || ',', '~,') ||
		     COALESCE(NEW.C63 || ',', '~,') ||
		     COALESCE(NEW.C64 || ',', '~,') ||
		     COALESCE(NEW.C65 || ',', '~,') ||
		     COALESCE(NEW.C66 || ',', '~,') ||
		     COALESCE(NEW.C67 || ',', '~,') ||
		     COALESCE(NEW.C68 || ',', '~,') ||
		     COALESCE(NEW.C69 || ',', '~,') ||
		     COALESCE(NEW.C70 || ',', '~,') ||
		     COALESCE(NEW.C71 || ',', '~,') ||
		     COALESCE(NEW.C72 || ',', '~,') ||
		     COALESCE(NEW.C73 || ',', '~,') ||
		     COALESCE(NEW.C74 || ',', '~,') ||
		     COALESCE(NEW.C75 || ',', '~,') ||
		     COALESCE(NEW.C76 || ',', '~,') ||
		     COALESCE(NEW.C77 || ',', '~,') ||
		     COALESCE(NEW.C78 || ',', '~,') ||
		     COALESCE(NEW.C79 || ',', '~,') ||
		     COALESCE(NEW.C80 || ',', '~,') ||
		     COALESCE(NEW.C81 || ',', '~,') ||
		     COALESCE(NEW.C82 || ',', '~,') ||
		     COALESCE(NEW.C83 || ',', '~,') ||
		     COALESCE(NEW.C84 || ',', '~,') ||
		     COALESCE(NEW.C85 || ',', '~,') ||
		     COALESCE(NEW.C86 || ',', '~,') ||
		     COALESCE(NEW.C87 || ',', '~,') ||
		     COALESCE(NEW.C88 || ',', '~,') ||
		     COALESCE(NEW.C89 || ',', '~,') ||
		     COALESCE(NEW.C90 || ',', '~,') ||
		     COALESCE(NEW.C91 || ',', '~,') ||
		     COALESCE(NEW.C92 || ',', '~,') ||
		     COALESCE(NEW.C93 || ',', '~,') ||
		     COALESCE(NEW.C94 || ',', '~,') ||
		     COALESCE(NEW.C95 || ',', '~,') ||
		     COALESCE(NEW.C96 || ',', '~,') ||
		     COALESCE(NEW.C97 || ',', '~,') ||
		     COALESCE(NEW.C98 || ',', '~,') ||
		     COALESCE(NEW.C99 || ',', '~,') ||
		     COALESCE(NEW.C100 || ',', '~,') ||
		     COALESCE(NEW.C101 || ',', '~,') ||
		     COALESCE(NEW.C102 || ',', '~,') ||
		     COALESCE(NEW.C103 || ',', '~,') ||
		     COALESCE(NEW.C104 || ',', '~,') ||
		     COALESCE(NEW.C105 || ',', '~,') ||
		     COALESCE(NEW.C106 || ',', '~,') ||
		     COALESCE(NEW.C107 || ',', '~,') ||
		     COALESCE(NEW.C108 || ',', '~,') ||
		     COALESCE(NEW.C109 || ',', '~,') ||
		     COALESCE(NEW.C110 || ',', '~,') ||
		     COALESCE(NEW.C111 || ',', '~,') ||
		     COALESCE(NEW.C112 || ',', '~,') ||
		     COALESCE(NEW.C113 || ',', '~,') ||
		     COALESCE(NEW.C114 || ',', '~,') ||
		     COALESCE(NEW.C115 || ',', '~,') ||
		     COALESCE(NEW.C116 || ',', '~,') ||
		     COALESCE(NEW.C117 || ',', '~,') ||
		     COALESCE(NEW.C118 || ',', '~,') ||
		     COALESCE(NEW.C119 || ',', '~,') ||
		     COALESCE(NEW.C120 || ',', '~,') ||
		     COALESCE(NEW.C121 || ',', '~,') ||
		     COALESCE(NEW.C122 || ',', '~,') ||
		     COALESCE(NEW.C123 || ',', '~,') ||
		     COALESCE(NEW.C124 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(NEW.C125 || ',', '~,') ||
		     COALESCE(NEW.C126 || ',', '~,') ||
		     COALESCE(NEW.C127 || ',', '~,') ||
		     COALESCE(NEW.C128 || ',', '~,') ||
		     COALESCE(NEW.C129 || ',', '~,') ||
		     COALESCE(NEW.C130 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_c996dc40_u FOR WIDE
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1072233321, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD.ID || ',', '~,') ||
		     COALESCE(OLD.C1 || ',', '~,') ||
		     COALESCE(OLD.C2 || ',', '~,') ||
		     COALESCE(OLD.C3 || ',', '~,') ||
		     COALESCE(OLD.C4 || ',', '~,') ||
		     COALESCE(OLD.C5 || ',', '~,') ||
		     COALESCE(OLD.C6 || ',', '~,') ||
		     COALESCE(OLD.C7 || ',', '~,') ||
		     COALESCE(OLD.C8 || ',', '~,') ||
		     COALESCE(OLD.C9 || ',', '~,') ||
		     COALESCE(OLD.C10 || ',', '~,') ||
		     COALESCE(OLD.C11 || ',', '~,') ||
		     COALESCE(OLD.C12 || ',', '~,') ||
		     COALESCE(OLD.C13 || ',', '~,') ||
		     COALESCE(OLD.C14 || ',', '~,') ||
		     COALESCE(OLD.C15 || ',', '~,') ||
		     COALESCE(OLD.C16 || ',', '~,') ||
		     COALESCE(OLD.C17 || ',', '~,') ||
		     COALESCE(OLD.C18 || ',', '~,') ||
		     COALESCE(OLD.C19 || ',', '~,') ||
		     COALESCE(OLD.C20 || ',', '~,') ||
		     COALESCE(OLD.C21 || ',', '~,') ||
		     COALESCE(OLD.C22 || ',', '~,') ||
		     COALESCE(OLD.C23 || ',', '~,') ||
		     COALESCE(OLD.C24 || ',', '~,') ||
		     COALESCE(OLD.C25 || ',', '~,') ||
		     COALESCE(OLD.C26 || ',', '~,') ||
		     COALESCE(OLD.C27 || ',', '~,') ||
		     COALESCE(OLD.C28 || ',', '~,') ||
		     COALESCE(OLD.C29 || ',', '~,') ||
		     COALESCE(OLD.C30 || ',', '~,') ||
		     COALESCE(OLD.C31 || ',', '~,') ||
		     COALESCE(OLD.C32 || ',', '~,') ||
		     COALESCE(OLD.C33 || ',', '~,') ||
		     COALESCE(OLD.C34 || ',', '~,') ||
		     COALESCE(OLD.C35 || ',', '~,') ||
		     COALESCE(OLD.C36 || ',', '~,') ||
		     COALESCE(OLD.C37 || ',', '~,') ||
		     COALESCE(OLD.C38 || ',', '~,') ||
		     COALESCE(OLD.C39 || ',', '~,') ||
		     COALESCE(OLD.C40 || ',', '~,') ||
		     COALESCE(OLD.C41 || ',', '~,') ||
		     COALESCE(OLD.C42 || ',', '~,') ||
		     COALESCE(OLD.C43 || ',', '~,') ||
		     COALESCE(OLD.C44 || ',', '~,') ||
		     COALESCE(OLD.C45 || ',', '~,') ||
		     COALESCE(OLD.C46 || ',', '~,') ||
		     COALESCE(OLD.C47 || ',', '~,') ||
		     COALESCE(OLD.C48 || ',', '~,') ||
		     COALESCE(OLD.C49 || ',', '~,') ||
		     COALESCE(OLD.C50 || ',', '~,') ||
		     COALESCE(OLD.C51 || ',', '~,') ||
		     COALESCE(OLD.C52 || ',', '~,') ||
		     COALESCE(OLD.C53 || ',', '~,') ||
		     COALESCE(OLD.C54 || ',', '~,') ||
		     COALESCE(OLD.C55 || ',', '~,') ||
		     COALESCE(OLD.C56 || ',', '~,') ||
		     COALESCE(OLD.C57 || ',', '~,') ||
		     COALESCE(OLD.C58 || ',', '~,') ||
		     COALESCE(OLD.C59 || ',', '~,') ||
		     COALESCE(OLD.C60 || ',', '~,') ||
		     COALESCE(OLD.C61 || ',', '~,') ||
		     COALESCE(OLD.C62 || ',', '~,') ||
		     COALESCE(OLD.C63 || ',', '~,') ||
		     COALESCE(OLD.C64 || ',', '~,') ||
		     COALESCE(OLD.C65 || ',', '~,') ||
		     COALESCE(OLD.C66 || ',', '~,') ||
		     COALESCE(OLD.C67 || ',', '~,') ||
		     COALESCE(OLD.C68 || ',', '~,') ||
		     COALESCE(OLD.C69 || ',', '~,') ||
		     COALESCE(OLD.C70 || ',', '~,') ||
		     COALESCE(OLD.C71 || ',', '~,') ||
		     COALESCE(OLD.C72 || ',', '~,') ||
		     COALESCE(OLD.C73 || ',', '~,') ||
		     COALESCE(OLD.C74 || ',', '~,') ||
		     COALESCE(OLD.C75 || ',', '~,') ||
		     COALESCE(OLD.C76 || ',', '~,') ||
		     COALESCE(OLD.C77 || ',', '~,') ||
		     COALESCE(OLD.C78 || ',', '~,') ||
		     COALESCE(OLD.C79 || ',', '~,') ||
		     COALESCE(OLD.C80 || ',', '~,') ||
		     COALESCE(OLD.C81 || ',', '~,') ||
		     COALESCE(OLD.C82 || ',', '~,') ||
		     COALESCE(OLD.C83 || ',', '~,') ||
		     COALESCE(OLD.C84 || ',', '~,') ||
		     COALESCE(OLD.C85 || ',', '~,') ||
		     COALESCE(OLD.C86 || ',', '~,') ||
		     COALESCE(OLD.C87 || ',', '~,') ||
		     COALESCE(OLD.C88 || ',', '~,') ||
		     COALESCE(OLD.C89 || ',', '~,') ||
		     COALESCE(OLD.C90 || ',', '~,') ||
		     COALESCE(OLD.C91 || ',', '~,') ||
		     COALESCE(OLD.C92 || ',', '~,') ||
		     COALESCE(OLD.C93 || ',', '~,') ||
		     COALESCE(OLD.C94 || ',', '~,') ||
		     COALESCE(OLD.C95 || ',', '~,') ||
		     COALESCE(OLD.C96 || ',', '~,') ||
		     COALESCE(OLD.C97 || ',', '~,') ||
		     COALESCE(OLD.C98 || ',', '~,') ||
		     COALESCE(OLD.C99 || ',', '~,') ||
		     COALESCE(OLD.C100 || ',', '~,') ||
		     COALESCE(OLD.C101 || ',', '~,') ||
		     COALESCE(OLD.C102 || ',', '~,') ||
		     COALESCE(OLD.C103 || ',', '~,') ||
		     COALESCE(OLD.C104 || ',', '~,') ||
		     COALESCE(OLD.C105 || ',', '~,') ||
		     COALESCE(OLD.C106 || ',', '~,') ||
		     COALESCE(OLD.C107 || ',', '~,') ||
		     COALESCE(OLD.C108 || ',', '~,') ||
		     COALESCE(OLD.C109 || ',', '~,') ||
		     COALESCE(OLD.C110 || ',', '~,') ||
		     COALESCE(OLD.C111 || ',', '~,') ||
		     COALESCE(OLD.C112 || ',', '~,') ||
		     COALESCE(OLD.C113 || ',', '~,') ||
		     COALESCE(OLD.C114 || ',', '~,') ||
		     COALESCE(OLD.C115 || ',', '~,') ||
		     COALESCE(OLD.C116 || ',', '~,') ||
		     COALESCE(OLD.C117 || ',', '~,') ||
		     COALESCE(OLD.C118 || ',', '~,') ||
		     COALESCE(OLD.C119 || ',', '~,') ||
		     COALESCE(OLD.C120 || ',', '~,') ||
		     COALESCE(OLD.C121 || ',', '~,') ||
		     COALESCE(OLD.C122 || ',', '~,') ||
		     COALESCE(OLD.C123 || ',', '~,') ||
		     COALESCE(OLD.C124 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(OLD.C125 || ',', '~,') ||
		     COALESCE(OLD.C126 || ',', '~,') ||
		     COALESCE(OLD.C127 || ',', '~,') ||
		     COALESCE(OLD.C128 || ',', '~,') ||
		     COALESCE(OLD.C129 || ',', '~,') ||
		     COALESCE(OLD.C130 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8),
		CAST(COALESCE(NEW.ID || ',', '~,') ||
		     COALESCE(NEW.C1 || ',', '~,') ||
		     COALESCE(NEW.C2 || ',', '~,') ||
		     COALESCE(NEW.C3 || ',', '~,') ||
		     COALESCE(NEW.C4 || ',', '~,') ||
		     COALESCE(NEW.C5 || ',', '~,') ||
		     COALESCE(NEW.C6 || ',', '~,') ||
		     COALESCE(NEW.C7 || ',', '~,') ||
		     COALESCE(NEW.C8 || ',', '~,') ||
		     COALESCE(NEW.C9 || ',', '~,') ||
		     COALESCE(NEW.C10 || ',', '~,') ||
		     COALESCE(NEW.C11 || ',', '~,') ||
		     COALESCE(NEW.C12 || ',', '~,') ||
		     COALESCE(NEW.C13 || ',', '~,') ||
		     COALESCE(NEW.C14 || ',', '~,') ||
		     COALESCE(NEW.C15 || ',', '~,') ||
		     COALESCE(NEW.C16 || ',', '~,') ||
		     COALESCE(NEW.C17 || ',', '~,') ||
		     COALESCE(NEW.C18 || ',', '~,') ||
		     COALESCE(NEW.C19 || ',', '~,') ||
		     COALESCE(NEW.C20 || ',', '~,') ||
		     COALESCE(NEW.C21 || ',', '~,') ||
		     COALESCE(NEW.C22 || ',', '~,') ||
		     COALESCE(NEW.C23 || ',', '~,') ||
		     COALESCE(NEW.C24 || ',', '~,') ||
		     COALESCE(NEW.C25 || ',', '~,') ||
		     COALESCE(NEW.C26 || ',', '~,') ||
		     COALESCE(NEW.C27 || ',', '~,') ||
		     COALESCE(NEW.C28 || ',', '~,') ||
		     COALESCE(NEW.C29 || ',', '~,') ||
		     COALESCE(NEW.C30 || ',', '~,') ||
		     COALESCE(NEW.C31 || ',', '~,') ||
		     COALESCE(NEW.C32 || ',', '~,') ||
		     COALESCE(NEW.C33 || ',', '~,') ||
		     COALESCE(NEW.C34 || ',', '~,') ||
		     COALESCE(NEW.C35 || ',', '~,') ||
		     COALESCE(NEW.C36 || ',', '~,') ||
		     COALESCE(NEW.C37 || ',', '~,') ||
		     COALESCE(NEW.C38 || ',', '~,') ||
		     COALESCE(NEW.C39 || ',', '~,') ||
		     COALESCE(NEW.C40 || ',', '~,') ||
		     COALESCE(NEW.C41 || ',', '~,') ||
		     COALESCE(NEW.C42 || ',', '~,') ||
		     COALESCE(NEW.C43 || ',', '~,') ||
		     COALESCE(NEW.C44 || ',', '~,') ||
		     COALESCE(NEW.C45 || ',', '~,') ||
		     COALESCE(NEW.C46 || ',', '~,') ||
		     COALESCE(NEW.C47 || ',', '~,') ||
		     COALESCE(NEW.C48 || ',', '~,') ||
		     COALESCE(NEW.C49 || ',', '~,') ||
		     COALESCE(NEW.C50 || ',', '~,') ||
		     COALESCE(NEW.C51 || ',', '~,') ||
		     COALESCE(NEW.C52 || ',', '~,') ||
		     COALESCE(NEW.C53 || ',', '~,') ||
		     COALESCE(NEW.C54 || ',', '~,') ||
		     COALESCE(NEW.C55 || ',', '~,') ||
		     COALESCE(NEW.C56 || ',', '~,') ||
		     COALESCE(NEW.C57 || ',', '~,') ||
		     COALESCE(NEW.C58 || ',', '~,') ||
		     COALESCE(NEW.C59 || ',', '~,') ||
		     COALESCE(NEW.C60 || ',', '~,') ||
		     COALESCE(NEW.C61 || ',', '~,') ||
		     COALESCE(NEW.C62 || ',', '~,') ||
		     COALESCE(NEW.C63 || ',', '~,') ||
		     COALESCE(NEW.C64 || ',', '~,') ||
		     COALESCE(NEW.C65 || ',', '~,') ||
		     COALESCE(NEW.C66 || ',', '~,') ||
		     COALESCE(NEW.C67 || ',', '~,') ||
		     COALESCE(NEW.C68 || ',', '~,') ||
		     COALESCE(NEW.C69 || ',', '~,') ||
		     COALESCE(NEW.C70 || ',', '~,') ||
		     COALESCE(NEW.C71 || ',', '~,') ||
		     COALESCE(NEW.C72 || ',', '~,') ||
		     COALESCE(NEW.C73 || ',', '~,') ||
		     COALESCE(NEW.C74 || ',', '~,') ||
		     COALESCE(NEW.C75 || ',', '~,') ||
		     COALESCE(NEW.C76 || ',', '~,') ||
		     COALESCE(NEW.C77 || ',', '~,') ||
		     COALESCE(NEW.C78 || ',', '~,') ||
		     COALESCE(NEW.C79 || ',', '~,') ||
		     COALESCE(NEW.C80 || ',', '~,') ||
		     COALESCE(NEW.C81 || ',', '~,') ||
		     COALESCE(NEW.C82 || ',', '~,') ||
		     COALESCE(NEW.C83 || ',', '~,') ||
		     COALESCE(NEW.C84 || ',', '~,') ||
		     COALESCE(NEW.C85 || ',', '~,') ||
		     COALESCE(NEW.C86 || ',', '~,') ||
		     COALESCE(NEW.C87 || ',', '~,') ||
		     COALESCE(NEW.C88 || ',', '~,') ||
		     COALESCE(NEW.C89 || ',', '~,') ||
		     COALESCE(NEW.C90 || ',', '~,') ||
		     COALESCE(NEW.C91 || ',', '~,') ||
		     COALESCE(NEW.C92 || ',', '~,') ||
		     COALESCE(NEW.C93 || ',', '~,') ||
		     COALESCE(NEW.C94 || ',', '~,') ||
		     COALESCE(NEW.C95 || ',', '~,') ||
		     COALESCE(NEW.C96 || ',', '~,') ||
		     COALESCE(NEW.C97 || ',', '~,') ||
		     COALESCE(NEW.C98 || ',', '~,') ||
		     COALESCE(NEW.C99 || ',', '~,') ||
		     COALESCE(NEW.C100 || ',', '~,') ||
		     COALESCE(NEW.C101 || ',', '~,') ||
		     COALESCE(NEW.C102 || ',', '~,') ||
		     COALESCE(NEW.C103 || ',', '~,') ||
		     COALESCE(NEW.C104 || ',', '~,') ||
		     COALESCE(NEW.C105 || ',', '~,') ||
		     COALESCE(NEW.C106 || ',', '~,') ||
		     COALESCE(NEW.C107 || ',', '~,') ||
		     COALESCE(NEW.C108 || ',', '~,') ||
		     COALESCE(NEW.C109 || ',', '~,') ||
		     COALESCE(NEW.C110 || ',', '~,') ||
		     COALESCE(NEW.C111 || ',', '~,') ||
		     COALESCE(NEW.C112 || ',', '~,') ||
		     COALESCE(NEW.C113 || ',', '~,') ||
		     COALESCE(NEW.C114 || ',', '~,') ||
		     COALESCE(NEW.C115 || ',', '~,') ||
		     COALESCE(NEW.C116 || ',', '~,') ||
		     COALESCE(NEW.C117 || ',', '~,') ||
		     COALESCE(NEW.C118 || ',', '~,') ||
		     COALESCE(NEW.C119 || ',', '~,') ||
		     COALESCE(NEW.C120 || ',', '~,') ||
		     COALESCE(NEW.C121 || ',', '~,') ||
		     COALESCE(NEW.C122 || ',', '~,') ||
		     COALESCE(NEW.C123 || ',', '~,') ||
		     COALESCE(NEW.C124 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(NEW.C125 || ',', '~,') ||
		     COALESCE(NEW.C126 || ',', '~,') ||
		     COALESCE(NEW.C127 || ',', '~,') ||
		     COALESCE(NEW.C128 || ',', '~,') ||
		     COALESCE(NEW.C129 || ',', '~,') ||
		     COALESCE(NEW.C130 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_c996dc40_d FOR WIDE
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1072233321, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD.ID || ',', '~,') ||
		     COALESCE(OLD.C1 || ',', '~,') ||
		     COALESCE(OLD.C2 || ',', '~,') ||
		     COALESCE(OLD.C3 || ',', '~,') ||
		     COALESCE(OLD.C4 || ',', '~,') ||
		     COALESCE(OLD.C5 || ',', '~,') ||
		     COALESCE(OLD.C6 || ',', '~,') ||
		     COALESCE(OLD.C7 || ',', '~,') ||
		     COALESCE(OLD.C8 || ',', '~,') ||
		     COALESCE(OLD.C9 || ',', '~,') ||
		     COALESCE(OLD.C10 || ',', '~,') ||
		     COALESCE(OLD.C11 || ',', '~,') ||
		     COALESCE(OLD.C12 || ',', '~,') ||
		     COALESCE(OLD.C13 || ',', '~,') ||
		     COALESCE(OLD.C14 || ',', '~,') ||
		     COALESCE(OLD.C15 || ',', '~,') ||
		     COALESCE(OLD.C16 || ',', '~,') ||
		     COALESCE(OLD.C17 || ',', '~,') ||
		     COALESCE(OLD.C18 || ',', '~,') ||
		     COALESCE(OLD.C19 || ',', '~,') ||
		     COALESCE(OLD.C20 || ',', '~,') ||
		     COALESCE(OLD.C21 || ',', '~,') ||
		     COALESCE(OLD.C22 || ',', '~,') ||
		     COALESCE(OLD.C23 || ',', '~,') ||
		     COALESCE(OLD.C24 || ',', '~,') ||
		     COALESCE(OLD.C25 || ',', '~,') ||
		     COALESCE(OLD.C26 || ',', '~,') ||
		     COALESCE(OLD.C27 || ',', '~,') ||
		     COALESCE(OLD.C28 || ',', '~,') ||
		     COALESCE(OLD.C29 || ',', '~,') ||
		     COALESCE(OLD.C30 || ',', '~,') ||
		     COALESCE(OLD.C31 || ',', '~,') ||
		     COALESCE(OLD.C32 || ',', '~,') ||
		     COALESCE(OLD.C33 || ',', '~,') ||
		     COALESCE(OLD.C34 || ',', '~,') ||
		     COALESCE(OLD.C35 || ',', '~,') ||
		     COALESCE(OLD.C36 || ',', '~,') ||
		     COALESCE(OLD.C37 || ',', '~,') ||
		     COALESCE(OLD.C38 || ',', '~,') ||
		     COALESCE(OLD.C39 || ',', '~,') ||
		     COALESCE(OLD.C40 || ',', '~,') ||
		     COALESCE(OLD.C41 || ',', '~,') ||
		     COALESCE(OLD.C42 || ',', '~,') ||
		     COALESCE(OLD.C43 || ',', '~,') ||
		     COALESCE(OLD.C44 || ',', '~,') ||
		     COALESCE(OLD.C45 || ',', '~,') ||
		     COALESCE(OLD.C46 || ',', '~,') ||
		     COALESCE(OLD.C47 || ',', '~,') ||
		     COALESCE(OLD.C48 || ',', '~,') ||
		     COALESCE(OLD.C49 || ',', '~,') ||
		     COALESCE(OLD.C50 || ',', '~,') ||
		     COALESCE(OLD.C51 || ',', '~,') ||
		     COALESCE(OLD.C52 || ',', '~,') ||
		     COALESCE(OLD.C53 || ',', '~,') ||
		     COALESCE(OLD.C54 || ',', '~,') ||
		     COALESCE(OLD.C55 || ',', '~,') ||
		     COALESCE(OLD.C56 || ',', '~,') ||
		     COALESCE(OLD.C57 || ',', '~,') ||
		     COALESCE(OLD.C58 || ',', '~,') ||
		     COALESCE(OLD.C59 || ',', '~,') ||
		     COALESCE(OLD.C60 || ',', '~,') ||
		     COALESCE(OLD.C61 || ',', '~,') ||
		     COALESCE(OLD.C62 || ',', '~,') ||
		     COALESCE(OLD.C63 || ',', '~,') ||
		     COALESCE(OLD.C64 || ',', '~,') ||
		     COALESCE(OLD.C65 || ',', '~,') ||
		     COALESCE(OLD.C66 || ',', '~,') ||
		     COALESCE(OLD.C67 || ',', '~,') ||
		     COALESCE(OLD.C68 || ',', '~,') ||
		     COALESCE(OLD.C69 || ',', '~,') ||
		     COALESCE(OLD.C70 || ',', '~,') ||
		     COALESCE(OLD.C71 || ',', '~,') ||
		     COALESCE(OLD.C72 || ',', '~,') ||
		     COALESCE(OLD.C73 || ',', '~,') ||
		     COALESCE(OLD.C74 || ',', '~,') ||
		     COALESCE(OLD.C75 || ',', '~,') ||
		     COALESCE(OLD.C76 || ',', '~,') ||
		     COALESCE(OLD.C77 || ',', '~,') ||
		     COALESCE(OLD.C78 || ',', '~,') ||
		     COALESCE(OLD.C79 || ',', '~,') ||
		     COALESCE(OLD.C80 || ',', '~,') ||
		     COALESCE(OLD.C81 || ',', '~,') ||
		     COALESCE(OLD.C82 || ',', '~,') ||
		     COALESCE(OLD.C83 || ',', '~,') ||
		     COALESCE(OLD.C84 || ',', '~,') ||
		     COALESCE(OLD.C85 || ',', '~,') ||
		     COALESCE(OLD.C86 || ',', '~,') ||
		     COALESCE(OLD.C87 || ',', '~,') ||
		     COALESCE(OLD.C88 || ',', '~,') ||
		     COALESCE(OLD.C89 || ',', '~,') ||
		     COALESCE(OLD.C90 || ',', '~,') ||
		     COALESCE(OLD.C91 || ',', '~,') ||
		     COALESCE(OLD.C92 || ',', '~,') ||
		     COALESCE(OLD.C93 || ',', '~,') ||
		     COALESCE(OLD.C94 || ',', '~,') ||
		     COALESCE(OLD.C95 || ',', '~,') ||
		     COALESCE(OLD.C96 || ',', '~,') ||
		     COALESCE(OLD.C97 || ',', '~,') ||
		     COALESCE(OLD.C98 || ',', '~,') ||
		     COALESCE(OLD.C99 || ',', '~,') ||
		     COALESCE(OLD.C100 || ',', '~,') ||
		     COALESCE(OLD.C101 || ',', '~,') ||
		     COALESCE(OLD.C102 || ',', '~,') ||
		     COALESCE(OLD.C103 || ',', '~,') ||
		     COALESCE(OLD.C104 || ',', '~,') ||
		     COALESCE(OLD.C105 || ',', '~,') ||
		     COALESCE(OLD.C106 || ',', '~,') ||
		     COALESCE(OLD.C107 || ',', '~,') ||
		     COALESCE(OLD.C108 || ',', '~,') ||
		     COALESCE(OLD.C109 || ',', '~,') ||
		     COALESCE(OLD.C110 || ',', '~,') ||
		     COALESCE(OLD.C111 || ',', '~,') ||
		     COALESCE(OLD.C112 || ',', '~,') ||
		     COALESCE(OLD.C113 || ',', '~,') ||
		     COALESCE(OLD.C114 || ',', '~,') ||
		     COALESCE(OLD.C115 || ',', '~,') ||
		     COALESCE(OLD.C116 || ',', '~,') ||
		     COALESCE(OLD.C117 || ',', '~,') ||
		     COALESCE(OLD.C118 || ',', '~,') ||
		     COALESCE(OLD.C119 || ',', '~,') ||
		     COALESCE(OLD.C120 || ',', '~,') ||
		     COALESCE(OLD.C121 || ',', '~,') ||
		     COALESCE(OLD.C122 || ',', '~,') ||
		     COALESCE(OLD.C123 || ',', '~,') ||
		     COALESCE(OLD.C124 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(OLD.C125 || ',', '~,') ||
		     COALESCE(OLD.C126 || ',', '~,') ||
		     COALESCE(OLD.C127 || ',', '~,') ||
		     COALESCE(OLD.C128 || ',', '~,') ||
		     COALESCE(OLD.C129 || ',', '~,') ||
		     COALESCE(OLD.C130 || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c996dc40_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c996dc40_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c996dc40_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c996dc40_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c996dc40_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c996dc40_d';
END^

COMMIT^

SET TERM ; ^
