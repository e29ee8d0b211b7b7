-- A lap keeps its own words and what was planned for it: a plan goes on changing after it was rehearsed.
ALTER TABLE laps RENAME TO laps_before;

CREATE TABLE laps (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    rehearsal_id UUID NOT NULL,
    plan_question_id UUID,  -- forgotten when the question leaves the plan
    ordinal INTEGER NOT NULL,
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    planned_seconds DOUBLE CHECK (planned_seconds >= 0),
    asking_seconds DOUBLE CHECK (asking_seconds >= 0),
    answering_seconds DOUBLE CHECK (answering_seconds >= 0),
    skipped BOOLEAN NOT NULL DEFAULT false,
    ease SMALLINT CHECK (ease BETWEEN 1 AND 5),
    UNIQUE (rehearsal_id, ordinal)
);

INSERT INTO laps
SELECT l.id, l.rehearsal_id, l.plan_question_id, l.ordinal, q.text, NULL, l.asking_seconds, l.answering_seconds,
    l.skipped, l.ease
FROM laps_before l JOIN plan_questions q ON q.id = l.plan_question_id;

DROP TABLE laps_before;

-- What was written down while talking; `about` stays the line or two that one remembers it by.
ALTER TABLE meetings ADD COLUMN notes VARCHAR;
