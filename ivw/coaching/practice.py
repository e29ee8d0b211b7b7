"""Practice: rehearsing the questions that a plan keeps against the clock.

A run sets out with one lap for each kept question, in their order and with the words and seconds the plan gives them at
that moment: what is changed in the plan later changes no run. A lap without a time was not reached.

What the two times of a lap are, and what becomes of a lap that has only one, stands in lap_times.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from ivw.coaching import checks, drafts, lap_times, plans, rehearsal_feelings, thrown
from ivw.coaching.agenda import Kept
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.lap_times import LONGEST_LAP_S as LONGEST_LAP_S
from ivw.coaching.lap_times import Sent, Times
from ivw.records.database import Records
from ivw.records.transaction import Change, Transaction

# C28, guide 3: before a mirror, with a companion, into a camera. The voice and rehearsing it all by oneself are ours.
MODES = {"silent": "By myself", "mirror": "Mirror", "companion": "Companion", "camera": "Camera", "voice": "Voice"}
# In a rapid round the questions are said one after the other, and nobody answers.
ROUNDS = {"whole": "The conversation", "asking": "Rapid round"}
ENDS = {"finished": "finished_at", "broken_off": "broken_off_at"}
SAYS = {
    "whole": "Rehearsal finished.",
    "asking": "Rapid round finished. It is kept, and does not count as rehearsed.",
    "broken_off": "Rehearsal broken off. It is kept, and does not count.",
}
NEWEST_NUMBER = 2**53  # what a browser can count to


@dataclass(frozen=True, slots=True)
class Run:
    """One rehearsal of a plan; neither finished nor broken off, it is still going on. Instants in UTC.

    In the round "asking" the questions were only said, one after the other: that warms up, and prepares no conversation
    (our convention: what was not given the time of an answer says nothing about the minutes).
    """

    id: str
    plan_id: str
    mode: str
    started_at: datetime
    finished_at: datetime | None
    broken_off_at: datetime | None
    round: str = "whole"

    @property
    def is_open(self) -> bool:
        """Whether it is still going on."""
        return self.finished_at is None and self.broken_off_at is None


@dataclass(frozen=True, slots=True)
class Lap:
    """One question within a run. `seconds` is asking and answering together; None where it was not reached.

    `planned_seconds` is None for a lap from before these were kept. `is_must` is what the plan says of it now, and
    `must_ask` which of the two must-asks it is, if one.
    """

    id: str
    ordinal: int
    text: str
    planned_seconds: float | None
    seconds: float | None
    asking_seconds: float | None
    answering_seconds: float | None
    skipped: bool
    ease: int | None
    is_must: bool
    must_ask: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it was said aloud."""
        return self.seconds is not None and not self.skipped


@dataclass(frozen=True, slots=True)
class Past:
    """One run in the list of all: how many of its questions were asked, and what that took and should have taken."""

    id: str
    mode: str
    started_at: datetime
    finished_at: datetime | None
    broken_off_at: datetime | None
    questions: int
    asked: int
    spoken_s: float | None
    planned_s: float | None
    round: str = "whole"


