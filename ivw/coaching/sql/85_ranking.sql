-- The ranked shortlist: whom to ask next, by how well they fit and how easy they are to reach.

-- Who is on it: shortlisted, neither archived nor marked do not contact, never met and not asked yet. That is the state
-- prospect of 60_stages.sql, without working out where everybody else stands.
CREATE MACRO prospects(as_of) AS TABLE
    SELECT c.* FROM contacts c
    WHERE c.shortlisted_at <= as_of AND NOT c.do_not_contact AND coalesce(c.archived_at > as_of, true)
        AND NOT EXISTS (FROM meetings m WHERE m.contact_id = c.id AND m.scheduled_at <= as_of)
        AND NOT EXISTS (FROM interactions i WHERE i.contact_id = c.id AND i.happened_at <= as_of
            AND i.kind IN ('request', 'proposal', 'agreed', 'declined'));

-- Fit, 0 to 100: three ratings of 0 to 3, each with its points at most; one that is not said counts as the middle.
--   points: a MAP of ranking.py, 'interest_fit' and so on
CREATE MACRO fit_points(points, interest, in_values, in_experience) AS (
    points['interest_fit'] * coalesce(interest, 1.5)
    + points['values_fit'] * coalesce(in_values, 1.5)
    + points['experience_fit'] * coalesce(in_experience, 1.5)) / 3;

-- Everybody on it with what the rank is made of, best first, a page of it.
--   points: a MAP of ranking.py: 'interest_fit', 'relationship known', 'address yes' and so on.  fit_share: 0 to 1
--   referral: 'yes', 'not asked' or 'no', whether one may mention whoever named them; the best one, if several did
--   met_there: somebody met at the same organization.  place: the rank, from 1.  total: how many are on it
CREATE MACRO shortlist_ranked(as_of, points, fit_share, how_many, skipped) AS TABLE
    WITH listed AS MATERIALIZED (FROM prospects(as_of)),
    named AS (
        SELECT r.prospect_id, arg_max({may: r.may_mention, id: g.id::VARCHAR, name: g.name}, (
                CASE r.may_mention WHEN 'yes' THEN 2 WHEN 'not asked' THEN 1 ELSE 0 END, NOT g.do_not_contact, r.given_at, r.id
            )) AS best
        FROM referrals r JOIN contacts g ON g.id = r.contact_id
        WHERE r.given_at <= as_of AND coalesce(r.dropped_at > as_of, true) AND r.prospect_id <> r.contact_id
        GROUP BY r.prospect_id
    ),
    met AS (
        SELECT organization_key(c.organization) AS there, arg_max(c.name, (e.last_met, c.id)) AS who
        FROM encounters(as_of) e JOIN contacts c ON c.id = e.contact_id
        WHERE e.times_met > 0 AND trim(c.organization) <> '' GROUP BY there
    ),
    known AS (
        SELECT p.*, n.best.may AS referral, n.best.id AS referrer_id, n.best.name AS referrer, m.who AS met_there,
            coalesce(trim(p.email), '') <> '' OR coalesce(trim(p.linkedin_url), '') <> '' AS has_address,
            coalesce(trim(p.mutual_contact), '') <> '' AS has_mutual
        FROM listed p
        LEFT JOIN named n ON n.prospect_id = p.id
        LEFT JOIN met m ON m.there = organization_key(p.organization)
    ),
    scored AS (
        SELECT *,
            fit_points(points, interest_fit, values_fit, experience_fit) AS fit,
            points['relationship ' || coalesce(relationship, 'stranger')]
                + points['tie ' || coalesce(tie, 'C')]
                + coalesce(points['referral ' || referral], 0)
                + CASE WHEN has_mutual THEN points['mutual yes'] ELSE 0 END
                + CASE WHEN has_address THEN points['address yes'] ELSE 0 END
                + coalesce(points['source ' || source_kind], 0)
                + CASE WHEN met_there IS NOT NULL THEN points['met_there yes'] ELSE 0 END AS access
        FROM known
    ),
    placed AS (
        SELECT *, fit_share * fit + (1 - fit_share) * access AS score,
            row_number() OVER (ORDER BY round(fit_share * fit + (1 - fit_share) * access, 6) DESC, round(fit, 6) DESC,
                search_key(name), id) AS place,
            count(*) OVER () AS total
        FROM scored
    )
    SELECT id::VARCHAR AS contact_id, name, given_name, organization, position, interest_fit, values_fit, experience_fit,
        relationship, tie, referral, referrer_id, referrer, nullif(trim(mutual_contact), '') AS mutual_contact,
        has_address, source_kind, met_there, nullif(trim(why_this_person), '') AS why_this_person,
        fit::DOUBLE AS fit, access::DOUBLE AS access, score::DOUBLE AS score, place, total
    FROM placed ORDER BY place LIMIT how_many OFFSET skipped;

-- Who is shortlisted, not met, and not ranked, with the state of 60_stages.sql that says why.
CREATE MACRO shortlist_apart(as_of, zone, how_many, skipped) AS TABLE
    SELECT c.id::VARCHAR AS contact_id, c.name, r.state, count(*) OVER () AS total
    FROM contacts c JOIN resting(as_of, zone) r ON r.contact_id = c.id
    WHERE c.shortlisted_at <= as_of AND NOT r.is_met AND c.id NOT IN (SELECT id FROM prospects(as_of))
    ORDER BY search_key(c.name), c.id LIMIT how_many OFFSET skipped;

-- How well somebody fitted and how useful the talk with them was: debriefs that were written by as_of, of people with at
-- least one rating of their fit, the newest first.
CREATE MACRO fit_and_use(as_of, points, how_many) AS TABLE
    SELECT d.meeting_id::VARCHAR AS meeting_id, c.name, d.useful,
        fit_points(points, c.interest_fit, c.values_fit, c.experience_fit)::DOUBLE AS fit
    FROM debriefs d
    JOIN conversations(as_of) v ON v.id = d.meeting_id AND v.standing = 'held'
    JOIN contacts c ON c.id = v.contact_id
    WHERE d.written_at <= as_of AND d.useful IS NOT NULL
        AND coalesce(c.interest_fit, c.values_fit, c.experience_fit) IS NOT NULL
    ORDER BY v.starts_at DESC, d.meeting_id LIMIT how_many;
