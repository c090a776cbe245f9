#!/bin/sh
# A replay from files to any sink: each sink below is sent all that happens, and
# then once more what the files hold of it; both times it has to get the same,
# to the byte, but for its batches' numbers and times and the mark.  In every
# format, with filters, masks and lanes; of values and names that nobody would
# choose, of a layout that changes in the middle, of options of tables.
#
# Seen to fail without the check for columns that the files do not hold, without
# the one for kinds, with files that are sent before all of them were read; and as
# unit/event_read_test says.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

command -v jq >/dev/null || skip_all 'no jq'
command -v python3 >/dev/null || skip_all 'no python3'

FORMATS='native ndjson cloudevents-batch cloudevents debezium debezium-single
	maxwell flat'

# The name of the sink of a format.
of() { # FORMAT
	echo "f_$1" | tr - _
}

# A sink that writes files of its own, with these lines.
sink() { # NAME [LINE...]
	mkdir -p "$E/to/$1"
	printf '[sink %s]\ntype = file\ndir = %s\n' "$1" "$E/to/$1"
	shift
	[ $# = 0 ] || printf '%s\n' "$@"
}

sinks() {
	for format in $FORMATS; do
		sink "$(of "$format")" "format = $format"
	done
	sink tables 'tables = t, keyless' 'format = flat'
	sink operations 'operations = insert, delete, truncate'
	sink columns 'exclude_columns = t.note, *.at' 'format = debezium'
	sink unchanged 'drop_unchanged = yes' 'exclude_columns = t.note, t.more'
	sink masked 'mask = *.note, t.id' "mask_key_file = $E/key" \
		'format = maxwell'
	sink redacted 'redact = t.note, *.at' 'format = cloudevents-batch'
}

# The lines that a sink was sent: the first time, or again.  Their batches'
# numbers and times, and the mark, are not part of the comparison.
lines() { # NAME first|again
	for lines_f in $(find "$E/to" -path "$E/to/$1/*" -name '*.ndjson' |
		LC_ALL=C sort); do
		case $(head -1 "$lines_f") in
		*'"replay":"manual"'*) lines_is=again ;;
		*) lines_is=first ;;
		esac
		[ "$lines_is" = "$2" ] && sed '$d' "$lines_f"
	done | sed -E '
		/^\{"type":"shadowlog\.(batch|checkpoint)"/{
			s/"timestamp":"[^"]*"/"timestamp":""/
			s/"id":"[^"]*","batch_seq":[0-9]+/"batch_seq":0/
			s/"prev_batch_id":("[^"]*"|null)/"prev_batch_id":0/
			s/,"replay":"manual"//
		}
		s/,"shadowlogbatch":"[^"]*"(,"shadowlogreplay":"manual")?//g
		s/,"replay":"manual"//
		s/("op":"[cudrtm]","ts_ms":)[0-9]+(,"ts_us":)[0-9]+(,"ts_ns":)[0-9]+\}$/\1\2\3}/'
}

# Once more from the files, and both times the same.
again() { # SINK NAME-OF-DIRECTORY WHAT
	lines "$2" first >"$E/first"
	run replay --sink "$1" --files "$FILES"
	is "$code" 0 "$3: from files"
	[ "$code" = 0 ] || diag "$out"
	lines "$2" again >"$E/again"
	ok "$3: something came" [ -s "$E/first" ]
	same_file "$E/again" "$E/first" "$3: the same, to the byte"
}

