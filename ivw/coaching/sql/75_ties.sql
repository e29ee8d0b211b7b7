-- The ties as a list: everybody met with the health of the tie, weakest first, dormant ones last, a page of it.
--   shown: 'all', 'attention' (below healthy) or 'dormant'.  showing: the page that this contact is on, wherever that is
--   skipped: so many ties before the page; where there are not so many, it is the last page
--   first: how many stand before it
--   network: mean score weighted A 4, B 3, C 2, D 1 (NULL where nobody has one); then how many ties are in each band.
--   They stand in every row, and in one without a tie where the page is empty.
CREATE MACRO ties_listed(as_of, zone, shown := 'all', how_many := 0, skipped := 0, showing := NULL) AS TABLE
    WITH every AS MATERIALIZED (
        SELECT h.contact_id::VARCHAR AS contact_id, c.name AS contact, c.organization, c.position, c.tie,
            c.cadence_days AS own_cadence, c.do_not_contact, h.score, h.band,
            h.F::DOUBLE AS F, h.R::DOUBLE AS R, h.C::DOUBLE AS C, h.G::DOUBLE AS G,
            h.uncapped, h.cap, h.longest_delay, h.cadence, h.silent_days, h.last_talked, h.dormant
        FROM health(as_of, zone) h JOIN contacts c ON c.id = h.contact_id
    ),
    placed AS (
        SELECT *, row_number() OVER (ORDER BY score NULLS LAST, search_key(contact), contact_id) AS place FROM every
        WHERE CASE shown WHEN 'attention' THEN band <> 'healthy' WHEN 'dormant' THEN dormant ELSE true END
    ),
    pages AS (
        SELECT CASE WHEN how_many > 0 THEN greatest(0, how_many * ((coalesce(
            max(place) FILTER (contact_id = showing), least(skipped + 1, coalesce(max(place), 1))
        ) - 1) // how_many)) ELSE 0 END AS first FROM placed
    ),
    page AS (SELECT p.* FROM placed p, pages WHERE place > first AND place <= first + how_many),
    network AS (
        SELECT
            floor(round(sum(e.score * w.weight) / sum(w.weight) FILTER (e.score IS NOT NULL), 6) + 0.5)::INT AS network,
            count(*) FILTER (e.band = 'healthy') AS healthy,
            count(*) FILTER (e.band = 'attention') AS attention,
            count(*) FILTER (e.band = 'at_risk') AS at_risk,
            count(*) FILTER (e.band = 'fading') AS fading,
            count(*) FILTER (e.dormant) AS is_dormant
        FROM every e
        JOIN (VALUES ('A', 4), ('B', 3), ('C', 2), ('D', 1)) w(tie, weight) ON w.tie = coalesce(e.tie, 'C')
    )
    SELECT p.*, n.*, first FROM network n CROSS JOIN pages LEFT JOIN page p ON true ORDER BY p.place;

CREATE MACRO network_health(as_of, zone) AS TABLE
    SELECT network, healthy, attention, at_risk, fading, is_dormant FROM ties_listed(as_of, zone);

-- What is or was owed to one contact, with its words.
CREATE MACRO debts_told(as_of, zone, contact) AS TABLE
    SELECT d.action, d.subject_id::VARCHAR AS subject_id, coalesce(p.what, r.name) AS what, d.weight, d.opens_at, d.due_at,
        d.settled_at, d.dropped, d.lapsed, d.still_open
    FROM debts(as_of, zone, whom := contact::UUID) d
    LEFT JOIN promises p ON p.id = d.subject_id
    LEFT JOIN referrals r ON r.id = d.subject_id;
