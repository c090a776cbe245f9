-- What the poller's user or role "po\"ller" needs, and nothing else.
-- (A name that was not made in quotes is in capitals.)  The application's users
-- need nothing.
SET DEFINE OFF
WHENEVER SQLERROR EXIT FAILURE
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO "po""ller";
GRANT SELECT ON shadowlog.shadowlog_shape TO "po""ller";
GRANT SELECT ON shadowlog.shadowlog_meta TO "po""ller";
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO "po""ller";

-- The poller.  Set NLS_LANG=.AL32UTF8 in its environment.  A statement sees a
-- snapshot (READ COMMITTED).
