#!/bin/sh
# What a poll flushes of state.db, and what not.  Each flush is waited for, so
# each one has to be for a promise; docs/performance.md says for which.
#
# Seen to fail on purpose: with the commit that forgets what was trimmed flushed
# by itself; with state_end() leaving commits lazy (what follows a new layout or
# a trimming is then neither sealed nor acknowledged for certain).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v strace >/dev/null || skip_all "no strace: flushes are not seen"
strace -f -y -o /dev/null true 2>/dev/null ||
	skip_all "strace may not trace here"
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

# Polls, and prints how often state.db, or what was written ahead of it, was
# flushed; then how often files and directories of the sink were.
flushes() {
	strace -f -y -e trace=fsync,fdatasync -o "$E/trace" "$SHADOWLOG" poll \
		--config "$E/conf" >"$E/out" 2>&1 || {
		diag "$(head -5 "$E/out")"
		echo failed
		return
	}
	printf '%s %s\n' "$(grep -c 'state\.db' "$E/trace")" \
		"$(grep -c "$E/files" "$E/trace")"
}

engine_new sqlite flush
sql 'PRAGMA journal_mode = WAL; CREATE TABLE t (id integer PRIMARY KEY)' \
	>/dev/null
capture t
printf '[source]\nid = x\ndialect = sqlite\nconnection = %s\nstate_dir = %s
[sink f]\ntype = file\ndir = %s\nbatch_events = 10\n' \
	"$CONN" "$E/state" "$E/files" >"$E/conf"
chmod 600 "$E/conf"
mkdir "$E/state" "$E/files"
sql 'INSERT INTO t VALUES (1)'
flushes >"$E/first"
idle=$(flushes)
ok "an idle poll flushes state.db: $idle" [ "${idle% *}" -le 4 ]
again=$(flushes)
is "$again" "$idle" "as often the next time"

sql 'INSERT INTO t VALUES (2)'
one=$(flushes)
is "$((${one% *} - ${idle% *}))" 2 "one batch: to seal and to acknowledge it"
sql 'WITH RECURSIVE k (n) AS (SELECT 11 UNION ALL SELECT n + 1 FROM k
	WHERE n < 50) INSERT INTO t SELECT n FROM k'
four=$(flushes)
is "$((${four% *} - ${one% *}))" 3 \
	"each batch more: one, which seals the next, too"
is "$((${four#* } - ${one#* }))" 6 "and two for its file and the name of it"

sql 'CREATE TABLE u (id integer PRIMARY KEY)'
capture u
sql 'INSERT INTO u VALUES (1)'
is "$(flushes)" "$one" "a layout that is new costs none of its own, nor takes any"
done_testing
