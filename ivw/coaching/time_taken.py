"""How long each question of a conversation took, read off the moments at which they were ticked.

Whoever talks presses nothing but "asked": what lies between one tick and the next is the question, its answer, and the
way on to the next one. So real conversations teach how long answers take (coaching/sql/94_durations.sql).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ivw.coaching import agenda
from ivw.records.transaction import Transaction

# Our convention. What is longer than any answer is a tick that was forgotten, and so is one long before or after the
# talk. (What is only odd is clipped where it is learned from: coaching/durations.py.)
LONGEST_S = 15 * 60
BEFORE, AFTER = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A question that was asked at that moment."""

    id: str
    text: str
    asked_at: datetime


def between(ticks: Sequence[Tick], ended_at: datetime | None = None) -> dict[str, float | None]:
    """The seconds that each of these questions took, by its id; None where the ticks do not tell. Our convention:

    - A tick that comes sooner than one can say the question before it was forgotten and caught up on: then neither that
      question nor the one before it is known, whose time was shared by both.
    - The last one ends with the talk, less the time to say goodbye; without an end nobody knows.
    """
    order = sorted(ticks, key=lambda each: (each.asked_at, each.id))
    taken: list[float | None] = []
    for this, following in pairwise(order):
        gap = (following.asked_at - this.asked_at).total_seconds()
        if gap < agenda.asking_seconds(this.text):
            if taken:
                taken[-1] = None
            taken.append(None)
        else:
            taken.append(gap if gap <= LONGEST_S else None)
    if order:
        gap = (ended_at - order[-1].asked_at).total_seconds() - agenda.CLOSING_S if ended_at else 0
        taken.append(gap if agenda.asking_seconds(order[-1].text) <= gap <= LONGEST_S else None)
    return {each.id: seconds for each, seconds in zip(order, taken, strict=True)}


def write(transaction: Transaction, meeting_id: str) -> None:
    """Write down how long the questions of a conversation took, as its ticks stand now in this transaction.

    Where it was recorded with the agreed minutes, nobody said when it really ended.
    """
    found = transaction.fetch(
        "SELECT starts_at, starts_at + to_minutes(minutes), CASE WHEN status = 'held' THEN ended_at END "
        "FROM meetings WHERE id = TRY_CAST($id AS UUID)",
        id=meeting_id,
    )
    if not found:
        return
    starts_at, agreed_end, ended_at = found[0]
    first, last = starts_at - BEFORE, ended_at or agreed_end + AFTER
    rows = transaction.fetch(
        "SELECT id::VARCHAR, text, asked_at, seconds FROM asked_questions "
        "WHERE meeting_id = TRY_CAST($id AS UUID) AND asked_at IS NOT NULL",
        id=meeting_id,
    )
    ticks = [Tick(key, text, asked_at) for key, text, asked_at, _ in rows if first <= asked_at <= last]
    taken = between(ticks, ended_at if ended_at != agreed_end else None)
    for key, _, _, seconds in rows:
        if taken.get(key) != seconds:
            transaction.change("asked_questions", key, seconds=taken.get(key))
