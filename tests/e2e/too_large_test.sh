# A receiver that takes no large batches (413): they are halved until they fit,
# and no larger one is tried from then on.  One event that is too large alone is
# the operator's.
#
# Seen to fail with: SINK_WISH_SPLIT not set.
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
receiver_stop
done_testing
