-- The one person whose records these are. Empty time_zone: the machine's counts.
CREATE TABLE profile (
    id SMALLINT PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    name VARCHAR,
    time_zone VARCHAR CHECK (trim(time_zone) <> ''),
    first_weekday SMALLINT NOT NULL DEFAULT 1 CHECK (first_weekday BETWEEN 1 AND 7)  -- ISO: 1 is Monday
);

INSERT INTO profile (id) VALUES (1);

-- How often to be in touch, by tie (DESIGN.md, glossary).
CREATE TABLE cadences (
    tie VARCHAR PRIMARY KEY CHECK (tie IN ('A', 'B', 'C', 'D')),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 3650)
);

INSERT INTO cadences VALUES ('A', 30), ('B', 60), ('C', 120), ('D', 180);

-- A target holds from its week on, so that past weeks keep what was aimed at then.
CREATE TABLE weekly_targets (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    figure VARCHAR NOT NULL CHECK (figure IN (
        'requests', 'replies', 'conversations', 'thanked_in_time', 'promises_kept', 'introductions', 'rehearsal_minutes'
    )),
    from_week DATE NOT NULL,
    target INTEGER NOT NULL CHECK (target BETWEEN 0 AND 10000),
    UNIQUE (figure, from_week)
);

INSERT INTO weekly_targets (figure, from_week, target) VALUES
    ('requests', '1970-01-01', 5), ('conversations', '1970-01-01', 2);

CREATE TABLE weekly_reviews (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    week DATE NOT NULL UNIQUE,
    went_well VARCHAR,
    to_change VARCHAR,
    written_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE intentions (  -- if-then plans of a weekly review
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    weekly_review_id UUID NOT NULL,
    situation VARCHAR NOT NULL CHECK (trim(situation) <> ''),
    response VARCHAR NOT NULL CHECK (trim(response) <> '')
);
