-- Shadowlog's changelog, version 1, for Firebird 2.5.2 to 5, SQL dialect 3.
--
-- Run it as the owner of the tables to be captured, or SYSDBA:
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- It makes four tables, one sequence and six procedures, SHADOWLOG_*, and
-- touches nothing else.  Running it again changes nothing.

SET AUTODDL OFF;
SET TERM ^ ;

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         CURRENT_TRANSACTION
--	captured_at  CURRENT_TIMESTAMP
--	captured     the same as text: UTC from Firebird 4 on; before, Firebird
--	             knows no UTC, and it is the server's clock without a zone
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL
--	old_row      the row before: its values, each ended by a comma, strings
--	             with their length in front; NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.
EXECUTE BLOCK AS
DECLARE clock VARCHAR(60) = 'TIMESTAMP';
DECLARE shown VARCHAR(300) =
	'SUBSTRING(CAST(captured_at AS VARCHAR(40)) FROM 1 FOR 10) || ''T'' ||
		SUBSTRING(CAST(captured_at AS VARCHAR(40)) FROM 12 FOR 13)';
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$relations
	             WHERE rdb$relation_name = 'SHADOWLOG_CHANGELOG')) THEN
		EXIT;
	IF (CAST(SUBSTRING(rdb$get_context('SYSTEM', 'ENGINE_VERSION')
	         FROM 1 FOR 1) AS INTEGER) BETWEEN 4 AND 9) THEN
	BEGIN
		clock = 'TIMESTAMP WITH TIME ZONE';
		shown = REPLACE(shown, 'captured_at',
			'captured_at AT TIME ZONE ''+00:00''') || ' || ''Z''';
	END
	EXECUTE STATEMENT '
	CREATE TABLE shadowlog_changelog (
		seq BIGINT NOT NULL PRIMARY KEY,
		shape INTEGER,
		op CHAR(1) CHARACTER SET ASCII,
		txid BIGINT,
		captured_at ' || clock || ',
		captured COMPUTED BY (' || shown || '),
		actor VARCHAR(255) CHARACTER SET UTF8,
		context VARCHAR(1700) CHARACTER SET UTF8,
		old_row BLOB SUB_TYPE TEXT CHARACTER SET UTF8,
		new_row BLOB SUB_TYPE TEXT CHARACTER SET UTF8
	)';
END^

EXECUTE BLOCK AS
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$generators
	                 WHERE rdb$generator_name = 'SHADOWLOG_SEQ')) THEN
		EXECUTE STATEMENT 'CREATE SEQUENCE shadowlog_seq';
END^

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
EXECUTE BLOCK AS
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$relations
	                 WHERE rdb$relation_name = 'SHADOWLOG_SHAPE')) THEN
	EXECUTE STATEMENT '
	CREATE TABLE shadowlog_shape (
		shape INTEGER NOT NULL PRIMARY KEY,
		table_schema VARCHAR(63) CHARACTER SET UTF8 NOT NULL,
		table_name VARCHAR(63) CHARACTER SET UTF8 NOT NULL,
		version INTEGER NOT NULL,
		description BLOB SUB_TYPE TEXT CHARACTER SET UTF8 NOT NULL,
		trigger_hash VARCHAR(64) CHARACTER SET ASCII NOT NULL,
		installed_at TIMESTAMP NOT NULL
	)';
END^

-- Which poller drains the changelog, and until when it may (server's clock).
EXECUTE BLOCK AS
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$relations
	                 WHERE rdb$relation_name = 'SHADOWLOG_LEASE')) THEN
	EXECUTE STATEMENT '
	CREATE TABLE shadowlog_lease (
		id INTEGER NOT NULL PRIMARY KEY,
		holder VARCHAR(255) CHARACTER SET UTF8,
		token BIGINT NOT NULL,
		epoch VARCHAR(64) CHARACTER SET UTF8,
		expires_at TIMESTAMP
	)';
END^

