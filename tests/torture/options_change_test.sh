#!/bin/sh
# Options of a table change while applications write and the poller runs, by
# `shadowlog-triggers DIALECT upgrade`, as docs/trigger-options.md has it: no
# write fails, no change is lost, and each event is read under the options that
# it was written with.
#
# Transaction N of a writer makes version N of its row, a row of that number,
# which it deletes in transaction N + 1, and changes a row of a table without a
# key.  All of a transaction is captured by the same triggers, and every option
# here captures the row that is made: so that one tells which options were in
# force, and they tell what else has to be there, and what of it.
#
# Seen to fail on purpose: with an upgrade that registers the new layout and
# leaves the triggers as they were; with one without LOCK TABLES on MariaDB (rows
# are in no event) and without BEGIN and COMMIT on PostgreSQL (writes fail).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/writers.sh"
. "$TOP/tests/torture/options_change_lib.sh"

command -v jq >/dev/null || skip_all "no jq"
TABLES='orders plain'
WRITERS='1 2'

# Every other version is a draft.
writer() { # NUMBER
	n=0
	while [ -d "$E" ] && [ ! -f "$E/stop" ]; do
		n=$((n + 1))
		status=live
		[ $((n % 2)) = 1 ] || status=draft
		echo "BEGIN;
		UPDATE orders SET ver = $n, note = 'n$n', status = '$status',
			doc = 'doc $n' WHERE id = $1;
		INSERT INTO orders VALUES ($1$((100000 + n)), $n, 'n$n', 'row',
			'doc $n');
		DELETE FROM orders WHERE id = $1$((100000 + n - 1));
		UPDATE plain SET a = $n WHERE b = '$1';
		COMMIT;"
		sleep 0.02
	done
	echo "$n" >"$E/written$1"
}

# Until every writer has written four versions more.
busy() {
	for w in $WRITERS; do
		busy_n=$(($(sql "SELECT ver FROM orders WHERE id = $w") + 4))
		wait_for "[ \"\$(sql 'SELECT ver FROM orders WHERE id = $w')\" \
			-ge $busy_n ]" || exit 1
	done
}

options() { # KEY LINE...: of both tables
	echo 'shadowlog-options 1'
	echo "table ${PREFIX}plain"
	echo "  option $1"
	shift
	echo "table ${PREFIX}orders"
	for options_line in "$@"; do
		echo "  option $options_line"
	done
}

# From here on these options; NAME is what `judge` knows them by.
step() { # NAME KEY LINE...
	name=$1
	shift
	ok "$DIALECT: $name: $*" upgrade_options "$@" ||
		diag "$(cat "$E/upgrade.log")"
	echo "orders $(version orders) $name" >>"$E/steps"
	echo "plain $(version plain) $1" >>"$E/steps"
	busy
}

steps() {
	step exclude 'key all' 'exclude note'
	step include 'key unique b' 'include id ver status doc note'
	step no_update 'key unique b' 'operations insert delete'
	step no_delete 'key all' 'operations insert update'
	step when 'key all' "when \"this.status <> 'draft'\""
	step key 'key all' 'before key'
	step none 'key unique b' 'before none' 'noop skip'
	step omit 'key unique b' 'lob omit doc'
	[ "$DIALECT" = sqlite ] || step hash 'key all' 'lob hash doc'
	[ "$DIALECT" != postgresql ] || step statement 'key all' statement
	[ "$DIALECT" = sqlite ] || step actor 'key all' actor context \
		'bypass marker' 'fail open' 'exclude note' 'lob omit doc' \
		'noop skip' "when \"this.id > 0\"" 'before key'
	step all 'key all'
}

