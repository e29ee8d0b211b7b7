-- What happened in a span of time, for looking back on it, oldest first.
CREATE MACRO happened_between(since, until, how_many, skipped) AS TABLE
    SELECT a.fact_id, a.what, a.direction, a.happened_at, a.words, a.contact_id, c.name AS contact
    FROM activity a JOIN contacts c ON c.id = a.contact_id
    WHERE a.happened_at >= since AND a.happened_at <= until
    ORDER BY a.happened_at, a.fact_id LIMIT how_many OFFSET skipped;

-- The three gauges of a week, without the questions, which are read one by one: how many of its conversations that
-- began were prepared for, and how many of the thank-yous that fell late in it, or were written in it, came in time.
CREATE MACRO week_gauges(since, until, zone) AS TABLE
    WITH begun AS (
        SELECT m.id, coalesce(m.prepared_at <= m.starts_at, false) OR EXISTS (
            FROM rehearsals r JOIN plans p ON p.id = r.plan_id
            WHERE p.meeting_id = m.id AND r.finished_at <= m.starts_at AND r.round IS DISTINCT FROM 'asking'
        ) AS prepared
        FROM meetings m WHERE m.starts_at >= since AND m.starts_at <= until AND m.status IN ('held', 'planned')
    ),
    thanks AS (
        SELECT settled_at <= due_at AS in_time FROM debts(until, zone)
        WHERE action = 'thank_you' AND NOT dropped AND coalesce(settled_at, due_at) BETWEEN since AND until
    )
    SELECT (SELECT count(*) FILTER (prepared) FROM begun) AS prepared, (SELECT count(*) FROM begun) AS begun,
        (SELECT count(*) FILTER (in_time) FROM thanks) AS thanked, (SELECT count(*) FROM thanks) AS to_thank;

-- The weekly reviews in which every word stands, be it in what was written or in an if-then plan.
CREATE MACRO reviews_found(words) AS TABLE
    SELECT r.id, r.week, r.went_well, r.to_change, r.written_at
    FROM weekly_reviews r
    LEFT JOIN (
        SELECT weekly_review_id, string_agg(situation || ' ' || response, ' ') AS plans FROM intentions GROUP BY 1
    ) i ON i.weekly_review_id = r.id
    WHERE len([w FOR w IN search_words(words)
        IF NOT contains(search_key(concat_ws(' ', r.went_well, r.to_change, i.plans)), w)]) = 0;
