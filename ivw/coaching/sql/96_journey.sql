-- Whether somebody ever agreed to talk: from then on research goes deep (C19, X12).
CREATE MACRO said_yes(as_of, person) AS
    EXISTS (FROM conversations(as_of, whom := person) WHERE standing IS NOT NULL)
    OR EXISTS (FROM interactions WHERE contact_id = person AND kind = 'agreed' AND happened_at <= as_of);

-- How far the preparation of one conversation has come, as facts: one row, of one person and, where there is one,
-- of one conversation with them. Each subquery asks by the parameters: asked by the row, it costs ten times as much.
--   newest, direction    of the newest interaction since they last met; a conversation called off is an agreed
--   is_asked, closed     as is_open and closed in matters, of which nothing else is wanted here: for one person, all of
--                        it takes five times as long
--   questions            how many the newest plan has besides the must-asks and the spares, as in preparations
CREATE MACRO journey(as_of, person, conversation) AS TABLE
    WITH plan AS (
        SELECT id FROM plans WHERE meeting_id = conversation AND made_at <= as_of ORDER BY made_at DESC, id DESC LIMIT 1
    ),
    talks AS MATERIALIZED (FROM conversations(as_of, whom := person)),
    events AS (
        SELECT id, kind, direction, happened_at FROM interactions
        WHERE contact_id = person AND kind <> 'note' AND happened_at <= as_of
        UNION ALL
        SELECT id, 'agreed', 'in', called_off_at FROM talks WHERE standing = 'called_off'
    ),
    towards AS (
        SELECT arg_max(kind, (happened_at, id)) AS newest, arg_max(direction, (happened_at, id)) AS direction,
            max(happened_at) FILTER (kind = 'declined') AS declined_at,
            max(happened_at) FILTER (kind = 'request') AS requested_at,
            coalesce(declined_at IS NOT NULL AND coalesce(requested_at <= declined_at, true), false) AS closed,
            coalesce(bool_or(kind IN ('request', 'proposal', 'agreed')), false) AND NOT closed AS is_asked
        FROM events
        WHERE happened_at >= coalesce((SELECT max(held_until) FROM talks WHERE standing = 'held'), '-infinity')
    )
    SELECT c.id::VARCHAR AS contact_id, c.name AS contact, m.id::VARCHAR AS meeting_id, m.starts_at, m.minutes, m.status,
        coalesce(m.starts_at + to_minutes(m.minutes) <= as_of, false) AS is_over,
        said_yes(as_of, person) AS said_yes, t.is_asked, t.closed, t.newest, t.direction,
        (SELECT id::VARCHAR FROM plan) AS plan_id,
        (SELECT count(*) FROM plan_questions
            WHERE plan_id = (SELECT id FROM plan) AND must_ask IS NULL AND tier <> 'spare') AS questions,
        (SELECT count(*) FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = conversation AND r.finished_at <= as_of
                AND r.round IS DISTINCT FROM 'asking') AS rehearsals,  -- a rapid round prepares nothing
        coalesce(m.prepared_at <= as_of, false) AS ticked_prepared
    FROM contacts c LEFT JOIN (FROM meetings WHERE id = conversation) m ON true CROSS JOIN towards t
    WHERE c.id = person;
