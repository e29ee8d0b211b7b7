"""Which column points at which table, said once.

DuckDB's own foreign keys make ordinary updates of a parent fail, so the tables carry none: every
write is checked against this list, and `doctor` verifies the whole file against it.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reference:
    """`table.column` names a row of `target`; when that row goes, this one goes too or forgets it."""

    table: str
    column: str
    target: str
    when_gone: Literal["remove", "forget"] = "remove"


REFERENCES = (
    Reference("intentions", "weekly_review_id", "weekly_reviews"),
    Reference("contact_tags", "contact_id", "contacts"),
    Reference("namesakes", "contact_id", "contacts"),
    Reference("namesakes", "other_id", "contacts"),
    Reference("findings", "contact_id", "contacts"),
    Reference("findings", "organization_id", "organizations"),
    Reference("findings", "field_id", "fields"),
    Reference("interactions", "contact_id", "contacts"),
    Reference("offered_times", "interaction_id", "interactions"),
    Reference("meetings", "contact_id", "contacts"),
    Reference("promises", "contact_id", "contacts"),
    Reference("promises", "meeting_id", "meetings", "forget"),
    Reference("referrals", "contact_id", "contacts"),
    Reference("referrals", "meeting_id", "meetings", "forget"),
    Reference("referrals", "prospect_id", "contacts", "forget"),
    Reference("postponements", "contact_id", "contacts"),
    Reference("leads", "contact_id", "contacts"),
    Reference("leads", "meeting_id", "meetings", "forget"),
    Reference("plans", "meeting_id", "meetings", "forget"),
    Reference("plan_questions", "plan_id", "plans"),
    Reference("plan_question_goals", "plan_question_id", "plan_questions"),
    Reference("plan_question_goals", "goal_id", "goals"),
    Reference("rehearsals", "plan_id", "plans"),
    Reference("laps", "rehearsal_id", "rehearsals"),
    Reference("laps", "plan_question_id", "plan_questions", "forget"),
    Reference("curveballs", "rehearsal_id", "rehearsals"),
    Reference("voices", "lap_id", "laps"),
    Reference("day_checks", "meeting_id", "meetings"),
    Reference("left_out", "meeting_id", "meetings"),
    Reference("left_out", "plan_question_id", "plan_questions"),
    Reference("asked_questions", "meeting_id", "meetings"),
    Reference("asked_questions", "plan_question_id", "plan_questions", "forget"),
    Reference("debriefs", "meeting_id", "meetings"),
    Reference("themes", "debrief_id", "debriefs"),
    Reference("criterion_ratings", "debrief_id", "debriefs"),
    Reference("criterion_ratings", "criterion_id", "criteria"),
    Reference("next_steps", "meeting_id", "meetings", "forget"),
    Reference("import_changes", "import_id", "imports"),
)
