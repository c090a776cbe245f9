#!/bin/sh
# Follows an outbox with the sqlite3 client: each event once, and in order.
#
#	consumer.sh OUTBOX NAME DATABASE
#
# Does what there is and exits, for cron.  NAME is this consumer's in the
# outbox, a word; DATABASE is its own.  docs/outbox.md is the contract.
set -eu
outbox=$1
name=$2
database=$3

# SQL from standard input, on both files.  Waits for two seconds where one is
# locked, then fails.
run() {
	{
		echo '.timeout 2000'
		echo 'PRAGMA synchronous = FULL;'
		printf "ATTACH '%s' AS outbox;\n" \
			"$(printf %s "$outbox" | sed "s/'/''/g")"
		sed "s/:name/'$name'/g"
	} | sqlite3 -batch -bail -init /dev/null "$database"
}

[ -f "$outbox" ] || {
	echo "consumer: there is no outbox $outbox" >&2
	exit 69
}

# What we keep.  The place moves in the transaction of the effect.
run <<'END'
CREATE TABLE IF NOT EXISTS place (
	id       INTEGER PRIMARY KEY CHECK (id = 1),
	position INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
	position INTEGER PRIMARY KEY,
	id       TEXT NOT NULL,
	json     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_id ON event (id);
CREATE TABLE IF NOT EXISTS total (
	table_name TEXT PRIMARY KEY,
	changes    INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS current (
	table_name TEXT NOT NULL,
	key        TEXT NOT NULL,
	row        TEXT NOT NULL,
	PRIMARY KEY (table_name, key)
);

-- The effect of one event: your own SQL goes here.  Events come in order; what an
-- operator sends again has had its effect.
CREATE TRIGGER IF NOT EXISTS effect AFTER INSERT ON event
WHEN NOT EXISTS (SELECT 1 FROM event AS e
	WHERE e.id = new.id AND e.position < new.position)
BEGIN
	INSERT INTO total VALUES (new.json ->> 'table', 1)
	ON CONFLICT (table_name) DO UPDATE SET changes = changes + 1;
	DELETE FROM current
	WHERE table_name = new.json ->> 'table'
		AND (key = new.json -> 'key' OR new.json ->> 'op' = 't');
	INSERT INTO current
	SELECT new.json ->> 'table', new.json -> 'key', new.json -> 'after'
	WHERE new.json ->> 'after' IS NOT NULL;
END;
END

# New here: before the oldest event that is still there, and known to the outbox
# first, so that none of them is deleted meanwhile.
if [ "$(echo 'SELECT count(*) FROM place;' | run)" = 0 ]; then
	run <<'END'
INSERT INTO outbox.consumers (name, position, updated_at)
SELECT :name,
	coalesce((SELECT min(position) FROM outbox.events) - 1, last_position),
	strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM outbox.meta
WHERE true
ON CONFLICT (name) DO UPDATE SET position = excluded.position;
INSERT INTO place (id, position)
SELECT 1, position FROM outbox.consumers WHERE name = :name;
END
fi

# Up to 500 events; prints 1 if there are more.  Not IMMEDIATE, which would lock
# the outbox too: the INSERT takes our own lock and a snapshot of the outbox, and
# the poller waits for neither.  Positions are dense: where one is missing, the
# place becomes NULL, which its table refuses.
take() {
	run <<'END'
BEGIN;
INSERT INTO event (position, id, json)
SELECT position, id, event
FROM outbox.events
WHERE position > (SELECT position FROM place)
ORDER BY position
LIMIT 500;
UPDATE place
SET position = (
	SELECT CASE count(*) WHEN max(e.position) - place.position
		THEN max(e.position) END
	FROM event AS e
	WHERE e.position > place.position
)
WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.position > place.position);
COMMIT;
SELECT EXISTS (
	SELECT 1 FROM outbox.events
	WHERE position > (SELECT position FROM place)
);
END
}

# For the outbox's retention alone: what we have taken is no news to us.
tell() {
	run <<'END' || echo "consumer: the outbox is told next time" >&2
INSERT INTO outbox.consumers (name, position, updated_at)
SELECT :name, position, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM place
WHERE true
ON CONFLICT (name) DO UPDATE
SET position = excluded.position, updated_at = excluded.updated_at
WHERE position < excluded.position;
END
}

more=1
while [ "$more" = 1 ]; do
	more=$(take)
done
tell
