# TAP for shell tests; source it:  . "$(dirname "$0")/../tap.sh"
#
#	ok "what is true" command args...
#	is "$got" "$want" "what is equal"
#	same_file got want "what is equal"
#	skip_all "why nothing here can run"        (exits)
#	done_testing                               (last line)
#	at_end 'command'                           (last one first)
#	at_end_kill PID...                         (if they are there still)
#
# $T is a directory of this test's own, removed at its end; $BUILD holds the
# programs; $TOP is the root of the tree.

set -u
TOP=$(CDPATH='' cd -- "$(dirname -- "$0")" && while [ ! -f VERSION ]; do
	cd ..; done && pwd)
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$TOP/$BUILD ;; esac
T=$(mktemp -d "${TMPDIR:-/tmp}/shadowlog-test.XXXXXX")
tap_count=0
tap_failed=0
tap_cleanup=:

tap_end() {
	eval "$tap_cleanup"
	[ -n "${KEEP:-}" ] || rm -rf "$T"
}
trap tap_end EXIT
trap 'exit 1' INT TERM HUP

# at_end 'command': runs before $T is removed, last one first.
at_end() {
	tap_cleanup="$1; $tap_cleanup"
}

# ours PID: is it there, and did this test start it?  The number of a process
# that has ended goes to another one, which may be anybody's.
ours() { # PID
	[ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null || return 1
	tap_process=$({
		if [ -r "/proc/$1/stat" ]; then
			sed 's/.*) . //; s/ .*//' "/proc/$1/stat"
			tr '\0' ' ' <"/proc/$1/cmdline"
		else
			ps -p "$1" -o ppid= -o args= | sed 's/^ *//'
		fi
	} 2>/dev/null)
	case $tap_process in
	"$$"[!0-9]* | "$$" | *"$T"*) return 0 ;;
	esac
	return 1
}

# gone PID...: has each of them ended, whoever is to be told of it?
gone() { # PID...
	for tap_pid in "$@"; do
		case $(ps -p "$tap_pid" -o stat= 2>/dev/null) in
		'' | Z*) ;;
		*) return 1 ;;
		esac
	done
}

# end_ours PID...: ends those that are there, also if they stand still.
end_ours() { # PID...
	for tap_pid in "$@"; do
		! ours "$tap_pid" || kill "$tap_pid" 2>/dev/null
		! ours "$tap_pid" || kill -CONT "$tap_pid" 2>/dev/null
	done
}

# at_end_kill PID...: what runs beside the test does not outlive it.
at_end_kill() { # PID...
	at_end "end_ours $*"
}

# Whoever asks a database beside a program that uses it waits for its turn.
if command -v sqlite3 >/dev/null; then
	sqlite3() {
		command sqlite3 -cmd '.timeout 600000' "$@"
	}
fi

diag() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

result() { # 0|1 what
	tap_count=$((tap_count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
	fi
	return "$1"
}

ok() {
	tap_what=$1
	shift
	if "$@" >"$T/.out" 2>&1; then
		result 0 "$tap_what"
	else
		result 1 "$tap_what"
		diag "$(head -50 "$T/.out")"
		return 1
	fi
}

not_ok() {
	tap_what=$1
	shift
	if "$@" >"$T/.out" 2>&1; then
		result 1 "$tap_what"
	else
		result 0 "$tap_what"
	fi
}

is() {
	if [ "$1" = "$2" ]; then
		result 0 "$3"
	else
		result 1 "$3"
		diag "     got: $1"
		diag "expected: $2"
		return 1
	fi
}

# has TEXT PART WHAT: PART stands in TEXT.
has() {
	case $1 in
	*"$2"*) result 0 "$3" ;;
	*)
		result 1 "$3"
		diag "     got: $1"
		diag "to hold: $2"
		return 1
		;;
	esac
}

same_file() {
	if cmp -s "$1" "$2"; then
		result 0 "$3"
	else
		result 1 "$3"
		diff -u "$2" "$1" | head -60 | sed 's/^/# /'
		return 1
	fi
}

# nested WHAT COMMAND...: runs another test as one check of this one, and tells
# what failed of it.
nested() {
	tap_what=$1
	shift
	"$@" >"$T/.nested" 2>&1
	tap_status=$?
	tap_ok=$(grep -c '^ok' "$T/.nested")
	if [ $tap_status = 0 ] && [ "$tap_ok" -gt 0 ]; then
		result 0 "$tap_what: $tap_ok checks"
	else
		result 1 "$tap_what"
		diag "$(grep -B 2 -A 12 '^not ok' "$T/.nested" | head -n 40)" \
			"$(tail -n 12 "$T/.nested")"
	fi
}

skip() { # what why
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing() {
	echo "1..$tap_count"
	[ "$tap_failed" = 0 ]
	exit $?
}
