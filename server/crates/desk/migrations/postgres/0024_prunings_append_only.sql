CREATE FUNCTION prunings_are_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'prunings are append-only'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER prunings_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON prunings
FOR EACH STATEMENT EXECUTE FUNCTION prunings_are_append_only();

-- What a pruning covers may go; its own checkpoint stays.
DROP TRIGGER events_are_append_only ON events;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();
CREATE FUNCTION events_go_by_pruning() RETURNS trigger AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM log_entries l WHERE l.stream_id = OLD.stream_id AND l.seq = OLD.seq
        AND l.leaf < (SELECT MAX(size) FROM prunings)
    ) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'events are append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER events_go_by_pruning BEFORE DELETE ON events
FOR EACH ROW EXECUTE FUNCTION events_go_by_pruning();

DROP TRIGGER log_entries_are_append_only ON log_entries;
CREATE TRIGGER log_entries_are_append_only BEFORE UPDATE OR TRUNCATE ON log_entries
FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE FUNCTION log_entries_go_by_pruning() RETURNS trigger AS $$
BEGIN
    IF OLD.leaf < (SELECT MAX(size) FROM prunings) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the log is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER log_entries_go_by_pruning BEFORE DELETE ON log_entries
FOR EACH ROW EXECUTE FUNCTION log_entries_go_by_pruning();

DROP TRIGGER checkpoints_are_append_only ON checkpoints;
CREATE TRIGGER checkpoints_are_append_only BEFORE UPDATE OR TRUNCATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE FUNCTION checkpoints_go_by_pruning() RETURNS trigger AS $$
BEGIN
    IF OLD.size < (SELECT MAX(size) FROM prunings) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the log is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER checkpoints_go_by_pruning BEFORE DELETE ON checkpoints
FOR EACH ROW EXECUTE FUNCTION checkpoints_go_by_pruning();
