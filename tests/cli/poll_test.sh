#!/bin/sh
# shadowlog poll, peek and sink: what they say, when they end, and that a sink's
# trouble is its own.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

# A fresh source with N rows to deliver and a receiver that answers ANSWER...
fresh() { # NAME N [ANSWER...]
	fresh_n=$2
	HOOK=
	BATCH=
	HOOK_OPTIONS=
	engine_new sqlite "$1"
	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
	capture t
	rows 1 "$fresh_n"
	shift 2
	hook_start "$@"
	conf_write
}

rows() { # FROM TO
	[ "$1" -gt "$2" ] || sql "WITH RECURSIVE n(i) AS (VALUES($1) UNION ALL
		SELECT i + 1 FROM n WHERE i < $2)
		INSERT INTO t SELECT i, 'row ' || i FROM n"
}

counts() {
	echo "$(count files) $(count outbox) $(count hook)"
}

field() { # SINK COLUMN
	sqlite3 "$STATE/state.db" "SELECT $2 FROM sink WHERE name = '$1'"
}

# How far from now the hook is tried again, of a poll that began at $began: not
# before LEAST from then, and not after MOST from now, in milliseconds.
tried_in() { # WHAT LEAST MOST
	tried_at=$(field hook next_attempt_at)
	ok "$1" [ "$tried_at" -ge $((began + $2)) -a \
		"$tried_at" -le $(($(date +%s)000 + 1000 + $3)) ]
}

# Puts every sink's next attempt off.
put_off() {
	sqlite3 "$STATE/state.db" \
		'UPDATE sink SET next_attempt_at = next_attempt_at + 3600000'
}

# Makes every sink due at once.
due() {
	sqlite3 "$STATE/state.db" 'UPDATE sink SET next_attempt_at = 0'
}

# --- All is well ----------------------------------------------------------

fresh well 20
poll_quietly 'a poll that delivers says nothing'
is "$(counts)" '20 20 20' 'three sinks got it'
poll_quietly 'a poll with nothing to do says nothing'
is "$(counts)" '20 20 20' 'and sends nothing'
is "$(sql 'SELECT seq FROM shadowlog_changelog')" 20 \
	'the changelog is down to its anchor'
is "$(sinks_differ)" '' 'the sinks hold the same, and their chains are whole'

rows 21 40
poll --log json
is "$code" 0 'a poll with a log for machines'
is "$(echo "$out" | jq -r '"\(.event) \(.source) \(.sink) \(.events)"' |
	sort)" \
	"$(printf 'batch %s\n' 'shop files 20' 'shop hook 20' \
		'shop outbox 20')" \
	'every line is JSON, one for each batch'
is "$(echo "$out" | jq -r 'select(.time | test(
	"^20[0-9-]{8}T[0-9:]{8}\\.[0-9]{6}Z$") | not)')" '' 'with the time'

rows 41 45
run poll --linger 300ms
is "$code:$out" 0: '--linger ends by itself, and says nothing'
is "$(counts)" '45 45 45' 'having delivered'

# --- peek -----------------------------------------------------------------

rows 46 50
run peek --sink hook
is "$code" 0 'peek'
echo "$out" >"$E/peek1"
is "$(jq -r '"\(.type) \(.batch_seq) \(.count) \(.sink)"' "$E/peek1")" \
	'shadowlog.batch 4 5 hook' 'shows the batch that would be next'
run peek --sink hook
echo "$out" >"$E/peek2"
is "$(jq -cS 'del(.timestamp)' "$E/peek2")" \
	"$(jq -cS 'del(.timestamp)' "$E/peek1")" 'twice the same'
is "$(counts)" '45 45 45' 'peek sends nothing'
is "$(sqlite3 "$STATE/state.db" 'SELECT count(*) FROM batch')" 0 \
	'and seals nothing'
run peek
is "$(echo "$out" | jq -r .sink)" files 'without --sink, the first one'
run peek --sink nowhere
is "$code" 78 'a sink that is none'
has "$out" '"nowhere"' 'is named'
poll_quietly 'a poll behind it'
is "$(jq -cS 'del(.timestamp)' "$(find "$E/hook" -name '*-4.batch')")" \
	"$(jq -cS 'del(.timestamp)' "$E/peek1")" 'sends what peek had shown'
run peek
is "$code:$out" 0: 'when there is nothing, peek shows nothing'

