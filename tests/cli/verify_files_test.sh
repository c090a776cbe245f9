# shadowlog verify-files: what the file sink wrote is whole, plain and
# compressed; whatever is done to one file is found, and the file is named.
#
# Seen to fail without each of the checks: SHA-256, count, name, owner, chain,
# end of gzip.
. "$(dirname "$0")/../tap.sh"

send() { # FROM TO [OPTION]
	"$BUILD/tools/deliver" file "$1" "$2" 3 0 "dir=$dir" ${3:+"$3"} \
		>"$T/sent" 2>&1 || diag "$(cat "$T/sent")"
}

verify() { # [OPTION...] DIR
	out=$("$BUILD/shadowlog" verify-files "$@" 2>&1 </dev/null)
	code=$?
}

# The names of batches, in order.
name() { # N
	ls "$dir/7c1e" | sed -n "$1p"
}

# ---------------------------------------------------------------- what is whole
dir=$T/whole
send 1 5
verify "$dir"
is "$code:$out" '0:7c1e: 5 files, 15 events, to batch erp-out-7c1e-5' \
	'an epoch that is whole'
verify "$dir/7c1e"
is "$code:$out" '0:7c1e: 5 files, 15 events, to batch erp-out-7c1e-5' \
	'its own directory, too'
send 6 7 compress=gzip
EPOCH=aaaa TIMESTAMP=2026-02-01T00:00:00Z send 1 2 compress=gzip
touch "$dir/7c1e/.$(name 1).tmp" "$dir/.hidden"
verify "$dir"
is "$code:$out" '0:7c1e: 7 files, 21 events, to batch erp-out-7c1e-7
aaaa: 2 files, 6 events, to batch erp-out-aaaa-2' \
	'compressed and another epoch; hidden files do not count'
rm "$dir/7c1e/$(name 1)"
rm "$dir/7c1e/$(name 1)"
verify --join "$dir"
is "$code" 0 '--join: the first files were removed'

# ---------------------------------------------------------------- what is wrong

# A copy of five good files, the last three compressed, to be damaged.
dir=$T/good
send 1 2
send 3 5 compress=gzip
cp -R "$T/good" "$T/work"
dir=$T/work

# Names the file of batch N, and what is wrong with it.
found() { # N TEXT WHAT
	verify "$dir"
	is "$code" 65 "$3: exit 65"
	has "$out" "$2" "$3"
	case $1 in
	-) ;;
	*) has "$out" "/7c1e/$(ls "$T/good/7c1e" | sed -n "$1p")\"" \
		"$3: the file is named" ;;
	esac
	rm -rf "$T/work"
	cp -R "$T/good" "$T/work"
}

