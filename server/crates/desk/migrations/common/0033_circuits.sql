-- Endpoints of controllers that failed lately, by SHA-256 of their URL: in one there may be a secret. Those that are well
-- have no row.
CREATE TABLE circuits (
    endpoint TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL
);
