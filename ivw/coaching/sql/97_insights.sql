-- What all conversations together say: only debriefs written by as_of, of conversations held by then.

-- Every such debrief with whom one talked and in which field they work.
CREATE MACRO debriefed(as_of) AS TABLE
    SELECT d.id AS debrief_id, d.meeting_id, v.contact_id, c.name AS contact, nullif(trim(c.field), '') AS field,
        v.starts_at, d.path_fit, d.useful, d.rapport, d.confidence_before, d.confidence_after, d.energy_before,
        d.energy_after, c.interest_fit, c.values_fit, c.experience_fit,
        nullif(trim(d.learned), '') AS learned, nullif(trim(d.changed_view), '') AS changed_view,
        nullif(trim(d.believed_before), '') AS believed_before, nullif(trim(d.believed_after), '') AS believed_after,
        nullif(trim(d.use_in_application), '') AS use_in_application
    FROM debriefs d
    JOIN conversations(as_of) v ON v.id = d.meeting_id AND v.standing = 'held'
    JOIN contacts c ON c.id = v.contact_id
    WHERE d.written_at <= as_of;

-- How the words of themes and fields are compared: without case, accents and extra blanks.
CREATE MACRO same_words(words) AS trim(regexp_replace(search_key(words), '\s+', ' ', 'g'));

CREATE MACRO insight_counts(as_of) AS TABLE
    WITH told AS MATERIALIZED (FROM debriefed(as_of)),
    written AS (
        SELECT count(*) AS debriefs, count(path_fit) AS fits,
            count(*) FILTER (path_fit IS NOT NULL AND field IS NULL) AS fits_without_field,
            count(DISTINCT CASE WHEN path_fit IS NOT NULL THEN same_words(field) END) AS fields,
            count(*) FILTER (learned IS NOT NULL OR changed_view IS NOT NULL) AS said,
            count(*) FILTER (coalesce(believed_before, believed_after, changed_view) IS NOT NULL) AS changed,
            count(use_in_application) AS uses
        FROM told
    ),
    -- Like words are put together before they are compared: the same ones come again and again.
    themed AS (SELECT DISTINCT t.theme FROM themes t SEMI JOIN told USING (debrief_id)),
    heard AS (
        SELECT count(*) FILTER (NOT gone) AS leads, count(*) FILTER (unadvertised AND NOT gone) AS unadvertised,
            count(*) FILTER (gone) AS leads_dropped
        FROM (SELECT unadvertised, coalesce(dropped_at <= as_of, false) AS gone FROM leads WHERE heard_at <= as_of)
    )
    SELECT w.*, h.*,
        (SELECT count(*) FROM meetings WHERE status = 'held'
            AND coalesce(ended_at, starts_at + to_minutes(minutes)) <= as_of) AS talks,
        (SELECT count(DISTINCT same_words(theme)) FROM themed) AS themes,
        (SELECT count(*) FROM referrals WHERE given_at <= as_of) AS referrals
    FROM written w, heard h;

-- How well each conversation fitted one's own path, by field: those with enough talks first, then what pulls most.
--   mean and talks speak of all talks in the field, the rows of the newest `most_talks` of them
CREATE MACRO path_fits(as_of, zone, enough, most_fields, most_talks) AS TABLE
    WITH rated AS (
        SELECT *, same_words(field) AS field_key FROM debriefed(as_of) WHERE path_fit IS NOT NULL AND field IS NOT NULL
    ),
    grouped AS (
        SELECT field_key, arg_max(field, starts_at) AS named, count(*) AS talks, avg(path_fit)::DOUBLE AS mean
        FROM rated GROUP BY field_key
    ),
    pulled AS (
        SELECT *, row_number() OVER (ORDER BY talks >= enough DESC, mean DESC, talks DESC, field_key) AS place FROM grouped
    )
    SELECT p.place, p.named AS field, p.talks, p.mean, r.meeting_id::VARCHAR AS meeting_id, r.contact,
        local_day(r.starts_at, zone) AS day, r.path_fit
    FROM pulled p JOIN rated r USING (field_key) WHERE p.place <= most_fields
    QUALIFY row_number() OVER (PARTITION BY field_key ORDER BY r.starts_at DESC, r.meeting_id) <= most_talks
    ORDER BY p.place, r.starts_at, r.meeting_id;

-- Themes by how many different people said them. of_kind: NULL for all.  total: how many such themes there are
CREATE MACRO themes_told(as_of, of_kind, how_many, skipped) AS TABLE
    WITH keyed AS (SELECT theme, same_words(theme) AS theme_key FROM (SELECT DISTINCT theme FROM themes)),
    said AS (
        SELECT k.theme_key, trim(t.theme) AS theme, t.kind, d.contact_id, d.meeting_id, d.starts_at
        FROM themes t JOIN debriefed(as_of) d USING (debrief_id) JOIN keyed k USING (theme)
    ),
    grouped AS (
        SELECT theme_key, arg_max(theme, starts_at) AS named, arg_max(kind, starts_at) AS newest_kind,
            count(DISTINCT contact_id) AS people, count(DISTINCT meeting_id) AS talks, max(starts_at) AS last_at
        FROM said GROUP BY theme_key
    )
    SELECT theme_key, named AS theme, newest_kind AS kind, people, talks, count(*) OVER () AS total
    FROM grouped WHERE of_kind IS NULL OR newest_kind = of_kind
    ORDER BY people DESC, talks DESC, last_at DESC, theme_key LIMIT how_many OFFSET skipped;

