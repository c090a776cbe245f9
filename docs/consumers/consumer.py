#!/usr/bin/env python3
"""Follows an outbox: each event once, and in order.

    consumer.py OUTBOX NAME DATABASE

Does what there is and exits, for cron.  NAME is this consumer's in the outbox,
DATABASE is its own.  docs/outbox.md is the contract.
"""
import contextlib
import json
import pathlib
import sqlite3
import sys

OUTBOX, NAME, DATABASE = sys.argv[1:]
WAIT = 2  # seconds for a lock, then it fails; the next run goes on
TABLES = """
CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS event (position INTEGER, id TEXT NOT NULL,
    json TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS event_id ON event (id);
CREATE TABLE IF NOT EXISTS total (table_name TEXT PRIMARY KEY,
    changes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS current (table_name TEXT, key TEXT, row TEXT,
    PRIMARY KEY (table_name, key));
"""


def effect(own, event):
    """Your own code goes here.  It is in the transaction of the place."""
    own.execute("INSERT INTO total VALUES (?, 1) ON CONFLICT (table_name) "
                "DO UPDATE SET changes = changes + 1", (event["table"],))
    key = event["table"], json.dumps(event["key"])
    if event["op"] == "t":
        own.execute("DELETE FROM current WHERE table_name = ?", key[:1])
    elif event["after"] is None:
        own.execute("DELETE FROM current WHERE (table_name, key) = (?, ?)", key)
    else:
        own.execute("REPLACE INTO current VALUES (?, ?, ?)",
                    (*key, json.dumps(event["after"])))


def begin(outbox, own):
    """New here: before the oldest event that is still there, and known to the
    outbox first, so that none of them is deleted meanwhile."""
    if own.execute("SELECT 1 FROM place").fetchone():
        return
    first = ("(SELECT coalesce((SELECT min(position) FROM events) - 1, "
             "last_position) FROM meta)")
    outbox.execute("INSERT INTO consumers (name, position, updated_at) "
                   f"VALUES (?, {first}, "
                   "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) ON CONFLICT (name) "
                   f"DO UPDATE SET position = {first}", (NAME,))
    own.execute("INSERT INTO place SELECT 1, ?", outbox.execute(
        "SELECT position FROM consumers WHERE name = ?", (NAME,)).fetchone())


def take(outbox, own):
    """Up to 500 events; False when there are none."""
    own.execute("BEGIN IMMEDIATE")
    place = own.execute("SELECT position FROM place").fetchone()[0]
    # All of them, so that the outbox is read no longer when effects begin.
    events = outbox.execute("SELECT position, id, event FROM events WHERE position "
                            "> ? ORDER BY position LIMIT 500", (place,)).fetchall()
    for position, event_id, event in events:
        if position != place + 1:
            sys.exit(f"consumer: event {place + 1} was deleted before it was read")
        # What an operator sends again has had its effect.
        if not own.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone():
            effect(own, json.loads(event))
        own.execute("INSERT INTO event VALUES (?, ?, ?)", (position, event_id, event))
        place = position
    own.execute("REPLACE INTO place VALUES (1, ?)", (place,))
    own.execute("COMMIT")
    return place, bool(events)


def tell(outbox, place):
    """For the outbox's retention alone; what was taken is no news to us."""
    try:
        outbox.execute(
            "INSERT INTO consumers (name, position, updated_at) VALUES (?, ?, "
            "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) ON CONFLICT (name) DO UPDATE "
            "SET position = excluded.position, updated_at = excluded.updated_at "
            "WHERE position < excluded.position", (NAME, place))
    except sqlite3.OperationalError as error:
        print(f"consumer: the outbox is told next time: {error}", file=sys.stderr)


def connect(path, mode):
    uri = f"{pathlib.Path(path).absolute().as_uri()}?mode={mode}"
    return contextlib.closing(sqlite3.connect(
        uri, uri=True, timeout=WAIT, isolation_level=None))


with connect(OUTBOX, "rw") as outbox, connect(DATABASE, "rwc") as own:
    outbox.execute("PRAGMA synchronous = FULL")
    own.executescript(TABLES)
    begin(outbox, own)
    more = True
    while more:
        place, more = take(outbox, own)
        tell(outbox, place)