configure() { # [LINE of the file sink...]
	unset HOOK
	BATCH='events = 5000
bytes = 4m'
	printf '%064d\n' 7 >"$E/key"
	chmod 600 "$E/key"
	conf_write
	sed -i '/^\[sink outbox/,$d' "$CONF"
	[ $# = 0 ] || printf '%s\n' "$@" >>"$CONF"
	sinks >>"$CONF"
}

captured() { # [OPTION-LINE...] behind TABLE lines
	"$SHADOWLOG" describe --config "$E/capture.conf" t keyless brief \
		lean >"$E/tables" &&
		"$BUILD/shadowlog-triggers" "$DIALECT" install --options \
			"$E/options" "$E/tables" >"$E/install.sql" &&
		sql <"$E/install.sql" >"$E/install.log" 2>&1 || install_failed
}

# Rows that no trigger of SQLite writes: a table emptied, a marker, a snapshot.
others() {
	shape=$(sqlite3 "$DB" "SELECT shape FROM shadowlog_shape
		WHERE table_name = 't' ORDER BY version DESC LIMIT 1")
	sqlite3 "$DB" "INSERT INTO shadowlog_changelog (shape, op, captured_at,
		new_row, context) VALUES
		($shape, 'T', '2026-11-22T08:15:45.123Z', NULL, NULL),
		($shape, 'M', '2026-11-22T08:15:45.123Z', NULL,
		'reason=failed' || char(10) || 'text=x'),
		($shape, 'R', '2026-11-22T08:15:45.123Z',
		'77,''r'',1.50,NULL', 'program=\"p\"')"
}

tell() { # begins a transaction where that makes one
	case $DIALECT in
	sqlite) cat ;;
	*) sed '1s/^/BEGIN;/; $s/$/;COMMIT/' ;;
	esac
}

every=$FORMATS
for engine in $ENGINES; do
	# Elsewhere what is other than on SQLite: transactions, kinds, images.
	FORMATS=$every
	[ "$engine" = sqlite ] || FORMATS='native cloudevents debezium maxwell'
	has_engine "$engine" || {
		skip "replays from files on $engine" "$why"
		continue
	}
	engine_new "$engine" "again_$engine"
	sql 'CREATE TABLE t (id bigint PRIMARY KEY, note varchar(100),
		price numeric(10,2), at timestamp NULL);
		CREATE TABLE keyless (a integer, note varchar(100));
		CREATE TABLE brief (id integer PRIMARY KEY, note varchar(100));
		CREATE TABLE lean (id integer PRIMARY KEY, note varchar(100),
		at timestamp NULL)'
	cat >"$E/options" <<-'END'
	shadowlog-options 1
	table brief
	  option before key
	table lean
	  option before none
	table keyless
	  option key all
	END
	case $engine in
	postgresql) sed -i 's/^table /&public./' "$E/options" ;;
	mysql) sed -i "s/^table /&$DB./" "$E/options" ;;
	esac
	capture t
	captured
	configure
	printf '%s\n' "INSERT INTO t VALUES (1, 'Ünï \"q\" \\\\ it''s', 12.50,
		'2026-03-29 02:30:00'), (2, NULL, NULL, NULL), (3, '', 0.10, NULL),
		(9223372036854775807, 'null', -1, NULL);
		INSERT INTO keyless VALUES (1, 'a'), (2, 'a'), (2, 'a');
		UPDATE t SET note = 'new' WHERE id = 2;
		UPDATE t SET id = 4 WHERE id = 3;
		UPDATE t SET note = note;
		UPDATE keyless SET note = 'b';
		INSERT INTO brief VALUES (1, 'x'); INSERT INTO lean VALUES
		(1, 'x', '2026-01-01 10:00:00');
		UPDATE brief SET note = 'y'; UPDATE lean SET note = 'y';
		UPDATE brief SET id = 2; UPDATE lean SET id = 2;
		DELETE FROM brief; DELETE FROM lean; DELETE FROM t WHERE id = 1" |
		tell | sql
	[ "$engine" != sqlite ] || others
	poll_quietly "$engine: delivered to all"
	# The layout changes, and within one batch there are both.
	sql "INSERT INTO t VALUES (10, 'before', 1, NULL)"
	sql 'ALTER TABLE t ADD more varchar(100)'
	case $engine in
	postgresql) # a row with a column that is not known yet
		sql "INSERT INTO t VALUES (11, 'between', 1, NULL, 'm')"
		;;
	esac
	captured
	sql "INSERT INTO t VALUES (12, 'after', 2, NULL, 'n');
		UPDATE t SET more = 'o'; DELETE FROM keyless"
	poll_quietly "$engine: and what came behind"

	for format in $FORMATS; do
		again "$(of "$format")" "$(of "$format")" "$engine: $format"
	done
	names='tables operations columns unchanged masked redacted'
	[ "$engine" = sqlite ] || names='columns masked'
	for name in $names; do
		again "$name" "$name" "$engine: $name"
	done
done

# --- names and values that nobody would choose --------------------------------

FORMATS=$every
engine_new sqlite hostile
python3 "$TOP/tests/live/hostile.py" make sqlite "$E" >"$E/made" 2>&1 ||
	diag "$(cat "$E/made")"
