-- What the poller's user "po\"ller" needs, and nothing else.  (A name that
-- was not made in quotes is in capitals.)  The application's users need nothing.
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO USER "po""ller"@
GRANT SELECT ON shadowlog.shadowlog_shape TO USER "po""ller"@
GRANT SELECT ON shadowlog.shadowlog_meta TO USER "po""ller"@
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO USER "po""ller"@
COMMIT@

-- The poller.  READ STABILITY waits for rows that are not committed, up to the
-- time given here, and tries again at the next round.  "Currently committed",
-- which Db2 uses with CURSOR STABILITY, would skip them and lose the order of
-- one row's changes.
