# The options of a table on a real engine, through the poller to a file sink:
# what each does to the events.  Sourced behind tap.sh by options_ENGINE_test.sh
# with $ENGINE set; engine_sql() there says what is different.
# shellcheck shell=sh disable=SC2034,SC2154
. "$TOP/tests/e2e/lib.sh"

has_engine "$ENGINE" || skip_all "$why"
engine_new "$ENGINE" options
HOOK=
BATCH='events = 1000'
conf_write
# Another dialect than the engine's first.
SPOKEN=${OPTIONS_DIALECT:-$DIALECT}
sed "s/^dialect = .*/dialect = $SPOKEN/" "$CONF" >"$E/conf"
cat "$E/conf" >"$CONF"

# with TABLE [LINE...]: the table is captured with these options alone, from
# here on.
with() {
	with_table=$1
	shift
	{
		printf 'shadowlog-options 1\ntable %s%s\n' "$PREFIX" "$with_table"
		[ $# = 0 ] || printf '  option %s\n' "$@"
	} >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" "$with_table" >"$E/tables" &&
		"$BUILD/shadowlog-triggers" "$SPOKEN" install --options \
			"$E/options" "$E/tables" >"$E/install.sql" &&
		sql <"$E/install.sql" >/dev/null
}

# As `with`, but it has to work.
install() {
	with "$@" >"$E/install.log" 2>&1 || install_failed
}

echo 0 >"$E/seen"

# What came since the last call: the filter for each event, one a line.
seen() { # JQ-FILTER
	poll
	# That a layout changes is told, and is what happens here.
	out=$(echo "$out" | grep -v 'changed so that receivers can break')
	[ "$code:$out" = "0:" ] || {
		diag "poll: $code $out"
		return 1
	}
	events files >"$E/events"
	tail -n "+$(($(cat "$E/seen") + 1))" "$E/events" | jq -c "$1"
	wc -l <"$E/events" >"$E/seen"
}

rows='[.op, .before, .after]'

# The layout that events of the last batch were written with.
schema() { # JQ-FILTER
	head -1 "$(file_names | tail -1)" |
		jq -c ".schemas | to_entries | last.value | $1"
}

# Runs SQL and says what came of it.
after() { # SQL JQ-FILTER
	sql "$1" >/dev/null && seen "$2"
}

nl='
'

sql <"$TOP/migrations/changelog/$SPOKEN/0001_changelog.sql" >/dev/null ||
	exit 1

# ---- columns ----

test_columns() {
	engine_table t
	install t 'exclude note status'
	is "$(after "INSERT INTO t (id, note, status) VALUES (1, 'n', 's')" \
		"$rows")" '["c",null,{"id":"1","doc":null}]' \
		'an excluded column is in no event'
	is "$(schema '[.columns[].name] == ["id","doc"] and
		.excluded == ["note","status"]')" true \
		'the schema says which columns are not there'
	is "$(after "UPDATE t SET note = 'm'; DELETE FROM t" \
		'[.op, .changed, .before]')" \
		"[\"u\",[],{\"id\":\"1\",\"doc\":null}]$nl[\"d\",null,$(
		)"'{"id":"1","doc":null}]' 'nor in the row before'
	install t 'include id status'
	is "$(after "INSERT INTO t (id, note, status) VALUES (2, 'n', 's')" \
		.after)" '{"id":"2","status":"s"}' \
		'included columns are in it, and no other'
}

# ---- operations ----

test_operations() {
	engine_table t
	install t 'operations insert delete'
	is "$(after "INSERT INTO t (id) VALUES (1); UPDATE t SET note = 'x';
		DELETE FROM t" .op)" "\"c\"$nl\"d\"" 'updates are not captured'
	install t 'operations update'
	is "$(after "INSERT INTO t (id) VALUES (1); UPDATE t SET note = 'x';
		DELETE FROM t" .op)" '"u"' 'nothing but updates is'
	install t
	is "$(after "INSERT INTO t (id) VALUES (1); UPDATE t SET note = 'x';
		DELETE FROM t" .op)" "\"c\"$nl\"u\"$nl\"d\"" 'all is, again'
}