-- What this source is called by everyone who reads from it.
EXECUTE BLOCK AS
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$relations
	                 WHERE rdb$relation_name = 'SHADOWLOG_META')) THEN
	EXECUTE STATEMENT '
	CREATE TABLE shadowlog_meta (
		id INTEGER NOT NULL PRIMARY KEY,
		source_uuid VARCHAR(36) CHARACTER SET ASCII NOT NULL,
		schema_version INTEGER NOT NULL,
		engine_identity VARCHAR(512) CHARACTER SET UTF8 NOT NULL,
		installed_at TIMESTAMP NOT NULL
	)';
END^

COMMIT^

INSERT INTO shadowlog_lease (id, token)
SELECT 1, 0 FROM rdb$database
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_lease)^

-- The identity tells this database from a copy of it, and from what a restore
-- makes of it: where it lies, and when it was created.
INSERT INTO shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1, LOWER(UUID_TO_CHAR(GEN_UUID())), 1,
       'firebird ' || rdb$get_context('SYSTEM', 'DB_NAME') || ' ' ||
	CAST(m.mon$creation_date AS VARCHAR(60)),
       CURRENT_TIMESTAMP
  FROM mon$database AS m
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog_meta)^

-- Firebird prints 16 digits of a double, which is not always all of it.  This
-- is the number itself: 0.1 is '28823037615171176p-58', that many times 2 to
-- the power of -58.
CREATE OR ALTER PROCEDURE shadowlog_double (value_in DOUBLE PRECISION)
RETURNS (number_out VARCHAR(40) CHARACTER SET ASCII)
AS
DECLARE exponent INTEGER;
DECLARE mantissa BIGINT;
BEGIN
	-- Minus zero is another number than zero: its angle is.
	IF (value_in = 0 AND ATAN2(value_in, -1) < 0) THEN
		number_out = '-0';
	ELSE IF (value_in = 0) THEN
		number_out = '0';
	ELSE IF (value_in / 2 = value_in AND value_in > 0) THEN
		number_out = 'Infinity';
	ELSE IF (value_in / 2 = value_in) THEN
		number_out = '-Infinity';
	ELSE IF (value_in <> value_in) THEN
		number_out = 'NaN';
	ELSE IF (value_in IS NOT NULL) THEN
	BEGIN
		-- Between 2^53 and 2^56, where every double is whole; in two
		-- steps, so that neither power is more than a double can be.
		exponent = FLOOR(LN(ABS(value_in)) / LN(2)) - 54;
		mantissa = value_in * POWER(2e0, -exponent / 2)
			* POWER(2e0, -exponent + exponent / 2);
		number_out = mantissa || 'p' || exponent;
	END
	SUSPEND;
END^

-- Bytes as hex digits, 16 at a time: Firebird before 4 has no function for it,
-- but one that prints a UUID.
CREATE OR ALTER PROCEDURE shadowlog_hex
	(bytes VARCHAR(16000) CHARACTER SET OCTETS)
RETURNS (hex VARCHAR(32000) CHARACTER SET ASCII)
AS
DECLARE place INTEGER = 1;
DECLARE size INTEGER;
BEGIN
	size = OCTET_LENGTH(bytes);
	IF (size IS NOT NULL) THEN
		hex = '';
	WHILE (place <= size) DO
	BEGIN
		-- CHAR(16) pads with zeros what is shorter.
		hex = hex || REPLACE(UUID_TO_CHAR(CAST(SUBSTRING(bytes
			FROM place FOR 16) AS CHAR(16) CHARACTER SET OCTETS)),
			'-', '');
		place = place + 16;
	END
	IF (place > size + 1) THEN
		hex = SUBSTRING(hex FROM 1 FOR 2 * size);
	SUSPEND;
END^