"$BUILD/shadowlog-triggers" sqlite changelog >"$E/changelog.sql"
"$BUILD/shadowlog-triggers" sqlite install <"$E/tables" >"$E/install.sql"
for script in create changelog install write; do
	sql <"$E/$script.sql" >"$E/$script.log" 2>&1 ||
		diag "$(tail -3 "$E/$script.log")"
done
configure
sed -i 's/^tables = t, keyless/exclude_tables = x/' "$CONF"
poll
is "$code:$out" 0: 'hostile: delivered to all'
for name in $(for f in $FORMATS; do of "$f"; done) tables operations \
	unchanged; do
	again "$name" "$name" "hostile: $name"
done
ok "hostile: that is much ($(wc -l <"$E/first") lines)" \
	[ "$(wc -l <"$E/first")" -gt 100 ]

# --- a webhook, and headers ----------------------------------------------------

engine_new sqlite binary
sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
capture t
hook_start
HOOK_OPTIONS='format = cloudevents-binary'
conf_write
sql "INSERT INTO t VALUES (1, 'ü \"'), (2, NULL); UPDATE t SET id = 3 WHERE
	id = 2; DELETE FROM t WHERE id = 1"
poll_quietly 'binary: delivered'
sent=$(ls "$E"/hook/*.body | wc -l)
run replay --sink hook --files "$FILES"
is "$code:$out" '0:4 changes were sent to hook again' 'binary: from files'
is "$(ls "$E"/hook/*.body | wc -l)" $((sent * 2)) 'binary: as many requests'
n=0
for f in "$E"/hook/*.head; do
	n=$((n + 1))
	{
		tr -d '\r' <"$f" | grep -i '^ce-\|^content-type' |
			grep -vi '^ce-shadowlog\(batch\|replay\)'
		sed 's/,"shadowlogbatch":"[^"]*"\(,"shadowlogreplay":"manual"\)*//g' \
			"${f%.head}.body"
	} >>"$E/$([ "$n" -le "$sent" ] && echo first || echo again)"
done
same_file "$E/again" "$E/first" 'binary: the same headers and bodies'
is "$(grep -ic '^ce-shadowlogreplay: manual' "$E"/hook/*.head |
	grep -c ':1$')" 3 'binary: marked'

# --- lanes: of a webhook ---------------------------------------------------------

engine_new sqlite lanes
sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)'
capture t
receiver_secret "$E/secret"
mkdir "$E/bodies"
receiver_start --secret-file "$E/secret" --store "$E/store.db" \
	--bodies "$E/bodies" || exit 1
HOOK=$RECEIVER_URL/hook
printf '%064d\n' 7 >"$E/key"
chmod 600 "$E/key"
HOOK_OPTIONS="lanes = 3
mask = t.id
mask_key_file = $E/key
operations = insert, update"
conf_write
sql "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
	INSERT INTO t SELECT i, 'n' || i FROM n;
	UPDATE t SET id = id + 100 WHERE id > 30; DELETE FROM t WHERE id < 5"
