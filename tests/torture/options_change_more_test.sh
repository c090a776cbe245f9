#!/bin/sh
# As options_change_test.sh, for the options that its tables have no use for:
# bypass and context (what a session says), truncate (PostgreSQL), ignore verify
# and cascades accept (MariaDB), each on a table of its own.
#
# In each transaction a writer changes a row that is always captured and tells
# by that which options were in force, and does besides what is captured with
# some of them only.
#
# Seen to fail on purpose: with a trigger that takes silent for marker, with one
# that looks at no row for ignore verify, and with an upgrade on PostgreSQL that
# takes its lock late (TRUNCATE and the upgrade wait for each other).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/writers.sh"
. "$TOP/tests/torture/options_change_lib.sh"

command -v jq >/dev/null || skip_all "no jq"
WRITERS='1 2'

tables() {
	sql 'CREATE TABLE loads (id INTEGER PRIMARY KEY, ver INTEGER)'
	case $DIALECT in
	postgresql)
		TABLES='loads bin'
		sql 'CREATE TABLE bin (id INTEGER PRIMARY KEY)'
		;;
	mysql)
		TABLES='loads twice parts'
		sql 'CREATE TABLE twice (id INTEGER PRIMARY KEY, ver INTEGER,
				u INTEGER UNIQUE);
			CREATE TABLE boxes (id INTEGER PRIMARY KEY);
			CREATE TABLE parts (id INTEGER PRIMARY KEY)'
		;;
	esac
	for w in $WRITERS; do
		sql "INSERT INTO loads VALUES ($w, 0), ($w$w, 0)"
		[ "$DIALECT" != mysql ] ||
			sql "INSERT INTO twice VALUES ($w, 0, $w), ($w$w, 0, NULL)"
	done
}

# Row 11 of writer 1 is written past the triggers, where that can be.
writer() { # NUMBER
	n=0
	[ "$DIALECT" != mysql ] ||
		echo 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;'
	while [ -d "$E" ] && [ ! -f "$E/stop" ]; do
		n=$((n + 1))
		echo 'BEGIN;'
		"writes_$DIALECT" "$1" $n
		echo 'COMMIT;'
		sleep 0.02
	done
	echo "$n" >"$E/written$1"
}

writes_postgresql() { # WRITER N
	echo "SET LOCAL shadowlog.context = 'version $2';
	UPDATE loads SET ver = $2 WHERE id = $1;
	SET LOCAL shadowlog.bypass = 'on';
	UPDATE loads SET ver = $2 WHERE id = $1$1;
	SET LOCAL shadowlog.bypass = 'off';"
	# Two of these would wait for each other without us, too.
	[ "$1" != 1 ] || echo "INSERT INTO bin VALUES ($2); TRUNCATE bin;"
}

writes_mysql() { # WRITER N
	echo "SET @shadowlog_context = 'version $2';
	UPDATE loads SET ver = $2 WHERE id = $1;
	SET @shadowlog_bypass = 'on';
	UPDATE loads SET ver = $2 WHERE id = $1$1;
	SET @shadowlog_bypass = NULL;
	UPDATE twice SET ver = $2 WHERE id = $1;
	UPDATE IGNORE twice SET ver = $2, u = $1 WHERE id = $1$1;
	INSERT INTO boxes VALUES ($1$((100000 + $2)));
	INSERT INTO parts VALUES ($1$((100000 + $2)));
	DELETE FROM boxes WHERE id = $1$((100000 + $2 - 1));
	DELETE FROM parts WHERE id = $1$((100000 + $2 - 1));"
}

busy() {
	for w in $WRITERS; do
		busy_n=$(($(sql "SELECT ver FROM loads WHERE id = $w") + 4))
		wait_for "[ \"\$(sql 'SELECT ver FROM loads WHERE id = $w')\" \
			-ge $busy_n ]" || exit 1
	done
}

options() { # TABLE=LINE...: what the others have stays
	for options_line in "$@"; do
		echo "${options_line#*=}" >"$E/options.${options_line%%=*}"
	done
	echo 'shadowlog-options 1'
	for options_t in $TABLES; do
		[ -s "$E/options.$options_t" ] || continue
		echo "table $PREFIX$options_t"
		sed 's/^/  option /' "$E/options.$options_t"
	done
}

# From here on these options; NAME is what `judge` knows them by.
step() { # NAME TABLE=LINE...
	name=$1
	shift
	ok "$DIALECT: $name: $*" upgrade_options "$@" ||
		diag "$(cat "$E/upgrade.log")"
	for step_o in "$@"; do
		step_t=${step_o%%=*}
		echo "$step_t $(version "$step_t") $name" >>"$E/steps"
	done
	busy
}

steps_postgresql() {
	step silent loads='bypass silent' bin='operations insert'
	step marker loads='bypass marker' bin='operations truncate insert'
	step context loads=context bin=actor
	step plain 'loads=context off' 'bin=actor off'
}

steps_mysql() {
	step silent loads='bypass silent' twice='ignore verify'
	step marker loads='bypass marker' twice='actor'
	step context loads=context twice='ignore verify'
	cascade
	step plain 'loads=context off' 'twice=ignore trust' 'parts=cascades refuse'
}

# A foreign key that cascades, for a while.  What it deletes is missed: that has
# to be said, or nothing is changed.
cascade() {
	step accepted parts='cascades accept'
	key "ALTER TABLE parts ADD CONSTRAINT fk FOREIGN KEY (id)
		REFERENCES boxes (id) ON DELETE CASCADE"
	busy
	cp "$E/options.parts" "$E/kept"
	not_ok 'mysql: cascades have to be accepted' upgrade_options parts=actor
	has "$(cat "$E/upgrade.log")" 'of foreign key fk of parts' \
		'mysql: and the message says which'
	cp "$E/kept" "$E/options.parts"
	busy
	key 'ALTER TABLE parts DROP FOREIGN KEY fk'
}

