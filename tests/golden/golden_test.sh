#!/bin/sh
# What shadowlog-triggers prints, to the byte: every description here, for every
# dialect and command, against expected/DIALECT/.  BLESS=1 (make bless) accepts
# what is printed now; the difference then goes to review.
#
# What an option changes (options/NAME.tables) is kept as a difference.
#
# NAME.tables is for all dialects, types.DIALECT.tables for one.  A schema is
# cut off where a dialect has none.
. "$(dirname "$0")/../tap.sh"
cd "$TOP/tests/golden" || exit 1
program=$BUILD/shadowlog-triggers
[ -x "$program" ] || skip_all "$program is not built"

tables() { # DIALECT FILE
	case $1 in
	*-dialect1) # names in capitals, without quotes
		sed -E 's/^table public\./table /
			s/^table (.*)/table \U\1/
			s/^(  column )([a-z0-9_]+)/\1\U\2/
			s/^(  option (exclude|lob [a-z]+|key unique)) (.*)/\1 \U\3/' \
			"$2" ;;
	informix) # names in small letters, without quotes
		sed -E 's/^table public\./table /' "$2" ;;
	sqlite* | firebird* | sybase) sed -E 's/^table (public|"odd \\"schema\\"")\./table /' "$2" ;;
	mysql*) sed 's/^table public\./table /' "$2" ;;
	*) cat "$2" ;;
	esac
}

# golden NAME: what stands in $T/out is expected/NAME.
golden() {
	if [ -n "${BLESS:-}" ]; then
		mkdir -p "expected/${1%/*}"
		cp "$T/out" "expected/$1"
	fi
	same_file "$T/out" "expected/$1" "$1"
}

print() { # WHAT command...
	what=$1
	shift
	if ! "$program" "$@" >"$T/out" 2>"$T/err"; then
		result 1 "$what is printed"
		diag "$(cat "$T/err")"
		return 1
	fi
}

ends_with_one_line_end() {
	[ "$(tail -c 1 "$1" | od -An -c | tr -d ' ')" = '\n' ] &&
		[ -n "$(tail -n 1 "$1")" ]
}

described() { # DIALECT FILE
	name=${2%.tables}
	name=${name%%.*}
	tables "$1" "$2" >"$T/tables"
	print "$1 install $2" "$1" install "$T/tables" &&
		golden "$1/$name.install.sql"
	cp "$T/out" "$T/first"
	"$program" "$1" install <"$T/tables" >"$T/second"
	same_file "$T/second" "$T/first" "$1 $name: the same from stdin"
	ok "$1 $name: one line end at the end" ends_with_one_line_end "$T/first"
	print "$1 uninstall $2" "$1" uninstall "$T/tables" &&
		golden "$1/$name.uninstall.sql"
}

# Every refusal: exit code and message.
refused() { # DIALECT
	for file in refused/*.tables; do
		echo "$file"
		"$program" "$1" install "$file" 2>&1 >"$T/sql"
		echo "exit $?"
		# Nothing is printed that could be run by mistake.
		grep -q 'CREATE TRIGGER' "$T/sql" && echo accepted
	done >"$T/out"
	golden "$1/refused.txt"
}

# Each option: what it makes of the SQL, against that without; and those that a
# dialect refuses.
options() { # DIALECT
	tables "$1" options/none.tables >"$T/tables"
	print "$1 without options" "$1" install "$T/tables" &&
		cp "$T/out" "$T/without"
	: >"$T/refused"
	for file in options/*.tables; do
		name=${file##*/}
		name=${name%.tables}
		tables "$1" "$file" >"$T/tables"
		if "$program" "$1" install "$T/tables" >"$T/with" 2>"$T/err"; then
			diff -U 1 "$T/without" "$T/with" | sed 1,2d >"$T/out"
			[ "$name" = none ] || golden "$1/options/$name.diff"
		else
			sed "s|^|$name: |" "$T/err" >>"$T/refused"
		fi
	done
	cp "$T/refused" "$T/out"
	golden "$1/options/refused.txt"
}

# An upgrade, with and without the change in it, where a dialect has sections
# for it.
upgraded() { # DIALECT
	for name in from now renamed added; do
		tables "$1" "upgrade/$name.tables" >"$T/$name"
	done
	"$program" "$1" upgrade --was x "$T/from" 2>&1 |
		grep -q 'takes neither --change nor --was' && return
	old=$(sed -n 's/^table \(.*orders\)$/\1/p' "$T/from")
	print "$1 upgrade" "$1" upgrade --from "$T/from" "$T/now" &&
		golden "$1/upgrade.sql"
	print "$1 upgrade --change" "$1" upgrade --from "$T/from" \
		--change upgrade/change.sql "$T/now" &&
		golden "$1/upgrade-change.sql"
	print "$1 upgrade --was" "$1" upgrade --from "$T/from" --was "$old" \
		--change upgrade/rename.sql "$T/renamed" &&
		golden "$1/upgrade-was.sql"
	print "$1 upgrade of a new table" "$1" upgrade --from "$T/from" \
		--change upgrade/create.sql "$T/added" &&
		golden "$1/upgrade-new.sql"
}

for dialect in $("$program" --list); do
	for file in *.tables; do
		case $file in
		types.*) [ "$file" = "types.$dialect.tables" ] || continue ;;
		esac
		# Nobody has such names where there are no quotes.
		case $dialect:$file in
		*-dialect1:hostile* | informix:hostile*) continue ;;
		esac
		described "$dialect" "$file"
	done
	print "$dialect changelog" "$dialect" changelog &&
		golden "$dialect/changelog.sql"
	tables "$dialect" composite.tables >"$T/tables"
	print "$dialect uninstall --changelog" "$dialect" uninstall \
		--changelog "$T/tables" &&
		golden "$dialect/uninstall-changelog.sql"
	case $dialect in
	mysql*) role="'o''brien\\'@'%'" ;;
	*-dialect1) role=POLLER ;;
	informix) role=poller ;;
	*) role='po"ller' ;;
	esac
	print "$dialect grants" "$dialect" grants --role "$role" &&
		golden "$dialect/grants.sql"
	options "$dialect"
	upgraded "$dialect"
	refused "$dialect"
done

done_testing
