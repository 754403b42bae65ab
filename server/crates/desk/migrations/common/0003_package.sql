-- The form in which a piece came, and the sealed name of its file.
ALTER TABLE pieces ADD COLUMN format TEXT NOT NULL DEFAULT 'json';
ALTER TABLE pieces ADD COLUMN name BYTEA;

-- The sum of a file of an answer, which is compared whenever it is read, and its place among them.
ALTER TABLE package_files ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE package_files ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
