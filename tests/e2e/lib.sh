# One source with three sinks, for shell tests; source it behind tap.sh:
#
#	. "$TOP/tests/e2e/lib.sh"
#	has_engine postgresql || skip_all "$why"
#	engine_new postgresql shop	an empty database of its own
#	sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
#	capture t			changelog and triggers
#	hook_start [ANSWER...]		a webhook receiver, tests/tools/hook.c
#	hook_gone			nobody listens there any more
#	conf_write			$CONF: sinks files, outbox and hook
#	poll				shadowlog poll; $out, $code
#	events files | events outbox | events hook	one JSON a line
#
# Everything lives in $E, a directory under $T; `engine_new` makes a new one.
# shellcheck shell=sh disable=SC2034,SC2154

. "$TOP/tests/servers.sh"

SHADOWLOG=$BUILD/shadowlog
ENGINES='sqlite postgresql mysql'

# True if an engine can be had; else $why says what is missing.
has_engine() { # ENGINE, or a dialect of one
	why=
	case ${1%%-*} in
	sqlite) command -v sqlite3 >/dev/null || why="no sqlite3" ;;
	postgresql)
		[ -n "${PG_PORT:-}" ] || why="no PostgreSQL server (PG_PORT)"
		;;
	mysql)
		[ -n "${MY_SOCKET:-}" ] || why="no MariaDB server (MY_SOCKET)"
		;;
	firebird*)
		[ -n "${FB_PORT:-}" ] || why="no Firebird server (FB_PORT)"
		;;
	esac
	[ -z "$why" ]
}

# A database of that engine, empty; sets DIALECT CONN DB E.
engine_new() { # ENGINE NAME
	DIALECT=$1
	E=$T/$2
	DB=$2_$$
	mkdir -p "$E" || exit 1
	case ${1%%-*} in
	sqlite)
		DB=$E/source.db
		# Writers may stand still for as long as the machine does.
		CONN="Driver={SQLite3};Database=$DB;Timeout=60000"
		sql 'PRAGMA user_version'
		: >>"$DB"
		;;
	postgresql)
		pg_admin "CREATE DATABASE $DB" || exit 1
		at_end "PG_DIR=$PG_DIR PG_PORT=$PG_PORT; pg_admin 'DROP DATABASE
			IF EXISTS $DB WITH (FORCE)' 2>/dev/null"
		CONN="Driver={PostgreSQL Unicode};Server=127.0.0.1"
		CONN="$CONN;Port=$PG_PORT;Database=$DB;UID=shadowlog"
		;;
	mysql)
		my_admin "CREATE DATABASE $DB" || exit 1
		at_end "MY_SOCKET=$MY_SOCKET; my_admin 'DROP DATABASE
			IF EXISTS $DB' 2>/dev/null"
		CONN="Driver={MariaDB Unicode};Server=127.0.0.1"
		CONN="$CONN;Port=$MY_PORT;Database=$DB;UID=shadowlog"
		CONN="$CONN;PWD=shadowlog"
		;;
	firebird*)
		DB=127.0.0.1/$FB_PORT:$FB_DIR/$2.fdb
		CONN="Driver=$FB_DRIVER;DBNAME=$DB;UID=SYSDBA;PWD=masterkey"
		SQL_DIALECT=3
		[ "$1" = firebird ] || SQL_DIALECT=1
		isql-fb -q >"$E/create.out" 2>&1 <<-END
		SET SQL DIALECT $SQL_DIALECT;
		CREATE DATABASE '$DB' USER 'SYSDBA' PASSWORD 'masterkey'
			PAGE_SIZE 8192 DEFAULT CHARACTER SET UTF8;
		END
		;;
	esac >/dev/null
}

pg_admin() { # SQL
	"$PG_BIN/psql" -h "$PG_DIR" -p "$PG_PORT" -U shadowlog -d postgres \
		-v ON_ERROR_STOP=1 -qAt -c "$1"
}

my_admin() { # SQL
	mariadb --no-defaults --socket="$MY_SOCKET" -u root -N -e "$1"
}

