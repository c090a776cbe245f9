#!/bin/sh
# shadowlog peek: the batch that the next poll sends, also while a bad event is
# looked for, where a receiver takes no large body, in front of a change that
# does not decode, and in a format of one change at a time.
#
# Seen to fail with the limits of [batch] alone, with a learned limit that is not
# looked at, and with an undecodable change that is an error wherever it stands.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all 'no jq'

fresh() { # NAME [LINE of the webhook...]
	engine_new sqlite "$1"
	shift
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
	hook_start
	HOOK_OPTIONS=$(printf '%s\n' "$@")
	BATCH='events = 6'
	conf_write
	# The webhook alone: others would hold the changelog back.
	sed -i '/^\[sink files/,/^\[sink hook/{/^\[sink hook/!d}' "$CONF"
	sql "INSERT INTO t VALUES (1, 'one')"
	poll_quietly 'something is delivered'
	sql "INSERT INTO t VALUES (2, 'two'), (3, 'three'), (4, 'four'),
		(5, 'five'), (6, 'six'), (7, 'seven'), (8, 'eight')"
}

told() { # COLUMN=NUMBER
	sqlite3 "$STATE/state.db" "UPDATE sink SET $1 WHERE name = 'hook'"
}

shown() { # COUNT WHAT
	run peek --sink hook
	printf '%s\n' "$out" >"$E/shown"
	is "$(jq '.count // 1' "$E/shown")" "$1" "$2: $1 are shown"
	"$SHADOWLOG" poll --config "$CONF" >"$E/log" 2>&1
	jq -S 'del(.timestamp)' "$E/shown" >"$E/shown.plain"
	jq -S 'del(.timestamp)' "$E/hook/0002.body" >"$E/sent.plain"
	same_file "$E/shown.plain" "$E/sent.plain" "$2: those are sent next"
	hook_stop
}

# A sink before its first poll, and one that was forgotten.
fresh new
sed 's/^\[sink hook\]/[sink other]/' "$CONF" >"$E/other.conf"
chmod 600 "$E/other.conf"
"$SHADOWLOG" peek --config "$E/other.conf" --sink other >"$E/shown" 2>&1
is "$(jq -r '"\(.sink) \(.batch_seq) \(.data[0].key.id)"' "$E/shown")" \
	'other 1 1' 'a sink that was never polled for: what it will get first'
is "$(sqlite3 "$STATE/state.db" 'SELECT name FROM sink')" hook \
	'and nothing was noted'
sed -i '/^\[sink hook/,$d' "$CONF"
run sink forget hook
HOOK_OPTIONS=
conf_write
sed -i '/^\[sink files/,/^\[sink hook/{/^\[sink hook/!d}' "$CONF"
shown 6 'one that was forgotten, and comes back'
is "$(jq .batch_seq "$E/shown")" 2 'behind its last batch'

fresh plain
shown 6 'as [batch] says'

fresh split
told 'split = 2, split_last = 1000'
shown 2 'while a bad event is looked for'

fresh small
told 'body_limit = 1300'
run peek --sink hook
ok "a body that fits: ${#out}" [ "${#out}" -le 1300 ]
shown "$(printf '%s' "$out" | jq .count)" 'where a receiver takes no more'

fresh undecodable
sqlite3 "$DB" "UPDATE shadowlog_changelog SET new_row = '4' WHERE seq = 4"
shown 2 'in front of a change that does not decode'

fresh single 'format = cloudevents'
shown 1 'in a format of one change at a time'

fresh first
sqlite3 "$DB" "UPDATE shadowlog_changelog SET new_row = '2' WHERE seq = 2"
run peek --sink hook
is "$code" 65 'a change that does not decode, and is next'
has "$out" 'seq 2' 'is named'
hook_stop

done_testing
