"""A conversation that is under way: when it really began, what one leaves out, how long they let it go on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import itemgetter

from ivw.coaching import agenda, at_hand, goals, meetings, replanning
from ivw.coaching.agenda import Question
from ivw.coaching.asking import Line, Sheet
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import LIVE_FROM, Meeting
from ivw.coaching.replanning import Rest
from ivw.records.database import Records

BEFORE_ASKING_S = agenda.OPENING_S + agenda.INTRODUCTION_S
LATE = timedelta(minutes=3)  # our convention: until then nobody calls it late
LIVE_AFTER = timedelta(hours=1)  # our convention: so long after the agreed end one may still talk
NEAR_THE_END = timedelta(minutes=max(at_hand.TIME_LEFT))  # from then on the two must-asks come first


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said of a conversation while it ran. `begun_at` is None where nobody said: then it began on time.

    `left_out` are ids of questions of the plan, `left_out_at` is when the last of them was.
    """

    begun_at: datetime | None = None
    left_out: frozenset[str] = frozenset()
    left_out_at: datetime | None = None


def of_meeting(records: Records, meeting_id: str) -> Talk:
    """What was said of this conversation while it ran."""
    begun = records.rows("SELECT began_at FROM meetings WHERE id = TRY_CAST($id AS UUID)", id=meeting_id)
    out = records.rows(
        "SELECT plan_question_id::VARCHAR, left_out_at FROM left_out WHERE meeting_id = TRY_CAST($id AS UUID)",
        id=meeting_id,
    )
    return Talk(
        begun[0][0] if begun else None,
        frozenset(question for question, _ in out),
        max((instant for _, instant in out), default=None),
    )


