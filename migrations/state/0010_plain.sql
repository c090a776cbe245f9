-- The receiver takes no Content-Encoding (415): none is tried until an operator
-- resumes the sink.
ALTER TABLE sink ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;
