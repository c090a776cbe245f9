# Batches to send to a receiver; source it after receiver.sh.

# batch SEQ [VALUE]: writes $T/SEQ.json, batch SEQ of stream shop-hook-1a2b.
batch() {
	prev=null
	[ "$1" = 1 ] || prev="\"shop-hook-1a2b-$(($1 - 1))\""
	pos=$(printf '%020d' $((100 + $1)))
	printf '%s' "{\"type\":\"shadowlog.batch\",\
\"timestamp\":\"2026-01-02T03:04:05Z\",\"format\":\"shadowlog/1\",\
\"id\":\"shop-hook-1a2b-$1\",\"batch_seq\":$1,\"prev_batch_id\":$prev,\
\"source\":{\"id\":\"shop\",\"epoch\":\"1a2b\"},\"sink\":\"hook\",\
\"first_pos\":\"$pos\",\"last_pos\":\"$pos\",\"count\":1,\"schemas\":{},\
\"data\":[{\"id\":\"shop:1a2b:$pos\",\"pos\":\"$pos\",\"op\":\"c\",\
\"table\":\"main.t\",\"schema\":\"s1\",\"key\":{\"k\":\"9007199254740993\"},\
\"before\":null,\"after\":{\"k\":\"9007199254740993\",\"f\":1.50,\
\"t\":\"${2:-Grüße, \\\"x\\\" \\u0001 €}\"},\
\"captured_at\":\"2026-01-02T03:04:05Z\"}]}" >"$T/$1.json"
}

# post FILE ID [curl option ...]: signed if $KEY is set.  The answer's status is
# printed, its body goes to $T/answer, its headers to $T/headers; "curl N" is
# printed when curl failed with exit code N.
post() {
	post_file=$1
	post_id=$2
	shift 2
	post_time=$(date +%s)
	set -- -H "webhook-id: $post_id" -H "webhook-timestamp: $post_time" "$@"
	[ -z "${KEY:-}" ] || set -- "$@" -H "webhook-signature: \
$(sign "$post_id" "$post_time" "$post_file" "$KEY")"
	: >"$T/answer"
	curl -s -o "$T/answer" -D "$T/headers" -w '%{http_code}' \
		--max-time 300 --data-binary "@$post_file" \
		"$@" "$RECEIVER_URL/hook" >"$T/code" 2>/dev/null
	post_rc=$?
	if [ $post_rc = 0 ]; then
		cat "$T/code"
	else
		printf 'curl %d' $post_rc
	fi
}

send() { # SEQ [curl option ...]
	send_seq=$1
	shift
	post "$T/$send_seq.json" "shop-hook-1a2b-$send_seq" "$@"
}

store() { # SQL
	sqlite3 "$T/store.db" "$1"
}

verdicts() {
	store 'SELECT group_concat(verdict, " ") FROM
		(SELECT verdict FROM request ORDER BY n)'
}
