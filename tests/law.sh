# The law of conservation, seen from outside: at any time, for every sink,
#
#	captured = delivered + pending + dead + dropped by an operator
#
# and each change is in one of these places.  (A receiver that was restored from
# a backup can have lost some that the changelog keeps for it, [source] keep: these
# are a place of their own, until it has asked for them.)  Source it behind
# e2e/lib.sh:
#
#	law_begin TABLE...	behind `capture`: the application keeps a book of
#				what it commits, of these tables
#	law [SINK...]		prints what is wrong, of all sinks or these;
#				nothing is to go on in a poller meanwhile
#	lawful_soon WHAT	as `lawful`, while pollers have nothing to do: what they
#				end in between looks odd until it is done
#	lawful WHAT [SINK...]	the same as a check, which tells how much is where
#	law_counts [SINK...]	what `shadowlog status` counts otherwise than we:
#				nobody is to write meanwhile
#
# What was captured is what the application's book says: in its own transactions
# it notes each row that it changes, and each row of the changelog.  What was
# delivered is what files, outbox and receiver hold, by id.  What is pending is
# what the changelog holds and none of them has.  Dead letters and what of them
# was dropped is in the poller's state.  tests/law.sql holds one against the
# other; tests/tools/law.c brings it all together.
#
# Seen to fail on purpose, in the tests that use it: with a trim that deletes one
# row more than was acknowledged, next to the anchor (its anchor is gone) and
# behind it ("is lost"); with state_bury() that keeps no letter ("is lost"); with
# raise_dead() left out ("in two places").
#
# LAW_PASSES='SINK TABLE' names changes that a sink is not to have.  Lanes are
# named one by one; each has its share.  SAMPLE is the database of a sample
# receiver, where the webhook goes to one.
# shellcheck shell=sh disable=SC2034,SC2154

# The book: one row for each change, and one for each row of the changelog.
law_begin() { # TABLE...
	case $DIALECT in
	postgresql) law_book_postgresql ;;
	*) sql "CREATE TABLE law_wrote (op char(1) NOT NULL);
		CREATE TABLE law_captured (seq bigint PRIMARY KEY,
			op char(1) NOT NULL, shape integer NOT NULL);
		CREATE TRIGGER law_captured AFTER INSERT ON shadowlog_changelog
		FOR EACH ROW $(law_body 'INSERT INTO law_captured
			VALUES (NEW.seq, NEW.op, NEW.shape)')" ;;
	esac || exit 1
	for law_t in "$@"; do
		case $DIALECT in
		postgresql) sql "CREATE TRIGGER law_rows
			AFTER INSERT OR UPDATE OR DELETE ON public.$law_t
			FOR EACH ROW EXECUTE PROCEDURE public.law_wrote();
			CREATE TRIGGER law_all AFTER TRUNCATE ON public.$law_t
			EXECUTE PROCEDURE public.law_wrote()" ;;
		*) for law_op in INSERT UPDATE DELETE; do
			law_o=$(printf %.1s "$law_op")
			sql "CREATE TRIGGER law_${law_t}_$law_o
				AFTER $law_op ON $law_t FOR EACH ROW
				$(law_body "INSERT INTO law_wrote
					VALUES ('$law_o')")" || exit 1
		done ;;
		esac || exit 1
	done
}

law_body() { # STATEMENT: as the body of a trigger
	case $DIALECT in
	sqlite) echo "BEGIN $1; END" ;;
	*) echo "$1" ;;
	esac
}

law_book_postgresql() {
	sql <<-'END'
	CREATE TABLE public.law_wrote (op char(1) NOT NULL);
	CREATE TABLE public.law_captured (seq bigint PRIMARY KEY,
		op char(1) NOT NULL, shape integer NOT NULL);
	CREATE FUNCTION public.law_wrote() RETURNS trigger LANGUAGE plpgsql
	AS $$ BEGIN
		INSERT INTO public.law_wrote VALUES (left(TG_OP, 1));
		RETURN NULL;
	END $$;
	CREATE FUNCTION public.law_captured() RETURNS trigger LANGUAGE plpgsql
	AS $$ BEGIN
		INSERT INTO public.law_captured VALUES (NEW.seq, NEW.op, NEW.shape);
		RETURN NULL;
	END $$;
	CREATE TRIGGER law_captured AFTER INSERT
	ON shadowlog.shadowlog_changelog
	FOR EACH ROW EXECUTE PROCEDURE public.law_captured();
	END
}

