"""Plans: the ordered questions for one conversation, or in general. What of it fits is worked out in agenda.py."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ivw.coaching import agenda, checks, drafts, goals, meetings, questions
from ivw.coaching.agenda import MUST_ASKS, PRIORITIES, TIERS, Agenda, Question
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

SHORTEST, LONGEST = 5, 600  # minutes
GONE = ("This plan is not in the records (any more).", "Open the page again.")


@dataclass(frozen=True, slots=True)
class Head:
    """A plan without its questions; `contact` is the name behind its conversation, `starts_at` when that begins."""

    id: str
    meeting_id: str | None
    contact_id: str | None
    contact: str | None
    starts_at: datetime | None
    title: str | None
    minutes: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its questions in order: the must-asks stand at the end."""

    id: str
    meeting_id: str | None
    contact_id: str | None
    contact: str | None
    title: str | None
    minutes: int
    made_at: datetime
    questions: tuple[Question, ...]


HEADS = (
    "SELECT p.id::VARCHAR AS id, p.meeting_id::VARCHAR AS meeting_id, c.id::VARCHAR AS contact_id, c.name AS contact, "
    "m.starts_at, p.title, p.minutes, p.made_at "
    "FROM plans p LEFT JOIN meetings m ON m.id = p.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id "
)
NEWEST = "ORDER BY p.made_at DESC, p.id DESC "
# The must-asks close the conversation, so they close the plan: who else, then the name.
QUESTIONS = (
    "SELECT q.id::VARCHAR, q.text, q.tier, q.priority, q.answer_seconds, q.about_me, q.must_ask, q.topic, "
    "ARRAY(SELECT goal_id::VARCHAR FROM plan_question_goals WHERE plan_question_id = q.id ORDER BY goal_id) "
    "FROM plan_questions q WHERE q.plan_id = TRY_CAST($id AS UUID) "
    "ORDER BY q.must_ask IS NOT NULL, q.must_ask, q.ordinal, q.id"
)


def get(records: Records, plan_id: str) -> Plan:
    """One plan. Raises InvalidRecord when it is not there (any more)."""
    heads = records.read(Head, HEADS + "WHERE p.id = TRY_CAST($id AS UUID)", id=plan_id)
    return _whole(records, checks.there(heads, "plan", *GONE))


def of_meeting(records: Records, meeting_id: str) -> Plan | None:
    """The newest plan for a conversation; None where there is none."""
    of_it = "WHERE p.meeting_id = TRY_CAST($id AS UUID) "
    heads = records.read(Head, HEADS + of_it + NEWEST + "LIMIT 1", id=meeting_id)
    return _whole(records, heads[0]) if heads else None


def ids_of(records: Records, meeting_ids: Sequence[str]) -> dict[str, str]:
    """The newest plan of each of these conversations, by the conversation; those without one are left out."""
    return dict(
        records.rows(
            "SELECT meeting_id::VARCHAR, arg_max(id, (made_at, id))::VARCHAR FROM plans "
            "WHERE meeting_id IN (SELECT TRY_CAST(unnest($ids) AS UUID)) GROUP BY meeting_id",
            ids=list(meeting_ids),
        )
    )


def recent(records: Records, limit: int = 20, skip: int = 0) -> list[Head]:
    """The newest plans, without their questions."""
    return records.read(Head, HEADS + NEWEST + "LIMIT $limit OFFSET $skip", limit=limit, skip=skip)


def how_many(records: Records) -> int:
    """How many plans there are."""
    return int(records.rows("SELECT count(*) FROM plans")[0][0])


