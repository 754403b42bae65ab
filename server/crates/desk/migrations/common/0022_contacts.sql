-- Where the notices of a controller go: one that is confirmed, at most one that waits for it, and those of before.
CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    controller_id TEXT NOT NULL REFERENCES controllers (id),
    mailbox BYTEA NOT NULL,
    mailbox_mac TEXT NOT NULL,
    standing TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    -- The member of staff; nobody when it came by an import.
    given_by TEXT,
    settled_at BIGINT,
    settled_by TEXT,
    -- How the controller was asked.
    how BYTEA,
    -- Since when mail to it comes back.
    bounced_at BIGINT
);
CREATE INDEX contacts_by_controller ON contacts (controller_id, id);
CREATE UNIQUE INDEX contacts_confirmed ON contacts (controller_id) WHERE standing = 'confirmed';
CREATE UNIQUE INDEX contacts_proposed ON contacts (controller_id) WHERE standing = 'proposed';

-- Those to which requests were forwarded are in use; the others wait. Each keeps its controller's id, under which it is
-- sealed.
INSERT INTO contacts (id, controller_id, mailbox, mailbox_mac, standing, given_at, settled_at)
SELECT id, id, contact, contact_mac, 'confirmed', created_at, created_at FROM controllers
WHERE EXISTS (SELECT 1 FROM forwardings WHERE forwardings.controller_id = controllers.id);
INSERT INTO contacts (id, controller_id, mailbox, mailbox_mac, standing, given_at)
SELECT id, id, contact, contact_mac, 'proposed', created_at FROM controllers
WHERE NOT EXISTS (SELECT 1 FROM forwardings WHERE forwardings.controller_id = controllers.id);

ALTER TABLE controllers DROP COLUMN contact;
ALTER TABLE controllers DROP COLUMN contact_mac;
