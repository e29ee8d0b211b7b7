"""Forgetting somebody: everything about them is erased, from the file too, and cannot be taken back."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import contacts, keeping
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.records import backups
from ivw.records.database import Records
from ivw.records.transaction import Transaction

SOMEBODY = "somebody"
SHORTEST = 5  # letters of a single name that is looked for in what others said: "Al" stands in half of all words
# Where a name is somebody's own, and tables without words of people.
OWN = {
    "contacts": {"name", "given_name", "family_name"}, "organizations": {"name"}, "fields": {"name"},
    "profile": {"name", "time_zone", "situation", "phone"},
}  # fmt: skip
NO_WORDS = {"migrations", "definitions", "cadences", "weekly_targets"}


class _OnlyLookingError(Exception):
    """Everything was done to see what it would do, and is to be rolled back."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A backup that still holds them, or that cannot be read, so that nobody knows."""

    name: str
    made_at: datetime
    why: str  # it was made, in words
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """What forgetting somebody would erase: rows by table, texts of others that name them, and who still holds them."""

    person: Contact
    goes: dict[str, int]
    mentions: int
    backups: list[Holding]


def preview(records: Records, contact_id: str, *, as_of: datetime) -> Leaving:
    """What would go. It opens every backup. Raises InvalidRecord when they are not there (any more)."""
    person = contacts.get(records, contact_id)
    goes, mentions = contacts.goes_along(records, contact_id), 0
    with suppress(_OnlyLookingError), records.transaction() as transaction:
        mentions = _erase(records, transaction, person, as_of)
        raise _OnlyLookingError
    return Leaving(person, goes, mentions, _holding(records, person))


def forget(records: Records, contact_id: str, *, as_of: datetime) -> Done:
    """Erase everything about somebody, from the tables and from the file. It cannot be undone.

    What others said stays theirs: where it names this person it says "somebody" instead. Backups are left alone, see
    `preview` and `delete_backups`. Raises InvalidRecord when they are not there, or when the file could not be written
    anew: then they are in no table any more, but traces may be left in it.
    """
    person = contacts.get(records, contact_id)
    with records.transaction() as transaction:
        _erase(records, transaction, person, as_of)
    try:
        records.erase()
    except RecordsUnavailable as failed:
        raise InvalidRecord(
            "file", f"They are erased, but traces may be left in the file. {failed}", "Forget somebody once more."
        ) from failed
    return Done("This person is forgotten.")


def delete_backups(records: Records, names: list[str]) -> Done:
    """Delete these backups, by the names of their files."""
    for name in names:
        backups.delete(records.path, name)
    return Done(f"{len(names)} {'backup is' if len(names) == 1 else 'backups are'} deleted.")


def _erase(records: Records, transaction: Transaction, person: Contact, as_of: datetime) -> int:
    """Remove every row and every mention; how many texts of others said their name."""
    said = _said(transaction, person)
    named = _let_go_of_names(transaction, person, as_of)
    transaction.remove("contacts", [person.id])
    erased = {person.id} | {change.row_id for change in transaction.journal if change.kind == "removed"}
    _drafts_and_imports(transaction, person.id, erased)
    mentions = sum(_say_somebody(transaction, table, column, said) for table, column in _places(records))
    return named + mentions


def _said(transaction: Transaction, person: Contact) -> dict[re.Pattern[str], str]:
    """What names nobody but this person: addresses, and the name where nobody else bears it; and a word of each."""
    said = {each: each for each in (person.email, person.linkedin_url, person.phone) if each}
    name = person.name.strip()
    caseless = name.lower() == name.upper()  # as in scripts that put no blanks between words
    enough = " " in name or len(name) >= (2 if caseless else SHORTEST)
    borne = transaction.fetch(
        "SELECT 1 FROM contacts WHERE id <> $id::UUID AND contains(' ' || search_key(name) || ' ', "
        "' ' || search_key($name) || ' ') LIMIT 1",
        id=person.id,
        name=name,
    )
    if enough and not borne:
        said[name] = max(name.split(), key=len)
    return {
        re.compile(_whole(r"\s+".join(re.escape(part) for part in words.split()), words), re.IGNORECASE): word
        for words, word in said.items()
    }


def _whole(pattern: str, words: str) -> str:
    """The pattern where it is no part of a longer word, in scripts that have blanks between words."""
    first, last = words[0], words[-1]
    before = r"(?<![^\W_])" if first.lower() != first.upper() or first.isdigit() else ""
    behind = r"(?![^\W_])" if last.lower() != last.upper() or last.isdigit() else ""
    return f"{before}{pattern}{behind}"


