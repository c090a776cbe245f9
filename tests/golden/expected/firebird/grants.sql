-- What the poller's user or role "po\"ller" needs, and nothing else.  Run
-- it as the owner of the changelog.  The application's users need nothing.
GRANT SELECT, DELETE ON shadowlog_changelog TO "po""ller";
GRANT SELECT ON shadowlog_shape TO "po""ller";
GRANT SELECT ON shadowlog_meta TO "po""ller";
GRANT SELECT, UPDATE ON shadowlog_lease TO "po""ller";
COMMIT;

-- The poller.  There is no packaged ODBC driver; these are the attributes of
-- the Firebird project's own.
