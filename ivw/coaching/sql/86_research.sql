-- What was found out, counted. A topic counts once, however many findings it has; `to_ask` is for the conversation and
-- counts as none. What these topics are called stands in coaching/research_topics.py; a test holds that they agree.
CREATE MACRO light_topics() AS ['profile', 'search'];
CREATE MACRO deep_topics() AS ['responsibilities', 'path', 'published'];
CREATE MACRO organization_topics() AS ['goals', 'mission', 'culture', 'impact', 'stands_out', 'competitors'];
CREATE MACRO field_topics() AS ['qualifications', 'where', 'income', 'environment', 'timetable'];
-- Whether a column is filled in, as a number to count with.
CREATE MACRO is_said(words) AS (trim(coalesce(words, '')) <> '')::INT;

-- Of each organization, by its whole name: of how many topics something is known.
CREATE VIEW organizations_researched AS
    SELECT o.id, o.name, o.website, o.target_employer, organization_key(o.name) AS organization_key,
        count(DISTINCT f.topic) FILTER (f.topic = ANY(organization_topics())) AS known
    FROM organizations o LEFT JOIN findings f ON f.organization_id = o.id
    GROUP BY ALL;

-- How much is known about these people (a list of keys), a row for each.
--   light of 5 before one asks; deep of 4 once they said yes, of 10 where one knows where they work
CREATE MACRO researched(whom) AS TABLE
    WITH found AS (
        SELECT contact_id, count(DISTINCT topic) FILTER (topic = ANY(light_topics())) AS light,
            count(DISTINCT topic) FILTER (topic = ANY(deep_topics())) AS deep
        FROM findings WHERE contact_id IN (SELECT unnest(whom)) GROUP BY contact_id
    )
    SELECT c.id AS contact_id, is_said(c.why_this_person) = 1 AS has_reason,
        coalesce(f.light, 0) + is_said(c.position) + is_said(c.common_ground) + is_said(c.why_this_person) AS light,
        5 AS of_light,
        coalesce(f.deep, 0) + is_said(c.tenure) + coalesce(o.known, 0) AS deep,
        4 + 6 * is_said(c.organization) AS of_deep
    FROM contacts c
    LEFT JOIN found f ON f.contact_id = c.id
    LEFT JOIN organizations_researched o ON o.organization_key = organization_key(c.organization)
    WHERE c.id IN (SELECT unnest(whom));

-- Who works where and in what: a row for each person that is not put away, with the start of
-- their last conversation and how many there were.
CREATE VIEW who_works AS
    SELECT c.id::VARCHAR AS contact_id, c.name, c.position, c.organization, c.field,
        c.shortlisted_at IS NOT NULL AND m.met_at IS NULL AS is_prospect, m.met_at,
        coalesce(m.held, 0) AS held
    FROM contacts c
    LEFT JOIN (
        SELECT contact_id, max(starts_at) AS met_at, count(*) AS held FROM meetings WHERE status = 'held' GROUP BY contact_id
    ) m ON m.contact_id = c.id
    WHERE c.archived_at IS NULL;

-- Every organization that is written down or that somebody works for, found by words as people are.
--   id: NULL where nothing but its name is known.  place: 1 looked into or a target, 2 a prospect works there, 3 others
CREATE MACRO organizations_found(words) AS TABLE
    WITH named AS (
        SELECT organization_key(organization) AS organization_key, min(trim(organization)) AS name, count(*) AS people,
            count(*) FILTER (is_prospect) AS prospects, count(met_at) AS met
        FROM who_works WHERE organization_key(organization) <> '' GROUP BY ALL
    )
    SELECT o.id::VARCHAR AS id, coalesce(o.name, n.name) AS name, o.website,
        coalesce(o.target_employer, false) AS target_employer, coalesce(o.known, 0) AS known,
        coalesce(n.people, 0) AS people, coalesce(n.prospects, 0) AS prospects, coalesce(n.met, 0) AS met,
        CASE WHEN o.known > 0 OR o.target_employer THEN 1 WHEN n.prospects > 0 THEN 2 ELSE 3 END AS place
    FROM organizations_researched o FULL JOIN named n USING (organization_key)
    WHERE list_bool_and([
        contains(search_key(coalesce(o.name, n.name)), word)
        FOR word IN string_split_regex(trim(search_key(words)), '\s+')
    ]);
