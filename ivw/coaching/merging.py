"""Two contacts become one: nothing that was written down about either is lost, and it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from ivw.coaching import contacts
from ivw.coaching.contacts import KINDS_OF_PERSON, RELATIONSHIPS, SENIORITIES, SOURCES, TEXTS, Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.profile import TIES
from ivw.records.database import Records
from ivw.records.references import REFERENCES, Reference
from ivw.records.transaction import Transaction

# What follows from both and is not chosen.
SETTLED = {"id", "added_at", "shortlisted_at", "archived_at", "do_not_contact", "connected_on"}
FACTS = tuple(each.name for each in fields(Contact) if each.name not in SETTLED)
WORDS = {
    "given_name": "first name", "family_name": "last name", "email": "e-mail", "linkedin_url": "LinkedIn address",
    "relationship": "at first contact", "cadence_days": "days between contacts", "source_kind": "found through",
    "source": "found at", "interest_fit": "fit to my interests", "values_fit": "fit to my values",
    "experience_fit": "fit of experience",
}  # fmt: skip
VALUES = {
    "tie": TIES, "relationship": RELATIONSHIPS, "seniority": SENIORITIES, "kind_of_person": KINDS_OF_PERSON,
    "source_kind": SOURCES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Differing:
    """A fact in which the two differ: what the one who is kept has, and what the other has."""

    field: str
    kept: Any
    other: Any


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging would do. filled: facts that only the other has; moves: how many rows of each table come over."""

    keep: Contact
    other: Contact
    filled: dict[str, Any]
    differing: list[Differing]
    moves: dict[str, int]


def preview(records: Records, keep: str, other: str) -> Preview:
    """What merging `other` into `keep` would do. Raises InvalidRecord where one is not there, or both are one."""
    stays, goes = contacts.get(records, keep), contacts.get(records, other)
    if stays.id == goes.id:
        raise InvalidRecord("contact", "This is one and the same person.", "Choose two.")
    pairs = [Differing(field, getattr(stays, field), getattr(goes, field)) for field in FACTS]
    return Preview(
        keep=stays,
        other=goes,
        filled={each.field: each.other for each in pairs if _nothing(each.kept) and not _nothing(each.other)},
        differing=[
            each for each in pairs if not _nothing(each.kept) and not _nothing(each.other) and each.kept != each.other
        ],
        moves=contacts.goes_along(records, goes.id),
    )


def merge(
    records: Records, keep: str, other: str, choices: Mapping[str, str], *, as_of: datetime, token: str | None = None
) -> Done:
    """Everything about `other` becomes part of `keep`, and `other` is no contact any more.

    `choices` says, for facts in which they differ, "other" where the other's shall stand; what is not chosen stands in
    a private note on the time line, whose id is `token`. Raises InvalidRecord as `preview` does.
    """
    with records.transaction() as transaction:
        plan = preview(records, keep, other)
        stays, goes = plan.keep, plan.other
        taken = {each.field: each.other for each in plan.differing if choices.get(each.field) == "other"}
        left = {each.field: each.kept if each.field in taken else each.other for each in plan.differing}
        for reference in REFERENCES:
            if reference.target == "contacts" and reference.table != "namesakes":
                _point_at(transaction, reference, stays.id, goes.id)
        _namesakes(transaction, stays.id, goes.id)
        _subjects(transaction, stays.id, goes.id)
        _drafts(transaction, stays.id, goes.id)
        if left:
            note = {"contact_id": stays.id, "kind": "note", "direction": "none", "happened_at": as_of}
            transaction.add("interactions", note | {"text": _also_known(goes, left)}, token)
        transaction.change("contacts", stays.id, **plan.filled, **taken, **_of_both(stays, goes))
        transaction.remove("contacts", [goes.id])
        return done(transaction, f"{goes.name} and {stays.name} are one person now.", stays.id)


def in_words(field: str, value: object) -> str:
    """A fact as a sentence says it."""
    return str(VALUES.get(field, {}).get(str(value), value))


def word(field: str) -> str:
    """What a fact is called."""
    return WORDS.get(field, field.replace("_", " "))


def _nothing(value: object) -> bool:
    return value is None or value == ""


def _of_both(stays: Contact, goes: Contact) -> dict[str, object]:
    """What follows from both: known since the earlier day, put away or let be where that was said."""
    put_away = [each.archived_at for each in (stays, goes) if each.archived_at]
    return {
        "added_at": min(stays.added_at, goes.added_at),
        "shortlisted_at": min(filter(None, (stays.shortlisted_at, goes.shortlisted_at)), default=None),
        "connected_on": min(filter(None, (stays.connected_on, goes.connected_on)), default=None),
        "archived_at": max(put_away) if len(put_away) == 2 else None,
        "do_not_contact": stays.do_not_contact or goes.do_not_contact,
    }


