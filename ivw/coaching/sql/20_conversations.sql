-- Every conversation as it stood at that instant: a held one counts from its end, one called off from then on,
-- and before that both were planned, from the moment they were scheduled.
CREATE MACRO conversations(as_of) AS TABLE
    WITH timed AS (
        SELECT *,
            starts_at + to_minutes(minutes) AS agreed_end,
            coalesce(ended_at, starts_at + to_minutes(minutes)) AS held_until,
            coalesce(cancelled_at, starts_at) AS called_off_at
        FROM meetings
    )
    SELECT id, contact_id, scheduled_at, starts_at, minutes, agreed_end, held_until, called_off_at,
        thanks_dropped_at <= as_of AS thanks_dropped,
        coalesce(prepared_at <= as_of, false) OR EXISTS (
            FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = timed.id AND r.finished_at <= as_of
        ) AS prepared,
        CASE
            WHEN status = 'held' AND held_until <= as_of THEN 'held'
            WHEN status IN ('cancelled', 'no_show') AND called_off_at <= as_of THEN 'called_off'
            WHEN scheduled_at <= as_of THEN 'planned'
        END AS standing
    FROM timed;

-- For each contact ever met: the end of the first and of the last held conversation.
CREATE MACRO met(as_of) AS TABLE
    SELECT contact_id, min(held_until) AS first_met, max(held_until) AS last_met, count(*) AS times_met
    FROM conversations(as_of) WHERE standing = 'held' GROUP BY contact_id;

CREATE MACRO planned(as_of) AS TABLE
    SELECT DISTINCT contact_id FROM conversations(as_of) WHERE standing = 'planned';
