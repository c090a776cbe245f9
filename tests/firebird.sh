# A private Firebird server for a test: unprivileged, on loopback, in a
# directory of the test's own.  Source it:
#
#	. "$TOP/tests/firebird.sh"
#	fb_start DIR [Super|Classic]	sets FB_PORT; false if it cannot, with
#					the reason on stdout
#	fb_stop DIR
#	fb_driver			sets FB_DRIVER; false, and why, if no
#					ODBC driver was built
#
# Who may come in: SYSDBA, password masterkey.
#
# Debian's server has the paths of its configuration and of its user database
# compiled in, so both are mounted over, for that process alone.

fb_version=3.0

fb_unshare() {
	if [ "$(id -u)" = 0 ]; then
		exec unshare -m "$@"
	else
		exec unshare -rm "$@"
	fi
}

# In the mount namespace: makes the user database and becomes the server.
fb_inner='
export FIREBIRD_LOCK="$1/lock" FIREBIRD_TMP="$1"
security=/var/lib/firebird/$3/system/security3.fdb
echo "CREATE DATABASE '"'"'$security'"'"';" | isql-fb -q -user SYSDBA
printf "IN /usr/share/firebird/$3/security.sql;\nCOMMIT;\n" |
	isql-fb -q -user SYSDBA security.db
echo "CREATE USER SYSDBA PASSWORD '"'masterkey'"' USING PLUGIN Srp; COMMIT;" |
	isql-fb -q -user SYSDBA security.db
exec "$4" -p "$2"
'

fb_up() { # DIR
	! echo 'QUIT;' | isql-fb -q -user SYSDBA -password masterkey \
		"127.0.0.1/$FB_PORT:$1/none.fdb" 2>&1 | grep -q network
}

fb_start() { # DIR [MODE]
	fb_d=$1
	fb_server=$(command -v firebird || ls /usr/sbin/firebird 2>/dev/null) &&
		[ -f /etc/firebird/$fb_version/firebird.conf ] || {
		echo "no Firebird $fb_version server on this machine"
		return 1
	}
	fb_as=
	[ "$(id -u)" != 0 ] || fb_as='setpriv --reuid=65534 --regid=65534
		--clear-groups'
	mkdir -p "$fb_d/etc" "$fb_d/var/system" "$fb_d/lock"
	cp /etc/firebird/$fb_version/*.conf "$fb_d/etc/" 2>/dev/null
	FB_PORT=$((15000 + $(od -An -N2 -tu2 /dev/urandom) % 17000))
	cat >>"$fb_d/etc/firebird.conf" <<-END
	ServerMode = ${2:-Super}
	RemoteBindAddress = 127.0.0.1
	WireCrypt = Disabled
	AuthServer = Srp
	UserManager = Srp
	END
	chmod go+x "${fb_d%/*}"
	[ -z "$fb_as" ] || chown -R 65534:65534 "$fb_d"
	# shellcheck disable=SC2086 # words on purpose
	fb_unshare sh -c 'mount --bind "$1/etc" /etc/firebird/$3 &&
		mount --bind "$1/var" /var/lib/firebird/$3 &&
		exec '"$(echo $fb_as)"' sh -c "$5" sh "$1" "$2" "$3" "$4"' sh \
		"$fb_d" "$FB_PORT" $fb_version "$fb_server" "$fb_inner" \
		>"$fb_d/log" 2>&1 </dev/null &
	echo $! >"$fb_d/pid"
	fb_n=0
	until fb_up "$fb_d"; do
		fb_n=$((fb_n + 1))
		if [ $fb_n = 3000 ] || ! kill -0 "$(cat "$fb_d/pid")" 2>/dev/null
		then
			fb_stop "$fb_d"
			echo "Firebird does not start: $(tail -n 1 "$fb_d/log")"
			return 1
		fi
		sleep 0.1
	done
}

fb_stop() { # DIR
	fb_pid=$(cat "$1/pid" 2>/dev/null) || return 0
	kill "$fb_pid" 2>/dev/null
	fb_n=0
	while kill -0 "$fb_pid" 2>/dev/null && [ $fb_n -lt 100 ]; do
		fb_n=$((fb_n + 1))
		sleep 0.1
	done
	kill -9 "$fb_pid" 2>/dev/null
	rm -f "$1/pid"
}

# No distribution packages one: FIREBIRD_ODBC is the path of a library that was
# built from https://github.com/FirebirdSQL/firebird-odbc-driver, or odbcinst.ini
# names it, under [Firebird].
fb_driver() {
	FB_DRIVER=${FIREBIRD_ODBC:-}
	[ -n "$FB_DRIVER" ] ||
		! odbcinst -q -d -n Firebird >/dev/null 2>&1 ||
		FB_DRIVER='{Firebird}'
	[ -n "$FB_DRIVER" ] || {
		echo 'no ODBC driver for Firebird: FIREBIRD_ODBC is not set'
		return 1
	}
}
