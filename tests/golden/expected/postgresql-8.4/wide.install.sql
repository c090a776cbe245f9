-- Shadowlog: capture row changes of the tables below, on PostgreSQL 8.4
-- to 9.3.
--
-- Run it as the owner of schema shadowlog (or a superuser) who may also create
-- triggers on these tables:
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  It locks the table
-- against writers for a moment, and against readers, too, where triggers of ours
-- are exchanged; a statement that waits longer than 10 s fails.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers and one AFTER TRUNCATE.
-- They run with the rights of whoever runs this (SECURITY DEFINER), so that the
-- application's users need none; they have a search path of their own.  Their
-- names start with 00_, because PostgreSQL fires triggers in order of name and
-- these must see a change before a trigger of the application changes the row
-- again.  They put back lastval(), which the number of the changelog's row
-- would change (as far as whoever runs this may read the application's
-- sequences).  If a change cannot be recorded, the statement that made it
-- fails.
--
-- What they do not see: ALTER TABLE ... DISABLE TRIGGER while it lasts; rows
-- added to a child by inheritance; new values of a column by ALTER TABLE (a
-- default added, a type changed).  A column that a trigger names can be dropped,
-- and then every write fails: uninstall, drop, describe, install.  A column
-- added later is not captured until then.

SET standard_conforming_strings = on;

-- Table public.wide

