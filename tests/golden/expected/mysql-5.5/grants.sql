-- What the poller's account "'o''brien\\'@'%'" needs, and nothing else.  Run it
-- in the database of the changelog.  The application's accounts need nothing.
-- (`shadowlog describe` sees only tables on which its account has some right:
-- run it as another one.)
GRANT SELECT, DELETE ON shadowlog_changelog TO 'o''brien\\'@'%';
GRANT SELECT ON shadowlog_shape TO 'o''brien\\'@'%';
GRANT SELECT ON shadowlog_meta TO 'o''brien\\'@'%';
GRANT SELECT, UPDATE ON shadowlog_lease TO 'o''brien\\'@'%';
