"""The two questions one never leaves without, looked back on: who else, where nobody was named; was the name asked for
(B35)."""

from datetime import datetime

from ivw.coaching import agenda, asking
from ivw.coaching.agenda import MUST_ASKS
from ivw.coaching.asking import Question
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

# What came of "who else", where nobody was named.
WHO_ELSE = {"nobody": "Asked: nobody came to mind", "not asked": "I did not ask"}


def who_else(records: Records, meeting_id: str) -> str | None:
    """A key of WHO_ELSE; None where nobody said."""
    said = asking.find(asking.of_meeting(records, meeting_id), _question(records, meeting_id))
    if said is None or said.answered is not False:
        return None
    return "nobody" if said.asked_at else "not asked"


def asked_for_name(records: Records, meeting_id: str) -> bool:
    """Whether it was ticked that one asked to mention their name, in whichever words (agenda.must_asks_in)."""
    found = records.rows(
        "SELECT coalesce(q.must_ask, ''), a.text FROM asked_questions a "
        "LEFT JOIN plan_questions q ON q.id = a.plan_question_id "
        "WHERE a.meeting_id = TRY_CAST($id AS UUID) AND a.asked_at IS NOT NULL",
        id=meeting_id,
    )
    return any(must_ask == "your_name" or "your_name" in agenda.must_asks_in(text) for must_ask, text in found)


def say_who_else(records: Records, meeting_id: str, said: str | None, *, as_of: datetime) -> Done:
    """Say it, or take it back with None. Raises InvalidRecord for another word, or a conversation that is gone."""
    if said is not None and said not in WHO_ELSE:
        raise InvalidRecord("who_else", f"{said!r} is no answer.", f"One of {', '.join(WHO_ELSE)}.")
    return asking.look_back(
        records, meeting_id, _question(records, meeting_id), asked=said == "nobody",
        answered=None if said is None else False, as_of=as_of,
    )  # fmt: skip


def _question(records: Records, meeting_id: str) -> Question:
    """As the newest plan of the conversation words it, else as it stands in agenda.py."""
    found = records.rows(
        "SELECT q.id::VARCHAR, q.text FROM plan_questions q JOIN plans p ON p.id = q.plan_id "
        "WHERE p.meeting_id = TRY_CAST($id AS UUID) AND q.must_ask = 'who_else' "
        "ORDER BY p.made_at DESC, p.id DESC LIMIT 1",
        id=meeting_id,
    )
    return Question(*found[0]) if found else Question(None, MUST_ASKS["who_else"])