poll_quietly 'lanes: delivered'
for lane in 1 2 3; do
	cat "$E"/bodies/*"-hook_${lane}of3-"*.json | jq -c '.data[]' \
		>"$E/first.$lane"
done
rm "$E"/bodies/*
for lane in 2 1 3; do
	run replay --sink "hook_${lane}of3" --files "$FILES"
	is "$code" 0 "lane $lane, from files"
	cat "$E"/bodies/*"-hook_${lane}of3-"*.json | jq -c '.data[]' \
		>"$E/again.$lane"
	same_file "$E/again.$lane" "$E/first.$lane" "lane $lane: the same"
done
is "$(cat "$E"/again.? | wc -l)" 60 'lanes: each event in one of them'

# --- a former epoch ------------------------------------------------------------

engine_new sqlite former
sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT, at TIMESTAMP)'
capture t
configure
sql "INSERT INTO t VALUES (1, 'a', NULL), (2, 'b', NULL); DELETE FROM t"
poll_quietly 'former: delivered'
old=$(sqlite3 "$STATE/state.db" 'SELECT epoch FROM identity')
run migrate --new-epoch
is "$code" 0 'a new epoch'
sql "INSERT INTO t VALUES (3, 'c', NULL)"
poll_quietly 'former: and what is new in it'
for format in native cloudevents-batch debezium flat; do
	lines "$(of "$format")" first | grep "$old" |
		grep -v '^{"type"' >"$E/first"
	run replay --sink "$(of "$format")" --files "$FILES/$old"
	is "$code:$out" "0:4 changes were sent to $(of "$format") again" \
		"$format: files of a former epoch"
	lines "$(of "$format")" again | grep -v '^{"type"' >"$E/again"
	same_file "$E/again" "$E/first" "$format: under their own ids"
done

# --- what files do not hold ----------------------------------------------------

printf '%064d\n' 7 >"$T/key"
chmod 600 "$T/key"

fresh() { # NAME LINE-OF-THE-FILE-SINK...
	engine_new sqlite "$1"
	shift
	sql 'CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT, at TIMESTAMP)'
	capture t
	configure "$@"
	sql "INSERT INTO t VALUES (1, 'a', '2026-01-01 10:00:00'), (2, 'b', NULL)"
	poll_quietly 'delivered'
}

refused() { # SINK CODE PART WHAT
	before=$(find "$E/to" -name '*.ndjson' | wc -l)
	run replay --sink "$1" --files "$FILES"
	is "$code" "$2" "$4"
	has "$out" "$3" "$4: and why"
	is "$(find "$E/to" -name '*.ndjson' | wc -l)" "$before" \
		"$4: nothing was sent"
}

fresh hidden 'exclude_columns = *.note'
refused f_native 78 'masked or left out' 'files without a column'
fresh secret 'mask = *.note' "mask_key_file = $T/key"
refused f_maxwell 78 'masked or left out' 'files with a masked column'
fresh veiled 'redact = *.note'
refused f_flat 78 'masked or left out' 'files with a column that is not shown'

# Of the last of three files.
fresh altered
sql "INSERT INTO t VALUES (3, 'c', NULL)"
poll
sql "INSERT INTO t VALUES (4, 'd', NULL)"
poll
f=$(find "$FILES" -name '*.ndjson' | LC_ALL=C sort | tail -1)
sealed() { # writes the trailer of the file anew
	sed -i '$d' "$f"
	printf '{"type":"shadowlog.end","count":%d,"sha256":"%s"}\n' \
		$(($(wc -l <"$f") - 1)) "$(sha256sum "$f" | cut -d' ' -f1)" >>"$f"
}
cp "$f" "$E/kept"
sed -i '2s/"key":/"unheard_of":1,&/' "$f"
sealed
refused f_native 65 'does not know' 'a member that would be lost'
has "$out" "${f##*/}" 'the file is named'
cp "$E/kept" "$f"
sed -i 's/"version":/"unheard_of":1,&/' "$f"
sealed
refused f_native 65 'schema' 'one of a schema'
cp "$E/kept" "$f"
sed -i 's/\(captured_at":"[^"]*"\)}$/\1,"later":{"a" :1}}/' "$f"
sealed
refused f_native 65 'none that this version' 'what is not as we write it'
sed -i 's/"a" :1/"a":1.50/' "$f"
sealed
for format in native flat debezium cloudevents-batch; do
	run replay --sink "$(of "$format")" --files "$FILES"
	is "$code" 0 "$format: a member of a later version"
	lines "$(of "$format")" again >"$E/again"
	case $format in
	flat) is "$(grep -c later "$E/again")" 0 'flat has no place for it' ;;
	*)
		is "$(grep -c '"later":{"a":1.50}' "$E/again")" 1 \
			"$format: is passed on as it is"
		;;
	esac
done

# A layout that the source does not know any more.
cp "$E/kept" "$f"
sqlite3 "$DB" "UPDATE shadowlog_shape SET description = replace(description, 'note',
	'nota') WHERE table_name = 't'"
refused f_maxwell 78 'registry' 'maxwell, of a layout that nobody knows'
for format in native cloudevents-batch debezium flat ndjson; do
	lines "$(of "$format")" first >"$E/first"
	lines "$(of "$format")" again >"$E/before"
	run replay --sink "$(of "$format")" --files "$FILES"
	is "$code" 0 "$format: the files' own layouts do"
	lines "$(of "$format")" again | tail -n +$(($(wc -l <"$E/before") + 1)) \
		>"$E/again"
	same_file "$E/again" "$E/first" "$format: to the byte"
done

done_testing
