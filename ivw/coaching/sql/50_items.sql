-- Every item of every contact, open or to come, before "not now" hides any.
--   hard: becomes overdue after due_at.  subject_id: the fact it follows from.
--   opens_on, due_on: an item of a day opens at its midnight and is late after the midnight that ends due_on;
--   opens_at: one of an instant is late after 24 hours. all_items makes opens_at and due_at of both.
CREATE MACRO towards_items(as_of, zone, whom := NULL) AS TABLE
    WITH standing AS MATERIALIZED (FROM matters(as_of, zone, whom := whom) WHERE NOT closed),
    asked AS (
        SELECT i.contact_id, organization_key(c.organization) AS organization, i.happened_at
        FROM interactions i JOIN contacts c ON c.id = i.contact_id
        WHERE i.kind = 'request' AND i.direction = 'out' AND i.happened_at <= as_of AND organization <> ''
    ),
    lone_requests AS (  -- nobody else there was asked from 30 days before until now
        SELECT s.* FROM standing s
        JOIN contacts c ON c.id = s.contact_id AND organization_key(c.organization) <> ''
        LEFT JOIN asked a ON a.organization = organization_key(c.organization) AND a.contact_id <> s.contact_id
            AND a.happened_at >= s.requested_at - INTERVAL 720 HOUR
        WHERE s.stranger AND s.nudges_sent = 0 AND s.newest_but_nudges = 'request' AND a.contact_id IS NULL
            AND local_day(as_of, zone) < s.nudge_on
    )
    SELECT contact_id, 'answer' AS action, newest.id AS subject_id, true AS hard,
        newest_on AS opens_on, business_day_after(newest_on, 1) AS due_on
    FROM standing WHERE newest.kind = 'reply' AND coalesce(newest.wants_answer, is_open OR has_planned)
    UNION ALL
    SELECT contact_id, 'propose_times', newest.id, true, newest_on, business_day_after(newest_on, 2)
    FROM standing WHERE is_open AND NOT has_planned AND newest.kind = 'agreed'
    UNION ALL
    SELECT contact_id, 'nudge', newest.id, false, nudge_on, nudge_on
    FROM standing WHERE nudge_on IS NOT NULL AND local_day(as_of, zone) < parks_on
    UNION ALL
    SELECT contact_id, 'second_person', newest.id, false,
        business_day_after(requested_on, 3), business_day_after(requested_on, 3)
    FROM lone_requests;

CREATE MACRO planned_items(as_of, zone, whom := NULL) AS TABLE
    WITH rehearsed AS (  -- a finished rehearsal of its plan prepares a conversation, a rapid round does not
        SELECT DISTINCT p.meeting_id AS id FROM rehearsals r JOIN plans p ON p.id = r.plan_id
        WHERE r.finished_at <= as_of AND r.round IS DISTINCT FROM 'asking'
    ),
    confirmations AS (
        SELECT contact_id, max(happened_at) AS confirmed_at
        FROM interactions
        WHERE kind = 'confirmation' AND direction = 'out' AND happened_at <= as_of GROUP BY contact_id
    ),
    standing AS (
        SELECT v.*, v.ticked_prepared OR r.id IS NOT NULL AS prepared,
            coalesce(c.confirmed_at >= v.scheduled_at, false) AS confirmed,
            local_day(v.scheduled_at, zone) AS scheduled_on, local_day(v.starts_at, zone) AS starts_on
        FROM conversations(as_of, whom := whom) v
        LEFT JOIN rehearsed r USING (id)
        LEFT JOIN confirmations c ON c.contact_id = v.contact_id
        WHERE v.standing = 'planned'
    )
    SELECT contact_id, 'confirm' AS action, id AS subject_id, true AS hard,
        scheduled_on AS opens_on, least(business_day_after(scheduled_on, 1), starts_on) AS due_on,
        NULL::TIMESTAMPTZ AS opens_at
    FROM standing WHERE NOT confirmed AND as_of < agreed_end
    UNION ALL
    SELECT contact_id, 'prepare', id, false, business_day_before(starts_on), business_day_before(starts_on), NULL
    FROM standing WHERE confirmed AND NOT prepared AND as_of < agreed_end
    UNION ALL
    SELECT contact_id, 'record', id, true, NULL, NULL, agreed_end
    FROM standing WHERE as_of >= agreed_end;