def _point_at(transaction: Transaction, reference: Reference, keep: str, other: str) -> None:
    """Rows that name the other name the kept one; where that would be there twice, or name itself, it is let go."""
    table, column = reference.table, reference.column
    rows = transaction.fetch(
        f"SELECT id::VARCHAR FROM {table} WHERE {column} = $other::UUID",  # noqa: S608 - names stand in references.py
        other=other,
    )
    also = [each.column for each in REFERENCES if each.table == table and each.target == "contacts"]
    for (key,) in rows:
        if reference.when_gone == "forget" and _names(transaction, table, key, also, keep):
            transaction.change(table, key, **{column: None})
        elif _there_already(transaction, table, column, key, keep):
            transaction.remove(table, [key])
        else:
            transaction.change(table, key, **{column: keep})
    if reference.when_gone == "forget":  # the kept one had named the other
        for (key,) in transaction.fetch(
            f"SELECT id::VARCHAR FROM {table} WHERE {column} = $keep::UUID",  # noqa: S608 - as above
            keep=keep,
        ):
            if _names(transaction, table, key, [each for each in also if each != column], keep):
                transaction.change(table, key, **{column: None})


def _names(transaction: Transaction, table: str, key: str, columns: list[str], whom: str) -> bool:
    """Whether one of these columns of a row names this contact."""
    return any(
        transaction.fetch(
            f"SELECT 1 FROM {table} WHERE id = $key::UUID AND {column} = $whom::UUID",  # noqa: S608 - as above
            key=key,
            whom=whom,
        )
        for column in columns
    )


def _there_already(transaction: Transaction, table: str, column: str, key: str, keep: str) -> bool:
    """Whether a row that may be there once only is there for the one who is kept."""
    for (columns,) in transaction.fetch(
        "SELECT constraint_column_names FROM duckdb_constraints() "
        "WHERE table_name = $table AND constraint_type = 'UNIQUE' AND list_contains(constraint_column_names, $column)",
        table=table,
        column=column,
    ):
        same = " AND ".join(f"a.{each} = b.{each}" for each in columns if each != column) or "true"
        if transaction.fetch(
            f"SELECT 1 FROM {table} a JOIN {table} b ON {same} "  # noqa: S608 - names come from the catalog
            f"WHERE a.id = $key::UUID AND b.id <> a.id AND b.{column} = $keep::UUID",
            key=key,
            keep=keep,
        ):
            return True
    return False


def _namesakes(transaction: Transaction, keep: str, other: str) -> None:
    """Whom the other was told apart from, the kept one is, too; the two from each other no more."""
    rows = transaction.fetch("SELECT id::VARCHAR, contact_id::VARCHAR, other_id::VARCHAR, said_at FROM namesakes")
    told = {(one, two) for _, one, two, _ in rows}
    for key, one, two, said_at in rows:
        if other not in (one, two):
            continue
        transaction.remove("namesakes", [key])
        first, second = sorted((keep, two if one == other else one))
        if first != second and (first, second) not in told:
            told.add((first, second))
            transaction.add("namesakes", {"contact_id": first, "other_id": second, "said_at": said_at})


def _subjects(transaction: Transaction, keep: str, other: str) -> None:
    """ "Not now" about the tie itself names the contact as its subject."""
    for (key,) in transaction.fetch(
        "SELECT id::VARCHAR FROM postponements WHERE subject_id = $other::UUID", other=other
    ):
        transaction.change("postponements", key, subject_id=keep)


def _drafts(transaction: Transaction, keep: str, other: str) -> None:
    """What is still being written to the other; where it is being written to both, one stands below the other."""
    for key, slot, text in transaction.fetch(
        "SELECT id::VARCHAR, slot, text FROM drafts WHERE contains(slot, $other)", other=other
    ):
        there = transaction.fetch(
            "SELECT id::VARCHAR, text FROM drafts WHERE slot = $slot", slot=str(slot).replace(other, keep)
        )
        if there:
            transaction.remove("drafts", [key])
            transaction.change("drafts", there[0][0], text=f"{there[0][1]}\n\n{text}")
        else:
            transaction.change("drafts", key, slot=str(slot).replace(other, keep))


def _also_known(goes: Contact, left: Mapping[str, Any]) -> str:
    """The private note of what was not chosen."""
    said = [f"{word(field)} “{in_words(field, value)}”" for field, value in left.items() if field not in TEXTS]
    lines = [f"Merged with {goes.name}."]
    if said:
        lines.append(f"Also known: {', '.join(said)}.")
    lines += [f"{word(field).capitalize()}: {value}" for field, value in left.items() if field in TEXTS]
    return "\n".join(lines)
