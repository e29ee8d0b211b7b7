"""What one decides by (C08): one's own criteria with their weights, and how a field looks by them after a conversation.

Income is one of them, and always from a range one looked up: nobody is asked what they earn (guide 3).
"""

from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks, reflections
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

WEIGHTS = {1: "Nice to have", 2: "Matters", 3: "Decides"}
RATINGS = {-2: "Much against", -1: "Against", 0: "Neutral", 1: "For", 2: "Much for"}
MOST = 12  # our convention: a longer list decides nothing
INCOME = "Income"
# The first three are guide 3's, the others common ones to begin with (our convention).
SUGGESTED = (
    INCOME, "Work environment", "Timetable", "Meaning", "Learning", "People", "Independence", "Security", "Place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that one decides by; weight 1 to 3."""

    id: str
    name: str
    weight: int

    @property
    def is_income(self) -> bool:
        """Whether it is about pay, which is looked up and never asked for."""
        return bool({"income", "pay", "salary", "money", "wage", "wages"} & set(self.name.casefold().split()))


def every(records: Records) -> list[Criterion]:
    """One's criteria, the weightiest first."""
    return records.read(
        Criterion,
        "SELECT id::VARCHAR AS id, name, weight FROM criteria WHERE closed_at IS NULL "
        "ORDER BY weight DESC, added_at, id",
    )


def suggested(records: Records) -> list[str]:
    """What one might decide by and has not on the list."""
    there = {each.name.casefold() for each in every(records)}
    return [name for name in SUGGESTED if name.casefold() not in there]


def add(records: Records, name: str, *, as_of: datetime, weight: int = 2, token: str | None = None) -> Done:
    """Put a criterion on the list; one that was taken off comes back with its ratings.

    Raises InvalidRecord without a name, for a weight outside 1..3, for one that is there, or beyond twelve.
    """
    called = str(checks.line("name", name, required=True))
    _weight(weight)
    with records.transaction() as transaction:
        same = transaction.fetch(
            "SELECT id::VARCHAR, closed_at IS NULL FROM criteria WHERE search_key(name) = search_key($name) "
            "ORDER BY closed_at IS NULL DESC, id LIMIT 1",
            name=called,
        )
        says = f"You decide by {called}."
        if same and same[0][1]:
            if token == same[0][0]:
                return Done(says, token)
            raise InvalidRecord("name", "This is on your list.", "Change its weight instead.")
        [(n,)] = transaction.fetch("SELECT count(*) FROM criteria WHERE closed_at IS NULL")
        if n >= MOST:
            raise InvalidRecord("name", f"You have {MOST} already.", "Take one off that no longer decides.")
        if same:
            transaction.change("criteria", same[0][0], closed_at=None, weight=weight)
            return done(transaction, says, same[0][0])
        row = {"name": called, "weight": weight, "added_at": as_of}
        return done(transaction, says, transaction.add("criteria", row, token))


def weigh(records: Records, criterion_id: str, weight: int) -> Done:
    """Say how much a criterion counts, 1 to 3. Raises InvalidRecord."""
    _weight(weight)
    with records.transaction() as transaction:
        name = _there(transaction, criterion_id)
        transaction.change("criteria", criterion_id, weight=weight)
        return done(transaction, f"{name}: {WEIGHTS[weight].lower()}.", criterion_id)


def close(records: Records, criterion_id: str, *, as_of: datetime) -> Done:
    """Take a criterion off the list; what was rated by it stays. Raises InvalidRecord when it is not there."""
    with records.transaction() as transaction:
        name = _there(transaction, criterion_id)
        transaction.change("criteria", criterion_id, closed_at=as_of)
        return done(transaction, f"{name} is off your list.", criterion_id)


def ratings(records: Records, meeting_id: str) -> dict[str, int]:
    """How one conversation made its field look, -2 to 2, by the id of the criterion."""
    return dict(
        records.rows(
            "SELECT r.criterion_id::VARCHAR, r.rating FROM criterion_ratings r JOIN debriefs d ON d.id = r.debrief_id "
            "WHERE d.meeting_id = TRY_CAST($id AS UUID) AND r.rating IS NOT NULL",
            id=meeting_id,
        )
    )


def rate(records: Records, meeting_id: str, criterion_id: str, rating: int | None, *, as_of: datetime) -> Done:
    """Say how a conversation made its field look by one criterion; None takes it back. The first begins the debrief.

    Raises InvalidRecord outside -2..2, or when the criterion or the conversation is not there (any more).
    """
    if rating is not None and (isinstance(rating, bool) or rating not in RATINGS):
        raise InvalidRecord("rating", f"{rating!r} is not on this scale.", "A whole number from -2 to 2.")
    with records.transaction() as transaction:
        _there(transaction, criterion_id)
        debrief = reflections.id_in(transaction, meeting_id)
        if debrief is None and rating is None:
            return Done("Nothing was rated.")
        debrief = debrief or reflections.begin_in(transaction, meeting_id, as_of)
        there = transaction.fetch(
            "SELECT id::VARCHAR, note FROM criterion_ratings WHERE debrief_id = $debrief::UUID "
            "AND criterion_id = TRY_CAST($criterion AS UUID)",
            debrief=debrief,
            criterion=criterion_id,
        )
        if there and rating is None and there[0][1] is None:
            transaction.remove("criterion_ratings", [there[0][0]])
        elif there:
            transaction.change("criterion_ratings", there[0][0], rating=rating)
        elif rating is not None:
            row = {"debrief_id": debrief, "criterion_id": criterion_id, "rating": rating}
            transaction.add("criterion_ratings", row)
        return done(transaction, "Your rating is saved.", debrief)


def income_of(records: Records, field: str | None) -> str | None:
    """The range of incomes that was found out about a field, newest first; None where nobody looked it up."""
    found = records.rows(
        "SELECT n.finding FROM findings n JOIN fields f ON f.id = n.field_id "
        "WHERE n.topic = 'income' AND same_words(f.name) = same_words($field) "
        "ORDER BY n.found_on DESC, n.id DESC LIMIT 1",
        field=field or "",
    )
    return str(found[0][0]) if found else None


def _weight(weight: int) -> None:
    if weight not in WEIGHTS:
        raise InvalidRecord("weight", f"A weight is 1 to 3, not {weight!r}.", "3 is what decides.")


def _there(transaction: Transaction, criterion_id: str) -> str:
    found = transaction.fetch("SELECT name FROM criteria WHERE id = TRY_CAST($id AS UUID)", id=criterion_id)
    return str(checks.there(found, "criterion", "This is not in the records (any more).", "Open the page again.")[0])
