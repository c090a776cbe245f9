# What the tests of --standby share; source it behind tests/e2e/lib.sh and
# tests/receiver.sh.
#
#	two_hosts LEASE LEASE		$E/one.conf and $E/two.conf, pollers with
#					names of their own over the state of $CONF
#	start HOST [WORD...]		its poller, behind these words; sets pid
#	stop_at_rest PID		stops it where it holds no lock
#	lease_ends			as if its time had come
#	holder				who has the lease
#	delivered_by HOST		batches that it says were delivered
#	has_rows N			has the receiver N changes?
#	tokens_agree			have state and source the same token?
#	verdicts			what it saw that is odd
#
# A poller that stands still for longer than its lease loses it to a standby, be
# it the machine that stands still.  So nobody but who is to lose it has a short
# one while another poller is there.
# shellcheck shell=sh disable=SC2034,SC2154

two_hosts() { # LEASE LEASE
	for host in one two; do
		sed "s/^state_dir = .*/&\nhost = $host\nlease = $1\ninterval = 20ms\nstate_shared = yes/" \
			"$CONF" >"$E/$host.conf"
		chmod 600 "$E/$host.conf"
		shift
	done
}

start() { # HOST [WORD...]
	host=$1
	shift
	# Sessions of torture/lib.sh end when nobody holds their pipes any more.
	"$@" "$SHADOWLOG" poll --config "$E/$host.conf" --follow --standby \
		--log json >>"$E/$host.log" 2>&1 7>&- 8>&- 9>&- &
	pid=$!
	at_end_kill "$pid"
}

lease() {
	case $DIALECT in
	postgresql) echo shadowlog.shadowlog_lease ;;
	*) echo shadowlog_lease ;;
	esac
}

lease_ends() {
	sql "UPDATE $(lease) SET expires_at = '2000-01-01 00:00:00'"
}

holder() {
	sql "SELECT coalesce(holder, '') FROM $(lease)" | cut -d / -f 1
}

delivered_by() { # HOST
	[ ! -f "$E/$1.log" ] || grep -c '"event":"batch"' "$E/$1.log"
}

has_rows() { # N
	[ "$(stored 'SELECT count(*) FROM event' 2>/dev/null)" = "$1" ]
}

# The poller takes another one now and then.
tokens_agree() {
	[ "$(sqlite3 "$STATE/state.db" 'SELECT token FROM identity')" = \
		"$(sql "SELECT token FROM $(lease)")" ]
}

verdicts() {
	stored "SELECT group_concat(DISTINCT verdict) FROM request
		WHERE verdict NOT IN ('stored', 'duplicate')"
}

# No transaction of a client's is open on the server.  InnoDB shows the same as
# before to whoever asks again within 0.1 s.
source_at_rest() {
	case $DIALECT in
	sqlite) sqlite3 -cmd '.timeout 200' "$DB" 'BEGIN IMMEDIATE; ROLLBACK' ;;
	postgresql) [ "$(sql "SELECT count(*) FROM pg_stat_activity
		WHERE datname = current_database() AND state <> 'idle'
		AND pid <> pg_backend_pid()")" = 0 ] ;;
	mysql) [ "$(sql "DO SLEEP(0.2); SELECT count(*)
		FROM information_schema.INNODB_TRX
		JOIN information_schema.PROCESSLIST ON id = trx_mysql_thread_id
		WHERE db = DATABASE()")" = 0 ] ;;
	esac 2>/dev/null
}

# A host that dies leaves no lock in the state, and none on the server for long.
stop_at_rest() { # PID [COMMAND]: another one than source_at_rest
	until
		kill -STOP "$1"
		sqlite3 -cmd '.timeout 200' "$STATE/state.db" \
			'BEGIN EXCLUSIVE; ROLLBACK' 2>/dev/null &&
			"${2:-source_at_rest}"
	do
		kill -CONT "$1"
	done
}
