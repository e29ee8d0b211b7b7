CREATE TABLE goals (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    kind VARCHAR NOT NULL CHECK (kind IN ('learn', 'achieve', 'short_term', 'long_term')),
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    weight SMALLINT NOT NULL DEFAULT 2 CHECK (weight BETWEEN 1 AND 3),
    added_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ
);

-- The person's own questions; the bank that ships stands in data/question_bank.csv.
CREATE TABLE questions (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    stage VARCHAR,
    purpose VARCHAR,
    answer_seconds INTEGER CHECK (answer_seconds BETWEEN 1 AND 3600),
    about_me BOOLEAN NOT NULL DEFAULT false,
    added_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE plans (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID,
    title VARCHAR,
    minutes INTEGER NOT NULL DEFAULT 20 CHECK (minutes BETWEEN 1 AND 600),
    made_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE plan_questions (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    plan_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    tier VARCHAR NOT NULL DEFAULT 'should' CHECK (tier IN ('must', 'should', 'spare')),
    priority SMALLINT NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),
    answer_seconds INTEGER CHECK (answer_seconds BETWEEN 1 AND 3600),
    about_me BOOLEAN NOT NULL DEFAULT false,
    must_ask VARCHAR CHECK (must_ask IN ('who_else', 'your_name'))
);

CREATE TABLE plan_question_goals (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    plan_question_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    UNIQUE (plan_question_id, goal_id)
);

CREATE TABLE rehearsals (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    plan_id UUID NOT NULL,
    mode VARCHAR NOT NULL DEFAULT 'silent' CHECK (mode IN ('mirror', 'companion', 'camera', 'voice', 'silent')),
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    broken_off_at TIMESTAMPTZ,
    nerves_before SMALLINT CHECK (nerves_before BETWEEN 1 AND 5),
    nerves_after SMALLINT CHECK (nerves_after BETWEEN 1 AND 5),
    confidence_before SMALLINT CHECK (confidence_before BETWEEN 1 AND 5),
    confidence_after SMALLINT CHECK (confidence_after BETWEEN 1 AND 5)
);

CREATE TABLE laps (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    rehearsal_id UUID NOT NULL,
    plan_question_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    asking_seconds DOUBLE CHECK (asking_seconds >= 0),
    answering_seconds DOUBLE CHECK (answering_seconds >= 0),
    skipped BOOLEAN NOT NULL DEFAULT false,
    ease SMALLINT CHECK (ease BETWEEN 1 AND 5),
    UNIQUE (rehearsal_id, ordinal)
);
