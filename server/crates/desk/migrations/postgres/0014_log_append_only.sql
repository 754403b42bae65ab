CREATE FUNCTION log_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the log is append-only'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER log_entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries
FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER checkpoints_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
