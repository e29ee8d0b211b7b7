"""What became of each question in the conversation itself: ticked when asked, a note below it, answered or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivw.coaching import agenda, checks, plans, time_taken
from ivw.coaching.agenda import Agenda
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a conversation. `question_id` is the plan's, None where it was asked without one or left it.

    `asked_at` is None where it was not asked (yet); `answered` is None where nobody said.
    `seconds` is how long it took, as the ticks tell it (time_taken.py).
    """

    id: str
    question_id: str | None
    text: str
    asked_at: datetime | None
    note: str | None
    answered: bool | None
    useful: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Which question is meant: the plan's by its id, any other by its words."""

    id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the run sheet: when it is due on the clock (None for a spare) and what became of it."""

    question: Question
    starts_at: datetime | None
    must_ask: str | None
    said: Asked | None

    @property
    def is_asked(self) -> bool:
        """Whether it was ticked."""
        return self.said is not None and self.said.asked_at is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The run sheet of one conversation; without a plan (plan_id None) it holds the two must-asks alone.

    `lines` are what the plan keeps, the must-asks last; `spares` what to have at hand; `others` what was said about
    questions that have left the plan since.
    """

    plan_id: str | None
    lines: tuple[Line, ...]
    spares: tuple[Line, ...]
    others: tuple[Line, ...]
    fitted: Agenda | None = None  # what of the plan fits the minutes

    @property
    def next(self) -> Line | None:
        """The first question that was not asked yet."""
        return next((line for line in self.lines if not line.is_asked), None)

    @property
    def never_without(self) -> tuple[Line, ...]:
        """The must-asks that are still to be asked (B35, guide 2)."""
        return tuple(line for line in self.lines if line.must_ask and not line.is_asked)


def sheet(records: Records, meeting_id: str, starts_at: datetime) -> Sheet:
    """The run sheet of a conversation that starts then: clock times from what the plan keeps, and what was said so far.

    The opening and the introduction of oneself come before the first question (C24, our convention).
    """
    every = of_meeting(records, meeting_id)
    plan = plans.of_meeting(records, meeting_id)
    fitted = plans.fitted(records, plan) if plan else None
    clock = starts_at + timedelta(seconds=agenda.OPENING_S + agenda.INTRODUCTION_S)
    lines = []
    for kept in fitted.keep if fitted else ():
        lines.append(_line(every, Question(kept.question.id, kept.question.text), clock, kept.question.must_ask))
        clock += timedelta(seconds=kept.seconds)
    there = {line.must_ask for line in lines}
    for must_ask, text in agenda.MUST_ASKS.items():
        if must_ask not in there:
            lines.append(_line(every, Question(None, text), clock if plan else None, must_ask))
    at_hand = set(fitted.spare) if fitted else set()
    spares = [
        _line(every, Question(cut.question.id, cut.question.text), None, None)
        for cut in (fitted.cut if fitted else ())
        if cut.question.text in at_hand
    ]
    shown = {line.said.id for line in (*lines, *spares) if line.said}
    others = [Line(Question(each.question_id, each.text), None, None, each) for each in every if each.id not in shown]
    return Sheet(plan.id if plan else None, tuple(lines), tuple(spares), tuple(others), fitted)


def of_meeting(records: Records, meeting_id: str) -> list[Asked]:
    """What was said about questions of one conversation, in the order it was first said."""
    return records.read(
        Asked,
        "SELECT id::VARCHAR AS id, plan_question_id::VARCHAR AS question_id, text, asked_at, note, answered, useful, "
        "seconds "
        "FROM asked_questions WHERE meeting_id = TRY_CAST($id AS UUID) ORDER BY id",
        id=meeting_id,
    )


def find(every: Sequence[Asked], question: Question) -> Asked | None:
    """What was said about this question; None where nothing was."""
    of_plan = [each for each in every if question.id is not None and each.question_id == question.id]
    by_words = [each for each in every if each.question_id is None and each.text == question.text]
    return next(iter(of_plan or by_words), None)


