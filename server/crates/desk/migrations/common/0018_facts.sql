-- What staff expect to hear from a person who was asked for facts: keyed hashes of them, sealed. Gone once they were given,
-- or need not be any more.
CREATE TABLE expected_facts (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id),
    body BYTEA NOT NULL
);
