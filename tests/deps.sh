#!/bin/sh
# What the project needs from the system, and how to get it.
#
#	sh tests/deps.sh LEVEL [CC [PKG_CONFIG]]
#
#	build       the compiler and the libraries; missing: exit 1
#	quickstart  build, and the SQLite ODBC driver; missing: exit 1
#	check       and the servers, drivers and tools of the tests; missing:
#	            says so, exit 0, and the tests that need it skip
#	ci          and the second compiler, the formatter, npm; missing: exit 1
#
# As root on Debian or Ubuntu it installs what is missing; elsewhere it names
# the one command that does.  NO_INSTALL=1 keeps it from installing.  When all
# is there it says nothing and costs a few milliseconds.
set -u

level=${1:-build}
CC=${2:-${CC:-cc}}
PKG_CONFIG=${3:-${PKG_CONFIG:-pkg-config}}
compiler=${CC%% *}

# level, how to see it, then its package for apt, dnf, apk and brew; `-` where
# the system has none or needs none.
needs() {
	case ${compiler##*/} in
	*clang*) echo "build cmd:$compiler clang clang clang llvm" ;;
	*) echo "build cmd:$compiler gcc gcc gcc gcc" ;;
	esac
	cat <<-END
	build libc libc6-dev glibc-devel musl-dev -
	build cmd:make make make make make
	build cmd:$PKG_CONFIG pkg-config pkgconf-pkg-config pkgconf pkgconf
	build lib:odbc unixodbc-dev unixODBC-devel unixodbc-dev unixodbc
	build lib:sqlite3 libsqlite3-dev sqlite-devel sqlite-dev sqlite
	build lib:libcurl libcurl4-openssl-dev libcurl-devel curl-dev curl
	build lib:libcrypto libssl-dev openssl-devel openssl-dev openssl@3
	build lib:jansson libjansson-dev jansson-devel jansson-dev jansson
	build lib:zlib zlib1g-dev zlib-devel zlib-dev zlib
	build lib:libmicrohttpd libmicrohttpd-dev libmicrohttpd-devel libmicrohttpd-dev libmicrohttpd
	quickstart driver:SQLite3 libsqliteodbc sqliteodbc - sqliteodbc
	quickstart cmd:sqlite3 sqlite3 sqlite sqlite sqlite
	check driver:PostgreSQL odbc-postgresql postgresql-odbc psqlodbc psqlodbc
	check driver:MariaDB odbc-mariadb mariadb-connector-odbc mariadb-connector-odbc mariadb-connector-odbc
	check postgres postgresql postgresql-server postgresql postgresql
	check cmd:psql postgresql-client postgresql postgresql-client postgresql
	check cmd:mariadbd mariadb-server mariadb-server mariadb mariadb
	check cmd:mariadb mariadb-client mariadb mariadb-client mariadb
	check firebird firebird3.0-server firebird - -
	check cmd:isql-fb firebird3.0-utils firebird-utils - -
	check cmd:setpriv util-linux util-linux setpriv -
	check cmd:curl curl curl curl curl
	check cmd:openssl openssl openssl openssl openssl
	check cmd:jq jq jq jq jq
	check option:libzstd libzstd-dev libzstd-devel zstd-dev zstd
	check cmd:zstd zstd zstd zstd zstd
	check cmd:strace strace strace strace -
	check cmd:man man-db man-db mandoc -
	check cmd:python3 python3 python3 python3 python
	check cmd:php php-cli php-cli - php
	check php:sqlite3 php-sqlite3 php-pdo - -
	ci cmd:gcc gcc gcc gcc gcc
	ci cmd:clang clang clang clang llvm
	ci asan:clang libclang-rt-dev compiler-rt compiler-rt -
	ci cmd:clang-format clang-format clang-tools-extra clang-extra-tools clang-format
	ci cmd:node nodejs nodejs nodejs node
	ci cmd:npm npm npm npm node
	ci cmd:git git git git git
	ci cmd:ip iproute2 iproute iproute2 -
	END
}

wanted() {
	case $level:$1 in
	build:build | quickstart:build | quickstart:quickstart | \
		check:build | check:quickstart | check:check | ci:*) return 0 ;;
	*) return 1 ;;
	esac
}

# One call for all libraries; asked one by one only when that fails.
all_libs() {
	"$PKG_CONFIG" --exists odbc sqlite3 libcurl libcrypto jansson zlib \
		libmicrohttpd 2>/dev/null
}

