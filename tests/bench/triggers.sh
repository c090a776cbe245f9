# make bench WHAT=triggers: what capture costs the application's writes.
#
#	LOADS='single bulk writers wide lob'
#	TRIGGER_ROUNDS=15	a fifth of it for bulk, a third for writers
#	BULK=100000		rows of one statement
#	WRITERS='1 8 32'	at once, each a session of its own
#	TURNS='1 32'		sessions that write each in its turn, one operation
#				at a time: many, but none in another's way.  Of
#				servers; in SQLite it would measure the turns.
#
# Each VARIANT has a database of its own, and in it pairs of tables: A, that
# nothing is done to, and B, the treated one.  A chunk of operations on A runs
# directly beside the same on B, in random order, in a session of the same
# kind; what is compared is the CPU of the server's thread for that session (of
# the process, for SQLite), so that other work on the machine hardly matters.
#
#	none       B is not treated either: how much the method itself errs
#	floor      the application writes one more row by hand, of the size that
#	           a change has, into a table like the changelog: in the same
#	           statement where the engine can do that (PostgreSQL), else in
#	           a second one
#	by_hand    in a second statement, where the floor is one
#	constant   a trigger writes such a row, always the same
#	shadowlog  the triggers of shadowlog-triggers
#
# and what an engine's own file adds: triggers_ENGINE.sh, which says what there
# is to know of an engine.  A new engine is one such file.
#
# No server waits for the disk here: that would hide what triggers cost behind
# what a commit costs.
LOADS=${LOADS:-single bulk writers wide lob}
TRIGGER_ROUNDS=${TRIGGER_ROUNDS:-15}
BULK=${BULK:-100000}
WRITERS=${WRITERS:-1 8 32}
TURNS=${TURNS-1 32}
for engine in sqlite postgresql mysql; do
	. "$TOP/tests/bench/triggers_$engine.sh"
done

# --- Tables ----------------------------------------------------------------

shape_columns() { # SHAPE
	case $1 in
	narrow) put "id $t_key, customer_id INTEGER, status VARCHAR(20),
		amount DECIMAL(12,2), note VARCHAR(200), updated_at $t_time,
		flag SMALLINT, code $t_bytes" ;;
	wide)
		printf 'id %s' "$t_key"
		wide_columns ", c%d INTEGER" ", c%d VARCHAR(20)" \
			", c%d DECIMAL(12,2)" ", c%d $t_time" ", c%d SMALLINT"
		;;
	lob) put "id $t_key, status VARCHAR(20), document $t_text" ;;
	esac
}

# 49 more columns, of five kinds in turn.
wide_columns() { # INTEGER TEXT DECIMAL TIME FLAG
	awk -v a="$1" -v b="$2" -v c="$3" -v d="$4" -v e="$5" 'BEGIN {
		split(a "\001" b "\001" c "\001" d "\001" e, f, "\001")
		for (i = 1; i <= 49; i++)
			printf f[(i - 1) % 5 + 1], i
	}'
}

shape_values() { # SHAPE
	case $1 in
	narrow) put ":id, :int, :status, :amount, :note, :time, :flag, :blob" ;;
	wide)
		printf ':id'
		wide_columns ', :int' ', :status' ', :amount' ', :time' \
			', :flag'
		;;
	lob) put ":id, :status, :lob" ;;
	esac
}

shape_update() { # SHAPE
	case $1 in
	narrow) put "status = :status, amount = :amount" ;;
	wide) put "c2 = :status, c3 = :amount" ;;
	lob) put "status = :status" ;;
	esac
}

shape_rows() { # SHAPE
	case $1 in
	narrow) echo 10000 ;;
	wide) echo 2000 ;;
	lob) echo 100 ;;
	esac
}

# The names of the pairs of tables, each "PAIR SHAPE".
pairs() {
	case " $LOADS " in *" single "*) put "narrow narrow" ;; esac
	case " $LOADS " in *" bulk "*) put "bulk narrow" ;; esac
	case " $LOADS " in *" wide "*) put "wide wide" ;; esac
	case " $LOADS " in *" lob "*) put "lob lob" ;; esac
	case " $LOADS " in *" writers "*)
		for w in $(writers); do
			put "w$w narrow"
		done
		;;
	esac
}

