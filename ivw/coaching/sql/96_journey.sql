-- How far the preparation of one conversation has come, as facts: one row, of one person and, where there is one,
-- of one conversation with them.
CREATE MACRO journey(as_of, person, conversation) AS TABLE
    WITH plan AS (
        SELECT id FROM plans WHERE meeting_id = conversation AND made_at <= as_of ORDER BY made_at DESC, id DESC LIMIT 1
    )
    SELECT c.id::VARCHAR AS contact_id, c.name AS contact, m.id::VARCHAR AS meeting_id, m.starts_at, m.minutes, m.status,
        (SELECT kind FROM interactions i WHERE i.contact_id = c.id AND i.kind <> 'note' AND i.happened_at <= as_of
            ORDER BY happened_at DESC, id DESC LIMIT 1) AS newest,
        (SELECT count(*) FROM findings f WHERE f.contact_id = c.id)
            + (c.why_this_person IS NOT NULL)::INT + (c.common_ground IS NOT NULL)::INT
            + (c.what_they_get IS NOT NULL)::INT AS known,
        (SELECT id::VARCHAR FROM plan) AS plan_id,
        (SELECT count(*) FROM plan_questions q WHERE q.plan_id IN (SELECT id FROM plan)
            AND q.must_ask IS NULL) AS questions,
        (SELECT count(*) FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = conversation AND r.finished_at <= as_of) AS rehearsals,
        coalesce(m.prepared_at <= as_of, false) AS ticked_prepared
    FROM contacts c LEFT JOIN meetings m ON m.id = conversation
    WHERE c.id = person;
