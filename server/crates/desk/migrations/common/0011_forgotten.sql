-- Requests of which only the procedure is kept, and what was destroyed with them: the ledger is replayed over every copy
-- of the key store.
ALTER TABLE requests ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;
CREATE INDEX requests_to_forget ON requests (standing, forgotten, ended_at);

CREATE TABLE erasures (
    scope TEXT NOT NULL PRIMARY KEY,
    put_down_at BIGINT NOT NULL,
    done_at BIGINT
);
