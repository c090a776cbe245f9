# What files and outbox acknowledge is on the disk: at each acknowledgement, every
# file that was written, and every directory in which a name was made or taken
# away, has been synced since.  A kill cannot show that, a power failure would.
#
# Seen to fail without the calls of fsync() for a file, for a part file, for a
# signature, for the manifest, and for the directories that hold them; with an
# outbox that is NORMAL, not FULL.
. "$(dirname "$0")/../tap.sh"

command -v strace >/dev/null 2>&1 || skip_all 'no strace on this machine'
strace -o /dev/null -y true 2>/dev/null ||
	skip_all 'strace may not trace here'
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

# Reads a trace with paths of descriptors (-y); prints what is not synced when
# "ok" goes to standard output.
cat >"$T/unsynced.awk" <<'END'
function path(text) { # of the first descriptor in it
	if (!match(text, /[0-9A-Z_]+<[^>]*>/))
		return ""
	text = substr(text, RSTART, RLENGTH)
	sub(/^[^<]*</, "", text)
	sub(/>$/, "", text)
	sub(/\(deleted\)$/, "", text)
	return text
}
/= -1 E/ { next }
/^(write|pwrite64|ftruncate)\(/ {
	if ($0 ~ /^write\(1</) {
		if ($0 ~ /"ok /) {
			acks++
			for (p in dirty)
				print acks ": " p " was " dirty[p]
		}
		next
	}
	p = path($0)
	if (p ~ root && p !~ /-shm$/)
		dirty[p] = "written"
	next
}
/^(fsync|fdatasync)\(/ { delete dirty[path($0)]; next }
/^unlink\(/ && split($0, part, "\"") == 3 { delete dirty[part[2]]; next }
/^openat\(.*O_CREAT/ || /^(mkdirat|linkat|renameat|renameat2)\(/ {
	p = path($0)
	if (p ~ root)
		dirty[p] = "changed"
	# What has another name now is no more on the disk than before.
	if ($0 ~ /^(renameat|linkat)/ && split($0, part, "\"") == 5 &&
	    (p "/" part[2]) in dirty) {
		dirty[p "/" part[4]] = dirty[p "/" part[2]]
		delete dirty[p "/" part[2]]
	}
	next
}
/^mkdir\(/ {
	match($0, /"[^"]*"/)
	p = substr($0, RSTART + 1, RLENGTH - 2)
	sub(/\/[^\/]*$/, "", p)
	if (p ~ root)
		dirty[p] = "changed"
}
END { print "acknowledged: " acks + 0 }
END

printf 'whsec_%s\n' MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5 >"$T/secret"
chmod 600 "$T/secret"

# Six batches, the last two of them in a new epoch, under another lease; then
# all of them again.
durable() { # TYPE OPTION...
	type=$1
	shift
	rm -rf "$T/dir"
	mkdir "$T/dir"
	case $type in
	file) option="dir=$T/dir/out" ;;
	outbox) option="path=$T/dir/out" ;;
	esac
	for run in '7c1e 1 4 3' '9a00 1 2 4' '9a00 1 2 4'; do
		what="$type$(echo "${*:+ $*}" | sed "s|$T/||"), $run"
		traced $run "$@"
		sed 's/^[0-9]* *//' "$T/trace" |
			awk -v root="^$T/dir" -f "$T/unsynced.awk" >"$T/found"
		is "$(cat "$T/found")" "acknowledged: $(grep -c ^ok "$T/out")" \
			"$what: all is synced"
	done
}

traced() { # EPOCH FROM TO TOKEN OPTION...
	EPOCH=$1 TOKEN=$4
	from=$2
	to=$3
	shift 4
	EPOCH=$EPOCH TOKEN=$TOKEN IDLE=1 strace -f -y -o "$T/trace" -s 40 \
		"$BUILD/tools/deliver" "$type" "$from" "$to" 5 500 "$option" \
		"$@" >"$T/out" 2>&1
}

durable file
durable file compress=gzip
durable file "secret_file=$T/secret"
durable file rotate_size=1g
durable file rotate_size=4k manifest=yes
durable file rotate_size=1
durable outbox
durable outbox keep=1ms
done_testing
