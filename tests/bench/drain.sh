# make bench WHAT=drain: what draining costs, beside a bare ODBC loop over the
# same rows.
#
#	ROWS=300000  ROUNDS=3  SINKS='file outbox webhook'  EVENTS=5000
#
# For each engine a table is filled through its trigger, so that the changelog
# holds ROWS changes of about 200 bytes.  Then, ROUNDS times over, interleaved:
# a bare loop that fetches the rows and throws them away, and `shadowlog poll`
# into each sink, deletion included; in between the changelog is put back as it
# was.
ROWS=${ROWS:-300000}
ROUNDS=${ROUNDS:-3}
SINKS=${SINKS:-file outbox webhook}
. "$TOP/tests/bench/engines.sh"

drain_note() { # ENGINE WHAT JSON
	note "\"engine\":\"$1\",\"what\":\"$2\",\"rows\":$ROWS,$(echo "$3" |
		tr -d '{}')"
}

run_bare() { # ENGINE
	drain_note "$1" bare "$("$BUILD/tools/measure" \
		"$BUILD/bench/bare_odbc" "$connection" "$changelog" \
		2>"$T/err")"
}

run_sink() { # ENGINE SINK
	config "$1" "$2"
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
	drain_note "$1" "$2" "$("$BUILD/tools/measure" "$BUILD/shadowlog" poll \
		--config "$dir/conf" 2>"$T/err")" || {
		cat "$T/err" >&2
		exit 1
	}
	rm -rf "$dir"
}

drain_engine() { # ENGINE
	say "$1: filling $ROWS changes"
	start_server "$1"
	"fill_$1"
	round=0
	while [ $round -lt "$ROUNDS" ]; do
		round=$((round + 1))
		say "$1: round $round of $ROUNDS"
		"restore_$1"
		run_bare "$1"
		for sink in $SINKS; do
			"restore_$1"
			run_sink "$1" "$sink"
		done
	done
	"drop_$1"
}

drain_table() {
	echo "draining $ROWS changes: medians of $ROUNDS rounds," \
		"deletion included"
	printf '%-11s %-8s %9s %11s %8s %9s %9s\n' engine what seconds events/s \
		of-bare cpu-s peak-MiB
	for engine in $ENGINES; do
		bare=$(grep "\"$engine\",\"what\":\"bare\"" "$lines" |
			number seconds | median)
		for what in bare $SINKS; do
			grep "\"$engine\",\"what\":\"$what\"" "$lines" \
				>"$T/these"
			s=$(number seconds <"$T/these" | median)
			cpu=$(sed -n 's/.*"user":\([0-9.]*\),"system":\([0-9.]*\).*/\1 \2/p' \
				"$T/these" | awk '{ print $1 + $2 }' | median)
			peak=$(number peak_kib <"$T/these" | median)
			awk -v e="$engine" -v w="$what" -v s="$s" -v b="$bare" \
				-v c="$cpu" -v p="$peak" -v n="$ROWS" 'BEGIN {
				printf "%-11s %-8s %9.2f %11.0f %8.2f %9.2f %9.1f\n",
					e, w, s, n / s, b / s, c, p / 1024 }'
		done
	done
}

drain_main() {
	case " $SINKS " in *" webhook "*) start_receiver ;; esac
	for engine in $ENGINES; do
		drain_engine "$engine"
	done
	stop_receiver
	drain_table
}
