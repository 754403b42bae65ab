-- Files that came with a message; what the message says is among the texts.
CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    message_id TEXT NOT NULL,
    name BYTEA NOT NULL,
    media TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX attachments_by_message ON attachments (message_id, id);
CREATE INDEX attachments_by_blob ON attachments (blob);
