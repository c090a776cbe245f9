#include "sinks/signature.h"

#include <stdlib.h>

#include "core/mem.h"
#include "tests/tap.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define BODY "{\"test\": 2432232314}"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
enum { AT = 1614265330 };

static struct str text(const char *s)
{
	return (struct str){ s, strlen(s) };
}

static struct signing_key key_of(const char *secret)
{
	struct signing_key key;
	struct err err = { 0 };

	ok(signing_key_parse(secret, &key, &err), "%.20s is a secret", secret);
	return key;
}

/* What the official libraries make of the secret that their tests share. */
static void test_vector(void)
{
	struct signing_key key = key_of(SECRET);
	char got[SIGNATURE_SIZE];

	is_int((int64_t)key.n, 24, "its bytes");
	signature_make(&key, ID, AT, text(BODY), got);
	is_str(got, SIGNATURE, "the official libraries' signature");
	signing_key_release(&key);
	is_int((int64_t)key.n, 0, "a key that was released is none");
}

#define SEED "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define PUBLIC "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
#define SIGNATURE_A                                                            \
	"v1a,yoUrgEkc12aGqm0n4Sydmdz55xJfTz4AsAgieHFjmkR7LJtqVCZOQYzvvHjI5kAe" \
	"y+r4iaBGxTFRrl2iBQxtDQ=="

/* The same message by node:crypto; the seed is 00 01 .. 1f. */
static void test_pair_vector(void)
{
	struct signing_key key = key_of(SEED), public, again;
	char got[SIGNATURE_SIZE], whole[SIGNING_TEXT_SIZE];
	struct err err = { 0 };

	signature_make(&key, ID, AT, text(BODY), got);
	is_str(got, SIGNATURE_A, "node:crypto's signature");
	signing_key_public(&key, &public);
	signing_key_text(&public, got);
	is_str(got, PUBLIC, "and its public key");
	signing_key_text(&key, whole);
	ok(signing_key_parse(whole, &again, &err) &&
	       memcmp(&again, &key, sizeof(key)) == 0,
	   "seed and public key are the same pair %s", err.text);
	ok(signature_verify(&public, 1, ID, "1614265330",
			    "v1,AAAA v1a,AAAA " SIGNATURE_A, text(BODY), AT, 0,
			    &err),
	   "the public key verifies %s", err.text);
	ok(!signature_verify(&public, 1, ID, "1614265330", SIGNATURE_A,
			     text(BODY " "), AT, 0, &err),
	   "but not other bytes");
	memcpy(got, SIGNATURE_A, sizeof(SIGNATURE_A));
	got[10] ^= 1;
	ok(!signature_verify(&public, 1, ID, "1614265330", got, text(BODY), AT,
			     0, &err),
	   "nor another signature");
	whole[5 + 80] = whole[5 + 80] == 'A' ? 'B' : 'A';
	err = (struct err){ 0 };
	ok(!signing_key_parse(whole, &again, &err) && err.kind == ERR_CONFIG,
	   "a public key that is not the seed's: %s", err.text);
}

static void test_make(void)
{
	static const enum signing_kind kinds[] = { SIGNING_HMAC, SIGNING_PAIR };
	struct signing_key key, other, parsed;
	char written[SIGNING_TEXT_SIZE];
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < 2; i++) {
		ok(signing_key_make(kinds[i], &key, &err) &&
		       signing_key_make(kinds[i], &other, &err),
		   "makes keys %s", err.text);
		ok(memcmp(key.bytes, other.bytes, key.n) != 0,
		   "no two are the same");
		signing_key_text(&key, written);
		ok(signing_key_parse(written, &parsed, &err) &&
		       memcmp(&parsed, &key, sizeof(key)) == 0,
		   "written and read: the same %s", err.text);
	}
}

