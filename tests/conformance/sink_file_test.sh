# The file sink: names, bytes, what it refuses, what a crash leaves, and the
# consumer of docs/file-sink.md as it stands there.
. "$(dirname "$0")/../tap.sh"

dir=$T/files

send() { # FROM TO [OPTION]
	"$BUILD/tools/deliver" file "$1" "$2" 3 0 "dir=$dir" ${3:-} \
		>"$T/sent" 2>&1
}

one=00000000000000000001_00000000000000000001-00000000000000000003.ndjson
two=00000000000000000002_00000000000000000004-00000000000000000006.ndjson
three=00000000000000000003_00000000000000000007-00000000000000000009.ndjson.gz

# ------------------------------------------------------------ names and bytes
ok 'two batches' send 1 2
is "$(ls -A "$dir/7c1e")" "$one
$two" 'names'
is "$(stat -c %a "$dir" "$dir/7c1e" "$dir/7c1e/$one" | tr '\n' ' ')" \
	'750 750 640 ' 'modes'
is "$(wc -l <"$dir/7c1e/$one")" 5 'head, events and trailer'
if command -v jq >/dev/null 2>&1; then
	is "$(jq -r .type "$dir/7c1e/$one" | head -1)" shadowlog.batch \
		'the head is JSON'
	is "$(head -1 "$dir/7c1e/$one" | jq -c '[.batch_seq, .count, .data]')" \
		'[1,3,null]' 'the batch without its events'
	is "$(sed -n '2,4p' "$dir/7c1e/$one" | jq -r .pos | tr '\n' ' ')" \
		'00000000000000000001 00000000000000000002 00000000000000000003 ' \
		'the events'
else
	skip 'the lines are JSON' 'no jq on this machine'
fi
sum=$(sed '$d' "$dir/7c1e/$one" | sha256sum | cut -d' ' -f1)
is "$(tail -1 "$dir/7c1e/$one")" \
	"{\"type\":\"shadowlog.end\",\"count\":3,\"sha256\":\"$sum\"}" \
	'the trailer'

# ------------------------------------------------------------- delivered again
touch -d '2001-02-03' "$dir/7c1e/$one" "$dir/7c1e/$two"
before=$(stat -c '%i %Y %s' "$dir/7c1e/"*)
ok 'the same again' send 1 2
is "$(stat -c '%i %Y %s' "$dir/7c1e/"*)" "$before" 'changes nothing'
is "$(head -1 "$T/sent")" 'position 7c1e 2 erp-out-7c1e-2' 'its position'
ok 'and compressed' send 1 2 compress=gzip
is "$(stat -c '%i %Y %s' "$dir/7c1e/"*)" "$before" \
	'the content counts, not the compression'
ok 'the third is compressed' send 3 3 compress=gzip
is "$(ls "$dir/7c1e" | tail -1)" "$three" 'under its own name'
ok 'and known to be there without' send 1 4
is "$(ls "$dir/7c1e" | wc -l)" 4 'four files in all'
dir=$T/copy
ok 'the same batches elsewhere' send 1 3 compress=gzip
same_file "$dir/7c1e/$three" "$T/files/7c1e/$three" \
	'give the same compressed bytes'
dir=$T/files

# ------------------------------------------------------------ what is refused
refused() { # CODE TEXT WHAT
	is "$?" "$1" "$3: exit code $1"
	has "$(tail -1 "$T/sent")" "$2" "$3"
}

sed -i 's/"x"/"y"/' "$dir/7c1e/$two"
sum=$(sha256sum <"$dir/7c1e/$two")
send 2 2
refused 70 "$dir/7c1e/$two\" is there already" 'a file that was changed'
is "$(sha256sum <"$dir/7c1e/$two")" "$sum" 'which is left as it is'
truncate -s -1 "$dir/7c1e/$one"
send 1 1
refused 70 "$one" 'a file that was cut'
echo >>"$dir/7c1e/$one"
echo >>"$dir/7c1e/$one"
send 1 1
refused 70 "$one" 'a file with more behind it'
rm "$dir/7c1e/$one"
send 1 1
refused 70 'is older than the directory' 'an old batch whose file is gone'
FIRST_SEQ=500 send 4 4
refused 70 'is older than the directory' 'the same number, other positions'
is "$(ls -A "$dir/7c1e" | wc -l)" 3 'nothing was published by that'
ok 'what comes next goes in' send 5 5

# -------------------------------------------------------------------- position
dir=$T/epochs
EPOCH=ffff TIMESTAMP=2026-01-01T00:00:00Z send 1 3
EPOCH=aaaa TIMESTAMP=2026-02-01T00:00:00Z send 1 2 compress=gzip
EPOCH=cccc TIMESTAMP=2025-12-01T00:00:00Z send 1 9
mkdir "$dir/lost+found" "$dir/bbbb"
echo note >"$dir/README"
echo note >"$dir/dddd"
echo note >"$dir/aaaa/99_notes.txt"
send 1 0
is "$(cat "$T/sent")" 'position aaaa 2 erp-out-aaaa-2' \
	'the position is in the epoch whose batches are the newest'
