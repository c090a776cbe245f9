#!/bin/sh
# The rules of the house that a machine can check; prints TAP.  HACKING.md
# says why they are there.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

find core poller sinks triggers receiver tests \
	\( -name '*.c' -o -name '*.h' \) | sort >"$T/c"
grep -v '^tests/' "$T/c" >"$T/product"
find tests .ci docs core -name '*.sh' -o -path .ci/run | sort >"$T/sh"

# The lines that FILES hold against a rule; none is good.
none() { # what
	if [ -s "$T/found" ]; then
		result 1 "$1"
		head -40 "$T/found" | sed 's/^/# /'
	else
		result 0 "$1"
	fi
}

# grep in the files that stdin lists, without comments of one line.
search() { # PATTERN
	xargs grep -nE "$1" /dev/null | grep -vE ':[0-9]+:[[:space:]]*(/?\*|//)'
}

only_in() { # WHAT PATTERN FILES...: the pattern only in these product files
	what=$1
	pattern=$2
	shift 2
	{
		cat "$T/product"
		printf '%s\n' "$@"
	} | sort | uniq -u | grep -xFf "$T/product" |
		search "$pattern" >"$T/found"
	none "$what"
}

format() {
	if ! command -v clang-format >/dev/null 2>&1; then
		skip 'clang-format agrees' 'no clang-format on this machine'
		return
	fi
	xargs clang-format --dry-run -Werror <"$T/c" >"$T/found" 2>&1
	grep -E 'error:|warning:' "$T/found" >"$T/lines"
	mv "$T/lines" "$T/found"
	none 'clang-format agrees'
}

# Who may include whom, "DIRECTORY pattern of what it may include of ours".
includes() {
	: >"$T/found"
	while read -r dir may; do
		grep "^$dir/" "$T/product" | xargs grep -nE \
			'^#include "(core|poller|sinks|triggers|receiver|tests)/' \
			/dev/null | grep -vE "#include \"($may)" >>"$T/found"
	done <<-'END'
	core core/
	triggers core/|triggers/
	sinks core/|sinks/
	poller core/|poller/|sinks/sink\.h|sinks/digest\.h|sinks/verify\.h|sinks/file_read\.h|sinks/secret_file\.h
	receiver core/|receiver/|sinks/signature\.h|sinks/digest\.h
	END
	none 'core <- triggers, core <- sinks <- poller, by sinks/sink.h alone'
}

libraries() {
	only_in 'ODBC only in poller/odbc.c' '#include <(sql\.h|sqlext|sqltypes|sqlucode|odbc)' \
		poller/odbc.c
	only_in 'SQLite only where one of our files is opened' \
		'#include <sqlite3' poller/state_private.h sinks/outbox.c \
		receiver/store.c
	only_in 'libcurl only in sinks/webhook.c' '#include <curl' \
		sinks/webhook.c
	grep -E '^(core|triggers|poller|sinks)/' "$T/product" |
		search '#include <microhttpd' >"$T/found"
	none 'libmicrohttpd only in the receiver'
	grep -E '^(core|triggers)/' "$T/product" | search \
		'#include <(openssl|zlib|jansson|sql|sqlite3|curl|microhttpd)' \
		>"$T/found"
	none 'core and triggers need libc alone'
	# A header that is private to the files of one database may name its own.
	grep '\.h$' "$T/product" | grep -v '^poller/state_private\.h$' | search \
		'#include <(openssl|zlib|jansson|sql|sqlite3|curl|microhttpd)' \
		>"$T/found"
	none 'no type of a library in a header of ours'
}

banned() {
	search '(^|[^_[:alnum:]>."])(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets|atoi|gmtime|localtime|system)[[:space:]]*\(' \
		<"$T/c" >"$T/found"
	none 'no banned function'
	grep -v '^core/mem\.c$' "$T/product" | search \
		'(^|[^_[:alnum:]>."])(malloc|calloc|realloc|strdup|strndup)[[:space:]]*\(' \
		>"$T/found"
	none 'memory comes from core/mem.h'
	search '(^|[^[:alnum:]])\<(TODO|FIXME|XXX)\>([^[:alnum:]]|$)' <"$T/c" >"$T/found"
	none 'nothing is left for later in the code'
}

# SQL is in .sql files: for a source in dialects and migrations, for a file of
# our own in one file of statements (core/statements.h), of which none is there
# for nothing.
sql() {
	statements='"[[:space:]]*(SELECT|INSERT( OR [A-Z]+)? INTO|UPDATE [a-z_]+ SET|DELETE FROM|MERGE INTO) '
	search "$statements" <"$T/product" >"$T/found"
	none 'no SQL in C'
	search '"[[:space:]]*(CREATE|ALTER|DROP) (TEMP )?(TABLE|TRIGGER|INDEX|VIEW)' \
		<"$T/product" >"$T/found"
	none 'no DDL in C'
	: >"$T/found"
	for file in poller/state.sql sinks/outbox.sql receiver/store.sql; do
		sed -n 's/^--: //p' "$file" | while read -r name; do
			grep -qF "\"$name\"" "${file%.sql}"*.c ||
				grep -qF "{{$name}}" "$file" ||
				echo "$file: nobody uses $name"
		done >>"$T/found"
	done
	none 'every statement is used'
}

shells() {
	: >"$T/found"
	while read -r file; do
		case $file in
		.ci/run) bash -n "$file" >>"$T/found" 2>&1 ;;
		*) sh -n "$file" >>"$T/found" 2>&1 ;;
		esac
	done <"$T/sh"
	none 'shell scripts parse'
}

headers() {
	cc=$(command -v cc || command -v gcc || command -v clang)
	: >"$T/found"
	for header in $(grep '\.h$' "$T/product"); do
		# A list for the preprocessor has no declarations to check.
		[ "$header" = sinks/list.h ] && continue
		"$cc" -std=c11 -D_POSIX_C_SOURCE=200809L -I. -Wall -Wextra \
			-fsyntax-only -x c "$header" >>"$T/found" 2>&1
	done
	grep -E 'error|warning' "$T/found" | grep -v 'pragma once' >"$T/lines"
	mv "$T/lines" "$T/found"
	none 'each header stands alone'
	: >"$T/found"
	for header in $(grep '\.h$' "$T/c"); do
		[ "$header" = sinks/list.h ] && continue
		guard=$(echo "$header" | tr 'a-z/.-' 'A-Z___')
		grep -q "^#ifndef $guard\$" "$header" ||
			echo "$header: its guard is not $guard" >>"$T/found"
	done
	none 'each header has its guard'
}

# Not a rule, a hint: what no longer fits a screen.
long_functions() {
	xargs awk '
	FNR == 1 { start = 0 }
	/^[a-z].*\(/ { name = $0 }
	/^{$/ { start = FNR }
	/^}$/ && start {
		if (FNR - start > 60)
			printf "%s:%d: %d lines: %s\n", FILENAME, start,
				FNR - start, name
		start = 0
	}' <"$T/product" >"$T/found"
	[ ! -s "$T/found" ] || diag "more than a screen:
$(cat "$T/found")"
}

format
includes
libraries
banned
sql
shells
headers
long_functions
done_testing
