-- Whoever is there by now works on requests, and enrols a second factor at the next sign-in.
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT 'dpo';
-- The mail address, sealed; of older accounts it is put down at the next sign-in.
ALTER TABLE staff ADD COLUMN email BYTEA;
-- The secret of the authenticator, sealed; nothing before it is enrolled.
ALTER TABLE staff ADD COLUMN totp BYTEA;
-- The time step of the last code that was taken: none is taken twice.
ALTER TABLE staff ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;

CREATE TABLE recovery_codes (
    staff_id TEXT NOT NULL REFERENCES staff (id),
    code_mac TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (staff_id, code_mac)
);

-- Where staff are signed in, each known to its browser's session alone.
CREATE TABLE staff_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    began_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL
);
CREATE INDEX staff_sessions_by_staff ON staff_sessions (staff_id, used_at);

-- Who is invited to have an account. The link is minted when its mail leaves; what rests is its hash.
CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    email_mac TEXT NOT NULL UNIQUE,
    email BYTEA NOT NULL,
    name BYTEA NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    token_hash TEXT UNIQUE,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- What a session says has another shape from here on: everybody signs in anew.
DELETE FROM sessions;
