-- What tests/tools/closed.c writes to, on MariaDB and MySQL.

CREATE TABLE hot (
	id  INTEGER NOT NULL PRIMARY KEY,
	ver BIGINT NOT NULL
);

CREATE TABLE own (
	id INTEGER NOT NULL PRIMARY KEY,
	n  BIGINT NOT NULL
);

INSERT INTO hot VALUES (1, 0);

INSERT INTO own VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0),
	(7, 0), (8, 0), (9, 0), (10, 0), (11, 0), (12, 0), (13, 0), (14, 0),
	(15, 0);

-- The write to `own` makes the engine know the transaction before it waits for
-- the hot row.
DELIMITER //
CREATE PROCEDURE hammer(who INTEGER)
BEGIN
	DECLARE i INTEGER DEFAULT 0;
	SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
	WHILE i < 50 DO
		START TRANSACTION;
		UPDATE own SET n = n + 1 WHERE id = who;
		UPDATE hot SET ver = ver + 1 WHERE id = 1;
		COMMIT;
		SET i = i + 1;
	END WHILE;
END//
DELIMITER ;
