"""What research has left open, as questions: put into a plan with a press, and let go of once reading has told it.

A06, E10: what can be looked up is not asked; A47, E14: research comes before the questions. So an open point of the
checklists (of the person, where they work, and their field) has a question, which knows its topic; and a question whose
topic was found out since is marked, and suggested for removal. Whoever wants to hear it from them anyway may.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import contacts, meetings, plans, research
from ivw.coaching.agenda import Question
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.coaching.research import Item, Sheet
from ivw.coaching.research_topics import TO_ASK, Topic, of_key
from ivw.records.database import Records

_FIELD = "SELECT id::VARCHAR FROM fields WHERE same_words(name) = same_words($name) LIMIT 1"


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is not known: the question that asks for it, its topic, and whom or what it is about.

    `topic` is that of TO_ASK for a question that one wrote down oneself while reading.
    """

    question: str
    topic: Topic
    about: str

    @property
    def is_own(self) -> bool:
        """Whether it is in one's own words."""
        return self.topic.key == TO_ASK


@dataclass(frozen=True, slots=True)
class FoundOut:
    """A question of a plan whose topic was found out since, and what was found."""

    question: Question
    topic: Topic
    answer: str


def sheets(records: Records, contact_id: str) -> tuple[Sheet, ...]:
    """What is known of a person, of where they work, and of their field. Raises InvalidRecord for nobody."""
    of_them = research.of_contact(records, contact_id)
    field = (contacts.get(records, contact_id).field or "").strip()
    found = [of_them, *([of_them.at] if of_them.at else [])]
    if field:
        row = records.rows(_FIELD, name=field)
        found.append(research.of_field(records, row[0][0] if row else None, field))
    return tuple(found)


def still_open(known: Sequence[Sheet], asked: Sequence[Question]) -> tuple[Open, ...]:
    """What is not known and not asked in the plan yet: what one wrote down oneself first, then topic by topic."""
    texts, topics = {each.text for each in asked}, {each.topic for each in asked}
    own = [
        Open(finding.finding, sheet.to_ask.topic, sheet.target.name)
        for sheet in known for finding in sheet.to_ask.findings
    ]  # fmt: skip
    ours = [
        Open(item.topic.question, item.topic, sheet.target.name)
        for sheet in known for item in sheet.items
        if item.topic.question and not item.is_known and item.topic.key not in topics
    ]  # fmt: skip
    return tuple(each for each in (*own, *ours) if each.question not in texts)


def found_out(known: Sequence[Sheet], asked: Sequence[Question]) -> dict[str, FoundOut]:
    """The questions whose topic is known by now, by their ids."""
    items = {item.topic.key: item for sheet in known for item in sheet.items if item.is_known}
    return {
        each.id: FoundOut(each, items[each.topic].topic, _answer(items[each.topic]))
        for each in asked if each.topic in items and of_key(each.topic)
    }  # fmt: skip


def next_meeting(records: Records, contact_id: str, as_of: datetime) -> meetings.Meeting | None:
    """The next conversation planned with somebody that is not over yet; None where there is none."""
    return meetings.next_of(meetings.of_contact(records, contact_id), as_of)


def ask(records: Records, plan_id: str, text: str, topic: str | None) -> Done | None:
    """Put the question of an open point into a plan; None where it is in there already."""
    for question in plans.get(records, plan_id).questions:
        if question.text == text or (topic != TO_ASK and question.topic == topic is not None):
            return None
    return plans.add_question(records, plan_id, text, topic=topic)


def ask_when_you_meet(
    records: Records, contact_id: str, text: str, topic: str | None, *, as_of: datetime
) -> Done | None:
    """Put it into the plan for the next conversation with somebody, which is begun where there is none yet.

    None where it is in there already. Raises InvalidRecord where no conversation is planned.
    """
    meeting = next_meeting(records, contact_id, as_of)
    if meeting is None:
        raise InvalidRecord("meeting", "No conversation with them is planned (any more).", "Open the page again.")
    plan = plans.of_meeting(records, meeting.id)
    if plan is not None:
        return ask(records, plan.id, text, topic)
    minutes = max(plans.SHORTEST, meeting.minutes)
    return plans.start(
        records, minutes=minutes, as_of=as_of, meeting_id=meeting.id, first=Question("", text, topic=topic)
    )


def ask_anyway(records: Records, plan_id: str, question_id: str) -> Done:
    """Ask it although reading has told it: it is no longer tied to its topic. Raises InvalidRecord when it is gone."""
    question = plans.question_of(records, plan_id, question_id)
    with records.transaction() as transaction:
        transaction.change("plan_questions", question_id, topic=None)
        return done(transaction, f"You ask it anyway: {question.text}", question_id)


def plan_of_next(records: Records, contact_id: str, as_of: datetime) -> tuple[meetings.Meeting | None, Plan | None]:
    """The next conversation with somebody, and the plan for it; either may be missing."""
    meeting = next_meeting(records, contact_id, as_of)
    return meeting, plans.of_meeting(records, meeting.id) if meeting else None


def _answer(item: Item) -> str:
    return item.written or " ".join(finding.finding for finding in item.findings)
