-- By what the passkeys of a person name their owner: random, and nothing that anybody types. Kept for good, so that a device
-- which holds an older one puts the new one in its place.
ALTER TABLE staff ADD COLUMN user_handle TEXT;
CREATE UNIQUE INDEX staff_by_user_handle ON staff (user_handle);

-- Passkeys and security keys. What rests of one is its public half, sealed: nobody who writes here can put a key of theirs.
CREATE TABLE passkeys (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    kind TEXT NOT NULL,
    credential_mac TEXT NOT NULL UNIQUE,
    name BYTEA NOT NULL,
    body BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT,
    -- The hash of what it signed last: nothing is taken twice.
    last_proof TEXT,
    -- When it gave a count that it had given before: there may be a copy, and it opens nothing any more.
    doubted_at BIGINT
);
CREATE INDEX passkeys_by_staff ON passkeys (staff_id, id);
