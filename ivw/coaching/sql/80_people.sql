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

-- The people a search finds. words: every one of them must stand in name, organization, position, field or tags.
--   listed: 'shortlist' (prospects, not yet met), 'met', or 'everyone'
CREATE MACRO people(words, listed) AS TABLE
    WITH tagged AS (
        SELECT contact_id, string_agg(tag, ', ' ORDER BY tag) AS tags FROM contact_tags GROUP BY contact_id
    ),
    ever_met AS (SELECT contact_id, max(starts_at) AS met_at FROM meetings WHERE status = 'held' GROUP BY contact_id)
    SELECT c.id::VARCHAR AS contact_id, c.name, c.organization, c.position, c.field, c.tie, c.shortlisted_at, m.met_at,
        t.tags, c.do_not_contact
    FROM contacts c
    LEFT JOIN tagged t ON t.contact_id = c.id
    LEFT JOIN ever_met m ON m.contact_id = c.id
    WHERE list_bool_and([
            contains(search_key(concat_ws(' ', c.name, c.organization, c.position, c.field, t.tags)), word)
            FOR word IN string_split_regex(trim(search_key(words)), '\s+')
        ])
        AND CASE listed
            WHEN 'shortlist' THEN c.shortlisted_at IS NOT NULL AND m.met_at IS NULL
            WHEN 'met' THEN m.met_at IS NOT NULL
            ELSE true
        END;

-- What hangs on one contact and goes with them: a row for each fact, named by its table.
CREATE MACRO hanging_on(whom) AS TABLE
    SELECT 1 AS place, 'interactions' AS table_name FROM interactions WHERE contact_id = whom
    UNION ALL SELECT 2, 'meetings' FROM meetings WHERE contact_id = whom
    UNION ALL SELECT 3, 'debriefs' FROM debriefs d JOIN meetings m ON m.id = d.meeting_id WHERE m.contact_id = whom
    UNION ALL SELECT 4, 'promises' FROM promises WHERE contact_id = whom
    UNION ALL SELECT 5, 'referrals' FROM referrals WHERE contact_id = whom
    UNION ALL SELECT 6, 'findings' FROM findings WHERE contact_id = whom
    UNION ALL SELECT 7, 'leads' FROM leads WHERE contact_id = whom;
