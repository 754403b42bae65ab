-- Whom a provider of OpenID Connect means by one of the staff: a keyed hash of issuer and subject.
CREATE TABLE staff_links (
    staff_id TEXT NOT NULL REFERENCES staff (id),
    provider TEXT NOT NULL,
    subject_mac TEXT NOT NULL UNIQUE,
    linked_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (staff_id, provider)
);

-- What a provider said of the person of a request, sealed, until the identity is on record.
CREATE TABLE eid_claims (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    body BYTEA NOT NULL
);