# Book and changelog at one moment, "WHAT|SEQ|OP|TABLE" a line: one statement.
law_source() {
	law_p=
	[ "$DIALECT" != postgresql ] || law_p=public.
	law_s=$(changelog)
	sql "SELECT 'captured', c.seq, c.op, s.table_name
		FROM ${law_p}law_captured c
		LEFT JOIN ${law_s%changelog}shape s ON s.shape = c.shape
		UNION ALL SELECT 'changelog', seq, op, '' FROM $law_s
		UNION ALL SELECT 'wrote', count(*), op, ''
		FROM ${law_p}law_wrote GROUP BY op" | tr '\t' '|'
}

# Where a sink's events are, for tests/tools/law.c.
law_place() { # SINK
	case $1 in
	files) echo "files=files:$FILES" ;;
	outbox) echo "outbox=outbox:$OUTBOX" ;;
	*) if [ -n "${SAMPLE:-}" ]; then
		echo "$1=sample:$SAMPLE"
	elif [ -d "$E/hook" ]; then
		echo "$1=bodies:$E/hook"
	else
		echo "$1=store:${STORE:-$E/store.db}"
	fi ;;
	esac
}

law() { # [SINK...]
	# shellcheck disable=SC2046 # names of sinks have no blanks
	[ $# -gt 0 ] || set -- $(sed -n 's/^\[sink \(.*\)\]$/\1/p' "$CONF")
	mkdir -p "$E/law"
	rm -f "$E/law.sums"
	# The source first: what is trimmed afterwards was delivered before.
	law_source >"$E/law/source" || echo "the source cannot be read"
	for law_sink in "$@"; do
		shift
		set -- "$@" "$(law_place "$law_sink")"
	done
	[ -z "${LAW_PASSES:-}" ] || set -- "$@" "-${LAW_PASSES% *}=${LAW_PASSES#* }"
	"$BUILD/tools/law" "$TOP/tests/law.sql" "$E/law/source" \
		"$STATE/state.db" "$E/law.sums" "$E/law" "$@" 2>&1 ||
		echo "nothing was counted"
}

lawful() { # WHAT [SINK...]
	law_what=$1
	shift
	is "$(law "$@" | head -20)" '' "$law_what: $(law_told)"
}

lawful_soon() { # WHAT [SINK...]
	wait_for '[ -z "$(law)" ]'
	lawful "$@"
}

# "hook: 20 captured = 12 delivered + ..."
law_told() {
	awk -F '|' '{ printf "%s%s: %d captured = %d delivered + %d pending" \
		" + %d dead + %d dropped", (NR > 1 ? "; " : ""), $1, $2, $3,
		$4, $5, $6
		if ($7) printf " + %d passed over", $7
		if ($9) printf " + %d lost by its receiver", $9 }' "$E/law.sums"
}

# How many are where, as the poller should count them: delivered, pending, dead,
# dropped, passed over.  What it has not heard of as delivered is pending to it.
law_of() { # SINK
	awk -F '|' -v sink="$1" '$1 == sink {
		print $3 - $8, $4 + $8, $5, $6, $7 }' "$E/law.sums"
}

# What of that `shadowlog status` says otherwise.
law_counts() { # [SINK...]
	law "$@"
	"$SHADOWLOG" status --config "$CONF" --json | jq -r '.sinks[] |
		.name as $name | .changes | "\($name) \(.delivered) \(.pending) \(
		.dead) \(.dropped) \(.filtered)"' >"$E/law/status"
	cut -d '|' -f 1 "$E/law.sums" | while read -r law_sink; do
		grep -qx "$law_sink $(law_of "$law_sink")" "$E/law/status" ||
			echo "$law_sink: $(law_of "$law_sink"), and status says" \
				"$(grep "^$law_sink " "$E/law/status")"
	done
}
