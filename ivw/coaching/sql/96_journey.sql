-- Whether somebody ever agreed to talk: from then on research goes deep (C19, X12).
CREATE MACRO said_yes(as_of, person) AS
    EXISTS (FROM conversations(as_of, whom := person) WHERE standing IS NOT NULL)
    OR EXISTS (FROM interactions WHERE contact_id = person AND kind = 'agreed' AND happened_at <= as_of);

-- How far the preparation of one conversation has come, as facts: one row, of one person and, where there is one,
-- of one conversation with them. Each subquery asks by the parameters: asked by the row, it costs ten times as much.
--   newest, direction    of the newest interaction towards a conversation; is_asked, closed: see matters
--   reminder, rests      whether a reminder is due, or the matter rests since it was parked
--   questions            how many the newest plan has besides the must-asks and the spares, as in preparations
CREATE MACRO journey(as_of, zone, person, conversation) AS TABLE
    WITH plan AS (
        SELECT id FROM plans WHERE meeting_id = conversation AND made_at <= as_of ORDER BY made_at DESC, id DESC LIMIT 1
    )
    SELECT c.id::VARCHAR AS contact_id, c.name AS contact, m.id::VARCHAR AS meeting_id, m.starts_at, m.minutes, m.status,
        coalesce(m.starts_at + to_minutes(m.minutes) <= as_of, false) AS is_over,
        said_yes(as_of, person) AS said_yes,
        coalesce(a.is_open, false) AS is_asked, coalesce(a.closed, false) AS closed,
        a.newest.kind AS newest, a.newest.direction AS direction,
        coalesce(local_day(as_of, zone) >= a.nudge_on, false) AS reminder,
        coalesce(local_day(as_of, zone) >= a.parks_on, false) AS rests,
        (SELECT id::VARCHAR FROM plan) AS plan_id,
        (SELECT count(*) FROM plan_questions
            WHERE plan_id = (SELECT id FROM plan) AND must_ask IS NULL AND tier <> 'spare') AS questions,
        (SELECT count(*) FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = conversation AND r.finished_at <= as_of
                AND r.round IS DISTINCT FROM 'asking') AS rehearsals,  -- a rapid round prepares nothing
        coalesce(m.prepared_at <= as_of, false) AS ticked_prepared
    FROM contacts c
    LEFT JOIN (FROM meetings WHERE id = conversation) m ON true
    LEFT JOIN (FROM matters(as_of, zone, whom := person)) a ON true
    WHERE c.id = person;