GONE = ("This rehearsal is not in the records (any more).", "Start another one.")
RUNS = (
    "SELECT id::VARCHAR AS id, plan_id::VARCHAR AS plan_id, mode, started_at, finished_at, broken_off_at, "
    "coalesce(round, 'whole') AS round FROM rehearsals WHERE "
)
LAPS = (
    "SELECT l.id::VARCHAR AS id, l.ordinal, l.text, l.planned_seconds, "
    "CASE WHEN l.asking_seconds IS NOT NULL OR l.answering_seconds IS NOT NULL "
    "THEN coalesce(l.asking_seconds, 0) + coalesce(l.answering_seconds, 0) END AS seconds, "
    "l.asking_seconds, l.answering_seconds, l.skipped, l.ease, coalesce(q.tier = 'must', false) AS is_must, "
    "q.must_ask "
    "FROM laps l LEFT JOIN plan_questions q ON q.id = l.plan_question_id "
    "WHERE l.rehearsal_id = TRY_CAST($id AS UUID) ORDER BY l.ordinal"
)
HISTORY = (
    "SELECT r.id::VARCHAR AS id, r.mode, r.started_at, r.finished_at, r.broken_off_at, count(l.id) AS questions, "
    "count(l.id) FILTER (l.asking_seconds IS NOT NULL AND NOT l.skipped) AS asked, "
    "sum(l.asking_seconds + coalesce(l.answering_seconds, 0)) FILTER (NOT l.skipped) AS spoken_s, "
    "sum(l.planned_seconds) FILTER (l.asking_seconds IS NOT NULL AND NOT l.skipped) AS planned_s, "
    "coalesce(r.round, 'whole') AS round "
    "FROM rehearsals r LEFT JOIN laps l ON l.rehearsal_id = r.id WHERE r.plan_id = TRY_CAST($plan AS UUID) "
    "GROUP BY ALL ORDER BY started_at DESC, id DESC LIMIT $limit OFFSET $skip"
)


def get(records: Records, rehearsal_id: str) -> Run:
    """One run. Raises InvalidRecord when it is not there (any more)."""
    found = records.read(Run, RUNS + "id = TRY_CAST($id AS UUID)", id=rehearsal_id)
    return checks.there(found, "rehearsal", *GONE)


def going_on(records: Records, plan_id: str) -> Run | None:
    """The newest run of a plan that is still going on."""
    ongoing = "finished_at IS NULL AND broken_off_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1"
    found = records.read(Run, RUNS + "plan_id = TRY_CAST($id AS UUID) AND " + ongoing, id=plan_id)
    return found[0] if found else None


def laps_of(records: Records, rehearsal_id: str) -> list[Lap]:
    """A lap for each question of a run, in order, also those not reached; none where the run is not there."""
    return records.read(Lap, LAPS, id=rehearsal_id)


def history(records: Records, plan_id: str, *, limit: int, skip: int = 0) -> list[Past]:
    """The runs of a plan, newest first, those broken off and the one going on included."""
    return records.read(Past, HISTORY, plan=plan_id, limit=limit, skip=skip)


def count(records: Records, plan_id: str) -> int:
    """How many runs a plan has in all."""
    return int(records.rows("SELECT count(*) FROM rehearsals WHERE plan_id = TRY_CAST($id AS UUID)", id=plan_id)[0][0])


def heard(records: Records, rehearsal_id: str) -> int:
    """The number of the newest list of laps that was saved for a run still going on; 0 before the first."""
    found = records.rows("SELECT text FROM drafts WHERE slot = $slot", slot=_slot(rehearsal_id))
    return int(found[0][0]) if found else 0


def start(
    records: Records,
    plan_id: str,
    *,
    as_of: datetime,
    mode: str = "silent",
    round: str = "whole",
    curveballs: bool = False,
    token: str | None = None,
) -> Done:
    """Begin a run of a plan; one of the same plan that is still going on is broken off, as of when it last moved.

    `curveballs`: difficult moments come up in it. Raises InvalidRecord for a mode or a round that is not known, for a
    plan that is gone or keeps no question, and where the file of curveballs cannot be used.
    """
    if mode not in MODES:
        raise InvalidRecord("mode", f"There is no way to rehearse called {mode!r}.", f"One of {', '.join(MODES)}.")
    if round not in ROUNDS:
        raise InvalidRecord("round", f"There is no round called {round!r}.", f"One of {', '.join(ROUNDS)}.")
    kept = plans.agenda_of(records, plan_id).keep
    if not kept:
        raise InvalidRecord("plan", "This plan keeps no question.", "Put some in, or give it more minutes.")
    with records.transaction() as transaction:
        row = {"plan_id": plan_id, "mode": mode, "round": round, "started_at": as_of}
        made = transaction.add("rehearsals", row, token)
        if made:
            _break_off_others(transaction, plan_id, made, as_of)
            rows = [
                {"rehearsal_id": made, "plan_question_id": each.question.id, "ordinal": place, "skipped": False}
                | {"text": each.question.text}
                | {"planned_seconds": lap_times.planned_for(each.question.text, each.seconds, round)}
                for place, each in enumerate(kept, start=1)
            ]
            transaction.add_many("laps", rows)
            rehearsal_feelings.take(transaction, plan_id, made, as_of=as_of)
            if curveballs:
                unasked = [_unasked(place, each) for place, each in enumerate(kept, start=1)]
                thrown.settle(transaction, made, unasked, as_of)
        return Done("A rehearsal is begun.", made or token, Change(tuple(transaction.journal)))


