-- When a conversation really began, where that was said; and what of its plan was left out while it ran.
ALTER TABLE meetings ADD COLUMN began_at TIMESTAMPTZ;

CREATE TABLE left_out (
    id UUID PRIMARY KEY DEFAULT uuidv7(),
    meeting_id UUID NOT NULL,
    plan_question_id UUID NOT NULL,
    left_out_at TIMESTAMPTZ NOT NULL,
    UNIQUE (meeting_id, plan_question_id)
);
