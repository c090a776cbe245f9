-- What the poller's user or role POLLER needs, and nothing else.  Run
-- it as the owner of the changelog.  The application's users need nothing.
GRANT SELECT, DELETE ON shadowlog_changelog TO POLLER;
GRANT SELECT ON shadowlog_shape TO POLLER;
GRANT SELECT ON shadowlog_meta TO POLLER;
GRANT SELECT, UPDATE ON shadowlog_lease TO POLLER;
COMMIT;

-- The poller.  There is no packaged ODBC driver; these are the attributes of
-- the Firebird project's own.
