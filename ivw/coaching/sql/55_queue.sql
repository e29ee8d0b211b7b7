-- The queue: every item with the person and the facts that its reason is told from.
--   fact_at, fact_text, fact_number: when, what and how many, by action; follow_ups.why puts them into words.
CREATE MACRO queue(as_of, zone) AS TABLE
    SELECT i.contact_id::VARCHAR AS contact_id, c.name AS contact, c.organization, c.position,
        i.action, i.status, i.opens_at, i.due_at, i.subject_id::VARCHAR AS subject_id, i.hidden_until,
        CASE
            WHEN i.action = 'thank_you' THEN coalesce(m.ended_at, m.starts_at + to_minutes(m.minutes))
            WHEN m.id IS NOT NULL THEN m.starts_at
            WHEN r.id IS NOT NULL THEN r.given_at
            WHEN p.id IS NOT NULL THEN p.made_at
            WHEN i.action IN ('check_in', 'reconnect') THEN t.last_talked
            ELSE n.happened_at
        END AS fact_at,
        CASE
            WHEN p.id IS NOT NULL THEN p.what
            WHEN r.id IS NOT NULL THEN r.name
            WHEN m.id IS NOT NULL THEN m.place
            ELSE n.kind
        END AS fact_text,
        CASE
            WHEN m.id IS NOT NULL THEN m.minutes
            WHEN i.action IN ('check_in', 'reconnect') THEN t.silent_days
        END AS fact_number,
        row_number() OVER (ORDER BY status_rank(i.status),
            CASE WHEN i.status <> 'upcoming' THEN action_rank(i.action) END,
            i.due_at, action_rank(i.action), c.name, i.subject_id) AS place
    FROM all_items(as_of, zone) i
    JOIN contacts c ON c.id = i.contact_id
    LEFT JOIN meetings m ON m.id = i.subject_id
    LEFT JOIN promises p ON p.id = i.subject_id
    LEFT JOIN referrals r ON r.id = i.subject_id
    LEFT JOIN interactions n ON n.id = i.subject_id
    LEFT JOIN ties(as_of, zone) t ON t.contact_id = i.subject_id;

-- What was last talked about with each of these contacts: the newest conversation's topic, else the newest words.
CREATE MACRO last_words(as_of, keys) AS TABLE
    WITH said AS (
        SELECT contact_id, coalesce(ended_at, starts_at) AS said_at, about AS words, 1 AS rank FROM meetings
        WHERE status = 'held' AND trim(about) <> '' AND starts_at <= as_of
        UNION ALL
        SELECT contact_id, happened_at, text, 2 FROM interactions
        WHERE kind <> 'note' AND trim(text) <> '' AND happened_at <= as_of
    )
    SELECT contact_id::VARCHAR AS contact_id, arg_max(words, (-rank, said_at)) AS words
    FROM said WHERE contact_id IN (SELECT unnest(keys::UUID[])) GROUP BY contact_id;
