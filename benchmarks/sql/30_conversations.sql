-- One to four conversations with everybody met, some months apart: held, called off, planned, and a few that nobody recorded.
CREATE TEMP TABLE talks AS
    WITH counted AS (SELECT *, 1 + (4 * draw(n, 'how often') ** 2)::INT AS times FROM people WHERE part = 'met'),
    dated AS (
        SELECT n, id AS contact_id, k, at_work(
            after_days(begins_at, 12 + k * (70 + 120 * draw(n, 'apart'))), n * 10 + k, 'starts') AS starts_at
        FROM counted, range(times) r(k)
    ),
    told AS (
        SELECT *, n * 10 + k AS talk, after_days(starts_at, -6) AS scheduled_at,
            CASE WHEN draw(talk, 'minutes') < 0.6 THEN 20 WHEN draw(talk, 'minutes') < 0.9 THEN 30 ELSE 45 END AS minutes,
            starts_at + to_minutes(minutes + (draw(talk, 'longer') * 12 - 3)::INT) AS ended_at,
            CASE
                WHEN ended_at > as_of() THEN 'planned'
                WHEN ended_at > after_days(as_of(), -4) AND draw(talk, 'recorded') < 0.2 THEN 'planned'
                WHEN draw(talk, 'outcome') < 0.06 THEN 'cancelled'
                WHEN draw(talk, 'outcome') < 0.08 THEN 'no_show'
                ELSE 'held'
            END AS status
        FROM dated WHERE after_days(starts_at, -6) <= as_of()
    )
    SELECT *, key_at(scheduled_at, 'talk ' || talk) AS id FROM told;

INSERT INTO meetings BY NAME
    SELECT id, contact_id, scheduled_at, starts_at, minutes, status,
        pick(['video', 'video', 'phone', 'workplace', 'cafe'], talk, 'format') AS format,
        CASE WHEN status = 'held' THEN ended_at END AS ended_at,
        CASE status WHEN 'cancelled' THEN after_days(starts_at, -1) WHEN 'no_show' THEN starts_at END AS cancelled_at,
        CASE WHEN status IN ('cancelled', 'no_show') THEN 'them' END AS called_off_by,
        CASE WHEN draw(talk, 'prepared') < 0.6 AND after_days(starts_at, -1) <= as_of() THEN after_days(starts_at, -1) END AS prepared_at,
        CASE WHEN status = 'held' AND draw(talk, 'about') < 0.8 THEN pick(getvariable('sentence'), talk, 'about') END AS about
    FROM talks ORDER BY scheduled_at, id;

INSERT INTO plans BY NAME
    SELECT key_at(after_days(starts_at, -4), 'plan ' || talk) AS id, id AS meeting_id, minutes, after_days(starts_at, -4) AS made_at
    FROM talks WHERE draw(talk, 'planned') < 0.5 AND after_days(starts_at, -4) <= as_of();
INSERT INTO rehearsals BY NAME
    SELECT key_at(after_days(starts_at, -2), format('rehearsal {} {}', talk, lap)) AS id, p.id AS plan_id,
        pick(['mirror', 'voice', 'silent'], talk, lap) AS mode, after_days(starts_at, -2 + lap / 20) AS started_at,
        started_at + to_minutes(12 + (draw(talk, lap) * 12)::INT) AS finished_at
    FROM talks t JOIN plans p ON p.meeting_id = t.id CROSS JOIN range(2) r(lap)
    WHERE after_days(starts_at, -1.5) <= as_of() AND (lap = 0 OR draw(talk, 'twice') < 0.4);

INSERT INTO promises BY NAME
    SELECT key_at(ended_at, format('promise {} {}', owner, talk)) AS id, contact_id, t.id AS meeting_id, owner,
        pick(getvariable('sentence'), talk, 'promise') AS what, ended_at AS made_at,
        (ended_at + to_days(3 + (draw(talk, owner) * 11)::INT))::DATE AS due,
        CASE WHEN draw(talk, 'kept') < 0.9 AND after_days(ended_at, 1 + 12 * draw(talk, 'on day')) <= as_of()
            THEN after_days(ended_at, 1 + 12 * draw(talk, 'on day')) END AS done_at,
        CASE WHEN draw(talk, 'kept') BETWEEN 0.9 AND 0.98 AND after_days(ended_at, 20) <= as_of() THEN after_days(ended_at, 20) END AS dropped_at
    FROM talks t CROSS JOIN (VALUES ('me', 0.7), ('them', 0.4)) o(owner, share)
    WHERE status = 'held' AND draw(talk, 'promised by ' || owner) < share;

-- Whom they named: where somebody introduced was asked afterwards, that is the person.
INSERT INTO referrals BY NAME
    WITH named AS (
        SELECT *, row_number() OVER (ORDER BY ended_at, talk) AS turn FROM talks
        WHERE status = 'held' AND draw(talk, 'named') < 0.45
    ),
    introduced AS (
        SELECT p.id, c.name, row_number() OVER (ORDER BY p.begins_at, p.n) AS turn
        FROM people p JOIN contacts c ON c.id = p.id WHERE p.part = 'asked' AND c.relationship = 'introduced'
    )
    SELECT key_at(ended_at, 'referral ' || talk) AS id, contact_id, named.id AS meeting_id,
        coalesce(introduced.name, pick(getvariable('given'), talk, 'named') || ' ' || pick(getvariable('family'), talk, 'named')) AS name,
        ended_at AS given_at, pick(['yes', 'yes', 'yes', 'no', 'not asked'], talk, 'mention') AS may_mention,
        introduced.id AS prospect_id,
        CASE WHEN draw(talk, 'followed') < 0.85 AND after_days(ended_at, 2 + 10 * draw(talk, 'after')) <= as_of()
            THEN after_days(ended_at, 2 + 10 * draw(talk, 'after')) END AS done_at,
        CASE WHEN draw(talk, 'followed') BETWEEN 0.85 AND 0.97 AND after_days(ended_at, 25) <= as_of()
            THEN after_days(ended_at, 25) END AS dropped_at
    FROM named LEFT JOIN introduced USING (turn);

-- "Not now", mostly long past: the check-ins of some people.
INSERT INTO postponements BY NAME
    WITH hidden AS (
        SELECT n, k, id AS contact_id, after_days(as_of(), -1 - 100 * k * draw(n, k)) AS postponed_at
        FROM people, range(3) r(k) WHERE part = 'met' AND draw(n, 'not now') < 0.15
    )
    SELECT key_at(postponed_at, format('not now {} {}', n, k)) AS id, contact_id, 'check_in' AS action, contact_id AS subject_id,
        postponed_at, (postponed_at + to_days(pick([3, 7, 14], n, k)))::DATE AS until
    FROM hidden;
