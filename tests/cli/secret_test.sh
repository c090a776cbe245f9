#!/bin/sh
# shadowlog secret: signing keys are made, rotated without a gap, and retired;
# no file is lost on the way, and no secret is printed.
. "$(dirname "$0")/../tap.sh"

umask 022
cd "$T" || exit 1

secret() { # ARGUMENTS...; $out, $code
	out=$("$BUILD/shadowlog" secret "$@" 2>&1)
	code=$?
	printf '%s\n' "$out" >>"$T/printed"
}

mode() { # FILE
	stat -c %a "$1"
}

bytes() { # LINE: of the key on that line of `keys`
	sed -n "$1s/^[a-z]*_//p" keys | base64 -d | wc -c
}

# -------------------------------------------------------------------- new
secret new keys
is "$code" 0 'a new secret'
is "$(wc -l <keys):$(mode keys)" 1:600 'one line, for its owner alone'
is "$(cut -c1-6 keys):$(bytes 1)" whsec_:32 'whsec_ and 32 bytes'
cp -p keys first
secret new keys
is "$code" 73 'a file that is there is not overwritten'
has "$out" 'shadowlog secret rotate keys' 'what would have been meant'
same_file first keys 'and stays as it was'
secret new other
not_ok 'no two are the same' cmp -s keys other
secret new nowhere/keys
is "$code" 73 'no directory'
ln -s elsewhere link
secret new link
is "$code:$(ls elsewhere 2>&1 | cut -c1-2)" 73:ls \
	'a link that leads nowhere is not followed'

# ----------------------------------------------------------------- rotate
chmod 640 keys
chgrp 12345 keys 2>/dev/null
owner=$(stat -c %u:%g keys)
secret rotate keys
is "$code" 0 'rotated'
has "$out" 'shadowlog secret retire keys' 'says what follows'
is "$(sed -n 2p keys)" "$(cat first)" 'the old key stands second'
is "$(sed -n 1p keys | cut -c1-6):$(bytes 1)" whsec_:32 'the new one first'
is "$(mode keys):$(stat -c %u:%g keys)" "640:$owner" \
	'owner, group and mode stay, so that the poller can still read it'
ls -A >names
is "$(grep -c '\.new$' names)" 0 'no draft is left'
: >.keys.new
secret rotate keys
is "$code" 73 'a draft that is there: somebody else is at it'
has "$out" '.keys.new' 'says which'
is "$(wc -l <keys)" 2 'nothing happened'
rm .keys.new
secret rotate link
is "$code" 78 'no file'
ln -sf keys link
secret rotate link
has "$code:$out" '78:shadowlog: secret: "link" is a symbolic link' \
	'a link would be replaced by a file'
is "$(wc -l <keys)" 2 'nothing happened'

# ----------------------------------------------------- several kinds, retire
printf '# the one from spring\n' >spring
cat keys >>spring
cp spring keys
chmod 600 keys
secret rotate --v1a keys
is "$code" 0 'a pair beside the secrets'
pair=$(sed -n 1p keys)
is "$(printf %.5s "$pair"):$(bytes 1)" whsk_:64 'whsk_, seed and public key'
public=$(printf '%s\n' "$out" | grep '^whpk_')
secret public keys
is "$out" "$public" 'its public half'
is "$(sed 's/^whsk_//' keys | sed -n 1p | base64 -d | tail -c 32 | base64)" \
	"${public#whpk_}" 'which is the second half of the pair'
secret rotate keys
is "$(sed -n 1p keys | cut -c1-5)" whsk_ 'a rotation keeps to the kind'
secret rotate --v1 keys
is "$(wc -l <keys)" 6 'six lines, five keys and a comment'
newest=$(grep '^whsec_' keys | sed -n 1p)
pair=$(grep '^whsk_' keys | sed -n 1p)
secret retire keys
is "$code:$out" '0:keys: 3 old keys dropped' 'retired'
is "$(cat keys)" "$newest
$pair
# the one from spring" 'the newest of each kind is left, and comments'
cp -p keys before
inode=$(stat -c %i keys)
secret retire keys
is "$code:$out" '0:keys: 0 old keys dropped' 'nothing more to drop'
is "$(stat -c %i keys)" "$inode" 'the file is not replaced'
same_file before keys 'as it was'
secret --v1a new pair
is "$code:$(mode pair)" 0:600 'a new pair alone'
is "$(printf '%s\n' "$out" | cut -c1-5)" whpk_ 'prints its public half'

# ------------------------------------------------------------------ refused
secret public other
is "$code" 65 'a secret of v1 has no public half'
echo 'whsec_c2hvcnQ=' >bad
for word in rotate retire public; do
	secret $word bad
	is "$code" 78 "$word: a file with a bad key, whole"
done
is "$(cat bad)" 'whsec_c2hvcnQ=' 'it is left alone'
secret public keys >"$T/null"
printf '%s\n' "$public" >only_public
secret rotate only_public
is "$code" 65 'a public key cannot sign'
for line in '' 'new' 'turn keys' 'new a b' 'retire --v1a keys' 'rotate --v1 --v1a keys' 'new --v9 x' \
	'public'; do
	# shellcheck disable=SC2086
	secret $line
	is "$code" 64 "usage: \"$line\""
done

# ------------------------------------------------------- cut off at any moment
if command -v strace >/dev/null 2>&1; then
	secret new cut
	cp -p cut cut.old
	whole=0
	for call in openat fstat read fchmod write fsync close rename; do
		for n in 1 2 3; do
			strace -f -qq -o "$T/null" -e trace="$call" \
				-e inject="$call:signal=KILL:when=$n" \
				"$BUILD/shadowlog" secret rotate cut \
				>"$T/null" 2>&1
			case $(wc -l <cut):$(tail -1 cut) in
			[12]:"$(cat cut.old)") whole=$((whole + 1)) ;;
			*) diag "killed at $call $n: $(wc -l <cut) lines" ;;
			esac
			rm -f .cut.new
			cp -p cut.old cut
		done
	done
	is "$whole" 24 'killed anywhere, the file is the old one or the new one'
else
	skip 'killed anywhere' 'no strace on this machine'
fi

grep -v '^whpk_' "$T/printed" >"$T/shown"
not_ok 'no secret was printed' grep -E 'whsec_[A-Za-z0-9+/]|whsk_' "$T/shown"
done_testing