# Numbers of writers; with a t those that take turns.
writers() {
	put "$WRITERS"
	[ "$engine" = sqlite ] || for w in $TURNS; do
		put "${w}t"
	done
}

# --- A variant's database --------------------------------------------------

db() { # runs the SQL on standard input in the variant's database
	"${engine}_db" "$variant"
}

# Both tables of each pair get the same rows.
fill_pairs() {
	pairs | while read -r pair shape; do
		n=$(shape_rows "$shape")
		{
			load_head "\"what\":\"fill\""
			put "to $to"
			printf 'rounds 1\nwarm 0\nfirst 1\ncase fill\n'
			printf 'phase fill\nops %s\nper %s\n' "$n" "$n"
			for side in a b; do
				put "$side INSERT INTO ${pair}_$side VALUES" \
					"($(shape_values "$shape"))"
			done
		} >"$T/fill.spec"
		"$BUILD/bench/load" "$T/fill.spec" >/dev/null
	done
}

# The rows of a bulk statement: those of the pair, many times over.
fill_seed() {
	{
		put "CREATE TABLE seed ($(shape_columns narrow));"
		i=0
		while [ $((i * 10000)) -lt "$BULK" ]; do
			put "INSERT INTO seed SELECT id + $i * 10000,
				customer_id, status, amount, note, updated_at,
				flag, code FROM bulk_a
				WHERE id <= $((BULK - i * 10000));"
			i=$((i + 1))
		done
	} | db
}

make_variant() { # VARIANT
	variant=$1
	"${engine}_open" "$variant"
	pairs | while read -r pair shape; do
		for side in a b; do
			put "CREATE TABLE ${pair}_$side" \
				"($(shape_columns "$shape"));"
		done
	done | db
	fill_pairs
	case " $LOADS " in *" bulk "*) fill_seed ;; esac
	"$BUILD/shadowlog-triggers" "$engine" changelog | db >/dev/null
	if [ "$variant" = shadowlog ]; then
		describe_and_install "$engine" "$(pairs |
			sed 's/ .*/_b/' | tr '\n' ' ')" db
		take_samples
	else
		pairs | while read -r pair shape; do
			"${engine}_treat" "$variant" "${pair}_b" "$shape"
		done | db >/dev/null
	fi
}

# What a change of a row of each shape looks like, as an SQL literal.
take_samples() {
	pairs | while read -r pair shape; do
		put "UPDATE ${pair}_b SET id = id WHERE id = 5;" | db
		"${engine}_sample" | db >"$T/$engine.$shape.sample"
	done
}

sample() { # SHAPE
	cat "$T/$engine.$1.sample"
}

# --- What is written -------------------------------------------------------

load_head() { # NOTE
	printf 'note %s\n' "$1"
	"${engine}_session"
}

insert_into() { # TABLE SHAPE
	put "INSERT INTO $1 VALUES ($(shape_values "$2"))"
}

update_of() { # TABLE SHAPE
	put "UPDATE $1 SET $(shape_update "$2") WHERE id = :row"
}

# Both sides of a phase.  The floor's B is another statement, or has one more.
sides() { # OP PAIR SHAPE SQL_A SQL_B
	put "a $4"
	case $variant in
	floor) "${engine}_floor" "$1" "$3" "$5" ;;
	by_hand)
		put "b $5"
		put "b $("${engine}_row" "$1" "$3" VALUES)"
		;;
	*) put "b $5" ;;
	esac
}

# Where the floor has two statements they need a transaction on both sides.
autocommit() {
	case $variant.$floor_statements in
	by_hand.* | floor.2) put "per 1" ;;
	esac
}

