-- Passkeys and security keys are of staff (`staff/…`) or of who reads the mailbox of a controller (`contact/…`).
CREATE TABLE keys_of_owners (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    credential_mac TEXT NOT NULL UNIQUE,
    name BYTEA NOT NULL,
    body BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT,
    last_proof TEXT,
    doubted_at BIGINT
);
INSERT INTO keys_of_owners (id, owner, kind, credential_mac, name, body, added_at, used_at, last_proof, doubted_at)
SELECT id, 'staff/' || staff_id, kind, credential_mac, name, body, added_at, used_at, last_proof, doubted_at FROM passkeys;
DROP TABLE passkeys;
ALTER TABLE keys_of_owners RENAME TO passkeys;
CREATE INDEX passkeys_by_owner ON passkeys (owner, id);

ALTER TABLE contacts ADD COLUMN user_handle TEXT;
CREATE UNIQUE INDEX contacts_by_user_handle ON contacts (user_handle);
