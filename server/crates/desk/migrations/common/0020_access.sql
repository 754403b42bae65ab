-- How many entries each visitor has in the log: whoever counts on holds the row, so that the next waits.
CREATE TABLE visitors (
    stream_id TEXT NOT NULL PRIMARY KEY,
    entries BIGINT NOT NULL
);

-- Which entries of the log are readings of which request, so that who read it can be told without a walk through all of it.
CREATE TABLE readings (
    stream_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    request_id TEXT NOT NULL,
    PRIMARY KEY (stream_id, seq)
);
CREATE INDEX readings_of_request ON readings (request_id);