def save_laps(
    records: Records,
    rehearsal_id: str,
    *,
    number: int,
    laps: Sequence[Sent],
    as_of: datetime,
    end: str = "",
    came_up: Sequence[tuple[int, bool]] = (),
    is_cut: bool = False,
) -> Done | None:
    """Keep the whole list of laps done so far, in the plan's order: seconds of asking, of answering, whether skipped.

    The newest `number` wins: a list that comes late or twice, and one for a run that has ended, changes nothing. A list
    may be shorter than the one before it, where the last lap was taken back. `came_up`: during which laps a curveball
    did, and whether a way out was looked at. `is_cut`: the last lap was at hand as the run ended (lap_times.py). `end`
    is "finished" or "broken_off" when that was said, too; then a Done is returned, and undoing it opens the run again
    with its laps as they are. Raises InvalidRecord, and keeps nothing, for what no clock of ours sends.
    """
    if end and end not in ENDS:
        raise InvalidRecord("end", f"A run does not end as {end!r}.", f"One of {', '.join(ENDS)}.")
    if isinstance(number, bool) or not 0 < number < NEWEST_NUMBER:
        raise InvalidRecord("number", "The clock sent a number that makes no sense.", "Load the page again.")
    times = [lap_times.checked(each) for each in laps]
    with records.transaction() as transaction:
        run = _run(transaction, rehearsal_id)
        if not run.is_open or number <= _heard(transaction, rehearsal_id):
            return None
        _replace(transaction, run, times, is_cut=is_cut and bool(end))
        thrown.keep(transaction, rehearsal_id, came_up)
        _hear(transaction, rehearsal_id, number, as_of)
        return _ended(transaction, run, end, as_of) if end else None


def rate(records: Records, lap_id: str, ease: int | None) -> Done:
    """Say how at ease one felt asking this question, 1 (not at all) to 5 (wholly); None takes it back (C29, guide 3).

    Raises InvalidRecord for anything else, and for a question that was not asked.
    """
    if ease is not None and (isinstance(ease, bool) or ease not in range(1, 6)):
        raise InvalidRecord("ease", "Ease is a number from 1 to 5.", "5 is wholly at ease.")
    with records.transaction() as transaction:
        found = transaction.fetch(
            "SELECT asking_seconds IS NOT NULL AND NOT skipped FROM laps WHERE id = TRY_CAST($id AS UUID)", id=lap_id
        )
        if not found:
            raise InvalidRecord("lap", "This lap is not in the records (any more).", "Open the page again.")
        if not found[0][0]:
            raise InvalidRecord("ease", "This question was not asked.", "Say how it felt once it was.")
        transaction.change("laps", lap_id, ease=ease)
        return Done("How it felt is kept.", lap_id, Change(tuple(transaction.journal)))


def _unasked(place: int, kept: Kept) -> Lap:
    question = kept.question
    is_must = question.tier == "must"
    return Lap("", place, question.text, kept.seconds, None, None, None, False, None, is_must, question.must_ask)


