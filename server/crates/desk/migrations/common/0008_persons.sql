-- Under which name a filing came, hashed together with its mailbox: who shares a mailbox does not see the others' requests.
-- A filing from before bears none: there the mailbox alone counts.
ALTER TABLE filings ADD COLUMN person_mac TEXT NOT NULL DEFAULT '';