def tick(records: Records, meeting_id: str, question: Question, *, asked: bool, as_of: datetime) -> Done:
    """Say that a question was asked just now, or was not after all. Ticking it again keeps the first moment.

    With it is written down how long the one before took.
    """
    with records.transaction() as transaction:
        before = _row(transaction, meeting_id, question)
        asked_at = (before and before["asked_at"]) or as_of if asked else None
        nothing = {"answered": None, "seconds": None}
        # Asked and answered are two things; but what was not asked was not answered either.
        fact = _keep(transaction, meeting_id, question, asked_at=asked_at, **({} if asked else nothing))
        time_taken.write(transaction, meeting_id)
        return done(transaction, "Asked." if asked else "Not asked after all.", fact)


def note(records: Records, meeting_id: str, question: Question, text: str) -> Done:
    """Keep what is being written below a question. Raises InvalidRecord beyond 20,000 characters."""
    with records.transaction() as transaction:
        fact = _keep(transaction, meeting_id, question, note=checks.text("note", text))
        return done(transaction, "Your note is saved.", fact)


def answer(records: Records, meeting_id: str, question: Question, answered: bool | None) -> Done:
    """Say whether a question was answered; None where one would rather not say (A74)."""
    with records.transaction() as transaction:
        # What was not answered was of no use either.
        fact = _keep(transaction, meeting_id, question, answered=answered, **({} if answered else {"useful": None}))
        return done(transaction, "Answered." if answered else "Not answered.", fact)


def rate(records: Records, meeting_id: str, question: Question, useful: int | None) -> Done:
    """Say how useful the answer to a question was, 1 to 5; None takes it back. Raises InvalidRecord beyond it."""
    if useful is not None and (isinstance(useful, bool) or useful not in range(1, 6)):
        raise InvalidRecord("useful", f"{useful!r} is not on this scale.", "A whole number from 1 to 5.")
    with records.transaction() as transaction:
        # An answer that was of use was an answer.
        values = {"useful": useful} | ({} if useful is None else {"answered": True})
        return done(transaction, "Your rating is saved.", _keep(transaction, meeting_id, question, **values))


def look_back(
    records: Records, meeting_id: str, question: Question, *, asked: bool, answered: bool | None, as_of: datetime
) -> Done:
    """Say afterwards whether a question was asked and answered; one ticked while talking keeps its moment."""
    with records.transaction() as transaction:
        before = _row(transaction, meeting_id, question)
        asked_at = ((before and before["asked_at"]) or as_of) if asked else None
        gone = {} if asked else {"seconds": None}
        fact = _keep(transaction, meeting_id, question, asked_at=asked_at, answered=answered, **gone)
        return done(transaction, "Your answer is saved.", fact)


def _line(every: Sequence[Asked], question: Question, starts_at: datetime | None, must_ask: str | None) -> Line:
    return Line(question, starts_at, must_ask, find(every, question))


_COLUMNS = ("asked_at", "seconds", "note", "answered", "useful")


def _row(transaction: Transaction, meeting_id: str, question: Question) -> dict[str, object] | None:
    found = transaction.fetch(
        "SELECT id::VARCHAR, asked_at, seconds, note, answered, useful FROM asked_questions "
        "WHERE meeting_id = TRY_CAST($meeting AS UUID) "
        "AND (plan_question_id = TRY_CAST($question AS UUID) OR plan_question_id IS NULL AND text = $text) "
        "ORDER BY plan_question_id IS NULL, id LIMIT 1",
        meeting=meeting_id,
        question=question.id,
        text=question.text,
    )
    return dict(zip(("id", *_COLUMNS), found[0], strict=True)) if found else None


def _keep(transaction: Transaction, meeting_id: str, question: Question, **values: object) -> str | None:
    """Write these into the question's row; one that says nothing any more goes."""
    before = _row(transaction, meeting_id, question)
    after = {column: before[column] if before else None for column in _COLUMNS} | values
    if all(value is None for value in after.values()):
        if before:
            transaction.remove("asked_questions", [str(before["id"])])
        return None
    if before:
        transaction.change("asked_questions", str(before["id"]), **values)
        return str(before["id"])
    if transaction.row("meetings", meeting_id) is None:
        raise InvalidRecord("meeting", "This conversation is not in the records (any more).", "Open the page again.")
    text = checks.line("text", question.text, required=True)
    # Somebody may have taken the question out of the plan a moment ago, in another tab: its words stay.
    in_plan = question.id is not None and transaction.row("plan_questions", question.id) is not None
    return transaction.add(
        "asked_questions",
        {"meeting_id": meeting_id, "plan_question_id": question.id if in_plan else None, "text": text, **values},
    )
