"""The five-step path of one conversation: contact, research, questions, rehearse, appear (C12).

Until they said yes, research stands first, since one reads lightly before one asks, and deeply after the yes (X12).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ivw.coaching import meetings, research
from ivw.coaching.research import Known
from ivw.records.database import Records

WITH_THEM = ("request", "nudge", "proposal", "deferred")
ASKING_ANEW = (*WITH_THEM, "agreed")
FEWEST_QUESTIONS = 3  # E15: at least three or four


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records hold about the way to one conversation; without one, meeting_id and what follows are None.

    `newest` is the kind of the newest interaction that is no note, `questions` how many the newest plan has besides the
    must-asks, `rehearsals` how many were finished.
    """

    contact_id: str
    contact: str
    meeting_id: str | None
    starts_at: datetime | None
    minutes: int | None
    status: str | None
    newest: str | None
    plan_id: str | None
    questions: int
    rehearsals: int
    ticked_prepared: bool

    @property
    def said_yes(self) -> bool:
        """Whether they agreed to talk: from then on research goes deep (C19)."""
        return self.meeting_id is not None or self.newest == "agreed"


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
        """The first step that is not done; None when all are, or when they talked: then nothing of it is to come."""
        if self.facts.status == "held":
            return None
        is_asked = self.facts.newest is not None and not self.facts.said_yes
        to_do = (step for step in self.steps if not step.is_done)
        # Once one has asked, what one could have read before is no longer the next thing.
        return next((step for step in to_do if not (is_asked and step.name == "research")), None)


def of_meeting(records: Records, meeting_id: str, as_of: datetime) -> Journey:
    """The path of this conversation. Raises InvalidRecord when it is not there."""
    meeting = meetings.get(records, meeting_id)
    return _journey(records, meeting.contact_id, meeting.id, as_of)


def of_contact(records: Records, contact_id: str, as_of: datetime) -> Journey:
    """The path of the next conversation planned with somebody known, else of the last one held.

    Once one asks anew after that, or where nobody was met yet, it is how far one has come towards a conversation.
    """
    every = meetings.of_contact(records, contact_id)
    planned = [each for each in every if each.status == "planned"]
    if planned:
        return _journey(records, contact_id, planned[-1].id, as_of)
    towards = _journey(records, contact_id, None, as_of)
    held = next((each for each in every if each.status == "held"), None)
    if held is None or towards.facts.newest in ASKING_ANEW:
        return towards
    return _journey(records, contact_id, held.id, as_of)


def _journey(records: Records, contact_id: str, meeting_id: str | None, as_of: datetime) -> Journey:
    facts = records.read(
        Facts,
        "FROM journey($as_of, $person::UUID, $meeting::UUID)",
        as_of=as_of,
        person=contact_id,
        meeting=meeting_id,
    )[0]
    known = research.known_of(records, contact_id)
    first = (_contact(facts), _research(facts, known))
    ordered = first if facts.said_yes else first[::-1]
    return Journey(facts, (*ordered, _questions(facts), _rehearse(facts), _appear(facts)))


def _contact(facts: Facts) -> Step:
    if facts.meeting_id:
        return Step("contact", "done", "They said yes, and it is planned.")
    said = {
        "request": "You asked; the ball is theirs.", "nudge": "You reminded them; the ball is theirs.",
        "agreed": "They said yes. Agree on a time.", "proposal": "You offered times; the ball is theirs.",
        "reply": "They wrote. Answer them.", "deferred": "They asked you to come back later.",
        "declined": "They said no.",
    }.get(facts.newest or "", "Ask for 20 minutes.")  # fmt: skip
    is_begun = facts.newest in ("agreed", "reply")
    return Step("contact", "waits" if facts.newest in WITH_THEM else "begun" if is_begun else "open", said)


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
        case "cancelled" | "no_show":
            return Step("appear", "open", "It did not take place. Offer new times.")
    return Step("appear", "open", "Be there, watch the time, and listen.")


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
