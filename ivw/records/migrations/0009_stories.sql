-- What one tells about oneself if asked: stories of things one did, and the introduction that opens every talk.
-- Which words `level` may hold stands in coaching/stories.py.
CREATE TABLE stories (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    kind VARCHAR NOT NULL DEFAULT 'story' CHECK (kind IN ('story', 'introduction')),
    title VARCHAR NOT NULL CHECK (trim(title) <> ''),
    situation VARCHAR,
    task VARCHAR,
    action VARCHAR,
    result VARCHAR,
    words VARCHAR,  -- of an introduction
    role VARCHAR,
    level VARCHAR,
    added_at TIMESTAMPTZ NOT NULL
);