# Both tables at once, so that no transaction has one of them.
key() { # ALTER
	sql "LOCK TABLES boxes WRITE, parts WRITE; $1; UNLOCK TABLES"
}

# Every event: table, version of the layout, op, id, ver, what else there is to
# be looked at, with tabs between.
events_seen() {
	file_names | while read -r f; do
		sed '$d' "$f" | jq -nr 'input as $head | inputs |
		$head.schemas[.schema] as $s |
		[$s.table, $s.version, .op, (.key.id // "-"), (.after.ver //
			.before.ver // "-"), (if .op == "m" then .reason else
			.context.text // "-" end), has("actor")] | @tsv'
	done
}

# What is not as the options say that were in force; nothing if all is well.
# shellcheck disable=SC2016 # awk's dollars
judge='
FILENAME == ARGV[1] { name[$1, $2] = $3; next }
FILENAME == ARGV[2] { last[$1] = $2; next }
{
	if (!(($1, $2) in name))
		bad($1 " has a version " $2 " that was never in force")
	step = name[$1, $2]
	w = substr($4, 1, 1)
	own = length($4) == 1
}
$1 == "loads" && $3 == "m" {
	if (step != "marker" || $6 != "bypass")
		bad("an event m: " $6)
	marks++
	next
}
($1 == "loads" || $1 == "twice") && own { # the row that tells
	if ($5 != told[$1, w] + 1)
		bad("version " $5 " of writer " w " follows " told[$1, w] + 0)
	told[$1, w] = $5
	by[$1, w, $5] = step
	steps[$1, step]++
	want = $1 == "loads" && step == "context" ? "version " $5 : "-"
	if ($6 != want)
		bad("context " $6)
	next
}
$1 == "loads" || $1 == "twice" {
	beside[$1, w, $5]++
	next
}
$1 == "bin" {
	steps[$1, step]++
	bins[$3]++
	if ($3 == "c") {
		if (filled != "" && filled != "silent")
			bad("no TRUNCATE before row " $4)
		filled = step
	} else if ($3 == "t" && step != "silent")
		filled = ""
	else
		bad($3)
	if ($7 != (step == "context" ? "true" : "false"))
		bad("actor: " $7)
	next
}
$1 == "parts" {
	n = substr($4, 3) + ($3 == "d")
	part[$3, w, n] = step
	next
}
function bad(what) {
	print FNR ": " $1 " " step ": " what
}
# Beside the row that tells stands another one, or does not.
function pair(t, w, n, hidden,   want) {
	want = index(hidden, by[t, w, n]) ? 0 : 1
	if (beside[t, w, n] + 0 != want)
		print t " " n " of writer " w ": " by[t, w, n] ", and " \
			beside[t, w, n] + 0 " events"
}
# Deletes are missed from one transaction on and up to another, in which
# cascades were accepted.
function cascaded(w,   n, missed, began) {
	for (n = 1; n <= last[w]; n++) {
		if (!(("c", w, n) in part))
			print "row " n " of writer " w " was not made"
		if (n == 1 || ("d", w, n) in part)
			continue
		if (part["c", w, n] != "accepted" || missed && began + missed != n)
			print "a delete is missed in transaction " n \
				" of writer " w ", by " part["c", w, n]
		if (!missed++)
			began = n
	}
	if (missed < 4)
		print "the key deleted " missed + 0
}
END {
	for (w in last) {
		if (told["loads", w] != last[w])
			print "writer " w " wrote " last[w] ", there are " \
				told["loads", w]
		for (n = 1; n <= last[w]; n++) {
			pair("loads", w, n, "silent marker")
			marked += by["loads", w, n] == "marker"
			if (mysql)
				pair("twice", w, n, "silent context")
		}
		if (mysql)
			cascaded(w)
	}
	if (marks != marked)
		print marks + 0 " events m, for " marked + 0 " transactions"
	if (!mysql && (bins["c"] != last[1] || bins["t"] < 6))
		print bins["c"] " rows in bin of " last[1] ", " bins["t"] " TRUNCATE"
	for (k in name) {
		split(k, t, SUBSEP)
		if (t[1] != "parts" && steps[t[1], name[k]] < 6)
			print name[k] " of " t[1] ": not enough to say anything"
	}
}'

whole() { # DIALECT
	options_engine "$1" "$1_more"
	tables
	capture_options
	for t in $TABLES; do
		echo "$t $(version "$t") plain" >>"$E/steps"
	done
	start_writers $WRITERS
	poll_meanwhile
	busy
	"steps_$1"
	stop_writers
	calm_poll
	is "$code:$out" 0: "$1: a last poll"
	is "$(cat "$E/bad" 2>/dev/null)" '' "$1: every poll had nothing to say"
	is "$(cat "$E/writer1" "$E/writer2")" '' "$1: no write failed"
	for w in $WRITERS; do
		echo "$w	$(cat "$E/written$w")"
	done >"$E/last"
	tr ' ' '\t' <"$E/steps" >"$E/names"
	events_seen >"$E/seen"
	is "$(awk -F '\t' -v mysql="$([ "$1" != mysql ] || echo 1)" "$judge" \
		"$E/names" "$E/last" "$E/seen" | head -20)" '' \
		"$1: each change is there, under the options of its time"
	diag "$(wc -l <"$E/seen") events"
	is "$(apart)" '' "$1: in both sinks"
}

# SQLite has none of these options.
for engine in ${ONLY:-postgresql mysql}; do
	if has_engine "$engine"; then
		whole "$engine"
	else
		skip "$engine" "$why"
	fi
done
done_testing
