#!/bin/sh
# One SELECT of MariaDB can show the second of two changes of a row and not the
# first, both committed.  A page of the poller never does: it is read twice.
#
# The control reads with one SELECT, in the same storm of writers and open
# transactions, and has to meet such a page; where it meets none, nothing is
# proved, and the test says so and counts as skipped.
#
# Seen to fail on purpose: with read_plain() taking whatever rows come, not only
# those up to the last that the probe before had seen (46 inversions); and with
# list_closed() content with its first list.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"

has_engine mysql || skip_all "$why"

closed() { # single|poller|filtered SECONDS STOP_AT
	engine_new mysql "closed_$1"
	sql <"$TOP/tests/torture/closed.sql"
	capture hot
	sql "ALTER TABLE shadowlog_changelog AUTO_INCREMENT = 1000"
	"$BUILD/tools/closed" "$1" --connection "$CONN" --dialect mysql \
		--writers 16 --idle 500 --seconds "$2" --stop-at "$3" \
		>"$E/closed" 2>&1
	code=$?
	out=$(tail -1 "$E/closed")
	diag "$1: $out"
	[ "$code" = 0 ] || diag "$(head -20 "$E/closed")"
}

closed single 40 5
is "$code" 0 "control: 16 writers and 500 open transactions"
case $out in
*', 0 inversions')
	skip "no page of the poller shows a change without the one before" \
		"one SELECT showed none either: no proof on this machine today"
	;;
*)
	for how in poller filtered; do
		closed "$how" 15 0
		is "$code:${out##*, }" "0:0 inversions" \
			"$how: no page shows a change without the one before" ||
			diag "$(head -3 "$E/closed")"
	done
	;;
esac
done_testing