flip() { # FILE BYTE: changes one bit
	flip_byte=$(dd if="$1" bs=1 skip="$2" count=1 2>/dev/null | od -An -tu1)
	# shellcheck disable=SC2059 # an octal escape
	printf "\\$(printf %03o $((flip_byte ^ 1)))" |
		dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

rm "$dir/7c1e/$(name 3)"
found 4 'batch 3 is missing before it' 'a file that is missing'
rm "$dir/7c1e/$(name 1)"
found 2 'batch 1 is missing' 'the first one that is missing'
truncate -s -10 "$dir/7c1e/$(name 2)"
found 2 'it was cut: 3 whole events, and no end line' 'cut in its end line'
truncate -s 700 "$dir/7c1e/$(name 2)"
found 2 'it was cut' 'cut in the middle'
truncate -s 100 "$dir/7c1e/$(name 1)"
found 1 'it was cut' 'cut in its head'
truncate -s 0 "$dir/7c1e/$(name 1)"
found 1 'it is empty' 'empty'
truncate -s -1 "$dir/7c1e/$(name 2)"
found 2 'it was cut' 'without its last newline'
truncate -s -5 "$dir/7c1e/$(name 4)"
found 4 'its gzip ends early' 'compressed and cut'
truncate -s 0 "$dir/7c1e/$(name 4)"
found 4 'its gzip ends early' 'compressed and empty'
printf x >>"$dir/7c1e/$(name 5)"
found 5 'it goes on behind its gzip' 'compressed, and something behind'
printf '{}\n' >>"$dir/7c1e/$(name 2)"
found 2 'it goes on behind its end line' 'something behind the end line'
sed -i 2d "$dir/7c1e/$(name 2)"
found 2 'it holds 2 events, and its head counts 3' 'an event that is missing'
sed -i 's/"op":"c"/"op":"d"/' "$dir/7c1e/$(name 2)"
found 2 'its end line does not fit' 'an event that was changed'
sed -i 's/"count":3,"sha/"count":4,"sha/' "$dir/7c1e/$(name 1)"
found 1 'its end line does not fit' 'an end line that was changed'
sed -i '1s/shadowlog.batch/another.batch/' "$dir/7c1e/$(name 1)"
found 1 'its first line is not the head of a batch' 'another kind of file'
gzip -dc "$dir/7c1e/$(name 3)" >"$T/plain"
cp "$T/plain" "$dir/7c1e/$(name 3)"
found 3 'its gzip is damaged' 'plain under the name of a compressed one'
gzip <"$dir/7c1e/$(name 2)" >"$T/packed"
cp "$T/packed" "$dir/7c1e/$(name 2)"
found 2 'its first line' 'compressed under the name of a plain one'

two=$(name 2)
one=$(name 1)
mv "$dir/7c1e/$two" "$T/two"
mv "$dir/7c1e/$one" "$dir/7c1e/$two"
mv "$T/two" "$dir/7c1e/$one"
found 1 'it holds batch 2' 'two files in the wrong order'
gzip <"$dir/7c1e/$two" >"$dir/7c1e/$two.gz"
verify "$dir"
has "$code:$out" "it has the same number as \"$two\"" 'one batch twice'
rm "$dir/7c1e/$two.gz"
touch "$dir/7c1e/notes.txt"
found - 'notes.txt": it is none of the sink' 'a foreign file'
touch "$dir/notes"
found - 'work/notes" is none of the sink' 'a foreign file beside the epochs'
rm "$dir/7c1e/$one"
mkfifo "$dir/7c1e/$one"
found 1 'it is no file' 'a pipe'

# Files that are whole and belong elsewhere.
dir=$T/other
EPOCH=bbbb send 1 3
cp "$dir/bbbb/$two" "$T/work/7c1e/"
dir=$T/work
found 2 'it is of epoch "bbbb"' 'a file of another epoch'
head=$(sed -n 1p "$dir/7c1e/$two")
# An end line that fits, whatever stands before it.
seal() { # FILE
	sed '$d' "$1" >"$T/body"
	printf '{"type":"shadowlog.end","count":3,"sha256":"%s"}\n' \
		"$(sha256sum <"$T/body" | cut -d' ' -f1)" | cat "$T/body" - >"$1"
}
sed -i '1s/"sink":"out"/"sink":"in"/' "$dir/7c1e/$two"
seal "$dir/7c1e/$two"
found 2 'sink "in"' 'a file of another sink'
sed -i '1s/"prev_batch_id":"[^"]*"/"prev_batch_id":"erp-out-7c1e-9"/' \
	"$dir/7c1e/$two"
seal "$dir/7c1e/$two"
found 2 'it names "erp-out-7c1e-9" as the batch before' 'a chain that is broken'
sed -i '1s/"first_pos":"0/"first_pos":"1/' "$dir/7c1e/$two"
seal "$dir/7c1e/$two"
found 2 'its name says something else' 'positions that are not those of the name'

# Bytes 4 to 9 of a gzip are a time, a level and a system: nothing of ours.
ignored() { # FILE BYTE
	[ "$1" = 4 ] && [ "$2" -ge 4 ] && [ "$2" -le 9 ]
}

# One bit anywhere, plain and compressed.
for n in 2 4; do
	file=$dir/7c1e/$(name $n)
	size=$(wc -c <"$file")
	missed=
	at=0
	while [ "$at" -lt "$size" ]; do
		flip "$file" "$at"
		verify "$dir"
		[ "$code" = 65 ] || ignored $n $at ||
			missed="$missed $at"
		flip "$file" "$at"
		at=$((at + 1 + size / 60))
	done
	is "$missed" '' "a bit that flipped is found, file $n"
done
same_file "$dir/7c1e/$(name 2)" "$T/good/7c1e/$(name 2)" 'and flipped back'

# --------------------------------------------------- several batches in a file
dir=$T/parts
IDLE=1
export IDLE
send 1 2 rotate_size=1g
"$BUILD/tools/deliver" file 3 5 3 0 "dir=$dir" rotate_size=1g compress=gzip \
	>"$T/sent"
rm -rf "$T/good" "$T/work"
cp -R "$dir" "$T/good"
cp -R "$dir" "$T/work"
dir=$T/work
verify "$dir"
is "$code:$out" '0:7c1e: 2 files, 15 events, to batch erp-out-7c1e-5' \
	'several batches in a file'
truncate -s -1 "$dir/7c1e/$(name 1)"
found 1 'it was cut' 'cut'
n=$(head -5 "$dir/7c1e/$(name 1)" | wc -c)
truncate -s "$n" "$dir/7c1e/$(name 1)"
found 1 'holds batch 1 to 1 with positions' 'cut between two batches'
sed -i '1,5d' "$dir/7c1e/$(name 1)"
found 1 'it holds batch 2, and its name says something else' \
	'its first batch taken away'
sed -i '7s/"op":"c"/"op":"d"/' "$dir/7c1e/$(name 1)"
found 1 'its end line does not fit' 'an event of the second that was changed'
head -5 "$dir/7c1e/$(name 1)" >"$T/first"
cat "$T/first" >>"$dir/7c1e/$(name 1)"
found 1 'batch 3 is missing before it' 'a batch that comes again'
gzip -dc "$dir/7c1e/$(name 2)" | gzip >"$T/packed"
cp "$T/packed" "$dir/7c1e/$(name 2)"
verify "$dir"
is "$code" 0 'compressed again by another program: the same lines'
rm -rf "$T/work"
cp -R "$T/good" "$T/work"

# ------------------------------------------------------ manifest and signatures
dir=$T/stated
key() { # FILE LETTER
	printf 'whsec_%s\n' "$(printf "%032d" 0 | tr 0 "$2" | base64)" >"$1"
	chmod 600 "$1"
}
key "$T/secret" a
key "$T/wrong" b
send 1 2 manifest=yes
send 3 6 "secret_file=$T/secret"
rm -rf "$T/good" "$T/work"
cp -R "$dir" "$T/good"
cp -R "$dir" "$T/work"
dir=$T/work
# As found(), with signatures; the file's name among the files alone.
found() { # N TEXT WHAT
	verify --secret-file "$T/secret" "$dir"
	is "$code" 65 "$3: exit 65"
	has "$out" "$2" "$3"
	case $1 in
	-) ;;
	*) has "$out" "/7c1e/$(ls "$T/good/7c1e" | grep -v sig | sed -n "$1p")\"" \
		"$3: the file is named" ;;
	esac
	rm -rf "$T/work"
	cp -R "$T/good" "$T/work"
}