# Runs SQL from the argument, or from standard input; rows as `a|b|c`, or with
# tabs between on MariaDB.
sql() { # [SQL]
	case ${DIALECT%%-*} in
	sqlite)
		if [ $# -gt 0 ]; then
			sqlite3 -bail -cmd '.timeout 600000' "$DB" "$1"
		else
			sqlite3 -bail -cmd '.timeout 600000' "$DB"
		fi
		;;
	postgresql)
		set -- ${1+-c "$1"}
		"$PG_BIN/psql" -X -h "$PG_DIR" -p "$PG_PORT" -U shadowlog \
			-d "$DB" -v ON_ERROR_STOP=1 -qAt "$@"
		;;
	mysql)
		set -- ${1+-e "$1"}
		mariadb --no-defaults --socket="$MY_SOCKET" -u root \
			--default-character-set=utf8mb4 -N -B --raw "$DB" \
			"$@"
		;;
	firebird*)
		if [ $# -gt 0 ]; then
			printf '%s;\n' "$1"
		else
			cat
		fi >"$E/in.sql"
		printf 'COMMIT;\n' >>"$E/in.sql"
		isql-fb -q -b -ch UTF8 -user SYSDBA -password masterkey \
			-sql_dialect "$SQL_DIALECT" -i "$E/in.sql" "$DB"
		;;
	esac
}

# The changelog's name, as this engine wants it.
changelog() {
	case ${DIALECT%%-*} in
	postgresql) echo shadowlog.shadowlog_changelog ;;
	*) echo shadowlog_changelog ;;
	esac
}

# Makes the changelog, if it is not there, and the triggers of these tables.
capture() { # [TABLE...]
	[ -f "$E/capture.conf" ] || {
		printf '[source]\nid = x\ndialect = %s\nconnection = %s\n' \
			"$DIALECT" "$CONN"
		printf 'state_dir = %s\n' "$E"
	} >"$E/capture.conf"
	chmod 600 "$E/capture.conf"
	[ -f "$E/changelog.sql" ] || {
		"$BUILD/shadowlog-triggers" "$DIALECT" changelog \
			>"$E/changelog.sql" && sql <"$E/changelog.sql"
	} >"$E/install.log" 2>&1 || install_failed
	{
		"$SHADOWLOG" describe --config "$E/capture.conf" "$@" \
			>"$E/tables" &&
			"$BUILD/shadowlog-triggers" "$DIALECT" install \
				<"$E/tables" >"$E/install.sql" &&
			sql <"$E/install.sql"
	} >"$E/install.log" 2>&1 || install_failed
}

install_failed() {
	diag "$(cat "$E/install.log")"
	result 1 "install on $DIALECT"
	exit 1
}

# Starts a receiver in $E/hook, for these first answers; sets HOOK.
hook_start() { # [ANSWER...]
	mkdir -p "$E/hook"
	rm -f "$E/hook/port"
	"$BUILD/tools/hook" "$E/hook" "$@" &
	hook_pid=$!
	at_end_kill "$hook_pid"
	wait_for "[ -f '$E/hook/port' ]"
	HOOK=http://127.0.0.1:$(cat "$E/hook/port")/
}

hook_stop() {
	end_ours "$hook_pid"
	wait "$hook_pid" 2>/dev/null
	:
}

# Stops it for good: nobody listens where $CONF says any more, nor will.
hook_gone() {
	hook_stop
	HOOK=http://127.0.0.1:$(port_for "$E")/
	sed -i "s|^url = .*|url = $HOOK|" "$CONF"
}

# Waits until a condition holds: for ten minutes, which only a hang takes,
# however slow the machine is.
wait_for() { # CONDITION
	wait_n=0
	until eval "$1"; do
		wait_n=$((wait_n + 1))
		[ "$wait_n" -gt ${WAIT_MOST:-12000} ] && {
			diag "waited in vain for: $1"
			return 1
		}
		sleep 0.05
	done
}

