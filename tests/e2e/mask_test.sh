#!/bin/sh
# Masks and redaction through the poller: the same value has the same mask in
# before, after and key, in every table and on every engine there is; what they
# hide is nowhere in what the sink keeps; the manual's way to look for a value
# finds it; the key is nowhere but in its file.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/e2e/lib.sh"

command -v jq >/dev/null || skip_all "no jq"
command -v openssl >/dev/null || skip_all "no openssl"
has_engine sqlite || skip_all "$why"

MASK=$T/partner.mask
KEY=$(openssl rand -hex 32)
(umask 077 && echo "$KEY" >"$MASK")

# The command of the manual, run as it stands there, for another value.
mask_of() { # VALUE
	(
		cd "$T" || exit 1
		sed -n '/^    printf/,/^$/p' "$TOP/docs/filters.md" |
			sed "s/'a@b\\.c'/\"\$1\"/" >recipe.sh
		printf 'hmac-sha256:'
		sh recipe.sh "$1" | sed 's/.*= *//'
	)
}

conf() { # LINE...
	conf_write
	printf '%s\n' "$@" >>"$CONF"
}

# One table refers to the other by what is masked, of another type.
fresh() { # ENGINE NAME
	engine_new "$1" "$2"
	sql 'CREATE TABLE customers (id integer NOT NULL PRIMARY KEY,
			email varchar(80), phone varchar(40),
			remark varchar(80));
		CREATE TABLE logins (email varchar(80) NOT NULL,
			customer bigint NOT NULL, at varchar(20),
			PRIMARY KEY (email, customer))'
	capture customers logins
	conf 'mask = *.email, customers.id, *.customer, *.phone' \
		"mask_key_file = $MASK" 'redact = customers.remark'
	sql "INSERT INTO customers VALUES (41, 'ann@hush.example', NULL,
			'hush, hush');
		INSERT INTO logins VALUES ('ann@hush.example', 41, 'now');
		UPDATE customers SET phone = 'hush-555' WHERE id = 41;
		UPDATE customers SET remark = 'hushed up' WHERE id = 41;
		UPDATE customers SET remark = NULL WHERE id = 41;
		DELETE FROM logins"
}

# A member of the n-th event of the outbox.
of() { # N FILTER
	events outbox | sed -n "$1p" | jq -c "$2"
}

id=$(mask_of 41)
mail=$(mask_of ann@hush.example)
is "${#id}:${id%%:*}" 76:hmac-sha256 'the command of the manual works'

one_engine() {
	poll_quietly "$1: a sink with masks"
	is "$(count outbox)" 6 "$1: it gets every change"
	is "$(of 1 '[.key, .before, .after]')" \
		"[{\"id\":\"$id\"},null,{\"id\":\"$id\",\"email\":\"$mail\",\"phone\":null,\"remark\":\"[redacted]\"}]" \
		"$1: key and row are masked, NULL is null"
	is "$(of 2 .key)" "{\"email\":\"$mail\",\"customer\":\"$id\"}" \
		"$1: the same value has the same mask in another table and type"
	is "$(of 3 '[.before.phone, .after.phone, .changed]')" \
		"[null,\"$(mask_of hush-555)\",[\"phone\"]]" \
		"$1: and masks tell what changed"
	is "$(of 4 '[.before.remark, .after.remark, .changed]')" \
		'["[redacted]","[redacted]",[]]' \
		"$1: what is redacted does not"
	is "$(of 5 '[.before.remark, .after.remark, .changed]')" \
		'["[redacted]",null,["remark"]]' \
		"$1: but for NULL, which can be seen anyway"
	is "$(of 6 '[.key, .before]')" \
		"[{\"email\":\"$mail\",\"customer\":\"$id\"},{\"email\":\"$mail\",\"customer\":\"$id\",\"at\":\"now\"}]" \
		"$1: a DELETE is masked, too"
	is "$(sqlite3 "$OUTBOX" "SELECT json_group_array(json_array(
		c.value ->> 'name', c.value ->> 'json', c.value ->> 'masked',
		c.value ->> 'redacted')) FROM batches,
		json_each(head, '\$.schemas.s1.columns') c")" \
		'[["id","string","hmac-sha256",null],["email","string","hmac-sha256",null],["phone","string","hmac-sha256",null],["remark","string",null,1]]' \
		"$1: the schema tells which columns are which"
	not_ok "$1: what is hidden is nowhere in the outbox" \
		grep -aq hush "$OUTBOX" "$OUTBOX-wal"
	ok "$1: which the other sink has" grep -rq hush "$FILES"
	not_ok "$1: the key is nowhere but in its file" \
		grep -raq "$KEY" "$STATE" "$FILES" "$OUTBOX" "$T/said"
}

for engine in $ENGINES; do
	if ! has_engine "$engine"; then
		skip "$engine: masks" "$why"
		continue
	fi
	fresh "$engine" "mask_$engine"
	one_engine "$engine"
done

# ---- the key

fresh sqlite keys
(umask 077 && openssl rand -hex 48 >"$MASK")
poll_quietly 'another key, of 48 bytes'
ok 'makes other masks' [ "$(of 1 .key.id)" != "\"$id\"" ]
is "$(of 1 .key.id)" "\"$(mask_of 41)\"" 'which the manual finds by that key'

chmod 644 "$MASK"
poll
is "$code" 78 'a key that others can read'
has "$out" '[sink outbox] mask_key_file:' 'is refused with its line and key'
chmod 600 "$MASK"
conf 'mask = *.email'
poll
is "$code" 78 'masks without a key'
has "$out" '[sink outbox] mask: needs a `mask_key_file`' 'are refused'
conf 'redact = customers.id'
sql "INSERT INTO customers VALUES (42, NULL, NULL, NULL)"
poll
is "$code" 78 'a key that would be redacted'
has "$out" 'column "id" of table "customers" is part of its key' \
	'is refused, and named'
conf
run sink resume outbox
poll_quietly 'once it is not'
is "$(of 7 .after.id)" '"42"' 'its change comes'

done_testing
