# A changelog full of changes, on each engine; for the items that drain one.
#
# fill_ENGINE makes database, table, changelog and triggers, makes ROWS changes
# through the triggers and keeps a copy of the changelog; restore_ENGINE puts
# the changelog back as it was after filling; drop_ENGINE takes all away.
# They set $connection and $changelog.

note_text="'note number ' || n || ', of about a hundred characters so that \
the image of a row has two hundred bytes'"

fill_sqlite() {
	connection="Driver={SQLite3};Database=$T/bench.sqlite"
	changelog=shadowlog_changelog
	rm -f "$T/bench.sqlite"*
	echo "PRAGMA journal_mode=WAL; CREATE TABLE item(id INTEGER PRIMARY KEY,
		note TEXT, amount NUMERIC, at TEXT, flag BOOLEAN);" |
		sqlite_client >/dev/null
	describe_and_install sqlite item sqlite_client
	echo "PRAGMA synchronous=OFF; WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL
		SELECT n + 1 FROM k WHERE n < $ROWS) INSERT INTO item
		SELECT n, $note_text, n / 100.0, '2026-01-01 00:00:00', 1 FROM k;
		CREATE TABLE saved AS SELECT * FROM shadowlog_changelog;" |
		sqlite_client >/dev/null
}

restore_sqlite() {
	echo "PRAGMA synchronous=OFF; DELETE FROM shadowlog_changelog;
		INSERT INTO shadowlog_changelog SELECT * FROM saved;
		PRAGMA wal_checkpoint(TRUNCATE);" | sqlite_client >/dev/null
}

drop_sqlite() {
	rm -f "$T/bench.sqlite"*
}

fill_postgresql() {
	connection="Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=$PG_PORT"
	connection="$connection;Database=bench;UID=shadowlog"
	changelog=shadowlog.shadowlog_changelog
	echo "CREATE DATABASE bench" | pg_client postgres
	echo "CREATE TABLE item(id integer PRIMARY KEY, note text,
		amount numeric(12,2), at timestamp, flag boolean)" | pg_client
	describe_and_install postgresql item pg_client
	echo "INSERT INTO item SELECT n, $note_text, n / 100.0,
		'2026-01-01 00:00:00', true FROM generate_series(1, $ROWS) n;
		CREATE TABLE saved AS SELECT * FROM $changelog;" | pg_client
}

restore_postgresql() {
	echo "TRUNCATE $changelog; INSERT INTO $changelog SELECT * FROM saved;
		VACUUM ANALYZE $changelog; CHECKPOINT;" | pg_client
}

drop_postgresql() {
	echo "DROP DATABASE bench" | pg_client postgres
}

fill_mysql() {
	connection="Driver={MariaDB Unicode};Server=127.0.0.1;Port=$MY_PORT"
	connection="$connection;Database=bench;UID=shadowlog;PWD=shadowlog"
	changelog=shadowlog_changelog
	echo "CREATE DATABASE bench" | my_client mysql
	echo "CREATE TABLE item(id integer PRIMARY KEY, note longtext,
		amount decimal(12,2), at datetime, flag boolean)" | my_client
	describe_and_install mysql item my_client
	echo "INSERT INTO item SELECT seq, CONCAT('note number ', seq, ', of about \
a hundred characters so that the image of a row has two hundred bytes'),
		seq / 100, '2026-01-01 00:00:00', 1 FROM seq_1_to_$ROWS;
		CREATE TABLE saved AS SELECT * FROM shadowlog_changelog;" |
		my_client
}

restore_mysql() {
	echo "TRUNCATE shadowlog_changelog;
		INSERT INTO shadowlog_changelog SELECT * FROM saved;
		ANALYZE TABLE shadowlog_changelog;" | my_client >/dev/null
}

drop_mysql() {
	echo "DROP DATABASE bench" | my_client mysql
}