# ---- a key for a table without one ----

test_keyless() {
	sql 'CREATE TABLE k (a integer, b varchar(20))'
	not_ok 'a table without a key is refused' with k
	install k 'key all'
	is "$(after "INSERT INTO k VALUES (1, 'x'); INSERT INTO k VALUES (1, 'x')" \
		'[.op, .key]')" \
		"[\"c\",{\"a\":$ONE,\"b\":\"x\"}]$nl[\"c\",{\"a\":$ONE,\"b\":\"x\"}]" \
		'all columns are the key, and rows that are equal are captured each'
	is "$(schema .keyless)" true 'the schema says that it is none'
	is "$(after "UPDATE k SET b = 'y'" '[.op, .key.b]')" \
		"[\"d\",\"x\"]$nl[\"c\",\"y\"]$nl[\"d\",\"x\"]$nl[\"c\",\"y\"]" \
		'an update is a delete and an insert'
	sql 'CREATE UNIQUE INDEX k_a ON k (b)' 2>/dev/null || {
		sql "DELETE FROM k; INSERT INTO k VALUES (1, 'y')"
		sql 'CREATE UNIQUE INDEX k_a ON k (b)'
		seen . >/dev/null
	}
	not_ok 'columns that no unique index is made of are refused' \
		with k 'key unique a'
	install k 'key unique b'
	is "$(after "UPDATE k SET a = 2" '[.op, .key, .changed]')" \
		'["u",{"b":"y"},["a"]]' 'columns of a unique index are the key'
}

# ---- updates that change nothing ----

test_noop() {
	engine_table t
	install t 'noop skip'
	sql "INSERT INTO t (id, note) VALUES (1, 'a')"
	seen . >/dev/null
	is "$(after "UPDATE t SET note = 'a', status = NULL WHERE id = 1" .)" '' \
		'an update that changes nothing is no event'
	is "$(after "UPDATE t SET note = 'A' WHERE id = 1" .changed)" \
		'["note"]' 'one that changes the case of a letter is one'
	is "$(after "UPDATE t SET status = '' WHERE id = 1" .changed)" \
		'["status"]' 'so is one of NULL to an empty text'
	is "$(after "UPDATE t SET status = NULL WHERE id = 1" .changed)" \
		'["status"]' 'and back'
	is "$(after "UPDATE t SET note = 'A ' WHERE id = 1" .changed)" \
		'["note"]' 'and one that adds a blank'
	install t 'noop skip' 'exclude note'
	is "$(after "UPDATE t SET note = 'other' WHERE id = 1" .)" '' \
		'one of excluded columns alone is none'
	is "$(after "UPDATE t SET note = 'x', status = 's' WHERE id = 1" \
		.changed)" '["status"]' 'one of others, too, is'
	install t 'noop skip' 'lob omit doc'
	is "$(after "UPDATE t SET doc = 'abc' WHERE id = 1" .changed)" '["doc"]' \
		'a large value is compared whole'
	is "$(after "UPDATE t SET doc = 'abd' WHERE id = 1" .op)" '"u"' \
		'also where its size stays'
	is "$(after "UPDATE t SET doc = 'abd' WHERE id = 1" .op)" '' \
		'and where nothing changes'
}

# ---- the row before ----

test_before() {
	engine_table t
	install t 'before key'
	is "$(after "INSERT INTO t (id, note) VALUES (1, 'a');
		UPDATE t SET note = 'b'; UPDATE t SET id = 2; DELETE FROM t" \
		'[.op, .before, .after.note, .changed, .omitted]')" \
		'["c",null,"a",null,null]'"$nl"'["u",{"id":"1"},"b",null,null]'"$nl$(
		)"'["d",{"id":"1"},null,null,null]'"$nl"'["c",null,"b",null,null]'"$nl$(
		)"'["d",{"id":"2"},null,null,null]' 'before key: the key alone'
	is "$(schema .before)" '"key"' 'the schema says so'
	install t 'before none'
	is "$(after "INSERT INTO t (id, note) VALUES (1, 'a');
		UPDATE t SET note = 'b'; UPDATE t SET id = 2; DELETE FROM t" \
		'[.op, .key, .before, .after.note, .changed]')" \
		'["c",{"id":"1"},null,"a",null]'"$nl"'["u",{"id":"1"},null,"b",null]'"$nl$(
		)"'["d",{"id":"1"},{"id":"1"},null,null]'"$nl$(
		)"'["c",{"id":"2"},null,"b",null]'"$nl$(
		)"'["d",{"id":"2"},{"id":"2"},null,null]' \
		'before none: nothing, but the key where it changes or goes'
}

