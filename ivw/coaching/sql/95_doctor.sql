-- What the tables allow and yet cannot have happened; the words for each fault stand in doctor.py.
--   grace: forms are filled in whole minutes; what has a day only may be a day ahead, as days begin elsewhere.
--   far: our convention, nobody agrees on a day two years from now, nor promises anything for in ten.
--   ages ago: forms refuse what was before 1970 as a slip of the keyboard (checks.py).
CREATE MACRO impossible_facts(as_of) AS TABLE
    WITH found AS (
        SELECT 'ended_before_it_began' AS fault, 'meetings' AS fact_table, contact_id, starts_at AS fact_at
        FROM meetings WHERE ended_at < starts_at
        UNION ALL
        SELECT 'ended_and_to_come', 'meetings', contact_id, ended_at
        FROM meetings WHERE ended_at > as_of + INTERVAL 1 MINUTE AND starts_at <= as_of
        UNION ALL
        SELECT 'debriefed_before_it_began', 'meetings', m.contact_id, m.starts_at
        FROM debriefs d JOIN meetings m ON m.id = d.meeting_id
        WHERE d.written_at < m.starts_at - INTERVAL 1 MINUTE AND m.starts_at <= as_of
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
        SELECT 'ages_ago', 'interactions', contact_id, happened_at FROM interactions WHERE happened_at < '1970-01-01'
        UNION ALL
        SELECT 'ages_ago', 'meetings', contact_id, starts_at FROM meetings WHERE starts_at < '1970-01-01'
        UNION ALL
        SELECT 'again_before_asked', 'interactions', contact_id, happened_at
        FROM interactions WHERE again_on::TIMESTAMPTZ < happened_at - INTERVAL 2 DAY
        UNION ALL
        SELECT 'again_far_ahead', 'interactions', contact_id, again_on::TIMESTAMPTZ
        FROM interactions WHERE again_on::TIMESTAMPTZ > as_of + INTERVAL 3650 DAY
        UNION ALL
        SELECT 'connected_and_to_come', 'contacts', id, connected_on::TIMESTAMPTZ
        FROM contacts WHERE connected_on::TIMESTAMPTZ > as_of + INTERVAL 1 DAY
        UNION ALL
        SELECT 'found_and_to_come', 'findings', contact_id, found_on::TIMESTAMPTZ
        FROM findings WHERE contact_id IS NOT NULL AND found_on::TIMESTAMPTZ > as_of + INTERVAL 1 DAY
        UNION ALL
        SELECT 'promised_and_to_come', 'promises', contact_id, greatest(made_at, done_at, dropped_at)
        FROM promises WHERE greatest(made_at, done_at, dropped_at) > as_of + INTERVAL 1 MINUTE
        UNION ALL
        SELECT 'due_far_ahead', 'promises', contact_id, due::TIMESTAMPTZ
        FROM promises WHERE due::TIMESTAMPTZ > as_of + INTERVAL 3650 DAY AND coalesce(done_at, dropped_at) IS NULL
        UNION ALL
        SELECT 'given_and_to_come', 'referrals', contact_id, greatest(given_at, done_at, dropped_at)
        FROM referrals WHERE greatest(given_at, done_at, dropped_at) > as_of + INTERVAL 1 MINUTE
        UNION ALL
        SELECT 'heard_and_to_come', 'leads', contact_id, heard_at
        FROM leads WHERE heard_at > as_of + INTERVAL 1 MINUTE
        UNION ALL
        SELECT 'done_before_made', 'promises', contact_id, made_at
        FROM promises WHERE least(done_at, dropped_at) < made_at
        UNION ALL
        SELECT 'done_before_given', 'referrals', contact_id, given_at
        FROM referrals WHERE least(done_at, dropped_at) < given_at
        UNION ALL
        SELECT 'deferred_without_a_day', 'interactions', contact_id, happened_at
        FROM interactions WHERE kind = 'deferred' AND again_on IS NULL
        UNION ALL
        SELECT 'thanked_before_met', 'interactions', i.contact_id, i.happened_at
        FROM interactions i
        JOIN (SELECT contact_id, min(starts_at) AS met_at FROM meetings WHERE status = 'held' GROUP BY contact_id) m
            ON m.contact_id = i.contact_id
        WHERE i.kind = 'thank_you' AND i.direction = 'out' AND i.happened_at < m.met_at
            AND i.happened_at > m.met_at - INTERVAL 2 DAY
    )
    SELECT f.fault, f.fact_table, f.contact_id::VARCHAR AS contact_id, c.name AS contact, f.fact_at
    FROM found f LEFT JOIN contacts c ON c.id = f.contact_id
    ORDER BY f.fault, f.fact_at, contact;
