-- Chance that is none: everything is drawn by hashing a key, so the same size makes the same world every time.
-- as_of and contacts are variables of this connection, set before this file is read.
CREATE TEMP MACRO as_of() AS getvariable('as_of')::TIMESTAMPTZ;
-- Hashed twice: after once, two draws for the same key differ in a few bits only.
CREATE TEMP MACRO drawn(key, what) AS hash(hash(key, what));
CREATE TEMP MACRO draw(key, what) AS (drawn(key, what) % 1000000)::DOUBLE / 1000000;  -- [0, 1)
CREATE TEMP MACRO pick(choices, key, what) AS choices[(drawn(key, what) % len(choices))::INT + 1];
CREATE TEMP MACRO after_days(instant, days) AS instant + to_seconds((days * 86400)::BIGINT);

-- Between 8:00 and 18:00 of a working day, at or after the given one.
CREATE TEMP MACRO at_work(instant, key, what) AS
    instant::DATE::TIMESTAMPTZ
    + to_days((CASE isodow(instant) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END)::INT)
    + to_minutes(480 + (draw(key, what) * 600)::INT);

-- A UUIDv7 of that instant, as the records would have given it.
CREATE TEMP MACRO key_at(instant, what) AS (
    format('{:012x}', epoch_ms(instant)) || '7' || substr(md5(what), 1, 3) || '8' || substr(md5(what), 4, 15)
)::UUID;

SET VARIABLE given = ['Ada', 'Amara', 'Anton', 'Aylin', 'Ben', 'Björn', 'Carla', 'Chen', 'Chloé', 'Dana', 'Deniz', 'Elif', 'Emil', 'Eva',
    'Farid', 'Fatima', 'Femi', 'Finn', 'Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jana', 'João', 'Jonas', 'Kofi', 'Lena',
    'Leo', 'Lin', 'Lucía', 'Maja', 'Marco', 'Mei', 'Mina', 'Nadia', 'Nils', 'Noor', 'Oleg', 'Olga', 'Omar', 'Paul',
    'Priya', 'Rafael', 'Ravi', 'Rosa', 'Samir', 'Sara', 'Sofia', 'Søren', 'Tariq', 'Tess', 'Tomás', 'Uma', 'Vera',
    'Viktor', 'Wei', 'Yara', 'Yusuf', 'Zoë'];
SET VARIABLE family = ['Abebe', 'Adler', 'Ahmed', 'Almeida', 'Bauer', 'Becker', 'Berg', 'Bianchi', 'Brandt', 'Castro', 'Chen', 'Costa',
    'Dahl', 'Diaz', 'Dubois', 'Eriksson', 'Fischer', 'Fontaine', 'Garcia', 'Ghosh', 'Haas', 'Hansen', 'Hoffmann',
    'Ito', 'Jansen', 'Jensen', 'Kaya', 'Keller', 'Khan', 'Kim', 'Koch', 'Kowalski', 'Krüger', 'Lang', 'Lee', 'Lopez',
    'Mensah', 'Meyer', 'Moreau', 'Müller', 'Nakamura', 'Nguyen', 'Novák', 'Okafor', 'Olsen', 'Park', 'Patel', 'Petrov',
    'Popescu', 'Rossi', 'Russo', 'Sato', 'Schmidt', 'Silva', 'Singh', 'Sokolov', 'Suzuki', 'Tanaka', 'Vogel', 'Weber',
    'Wolff', 'Yılmaz', 'Zhang', 'Ziegler'];
SET VARIABLE firm = ['Amber', 'Anchor', 'Arbor', 'Aurora', 'Basalt', 'Beacon', 'Birch', 'Bright', 'Cedar', 'Clear', 'Cobalt', 'Compass',
    'Copper', 'Delta', 'Ember', 'Fern', 'Granite', 'Harbour', 'Hazel', 'Heron', 'Ivory', 'Juniper', 'Lantern', 'Linden',
    'Maple', 'Meridian', 'North', 'Orchard', 'Otter', 'Pebble', 'Quarry', 'River', 'Saffron', 'Slate', 'Spruce', 'Summit',
    'Tide', 'Valley', 'Willow', 'Zephyr'];
SET VARIABLE trade = ['Analytics', 'Architects', 'Bank', 'Biotech', 'Books', 'Capital', 'Care', 'Consulting', 'Data', 'Design', 'Energy',
    'Foods', 'Foundation', 'Games', 'Health', 'Insurance', 'Logistics', 'Media', 'Mobility', 'Museum', 'Press',
    'Robotics', 'Schools', 'Software', 'Studios', 'Systems', 'Textiles', 'Travel', 'University', 'Works'];
SET VARIABLE form = ['GmbH', 'Group', 'Labs', 'Ltd', 'Partners', 'AG', 'Inc.', 'Cooperative', 'Institute', 'Collective'];
SET VARIABLE position = ['Analyst', 'Architect', 'Data engineer', 'Data scientist', 'Designer', 'Editor', 'Head of product', 'Journalist',
    'Nurse manager', 'Operations lead', 'Policy adviser', 'Product manager', 'Programme manager', 'Project manager',
    'Recruiter', 'Research scientist', 'Software engineer', 'Teacher', 'Team lead', 'UX researcher'];
SET VARIABLE field = ['Data', 'Design', 'Education', 'Energy', 'Health', 'Policy', 'Product', 'Publishing'];
SET VARIABLE sentence = ['How they came into the field, and what they would do first today.',
    'The article on measuring what users do, and whether it holds for small teams.',
    'Two people to talk to next, and how to write to them.', 'What a first year in the team looks like.',
    'Moved to a new office; busy until the end of the month.', 'Thanks for the pointer to the reading group. It helped a lot!',
    'Which skills they look for and which ones can be learned on the job.', 'The conference in spring; perhaps we meet there.',
    'Read the book you named. The third chapter changed how I see it.', 'How decisions are made, and who is in the room.',
    'A tool their team dropped after a year, and why.', 'They switched from teaching; what carried over and what did not.',
    'Sent the notes I promised, with the two charts.', 'Their team grows; nothing is advertised yet.',
    'Congratulations on the launch. I saw it in the newsletter.', 'What surprised them most, and what they would not do again.'];
