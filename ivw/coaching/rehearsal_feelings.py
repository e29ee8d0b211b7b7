"""How a rehearsal felt: nerves and confidence before and after it (C27, guide 3; A17, guide 1), and three things that
it hones (A18, guide 1). Each is a number from 1 to 5, and each may stay unsaid.

Before a run there is nothing yet that what one says could belong to: so it waits among the drafts for the run that
begins soon after.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from ivw.coaching import drafts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

BEFORE = ("nerves_before", "confidence_before")
AFTER = ("nerves_after", "confidence_after")
HONED = ("storytelling", "interests", "questioning")
FRESH = timedelta(hours=1)  # our convention: what was said longer ago says nothing of how one feels now


@dataclass(frozen=True, slots=True)
class Felt:
    """How one run felt, 1 to 5; None where nobody said."""

    nerves_before: int | None = None
    confidence_before: int | None = None
    nerves_after: int | None = None
    confidence_after: int | None = None
    storytelling: int | None = None
    interests: int | None = None
    questioning: int | None = None


OF_RUN = (
    "SELECT nerves_before, confidence_before, nerves_after, confidence_after, storytelling, interests, questioning "
    "FROM rehearsals WHERE id = TRY_CAST($id AS UUID)"
)


def of_run(records: Records, rehearsal_id: str) -> Felt:
    """How a run felt; nothing said where it is not there."""
    return next(iter(records.read(Felt, OF_RUN, id=rehearsal_id)), Felt())


def say(records: Records, rehearsal_id: str, what: str, rating: int | None) -> Done:
    """Say how a run felt: `what` is a field of Felt; None takes it back. Raises InvalidRecord."""
    _check(what, rating, (*BEFORE, *AFTER, *HONED))
    with records.transaction() as transaction:
        if transaction.row("rehearsals", rehearsal_id) is None:
            raise InvalidRecord("rehearsal", "This rehearsal is not in the records (any more).", "Start another one.")
        transaction.change("rehearsals", rehearsal_id, **{what: rating})
        return done(transaction, "How it felt is kept.", rehearsal_id)


def waiting(records: Records, plan_id: str, *, as_of: datetime) -> Felt:
    """What was said for the next run of a plan, within the hour."""
    found = records.rows("SELECT text, saved_at FROM drafts WHERE slot = $slot", slot=_slot(plan_id))
    return _read(str(found[0][0])) if found and found[0][1] > as_of - FRESH else Felt()


def say_before(records: Records, plan_id: str, what: str, rating: int | None, *, as_of: datetime) -> None:
    """Keep how one feels before the next run of a plan; None takes it back. Raises InvalidRecord."""
    _check(what, rating, BEFORE)
    said = {**asdict(waiting(records, plan_id, as_of=as_of)), what: rating}
    told = {name: value for name, value in said.items() if value is not None}
    drafts.save(records, _slot(plan_id), json.dumps(told) if told else "", as_of)


def take(transaction: Transaction, plan_id: str, rehearsal_id: str, *, as_of: datetime) -> None:
    """A run of this plan begins in this very transaction: what was said for it is now said of it."""
    found = transaction.fetch("SELECT text, saved_at FROM drafts WHERE slot = $slot", slot=_slot(plan_id))
    if not found:
        return
    if found[0][1] > as_of - FRESH:
        felt = _read(str(found[0][0]))
        transaction.change("rehearsals", rehearsal_id, **{name: getattr(felt, name) for name in BEFORE})
    drafts.used(transaction, _slot(plan_id))


def _slot(plan_id: str) -> str:
    return f"before-rehearsing:{plan_id}"


def _read(text: str) -> Felt:
    told = json.loads(text)
    return Felt(**{name: told.get(name) for name in BEFORE})


def _check(what: str, rating: int | None, known: tuple[str, ...]) -> None:
    if what not in known:
        raise InvalidRecord("what", f"There is no feeling {what[:40]!r}.", f"One of {', '.join(known)}.")
    if rating is not None and (isinstance(rating, bool) or rating not in range(1, 6)):
        raise InvalidRecord(what, "This is a number from 1 to 5.", "1 is not at all, 5 is very.")
