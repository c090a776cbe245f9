#!/bin/sh
# The command line and the configuration: what is refused, with which words and
# which exit code.  tests/unit/config_test.c goes through the keys.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

has_engine sqlite || skip_all "$why"
engine_new sqlite shop
sql 'CREATE TABLE t (id integer PRIMARY KEY, note text)'
capture t
HOOK=http://127.0.0.1:9/
conf_write
cp "$CONF" "$E/good.conf"

# refused CODE ARGUMENT... : says why on stderr alone, stdout stays empty
refused() { # CODE MESSAGE ARGUMENT...
	refused_code=$1
	refused_want=$2
	shift 2
	"$SHADOWLOG" "$@" >"$E/stdout" 2>"$E/stderr" </dev/null
	is "$?:$(cat "$E/stdout")" "$refused_code:" \
		"exit code $refused_code: $refused_want"
	has "$(cat "$E/stderr")" "$refused_want" "and it says so"
}

# The command line: 64.
refused 64 'usage: shadowlog COMMAND'
refused 64 'unknown command "polll"' polll
refused 64 'unknown command "--pol"' --pol
refused 64 'poll: --config FILE is missing' poll
refused 64 '--config needs a value' poll --config
refused 64 'poll: unknown option "--confg"' poll --confg "$CONF"
refused 64 'poll: unknown option "--new-epoch"' poll --config "$CONF" --new-epoch
refused 64 'poll: unexpected "now"' poll --config "$CONF" now
refused 64 '"soon" is no time such as 55s' poll --config "$CONF" --linger soon
refused 64 'is no time such as 55s' poll --config "$CONF" --linger=-1s
refused 64 '--log takes "json", not "xml"' poll --config "$CONF" --log xml
refused 64 '--follow takes no value' poll --config "$CONF" --follow=yes
refused 64 'usage: shadowlog sink' sink --config "$CONF"
refused 64 'usage: shadowlog sink' sink --config "$CONF" pause
refused 64 'unknown "stop": one of pause, resume, forget' \
	sink --config "$CONF" stop files

# Help is asked for, so it is no failure, and goes to stdout.
for command in "" describe poll peek status sink migrate verify-files; do
	# shellcheck disable=SC2086 # none or one word
	text=$("$SHADOWLOG" $command --help 2>"$E/stderr")
	is "$?:$(cat "$E/stderr")" 0: "$command --help"
	has "$text" "usage: shadowlog ${command:-COMMAND}" "$command has usage"
	has "$text" "--help" "$command --help names itself"
	is "$(printf '%s\n' "$text" | awk 'length($0) > 80')" '' \
		"$command --help fits a screen"
done
is "$("$SHADOWLOG" --version)" "shadowlog $(cat "$TOP/VERSION")" 'the version'

# The configuration: 78, with file and line.
with() { # SED-EXPRESSION
	sed "$1" "$E/good.conf" >"$CONF"
	chmod 600 "$CONF"
}
refused 78 "\"$E/none.conf\": No such file" poll --config "$E/none.conf"
with 's/^id = .*/&\nidd = 1/'
refused 78 "$CONF: line 3: [source] has no key \"idd\"" poll --config "$CONF"
with 's/^type = file/&\nurl = x/'
refused 78 '[sink files] has no key "url": see shadowlog --sample-config' \
	poll --config "$CONF"
with '$a[snik x]'
refused 78 'no section is called [snik x]: there are [source], [batch] and' \
	poll --config "$CONF"
with 's/^id = .*/&\nid = again/'
refused 78 'line 3: a second value for key "id"' poll --config "$CONF"
with 's/^dialect = .*/dialect = dbase/'
refused 78 'dbase' poll --config "$CONF"
has "$(cat "$E/stderr")" postgresql 'and names those that are there'
with 's/^\[batch\]/&\nevents = many/'
refused 78 '[batch] events: "many" is not a number from 1' poll --config "$CONF"
with 's/^\[batch\]/&\nbytes = 4t/'
refused 78 '[batch] bytes: "4t" is not a size from 1k' poll --config "$CONF"
with '/^\[sink/,$d'
refused 78 'no [sink NAME] section' poll --config "$CONF"
with '/^dir = /d'
refused 78 '[sink files] dir: which directory takes the files?' \
	poll --config "$CONF"
with '/^insecure_http/d'
refused 78 'use https, or say insecure_http = yes' poll --config "$CONF"
with 's/^state_dir = .*/&-not-there/'
refused 73 "state_dir \"$STATE-not-there\" is not there: make it" \
	poll --config "$CONF"
for command in status peek; do
	with 's/^state_dir = .*/&-not-there/'
	refused 78 "$STATE-not-there" "$command" --config "$CONF"
done
with 's/^id = .*/id = Shop/'
refused 78 '[source] id: use a-z, 0-9 and _' status --config "$CONF"

# Secrets.
cp "$E/good.conf" "$CONF"
chmod 644 "$SECRET"
refused 78 "\"$SECRET\" is a secret and others can read it: chmod o-r it" \
	poll --config "$CONF"
is "$(grep -c MDEy "$E/stderr")" 0 'the secret is not shown'
: >"$SECRET"
chmod 600 "$SECRET"
refused 78 "\"$SECRET\" is empty" poll --config "$CONF"
echo not-a-key >"$SECRET"
refused 78 '[sink hook] secret_file: ' poll --config "$CONF"
is "$(grep -c not-a-key "$E/stderr")" 0 'not even a bad one'
rm "$SECRET"
refused 78 "$SECRET" poll --config "$CONF"
with '/^secret_file/d'
refused 78 '[sink hook] secret_file: without a secret' poll --config "$CONF"
with 's/^connection = .*/&;PWD=x/'
chmod 644 "$CONF"
refused 78 'others can read this file: chmod o-r it' poll --config "$CONF"

is "$(find "$FILES" -type f)$(count outbox)" 0 \
	'none of these delivered anything'

# The sample is a configuration: only its places are of another machine.
engine_new sqlite sample
sql 'CREATE TABLE t (id integer PRIMARY KEY)'
capture t
sample=$E/sample.conf
mkdir -p "$E/lib/files" "$E/etc"
echo 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' \
	>"$E/etc/orders_hook.secret"
cp "$E/etc/orders_hook.secret" "$E/etc/files.secret"
openssl rand -hex 32 >"$E/etc/orders_hook.mask"
echo 'a.token' >"$E/etc/orders_hook.token"
echo 'X-Api-Key: k' >"$E/etc/orders_hook.headers"
chmod 600 "$E/etc"/*
"$SHADOWLOG" --sample-config >"$E/sample.ini"
sed -e "s|/var/lib/shop/shop.db|$DB|" -e "s|/var/lib/shadowlog/shop|$E/lib|" \
	-e "s|/etc/shadowlog|$E/etc|" "$E/sample.ini" >"$sample"
CONF=$sample
poll_quietly 'a poll with the sample configuration'
# And so is each key that it shows as a comment.
sed -e 's/^#\([a-z_]* = \)/\1/' -e '/^password_file/d' "$sample" \
	>"$E/all.conf"
is "$(diff "$sample" "$E/all.conf" | grep -c '^>')" \
	"$(grep '^#[a-z_]* = ' "$sample" | grep -vc '^#password_file')" \
	'the keys that it shows as comments'
CONF=$E/all.conf
poll_quietly 'a poll with all of them'

done_testing