-- The same for a BLOB, in pieces: LIST() puts them together.  No row for NULL.
CREATE OR ALTER PROCEDURE shadowlog_hex_blob (bytes BLOB SUB_TYPE 0)
RETURNS (hex VARCHAR(32000) CHARACTER SET ASCII)
AS
DECLARE place INTEGER = 1;
DECLARE size INTEGER;
BEGIN
	size = OCTET_LENGTH(bytes);
	IF (size = 0) THEN
	BEGIN
		hex = '';
		SUSPEND;
	END
	WHILE (place <= size) DO
	BEGIN
		SELECT h.hex
		  FROM shadowlog_hex(SUBSTRING(:bytes FROM :place FOR 16000)) AS h
		  INTO :hex;
		SUSPEND;
		place = place + 16000;
	END
END^

-- The same for short ones.  Each call takes as many bytes of a trigger's memory
-- as it could bring, of which there are 10 MB.
CREATE OR ALTER PROCEDURE shadowlog_hex_short
	(bytes VARCHAR(255) CHARACTER SET OCTETS)
RETURNS (hex VARCHAR(510) CHARACTER SET ASCII)
AS
BEGIN
	EXECUTE PROCEDURE shadowlog_hex (:bytes) RETURNING_VALUES hex;
	SUSPEND;
END^

-- The same as one text, for tables with so many binary columns that each of their
-- triggers asks for it by itself.
CREATE OR ALTER PROCEDURE shadowlog_hex_long (bytes BLOB SUB_TYPE 0)
RETURNS (hex BLOB SUB_TYPE TEXT CHARACTER SET ASCII)
AS
BEGIN
	SELECT LIST(b.hex, '') FROM shadowlog_hex_blob(:bytes) AS b INTO :hex;
	SUSPEND;
END^

-- What is known of a session: from where, by which program, and what it says of
-- itself in context variable shadowlog.context (option context of a table):
--
--	SELECT rdb$set_context('USER_SESSION', 'shadowlog.context', 'order 7')
--	  FROM rdb$database;
--
-- A text that is not in the character set of UTF-8 is left out: nobody's write
-- fails for it.
CREATE OR ALTER PROCEDURE shadowlog_context
RETURNS (said VARCHAR(1600) CHARACTER SET UTF8)
AS
DECLARE part VARCHAR(8191) CHARACTER SET UTF8;
BEGIN
	said = '';
	BEGIN
		part = rdb$get_context('SYSTEM', 'CLIENT_ADDRESS');
		IF (POSITION('/', part) > 0) THEN
			part = SUBSTRING(part FROM 1 FOR POSITION('/', part) - 1);
		said = said || COALESCE(ASCII_CHAR(10) || 'host='
			|| SUBSTRING(part FROM 1 FOR 255), '');
		WHEN ANY DO
			part = NULL;
	END
	BEGIN
		part = REPLACE(rdb$get_context('SYSTEM', 'CLIENT_PROCESS'),
			ASCII_CHAR(10), ' ');
		said = said || COALESCE(ASCII_CHAR(10) || 'program='
			|| SUBSTRING(part FROM 1 FOR 255), '');
		WHEN ANY DO
			part = NULL;
	END
	BEGIN
		part = rdb$get_context('USER_SESSION', 'shadowlog.context');
		said = said || COALESCE(ASCII_CHAR(10) || 'text='
			|| SUBSTRING(part FROM 1 FOR 1000), '');
		WHEN ANY DO
			part = NULL;
	END
	said = NULLIF(SUBSTRING(said FROM 2), '');
	SUSPEND;
END^

COMMIT^

-- They read nothing and write nothing: anyone may call them.
GRANT EXECUTE ON PROCEDURE shadowlog_context TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_double TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_hex TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_hex_blob TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_hex_long TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_hex_short TO PUBLIC^
GRANT EXECUTE ON PROCEDURE shadowlog_hex TO PROCEDURE shadowlog_hex_blob^
GRANT EXECUTE ON PROCEDURE shadowlog_hex_blob TO PROCEDURE shadowlog_hex_long^
GRANT EXECUTE ON PROCEDURE shadowlog_hex TO PROCEDURE shadowlog_hex_short^

COMMIT^
SET TERM ; ^
