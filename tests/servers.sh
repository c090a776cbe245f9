#!/bin/sh
# Private PostgreSQL and MariaDB servers for the tests: unprivileged, on
# loopback and a socket only, on free ports, in a directory that goes away.
#
# One pair for a whole run:
#
#	sh tests/servers.sh start DIR >env	PG_DIR PG_PORT PG_BIN
#						MY_SOCKET MY_PORT, one a line
#	sh tests/servers.sh stop DIR		and removes DIR
#
# A server that cannot start is left out of the lines, with the reason on
# stderr; one that is installed and does not start makes the command fail.
#
# A server of one test's own, to crash or to set up in its own way:
#
#	. "$TOP/tests/servers.sh"
#	pg_start DIR [-c name=value ...]	sets PG_DIR PG_PORT PG_BIN
#	pg_stop DIR
#	pg_crash DIR				no checkpoint, nothing flushed
#	my_start DIR [--name=value ...]		sets MY_SOCKET MY_PORT
#	my_stop DIR
#	my_crash DIR				kill -9
#
#	pg_need DIR [option ...]		the same for the whole test: stopped
#	my_need DIR [option ...]		at its end; without a server it skips
#
# *_start on a DIR that was started before starts the same data on the same
# port again.  DIR must be short: a socket's path has at most 107 bytes.  Tests
# must stop what they start (tap.sh: at_end 'pg_stop "$T/pg"').
#
# No test gets the port of another one, of a server that stands still included
# (port_for), and who answers is who was started: PostgreSQL says so in a file of
# its own directory, MariaDB on a socket there, and neither runs without its
# port.
#
# Who may come in: role `shadowlog` (superuser, no password) on PostgreSQL, in
# database `postgres`; user `shadowlog`, password `shadowlog`, all privileges,
# on MariaDB, and root without a password on its socket.  Both are fast and
# forget what a crash of the whole machine would lose (fsync=off,
# innodb_flush_log_at_trx_commit=0), unless the options say otherwise.

SERVER_TRIES=${SERVER_TRIES:-3000} # of 0.1 s: only a hang takes so long
PG_OPTIONS='-c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off'

# The user that runs a server when we are root: the first that exists.
server_user() {
	[ "$(id -u)" = 0 ] || return 0
	for server_u in "$@" nobody; do
		if id "$server_u" >/dev/null 2>&1; then
			echo "$server_u"
			return 0
		fi
	done
}

# The words that run a command as USER; none when we are not root.
as_user() { # USER
	[ -z "$1" ] || echo "setpriv --reuid=$1 --regid=$(id -g "$1")" \
		--clear-groups --reset-env
}

# A port for what belongs to DIR, for as long as DIR is there: below those that
# the system hands out, and of no other test.  What was taken is noted in one
# place for all, as a link to DIR.
port_for() { # DIR
	port_dir=/tmp/shadowlog-ports.$(id -u)
	mkdir -p "$port_dir"
	port_most=$(sed 's/[^0-9].*//' /proc/sys/net/ipv4/ip_local_port_range \
		2>/dev/null)
	[ "${port_most:-0}" -ge 12000 ] || port_most=32000
	(
		! command -v flock >/dev/null || flock 9
		while :; do
			port_n=$((10000 + $(od -An -N4 -tu4 /dev/urandom) %
				(port_most - 10000)))
			[ ! -e "$port_dir/$port_n" ] || continue
			ln -sfn "$1" "$port_dir/$port_n" && break
		done
		echo "$port_n"
	) 9>>"$port_dir/lock"
}

