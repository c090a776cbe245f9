# A receiver that takes no large batches (413): they are halved until they fit,
# and no larger one is tried from then on.  One event that is too large alone is
# the operator's.
#
# Seen to fail with: SINK_WISH_SPLIT not set; can_omit() without the option.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/receiver.sh"

has_engine sqlite || skip_all "$why"
command -v jq >/dev/null || skip_all "no jq"

engine_new sqlite shop
STORE=$E/store.db
BATCH='events = 64'
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
receiver_secret "$E/secret"
receiver_start --secret-file "$E/secret" --store "$STORE" --max-body 6000
HOOK=$RECEIVER_URL/hook
conf_write

rows() { # FROM TO
	sql "WITH RECURSIVE n (i) AS (VALUES ($1) UNION ALL SELECT i + 1
		FROM n WHERE i < $2) INSERT INTO t SELECT i, 'row ' || i FROM n"
}

rows 1 64
poll_quietly 'a batch that is too large'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" '64|64' \
	'arrives in parts'
ok 'after it was refused' [ "$(stored "SELECT count(*) FROM request
	WHERE verdict = 'too_large'")" -gt 0 ]
is "$(stored "SELECT max(bytes) <= 6000 FROM request
	WHERE verdict = 'stored'")" 1 'each of which fits'
ok 'as large as can be, give or take a half' [ "$(stored "SELECT max(bytes)
	FROM request WHERE verdict = 'stored'")" -ge 2000 ]
n=$(stored "SELECT count(*) FROM request WHERE verdict = 'too_large'")
is "$(stored "SELECT group_concat(substr(batch_id, instr(batch_id, '-hook-') + 15)
	|| ' ' || verdict, ', ') FROM (SELECT * FROM request ORDER BY n
	LIMIT $n + 2)")" "1 too_large, $(for i in $(seq $((n - 1))); do
	printf '1-%d too_large, ' "$i"; done)1-$n stored, 2 stored" \
	'each under the same number and another id, until one is taken'
rows 101 164
poll_quietly 'the next run'
is "$(stored "SELECT count(*) FROM request WHERE verdict = 'too_large'")" \
	"$n" 'tries no large one again'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" \
	'128|128' 'and delivers all'
is "$(stored 'SELECT batch_seq FROM position')" \
	"$(stored "SELECT count(*) FROM request WHERE verdict = 'stored'")" \
	'in a chain without a hole'

sql "INSERT INTO t VALUES (201, 'a'), (202, printf('%9000s', 'x')), (203, 'b')"
poll
is "$code" 65 'one event that is too large alone halts the sink'
has "$out" 413 'by what the receiver said'
is "$(stored 'SELECT count(*) FROM event')" 129 'behind what came before it'
is "$(count files)" 131 'other sinks have it'

HOOK_OPTIONS='on_too_large = omit'
conf_write
run sink resume hook
poll_quietly 'one event that may go in part'
is "$(stored 'SELECT count(*), count(DISTINCT event_id) FROM event')" \
	'131|131' 'goes, and what is behind it'
is "$(stored "SELECT json FROM event WHERE json LIKE '%too_large%'" |
	jq -c '[.key.id, .after, .omitted]')" '["202",{"id":"202"},[{"column":"note","reason":"too_large","after":{"bytes":9000}}]]' \
	'without its largest value, of which the size is there'
is "$(events files | jq -r 'select(.key.id == "202") | .after.note | length')" \
	9000 'other sinks have it whole'
is "$(stored "SELECT count(*) FROM event
	WHERE json LIKE '%too_large%'")" 1 'and no other event lacks anything'
is "$(stored "SELECT count(*) FROM (SELECT batch_id FROM request GROUP BY 1
	HAVING count(DISTINCT sha256) > 1)")" 0 'no id stood for other bytes'
run peek --sink hook
is "$code:$out" 0: 'nothing is left'
HOOK_OPTIONS=$(printf 'on_too_large = omit\nformat = maxwell')
conf_write
poll
is "$code" 78 'a format that cannot tell'
has "$out" 'on_too_large: maxwell has no place' 'is refused'
receiver_stop
done_testing