here() { # what: is it on this machine?
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	lib:*) [ "$libs" = all ] ||
		"$PKG_CONFIG" --exists "${1#lib:}" 2>/dev/null ;;
	option:*) "$PKG_CONFIG" --exists "${1#option:}" 2>/dev/null ;;
	driver:*) driver_here "${1#driver:}" ;;
	php:*) php -m 2>/dev/null | grep -qx "${1#php:}" ;;
	libc) ls /usr/include/stdlib.h /usr/include/*/bits/libc-header-start.h \
		"$(xcrun --show-sdk-path 2>/dev/null)/usr/include/stdlib.h" \
		2>/dev/null | grep -q . ;;
	postgres) ls /usr/lib/postgresql/*/bin/initdb /usr/bin/initdb \
		/usr/*/initdb 2>/dev/null | grep -q . ||
		command -v initdb >/dev/null 2>&1 ;;
	firebird) ls /usr/sbin/firebird /usr/bin/firebird 2>/dev/null |
		grep -q . ;;
	asan:clang) ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.asan-* \
		/usr/lib/clang/*/lib/*/libclang_rt.asan* 2>/dev/null |
		grep -q . ;;
	esac
}

# As unixODBC looks for it.
driver_here() {
	if [ -n "${ODBCSYSINI:-}" ]; then
		set -- "$1" "$ODBCSYSINI/odbcinst.ini"
	else
		set -- "$1" /etc/odbcinst.ini /etc/unixODBC/odbcinst.ini \
			/opt/homebrew/etc/odbcinst.ini \
			/usr/local/etc/odbcinst.ini
	fi
	driver=$1
	shift
	for ini in "$@"; do
		[ -r "$ini" ] || continue
		while read -r line; do
			case $line in
			"[$driver"*) return 0 ;;
			esac
		done <"$ini"
	done
	return 1
}

find_missing() {
	libs=some
	all_libs && libs=all
	apt= dnf= apk= brew= what=
	while read -r at sign p_apt p_dnf p_apk p_brew; do
		wanted "$at" || continue
		here "$sign" && continue
		what="$what ${sign#*:}"
		for pair in "apt:$p_apt" "dnf:$p_dnf" "apk:$p_apk" "brew:$p_brew"; do
			name=${pair#*:}
			[ "$name" = - ] && continue
			eval "list=\$${pair%%:*}"
			case " $list " in
			*" $name "*) ;;
			*) eval "${pair%%:*}=\"\$list \$name\"" ;;
			esac
		done
	done <<-END
	$(needs)
	END
}

# The one command for this system, or for each when it is none of them.
name_command() {
	echo "missing:$what"
	if command -v apt-get >/dev/null 2>&1; then
		echo "  sudo apt-get install --no-install-recommends$apt"
	elif command -v dnf >/dev/null 2>&1; then
		echo "  sudo dnf install$dnf"
	elif command -v apk >/dev/null 2>&1; then
		echo "  sudo apk add$apk"
	elif command -v brew >/dev/null 2>&1; then
		echo "  brew install$brew"
	else
		echo "  apt-get install --no-install-recommends$apt"
		echo "  dnf install$dnf"
		echo "  apk add$apk"
		echo "  brew install$brew"
	fi
}

apt_install() { # PACKAGE...
	apt-get -qq install -y --no-install-recommends "$@"
}

install_missing() {
	[ -z "${NO_INSTALL:-}" ] && [ "$(id -u)" = 0 ] &&
		[ -f /etc/debian_version ] &&
		command -v apt-get >/dev/null 2>&1 || return 1
	echo "installing:$apt"
	export DEBIAN_FRONTEND=noninteractive
	apt-get -qq update >/dev/null 2>&1 ||
		echo "apt-get update failed; going on with the lists at hand"
	# A name that this release does not know must not keep the others out.
	log=$(mktemp)
	# shellcheck disable=SC2086 # a list of words
	apt_install $apt >"$log" 2>&1 || for name in $apt; do
		apt_install "$name" >"$log" 2>&1 || tail -3 "$log"
	done
	rm -f "$log"
	find_missing
	[ -z "$what" ]
}

case $level in
build | quickstart | check | ci) ;;
*)
	echo "usage: deps.sh build|quickstart|check|ci [CC [PKG_CONFIG]]" >&2
	exit 64
	;;
esac
find_missing
[ -z "$what" ] && exit 0
install_missing >&2 && exit 0
name_command >&2
if [ "$level" = check ]; then
	echo "  tests that need it will skip" >&2
	NO_INSTALL=1 exec sh "$0" build "$CC" "$PKG_CONFIG"
fi
exit 1
