#!/bin/sh
# The SQL for engines that cannot be run here, before parsers that are not ours:
# syntax, no more.  What they do not know is listed in parsers/parse.js.
#
# Seen to fail with a bracket taken out of a trigger, and with SELECT misspelled in
# a check.
. "$(dirname "$0")/../tap.sh"
cd "$TOP/tests/golden" || exit 1

to=$TOP/build/npm-parsers
NPM_PREFIX=$to NPM_PACKAGE=$TOP/tests/golden/parsers/package.json \
	sh "$TOP/tests/verifiers/install.sh" >"$T/why" 2>&1 ||
	skip_all "no parsers: $(cat "$T/why")"

# Names with quotes and line ends in them are beyond these grammars, and a wide
# table takes them a minute.
parses() { # GRAMMAR DIALECT
	set -- "$1" "$2" $(find "expected/$2" -name '*.sql' ! -name 'hostile*' \
		! -name 'wide*' | sort)
	grammar=$1
	dialect=$2
	shift 2
	node parsers/parse.js "$to/node_modules" "$grammar" "$@" >"$T/out" 2>&1
	is "$(head -20 "$T/out")" '' "$dialect: $# files parse as $grammar"
}

parses TSQL sqlserver
parses TSQL sqlserver-2005
parses TSQL sybase
parses PLSQL oracle
done_testing
