-- Every macro that speaks of contacts takes `whom`: NULL for everybody, or the id of one, whose answer then costs little.

-- Every conversation as it stood at that instant: a held one counts from its end, one called off from then on,
-- and before that both were planned, from the moment they were scheduled.
CREATE MACRO conversations(as_of, whom := NULL) AS TABLE
    WITH timed AS (
        SELECT *,
            starts_at + to_minutes(minutes) AS agreed_end,
            coalesce(ended_at, starts_at + to_minutes(minutes)) AS held_until,
            coalesce(cancelled_at, starts_at) AS called_off_at
        FROM meetings WHERE whom IS NULL OR contact_id = whom
    )
    SELECT id, contact_id, scheduled_at, starts_at, minutes, agreed_end, held_until, called_off_at,
        coalesce(thanks_dropped_at <= as_of, false) AS thanks_dropped,
        coalesce(prepared_at <= as_of, false) AS ticked_prepared,
        CASE
            WHEN status = 'held' AND held_until <= as_of THEN 'held'
            WHEN status IN ('cancelled', 'no_show') AND called_off_at <= as_of THEN 'called_off'
            WHEN scheduled_at <= as_of THEN 'planned'
        END AS standing
    FROM timed;

-- For each contact with a conversation: the end of the first and of the last one held, how many were, and whether
-- one is planned.
CREATE MACRO encounters(as_of, whom := NULL) AS TABLE
    SELECT contact_id,
        min(held_until) FILTER (standing = 'held') AS first_met,
        max(held_until) FILTER (standing = 'held') AS last_met,
        count(*) FILTER (standing = 'held') AS times_met,
        coalesce(bool_or(standing = 'planned'), false) AS has_planned
    FROM conversations(as_of, whom := whom) GROUP BY contact_id;