-- Who said one theme and when, newest first.
CREATE MACRO voices_of(as_of, zone, wanted, how_many, skipped) AS TABLE
    SELECT d.meeting_id::VARCHAR AS meeting_id, d.contact_id::VARCHAR AS contact_id, d.contact,
        local_day(d.starts_at, zone) AS day, t.kind, count(*) OVER () AS total
    FROM themes t JOIN debriefed(as_of) d USING (debrief_id) WHERE same_words(t.theme) = wanted
    ORDER BY d.starts_at DESC, d.meeting_id, t.theme LIMIT how_many OFFSET skipped;

-- What was learned and what changed one's view, newest first. words: every one of them must stand in it.
CREATE MACRO answers_told(as_of, zone, words, how_many, skipped) AS TABLE
    SELECT meeting_id::VARCHAR AS meeting_id, contact_id::VARCHAR AS contact_id, contact, field,
        local_day(starts_at, zone) AS day, learned, changed_view, count(*) OVER () AS total
    FROM debriefed(as_of)
    WHERE (learned IS NOT NULL OR changed_view IS NOT NULL)
        AND list_bool_and([
            contains(search_key(concat_ws(' ', contact, field, learned, changed_view)), word)
            FOR word IN string_split_regex(trim(search_key(words)), '\s+')
        ])
    ORDER BY starts_at DESC, meeting_id LIMIT how_many OFFSET skipped;

-- The openings that were volunteered, newest first: those still open, or those let go, with the reason.
CREATE MACRO leads_told(as_of, zone, let_go, how_many, skipped) AS TABLE
    SELECT l.contact_id::VARCHAR AS contact_id, c.name AS contact, l.meeting_id::VARCHAR AS meeting_id, l.what,
        l.unadvertised, local_day(l.heard_at, zone) AS day,
        CASE WHEN let_go THEN l.dropped_why END AS dropped_why, count(*) OVER () AS total
    FROM leads l JOIN contacts c ON c.id = l.contact_id
    WHERE l.heard_at <= as_of AND coalesce(l.dropped_at <= as_of, false) = let_go
    ORDER BY l.heard_at DESC, l.id LIMIT how_many OFFSET skipped;

-- What one could use in an application, newest first.
CREATE MACRO uses_told(as_of, zone, how_many, skipped) AS TABLE
    SELECT meeting_id::VARCHAR AS meeting_id, contact_id::VARCHAR AS contact_id, contact, field,
        local_day(starts_at, zone) AS day, use_in_application AS words, count(*) OVER () AS total
    FROM debriefed(as_of) WHERE use_in_application IS NOT NULL
    ORDER BY starts_at DESC, meeting_id LIMIT how_many OFFSET skipped;

-- Who named whom, oldest first, how far one came with them, and whether the one who named them heard how it went.
--   standing: 'met' (from then on), 'planned', 'asked', 'open' or 'let_go'
--   heard: only where they met: 'told' (a promise to them, tied to a conversation with the one they named, was kept),
--   'in_touch' (one wrote to them since), 'promised' or 'not_yet'. Our convention: having been in touch since counts as
--   an occasion to tell.
CREATE MACRO introductions(as_of, zone) AS TABLE
    WITH named AS (FROM referrals WHERE given_at <= as_of),
    talked AS (
        SELECT n.id, min(v.held_until) FILTER (v.standing = 'held') AS met_at,
            bool_or(v.standing = 'planned') AS is_planned
        FROM named n JOIN conversations(as_of) v ON v.contact_id = n.prospect_id
        WHERE v.standing = 'planned' OR v.held_until >= n.given_at GROUP BY n.id
    ),
    asked AS (
        SELECT DISTINCT n.id FROM named n JOIN interactions i ON i.contact_id = n.prospect_id
        WHERE i.kind = 'request' AND i.direction = 'out' AND i.happened_at BETWEEN n.given_at AND as_of
    ),
    promised AS (
        SELECT n.id, bool_or(coalesce(p.done_at <= as_of, false)) AS kept
        FROM named n JOIN promises p ON p.contact_id = n.contact_id AND p.owner = 'me'
        JOIN meetings m ON m.id = p.meeting_id AND m.contact_id = n.prospect_id
        WHERE coalesce(p.made_at, as_of) <= as_of AND coalesce(p.dropped_at > as_of, true) GROUP BY n.id
    ),
    in_touch AS (
        SELECT DISTINCT n.id FROM named n JOIN talked t ON t.id = n.id
        JOIN interactions i ON i.contact_id = n.contact_id
        WHERE i.direction = 'out' AND i.happened_at BETWEEN t.met_at AND as_of
    )
    SELECT n.id::VARCHAR AS referral_id, n.contact_id::VARCHAR AS referrer_id, giver.name AS referrer,
        giver.do_not_contact AS referrer_is_off, n.prospect_id::VARCHAR AS person_id, coalesce(who.name, n.name) AS person,
        n.may_mention,
        CASE
            WHEN t.met_at IS NOT NULL THEN 'met'
            WHEN t.is_planned THEN 'planned'
            WHEN n.dropped_at <= as_of THEN 'let_go'
            WHEN a.id IS NOT NULL OR n.done_at <= as_of THEN 'asked'
            ELSE 'open'
        END AS standing,
        local_day(t.met_at, zone) AS met_on,
        CASE
            WHEN t.met_at IS NULL THEN NULL
            WHEN p.kept THEN 'told'
            WHEN i.id IS NOT NULL THEN 'in_touch'
            WHEN p.id IS NOT NULL THEN 'promised'
            ELSE 'not_yet'
        END AS heard
    FROM named n
    JOIN contacts giver ON giver.id = n.contact_id
    LEFT JOIN contacts who ON who.id = n.prospect_id
    LEFT JOIN talked t ON t.id = n.id
    LEFT JOIN asked a ON a.id = n.id
    LEFT JOIN promised p ON p.id = n.id
    LEFT JOIN in_touch i ON i.id = n.id
    ORDER BY n.given_at, n.id;
