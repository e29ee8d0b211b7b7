-- What gets answered: every request and connection note that was sent, and what became of it by as_of. An invitation to
-- connect that follows a conversation keeps in touch (A69, guide 1) and asks for none.
--   answered: they wrote back, said yes, no or later, or a conversation was planned with them: not before it was sent,
--   before the next one was, and by the 30th day after its day (our convention)
--   is_open: not answered, and its 7th business day has not come: too early to count: a nudge opens then (ours)
--   is_warm: introduced or known, a mutual contact, somebody who named them by then and may be mentioned, or met before.
--   How one knows somebody has no date: it is as it stands today
CREATE MACRO asks(as_of, zone) AS TABLE
    WITH sent AS (
        SELECT i.id, i.contact_id, i.channel, i.happened_at AS asked_at,
            nullif(trim(i.text, E' \t\r\n'), '') AS written,
            lead(i.happened_at) OVER (PARTITION BY i.contact_id ORDER BY i.happened_at, i.id) AS next_at
        FROM interactions i
        LEFT JOIN encounters(as_of) met ON met.contact_id = i.contact_id
        WHERE i.direction = 'out' AND i.happened_at <= as_of
            AND (i.kind = 'request' OR i.kind = 'connection' AND coalesce(i.happened_at < met.first_met, true))
    ),
    answers AS (
        SELECT contact_id, happened_at AS came_at FROM interactions
        WHERE kind IN ('reply', 'agreed', 'declined', 'deferred') AND happened_at <= as_of
        UNION ALL
        SELECT contact_id, scheduled_at FROM meetings WHERE scheduled_at <= as_of
    ),
    followed AS (
        SELECT s.*, coalesce(a.came_at < s.next_at, a.came_at IS NOT NULL)
            AND local_day(a.came_at, zone) - local_day(s.asked_at, zone) <= 30 AS answered
        FROM sent s ASOF LEFT JOIN answers a ON s.contact_id = a.contact_id AND s.asked_at <= a.came_at
    ),
    named AS (
        SELECT prospect_id, min(given_at) AS named_at FROM referrals WHERE may_mention = 'yes' GROUP BY prospect_id
    )
    SELECT f.id, f.contact_id, f.asked_at, f.channel, c.source_kind, coalesce(f.answered, false) AS answered,
        NOT coalesce(f.answered, false)
            AND local_day(as_of, zone) < business_day_after(local_day(f.asked_at, zone), 7) AS is_open,
        coalesce(c.relationship IN ('introduced', 'known'), false) OR coalesce(trim(c.mutual_contact), '') <> ''
            OR coalesce(n.named_at <= f.asked_at, false) OR coalesce(e.first_met <= f.asked_at, false) AS is_warm,
        len(string_split_regex(f.written, '\s+')) AS words
    FROM followed f
    JOIN contacts c ON c.id = f.contact_id
    LEFT JOIN named n ON n.prospect_id = f.contact_id
    LEFT JOIN encounters(as_of) e ON e.contact_id = f.contact_id;

-- How many were sent and answered, in each of several groupings, and how many are too young to count.
--   member: NULL where it is not said (no channel, no source, no text)
CREATE MACRO reply_rates(as_of, zone) AS TABLE
    WITH grouped AS (
        SELECT answered, is_open, unnest([
            {grouping: 'all', member: 'all'},
            {grouping: 'warmth', member: CASE WHEN is_warm THEN 'warm' ELSE 'cold' END},
            {grouping: 'channel', member: channel},
            {grouping: 'source', member: source_kind},
            {grouping: 'length', member: CASE
                WHEN words < 50 THEN 'under_50' WHEN words < 100 THEN '50_to_99' WHEN words <= 150 THEN '100_to_150'
                WHEN words > 150 THEN 'over_150' END}
        ], recursive := true)
        FROM asks(as_of, zone)
    )
    SELECT grouping, member, count(*) FILTER (NOT is_open) AS sent, count(*) FILTER (answered) AS answered,
        count(*) FILTER (is_open) AS still_open
    FROM grouped GROUP BY grouping, member;
