"""What a conversation brought one's goals (X19): how many of the questions that serve each were asked, and answered.

Looked at afterwards and not while one talks: a talk that goes where it goes is no fault (B32), and one still wants to
know what it left open (A39, A59).
"""

from dataclasses import dataclass

from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Reached:
    """One goal, and of the planned questions that serve it how many there are, were asked, and were answered."""

    goal: str
    planned: int
    asked: int
    answered: int


def of_meeting(records: Records, meeting_id: str) -> list[Reached]:
    """The goals that the plan of this conversation serves and that were not closed before it, those of most weight
    first; none without a plan. A question counts as answered where somebody said so.
    """
    return records.read(
        Reached,
        "WITH plan AS (SELECT p.id, m.starts_at FROM plans p JOIN meetings m ON m.id = p.meeting_id "
        "WHERE m.id = TRY_CAST($id AS UUID) ORDER BY p.made_at DESC, p.id DESC LIMIT 1), "
        "said AS (SELECT plan_question_id, bool_or(asked_at IS NOT NULL) AS asked, "
        "coalesce(bool_or(answered), false) AS answered "
        "FROM asked_questions WHERE meeting_id = TRY_CAST($id AS UUID) GROUP BY plan_question_id) "
        "SELECT g.text AS goal, count(*)::INT AS planned, count(*) FILTER (s.asked)::INT AS asked, "
        "count(*) FILTER (s.answered)::INT AS answered FROM plan JOIN plan_questions q ON q.plan_id = plan.id "
        "JOIN plan_question_goals l ON l.plan_question_id = q.id JOIN goals g ON g.id = l.goal_id "
        "LEFT JOIN said s ON s.plan_question_id = q.id "
        "WHERE g.closed_at IS NULL OR g.closed_at >= plan.starts_at "
        "GROUP BY g.id, g.text, g.weight, g.added_at ORDER BY g.weight DESC, g.added_at, g.id",
        id=meeting_id,
    )
