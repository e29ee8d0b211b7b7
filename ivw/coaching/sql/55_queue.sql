-- Whether this day is of a weekend that is to be quiet, and the Monday after it.
CREATE MACRO quiet_weekend(day) AS TABLE
    SELECT quiet_weekends AND isodow(day) >= 6 AS quiet, day + (8 - isodow(day))::INT AS monday FROM profile;

-- What rests on a quiet weekend: all but thank-yous, conversations held or ahead, and what is late before it is over.
CREATE MACRO rests(action, due_at, as_of, over_at) AS
    action IN ('nudge', 'second_person', 'check_in', 'reconnect')
    OR action IN ('promise', 'referral', 'answer', 'propose_times') AND NOT (due_at > as_of AND due_at <= over_at);

-- The queue: every item with the person and the facts that its reason is told from.
--   organization, position: of whoever it is done for, which for a referral is the person that was named.
--   fact_at, fact_text, fact_number: when, what and how many, by action; follow_ups.why puts them into words.
--   listed: 'open' (overdue and due), 'overdue', 'due', 'upcoming', 'postponed' (hidden by "not now"), 'resting' (hidden
--   by a quiet weekend) or 'all' but the hidden.  doing: one action, NULL for every one
--   counts: how many items there are of each standing (overdue, due, upcoming, postponed or resting) and action, listed
--   or not.
--   It stands in every row, and in one without an item where the page is empty
-- The facts are joined to one page only: on a long queue they cost more than the rules. The items are materialized,
-- or each condition on them would work the rules out once more.
CREATE MACRO queue(as_of, zone, listed := 'all', how_many := 1000000, skipped := 0, whom := NULL, doing := NULL) AS TABLE
    WITH items AS MATERIALIZED (
        SELECT i.*, hidden_until IS NULL AND status <> 'upcoming' AND whom IS NULL AND w.quiet
            AND rests(i.action, i.due_at, as_of, midnight(w.monday, zone)) AS resting
        FROM all_items(as_of, zone, whom := whom) i, quiet_weekend(local_day(as_of, zone)) w
    ),
    placed AS (
        SELECT i.*, c.name, c.organization AS works_at, c.position AS works_as,
            row_number() OVER (ORDER BY status_rank(i.status),
                CASE WHEN i.status <> 'upcoming' THEN action_rank(i.action) END,
                i.due_at, action_rank(i.action), c.name, i.subject_id) AS place
        FROM items i JOIN contacts c ON c.id = i.contact_id
        WHERE (i.hidden_until IS NOT NULL) = (listed = 'postponed') AND i.resting = (listed = 'resting')
            AND (listed IN ('all', 'postponed', 'resting') OR i.status = listed OR listed = 'open' AND i.status <> 'upcoming')
            AND coalesce(i.action = doing, true)
    ),
    page AS MATERIALIZED (FROM placed ORDER BY place LIMIT how_many OFFSET skipped),
    counted AS (
        SELECT CASE WHEN hidden_until IS NOT NULL THEN 'postponed' WHEN resting THEN 'resting' ELSE status END AS standing, action, count(*) AS n
        FROM items GROUP BY ALL
    ),
    tally AS (SELECT coalesce(list({standing: standing, action: action, n: n}), []) AS counts FROM counted)
    SELECT i.contact_id::VARCHAR AS contact_id, i.name AS contact,
        CASE WHEN i.action = 'referral' THEN w.organization ELSE i.works_at END AS organization,
        CASE WHEN i.action = 'referral' THEN w.position ELSE i.works_as END AS position,
        i.action, i.status, i.opens_at, i.due_at, i.subject_id::VARCHAR AS subject_id, i.hidden_until,
        CASE
            WHEN i.action = 'thank_you' THEN coalesce(m.ended_at, m.starts_at + to_minutes(m.minutes))
            WHEN i.action = 'propose_times' AND m.id IS NOT NULL THEN coalesce(m.cancelled_at, m.starts_at)
            WHEN m.id IS NOT NULL THEN m.starts_at
            WHEN r.id IS NOT NULL THEN r.given_at
            WHEN p.id IS NOT NULL THEN p.made_at
            WHEN i.last_talked IS NOT NULL THEN i.last_talked
            ELSE n.happened_at
        END AS fact_at,
        CASE
            WHEN p.id IS NOT NULL THEN p.what
            WHEN r.id IS NOT NULL THEN r.name
            WHEN m.id IS NOT NULL THEN m.place
            ELSE n.kind
        END AS fact_text,
        CASE
            WHEN m.id IS NOT NULL THEN m.minutes
            WHEN i.last_talked IS NOT NULL THEN local_day(as_of, zone) - local_day(i.last_talked, zone)
        END AS fact_number,
        i.place, a.counts
    FROM tally a
    LEFT JOIN page i ON true
    LEFT JOIN meetings m ON m.id = i.subject_id
    LEFT JOIN promises p ON p.id = i.subject_id
    LEFT JOIN referrals r ON r.id = i.subject_id
    LEFT JOIN contacts w ON w.id = r.prospect_id
    LEFT JOIN interactions n ON n.id = i.subject_id
    ORDER BY i.place;

-- What was last talked about with each of these contacts: the newest conversation's topic, else the newest words.
CREATE MACRO last_words(as_of, keys) AS TABLE
    WITH said AS (
        SELECT contact_id, coalesce(ended_at, starts_at) AS said_at, about AS words, 1 AS rank FROM meetings
        WHERE status = 'held' AND trim(about) <> '' AND starts_at <= as_of
        UNION ALL
        SELECT contact_id, happened_at, text, 2 FROM interactions
        WHERE kind <> 'note' AND trim(text) <> '' AND happened_at <= as_of
    )
    SELECT contact_id::VARCHAR AS contact_id, arg_max(words, (-rank, said_at)) AS words
    FROM said WHERE contact_id IN (SELECT unnest(keys::UUID[])) GROUP BY contact_id;
