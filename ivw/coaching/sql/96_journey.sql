-- How far the preparation of one conversation has come, as facts: one row, of one person and, where there is one,
-- of one conversation with them. Each subquery asks by the parameters: asked by the row, it costs ten times as much.
CREATE MACRO journey(as_of, person, conversation) AS TABLE
    WITH plan AS (
        SELECT id FROM plans WHERE meeting_id = conversation AND made_at <= as_of ORDER BY made_at DESC, id DESC LIMIT 1
    )
    SELECT c.id::VARCHAR AS contact_id, c.name AS contact, m.id::VARCHAR AS meeting_id, m.starts_at, m.minutes, m.status,
        (SELECT arg_max(kind, (happened_at, id)) FROM interactions
            WHERE contact_id = person AND kind <> 'note' AND happened_at <= as_of) AS newest,
        (SELECT id::VARCHAR FROM plan) AS plan_id,
        (SELECT count(*) FROM plan_questions WHERE plan_id = (SELECT id FROM plan) AND must_ask IS NULL) AS questions,
        (SELECT count(*) FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = conversation AND r.finished_at <= as_of
                AND r.round IS DISTINCT FROM 'asking') AS rehearsals,  -- a rapid round prepares nothing
        coalesce(m.prepared_at <= as_of, false) AS ticked_prepared
    FROM contacts c LEFT JOIN (FROM meetings WHERE id = conversation) m ON true
    WHERE c.id = person;
