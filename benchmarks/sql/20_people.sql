-- Who plays which part: 4 % met, 8 % written with for long, 18 % asked, and 70 % an address book never written to.
--   begins_at: when it began with them.  ends_at: until when one wrote to each other (an exchange only).
CREATE TEMP TABLE people AS
    WITH placed AS (
        SELECT n, row_number() OVER (ORDER BY drawn(n, 'part'), n) / getvariable('contacts') AS place
        FROM range(getvariable('contacts')) r(n)
    ),
    parts AS (
        SELECT n, place, CASE WHEN place <= 0.04 THEN 'met' WHEN place <= 0.12 THEN 'written_with'
            WHEN place <= 0.30 THEN 'asked' ELSE 'listed' END AS part
        FROM placed
    ),
    dated AS (
        SELECT *, CASE part
                WHEN 'met' THEN at_work(after_days(as_of(), -5 - 535 * draw(n, 'begins')), n, 'begins at')
                WHEN 'asked' THEN at_work(after_days(as_of(), -2 - 540 * draw(n, 'begins')), n, 'begins at')
            END AS first_step_at,
            after_days(as_of(), -1 - 480 * draw(n, 'ends') ** 2) AS ends_at
        FROM parts
    ),
    begun AS (
        SELECT *, coalesce(first_step_at, greatest(
                after_days(ends_at, -30 - 510 * draw(n, 'long')), after_days(as_of(), -545 + draw(n, 'first')))) AS begins_at,
            part IN ('met', 'asked') AND draw(n, 'imported') < 0.4 AS added_by_hand
        FROM dated
    )
    SELECT n, part, place, begins_at, greatest(ends_at, after_days(begins_at, 10)) AS ends_at, added_by_hand,
        CASE WHEN added_by_hand THEN after_days(begins_at, -3 - draw(n, 'added'))
            ELSE after_days(as_of(), -547) END AS added_at,
        key_at(added_at, 'contact ' || n) AS id,
        -- A few large houses and many small ones.
        ((2 + getvariable('contacts') // 8) * draw(n, 'house') ** 2)::INT AS house
    FROM begun;

INSERT INTO contacts BY NAME
    SELECT id, pick(getvariable('given'), n, 'given') AS given_name, pick(getvariable('family'), n, 'family') AS family_name,
        given_name || ' ' || family_name AS name,
        CASE WHEN draw(n, 'email') < CASE part WHEN 'listed' THEN 0.1 ELSE 0.6 END
            THEN format('person{}@example.org', n) END AS email,
        CASE WHEN NOT added_by_hand OR draw(n, 'linkedin') < 0.5
            THEN format('https://www.linkedin.com/in/person-{}', n) END AS linkedin_url,
        CASE WHEN draw(n, 'employed') < 0.95 THEN concat_ws(' ', pick(getvariable('firm'), house, 'firm'),
            pick(getvariable('trade'), house, 'trade'), pick(getvariable('form'), house, 'form')) END AS organization,
        CASE WHEN draw(n, 'employed') < 0.97 THEN pick(getvariable('position'), n, 'position') END AS position,
        CASE WHEN part <> 'listed' THEN pick(getvariable('field'), n, 'field') END AS field,
        CASE WHEN part IN ('met', 'written_with') THEN
            CASE WHEN draw(n, 'tie') < 0.1 THEN 'A' WHEN draw(n, 'tie') < 0.4 THEN 'B'
                WHEN draw(n, 'tie') < 0.85 THEN 'C' ELSE 'D' END END AS tie,
        CASE WHEN part = 'written_with' THEN 'known' WHEN part <> 'listed' THEN
            CASE WHEN draw(n, 'relationship') < 0.7 THEN 'stranger'
                WHEN draw(n, 'relationship') < 0.9 THEN 'introduced' ELSE 'known' END END AS relationship,
        CASE WHEN part = 'met' AND draw(n, 'cadence') < 0.05 THEN 45 END AS cadence_days,
        part = 'asked' AND draw(n, 'leave alone') < 0.01 AS do_not_contact,
        CASE WHEN added_by_hand THEN NULL ELSE 'LinkedIn' END AS source,
        CASE WHEN part IN ('met', 'asked') THEN pick(getvariable('sentence'), n, 'why') END AS why_this_person,
        CASE WHEN NOT added_by_hand THEN (added_at - to_days((3000 * draw(n, 'connected'))::INT))::DATE END AS connected_on,
        CASE WHEN part IN ('met', 'asked') THEN after_days(begins_at, -1)
            WHEN part = 'listed' AND draw(n, 'shortlisted') < 0.02 THEN after_days(as_of(), -90 * draw(n, 'listed')) END AS shortlisted_at,
        added_at
    FROM people ORDER BY added_at, id;

INSERT INTO contact_tags BY NAME
    SELECT key_at(added_at, 'tag ' || n) AS id, p.id AS contact_id,
        pick(['alumni', 'meetup', 'conference', 'neighbour', 'former colleague'], n, 'tag') AS tag
    FROM people p WHERE part <> 'listed' AND draw(n, 'tagged') < 0.3;

-- The one import that brought the address book.
INSERT INTO imports BY NAME
    SELECT key_at(after_days(as_of(), -547), 'import') AS id, 'linkedin' AS source, 'Connections.csv' AS file_name,
        after_days(as_of(), -547) AS imported_at;
INSERT INTO import_changes BY NAME
    SELECT key_at(p.added_at, 'change ' || n) AS id, i.id AS import_id, 'contacts' AS table_name, p.id AS row_id
    FROM people p CROSS JOIN imports i WHERE NOT added_by_hand;
