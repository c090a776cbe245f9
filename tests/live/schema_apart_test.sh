#!/bin/sh
# A change of a table that is made apart from its upgrade, in the order that
# docs/schema-change.md warns of: it shows what the warning says, so that nobody
# has to find out.  (The orders that it recommends: torture/schema_change_test.)
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

triggers=$BUILD/shadowlog-triggers
command -v jq >/dev/null || skip_all "no jq"

new_source() { # NAME
	engine_new "$engine" "${engine}_$1"
	[ "$engine" != sqlite ] || sql 'PRAGMA journal_mode = WAL' >/dev/null
	sql "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, note VARCHAR(20)
		$2)"
	capture t
	conf_write
	sql "INSERT INTO t (id, n, note) VALUES (1, 1, 'a')"
	poll_quietly "$engine: $1: all is well"
}

upgrade() {
	"$SHADOWLOG" describe --config "$CONF" t >"$E/now" &&
		"$triggers" "$DIALECT" upgrade "$E/now" >"$E/upgrade.sql" &&
		sql <"$E/upgrade.sql"
}

# The last event of the outbox.
last() {
	poll
	[ "$code" = 0 ] || diag "$code: $out" >&2
	events outbox | tail -1 | jq -c '[.key.id, .after, .unregistered]'
}

dropped() {
	new_source dropped ''
	case $engine in
	sqlite)
		not_ok 'sqlite: a column that a trigger names is not dropped' \
			sql 'ALTER TABLE t DROP COLUMN note'
		return
		;;
	mysql)
		sql 'ALTER TABLE t DROP COLUMN note'
		not_ok 'mysql: a column dropped first: a write fails' \
			sql 'INSERT INTO t VALUES (2, 2)'
		is "$(sql 'SELECT COUNT(*) FROM t')" 1 'mysql: and is not done'
		;;
	postgresql)
		sql 'ALTER TABLE t DROP COLUMN note'
		ok 'postgresql: a column dropped first: writes go on' \
			sql 'INSERT INTO t VALUES (2, 2)'
		;;
	esac
	ok "$engine: until the upgrade" upgrade
	sql 'INSERT INTO t VALUES (3, 3)'
	is "$(last)" '[3,{"id":3,"n":3},null]' \
		"$engine: which captures what is left"
}

renamed() {
	new_source renamed ''
	case $engine in
	mysql)
		sql 'ALTER TABLE t CHANGE note remark VARCHAR(20)' \
			2>"$E/rename.err"
		not_ok 'mysql: a column renamed apart: a write fails' \
			sql "INSERT INTO t VALUES (2, 2, 'b')"
		;;
	sqlite)
		sql 'ALTER TABLE t RENAME COLUMN note TO remark'
		sql "INSERT INTO t VALUES (2, 2, 'b')"
		is "$(last)" \
			'["2",{"id":"2","n":"2","note":"b"},null]' \
			'sqlite: is delivered under its old name'
		;;
	postgresql)
		sql 'ALTER TABLE t RENAME COLUMN note TO remark'
		sql "INSERT INTO t VALUES (2, 2, 'b')"
		is "$(last)" \
			'[2,{"id":2,"n":2,"remark":"b"},["remark"]]' \
			'postgresql: is delivered by its new name, unregistered'
		;;
	esac
	ok "$engine: until the upgrade" upgrade
	sql "INSERT INTO t VALUES (3, 3, 'c')"
	has "$(last)" '"remark":"c"},null]' \
		"$engine: and then under its new one"
}

retyped() {
	new_source retyped ''
	case $engine in
	sqlite)
		skip 'sqlite: a type changed apart' 'it has no ALTER for that'
		return
		;;
	mysql) sql 'ALTER TABLE t MODIFY n VARCHAR(20)' ;;
	postgresql) sql 'ALTER TABLE t ALTER COLUMN n TYPE varchar(20)' ;;
	esac
	sql "INSERT INTO t VALUES (2, '2', 'b')"
	is "$(last | jq -c .[1])" '{"id":2,"n":2,"note":"b"}' \
		"$engine: a type changed apart, a value that the old one reads"
	sql "INSERT INTO t VALUES (3, 'six', 'c')"
	poll_quietly "$engine: and one that it does not"
	is "$(events outbox | tail -1 | jq -c '[.after.n, .encoding]')" \
		'["six",{"after":{"n":"text"}}]' "$engine: is delivered as text"
	[ "$engine" = mysql ] || {
		ok "$engine: the upgrade ends that" upgrade
		return
	}
	sql "INSERT INTO t VALUES (4, 'NULL', 'd')"
	is "$(last | jq -c .[1].n)" null 'mysql: or is taken for another'
	sql "INSERT INTO t VALUES (5, '5,5', 'e')"
	poll
	is "$code" 65 'mysql: or for two, which is rejected'
	run status
	has "$out" halted 'mysql: and halts the sink'
	ok 'mysql: the upgrade ends that, but for what was captured before' \
		upgrade
}

# A key that is half gone makes no event with half a key.
key_dropped() {
	new_source key ''
	case $engine in
	sqlite)
		not_ok 'sqlite: a key column is not dropped' \
			sql 'ALTER TABLE t DROP COLUMN id'
		;;
	mysql)
		sql 'ALTER TABLE t DROP COLUMN id'
		not_ok 'mysql: a key column that is gone: a write fails' \
			sql "INSERT INTO t VALUES (2, 'b')"
		;;
	postgresql)
		sql 'ALTER TABLE t DROP COLUMN id'
		sql "INSERT INTO t VALUES (2, 'b')"
		poll
		is "$code" 65 'postgresql: a key column that is gone: rejected'
		has "$out" 'column "id" is part of the key' \
			'postgresql: by its name'
		;;
	esac
}

# The functions name columns of type json, so those are as on MySQL.
json() {
	[ "$engine" = postgresql ] || return
	new_source json ', doc json'
	sql 'ALTER TABLE t RENAME COLUMN doc TO document'
	not_ok 'postgresql: a json column renamed apart: a write fails' \
		sql "INSERT INTO t VALUES (2, 2, 'b', '{}')"
	ok 'postgresql: until the upgrade' upgrade
	ok 'postgresql: then it does not' \
		sql "INSERT INTO t VALUES (2, 2, 'b', '{}')"
}

for engine in ${ONLY:-$ENGINES}; do
	if has_engine "$engine"; then
		dropped
		renamed
		retyped
		key_dropped
		json
	else
		skip "$engine" "$why"
	fi
done
done_testing
