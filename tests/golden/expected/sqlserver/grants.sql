-- What the poller's user or role "po\"ller" needs, and nothing else.  The
-- application's users need nothing.
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO [po"ller];
GRANT SELECT ON shadowlog.shadowlog_shape TO [po"ller];
GRANT SELECT ON shadowlog.shadowlog_meta TO [po"ller];
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO [po"ller];
GO

-- The poller.  Attributes of FreeTDS; the vendor's driver ignores them.
