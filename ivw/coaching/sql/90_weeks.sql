-- The weeks up to and with the week of as_of, oldest first.
CREATE MACRO weeks(as_of, zone, first_weekday, how_many) AS TABLE
    SELECT week_of(local_day(as_of, zone), first_weekday) - (7 * (how_many - 1 - k))::INT AS week
    FROM range(how_many) r(k);

-- What counts in a week, one row a fact. figure: the names of weekly_targets, and what the chart groups by.
CREATE MACRO counted_facts(as_of, zone) AS TABLE
    SELECT CASE kind
            WHEN 'request' THEN 'requests'
            WHEN 'nudge' THEN 'asked' WHEN 'proposal' THEN 'asked' WHEN 'confirmation' THEN 'asked'
            ELSE 'kept_in_touch'
        END AS figure, 1 AS amount, happened_at AS counted_at
    FROM interactions WHERE direction = 'out' AND happened_at <= as_of
    UNION ALL
    SELECT 'replies', 1, happened_at FROM interactions
    WHERE kind IN ('reply', 'agreed', 'declined', 'deferred') AND happened_at <= as_of
    UNION ALL
    SELECT 'conversations', 1, held_until FROM conversations(as_of) WHERE standing = 'held'
    UNION ALL
    -- Each of the two with what it is a share of: counted when it was settled, else when it fell late or due.
    SELECT unnest(CASE
            WHEN action = 'thank_you' THEN if(settled_at <= due_at, ['to_thank', 'thanked_in_time'], ['to_thank'])
            ELSE if(settled_at IS NULL, ['promised'], ['promised', 'promises_kept'])
        END), 1, coalesce(settled_at, due_at)
    FROM debts(as_of, zone)
    WHERE action IN ('thank_you', 'promise') AND (settled_at IS NOT NULL OR NOT dropped AND due_at <= as_of)
    UNION ALL
    SELECT 'introductions', 1, given_at FROM referrals WHERE given_at <= as_of
    UNION ALL
    -- By its laps, where it has any: one that stood open over night was not practised all night.
    SELECT 'rehearsal_minutes',
        coalesce(l.seconds / 60, days_between(started_at, coalesce(finished_at, broken_off_at)) * 1440), started_at
    FROM rehearsals r
    LEFT JOIN (
        SELECT rehearsal_id, sum(coalesce(asking_seconds, 0) + coalesce(answering_seconds, 0)) AS seconds
        FROM laps GROUP BY rehearsal_id
    ) l ON l.rehearsal_id = r.id
    WHERE coalesce(finished_at, broken_off_at) <= as_of;

CREATE MACRO weekly_figures(as_of, zone, first_weekday, how_many) AS TABLE
    WITH placed AS (
        SELECT week_of(local_day(counted_at, zone), first_weekday) AS week, figure, amount
        FROM counted_facts(as_of, zone)
        WHERE counted_at >= midnight(week_of(local_day(as_of, zone), first_weekday) - (7 * (how_many - 1))::INT, zone)
    ),
    summed AS (SELECT week, figure, round(sum(amount))::INT AS amount FROM placed GROUP BY week, figure)
    SELECT w.week, f.figure, coalesce(s.amount, 0) AS amount
    FROM weeks(as_of, zone, first_weekday, how_many) w
    CROSS JOIN (SELECT unnest(['requests', 'replies', 'conversations', 'thanked_in_time', 'promises_kept',
        'introductions', 'rehearsal_minutes', 'asked', 'kept_in_touch', 'to_thank', 'promised']) AS figure) f
    LEFT JOIN summed s ON s.week = w.week AND s.figure = f.figure;

CREATE MACRO targets_of(in_week) AS TABLE
    SELECT figure, arg_max(target, from_week) AS target
    FROM weekly_targets WHERE from_week <= in_week GROUP BY figure;

-- How far everybody first asked since a day has come by as_of, one row a person.
CREATE MACRO came_how_far(as_of, zone, since) AS TABLE
    WITH first_asked AS (
        SELECT contact_id, min(happened_at) AS asked_at FROM interactions
        WHERE kind = 'request' AND direction = 'out' AND happened_at <= as_of GROUP BY contact_id
    ),
    asked AS (FROM first_asked WHERE asked_at >= midnight(since, zone))
    SELECT a.contact_id, a.asked_at,
        EXISTS (FROM interactions i WHERE i.contact_id = a.contact_id AND i.kind IN ('reply', 'agreed', 'declined', 'deferred')
            AND i.happened_at BETWEEN a.asked_at AND as_of) OR coalesce(m.times_met, 0) > 0 AS replied,
        coalesce(m.times_met, 0) AS times_met,
        times_met > 0 AND EXISTS (FROM debts(as_of, zone) d WHERE d.contact_id = a.contact_id AND d.action = 'thank_you'
            AND d.opens_at >= a.asked_at AND d.settled_at <= d.due_at) AS thanked_in_time,
        times_met > 0 AND EXISTS (FROM referrals r WHERE r.contact_id = a.contact_id
            AND r.given_at BETWEEN a.asked_at AND as_of) AS introduced
    FROM asked a
    LEFT JOIN (
        SELECT v.contact_id, count(*) AS times_met FROM conversations(as_of) v JOIN asked a USING (contact_id)
        WHERE v.standing = 'held' AND v.held_until >= a.asked_at GROUP BY v.contact_id
    ) m USING (contact_id);

-- The chain of everybody first asked since a day: how many of them came how far by as_of. Who met counts among
-- those who replied, and what came after a conversation among the met.
CREATE MACRO chain(as_of, zone, since) AS TABLE
    WITH counted AS (
        SELECT count(*) AS asked, count(*) FILTER (replied) AS replied, count(*) FILTER (times_met > 0) AS met,
            count(*) FILTER (thanked_in_time) AS thanked, count(*) FILTER (introduced) AS introduced,
            count(*) FILTER (times_met > 1) AS again
        FROM came_how_far(as_of, zone, since)
    )
    SELECT unnest([
        {step: 'asked', n: asked, of_n: asked}, {step: 'replied', n: replied, of_n: asked},
        {step: 'met', n: met, of_n: replied}, {step: 'thanked_in_time', n: thanked, of_n: met},
        {step: 'introduced', n: introduced, of_n: met}, {step: 'met_again', n: again, of_n: met}
    ], recursive := true)
    FROM counted;

-- The same by the week in which they were first asked; weeks in which nobody was are left out.
CREATE MACRO chain_by_week(as_of, zone, first_weekday, how_many) AS TABLE
    SELECT week_of(local_day(asked_at, zone), first_weekday) AS week, count(*) AS asked,
        count(*) FILTER (replied) AS replied, count(*) FILTER (times_met > 0) AS met,
        count(*) FILTER (thanked_in_time) AS thanked_in_time, count(*) FILTER (introduced) AS introduced,
        count(*) FILTER (times_met > 1) AS met_again
    FROM came_how_far(as_of, zone, week_of(local_day(as_of, zone), first_weekday) - (7 * (how_many - 1))::INT)
    GROUP BY 1;
