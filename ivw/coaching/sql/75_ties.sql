-- The ties as a list: everybody met with the health of the tie, weakest first, dormant ones last.
--   shown: 'all', 'attention' (below healthy) or 'dormant'.  place: where a tie stands on that list, from 1
CREATE MACRO ties_listed(as_of, zone, shown) AS TABLE
    SELECT h.contact_id::VARCHAR AS contact_id, c.name AS contact, c.organization, c.position, c.tie,
        c.cadence_days AS own_cadence, c.do_not_contact, h.score, h.band,
        h.F::DOUBLE AS F, h.R::DOUBLE AS R, h.C::DOUBLE AS C, h.G::DOUBLE AS G,
        h.uncapped, h.cap, h.longest_delay, h.cadence, h.silent_days, h.last_talked, h.dormant,
        row_number() OVER (ORDER BY h.score NULLS LAST, search_key(c.name), c.id) AS place
    FROM health(as_of, zone) h
    JOIN contacts c ON c.id = h.contact_id
    WHERE CASE shown WHEN 'attention' THEN h.band <> 'healthy' WHEN 'dormant' THEN h.dormant ELSE true END;

-- What is or was owed to one contact, with its words.
CREATE MACRO debts_told(as_of, zone, contact) AS TABLE
    SELECT d.action, d.subject_id::VARCHAR AS subject_id, coalesce(p.what, r.name) AS what, d.weight, d.opens_at, d.due_at,
        d.settled_at, d.dropped, d.lapsed, d.still_open
    FROM debts(as_of, zone, whom := contact::UUID) d
    LEFT JOIN promises p ON p.id = d.subject_id
    LEFT JOIN referrals r ON r.id = d.subject_id;
