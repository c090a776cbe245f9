#!/bin/sh
# shadowlog doctor, on SQLite: each finding provoked, named, mended and gone; for
# people and for machines; and he changes nothing.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/e2e/doctor_lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

test_healthy() {
	run doctor
	is "$code" 78 'without a changelog there is nothing to look at'
	has "$out" 'shadowlog-triggers sqlite changelog' 'and he says what makes it'
	capture t
	sees growth note 'could not check'
	sql "INSERT INTO t VALUES (0, 'early'); UPDATE shadowlog_changelog SET
		captured_at = '2020-01-01T00:00:00.000Z'"
	sees growth warning 'shadowlog_changelog: 1 changes wait in it'
	poll_quietly 'a poll'
	healthy 'an installation'
	sql "INSERT INTO t VALUES (1, 'x')"
	healthy 'with a change on its way'
	is "$(printf '%s\n' "$out" | jq -c '[.source, .tables]')" '["shop",1]' \
		'who was looked at'
	ok 'he counts his checks' test "$(printf '%s\n' "$out" | jq .checks)" -gt 8
	run doctor
	is "$code" 0 'in words: exit code 0'
	has "$out" '0 errors, 0 warnings, 0 notes;' 'in words: nothing'
	sqlite3 "$DB" .dump >"$E/before"
	sqlite3 "$STATE/state.db" .dump >>"$E/before"
	run doctor
	sqlite3 "$DB" .dump >"$E/after"
	sqlite3 "$STATE/state.db" .dump >>"$E/after"
	same_file "$E/after" "$E/before" 'he changes nothing'
}

test_words() {
	sql 'PRAGMA journal_mode = DELETE' >"$T/null"
	run doctor
	is "$code" 1 'a warning is exit code 1'
	has "$out" 'warning: journal_mode: it is delete' 'what'
	has "$out" 'why   while the poller reads' 'why'
	has "$out" 'sql   PRAGMA journal_mode = WAL;' 'and what mends it'
	sees journal warning 'it is delete' && mends journal 'it is delete'
	run doctor --old never
	is "$code" 64 'what is no time is refused'
}

