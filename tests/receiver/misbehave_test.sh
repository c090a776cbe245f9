# Every way in which the receiver can be told to misbehave.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/receiver.sh"
. "$TOP/tests/receiver/batches.sh"
for i in 1 2 3 4 5 6 7 8 9; do batch $i; done

receiver_start --unsigned --store "$T/store.db" --control \
	--fail 'every=3,status=503,header=Retry-After: 7,body=busy'
is "$(send 1) $(send 2) $(send 3) $(send 3)" '200 200 503 200' \
	'every third request'
is "$(verdicts)" 'stored stored failed stored' 'was not stored, then was'
receiver_stop

rm -f "$T/store.db"*
receiver_start --unsigned --store "$T/store.db" --control
is "$(rules 'first=1,status=429,header=Retry-After: 9,header=X-A: b')" 200 \
	'rules can be set while it runs'
is "$(send 1)" 429 'and count from there'
has "$(cat "$T/headers")" 'Retry-After: 9' 'with a header'
has "$(cat "$T/headers")" 'X-A: b' 'and another'
is "$(send 1)" 200 'once'
is "$(rules 'times=2,status=500')" 200 'times=2'
is "$(send 2) $(send 2) $(send 2)" '500 500 200' 'counts its uses'
is "$(rules 'batch=4,status=400')" 200 'batch=4'
is "$(send 3) $(send 4) $(send 4)" '200 400 400' 'is for that batch'
is "$(rules 'at=2,status=202')" 200 'status=202'
is "$(send 4) $(send 5)" '200 202' 'stands for 200'
is "$(store "SELECT max(batch_seq) FROM position")" 5 'and the batch is stored'
is "$(send 7)" 412 'but no rule acknowledges what was refused'

is "$(rules 'first=1,close=before')" 200 'close=before'
is "$(send 6)" 'curl 52' 'no answer'
is "$(store "SELECT max(batch_seq) FROM position")" 5 'and not stored'
is "$(rules 'first=1,close=after')" 200 'close=after'
is "$(send 6)" 'curl 52' 'no answer'
is "$(store "SELECT max(batch_seq) FROM position")" 6 'but stored'
is "$(send 6)" 200 'the next attempt finds it there'

is "$(rules 'first=1,cut_request=10')" 200 'cut_request'
has "$(send 7)" 'curl 5' 'the connection breaks'
is "$(store "SELECT max(batch_seq) FROM position")" 6 'nothing stored'
is "$(rules 'first=1,cut_response=9')" 200 'cut_response in the status line'
has "$(send 7)" curl 'no whole answer'
is "$(store "SELECT max(batch_seq) FROM position")" 7 'stored'
is "$(rules 'first=1,cut_response=90')" 200 'cut_response in the body'
is "$(send 8)" 'curl 18' 'half an answer'
is "$(store "SELECT max(batch_seq) FROM position")" 8 'stored'

is "$(rules 'first=1,stall=3600')" 200 'stall'
is "$(send 9 --max-time 1)" 'curl 28' 'the sender gives up'
is "$(store "SELECT max(batch_seq) FROM position")" 8 'nothing stored yet'
is "$(curl -s "$RECEIVER_URL/status" | jq .events)" 8 \
	'one that waits holds up no other'
is "$(rules 'first=1,late=3600')" 200 'late'
is "$(send 9 --max-time 1)" 'curl 28' 'the sender gives up'
while [ "$(store "SELECT max(batch_seq) FROM position")" = 8 ]; do :; done
is "$(store "SELECT max(batch_seq) FROM position")" 9 'but it is stored'
is "$(rules 'first=1,stall=0.05,late=0.05')" 200 'short waits'
is "$(send 9)" 200 'end with an answer'

is "$(rules 'status=503' 'every=0')" 400 'a wrong rule is refused'
has "$(cat "$T/answer")" every=0 'with its words'
is "$(send 9)" 200 'and changes nothing'
for rule in 'status=99' 'stall=-1' 'close=never' 'nonsense' 'header=x' 'every'
do
	is "$(rules "$rule")" 400 "rule $rule"
done
is "$(rules '')" 200 'no rules'
is "$(curl -s "$RECEIVER_URL/control")" '' 'are no rules'
receiver_stop
is "$(store "SELECT count(*) = count(DISTINCT event_id) FROM event")" 1 \
	'through all that, no event is there twice'

receiver_start --unsigned
is "$(rules '')" 403 'without --control, no control'
receiver_stop
done_testing
