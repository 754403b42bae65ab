-- Times are microseconds UTC, ids are UUIDv7 in text, BYTEA columns are sealed (AES-256-GCM) unless said otherwise,
-- *_mac columns are keyed hashes. Only TEXT, BIGINT and BYTEA: one schema runs on both engines.

CREATE TABLE filings (
    id TEXT NOT NULL PRIMARY KEY,
    draft TEXT NOT NULL UNIQUE,
    received_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    relationship TEXT NOT NULL,
    language TEXT NOT NULL,
    mailbox_mac TEXT NOT NULL,
    contact BYTEA NOT NULL,
    signing BYTEA NOT NULL,
    challenge_id TEXT NOT NULL
);
CREATE INDEX filings_by_mailbox ON filings (mailbox_mac, received_at);

CREATE TABLE requests (
    id TEXT NOT NULL PRIMARY KEY,
    filing_id TEXT NOT NULL REFERENCES filings (id),
    reference TEXT NOT NULL UNIQUE,
    right_code TEXT NOT NULL,
    relationship TEXT NOT NULL,
    standing TEXT NOT NULL,
    outcome TEXT,
    received_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    due_date TEXT NOT NULL,
    provisional BIGINT NOT NULL,
    version BIGINT NOT NULL,
    procedure TEXT NOT NULL
);
CREATE INDEX requests_by_filing ON requests (filing_id, id);
CREATE INDEX requests_by_standing ON requests (standing, due_at, id);
CREATE INDEX requests_by_due ON requests (due_at, id);

-- Of requests and of forwardings: each stream is a hash chain.
CREATE TABLE events (
    stream_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream_id, seq)
);

-- What people wrote: the description, the answer, the reasons.
CREATE TABLE texts (
    request_id TEXT NOT NULL REFERENCES requests (id),
    purpose TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (request_id, purpose)
);

CREATE TABLE pieces (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    system TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX pieces_by_request ON pieces (request_id, id);

-- The files of an answer, as they were when it was given.
CREATE TABLE package_files (
    request_id TEXT NOT NULL REFERENCES requests (id),
    path TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (request_id, path)
);

CREATE TABLE controllers (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    member_state TEXT NOT NULL,
    language TEXT NOT NULL,
    contact BYTEA NOT NULL,
    contact_mac TEXT NOT NULL,
    may_name BIGINT NOT NULL,
    index_authorised BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE signers (
    mailbox_mac TEXT NOT NULL,
    controller_id TEXT NOT NULL REFERENCES controllers (id),
    document_mac TEXT NOT NULL,
    PRIMARY KEY (mailbox_mac, controller_id, document_mac)
);

CREATE TABLE forwardings (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    filing_id TEXT NOT NULL REFERENCES filings (id),
    controller_id TEXT NOT NULL REFERENCES controllers (id),
    opened_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (request_id, controller_id)
);
CREATE INDEX forwardings_by_controller ON forwardings (controller_id, opened_at);
CREATE INDEX forwardings_by_filing ON forwardings (filing_id, controller_id);

CREATE TABLE links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    controller_id TEXT NOT NULL REFERENCES controllers (id),
    expires_at BIGINT NOT NULL
);

CREATE TABLE challenges (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    mailbox_mac TEXT NOT NULL,
    address BYTEA NOT NULL,
    language TEXT NOT NULL,
    code_mac TEXT,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    used_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    once TEXT NOT NULL UNIQUE,
    errand TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    done_at BIGINT,
    failed_at BIGINT
);
CREATE INDEX outbox_by_due ON outbox (done_at, due_at, id);

CREATE TABLE drafts (
    hash TEXT NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL,
    touched_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    touched_at BIGINT NOT NULL
);

CREATE TABLE throttles (
    subject_mac TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    hits BIGINT NOT NULL,
    PRIMARY KEY (subject_mac, span_start)
);

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    email_mac TEXT NOT NULL UNIQUE,
    name BYTEA NOT NULL,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);
