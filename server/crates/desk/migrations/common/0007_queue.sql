-- What the queue filters and sorts by: how a request came in, and, once it ended, when and on which ground.
ALTER TABLE requests ADD COLUMN channel TEXT;
ALTER TABLE requests ADD COLUMN ground TEXT;
ALTER TABLE requests ADD COLUMN ended_at BIGINT;

-- The bodies are JSON without free text, so that a quoted name stands in them as itself alone.
UPDATE requests SET channel = CASE
    WHEN procedure LIKE '%"channel":"web"%' THEN 'web'
    WHEN procedure LIKE '%"channel":"email"%' THEN 'email'
    WHEN procedure LIKE '%"channel":"letter"%' THEN 'letter'
    WHEN procedure LIKE '%"channel":"phone"%' THEN 'phone'
    WHEN procedure LIKE '%"channel":"counter"%' THEN 'counter'
    WHEN procedure LIKE '%"channel":"api"%' THEN 'api'
END;

UPDATE requests SET ended_at = (
    SELECT MAX(events.at) FROM events WHERE events.stream_id = requests.id AND (
        events.body LIKE '%"kind":"decided"%' OR events.body LIKE '%"kind":"withdrawn"%'
        OR events.body LIKE '%"kind":"lapsed"%' OR events.body LIKE '%"kind":"disowned"%'
    )
) WHERE standing = 'closed';

UPDATE requests SET ground = (
    SELECT CASE
        WHEN events.body LIKE '%"ground":"manifestly_unfounded"%' THEN 'manifestly_unfounded'
        WHEN events.body LIKE '%"ground":"excessive"%' THEN 'excessive'
        WHEN events.body LIKE '%"ground":"not_identifiable"%' THEN 'not_identifiable'
        WHEN events.body LIKE '%"ground":"rights_of_others"%' THEN 'rights_of_others'
        WHEN events.body LIKE '%"ground":"data_are_right"%' THEN 'data_are_right'
        WHEN events.body LIKE '%"ground":"no_case_of_erasure"%' THEN 'no_case_of_erasure'
        WHEN events.body LIKE '%"ground":"freedom_of_expression"%' THEN 'freedom_of_expression'
        WHEN events.body LIKE '%"ground":"legal_obligation"%' THEN 'legal_obligation'
        WHEN events.body LIKE '%"ground":"public_health"%' THEN 'public_health'
        WHEN events.body LIKE '%"ground":"archiving"%' THEN 'archiving'
        WHEN events.body LIKE '%"ground":"legal_claims"%' THEN 'legal_claims'
        WHEN events.body LIKE '%"ground":"no_case_of_restriction"%' THEN 'no_case_of_restriction'
        WHEN events.body LIKE '%"ground":"used_all_the_same"%' THEN 'used_all_the_same'
        WHEN events.body LIKE '%"ground":"not_portable"%' THEN 'not_portable'
        WHEN events.body LIKE '%"ground":"compelling_grounds"%' THEN 'compelling_grounds'
        WHEN events.body LIKE '%"ground":"public_research"%' THEN 'public_research'
        WHEN events.body LIKE '%"ground":"not_solely_automated"%' THEN 'not_solely_automated'
        WHEN events.body LIKE '%"ground":"decision_allowed"%' THEN 'decision_allowed'
        WHEN events.body LIKE '%"ground":"national_law"%' THEN 'national_law'
    END
    FROM events WHERE events.stream_id = requests.id AND events.body LIKE '%"kind":"decided"%'
    ORDER BY events.seq DESC LIMIT 1
) WHERE standing = 'closed' AND outcome = 'refused';

-- The procedure stays the fold of its events, which now keeps the ground.
UPDATE requests SET procedure = substr(procedure, 1, length(procedure) - 1) || ',"ground":"' || ground || '"}'
WHERE ground IS NOT NULL;

CREATE INDEX requests_by_end ON requests (standing, ended_at, id);