# A key whose collation takes two for one: its bytes count.
test_case() { # [LINE...]
	engine_case_table c
	install c 'before none' 'noop skip' "$@"
	is "$(after "INSERT INTO c VALUES ('a', 'x');
		UPDATE c SET id = 'A' WHERE id = 'a'; UPDATE c SET id = 'A';
		UPDATE c SET note = 'X'; UPDATE c SET note = 'X'" \
		'[.op, .key.id, .before, .after.note]')" \
		'["c","a",null,"x"]'"$nl"'["d","a",{"id":"a"},null]'"$nl$(
		)"'["c","A",null,"x"]'"$nl"'["u","A",null,"X"]' \
		"letters of another case are another key $*"
}

# ---- rows ----

test_when() {
	engine_table t
	install t "when \"this.status = 'live' AND (this.note <> 'x;y' OR $(
		)this.note IS NULL)\""
	is "$(after "INSERT INTO t (id, status) VALUES (1, 'draft');
		INSERT INTO t (id, status) VALUES (2, 'live');
		INSERT INTO t (id, status) VALUES (3, NULL)" '[.op, .key.id]')" \
		'["c","2"]' 'when: rows that meet it are captured'
	is "$(after "UPDATE t SET note = 'n'" '[.op, .key.id]')" '["u","2"]' \
		'and their updates'
	is "$(after "UPDATE t SET status = 'live' WHERE id = 1" "$rows")" \
		'["c",null,{"id":"1","note":"n","status":"live","doc":null}]' \
		'one that comes to meet it is created'
	is "$(after "UPDATE t SET status = 'old' WHERE id = 1" "$rows")" \
		'["d",{"id":"1","note":"n","status":"live","doc":null},null]' \
		'one that meets it no more is deleted'
	is "$(after "UPDATE t SET note = 'x;y' WHERE id = 2" .op)" '"d"' \
		'quotes hold what would end a statement'
	is "$(after "DELETE FROM t" .)" '' 'what was not there is not deleted'
	not_ok 'a condition that the engine cannot read is refused' \
		with t 'when "this.id >"'
	is "$(after "INSERT INTO t (id, status) VALUES (8, 'live');
		INSERT INTO t (id, status) VALUES (9, 'x')" \
		.key.id)" '"8"' 'and the triggers stay what they were'
	install t "when \"this.status = 'live'\"" 'exclude status'
	is "$(after "UPDATE t SET status = 'live'; DELETE FROM t" \
		'[.op, .key.id, (.before // .after | has("status"))]' | sort -u)" \
		'["c","9",false]'"$nl"'["d","8",false]'"$nl$(
		)"'["d","9",false]'"$nl"'["u","8",false]' \
		'an excluded column can be in a condition'
	install t "when \"this.id > 10\"" 'before none' 'noop skip'
	is "$(after "INSERT INTO t (id) VALUES (5); UPDATE t SET id = 15;
		UPDATE t SET note = 'm'; UPDATE t SET note = 'm';
		UPDATE t SET id = 6; DELETE FROM t" '[.op, .key.id, .before]')" \
		'["c","15",null]'"$nl"'["u","15",null]'"$nl"'["d","15",{"id":"15"}]' \
		'together with before none and noop'
}

# ---- large values ----

