-- "Towards a conversation": where things stand with each contact since the last held conversation (or ever).
--
--   newest              the newest interaction, no note; a conversation called off is an agreed at that moment
--   newest_on           its day; requested_on that of the newest request
--   newest_but_nudges   the kind of the newest that is no nudge
--   closed              declined, and no request since: nothing of this table stands
--   is_open             a request, proposal or agreed is there, and nothing closed it
--   stranger            never met, never answered since, and not said to be introduced or known
--   nudges_sent         nudges in this round: what was sent since they last spoke, after its base. The base is the
--                       newest that is no nudge; where only nudges were sent, the first of them
--   nudge_on            the day the next nudge opens; NULL when none is permitted (a stranger gets one, others two)
--   parks_on            the day on which the matter is parked: 10 business days after the last permitted nudge, or
--                       20 after a nudge opened and was not sent
CREATE MACRO matters(as_of, zone, whom := NULL) AS TABLE
    WITH met AS MATERIALIZED (FROM encounters(as_of, whom := whom)),
    concerned AS (  -- friends one only chats with have no matter, and most of the log
        SELECT contact_id FROM interactions
        WHERE (kind IN ('request', 'proposal', 'agreed', 'declined') OR wants_answer) AND (whom IS NULL OR contact_id = whom)
        UNION
        SELECT contact_id FROM meetings WHERE status <> 'held' AND (whom IS NULL OR contact_id = whom)
        UNION
        SELECT contact_id FROM met WHERE has_planned
    ),
    events AS (
        SELECT e.* FROM (
            SELECT id, contact_id, kind, direction, happened_at, wants_answer, again_on
            FROM interactions
            WHERE kind <> 'note' AND happened_at <= as_of AND (whom IS NULL OR contact_id = whom)
            UNION ALL
            SELECT id, contact_id, 'agreed', 'in', called_off_at, NULL, NULL
            FROM conversations(as_of, whom := whom) WHERE standing = 'called_off'
        ) e
        SEMI JOIN concerned USING (contact_id)
        LEFT JOIN met h USING (contact_id)
        WHERE h.last_met IS NULL OR e.happened_at >= h.last_met
    ),
    summed AS (
        SELECT contact_id,
            arg_max({id: id, kind: kind, direction: direction, happened_at: happened_at,
                     wants_answer: wants_answer, again_on: again_on}, (happened_at, id)) AS newest,
            arg_max(kind, (happened_at, id)) FILTER (kind <> 'nudge') AS newest_but_nudges,
            bool_or(kind IN ('request', 'proposal', 'agreed')) AS opened,
            max(happened_at) FILTER (kind = 'declined') AS declined_at,
            max(happened_at) FILTER (kind = 'request') AS requested_at,
            max(happened_at) FILTER (direction = 'in') AS heard_at,
            max(happened_at) FILTER (direction = 'out' AND kind <> 'nudge') AS sent_at,
            list(happened_at ORDER BY happened_at) FILTER (direction = 'out' AND kind = 'nudge') AS nudges
        FROM events GROUP BY contact_id
    ),
    rounds AS (
        SELECT *,
            [n FOR n IN nudges IF heard_at IS NULL OR n > heard_at] AS recent,
            coalesce(CASE WHEN heard_at IS NULL OR sent_at > heard_at THEN sent_at END, recent[1]) AS base_at,
            [n FOR n IN recent IF n > base_at] AS nudged_at
        FROM summed
    ),
    judged AS (
        SELECT s.*,
            s.declined_at IS NOT NULL AND coalesce(s.requested_at <= s.declined_at, true) AS closed,
            s.opened AND NOT closed AS is_open,
            h.last_met IS NULL AND s.heard_at IS NULL AND coalesce(c.relationship, 'stranger') = 'stranger' AS stranger,
            coalesce(h.has_planned, false) AS has_planned,
            local_day(s.newest.happened_at, zone) AS newest_on,
            local_day(s.requested_at, zone) AS requested_on,
            coalesce(len(s.nudged_at), 0) AS nudges_sent,
            CASE WHEN stranger THEN 1 ELSE 2 END AS nudges_permitted,
            local_day(s.base_at, zone) AS base_day,
            local_day(s.nudged_at[nudges_sent], zone) AS last_nudge_day,
            local_day(s.nudged_at[nudges_permitted], zone) AS last_permitted_day
        FROM rounds s
        JOIN contacts c ON c.id = s.contact_id
        LEFT JOIN met h ON h.contact_id = s.contact_id
    ),
    opening AS (
        SELECT *, CASE
            WHEN NOT is_open OR has_planned THEN NULL
            WHEN newest.kind = 'deferred' THEN newest.again_on
            WHEN newest.direction <> 'out' OR nudges_sent >= nudges_permitted THEN NULL
            WHEN nudges_sent = 0 THEN business_day_after(base_day, 7)
            ELSE business_day_after(last_nudge_day, 10)
        END AS nudge_on
        FROM judged
    )
    SELECT contact_id, newest, newest_on, newest_but_nudges, requested_at, requested_on, closed, is_open, stranger,
        has_planned, nudges_sent, nudge_on,
        CASE
            WHEN NOT is_open OR has_planned THEN NULL
            WHEN nudge_on IS NOT NULL THEN business_day_after(nudge_on, 20)
            WHEN newest.direction = 'out' THEN business_day_after(last_permitted_day, 10)
        END AS parks_on
    FROM opening;
