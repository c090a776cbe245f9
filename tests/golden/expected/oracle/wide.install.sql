-- Shadowlog: capture row changes of the tables below, on Oracle.
--
-- Run it as a DBA (CREATE ANY TRIGGER, and SELECT on these tables):
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- It stops at the first error.  Running it again changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers.  They belong to user
-- SHADOWLOG and run with its rights: the application's users need none.  If a
-- change cannot be recorded, the statement that made it fails; so it does when
-- a trigger does not compile, so each is checked, and disabled again then.
--
-- These should be the first of the AFTER ... FOR EACH ROW triggers: one of the
-- application's that changes the same table should be made with FOLLOWS
-- SHADOWLOG.SHADOWLOG_... (11g and later; before, Oracle does not say in which
-- order triggers of one kind fire).  PRECEDES is for editions only.
--
-- What they do not see: TRUNCATE; partitions exchanged or dropped; direct path
-- loads; DBMS_LOB, which writes into a LOB without a trigger; a LONG column;
-- DBMS_REDEFINITION; what replication applies, unless told to fire triggers
-- (DBMS_DDL.SET_TRIGGER_FIRING_PROPERTY); ALTER TRIGGER ... DISABLE while it
-- lasts.  When a column that a trigger names is dropped, every write fails
-- (ORA-04098): uninstall, drop, describe, install.  A column added later is not
-- captured until then.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

