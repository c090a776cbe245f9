"""A bad line between a poller and a receiver, and the receiver's bad luck.

    chaos.py PORT_FILE LOG DATABASE PORT COMMAND...

Runs COMMAND, in whose words {port} stands for PORT, and begins it anew whenever
it is gone.  What it stores is in the SQLite file DATABASE.  Listens on a port of
its own, which PORT_FILE tells, and passes each request on.  What happens to a
request is the next of ORDER; LOG gets a line for each: the mode and the status
of the receiver's answer, or "-" where there is none.
"""
import os, random, shutil, signal, socket, subprocess, sys, time

PORT_FILE, LOG, DATABASE, PORT, *COMMAND = sys.argv[1:]
# What the poller gets, and why.
MODES = {
    "good": "the answer",
    "cut-before": "nothing: the line breaks before the receiver has a byte",
    "cut-within": "nothing: half of the request comes through",
    "busy": "503, and the receiver nothing",
    "twice": "the second of two answers to the same request",
    "lost": "nothing: the receiver has answered",
    "torn": "half of the answer",
    "lie": "503, though the receiver has answered",
    "kill-answered": "nothing: the receiver is killed after its commit",
    "kill-working": "nothing: the receiver is killed while it works",
    "restored": "the answer, of a receiver that was restored from a backup",
}
# A good one in between, so that what follows meets a batch that is new.
ORDER = """good kill-working kill-working good kill-working lost good
    cut-before cut-within busy torn restored good kill-working twice lie good
    kill-answered restored good kill-working""".split()
BUSY = (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
        b"Connection: close\r\n\r\n")


class Receiver:
    """The command, on a port that stays the same."""

    def __init__(self):
        self.process = None
        self.usual = 0.01  # seconds that an answer takes

    def connect(self):
        for _ in range(6000):
            if self.process is None or self.process.poll() is not None:
                words = [w.replace("{port}", PORT) for w in COMMAND]
                self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
            try:
                return socket.create_connection(("127.0.0.1", int(PORT)), 300)
            except OSError:
                time.sleep(0.02)
        sys.exit("the receiver does not come up")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def restore(self):
        """What it had when it was restored for the last time."""
        self.kill()
        for end in "", "-journal", "-wal":
            old, new = DATABASE + ".old" + end, DATABASE + ".new" + end
            if os.path.exists(DATABASE + end):
                shutil.move(DATABASE + end, new)
            if os.path.exists(old):
                shutil.move(old, DATABASE + end)
            if os.path.exists(new):
                shutil.move(new, old)
        if not os.path.exists(DATABASE):  # the first time it loses nothing
            for end in "", "-journal", "-wal":
                if os.path.exists(DATABASE + ".old" + end):
                    shutil.copy(DATABASE + ".old" + end, DATABASE + end)

    def ask(self, request):
        """The whole answer; empty if there is none."""
        answer = b""
        with self.connect() as line:
            began = time.monotonic()
            try:
                line.sendall(request)
                while part := line.recv(65536):
                    answer += part
            except OSError:
                return b""
        # A repeat is answered at once, so the slow ones count.
        self.usual = max(time.monotonic() - began, 0.9 * self.usual)
        return answer


def read_request(line):
    """One request, as it came, but for one header."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            return None
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    size = next(int(h.split(b":")[1]) for h in head.split(b"\r\n")
                if h.lower().startswith(b"content-length:"))
    while len(body) < size:
        part = line.recv(65536)
        if not part:
            return None
        body += part
    return head + b"\r\nConnection: close\r\n\r\n" + body


def answer_for(receiver, mode, request):
    """What the receiver said, and what the poller gets of it."""
    if mode == "cut-before":
        return b"", b""
    if mode == "busy":
        return b"", BUSY
    if mode == "cut-within":
        with receiver.connect() as upstream:
            upstream.sendall(request[:len(request) // 2])
        return b"", b""
    if mode == "kill-working":
        with receiver.connect() as upstream:
            upstream.sendall(request)
            time.sleep(random.uniform(0, 1.2 * receiver.usual))
            receiver.kill()
        return b"", b""
    if mode == "restored":
        receiver.restore()
    answer = receiver.ask(request)
    if mode == "twice":
        answer = receiver.ask(request)
    if mode == "kill-answered":
        receiver.kill()
    kept = {"lost": 0, "kill-answered": 0, "torn": len(answer) // 2}
    return answer, BUSY if mode == "lie" else answer[:kept.get(mode)]


def main():
    receiver = Receiver()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server = socket.create_server(("127.0.0.1", 0))
        receiver.connect().close()
        with open(PORT_FILE + ".new", "w") as file:
            file.write(f"{server.getsockname()[1]}\n")
        os.rename(PORT_FILE + ".new", PORT_FILE)
        count = 0
        while True:
            line, _ = server.accept()
            with line, open(LOG, "a") as log:
                request = read_request(line)
                if request is None:
                    continue
                mode = ORDER[count % len(ORDER)]
                count += 1
                said, given = answer_for(receiver, mode, request)
                status = said.split(b" ")[1].decode() if said else "-"
                log.write(f"{mode} {status}\n")
                line.sendall(given)
    finally:
        if receiver.process:
            receiver.kill()


main()
