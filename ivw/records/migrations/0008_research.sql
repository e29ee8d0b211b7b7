-- What one finds out before one asks. Which words `seniority`, `kind_of_person` and `source_kind` may hold stands in
-- coaching/contacts.py: DuckDB adds no CHECK to a table that is there, and such lists grow.
ALTER TABLE contacts ADD COLUMN seniority VARCHAR;
ALTER TABLE contacts ADD COLUMN tenure VARCHAR;  -- how long they have been doing this, as one would say it
ALTER TABLE contacts ADD COLUMN experience VARCHAR;  -- what shows that they know the work
ALTER TABLE contacts ADD COLUMN kind_of_person VARCHAR;
ALTER TABLE contacts ADD COLUMN source_kind VARCHAR;  -- `source` says it in words: which event, which article
ALTER TABLE contacts ADD COLUMN interest_fit SMALLINT;  -- 0 to 3, as the person rates it; so the next two
ALTER TABLE contacts ADD COLUMN values_fit SMALLINT;
ALTER TABLE contacts ADD COLUMN experience_fit SMALLINT;
ALTER TABLE contacts ADD COLUMN archived_at TIMESTAMPTZ;

ALTER TABLE organizations ADD COLUMN website VARCHAR;

-- What the goal is about: a field, a career, an organization (E03).
ALTER TABLE goals ADD COLUMN about VARCHAR;

ALTER TABLE profile ADD COLUMN situation VARCHAR;
ALTER TABLE profile ADD COLUMN phone VARCHAR;
ALTER TABLE profile ADD COLUMN linkedin_note_characters SMALLINT DEFAULT 200;

-- Two people who look like one and were said to be two.
CREATE TABLE namesakes (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    other_id UUID NOT NULL,
    said_at TIMESTAMPTZ NOT NULL,
    UNIQUE (contact_id, other_id),
    CHECK (contact_id < other_id)
);

-- One's own templates of messages; those that ship stand in data/messages.
CREATE TABLE message_templates (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    subject VARCHAR NOT NULL DEFAULT '',
    body VARCHAR NOT NULL CHECK (trim(body) <> ''),
    added_at TIMESTAMPTZ NOT NULL
);

-- The times offered in a request, a reminder or a proposal, so that one of them is agreed on in one press.
CREATE TABLE offered_times (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    interaction_id UUID NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    format VARCHAR CHECK (format IN ('video', 'phone', 'workplace', 'cafe', 'restaurant', 'elsewhere')),
    UNIQUE (interaction_id, starts_at)
);

-- What it cost to meet (the bill, a small gift): optional, for one's own account.
ALTER TABLE meetings ADD COLUMN cost DECIMAL(10, 2);
