-- What the poller's user "po\"ller" needs, and nothing else.  The
-- application's users need nothing.
set quoted_identifier on
go
grant select, delete on shadowlog_changelog to "po""ller"
grant select on shadowlog_shape to "po""ller"
grant select on shadowlog_meta to "po""ller"
grant select, update on shadowlog_lease to "po""ller"
go

-- The poller.  Attributes of FreeTDS.  Isolation level 1 waits for rows that are
-- not committed, up to the time given here, and tries again at the next round.
-- READPAST would skip them and lose the order of one row's changes.
