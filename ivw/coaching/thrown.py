"""The curveballs that were thrown into a run: settled when it begins, kept as they come up.

What a run has in store stands among the drafts as long as it goes on, so that a reload, another browser and an edited
file of curveballs change nothing.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ivw.coaching import agenda, curveballs, drafts, goals, plans
from ivw.coaching.agenda import Question
from ivw.coaching.curveballs import Curveball
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

if TYPE_CHECKING:  # practice settles and keeps them together with its laps
    from ivw.coaching.practice import Lap


def settle(transaction: Transaction, run_id: str, laps: "Sequence[Lap]", as_of: datetime) -> None:
    """Draw what a run has in store. Raises InvalidRecord where the file of curveballs cannot be used."""
    drawn = {ordinal: each.key for ordinal, each in curveballs.draw(run_id, laps).items()}
    transaction.add("drafts", {"slot": slot(run_id), "text": json.dumps(drawn), "saved_at": as_of})


def can_come(questions: Sequence[str]) -> bool:
    """Whether anything can be thrown into a run of these questions, which the must-asks close."""
    return any(agenda.must_ask_in(text) is None for text in questions[: -len(agenda.MUST_ASKS)])


def in_store(records: Records, run_id: str) -> dict[int, Curveball]:
    """What comes up in a run that is going on, by the ordinal of its lap; what left the file comes up no more.

    Raises InvalidRecord where the file of curveballs cannot be used.
    """
    found = {ordinal: curveballs.find(key) for ordinal, key in _drawn(drafts.read(records, slot(run_id))).items()}
    return {ordinal: each for ordinal, each in found.items() if each}


def keep(transaction: Transaction, run_id: str, came_up: Sequence[tuple[int, bool]]) -> None:
    """Keep what came up during which lap, and whether a way out was looked at; only what this run has in store can."""
    found = transaction.fetch("SELECT text FROM drafts WHERE slot = $slot", slot=slot(run_id))
    drawn = _drawn(found[0][0] if found else None)
    for ordinal, tried in came_up:
        if ordinal in drawn:
            try:
                curveballs.keep(transaction, run_id, ordinal, drawn[ordinal], tried=tried)
            except InvalidRecord:
                continue  # it left the file, or the file broke: no reason to lose a lap


def remaining(records: Records, plan_id: str, rest: Sequence[tuple[str, float | None]]) -> list[bool]:
    """Which of these questions of a plan remain where half of their time is gone, chosen as for the plan itself.

    `rest` are the questions still to be asked with the seconds planned for each.
    """
    left = sum(seconds or 0 for _, seconds in rest) / 2
    known = {each.text: each for each in plans.get(records, plan_id).questions}
    asked = tuple(known.get(text) or Question(f"lap-{place}", text) for place, (text, _) in enumerate(rest))
    minutes = max(1, int((left + agenda.OVERHEAD_S) / 54))  # the shortest slot with that much time for questions
    keep = {each.question.id for each in agenda.fit(asked, minutes, goals.weights(records)).keep}
    return [each.id in keep for each in asked]


def slot(run_id: str) -> str:
    """Where what a run has in store stands among the drafts."""
    return f"rehearsal:{run_id}:curveballs"


def _drawn(text: str | None) -> dict[int, str]:
    return {int(ordinal): str(key) for ordinal, key in json.loads(text or "{}").items()}
