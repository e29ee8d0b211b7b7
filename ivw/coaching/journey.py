"""The five-step path of one conversation: contact, research, questions, rehearse, appear (C12).

Until they said yes, research stands first, since one reads lightly before one asks, and deeply after the yes (X12).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from ivw.coaching import meetings, research
from ivw.coaching.research import Known
from ivw.records.database import Records

FEWEST_QUESTIONS = 3  # E15: at least three or four


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records hold about the way to one conversation; without one, meeting_id and what follows are None.

    `is_over`: it is planned or held, and its minutes have passed. `said_yes`: they ever agreed to talk, and from then
    on research goes deep (C19). `is_asked`, `closed` and `newest` with its `direction` say how things stand towards a
    conversation since the last one. `questions`: how many the newest plan has besides the must-asks and the spares;
    `rehearsals`: how many were finished.
    """

    contact_id: str
    contact: str
    meeting_id: str | None
    starts_at: datetime | None
    minutes: int | None
    status: str | None
    is_over: bool
    said_yes: bool
    is_asked: bool
    closed: bool
    newest: str | None
    direction: str | None
    plan_id: str | None
    questions: int
    rehearsals: int
    ticked_prepared: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path: its name, how it stands, in a word and in a sentence. `waits`: it is with them now."""

    name: str
    standing: Literal["open", "begun", "waits", "done"]
    says: str

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.standing == "done"


@dataclass(frozen=True, slots=True)
class Journey:
    """Where one stands on the way to a conversation. `steps` are always the five, in the order of this way."""

    facts: Facts
    steps: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        """What comes next on this way; None once they talked, after a no, and when all is done."""
        facts, to_do = self.facts, [step for step in self.steps if not step.is_done]
        if facts.status == "held" or (facts.meeting_id is None and facts.closed):
            return None
        if facts.status == "planned":
            return to_do[-1] if facts.is_over else to_do[0]
        contact = next(step for step in self.steps if step.name == "contact")
        asks_for_yes = facts.is_asked and (not facts.said_yes or facts.newest in ("request", "nudge"))
        if facts.meeting_id or contact.standing == "begun" or asks_for_yes:
            return contact  # once one has asked, what one could have read before is no longer the next thing
        # While it is with them, what one can do is read (C19).
        return next((step for step in to_do if step.name == "research"), contact)


def of_meeting(records: Records, meeting_id: str, as_of: datetime) -> Journey:
    """The path of this conversation. Raises InvalidRecord when it is not there."""
    meeting = meetings.get(records, meeting_id)
    return _journey(records, _facts(records, meeting.contact_id, meeting.id, as_of))


def of_contact(
    records: Records, contact_id: str, as_of: datetime, *, due: Collection[str] = (), rests: bool = False
) -> Journey:
    """The path of the next conversation planned with somebody known (one that is over and not recorded, where none is
    ahead), else of the last one held.

    Once one asks anew after that, or where nobody was met yet, it is how far one has come towards a conversation.
    `due`: the actions that the queue has with them now; `rests`: it was parked (follow_ups.standing knows both).
    """
    every = meetings.of_contact(records, contact_id)
    over = next((each for each in every if each.status == "planned"), None)
    if planned := meetings.next_of(every, as_of) or over:
        return _journey(records, _facts(records, contact_id, planned.id, as_of))
    held = next((each.id for each in every if each.status == "held"), None)
    facts = _facts(records, contact_id, held, as_of)
    if facts.is_asked and held:  # one query instead of two: of a conversation to come, nothing is there yet
        facts = replace(
            facts, meeting_id=None, starts_at=None, minutes=None, status=None, is_over=False, plan_id=None, questions=0,
            rehearsals=0, ticked_prepared=False,
        )  # fmt: skip
    return _journey(records, facts, remind="nudge" in due, rests=rests)


def _facts(records: Records, contact_id: str, meeting_id: str | None, as_of: datetime) -> Facts:
    return records.read(
        Facts,
        "FROM journey($as_of, $person::UUID, $meeting::UUID)",
        as_of=as_of,
        person=contact_id,
        meeting=meeting_id,
    )[0]


def _journey(records: Records, facts: Facts, *, remind: bool = False, rests: bool = False) -> Journey:
    known = research.known_of(records, facts.contact_id)
    first = (_contact(facts, remind=remind, rests=rests), _research(facts, known))
    ordered = first if facts.said_yes else first[::-1]
    return Journey(facts, (*ordered, _questions(facts), _rehearse(facts), _appear(facts)))


def _contact(facts: Facts, *, remind: bool, rests: bool) -> Step:
    if facts.meeting_id:
        if facts.status in ("planned", "held"):
            return Step("contact", "done", "They said yes, and it is planned.")
        return Step("contact", "begun", "It did not take place. Offer new times.")
    if facts.closed:
        return Step("contact", "open", "They said no.")
    if not facts.is_asked:
        return Step("contact", "open", "Ask for 20 minutes.")
    if facts.newest == "agreed":
        return Step("contact", "begun", "They said yes. Agree on a time.")
    if rests:
        return Step("contact", "waits", "No answer came, and it rests.")
    if remind:
        later = facts.newest == "deferred"
        return Step("contact", "begun", "The day they named has come." if later else "No answer yet. Remind them.")
    if facts.newest == "deferred":
        return Step("contact", "waits", "They asked you to come back later.")
    if facts.direction == "in":
        return Step("contact", "begun", "They wrote. Answer them.")
    said = {"request": "You asked", "nudge": "You reminded them", "proposal": "You offered times"}
    return Step("contact", "waits", f"{said.get(facts.newest or '', 'You wrote last')}; the ball is theirs.")


def _research(facts: Facts, known: Known) -> Step:
    """X12: lightly before the request, deeply after the yes."""
    if facts.said_yes:
        found = f"{known.deep} of {known.of_deep} found out about them"
        if known.of_deep > research.OF_PERSON:
            found += " and where they work"
        if research.is_ready_to_meet(known):
            return Step("research", "done", f"{found}.")
        says = f"{found}; read on before you choose questions (guides 3 and 5)."
        return Step("research", "begun" if known.deep or research.is_ready_to_ask(known) else "open", says)
    found = f"{known.light} of {known.of_light} known before you ask"
    if research.is_ready_to_ask(known):
        return Step("research", "done", f"{found}.")
    missing = "three will do" if known.has_reason else "note why this person (guide 1)"
    return Step("research", "begun" if known.light else "open", f"{found}; {missing}.")


def _questions(facts: Facts) -> Step:
    if facts.questions >= FEWEST_QUESTIONS:
        return Step("questions", "done", f"{facts.questions} questions besides the two you never skip.")
    if facts.plan_id:
        says = f"{facts.questions} so far; three or four at least (guide 5)."
        return Step("questions", "begun" if facts.questions else "open", says)
    return Step("questions", "open", "Choose what to ask, fitted to the minutes.")


def _rehearse(facts: Facts) -> Step:
    if facts.rehearsals:
        return Step("rehearse", "done", f"Rehearsed {_times(facts.rehearsals)}.")
    if facts.ticked_prepared:
        return Step("rehearse", "done", "Ticked as prepared.")
    return Step("rehearse", "open", "Say each question aloud once, against the clock (guide 3).")


def _appear(facts: Facts) -> Step:
    match facts.status:
        case "held":
            return Step("appear", "done", "You talked.")
        case "planned" if facts.is_over:
            return Step("appear", "begun", "Say what happened.")
    return Step("appear", "open", "Be there, watch the time, and listen.")


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
