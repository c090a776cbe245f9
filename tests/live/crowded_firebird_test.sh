#!/bin/sh
# A Firebird trigger has room for 256 tables and procedures that are read from,
# and a value that is a double, binary or in no character set took one of them.
# A table of 600 such columns is captured, and its images are those of a table
# with four of them, repeated.
#
# Seen to fail with a large image_calls ("Too many Contexts"), and without
# shadowlog_hex_short ("request size limit exceeded").
#
# The engine runs inside isql, as in triggers_firebird_test.sh.
. "$(dirname "$0")/../tap.sh"

generator=$BUILD/shadowlog-triggers
isql=$(command -v isql-fb) || skip_all 'isql-fb (Firebird) is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"
FIREBIRD_LOCK=$T FIREBIRD_TMP=$T
export FIREBIRD_LOCK FIREBIRD_TMP
unset ISC_USER ISC_PASSWORD ISC_DATABASE
TIMES=150

sql() { # [statements]
	if [ $# -gt 0 ]; then
		echo "$1" >"$T/in.sql"
	else
		cat >"$T/in.sql"
	fi
	"$isql" -q -b -ch UTF8 -user SYSDBA -sql_dialect "$n" -i "$T/in.sql" \
		"$base" 2>&1
}

# The columns of both tables: each of the four, so many times.
columns() { # TIMES FORMAT
	awk -v times="$1" -v format="$2" 'BEGIN {
		split("DOUBLE PRECISION/VARCHAR(12)/VARCHAR(12)/BLOB", type, "/")
		split("/NONE/OCTETS/", set, "/")
		for (i = 1; i <= times; i++)
			for (k = 1; k <= 4; k++) {
				line = format
				cs = set[k] == "" ? "" : " CHARACTER SET " set[k]
				text = tolower(type[k] cs)
				sub(/blob/, "blob sub_type 0", text)
				gsub(/TYPE/, type[k] cs, line)
				gsub(/DESCRIBED/, text, line)
				gsub(/NAME/, "C" i "_" k, line)
				print line
			}
	}'
}

describe() { # TABLE TIMES
	echo "table $1"
	echo '  column ID integer as int key 1'
	columns "$2" '  column NAME "DESCRIBED" null'
}

# One row of values, as often as there are columns for it.
values() { # TIMES VALUE VALUE VALUE VALUE
	values_i=0
	while [ $values_i -lt "$1" ]; do
		printf ', %s, %s, %s, %s' "$2" "$3" "$4" "$5"
		values_i=$((values_i + 1))
	done
}

insert() { # TABLE TIMES ID VALUE...
	insert_t=$1 insert_n=$2 insert_i=$3
	shift 3
	echo "INSERT INTO $insert_t VALUES ($insert_i$(values "$insert_n" "$@"));"
}

# The images of a table, in order.
images() { # TABLE
	sql "SET HEADING OFF; SET LIST ON;
		SELECT 'at:' || c.op || ' ' || COALESCE(CHAR_LENGTH(c.old_row), 0)
			AS X, c.old_row, c.new_row
		FROM shadowlog_changelog AS c
		JOIN shadowlog_shape AS s ON s.shape = c.shape
		WHERE s.table_name = '$1' ORDER BY c.seq;" |
		sed -n 's/^  *//; s/[ 	]*$//; /^$/d
			s/^X  *at:\(.\).*/op \1/p
			/^[0-9]*,/p'
}

# What images of a narrow table are once its columns are repeated.
repeated() {
	awk -v times="$TIMES" '/^op / { print; next }
	{
		id = $0
		sub(/,.*/, ",", id)
		rest = substr($0, length(id) + 1)
		line = id
		for (i = 0; i < times; i++)
			line = line rest
		print line
	}'
}

write() { # TABLE TIMES
	insert "$1" "$2" 1 0.1 "'a'" "x'00ff'" "x'000102'"
	insert "$1" "$2" 2 NULL NULL NULL NULL
	insert "$1" "$2" 3 -1e300 "''" "x''" "''"
	echo "UPDATE $1 SET C1_1 = C1_1 WHERE id = 1;"
	echo "UPDATE $1 SET $(columns "$2" 'NAME = NULL' | paste -sd ,)
		WHERE id = 1;"
	echo "DELETE FROM $1 WHERE id = 3;"
	echo 'COMMIT;'
}

whole() { # DIALECT SQL-DIALECT
	n=$2
	base=$T/$1.fdb
	echo "SET SQL DIALECT $n; CREATE DATABASE '$base' PAGE_SIZE 8192
		DEFAULT CHARACTER SET UTF8;" |
		"$isql" -q -user SYSDBA >"$T/out" 2>&1
	for t in "NARROW 1" "CROWDED $TIMES"; do
		echo "CREATE TABLE ${t% *} (id INTEGER NOT NULL PRIMARY KEY,
			$(columns "${t#* }" 'NAME TYPE' | paste -sd ,));"
	done | sql >"$T/out" || diag "$(cat "$T/out")"
	{
		echo 'shadowlog-tables 1'
		describe NARROW 1
		describe CROWDED $TIMES
	} >"$T/tables"
	"$generator" "$1" changelog | sql >"$T/out" || diag "$(cat "$T/out")"
	for options in '' 'noop skip' 'before key'; do
		printf 'shadowlog-options 1\nall\n' >"$T/options"
		[ -z "$options" ] || printf '  option %s\n' "$options" >>"$T/options"
		"$generator" "$1" install --options "$T/options" "$T/tables" \
			>"$T/install.sql"
		ok "$1: a table of 600 such columns is installed: ${options:-all}" \
			sql <"$T/install.sql"
		sql 'DELETE FROM shadowlog_changelog; COMMIT;'
		{
			write NARROW 1
			write CROWDED $TIMES
		} | sql >"$T/out"
		is "$(cat "$T/out")" '' "$1: writes pass"
		images NARROW | repeated >"$T/want"
		images CROWDED >"$T/got"
		same_file "$T/got" "$T/want" "$1: its images are what they are to be"
		is "$(grep -c '^op' "$T/got")" \
			"$([ "$options" = 'noop skip' ] && echo 5 || echo 6)" \
			"$1: and all of them"
		sql 'DELETE FROM narrow; DELETE FROM crowded;
			DELETE FROM shadowlog_changelog; COMMIT;'
	done
	"$generator" "$1" uninstall --changelog "$T/tables" |
		sql >"$T/out"
	is "$(cat "$T/out")" '' "$1: uninstall"
}

whole firebird 3
whole firebird-dialect1 1
done_testing
