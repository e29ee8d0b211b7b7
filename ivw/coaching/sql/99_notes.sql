-- A search across everything that was written down about conversations and the people in them.

-- Every note, a row each: what it is, whom and what it is about, when, and what it says.
--   of_id: the organization or the field that a finding is about.  title: the question that an answer belongs to
CREATE MACRO notes_written(as_of, zone) AS TABLE
    WITH held AS MATERIALIZED (FROM conversations(as_of) WHERE standing = 'held'),
    themed AS (SELECT debrief_id, string_agg(theme, ', ' ORDER BY id) AS themes FROM themes GROUP BY debrief_id)
    SELECT 'debrief' AS kind, h.contact_id, d.meeting_id, NULL::UUID AS of_id, NULL AS title, h.starts_at AS noted_at,
        concat_ws(chr(10), d.learned, d.changed_view, d.believed_before, d.believed_after, d.do_differently, d.they_need,
            d.use_in_application, t.themes) AS said
    FROM debriefs d JOIN held h ON h.id = d.meeting_id LEFT JOIN themed t ON t.debrief_id = d.id
    WHERE d.written_at <= as_of
    UNION ALL
    SELECT 'rating', h.contact_id, d.meeting_id, NULL, c.name, h.starts_at, r.note
    FROM criterion_ratings r JOIN criteria c ON c.id = r.criterion_id JOIN debriefs d ON d.id = r.debrief_id
    JOIN held h ON h.id = d.meeting_id WHERE d.written_at <= as_of
    UNION ALL
    SELECT 'answer', h.contact_id, q.meeting_id, NULL, q.text, h.starts_at, q.note
    FROM asked_questions q JOIN held h ON h.id = q.meeting_id
    UNION ALL
    SELECT 'talk', h.contact_id, m.id, NULL, NULL, h.starts_at, m.about FROM meetings m JOIN held h ON h.id = m.id
    UNION ALL
    SELECT i.kind, i.contact_id, NULL, NULL, NULL, i.happened_at, i.text FROM interactions i
    WHERE i.happened_at <= as_of AND i.text IS NOT NULL
    UNION ALL
    SELECT 'promise', contact_id, meeting_id, NULL, NULL, coalesce(made_at, timezone(zone, due::TIMESTAMP)), what
    FROM promises WHERE coalesce(made_at, as_of) <= as_of
    UNION ALL
    SELECT 'referral', contact_id, meeting_id, NULL, NULL, given_at, concat_ws(': ', name, about) FROM referrals
    WHERE given_at <= as_of
    UNION ALL
    SELECT 'lead', contact_id, meeting_id, NULL, NULL, heard_at, what FROM leads WHERE heard_at <= as_of
    UNION ALL
    SELECT 'next_step', m.contact_id, s.meeting_id, NULL, NULL, s.made_at, s.what
    FROM next_steps s LEFT JOIN meetings m ON m.id = s.meeting_id WHERE s.made_at <= as_of
    UNION ALL
    SELECT CASE WHEN f.contact_id IS NOT NULL THEN 'finding' WHEN f.field_id IS NOT NULL THEN 'of_field' ELSE 'of_organization' END,
        f.contact_id, NULL, coalesce(f.field_id, f.organization_id), coalesce(l.name, o.name),
        timezone(zone, f.found_on::TIMESTAMP), f.finding
    FROM findings f LEFT JOIN fields l ON l.id = f.field_id LEFT JOIN organizations o ON o.id = f.organization_id
    WHERE f.found_on <= local_day(as_of, zone);

-- The notes in which every one of the words stands, or in the name, the field or the organization of whom it is about;
-- newest first, a page of them. total: how many there are
CREATE MACRO notes_found(as_of, zone, words, how_many, skipped) AS TABLE
    WITH wanted AS MATERIALIZED (
        -- The longest word first: it leaves the fewest notes for the others to be looked for.
        SELECT list(word ORDER BY length(word) DESC) AS each FROM (
            SELECT DISTINCT unnest(string_split_regex(trim(search_key(words)), '\s+')) AS word
        )
    ),
    known AS MATERIALIZED (SELECT id, name, field, search_key(concat_ws(' ', name, field, organization)) AS whom FROM contacts),
    folded AS (
        SELECT n.*, k.name AS contact, k.field, k.whom, lower(strip_accents(concat_ws(' ', n.title, n.said))) AS folded
        FROM notes_written(as_of, zone) n LEFT JOIN known k ON k.id = n.contact_id WHERE n.said <> ''
    ),
    likely AS (
        SELECT f.*, w.each FROM folded f, wanted w WHERE contains(f.folded, w.each[1]) OR contains(f.whom, w.each[1])
    ),
    found AS MATERIALIZED (
        SELECT kind, contact_id, contact, field, meeting_id, of_id, title, noted_at, said FROM likely
        WHERE len(each) = 1
            OR list_bool_and([contains(folded, word) OR coalesce(contains(whom, word), false) FOR word IN each])
    )
    SELECT kind, contact_id::VARCHAR AS contact_id, contact, field, meeting_id::VARCHAR AS meeting_id, of_id::VARCHAR AS of_id,
        title, local_day(noted_at, zone) AS day, said, (SELECT count(*) FROM found) AS total
    FROM found ORDER BY noted_at DESC, kind, meeting_id, said LIMIT how_many OFFSET skipped;
