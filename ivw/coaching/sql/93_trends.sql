-- How things went over the weeks, counted here so that a chart gets no more rows than it draws.

-- The last instant of each of these weeks, or as_of in the present one.
CREATE MACRO week_ends(as_of, zone, first_weekday, how_many) AS TABLE
    SELECT week, least(as_of, midnight(week + 7, zone) - INTERVAL 1 MICROSECOND) AS ends_at
    FROM weeks(as_of, zone, first_weekday, how_many);

-- How many ties stood in each band at the end of each week, worked out as of then.
CREATE MACRO health_by_week(as_of, zone, first_weekday, how_many) AS TABLE
    SELECT w.week, coalesce(h.band, 'dormant') AS band, count(*) AS ties
    FROM week_ends(as_of, zone, first_weekday, how_many) w, LATERAL (FROM health(w.ends_at, zone)) h
    GROUP BY ALL;

-- What moved the network's health between two instants, in points of it. The four parts and the caps are those of ties
-- that had a score at both; the rest is who came in (newly met, or back) and who dropped out (dormant, put away).
CREATE MACRO health_moves(earlier, as_of, zone) AS TABLE
    WITH weights AS (FROM (VALUES ('A', 4), ('B', 3), ('C', 2), ('D', 1)) w(tie, weight)),
    paired AS (
        SELECT w.weight, b.score AS score_before, a.score AS score_after,
            b.score IS NOT NULL AND a.score IS NOT NULL AS both_times,
            40 * (a.F - b.F) AS kept, 35 * (a.R - b.R) AS recent, 15 * (a.C - b.C) AS answered, 10 * (a.G - b.G) AS given
        FROM health(earlier, zone) b FULL JOIN health(as_of, zone) a USING (contact_id)
        JOIN contacts c ON c.id = contact_id
        JOIN weights w ON w.tie = coalesce(c.tie, 'C')
    )
    SELECT
        (sum(weight * score_before) / sum(weight) FILTER (score_before IS NOT NULL))::DOUBLE AS before,
        (sum(weight * score_after) / sum(weight) FILTER (score_after IS NOT NULL))::DOUBLE AS after,
        (sum(weight * score_before) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS shared_before,
        (sum(weight * score_after) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS shared_after,
        (sum(weight * kept) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS kept,
        (sum(weight * recent) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS recent,
        (sum(weight * answered) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS answered,
        (sum(weight * given) FILTER (both_times) / sum(weight) FILTER (both_times))::DOUBLE AS given,
        count(*) FILTER (both_times) AS ties
    FROM paired;

-- How long each thank-you since an instant took, in hours; NULL for one not written (yet).
CREATE MACRO hours_to_thanks(as_of, zone, since) AS TABLE
    SELECT c.name AS contact, d.opens_at AS talked_until,
        24 * days_between(d.opens_at, d.settled_at) AS hours, d.still_open, d.dropped
    FROM debts(as_of, zone) d JOIN contacts c ON c.id = d.contact_id
    WHERE d.action = 'thank_you' AND d.opens_at >= since;

-- On which days of the week something was done (what was sent, and conversations held), week by week.
CREATE MACRO busy_days(as_of, zone, first_weekday, how_many) AS TABLE
    WITH done AS (
        SELECT local_day(happened_at, zone) AS day FROM interactions WHERE direction = 'out' AND happened_at <= as_of
        UNION ALL
        SELECT local_day(held_until, zone) FROM conversations(as_of) WHERE standing = 'held'
    )
    SELECT w.week, isodow(d.day) AS weekday, count(*) AS times
    FROM done d JOIN weeks(as_of, zone, first_weekday, how_many) w ON w.week = week_of(d.day, first_weekday)
    GROUP BY ALL;

-- What was offered and what was asked for beyond the conversation itself, week by week.
CREATE MACRO gives_and_asks(as_of, zone, first_weekday, how_many) AS TABLE
    SELECT w.week, count(*) FILTER (i.gives) AS gives, count(*) FILTER (i.asks) AS asks
    FROM weeks(as_of, zone, first_weekday, how_many) w
    LEFT JOIN interactions i ON i.direction = 'out' AND i.happened_at <= as_of AND (i.gives OR i.asks)
        AND week_of(local_day(i.happened_at, zone), first_weekday) = w.week
    GROUP BY w.week;

-- What is overdue, by its kind and by how many days late it is.
CREATE MACRO overdue_by_lateness(as_of, zone) AS TABLE
    SELECT action, least(floor(days_between(due_at, as_of)), 15)::INT AS days_late, count(*) AS items
    FROM all_items(as_of, zone) WHERE status = 'overdue' AND hidden_until IS NULL
    GROUP BY ALL;

-- How old open matters are, in days since the newest thing happened, and who has the ball; NULL days for parked ones.
CREATE MACRO ages_of_matters(as_of, zone) AS TABLE
    SELECT CASE WHEN m.newest.direction = 'out' THEN 'them' ELSE 'me' END AS ball,
        CASE WHEN coalesce(m.parks_on > local_day(as_of, zone), true) THEN local_day(as_of, zone) - m.newest_on END AS days,
        count(*) AS matters
    FROM matters(as_of, zone) m
    JOIN contacts c ON c.id = m.contact_id AND NOT c.do_not_contact AND coalesce(c.archived_at > as_of, true)
    WHERE m.is_open AND NOT m.has_planned
    GROUP BY ALL;
