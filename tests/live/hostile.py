"""Names and values that nobody would choose, from a fixed list and fixed seeds.

    hostile.py make ENGINE DIR    DIR/tables, create.sql, write.sql, expected
    hostile.py check DIR <LINES   what tests/tools/decode printed of it
    hostile.py described DIR <TABLES    what `shadowlog describe` printed
    hostile.py events DIR <EVENTS       what a sink got, one JSON a line

Quoting is done here anew, and values are written as hex digits, so that no
mistake of the product's own quoting is repeated.  `check` prints what is wrong,
and nothing if all is as it was written.
"""
import base64
import json
import pathlib
import random
import re
import sys

SEEDS = (1, 2, 3, 5, 8, 13, 21, 34)

NAMES = r"""
a"b a'b a`b a]b [a] a.b "a.b" "" '' `` a;b a--b /*a*/ a*/b a\b a\'b a\"b \ \\
%s%n {{new}} {{c}} {{table}} $1 $$ $shadowlog$ $shadowlog_1$ :x ? @x #x &x ~ ^ a^b
123 1e5 -1 0x41 NULL null select SELECT order group user table from where index
values trigger new old NEW OLD this row hex kept shape op seq txid old_row
new_row captured_at shadowlog shadowlog_changelog shadowlog_shape rowid oid
_rowid_ main public position current_user ); '); ") end END BEGIN ä größe
€ ß İ ÄÖÜ naïve ﷽ a​b שלום
""".split() + [
    "a b", " a", "  ", "a, b", "line\nend", "\nfirst", "cr\rx", "crlf\r\nx",
    "tab\tx", "\x01\x02\x1f\x7f", "'); DROP TABLE x; --", "a\n-- b\n",
    "a\\\n", "\u2028x", "\ufeffx", "e\u0301", "🐘", "a🐘b", "x" * 63,
    "é" * 31, '"' * 20, "'" * 20, "`" * 20, "\\" * 21,
]

NASTY = "\"'`[]\\.;-/*%{}$:?()<>&|#@!~^, \t\n\rab10é€🐘"

TEXTS = NAMES + [
    "", " ", "  x  ", "x ", "\n", "\r\n", "NULL", "null", "'", "''", "'''",
    ",", "1,2", "',", "\\0", "\\'", "\\\\'", "\0", "a\0b", "\x1a", "%", "_",
    "E'\\n'", "X'00'", "TX'00'", "x00", "~", "~,", "3:abc,", "0:", "</script>",
    "\u0085", "\u200f", "\ufffd", "\U0010fffd", "{\"a\": [1]}", "-- x", "/*",
    "".join(map(chr, range(1, 128))), "".join(map(chr, range(128, 0x180))),
]


class Engine:
    def __init__(self, name):
        self.name = name
        self.family = re.split("[.0-9-]", name)[0]
        # No quotes: no such names either, but every value.
        self.bare = name.endswith("-dialect1")

    def quote(self, name):
        if self.bare:
            return name
        mark = "`" if self.family == "mysql" else '"'
        return mark + name.replace(mark, mark * 2) + mark

    def allowed(self, name):
        """Whether the engine itself takes such a name."""
        raw = name.encode()
        if self.bare:
            return False
        # Not the engine's doing, but that of their clients.
        if self.family in ("mysql", "sqlite") and "\r\n" in name:
            return False
        if self.family == "mysql":
            return (len(name) <= 64 and name.strip() and name[-1:].strip()
                    and max(map(ord, name)) < 0x10000)
        if self.family == "firebird":
            return (len(raw) <= 31 and not name.endswith(" ")
                    and max(map(ord, name)) < 0x10000)
        if self.family == "postgresql":
            return len(raw) <= 63 and name not in ("oid", "ctid")
        return True

    def carries(self, text):
        if self.family == "postgresql":
            return "\0" not in text
        return True

    def types(self):
        """The key, a text, bytes: as SQL and as a description has them."""
        return {
            "mysql": (("INT", "int(11)"), ("LONGTEXT", "longtext"),
                      ("LONGBLOB", "longblob")),
            "postgresql": (("integer", "integer"), ("text", "text"),
                           ("bytea", "bytea")),
            "sqlite": (("INT", "INT"), ("TEXT", "TEXT"), ("BLOB", "BLOB")),
            "firebird": (
                ("INTEGER", "integer"),
                ("VARCHAR(400) CHARACTER SET UTF8",
                 "varchar(400) character set utf8"),
                ("VARCHAR(400) CHARACTER SET OCTETS",
                 "varchar(400) character set octets")),
        }[self.family]

    def text(self, text):
        digits = text.encode().hex()
        return {
            "mysql": f"CONVERT(X'{digits}' USING utf8mb4)",
            "postgresql": f"convert_from('\\x{digits}'::bytea, 'UTF8')",
            "sqlite": f"CAST(X'{digits}' AS TEXT)",
            "firebird": f"_UTF8 X'{digits}'",
        }[self.family]

    def bytes(self, data):
        digits = data.hex()
        return (f"'\\x{digits}'::bytea" if self.family == "postgresql"
                else f"X'{digits}'")

    def prefix(self):
        """In front of a table's name: in SQL, and in a description."""
        return (("public.", "public.") if self.family == "postgresql"
                else ("", ""))

    def commit(self):
        return "COMMIT;\n" if self.family == "firebird" else ""


