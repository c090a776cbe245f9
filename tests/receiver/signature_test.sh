# Forged, stale and malformed requests are refused, and leave nothing behind.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/receiver/batches.sh"
batch 1
batch 2
receiver_secret "$T/new"
receiver_secret "$T/old"
receiver_secret "$T/other"
OLD=$(secret_hex "$T/old")
NEW=$(secret_hex "$T/new")
OTHER=$(secret_hex "$T/other")

receiver_start --secret-file "$T/new" --secret-file "$T/old" \
	--store "$T/store.db"
KEY=$NEW
is "$(send 1)" 200 'signed with the new secret'
KEY=$OLD
is "$(send 2)" 200 'signed with the old one'
KEY=$OTHER
is "$(send 1)" 401 'signed with another'
has "$(cat "$T/headers")" problem+json 'refused with problem details'
KEY=
is "$(send 1)" 401 'not signed'

now=$(date +%s)
by_hand() { # TIME SIGNED_ID ID FILE
	curl -s -o "$T/answer" -w '%{http_code}' --data-binary "@$4" \
		-H "webhook-id: $3" -H "webhook-timestamp: $1" \
		-H "webhook-signature: $(sign "$2" "$1" "$T/1.json" "$NEW")" \
		"$RECEIVER_URL/"
}
id=shop-hook-1a2b-1
is "$(by_hand "$now" $id $id "$T/1.json")" 200 'now'
is "$(by_hand $((now - 200)) $id $id "$T/1.json")" 200 'a little old'
is "$(by_hand $((now - 400)) $id $id "$T/1.json")" 401 'too old'
is "$(by_hand $((now + 400)) $id $id "$T/1.json")" 401 'from the future'
is "$(by_hand "$now" $id ${id}1 "$T/1.json")" 401 'another id'
is "$(by_hand "$now" $id $id "$T/2.json")" 401 'another body'
is "$(store "SELECT count(*) FROM event")" 2 'nothing of it was stored'
is "$(store "SELECT count(*) FROM request WHERE verdict = 'forged'")" 6 \
	'each is on record'
receiver_stop

receiver_start --unsigned --store "$T/plain.db" --max-body 2000
refused() { # what SED
	sed "$2" "$T/1.json" >"$T/bad.json"
	is "$(post "$T/bad.json" $id)" 400 "$1"
}
refused 'not JSON' 's/.$//'
refused 'another type' 's/shadowlog.batch/other/'
refused 'no batch_seq' 's/"batch_seq":1,//'
refused 'no source' 's/"source"/"origin"/'
refused 'an id that is not the header' 's/"id":"shop-hook/"id":"shop-look/'
refused 'a count that is wrong' 's/"count":1/"count":2/'
refused 'an event without an id' 's/"id":"shop:1a2b/"di":"shop:1a2b/'
is "$(sqlite3 "$T/plain.db" 'SELECT count(*) FROM event')" 0 \
	'nothing of it was stored'
is "$(send 1 -H 'Content-Encoding: gzip')" 400 'an encoded body'
head -c 3000 /dev/zero | tr '\0' x >"$T/long"
is "$(post "$T/long" $id)" 413 'longer than --max-body'
is "$(curl -s -o "$T/answer" -w '%{http_code}' "$RECEIVER_URL/hook")" 405 \
	'GET brings no batch'
is "$(send 1)" 200 'and after all that, a good one'
done_testing
