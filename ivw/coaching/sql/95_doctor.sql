-- What the tables allow and yet cannot have happened; the words for each fault stand in doctor.py.
--   grace: forms are filled in whole minutes.  far: our convention, nobody agrees on a day two years from now
CREATE MACRO impossible_facts(as_of) AS TABLE
    WITH found AS (
        SELECT 'ended_before_it_began' AS fault, 'meetings' AS fact_table, contact_id, starts_at AS fact_at
        FROM meetings WHERE ended_at < starts_at
        UNION ALL
        SELECT 'held_and_to_come', 'meetings', contact_id, starts_at
        FROM meetings WHERE status = 'held' AND starts_at > as_of + INTERVAL 1 MINUTE
        UNION ALL
        SELECT 'planned_far_ahead', 'meetings', contact_id, starts_at
        FROM meetings WHERE status = 'planned' AND starts_at > as_of + INTERVAL 730 DAY
        UNION ALL
        SELECT 'agreed_and_to_come', 'meetings', contact_id, scheduled_at
        FROM meetings WHERE scheduled_at > as_of + INTERVAL 1 MINUTE AND (status <> 'held' OR starts_at <= as_of)
        UNION ALL
        SELECT 'logged_and_to_come', 'interactions', contact_id, happened_at
        FROM interactions WHERE happened_at > as_of + INTERVAL 1 MINUTE
        UNION ALL
        SELECT 'done_before_made', 'promises', contact_id, made_at
        FROM promises WHERE least(done_at, dropped_at) < made_at
        UNION ALL
        SELECT 'done_before_given', 'referrals', contact_id, given_at
        FROM referrals WHERE least(done_at, dropped_at) < given_at
        UNION ALL
        SELECT 'deferred_without_a_day', 'interactions', contact_id, happened_at
        FROM interactions WHERE kind = 'deferred' AND again_on IS NULL
    )
    SELECT f.fault, f.fact_table, f.contact_id::VARCHAR AS contact_id, c.name AS contact, f.fact_at
    FROM found f LEFT JOIN contacts c ON c.id = f.contact_id
    ORDER BY f.fault, f.fact_at, contact;