test_triggers() {
	for suffix in i u k d ib ub; do
		name=$(sql "SELECT name FROM sqlite_master WHERE name GLOB
			'shadowlog_????????_$suffix'")
		sql "DROP TRIGGER $name"
		sees table.triggers error "trigger $name is missing"
	done
	reinstalls table.triggers missing t
	name=$(sql "SELECT name FROM sqlite_master WHERE name GLOB
		'shadowlog_????????_i'")
	sql "DROP TRIGGER $name;
		CREATE TRIGGER $name AFTER INSERT ON t BEGIN SELECT 1; END"
	sees table.altered error 'does not write to the changelog'
	sql "DROP TRIGGER $name; CREATE TRIGGER $name AFTER INSERT ON t BEGIN
		INSERT INTO shadowlog_changelog (shape) VALUES (7); END"
	sees table.altered error 'does not write the layout of today'
	reinstalls table.altered '' t
	sql 'CREATE TABLE log (id integer PRIMARY KEY)'
	round_order
}

round_order() {
	sql "CREATE TRIGGER app AFTER INSERT ON t BEGIN
		INSERT INTO log VALUES (NULL); END"
	sees table.order note 'trigger app fires'
	sql "DROP TRIGGER app; CREATE TRIGGER app AFTER INSERT ON t BEGIN
		UPDATE t SET note = 'y' WHERE id = new.id; END"
	sees table.order warning 'trigger app fires'
	sql 'DROP TRIGGER app'
	clear_of table.order app
	sql 'CREATE TRIGGER app BEFORE INSERT ON t BEGIN SELECT 1; END'
	clear_of table.order app
	sql 'DROP TRIGGER app'
}

test_drift() {
	sql 'ALTER TABLE t ADD COLUMN more text'
	sees table.drift error 't: column "more" (TEXT) is new'
	has "$out" 'shadowlog-triggers sqlite upgrade' 'and what to run'
	"$SHADOWLOG" describe --config "$CONF" t |
		"$BUILD/shadowlog-triggers" sqlite upgrade | sql >"$T/null"
	clear_of table.drift ''
	clear_of table.altered ''
	sql 'CREATE TABLE d (id integer PRIMARY KEY, a text, b text, c text NOT NULL)'
	capture d
	# SQLite refuses to change what a trigger names; a new table does not.
	sql 'DROP TABLE d;
		CREATE TABLE d (id integer, a blob, c text PRIMARY KEY)'
	sees table.drift error 'd: column "b" was dropped or renamed'
	sees table.drift error 'column "a" is BLOB, and TEXT in the registry'
	sees table.drift warning 'column "c" can be NULL, and cannot'
	sees table.drift error 'the primary key is another one'
	sees table.triggers error 'd: trigger'
	sees table.key note 'd: NULL can be in its primary key: c'
	sql 'DROP TABLE d; CREATE TABLE d (id integer PRIMARY KEY DESC)'
	sees table.key note 'd: NULL can be in its primary key: id'
	sql 'DROP TABLE d; CREATE TABLE d (a text, id integer PRIMARY KEY)'
	clear_of table.key ''
	sql 'DROP TABLE d; CREATE TABLE d (id integer, a text)'
	sees table.key warning 'd: the table has no primary key'
	sql 'CREATE UNIQUE INDEX du ON d (id)'
	sees table.key warning 'd: the table has no primary key'
	sql 'DROP TABLE d; CREATE TABLE d (id integer NOT NULL UNIQUE, a text)'
	sees table.key note 'd: the table has no primary key'
	sql "INSERT INTO shadowlog_changelog (shape, op, captured_at)
		SELECT shape, 'T', '2020-01-01T00:00:00.000Z' FROM shadowlog_shape
		WHERE table_name = 'd'"
	sql 'DROP TABLE d'
	sees table.drift error 'd: the table is gone'
	has "$(printf '%s\n' "$out" | jq -r '.findings[].sql // empty')" \
		"WHERE table_schema = ''
   AND table_name = 'd';" \
		'what mends it can be read'
	mends table.drift 'd: the table is gone'
	is "$(sql "SELECT count(*) FROM shadowlog_shape WHERE table_name = 'd'")" \
		1 'its layout stays while a change of it waits'
	sql "DELETE FROM shadowlog_changelog WHERE op = 'T';
		DELETE FROM shadowlog_shape WHERE table_name = 'd'"
	test_rename
}

test_rename() {
	sql 'CREATE TABLE r (id integer PRIMARY KEY)'
	capture r
	sql 'ALTER TABLE r RENAME TO s'
	sees table.drift error 'r: the table is gone'
	sees strays error 's: trigger'
	has "$(printf '%s\n' "$out" | jq -r '.findings[].action // empty')" \
		'upgrade --was OLDNAME' 'what to do is said'
	sed 's/table r$/table s/' "$E/tables" >"$E/new.tables"
	"$BUILD/shadowlog-triggers" sqlite upgrade --from "$E/tables" --was r \
		"$E/new.tables" | sql
	clear_of table.drift 'r: '
	clear_of strays ''
	"$BUILD/shadowlog-triggers" sqlite uninstall <"$E/new.tables" | sql
	sql 'DROP TABLE s'
}

# Names that have to be quoted, wherever they turn up.
test_names() {
	name='[a"b'"'"'c\d%s] é'
	quoted=$(printf '%s' "$name" | sed 's/"/""/g')
	sql "CREATE TABLE \"$quoted\" (id integer PRIMARY KEY, x text UNIQUE)"
	capture "\"$(printf '%s' "$name" | sed 's/[\\"]/\\&/g')\""
	doctor
	is "$(printf '%s\n' "$out" | jq -c '[.errors, .warnings, .tables]')" \
		'[0,1,2]' 'a table of any name is looked at'
	is "$(printf '%s\n' "$out" | jq -r '.findings[0].object')" "$name" \
		'and called by its name'
	sql "CREATE TRIGGER app AFTER INSERT ON \"$quoted\" BEGIN
		UPDATE \"$quoted\" SET id = 1 WHERE 0; END"
	sees table.order warning 'trigger app'
	sql "DROP TABLE \"$quoted\""
	sees table.drift error 'the table is gone' &&
		mends table.drift 'the table is gone'
}

test_schema() {
	sql 'CREATE TABLE u (id integer PRIMARY KEY, mail text UNIQUE)'
	capture u
	sees table.unique warning 'is UNIQUE, beside the primary key'
	is "$(printf '%s\n' "$out" | jq '[.findings[] | select(.check ==
		"table.unique") | .action | contains("drop the index")]' | tr -d ' \n')" \
		'[false]' 'an index of a constraint cannot be dropped'
	sql 'CREATE UNIQUE INDEX um ON u (id, mail)'
	sees table.unique warning 'um is UNIQUE'
	has "$(printf '%s\n' "$out" | jq -r '.findings[].action')" \
		'drop the index' \
		'one that was created can'
	"$BUILD/shadowlog-triggers" sqlite uninstall <"$E/tables" | sql
	clear_of table.unique ''
	round changelog warning 'it has an index, ix' \
		'CREATE INDEX ix ON shadowlog_changelog (shape)'
	round changelog warning 'it has a trigger, tr' \
		'CREATE TRIGGER tr AFTER DELETE ON shadowlog_changelog
			BEGIN SELECT 1; END'
	sql 'ALTER TABLE shadowlog_displaced RENAME TO elsewhere' 2>"$T/null" ||
		sql 'DROP TABLE shadowlog_displaced'
	sees changelog error 'the table is gone'
	"$BUILD/shadowlog-triggers" sqlite changelog | sql
	clear_of changelog gone
	round numbers error 'below its highest row' \
		"UPDATE sqlite_sequence SET seq = 0
			WHERE name = 'shadowlog_changelog'"
}

