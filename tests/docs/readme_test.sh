# README, INSTALL and HACKING say what is there: files, dialects, sinks,
# commands, make targets.
. "$(dirname "$0")/../tap.sh"

cd "$TOP" || exit 1
for text in README.md INSTALL HACKING.md CHANGELOG.md docs/*.md; do
	# What looks like a file of ours, in backticks or as a link.
	{
		grep -oE '`(core|docs|migrations|poller|receiver|sinks|tests|triggers)/[A-Za-z0-9_./-]*`' "$text"
		grep -oE '\]\([A-Za-z0-9_./-]+\)' "$text"
		grep -oE '^ +(core|poller|receiver|sinks|tests|triggers)/[a-z_]+\.[ch] ' "$text"
	} | tr -d '`]() ' | grep -v NAME | sort -u >"$T/files"
	missing=
	while read -r file; do
		[ -e "$file" ] || [ -e "docs/$file" ] || missing="$missing $file"
	done <"$T/files"
	is "$missing" '' "$text names files that exist"
	is "$(grep -n "$(printf '[\t ]$')" "$text")" '' "$text has no blanks at ends"
done

is "$(sed -n '/^| dialect /,/^$/p' README.md | cut -d'|' -f2 |
	grep -o '`[^`]*`' | tr -d '`' | sort)" \
	"$("$BUILD/shadowlog-triggers" --list | cut -d' ' -f1 | sort)" \
	'README has a row for each dialect, and no other'
is "$(sed -n '/Fl -list/,/^.El/s/^.It Cm //p' docs/shadowlog-triggers.1 | sort)" \
	"$("$BUILD/shadowlog-triggers" --list | cut -d' ' -f1 | sort)" \
	'shadowlog-triggers(1) names each dialect, and no other'
for sink in $("$BUILD/shadowlog" --help |
	sed -n '/^sinks:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	ok "sink $sink is in the manual" \
		grep -q "type = $sink\|Cm $sink\|sink $sink" docs/shadowlog.conf.5
	ok "sink $sink has a document" grep -l "type = $sink" docs/*.md
	ok "sink $sink is in the sample" grep -q "type = $sink" \
		poller/shadowlog.ini
done
for command in $("$BUILD/shadowlog" --help |
	sed -n '/^usage/,/^  --/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
	ok "shadowlog $command is in the manual" \
		grep -q "Cm $command" docs/shadowlog.1
	ok "shadowlog $command is in CHANGELOG.md" grep -qw "$command" CHANGELOG.md
done
for target in $(grep -ohE '(^    |`)make [a-z]+([ `]|$)' README.md INSTALL HACKING.md |
	sed 's/.*make //; s/[^a-z]//g' | sort -u); do
	ok "make $target" grep -q "^$target:" Makefile
done
done_testing