BEGIN;
SET LOCAL statement_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
CREATE FUNCTION pg_temp.shadowlog_check() RETURNS void LANGUAGE plpgsql AS $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."wide"'::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."wide" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."wide" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'wide'
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_shadowlog_8f9b124f')
	THEN
		RAISE EXCEPTION 'shadowlog: this table had another name'
		USING HINT = '"upgrade --was" tells which.';
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
	PERFORM coalesce(shadowlog."id"::text || ',', '~,') ||
	        coalesce(shadowlog."c1"::text || ',', '~,') ||
	        coalesce(shadowlog."c2"::text || ',', '~,') ||
	        coalesce(shadowlog."c3"::text || ',', '~,') ||
	        coalesce(shadowlog."c4"::text || ',', '~,') ||
	        coalesce(shadowlog."c5"::text || ',', '~,') ||
	        coalesce(shadowlog."c6"::text || ',', '~,') ||
	        coalesce(shadowlog."c7"::text || ',', '~,') ||
	        coalesce(shadowlog."c8"::text || ',', '~,') ||
	        coalesce(shadowlog."c9"::text || ',', '~,') ||
	        coalesce(shadowlog."c10"::text || ',', '~,') ||
	        coalesce(shadowlog."c11"::text || ',', '~,') ||
	        coalesce(shadowlog."c12"::text || ',', '~,') ||
	        coalesce(shadowlog."c13"::text || ',', '~,') ||
	        coalesce(shadowlog."c14"::text || ',', '~,') ||
	        coalesce(shadowlog."c15"::text || ',', '~,') ||
	        coalesce(shadowlog."c16"::text || ',', '~,') ||
	        coalesce(shadowlog."c17"::text || ',', '~,') ||
	        coalesce(shadowlog."c18"::text || ',', '~,') ||
	        coalesce(shadowlog."c19"::text || ',', '~,') ||
	        coalesce(shadowlog."c20"::text || ',', '~,') ||
	        coalesce(shadowlog."c21"::text || ',', '~,') ||
	        coalesce(shadowlog."c22"::text || ',', '~,') ||
	        coalesce(shadowlog."c23"::text || ',', '~,') ||
	        coalesce(shadowlog."c24"::text || ',', '~,') ||
	        coalesce(shadowlog."c25"::text || ',', '~,') ||
	        coalesce(shadowlog."c26"::text || ',', '~,') ||
	        coalesce(shadowlog."c27"::text || ',', '~,') ||
	        coalesce(shadowlog."c28"::text || ',', '~,') ||
	        coalesce(shadowlog."c29"::text || ',', '~,') ||
	        coalesce(shadowlog."c30"::text || ',', '~,') ||
	        coalesce(shadowlog."c31"::text || ',', '~,') ||
	        coalesce(shadowlog."c32"::text || ',', '~,') ||
	        coalesce(shadowlog."c33"::text || ',', '~,') ||
	        coalesce(shadowlog."c34"::text || ',', '~,') ||
	        coalesce(shadowlog."c35"::text || ',', '~,') ||
	        coalesce(shadowlog."c36"::text || ',', '~,') ||
	        coalesce(shadowlog."c37"::text || ',', '~,') ||
	        coalesce(shadowlog."c38"::text || ',', '~,') ||
	        coalesce(shadowlog."c39"::text || ',', '~,') ||
	        coalesce(shadowlog."c40"::text || ',', '~,') ||
	        coalesce(shadowlog."c41"::text || ',', '~,') ||
	        coalesce(shadowlog."c42"::text || ',', '~,') ||
	        coalesce(shadowlog."c43"::text || ',', '~,') ||
	        coalesce(shadowlog."c44"::text || ',', '~,') ||
	        coalesce(shadowlog."c45"::text || ',', '~,') ||
	        coalesce(shadowlog."c46"::text || ',', '~,') ||
	        coalesce(shadowlog."c47"::text || ',', '~,') ||
	        coalesce(shadowlog."c48"::text || ',', '~,') ||
	        coalesce(shadowlog."c49"::text || ',', '~,') ||
	        coalesce(shadowlog."c50"::text || ',', '~,') ||
	        coalesce(shadowlog."c51"::text || ',', '~,') ||
	        coalesce(shadowlog."c52"::text || ',', '~,') ||
	        coalesce(shadowlog."c53"::text || ',', '~,') ||
	        coalesce(shadowlog."c54"::text || ',', '~,') ||
	        coalesce(shadowlog."c55"::text || ',', '~,') ||
	        coalesce(shadowlog."c56"::text || ',', '~,') ||
	        coalesce(shadowlog."c57"::text || ',', '~,') ||
	        coalesce(shadowlog."c58"::text || ',', '~,') ||
	        coalesce(shadowlog."c59"::text || ',', '~,') ||
	        coalesce(shadowlog."c60"::text || ',', '~,') ||
	        coalesce(shadowlog."c61"::text || ',', '~,') ||
	        coalesce(shadowlog."c62"::text || ',', '~,') ||
	        coalesce(shadowlog."c63"::text || ',', '~,') ||
	        coalesce(shadowlog."c64"::text || ',', '~,') ||
	        coalesce(shadowlog."c65"::text || ',', '~,') ||
	        coalesce(shadowlog."c66"::text || ',', '~,') ||
	        coalesce(shadowlog."c67"::text || ',', '~,') ||
	        coalesce(shadowlog."c68"::text || ',', '~,') ||
	        coalesce(shadowlog."c69"::text || ',', '~,') ||
	        coalesce(shadowlog."c70"::text || ',', '~,') ||
	        coalesce(shadowlog."c71"::text || ',', '~,') ||
	        coalesce(shadowlog."c72"::text || ',', '~,') ||
	        coalesce(shadowlog."c73"::text || ',', '~,') ||
	        coalesce(shadowlog."c74"::text || ',', '~,') ||
	        coalesce(shadowlog."c75"::text || ',', '~,') ||
	        coalesce(shadowlog."c76"::text || ',', '~,') ||
	        coalesce(shadowlog."c77"::text || ',', '~,') ||
	        coalesce(shadowlog."c78"::text || ',', '~,') ||
	        coalesce(shadowlog."c79"::text || ',', '~,') ||
	        coalesce(shadowlog."c80"::text || ',', '~,') ||
	        coalesce(shadowlog."c81"::text || ',', '~,') ||
	        coalesce(shadowlog."c82"::text || ',', '~,') ||
	        coalesce(shadowlog."c83"::text || ',', '~,') ||
	        coalesce(shadowlog."c84"::text || ',', '~,') ||
	        coalesce(shadowlog."c85"::text || ',', '~,') ||
	        coalesce(shadowlog."c86"::text || ',', '~,') ||
	        coalesce(shadowlog."c87"::text || ',', '~,') ||
	        coalesce(shadowlog."c88"::text || ',', '~,') ||
	        coalesce(shadowlog."c89"::text || ',', '~,') ||
	        coalesce(shadowlog."c90"::text || ',', '~,') ||
	        coalesce(shadowlog."c91"::text || ',', '~,') ||
	        coalesce(shadowlog."c92"::text || ',', '~,') ||
	        coalesce(shadowlog."c93"::text || ',', '~,') ||
	        coalesce(shadowlog."c94"::text || ',', '~,') ||
	        coalesce(shadowlog."c95"::text || ',', '~,') ||
	        coalesce(shadowlog."c96"::text || ',', '~,') ||
	        coalesce(shadowlog."c97"::text || ',', '~,') ||
	        coalesce(shadowlog."c98"::text || ',', '~,') ||
	        coalesce(shadowlog."c99"::text || ',', '~,') ||
	        coalesce(shadowlog."c100"::text || ',', '~,') ||
	        coalesce(shadowlog."c101"::text || ',', '~,') ||
	        coalesce(shadowlog."c102"::text || ',', '~,') ||
	        coalesce(shadowlog."c103"::text || ',', '~,') ||
	        coalesce(shadowlog."c104"::text || ',', '~,') ||
	        coalesce(shadowlog."c105"::text || ',', '~,') ||
	        coalesce(shadowlog."c106"::text || ',', '~,') ||
	        coalesce(shadowlog."c107"::text || ',', '~,') ||
	        coalesce(shadowlog."c108"::text || ',', '~,') ||
	        coalesce(shadowlog."c109"::text || ',', '~,') ||
	        coalesce(shadowlog."c110"::text || ',', '~,') ||
	        coalesce(shadowlog."c111"::text || ',', '~,') ||
	        coalesce(shadowlog."c112"::text || ',', '~,') ||
	        coalesce(shadowlog."c113"::text || ',', '~,') ||
	        coalesce(shadowlog."c114"::text || ',', '~,') ||
	        coalesce(shadowlog."c115"::text || ',', '~,') ||
	        coalesce(shadowlog."c116"::text || ',', '~,') ||
	        coalesce(shadowlog."c117"::text || ',', '~,') ||
	        coalesce(shadowlog."c118"::text || ',', '~,') ||
	        coalesce(shadowlog."c119"::text || ',', '~,') ||
	        coalesce(shadowlog."c120"::text || ',', '~,') ||
	        coalesce(shadowlog."c121"::text || ',', '~,') ||
	        coalesce(shadowlog."c122"::text || ',', '~,') ||
	        coalesce(shadowlog."c123"::text || ',', '~,') ||
	        coalesce(shadowlog."c124"::text || ',', '~,') ||
	        coalesce(shadowlog."c125"::text || ',', '~,') ||
	        coalesce(shadowlog."c126"::text || ',', '~,') ||
	        coalesce(shadowlog."c127"::text || ',', '~,') ||
	        coalesce(shadowlog."c128"::text || ',', '~,') ||
	        coalesce(shadowlog."c129"::text || ',', '~,') ||
	        coalesce(shadowlog."c130"::text || ',', '~,')
	   FROM "public"."wide" AS shadowlog WHERE false;
