-- Health of a tie, from the first conversation on: 40 F + 35 R + 15 C + 10 G. The weights are our convention.
CREATE MACRO kept_word(as_of, zone, whom := NULL) AS TABLE  -- F, and the longest delay among what is open
    WITH valued AS (
        SELECT contact_id, weight, still_open,
            greatest(days_between(due_at, coalesce(settled_at, as_of)), 0) AS days_late,
            CASE
                WHEN dropped THEN NULL
                WHEN settled_at IS NOT NULL THEN 1 - 0.5 * least(1, days_late / 14)
                WHEN lapsed THEN 0
                WHEN still_open AND as_of > due_at THEN greatest(0, 1 - days_late / 14)
            END AS value,
            NOT still_open AND due_at < as_of - INTERVAL 4320 HOUR AS forgotten  -- 180 days
        FROM debts(as_of, zone, whom := whom)
    )
    SELECT contact_id,
        coalesce(sum(weight * value) FILTER (NOT forgotten) / sum(weight) FILTER (value IS NOT NULL AND NOT forgotten), 1) AS kept,
        coalesce(max(days_late) FILTER (still_open), 0) AS longest_delay
    FROM valued GROUP BY contact_id;

CREATE MACRO exchanges(as_of, whom := NULL) AS TABLE  -- C and G, since the end of the first conversation
    SELECT i.contact_id,
        count(*) FILTER (direction = 'out') AS touches,
        count(*) FILTER (kind = 'reply') AS heard,
        least(heard, touches) AS replies,
        count(*) FILTER (direction = 'out' AND gives) AS given,
        count(*) FILTER (direction = 'out' AND asks) AS asked
    FROM interactions i JOIN encounters(as_of, whom := whom) m USING (contact_id)
    WHERE i.happened_at BETWEEN m.first_met AND as_of GROUP BY i.contact_id;

CREATE MACRO health(as_of, zone, whom := NULL) AS TABLE
    WITH parts AS (
        SELECT t.contact_id, t.dormant, t.cadence, t.silent_days, t.last_talked,
            coalesce(k.kept, 1) AS F,
            CASE WHEN t.silent_days <= t.cadence THEN 1 ELSE 0.5 ** ((t.silent_days - t.cadence) / t.cadence) END AS R,
            (coalesce(e.replies, 0) + 1) / (coalesce(e.touches, 0) + 2) AS C,
            least(1, (coalesce(e.given, 0) + 1) / (coalesce(e.asked, 0) + 1)) AS G,
            coalesce(k.longest_delay, 0) AS longest_delay
        FROM ties(as_of, zone, whom := whom) t
        JOIN contacts p ON p.id = t.contact_id AND coalesce(p.archived_at > as_of, true)  -- put away: no tie to tend
        LEFT JOIN kept_word(as_of, zone, whom := whom) k USING (contact_id)
        LEFT JOIN exchanges(as_of, whom := whom) e USING (contact_id)
    ),
    scored AS (
        SELECT *,
            floor(round(40 * F + 35 * R + 15 * C + 10 * G, 6) + 0.5)::INT AS uncapped,
            CASE
                WHEN longest_delay >= 14 THEN 39
                WHEN longest_delay >= 7 THEN 59
                WHEN longest_delay > 0 THEN 79
            END AS cap
        FROM parts
    )
    SELECT contact_id, F, R, C, G, uncapped, cap, longest_delay, cadence, silent_days, last_talked, dormant,
        CASE WHEN NOT dormant THEN least(uncapped, coalesce(cap, 100)) END AS score,
        CASE
            WHEN dormant THEN NULL
            WHEN score >= 80 THEN 'healthy'
            WHEN score >= 60 THEN 'attention'
            WHEN score >= 40 THEN 'at_risk'
            ELSE 'fading'
        END AS band
    FROM scored;