def start(
    records: Records,
    *,
    minutes: int,
    as_of: datetime,
    meeting_id: str | None = None,
    title: str | None = None,
    first: Question | None = None,
    token: str | None = None,
) -> Done:
    """Begin a plan, for a conversation or in general (then with a title); it opens with both must-asks (B35, guide 2),
    and with a `first` question before them, where one is handed in.

    Raises InvalidRecord for minutes outside 5..600 or a conversation that is not there.
    """
    whom = meetings.get(records, meeting_id).contact if meeting_id else None
    row = {
        "meeting_id": meeting_id,
        "title": checks.line("title", title, required=meeting_id is None),
        "minutes": checked_minutes(minutes),
        "made_at": as_of,
    }
    begun_with = _row(first) | {"topic": first.topic} if first else None
    with records.transaction() as transaction:
        made = transaction.add("plans", row, token)
        if made:
            transaction.add_many(
                "plan_questions",
                [
                    {"plan_id": made, "ordinal": place, "text": text, "tier": "must", "priority": 3, "about_me": False}
                    | {"must_ask": must_ask}
                    for place, (must_ask, text) in enumerate(MUST_ASKS.items(), start=1)
                ],
            )
        if made and begun_with:
            transaction.add("plan_questions", begun_with | {"plan_id": made, "ordinal": len(MUST_ASKS) + 1})
        more = f", and with: {first.text}" if first else "."
        return done(
            transaction, f"A plan for {whom or row['title']} is begun, with the two must-asks in it{more}", made
        )


def set_minutes(records: Records, plan_id: str, minutes: int) -> Done:
    """Say how long the conversation is to be. Raises InvalidRecord outside 5..600 minutes."""
    checked_minutes(minutes)
    with records.transaction() as transaction:
        _there(transaction, "plans", plan_id)
        transaction.change("plans", plan_id, minutes=minutes)
        return done(transaction, f"The plan is for {minutes} minutes.", plan_id)


def remove(records: Records, plan_id: str) -> Done:
    """Remove a plan with its questions and rehearsals; it can be undone."""
    with records.transaction() as transaction:
        _there(transaction, "plans", plan_id)
        [(whose, title)] = transaction.fetch(
            "SELECT c.name, p.title FROM plans p LEFT JOIN meetings m ON m.id = p.meeting_id "
            "LEFT JOIN contacts c ON c.id = m.contact_id WHERE p.id = TRY_CAST($id AS UUID)",
            id=plan_id,
        )
        transaction.remove("plans", [plan_id])
        what = f" for {whose}" if whose else f" “{title}”" if title else ""
        return done(transaction, f"The plan{what} is removed, with its questions and rehearsals.")


def add_question(
    records: Records,
    plan_id: str,
    text: str,
    *,
    tier: str = "should",
    priority: int = 2,
    goals: tuple[str, ...] = (),
    answer_seconds: int | None = None,
    about_me: bool = False,
    own_at: datetime | None = None,
    topic: str | None = None,
    slot: str | None = None,
    token: str | None = None,
) -> Done:
    """Put a question at the end of a plan, before the must-asks. Raises InvalidRecord.

    With `own_at`, the present instant, it is also kept among one's own questions for other plans, once. The draft in
    `slot`, from which it was made, is let go of. `topic`: the open point of the research that it asks about.
    """
    question = Question("", text, tier, priority, goals, answer_seconds, about_me)
    row = _row(question)
    with records.transaction() as transaction:
        _there(transaction, "plans", plan_id)
        last = transaction.fetch(
            "SELECT coalesce(max(ordinal), 0) FROM plan_questions WHERE plan_id = $id::UUID", id=plan_id
        )[0][0]
        row |= {"plan_id": plan_id, "ordinal": last + 1, "topic": topic}
        made = transaction.add("plan_questions", row, token)
        if made:
            _serve(transaction, made, goals)
        if made and own_at and not transaction.fetch("FROM questions WHERE text = $text", text=row["text"]):
            transaction.add("questions", {"text": row["text"], "about_me": about_me, "added_at": own_at})
        if made:
            drafts.used(transaction, slot)
        return done(transaction, f"Added: {row['text']}", made)


