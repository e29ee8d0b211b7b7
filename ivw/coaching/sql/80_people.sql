-- Everything that happened with anybody, on one time line.
CREATE VIEW activity AS
    SELECT contact_id, id AS fact_id, 'interactions' AS fact_table, kind AS what, direction, happened_at, text AS words
    FROM interactions
    UNION ALL
    SELECT contact_id, id, 'meetings',
        CASE status WHEN 'held' THEN 'conversation' WHEN 'planned' THEN 'scheduled' ELSE status END, 'both',
        CASE status WHEN 'held' THEN coalesce(ended_at, starts_at + to_minutes(minutes))
            WHEN 'planned' THEN scheduled_at ELSE coalesce(cancelled_at, starts_at) END,
        about
    FROM meetings
    UNION ALL
    SELECT contact_id, id, 'promises', CASE owner WHEN 'me' THEN 'promise' ELSE 'their_promise' END,
        CASE owner WHEN 'me' THEN 'out' ELSE 'in' END, made_at, what
    FROM promises WHERE made_at IS NOT NULL
    UNION ALL
    SELECT contact_id, id, 'promises', 'promise_kept', 'out', done_at, what
    FROM promises WHERE done_at IS NOT NULL AND owner = 'me'
    UNION ALL
    SELECT contact_id, id, 'referrals', 'referral', 'in', given_at, name FROM referrals
    UNION ALL
    SELECT contact_id, id, 'referrals', 'referral_followed', 'out', done_at, name
    FROM referrals WHERE done_at IS NOT NULL;

-- Everything longer that is written about anybody: what a search looks through besides names and facts.
--   place: a column of contacts, a kind of interaction, 'conversation' or 'finding'
CREATE VIEW written_about AS
    SELECT id AS contact_id, 'why_this_person' AS place, NULL::TIMESTAMPTZ AS said_at, why_this_person AS words
    FROM contacts WHERE why_this_person IS NOT NULL
    UNION ALL SELECT id, 'common_ground', NULL, common_ground FROM contacts WHERE common_ground IS NOT NULL
    UNION ALL SELECT id, 'what_they_get', NULL, what_they_get FROM contacts WHERE what_they_get IS NOT NULL
    UNION ALL SELECT id, 'experience', NULL, experience FROM contacts WHERE experience IS NOT NULL
    UNION ALL SELECT contact_id, kind, happened_at, text FROM interactions WHERE text IS NOT NULL
    UNION ALL SELECT contact_id, 'conversation', starts_at, about FROM meetings WHERE about IS NOT NULL
    UNION ALL SELECT contact_id, 'conversation', starts_at, notes FROM meetings WHERE notes IS NOT NULL
    UNION ALL SELECT contact_id, 'finding', found_on, finding FROM findings WHERE contact_id IS NOT NULL;

CREATE MACRO search_words(sought) AS [w FOR w IN string_split_regex(trim(search_key(sought)), '\s+') IF w <> ''];

