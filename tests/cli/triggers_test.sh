#!/bin/sh
# The command line of shadowlog-triggers: what it takes, what it refuses, and
# that it prints all or nothing.
. "$(dirname "$0")/../tap.sh"

program=$BUILD/shadowlog-triggers
[ -x "$program" ] || skip_all "$program is not built"

cat >"$T/one.tables" <<'END'
shadowlog-tables 1
table one
  column id int as int key 1
END
sed 's/one/two/' "$T/one.tables" >"$T/two.tables"
printf 'shadowlog-tables 1\ntable x\n  column\0id int key 1\n' >"$T/nul.tables"

# refuses CODE MESSAGE arguments...: nothing on stdout.
refuses() {
	code=$1
	message=$2
	shift 2
	"$program" "$@" >"$T/out" 2>"$T/err" <"${input:-/dev/null}"
	is "$?" "$code" "exit code of: $*"
	has "$(cat "$T/err")" "$message" "says why: $*"
	is "$(cat "$T/out")" '' "prints nothing to run: $*"
}

prints() { # PART arguments...
	part=$1
	shift
	"$program" "$@" >"$T/out" 2>"$T/err" <"${input:-/dev/null}"
	is "$?" 0 "exit code of: $*"
	has "$(cat "$T/out")" "$part" "what it prints: $*"
	is "$(cat "$T/err")" '' "no complaint: $*"
}

refuses 64 'a dialect and a command are needed'
refuses 64 'a dialect and a command are needed' sqlite
refuses 78 'there is no dialect "oracle7"; there are: ' oracle7 install
refuses 64 'there is no command "instal"' sqlite instal
refuses 64 'install: unknown option --changelog' sqlite install --changelog
refuses 64 'install: unknown option --role' sqlite install --role x
refuses 64 'changelog takes no file' sqlite changelog "$T/one.tables"
refuses 64 'grants needs --role NAME' postgresql grants
refuses 64 'grants: unknown option --role' postgresql grants --role
refuses 64 '--role is empty' postgresql grants --role ''
refuses 64 'grants takes no file' postgresql grants --role x "$T/one.tables"
for account in x x@ @x "'x'" "'x@y" "x@'y" "x@y@z" "'x'y@z" ''; do
	refuses 64 'an account is NAME@HOST' mysql grants "--role=$account"
done
refuses 65 'standard input: line 1: no table' sqlite install
refuses 65 'nul.tables: holds a NUL byte' sqlite install "$T/nul.tables"
refuses 74 "$T/none: No such file or directory" sqlite install "$T/none"
refuses 65 'all files: line 5: table "one" is described twice' \
	sqlite install "$T/one.tables" "$T/one.tables"

echo 'ALTER TABLE one ADD x int;' >"$T/change.sql"
echo 'ALTER TABLE one ADD x int; -- later' >"$T/open.sql"
: >"$T/nothing.sql"
sed 's/id int as int/id text as text/' "$T/one.tables" >"$T/other.tables"
refuses 64 'upgrade: unknown option --from' sqlite upgrade --from
refuses 64 'install: unknown option --from' sqlite install --from x
refuses 65 'a change is that of one table, and 0 are' sqlite upgrade \
	--from "$T/one.tables" --change "$T/change.sql" "$T/one.tables"
refuses 65 'a change is that of one table, and 2 are' sqlite upgrade \
	--change "$T/change.sql" "$T/one.tables" "$T/two.tables"
refuses 65 'has to be the ; of a statement' sqlite upgrade \
	--change "$T/open.sql" "$T/one.tables"
refuses 65 'has to be the ; of a statement' sqlite upgrade \
	--change "$T/nothing.sql" "$T/one.tables"
refuses 74 "$T/none: No such file" sqlite upgrade --change "$T/none" \
	"$T/one.tables"
refuses 74 "$T/none: No such file" sqlite upgrade --from "$T/none" \
	"$T/one.tables"
refuses 64 "--was: a b is no table's name" sqlite upgrade --was 'a b' \
	"$T/one.tables"
refuses 65 'a table has no schema in this dialect' sqlite upgrade --was a.b \
	"$T/one.tables"
prints '~ id int as int key 1 -> text as text key 1' sqlite upgrade \
	--from "$T/one.tables" "$T/other.tables"
prints 'one: as it was' sqlite upgrade --from "$T/one.tables" "$T/one.tables"
is "$(grep -v '^--' "$T/out")" '' 'an upgrade with nothing to do is comments'
prints 'ALTER TABLE one ADD x int;' sqlite upgrade "--change=$T/change.sql" \
	"$T/one.tables"
prints 'one: was called two' sqlite upgrade --was two "$T/one.tables"
prints 'usage: shadowlog-triggers' --help
prints 'usage: shadowlog-triggers' sqlite install --help
prints "shadowlog-triggers $(cat "$TOP/VERSION")" --version
prints 'postgresql' --list
prints 'ON "one"' sqlite install "$T/one.tables"
prints 'ON "two"' sqlite install "$T/one.tables" "$T/two.tables"
prints 'DROP TABLE' sqlite uninstall --changelog
prints 'DROP TRIGGER' sqlite uninstall --changelog "$T/one.tables"
prints "TO 'a'@'b'" mysql grants --role a@b
prints "TO 'a''\\\\'@'%'" mysql grants --role "'a''\\'@'%'"
input=$T/one.tables
prints 'ON "one"' sqlite install
prints 'ON "one"' sqlite install -
prints 'ON "two"' sqlite install "$T/two.tables" -
cp "$T/one.tables" "$T/-odd"
cd "$T" || exit 1
prints 'ON "one"' sqlite install -- -odd

# A pipe that breaks, a disk that is full.
if [ -w /dev/full ]; then
	"$program" sqlite changelog >/dev/full 2>"$T/err"
	is "$?" 74 'a full disk'
	has "$(cat "$T/err")" 'standard output: ' 'says what failed'
else
	skip 'a full disk' 'there is no /dev/full here'
fi

done_testing
