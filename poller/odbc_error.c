#include "poller/odbc_error.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/*
 * The first rule that fits decides.  A member left out fits everything.
 * SQLSTATEs alone do not do: sqliteodbc says HY000 for everything, MariaDB for
 * a lock timeout and a refused connection, psqlodbc 08001 for a wrong password.
 */
struct rule {
	const char *driver; /* part of the driver's file name */
	const char *state;  /* how the SQLSTATE starts */
	long native;
	const char *text; /* part of the text, without regard to case */
	enum err_kind kind;
	const char *hint;
};

#define HINT_DRIVER                                                            \
	"name a driver that odbcinst -q -d lists, or the path of its library"
#define HINT_DSN                                                               \
	"odbcinst -q -s lists the data sources of odbc.ini; a connection "     \
	"string names its driver with Driver={...}"
#define HINT_PASSWORD "check UID and PWD of the connection string"
#define HINT_GRANTS                                                            \
	"the statements that \"shadowlog-triggers DIALECT grants\" prints "    \
	"give what the poller needs"
#define HINT_PRIMARY "this server takes no writes: connect to the primary"
#define HINT_FULL "make room on the database server"
#define HINT_SQLITE_FILE                                                       \
	"is the file there, and may this user open it and write to its "       \
	"directory?"
#define HINT_PACKET "raise max_allowed_packet of the server"

