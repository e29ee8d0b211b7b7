-- What stood in the queue not long ago for a day that is not over, due within `ahead`, and does not any more: done, put
-- off, or moved out of sight. (What stood for a day gone by stays behind there.)
--   since: how far back to look.  Asked are the moments just before something happened with a contact, the newest 500,
--   for that contact; and some days for everybody: what hangs on somebody else, as a second person does, or on a
--   setting shows there.  Since when somebody is not to be contacted nobody wrote down: theirs is told as long as it
--   would stand
--   words: what was promised, or who was named
CREATE MACRO settled_lately(as_of, zone, since, ahead) AS TABLE
    WITH happenings AS (
        SELECT contact_id, happened_at AS happening FROM interactions WHERE kind <> 'note'
        UNION ALL SELECT contact_id, unnest([scheduled_at, held_until, called_off_at]) FROM conversations(as_of)
        UNION ALL SELECT contact_id, unnest([prepared_at, thanks_dropped_at]) FROM meetings
        UNION ALL SELECT contact_id, unnest([done_at, dropped_at]) FROM promises
        UNION ALL SELECT contact_id, unnest([done_at, dropped_at]) FROM referrals
        UNION ALL SELECT contact_id, postponed_at FROM postponements
        UNION ALL SELECT id, archived_at FROM contacts
        UNION ALL SELECT m.contact_id, r.finished_at
        FROM rehearsals r JOIN plans p ON p.id = r.plan_id JOIN meetings m ON m.id = p.meeting_id
    ),
    before AS MATERIALIZED (
        SELECT DISTINCT contact_id AS who, happening - INTERVAL 1 MICROSECOND AS read_at FROM happenings
        WHERE happening > since AND happening <= as_of ORDER BY read_at DESC LIMIT 500
    ),
    days AS MATERIALIZED (SELECT as_of - to_days(unnest([0, 1, 2, 3, 4, 5, 10, 15, 20, 25])) AS read_at),
    stood AS MATERIALIZED (
        SELECT b.read_at, i.contact_id, i.action, i.subject_id, i.due_at, i.hidden_until
        FROM before b CROSS JOIN LATERAL all_items(b.read_at, zone, whom := b.who, marked := NULL) i
        UNION ALL BY NAME
        SELECT d.read_at, i.contact_id, i.action, i.subject_id, i.due_at, i.hidden_until
        FROM days d CROSS JOIN LATERAL all_items(d.read_at, zone, marked := NULL) i
    ),
    last_stood AS (
        SELECT contact_id, action, subject_id, max(greatest(due_at, read_at)) AS was_on FROM stood
        WHERE hidden_until IS NULL AND due_at <= read_at + ahead GROUP BY ALL
        HAVING was_on > midnight(local_day(as_of, zone), zone)
    )
    SELECT l.action, l.subject_id, l.was_on, c.name, c.organization, coalesce(p.what, r.name) AS words
    FROM last_stood l
    JOIN contacts c ON c.id = l.contact_id
    ANTI JOIN (FROM stood WHERE read_at = as_of AND hidden_until IS NULL AND due_at <= as_of + ahead) i
        ON i.action = l.action AND i.subject_id = l.subject_id AND NOT c.do_not_contact
    LEFT JOIN promises p ON p.id = l.subject_id
    LEFT JOIN referrals r ON r.id = l.subject_id
    ORDER BY l.was_on, l.action, l.subject_id;
