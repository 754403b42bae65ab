-- Which master key wraps a key, by its id; empty for those that were wrapped before master keys had ids.
ALTER TABLE keys ADD COLUMN master TEXT NOT NULL DEFAULT '';
CREATE INDEX keys_by_master ON keys (master, scope);

-- What was destroyed here, for good: a main database that is put back from a backup meets it.
CREATE TABLE destroyed (
    scope TEXT NOT NULL PRIMARY KEY,
    destroyed_at BIGINT NOT NULL
);
