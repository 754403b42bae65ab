-- Which keys sign what goes to controllers. Their secrets are nowhere: they derive from the key of a purpose, the number and
-- the id. The id is drawn, so that a generation made after an older backup was put back is another key.
CREATE TABLE signing_keys (
    generation BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- Since when nobody is to believe it any more: it may be in other hands.
    distrusted_at BIGINT
);
