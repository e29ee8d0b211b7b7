-- The ball is theirs: open requests that nothing is due on, by what happened last; parked ones or the others.
--   nudge_on: when one's next reminder opens; NULL where none is permitted any more
CREATE MACRO with_them(as_of, zone, are_parked, how_many, skipped) AS TABLE
    SELECT c.id AS contact_id, c.name AS contact, c.organization, m.newest.kind AS newest, m.newest.happened_at AS since,
        m.nudges_sent, m.nudge_on, count(*) OVER () AS total
    FROM matters(as_of, zone) m
    JOIN contacts c ON c.id = m.contact_id AND NOT c.do_not_contact AND coalesce(c.archived_at > as_of, true)
    WHERE m.is_open AND NOT m.has_planned
        AND (m.newest.direction = 'out' OR m.newest.kind = 'deferred')
        AND coalesce(m.parks_on <= local_day(as_of, zone), false) = are_parked
        AND (are_parked OR coalesce(m.nudge_on > local_day(as_of, zone), true))
    ORDER BY since, contact, contact_id LIMIT how_many OFFSET skipped;
