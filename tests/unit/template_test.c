/* core/template: SQL with holes. */
#include "core/template.h"

#include "tests/tap.h"

static const struct template_value values[] = {
	{ "table", "orders" },   { "cols", "a,\nb,\nc" },
	{ "gap", "a\n\nb\n" },   { "none", "" },
	{ "hole", "{{table}}" }, { "wide", "\xc3\xa4\xc3\xa4\nb" },
	{ "a.b", "dotted" },
};

static const struct {
	const char *what, *text, *want;
} filled[] = {
	{ "no hole", "select 1;\n", "select 1;\n" },
	{ "empty", "", "" },
	{ "one hole", "from {{table}};", "from orders;" },
	{ "hole at the very end", "from {{table}}", "from orders" },
	{ "two holes", "{{table}}.{{table}}\n", "orders.orders\n" },
	{ "a dotted name", "{{a.b}}", "dotted" },
	{ "lines go to the column of the hole", "select {{cols}}\nfrom",
	  "select a,\n       b,\n       c\nfrom" },
	{ "tabs stay tabs", "\tf({{cols}})", "\tf(a,\n\t  b,\n\t  c)" },
	{ "a hole behind lines", "{{cols}}={{cols}}",
	  "a,\nb,\nc=a,\n  b,\n  c" },
	{ "characters, not bytes", "\xc3\xa4\xc3\xb6{{cols}}",
	  "\xc3\xa4\xc3\xb6"
	  "a,\n  b,\n  c" },
	{ "behind a value that is not ASCII", "{{wide}} {{cols}}",
	  "\xc3\xa4\xc3\xa4\nb a,\n  b,\n  c" },
	{ "empty lines get no blanks", "  {{gap}}|", "  a\n\n  b\n|" },
	{ "a line of nothing is left out", "a\n  {{none}}\nb\n", "a\nb\n" },
	{ "so is one of two nothings", "a\n{{none}} {{none}}\nb", "a\nb" },
	{ "but not one with text", "a\nx{{none}}\nb", "a\nx\nb" },
	{ "nor one with text behind", "a\n{{none}};\nb", "a\n;\nb" },
	{ "an empty line stays", "a\n\nb", "a\n\nb" },
	{ "a value is not looked into", "{{hole}}", "{{table}}" },
	{ "braces alone", "{ {table} } } {", "{ {table} } } {" },
};

static const struct {
	const char *text, *message;
} refused[] = {
	{ "a\nb {{nwe}}", "q: line 2: unknown {{nwe}}" },
	{ "{{}}", "q: line 1: unknown {{}}" },
	{ "{{tab}}", "q: line 1: unknown {{tab}}" },
	{ "{{tables}}", "q: line 1: unknown {{tables}}" },
	{ "a {{table", "q: line 1: unclosed {{table}}" },
	{ "a {{table}", "q: line 1: unclosed {{table}}}" },
	{ "a {{ta\nble}}", "q: line 1: unclosed {{ta}}" },
};

int main(void)
{
	size_t i, n = sizeof(values) / sizeof(values[0]);

	for (i = 0; i < sizeof(filled) / sizeof(filled[0]); i++) {
		struct buf out = { 0 };
		struct err err = { 0 };

		ok(template_fill(filled[i].text, "q", values, n, &out, &err),
		   "%s: fills", filled[i].what);
		is_str(buf_str(&out), filled[i].want, "%s", filled[i].what);
		buf_release(&out);
	}
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct buf out = { 0 };
		struct err err = { 0 };

		ok(!template_fill(refused[i].text, "q", values, n, &out,
				  &err) &&
		       err.kind == ERR_INTERNAL,
		   "refused %zu", i);
		is_str(err.text, refused[i].message, "the reason, %zu", i);
		buf_release(&out);
	}
	return done();
}