def change_question(records: Records, question: Question) -> Done:
    """Keep a question of a plan as it is handed in (dataclasses.replace makes a changed one). Raises InvalidRecord.

    A must-ask stays one: its words and times may change, its tier does not.
    """
    row = _row(question)
    with records.transaction() as transaction:
        _there(transaction, "plan_questions", question.id)
        transaction.change("plan_questions", question.id, **row)
        _serve(transaction, question.id, question.goals)
        return done(transaction, f"Changed: {row['text']}", question.id)


def pin_question(records: Records, plan_id: str, question_id: str, *, pinned: bool = True) -> Done:
    """Pin a question (a must: it is in, whatever happens), or let go of it (a should), and say what that changes.

    Raises InvalidRecord, for a must-ask too: these two are always in.
    """
    question = question_of(records, plan_id, question_id)
    if question.must_ask:
        raise InvalidRecord("tier", "The two must-asks are always in (guide 2).", "Pin the others.")
    before = {each.question.id for each in agenda_of(records, plan_id).keep}
    done_ = change_question(records, replace(question, tier="must" if pinned else "should"))
    gone = [each.question for each in agenda_of(records, plan_id).cut if each.question.id in before]
    says = f"Pinned: {question.text}" if pinned else f"No longer pinned: {question.text}"
    if pinned and gone:
        says += f" Left out for it: {' '.join(each.text for each in gone)}"
    elif gone:
        says += " It is left out now: others are worth more."
    return replace(done_, says=says)


def remove_question(records: Records, question_id: str) -> Done:
    """Take a question out of its plan. Raises InvalidRecord for a must-ask: nobody leaves without these two (B35)."""
    with records.transaction() as transaction:
        _there(transaction, "plan_questions", question_id)
        found = transaction.fetch("SELECT text, must_ask FROM plan_questions WHERE id = $id::UUID", id=question_id)
        if found[0][1]:
            raise InvalidRecord(
                "must_ask", "The two must-asks stay in every plan (guide 2).", "You may put them in your own words."
            )
        transaction.remove("plan_questions", [question_id])
        return done(transaction, f"Out of the plan: {found[0][0]}")


def move_question(records: Records, question_id: str, *, past: str) -> Done:
    """Move a question to the other side of another one of its plan (the must-asks stay last). Raises InvalidRecord."""
    with records.transaction() as transaction:
        _there(transaction, "plan_questions", question_id)
        rows = transaction.fetch(
            "SELECT q.id::VARCHAR, q.ordinal, q.text FROM plan_questions q WHERE q.plan_id = "
            "(SELECT plan_id FROM plan_questions WHERE id = $id::UUID) "
            "ORDER BY q.must_ask IS NOT NULL, q.must_ask, q.ordinal, q.id",
            id=question_id,
        )
        order = [key for key, _, _ in rows]
        if past not in order:
            raise InvalidRecord("question", "This question is not in the plan (any more).", "Open the page again.")
        to = order.index(past)
        order.remove(question_id)
        order.insert(to, question_id)
        ordinals = {key: ordinal for key, ordinal, _ in rows}
        for place, key in enumerate(order, start=1):
            if ordinals[key] != place:
                transaction.change("plan_questions", key, ordinal=place)
        return done(transaction, f"Moved: {next(text for key, _, text in rows if key == question_id)}", question_id)


def question_of(records: Records, plan_id: str, question_id: str) -> Question:
    """One question of a plan, as it stands now. Raises InvalidRecord when it is not there (any more)."""
    for question in get(records, plan_id).questions:
        if question.id == question_id:
            return question
    raise InvalidRecord("question", "This question is not in the plan (any more).", "Open the page again.")


def agenda_of(records: Records, plan_id: str) -> Agenda:
    """What of a plan fits its minutes. Raises InvalidRecord when the plan is not there (any more)."""
    return fitted(records, get(records, plan_id))


