-- By which signed statements entries of the log went that were over their time: those before `size`. `edge` are the hashes
-- of the subtrees of which the tree of that size consists, in hexadecimal, the largest first: it grows on from there.
CREATE TABLE prunings (
    size BIGINT NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    edge TEXT NOT NULL,
    note TEXT NOT NULL
);

-- Where a stream was cut that goes on, or may: the last of its events that went. What the newest pruning signed is over all
-- of them.
CREATE TABLE cuts (
    stream_id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX checkpoints_by_time ON checkpoints (made_at);
