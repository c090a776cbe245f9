# A sink whose files cannot be used, a secret, a key for masks, a certificate, is
# out of order by itself: the others are served, status says why, and once the
# file is there it goes on by itself.  A configuration that is wrong ends the poll.
#
# Seen to fail with: ERR_CONFIG for a file; a sink that is opened without the key
# of its masks; no second try while a poller follows; a state that stays
# misconfigured; keys behind the file taken for unknown ones.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

engine_new sqlite shop
STORE=$E/store.db
sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
capture t
receiver_secret "$E/secret"
receiver_start --secret-file "$E/secret" --store "$STORE"
HOOK=$RECEIVER_URL/hook
echo token >"$E/bearer"
echo 'X-Key: k' >"$E/headers"
echo cert >"$E/ca"
openssl rand -hex 32 >"$E/mask"
chmod 600 "$E/bearer" "$E/headers" "$E/mask" "$E/ca"

hook() { # JQ
	"$SHADOWLOG" status --config "$CONF" --json |
		jq -r ".sinks[] | select(.name == \"hook\") | $1"
}

received() {
	stored 'SELECT count(*) FROM event'
}

n=0
insert() {
	n=$((n + 1))
	sql "INSERT INTO t VALUES ($n, 'note $n')"
}

# The file of one key is away, or no good: only that sink stands still.
out_of_order() { # KEY FILE
	HOOK_OPTIONS=$(printf '%s\n%s = %s\nrate = 100/s\non_reject = halt' \
		"${3:-}" "$1" "$2")
	[ "$1" != secret_file ] || HOOK_OPTIONS=
	conf_write
	had=$(received)
	mv "$2" "$2.away"
	insert
	poll
	is "$code" 78 "$1: a file that is not there"
	has "$out" 'sink "hook": misconfigured: ' "$1: named by its sink"
	line=$(grep -n "^$1 = $2" "$CONF" | cut -d: -f1)
	has "$out" "$CONF: line $line: [sink hook] $1: " \
		"$1: file, line and key"
	is "$(count files) $(count outbox)" "$n $n" "$1: the others go on"
	is "$(received)" "$had" "$1: it gets nothing"
	is "$(hook '"\(.state) \(.next_attempt_at)"')" 'misconfigured null' \
		"$1: as status says"
	has "$(hook .error)" "[sink hook] $1: " "$1: and why"
	run status
	has "$out" 'next attempt once it can be opened' "$1: in words, too"
	run peek --sink hook --request
	is "$code" 78 "$1: it cannot be previewed either"
	mv "$2.away" "$2"
	[ "$1" = ca_file ] || {
		chmod 604 "$2"
		poll
		is "$code" 78 "$1: nor one that others can read"
		chmod 600 "$2"
	}
	poll_quietly "$1: once it is good, it goes on at once"
	is "$(received)" "$n" "$1: and gets what it lacked"
	is "$(hook '"\(.state) \(.failures) \(.error)"')" 'ok 0 null' \
		"$1: all is well"
}

HOOK_OPTIONS=
conf_write
out_of_order secret_file "$E/secret"
out_of_order headers_file "$E/headers"
out_of_order bearer_file "$E/bearer"
out_of_order ca_file "$E/ca"
masked() {
	stored "SELECT count(*) FROM event WHERE json LIKE '%hmac-sha256:%'"
}
is "$(masked)" 0 'nothing was masked so far'
out_of_order mask_key_file "$E/mask" 'mask = t.note'
is "$(masked)" 1 'and what waited for the key of its mask is masked'

# Also where nothing waits for it.
mv "$E/mask" "$E/away"
poll
is "$code:$(hook .state)" 78:misconfigured 'out of order with nothing to do'
mv "$E/away" "$E/mask"
poll_quietly 'and in order again'
is "$(hook .state)" ok 'which status says at once'

# A poller that stays takes it up by itself.
mv "$E/bearer" "$E/away"
HOOK_OPTIONS="bearer_file = $E/bearer"
conf_write
insert
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/follow.log" 2>&1 </dev/null &
poller=$!
at_end "kill $poller 2>/dev/null; :"
wait_for '[ "$(count files)" = "$n" ]'
is "$(received)" $((n - 1)) 'a poller that stays: the others go on'
mv "$E/away" "$E/bearer"
wait_for '[ "$(received)" = "$n" ]'
is "$(received)" "$n" 'once the file is there it goes on'
insert
wait_for '[ "$(received)" = "$n" ]'
is "$(grep -c 'bearer_file' "$E/follow.log")" 1 'and it was said once'
is "$(hook .state)" ok 'it is well'
kill "$poller"
wait "$poller" 2>/dev/null

# A file sink's signing key.
conf_write
sed -i "s|^type = file|&\nsecret_file = $E/none\nkeep_files = 100|" "$CONF"
insert
poll
is "$code" 78 'a file sink without its key'
has "$out" 'sink "files": misconfigured: ' 'is out of order'
is "$(received) $(count outbox) $(count files)" "$n $n $((n - 1))" \
	'and the others are not'
run sink resume files
poll
is "$code" 78 'to resume it does not help'
cp "$E/secret" "$E/none"
poll_quietly 'its key does'
is "$(count files)" "$n" 'it has all'

# What is wrong with the configuration ends the poll, whatever the files are.
rm "$E/none"
cp "$CONF" "$E/good.conf"
insert
refuses() { # SED MESSAGE
	sed "$1" "$E/good.conf" >"$CONF"
	poll
	is "$code" 78 "a configuration that is wrong: $2"
	has "$out" "$2" 'is told with file, line and key'
	is "$(received)" $((n - 1)) 'and nobody is served'
}
refuses 's|^keep_files.*|keep_file = 1|' '[sink files] has no key "keep_file"'
refuses 's|^keep_files.*|keep_files = x|' '[sink files] keep_files: '
refuses 's|^url.*|url = nonsense here|' '[sink hook] url: this is not a URL'
sed "s|^bearer_file.*|bearer_file = $E/gone|; s|^insecure_http.*|&\nrat = 1|" \
	"$E/good.conf" >"$CONF"
poll
has "$out" '[sink hook] has no key "rat"' 'also beside a file that is not there'
cp "$E/good.conf" "$CONF"
poll
is "$code:$(received)" "78:$n" 'put right, those that can be are served'
receiver_stop
done_testing
