"""What a conversation makes one do next (A75): written down in the debrief, done, or let go with a reason.

The queue of follow-ups knows nothing of them: they are owed to nobody but oneself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching import checks, reflections
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

# A75: new skills, more conversations, changed goals.
KINDS = {"learn": "Learn", "talk": "Talk to more people", "goal": "Change a goal", "other": "Something else"}
GONE = ("This is not in the records (any more).", "Open the page again.")


@dataclass(frozen=True, slots=True)
class Step:
    """One next step, of the conversation it came from where it came from one. `due` is optional, and nobody else's."""

    id: str
    meeting_id: str | None
    contact_id: str | None
    contact: str | None
    kind: str
    what: str
    made_at: datetime
    due: date | None
    done_at: datetime | None
    dropped_at: datetime | None
    dropped_why: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None


_STEPS = (
    "SELECT s.id::VARCHAR AS id, s.meeting_id::VARCHAR AS meeting_id, c.id::VARCHAR AS contact_id, c.name AS contact, "
    "s.kind, s.what, s.made_at, s.due, s.done_at, s.dropped_at, s.dropped_why FROM next_steps s "
    "LEFT JOIN meetings m ON m.id = s.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id "
)
_OPEN = "s.done_at IS NULL AND s.dropped_at IS NULL"


def open_ones(records: Records, *, limit: int = 5, offset: int = 0) -> list[Step]:
    """A page of what is still to be done: by its day, then the newest."""
    return records.read(
        Step,
        _STEPS + f"WHERE {_OPEN} ORDER BY s.due NULLS LAST, s.made_at DESC, s.id LIMIT $limit OFFSET $offset",
        limit=limit,
        offset=offset,
    )


def counts(records: Records) -> Mapping[str, int]:
    """How many next steps are 'open', 'done' and 'dropped'."""
    [(still, done_ones, dropped)] = records.rows(
        f"SELECT count(*) FILTER ({_OPEN}), count(s.done_at), "  # noqa: S608 - our own words
        "count(*) FILTER (s.dropped_at IS NOT NULL AND s.done_at IS NULL) FROM next_steps s"
    )
    return {"open": int(still), "done": int(done_ones), "dropped": int(dropped)}


def of_meeting(records: Records, meeting_id: str) -> list[Step]:
    """The next steps that came from one conversation, in the order in which they were written down."""
    return records.read(Step, _STEPS + "WHERE s.meeting_id = TRY_CAST($id AS UUID) ORDER BY s.id", id=meeting_id)


def write(records: Records, meeting_id: str, what: str, *, as_of: datetime) -> Done:
    """Keep the one next step of a debrief while it is being written: its first words begin it, no words take it out.

    Saving the same once more changes nothing. Raises InvalidRecord beyond 500 characters, or when the conversation is
    not there (any more).
    """
    said = checks.line("what", what)
    with records.transaction() as transaction:
        first = transaction.fetch(
            "SELECT id::VARCHAR FROM next_steps WHERE meeting_id = TRY_CAST($id AS UUID) ORDER BY id LIMIT 1",
            id=meeting_id,
        )
        fact = str(first[0][0]) if first else None
        if said and reflections.id_in(transaction, meeting_id) is None:
            reflections.begin_in(transaction, meeting_id, as_of)
        if fact and said:
            transaction.change("next_steps", fact, what=said)
        elif fact:
            transaction.remove("next_steps", [fact])
        elif said:
            fact = transaction.add("next_steps", _row("other", said, None, as_of, meeting_id))
        return done(transaction, "Your next step is saved.", fact)


def add(
    records: Records, *, what: str, as_of: datetime, kind: str = "other", due: date | None = None,
    meeting_id: str | None = None, token: str | None = None,
) -> Done:  # fmt: skip
    """Add a next step. Raises InvalidRecord when it is empty, or its kind is none of KINDS."""
    row = _row(kind, checks.line("what", what, required=True), due, as_of, meeting_id)
    with records.transaction() as transaction:
        made = transaction.add("next_steps", row, token)
        return done(transaction, f"Your next step: {row['what']}", made)


def change(records: Records, step_id: str, **facts: object) -> Done:
    """Change what it is (`what`), its `kind` or its day (`due`, None for none). Raises InvalidRecord."""
    if "what" in facts:
        facts["what"] = checks.line("what", str(facts["what"] or ""), required=True)
    if "kind" in facts:
        _known(facts["kind"])
    unknown = set(facts) - {"what", "kind", "due"}
    if unknown:
        raise InvalidRecord("field", f"A next step has no {', '.join(sorted(unknown))}.", "what, kind or due.")
    with records.transaction() as transaction:
        what = _there(transaction, step_id)
        transaction.change("next_steps", step_id, **facts)
        return done(transaction, f"Changed: {facts.get('what', what)}", step_id)


def do(records: Records, step_id: str, *, as_of: datetime) -> Done:
    """Say that it is done; the first moment stays. Raises InvalidRecord when it is not there."""
    with records.transaction() as transaction:
        what = _there(transaction, step_id)
        if transaction.fetch(f"SELECT 1 FROM next_steps s WHERE s.id = $id::UUID AND {_OPEN}", id=step_id):  # noqa: S608
            transaction.change("next_steps", step_id, done_at=as_of)
        return done(transaction, f"Done: {what}", step_id)


def let_go(records: Records, step_id: str, why: str, *, as_of: datetime) -> Done:
    """Let it go with a reason. Raises InvalidRecord without one, or when it is not there."""
    reason = checks.line("why", why, required=True)
    with records.transaction() as transaction:
        what = _there(transaction, step_id)
        if transaction.fetch(f"SELECT 1 FROM next_steps s WHERE s.id = $id::UUID AND {_OPEN}", id=step_id):  # noqa: S608
            transaction.change("next_steps", step_id, dropped_at=as_of, dropped_why=reason)
        return done(transaction, f"Let go: {what}", step_id)


def _row(kind: str, what: str | None, due: date | None, as_of: datetime, meeting_id: str | None) -> dict[str, object]:
    _known(kind)
    return {"meeting_id": meeting_id, "kind": kind, "what": what, "made_at": as_of, "due": due}


def _known(kind: object) -> None:
    if kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind of next step {kind!r}.", f"One of {', '.join(KINDS)}.")


def _there(transaction: Transaction, step_id: str) -> str:
    found = transaction.fetch("SELECT what FROM next_steps WHERE id = TRY_CAST($id AS UUID)", id=step_id)
    return str(checks.there(found, "next_step", *GONE)[0])
