#!/bin/sh
# Prints C that holds each file named as a string: see core/resource.h.
set -eu
export LC_ALL=C
printf '#include "core/resource.h"\n\n'
printf 'const struct resource resources[] = {\n'
for file in "$@"; do
	printf '{ "%s",\n' "$file"
	# Octal escapes only where a C string needs one.
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' \
	    -e 's/	/\\t/g' -e 's/^/"/' -e 's/$/\\n"/' "$file"
	printf ', %d },\n' "$(wc -c <"$file")"
done
printf '{ NULL, NULL, 0 }\n};\n'
