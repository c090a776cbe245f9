#!/bin/sh
# Puts the programs and all that belongs to them in place, or takes the same
# files away again.
#
#	sh tests/install.sh install|uninstall BUILD DESTDIR PREFIX
#	sh tests/install.sh list BUILD "" PREFIX	what it would install
set -eu
cd "$(dirname "$0")/.."
what=$1
build=$2
destdir=$3
prefix=$4
doc=share/doc/shadowlog

# mode, file here, place below the prefix
files() {
	for program in shadowlog shadowlog-triggers shadowlog-receiver; do
		echo "755 $build/$program bin/$program"
	done
	for page in docs/*.[1-8]; do
		echo "644 $page share/man/man${page##*.}/${page##*/}"
	done
	for text in README.md INSTALL CHANGELOG.md LICENSE docs/*.md; do
		echo "644 $text $doc/${text##*/}"
	done
	echo "644 poller/shadowlog.ini $doc/shadowlog.conf"
	for schema in docs/schemas/*.json; do
		echo "644 $schema share/shadowlog/schemas/${schema##*/}"
	done
	for sample in docs/receivers/* docs/consumers/*; do
		echo "644 $sample $doc/${sample#docs/}"
	done
	for unit in docs/systemd/shadowlog@.*; do
		echo "644 $unit lib/systemd/system/${unit##*/}"
	done
}

# A unit names the program where it was put.
put() { # MODE FILE PLACE
	to=$destdir$prefix/$3
	mkdir -p "$(dirname "$to")"
	case $3 in
	lib/systemd/*) sed "s|/usr/local/bin/|$prefix/bin/|" "$2" >"$to.new" ;;
	*) cp "$2" "$to.new" ;;
	esac
	chmod "$1" "$to.new"
	# By rename: a program that runs keeps its own file.
	mv -f "$to.new" "$to"
}

case $what in
install)
	files | while read -r mode file place; do
		put "$mode" "$file" "$place"
	done
	;;
uninstall)
	files | while read -r mode file place; do
		rm -f "$destdir$prefix/$place"
	done
	for dir in "$doc/receivers" "$doc/consumers" "$doc" \
		share/shadowlog/schemas share/shadowlog; do
		[ ! -d "$destdir$prefix/$dir" ] ||
			rmdir "$destdir$prefix/$dir"
	done
	;;
list)
	files | while read -r mode file place; do
		echo "$prefix/$place"
	done
	;;
*)
	echo "usage: install.sh install|uninstall|list BUILD DESTDIR PREFIX" >&2
	exit 64
	;;
esac