END
$shadowlog$;
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641579726, 'public', 'wide',
       v.version, d.description,
       '4d6890e8', clock_timestamp()
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
   SET trigger_hash = '4d6890e8', installed_at = clock_timestamp()
 WHERE shape = 641579726
   AND (trigger_hash <> '4d6890e8'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'wide'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."c1"::text || ',', '~,') ||
		coalesce(NEW."c2"::text || ',', '~,') ||
		coalesce(NEW."c3"::text || ',', '~,') ||
		coalesce(NEW."c4"::text || ',', '~,') ||
		coalesce(NEW."c5"::text || ',', '~,') ||
		coalesce(NEW."c6"::text || ',', '~,') ||
		coalesce(NEW."c7"::text || ',', '~,') ||
		coalesce(NEW."c8"::text || ',', '~,') ||
		coalesce(NEW."c9"::text || ',', '~,') ||
		coalesce(NEW."c10"::text || ',', '~,') ||
		coalesce(NEW."c11"::text || ',', '~,') ||
		coalesce(NEW."c12"::text || ',', '~,') ||
		coalesce(NEW."c13"::text || ',', '~,') ||
		coalesce(NEW."c14"::text || ',', '~,') ||
		coalesce(NEW."c15"::text || ',', '~,') ||
		coalesce(NEW."c16"::text || ',', '~,') ||
		coalesce(NEW."c17"::text || ',', '~,') ||
		coalesce(NEW."c18"::text || ',', '~,') ||
		coalesce(NEW."c19"::text || ',', '~,') ||
		coalesce(NEW."c20"::text || ',', '~,') ||
		coalesce(NEW."c21"::text || ',', '~,') ||
		coalesce(NEW."c22"::text || ',', '~,') ||
		coalesce(NEW."c23"::text || ',', '~,') ||
		coalesce(NEW."c24"::text || ',', '~,') ||
		coalesce(NEW."c25"::text || ',', '~,') ||
		coalesce(NEW."c26"::text || ',', '~,') ||
		coalesce(NEW."c27"::text || ',', '~,') ||
		coalesce(NEW."c28"::text || ',', '~,') ||
		coalesce(NEW."c29"::text || ',', '~,') ||
		coalesce(NEW."c30"::text || ',', '~,') ||
		coalesce(NEW."c31"::text || ',', '~,') ||
		coalesce(NEW."c32"::text || ',', '~,') ||
		coalesce(NEW."c33"::text || ',', '~,') ||
		coalesce(NEW."c34"::text || ',', '~,') ||
		coalesce(NEW."c35"::text || ',', '~,') ||
		coalesce(NEW."c36"::text || ',', '~,') ||
		coalesce(NEW."c37"::text || ',', '~,') ||
		coalesce(NEW."c38"::text || ',', '~,') ||
		coalesce(NEW."c39"::text || ',', '~,') ||
		coalesce(NEW."c40"::text || ',', '~,') ||
		coalesce(NEW."c41"::text || ',', '~,') ||
		coalesce(NEW."c42"::text || ',', '~,') ||
		coalesce(NEW."c43"::text || ',', '~,') ||
		coalesce(NEW."c44"::text || ',', '~,') ||
		coalesce(NEW."c45"::text || ',', '~,') ||
		coalesce(NEW."c46"::text || ',', '~,') ||
		coalesce(NEW."c47"::text || ',', '~,') ||
		coalesce(NEW."c48"::text || ',', '~,') ||
		coalesce(NEW."c49"::text || ',', '~,') ||
		coalesce(NEW."c50"::text || ',', '~,') ||
		coalesce(NEW."c51"::text || ',', '~,') ||
		coalesce(NEW."c52"::text || ',', '~,') ||
		coalesce(NEW."c53"::text || ',', '~,') ||
		coalesce(NEW."c54"::text || ',', '~,') ||
		coalesce(NEW."c55"::text || ',', '~,') ||
		coalesce(NEW."c56"::text || ',', '~,') ||
		coalesce(NEW."c57"::text || ',', '~,') ||
		coalesce(NEW."c58"::text || ',', '~,') ||
		coalesce(NEW."c59"::text || ',', '~,') ||
		coalesce(NEW."c60"::text || ',', '~,') ||
		coalesce(NEW."c61"::text || ',', '~,') ||
		coalesce(NEW."c62"::text || ',', '~,') ||
		coalesce(NEW."c63"::text || ',', '~,') ||
		coalesce(NEW."c64"::text || ',', '~,') ||
		coalesce(NEW."c65"::text || ',', '~,') ||
		coalesce(NEW."c66"::text || ',', '~,') ||
		coalesce(NEW."c67"::text || ',', '~,') ||
		coalesce(NEW."c68"::text || ',', '~,') ||
		coalesce(NEW."c69"::text || ',', '~,') ||
		coalesce(NEW."c70"::text || ',', '~,') ||
		coalesce(NEW."c71"::text || ',', '~,') ||
		coalesce(NEW."c72"::text || ',', '~,') ||
		coalesce(NEW."c73"::text || ',', '~,') ||
		coalesce(NEW."c74"::text || ',', '~,') ||
		coalesce(NEW."c75"::text || ',', '~,') ||
		coalesce(NEW."c76"::text || ',', '~,') ||
		coalesce(NEW."c77"::text || ',', '~,') ||
		coalesce(NEW."c78"::text || ',', '~,') ||
		coalesce(NEW."c79"::text || ',', '~,') ||
		coalesce(NEW."c80"::text || ',', '~,') ||
		coalesce(NEW."c81"::text || ',', '~,') ||
		coalesce(NEW."c82"::text || ',', '~,') ||
		coalesce(NEW."c83"::text || ',', '~,') ||
		coalesce(NEW."c84"::text || ',', '~,') ||
		coalesce(NEW."c85"::text || ',', '~,') ||
		coalesce(NEW."c86"::text || ',', '~,') ||
		coalesce(NEW."c87"::text || ',', '~,') ||
		coalesce(NEW."c88"::text || ',', '~,') ||
		coalesce(NEW."c89"::text || ',', '~,') ||
		coalesce(NEW."c90"::text || ',', '~,') ||
		coalesce(NEW."c91"::text || ',', '~,') ||
		coalesce(NEW."c92"::text || ',', '~,') ||
		coalesce(NEW."c93"::text || ',', '~,') ||
		coalesce(NEW."c94"::text || ',', '~,') ||
		coalesce(NEW."c95"::text || ',', '~,') ||
		coalesce(NEW."c96"::text || ',', '~,') ||
		coalesce(NEW."c97"::text || ',', '~,') ||
		coalesce(NEW."c98"::text || ',', '~,') ||
		coalesce(NEW."c99"::text || ',', '~,') ||
		coalesce(NEW."c100"::text || ',', '~,') ||
		coalesce(NEW."c101"::text || ',', '~,') ||
		coalesce(NEW."c102"::text || ',', '~,') ||
		coalesce(NEW."c103"::text || ',', '~,') ||
		coalesce(NEW."c104"::text || ',', '~,') ||
		coalesce(NEW."c105"::text || ',', '~,') ||
		coalesce(NEW."c106"::text || ',', '~,') ||
		coalesce(NEW."c107"::text || ',', '~,') ||
		coalesce(NEW."c108"::text || ',', '~,') ||
		coalesce(NEW."c109"::text || ',', '~,') ||
		coalesce(NEW."c110"::text || ',', '~,') ||
		coalesce(NEW."c111"::text || ',', '~,') ||
		coalesce(NEW."c112"::text || ',', '~,') ||
		coalesce(NEW."c113"::text || ',', '~,') ||
		coalesce(NEW."c114"::text || ',', '~,') ||
		coalesce(NEW."c115"::text || ',', '~,') ||
		coalesce(NEW."c116"::text || ',', '~,') ||
		coalesce(NEW."c117"::text || ',', '~,') ||
		coalesce(NEW."c118"::text || ',', '~,') ||
		coalesce(NEW."c119"::text || ',', '~,') ||
		coalesce(NEW."c120"::text || ',', '~,') ||
		coalesce(NEW."c121"::text || ',', '~,') ||
		coalesce(NEW."c122"::text || ',', '~,') ||
		coalesce(NEW."c123"::text || ',', '~,') ||
		coalesce(NEW."c124"::text || ',', '~,') ||
		coalesce(NEW."c125"::text || ',', '~,') ||
		coalesce(NEW."c126"::text || ',', '~,') ||
		coalesce(NEW."c127"::text || ',', '~,') ||
		coalesce(NEW."c128"::text || ',', '~,') ||
		coalesce(NEW."c129"::text || ',', '~,') ||
		coalesce(NEW."c130"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."c1"::text || ',', '~,') ||
		coalesce(OLD."c2"::text || ',', '~,') ||
		coalesce(OLD."c3"::text || ',', '~,') ||
		coalesce(OLD."c4"::text || ',', '~,') ||
		coalesce(OLD."c5"::text || ',', '~,') ||
		coalesce(OLD."c6"::text || ',', '~,') ||
		coalesce(OLD."c7"::text || ',', '~,') ||
		coalesce(OLD."c8"::text || ',', '~,') ||
		coalesce(OLD."c9"::text || ',', '~,') ||
		coalesce(OLD."c10"::text || ',', '~,') ||
		coalesce(OLD."c11"::text || ',', '~,') ||
		coalesce(OLD."c12"::text || ',', '~,') ||
		coalesce(OLD."c13"::text || ',', '~,') ||
		coalesce(OLD."c14"::text || ',', '~,') ||
		coalesce(OLD."c15"::text || ',', '~,') ||
		coalesce(OLD."c16"::text || ',', '~,') ||
		coalesce(OLD."c17"::text || ',', '~,') ||
		coalesce(OLD."c18"::text || ',', '~,') ||
		coalesce(OLD."c19"::text || ',', '~,') ||
		coalesce(OLD."c20"::text || ',', '~,') ||
		coalesce(OLD."c21"::text || ',', '~,') ||
		coalesce(OLD."c22"::text || ',', '~,') ||
		coalesce(OLD."c23"::text || ',', '~,') ||
		coalesce(OLD."c24"::text || ',', '~,') ||
		coalesce(OLD."c25"::text || ',', '~,') ||
		coalesce(OLD."c26"::text || ',', '~,') ||
		coalesce(OLD."c27"::text || ',', '~,') ||
		coalesce(OLD."c28"::text || ',', '~,') ||
		coalesce(OLD."c29"::text || ',', '~,') ||
		coalesce(OLD."c30"::text || ',', '~,') ||
		coalesce(OLD."c31"::text || ',', '~,') ||
		coalesce(OLD."c32"::text || ',', '~,') ||
		coalesce(OLD."c33"::text || ',', '~,') ||
		coalesce(OLD."c34"::text || ',', '~,') ||
		coalesce(OLD."c35"::text || ',', '~,') ||
		coalesce(OLD."c36"::text || ',', '~,') ||
		coalesce(OLD."c37"::text || ',', '~,') ||
		coalesce(OLD."c38"::text || ',', '~,') ||
		coalesce(OLD."c39"::text || ',', '~,') ||
		coalesce(OLD."c40"::text || ',', '~,') ||
		coalesce(OLD."c41"::text || ',', '~,') ||
		coalesce(OLD."c42"::text || ',', '~,') ||
		coalesce(OLD."c43"::text || ',', '~,') ||
		coalesce(OLD."c44"::text || ',', '~,') ||
		coalesce(OLD."c45"::text || ',', '~,') ||
		coalesce(OLD."c46"::text || ',', '~,') ||
		coalesce(OLD."c47"::text || ',', '~,') ||
		coalesce(OLD."c48"::text || ',', '~,') ||
		coalesce(OLD."c49"::text || ',', '~,') ||
		coalesce(OLD."c50"::text || ',', '~,') ||
		coalesce(OLD."c51"::text || ',', '~,') ||
		coalesce(OLD."c52"::text || ',', '~,') ||
		coalesce(OLD."c53"::text || ',', '~,') ||
		coalesce(OLD."c54"::text || ',', '~,') ||
		coalesce(OLD."c55"::text || ',', '~,') ||
		coalesce(OLD."c56"::text || ',', '~,') ||
		coalesce(OLD."c57"::text || ',', '~,') ||
		coalesce(OLD."c58"::text || ',', '~,') ||
		coalesce(OLD."c59"::text || ',', '~,') ||
		coalesce(OLD."c60"::text || ',', '~,') ||
		coalesce(OLD."c61"::text || ',', '~,') ||
		coalesce(OLD."c62"::text || ',', '~,') ||
		coalesce(OLD."c63"::text || ',', '~,') ||
		coalesce(OLD."c64"::text || ',', '~,') ||
		coalesce(OLD."c65"::text || ',', '~,') ||
		coalesce(OLD."c66"::text || ',', '~,') ||
		coalesce(OLD."c67"::text || ',', '~,') ||
		coalesce(OLD."c68"::text || ',', '~,') ||
		coalesce(OLD."c69"::text || ',', '~,') ||
		coalesce(OLD."c70"::text || ',', '~,') ||
		coalesce(OLD."c71"::text || ',', '~,') ||
		coalesce(OLD."c72"::text || ',', '~,') ||
		coalesce(OLD."c73"::text || ',', '~,') ||
		coalesce(OLD."c74"::text || ',', '~,') ||
		coalesce(OLD."c75"::text || ',', '~,') ||
		coalesce(OLD."c76"::text || ',', '~,') ||
		coalesce(OLD."c77"::text || ',', '~,') ||
		coalesce(OLD."c78"::text || ',', '~,') ||
		coalesce(OLD."c79"::text || ',', '~,') ||
		coalesce(OLD."c80"::text || ',', '~,') ||
		coalesce(OLD."c81"::text || ',', '~,') ||
		coalesce(OLD."c82"::text || ',', '~,') ||
		coalesce(OLD."c83"::text || ',', '~,') ||
		coalesce(OLD."c84"::text || ',', '~,') ||
		coalesce(OLD."c85"::text || ',', '~,') ||
		coalesce(OLD."c86"::text || ',', '~,') ||
		coalesce(OLD."c87"::text || ',', '~,') ||
		coalesce(OLD."c88"::text || ',', '~,') ||
		coalesce(OLD."c89"::text || ',', '~,') ||
		coalesce(OLD."c90"::text || ',', '~,') ||
		coalesce(OLD."c91"::text || ',', '~,') ||
		coalesce(OLD."c92"::text || ',', '~,') ||
		coalesce(OLD."c93"::text || ',', '~,') ||
		coalesce(OLD."c94"::text || ',', '~,') ||
		coalesce(OLD."c95"::text || ',', '~,') ||
		coalesce(OLD."c96"::text || ',', '~,') ||
		coalesce(OLD."c97"::text || ',', '~,') ||
		coalesce(OLD."c98"::text || ',', '~,') ||
		coalesce(OLD."c99"::text || ',', '~,') ||
		coalesce(OLD."c100"::text || ',', '~,') ||
		coalesce(OLD."c101"::text || ',', '~,') ||
		coalesce(OLD."c102"::text || ',', '~,') ||
		coalesce(OLD."c103"::text || ',', '~,') ||
		coalesce(OLD."c104"::text || ',', '~,') ||
		coalesce(OLD."c105"::text || ',', '~,') ||
		coalesce(OLD."c106"::text || ',', '~,') ||
		coalesce(OLD."c107"::text || ',', '~,') ||
		coalesce(OLD."c108"::text || ',', '~,') ||
		coalesce(OLD."c109"::text || ',', '~,') ||
		coalesce(OLD."c110"::text || ',', '~,') ||
		coalesce(OLD."c111"::text || ',', '~,') ||
		coalesce(OLD."c112"::text || ',', '~,') ||
		coalesce(OLD."c113"::text || ',', '~,') ||
		coalesce(OLD."c114"::text || ',', '~,') ||
		coalesce(OLD."c115"::text || ',', '~,') ||
		coalesce(OLD."c116"::text || ',', '~,') ||
		coalesce(OLD."c117"::text || ',', '~,') ||
		coalesce(OLD."c118"::text || ',', '~,') ||
		coalesce(OLD."c119"::text || ',', '~,') ||
		coalesce(OLD."c120"::text || ',', '~,') ||
		coalesce(OLD."c121"::text || ',', '~,') ||
		coalesce(OLD."c122"::text || ',', '~,') ||
		coalesce(OLD."c123"::text || ',', '~,') ||
		coalesce(OLD."c124"::text || ',', '~,') ||
		coalesce(OLD."c125"::text || ',', '~,') ||
		coalesce(OLD."c126"::text || ',', '~,') ||
		coalesce(OLD."c127"::text || ',', '~,') ||
		coalesce(OLD."c128"::text || ',', '~,') ||
		coalesce(OLD."c129"::text || ',', '~,') ||
		coalesce(OLD."c130"::text || ',', '~,'),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."c1"::text || ',', '~,') ||
		coalesce(NEW."c2"::text || ',', '~,') ||
		coalesce(NEW."c3"::text || ',', '~,') ||
		coalesce(NEW."c4"::text || ',', '~,') ||
		coalesce(NEW."c5"::text || ',', '~,') ||
		coalesce(NEW."c6"::text || ',', '~,') ||
		coalesce(NEW."c7"::text || ',', '~,') ||
		coalesce(NEW."c8"::text || ',', '~,') ||
		coalesce(NEW."c9"::text || ',', '~,') ||
		coalesce(NEW."c10"::text || ',', '~,') ||
		coalesce(NEW."c11"::text || ',', '~,') ||
		coalesce(NEW."c12"::text || ',', '~,') ||
		coalesce(NEW."c13"::text || ',', '~,') ||
		coalesce(NEW."c14"::text || ',', '~,') ||
		coalesce(NEW."c15"::text || ',', '~,') ||
		coalesce(NEW."c16"::text || ',', '~,') ||
		coalesce(NEW."c17"::text || ',', '~,') ||
		coalesce(NEW."c18"::text || ',', '~,') ||
		coalesce(NEW."c19"::text || ',', '~,') ||
		coalesce(NEW."c20"::text || ',', '~,') ||
		coalesce(NEW."c21"::text || ',', '~,') ||
		coalesce(NEW."c22"::text || ',', '~,') ||
		coalesce(NEW."c23"::text || ',', '~,') ||
		coalesce(NEW."c24"::text || ',', '~,') ||
		coalesce(NEW."c25"::text || ',', '~,') ||
		coalesce(NEW."c26"::text || ',', '~,') ||
		coalesce(NEW."c27"::text || ',', '~,') ||
		coalesce(NEW."c28"::text || ',', '~,') ||
		coalesce(NEW."c29"::text || ',', '~,') ||
		coalesce(NEW."c30"::text || ',', '~,') ||
		coalesce(NEW."c31"::text || ',', '~,') ||
		coalesce(NEW."c32"::text || ',', '~,') ||
		coalesce(NEW."c33"::text || ',', '~,') ||
		coalesce(NEW."c34"::text || ',', '~,') ||
		coalesce(NEW."c35"::text || ',', '~,') ||
		coalesce(NEW."c36"::text || ',', '~,') ||
		coalesce(NEW."c37"::text || ',', '~,') ||
		coalesce(NEW."c38"::text || ',', '~,') ||
		coalesce(NEW."c39"::text || ',', '~,') ||
		coalesce(NEW."c40"::text || ',', '~,') ||
		coalesce(NEW."c41"::text || ',', '~,') ||
		coalesce(NEW."c42"::text || ',', '~,') ||
		coalesce(NEW."c43"::text || ',', '~,') ||
		coalesce(NEW."c44"::text || ',', '~,') ||
		coalesce(NEW."c45"::text || ',', '~,') ||
		coalesce(NEW."c46"::text || ',', '~,') ||
		coalesce(NEW."c47"::text || ',', '~,') ||
		coalesce(NEW."c48"::text || ',', '~,') ||
		coalesce(NEW."c49"::text || ',', '~,') ||
		coalesce(NEW."c50"::text || ',', '~,') ||
		coalesce(NEW."c51"::text || ',', '~,') ||
		coalesce(NEW."c52"::text || ',', '~,') ||
		coalesce(NEW."c53"::text || ',', '~,') ||
		coalesce(NEW."c54"::text || ',', '~,') ||
		coalesce(NEW."c55"::text || ',', '~,') ||
		coalesce(NEW."c56"::text || ',', '~,') ||
		coalesce(NEW."c57"::text || ',', '~,') ||
		coalesce(NEW."c58"::text || ',', '~,') ||
		coalesce(NEW."c59"::text || ',', '~,') ||
		coalesce(NEW."c60"::text || ',', '~,') ||
		coalesce(NEW."c61"::text || ',', '~,') ||
		coalesce(NEW."c62"::text || ',', '~,') ||
		coalesce(NEW."c63"::text || ',', '~,') ||
		coalesce(NEW."c64"::text || ',', '~,') ||
		coalesce(NEW."c65"::text || ',', '~,') ||
		coalesce(NEW."c66"::text || ',', '~,') ||
		coalesce(NEW."c67"::text || ',', '~,') ||
		coalesce(NEW."c68"::text || ',', '~,') ||
		coalesce(NEW."c69"::text || ',', '~,') ||
		coalesce(NEW."c70"::text || ',', '~,') ||
		coalesce(NEW."c71"::text || ',', '~,') ||
		coalesce(NEW."c72"::text || ',', '~,') ||
		coalesce(NEW."c73"::text || ',', '~,') ||
		coalesce(NEW."c74"::text || ',', '~,') ||
		coalesce(NEW."c75"::text || ',', '~,') ||
		coalesce(NEW."c76"::text || ',', '~,') ||
		coalesce(NEW."c77"::text || ',', '~,') ||
		coalesce(NEW."c78"::text || ',', '~,') ||
		coalesce(NEW."c79"::text || ',', '~,') ||
		coalesce(NEW."c80"::text || ',', '~,') ||
		coalesce(NEW."c81"::text || ',', '~,') ||
		coalesce(NEW."c82"::text || ',', '~,') ||
		coalesce(NEW."c83"::text || ',', '~,') ||
		coalesce(NEW."c84"::text || ',', '~,') ||
		coalesce(NEW."c85"::text || ',', '~,') ||
		coalesce(NEW."c86"::text || ',', '~,') ||
		coalesce(NEW."c87"::text || ',', '~,') ||
		coalesce(NEW."c88"::text || ',', '~,') ||
		coalesce(NEW."c89"::text || ',', '~,') ||
		coalesce(NEW."c90"::text || ',', '~,') ||
		coalesce(NEW."c91"::text || ',', '~,') ||
		coalesce(NEW."c92"::text || ',', '~,') ||
		coalesce(NEW."c93"::text || ',', '~,') ||
		coalesce(NEW."c94"::text || ',', '~,') ||
		coalesce(NEW."c95"::text || ',', '~,') ||
		coalesce(NEW."c96"::text || ',', '~,') ||
		coalesce(NEW."c97"::text || ',', '~,') ||
		coalesce(NEW."c98"::text || ',', '~,') ||
		coalesce(NEW."c99"::text || ',', '~,') ||
		coalesce(NEW."c100"::text || ',', '~,') ||
		coalesce(NEW."c101"::text || ',', '~,') ||
		coalesce(NEW."c102"::text || ',', '~,') ||
		coalesce(NEW."c103"::text || ',', '~,') ||
		coalesce(NEW."c104"::text || ',', '~,') ||
		coalesce(NEW."c105"::text || ',', '~,') ||
		coalesce(NEW."c106"::text || ',', '~,') ||
		coalesce(NEW."c107"::text || ',', '~,') ||
		coalesce(NEW."c108"::text || ',', '~,') ||
		coalesce(NEW."c109"::text || ',', '~,') ||
		coalesce(NEW."c110"::text || ',', '~,') ||
		coalesce(NEW."c111"::text || ',', '~,') ||
		coalesce(NEW."c112"::text || ',', '~,') ||
		coalesce(NEW."c113"::text || ',', '~,') ||
		coalesce(NEW."c114"::text || ',', '~,') ||
		coalesce(NEW."c115"::text || ',', '~,') ||
		coalesce(NEW."c116"::text || ',', '~,') ||
		coalesce(NEW."c117"::text || ',', '~,') ||
		coalesce(NEW."c118"::text || ',', '~,') ||
		coalesce(NEW."c119"::text || ',', '~,') ||
		coalesce(NEW."c120"::text || ',', '~,') ||
		coalesce(NEW."c121"::text || ',', '~,') ||
		coalesce(NEW."c122"::text || ',', '~,') ||
		coalesce(NEW."c123"::text || ',', '~,') ||
		coalesce(NEW."c124"::text || ',', '~,') ||
		coalesce(NEW."c125"::text || ',', '~,') ||
		coalesce(NEW."c126"::text || ',', '~,') ||
		coalesce(NEW."c127"::text || ',', '~,') ||
		coalesce(NEW."c128"::text || ',', '~,') ||
		coalesce(NEW."c129"::text || ',', '~,') ||
		coalesce(NEW."c130"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_8f9b124f_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."c1"::text || ',', '~,') ||
		coalesce(OLD."c2"::text || ',', '~,') ||
		coalesce(OLD."c3"::text || ',', '~,') ||
		coalesce(OLD."c4"::text || ',', '~,') ||
		coalesce(OLD."c5"::text || ',', '~,') ||
		coalesce(OLD."c6"::text || ',', '~,') ||
		coalesce(OLD."c7"::text || ',', '~,') ||
		coalesce(OLD."c8"::text || ',', '~,') ||
		coalesce(OLD."c9"::text || ',', '~,') ||
		coalesce(OLD."c10"::text || ',', '~,') ||
		coalesce(OLD."c11"::text || ',', '~,') ||
		coalesce(OLD."c12"::text || ',', '~,') ||
		coalesce(OLD."c13"::text || ',', '~,') ||
		coalesce(OLD."c14"::text || ',', '~,') ||
		coalesce(OLD."c15"::text || ',', '~,') ||
		coalesce(OLD."c16"::text || ',', '~,') ||
		coalesce(OLD."c17"::text || ',', '~,') ||
		coalesce(OLD."c18"::text || ',', '~,') ||
		coalesce(OLD."c19"::text || ',', '~,') ||
		coalesce(OLD."c20"::text || ',', '~,') ||
		coalesce(OLD."c21"::text || ',', '~,') ||
		coalesce(OLD."c22"::text || ',', '~,') ||
		coalesce(OLD."c23"::text || ',', '~,') ||
		coalesce(OLD."c24"::text || ',', '~,') ||
		coalesce(OLD."c25"::text || ',', '~,') ||
		coalesce(OLD."c26"::text || ',', '~,') ||
		coalesce(OLD."c27"::text || ',', '~,') ||
		coalesce(OLD."c28"::text || ',', '~,') ||
		coalesce(OLD."c29"::text || ',', '~,') ||
		coalesce(OLD."c30"::text || ',', '~,') ||
		coalesce(OLD."c31"::text || ',', '~,') ||
		coalesce(OLD."c32"::text || ',', '~,') ||
		coalesce(OLD."c33"::text || ',', '~,') ||
		coalesce(OLD."c34"::text || ',', '~,') ||
		coalesce(OLD."c35"::text || ',', '~,') ||
		coalesce(OLD."c36"::text || ',', '~,') ||
		coalesce(OLD."c37"::text || ',', '~,') ||
		coalesce(OLD."c38"::text || ',', '~,') ||
		coalesce(OLD."c39"::text || ',', '~,') ||
		coalesce(OLD."c40"::text || ',', '~,') ||
		coalesce(OLD."c41"::text || ',', '~,') ||
		coalesce(OLD."c42"::text || ',', '~,') ||
		coalesce(OLD."c43"::text || ',', '~,') ||
		coalesce(OLD."c44"::text || ',', '~,') ||
		coalesce(OLD."c45"::text || ',', '~,') ||
		coalesce(OLD."c46"::text || ',', '~,') ||
		coalesce(OLD."c47"::text || ',', '~,') ||
		coalesce(OLD."c48"::text || ',', '~,') ||
		coalesce(OLD."c49"::text || ',', '~,') ||
		coalesce(OLD."c50"::text || ',', '~,') ||
		coalesce(OLD."c51"::text || ',', '~,') ||
		coalesce(OLD."c52"::text || ',', '~,') ||
		coalesce(OLD."c53"::text || ',', '~,') ||
		coalesce(OLD."c54"::text || ',', '~,') ||
		coalesce(OLD."c55"::text || ',', '~,') ||
		coalesce(OLD."c56"::text || ',', '~,') ||
		coalesce(OLD."c57"::text || ',', '~,') ||
		coalesce(OLD."c58"::text || ',', '~,') ||
		coalesce(OLD."c59"::text || ',', '~,') ||
		coalesce(OLD."c60"::text || ',', '~,') ||
		coalesce(OLD."c61"::text || ',', '~,') ||
		coalesce(OLD."c62"::text || ',', '~,') ||
		coalesce(OLD."c63"::text || ',', '~,') ||
		coalesce(OLD."c64"::text || ',', '~,') ||
		coalesce(OLD."c65"::text || ',', '~,') ||
		coalesce(OLD."c66"::text || ',', '~,') ||
		coalesce(OLD."c67"::text || ',', '~,') ||
		coalesce(OLD."c68"::text || ',', '~,') ||
		coalesce(OLD."c69"::text || ',', '~,') ||
		coalesce(OLD."c70"::text || ',', '~,') ||
		coalesce(OLD."c71"::text || ',', '~,') ||
		coalesce(OLD."c72"::text || ',', '~,') ||
		coalesce(OLD."c73"::text || ',', '~,') ||
		coalesce(OLD."c74"::text || ',', '~,') ||
		coalesce(OLD."c75"::text || ',', '~,') ||
		coalesce(OLD."c76"::text || ',', '~,') ||
		coalesce(OLD."c77"::text || ',', '~,') ||
		coalesce(OLD."c78"::text || ',', '~,') ||
		coalesce(OLD."c79"::text || ',', '~,') ||
		coalesce(OLD."c80"::text || ',', '~,') ||
		coalesce(OLD."c81"::text || ',', '~,') ||
		coalesce(OLD."c82"::text || ',', '~,') ||
		coalesce(OLD."c83"::text || ',', '~,') ||
		coalesce(OLD."c84"::text || ',', '~,') ||
		coalesce(OLD."c85"::text || ',', '~,') ||
		coalesce(OLD."c86"::text || ',', '~,') ||
		coalesce(OLD."c87"::text || ',', '~,') ||
		coalesce(OLD."c88"::text || ',', '~,') ||
		coalesce(OLD."c89"::text || ',', '~,') ||
		coalesce(OLD."c90"::text || ',', '~,') ||
		coalesce(OLD."c91"::text || ',', '~,') ||
		coalesce(OLD."c92"::text || ',', '~,') ||
		coalesce(OLD."c93"::text || ',', '~,') ||
		coalesce(OLD."c94"::text || ',', '~,') ||
		coalesce(OLD."c95"::text || ',', '~,') ||
		coalesce(OLD."c96"::text || ',', '~,') ||
		coalesce(OLD."c97"::text || ',', '~,') ||
		coalesce(OLD."c98"::text || ',', '~,') ||
		coalesce(OLD."c99"::text || ',', '~,') ||
		coalesce(OLD."c100"::text || ',', '~,') ||
		coalesce(OLD."c101"::text || ',', '~,') ||
		coalesce(OLD."c102"::text || ',', '~,') ||
		coalesce(OLD."c103"::text || ',', '~,') ||
		coalesce(OLD."c104"::text || ',', '~,') ||
		coalesce(OLD."c105"::text || ',', '~,') ||
		coalesce(OLD."c106"::text || ',', '~,') ||
		coalesce(OLD."c107"::text || ',', '~,') ||
		coalesce(OLD."c108"::text || ',', '~,') ||
		coalesce(OLD."c109"::text || ',', '~,') ||
		coalesce(OLD."c110"::text || ',', '~,') ||
		coalesce(OLD."c111"::text || ',', '~,') ||
		coalesce(OLD."c112"::text || ',', '~,') ||
		coalesce(OLD."c113"::text || ',', '~,') ||
		coalesce(OLD."c114"::text || ',', '~,') ||
		coalesce(OLD."c115"::text || ',', '~,') ||
		coalesce(OLD."c116"::text || ',', '~,') ||
		coalesce(OLD."c117"::text || ',', '~,') ||
		coalesce(OLD."c118"::text || ',', '~,') ||
		coalesce(OLD."c119"::text || ',', '~,') ||
		coalesce(OLD."c120"::text || ',', '~,') ||
		coalesce(OLD."c121"::text || ',', '~,') ||
		coalesce(OLD."c122"::text || ',', '~,') ||
		coalesce(OLD."c123"::text || ',', '~,') ||
		coalesce(OLD."c124"::text || ',', '~,') ||
		coalesce(OLD."c125"::text || ',', '~,') ||
		coalesce(OLD."c126"::text || ',', '~,') ||
		coalesce(OLD."c127"::text || ',', '~,') ||
		coalesce(OLD."c128"::text || ',', '~,') ||
		coalesce(OLD."c129"::text || ',', '~,') ||
		coalesce(OLD."c130"::text || ',', '~,'));
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
