#!/bin/sh
# Options of tables, from outside: where they are read, and what is refused with
# which reason.
. "$(dirname "$0")/../tap.sh"

program=$BUILD/shadowlog-triggers
[ -x "$program" ] || skip_all "$program is not built"
nl='
'

cat >"$T/t.tables" <<'EOF'
shadowlog-tables 1
table s.t
  column id     int  as int  key 1
  column status text as text
  column n      int  as int  null
  column doc    text as text null
EOF
sed 's/s\.t/t/' "$T/t.tables" >"$T/plain.tables"

tables() { # DIALECT
	case $1 in
	mysql* | sqlite) echo "$T/plain.tables" ;;
	*) echo "$T/t.tables" ;;
	esac
}

options() { # LINE...
	printf 'shadowlog-options 1\nall\n'
	printf '  option %s\n' "$@"
}

# Exit code and message of an install with options.
install() { # DIALECT LINE...
	dialect=$1
	shift
	options "$@" >"$T/options"
	"$program" "$dialect" install --options "$T/options" \
		"$(tables "$dialect")" 2>&1 >"$T/sql"
	echo "exit $?"
}

refused() { # MESSAGE DIALECT LINE...
	message=$1
	shift
	said=$(install "$@")
	has "$said" "$message" "$1: $2"
	case $said in *'exit 65') : ;; *) result 1 'with exit code 65' ;; esac
	is "$(wc -c <"$T/sql" | tr -d ' ')" 0 'and nothing printed'
}

accepted() { # DIALECT LINE...
	is "$(install "$@")" 'exit 0' "$1: $2 is taken"
}

# ---- conditions ----

when() { # CONDITION
	printf 'when "%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"
}

bad() { # CONDITION MESSAGE [DIALECT]
	refused "$2" "${3:-postgresql}" "$(when "$1")"
}

test_conditions() {
	bad "this.n > 0; DROP TABLE t" '; stands in quotes only'
	bad "this.n > 0 -- all" '-- stands in quotes only'
	bad "this.n > 0 /* all */" '/* stands in quotes only'
	bad "this.n > 0)" 'a bracket is closed that was not opened'
	bad "(this.n > 0" 'a bracket is not closed'
	bad "this.n > 0) OR (1 = 1" 'a bracket is closed that was not opened'
	bad "this.status = 'x" 'a quote is not closed'
	bad "this.status = 'x''" 'a quote is not closed'
	bad 'this."status = 1' 'a quote is not closed'
	bad "this.status = \$\$x\$\$" '$ stands in quotes only'
	bad "this.n = :n" ': stands in quotes only'
	bad "this.status = 'a\\'" 'without control characters, backslashes'
	bad "this.status = '\$(x)'" 'without control characters, backslashes'
	bad "this.n # 1 = 2" '# stands in quotes only'
	bad "this.n = {{shape}}" '{{ stands in quotes only'
	bad 'n > 0' 'it names no column of the row: write this.COLUMN'
	bad 'this.m > 0' 'there is no column "m"'
	bad 'this. n > 0' 'there is no column ""'
	bad "\`this.n\` > 0" '` stands in quotes only'
	bad "this.n // 2 > 0" '// stands in quotes only' mysql
	bad "this.n = 1 @x" '@ stands in quotes only' mysql
	has "$(install postgresql 'when "this.n >\n0"')" \
		'one line without control characters' 'a line end'
	accepted postgresql "$(when "this.status <> 'it''s; -- /* ) \$x' AND $(
		)this.n::text <> '1'")"
	accepted postgresql "$(when 'this."status" <> this.doc OR this.N != 0')"
	accepted mysql "$(when "this.\`status\` = 'a' AND (this.n + 1) * 2 > 3")"
	install postgresql "$(when "this.n > 0 AND other.this.n = 'this.n'")" \
		>"$T/said"
	has "$(grep 'WHEN ((' "$T/sql")" "NEW.n > 0 AND other.this.n = 'this.n'" \
		'this. is the row where it stands alone, and no text'
}

# ---- what does not go, and why ----

test_reasons() {
	refused 'line 2: table t: dialect "sqlite" does not have option "actor": SQLite knows no users' \
		sqlite actor
	refused 'dialect "sqlite" does not have option "context": a trigger in SQLite knows nothing' \
		sqlite context
	refused 'dialect "sqlite" does not have option "bypass": a trigger' \
		sqlite 'bypass silent'
	refused 'dialect "sqlite" does not have option "fail": SQLite cannot catch' \
		sqlite 'fail open'
	refused 'dialect "mysql" does not have option "statement": MySQL has no' \
		mysql statement
	refused 'dialect "mysql" does not have option "truncate": TRUNCATE fires no trigger' \
		mysql 'operations insert truncate'
	refused 'dialect "mysql-5.5" does not have option "bypass marker": before 5.6' \
		mysql-5.5 'bypass marker'
	refused 'dialect "postgresql-8.4" does not have option "statement"' \
		postgresql-8.4 statement
	refused 'there is no option "exclud"' postgresql 'exclud n'
	refused 'it is for one table, not for all' postgresql 'exclude n'
	accepted postgresql 'operations truncate'
}

table_options() { # DIALECT LINE...
	dialect=$1
	shift
	{
		cat "$(tables "$dialect")"
		printf '  option %s\n' "$@"
	} >"$T/with.tables"
	"$program" "$dialect" install "$T/with.tables" 2>&1 >"$T/sql"
}

test_columns() {
	has "$(table_options postgresql 'exclude id')" \
		'column "id" cannot be excluded: it is part of the key' \
		'a key column cannot be excluded'
	has "$(table_options postgresql 'exclude m')" \
		'with.tables: line 7: table s.t: option "exclude": there is no column "m"' \
		'an unknown column'
	has "$(table_options postgresql 'lob omit id')" \
		'column "id" is part of the key' 'a key column is no large value'
	has "$(table_options postgresql 'lob omit n')" \
		'option "lob": column "n" is of kind int, whose values are never large' \
		'nor is a number'
	has "$(table_options sqlite 'lob hash doc')" \
		'does not have option "lob hash": SQLite has no function that hashes' \
		'a hash where there is none'
	is "$(table_options mysql 'exclude n' 'lob hash doc')" '' 'both together'
}

# ---- the file ----

test_file() {
	printf 'shadowlog-options 1\ntable s.x\n  option actor\n' >"$T/o"
	has "$("$program" postgresql install --options "$T/o" "$T/t.tables" 2>&1)" \
		'o: line 2: table "x" is not among those described' \
		'a table that is not there: nothing is done in silence'
	has "$("$program" postgresql install --options "$T/none" "$T/t.tables" \
		2>&1)" "$T/none: No such file" 'a file that is not there'
	printf 'shadowlog-options 1\ntable s.t\n  option noop skip\n' |
		"$program" postgresql install --options - "$T/t.tables" >"$T/sql"
	ok 'from standard input' grep -q 'option noop skip' "$T/sql"
	printf 'shadowlog-options 1\nall\n' >"$T/o"
	"$program" postgresql install "$T/t.tables" >"$T/plain.sql"
	"$program" postgresql install --options "$T/o" "$T/t.tables" >"$T/sql"
	same_file "$T/sql" "$T/plain.sql" 'no option, no difference'
	ok 'uninstall reads descriptions with options' eval \
		'"$program" mysql uninstall "$T/with.tables" >"$T/sql"'
	not_ok 'changelog takes no options' "$program" postgresql changelog \
		--options "$T/o"
}

test_conditions
test_reasons
test_columns
test_file

done_testing