-- The people a search finds: every word must stand in a name, organization, position, field or tag, or in what is
-- written about somebody.
--   listed: 'shortlist' (prospects, not yet met), 'met', 'archived', or 'everyone' but the archived
--   in_field ... of_kind: whom else the list is cut to, NULL for no cut; among: ids, NULL for everybody
--   rank: 0 where every word begins a word of the name, 1 of any fact, 2 where it stands within one, 3 in a longer text
--   missing: the words that stand in no fact
CREATE MACRO people(
    sought, listed, in_field := NULL, at_organization := NULL, from_source := NULL, of_tie := NULL, with_tag := NULL,
    of_kind := NULL, among := NULL
) AS TABLE
    WITH tagged AS (
        SELECT contact_id, string_agg(tag, ', ' ORDER BY tag) AS tags,
            bool_or(search_key(tag) = search_key(with_tag)) AS has_tag
        FROM contact_tags GROUP BY contact_id
    ),
    ever_met AS (SELECT contact_id, max(starts_at) AS met_at FROM meetings WHERE status = 'held' GROUP BY contact_id),
    here AS MATERIALIZED (
        SELECT c.id, c.name, c.organization, c.position, c.field, c.tie, c.shortlisted_at, m.met_at, t.tags,
            c.do_not_contact, c.archived_at,
            search_key(concat_ws(' ', c.name, c.organization, c.position, c.field, t.tags)) AS facts,
            [w FOR w IN search_words(sought) IF NOT contains(facts, w)] AS missing
        FROM contacts c
        LEFT JOIN tagged t ON t.contact_id = c.id
        LEFT JOIN ever_met m ON m.contact_id = c.id
        WHERE (c.archived_at IS NOT NULL) = (listed = 'archived')
            AND CASE listed
                WHEN 'shortlist' THEN c.shortlisted_at IS NOT NULL AND m.met_at IS NULL
                WHEN 'met' THEN m.met_at IS NOT NULL
                ELSE true
            END
            AND (in_field IS NULL OR search_key(trim(c.field)) = search_key(trim(in_field)))
            AND (at_organization IS NULL OR organization_key(c.organization) = organization_key(at_organization))
            AND (from_source IS NULL OR c.source_kind = from_source)
            AND (of_tie IS NULL OR coalesce(c.tie, 'C') = of_tie)
            AND (with_tag IS NULL OR t.has_tag)
            AND (of_kind IS NULL OR c.kind_of_person = of_kind)
            AND (among IS NULL OR c.id IN (SELECT unnest(among::UUID[])))
    ),
    looked_for AS (SELECT DISTINCT unnest(missing) AS word FROM here),
    noted AS (
        SELECT w.contact_id, list(DISTINCT l.word) AS noted
        FROM (SELECT contact_id, search_key(t.words) AS folded FROM written_about t) w
        JOIN looked_for l ON contains(w.folded, l.word)
        GROUP BY w.contact_id
    )
    SELECT h.id::VARCHAR AS contact_id, h.name, h.organization, h.position, h.field, h.tie, h.shortlisted_at, h.met_at,
        h.tags, h.do_not_contact, h.archived_at, h.missing,
        CASE
            WHEN trim(sought) = '' THEN 0
            WHEN len(h.missing) > 0 THEN 3
            WHEN list_bool_and([contains(' ' || search_key(h.name), ' ' || w) FOR w IN search_words(sought)]) THEN 0
            -- blanks for what else stands before a word, so that each word begins behind a blank
            WHEN list_bool_and([contains(' ' || translate(h.facts, '-./(''"&@,', '         '), ' ' || w)
                FOR w IN search_words(sought)]) THEN 1
            ELSE 2
        END AS rank
    FROM here h LEFT JOIN noted n ON n.contact_id = h.id
    WHERE len(h.missing) = 0 OR list_has_all(n.noted, h.missing);

-- Where these words stand in what is written about these people: for each the text to show, their own facts first,
-- then the newest.
CREATE MACRO found_in_texts(keys, sought) AS TABLE
    WITH texts AS MATERIALIZED (
        SELECT * FROM written_about WHERE contact_id IN (SELECT unnest(keys::UUID[]))
    )
    SELECT contact_id::VARCHAR AS contact_id,
        arg_max({place: place, words: t.words}, (len([w FOR w IN search_words(sought) IF contains(search_key(t.words), w)]),
            coalesce(said_at, TIMESTAMPTZ 'infinity'), place)) AS shown
    FROM texts t WHERE list_bool_or([contains(search_key(t.words), w) FOR w IN search_words(sought)])
    GROUP BY contact_id;

-- What hangs on one contact and goes with them: a row for each fact, named by its table.
CREATE MACRO hanging_on(whom) AS TABLE
    SELECT 1 AS place, 'interactions' AS table_name FROM interactions WHERE contact_id = whom
    UNION ALL SELECT 2, 'meetings' FROM meetings WHERE contact_id = whom
    UNION ALL SELECT 3, 'debriefs' FROM debriefs d JOIN meetings m ON m.id = d.meeting_id WHERE m.contact_id = whom
    UNION ALL SELECT 4, 'promises' FROM promises WHERE contact_id = whom
    UNION ALL SELECT 5, 'referrals' FROM referrals WHERE contact_id = whom
    UNION ALL SELECT 6, 'findings' FROM findings WHERE contact_id = whom
    UNION ALL SELECT 7, 'leads' FROM leads WHERE contact_id = whom;