test_lob() {
	engine_table t
	install t 'lob omit doc'
	is "$(after "INSERT INTO t (id, doc) VALUES (1, 'abc');
		UPDATE t SET doc = 'abcd'; UPDATE t SET doc = NULL" \
		'[.after.doc, .omitted, .changed]')" \
		'[null,[{"column":"doc","reason":"lob","after":{"bytes":3}}],null]'"$nl$(
		)"'[null,[{"column":"doc","reason":"lob","before":{"bytes":3},'"$(
		)"'"after":{"bytes":4}}],["doc"]]'"$nl$(
		)"'[null,[{"column":"doc","reason":"lob","before":{"bytes":4}}],["doc"]]' \
		'lob omit: the size of a value is captured'
	is "$(after "UPDATE t SET note = 'x'" '[.after | has("doc")]')" '[true]' \
		'NULL is a value'
	is "$(schema '.columns[] | select(.name == "doc").lob')" '"omit"' \
		'the schema says so'
}

test_hash() {
	engine_table t
	install t 'lob hash doc'
	is "$(after "INSERT INTO t (id, doc) VALUES (1, 'abc')" \
		'.omitted[0].after')" \
		'{"bytes":3,"hash":"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}' \
		'lob hash: its size and hash'
	is "$(after "UPDATE t SET doc = 'abd'" .changed)" '["doc"]' \
		'a value of the same size is another'
	is "$(after "UPDATE t SET doc = 'abd'" .changed)" '[]' \
		'or the same'
}

# ---- where options stand ----

test_kept() {
	engine_table t
	install t 'exclude note' 'noop skip' "when \"this.id > 0\""
	sql "INSERT INTO t (id) VALUES (1)"
	"$SHADOWLOG" describe --config "$CONF" --registered >"$E/registered"
	is "$(sed -n '/^table .*\bt$/,/^$/p' "$E/registered" |
		grep "^  option")" \
		"  option exclude note$nl  option when \"this.id > 0\"$nl$(
		)  option noop skip" 'describe --registered prints them'
	sed -n "/^table .*\bt\$/,/^\$/p;1p" "$E/registered" >"$E/tables"
	"$BUILD/shadowlog-triggers" "$SPOKEN" install "$E/tables" \
		>"$E/again.sql"
	same_file "$E/again.sql" "$E/install.sql" \
		'so that an install from there is the same'
	"$SHADOWLOG" describe --config "$CONF" t >"$E/now"
	has "$("$BUILD/shadowlog-triggers" "$SPOKEN" upgrade \
		--from "$E/registered" "$E/now")" 't: as it was' \
		'upgrade keeps them for a description without any'
	printf 'shadowlog-options 1\nall\n  option noop off\ntable %st\n%s\n' \
		"$PREFIX" '  option exclude note status' >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" t >"$E/now"
	"$BUILD/shadowlog-triggers" "$SPOKEN" upgrade --from "$E/registered" \
		--options "$E/options" "$E/now" >"$E/upgrade.sql"
	is "$(grep '^--   [-+]' "$E/upgrade.sql")" \
		"--   - option exclude note$nl--   - option when \"this.id > 0\"$nl$(
		)--   - option noop skip$nl--   + option exclude note status" \
		'upgrade says what is different'
	ok 'and runs' sql <"$E/upgrade.sql"
	is "$(after "UPDATE t SET status = 's', doc = 'd'" \
		'[.op, .before, .after]')" \
		'["c",null,{"id":"1","status":null,"doc":null}]'"$nl$(
		)"'["u",{"id":"1","doc":null},{"id":"1","doc":"d"}]' \
		'each event is read under the options that it was written with'
}

# ---- who, from where; and writing uncaptured ----

who='[.op, .actor, .context]'

