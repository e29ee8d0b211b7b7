-- One row for each thing that happened between the person and a contact. A note is private: direction 'none'.
CREATE TABLE interactions (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN (
        'request', 'nudge', 'message', 'proposal', 'confirmation', 'thank_you', 'check_in', 'introduction', 'connection',
        'reply', 'agreed', 'declined', 'deferred', 'note'
    )),
    direction VARCHAR NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    channel VARCHAR CHECK (channel IN ('email', 'linkedin', 'phone', 'video', 'in_person', 'letter', 'other')),
    gives BOOLEAN NOT NULL DEFAULT false,
    asks BOOLEAN NOT NULL DEFAULT false,
    wants_answer BOOLEAN,  -- NULL: not said by hand, the rule decides
    again_on DATE,
    text VARCHAR,
    CHECK (CASE
        WHEN kind = 'note' THEN direction = 'none'
        WHEN kind IN ('reply', 'agreed', 'declined', 'deferred') THEN direction = 'in'
        ELSE direction IN ('out', 'in')
    END)
);

CREATE TABLE meetings (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    scheduled_at TIMESTAMPTZ NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    minutes INTEGER NOT NULL DEFAULT 20 CHECK (minutes BETWEEN 1 AND 600),
    status VARCHAR NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'held', 'cancelled', 'no_show')),
    format VARCHAR CHECK (format IN ('video', 'phone', 'workplace', 'cafe', 'restaurant', 'elsewhere')),
    place VARCHAR,
    ended_at TIMESTAMPTZ,
    cancelled_at TIMESTAMPTZ,
    called_off_by VARCHAR CHECK (called_off_by IN ('me', 'them')),
    prepared_at TIMESTAMPTZ,
    thanks_dropped_at TIMESTAMPTZ,
    thanks_dropped_why VARCHAR,
    extended_by_host BOOLEAN NOT NULL DEFAULT false,
    about VARCHAR,  -- what was talked about, in a line or two
    CHECK (ended_at IS NULL OR ended_at >= starts_at)
);

CREATE TABLE promises (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    meeting_id UUID,
    owner VARCHAR NOT NULL CHECK (owner IN ('me', 'them')),
    what VARCHAR NOT NULL CHECK (trim(what) <> ''),
    made_at TIMESTAMPTZ,
    due DATE NOT NULL,
    done_at TIMESTAMPTZ,
    dropped_at TIMESTAMPTZ,
    dropped_why VARCHAR
);

-- Somebody the contact named; prospect_id is the contact that this person became.
CREATE TABLE referrals (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    meeting_id UUID,
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    about VARCHAR,
    given_at TIMESTAMPTZ NOT NULL,
    may_mention VARCHAR NOT NULL DEFAULT 'not asked' CHECK (may_mention IN ('yes', 'no', 'not asked')),
    prospect_id UUID,
    done_at TIMESTAMPTZ,
    dropped_at TIMESTAMPTZ,
    dropped_why VARCHAR
);

-- "Not now": hides one item until a day. subject_id is the fact the item follows from, so that a later fact shows again.
CREATE TABLE postponements (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    action VARCHAR NOT NULL,
    subject_id UUID NOT NULL,
    postponed_at TIMESTAMPTZ NOT NULL,
    until DATE NOT NULL
);

-- An opening that somebody volunteered; logged, never asked for.
CREATE TABLE leads (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    contact_id UUID NOT NULL,
    meeting_id UUID,
    what VARCHAR NOT NULL CHECK (trim(what) <> ''),
    unadvertised BOOLEAN NOT NULL DEFAULT false,
    heard_at TIMESTAMPTZ NOT NULL
);
