# Sinks on a full disk: the batch is neither acknowledged nor there in part; with
# room again the same batch goes through.
. "$(dirname "$0")/../tap.sh"

deliver=$BUILD/tools/deliver
disk=$T/disk
mkdir "$disk"
if [ "$(id -u)" = 0 ] &&
	mount -t tmpfs -o size=2m none "$disk" 2>/dev/null; then
	at_end "umount '$disk'"
	mounted=yes
else
	mounted=
fi

# Batches of two events with 100 kB each: a few fill the disk.
send() { # TYPE FROM TO OPTION
	case $1 in
	file) "$deliver" file "$2" "$3" 2 100000 "dir=$disk/out" $4 ;;
	part)
		"$deliver" file "$2" "$3" 2 100000 "dir=$disk/out" \
			rotate_size=1g $4
		;;
	outbox) "$deliver" outbox "$2" "$3" 2 100000 "path=$disk/out" ;;
	esac
}

events() { # TYPE
	case $1 in
	file | part)
		find "$disk/out" -type f -name '*.ndjson*' -exec cat '{}' ';' |
			grep -c '"pos"'
		;;
	outbox) sqlite3 "$disk/out" 'SELECT count(*) FROM events' ;;
	esac
}

hidden() {
	find "$disk" -name '.*.tmp' | wc -l
}

fill_disk() { # TYPE
	type=$1
	rm -rf "$disk"/*
	# Makes the sink, then leaves it room for about two batches.
	send "$type" 1 1 '' >"$T/out"
	has "$(cat "$T/out")" 'ok erp-out-7c1e-1' "$type: the first goes in"
	dd if=/dev/zero of="$disk/filler" bs=1k \
		count=$(($(df -kP "$disk" | awk 'NR == 2 { print $4 }') - 500)) \
		2>/dev/null
	send "$type" 2 9 '' >"$T/out"
	is "$?" 74 "$type: exit code of an I/O error"
	has "$(tail -1 "$T/out")" "i/o: " "$type: which is its kind"
	has "$(tail -1 "$T/out")" "$disk/out" "$type: it names the path"
	acked=$(($(grep -c '^ok' "$T/out") + 1))
	is "$(events "$type")" $((2 * acked)) "$type: what it took is there"
	is "$(hidden)" 0 "$type: no hidden file is left"
	send "$type" $((acked + 1)) 9 '' >"$T/out"
	is "$?" 74 "$type: still full"
	rm "$disk/filler"
	send "$type" $((acked + 1)) 6 '' >"$T/out"
	is "$?" 0 "$type: with room again the same batch goes through"
	is "$(events "$type")" 12 "$type: each event once"
	send "$type" 1 6 '' >"$T/out"
	is "$? $(events "$type")" '0 12' "$type: and nothing twice"
}

# Without a disk of our own: no file may grow beyond 100 kB.
limited() { # TYPE OPTION: what 100 kB cannot hold
	type=$1
	rm -rf "$disk"/*
	(
		trap '' XFSZ
		ulimit -f 200 # blocks of 512 bytes
		send "$type" 1 1 ''
	) >"$T/out" 2>&1
	is "$?" 74 "$type: too large for the limit: an I/O error"
	has "$(tail -1 "$T/out")" "$disk/out" "$type: it names the path"
	is "$(hidden)" 0 "$type: no hidden file is left"
	send "$type" 1 2 '' >"$T/out"
	is "$? $(events "$type")" '0 4' "$type: without it all goes in"
}

types='file part'
if command -v sqlite3 >/dev/null 2>&1; then
	types='file part outbox'
else
	skip 'outbox on a full disk' 'no sqlite3 on this machine'
fi
for one in $types; do
	if [ -n "$mounted" ]; then
		fill_disk "$one"
	else
		skip "$one: on a full disk" 'no right to mount one'
	fi
	limited "$one"
done
done_testing
