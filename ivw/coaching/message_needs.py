"""What a message cannot do without: which field keeps it, and a way to fill it in while one writes."""

from dataclasses import dataclass, replace
from datetime import date

from ivw.coaching import checks, contacts, meetings, message_facts, profile, wording
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.coaching.promises import Promise
from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that a message cannot do without: what stands in the gap, what it is called, how to say it."""

    gap: str
    label: str
    how: str


NEEDS = {
    "my_name": Need("your name", "Your name", "It stands below everything you send."),
    "my_first_name": Need("your name", "Your name", "It stands below everything you send."),
    "why": Need(
        "why you write to them of all people", "Why this person",
        "A sentence as you would say it to them: “Your talk on night buses made me want to see how one is planned.”",
    ),
    "found": Need(
        "how you came across them", "How you found them",
        "Goes on after “I found you through …”: a list of speakers, your article on night buses.",
    ),
    "times": Need("two or three times", "Times", "Choose two or three of them here."),
    "day": Need("the day", "The conversation", "None is planned. Plan it first."),
    "starts": Need("the time", "The conversation", "None is planned. Plan it first."),
    "ends": Need("the time", "The conversation", "None is planned. Plan it first."),
    "place": Need("the place or the link", "Place or link", "Where you meet, or the call's address."),
    "phone": Need("their number", "Their number", "The number you will call."),
    "when_met": Need("when you met", "The conversation", "None is recorded. Record it first."),
    "last_on": Need("when you last talked", "The conversation", "None is recorded yet."),
    "topics": Need(
        "what you talked about", "What you talked about",
        "As you would say it to them, goes on after “we talked about …”. A semicolon separates topics.",
    ),
    "learned": Need(
        "one thing you learned", "What you learned",
        "The debrief asks for it. Only words that can be said to them are taken up.",
    ),
    "next_step": Need(
        "what you will do with it", "Your next step",
        "The debrief asks for it. A promise or somebody they named does as well.",
    ),
    "promises": Need(
        "what you promised them", "Your promise",
        "As you would say it to them, goes on after “What I owe you: …”: the paper on ring grids. Its day is added.",
    ),
    "answer": Need("your answer", "Your answer", "Only you can write it: put it in the place of the brackets."),
    "questions": Need("two or three questions", "Your questions", "Write two or three of them here."),
    "question": Need("what you would like to ask", "Your question", "Write it here: one is easily answered."),
    "told_about": Need(
        "whom you talked with", "Whom they named",
        "Nobody whom they named was talked with yet, by your records.",
    ),
}  # fmt: skip
FILLED_HERE = ("my_name", "my_first_name", "why", "found", "place", "phone", "topics", "promises")


# The must-asks close a conversation; in writing they would come out of the blue.
_LEFT = """
    WITH plan AS (
        SELECT p.id, p.meeting_id FROM plans p JOIN meetings m ON m.id = p.meeting_id
        WHERE m.contact_id = TRY_CAST($id AS UUID) ORDER BY p.made_at DESC, p.id DESC LIMIT 1
    )
    SELECT q.text FROM plan p JOIN plan_questions q ON q.plan_id = p.id
    WHERE q.must_ask IS NULL AND NOT EXISTS (FROM asked_questions a WHERE a.meeting_id = p.meeting_id
        AND a.asked_at IS NOT NULL AND (a.plan_question_id = q.id OR a.text = q.text))
    ORDER BY q.priority DESC, q.ordinal, q.id LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a message needs and the records do not say. `fact` is a key of NEEDS; `need` says which field fills it."""

    fact: str
    need: Need


def suggestion(
    records: Records, contact_id: str, fact: str, meeting_id: str | None = None, *, today: date = date.min
) -> str:  # fmt: skip
    """What stands there for this fact and is not fit to be sent: one's own note, to be said to them instead.

    Of promises one that is not late `today`.
    """
    person = contacts.get(records, contact_id)
    meeting = _about(records, contact_id, meeting_id)
    if fact == "promises":
        unfit = _unfit(records, person, meeting, today)
        return unfit.what if unfit else ""
    noted = {
        "why": person.why_this_person,
        "found": person.source if (person.source or "").lower() != "referral" else None,
        "topics": meeting.about if meeting else None,
    }.get(fact)
    return " ".join((noted or "").split())


def questions_left(records: Records, contact_id: str) -> list[str]:
    """Up to three questions of the newest plan for somebody that were not asked yet, the most important first."""
    return [str(text) for (text,) in records.rows(_LEFT, id=contact_id)]


def fill(
    records: Records, contact_id: str, fact: str, text: str, *, meeting_id: str | None = None, today: date = date.min
) -> Done:  # fmt: skip
    """Keep a fact that was missing where it belongs, so that every later message has it.

    Raises InvalidRecord when it is empty or cannot be right, when nobody is there, or for a fact kept elsewhere.
    """
    person = contacts.get(records, contact_id)
    said = str(checks.line(fact, text, required=True))
    if message_facts.gives_away(said, message_facts.names_kept_out(records, contact_id)):
        raise InvalidRecord(
            fact, "This names somebody who has not said that you may mention them.", "Say it without that name."
        )
    match fact:
        case "my_name" | "my_first_name":
            kept = profile.of(records)
            saved = profile.save(records, name=said, time_zone=kept.time_zone, first_weekday=kept.first_weekday)
            return replace(saved, says=f"Your name is kept: {said}.")
        case "why":
            kept_why = _with_reason(person.why_this_person, said)
            saved = contacts.change(records, contact_id, why_this_person=kept_why)
            beside = " Your own note stays beside it." if kept_why != said else ""
            return replace(saved, says=saved.says + beside)
        case "found":
            return contacts.change(records, contact_id, source=said)
        case "phone":
            return contacts.change(records, contact_id, phone=said)
        case "promises":
            return _say_promise(records, person, _about(records, contact_id, meeting_id), said, today)
        case "topics" | "place":
            meeting = _about(records, contact_id, meeting_id, planned=fact == "place")
            if meeting is None:
                raise InvalidRecord(fact, "There is no conversation to keep this with.", "Plan or record it first.")
            with records.transaction() as transaction:
                transaction.change("meetings", meeting.id, **{"about" if fact == "topics" else fact: said})
                return done(transaction, f"Conversation with {person.name}: saved.", meeting.id)
    raise InvalidRecord("fact", f"{fact!r} is not kept from here.", f"One of {', '.join(FILLED_HERE)}.")


def _with_reason(noted: str | None, said: str) -> str:
    """The private lines of a note stay, and what is said to the person takes the place of what was said before."""
    if not wording.is_said_to_them(said):
        raise InvalidRecord(
            "why", "This speaks about them, or of something else.",
            "Say it to them, with you or your: “Your talk on night buses made me want to see how one is planned.”",
        )  # fmt: skip
    private = [line for line in (noted or "").splitlines() if not wording.is_said_to_them(line)]
    return "\n".join([*private, said])


def _unfit(records: Records, person: Contact, meeting: Meeting | None, today: date) -> Promise | None:
    """The first promise of a letter that speaks about the person instead of to them."""
    called = wording.first_name(person.name, person.given_name)
    owed = message_facts.owed_to(records, person, meeting, today) if meeting else []
    return next((each for each in owed if wording.is_done_for_them(each.what, called)), None)


def _say_promise(records: Records, person: Contact, meeting: Meeting | None, said: str, today: date) -> Done:
    """Say a promise in words that the letter can take up; it stays the same one."""
    promise = _unfit(records, person, meeting, today)
    if promise is None:
        raise InvalidRecord("promises", "There is no such promise (any more).", "Open the page again.")
    if wording.is_done_for_them(said, wording.first_name(person.name, person.given_name)):
        raise InvalidRecord(
            "promises", "This speaks about them.", "Say what they get: “the paper on ring grids”, or use you and your."
        )
    with records.transaction() as transaction:
        transaction.change("promises", promise.id, what=said)
        return done(transaction, f"Your promise to {person.name}: saved.", promise.id)


def _about(records: Records, contact_id: str, meeting_id: str | None, *, planned: bool = False) -> Meeting | None:
    """The conversation a message is about: the one named, else the newest held, or the next one planned."""
    every = meetings.of_contact(records, contact_id)
    named = next((each for each in every if each.id == meeting_id), None)
    fitting = [each for each in every if each.status == ("planned" if planned else "held")]
    return named or (fitting[-1 if planned else 0] if fitting else None)
