-- What a conversation brought each goal of its newest plan (X19), those that were closed before it left out: how many of
-- the questions that serve it were planned, asked and answered.
CREATE MACRO goals_reached(conversation) AS TABLE
    WITH plan AS (
        SELECT p.id, m.starts_at FROM plans p JOIN meetings m ON m.id = p.meeting_id
        WHERE m.id = conversation ORDER BY p.made_at DESC, p.id DESC LIMIT 1
    ),
    said AS (
        SELECT plan_question_id, bool_or(asked_at IS NOT NULL) AS asked, coalesce(bool_or(answered), false) AS answered
        FROM asked_questions WHERE meeting_id = conversation GROUP BY plan_question_id
    )
    SELECT g.text AS goal, count(*)::INT AS planned, count(*) FILTER (s.asked)::INT AS asked,
        count(*) FILTER (s.answered)::INT AS answered
    FROM plan
    JOIN plan_questions q ON q.plan_id = plan.id
    JOIN plan_question_goals l ON l.plan_question_id = q.id
    JOIN goals g ON g.id = l.goal_id
    LEFT JOIN said s ON s.plan_question_id = q.id
    WHERE g.closed_at IS NULL OR g.closed_at >= plan.starts_at
    GROUP BY g.id, g.text, g.weight, g.added_at ORDER BY g.weight DESC, g.added_at, g.id;
