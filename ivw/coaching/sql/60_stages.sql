-- Where the matter of each contact stands while nothing is due.
CREATE MACRO resting(as_of, zone, whom := NULL) AS TABLE
    SELECT c.id AS contact_id,
        CASE
            WHEN c.archived_at <= as_of THEN 'archived'
            WHEN c.do_not_contact THEN 'do_not_contact'
            WHEN t.dormant THEN 'dormant'
            WHEN m.closed THEN 'declined'
            WHEN m.parks_on <= local_day(as_of, zone) THEN 'parked'
            WHEN m.is_open AND NOT m.has_planned THEN 'waiting'
            WHEN e.has_planned THEN 'scheduled'
            WHEN t.contact_id IS NOT NULL THEN 'on_track'
            ELSE 'prospect'
        END AS state,
        t.contact_id IS NOT NULL AS is_met
    FROM contacts c
    LEFT JOIN ties(as_of, zone, whom := whom) t ON t.contact_id = c.id
    LEFT JOIN matters(as_of, zone, whom := whom) m ON m.contact_id = c.id
    LEFT JOIN encounters(as_of, whom := whom) e ON e.contact_id = c.id
    WHERE whom IS NULL OR c.id = whom;

-- The state of each contact: the first item that is not upcoming, else where the matter stands.
CREATE MACRO stages(as_of, zone, whom := NULL) AS TABLE
    WITH firsts AS (
        SELECT contact_id,
            arg_min(action || '_' || status, (status_rank(status), action_rank(action), due_at)) AS first_item
        FROM all_items(as_of, zone, whom := whom) WHERE status <> 'upcoming' AND hidden_until IS NULL GROUP BY contact_id
    )
    SELECT r.contact_id, coalesce(f.first_item, r.state) AS state, r.is_met
    FROM resting(as_of, zone, whom := whom) r LEFT JOIN firsts f ON f.contact_id = r.contact_id;