def _run(transaction: Transaction, rehearsal_id: str) -> Run:
    found = transaction.fetch(RUNS + "id = TRY_CAST($id AS UUID)", id=rehearsal_id)
    return Run(*checks.there(found, "rehearsal", *GONE))


def _replace(transaction: Transaction, run: Run, times: Sequence[Times], *, is_cut: bool) -> None:
    rows = transaction.fetch(
        "SELECT id::VARCHAR, text FROM laps WHERE rehearsal_id = $id::UUID ORDER BY ordinal", id=run.id
    )
    if len(times) > len(rows):
        raise InvalidRecord("laps", "The clock sent more laps than there are questions.", "Load the page again.")
    for place, ((lap_id, text), taken) in enumerate(zip_longest(rows, times), start=1):
        cut = is_cut and place == len(times)
        asking, answering = lap_times.kept(text, taken, run.mode, run.round, is_cut=cut) if taken else (None, None)
        skipped = bool(taken and taken[2])
        transaction.change("laps", lap_id, asking_seconds=asking, answering_seconds=answering, skipped=skipped)


def _ended(transaction: Transaction, run: Run, end: str, as_of: datetime) -> Done:
    """End it, for the last part of this transaction. Only this part can be undone: the laps were made."""
    before = len(transaction.journal)
    if end == "finished" and not transaction.fetch(
        "SELECT 1 FROM laps WHERE rehearsal_id = $id::UUID AND asking_seconds IS NOT NULL AND NOT skipped LIMIT 1",
        id=run.id,
    ):
        raise InvalidRecord("laps", "No question was asked yet.", "Ask one, or break the run off.")
    transaction.change("rehearsals", run.id, **{ENDS[end]: as_of})
    _forget(transaction, run.id)
    says = SAYS[run.round if end == "finished" else end]
    return Done(says, run.id, Change(tuple(transaction.journal[before:])))


def _break_off_others(transaction: Transaction, plan_id: str, but: str, as_of: datetime) -> None:
    ongoing = transaction.fetch(
        "SELECT r.id::VARCHAR, r.started_at, "
        "coalesce(sum(coalesce(l.asking_seconds, 0) + coalesce(l.answering_seconds, 0)), 0) "
        "FROM rehearsals r LEFT JOIN laps l ON l.rehearsal_id = r.id WHERE r.plan_id = $plan::UUID "
        "AND r.finished_at IS NULL AND r.broken_off_at IS NULL AND r.id <> $but::UUID GROUP BY ALL",
        plan=plan_id,
        but=but,
    )
    for rehearsal_id, started_at, spoken in ongoing:
        moved = started_at + timedelta(seconds=spoken)  # not now: it may have lain there for days
        transaction.change("rehearsals", rehearsal_id, broken_off_at=min(moved, as_of))
        _forget(transaction, rehearsal_id)


# While a run is going on, the number of its newest list stands among the drafts.


def _slot(rehearsal_id: str) -> str:
    return f"rehearsal:{rehearsal_id}"


def _heard(transaction: Transaction, rehearsal_id: str) -> int:
    found = transaction.fetch("SELECT text FROM drafts WHERE slot = $slot", slot=_slot(rehearsal_id))
    return int(found[0][0]) if found else 0


def _hear(transaction: Transaction, rehearsal_id: str, number: int, as_of: datetime) -> None:
    slot = _slot(rehearsal_id)
    there = transaction.fetch("SELECT id::VARCHAR FROM drafts WHERE slot = $slot", slot=slot)
    if there:
        transaction.change("drafts", there[0][0], text=str(number), saved_at=as_of)
    else:
        transaction.add("drafts", {"slot": slot, "text": str(number), "saved_at": as_of})


def _forget(transaction: Transaction, rehearsal_id: str) -> None:
    for slot in (_slot(rehearsal_id), thrown.slot(rehearsal_id)):
        drafts.used(transaction, slot)
