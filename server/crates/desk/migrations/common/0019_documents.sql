-- Copies of identity documents until somebody looked at them, each under a key of its own, which is destroyed with it. Apart
-- from what people write and send, and from what an answer is made of.
CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    given_at BIGINT NOT NULL,
    media TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX documents_by_request ON documents (request_id, id);
CREATE INDEX documents_by_time ON documents (given_at);
CREATE INDEX documents_by_blob ON documents (blob);
