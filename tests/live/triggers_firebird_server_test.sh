#!/bin/sh
# Firebird's triggers on a server with other sessions at work: nobody's write
# fails while triggers come and go, and what an old session misses is what the
# script's header says.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/firebird.sh"

generator=$BUILD/shadowlog-triggers
command -v isql-fb >/dev/null || skip_all 'isql-fb (Firebird) is not installed'
[ -x "$generator" ] || skip_all "$generator is not built"

isql() { # [option...]
	isql-fb -q -b -ch UTF8 -user SYSDBA -password masterkey "$@" "$base" 2>&1
}

run() { # FILE
	isql -i "$1"
}

rows() { # query
	printf 'SET HEADING OFF;\n%s;\n' "$1" >"$T/query.sql"
	isql -i "$T/query.sql" | tr -s ' \n' ' ' | sed 's/^ *//; s/ *$//'
}

# A session of the application's, that stays connected: tell writes to it and
# waits until it has answered.
open_session() { # NAME
	mkfifo "$T/$1.in"
	isql-fb -q -ch UTF8 -user SYSDBA -password masterkey "$base" \
		<"$T/$1.in" >"$T/$1.out" 2>&1 &
	eval "$1=$!"
}

tell() { # NAME FD statements
	said=$(($(grep -c '^SAID' "$T/$1.out") + 1))
	printf '%s\nSHELL echo SAID;\n' "$3" >&"$2"
	waited=0
	while [ "$(grep -c '^SAID' "$T/$1.out")" -lt $said ] &&
		[ $waited -lt 3000 ]; do
		waited=$((waited + 1))
		sleep 0.1
	done
}

# The catalogue, as isql prints it.  (It keeps rights of what is gone.)
objects() {
	isql -x | grep -v '^/\* Grant'
}

make_base() {
	isql-fb -q >"$T/create.out" 2>&1 <<-EOF
	CREATE DATABASE '$base' USER 'SYSDBA' PASSWORD 'masterkey'
		DEFAULT CHARACTER SET UTF8;
	CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, n INTEGER);
	COMMIT;
	INSERT INTO orders VALUES (1, 1);
	COMMIT;
	SET TERM ^ ;
	CREATE PROCEDURE add_one AS
	BEGIN
		UPDATE orders SET n = n + 1 WHERE id = 1;
	END^
	SET TERM ; ^
	COMMIT;
	EOF
	objects >"$T/pristine"
	"$generator" firebird changelog >"$T/changelog.sql"
	run "$T/changelog.sql" >"$T/out"
	cat >"$T/tables" <<-'END'
	shadowlog-tables 1
	table ORDERS
	  column ID integer key 1
	  column N  integer null
	END
	"$generator" firebird install "$T/tables" >"$T/install.sql"
	"$generator" firebird uninstall "$T/tables" >"$T/uninstall.sql"
}

ops() {
	rows "SELECT COALESCE(CAST(LIST(op, '') AS VARCHAR(99)), '')
		FROM (SELECT op FROM shadowlog_changelog ORDER BY seq)"
}

