-- The log: all events of all streams in one order, as the leaves of a tree (RFC 9162). `hashes` are in hexadecimal: that of
-- the leaf, then those of the subtrees that are complete with it, each over twice as many leaves.
CREATE TABLE log_entries (
    leaf BIGINT NOT NULL PRIMARY KEY,
    stream_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hashes TEXT NOT NULL,
    UNIQUE (stream_id, seq)
);

-- Events that have no place in the log yet.
CREATE TABLE log_waiting (
    stream_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (stream_id, seq)
);
INSERT INTO log_waiting (stream_id, seq) SELECT stream_id, seq FROM events;

CREATE TABLE checkpoints (
    size BIGINT NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    note TEXT NOT NULL
);

-- Work that one process does at a time.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);
INSERT INTO leases (name, holder, lease_until) VALUES ('log', '', 0);
