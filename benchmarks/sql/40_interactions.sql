-- How it went with those who were asked and not met, step by step.
CREATE TEMP TABLE stories AS
    SELECT story, weight, sum(weight) OVER (ORDER BY story) / sum(weight) OVER () AS upto, unnest(steps, recursive := true)
    FROM (VALUES
        (1, 28, [{kind: 'request', day: 0}]),
        (2, 27, [{kind: 'request', day: 0}, {kind: 'nudge', day: 10}]),
        (3, 5, [{kind: 'request', day: 0}, {kind: 'nudge', day: 10}, {kind: 'nudge', day: 25}]),
        (4, 12, [{kind: 'request', day: 0}, {kind: 'declined', day: 4}]),
        (5, 6, [{kind: 'request', day: 0}, {kind: 'nudge', day: 10}, {kind: 'declined', day: 13}]),
        (6, 6, [{kind: 'request', day: 0}, {kind: 'deferred', day: 3}, {kind: 'request', day: 36}, {kind: 'declined', day: 41}]),
        (7, 6, [{kind: 'request', day: 0}, {kind: 'deferred', day: 5}, {kind: 'nudge', day: 37}]),
        (8, 6, [{kind: 'request', day: 0}, {kind: 'reply', day: 2}, {kind: 'message', day: 3}, {kind: 'agreed', day: 6},
                {kind: 'proposal', day: 7}, {kind: 'reply', day: 9}, {kind: 'message', day: 10}, {kind: 'deferred', day: 12},
                {kind: 'nudge', day: 45}]),
        (9, 3, [{kind: 'request', day: 0}, {kind: 'agreed', day: 3}, {kind: 'proposal', day: 4}, {kind: 'declined', day: 9}]),
        (10, 1, [{kind: 'request', day: 0}, {kind: 'reply', day: 3}])
    ) s(story, weight, steps);

CREATE TEMP TABLE logged AS
    -- Asked, not met.
    SELECT n AS key, p.id AS contact_id, kind, after_days(begins_at, day + 0.2 * draw(n, day)) AS happened_at,
        CASE WHEN kind = 'deferred' THEN (happened_at + to_days(30))::DATE END AS again_on
    FROM people p
    JOIN (SELECT DISTINCT story, upto - weight / 100 AS above, upto FROM stories) chosen ON p.part = 'asked'
        AND draw(n, 'story') >= above AND draw(n, 'story') < upto
    JOIN stories USING (story)
    UNION ALL
    -- Around each conversation. The first one was asked for; from then on the tone is lighter.
    SELECT talk, contact_id, kind, after_days(starts_at, day + 0.1 * draw(talk, kind)), NULL
    FROM talks JOIN (VALUES ('request', -12, 1, 'any'), ('reply', -10, 1, 'any'), ('message', -10, 9, 'any'), ('agreed', -8, 9, 'any'),
            ('proposal', -7, 1, 'any'), ('confirmation', -5, 9, 'any'), ('thank_you', 0.4, 9, 'prompt'), ('thank_you', 3, 9, 'late'),
            ('check_in', 32, 9, 'kind'), ('reply', 34, 9, 'kind'), ('proposal', 2, 9, 'off'), ('declined', 9, 9, 'off')
        ) steps(kind, day, times, who) ON k < times AND CASE who
            WHEN 'prompt' THEN status = 'held' AND draw(talk, 'thanks') < 0.85
            WHEN 'late' THEN status = 'held' AND draw(talk, 'thanks') BETWEEN 0.85 AND 0.94
            WHEN 'kind' THEN status = 'held' AND draw(talk, 'checks in') < 0.6
            WHEN 'off' THEN status IN ('cancelled', 'no_show')
            ELSE kind <> 'confirmation' OR draw(talk, 'confirmed') < 0.95
        END
    UNION ALL
    -- Some of the people one writes with were asked, too, once the exchange was over.
    SELECT n, id, 'request', after_days(ends_at, 2), NULL FROM people WHERE part = 'written_with' AND draw(n, 'asked') < 0.1;
DELETE FROM logged WHERE happened_at > as_of();

-- All the rest, up to ten for each contact: long exchanges with the people met and written with. A few are very long.
INSERT INTO logged BY NAME
    WITH weighed AS (
        SELECT n, id, part, begins_at, ends_at, sum(greatest(draw(n, 'much'), 0.001) ** -0.35) OVER (ORDER BY n) AS upto
        FROM people WHERE part IN ('met', 'written_with') AND begins_at < as_of()
    ),
    left_over AS (SELECT getvariable('contacts') * 10 - count(*) AS how_many FROM logged),
    shared AS (
        SELECT n, id, part, begins_at, ends_at, round(upto / max(upto) OVER () * how_many)::BIGINT AS last
        FROM weighed CROSS JOIN left_over
    ),
    counted AS (SELECT *, last - coalesce(lag(last) OVER (ORDER BY n), 0) AS how_many FROM shared)
    SELECT n * 100000 + j AS key, id AS contact_id,
        CASE WHEN draw(key, 'kind') < 0.06 THEN 'note' WHEN j % 2 = 1 THEN 'reply' WHEN draw(key, 'kind') < 0.09 THEN 'introduction'
            WHEN part = 'met' AND draw(key, 'kind') < 0.25 THEN 'check_in' ELSE 'message' END AS kind,
        begins_at + to_microseconds(((j + draw(key, 'when')) / how_many
            * epoch_us(least(ends_at, as_of()) - begins_at))::BIGINT) AS happened_at
    FROM counted, range(how_many) r(j);

INSERT INTO interactions BY NAME
    SELECT key_at(happened_at, format('{} {} {}', kind, key, contact_id)) AS id, contact_id, kind, happened_at, again_on,
        CASE WHEN kind = 'note' THEN 'none' WHEN kind IN ('reply', 'agreed', 'declined', 'deferred') THEN 'in' ELSE 'out' END AS direction,
        CASE WHEN kind <> 'note' THEN pick(['email', 'email', 'linkedin', 'linkedin', 'phone'], contact_id, 'channel') END AS channel,
        direction = 'out' AND draw(key, 'gives') < 0.15 AS gives,
        direction = 'out' AND draw(key, 'asks') < 0.12 AS asks,
        CASE WHEN kind = 'note' OR draw(key, 'text') < 0.6 THEN pick(getvariable('sentence'), key, 'text') END AS text
    FROM logged ORDER BY happened_at, key;
