#!/bin/sh
# docs/traps.md: all forty are there and in order, each has a test or a finding,
# each test named exists and holds the words, and each finding is one that
# `shadowlog doctor` knows and that test asks for.
. "$(dirname "$0")/../tap.sh"
cd "$TOP" || exit 1
page=docs/traps.md

sed -n 's/^### T\([0-9]*\)\. .*/\1/p' $page | tr '\n' ' ' >"$T/numbers"
is "$(cat "$T/numbers")" "$(seq -s ' ' 1 40) " 'the forty, in order'

awk '/^### / { if (title && !n) print title; title = $0; n = 0 }
	/^\* / { n++ }
	END { if (!n) print title }' $page >"$T/bare"
is "$(cat "$T/bare")" '' 'each has something that shows it'

is "$(grep '^\* ' $page | grep -vE \
	'^\* (finding `[a-z.]+` in )?`tests/[^`]+` "[^"]+"$')" '' \
	'each line names a file and its words'

# Words that a file does not hold.  A C string or a shell's quoted words may be
# broken over lines.
grep '^\* ' $page | sed -n 's/^[^"]*`\(tests\/[^`]*\)` "\(.*\)"$/\1\t\2/p' |
	while IFS='	' read -r file words; do
		if [ ! -f "$file" ]; then
			echo "$file: there is no such file"
		elif ! grep -qF -- "$words" "$file"; then
			echo "$file: does not hold: $words"
		fi
	done >"$T/wrong"
is "$(cat "$T/wrong")" '' 'each file holds the words'

sed -n 's/^\* finding `\([a-z.]*\)` in `\([^`]*\)`.*/\1 \2/p' $page |
	while read -r check file; do
		grep -qE -- "--: section doctor\.$check\$" \
			triggers/dialects/*.sql ||
			grep -qhF "\"$check\"" poller/doctor*.c ||
			echo "$check: no check of that name"
		grep -qE "(sees|round) $check " "$file" ||
			echo "$file: does not ask for $check"
	done >"$T/wrong"
is "$(cat "$T/wrong")" '' 'each finding is one of the doctor, and asked for'

# Readers that pass over what is locked show a later change and not the earlier.
grep -niE 'skip locked|readpast|nolock|with ur|currently committed' \
	triggers/dialects/*.sql | grep -vE '^[^:]*:[0-9]*:--' >"$T/wrong"
is "$(cat "$T/wrong")" '' 'no dialect reads past locks'

done_testing
