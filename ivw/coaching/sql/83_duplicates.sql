-- How two ways of writing down the same thing are compared: a web address without scheme, www, language and what
-- follows the path; the last digits of a phone number, since it is written with its country and without.
CREATE MACRO address_key(url) AS nullif(regexp_replace(regexp_replace(lower(trim(coalesce(url, ''))),
    '^https?://([a-z]{2,3}\.)?', ''), '[/?#]*([?#].*)?$', ''), '');
CREATE MACRO phone_key(phone) AS CASE WHEN len(regexp_replace(coalesce(phone, ''), '\D', '', 'g')) >= 7
    THEN right(regexp_replace(phone, '\D', '', 'g'), 8) END;
-- The words of a name in no order, without accents, case and what stands between words.
CREATE MACRO name_words(name) AS list_sort([w FOR w IN
    string_split_regex(regexp_replace(search_key(name), '[\s.,;''"()/_-]+', ' ', 'g'), ' ') IF w <> '']);

-- Pairs who may be one person, each once, with every reason; who was said to be two is no pair.
--   reason: 'email', 'linkedin_url', 'phone', 'name' (the same apart from case, accents, order and initials),
--   'initial' (one gives only an initial), 'similar' (nearly the same name at the same organization)
--   whom: NULL for everybody, or the id of one
-- Two different LinkedIn addresses are two people, whatever their names. A name that more than 20 people bear tells
-- nothing (our convention), and 0.92 is where Jaro-Winkler stops taking brothers for one man (our convention).
CREATE MACRO possible_duplicates(whom := NULL) AS TABLE
    WITH keyed AS MATERIALIZED (
        SELECT id, name, lower(trim(email)) AS email, address_key(linkedin_url) AS address, phone_key(phone) AS phone,
            organization_key(organization) AS organization,
            name_words(name) AS all_words, [w FOR w IN all_words IF len(w) > 1] AS words,
            [w FOR w IN all_words IF len(w) = 1] AS initials
        FROM contacts
    ),
    blocks AS (
        SELECT id, 'email' AS reason, email AS key FROM keyed WHERE email <> ''
        UNION ALL SELECT id, 'linkedin_url', address FROM keyed WHERE address IS NOT NULL
        UNION ALL SELECT id, 'phone', phone FROM keyed WHERE phone IS NOT NULL
        UNION ALL SELECT id, 'name', array_to_string(CASE WHEN len(words) > 1 THEN words ELSE all_words END, ' ') FROM keyed
        UNION ALL  -- J Smith beside John Smith
        SELECT id, 'initial', array_to_string(words, ' ') || ' ' || initials[1] || '.'
        FROM keyed WHERE len(words) = 1 AND len(initials) = 1
    ),
    shared AS (
        SELECT reason, key, list(id ORDER BY id) AS ids FROM blocks WHERE key <> ''
        GROUP BY reason, key HAVING count(*) BETWEEN 2 AND CASE reason WHEN 'name' THEN 20 ELSE 200 END
    ),
    by_key AS (
        SELECT a.id AS contact_id, b.id AS other_id, a.reason
        FROM (SELECT reason, key, unnest(ids) AS id FROM shared) a
        JOIN (SELECT reason, key, unnest(ids) AS id FROM shared) b ON a.reason = b.reason AND a.key = b.key AND a.id < b.id
    ),
    by_initial AS (
        SELECT least(s.id, f.id) AS contact_id, greatest(s.id, f.id) AS other_id, 'initial' AS reason
        FROM (FROM blocks WHERE reason = 'initial') s
        JOIN (
            SELECT id, words[1] || ' ' || words[2][1] || '.' AS key FROM keyed WHERE len(words) = 2
            UNION ALL SELECT id, words[2] || ' ' || words[1][1] || '.' FROM keyed WHERE len(words) = 2
        ) f ON f.key = s.key
    ),
    colleagues AS (  -- people of one organization who share the first letter of a word of their names
        SELECT DISTINCT a.id AS contact_id, b.id AS other_id, a.all_words AS words, b.all_words AS other_words
        FROM (SELECT *, unnest(list_distinct([w[1] FOR w IN all_words])) AS letter FROM keyed WHERE organization <> '') a
        JOIN (SELECT *, unnest(list_distinct([w[1] FOR w IN all_words])) AS letter FROM keyed WHERE organization <> '') b
            ON a.organization = b.organization AND a.letter = b.letter AND a.id < b.id
        WHERE abs(len(a.name) - len(b.name)) <= 4
    ),
    nearly AS (
        SELECT contact_id, other_id, 'similar' AS reason FROM colleagues
        WHERE words <> other_words
            AND jaro_winkler_similarity(array_to_string(words, ' '), array_to_string(other_words, ' ')) >= 0.92
    ),
    pairs AS (FROM by_key UNION ALL FROM by_initial UNION ALL FROM nearly),
    told AS (
        SELECT p.contact_id, p.other_id,
            list(DISTINCT p.reason ORDER BY list_position(
                ['email', 'linkedin_url', 'phone', 'name', 'initial', 'similar'], p.reason)) AS reasons
        FROM pairs p
        JOIN keyed a ON a.id = p.contact_id
        JOIN keyed b ON b.id = p.other_id
        WHERE p.reason IN ('email', 'linkedin_url') OR coalesce(a.address = b.address, true)
        GROUP BY p.contact_id, p.other_id
    )
    SELECT t.contact_id::VARCHAR AS contact_id, t.other_id::VARCHAR AS other_id, t.reasons
    FROM told t
    WHERE (whom IS NULL OR t.contact_id = whom OR t.other_id = whom)
        AND NOT EXISTS (FROM namesakes n WHERE n.contact_id = t.contact_id AND n.other_id = t.other_id);
