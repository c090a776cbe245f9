-- What tests/tools/workload.c writes to; any engine.

CREATE TABLE item (
	k    BIGINT NOT NULL PRIMARY KEY,
	uid  INTEGER NOT NULL,
	ver  BIGINT NOT NULL,
	deps VARCHAR(100) NOT NULL,
	note VARCHAR(40) NOT NULL
);

CREATE INDEX item_uid ON item (uid);

CREATE TABLE truth (
	uid   INTEGER NOT NULL PRIMARY KEY,
	k     BIGINT NOT NULL,
	ver   BIGINT NOT NULL,
	alive INTEGER NOT NULL
);