scenario() { # MODE
	base=127.0.0.1/$FB_PORT:$fb_dir/app_$1.fdb
	make_base
	open_session first
	exec 8>"$T/first.in"
	tell first 8 'EXECUTE PROCEDURE add_one; COMMIT;
		UPDATE orders SET n = n + 1 WHERE id = 1;'
	ok "$1: installed while a session has written and not committed" \
		run "$T/install.sql"
	tell first 8 'EXECUTE PROCEDURE add_one; COMMIT;'
	is "$(ops)" '' 'what that session had loaded is not captured (the hole)'
	is "$(rows "SELECT COUNT(*) FROM mon\$attachments
		WHERE mon\$timestamp < (SELECT MAX(installed_at)
			FROM shadowlog_shape) AND mon\$user = 'SYSDBA'
		AND mon\$remote_process IS NOT NULL")" 1 \
		"the header's query names it"
	tell first 8 'UPDATE orders SET n = n + 1 WHERE id = 1;
		EXECUTE PROCEDURE add_one; COMMIT;'
	is "$(ops)" UU 'from its next new statement on all is'
	open_session second
	exec 9>"$T/second.in"
	tell second 9 'EXECUTE PROCEDURE add_one; COMMIT;
		INSERT INTO orders VALUES (2, 2); COMMIT;'
	is "$(ops)" UUUI 'and all of a session that connects later'
	tell first 8 'INSERT INTO orders VALUES (3, 3);'
	tell second 9 'INSERT INTO orders VALUES (4, 4); COMMIT;'
	is "$(rows 'SELECT MAX(seq), COUNT(*) FROM shadowlog_changelog')" '6 5' \
		'a later number is there first'
	tell first 8 'COMMIT;'
	is "$(rows 'SELECT MAX(seq), COUNT(*) FROM shadowlog_changelog')" '6 6' \
		'an earlier one comes when it commits'
	tell first 8 'DELETE FROM orders WHERE id = 3;'
	ok 'installed again while a session has written' run "$T/install.sql"
	tell first 8 'COMMIT;'
	tell second 9 'UPDATE orders SET n = 0 WHERE id = 4;'
	ok 'uninstalled while a session has written' run "$T/uninstall.sql"
	tell second 9 'COMMIT; INSERT INTO orders VALUES (5, 5); COMMIT;'
	tell first 8 'INSERT INTO orders VALUES (6, 6); COMMIT;
		EXECUTE PROCEDURE add_one; COMMIT;'
	is "$(ops)" UUUIIIDU 'uncaptured from then on'
	is "$(rows 'SELECT n FROM orders WHERE id = 1') $(rows \
		"SELECT CAST(LIST(id) AS VARCHAR(99))
		FROM (SELECT id FROM orders ORDER BY id)")" \
		'8 1,2,4,5,6' 'every write of the application was done'
	is "$(grep -v '^SAID' "$T/first.out" "$T/second.out")" '' \
		'and none failed'
	exec 8>&- 9>&-
	wait "$first" "$second"
	rm -f "$T"/*.in
}

# ---- a table changes while sessions come, write and go ----

# Writes row after row, each as a session of its own, until told to end.
write_rows() {
	n=1000
	while [ ! -e "$T/enough" ]; do
		n=$((n + 1))
		echo "INSERT INTO orders (id) VALUES ($n); COMMIT;" |
			isql-fb -q -ch UTF8 -user SYSDBA -password masterkey \
				"$base" 2>&1
	done >"$T/writer.out"
	echo $((n - 1000)) >"$T/written"
}

alter() { # statement
	echo "$1 COMMIT;" >"$T/alter.sql"
	run "$T/alter.sql"
}

# Adds a column and drops it again, in the order that docs/schema-change.md
# gives for triggers and table.
change_twice() {
	alter 'ALTER TABLE orders ADD color VARCHAR(9) CHARACTER SET UTF8;' &&
		run "$T/wider.sql" && run "$T/narrower.sql" &&
		alter 'ALTER TABLE orders DROP color;'
}

changes() { # MODE
	base=127.0.0.1/$FB_PORT:$fb_dir/change_$1.fdb
	make_base
	run "$T/install.sql" >"$T/out"
	{
		cat "$T/tables"
		echo '  column COLOR "varchar(9) character set utf8" null'
	} >"$T/wide"
	"$generator" firebird upgrade --from "$T/tables" "$T/wide" \
		>"$T/wider.sql"
	"$generator" firebird upgrade --from "$T/wide" "$T/tables" \
		>"$T/narrower.sql"
	rm -f "$T/enough"
	write_rows &
	writing=$!
	for i in 1 2 3 4 5 6; do
		change_twice || echo "change $i failed"
	done >"$T/changes.out" 2>&1
	touch "$T/enough"
	wait "$writing"
	is "$(cat "$T/changes.out")" '' "$1: a column comes and goes, six times"
	is "$(cat "$T/writer.out")" '' 'no write failed'
	is "$(rows 'SELECT COUNT(*) FROM orders WHERE id > 1000')" \
		"$(cat "$T/written")" 'all were done'
	is "$(rows 'SELECT COUNT(*) FROM shadowlog_changelog')" \
		"$(cat "$T/written")" 'and all were captured'
	is "$(rows 'SELECT COUNT(*), MAX(version) FROM shadowlog_shape')" '2 2' \
		'in two layouts'
}

# ---- the end, while sessions come, write and go, and after installs cut off ----

# The first lines of a script, as if its client had died there.
cut_off() { # SCRIPT LINES
	head -n "$2" "$1" >"$T/cut.sql"
	run "$T/cut.sql" >"$T/cut.out"
}

# Waits until there are so many rows more.
busy() { # ROWS
	busy_n=$(($(rows 'SELECT COUNT(*) FROM orders') + $1))
	waited=0
	while [ "$(rows 'SELECT COUNT(*) FROM orders')" -lt $busy_n ] &&
		[ $waited -lt 3000 ]; do
		waited=$((waited + 1))
		sleep 0.1
	done
}

# A session that wrote while there were triggers, and stays connected.
stays() {
	run "$T/changelog.sql"
	run "$T/install.sql"
	open_session first
	exec 8>"$T/first.in"
	tell first 8 'INSERT INTO orders VALUES (2, 2); COMMIT;
		EXECUTE PROCEDURE add_one; COMMIT;'
	not_ok 'the changelog stays while somebody is connected who has used it' \
		run "$T/end.sql"
	has "$(cat "$T/.out")" 'is in use' 'and that is said'
	tell first 8 'INSERT INTO orders VALUES (3, 3); COMMIT;
		EXECUTE PROCEDURE add_one; COMMIT;'
	exec 8>&-
	wait "$first"
	rm -f "$T"/*.in
	ok 'once he has left it goes' run "$T/end.sql"
}

uninstalls() { # MODE
	base=127.0.0.1/$FB_PORT:$fb_dir/end_$1.fdb
	make_base
	"$generator" firebird uninstall --changelog "$T/tables" >"$T/end.sql"
	run "$T/end.sql" >"$T/out"
	rm -f "$T/enough"
	write_rows &
	writing=$!
	for i in 1 2; do
		ok "$1: the changelog while writers write, $i" \
			run "$T/changelog.sql"
		ok 'and the triggers' run "$T/install.sql"
		busy 2
		ok 'uninstalled while writers write' run "$T/end.sql"
		busy 2
	done
	stays
	lines=$(wc -l <"$T/install.sql")
	at=1
	while [ "$at" -lt "$lines" ]; do
		run "$T/changelog.sql"
		cut_off "$T/install.sql" "$at"
		run "$T/end.sql" || echo "line $at: not uninstalled"
		objects | cmp -s - "$T/pristine" || echo "line $at: differs"
		at=$((at + lines / 3 + 1))
	done >"$T/halves"
	"$generator" firebird uninstall --changelog </dev/null >"$T/drop.sql"
	lines=$(wc -l <"$T/changelog.sql")
	at=1
	while [ "$at" -lt "$lines" ]; do
		cut_off "$T/changelog.sql" "$at"
		run "$T/drop.sql" >"$T/out"
		objects | cmp -s - "$T/pristine" ||
			echo "changelog, line $at: differs"
		at=$((at + lines / 3 + 1))
	done >>"$T/halves"
	touch "$T/enough"
	wait "$writing"
	is "$(cat "$T/halves")" '' \
		"$1: an install that ended half-way leaves nothing"
	is "$(cat "$T/writer.out"; grep -v '^SAID' "$T/first.out")" '' \
		'no write failed'
	is "$(rows 'SELECT COUNT(*) FROM orders WHERE id > 1000')" \
		"$(cat "$T/written")" 'all were done'
	objects >"$T/objects"
	same_file "$T/objects" "$T/pristine" 'the catalogue is as it was'
}

for mode in Super Classic; do
	fb_dir=$T/$mode
	fb_need "$fb_dir" $mode
	scenario $mode
	changes $mode
	uninstalls $mode
	fb_stop "$fb_dir"
done
done_testing
