# What tests that change options beside writers have in common; source it behind
# tests/e2e/lib.sh and tests/torture/writers.sh.
#
#	PREFIX			the schema of the tables and its dot
#	TABLES			the captured ones
#	capture_options		changelog and triggers, by the options of `options`
#	upgrade_options NAME	prints the upgrade to those, and runs it
#	options ...		the test's own: prints a file of options
#	version TABLE		of its layout that is in force
# shellcheck shell=sh disable=SC2034,SC2154

triggers=$BUILD/shadowlog-triggers

version() { # TABLE
	s=$(changelog)
	sql "SELECT version FROM ${s%changelog}shape WHERE table_name = '$1'
		AND trigger_hash <> '' ORDER BY installed_at DESC, version DESC
		LIMIT 1"
}

# An empty database, its tables' PREFIX, and a poller of it.
options_engine() { # ENGINE NAME
	engine_new "$1" "$2"
	HOOK=
	BATCH='events = 200'
	conf_write
	case $1 in
	sqlite) PREFIX='' && sql 'PRAGMA journal_mode = WAL' >"$E/null" ;;
	postgresql) PREFIX=public. ;;
	mysql) PREFIX=$DB. ;;
	esac
}

describe_tables() {
	# shellcheck disable=SC2086 # words on purpose
	"$SHADOWLOG" describe --config "$CONF" $TABLES >"$E/now"
}

capture_options() { # ARGUMENT...: of `options`
	"$triggers" "$DIALECT" changelog | sql >"$E/null" 2>&1
	options "$@" >"$E/options"
	describe_tables
	"$triggers" "$DIALECT" install --options "$E/options" "$E/now" |
		sql >"$E/install.log" 2>&1
}

# True if the script worked; what it said is in $E/upgrade.log.
upgrade_options() { # ARGUMENT...: of `options`
	options "$@" >"$E/options"
	"$SHADOWLOG" describe --config "$CONF" --registered >"$E/from"
	describe_tables
	"$triggers" "$DIALECT" upgrade --from "$E/from" --options "$E/options" \
		"$E/now" >"$E/upgrade.sql" 2>"$E/upgrade.log" &&
		sql <"$E/upgrade.sql" >>"$E/upgrade.log" 2>&1
}

# What the sinks hold is the same: a change that was committed late can come to
# each of them at another place.
apart() {
	for sink in files outbox; do
		chain_whole "$sink"
		events "$sink" | plain | LC_ALL=C sort >"$E/.$sink"
	done
	cmp "$E/.files" "$E/.outbox" 2>&1
}
