-- What a forwarding waits for, and when a controller's silence is followed up next; nothing is done about one that is over.
ALTER TABLE forwardings ADD COLUMN standing TEXT NOT NULL DEFAULT 'underway';
ALTER TABLE forwardings ADD COLUMN next_at BIGINT;
UPDATE forwardings SET standing = 'acknowledged', next_at = opened_at WHERE state NOT LIKE '%"acknowledged":null%';
UPDATE forwardings SET standing = 'told', next_at = opened_at
WHERE state LIKE '%"acknowledged":null%' AND state NOT LIKE '%"told":null%';
CREATE INDEX forwardings_by_next ON forwardings (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX forwardings_by_standing ON forwardings (standing, controller_id);