-- The ties of everybody met: the day of the last real interaction and the cadence that counts.
CREATE MACRO ties(as_of, zone, whom := NULL) AS TABLE
    WITH met AS MATERIALIZED (FROM encounters(as_of, whom := whom) WHERE last_met IS NOT NULL),
    talked AS (
        SELECT i.contact_id, max(i.happened_at) AS talked_at,
            bool_or(i.kind = 'check_in' AND i.direction = 'out' AND i.happened_at >= m.last_met) AS checked_in
        FROM interactions i JOIN met m USING (contact_id)
        WHERE i.kind <> 'note' AND i.happened_at <= as_of GROUP BY i.contact_id
    )
    SELECT m.contact_id, m.first_met, m.last_met, m.times_met, m.has_planned,
        greatest(m.last_met, coalesce(t.talked_at, m.last_met)) AS last_talked,
        local_day(last_talked, zone) AS last_day,
        local_day(as_of, zone) - last_day AS silent_days,
        coalesce(c.cadence_days, d.days) AS cadence,
        coalesce(t.checked_in, false) AS checked_in,
        greatest(3 * cadence, 365) AS dormant_after,
        silent_days > dormant_after AS dormant
    FROM met m
    JOIN contacts c ON c.id = m.contact_id
    JOIN cadences d ON d.tie = coalesce(c.tie, 'C')
    LEFT JOIN talked t USING (contact_id);

CREATE MACRO touch_items(as_of, zone, whom := NULL) AS TABLE
    SELECT contact_id, CASE WHEN dormant THEN 'reconnect' ELSE 'check_in' END AS action, contact_id AS subject_id,
        false AS hard,
        last_day + CASE
            WHEN dormant THEN dormant_after + 1
            WHEN checked_in THEN cadence
            ELSE least(cadence, 30)
        END::INT AS opens_on,
        opens_on AS due_on, last_talked
    FROM ties(as_of, zone, whom := whom) WHERE NOT has_planned;

-- The order of the queue within overdue and due (our convention).
CREATE MACRO action_rank(action) AS list_position(
    ['thank_you', 'promise', 'record', 'confirm', 'prepare', 'answer', 'propose_times', 'referral', 'nudge',
     'second_person', 'check_in', 'reconnect'], action);
CREATE MACRO status_rank(status) AS list_position(['overdue', 'due', 'upcoming'], status);

-- marked: true for those who are not to be contacted, as if they might be; NULL for these and everybody else.
CREATE MACRO all_items(as_of, zone, whom := NULL, marked := false) AS TABLE
    WITH gathered AS (
        FROM towards_items(as_of, zone, whom := whom)
        UNION ALL BY NAME FROM planned_items(as_of, zone, whom := whom)
        UNION ALL BY NAME FROM touch_items(as_of, zone, whom := whom)
    ),
    timed AS (
        SELECT contact_id, action, subject_id, hard, last_talked,
            coalesce(opens_at, midnight(opens_on, zone)) AS opens_at,
            coalesce(opens_at + INTERVAL 24 HOUR, midnight(due_on + 1, zone)) AS due_at
        FROM gathered
        UNION ALL BY NAME
        SELECT contact_id, action, subject_id, true AS hard, opens_at, due_at
        FROM debts(as_of, zone, whom := whom) WHERE still_open
    ),
    hidden AS (
        SELECT contact_id, action, subject_id, max(until) AS hidden_until
        FROM postponements WHERE postponed_at <= as_of AND until > local_day(as_of, zone)
        GROUP BY contact_id, action, subject_id
    )
    SELECT g.contact_id, g.action, g.subject_id, g.opens_at, g.due_at, g.last_talked, h.hidden_until,
        CASE WHEN g.opens_at > as_of THEN 'upcoming' WHEN g.hard AND as_of > g.due_at THEN 'overdue' ELSE 'due' END AS status
    FROM timed g
    JOIN contacts c ON c.id = g.contact_id AND coalesce(c.do_not_contact = marked, true) AND coalesce(c.archived_at > as_of, true)
    LEFT JOIN hidden h USING (contact_id, action, subject_id);
