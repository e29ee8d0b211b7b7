-- Every rehearsal that had ended by as_of, also those broken off, and what it came to. Of one plan, or (NULL) of all.
-- What counts stands in coaching/rehearsal_review.py, and the numbers for it come from there: overhead, moving_on,
-- long_by, asking_long_by. Alone the clock played the host: where the asking was measured, the answer counts as planned.
--   whole_s: the conversation it leads to: what was said, what is planned for what was not reached, and the overhead;
--     NULL for a rapid round and where no question was asked
--   ease: the middle of the `rated` ratings; long_ones: how many questions ran long; no_room: alone, most left none for an answer
--   skipped, must_missed: how many questions were skipped, and how many must-asks were not asked
--   spent_s: by its laps, where it has any, as in the weekly figures
--   aloud: how many questions had been asked aloud by its end, in this rehearsal and all before it
CREATE MACRO rehearsals_by(as_of, plan, overhead, moving_on, long_by, asking_long_by) AS TABLE
    WITH ended AS (
        SELECT r.* REPLACE (coalesce(r.round, 'whole') AS round), p.minutes, p.title, p.meeting_id
        FROM rehearsals r JOIN plans p ON p.id = r.plan_id
        WHERE coalesce(r.finished_at, r.broken_off_at) <= as_of AND (plan IS NULL OR r.plan_id = TRY_CAST(plan AS UUID))
    ),
    timed AS (
        SELECT l.rehearsal_id AS id, l.planned_seconds AS planned, l.asking_seconds AS asking, l.answering_seconds,
            CASE WHEN l.asking_seconds IS NOT NULL OR l.answering_seconds IS NOT NULL
                THEN coalesce(l.asking_seconds, 0) + coalesce(l.answering_seconds, 0) END AS seconds,
            l.ease, l.skipped, q.must_ask IS NOT NULL AS must_ask, e.round, e.mode <> 'companion' AS alone, saying_seconds(l.text) + moving_on AS to_ask,
            e.round = 'whole' AND e.mode <> 'companion' AND l.planned_seconds > 0
                AND l.answering_seconds IS NOT NULL AND l.asking_seconds <> saying_seconds(l.text) AS asking_only
        FROM laps l JOIN ended e ON e.id = l.rehearsal_id LEFT JOIN plan_questions q ON q.id = l.plan_question_id
    ),
    compared AS (
        SELECT *, seconds IS NOT NULL AND NOT skipped AS asked,
            CASE WHEN asking_only THEN asking + greatest(0, planned - to_ask) ELSE seconds END AS counts_s,
            CASE WHEN asking_only THEN asking - to_ask > asking_long_by
                WHEN round = 'asking' THEN planned > 0 AND seconds - planned > asking_long_by
                ELSE planned > 0 AND seconds - planned > long_by END AS is_long
        FROM timed
    ),
    counted AS (
        SELECT id, count(*) AS questions, count(*) FILTER (asked) AS asked, sum(coalesce(seconds, 0)) AS spent_s,
            sum(counts_s) FILTER (asked) AS counts_s, sum(planned) FILTER (seconds IS NULL) AS ahead_s,
            count(*) FILTER (skipped) AS skipped, count(*) FILTER (must_ask AND NOT asked) AS must_missed,
            median(ease) FILTER (asked) AS ease, count(ease) FILTER (asked) AS rated,
            count(*) FILTER (asked AND is_long) AS long_ones,
            2 * count(*) FILTER (asked AND alone AND round = 'whole' AND answering_seconds IS NULL)
                > count(*) FILTER (asked) AS no_room
        FROM compared GROUP BY id
    )
    SELECT e.id::VARCHAR AS id, e.plan_id::VARCHAR AS plan_id, coalesce(c.name, e.title) AS called, e.minutes, e.mode,
        e.round, e.started_at, e.finished_at IS NOT NULL AS finished, coalesce(n.questions, 0) AS questions,
        coalesce(n.asked, 0) AS asked, coalesce(n.skipped, 0) AS skipped, coalesce(n.must_missed, 0) AS must_missed,
        CASE WHEN n.asked > 0 AND e.round = 'whole' THEN n.counts_s + coalesce(n.ahead_s, 0) + overhead END AS whole_s,
        n.ease, coalesce(n.rated, 0) AS rated, coalesce(n.long_ones, 0) AS long_ones,
        coalesce(n.no_room, false) AS no_room,
        e.nerves_before, e.nerves_after, e.confidence_before, e.confidence_after,
        coalesce(n.spent_s, 86400 * days_between(e.started_at, coalesce(e.finished_at, e.broken_off_at))) AS spent_s,
        (sum(coalesce(n.asked, 0)) OVER (ORDER BY e.started_at, e.id))::BIGINT AS aloud,
        row_number() OVER (PARTITION BY e.plan_id ORDER BY e.started_at, e.id) AS number
    FROM ended e
    LEFT JOIN counted n ON n.id = e.id
    LEFT JOIN meetings m ON m.id = e.meeting_id
    LEFT JOIN contacts c ON c.id = m.contact_id;