static void test_several(void)
{
	static const struct {
		const char *text;
		size_t n; /* 0: refused */
		const char *why;
	} rows[] = {
		{ SECRET, 1, NULL },
		{ SECRET "\n" SEED "\r\n\n# old ones\n"
			 "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
		  3, NULL },
		{ SECRET "\nwhsec_AAAA\n", 0, "line 2: a secret is" },
		{ "whsk_AAAA", 0, "a seed of 32 bytes" },
		{ "whpk_AAAA", 0, "a public key of 32 bytes" },
		{ "# nothing\n\n", 0, "there is no key" },
		{ "", 0, "there is no key" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signing_keys keys = { 0 };
		struct err err = { 0 };
		bool good = signing_keys_parse(rows[i].text, &keys, &err);

		ok(good == (rows[i].n > 0) && (!good || keys.n == rows[i].n),
		   "keys %zu: %zu %s", i, keys.n, err.text);
		ok(!rows[i].why || strstr(err.text, rows[i].why),
		   "keys %zu: why", i);
		ok(!strstr(err.text, "AAAA"), "keys %zu are not shown", i);
		signing_keys_release(&keys);
	}
}

/* Keys of the least and the greatest length; expected by Python's hmac. */
static void test_more_vectors(void)
{
	static const struct {
		unsigned char byte;
		size_t n;
		int64_t at;
		const char *id, *body, *want;
	} rows[] = {
		{ 0x0b, 24, 0, "a", "",
		  "v1,+AXXzvb8t4NOzt8NJZv6YLhdlL+bQyQA8KJX1cq6e7I=" },
		{ 0xaa, 64, 1795337746, "erp-out-7c1e-1042", "Hi There",
		  "v1,5ZnRYmeQdzRmoyip8NnnPIAwL4Jc8v/Te1ScWADKhmw=" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signing_key key = { .n = rows[i].n };
		char got[SIGNATURE_SIZE];

		memset(key.bytes, rows[i].byte, key.n);
		signature_make(&key, rows[i].id, rows[i].at, text(rows[i].body),
			       got);
		is_str(got, rows[i].want, "vector %zu", i);
	}
}

static void test_parse(void)
{
	static const struct {
		const char *text;
		size_t n; /* 0: refused */
	} rows[] = {
		{ SECRET, 24 },
		{ "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 24 },
		/* 25 bytes: padded, not padded, URL alphabet */
		{ "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", 25 },
		{ "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 25 },
		{ "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 26 },
		{ "whsec_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_", 24 },
		/* bits left over, one digit too many, = inside */
		{ "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB==", 0 },
		{ "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 0 },
		{ "whsec_AAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAA", 0 },
		{ "whsec_AAAAAAAAAAAAAAA AAAAAAAAAAAAAAAA", 0 },
		{ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", 0 }, /* 22 */
		{ "whsec_", 0 },
		{ "", 0 },
		{ "=", 0 },
		{ "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 0 },
		{ "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 0 },
		{ SEED, 64 },
		{ PUBLIC, 32 },
	};
	char most[6 + 88 + 1];
	struct signing_key key;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool good;

		err = (struct err){ 0 };
		good = signing_key_parse(rows[i].text, &key, &err);
		ok(good == (rows[i].n > 0) && key.n == rows[i].n &&
		       err.kind == (good ? ERR_NONE : ERR_CONFIG),
		   "secret %zu: %zu bytes", i, rows[i].n);
		ok(good || !strstr(err.text, "AAA"), "secret %zu is not shown",
		   i);
	}
	memset(most, 'A', sizeof(most));
	memcpy(most, "whsec_", 6);
	most[6 + 86] = '\0'; /* 64 bytes */
	ok(signing_key_parse(most, &key, &err) && key.n == 64, "64 bytes fit");
	memcpy(most + 6 + 86, "A", 2); /* 65 */
	ok(!signing_key_parse(most, &key, &err), "65 do not");
}

static bool verify(const char *id, const char *at, const char *signature,
		   const char *body, int64_t now, struct err *err)
{
	struct signing_key keys[2] = { key_of("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAA"
					      "AAAAAA"),
				       key_of(SECRET) };

	*err = (struct err){ 0 };
	return signature_verify(keys, 2, id, at, signature, text(body), now,
				SIGNATURE_TOLERANCE, err);
}

static void test_verify(void)
{
	static const struct {
		const char *what, *id, *at, *signature, *body;
		int64_t now;
		const char *why; /* NULL: it is good */
	} rows[] = {
		{ "good", ID, "1614265330", SIGNATURE, BODY, AT, NULL },
		{ "300 s old", ID, "1614265330", SIGNATURE, BODY, AT + 300,
		  NULL },
		{ "300 s ahead", ID, "1614265330", SIGNATURE, BODY, AT - 300,
		  NULL },
		{ "others before and behind", ID, "1614265330",
		  "v1a,xyz= v1,AAAA  " SIGNATURE " v2,q", BODY, AT, NULL },
		{ "old", ID, "1614265330", SIGNATURE, BODY, AT + 301, "old" },
		{ "ahead", ID, "1614265330", SIGNATURE, BODY, AT - 301,
		  "ahead" },
		{ "no id", NULL, "1614265330", SIGNATURE, BODY, AT,
		  "webhook-id is missing" },
		{ "empty id", "", "1614265330", SIGNATURE, BODY, AT,
		  "webhook-id is missing" },
		{ "no time", ID, NULL, SIGNATURE, BODY, AT,
		  "webhook-timestamp is missing" },
		{ "no signature", ID, "1614265330", NULL, BODY, AT,
		  "webhook-signature is missing" },
		{ "empty signature", ID, "1614265330", "", BODY, AT,
		  "no signature" },
		{ "other id", ID "x", "1614265330", SIGNATURE, BODY, AT,
		  "no signature" },
		{ "other time", ID, "1614265331", SIGNATURE, BODY, AT,
		  "no signature" },
		{ "time written otherwise", ID, "01614265330", SIGNATURE, BODY,
		  AT, "no signature" },
		{ "other body", ID, "1614265330", SIGNATURE, BODY " ", AT,
		  "no signature" },
		{ "shortened signature", ID, "1614265330",
		  "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O", BODY, AT,
		  "no signature" },
		{ "other version", ID, "1614265330",
		  "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", BODY, AT,
		  "no signature" },
		{ "time with a sign", ID, "+1614265330", SIGNATURE, BODY, AT,
		  "not a number" },
		{ "time with a fraction", ID, "1614265330.5", SIGNATURE, BODY,
		  AT, "not a number" },
		{ "endless time", ID, "16142653301614265330", SIGNATURE, BODY,
		  AT, "not a number" },
	};
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool good = verify(rows[i].id, rows[i].at, rows[i].signature,
				   rows[i].body, rows[i].now, &err);

		if (!rows[i].why)
			ok(good, "%s: accepted %s", rows[i].what, err.text);
		else
			ok(!good && err.kind == ERR_DATA &&
			       strstr(err.text, rows[i].why),
			   "%s: refused, %s", rows[i].what, err.text);
	}
}

static void test_rotation(void)
{
	struct signing_key keys[4] = { key_of("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAA"
					      "AAAAAA"),
				       key_of(SECRET), key_of(PUBLIC),
				       key_of(SEED) };
	struct buf header = { 0 };
	struct err err = { 0 };
	int i;

	signature_header(keys, 4, ID, AT, text(BODY), &header);
	ok(strstr(header.data, " " SIGNATURE " " SIGNATURE_A) != NULL,
	   "one signature for each key, and none for a public one");
	for (i = 0; i < 4; i++)
		ok(signature_verify(&keys[i], 1, ID, "1614265330", header.data,
				    text(BODY), AT, 0, &err),
		   "either key alone accepts it");
	buf_release(&header);
}

int main(void)
{
	test_vector();
	test_pair_vector();
	test_make();
	test_several();
	test_more_vectors();
	test_parse();
	test_verify();
	test_rotation();
	return done();
}