def _places(records: Records) -> list[tuple[str, str]]:
    """Every column that holds words of people."""
    return [
        (table, column)
        for table, columns in records.columns().items()
        for column, kind in columns.items()
        if table not in NO_WORDS and kind in ("VARCHAR", "JSON") and column not in OWN.get(table, ())
    ]


def _say_somebody(transaction: Transaction, table: str, column: str, said: dict[re.Pattern[str], str]) -> int:
    """Put "somebody" where a text names them; how many texts did."""
    if not said:
        return 0
    changed = 0
    for key, text in transaction.fetch(
        f"SELECT id::VARCHAR, {column}::VARCHAR FROM {table} "  # noqa: S608 - names come from the catalog
        f"WHERE list_bool_or([contains(lower({column}::VARCHAR), lower(word)) FOR word IN $words])",
        words=list(said.values()),
    ):
        without = str(text)
        for pattern in said:
            without = pattern.sub(SOMEBODY, without)
        if without != text:
            changed += 1
            transaction.fetch(
                f"UPDATE {table} SET {column} = $text WHERE id::VARCHAR = $key",  # noqa: S608 - as above
                text=without,
                key=key,
            )
    return changed


def _let_go_of_names(transaction: Transaction, person: Contact, as_of: datetime) -> int:
    """Others named them, or know them, too: that somebody was named stays, who it was goes. How many did."""
    whom = {"id": person.id, "name": person.name}
    named = transaction.fetch(
        "UPDATE referrals r SET name = $somebody, about = NULL, prospect_id = NULL, "
        "done_at = coalesce(done_at, (SELECT min(i.happened_at) FROM interactions i WHERE i.contact_id = $id::UUID "
        "AND i.direction = 'out' AND i.happened_at >= r.given_at)) "
        "WHERE contact_id <> $id::UUID AND (prospect_id = $id::UUID "
        "OR prospect_id IS NULL AND search_key(name) = search_key($name)) RETURNING id::VARCHAR",
        somebody=SOMEBODY,
        **whom,
    )
    transaction.fetch(  # there is nobody left to write to
        "UPDATE referrals SET dropped_at = $as_of "
        "WHERE list_contains($keys, id::VARCHAR) AND done_at IS NULL AND dropped_at IS NULL",
        keys=[key for (key,) in named],
        as_of=as_of,
    )
    known = transaction.fetch(
        "UPDATE contacts SET mutual_contact = NULL "
        "WHERE id <> $id::UUID AND search_key(mutual_contact) = search_key($name) RETURNING id::VARCHAR",
        **whom,
    )
    # A plan keeps its questions; its title says for whom it was made.
    transaction.fetch(
        "UPDATE plans SET title = NULL WHERE meeting_id IN (SELECT id FROM meetings WHERE contact_id = $id::UUID)",
        id=person.id,
    )
    return len(named) + len(known)


def _drafts_and_imports(transaction: Transaction, contact_id: str, erased: set[str]) -> None:
    """What is still being written to them, and what imports remember of their rows."""
    transaction.fetch(
        "DELETE FROM drafts WHERE list_bool_or([contains(slot, key) FOR key IN $keys::VARCHAR[]])", keys=list(erased)
    )
    transaction.fetch(
        "DELETE FROM import_changes WHERE row_id IN (SELECT unnest($keys::UUID[])) "
        "OR contains(before::VARCHAR, $id) OR contains(after::VARCHAR, $id)",
        keys=list(erased),
        id=contact_id,
    )


def _holding(records: Records, person: Contact) -> list[Holding]:
    """The backups that hold them: by id, else by name and e-mail address (a file from elsewhere has other ids)."""
    found = []
    for copy in backups.list_of(records.path):
        try:
            held = backups.rows_of(
                copy.path,
                "SELECT 1 FROM contacts WHERE id = TRY_CAST($id AS UUID) "
                "OR lower(name) = lower($name) AND lower(coalesce(email, '')) = lower(coalesce($email, '')) LIMIT 1",
                id=person.id,
                name=person.name,
                email=person.email,
            )
        except RecordsUnavailable:
            found.append(Holding(copy.path.name, copy.made_at, keeping.WHY.get(copy.why, copy.why), is_sure=False))
            continue
        if held:
            found.append(Holding(copy.path.name, copy.made_at, keeping.WHY.get(copy.why, copy.why), is_sure=True))
    return found
