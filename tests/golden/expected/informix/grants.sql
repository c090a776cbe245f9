-- What the poller's user poller needs, and nothing else.  The
-- application's users need nothing.
GRANT CONNECT TO poller;
GRANT SELECT, DELETE ON shadowlog_changelog TO poller;
GRANT SELECT ON shadowlog_shape TO poller;
GRANT SELECT ON shadowlog_meta TO poller;
GRANT SELECT, UPDATE ON shadowlog_lease TO poller;

-- The poller.  COMMITTED READ waits for rows that are not committed, up to the
-- time given here, and tries again at the next round.  LAST COMMITTED would skip
-- them and lose the order of one row's changes, so it is switched off, also
-- where the server has it on for all.
