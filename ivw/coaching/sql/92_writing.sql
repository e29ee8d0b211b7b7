-- Who else is known where these contacts work and could be asked there (our convention: a second person after three
-- business days). Whole names of organizations are compared, never parts of them. Whoever said no, was asked within 30
-- days or is not to be written to is nobody to turn to; the shortlist comes first, then people one knows.
--   keys: contacts, as text.  contact_id: the one of them.  other_id: who else.  place: 1 for who comes first
CREATE MACRO second_persons(as_of, keys) AS TABLE
    SELECT c.id AS contact_id, o.id AS other_id,
        row_number() OVER (PARTITION BY c.id
            ORDER BY o.shortlisted_at IS NULL, o.relationship IS DISTINCT FROM 'known', o.added_at DESC, o.id) AS place
    FROM contacts c JOIN contacts o ON organization_key(o.organization) = organization_key(c.organization)
    WHERE c.id IN (SELECT TRY_CAST(unnest(keys) AS UUID)) AND o.id <> c.id AND organization_key(c.organization) <> ''
        AND NOT o.do_not_contact AND o.archived_at IS NULL
        AND NOT EXISTS (FROM interactions i WHERE i.contact_id = o.id AND i.happened_at <= as_of
            AND (i.kind = 'declined'
                OR i.kind IN ('request', 'proposal', 'agreed') AND i.happened_at > as_of - INTERVAL 30 DAY))
        AND NOT EXISTS (FROM meetings m WHERE m.contact_id = o.id AND m.status = 'planned');

-- To whom something is to be written now: what is open on the queue and settled by a message, in its order; then the
-- prospects on the shortlist who were not asked yet, the newest first.
--   contact_id: whom to write to, which for a referral is the person that was named, for a second person the first one
--   known there (where nobody is, there is nothing to write yet).  action: as on the queue, or 'request' for a prospect;
--   of the promises only those to tell a referrer how it went.  about: the conversation it is about
--   why_this_person: of a prospect, what one wrote down.  total: how many there are in all
CREATE MACRO to_write(as_of, zone, how_many := 1000000, skipped := 0) AS TABLE
    WITH due AS MATERIALIZED (
        FROM queue(as_of, zone, listed := 'open')
        WHERE action IN ('thank_you', 'confirm', 'answer', 'propose_times', 'referral', 'nudge', 'check_in', 'reconnect',
            'second_person', 'promise')
    ),
    telling AS (
        SELECT d.subject_id, p.meeting_id FROM due d JOIN promises p ON p.id = d.subject_id::UUID
        JOIN meetings m ON m.id = p.meeting_id AND m.contact_id <> p.contact_id
        WHERE d.action = 'promise'
    ),
    seconds AS (
        FROM second_persons(as_of, (SELECT list(contact_id) FROM due WHERE action = 'second_person')) WHERE place = 1
    ),
    named AS (
        SELECT d.subject_id, r.prospect_id FROM due d JOIN referrals r ON r.id = d.subject_id::UUID
        WHERE d.action = 'referral' AND r.prospect_id IS NOT NULL
    ),
    unasked AS (  -- the state prospect of 60_stages.sql, without working out where everybody else stands
        SELECT c.id, row_number() OVER (ORDER BY c.shortlisted_at DESC, c.id) AS place
        FROM contacts c
        WHERE c.shortlisted_at <= as_of AND NOT c.do_not_contact AND coalesce(c.archived_at > as_of, true) AND c.id NOT IN (SELECT prospect_id FROM named)
            AND NOT EXISTS (FROM meetings m WHERE m.contact_id = c.id AND m.scheduled_at <= as_of)
            AND NOT EXISTS (FROM interactions i WHERE i.contact_id = c.id AND i.happened_at <= as_of
                AND i.kind IN ('request', 'proposal', 'agreed', 'declined'))
    ),
    listed AS (
        SELECT coalesce(n.prospect_id, s.other_id, d.contact_id::UUID) AS whom, d.* EXCLUDE (counts, place), 1 AS part,
            d.place,
            CASE WHEN d.action IN ('thank_you', 'confirm') THEN d.subject_id ELSE t.meeting_id::VARCHAR END AS about
        FROM due d LEFT JOIN named n ON n.subject_id = d.subject_id
        LEFT JOIN telling t ON t.subject_id = d.subject_id
        LEFT JOIN seconds s ON d.action = 'second_person' AND s.contact_id = d.contact_id::UUID
        WHERE (d.action <> 'promise' OR t.meeting_id IS NOT NULL)
            AND (d.action <> 'second_person' OR s.other_id IS NOT NULL)
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

-- Whether something went back to somebody since one last asked them, by the talk that began at `talked` or by a message
-- that asked for more (X15). A gift that went with an ask is none before the next one.
CREATE MACRO given_since(as_of, person, talked) AS (
    WITH said AS (
        SELECT happened_at, gives, asks FROM interactions
        WHERE contact_id = person AND direction = 'out' AND happened_at BETWEEN talked AND as_of
    ),
    asked AS (SELECT coalesce((SELECT max(happened_at) FROM said WHERE asks), talked) AS since)
    SELECT EXISTS (FROM said, asked WHERE gives AND happened_at > since)
        OR EXISTS (FROM promises, asked
            WHERE contact_id = person AND owner = 'me' AND done_at > since AND done_at <= as_of)
);
