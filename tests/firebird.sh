# A private Firebird server for a test: unprivileged, on loopback, in a
# directory of the test's own.  Source it:
#
#	. "$TOP/tests/firebird.sh"
#	fb_start DIR [Super|Classic]	sets FB_PORT; false if it cannot, with
#					the reason on stdout
#	fb_need DIR [MODE]		the same for the whole test: stopped at its
#					end; without a server it skips
#	fb_stop DIR
#	fb_driver			sets FB_DRIVER; false, and why, if no
#					ODBC driver was built
#
# Who may come in: SYSDBA, password masterkey.
#
# Debian's server has the paths of its configuration and of its user database
# compiled in, so both are mounted over, for that process alone.

. "$TOP/tests/servers.sh"

fb_version=3.0

fb_unshare() {
	if [ "$(id -u)" = 0 ]; then
		exec unshare -m "$@"
	else
		exec unshare -rm "$@"
	fi
}

# In the mount namespace: makes the user database, once, and becomes the server.
fb_inner='
export FIREBIRD_LOCK="$1/lock" FIREBIRD_TMP="$1"
security=/var/lib/firebird/$3/system/security3.fdb
if [ ! -e "$1/made" ]; then
	rm -f "$security" "$1/own.fdb"
	echo "CREATE DATABASE '"'"'$security'"'"';" | isql-fb -q -user SYSDBA
	echo "CREATE DATABASE '"'"'$1/own.fdb'"'"';" | isql-fb -q -user SYSDBA
	printf "IN /usr/share/firebird/$3/security.sql;\nCOMMIT;\n" |
		isql-fb -q -user SYSDBA security.db
	echo "CREATE USER SYSDBA PASSWORD '"'masterkey'"' USING PLUGIN Srp;
		COMMIT;" | isql-fb -q -user SYSDBA security.db
	: >"$1/made"
fi
exec "$4" -p "$2"
'

# What who listens on FB_PORT complains about when asked for the database "own".
# No other server knows that name: silence is ours.
fb_asked() {
	echo 'QUIT;' | isql-fb -q -user SYSDBA -password masterkey \
		"127.0.0.1/$FB_PORT:own" 2>&1
}

fb_configure() { # DIR MODE
	mkdir -p "$1/etc" "$1/var/system" "$1/lock"
	cp /etc/firebird/$fb_version/*.conf "$1/etc/" 2>/dev/null
	cat >>"$1/etc/firebird.conf" <<-END
	ServerMode = $2
	RemoteBindAddress = 127.0.0.1
	WireCrypt = Disabled
	AuthServer = Srp
	UserManager = Srp
	END
	echo "own = $1/own.fdb" >>"$1/etc/databases.conf"
	chmod go+x "${1%/*}"
	[ -z "$fb_as" ] || chown -R 65534:65534 "$1"
}

# One attempt on a port that is free now.  If somebody else takes it meanwhile,
# Firebird stays alive and serves nobody: then it is stopped again.
fb_attempt() { # DIR
	FB_PORT=$(port_for "$1")
	case $(fb_asked) in *network*) ;; *) return 1 ;; esac
	# shellcheck disable=SC2086 # words on purpose
	fb_unshare sh -c 'mount --bind "$1/etc" /etc/firebird/$3 &&
		mount --bind "$1/var" /var/lib/firebird/$3 &&
		exec '"$(echo $fb_as)"' sh -c "$5" sh "$1" "$2" "$3" "$4"' sh \
		"$1" "$FB_PORT" $fb_version "$fb_server" "$fb_inner" \
		>"$1/log" 2>&1 </dev/null &
	echo $! >"$1/pid"
	fb_n=0
	while fb_said=$(fb_asked); [ -n "$fb_said" ]; do
		fb_n=$((fb_n + 1))
		if [ $fb_n = 3000 ] || [ "${fb_said#*network}" = "$fb_said" ] ||
			! ours "$(cat "$1/pid")"; then
			fb_stop "$1"
			return 1
		fi
		sleep 0.1
	done
}

fb_find() {
	fb_server=$(command -v firebird || ls /usr/sbin/firebird 2>/dev/null) &&
		[ -f /etc/firebird/$fb_version/firebird.conf ] || {
		echo "no Firebird $fb_version server on this machine"
		return 1
	}
	(fb_unshare true) 2>/dev/null || {
		echo "Firebird's paths cannot be mounted over here"
		return 1
	}
}

fb_start() { # DIR [MODE]
	fb_find || return 1
	fb_as=
	[ "$(id -u)" != 0 ] || fb_as='setpriv --reuid=65534 --regid=65534
		--clear-groups'
	fb_configure "$1" "${2:-Super}"
	for fb_try in 1 2 3 4 5; do
		! fb_attempt "$1" || return 0
	done
	echo "Firebird does not start: $(tail -n 1 "$1/log" 2>/dev/null)," \
		"asked it said: $fb_said"
	return 1
}

# One that is there and does not start is a failure, not a reason to skip.
fb_need() { # DIR [MODE]
	fb_find >"$T/.server" || skip_all "$(cat "$T/.server")"
	at_end "fb_stop '$1'"
	fb_start "$@" >"$T/.server" || {
		tail -n 30 "$1/log" >>"$T/.server"
		need_failed Firebird
	}
}

fb_stop() { # DIR
	fb_pid=$(cat "$1/pid" 2>/dev/null) || return 0
	rm -f "$1/pid"
	end_ours "$fb_pid"
	fb_n=0
	while ours "$fb_pid" && [ $fb_n -lt 100 ]; do
		fb_n=$((fb_n + 1))
		sleep 0.1
	done
	! ours "$fb_pid" || kill -9 "$fb_pid"
	wait "$fb_pid" 2>/dev/null
	:
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