# One session: several statements, as the engine's client runs them.
test_who() { # ACTOR CONTEXT SET-CONTEXT SET-LONG-CONTEXT
	engine_table t
	install t
	is "$(after "INSERT INTO t (id) VALUES (1)" 'has("actor") or
		has("context")')" false 'without the option nobody is named'
	install t actor
	is "$(after "INSERT INTO t (id) VALUES (2); UPDATE t SET note = 'x'
		WHERE id = 2; DELETE FROM t WHERE id = 2" '[.op, .actor] |
		@csv' | sort -u)" "\"\\\"c\\\",\\\"$1\\\"\"$nl\"\\\"d\\\",\\\"$1\\\"\"$nl$(
		)\"\\\"u\\\",\\\"$1\\\"\"" 'actor: who is logged in'
	install t actor context
	is "$(after "INSERT INTO t (id) VALUES (2)" "$who")" \
		"[\"c\",\"$1\",$2]" 'context: what the engine knows of the session'
	is "$(after "$3; INSERT INTO t (id) VALUES (3)" \
		'.context.text')" '"order form\nline \"2\""' \
		'and a text that the application sets'
	is "$(after "$4; INSERT INTO t (id) VALUES (4)" \
		'.context.text | length')" 1000 'as much of it as 1000 characters'
	is "$(after "UPDATE t SET id = 9 WHERE id = 3" '[.op, .actor]')" \
		"[\"d\",\"$1\"]$nl[\"c\",\"$1\"]" 'both events of a changed key'
}

test_bypass() { # SET-BYPASS SET-NO-BYPASS SET-OTHER
	engine_table t
	install t 'bypass silent'
	is "$(after "$1; INSERT INTO t (id) VALUES (1); UPDATE t SET note = 'x';
		DELETE FROM t; $2; INSERT INTO t (id) VALUES (2)" \
		'[.op, .key.id]')" '["c","2"]' \
		'bypass: a session writes uncaptured while it says so'
	is "$(after "$3; INSERT INTO t (id) VALUES (3)" .op)" '"c"' \
		'it has to say on'
	is "$(after "INSERT INTO t (id) VALUES (4)" .op)" '"c"' \
		'other sessions are captured'
	install t
	is "$(after "$1; INSERT INTO t (id) VALUES (5)" .op)" '"c"' \
		'without the option it says so in vain'
	install t 'bypass marker' actor
	is "$(after "$1; BEGIN; INSERT INTO t (id) VALUES (6), (7);
		COMMIT; $2; INSERT INTO t (id) VALUES (8)" \
		'[.op, .key.id, .before, .after, .reason, has("actor")]')" \
		'["m",null,null,null,"bypass",true]'"$nl$(
		)"'["c","8",null,{"id":"8","note":null,"status":null,"doc":null},null,true]' \
		'bypass marker: one event tells of them'
}

# ---- names that nobody would choose ----

# $1 quotes a name in this engine.
test_hostile() { # QUOTE
	q=$1
	hostile_id="${q}i''d $q$q {{same}}$q" # doubled inside, for the engine
	[ "$q" = '"' ] && word='i'"''"'d \" {{same}}' || word='i'"''"'d ` {{same}}'
	sql "CREATE TABLE ${q}od d$q ($hostile_id bigint PRIMARY KEY,
		${q}line${nl}end$q varchar(20), ${q}-- ;$q varchar(20),
		${q}\$\$$q text)"
	{
		printf 'shadowlog-options 1\ntable %s"od d"\n' "$PREFIX"
		printf '  option exclude "line\\nend"\n  option lob omit "%s"\n' \
			"\$\$"
		printf '  option noop skip\n  option before none\n'
		printf '  option when "this.%s > 0"\n' \
			"$(printf %s "$hostile_id" | sed 's/"/\\"/g')"
	} >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" '"od d"' >"$E/tables"
	"$BUILD/shadowlog-triggers" "$SPOKEN" install --options "$E/options" \
		"$E/tables" >"$E/install.sql" 2>"$E/err" || diag "$(cat "$E/err")"
	ok 'options of a table with hostile names' sql <"$E/install.sql"
	is "$(after "INSERT INTO ${q}od d$q VALUES (1, 'a', 'b', 'cd');
		UPDATE ${q}od d$q SET ${q}line${nl}end$q = 'x';
		UPDATE ${q}od d$q SET ${q}-- ;$q = 'y';
		UPDATE ${q}od d$q SET $hostile_id = -1" \
		'[.op, (.key | keys[0]), (.before // .after)["-- ;"]]')" \
		"[\"c\",\"$word\",\"b\"]$nl[\"u\",\"$word\",\"y\"]$nl$(
		)[\"d\",\"$word\",null]" 'and what they do'
}

# ---- all at once ----