static const struct rule rules[] = {
	/* The driver manager. */
	{ .state = "IM002", .kind = ERR_CONFIG, .hint = HINT_DSN },
	{ .text = "can't open lib", .kind = ERR_CONFIG, .hint = HINT_DRIVER },
	{ .state = "IM003", .kind = ERR_CONFIG, .hint = HINT_DRIVER },
	{ .state = "IM", .kind = ERR_CONFIG },

/* SQLite: the native code is sqlite3's own. */
#define SQLITE(number, k, h)                                                   \
	{                                                                      \
		.driver = "sqlite", .state = "HY000", .native = number,        \
		.kind = k, .hint = h                                           \
	}
	{ .driver = "sqlite", .text = "no such table", .kind = ERR_CONFIG },
	{ .driver = "sqlite", .text = "no such column", .kind = ERR_CONFIG },
	SQLITE(3, ERR_PERMISSION, NULL),
	SQLITE(5, ERR_TRANSIENT, NULL),
	SQLITE(6, ERR_TRANSIENT, NULL),
	SQLITE(7, ERR_TRANSIENT, NULL),
	SQLITE(8, ERR_PERMISSION, NULL),
	SQLITE(9, ERR_TRANSIENT, NULL),
	SQLITE(10, ERR_IO, NULL),
	SQLITE(11, ERR_IO, "the database file is damaged"),
	SQLITE(13, ERR_IO, HINT_FULL),
	SQLITE(14, ERR_CONFIG, HINT_SQLITE_FILE),
	SQLITE(15, ERR_TRANSIENT, NULL),
	SQLITE(23, ERR_PERMISSION, NULL),
	SQLITE(26, ERR_CONFIG, "this file is no SQLite database"),
#undef SQLITE

/* MySQL and MariaDB, whose native codes start at 1000. */
#define MYSQL(number, k, h)                                                    \
	{ .driver = "maodbc", .native = number, .kind = k, .hint = h },        \
	{                                                                      \
		.driver = "myodbc", .native = number, .kind = k, .hint = h     \
	}
	MYSQL(1021, ERR_IO, HINT_FULL),
	MYSQL(1114, ERR_IO, HINT_FULL),
	MYSQL(1030, ERR_IO, NULL),
	MYSQL(1026, ERR_IO, NULL),
	MYSQL(1040, ERR_UNAVAILABLE, NULL),
	MYSQL(1203, ERR_UNAVAILABLE, NULL),
	MYSQL(1226, ERR_UNAVAILABLE, NULL),
	MYSQL(1053, ERR_UNAVAILABLE, NULL),
	MYSQL(1129, ERR_UNAVAILABLE, "run FLUSH HOSTS on the server"),
	MYSQL(1152, ERR_UNAVAILABLE, NULL),
	MYSQL(1158, ERR_UNAVAILABLE, NULL),
	MYSQL(1159, ERR_UNAVAILABLE, NULL),
	MYSQL(1160, ERR_UNAVAILABLE, NULL),
	MYSQL(1161, ERR_UNAVAILABLE, NULL),
	MYSQL(1927, ERR_UNAVAILABLE, NULL),
	MYSQL(2002, ERR_UNAVAILABLE, NULL),
	MYSQL(2003, ERR_UNAVAILABLE, NULL),
	MYSQL(2005, ERR_UNAVAILABLE, NULL),
	MYSQL(2006, ERR_UNAVAILABLE, NULL),
	MYSQL(2012, ERR_UNAVAILABLE, NULL),
	MYSQL(2013, ERR_UNAVAILABLE, NULL),
	MYSQL(2026, ERR_UNAVAILABLE, "TLS could not be set up"),
	MYSQL(2055, ERR_UNAVAILABLE, NULL),
	MYSQL(5014, ERR_UNAVAILABLE, NULL),
	MYSQL(1290, ERR_UNAVAILABLE, HINT_PRIMARY),
	MYSQL(1792, ERR_UNAVAILABLE, HINT_PRIMARY),
	MYSQL(1836, ERR_UNAVAILABLE, HINT_PRIMARY),
	MYSQL(1020, ERR_TRANSIENT, NULL),
	MYSQL(1205, ERR_TRANSIENT, NULL),
	MYSQL(1206, ERR_TRANSIENT, NULL),
	MYSQL(1213, ERR_TRANSIENT, NULL),
	MYSQL(1317, ERR_TRANSIENT, NULL),
	MYSQL(1969, ERR_TRANSIENT, NULL),
	MYSQL(3024, ERR_TRANSIENT, NULL),
	MYSQL(3572, ERR_TRANSIENT, NULL),
	MYSQL(1044, ERR_PERMISSION, HINT_GRANTS),
	MYSQL(1045, ERR_PERMISSION, HINT_PASSWORD),
	MYSQL(1130, ERR_PERMISSION, NULL),
	MYSQL(1142, ERR_PERMISSION, HINT_GRANTS),
	MYSQL(1143, ERR_PERMISSION, HINT_GRANTS),
	MYSQL(1227, ERR_PERMISSION, NULL),
	MYSQL(1370, ERR_PERMISSION, HINT_GRANTS),
	MYSQL(1698, ERR_PERMISSION, HINT_PASSWORD),
	MYSQL(1820, ERR_PERMISSION, NULL),
	MYSQL(1862, ERR_PERMISSION, NULL),
	MYSQL(1046, ERR_CONFIG, "name it: Database=... of the connection"),
	MYSQL(1049, ERR_CONFIG, NULL),
	MYSQL(1054, ERR_CONFIG, NULL),
	MYSQL(1146, ERR_CONFIG, NULL),
	MYSQL(1153, ERR_CONFIG, HINT_PACKET),
	MYSQL(2020, ERR_CONFIG, HINT_PACKET),
#undef MYSQL

/* PostgreSQL cannot be reached, and lets us in by text alone. */
#define CONNECT(part, k, h)                                                    \
	{                                                                      \
		.driver = "psql", .state = "08", .text = part, .kind = k,      \
		.hint = h                                                      \
	}
	CONNECT("password authentication failed", ERR_PERMISSION,
		HINT_PASSWORD),
	CONNECT("authentication failed", ERR_PERMISSION, HINT_PASSWORD),
	CONNECT("no password supplied", ERR_PERMISSION, HINT_PASSWORD),
	CONNECT("no pg_hba.conf entry", ERR_PERMISSION,
		"pg_hba.conf of the server has to let this host, user and "
		"database in"),
	CONNECT("pg_hba.conf rejects", ERR_PERMISSION, NULL),
	CONNECT("permission denied", ERR_PERMISSION, NULL),
	CONNECT("is not permitted to log in", ERR_PERMISSION, NULL),
	CONNECT("role \"", ERR_PERMISSION, HINT_PASSWORD),
	CONNECT("database \"", ERR_CONFIG, NULL),
	CONNECT("invalid connection option", ERR_CONFIG, NULL),
	CONNECT("invalid sslmode", ERR_CONFIG, NULL),
#undef CONNECT

	/* PostgreSQL, and whoever else keeps to these states. */
	{ .state = "08", .kind = ERR_UNAVAILABLE },
	{ .state = "57P", .kind = ERR_UNAVAILABLE },
	{ .state = "53300", .kind = ERR_UNAVAILABLE },
	{ .state = "25006", .kind = ERR_UNAVAILABLE, .hint = HINT_PRIMARY },
	{ .state = "28", .kind = ERR_PERMISSION, .hint = HINT_PASSWORD },
	{ .state = "42501", .kind = ERR_PERMISSION, .hint = HINT_GRANTS },
	{ .state = "40", .kind = ERR_TRANSIENT },
	{ .state = "55P03", .kind = ERR_TRANSIENT },
	{ .state = "55006", .kind = ERR_TRANSIENT },
	{ .state = "57014", .kind = ERR_TRANSIENT },
	{ .state = "53100", .kind = ERR_IO, .hint = HINT_FULL },
	{ .state = "53", .kind = ERR_TRANSIENT },
	{ .state = "58", .kind = ERR_IO },
	{ .state = "XX001", .kind = ERR_IO },
	{ .state = "XX002", .kind = ERR_IO },
	{ .state = "42P01", .kind = ERR_CONFIG },
	{ .state = "42703", .kind = ERR_CONFIG },
	{ .state = "42883", .kind = ERR_CONFIG },
	{ .state = "3D000", .kind = ERR_CONFIG },
	{ .state = "3F000", .kind = ERR_CONFIG },
	{ .state = "42S02", .kind = ERR_CONFIG },
	{ .state = "42S22", .kind = ERR_CONFIG },
	{ .state = "HYT00", .kind = ERR_TRANSIENT },
	{ .state = "HYT01", .kind = ERR_UNAVAILABLE },
	{ .state = "HY001", .kind = ERR_TRANSIENT },
	{ .state = "HY013", .kind = ERR_TRANSIENT },
};

static bool contains(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (; *text; text++)
		if (strncasecmp(text, part, n) == 0)
			return true;
	return false;
}

/* Before it is connected the driver is not known: then its rules fit. */
static bool driver_fits(const char *driver, const char *rule)
{
	return !rule || !*driver || contains(driver, rule);
}

enum err_kind odbc_error_kind(const struct odbc_diagnostic *diagnostic,
			      const char **hint)
{
	size_t i;

	*hint = NULL;
	for (i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		const struct rule *rule = &rules[i];

		if (!driver_fits(diagnostic->driver, rule->driver))
			continue;
		if (rule->state && strncmp(diagnostic->state, rule->state,
					   strlen(rule->state)) != 0)
			continue;
		if (rule->native && rule->native != diagnostic->native)
			continue;
		if (rule->text && !contains(diagnostic->text, rule->text))
			continue;
		*hint = rule->hint;
		return rule->kind;
	}
	return ERR_NONE;
}