# --- Overlap --------------------------------------------------------------

fresh overlap 3 HANG
printf 'timeout = 1h\n' >>"$CONF"
"$SHADOWLOG" poll --config "$CONF" >"$E/first.out" 2>&1 &
first=$!
wait_for "[ -f '$E/hook/0001.body' ]"
poll_quietly 'a second poll while one is at work'
is "$(counts)" '3 3 0' 'does not wait for the hook, nor send to it'
run sink forget files
is "$code" 78 'a sink that is configured is not forgotten'
run sink resume files
is "$code" 0 'what an operator asks of a poll that is at work'
has "$out" 'the poller that is at work does it' 'is noted for it'

# --- SIGTERM --------------------------------------------------------------

kill -TERM "$first"
# The receiver would hang for the whole timeout of an hour.
ok 'SIGTERM ends a poll whose receiver stalls' \
	timeout 300 tail --pid="$first" -f /dev/null
wait "$first"
is "$?:$(cat "$E/first.out")" 0: 'with exit code 0, and silent'
is "$(field hook condition):$(field hook failures)" ok:0 \
	'that was not the receiver'"'"'s fault'
is "$(sqlite3 "$STATE/state.db" 'SELECT body IS NOT NULL FROM batch')" 1 \
	'the bytes that went out are kept'
poll_quietly 'the next poll'
is "$(counts)" '3 3 3' 'delivers'
cp "$E/hook/0001.body" "$E/one"
same_file "$E/hook/0002.body" "$E/one" 'the same bytes as before'

fresh follow 2
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/follow.out" 2>&1 &
follow=$!
wait_for "[ \"\$(counts)\" = '2 2 2' ]"
rows 3 4
wait_for "[ \"\$(counts)\" = '4 4 4' ]"
is "$(counts)" '4 4 4' '--follow delivers what comes'
kill -INT "$follow"
wait "$follow"
is "$?:$(cat "$E/follow.out")" 0: 'and ends on SIGINT, silent'

# --- A sink that is down --------------------------------------------------

fresh down 5 '3*503'
began=$(date +%s)000
poll
is "$code" 75 'a receiver that is down: try again'
has "$out" 'sink "hook": transient: ' 'the sink is named'
has "$out" 503 'with what it said'
has "$out" 'next attempt not before 20' 'and when it is tried again'
is "$(counts)" '5 5 0' 'the others have got everything'
is "$(field hook condition)" retrying 'its condition'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 5 \
	'what it lacks stays in the changelog'
tried_in 'it is tried again within seconds' 0 5000
put_off
rows 6 8
poll_quietly 'a poll before that time: deferred, no complaint'
is "$(counts)" '8 8 0' 'and the others go on'
is "$(wc -l <"$E/hook/log" | tr -d ' ')" 1 'it was not tried'
sqlite3 "$STATE/state.db" "UPDATE sink SET next_attempt_at =
	1000 * strftime('%s', 'now', '+9 years')"
poll
is "$code" 75 'a time that a clock set which was years ahead is not waited for'
is "$(field hook failures)" 2 'it was tried'
due
poll
is "$code" 75 'when the time has come it is tried'
is "$(field hook failures)" 3 'and fails again'
cp "$E/hook/0001.body" "$E/one"
same_file "$E/hook/0002.body" "$E/one" 'with the same bytes'
due
poll_quietly 'when it is up again'
same_file "$E/hook/0004.body" "$E/one" 'it gets the same bytes'
is "$(counts)" '8 8 8' 'and all that came meanwhile'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'and the changelog is trimmed'
is "$(field hook "failures || ' ' || next_attempt_at || condition")" '0 0ok' \
	'the failures are forgotten'

fresh gone 2
hook_gone
poll
is "$code" 69 'a receiver where nobody listens'
has "$out" 'sink "hook": ' 'is named'
is "$(counts)" '2 2 0' 'and holds nobody up'

fresh later 2 '503,Retry-After: 1800'
began=$(date +%s)000
poll
tried_in 'Retry-After of half an hour is kept' 1800000 1800000

# --- The three kinds of trouble -------------------------------------------

