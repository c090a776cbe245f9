#!/usr/bin/env python3
"""Takes Shadowlog's batches into SQLite, each exactly once.

    receiver.py PORT SECRET_FILE DATABASE

Behind a proxy that speaks TLS; docs/receiver.md is the contract."""
import base64, contextlib, hmac, json, sqlite3, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, SECRET_FILE, DATABASE = sys.argv[1:]
with open(SECRET_FILE) as file:
    KEY = base64.b64decode(file.read().strip().removeprefix("whsec_"))
TABLES = """
CREATE TABLE IF NOT EXISTS position (source, sink, epoch, batch_seq, token, PRIMARY KEY (source, sink, epoch));
CREATE TABLE IF NOT EXISTS event (n INTEGER PRIMARY KEY, id UNIQUE, json);
CREATE TABLE IF NOT EXISTS current (table_name, key, row, PRIMARY KEY (table_name, key));
"""

def genuine(headers, body):
    """Over the bytes as they came, and in constant time."""
    batch_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit()) or abs(time.time() - int(stamp)) > 300:
        return False
    mac = hmac.digest(KEY, f"{batch_id}.{stamp}.".encode("latin-1") + body, "sha256")
    good = b"v1," + base64.b64encode(mac)
    return any(hmac.compare_digest(good, given.encode("latin-1"))
               for given in headers.get("webhook-signature", "").split())

def apply(db, event):
    """The effect: your own code goes here.  It is in the transaction."""
    db.execute("INSERT INTO event (id, json) VALUES (?, ?)", (event["id"], json.dumps(event)))
    row = event["table"], json.dumps(event["key"])
    if event["op"] == "t":
        db.execute("DELETE FROM current WHERE table_name = ?", row[:1])
    elif event["after"] is None:
        db.execute("DELETE FROM current WHERE (table_name, key) = (?, ?)", row)
    else:
        db.execute("REPLACE INTO current VALUES (?, ?, ?)", (*row, json.dumps(event["after"])))

def take(batch, token):
    """The status and the answer; what it stores is durable by then."""
    stream = batch["source"]["id"], batch["sink"], batch["source"]["epoch"]
    with contextlib.closing(sqlite3.connect(DATABASE, timeout=10, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")  # closing it without COMMIT rolls back
        last, highest = db.execute("SELECT coalesce(max(CASE sink WHEN ?2 THEN batch_seq END), 0), coalesce(max(token), 0) "
                                   "FROM position WHERE (source, epoch) = (?1, ?3)", stream).fetchone()
        if token < highest:  # of a poller that was replaced
            return 409, {"type": "urn:shadowlog:problem/stale-token"}
        if batch["batch_seq"] > last + 1:
            return 412, {"type": "urn:shadowlog:problem/sequence-gap", "expected_batch_seq": last + 1}
        for event in batch["data"] if batch["batch_seq"] > last else ():  # else it is here already
            if not ("replay" in batch and db.execute("SELECT 1 FROM event WHERE id = ?", (event["id"],)).fetchone()):
                apply(db, event)
        db.execute("REPLACE INTO position VALUES (?, ?, ?, ?, ?)", (*stream, max(last, batch["batch_seq"]), token))
        db.execute("COMMIT")
    return 200, {}

class Receiver(BaseHTTPRequestHandler):
    protocol_version, timeout = "HTTP/1.1", 60
    def do_POST(self):
        size = int(self.headers["Content-Length"])
        body = self.rfile.read(size)
        status, answer = 401, {}
        if len(body) == size and genuine(self.headers, body):
            try:
                status, answer = take(json.loads(body), int(self.headers.get("shadowlog-token", 0)))
            except Exception as error:  # not stored: the same batch comes again
                self.log_error("%r", error)
                status = 503
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/%sjson" % ("problem+" if status in (409, 412) else ""))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

with contextlib.closing(sqlite3.connect(DATABASE)) as created:
    created.executescript(TABLES)
ThreadingHTTPServer(("127.0.0.1", int(PORT)), Receiver).serve_forever()