test_registry() {
	sql "UPDATE shadowlog_shape SET description =
		replace(description, 'note', 'nite')"
	sees registry error 'is not what its number says'
	sql "UPDATE shadowlog_shape SET description =
		replace(description, 'nite', 'note')"
	clear_of registry ''
}

test_state() {
	sql "INSERT INTO t (id) VALUES (20);
		UPDATE shadowlog_changelog SET captured_at =
			'2020-01-01T00:00:00.000Z'"
	run sink pause files
	sees growth warning 'sink files: paused'
	is "$(printf '%s\n' "$out" | jq -r '.findings[] | select(.check == "growth" and
		.object == "sink files").action')" 'shadowlog sink resume files' \
		'and what releases it'
	sees growth warning 'sink outbox: ok; it keeps'
	run sink resume files
	poll_quietly 'a poll delivers it'
	clear_of growth ''
	sed -i 's/^\[sink outbox\]/[sink other]/' "$CONF"
	sees growth error 'sink outbox: ok, and not in the configuration'
	run sink forget outbox
	is "$code" 0 'which he is told to forget'
	clear_of growth ''
}

test_identity() {
	sql "UPDATE shadowlog_meta SET source_uuid = 'other'"
	sees identity error 'the changelog is another one (other)'
	run poll
	is "$code" 78 'the poller says so, too'
	run migrate --new-epoch
	clear_of identity ''
	cp "$DB" "$E/copy.db"
	sed -i "s|Database=$DB|Database=$E/copy.db|" "$CONF"
	sees identity error 'the database is a copy'
	sed -i "s|Database=$E/copy.db|Database=$DB|" "$CONF"
	sql "UPDATE shadowlog_lease SET epoch = 'elsewhere'"
	sees identity error 'another epoch'
	run migrate --new-epoch
	clear_of identity ''
}

engine_new sqlite shop
sql 'PRAGMA journal_mode = WAL;
	CREATE TABLE t (id integer PRIMARY KEY, note text)' >"$T/null"
conf_write
test_healthy
test_words
test_triggers
test_drift
test_names
test_schema
test_registry
healthy 'after all that'
test_state
test_identity
done_testing
