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
    first; none without a plan. A question counts as answered where somebody said so, and for as long as it stands in
    the plan, which alone knows the goal it served.
    """
    return records.read(Reached, "FROM goals_reached($id::UUID)", id=meeting_id)
