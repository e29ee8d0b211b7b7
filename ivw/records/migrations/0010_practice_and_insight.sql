-- What practising, talking and looking back add. Which words the enumerations may hold stands in the coaching modules:
-- DuckDB adds no CHECK to a table that is there, and such lists grow.

-- The open point of the research that the question asks about: a key of coaching/research_topics.py.
ALTER TABLE plan_questions ADD COLUMN topic VARCHAR;

-- `round`: 'whole', or 'asking' where only the asking was rehearsed. The three below: A18, 1 to 5.
ALTER TABLE rehearsals ADD COLUMN round VARCHAR DEFAULT 'whole';
ALTER TABLE rehearsals ADD COLUMN storytelling SMALLINT;
ALTER TABLE rehearsals ADD COLUMN interests SMALLINT;
ALTER TABLE rehearsals ADD COLUMN questioning SMALLINT;

-- A difficult moment that came up in a rehearsal, with the words it had then.
CREATE TABLE curveballs (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    rehearsal_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,  -- during which lap
    situation VARCHAR NOT NULL CHECK (trim(situation) <> ''),  -- its key in data/curveballs.csv
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    tried BOOLEAN NOT NULL DEFAULT false,
    ease SMALLINT CHECK (ease BETWEEN 1 AND 5),
    UNIQUE (rehearsal_id, ordinal)
);

-- What the microphone heard of one lap, as figures only; kept when the person asks for it.
CREATE TABLE voices (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    lap_id UUID NOT NULL UNIQUE,
    heard_seconds DOUBLE NOT NULL CHECK (heard_seconds >= 0),
    asking_seconds DOUBLE CHECK (asking_seconds >= 0),  -- from the first word of the question to its last
    speaking_seconds DOUBLE NOT NULL CHECK (speaking_seconds >= 0),
    pauses INTEGER NOT NULL CHECK (pauses >= 0),  -- of 2 s and more
    longest_pause_seconds DOUBLE NOT NULL CHECK (longest_pause_seconds >= 0),
    longest_stretch_seconds DOUBLE NOT NULL CHECK (longest_stretch_seconds >= 0)
);

-- What was ticked on the list for the day.
CREATE TABLE day_checks (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID NOT NULL,
    item VARCHAR NOT NULL,
    ticked_at TIMESTAMPTZ NOT NULL,
    UNIQUE (meeting_id, item)
);

ALTER TABLE debriefs ADD COLUMN use_in_application VARCHAR;
ALTER TABLE debriefs ADD COLUMN attitude SMALLINT;  -- 1 to 5 (A85); the three below as in rehearsals
ALTER TABLE debriefs ADD COLUMN storytelling SMALLINT;
ALTER TABLE debriefs ADD COLUMN interests SMALLINT;
ALTER TABLE debriefs ADD COLUMN questioning SMALLINT;

ALTER TABLE referrals ADD COLUMN kind VARCHAR;  -- what they offered: an introduction, to pass on a CV, ... (A14, C10)
ALTER TABLE leads ADD COLUMN dropped_at TIMESTAMPTZ;
ALTER TABLE leads ADD COLUMN dropped_why VARCHAR;

-- What a conversation makes one do next (A75): learn something, talk to more people, change a goal.
CREATE TABLE next_steps (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID,
    kind VARCHAR NOT NULL,
    what VARCHAR NOT NULL CHECK (trim(what) <> ''),
    made_at TIMESTAMPTZ NOT NULL,
    due DATE,
    done_at TIMESTAMPTZ,
    dropped_at TIMESTAMPTZ,
    dropped_why VARCHAR
);

-- What one decides by (C08), and how a conversation makes its field look by it, -2 to 2.
CREATE TABLE criteria (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    weight SMALLINT NOT NULL DEFAULT 2 CHECK (weight BETWEEN 1 AND 3),
    added_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ
);

CREATE TABLE criterion_ratings (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    debrief_id UUID NOT NULL,
    criterion_id UUID NOT NULL,
    rating SMALLINT CHECK (rating BETWEEN -2 AND 2),
    note VARCHAR,
    UNIQUE (debrief_id, criterion_id)
);

-- What all conversations together make one do in the search (A80), in one's own words.
ALTER TABLE profile ADD COLUMN strategy VARCHAR;