# kind STATUS CODE CONDITION [TIMES]: what such answers make of a sink.
kind() { # STATUS CODE CONDITION [TIMES]
	fresh "kind$1" 2 "${4:-1}*$1"
	poll
	is "$code" "$2" "status $1: exit code $2"
	is "$(field hook condition)" "$3" "status $1: $3"
	has "$out" "$1" "status $1 is told"
	is "$(counts)" '2 2 0' "status $1 holds nobody up"
	put_off
	poll
	case $3 in
	retrying) is "$code:$out" 0: 'it is deferred' ;;
	*) # cron must not forget
		is "$code" "$2" 'a poll before the next attempt says so again'
		;;
	esac
	is "$(wc -l <"$E/hook/log" | tr -d ' ')" "${4:-1}" 'without an attempt'
	run sink resume hook
	is "$code:$out" 0: 'resume'
	poll_quietly 'then all is well'
	is "$(counts)" '2 2 2' 'and everything is there'
}
kind 429 75 retrying
kind 500 75 retrying
# Both changes, both once more, and the first alone.
kind 400 65 halted 3
kind 422 65 halted 3
kind 401 78 misconfigured
kind 404 78 misconfigured
kind 301 78 misconfigured

# --- The log for machines ---------------------------------------------------

# All that was said, as "event kind", one a line; fails if it is no JSON.
said() {
	printf '%s\n' "$out" | jq -r '"\(.event) \(.kind) \(.sink)"' 2>&1
}

fresh log 2 401
poll --log json
is "$code" 78 'a log for machines when a sink fails'
is "$(said | sort)" "$(printf 'batch null %s\n' files outbox
	echo failure misconfigured hook)" 'says so in JSON, once'
poll --log json
is "$code:$(said)" '78:error misconfigured null' \
	'and the next time that it is so still'
has "$out" 'sink \"hook\": ' 'of which sink'
poll
is "$code" 78 'in words'
has "$out" 'shadowlog: poll: sink "hook": http' 'too'
mv "$DB" "$DB.away"
sed "s|^connection = .*|connection = Driver={PostgreSQL Unicode};$(
	)Server=127.0.0.1;Port=1|; s/^dialect = .*/dialect = postgresql/" \
	"$CONF" >"$E/down.conf"
chmod 600 "$E/down.conf"
good_conf=$CONF
CONF=$E/down.conf
poll --log json
is "$code:$(said)" '78:error unavailable null
error misconfigured null' 'when the source is down besides, both are told'
CONF=$good_conf
rm -r "$STATE"
poll --log json
is "$code:$(said)" '73:error cannot create null' 'without a state'
sed 's/^id = .*/&\nidd = 1/' "$CONF" >"$E/bad.conf"
chmod 600 "$E/bad.conf"
CONF=$E/bad.conf
mkdir "$STATE"
poll --log json
is "$code:$(said)" '78:error configuration null' 'with a bad configuration'

if command -v script >/dev/null; then
	fresh terminal 3
	out=$(script -qec "'$SHADOWLOG' poll --config '$CONF'" /dev/null \
		</dev/null 2>&1 | tr -d '\r')
	has "$out" 'shop: ' 'on a terminal there is a line of progress'
	has "$out" ' events in ' 'with how many events'
else
	skip 'a terminal' 'no script(1)'
fi

# --- pause, forget --------------------------------------------------------

fresh pause 2
poll
run sink pause hook
is "$code:$out" 0: 'a sink is paused'
rows 3 4
poll_quietly 'that is no trouble'
is "$(counts)" '4 4 2' 'it gets nothing'
sed '/^\[sink hook\]/,$d' "$CONF" >"$CONF.new"
mv "$CONF.new" "$CONF"
poll_quietly 'a sink that is not configured any more'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 3 \
	'still pins what it lacks'
run sink forget hook
is "$code:$out" 0: 'it is forgotten'
poll_quietly 'and then'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'the changelog is trimmed'
run sink forget hook
is "$code" 78 'it cannot be forgotten twice'

# --- keep -----------------------------------------------------------------

fresh keep 3
conf_write 'keep = 1h'
poll
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 3 \
	'keep: what was delivered stays'
poll_quietly 'and is not delivered again'
is "$(counts)" '3 3 3' 'to nobody'
sqlite3 "$STATE/state.db" 'UPDATE kept SET acked_at = acked_at - 3608000'
poll_quietly 'an hour and a little later'
is "$(sql 'SELECT count(*) FROM shadowlog_changelog')" 1 \
	'it goes, though nothing new came'

done_testing
