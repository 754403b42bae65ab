CREATE TRIGGER prunings_are_not_changed BEFORE UPDATE ON prunings
BEGIN SELECT RAISE(ABORT, 'prunings are append-only'); END;
CREATE TRIGGER prunings_are_not_deleted BEFORE DELETE ON prunings
BEGIN SELECT RAISE(ABORT, 'prunings are append-only'); END;

-- What a pruning covers may go; its own checkpoint stays.
DROP TRIGGER events_are_not_deleted;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
WHEN NOT EXISTS (
    SELECT 1 FROM log_entries l WHERE l.stream_id = OLD.stream_id AND l.seq = OLD.seq
    AND l.leaf < (SELECT MAX(size) FROM prunings)
)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
DROP TRIGGER log_entries_are_not_deleted;
CREATE TRIGGER log_entries_are_not_deleted BEFORE DELETE ON log_entries
WHEN OLD.leaf >= (SELECT COALESCE(MAX(size), 0) FROM prunings)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
DROP TRIGGER checkpoints_are_not_deleted;
CREATE TRIGGER checkpoints_are_not_deleted BEFORE DELETE ON checkpoints
WHEN OLD.size >= (SELECT COALESCE(MAX(size), 0) FROM prunings)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
