-- Wrapped keys, apart from what they open: destroying a row here makes every copy of the main database unreadable.
CREATE TABLE keys (
    scope TEXT NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