def agreed_end(meeting: Meeting) -> datetime:
    """The end as agreed. Whoever begins late ends no later: the host's next appointment does not move."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def step(meeting: Meeting, as_of: datetime) -> str:
    """Where one is with a conversation: 'before' it, 'live' (from a quarter of an hour before), or 'after' it.

    One that was said to have begun, or that they let go on, is live for an hour after its agreed end, until it is
    recorded: whoever still talks must not be asked how it went (our convention).
    """
    goes_on = meeting.began_at is not None or meeting.extended_by_host
    if meeting.status != "planned" or as_of >= agreed_end(meeting) + (LIVE_AFTER if goes_on else timedelta()):
        return "after"
    return "live" if as_of >= meeting.starts_at - LIVE_FROM else "before"


def begin(records: Records, meeting_id: str, *, as_of: datetime) -> Done:
    """Say that it begins now. A second click keeps the first moment.

    Raises InvalidRecord for one that is planned no more, or is not there (any more).
    """
    meeting = meetings.get(records, meeting_id)
    if meeting.status != "planned":
        raise InvalidRecord("meeting", "This conversation is not planned any more.", "Open the page again.")
    with records.transaction() as transaction:
        if transaction.fetch("FROM meetings WHERE id = $id::UUID AND began_at IS NULL", id=meeting_id):
            transaction.change("meetings", meeting_id, began_at=as_of)
        return done(transaction, "It begins now. The clock times follow.", meeting_id)


def not_begun(records: Records, meeting_id: str) -> Done:
    """Say that it had not begun after all. Raises InvalidRecord when it is not there (any more)."""
    meetings.get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting_id, began_at=None)
        return done(transaction, "Not begun after all.", meeting_id)


def leave_out(records: Records, meeting_id: str, question_ids: Iterable[str], *, as_of: datetime) -> Done:
    """Leave these questions of the plan out of this conversation: they stay at hand as spares."""
    meetings.get(records, meeting_id)
    with records.transaction() as transaction:
        # One that has left the plan since the page was drawn has nothing to be left out of.
        rows = transaction.fetch(
            "SELECT q.id::VARCHAR FROM plan_questions q "
            "WHERE q.id IN (SELECT TRY_CAST(unnest($keys) AS UUID)) "
            "AND NOT EXISTS (FROM left_out o WHERE o.meeting_id = $id::UUID AND o.plan_question_id = q.id)",
            keys=list(question_ids),
            id=meeting_id,
        )
        transaction.add_many(
            "left_out",
            [{"meeting_id": meeting_id, "plan_question_id": key, "left_out_at": as_of} for (key,) in rows],
        )
        many = f"{len(rows)} {'question' if len(rows) == 1 else 'questions'}"
        return done(transaction, f"Left out: {many}. They stay at hand below.", meeting_id)


def take_back(records: Records, meeting_id: str) -> Done:
    """Leave nothing out after all."""
    with records.transaction() as transaction:
        rows = transaction.fetch(
            "SELECT id::VARCHAR FROM left_out WHERE meeting_id = TRY_CAST($id AS UUID)", id=meeting_id
        )
        transaction.remove("left_out", [key for (key,) in rows])
        return done(transaction, "All planned questions are in again.", meeting_id)


def extend(records: Records, meeting_id: str, longer: bool) -> Done:
    """Say that they wish to go on longer, or did not after all: it is never a fault (B34, guide 2).

    Raises InvalidRecord when the conversation is not there (any more).
    """
    meetings.get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting_id, extended_by_host=longer)
        says = "They wish to go on: no fault of yours." if longer else "The agreed time counts again."
        return done(transaction, says, meeting_id)


def without(sheet: Sheet, talk: Talk) -> Sheet:
    """The run sheet with what is left out among the spares. Nothing that was asked moves, nor a must-ask.

    What was still to come gets new clock times, from the moment at which that was decided and at the pace so far.
    """
    out = tuple(line for line in sheet.lines if _is_out(line, talk))
    if not out or sheet.fitted is None or talk.left_out_at is None:
        return sheet
    cost = _costs(sheet)
    before = [each for each in _ticked(sheet) if each[0] <= talk.left_out_at]
    quick = replanning.pace([(cost[question.id], seconds) for _, question, seconds in before if seconds is not None])
    clock = max(talk.left_out_at, talk.begun_at or talk.left_out_at)
    clock += timedelta(seconds=quick * _at_work_s(before, cost, clock) if before else BEFORE_ASKING_S)
    known = {question.id for _, question, _ in before}
    stay = []
    for line in sheet.lines:
        if line not in out and line.starts_at and line.question.id in cost and line.question.id not in known:
            stay.append(replace(line, starts_at=clock))
            clock += timedelta(seconds=quick * cost[line.question.id])
        elif line not in out:
            stay.append(line)
    spares = (*(replace(line, starts_at=None) for line in out), *sheet.spares)
    return replace(sheet, lines=tuple(stay), spares=spares)


def must_asks_first(sheet: Sheet, meeting: Meeting, as_of: datetime) -> Sheet:
    """The run sheet with the must-asks next, once the end is near or past, or they let it go on (B35, guide 2).

    From then on the clock times of what is still to come hold no more.
    """
    ends_at = agreed_end(meeting)
    since = meeting.starts_at if meeting.extended_by_host else ends_at - NEAR_THE_END
    # Whoever catches up hours later goes through the plan in its order.
    is_time = since <= as_of < ends_at + LIVE_AFTER
    if meeting.status != "planned" or not is_time or sheet.plan_id is None:
        return sheet
    asked = tuple(line for line in sheet.lines if line.is_asked)
    to_come = [replace(line, starts_at=None) for line in sheet.lines if not line.is_asked]
    to_come.sort(key=lambda line: line.must_ask is None)
    return replace(sheet, lines=(*asked, *to_come))


def rest(records: Records, sheet: Sheet, meeting: Meeting, talk: Talk, as_of: datetime) -> Rest | None:
    """How to spend what is left of the agreed time, where what is planned does not fit it any more; else None.

    None also before it begins, without a plan, when it is over, and where they wish to go on. Somebody who comes late
    has taken of the agreed time: the host's next appointment does not move.
    """
    ends_at = agreed_end(meeting)
    begun_at = talk.begun_at or meeting.starts_at
    running = meeting.status == "planned" and begun_at <= as_of < ends_at and not meeting.extended_by_host
    if sheet.fitted is None or not running:
        return None
    cost, ticked = _costs(sheet), _ticked(sheet)
    late = talk.begun_at is None and as_of - meeting.starts_at >= LATE
    begins = not ticked and (late or as_of - begun_at < timedelta(seconds=BEFORE_ASKING_S))
    by_id = _planned(sheet)
    return replanning.rest(
        [by_id[line.question.id] for line in sheet.lines if not line.is_asked and line.question.id in by_id],
        [question for _, question, _ in ticked],
        seconds_left=(ends_at - as_of).total_seconds(),
        taken=[(cost[question.id], seconds) for _, question, seconds in ticked if seconds is not None],
        at_work_s=_at_work_s(ticked, cost, as_of),
        begins=begins,
        weights=goals.weights(records),
    )


_Ticked = tuple[datetime, Question, float | None]  # when it was asked, which one, and how long it took


def _planned(sheet: Sheet) -> dict[str | None, Question]:
    """The questions of the plan by their ids."""
    fitted = sheet.fitted
    every = [*(each.question for each in fitted.keep), *(each.question for each in fitted.cut)] if fitted else []
    return {question.id: question for question in every}


def _costs(sheet: Sheet) -> dict[str | None, int]:
    return {key: agenda.seconds_for(question) for key, question in _planned(sheet).items()}


def _ticked(sheet: Sheet) -> list[_Ticked]:
    """What was asked of the plan, in the order in which it was."""
    by_id = _planned(sheet)
    found = [
        (line.said.asked_at, by_id[line.question.id], line.said.seconds)
        for line in (*sheet.lines, *sheet.spares)
        if line.said and line.said.asked_at and line.question.id in by_id
    ]
    return sorted(found, key=itemgetter(0))


def _at_work_s(ticked: Sequence[_Ticked], cost: Mapping[str | None, int], as_of: datetime) -> float:
    """The planned seconds that the answer under way still has."""
    if not ticked:
        return 0
    asked_at, question, _ = ticked[-1]
    return max(0.0, cost[question.id] - (as_of - asked_at).total_seconds())


def _is_out(line: Line, talk: Talk) -> bool:
    return line.question.id in talk.left_out and not line.is_asked and line.must_ask is None
