CREATE TABLE contacts (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    given_name VARCHAR,
    family_name VARCHAR,
    email VARCHAR,
    phone VARCHAR,
    linkedin_url VARCHAR,
    organization VARCHAR,
    position VARCHAR,
    field VARCHAR,
    tie VARCHAR CHECK (tie IN ('A', 'B', 'C', 'D')),
    relationship VARCHAR CHECK (relationship IN ('stranger', 'introduced', 'known')),
    cadence_days INTEGER CHECK (cadence_days BETWEEN 1 AND 3650),
    do_not_contact BOOLEAN NOT NULL DEFAULT false,
    source VARCHAR,
    why_this_person VARCHAR,
    common_ground VARCHAR,
    what_they_get VARCHAR,
    mutual_contact VARCHAR,
    connected_on DATE,
    shortlisted_at TIMESTAMPTZ,
    added_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE contact_tags (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    tag VARCHAR NOT NULL CHECK (trim(tag) <> ''),
    UNIQUE (contact_id, tag)
);

CREATE TABLE organizations (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    name VARCHAR NOT NULL UNIQUE CHECK (trim(name) <> ''),
    target_employer BOOLEAN NOT NULL DEFAULT false,
    added_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE fields (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    name VARCHAR NOT NULL UNIQUE CHECK (trim(name) <> ''),
    added_at TIMESTAMPTZ NOT NULL
);

-- What research found out about exactly one contact, organization or field.
CREATE TABLE findings (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID,
    organization_id UUID,
    field_id UUID,
    topic VARCHAR NOT NULL CHECK (trim(topic) <> ''),
    finding VARCHAR NOT NULL CHECK (trim(finding) <> ''),
    source VARCHAR,
    found_on DATE NOT NULL,
    CHECK ((contact_id IS NOT NULL)::INT + (organization_id IS NOT NULL)::INT + (field_id IS NOT NULL)::INT = 1)
);
