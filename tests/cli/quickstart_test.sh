# What `make quickstart` runs: it works, and works again, and ends what it
# started.
. "$(dirname "$0")/../tap.sh"
sh "$TOP/tests/deps.sh" quickstart >"$T/deps" 2>&1 || skip_all "$(cat "$T/deps")"

export QUICKSTART_DIR="$T/q"
for time in first second; do
	sh "$TOP/tests/quickstart.sh" >"$T/said" 2>"$T/err" </dev/null
	is "$?:$(cat "$T/err")" 0: "the $time time it works, and has no complaint"
	has "$(cat "$T/said")" 'Done: 8 events, the same bytes in all three sinks' \
		'all sinks hold the same'
	# Its port can be another one's by now.
	ps -A -o args= >"$T/processes"
	is "$(grep -F -- "--port-file $T/q/port" "$T/processes")" '' \
		'the receiver is gone'
done
has "$(cat "$T/said")" 'CREATE TRIGGER shadowlog_' 'it shows the triggers'
has "$(cat "$T/said")" '"Jürgen \"Jo\" O'\''Neill 🦉"' 'and an event, unharmed'
is "$(jq -c '[.id, .op, .key.order_no, .key.line_no]' "$T/q/hook.events" |
	sed -n '6,7s/[0-9a-f]\{8\}:0*//p')" \
	'["shop:6.1","d","9007199254740993","2"]
["shop:6.2","c","9007199254740993","7"]' 'a change of a key is two events'
is "$(jq -r 'select(.op == "c") | .after.email' "$T/q/hook.events" |
	head -2)" '
null' 'an empty string is not NULL'
is "$(sqlite3 "$T/q/received.db" 'SELECT group_concat(verdict) FROM request')" \
	stored 'one signed request was made'
done_testing