# Makes DIR, the server's own, reachable for its user: it may pass through the
# directories above, as far as they are temporary.
server_dir() { # DIR USER
	mkdir -p "$1" || return 1
	if [ -n "$2" ]; then
		chown "$2" "$1" || return 1
		dir_up=${1%/*}
		while [ "${dir_up#"${TMPDIR:-/tmp}"/}" != "$dir_up" ]; do
			chmod go+x "$dir_up" || return 1
			dir_up=${dir_up%/*}
		done
	fi
	if [ ${#1} -gt 80 ]; then
		echo "\"$1\" is too long for the path of a socket" >&2
		return 1
	fi
}

# Is PID alive, and a program that was started for DIR?
server_alive() { # PID DIR
	[ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
	if [ -r "/proc/$1/cmdline" ]; then
		tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF "$2"
	else
		ps -p "$1" -o args= | grep -qF "$2"
	fi
}

# Sends SIGNAL and waits until the process is gone; after minutes, kill -9.
server_end() { # PID DIR SIGNAL
	server_alive "$1" "$2" || return 0
	kill "-$3" "$1" 2>/dev/null
	end_n=0
	while server_alive "$1" "$2"; do
		end_n=$((end_n + 1))
		[ "$end_n" = "$SERVER_TRIES" ] && kill -9 "$1"
		sleep 0.1
	done
}

# --- PostgreSQL -----------------------------------------------------------

# PG_BIN: as given, else the newest that Debian installed, else from the PATH.
pg_find() {
	[ -n "${PG_BIN:-}" ] && [ -x "$PG_BIN/initdb" ] && return 0
	PG_BIN=
	for pg_i in /usr/lib/postgresql/*/bin /usr/libexec/postgresql*; do
		[ -x "$pg_i/initdb" ] && PG_BIN=$pg_i
	done
	if [ -z "$PG_BIN" ] && command -v initdb >/dev/null 2>&1; then
		PG_BIN=$(dirname "$(command -v initdb)")
	fi
	[ -n "$PG_BIN" ]
}

pg_pid() { # DIR
	head -1 "$1/data/postmaster.pid" 2>/dev/null
}

pg_init() { # DIR USER
	$(as_user "$2") "$PG_BIN/initdb" -D "$1/data" -U shadowlog -A trust \
		--no-sync -E UTF8 --locale=C >"$1/initdb.log" 2>&1 && return 0
	cat "$1/initdb.log" >&2
	return 1
}

pg_start() { # DIR [option ...]
	pg_d=$1
	shift
	pg_find || {
		echo "no PostgreSQL server on this machine" >&2
		return 1
	}
	pg_u=$(server_user postgres)
	server_dir "$pg_d" "$pg_u" || return 1
	[ -d "$pg_d/data" ] || pg_init "$pg_d" "$pg_u" || return 1
	pg_again=
	[ ! -f "$pg_d/port" ] || pg_again=yes
	for pg_try in 1 2 3 4 5; do
		[ -f "$pg_d/port" ] || port_for "$pg_d" >"$pg_d/port"
		PG_PORT=$(cat "$pg_d/port")
		$(as_user "$pg_u") "$PG_BIN/pg_ctl" -D "$pg_d/data" \
			-l "$pg_d/log" -w -t 300 \
			-o "-p $PG_PORT -k $pg_d $PG_OPTIONS $*" \
			start >"$pg_d/start.log" 2>&1 </dev/null && {
			PG_DIR=$pg_d
			export PG_DIR PG_PORT PG_BIN
			return 0
		}
		# Whoever was told of a port must find it again.
		[ -z "$pg_again" ] &&
			grep -q 'Address already in use' "$pg_d/log" || break
		rm -f "$pg_d/port"
	done
	tail -n 30 "$pg_d/start.log" "$pg_d/log" >&2
	return 1
}

pg_stop() { # DIR
	server_end "$(pg_pid "$1")" "$1" INT
}

pg_crash() { # DIR
	server_end "$(pg_pid "$1")" "$1" QUIT
}

# --- MariaDB --------------------------------------------------------------

my_find() {
	MARIADBD=${MARIADBD:-$(command -v mariadbd || command -v mysqld ||
		ls /usr/sbin/mariadbd /usr/libexec/mariadbd 2>/dev/null |
		head -1)}
	[ -n "$MARIADBD" ] && command -v mariadb-install-db >/dev/null 2>&1
}

my_pid() { # DIR
	cat "$1/pid" 2>/dev/null
}

# Each has its own directory for temporary files: a server that starts deletes
# those of all others in it.
my_tmp() { # DIR USER
	$(as_user "$2") mkdir -p "$1/tmp"
}

my_init() { # DIR USER
	$(as_user "$2") mariadb-install-db --no-defaults --datadir="$1/data" \
		--tmpdir="$1/tmp" \
		--auth-root-authentication-method=normal --skip-test-db \
		--innodb-log-file-size=32M >"$1/install.log" 2>&1 && return 0
	cat "$1/install.log" >&2
	return 1
}

my_root() { # DIR [argument ...]
	my_rd=$1
	shift
	mariadb --no-defaults --socket="$my_rd/my.sock" -u root "$@"
}

# Waits until the server takes connections; false when it died first.
my_wait() { # DIR PID
	my_n=0
	until mariadb-admin --no-defaults --socket="$1/my.sock" -u root ping \
		>/dev/null 2>&1; do
		my_n=$((my_n + 1))
		kill -0 "$2" 2>/dev/null && [ "$my_n" -lt "$SERVER_TRIES" ] ||
			return 1
		sleep 0.1
	done
}

my_grant() { # DIR
	my_root "$1" <<-'END'
	CREATE USER IF NOT EXISTS 'shadowlog'@'%' IDENTIFIED BY 'shadowlog';
	CREATE USER IF NOT EXISTS 'shadowlog'@'localhost'
	  IDENTIFIED BY 'shadowlog';
	GRANT ALL PRIVILEGES ON *.* TO 'shadowlog'@'%' WITH GRANT OPTION;
	GRANT ALL PRIVILEGES ON *.* TO 'shadowlog'@'localhost'
	  WITH GRANT OPTION;
	END
}

my_start() { # DIR [option ...]
	my_d=$1
	shift
	my_find || {
		echo "no MariaDB server on this machine" >&2
		return 1
	}
	my_u=$(server_user mysql)
	my_as=$(as_user "$my_u")
	server_dir "$my_d" "$my_u" || return 1
	my_tmp "$my_d" "$my_u" || return 1
	[ -d "$my_d/data" ] || my_init "$my_d" "$my_u" || return 1
	my_again=
	[ ! -f "$my_d/port" ] || my_again=yes
	for my_try in 1 2 3 4 5; do
		[ -f "$my_d/port" ] || port_for "$my_d" >"$my_d/port"
		MY_PORT=$(cat "$my_d/port")
		$my_as "$MARIADBD" --no-defaults \
			--datadir="$my_d/data" --tmpdir="$my_d/tmp" \
			--socket="$my_d/my.sock" \
			--pid-file="$my_d/pid" --port="$MY_PORT" \
			--bind-address=127.0.0.1 --skip-log-bin \
			--skip-name-resolve --character-set-server=utf8mb4 \
			--innodb-flush-log-at-trx-commit=0 \
			--innodb-log-file-size=32M --max-connections=1000 \
			--max-allowed-packet=256M "$@" \
			>"$my_d/log" 2>&1 </dev/null &
		if my_wait "$my_d" $! && my_grant "$my_d"; then
			MY_SOCKET=$my_d/my.sock
			export MY_SOCKET MY_PORT
			return 0
		fi
		server_end $! "$my_d" KILL
		[ -z "$my_again" ] &&
			grep -q 'Address already in use' "$my_d/log" || break
		rm -f "$my_d/port"
	done
	tail -n 30 "$my_d/log" >&2
	return 1
}

my_stop() { # DIR
	server_end "$(my_pid "$1")" "$1" TERM
}

my_crash() { # DIR
	server_end "$(my_pid "$1")" "$1" KILL
	rm -f "$1/pid"
}

# --- For a whole test -----------------------------------------------------

# A server that is installed and does not start is a failure, not a reason to
# skip.
need_failed() { # NAME
	diag "$(cat "$T/.server")"
	result 1 "$1 starts"
	exit 1
}

pg_need() { # DIR [option ...]
	pg_find || skip_all "no PostgreSQL server on this machine"
	at_end "pg_stop '$1'"
	pg_start "$@" 2>"$T/.server" || need_failed PostgreSQL
}

my_need() { # DIR [option ...]
	my_find || skip_all "no MariaDB server on this machine"
	at_end "my_stop '$1'"
	my_start "$@" 2>"$T/.server" || need_failed MariaDB
}

# --- Both, as a command ---------------------------------------------------

servers_start() { # DIR
	mkdir -p "$1" || return 1
	servers_code=0
	if pg_start "$1/pg"; then
		printf 'PG_DIR=%s\nPG_PORT=%s\nPG_BIN=%s\n' \
			"$PG_DIR" "$PG_PORT" "$PG_BIN"
	elif pg_find; then
		servers_code=1
	fi
	if my_start "$1/my"; then
		printf 'MY_SOCKET=%s\nMY_PORT=%s\n' "$MY_SOCKET" "$MY_PORT"
	elif my_find; then
		servers_code=1
	fi
	return $servers_code
}

servers_stop() { # DIR
	[ ! -d "$1/pg" ] || pg_stop "$1/pg"
	[ ! -d "$1/my" ] || my_stop "$1/my"
	rm -rf "$1"
}

case ${0##*/} in
servers.sh)
	case ${1:-}:${2:-} in
	start:/*) servers_start "$2" ;;
	stop:/*) servers_stop "$2" ;;
	*)
		echo "usage: servers.sh start|stop /ABSOLUTE/DIR" >&2
		exit 64
		;;
	esac
	;;
esac
