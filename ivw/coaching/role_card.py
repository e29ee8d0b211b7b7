"""The card for a companion who plays the host: whom they play, how to answer, and what to throw in (C28)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ivw.coaching import contacts, curveballs
from ivw.coaching.curveballs import Curveball
from ivw.coaching.plans import Plan
from ivw.records.database import Records

TO_THROW = 2
# Our own words; that a mock interview needs somebody who answers freely is guide 3's.
HOW_TO_ANSWER = (
    "Answer freely and at your own length. Invent what you do not know: it is the questions that are practised.",
    "Answer what was asked, and no more. Where a question is too wide, let it show: ask back, or wander off.",
    "Do not help along. Pauses are theirs to bear.",
    "Keep an eye on whether they look at you, and whether they tell you how the time stands.",
    "Afterwards, say one thing that made you want to tell more, and one that you would ask differently.",
)


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a companion is handed. `role` says in a line what the host does, where that is known."""

    host: str
    role: str
    minutes: int
    throws: tuple[Curveball, ...]

    @property
    def text(self) -> str:
        """The card as plain text, to print or to send."""
        head = [f"You play {self.host}.", *([self.role] if self.role else []), f"You have {self.minutes} minutes."]
        lines = ["YOUR ROLE IN A REHEARSAL", "", *head, "", "How to answer", *(f"- {each}" for each in HOW_TO_ANSWER)]
        if self.throws:
            lines += ["", "If you like, throw in one of these (“they” is you)"]
            lines += [f"- {each.text}" for each in self.throws]
        return "\n".join(lines) + "\n"


def card(records: Records, plan: Plan) -> RoleCard:
    """The card for a plan, the same each time. Raises InvalidRecord where the file of curveballs cannot be used."""
    role = ""
    if plan.contact_id:
        person = contacts.get(records, plan.contact_id)
        role = ", ".join(each for each in (person.position, person.organization) if each)
    return RoleCard(plan.contact or "somebody in the field", role, plan.minutes, _throws(plan.id, curveballs.every()))


def _throws(seed: str, every: Sequence[Curveball]) -> tuple[Curveball, ...]:
    # What a clock can do to the time is the clock's; a companion acts.
    acted = [each for each in every if not each.halves]
    chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    return tuple(chance.sample(acted, min(TO_THROW, len(acted))))
