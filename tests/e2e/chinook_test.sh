#!/bin/sh
# A real database on every engine: Chinook (https://github.com/lerocha/
# chinook-database), loaded through the triggers, then changed in every way on
# every table.  The tables rebuilt from the delivered events alone are the
# source's, value for value, in all three sinks.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

CHINOOK=${CHINOOK:-$TOP/../shared/data/chinook}
[ -d "$CHINOOK" ] || skip_all "no $CHINOOK: point CHINOOK to Chinook_*.sql"
command -v jq >/dev/null || skip_all "no jq"

# The script of this engine without the lines that choose a database.
script() {
	case $DIALECT in
	sqlite) script_f=Sqlite ;;
	postgresql) script_f=PostgreSql ;;
	mysql) script_f=MySql ;;
	esac
	tr -d '\r' <"$CHINOOK/Chinook_$script_f.sql" |
		grep -v '^\(DROP DATABASE\|CREATE DATABASE\|USE\|\\c\) '
}

# What comes before the first row, and what from there on.
schema() {
	script | sed '/^INSERT INTO/,$d'
}

data() {
	[ "$DIALECT" != sqlite ] || echo 'BEGIN;'
	script | sed -n '/^INSERT INTO/,$p'
	[ "$DIALECT" != sqlite ] || echo 'COMMIT;'
}

# Foreign keys would forbid to change keys.
drop_foreign_keys() {
	[ "$DIALECT" != postgresql ] || sql "SELECT format(
		'ALTER TABLE %s DROP CONSTRAINT %I;', conrelid::regclass,
		conname) FROM pg_constraint WHERE contype = 'f'" | sql
}

# Reads the description of the tables; `quote` is the engine's quote for names.
# Names, kinds and keys of table number t: name[t], column[t, i], kind[t, i]...
describe='
function unquote(word) {
	gsub(/^"|"$/, "", word)
	return quote word quote
}
$1 == "table" {
	t++
	name[t] = $2
	sub(/^.*[.]/, "", name[t])
	name[t] = unquote(name[t])
}
$1 == "column" {
	i = ++n[t]
	column[t, i] = unquote($2)
	match($0, / as [a-z]+/)
	kind[t, i] = substr($0, RSTART + 4, RLENGTH - 4)
	if ($0 ~ / key 1( |$)/)
		key[t] = column[t, i]
	else if ($0 !~ / key [0-9]/ && kind[t, i] == "text")
		text[t] = column[t, i]
	if ($0 ~ / null( |$)/)
		nullable[t] = column[t, i]
}'

name_quote() {
	case $DIALECT in
	mysql) echo '`' ;;
	*) echo '"' ;;
	esac
}

# Changes of every kind on every table, the same in every run.
workload() {
	[ "$DIALECT" != mysql ] || echo 'SET foreign_key_checks = 0;'
	awk -v quote="$(name_quote)" "$describe"'
	function others(t, first,   i, list) {
		for (i = 1; i <= n[t]; i++)
			list = list (i > 1 ? ", " : "") \
				(column[t, i] == key[t] ? first : column[t, i])
		return list
	}
	function where(t, n, r) {
		return " WHERE " key[t] " % " n " = " r ";"
	}
	function change(t) {
		print "INSERT INTO " name[t] " SELECT " \
			others(t, key[t] " + 200000") " FROM " name[t] \
			where(t, 17, 2)
		if (text[t])
			print "UPDATE " name[t] " SET " text[t] \
				" = \047\305\275\"k\047\047n,\346\274\242\047" \
				where(t, 7, 3)
		if (nullable[t])
			print "UPDATE " name[t] " SET " nullable[t] \
				" = NULL" where(t, 5, 1)
		print "UPDATE " name[t] " SET " key[t] " = " key[t] \
			where(t, 19, 4)
		print "UPDATE " name[t] " SET " key[t] " = " key[t] \
			" + 100000" where(t, 11, 3)
		print "DELETE FROM " name[t] where(t, 13, 5)
	}
	END {
		for (i = 1; i <= t; i++)
			change(i)
		print "BEGIN;"
		for (i = 1; i <= t; i++)
			print "DELETE FROM " name[i] ";"
		print "ROLLBACK;"
		print "BEGIN;"
		for (i = t; i >= 1; i--)
			print "UPDATE " name[i] " SET " key[i] " = " key[i] \
				" + 400000" where(i, 23, 6)
		print "COMMIT;"
	}' "$E/tables"
}

# Every row of the source as JSON: its table, then its values as text.
source_rows() {
	awk -v quote="$(name_quote)" -v dialect="$DIALECT" "$describe"'
	function value(t, i,   c) {
		c = column[t, i]
		if (dialect == "postgresql")
			c = c "::text"
		else
			c = "CAST(" c " AS " \
				(dialect == "mysql" ? "CHAR" : "TEXT") ")"
		return kind[t, i] ~ /^timestamp/ \
			? "replace(" c ", \047 \047, \047T\047)" : c
	}
	END {
		make["sqlite"] = "json_array"
		make["postgresql"] = "json_build_array"
		make["mysql"] = "JSON_ARRAY"
		for (i = 1; i <= t; i++) {
			bare = name[i]
			gsub(quote, "", bare)
			line = "SELECT " make[dialect] "(\047" bare "\047"
			for (k = 1; k <= n[i]; k++)
				line = line ", " value(i, k)
			print line ") FROM " name[i] ";"
		}
	}' "$E/tables" | sql | jq -c . | LC_ALL=C sort
}

# The same rows, from what a sink was sent.
delivered_rows() { # SINK
	events "$1" | jq -nc 'reduce inputs as $e ({};
		($e.table + ($e.key | tojson)) as $k |
		if $e.op == "d" then del(.[$k])
		else .[$k] = [($e.table | sub("^.*[.]"; "")),
			($e.after[] | if . == null then null else tostring end)]
		end) | .[]' | LC_ALL=C sort
}

for engine in $ENGINES; do
	has_engine "$engine" || {
		skip "Chinook on $engine" "$why"
		continue
	}
	HOOK=
	engine_new "$engine" "chinook_$engine"
	schema | sql >/dev/null
	drop_foreign_keys
	capture
	is "$(grep -c '^table' "$E/tables")" 11 "$engine: eleven tables"
	hook_start
	conf_write
	data | sql >/dev/null
	poll_quietly "$engine: the data is loaded and polled"
	is "$(count outbox)" "$(source_rows | wc -l | tr -d ' ')" \
		"$engine: an event for each row"
	workload >"$E/workload.sql"
	ok "$engine: a workload on every table" sql <"$E/workload.sql"
	poll_quietly "$engine: a poll"
	source_rows >"$E/want"
	for sink in files outbox hook; do
		delivered_rows "$sink" >"$E/got"
		same_file "$E/got" "$E/want" \
			"$engine: $sink makes the same $(wc -l <"$E/want") rows"
	done
	is "$(sinks_differ)" '' "$engine: the sinks agree, chains are whole"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$engine: the changelog is down to its anchor"
	hook_stop
done

done_testing
