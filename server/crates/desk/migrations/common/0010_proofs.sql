-- Files that show that an act was done: the staff's own, so apart from those that a data subject can fetch.
CREATE TABLE proofs (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    act_id TEXT NOT NULL,
    name BYTEA NOT NULL,
    media TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX proofs_by_act ON proofs (act_id, id);
CREATE INDEX proofs_by_blob ON proofs (blob);
