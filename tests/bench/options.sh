# make bench WHAT=options: what each option costs, or saves.
#
#	SIDES='application poller'
#	OPTION_ROUNDS=15	of the application's side
#	OPTION_BULK=5000	rows of one statement
#	POLLER_ROUNDS=5		of the poller's side
#	POLLER_EVENTS=100000	half of them inserts, half updates
#	POLLER_ENGINE=...	its source: the first of ENGINES
#
# The application's side: for each option there are two equal tables, both
# captured, one of them with the option.  Statements that insert, update and
# delete many rows in the one and in the other follow each other in random order,
# and what is compared is the server's CPU for that session, as in triggers.sh.
# Single rows as well, 100 in a transaction, for some: what comes on top of them
# is the same, but drowns in what else a statement costs.
#
#	untreated     one is not captured at all, the other without options:
#	              what there is to save
#	none          neither has an option: how much the method itself errs
#	when_met      a condition that all rows meet; when_unmet: that none does
#	noop          updates that change something; noop_nothing: nothing
#	bypass_on     in a session that writes uncaptured; bypass: in another
#	context_text  with a text that the session set; context: without
#
# The poller's side: the same changes from the same changelog, which keeps them
# all, into one sink, with each key of its section in turn: CPU of the poller.
#
#	operations, tables    filters that let all pass
#	passed over           one that lets nothing pass
#	columns               a column is left out
SIDES=${SIDES:-application poller}
OPTION_ROUNDS=${OPTION_ROUNDS:-15}
OPTION_BULK=${OPTION_BULK:-5000}
POLLER_ROUNDS=${POLLER_ROUNDS:-5}
POLLER_EVENTS=${POLLER_EVENTS:-100000}
. "$TOP/tests/bench/triggers.sh"
. "$TOP/tests/bench/engines.sh"

# --- The application's side ------------------------------------------------

option_variants() { # of $engine
	set -- untreated none before_key before_none exclude when_met \
		when_unmet noop noop_nothing
	case $engine in
	postgresql) put "$* actor context bypass fail_open statement" ;;
	mysql) put "$* actor context bypass fail_open" ;;
	*) put "$*" ;;
	esac
}

# Those that need a session which has set something.
session_variants() {
	[ "$engine" = sqlite ] || put "bypass_on context_text"
}

option_session() {
	case $engine in
	postgresql)
		put "session SET shadowlog.bypass = 'on'"
		put "session SET shadowlog.context = 'order form, user 4711'"
		;;
	mysql)
		put "session SET @shadowlog_bypass = 'on'"
		put "session SET @shadowlog_context = 'order form, user 4711'"
		;;
	esac
}

# The line of the table's options.
option_line() { # VARIANT
	case $1 in
	before_key) put "option before key" ;;
	before_none) put "option before none" ;;
	exclude) put "option exclude note code" ;;
	when_met) put 'option when "this.flag < 2"' ;;
	when_unmet) put 'option when "this.flag > 2"' ;;
	noop | noop_nothing) put "option noop skip" ;;
	actor) put "option actor" ;;
	context | context_text) put "option context" ;;
	bypass | bypass_on) put "option bypass silent" ;;
	fail_open) put "option fail open" ;;
	statement) put "option statement" ;;
	esac
}

# Which of a variant's tables are captured.
captured_tables() {
	for o in $all_options; do
		[ "$o" = untreated ] || put "${o}_a"
		put "${o}_b"
	done
}

# And a table with the rows of one statement.
make_option_tables() {
	for table in seed_a seed_b $(for o in $all_options; do
		put "${o}_a ${o}_b"
	done); do
		put "CREATE TABLE $table ($(shape_columns narrow));"
	done | db
	{
		load_head "\"what\":\"fill\""
		put "to $to"
		printf 'rounds 1\nwarm 0\nfirst 1\ncase fill\n'
		printf 'phase fill\nops %s\nper %s\n' "$OPTION_BULK" \
			"$OPTION_BULK"
		for side in a b; do
			put "$side INSERT INTO seed_$side VALUES" \
				"($(shape_values narrow))"
		done
	} >"$T/fill.spec"
	"$BUILD/bench/load" "$T/fill.spec" >/dev/null
}

install_options() {
	config "$engine" file
	"$BUILD/shadowlog-triggers" "$engine" changelog | db >/dev/null
	# shellcheck disable=SC2046 # a list
	"$BUILD/shadowlog" describe --config "$dir/conf" $(captured_tables) \
		>"$T/$engine.tables"
	{
		put "shadowlog-options 1"
		for o in $all_options; do
			[ -n "$(option_line "$o")" ] || continue
			sed -n "s/^\(table .*${o}_b\)\$/\1/p" "$T/$engine.tables"
			put "  $(option_line "$o")"
		done
	} >"$T/$engine.options"
	"$BUILD/shadowlog-triggers" "$engine" install --options \
		"$T/$engine.options" "$T/$engine.tables" | db >/dev/null
}

both_sides() { # SQL, with SIDE for a or b
	put "a $1" | sed 's/SIDE/a/g'
	put "b $1" | sed 's/SIDE/b/g'
}

