"""Fields: the lines of work that interest the person (E16, guide 5)."""

from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

GONE = ("This field is not in the records (any more).", "Choose one from the list.")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that interests; `known` counts the topics of which something was found out, `people` those whose field
    has this whole name, `met` how many of these one talked to in `talks` conversations.
    """

    id: str
    name: str
    added_at: datetime
    known: int
    people: int
    met: int
    talks: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation held in a field; `path_fit` is -2 to +2 where its debrief says it. Instants in UTC."""

    meeting_id: str
    contact_id: str
    contact: str
    starts_at: datetime
    path_fit: int | None


_FIELDS = (
    "WITH named AS (SELECT same_words(field) AS field_key, count(*) AS people, count(met_at) AS met, "
    "sum(held) AS talks FROM who_works WHERE same_words(field) <> '' GROUP BY ALL), "
    "found AS (SELECT field_id, count(DISTINCT topic) AS known FROM findings WHERE field_id IS NOT NULL "
    "AND topic = ANY(field_topics()) GROUP BY field_id) "
    "SELECT f.id::VARCHAR AS id, f.name, f.added_at, coalesce(k.known, 0) AS known, "
    "coalesce(n.people, 0) AS people, coalesce(n.met, 0) AS met, coalesce(n.talks, 0)::INT AS talks "
    "FROM fields f LEFT JOIN found k ON k.field_id = f.id LEFT JOIN named n ON n.field_key = same_words(f.name) "
)
_OF_NAME = "SELECT id::VARCHAR FROM fields WHERE same_words(name) = same_words($name)"
_TALKS = (
    "SELECT m.id::VARCHAR AS meeting_id, c.id::VARCHAR AS contact_id, c.name AS contact, m.starts_at, "
    "(SELECT any_value(path_fit) FROM debriefs WHERE meeting_id = m.id) AS path_fit "
    "FROM meetings m JOIN contacts c ON c.id = m.contact_id "
    "WHERE m.status = 'held' AND same_words(c.field) = same_words($name) AND same_words($name) <> '' "
    "ORDER BY m.starts_at DESC, m.id LIMIT $limit OFFSET $offset"
)


def every(records: Records) -> list[Field]:
    """The fields that interest the person, in the order in which they were added."""
    return records.read(Field, _FIELDS + "ORDER BY f.added_at, f.id")


def get(records: Records, field_id: str) -> Field:
    """One field. Raises InvalidRecord when it is not there (any more)."""
    found = records.read(Field, _FIELDS + "WHERE f.id = TRY_CAST($id AS UUID)", id=field_id)
    return checks.there(found, "field", *GONE)


def of_people(records: Records, limit: int = 6) -> list[tuple[str, int]]:
    """Fields that stand with people and are not among one's own yet, with how many people: the most first."""
    return [
        (str(name), int(people))
        for name, people in records.rows(
            "SELECT min(trim(field)), count(*) FROM who_works WHERE same_words(field) <> '' "
            "AND same_words(field) NOT IN (SELECT same_words(name) FROM fields) "
            "GROUP BY same_words(field) ORDER BY count(met_at) DESC, count(*) DESC, same_words(field) LIMIT $limit",
            limit=limit,
        )
    ]


def talks(records: Records, name: str, *, limit: int = 50, offset: int = 0) -> list[Talk]:
    """A page of the conversations held with people in this field, newest first."""
    return records.read(Talk, _TALKS, name=name, limit=limit, offset=offset)


def add(records: Records, *, name: str | None, as_of: datetime, token: str | None = None) -> Done:
    """Add a field that interests. Raises InvalidRecord without a name, or when it is there."""
    row = {"name": checks.line("name", name, required=True), "added_at": as_of}
    with records.transaction() as transaction:
        _not_twice(transaction, str(row["name"]), besides=token)
        made = transaction.add("fields", row, token)
        return done(transaction, f"{row['name']} is among your fields.", made)


def rename(records: Records, field_id: str, name: str | None) -> Done:
    """Call a field something else, with everybody who works in it. Raises InvalidRecord."""
    named = checks.line("name", name, required=True) or ""
    with records.transaction() as transaction:
        before = _there(transaction, field_id)
        _not_twice(transaction, named, besides=field_id)
        moved = 0
        if named != before:
            people = transaction.fetch(
                "SELECT id::VARCHAR FROM contacts WHERE same_words(field) = same_words($name)", name=before
            )
            moved = sum(transaction.change("contacts", key, field=named) for (key,) in people)
        transaction.change("fields", field_id, name=named)
        return done(transaction, f"{named}: saved{f', with {moved} of your people' if moved else ''}.", field_id)


def remove(records: Records, field_id: str) -> Done:
    """Take a field off, with what was found out about it; whoever works in it stays. It can be undone."""
    with records.transaction() as transaction:
        name = _there(transaction, field_id)
        transaction.remove("fields", [field_id])
        return done(transaction, f"{name} is off your fields.", field_id)


def _not_twice(transaction: Transaction, name: str, *, besides: str | None) -> None:
    if any(key != besides for (key,) in transaction.fetch(_OF_NAME, name=name)):
        raise InvalidRecord("name", f"{name} is among your fields already.", "Open that one, or say more.")


def _there(transaction: Transaction, field_id: str) -> str:
    """The field's name."""
    found = transaction.fetch("SELECT name FROM fields WHERE id = TRY_CAST($id AS UUID)", id=field_id)
    return str(checks.there(found, "field", *GONE)[0])