single_phases() { # PAIR SHAPE OPS
	printf 'phase insert\nops %s\n' "$3"
	autocommit
	sides I "$1" "$2" "$(insert_into "$1_a" "$2")" \
		"$(insert_into "$1_b" "$2")"
	printf 'phase update\nops %s\n' "$3"
	autocommit
	sides U "$1" "$2" "$(update_of "$1_a" "$2")" "$(update_of "$1_b" "$2")"
}

transaction_phases() { # PAIR SHAPE
	printf 'phase insert, 100 a transaction\nops 100\nper 100\n'
	sides I "$1" "$2" "$(insert_into "$1_a" "$2")" \
		"$(insert_into "$1_b" "$2")"
	printf 'phase update, 100 a transaction\nops 100\nper 100\n'
	sides U "$1" "$2" "$(update_of "$1_a" "$2")" "$(update_of "$1_b" "$2")"
}

# The floor: one statement that writes as many rows more.
bulk_phase() { # OP NAME SQL_A SQL_B
	printf 'phase %s\nops 1\nchanges %s\n' "$2" "$BULK"
	if [ "$variant" = floor ]; then
		put "per 1"
	fi
	put "a $3"
	put "b $4"
	if [ "$variant" = floor ]; then
		put "b $("${engine}_row" "$1" narrow SELECT) FROM seed"
	fi
}

bulk_phases() {
	bulk_phase I 'bulk insert' \
		"INSERT INTO bulk_a SELECT * FROM seed" \
		"INSERT INTO bulk_b SELECT * FROM seed"
	"${engine}_empty" bulk_:side | sed 's/^/before /'
	bulk_phase U 'bulk update' \
		"UPDATE bulk_a SET status = 'bulk', amount = amount + 1" \
		"UPDATE bulk_b SET status = 'bulk', amount = amount + 1"
	bulk_phase D 'bulk delete' "DELETE FROM bulk_a WHERE id > 0" \
		"DELETE FROM bulk_b WHERE id > 0"
}

group_case() { # GROUP; for $variant
	[ "$1" = writers ] || put "case $variant"
	case $1 in
	single)
		single_phases narrow narrow 100
		transaction_phases narrow narrow
		;;
	bulk) bulk_phases ;;
	wide) single_phases wide wide 100 ;;
	lob) single_phases lob lob 20 ;;
	writers)
		for w in $(writers); do
			printf 'case %s\nwriters %s\n' "$variant" "${w%t}"
			[ "$w" = "${w%t}" ] || put "turns 1"
			single_phases "w$w" narrow 50
		done
		;;
	esac
}

group_rounds() { # GROUP
	case $1 in
	bulk) echo $(((TRIGGER_ROUNDS + 4) / 5)) ;;
	writers) echo $(((TRIGGER_ROUNDS + 2) / 3)) ;;
	*) put "$TRIGGER_ROUNDS" ;;
	esac
}

run_group() { # GROUP
	say "$engine: $1"
	{
		printf 'rounds %s\n' "$(group_rounds "$1")"
		case $1 in
		wide) put "rows $(shape_rows wide)" ;;
		lob) put "rows $(shape_rows lob)" ;;
		*) put "rows $(shape_rows narrow)" ;;
		esac
		load_head "\"engine\":\"$engine\",\"load\":\"$1\""
		for variant in $("${engine}_variants" "$1"); do
			"${engine}_to" "$variant"
			put "to $to"
			group_case "$1"
		done
	} >"$T/load.spec"
	"$BUILD/bench/load" "$T/load.spec" >>"$lines"
}

triggers_engine() {
	"${engine}_start"
	for v in shadowlog $({
		for group in $LOADS; do
			"${engine}_variants" "$group"
		done
	} | tr ' ' '\n' | sort -u); do
		[ -d "$T/made.$engine.$v" ] || make_variant "$v"
		mkdir -p "$T/made.$engine.$v"
	done
	for group in $LOADS; do
		run_group "$group"
	done
	stop_servers
}

triggers_main() {
	for engine in $ENGINES; do
		triggers_engine
	done
	for engine in $ENGINES; do
		awk -v engine="$engine" -f "$TOP/tests/bench/stats.awk" \
			-f "$TOP/tests/bench/triggers.awk" "$lines"
	done
}
