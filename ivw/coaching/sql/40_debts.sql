-- What is owed to a contact: thank-yous, my promises, referrals. One row for each that had come into being.
--   weight: its weight in F.  due_at: late after it.  settled_at, dropped, lapsed: what became of it by then.
CREATE MACRO debts(as_of, zone, whom := NULL) AS TABLE
    WITH held AS (
        SELECT *, lead(held_until) OVER (PARTITION BY contact_id ORDER BY held_until, id) AS next_held
        FROM conversations(as_of, whom := whom) WHERE standing = 'held'
    ),
    thanked AS (
        SELECT h.id, min(i.happened_at) AS thanked_at
        FROM held h JOIN interactions i ON i.contact_id = h.contact_id
        WHERE i.kind = 'thank_you' AND i.direction = 'out' AND i.happened_at <= as_of
            AND i.happened_at >= h.held_until AND (h.next_held IS NULL OR i.happened_at < h.next_held)
        GROUP BY h.id
    ),
    followed AS (  -- writing to the person a referral became is what follows it
        SELECT r.id, min(i.happened_at) AS followed_at
        FROM referrals r JOIN interactions i ON i.contact_id = r.prospect_id
        WHERE i.direction = 'out' AND i.happened_at BETWEEN r.given_at AND as_of
        GROUP BY r.id
    ),
    listed AS (
        SELECT h.contact_id, 'thank_you' AS action, h.id AS subject_id, 3 AS weight,
            NULL::DATE AS due_on, h.held_until AS opens_at,
            t.thanked_at AS settled_at, h.thanks_dropped AS dropped,
            h.next_held IS NOT NULL OR as_of >= h.held_until + INTERVAL 360 HOUR AS lapses
        FROM held h LEFT JOIN thanked t USING (id)
        UNION ALL
        SELECT contact_id, 'promise', id, 3, due, NULL,
            CASE WHEN done_at <= as_of THEN done_at END, coalesce(dropped_at <= as_of, false), false
        FROM promises WHERE owner = 'me' AND coalesce(made_at <= as_of, true) AND (whom IS NULL OR contact_id = whom)
        UNION ALL
        SELECT contact_id, 'referral', id, 2, business_day_after(local_day(given_at, zone), 5), NULL,
            least(CASE WHEN done_at <= as_of THEN done_at END, followed_at),
            coalesce(dropped_at <= as_of, false), false
        FROM referrals LEFT JOIN followed USING (id)
        WHERE given_at <= as_of AND (whom IS NULL OR contact_id = whom)
    )
    SELECT contact_id, action, subject_id, weight,
        coalesce(opens_at, midnight(due_on, zone)) AS opens_at,
        coalesce(opens_at + INTERVAL 24 HOUR, midnight(due_on + 1, zone)) AS due_at,
        settled_at, dropped,
        lapses AND settled_at IS NULL AND NOT dropped AS lapsed,
        settled_at IS NULL AND NOT dropped AND NOT lapses AS still_open
    FROM listed;