def fitted(records: Records, plan: Plan) -> Agenda:
    """What of this plan fits its minutes, with the weights that the goals have now. A closed goal counts no more."""
    weights = goals.weights(records)
    return agenda.fit(plan.questions, plan.minutes, weights)


def _whole(records: Records, head: Head) -> Plan:
    observed, guesses = _observed(records, head.id), _guesses()
    asked = tuple(
        Question(
            key, text, tier, priority, tuple(served),
            # What came along from the bank is a guess, and nobody's word: it learns like every other.
            None if seconds == guesses.get(text) else seconds,
            about_me, must_ask, guesses.get(text), *observed.get(key, ((), ())), topic,
        )
        for key, text, tier, priority, seconds, about_me, must_ask, topic, served in records.rows(QUESTIONS, id=head.id)
    )  # fmt: skip
    return Plan(head.id, head.meeting_id, head.contact_id, head.contact, head.title, head.minutes, head.made_at, asked)


def _observed(records: Records, plan_id: str) -> dict[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    """For each question of a plan: how long its answers took, and how long it took to say alone, oldest first."""
    answers: dict[str, list[float]] = {}
    said: dict[str, list[float]] = {}
    for key, how, text, seconds in records.rows("FROM observed_of_plan($plan)", plan=plan_id):
        if how == "said":
            said.setdefault(key, []).append(seconds)
        else:
            # In a conversation nobody presses anything between the question and its answer: it takes what it should.
            asking = agenda.asking_seconds(text) if how == "asked" else 0
            answers.setdefault(key, []).append(max(1.0, seconds - asking))
    return {key: (tuple(answers.get(key, ())), tuple(said.get(key, ()))) for key in {*answers, *said}}


def _guesses() -> dict[str, int]:
    """How long the bank says that answers to its questions take. None where somebody broke the file: the page with the
    bank says so."""
    try:
        bank = questions.bank()
    except InvalidRecord:
        return {}
    return {each.text: each.answer_seconds for each in bank if each.answer_seconds is not None}


def _row(question: Question) -> dict[str, object]:
    if question.tier not in TIERS:
        raise InvalidRecord("tier", f"There is no tier {question.tier!r}.", f"One of {', '.join(TIERS)}.")
    if question.priority not in PRIORITIES:
        raise InvalidRecord("priority", "A priority is 1, 2 or 3.", "3 is the highest.")
    return {
        "text": checks.line("text", question.text, required=True),
        "tier": "must" if question.must_ask else question.tier,
        "priority": question.priority,
        "answer_seconds": checks.answer_seconds(question.answer_seconds),
        "about_me": question.about_me,
    }


def _serve(transaction: Transaction, question_id: str, goal_ids: tuple[str, ...]) -> None:
    """Say which goals a question serves: these and no others."""
    there = dict(
        transaction.fetch(
            "SELECT goal_id::VARCHAR, id::VARCHAR FROM plan_question_goals WHERE plan_question_id = $id::UUID",
            id=question_id,
        )
    )
    transaction.remove("plan_question_goals", [key for goal, key in there.items() if goal not in goal_ids])
    transaction.add_many(
        "plan_question_goals",
        [{"plan_question_id": question_id, "goal_id": goal} for goal in dict.fromkeys(goal_ids) if goal not in there],
    )


def checked_minutes(minutes: int) -> int:
    """The minutes, if a plan can be for so many. Raises InvalidRecord outside 5..600."""
    if not SHORTEST <= minutes <= LONGEST:
        raise InvalidRecord(
            "minutes", f"A plan is for {SHORTEST} to {LONGEST} minutes.", "20 is a good length to ask for (guide 3)."
        )
    return minutes


def _there(transaction: Transaction, table: str, row_id: str) -> None:
    if transaction.row(table, row_id) is None:
        what = "plan" if table == "plans" else "question"
        raise InvalidRecord(what, f"This {what} is not in the records (any more).", "Open the page again.")
