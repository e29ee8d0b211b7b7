CREATE TABLE imports (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    source VARCHAR NOT NULL,
    file_name VARCHAR,
    imported_at TIMESTAMPTZ NOT NULL,
    undone_at TIMESTAMPTZ
);

-- What one import did, row by row: before is NULL where it added the row, else the row as it had been. after is the row
-- as it left it, NULL in tables whose rows never change.
CREATE TABLE import_changes (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    import_id UUID NOT NULL,
    table_name VARCHAR NOT NULL,
    row_id UUID NOT NULL,
    before JSON,
    after JSON
);

-- Text somebody is still writing, saved as it is typed.
CREATE TABLE drafts (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    slot VARCHAR NOT NULL UNIQUE,  -- which text area, for example 'note:<contact>'
    text VARCHAR NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL
);
