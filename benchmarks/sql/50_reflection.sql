-- What was planned for a conversation and kept of it: nine questions a plan, and a debrief with two themes for most.
INSERT INTO plan_questions BY NAME
    SELECT key_at(p.made_at, format('question {} {}', p.id, j)) AS id, p.id AS plan_id, j AS ordinal,
        pick(getvariable('sentence'), j, 'question') AS text, CASE WHEN j >= 8 THEN 'must' ELSE 'should' END AS tier,
        1 + j % 3 AS priority, false AS about_me,
        CASE j WHEN 8 THEN 'who_else' WHEN 9 THEN 'your_name' END AS must_ask
    FROM plans p, range(1, 10) r(j);

INSERT INTO debriefs BY NAME
    SELECT key_at(t.ended_at, 'debrief ' || t.talk) AS id, t.id AS meeting_id, t.ended_at AS written_at,
        pick(getvariable('sentence'), t.talk, 'learned') AS learned,
        pick(getvariable('sentence'), t.talk, 'changed') AS changed_view,
        (t.talk % 5 - 2)::SMALLINT AS path_fit
    FROM talks t WHERE status = 'held' AND draw(t.talk, 'debrief') < 0.8 AND t.ended_at <= as_of();

INSERT INTO themes BY NAME
    SELECT key_at(written_at, format('theme {} {}', id, j)) AS id, id AS debrief_id, j || ' ' || kind AS theme, kind
    FROM debriefs, (VALUES (1, 'technology'), (2, 'skill')) r(j, kind);