file() { # N
	echo "$dir/7c1e/$(ls "$dir/7c1e" | grep -v sig | sed -n "$1p")"
}

verify --secret-file "$T/secret" "$dir"
is "$code:$out" '0:7c1e: 6 files, 18 events, to batch erp-out-7c1e-6, as the manifest says, signed' \
	'all is as it says, and signed: also what came before the first signature'
verify --secret-file "$T/secret" "$dir/7c1e"
is "$code" 0 'one epoch alone'
verify "$dir"
has "$code:$out" '0:7c1e: 6 files' 'without a key signatures do not count'
rm "$(file 6)"
found 6 'is missing: the manifest names it' 'the last file taken away'
rm "$(file 5)" "$(file 6)"
found 5 'is missing: the manifest names it' 'the last two'
rm "$(file 3)"
found 4 'batch 3 is missing before it' 'one in the midst'
# A file that somebody made anew, with an end line that fits.
sed -i 's/"op":"c"/"op":"d"/' "$(file 4)"
seal "$(file 4)"
found 4 'the manifest tells of another file' 'a file that was made anew'
sed -i 's/"op":"c"/"op":"d"/' "$(file 4)"
seal "$(file 4)"
rm "$dir/7c1e.manifest"
for n in 1 2; do rm "$(file 1)"; done
verify --join --secret-file "$T/secret" "$dir"
is "$code" 65 'and without the manifest'
has "$out" 'its signature tells of another file' 'its signature does not fit'
rm -rf "$T/work"
cp -R "$T/good" "$T/work"
rm "$dir/7c1e.manifest"
found 1 'it is not signed' 'no manifest: each file needs a signature'
sum=$(sha256sum <"$(file 4)" | cut -d' ' -f1)
sed -i 's/"op":"c"/"op":"d"/' "$(file 4)"
seal "$(file 4)"
sed -i "s/$sum/$(sha256sum <"$(file 4)" | cut -d' ' -f1)/" "$dir/7c1e.manifest"
verify "$dir"
is "$code" 65 'the manifest made to fit'
has "$out" "has no chain: the line of" 'the next line tells'
found - 'its signature tells of another file' 'and so does the signature'
sed -i 2d "$dir/7c1e.manifest"
found - 'has no chain' 'a line taken out'
sed -i '$d' "$dir/7c1e.manifest"
verify "$dir"
is "$code" 0 'the line of the newest file may be on its way'
verify --secret-file "$T/secret" "$dir"
is "$code" 0 'also where all must be signed: it is signed itself'
rm -rf "$T/work"
cp -R "$T/good" "$T/work"
sed -i '$d' "$dir/7c1e.manifest"
sed -i '$d' "$dir/7c1e.manifest"
found 6 'before it is not in the manifest' 'two lines that are missing'
rm "$(file 6).sig"
found 6 'it is not signed' 'the last file without a signature'
rm "$(file 4).sig"
verify --secret-file "$T/secret" "$dir"
is "$code" 0 'one before it is covered by those behind'
rm -rf "$T/work"
cp -R "$T/good" "$T/work"
sed -i 's/v1,./v1,/' "$(file 5).sig"
found 5 'its signature: ' 'a signature that is wrong'
cp "$(file 4).sig" "$(file 5).sig"
found 5 'its signature tells of another file' "another file's signature"
: >"$(file 5).sig"
found 5 "its signature is not one of Shadowlog's" 'an empty one'
# The same file, signed behind other files.
dir=$T/elsewhere
"$BUILD/tools/deliver" file 1 2 3 9 "dir=$dir" >"$T/sent"
send 3 6 "secret_file=$T/secret"
dir=$T/work
cp "$T/elsewhere/7c1e/$(basename "$(file 6)").sig" "$dir/7c1e/"
found 6 'its signature is not of the line in the manifest' \
	'a signature from another directory'