-- Table public.wide

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."id",
		       shadowlog."c1",
		       shadowlog."c2",
		       shadowlog."c3",
		       shadowlog."c4",
		       shadowlog."c5",
		       shadowlog."c6",
		       shadowlog."c7",
		       shadowlog."c8",
		       shadowlog."c9",
		       shadowlog."c10",
		       shadowlog."c11",
		       shadowlog."c12",
		       shadowlog."c13",
		       shadowlog."c14",
		       shadowlog."c15",
		       shadowlog."c16",
		       shadowlog."c17",
		       shadowlog."c18",
		       shadowlog."c19",
		       shadowlog."c20",
		       shadowlog."c21",
		       shadowlog."c22",
		       shadowlog."c23",
		       shadowlog."c24",
		       shadowlog."c25",
		       shadowlog."c26",
		       shadowlog."c27",
		       shadowlog."c28",
		       shadowlog."c29",
		       shadowlog."c30",
		       shadowlog."c31",
		       shadowlog."c32",
		       shadowlog."c33",
		       shadowlog."c34",
		       shadowlog."c35",
		       shadowlog."c36",
		       shadowlog."c37",
		       shadowlog."c38",
		       shadowlog."c39",
		       shadowlog."c40",
		       shadowlog."c41",
		       shadowlog."c42",
		       shadowlog."c43",
		       shadowlog."c44",
		       shadowlog."c45",
		       shadowlog."c46",
		       shadowlog."c47",
		       shadowlog."c48",
		       shadowlog."c49",
		       shadowlog."c50",
		       shadowlog."c51",
		       shadowlog."c52",
		       shadowlog."c53",
		       shadowlog."c54",
		       shadowlog."c55",
		       shadowlog."c56",
		       shadowlog."c57",
		       shadowlog."c58",
		       shadowlog."c59",
		       shadowlog."c60",
		       shadowlog."c61",
		       shadowlog."c62",
		       shadowlog."c63",
		       shadowlog."c64",
		       shadowlog."c65",
		       shadowlog."c66",
		       shadowlog."c67",
		       shadowlog."c68",
		       shadowlog."c69",
		       shadowlog."c70",
		       shadowlog."c71",
		       shadowlog."c72",
		       shadowlog."c73",
		       shadowlog."c74",
		       shadowlog."c75",
		       shadowlog."c76",
		       shadowlog."c77",
		       shadowlog."c78",
		       shadowlog."c79",
		       shadowlog."c80",
		       shadowlog."c81",
		       shadowlog."c82",
		       shadowlog."c83",
		       shadowlog."c84",
		       shadowlog."c85",
		       shadowlog."c86",
		       shadowlog."c87",
		       shadowlog."c88",
		       shadowlog."c89",
		       shadowlog."c90",
		       shadowlog."c91",
		       shadowlog."c92",
		       shadowlog."c93",
		       shadowlog."c94",
		       shadowlog."c95",
		       shadowlog."c96",
		       shadowlog."c97",
		       shadowlog."c98",
		       shadowlog."c99",
		       shadowlog."c100",
		       shadowlog."c101",
		       shadowlog."c102",
		       shadowlog."c103",
		       shadowlog."c104",
		       shadowlog."c105",
		       shadowlog."c106",
		       shadowlog."c107",
		       shadowlog."c108",
		       shadowlog."c109",
		       shadowlog."c110",
		       shadowlog."c111",
		       shadowlog."c112",
		       shadowlog."c113",
		       shadowlog."c114",
		       shadowlog."c115",
		       shadowlog."c116",
		       shadowlog."c117",
		       shadowlog."c118",
		       shadowlog."c119",
		       shadowlog."c120",
		       shadowlog."c121",
		       shadowlog."c122",
		       shadowlog."c123",
		       shadowlog."c124",
		       shadowlog."c125",
		       shadowlog."c126",
		       shadowlog."c127",
		       shadowlog."c128",
		       shadowlog."c129",
		       shadowlog."c130"
		  FROM "public"."wide" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
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
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 641579726
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'public'
		   AND s.table_name = 'wide';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (641579726, 'public', 'wide',
			next_version, this,
			'c0c6bfac', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = 'c0c6bfac',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 641579726
	   AND (trigger_hash <> 'c0c6bfac'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'public'
	                              AND s.table_name = 'wide'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_i
AFTER INSERT ON "public"."wide" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(641579726,
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c1", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c2", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c3", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c4", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c5", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c6", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c7", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c8", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c9", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c10", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c11", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c12", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c13", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c14", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c15", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c16", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c17", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c18", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c19", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c20", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c21", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c22", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c23", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c24", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c25", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c26", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c27", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c28", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c29", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c30", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c31", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c32", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c33", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c34", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c35", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c36", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c37", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c38", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c39", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c40", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c41", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c42", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c43", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c44", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c45", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c46", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c47", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c48", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c49", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c50", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c51", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c52", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c53", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c54", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c55", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c56", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c57", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c58", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c59", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c60", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c61", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c62", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c63", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c64", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c65", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c66", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c67", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c68", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c69", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c70", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c71", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c72", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c73", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c74", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c75", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c76", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c77", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c78", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c79", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c80", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c81", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c82", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c83", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c84", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c85", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c86", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c87", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c88", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c89", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c90", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c91", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c92", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c93", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c94", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c95", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c96", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c97", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c98", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c99", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c100", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c101", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c102", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c103", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c104", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c105", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c106", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c107", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c108", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c109", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c110", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c111", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c112", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c113", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c114", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c115", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c116", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c117", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c118", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c119", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c120", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c121", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c122", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c123", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c124", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c125", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c126", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c127", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c128", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c129", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c130", 'TM9'), 'NULL'));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_u
AFTER UPDATE ON "public"."wide" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(641579726,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c1", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c2", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c3", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c4", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c5", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c6", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c7", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c8", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c9", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c10", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c11", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c12", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c13", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c14", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c15", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c16", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c17", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c18", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c19", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c20", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c21", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c22", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c23", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c24", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c25", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c26", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c27", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c28", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c29", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c30", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c31", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c32", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c33", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c34", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c35", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c36", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c37", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c38", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c39", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c40", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c41", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c42", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c43", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c44", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c45", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c46", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c47", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c48", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c49", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c50", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c51", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c52", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c53", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c54", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c55", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c56", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c57", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c58", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c59", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c60", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c61", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c62", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c63", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c64", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c65", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c66", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c67", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c68", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c69", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c70", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c71", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c72", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c73", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c74", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c75", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c76", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c77", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c78", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c79", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c80", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c81", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c82", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c83", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c84", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c85", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c86", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c87", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c88", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c89", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c90", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c91", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c92", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c93", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c94", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c95", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c96", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c97", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c98", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c99", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c100", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c101", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c102", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c103", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c104", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c105", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c106", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c107", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c108", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c109", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c110", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c111", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c112", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c113", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c114", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c115", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c116", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c117", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c118", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c119", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c120", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c121", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c122", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c123", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c124", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c125", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c126", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c127", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c128", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c129", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c130", 'TM9'), 'NULL'),
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c1", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c2", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c3", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c4", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c5", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c6", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c7", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c8", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c9", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c10", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c11", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c12", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c13", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c14", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c15", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c16", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c17", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c18", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c19", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c20", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c21", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c22", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c23", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c24", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c25", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c26", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c27", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c28", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c29", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c30", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c31", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c32", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c33", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c34", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c35", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c36", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c37", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c38", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c39", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c40", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c41", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c42", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c43", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c44", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c45", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c46", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c47", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c48", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c49", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c50", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c51", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c52", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c53", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c54", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c55", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c56", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c57", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c58", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c59", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c60", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c61", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c62", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c63", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c64", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c65", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c66", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c67", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c68", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c69", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c70", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c71", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c72", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c73", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c74", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c75", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c76", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c77", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c78", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c79", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c80", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c81", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c82", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c83", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c84", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c85", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c86", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c87", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c88", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c89", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c90", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c91", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c92", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c93", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c94", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c95", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c96", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c97", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c98", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c99", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c100", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c101", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c102", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c103", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c104", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c105", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c106", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c107", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c108", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c109", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c110", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c111", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c112", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c113", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c114", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c115", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c116", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c117", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c118", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c119", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c120", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c121", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c122", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c123", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c124", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c125", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c126", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c127", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c128", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c129", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."c130", 'TM9'), 'NULL'));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_8f9b124f_d
AFTER DELETE ON "public"."wide" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(641579726,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c1", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c2", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c3", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c4", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c5", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c6", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c7", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c8", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c9", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c10", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c11", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c12", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c13", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c14", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c15", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c16", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c17", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c18", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c19", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c20", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c21", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c22", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c23", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c24", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c25", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c26", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c27", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c28", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c29", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c30", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c31", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c32", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c33", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c34", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c35", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c36", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c37", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c38", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c39", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c40", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c41", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c42", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c43", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c44", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c45", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c46", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c47", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c48", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c49", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c50", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c51", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c52", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c53", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c54", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c55", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c56", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c57", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c58", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c59", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c60", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c61", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c62", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c63", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c64", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c65", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c66", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c67", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c68", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c69", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c70", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c71", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c72", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c73", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c74", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c75", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c76", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c77", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c78", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c79", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c80", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c81", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c82", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c83", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c84", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c85", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c86", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c87", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c88", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c89", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c90", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c91", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c92", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c93", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c94", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c95", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c96", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c97", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c98", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c99", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c100", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c101", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c102", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c103", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c104", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c105", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c106", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c107", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c108", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c109", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c110", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c111", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c112", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c113", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c114", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c115", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c116", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c117", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c118", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c119", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c120", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c121", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c122", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c123", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c124", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c125", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c126", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c127", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c128", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c129", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."c130", 'TM9'), 'NULL'));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_8f9b124f!__') ESCAPE '!'
	             AND status <> 'VALID')
	LOOP
		EXECUTE IMMEDIATE 'ALTER TRIGGER shadowlog.' || t.object_name
			|| ' DISABLE';
		invalid := invalid + 1;
	END LOOP;
	IF invalid > 0 THEN
		RAISE_APPLICATION_ERROR(-20002, 'shadowlog: ' || invalid
			|| ' triggers did not compile and were disabled');
	END IF;
END;
/
