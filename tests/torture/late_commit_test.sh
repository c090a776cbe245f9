#!/bin/sh
# Numbers are handed out before they are committed: whoever reads "what is
# higher than the last" loses the rest.  First by hand, one transaction that
# comes late; then writers that do all that makes order hard, with polls as
# cron would start them, some of them killed, three sinks at once, and an
# oracle (tests/tools/oracle.c) of what arrived.  After each kill every change
# is in its place (tests/law.sh).
#
# The oracle has to be able to fail: a sequence with CACHE 20 hands numbers out
# in the wrong order, and what arrived is tampered with; it must say so.
#
# Seen to fail on purpose: with scan_init() taking all up to the highest
# acknowledged seq for acknowledged (a high-water mark: both parts fail).
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"
. "$TOP/tests/torture/lib.sh"
. "$TOP/tests/law.sh"

SECONDS_OF_WORK=${SECONDS_OF_WORK:-10}

# The longest lock that a writer waits for, so that they meet often.
writer_settings() {
	case $DIALECT in
	postgresql)
		set -- --session "SET lock_timeout = '5s'"
		sql "ALTER DATABASE $DB SET deadlock_timeout = '50ms'"
		;;
	mysql)
		set -- --session "SET innodb_lock_wait_timeout = 5" --session \
			"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"
		;;
	esac
	"$BUILD/tools/workload" --connection "$CONN" "$@" $WORK \
		>"$E/workload" 2>&1
}

source_new() { # NAME
	engine_new "$engine" "${engine}_$1"
	sql <"$TOP/tests/torture/tables.sql"
	capture item
}

by_hand() {
	source_new hand
	HOOK=
	conf_write
	sql "INSERT INTO item VALUES (1, 1, 1, '', ''), (2, 2, 1, '', '')"
	session 7
	tell 7 "BEGIN; UPDATE item SET ver = 2 WHERE uid = 1"
	sql "UPDATE item SET ver = 2 WHERE uid = 2"
	sql "DELETE FROM item WHERE uid = 2"
	poll_quietly "$engine: a poll while a change is not committed"
	is "$(count files) $(count outbox)" "4 4" \
		"$engine: it delivers what is"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$engine: and deletes it, but for the anchor"
	poll_quietly "$engine: nothing to do"
	tell 7 "UPDATE item SET ver = 3 WHERE uid = 1; COMMIT"
	session_end 7
	poll_quietly "$engine: a poll after the late commit"
	is "$(events files | tail -2 | jq -c '[.op, .pos, .after.ver]')" \
		'["u","00000000000000000003","2"]
["u","00000000000000000006","3"]' "$engine: both of its changes come"
	is "$(sinks_differ)" "" "$engine: in every sink"
}

# Polls until the writers are done, killing every seventh poll.
poll_meanwhile() { # PID
	polls=0 kills=0 bad=
	: >"$E/unlawful"
	while kill -0 "$1" 2>/dev/null; do
		polls=$((polls + 1))
		if [ $((polls % 7)) = 0 ]; then
			"$SHADOWLOG" poll --config "$CONF" >"$E/killed" 2>&1 &
			poll_pid=$!
			sleep "0.0$((polls % 5 + 1))"
			kill -9 "$poll_pid" 2>/dev/null && kills=$((kills + 1))
			wait "$poll_pid" 2>/dev/null
			law | head -5 | sed "s/^/killed poll $polls: /" \
				>>"$E/unlawful"
			continue
		fi
		poll
		[ "$code:$out" = 0: ] || bad="$bad$code: $out
"
	done
}

# A row of nobody else, not committed; what the writers do comes behind it.
hold_one() {
	session 8
	tell 8 "BEGIN; INSERT INTO item VALUES (4000, 4000, 1, '', '');
		INSERT INTO truth VALUES (4000, 4000, 1, 1)"
}

by_force() {
	source_new force
	law_begin item
	receiver_start
	STORE=$RECEIVER
	torture_conf
	hold_one # behind what would hold its pipe open
	WORK="--seconds $SECONDS_OF_WORK --seed ${SEED:-$$}"
	writer_settings &
	workload=$!
	poll_meanwhile "$workload"
	wait "$workload"
	ok "$engine: the writers met nothing that is not their own" [ $? = 0 ]
	diag "seed ${SEED:-$$}: $(cat "$E/workload"); $polls polls, $kills killed"
	is "$bad" "" "$engine: every poll that lived had nothing to say"
	poll_quietly "$engine: a poll while one is still not committed"
	tell 8 "COMMIT"
	session_end 8
	is "$(cat "$E/unlawful")" '' \
		"$engine: after each kill every change was in its place"
	poll_quietly "$engine: the last poll"
	lawful "$engine: in the end"
	judge "$engine: the oracle is content with three sinks"
	late=$(awk '/ late, /{ n += $7 > 0 } END { print n + 0 }' "$E/verdict")
	is "$late" 3 "$engine: each of them was brought changes that came late"
	is "$(sql "SELECT count(*) FROM $(changelog)")" 1 \
		"$engine: the changelog is down to its anchor"
}

# Files that are not what was delivered.
tamper() { # KIND COMMAND: with $f a file in the middle
	rm -rf "$E/tampered"
	cp -r "$FILES" "$E/tampered"
	f=$(find "$E/tampered" -name '*.ndjson' | sort | sed -n 20p)
	eval "$2"
	"$BUILD/tools/oracle" --truth "$E/truth" --outbox "$OUTBOX" \
		--files "$E/tampered" >"$E/verdict" 2>&1
	is $? 1 "control: the oracle refuses files with a wrong $1"
	has "$(grep ' late, .* wrong' "$E/verdict")" " $1 " \
		"control: and names it"
}

tampered() {
	tamper chain 'rm "$f"'
	tamper count "sed -i 2d \"\$f\""
	tamper unique 'cp "$f" "${f%/*}/99999999999999999999_1-1.ndjson"'
	tamper same "sed -i 's/\"note\":\"/&x/' \"\$f\""
}

# Sessions that draw twenty numbers at once use them in any order: here a row's
# third version has a lower number than its second, and so has a stamp that
# names the second.
control() {
	source_new control
	sql "ALTER SEQUENCE shadowlog.shadowlog_changelog_seq_seq CACHE 20"
	HOOK=
	torture_conf
	session 7
	tell 7 "INSERT INTO item VALUES (1, 1, 1, '', '')"
	sql "UPDATE item SET ver = 2 WHERE uid = 1"
	tell 7 "INSERT INTO item VALUES (2, 2, 1, '1:2', '');
		UPDATE item SET ver = 3 WHERE uid = 1"
	session_end 7
	sql "INSERT INTO truth VALUES (1, 1, 3, 1), (2, 2, 1, 1)"
	poll_quietly "control: a poll does not know of it"
	truth >"$E/truth"
	"$BUILD/tools/oracle" --truth "$E/truth" --files "$FILES" \
		>"$E/verdict" 2>&1
	is $? 1 "control: a sequence with CACHE 20 is refused by the oracle"
	diag "$(tail -1 "$E/verdict")"
	has "$(tail -1 "$E/verdict")" " order " "control: for the order of rows"
	has "$(tail -1 "$E/verdict")" " causal " "control: and for stamps"
}

command -v jq >/dev/null || skip_all "no jq"
for engine in postgresql mysql; do
	if has_engine "$engine"; then
		by_hand
		by_force
		[ "$engine" != postgresql ] || {
			tampered
			control
		}
	else
		skip "$engine" "$why"
	fi
done
done_testing
