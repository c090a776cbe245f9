# make install and make uninstall: exactly these files, and none left.
. "$(dirname "$0")/../tap.sh"

# -o all: what was built is installed as it is, not built again meanwhile.
make_it() { # install|uninstall
	make -C "$TOP" --no-print-directory -s -o all B="$BUILD" \
		DESTDIR="$T/dest" PREFIX=/opt/sl "$1" >"$T/said" 2>&1
}

mkdir -p "$T/dest/opt/sl/bin"
echo theirs >"$T/dest/opt/sl/bin/theirs"
ok 'make install' make_it install
(cd "$T/dest" && find opt -type f | sort) >"$T/got"
cat >"$T/want" <<-'END'
opt/sl/bin/shadowlog
opt/sl/bin/shadowlog-receiver
opt/sl/bin/shadowlog-triggers
opt/sl/bin/theirs
opt/sl/lib/systemd/system/shadowlog@.service
opt/sl/lib/systemd/system/shadowlog@.timer
opt/sl/share/doc/shadowlog/CHANGELOG.md
opt/sl/share/doc/shadowlog/INSTALL
opt/sl/share/doc/shadowlog/LICENSE
opt/sl/share/doc/shadowlog/README.md
END
# Every manual, document and schema of the tree, whatever they are today.
for file in "$TOP"/docs/*.md; do
	echo "opt/sl/share/doc/shadowlog/${file##*/}"
done >>"$T/want"
echo opt/sl/share/doc/shadowlog/shadowlog.conf >>"$T/want"
for file in "$TOP"/docs/*.[1-8]; do
	echo "opt/sl/share/man/man${file##*.}/${file##*/}"
done >>"$T/want"
for file in "$TOP"/docs/receivers/* "$TOP"/docs/consumers/*; do
	echo "opt/sl/share/doc/shadowlog/${file#"$TOP"/docs/}"
done >>"$T/want"
for file in "$TOP"/docs/schemas/*; do
	echo "opt/sl/share/shadowlog/schemas/${file##*/}"
done >>"$T/want"
sort -o "$T/want" "$T/want"
same_file "$T/got" "$T/want" 'the files'
is "$(find "$T/dest" -type f -perm /022)" '' 'none that others can write'
for program in shadowlog shadowlog-triggers shadowlog-receiver; do
	is "$("$T/dest/opt/sl/bin/$program" --version)" \
		"$program $(cat "$TOP/VERSION")" "$program runs from there"
	ok "$program has a manual" \
		test -f "$T/dest/opt/sl/share/man/man1/$program.1"
done
has "$(cat "$T/dest/opt/sl/lib/systemd/system/shadowlog@.service")" \
	'ExecStart=/opt/sl/bin/shadowlog poll' 'the unit names the program there'
ok 'make install again' make_it install
ok 'make uninstall' make_it uninstall
is "$(cd "$T/dest" && find . -type f)" ./opt/sl/bin/theirs \
	'leaves what is not ours, and nothing else'
is "$(find "$T/dest" -name '*shadowlog*')" '' 'no directory of ours'
ok 'make uninstall again' make_it uninstall

if command -v systemd-analyze >/dev/null 2>&1; then
	mkdir "$T/units"
	for unit in service timer; do
		sed "s|/usr/local/bin/shadowlog|$BUILD/shadowlog|
			s/^User=.*//; s/^Group=.*//" \
			"$TOP/docs/systemd/shadowlog@.$unit" \
			>"$T/units/shadowlog@.$unit"
	done
	systemd-analyze verify --man=no "$T/units/shadowlog@shop.service" \
		"$T/units/shadowlog@shop.timer" >"$T/verify" 2>&1
	is "$(grep shadowlog@ "$T/verify")" '' 'systemd has no complaint'
else
	skip 'systemd has no complaint' 'no systemd-analyze on this machine'
fi
done_testing