test_many() { # LINE...
	engine_table t
	install t 'exclude note' 'lob omit doc' 'noop skip' 'before none' \
		"when \"this.status <> 'x' OR this.status IS NULL\"" "$@"
	is "$(after "INSERT INTO t (id, note, doc) VALUES (1, 'a', 'd');
		UPDATE t SET note = 'b'; UPDATE t SET status = 'y';
		UPDATE t SET id = 2; UPDATE t SET status = 'x'; DELETE FROM t" \
		'[.op, .key.id, .before, (.after // {}).status]')" \
		'["c","1",null,null]'"$nl"'["u","1",null,"y"]'"$nl$(
		)"'["d","1",{"id":"1"},null]'"$nl"'["c","2",null,"y"]'"$nl$(
		)"'["d","2",{"id":"2"},null]' "many at once, with $*"
}

# Whatever options made the triggers, the plain description takes them away.
test_uninstall() { # LINE...
	engine_table t
	install t "$@"
	ok 'there are triggers' [ "$(engine_ours t)" != 0 ]
	"$SHADOWLOG" describe --config "$CONF" t >"$E/tables"
	"$BUILD/shadowlog-triggers" "$SPOKEN" uninstall "$E/tables" \
		>"$E/uninstall.sql"
	ok "uninstall needs not know of $*" sql <"$E/uninstall.sql"
	is "$(engine_ours t)" 0 'and leaves nothing'
}

# ---- the doctor ----

# What the doctor has to say of our triggers with these options.
test_doctor() { # LINE...
	engine_table t
	install t "$@"
	is "$("$SHADOWLOG" doctor --config "$CONF" --json 2>&1 |
		jq -r '.findings[] | select(.check | test("^table[.](trig|alt|drift)"))
		| select(.object | test("(^|[.])\"?t\"?$")) | .what')" '' \
		"doctor takes \"$*\" for what it is"
}

# What it has to say of the options themselves.
test_doctor_warns() {
	engine_table t
	install t 'fail open' 'bypass silent'
	is "$("$SHADOWLOG" doctor --config "$CONF" --json 2>&1 |
		jq -r '.findings[] | select(.check == "table.options") |
		.severity + " " + .what')" \
		"warning it fails open (option fail)$nl$(
		)note a session can write to it uncaptured (option bypass)" \
		'doctor warns of what can be lost'
}

test_doctors() {
	for doctor_line in 'exclude note' 'operations delete' \
		'operations insert update' 'noop skip' 'before none' \
		'when "this.id > 0"' 'lob omit doc' "$@"; do
		test_doctor "$doctor_line"
	done
	test_doctor 'when "this.id > 0"' 'noop skip' 'before none' 'exclude note'
}

# ---- failing open ----

test_fail() {
	log=$(changelog)
	engine_table t
	install t
	sql "INSERT INTO t (id) VALUES (1)"
	seen . >/dev/null
	sql "ALTER TABLE $log ADD CONSTRAINT no_updates CHECK (op <> 'U')"
	not_ok 'what cannot be captured fails the statement' \
		sql "UPDATE t SET note = 'x'"
	seen . >/dev/null
	install t 'fail open' actor
	ok 'fail open: it passes' sql "UPDATE t SET note = 'x'"
	is "$(sql 'SELECT note FROM t')" x 'and is done'
	is "$(seen '[.op, .key, .after, .reason, has("actor")]')" \
		'["m",null,null,"failed",true]' 'an event tells of it'
	is "$(after "INSERT INTO t (id) VALUES (2)" '[.op, .key.id]')" \
		'["c","2"]' 'what can be captured is'
	sql "ALTER TABLE $log DROP CONSTRAINT no_updates"
	sql "ALTER TABLE $log RENAME TO gone"
	ok 'not even that: it passes all the same' \
		sql "UPDATE t SET note = 'y' WHERE id = 1"
	sql "ALTER TABLE ${log%shadowlog_changelog}gone RENAME TO $(
		)shadowlog_changelog"
	is "$(seen .op)" '' 'and nothing tells'
	has "$(grep -c 'FAIL OPEN: A CHANGE OF THIS TABLE' "$E/install.sql")" \
		1 'the script says so in capitals'
}