def word(name):
    return '"' + "".join(f"\\x{b:02x}" for b in name.encode()) + '"'


def names(engine):
    seen = {"id"}
    for name in NAMES + [random_text(seed, 24) for seed in SEEDS]:
        folded = name.casefold()
        if engine.allowed(name) and folded not in seen:
            seen.add(folded)
            yield name


def random_text(seed, most):
    source = random.Random(seed)
    return "".join(source.choice(NASTY)
                   for _ in range(source.randint(3, most)))


def texts(engine):
    every = TEXTS + [random_text(100 + seed, 120) for seed in SEEDS]
    return [text for text in every if engine.carries(text)]


def blobs():
    yield b""
    yield bytes(range(256))
    for seed in SEEDS:
        yield random.Random(seed).randbytes(99)


class Script:
    def __init__(self, engine):
        self.engine = engine
        self.tables = ["shadowlog-tables 1"]
        self.create = []
        self.write = []
        self.expected = []

    def table(self, name, columns):
        """columns: (name, index of its type); the first one is the key."""
        engine = self.engine
        sql, described = engine.prefix()
        types = engine.types()
        parts = []
        self.tables.append(f"table {described}{word(name)}")
        for i, (column, kind) in enumerate(columns):
            key = " NOT NULL PRIMARY KEY" if i == 0 else ""
            parts.append(f"{engine.quote(column)} {types[kind][0]}{key}")
            self.tables.append(f"  column {word(column)} \"{types[kind][1]}\" "
                               + ("key 1" if i == 0 else "null"))
        tail = (" ENGINE = InnoDB CHARACTER SET utf8mb4"
                if engine.family == "mysql" else "")
        self.create.append(f"CREATE TABLE {sql}{engine.quote(name)} (\n"
                           + ",\n".join(parts) + f"){tail};")

    def row(self, name, columns, values):
        """Inserts, updates and deletes it."""
        engine = self.engine
        where = engine.prefix()[0] + engine.quote(name)
        listed = ", ".join(engine.quote(c) for c in columns)
        rendered = ", ".join(
            str(v) if isinstance(v, int) else
            engine.bytes(v) if isinstance(v, bytes) else engine.text(v)
            for v in values)
        key = engine.quote(columns[0])
        self.write.append(f"INSERT INTO {where} ({listed}) "
                          f"VALUES ({rendered});")
        self.write.append(f"UPDATE {where} SET {key} = {key} + 1000;")
        self.write.append(f"DELETE FROM {where};")
        image = [v.hex() if isinstance(v, bytes) else v for v in values]
        moved = [image[0] + 1000] + image[1:]
        for op, old, new in (("I", None, image), ("U", image, moved),
                             ("D", moved, None)):
            self.expected.append(json.dumps([op, name, columns, old, new]))

    def save(self, directory):
        end = self.engine.commit()
        for file, lines in (("tables", self.tables), ("create.sql", self.create),
                            ("write.sql", self.write),
                            ("expected", self.expected)):
            text = "\n".join(lines) + "\n"
            if file.endswith(".sql"):
                text += end
            (directory / file).write_bytes(text.encode())


def make(name, directory):
    engine = Engine(name)
    script = Script(engine)
    every = list(names(engine))
    for i, hostile in enumerate(every):
        if hostile.startswith("shadowlog_"):
            continue  # ours: such a table is refused
        script.table(hostile, [("id", 0), (hostile, 1)])
        script.row(hostile, ["id", hostile], [i, hostile])
        # The key has it, too.
        if i % 3 == 0 and engine.allowed(hostile + "k"):
            script.table(hostile + "k", [(hostile, 0), ("t", 1)])
            script.row(hostile + "k", [hostile, "t"], [i, "x"])
    values_of, columns = "values_of", ["id", "t", "b"]
    if engine.bare:
        values_of, columns = "VALUES_OF", ["ID", "T", "B"]
    script.table(values_of, list(zip(columns, range(3))))
    for i, text in enumerate(texts(engine)):
        script.row(values_of, columns, [i, text, b""])
    for i, blob in enumerate(blobs()):
        script.row(values_of, columns, [i, "", blob])
    # A row of Firebird has room for so many texts.
    some = every[::9] if engine.family == "firebird" else every
    if some:
        script.table("all_of", [("id", 0)] + [(n, 1) for n in some])
        script.row("all_of", ["id"] + some, [7] + some)
    script.save(directory)


