# Sinks that promise exactly once, killed at every system call that changes a
# file: afterwards a redelivery of everything leaves each batch there once, as
# if nothing had happened, and at no time is a part of a batch to be seen.
. "$(dirname "$0")/../tap.sh"

command -v strace >/dev/null 2>&1 ||
	skip_all 'no strace on this machine: nothing is killed'
strace -o /dev/null true 2>/dev/null ||
	skip_all 'strace may not trace here: nothing is killed'

deliver=$BUILD/tools/deliver
calls='write pwrite64 fsync fdatasync ftruncate link linkat unlink unlinkat
rename renameat renameat2 mkdir mkdirat'
# A sanitizer cannot look for leaks while it is traced.
ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export ASAN_OPTIONS

# Batches of five events to the sink in directory $1, and then no more.
IDLE=1
export IDLE
BATCHES=3
send() { # DIRECTORY TYPE OPTIONS [wrapper...]
	send_dir=$1
	send_type=$2
	send_option=$3
	shift 3
	case $send_type in
	file) set -- "$@" "$deliver" file 1 $BATCHES 5 3000 "dir=$send_dir/out" ;;
	outbox) set -- "$@" "$deliver" outbox 1 $BATCHES 5 3000 \
		"path=$send_dir/out" ;;
	esac
	# shellcheck disable=SC2086 # words
	"$@" $send_option
}

# All that can be seen of a directory of files, as text; hidden ones apart.
seen_file() { # DIRECTORY
	(cd "$1/out" 2>/dev/null && find . -type f ! -name '.*' | sort |
		xargs -r sha256sum)
}

# What can be seen is whole: every file, and the manifest and the signatures if
# there are any.
whole_file() { # DIRECTORY
	[ -n "$(seen_file "$1" | grep -v 'manifest$\|sig$')" ] || return 0
	set -- "$1" --join
	case $option in
	*secret_file*) set -- "$@" --secret-file "$T/secret" ;;
	esac
	"$BUILD/shadowlog" verify-files "$2" ${3:+"$3" "$4"} "$1/out" \
		>"$T/verified" 2>&1
}

hidden_file() { # DIRECTORY
	find "$1/out" -name '.*.tmp' -o -name '.*.part' -o -name '.*.cut' | wc -l
}

seen_outbox() { # DIRECTORY
	[ -s "$1/out" ] || return 0
	sqlite3 "$1/out" '.timeout 600000' \
		'SELECT * FROM events ORDER BY position' \
		'SELECT n, id, prev_id, count, sha256, head, first_position,
		last_position FROM batches ORDER BY n' \
		'SELECT * FROM epochs' 'SELECT source, sink FROM meta' \
		'PRAGMA integrity_check' | sha256sum
}

# Batches are there with all of their events, or not at all.
whole_outbox() { # DIRECTORY
	[ -s "$1/out" ] || return 0
	tables=$(sqlite3 "$1/out" "SELECT count(*) FROM sqlite_master")
	[ "$tables" != 0 ] || return 0
	[ "$(sqlite3 "$1/out" '.timeout 600000' 'SELECT count(*) FROM batches b
		WHERE 5 <> (SELECT count(*) FROM events e WHERE e.batch = b.n)
		OR n > (SELECT batch_seq FROM epochs)
		OR last_position > (SELECT last_position FROM meta)')" = 0 ]
}

hidden_outbox() {
	echo 0
}

# Kills at the n-th of each call, n = 1, 2, ... until it is not reached.
torture() { # TYPE OPTION
	type=$1
	option=$2
	what="$type$(echo "${option:+ $option}" | sed "s|$T/||")"
	mkdir "$T/good" "$T/count"
	send "$T/good" "$type" "$option" >"$T/good.out"
	want=$(seen_"$type" "$T/good")
	has "$(cat "$T/good.out")" "ok erp-out-7c1e-$BATCHES" "$what: undisturbed"
	send "$T/count" "$type" "$option" strace -f -o "$T/trace" \
		-e "trace=$(echo $calls | sed 's/ /,?/g; s/^/?/')" >/dev/null
	kills=0
	bad=
	for call in $calls; do
		n=$(grep -c " $call(" "$T/trace")
		while [ "$n" -gt 0 ]; do
			try "$call" "$n"
			n=$((n - 1))
		done
	done
	rm -rf "$T/good" "$T/count"
	ok "$what: killed $kills times, more than twenty" [ "$kills" -gt 20 ]
	is "$bad" '' "$what: never a part, and all of it once in the end"
}

try() { # CALL N
	rm -rf "$T/dir"
	mkdir "$T/dir"
	send "$T/dir" "$type" "$option" strace -f -o /dev/null \
		-e "trace=$1" -e "inject=$1:signal=KILL:when=$2" \
		>"$T/killed.out" 2>/dev/null
	# The last calls print that all went well: too late to matter.
	[ $? = 137 ] && kills=$((kills + 1))
	whole_"$type" "$T/dir" || bad="$bad $1:$2:part"
	acked=$(grep -c '^ok' "$T/killed.out")
	send "$T/dir" "$type" "$option" >"$T/again.out" 2>&1 ||
		bad="$bad $1:$2:refused"
	# What was acknowledged was there: the position says at least so.
	held=$(sed -n 's/^position 7c1e \([0-9]*\) .*/\1/p' "$T/again.out")
	[ "${held:-0}" -ge "$acked" ] || bad="$bad $1:$2:lost"
	[ "$(seen_"$type" "$T/dir")" = "$want" ] || bad="$bad $1:$2:differs"
	[ "$(hidden_"$type" "$T/dir")" = 0 ] || bad="$bad $1:$2:hidden"
}

printf 'whsec_%s\n' MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5 >"$T/secret"
chmod 600 "$T/secret"
torture file ''
torture file compress=gzip
torture file "secret_file=$T/secret"
# Two to a file, and the last one alone.
BATCHES=5
torture file 'rotate_size=20k'
torture file "compress=gzip rotate_size=1000 secret_file=$T/secret"
BATCHES=3
if command -v sqlite3 >/dev/null 2>&1; then
	torture outbox keep=1d
else
	skip 'outbox: killed everywhere' 'no sqlite3 on this machine'
fi
done_testing
