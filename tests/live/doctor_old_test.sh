#!/bin/sh
# shadowlog doctor with the dialects of old versions: what the tests of today's
# provoke, on the servers that there are.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/servers.sh"

if my_find; then
	nested 'mysql-5.5' env DOCTOR=mysql-5.5 \
		sh "$TOP/tests/live/doctor_mysql_test.sh"
else
	skip 'mysql-5.5' 'no MariaDB server on this machine'
fi
if pg_find; then
	nested 'postgresql-8.4' env DOCTOR=postgresql-8.4 \
		sh "$TOP/tests/live/doctor_postgresql_test.sh"
else
	skip 'postgresql-8.4' 'no PostgreSQL server on this machine'
fi
done_testing