gzip -dc "$dir/aaaa/"*2_*.gz | sed 's/"sink":"out"/"sink":"theirs"/' >"$T/x"
rm "$dir/aaaa/"*2_*.gz
cp "$T/x" "$dir/aaaa/$two"
send 1 0
refused 78 'belongs to sink "theirs" of source "erp"' "another sink's directory"
echo '{"type":' >"$dir/aaaa/$two"
send 1 0
refused 74 "$dir/aaaa/$two\" is damaged" 'a head that is none'
sed 's/"batch_seq":2/"batch_seq":3/' "$T/x" >"$dir/aaaa/$two"
send 1 0
refused 74 'is damaged' 'a head of another batch'
: >"$dir/aaaa/$two"
send 1 0
refused 74 'is damaged' 'an empty file'

# ----------------------------------------------------------- after a crash
dir=$T/crash
ok 'one batch' send 1 1
touch "$dir/7c1e/.$two.tmp" "$dir/7c1e/.$two.gz.tmp" "$dir/7c1e/.mine.tmp" \
	"$dir/7c1e/.$two" "$dir/.$two.tmp"
send 1 0
is "$(ls -A "$dir/7c1e" | sort | tr '\n' ' ')" ".$two .mine.tmp $one " \
	'hidden files of ours are removed, others are not'
is "$(ls -A "$dir" | sort | tr '\n' ' ')" ".$two.tmp 7c1e " \
	'and only where we put them'

# ---------------------------------------------------------------- directories
dir=$T/no/such/directory
send 1 1
refused 73 "$dir" 'a directory whose parent is not there'
dir=$T/file
touch "$dir"
send 1 1
refused 73 "$dir" 'a directory that is a file'
dir=$T/slash///
ok 'slashes at the end' send 1 1
mkdir "$T/ro"
if [ "$(id -u)" != 0 ]; then
	chmod 500 "$T/ro"
	dir=$T/ro
	send 1 1
	refused 77 "$dir" 'a directory that is not ours to write'
else
	skip 'a directory that is not ours to write' 'root may write anywhere'
fi

# An operator may put an epoch elsewhere.
dir=$T/linked
send 1 2
mv "$dir/7c1e" "$T/elsewhere"
ln -s "$T/elsewhere" "$dir/7c1e"
ok 'an epoch that is a link' send 2 3
is "$(head -1 "$T/sent")" 'position 7c1e 2 erp-out-7c1e-2' 'counts'
is "$(ls "$T/elsewhere" | wc -l)" 3 'and is written to'

# ------------------------------------------------------------------ the manual
block() {
	awk -v name="$1" '
		$0 == "```sh " name { on = 1; next }
		/^```/ { on = 0 }
		on' "$TOP/docs/file-sink.md"
}

dir=$T/consume
ok 'three batches' send 1 3
cat >"$T/consumer" <<-END
	set -u
	dir=$dir
	epoch=7c1e
	state=$T/state
	handle() {
		[ ! -f "$T/broken" ] || return 1
		basename "\$1" | cut -c18-20 >>"$T/handled"
	}
END
block consume >>"$T/consumer"
ok 'the consumer of the manual' sh "$T/consumer"
is "$(tr '\n' ' ' <"$T/handled")" '001 002 003 ' 'handles all, in order'
ok 'again' sh "$T/consumer"
send 4 5
touch "$dir/7c1e/.$two.tmp" "$T/broken"
not_ok 'it fails' sh "$T/consumer"
rm "$T/broken"
ok 'it goes on' sh "$T/consumer"
is "$(tr '\n' ' ' <"$T/handled")" '001 002 003 004 005 ' 'each once'
file=$dir/7c1e/$one
export file
is "$(block check | sh | grep -o '[0-9a-f]\{64\}' | uniq | wc -l)" 1 \
	'the check of the manual finds the same sum twice'

# The same loop where files hold several batches, and have signatures.
printf 'whsec_%s\n' MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5 >"$T/secret"
chmod 600 "$T/secret"
dir=$T/consume2
more() { # FROM TO OPTION...
	more_from=$1
	more_to=$2
	shift 2
	IDLE=1 "$BUILD/tools/deliver" file "$more_from" "$more_to" 3 0 \
		"dir=$dir" "secret_file=$T/secret" "$@" >"$T/sent" 2>&1
}
rm -f "$T/state" "$T/handled"
sed -i "s|^	dir=.*|	dir=$dir|; s|^dir=.*|dir=$dir|" "$T/consumer"
more 1 2
sh "$T/consumer"
more 3 6 rotate_size=1g
sh "$T/consumer"
sh "$T/consumer"
more 7 9 rotate_size=1g
more 10 10
sh "$T/consumer"
is "$(tr '\n' ' ' <"$T/handled")" '001 002 003 007 010 ' \
	'each file once, of one batch or several, and no signature'

# And with its state where retention sees it.
rm "$T/handled"
grep -v 'state=' "$T/consumer" | sed '/^last=/,$d' >"$T/kept"
echo 'consumer=me' >>"$T/kept"
block consume-kept >>"$T/kept"
touch "$T/broken"
not_ok 'it fails at the first' sh "$T/kept"
more 11 11 keep_files=1
is "$(ls "$dir/7c1e" | grep -vc sig)" 6 'nothing done, nothing deleted'
rm "$T/broken"
sh "$T/kept"
sh "$T/kept"
is "$(tr '\n' ' ' <"$T/handled")" '001 002 003 007 010 011 ' 'each file once'
is "$(eval "$(block consumers)")" \
	"me 7c1e/$(ls "$dir/7c1e" | grep -v sig | tail -1)" 'who holds what'
more 12 12 keep_files=1
is "$(ls "$dir/7c1e" | grep -vc sig)" 1 'done, and deleted'
sh "$T/kept"
is "$(tail -1 "$T/handled")" 012 'and it goes on'
done_testing