# Every event, with what is to be looked at, tabs between: table, version of the
# layout, op, id, ver, note, columns before, doc, actor.
events_seen() {
	file_names | while read -r f; do
		sed '$d' "$f" | jq -nr 'input as $head | inputs |
		$head.schemas[.schema] as $s |
		((.after // .before // {}).doc // ((.omitted // [])[] |
			select(.column == "doc") | (.after // .before) |
			if .hash then "hash \(.bytes)" else "omit \(.bytes)" end)
			// "-") as $doc |
		[$s.table, $s.version, .op, (.key.id // .key.b), (.after.ver //
			.after.a // "-"), (if (.after // {}) | has("note") then
			.after.note else "-" end), ((.before // {}) | keys_unsorted
			| join(",") | if . == "" then "-" else . end), $doc,
			has("actor")] | @tsv'
	done
}

# What is not as the options say that were in force; nothing if all is well.
# shellcheck disable=SC2016 # awk's dollars
judge='
FILENAME == ARGV[1] { name[$1, $2] = $3 ($4 == "" ? "" : " " $4); next }
FILENAME == ARGV[2] { last[$1] = $2; next }
{
	if (!(($1, $2) in name))
		bad($1 " has a version " $2 " that was never in force")
	step = name[$1, $2]
}
$1 == "plain" {
	# An update, or a delete and an insert where all columns are the key.
	if ($3 == "c" && step == "key all" || $3 == "u" && step != "key all") {
		if ($5 != plain[$4] + 1)
			bad("plain " $4 ": " $5 " follows " plain[$4] + 0)
		plain[$4] = $5
	} else if (!($3 == "d" && step == "key all"))
		bad("plain: " $3 " with " step)
	next
}
{ steps[step]++; w = substr($4, 1, 1) }
length($4) > 1 && $3 == "c" { # the row that tells
	n = substr($4, 3) + 0
	if (made[w, n] != "" || n != tells[w] + 1)
		bad("row " n " of writer " w " follows " tells[w] + 0)
	tells[w] = n
	made[w, n] = step
	check_after(n)
	next
}
length($4) > 1 && $3 == "d" {
	gone[w, substr($4, 3) + 1] = step
	check_before()
	next
}
{
	# The writer has its row only; a version has come, or one is not met.
	n = $5 == "-" ? versions[w] + 1 : $5
	if (updated[w, n] != "")
		bad("version " n " of writer " w " came twice")
	updated[w, n] = step
	op[w, n] = $3
	versions[w] = n
	if ($3 != "d")
		check_after(n)
	if ($3 == "u")
		check_before()
}
function check_after(n,   doc) {
	if ($6 != (step == "exclude" || step == "actor" ? "-" : "n" n))
		bad("note " $6 " of version " n)
	doc = "doc " n
	if (step == "omit" || step == "actor")
		doc = "omit " length(doc)
	if (step == "hash")
		doc = "hash " length(doc)
	if ($8 != doc)
		bad("doc " $8 " of version " n)
	if ($9 != (step == "actor" ? "true" : "false"))
		bad("actor " $9)
}
function check_before(   want) {
	want = "id,ver,note,status,doc"
	if (step == "key" || step == "actor" || step == "none")
		want = "id"
	if (step == "none" && $3 == "u")
		want = "-"
	if (step == "exclude")
		want = "id,ver,status,doc"
	if (step == "omit" || step == "hash")
		want = "id,ver,note,status"
	if ($7 != want)
		bad("before: " $7)
}
function bad(what) {
	print FNR ": " step ": " what
}
function whole(w, n,   s, want) {
	s = made[w, n]
	want = s == "no_update" ? "" : "u"
	if (s == "when")
		want = n % 2 ? "c" : "d"
	if (op[w, n] != want || want != "" && updated[w, n] != s)
		print "version " n " of writer " w ": " s ", and " op[w, n] \
			" by " updated[w, n]
	want = s == "no_delete" || n == 1 ? "" : s
	if (gone[w, n] != want)
		print "delete in transaction " n " of writer " w ": " s \
			", and by " gone[w, n]
}
END {
	step = "the end"
	for (w in last) {
		if (tells[w] != last[w] || plain[w] != last[w])
			bad("writer " w " wrote " last[w] ", there are " \
				tells[w] " and " plain[w])
		for (n = 1; n <= last[w]; n++)
			whole(w, n)
	}
	for (k in name)
		if (k ~ /^orders/ && steps[name[k]] < 6)
			print name[k] ": not enough to say anything"
}'

whole() {
	options_engine "$engine" "${engine}_options"
	sql 'CREATE TABLE orders (id INTEGER PRIMARY KEY, ver INTEGER,
			note VARCHAR(20), status VARCHAR(20), doc TEXT);
		CREATE TABLE plain (a INTEGER, b VARCHAR(20) NOT NULL);
		CREATE UNIQUE INDEX plain_b ON plain (b)'
	for w in $WRITERS; do
		sql "INSERT INTO orders VALUES ($w, 0, NULL, 'draft', NULL);
			INSERT INTO plain VALUES (0, '$w')"
	done
	capture_options 'key all'
	echo "orders $(version orders) all" >"$E/steps"
	echo "plain $(version plain) key all" >>"$E/steps"
	start_writers $WRITERS
	poll_meanwhile
	busy
	steps
	stop_writers
	calm_poll
	is "$code:$out" 0: "$engine: a last poll"
	is "$(cat "$E/bad" 2>/dev/null)" '' \
		"$engine: every poll had nothing to say"
	is "$(cat "$E/writer1" "$E/writer2")" '' "$engine: no write failed"
	for w in $WRITERS; do
		echo "$w	$(cat "$E/written$w")"
	done >"$E/last"
	tr ' ' '\t' <"$E/steps" >"$E/names"
	events_seen >"$E/seen"
	is "$(awk -F '\t' "$judge" "$E/names" "$E/last" "$E/seen" | head -20)" '' \
		"$engine: each change is there, under the options of its time"
	diag "$(wc -l <"$E/seen") events"
	is "$(apart)" '' "$engine: in both sinks"
}

for engine in ${ONLY:-$ENGINES}; do
	if has_engine "$engine"; then
		whole
	else
		skip "$engine" "$why"
	fi
done
done_testing
