# Files with several batches and an outbox that is trimmed, filled by the poller
# as cron runs it, and killed now and then: all of it once, in order, and what
# waits for more is published when there is no more.  Behind every kill each change
# is where the law of tests/law.sh allows, in a file that is still being filled,
# too.
#
# Seen to fail: with a file sink that publishes nothing when it is idle, and
# with an outbox that is not trimmed then; the law with a hidden file that is not
# looked at, which is what a sink would hold that acknowledges too early.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/law.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all 'no jq on this machine'

engine_new sqlite shop
sql 'CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT, price DOUBLE)'
capture item
law_begin item
BATCH='events = 10'
conf_write
cat >>"$CONF" <<-END
	[sink packed]
	type = file
	dir = $E/packed
	compress = gzip
	rotate_size = 2k
	secret_file = $SECRET
	[sink aged]
	type = file
	dir = $E/aged
	rotate_age = 7d
END

packed() { # the events in those files
	for packed_f in "$E/packed"/*/*.gz; do
		gzip -dc "$packed_f"
	done | jq -c 'select(.op)'
}

work() { # ROUND
	sql "INSERT INTO item SELECT $1 * 1000 + value, 'it''s ' || value, 0.5
		FROM generate_series(1, 60);
	UPDATE item SET price = price + 1 WHERE id % 7 = $1 % 7;
	DELETE FROM item WHERE id % 11 = $1 % 11"
}

# All that a file sink holds, as text; a hidden file that has its name already is
# the same file.
unpacked() { # SINK
	rm -rf "$E/unpacked/$1"
	mkdir -p "$E/unpacked/$1"
	find "$E/$1" -type f \( -name '[0-9]*.ndjson' -o -name '[0-9]*.gz' -o \
		-name '.*.part' -links 1 \) | while read -r unpacked_f; do
		unpacked_to=$E/unpacked/$1/$(basename "$unpacked_f" |
			sed 's/^\.//').ndjson
		# Behind the last whole batch it can be torn.
		gzip -dc <"$unpacked_f" >"$unpacked_to" 2>"$T/null" ||
			case $unpacked_f in
			*.gz*) ;;
			*) cp "$unpacked_f" "$unpacked_to" ;;
			esac
	done
}

law_place() { # SINK
	case $1 in
	files) echo "files=files:$FILES" ;;
	outbox) echo "outbox=outbox:$OUTBOX" ;;
	*)
		unpacked "$1"
		echo "$1=files:$E/unpacked/$1"
		;;
	esac
}

same() { # WHAT
	events files | plain >"$E/want"
	packed | plain >"$E/got"
	same_file "$E/got" "$E/want" "$1"
}

work 1
poll_quietly 'a poll'
same 'there is no more: nothing is held back'
ok 'several batches in a file' \
	sh -c 'ls "$1"/*/ | grep -q "^[0-9]*-[0-9]*_"' - "$E/packed"
is "$(ls "$E/aged"/*/ | wc -l)" 0 'young files wait'
before=$(ls "$E/packed"/*/)
poll_quietly 'a poll without anything to do'
is "$(ls "$E/packed"/*/)" "$before" 'makes no file'

# Killed wherever it is; $n ends in different places each time.
round=2
while [ "$round" -lt 14 ]; do
	work "$round"
	"$SHADOWLOG" poll --config "$CONF" >"$T/null" 2>&1 &
	poller=$!
	sleep "$(printf '0.%03d' $((round * 25)))"
	kill -9 "$poller" 2>/dev/null
	# Until it is gone it has its lock, and the next one leaves it alone.
	wait "$poller" 2>/dev/null
	law | sed "s/^/round $round: /" | head -5 >>"$E/unlawful"
	round=$((round + 1))
done
is "$(cat "$E/unlawful")" '' "the law held behind 12 kills: $(law_told)"
wait_for 'poll; [ "$code" = 0 ]'
same 'killed: every event once, in order'
out=$("$SHADOWLOG" verify-files --secret-file "$SECRET" "$E/packed" 2>&1)
is "$?" 0 "killed: whole, as the manifest says, and signed"
has "$out" 'as the manifest says, signed' 'and it says so'
lawful 'killed'
is "$(find "$E/packed" -name '.*.part' -o -name '.*.tmp' -o -name '*.cut')" '' \
	'and nothing is left over'

# By age no longer: what waits comes.
sed -i 's/^rotate_age = 7d/rotate_age = 1ms/' "$CONF"
poll_quietly 'the age of files is reached'
is "$(cat "$E/aged"/*/*.ndjson | jq -c 'select(.op)' | plain | cksum)" \
	"$(events outbox | plain | cksum)" 'all that waited is there'

# The outbox is trimmed when there is nothing to deliver.
sqlite3 "$OUTBOX" "INSERT INTO consumers VALUES ('me', 30, 'now')"
sed -i "s|^path = .*|&\\nkeep = 1ms|" "$CONF"
poll_quietly 'nothing to deliver, and something to delete'
is "$(sqlite3 "$OUTBOX" 'SELECT min(position) FROM events')" 31 \
	'what is read and old enough is deleted'
sqlite3 "$OUTBOX" 'UPDATE consumers SET position = 40'
sed -i 's/^keep = 1ms/keep = 366d/' "$CONF"
poll_quietly 'nothing is that old'
is "$(sqlite3 "$OUTBOX" 'SELECT min(position) FROM events')" 31 \
	'and nothing is deleted'

# A poller that runs on takes up new keys.
signatures() { # of the newest file of `packed`
	sed -n 's/^webhook-signature: //p' "$(find "$E/packed" -name '*.sig' |
		sort | tail -1)" | wc -w
}
"$SHADOWLOG" poll --config "$CONF" --follow >"$E/followed" 2>&1 &
follower=$!
at_end_kill "$follower"
before=$(events files | wc -l)
work 15
wait_for '[ "$(events files | wc -l)" -gt "$before" ] && [ "$(packed | wc -l)" \
	= "$(events files | wc -l)" ]'
is "$(signatures)" 1 'one key signs'
"$SHADOWLOG" secret rotate "$SECRET" >/dev/null
work 16
wait_for '[ "$(signatures)" = 2 ]'
is "$(signatures)" 2 'another one is put before it, and both of them sign'
echo 'whsec_none' >"$SECRET"
work 17
wait_for 'grep -q "the old secret_file stays in use" "$E/followed"'
is "$?" 0 'a key that is none: it says so'
before=$(events files | wc -l)
work 18
wait_for '[ "$(packed | wc -l)" -gt "$before" ]'
is "$(signatures)" 2 'and goes on with the old ones'
kill "$follower"
wait "$follower"
printf 'whsec_%s\n' MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY= >"$SECRET"

# A consumer's position that cannot be read: said, and no harm.
mkdir "$E/packed/.consumers"
echo nonsense >"$E/packed/.consumers/me"
sed -i "s|^dir = $E/packed|&\\nkeep_files = 1|" "$CONF"
work 20
poll
is "$code" 78 'a position that cannot be read: exit code 78'
has "$out" 'nothing is deleted' 'and why'
same 'all is delivered even so'
rm "$E/packed/.consumers/me"
poll_quietly 'without it'
is "$(ls "$E/packed"/*/*.gz | wc -l)" 1 'old files go'
done_testing
