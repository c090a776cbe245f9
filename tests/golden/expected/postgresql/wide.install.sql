-- Shadowlog: capture row changes of the tables below, on PostgreSQL.
--
-- Run it as the owner of schema shadowlog (or a superuser) who may also create
-- triggers on these tables:
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  It locks the table
-- against writers for a moment, and against readers, too, where triggers of ours
-- are exchanged; it gives up after 10 s of waiting for that.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers and one AFTER TRUNCATE.
-- They run with the rights of whoever runs this (SECURITY DEFINER), so that the
-- application's users need none; every name in them has its schema.  Their
-- names start with 00_, because PostgreSQL fires triggers in order of name and
-- these must see a change before a trigger of the application changes the row
-- again.  They put back lastval(), which the number of the changelog's row
-- would change; so whoever runs this must have SELECT on the application's
-- sequences (a superuser has), or lastval() is another number after a write:
-- `shadowlog doctor` names those.  If a change cannot be recorded, the statement
-- that made it fails.
--
-- What they do not see: ALTER TABLE ... DISABLE TRIGGER while it lasts; rows
-- added to a child by inheritance; TRUNCATE of one partition by its own name;
-- what ATTACH PARTITION brings and DETACH takes; the values of VIRTUAL generated
-- columns (18; a trigger sees NULL); new values of a column by ALTER TABLE (a
-- default added, a type changed); an UNLOGGED table that a crash emptied.

SET standard_conforming_strings = on;

-- Table public.wide

BEGIN;
SET LOCAL lock_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."wide"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."wide" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."wide" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'wide'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_8f9b124f')
	THEN
		RAISE EXCEPTION 'shadowlog: this table is captured under '
			'another name'
		USING HINT = 'It was renamed: "upgrade --was" tells which. Or it '
			'is a partition: the whole table is captured.';
	END IF;
	IF NOT pg_catalog.has_table_privilege(
		'shadowlog.shadowlog_changelog', 'INSERT') THEN
		RAISE EXCEPTION 'shadowlog: % may not INSERT into the changelog',
			current_user
		USING HINT = 'Run this as the owner of schema shadowlog.';
	END IF;
	PERFORM shadowlog."id",
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
	   FROM "public"."wide" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."wide" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641579726, 'public', 'wide',
       v.version, d.description,
       '392490fc', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'wide') AS v,
       (SELECT 'shadowlog-tables 1
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
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 641579726
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '392490fc', installed_at = clock_timestamp()
 WHERE shape = 641579726
   AND (trigger_hash <> '392490fc'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'wide'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, new_row)
	VALUES (641579726, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, old_row, new_row)
	VALUES (641579726, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, old_row)
	VALUES (641579726, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_t() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at)
	VALUES (641579726, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_8f9b124f_i(), shadowlog.shadowlog_8f9b124f_u(),
	shadowlog.shadowlog_8f9b124f_d(), shadowlog.shadowlog_8f9b124f_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_i" ON "public"."wide";
CREATE TRIGGER "00_shadowlog_8f9b124f_i" AFTER INSERT ON "public"."wide"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_8f9b124f_i();
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_u" ON "public"."wide";
CREATE TRIGGER "00_shadowlog_8f9b124f_u" AFTER UPDATE ON "public"."wide"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_8f9b124f_u();
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_d" ON "public"."wide";
CREATE TRIGGER "00_shadowlog_8f9b124f_d" AFTER DELETE ON "public"."wide"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_8f9b124f_d();
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_t" ON "public"."wide";
CREATE TRIGGER "00_shadowlog_8f9b124f_t" AFTER TRUNCATE ON "public"."wide"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_8f9b124f_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."wide" ENABLE ALWAYS TRIGGER "00_shadowlog_8f9b124f_i";
ALTER TABLE "public"."wide" ENABLE ALWAYS TRIGGER "00_shadowlog_8f9b124f_u";
ALTER TABLE "public"."wide" ENABLE ALWAYS TRIGGER "00_shadowlog_8f9b124f_d";
ALTER TABLE "public"."wide" ENABLE ALWAYS TRIGGER "00_shadowlog_8f9b124f_t";

COMMIT;
