# The file sink with several batches in a file: when a file gets its name, what
# a crash leaves of one that has none yet, the manifest, signatures, retention,
# and who else writes there.
#
# Seen to fail: without cutting a torn tail, without counting the part in the
# position, with a part that is published as it is, with retention that does not
# look at consumers.
. "$(dirname "$0")/../tap.sh"

NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
EPOCH=7c1e
PADDING=${PADDING:-300}

send() { # FROM TO OPTION...
	send_from=$1
	send_to=$2
	shift 2
	"$BUILD/tools/deliver" file "$send_from" "$send_to" 5 "$PADDING" \
		"dir=$dir" "$@" >"$T/sent" 2>&1
}

names() {
	ls "$dir/$EPOCH" | sed 's/0*\([1-9][0-9]*\)/\1/g' | tr '\n' ' '
}

hidden() {
	ls -A "$dir/$EPOCH" | grep '^\.' | tr '\n' ' '
}

# All lines that can be seen, in order.
lines() { # [DIR]
	for lines_file in "${1:-$dir}/$EPOCH"/*.ndjson*; do
		case $lines_file in
		*.sig) ;;
		*.gz) gzip -dc "$lines_file" ;;
		*.zst) zstd -qdc "$lines_file" ;;
		*) cat "$lines_file" ;;
		esac
	done
}

verify() { # OPTION... DIR
	out=$("$BUILD/shadowlog" verify-files "$@" 2>&1 </dev/null)
	code=$?
}

refused() { # CODE TEXT WHAT
	is "$?" "$1" "$3: exit code $1"
	has "$(tail -1 "$T/sent")" "$2" "$3"
}

# What the batches are, one to a file and plain.
dir=$T/plain
send 1 12
lines >"$T/want"

PACKINGS='none gzip'
if command -v zstd >/dev/null 2>&1; then
	dir=$T/zstd-try
	if send 1 1 compress=zstd; then
		PACKINGS="$PACKINGS zstd"
	else
		has "$(cat "$T/sent")" 'built without libzstd' \
			'zstd is not built in, and it says so'
		skip 'zstd' 'libzstd is not there'
	fi
else
	skip 'zstd' 'no zstd on this machine'
fi

# ------------------------------------------------------------------- by batch
for packing in $PACKINGS; do
	dir=$T/batch.$packing
	ok "$packing: a file for each batch" send 1 12 "compress=$packing"
	lines >"$T/got"
	same_file "$T/got" "$T/want" "$packing: the same lines"
	dir=$T/again.$packing
	send 1 12 "compress=$packing"
	ok "$packing: the same bytes again" \
		diff -r "$T/batch.$packing" "$T/again.$packing"
done

# -------------------------------------------------------------------- by size
for packing in $PACKINGS; do
	dir=$T/size.$packing
	# Three batches are as large as that, two are not.
	send 1 3 "compress=$packing"
	size=$(cat "$dir/$EPOCH"/* | wc -c)
	set -- "compress=$packing" "rotate_size=$((size - 10))"
	rm -rf "$dir"
	ok "$packing: two batches" send 1 2 "$@"
	is "$(names)" '' "$packing: are not to be seen yet"
	ok "$packing: the third" send 3 3 "$@"
	is "$(head -1 "$T/sent")" 'position 7c1e 2 erp-out-7c1e-2' \
		"$packing: the position counts what is not to be seen"
	case $packing in
	none) suffix=ndjson ;;
	gzip) suffix=ndjson.gz ;;
	zstd) suffix=ndjson.zst ;;
	esac
	is "$(names)" "1-3_1-15.$suffix " "$packing: makes the file large enough"
	is "$(hidden)" '' "$packing: and nothing is left over"
	send 4 0 "$@"
	is "$(cat "$T/sent")" 'position 7c1e 3 erp-out-7c1e-3' \
		"$packing: the position of a file with several"
	before=$(stat -c '%i %Y %s' "$dir/$EPOCH/"*)
	ok "$packing: delivered again" send 1 3 "$@"
	is "$(stat -c '%i %Y %s' "$dir/$EPOCH/"*)" "$before" \
		"$packing: changes nothing"
	ok "$packing: more" send 4 8 "$@"
	ok "$packing: again, some seen and some not" send 2 8 "$@"
	is "$(names)" "1-3_1-15.$suffix 4-6_16-30.$suffix " \
		"$packing: is known"
	IDLE=1 send 9 12 "$@"
	lines >"$T/got"
	same_file "$T/got" "$T/want" "$packing: every batch once, in order"
	is "$(hidden)" '' "$packing: idle: nothing is held back"
	verify "$dir"
	is "$code:$out" \
		'0:7c1e: 4 files, 60 events, to batch erp-out-7c1e-12' \
		"$packing: and verify-files finds them whole"
	ok "$packing: one in the midst of a file is known" send 2 2 "$@"
	FIRST_SEQ=900 send 2 2 "$@"
	refused 70 'is there already and does not hold batch' \
		"$packing: another one under its number"
done

# --------------------------------------------------------------------- by age
dir=$T/age
TIMESTAMP=$NOW IDLE=1 send 1 2 rotate_age=1h
is "$(names)" '' 'young: not to be seen, although there is no more'
TIMESTAMP=$NOW IDLE=1 send 3 3 rotate_age=1h
is "$(names)" '' 'nor at the next poll'
TIMESTAMP=$NOW IDLE=1 send 4 0 rotate_age=1ms
is "$(names)" '1-3_1-15.ndjson ' 'old enough: there it is'
TIMESTAMP=2020-01-01T00:00:00Z send 4 4 rotate_age=1h
is "$(names)" '1-3_1-15.ndjson 4_16-20.ndjson ' 'old at once'
TIMESTAMP=$NOW send 5 5 rotate_age=1h rotate_size=10
is "$(names)" '1-3_1-15.ndjson 4_16-20.ndjson 5_21-25.ndjson ' \
	'size or age, whatever comes first'
dir=$T/ahead
TIMESTAMP=2099-01-01T00:00:00Z send 1 1 rotate_age=1h
is "$(names)" '1_1-5.ndjson ' \
	'nor does a batch of a clock that was years ahead hold it back for years'

# ------------------------------------------------------- settings that change
dir=$T/change
send 1 2 rotate_size=1g
ok 'not by size any more' send 3 3
is "$(names)" '1-2_1-10.ndjson 3_11-15.ndjson ' 'what was begun is finished first'
send 4 5 rotate_size=1g
send 6 7 rotate_size=1g compress=gzip
IDLE=1 send 8 8 rotate_size=1g compress=gzip
is "$(names)" '1-2_1-10.ndjson 3_11-15.ndjson 4-5_16-25.ndjson 6-8_26-40.ndjson.gz ' \
	'another compression begins another file'
send 9 10 rotate_size=1g
EPOCH=9a00 send 1 1 rotate_size=1g
is "$(names | tr ' ' '\n' | grep . | tail -1)" '9-10_41-50.ndjson' \
	'a new epoch: the old one is finished'
EPOCH=9a00
is "$(names)" '' 'and the new one begun'
EPOCH=7c1e

# ------------------------------------------------------------------ torn tails
# Cut anywhere in what follows the last batch that was acknowledged.
for packing in $PACKINGS; do
	dir=$T/torn.$packing
	set -- "compress=$packing" rotate_size=1g
	send 1 2 "$@"
	part=$(ls -A "$dir/$EPOCH" | grep part)
	whole=$(stat -c %s "$dir/$EPOCH/$part")
	send 3 3 "$@"
	size=$(stat -c %s "$dir/$EPOCH/$part")
	cp -R "$dir" "$T/torn.kept"
	IDLE=1 send 4 4 "$@"
	cat "$dir/$EPOCH/"* >"$T/good"
	bad=
	at=$whole
	while [ "$at" -lt "$size" ]; do
		rm -rf "$dir"
		cp -R "$T/torn.kept" "$dir"
		truncate -s "$at" "$dir/$EPOCH/$part"
		IDLE=1 send 3 4 "$@" || bad="$bad $at:refused"
		[ "$(head -1 "$T/sent")" = 'position 7c1e 2 erp-out-7c1e-2' ] ||
			bad="$bad $at:position"
		cat "$dir/$EPOCH/"* | cmp -s - "$T/good" ||
			bad="$bad $at:differs"
		at=$((at + 1 + size / 40))
	done
	is "$bad" '' "$packing: what a crash left of a batch is written again"
	# As a file system leaves it that wrote the size before the bytes.
	rm -rf "$dir"
	cp -R "$T/torn.kept" "$dir"
	truncate -s "$((whole + 7))" "$dir/$EPOCH/$part"
	truncate -s "$size" "$dir/$EPOCH/$part"
	IDLE=1 send 3 4 "$@"
	ok "$packing: with zeros, too" \
		sh -c 'cat "$1"/* | cmp -s - "$2"' - "$dir/$EPOCH" "$T/good"
	rm -rf "$dir"
	cp -R "$T/torn.kept" "$dir"
	truncate -s 10 "$dir/$EPOCH/$part"
	ok "$packing: nothing is whole: it begins anew" send 1 1 "$@"
	is "$(head -1 "$T/sent")" 'position unknown' "$packing: with nothing"
	rm -rf "$dir"
	cp -R "$T/torn.kept" "$dir"
	printf x | dd of="$dir/$EPOCH/$part" bs=1 seek=$((whole - 30)) \
		conv=notrunc 2>/dev/null
	send 4 4 "$@"
	refused 70 'files are missing' \
		"$packing: a batch that was acknowledged is damaged"
	rm -rf "$dir"
	cp -R "$T/torn.kept" "$dir"
	truncate -s $((whole + 100)) "$dir/$EPOCH/$part"
	dd if="$dir/$EPOCH/$part" bs=1 skip="$whole" 2>/dev/null >"$T/tail"
	IDLE=1 send 3 0 "$@"
	is "$(names | wc -w)" 1 "$packing: nothing comes again: what is whole is published"
	same_file "$dir/$EPOCH/${part%.part}.cut" "$T/tail" \
		"$packing: and what is not is kept aside"
	verify "$dir"
	is "$code" 0 "$packing: not in the file"
	rm -rf "$T/torn.kept"
done

# Killed between the two names of one file.
dir=$T/linked
send 1 3 rotate_size=1g
part=$(ls -A "$dir/$EPOCH" | grep part)
name=00000000000000000001-00000000000000000003
name=${name}_00000000000000000001-00000000000000000015.ndjson
ln "$dir/$EPOCH/$part" "$dir/$EPOCH/$name"
ok 'killed between the two names' send 3 4 rotate_size=1g
is "$(names)" '1-3_1-15.ndjson ' 'it has one'
IDLE=1 send 5 5 rotate_size=1g
is "$(names)" '1-3_1-15.ndjson 4-5_16-25.ndjson ' 'and goes on in another'

# --------------------------------------------------------------- who else is it
dir=$T/hole
send 1 3
send 5 5
refused 70 'ends with batch 3 and batch erp-out-7c1e-5 does not follow' 'a hole'
send 1 3 rotate_size=1g
send 5 5 rotate_size=1g
refused 70 'does not follow' 'a hole, several to a file'
dir=$T/fence
TOKEN=3 send 1 2
TOKEN=4 send 3 3
TOKEN=3 send 4 4
refused 75 'another poller has taken over' 'a lease that was lost'
is "$(names)" '1_1-5.ndjson 2_6-10.ndjson 3_11-15.ndjson ' 'writes nothing'
TOKEN=1 EPOCH=9a00 send 1 1
is "$?" 0 'in a new epoch any lease begins'
if command -v python3 >/dev/null 2>&1; then
	dir=$T/locked
	send 1 2 rotate_size=1g
	mkfifo "$T/go"
	python3 - "$dir/$EPOCH/$(ls -A "$dir/$EPOCH" | grep part)" "$T/go" \
		"$T/ready" <<-'END' &
	import fcntl, sys
	part = open(sys.argv[1], "r+")
	fcntl.lockf(part, fcntl.LOCK_EX)
	open(sys.argv[3], "w").close()
	open(sys.argv[2]).read()
	END
	holder=$!
	until [ -f "$T/ready" ] || ! kill -0 "$holder" 2>/dev/null; do :; done
	send 3 3 rotate_size=1g
	refused 75 'is being written by another process' 'another process'
	IDLE=1 send 3 0 rotate_size=1g
	refused 75 'is being written by another process' 'nor is it published'
	kill -0 "$holder" 2>/dev/null && : >"$T/go"
	wait "$holder"
	ok 'and then it goes on' send 3 3 rotate_size=1g
else
	skip 'another process writes' 'no python3 on this machine'
fi

# -------------------------------------------------------------------- manifest
printf 'whsec_%s\n' MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5 >"$T/secret"
chmod 600 "$T/secret"
for way in 'compress=none' 'rotate_size=1k' 'compress=gzip rotate_size=1g'; do
	rm -rf "$T/stated"
	dir=$T/stated
	# shellcheck disable=SC2086 # words
	IDLE=1 send 1 6 manifest=yes $way
	is "$(sed 's/.*"name":"\([^"]*\)".*/\1/' "$dir/$EPOCH.manifest")" \
		"$(ls "$dir/$EPOCH")" "$way: a line for each file"
	is "$(sed 's/.*"sha256":"\([^"]*\)".*/\1/' "$dir/$EPOCH.manifest")" \
		"$(cd "$dir/$EPOCH" && sha256sum * | cut -d' ' -f1)" \
		"$way: with its checksum"
	verify "$dir"
	has "$code:$out" '0:7c1e: ' "$way: whole"
	has "$out" ', as the manifest says' "$way: as it says"
	cp "$dir/$EPOCH.manifest" "$T/manifest"
	# What a crash left: no line, a piece of a line, nothing at all.
	sed '$d' "$T/manifest" >"$dir/$EPOCH.manifest"
	# shellcheck disable=SC2086 # words
	IDLE=1 send 7 7 manifest=yes $way
	is "$(head -n "$(wc -l <"$T/manifest")" "$dir/$EPOCH.manifest")" \
		"$(cat "$T/manifest")" "$way: a line that is missing is made again"
	cp "$dir/$EPOCH.manifest" "$T/manifest"
	printf '{"type":"shado' >>"$dir/$EPOCH.manifest"
	verify "$dir"
	is "$code" 0 "$way: a line that is being written is no harm"
	# shellcheck disable=SC2086 # words
	IDLE=1 send 8 8 manifest=yes $way
	verify "$dir"
	is "$code" 0 "$way: and is written over"
	cp "$dir/$EPOCH.manifest" "$T/manifest"
	rm "$dir/$EPOCH.manifest"
	# shellcheck disable=SC2086 # words
	IDLE=1 send 8 9 manifest=yes $way
	is "$(head -n "$(wc -l <"$T/manifest")" "$dir/$EPOCH.manifest")" \
		"$(cat "$T/manifest")" "$way: all of it can be made again"
done
# Delivered, and killed before its line.
dir=$T/late
send 1 2 manifest=yes
sed -i '$d' "$dir/$EPOCH.manifest"
ok 'a batch that has its file and no line' send 2 2 manifest=yes
verify "$dir"
has "$code:$out" '0:7c1e: 2 files' 'gets it when it comes again'
is "$(wc -l <"$dir/$EPOCH.manifest")" 2 'once'
echo 'no line of ours' >>"$dir/$EPOCH.manifest"
send 3 3 manifest=yes
refused 74 'manifest" is damaged' 'a manifest that was changed'
rm "$dir/$EPOCH.manifest"
ok 'is made anew when it is moved away' send 3 3 manifest=yes

# ------------------------------------------------------------------- signature
dir=$T/signed
IDLE=1 send 1 6 rotate_size=3k "secret_file=$T/secret"
is "$(ls "$dir/$EPOCH" | grep -c 'sig$')" "$(wc -l <"$dir/$EPOCH.manifest")" \
	'a signature for each file, and a manifest'
verify --secret-file "$T/secret" "$dir"
has "$code:$out" '0:7c1e: ' 'all is signed'
has "$out" 'as the manifest says, signed' 'and it says so'
sig=$(ls "$dir/$EPOCH"/*.sig | tail -1)
key=$(sed 's/^whsec_//' "$T/secret" | base64 -d | od -An -v -tx1 | tr -d ' \n')
id=$(sed -n 's/^webhook-id: //p' "$sig")
at=$(sed -n 's/^webhook-timestamp: //p' "$sig")
if command -v openssl >/dev/null 2>&1; then
	is "$(sed -n 's/^webhook-signature: //p' "$sig")" "v1,$(printf '%s.%s.%s' \
		"$id" "$at" "$(head -1 "$sig")" | openssl dgst -sha256 \
		-mac HMAC -macopt "hexkey:$key" -binary | base64)" \
		'the scheme of the webhook, as OpenSSL computes it'
else
	skip 'as OpenSSL computes it' 'no openssl on this machine'
fi
is "$(head -1 "$sig")" "$(tail -1 "$dir/$EPOCH.manifest")" \
	'what is signed is the line of the manifest'
# The signature of a file that did not come to be.
ghost=00000000000000000099_00000000000000000001-00000000000000000002.ndjson.sig
: >"$dir/$EPOCH/$ghost"
send 7 7 "secret_file=$T/secret"
ok 'a signature without its file goes' [ ! -e "$dir/$EPOCH/$ghost" ]

# ------------------------------------------------------------------- retention
dir=$T/keep
send 1 10 "secret_file=$T/secret"
IDLE=1 send 11 11 keep_files=4
is "$(ls "$dir/$EPOCH" | grep -v sig | wc -l)" 4 'the newest files are kept'
is "$(names | tr ' ' '\n' | head -1)" '8_36-40.ndjson' 'the oldest went first'
is "$(ls "$dir/$EPOCH" | grep -c sig)" 3 'and their signatures with them'
verify --join "$dir"
is "$code" 0 'what is kept is whole'
mkdir "$dir/.consumers"
first=$(ls "$dir/$EPOCH" | grep -v sig | head -1)
: >"$dir/.consumers/new"
IDLE=1 send 12 12 keep_files=1
is "$(names | tr ' ' '\n' | head -1)" '8_36-40.ndjson' \
	'a consumer that has done nothing holds all'
echo "$EPOCH/$first" >"$dir/.consumers/new"
IDLE=1 send 13 13 keep_files=1
is "$(names | tr ' ' '\n' | head -1)" '9_41-45.ndjson' \
	'and lets go of what it has done'
third=$(ls "$dir/$EPOCH" | grep -v sig | sed -n 3p)
echo "$EPOCH/$third" >"$dir/.consumers/new"
echo "$EPOCH/$first" >"$dir/.consumers/slow"
IDLE=1 send 14 0 keep_files=1
is "$(names | tr ' ' '\n' | head -1)" '9_41-45.ndjson' \
	'the slowest of several counts'
rm "$dir/.consumers/slow"
IDLE=1 send 14 0 keep_age=1ms
is "$(ls "$dir/$EPOCH" | grep -v sig | head -1)" \
	"$(ls "$dir/$EPOCH" | grep -v sig | tail -2 | head -1)" 'by age, too'
echo 'somewhere else' >"$dir/.consumers/odd"
before=$(names)
IDLE=1 send 14 0 keep_files=1
refused 78 'nothing is deleted: ' 'a position that cannot be read'
is "$(names)" "$before" 'holds all'
rm -r "$dir/.consumers"
IDLE=1 send 14 0 keep_age=1ms
is "$(names)" '13_61-65.ndjson ' 'the very last file stays'
IDLE=1 send 14 0 keep_age=1ms
is "$(head -1 "$T/sent")" 'position 7c1e 13 erp-out-7c1e-13' \
	'and tells the position'
size=$(stat -c %s "$dir/$EPOCH"/*.ndjson)
send 14 20
IDLE=1 send 21 0 "keep_size=$((size * 3 + 100))"
is "$(names)" '18_86-90.ndjson 19_91-95.ndjson 20_96-100.ndjson ' 'by size'

# Several epochs: a consumer is past all that is older than its own.
EPOCH=9a00 TIMESTAMP=2026-12-01T00:00:00Z send 1 3
mkdir "$dir/.consumers"
: >"$dir/.consumers/new"
IDLE=1 send 21 0 keep_files=1
is "$(names)" '18_86-90.ndjson 19_91-95.ndjson 20_96-100.ndjson ' \
	'nothing done: nothing goes'
echo "9a00/$(ls "$dir/9a00" | head -1)" >"$dir/.consumers/new"
IDLE=1 send 21 0 keep_files=1
is "$(names)" '' 'the old epoch is done'
EPOCH=9a00
is "$(names)" '2_6-10.ndjson 3_11-15.ndjson ' 'and a file of the new one'
EPOCH=7c1e
rm -r "$dir/.consumers"

# Without a word from the poller that there is no more.
dir=$T/busy
send 1 140 keep_files=10
ok 'old files go while there is always more' \
	[ "$(ls "$dir/$EPOCH" | wc -l)" -lt 75 ]
done_testing