bulk_phases_of() { # VARIANT UPDATE
	"${engine}_empty" "$1_:side" | sed 's/^/before /' >"$T/before"
	printf 'phase bulk insert\nops 1\nchanges %s\n' "$OPTION_BULK"
	cat "$T/before"
	both_sides "INSERT INTO $1_SIDE SELECT * FROM seed_a"
	printf 'phase bulk update\nops 1\nchanges %s\n' "$OPTION_BULK"
	both_sides "UPDATE $1_SIDE SET $2"
	printf 'phase bulk delete\nops 1\nchanges %s\n' "$OPTION_BULK"
	both_sides "DELETE FROM $1_SIDE WHERE id > 0"
}

# Their rows are left behind by a phase that is not shown.
single_phases_of() { # VARIANT
	printf 'phase rows for the next\nops 1\nchanges %s\n' "$OPTION_BULK"
	cat "$T/before"
	both_sides "INSERT INTO $1_SIDE SELECT * FROM seed_a"
	printf 'phase insert\nops 100\nper 100\n'
	both_sides "INSERT INTO $1_SIDE VALUES ($(shape_values narrow))"
	printf 'phase update\nops 100\nper 100\n'
	both_sides "UPDATE $1_SIDE SET $(shape_update narrow) WHERE id = :row"
}

option_case() { # VARIANT
	put "case $1"
	case $1 in
	noop_nothing) bulk_phases_of "$1" "status = status" ;;
	*) bulk_phases_of "$1" "status = 'bulk', amount = amount + 1" ;;
	esac
	case $1 in
	untreated | none | statement) single_phases_of "$1" ;;
	esac
}

load_options() { # VARIANT... ; session lines on standard input
	{
		printf 'rounds %s\nrows %s\n' "$OPTION_ROUNDS" "$OPTION_BULK"
		load_head "\"engine\":\"$engine\",\"side\":\"application\""
		cat
		put "to $to"
		for o in "$@"; do
			option_case "$o"
		done
	} >"$T/load.spec"
	"$BUILD/bench/load" "$T/load.spec" >>"$lines"
}

application_side() {
	say "$engine: options of triggers"
	"${engine}_start"
	variant=options
	"${engine}_open" $variant
	all_options="$(option_variants) $(session_variants)"
	make_option_tables
	install_options
	# shellcheck disable=SC2046 # lists
	load_options $(option_variants) </dev/null
	if [ -n "$(session_variants)" ]; then
		# shellcheck disable=SC2046
		option_session | load_options $(session_variants)
	fi
	stop_servers
}

# --- The poller's side -----------------------------------------------------

poller_variants() {
	put "file: none
file: tables = item
file: operations = insert, update
file: drop_unchanged = yes
file: exclude_columns = item.note
file: mask = item.note
file: redact = item.note
file: passed over
file: format = ndjson
file: format = cloudevents-batch
file: format = debezium
file: format = maxwell
file: format = flat
file: compress = gzip
file: manifest = yes
webhook: none
webhook: lanes = 2
webhook: lanes = 4
webhook: compress = gzip"
}

# A poller that knows nothing, whose source keeps what was delivered.
poller_config() { # VARIANT
	config "$POLLER_ENGINE" "${1%%:*}"
	sed -i 's/^interval = .*/&\nkeep = 7d/' "$dir/conf"
	case $1 in
	webhook*) put "timeout = 10m" ;; # on a busy machine, too
	esac >>"$dir/conf"
	case $1 in
	*': none') ;;
	*': passed over') put "exclude_tables = item" ;;
	*) put "${1#*: }" ;;
	esac >>"$dir/conf"
	case $1 in
	*mask*)
		openssl rand -hex 32 >"$dir/mask"
		chmod 600 "$dir/mask"
		put "mask_key_file = $dir/mask" >>"$dir/conf"
		;;
	esac
	"$BUILD/shadowlog" migrate --config "$dir/conf" --new-epoch >/dev/null
}

poller_round() {
	poller_variants | while read -r v; do
		poller_config "$v"
		cost=$("$BUILD/tools/measure" "$BUILD/shadowlog" poll \
			--config "$dir/conf" 2>"$T/err") || {
			cat "$T/err" >&2
			exit 1
		}
		note "\"engine\":\"$POLLER_ENGINE\",\"side\":\"poller\",\
\"variant\":\"$v\",\"events\":$POLLER_EVENTS,$(put "$cost" | tr -d '{}')"
		rm -rf "$dir"
	done
}

poller_side() {
	say "$POLLER_ENGINE: keys of a sink, $POLLER_EVENTS events"
	start_server "$POLLER_ENGINE"
	ROWS=$((POLLER_EVENTS / 2))
	"fill_$POLLER_ENGINE"
	put "UPDATE item SET flag = NOT flag;" | case $POLLER_ENGINE in
	sqlite) sqlite_client ;;
	postgresql) pg_client ;;
	mysql) my_client ;;
	esac
	start_receiver
	round=0
	while [ $round -lt "$POLLER_ROUNDS" ]; do
		round=$((round + 1))
		say "$POLLER_ENGINE: round $round of $POLLER_ROUNDS"
		poller_round
	done
	stop_receiver
	"drop_$POLLER_ENGINE"
	stop_servers
}

options_main() {
	POLLER_ENGINE=${POLLER_ENGINE:-${ENGINES%% *}}
	case $SIDES in *application*)
		for engine in $ENGINES; do
			application_side
		done
		;;
	esac
	case $SIDES in *poller*) poller_side ;; esac
	engine=postgresql # which has them all
	awk -v order="$(option_variants) $(session_variants)" \
		-f "$TOP/tests/bench/stats.awk" \
		-f "$TOP/tests/bench/options.awk" "$lines"
}
