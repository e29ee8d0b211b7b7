-- To whom something is to be written now: what is open on the queue and settled by a message, in its order; then the
-- prospects on the shortlist who were not asked yet, the newest first.
--   contact_id: whom to write to, which for a referral is the person that was named.  action: as on the queue, or
--   'request' for a prospect.  why_this_person: of a prospect, what one wrote down.  total: how many there are in all
CREATE MACRO to_write(as_of, zone, how_many := 1000000, skipped := 0) AS TABLE
    WITH due AS MATERIALIZED (
        FROM queue(as_of, zone, listed := 'open')
        WHERE action IN ('thank_you', 'confirm', 'answer', 'propose_times', 'referral', 'nudge', 'check_in', 'reconnect')
    ),
    named AS (
        SELECT d.subject_id, r.prospect_id FROM due d JOIN referrals r ON r.id = d.subject_id::UUID
        WHERE d.action = 'referral' AND r.prospect_id IS NOT NULL
    ),
    unasked AS (  -- the state prospect of 60_stages.sql, without working out where everybody else stands
        SELECT c.id, row_number() OVER (ORDER BY c.shortlisted_at DESC, c.id) AS place
        FROM contacts c
        WHERE c.shortlisted_at <= as_of AND NOT c.do_not_contact AND c.id NOT IN (SELECT prospect_id FROM named)
            AND NOT EXISTS (FROM meetings m WHERE m.contact_id = c.id AND m.scheduled_at <= as_of)
            AND NOT EXISTS (FROM interactions i WHERE i.contact_id = c.id AND i.happened_at <= as_of
                AND i.kind IN ('request', 'proposal', 'agreed', 'declined'))
    ),
    listed AS (
        SELECT coalesce(n.prospect_id, d.contact_id::UUID) AS whom, d.* EXCLUDE (counts, place), 1 AS part, d.place
        FROM due d LEFT JOIN named n ON n.subject_id = d.subject_id
        UNION ALL BY NAME
        SELECT id AS whom, id::VARCHAR AS contact_id, 'request' AS action, 'due' AS status, as_of AS opens_at,
            as_of AS due_at, id::VARCHAR AS subject_id, 2 AS part, place
        FROM unasked
    ),
    page AS (SELECT *, count(*) OVER () AS total FROM listed ORDER BY part, place LIMIT how_many OFFSET skipped)
    SELECT p.* EXCLUDE (contact_id, contact, organization, position, whom), p.contact_id, p.whom::VARCHAR AS whom,
        coalesce(p.contact, c.name) AS contact, c.name AS named, c.organization, c.position, c.why_this_person
    FROM page p JOIN contacts c ON c.id = p.whom
    ORDER BY p.part, p.place;