def unword(text):
    if not text.startswith('"'):
        return text
    plain = {"n": b"\n", "r": b"\r", "t": b"\t"}
    raw = re.sub(
        rb"\\(x([0-9a-fA-F]{2})|.)",
        lambda m: (bytes.fromhex(m.group(2).decode()) if m.group(2)
                   else plain.get(m.group(1).decode(), m.group(1))),
        text[1:-1].encode(), flags=re.S)
    return raw.decode()


def image_differs(image, columns, values):
    if values is None:
        return None if image is None else "there should be none"
    if image is None:
        return "it is missing"
    if list(image) != columns:
        return f"its columns are {list(image)!r}"
    for column, value in zip(columns, values):
        got = image[column]
        if isinstance(value, int):
            got = int(got)
        elif column in ("b", "B"):
            got = base64.b64decode(got).hex()
        if got != value:
            return f"{column!r} is {got!r}, and was {value!r}"
    return None


LINE = re.compile(r'([A-Z]) ("(?:[^"\\]|\\.)*"|\S+) (.*)', re.S)


def images(rest):
    """The two images of a line: JSON, or - for none."""
    found = []
    while rest:
        if rest.startswith("-"):
            found.append(None)
            rest = rest[1:].lstrip(" ")
        else:
            image, end = json.JSONDecoder(
                object_pairs_hook=dict).raw_decode(rest)
            found.append(image)
            rest = rest[end:].lstrip(" ")
    return found


def check(directory):
    expected = (directory / "expected").read_bytes().decode().splitlines()
    lines = sys.stdin.buffer.read().decode().split("\n")[:-1]
    if len(lines) != len(expected):
        print(f"{len(lines)} changes were captured, and {len(expected)} made")
        print("\n".join(lines[:3]))
    for line, wanted in zip(lines, expected):
        op, name, columns, old, new = json.loads(wanted)
        match = LINE.fullmatch(line)
        if not match:
            print(f"{name!r}: {line!r}")
            return
        got_old, got_new = images(match.group(3))
        for what, good in (
                ("operation", match.group(1) == op),
                ("name", unword(match.group(2)) == name)):
            if not good:
                print(f"{op} {name!r}: another {what}: {line!r}")
                return
        for what, image, values in (("old", got_old, old),
                                    ("new", got_new, new)):
            wrong = image_differs(image, columns, values)
            if wrong:
                print(f"{op} {name!r}: the {what} row: {wrong}")


WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s".]+')


def tables(text):
    """Of each table its columns, and which are the key."""
    found = {}
    for line in text.split("\n"):
        words = [unword(w) for w in WORD.findall(line)]
        if line.startswith("table "):
            columns = found[words[-1]] = []
        elif line.startswith("  column "):
            columns.append((words[1], "key" in words[3:]))
    return found


def described(directory):
    wanted = tables((directory / "tables").read_text())
    got = tables(sys.stdin.buffer.read().decode())
    for name in wanted:
        if got.get(name) != wanted[name]:
            print(f"{name!r} is described as {got.get(name)!r}")
    for name in got:
        if name not in wanted:
            print(f"{name!r} is described, and not there")


def events(directory):
    """Each change, by table, operation and key; one that moves a key is two."""
    wanted = {}
    for line in (directory / "expected").read_bytes().decode().splitlines():
        op, name, columns, old, new = json.loads(line)
        for what, row in {"I": [("c", new)], "D": [("d", old)],
                          "U": [("d", old), ("c", new)]}[op]:
            entry = (name, what, columns[0], row[0])
            wanted[entry] = wanted.get(entry, 0) + 1
    for line in sys.stdin.buffer.read().decode().split("\n")[:-1]:
        event = json.loads(line)
        [(column, value)] = event["key"].items()
        name = next((n for n in (event["table"], event["table"].split(".", 1)[-1])
                     if (n, event["op"], column, int(value)) in wanted), None)
        if name is None:
            print(f"no such change: {line[:200]}")
            return
        wanted[(name, event["op"], column, int(value))] -= 1
    for entry, left in wanted.items():
        if left:
            print(f"{entry!r}: {left} more than were delivered")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], pathlib.Path(sys.argv[3]))
    else:
        {"check": check, "described": described,
         "events": events}[sys.argv[1]](pathlib.Path(sys.argv[2]))
