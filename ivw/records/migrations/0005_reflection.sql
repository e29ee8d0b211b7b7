-- What became of each planned question in the conversation itself.
CREATE TABLE asked_questions (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID NOT NULL,
    plan_question_id UUID,
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    asked_at TIMESTAMPTZ,
    seconds DOUBLE CHECK (seconds >= 0),
    note VARCHAR,
    answered BOOLEAN,
    useful SMALLINT CHECK (useful BETWEEN 1 AND 5)
);

CREATE TABLE debriefs (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID NOT NULL UNIQUE,
    written_at TIMESTAMPTZ NOT NULL,
    learned VARCHAR,
    changed_view VARCHAR,
    next_step VARCHAR,
    do_differently VARCHAR,
    believed_before VARCHAR,
    believed_after VARCHAR,
    useful SMALLINT CHECK (useful BETWEEN 1 AND 5),
    rapport SMALLINT CHECK (rapport BETWEEN 1 AND 5),
    path_fit SMALLINT CHECK (path_fit BETWEEN -2 AND 2),
    confidence_before SMALLINT CHECK (confidence_before BETWEEN 1 AND 5),
    confidence_after SMALLINT CHECK (confidence_after BETWEEN 1 AND 5),
    energy_before SMALLINT CHECK (energy_before BETWEEN 1 AND 5),
    energy_after SMALLINT CHECK (energy_after BETWEEN 1 AND 5),
    talk_share SMALLINT CHECK (talk_share BETWEEN 0 AND 100),
    they_need VARCHAR
);

CREATE TABLE themes (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    debrief_id UUID NOT NULL,
    theme VARCHAR NOT NULL CHECK (trim(theme) <> ''),
    kind VARCHAR CHECK (kind IN ('technology', 'skill', 'demand')),
    UNIQUE (debrief_id, theme)
);
