-- How far the preparation of several planned conversations (a list of keys) has come, as facts: a row for each.
--   questions: how many the newest plan has besides the must-asks and the spares; rehearsals: finished ones of any plan
CREATE MACRO preparations(as_of, conversations) AS TABLE
    WITH wanted AS (
        SELECT id, contact_id, prepared_at FROM meetings
        WHERE id IN (SELECT unnest(conversations)) AND status = 'planned'
    ),
    planned AS (
        SELECT p.id, p.meeting_id, p.made_at FROM plans p SEMI JOIN wanted w ON w.id = p.meeting_id
        WHERE p.made_at <= as_of
    ),
    newest AS (SELECT meeting_id, arg_max(id, (made_at, id)) AS plan_id FROM planned GROUP BY meeting_id),
    chosen AS (
        SELECT n.meeting_id, count(*) AS questions FROM plan_questions q JOIN newest n USING (plan_id)
        WHERE q.must_ask IS NULL AND q.tier <> 'spare' GROUP BY n.meeting_id
    ),
    rehearsed AS (
        SELECT p.meeting_id, count(*) AS rehearsals FROM rehearsals r JOIN planned p ON p.id = r.plan_id
        WHERE r.finished_at <= as_of AND r.round IS DISTINCT FROM 'asking' GROUP BY p.meeting_id
    )
    SELECT w.id::VARCHAR AS meeting_id, k.deep, k.of_deep,
        (SELECT count(*) FROM goals WHERE added_at <= as_of AND coalesce(closed_at > as_of, true)) AS goals,
        coalesce(c.questions, 0) AS questions,
        coalesce(r.rehearsals, 0) > 0 OR coalesce(w.prepared_at <= as_of, false) AS is_rehearsed
    FROM wanted w
    LEFT JOIN researched((SELECT list(contact_id) FROM wanted)) k ON k.contact_id = w.contact_id
    LEFT JOIN chosen c ON c.meeting_id = w.id
    LEFT JOIN rehearsed r ON r.meeting_id = w.id;
