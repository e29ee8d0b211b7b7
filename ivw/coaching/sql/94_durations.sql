-- Which words make two questions the same one: letters and digits, whatever their case and marks.
CREATE MACRO question_key(words) AS trim(regexp_replace(lower(words), '[^\p{L}\p{N}]+', ' ', 'g'));

-- What saying a question takes where nobody measured it: agenda.asking_seconds.
CREATE MACRO saying_seconds(words) AS ceil(len(regexp_extract_all(words, '\S+')) * 60 / 150) + 1;

-- What durations.py learns from: what was observed of the questions of one plan, oldest first, wherever the same one
-- was asked. `how`: 'asked' is a question of a real conversation, its seconds are asking and answer together;
-- 'answered' is the answer of a companion; 'said' is how long somebody rehearsing alone took to ask it: such a lap
-- tells no more, and that only where it was measured. Where a lap that was one time was split, it took what it should
-- (lap_times.py).
CREATE MACRO observed_of_plan(plan) AS TABLE
    WITH planned AS (
        SELECT id, question_key(text) AS words FROM plan_questions WHERE plan_id = TRY_CAST(plan AS UUID)
    ), observed AS (
        SELECT question_key(a.text) AS words, 'asked' AS how, a.text, a.seconds, m.starts_at AS at, a.id AS fact
        FROM asked_questions a JOIN meetings m ON m.id = a.meeting_id
        WHERE a.seconds > 0 AND m.status = 'held' -- while it runs, what it teaches would move its own run sheet
        UNION ALL
        SELECT question_key(l.text), CASE WHEN r.mode = 'companion' THEN 'answered' ELSE 'said' END, l.text,
            CASE WHEN r.mode = 'companion' THEN l.answering_seconds ELSE l.asking_seconds END, r.started_at, l.id
        FROM laps l JOIN rehearsals r ON r.id = l.rehearsal_id
        WHERE NOT l.skipped AND CASE WHEN r.mode = 'companion' THEN l.answering_seconds > 0
            ELSE l.asking_seconds > 0
                AND (l.answering_seconds IS NULL OR l.asking_seconds <> saying_seconds(l.text)) END
    )
    SELECT p.id::VARCHAR AS question_id, o.how, o.text, o.seconds
    FROM planned p JOIN observed o USING (words)
    WHERE p.words <> ''
    ORDER BY o.at, o.fact;