verify --secret-file "$T/wrong" "$dir"
is "$code" 65 'another key'
has "$out" '/7c1e/' 'and the file is named'
echo 'whsec_short' >"$T/short"
chmod 600 "$T/short"
verify --secret-file "$T/short" "$dir"
is "$code" 78 'a key that is none'
chmod 644 "$T/secret"
verify --secret-file "$T/secret" "$dir"
is "$code" 78 'a secret that others can read'
chmod 600 "$T/secret"
# A pair of keys: the public half suffices.
"$BUILD/shadowlog" secret new --v1a "$T/pair" >/dev/null
"$BUILD/shadowlog" secret public "$T/pair" >"$T/public"
chmod 644 "$T/public"
dir=$T/pairs
send 1 2 "secret_file=$T/pair"
verify --secret-file "$T/public" "$dir"
is "$code:$out" '0:7c1e: 2 files, 6 events, to batch erp-out-7c1e-2, as the manifest says, signed' \
	'signed with a pair of keys, read with the public one'
# Which signs nothing.
"$BUILD/tools/deliver" file 3 3 3 0 "dir=$dir" "secret_file=$T/public" \
	>"$T/sent" 2>&1
is "$?" 78 'a public key cannot sign'
verify --join --secret-file "$T/public" "$dir"
is "$code" 0 'and all is as it was'
rm -r "$dir/7c1e"
verify "$dir"
is "$code" 65 'a manifest without its directory'
unset IDLE

# --------------------------------------------------------- while files are added
dir=$T/live
send 1 1 "secret_file=$T/secret"
"$BUILD/tools/deliver" file 2 400 3 0 "dir=$dir" "secret_file=$T/secret" \
	>"$T/sent" 2>&1 &
sender=$!
bad=
while kill -0 "$sender" 2>/dev/null; do
	verify --secret-file "$T/secret" "$dir"
	[ "$code" = 0 ] || bad="$bad$out
"
done
wait "$sender"
is "$bad" '' 'checked while files are added: all is well'
verify --secret-file "$T/secret" "$dir"
is "$code" 0 'and in the end'

# -------------------------------------------------------------------- otherwise
mkdir "$T/empty"
verify "$T/empty"
is "$code" 65 'a directory without batches is not good'
has "$out" 'there is no batch in' 'and it says so'
verify "$T/nowhere"
is "$code" 74 'a directory that is not there'
verify
is "$code" 64 'no directory given'
verify --config x "$dir"
is "$code" 64 'a configuration is not wanted'
if command -v script >/dev/null; then
	script -qec "$BUILD/shadowlog verify-files $T/good" /dev/null \
		</dev/null >"$T/said"
	has "$(cat "$T/said")" '0 files, 0 events: ' 'on a terminal it tells how far'
else
	skip 'on a terminal it tells how far' 'no script(1) on this machine'
fi
done_testing
