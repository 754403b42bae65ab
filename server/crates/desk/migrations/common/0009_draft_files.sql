-- Files that were sent with a form that is not filed yet: name and content sealed like what was typed, under the secret
-- of the browser. Where the draft goes, they go.
CREATE TABLE draft_files (
    id TEXT NOT NULL PRIMARY KEY,
    draft TEXT NOT NULL REFERENCES drafts (hash) ON DELETE CASCADE,
    enclosure TEXT NOT NULL,
    name BYTEA NOT NULL,
    media TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL
);
CREATE INDEX draft_files_by_draft ON draft_files (draft, id);
CREATE INDEX draft_files_by_blob ON draft_files (blob);
