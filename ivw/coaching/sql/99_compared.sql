-- What changed from before a conversation to after it, how one's own criteria rate the fields, and what fit was worth.

-- Beliefs that a conversation changed, newest first.
CREATE MACRO beliefs_told(as_of, zone, how_many, skipped) AS TABLE
    SELECT meeting_id::VARCHAR AS meeting_id, contact_id::VARCHAR AS contact_id, contact, field,
        local_day(starts_at, zone) AS day, believed_before, believed_after, changed_view, count(*) OVER () AS total
    FROM debriefed(as_of) WHERE coalesce(believed_before, believed_after, changed_view) IS NOT NULL
    ORDER BY starts_at DESC, meeting_id LIMIT how_many OFFSET skipped;

-- Confidence or energy before and after, of the conversations where both were said, newest first, at most so many.
--   feeling: 'confidence' or 'energy'.  pairs, rose, fell, gain: over all of them, not only over these rows
CREATE MACRO feelings_told(as_of, zone, feeling, how_many) AS TABLE
    WITH paired AS (
        SELECT meeting_id, contact, starts_at,
            CASE feeling WHEN 'energy' THEN energy_before ELSE confidence_before END AS before,
            CASE feeling WHEN 'energy' THEN energy_after ELSE confidence_after END AS after
        FROM debriefed(as_of)
    )
    SELECT meeting_id::VARCHAR AS meeting_id, contact, local_day(starts_at, zone) AS day, before, after,
        count(*) OVER () AS pairs, count(*) FILTER (after > before) OVER () AS rose,
        count(*) FILTER (after < before) OVER () AS fell, avg(after - before) OVER () AS gain
    FROM paired WHERE before IS NOT NULL AND after IS NOT NULL
    ORDER BY starts_at DESC, meeting_id LIMIT how_many;

-- How each of one's criteria rates each field, over the conversations in it. Of people with a field, of criteria that
-- are on the list, the fields with most rated talks first.
CREATE MACRO fields_compared(as_of, most_fields) AS TABLE
    WITH rated AS (
        SELECT same_words(d.field) AS field_key, d.field, d.starts_at, d.meeting_id, r.criterion_id, r.rating
        FROM criterion_ratings r JOIN debriefed(as_of) d USING (debrief_id)
        WHERE r.rating IS NOT NULL AND d.field IS NOT NULL
            AND r.criterion_id IN (SELECT id FROM criteria WHERE closed_at IS NULL)
    ),
    placed AS (
        SELECT field_key, arg_max(field, starts_at) AS field, count(DISTINCT meeting_id) AS talks,
            row_number() OVER (ORDER BY count(DISTINCT meeting_id) DESC, max(starts_at) DESC, field_key) AS place,
            count(*) OVER () AS fields
        FROM rated GROUP BY field_key
    )
    SELECT p.field, p.talks, r.criterion_id::VARCHAR AS criterion_id, avg(r.rating)::DOUBLE AS mean, count(*) AS n, p.fields
    FROM placed p JOIN rated r USING (field_key) WHERE p.place <= most_fields
    GROUP BY p.field, p.talks, p.place, p.fields, r.criterion_id ORDER BY p.place, criterion_id;

-- What was looked up about fields (a list of names), the newest finding of each topic.
CREATE MACRO fields_looked_up(names) AS TABLE
    SELECT same_words(f.name) AS field_key, n.topic, arg_max(n.finding, (n.found_on, n.id)) AS finding,
        arg_max({source: n.source}, (n.found_on, n.id)).source AS source
    FROM findings n JOIN fields f ON f.id = n.field_id
    WHERE n.topic = ANY(field_topics()) AND same_words(f.name) IN (SELECT same_words(unnest(names)))
    GROUP BY ALL;

-- Every talk of which one said how useful it was or how well one got along, with the fit of the person as it is rated now.
CREATE MACRO fit_and_worth(as_of, how_many) AS TABLE
    SELECT contact, useful, rapport, interest_fit, values_fit, experience_fit FROM debriefed(as_of)
    WHERE coalesce(useful, rapport) IS NOT NULL AND coalesce(interest_fit, values_fit, experience_fit) IS NOT NULL
    ORDER BY starts_at DESC, meeting_id LIMIT how_many;