# The configuration with three sinks; arguments are lines for [source],
# $BATCH those of [batch].
conf_write() { # [LINE...]
	CONF=$E/shadowlog.conf
	STATE=$E/state
	FILES=$E/files
	OUTBOX=$E/outbox.db
	SECRET=$E/secret
	mkdir -p "$STATE" "$FILES"
	[ -f "$SECRET" ] || {
		echo 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' \
			>"$SECRET"
		chmod 600 "$SECRET"
	}
	{
		printf '[source]\nid = shop\ndialect = %s\n' "$DIALECT"
		printf 'connection = %s\nstate_dir = %s\n' "$CONN" "$STATE"
		[ $# = 0 ] || printf '%s\n' "$@"
		printf '[batch]\n%s\n' "${BATCH:-}"
		printf '[sink files]\ntype = file\ndir = %s\n' "$FILES"
		printf '[sink outbox]\ntype = outbox\npath = %s\n' "$OUTBOX"
		[ -z "${HOOK:-}" ] || {
			printf '[sink hook]\ntype = webhook\nurl = %s\n' "$HOOK"
			printf 'insecure_http = yes\nsecret_file = %s\n%s\n' "$SECRET" \
				"${HOOK_OPTIONS:-}"
		}
	} >"$CONF"
	chmod 600 "$CONF"
}

# shadowlog COMMAND --config $CONF ...; $out is all it said, $code its exit.
# $T/said holds all that was ever said.
run() { # COMMAND [ARGUMENT...]
	command=$1
	shift
	out=$("$SHADOWLOG" "$command" --config "$CONF" "$@" 2>&1 </dev/null)
	code=$?
	printf '%s\n' "$out" >>"$T/said"
}

poll() { # [ARGUMENT...]
	run poll "$@"
}

# A poll that has nothing to complain about.
poll_quietly() { # WHAT
	poll
	is "$code:$out" "0:" "$1"
}

# The files that the file sink has made, in the order of their batches; epochs
# are directories, in the order in which they began.
file_names() {
	find "$FILES" -name '*.ndjson' -exec awk '
	FNR == 1 {
		match($0, /"timestamp":"[^"]*"/)
		print substr($0, RSTART, RLENGTH) "\t" FILENAME
	}' {} + | LC_ALL=C sort | cut -f 2
}

# The batches that the webhook's receiver took, in order, one a line.
hook_batches() {
	[ ! -f "$E/hook/order" ] ||
		sed "s|.*|$E/hook/&.batch|" "$E/hook/order" |
		xargs awk 1 /dev/null
}

# The events a sink has, in the order of delivery, one JSON object a line.
events() { # files|outbox|hook
	case $1 in
	files)
		# All but the first and the last line of each.
		file_names | xargs awk 'FNR > 2 { print held } { held = $0 }' \
			/dev/null
		;;
	outbox)
		[ ! -f "$OUTBOX" ] || sqlite3 -cmd '.timeout 600000' "$OUTBOX" \
			'SELECT event FROM events ORDER BY position'
		;;
	hook) hook_batches | jq -c '.data[]' ;;
	esac
}

# How many events a sink has.
count() { # SINK
	events "$1" | wc -l | tr -d ' '
}

# The batches a sink has: "batch_seq id prev_id count", in order of delivery.
batches() { # files|outbox|hook
	case $1 in
	files)
		file_names | xargs awk 'FNR == 1' /dev/null | jq -r '"\(.batch_seq) \(.id) \(.prev_batch_id) \(.count)"'
		;;
	outbox)
		[ ! -f "$OUTBOX" ] || sqlite3 -cmd '.timeout 600000' "$OUTBOX" \
			"SELECT batch_seq || ' ' || id || ' ' ||
			coalesce(prev_id, 'null') || ' ' || count
			FROM batches ORDER BY n"
		;;
	hook)
		hook_batches | jq -r '"\(.batch_seq) \(.id) \(.prev_batch_id) \(.count)"'
		;;
	esac
}

# True if numbers are dense from 1 and every batch names the one before it;
# else says where not.  Several epochs begin anew each.
chain_whole() { # SINK
	batches "$1" | awk -v sink="$1" '
	{
		epoch = $2
		sub(/-[0-9]+$/, "", epoch)
		if (epoch != last_epoch) { seq = 0; id = "null" }
		if ($1 != seq + 1 || $3 != id) {
			print sink ": batch " $1 " " $2 " follows " seq " " id \
				" and names " $3
			bad = 1
		}
		seq = $1; id = $2; last_epoch = epoch
	}
	END { exit bad }'
}

# Events without what depends on the batch they came in.
plain() {
	jq -c 'del(.tx, .schema)'
}

# Prints what is wrong with what the sinks hold; nothing if each of them holds
# the same events, each once, and its batches make a chain.
sinks_differ() { # [SINK...]
	[ $# -gt 0 ] || set -- files outbox ${HOOK:+hook}
	for differ_s in "$@"; do
		chain_whole "$differ_s"
		events "$differ_s" >"$E/.$differ_s"
		jq -r .id "$E/.$differ_s" | sort | uniq -d |
			sed "s/^/$differ_s holds twice: /"
		plain <"$E/.$differ_s" >"$E/.$differ_s.plain"
		cmp "$E/.$1.plain" "$E/.$differ_s.plain" 2>&1
	done
}
