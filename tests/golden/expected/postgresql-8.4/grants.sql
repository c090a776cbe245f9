-- What the poller's role "po\"ller" needs, and nothing else.  Run it as
-- the owner of schema shadowlog.  The application's users need nothing.
BEGIN;
GRANT USAGE ON SCHEMA shadowlog TO "po""ller";
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO "po""ller";
GRANT SELECT ON shadowlog.shadowlog_shape TO "po""ller";
GRANT SELECT ON shadowlog.shadowlog_meta TO "po""ller";
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO "po""ller";
GRANT EXECUTE ON FUNCTION shadowlog.shadowlog_identity() TO "po""ller";
COMMIT;
