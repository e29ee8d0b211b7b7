"""Forgetting somebody: everything about them is erased, from the file too, and cannot be taken back."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import contacts
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.records import backups
from ivw.records.database import Records
from ivw.records.transaction import Transaction

SOMEBODY = "somebody"
SHORTEST = 5  # letters of a single name that is looked for in what others said: "Al" stands in half of all words
# Where a name is somebody's own, and what is no text at all.
UNTOUCHED = {
    "contacts": {"name", "given_name", "family_name"}, "organizations": {"name"}, "fields": {"name"},
    "migrations": None, "definitions": None, "cadences": None, "weekly_targets": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """A backup that still holds them, or that cannot be read, so that nobody knows."""

    name: str
    made_at: datetime
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """What forgetting somebody would erase: rows by table, texts of others that name them, and who still holds them."""

    person: Contact
    goes: dict[str, int]
    mentions: int
    backups: list[Holding]


def preview(records: Records, contact_id: str) -> Leaving:
    """What would go. It opens every backup. Raises InvalidRecord when they are not there (any more)."""
    person = contacts.get(records, contact_id)
    with records.transaction() as transaction:
        said = _said(transaction, person)
        own = {
            str(key) for (key,) in transaction.fetch("SELECT id::VARCHAR FROM contacts WHERE id = $id", id=person.id)
        }
        mentions = sum(len(_naming(transaction, *place, said, person)) for place in _places(records)) if own else 0
    return Leaving(person, contacts.goes_along(records, contact_id), mentions, _holding(records, person))


def forget(records: Records, contact_id: str) -> Done:
    """Erase everything about somebody, from the tables and from the file. It cannot be undone.

    What others said stays theirs: where it names this person it says "somebody" instead. Backups are left alone, see
    `preview` and `delete_backups`. Raises InvalidRecord when they are not there, or when the file could not be written
    anew: then they are in no table any more, but traces may be left in it.
    """
    person = contacts.get(records, contact_id)
    erased: set[str] = {person.id}
    with records.transaction() as transaction:
        said = _said(transaction, person)
        _let_go_of_names(transaction, person)
        transaction.remove("contacts", [person.id])
        erased |= {change.row_id for change in transaction.journal if change.kind == "removed"}
        _drafts_and_imports(transaction, erased)
        for table, column in _places(records):
            _say_somebody(transaction, table, column, said, person)
    try:
        records.erase(erased)
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


def _said(transaction: Transaction, person: Contact) -> list[str]:
    """Patterns for what names nobody but this person: addresses, and the name where nobody else bears it."""
    patterns = [re.escape(each) for each in (person.email, person.linkedin_url, person.phone) if each]
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
        patterns.append(r"\s+".join(re.escape(word) for word in name.split()))
    return patterns


def _places(records: Records) -> list[tuple[str, str]]:
    """Every column that holds words."""
    return [
        (table, column)
        for table, columns in records.columns().items()
        for column, kind in columns.items()
        if kind in ("VARCHAR", "JSON")
        and (UNTOUCHED.get(table, set()) is not None and column not in (UNTOUCHED.get(table) or set()))
    ]


def _whole(pattern: str) -> str:
    """The pattern where it is no part of a longer word."""
    edge = r"[^\pL\pN]"
    spaced = pattern[:1].isascii() or pattern[:1].lower() != pattern[:1].upper()
    return f"(?i)(^|{edge})({pattern})($|{edge})" if spaced else f"(?i)()({pattern})()"


def _naming(transaction: Transaction, table: str, column: str, said: list[str], person: Contact) -> list[str]:
    """Ids of rows of others in which they are named."""
    if not said:
        return []
    of_them = "contact_id" if "contact_id" in transaction.columns[table] else "id"
    anything = "|".join(_whole(each).removeprefix("(?i)") for each in said)
    return [
        str(key)
        for (key,) in transaction.fetch(
            f"SELECT id::VARCHAR FROM {table} "  # noqa: S608 - names come from the catalog
            f"WHERE regexp_matches({column}::VARCHAR, $said) AND {of_them} IS DISTINCT FROM TRY_CAST($id AS {_key(table)})",
            said=f"(?i)(?:{anything})",
            id=person.id,
        )
    ]


def _key(table: str) -> str:
    return "SMALLINT" if table == "profile" else "UUID"


def _say_somebody(transaction: Transaction, table: str, column: str, said: list[str], person: Contact) -> None:
    rows = _naming(transaction, table, column, said, person)
    if not rows:
        return
    words = f"{column}::VARCHAR"
    for pattern in said:
        # Twice: of two mentions side by side, the blank between them belongs to the first one only.
        for _ in range(2):
            words = (
                f"regexp_replace({words}, '{_whole(pattern).replace(chr(39), chr(39) * 2)}', '\\1{SOMEBODY}\\3', 'g')"
            )
    transaction.fetch(
        f"UPDATE {table} SET {column} = {words} WHERE list_contains($rows, id::VARCHAR)",  # noqa: S608 - as above
        rows=rows,
    )


def _let_go_of_names(transaction: Transaction, person: Contact) -> None:
    """Others named them, or know them, too: that somebody was named stays, who it was goes."""
    transaction.fetch(
        "UPDATE referrals SET name = $somebody, about = NULL, prospect_id = NULL "
        "WHERE contact_id <> $id::UUID AND (prospect_id = $id::UUID "
        "OR prospect_id IS NULL AND search_key(name) = search_key($name))",
        somebody=SOMEBODY,
        id=person.id,
        name=person.name,
    )
    transaction.fetch(
        "UPDATE contacts SET mutual_contact = NULL "
        "WHERE id <> $id::UUID AND search_key(mutual_contact) = search_key($name)",
        id=person.id,
        name=person.name,
    )
    # A plan keeps its questions; its title names whom it was made for.
    transaction.fetch(
        "UPDATE plans SET title = NULL WHERE meeting_id IN (SELECT id FROM meetings WHERE contact_id = $id::UUID)",
        id=person.id,
    )
    transaction.fetch(
        "DELETE FROM promises WHERE contact_id <> $id::UUID "
        "AND meeting_id IN (SELECT id FROM meetings WHERE contact_id = $id::UUID)",
        id=person.id,
    )


def _drafts_and_imports(transaction: Transaction, erased: set[str]) -> None:
    """What is still being written to them, and what imports remember of their rows."""
    keys = json.dumps(sorted(erased))
    for table, places in (("drafts", ("slot",)), ("import_changes", ("row_id", "before", "after"))):
        naming = " OR ".join(f"contains({place}::VARCHAR, e.key)" for place in places)
        transaction.fetch(
            f"DELETE FROM {table} WHERE id IN (SELECT t.id FROM {table} t "  # noqa: S608 - names stand above
            f"JOIN (SELECT unnest(from_json($keys, '[\"VARCHAR\"]')) AS key) e ON {naming})",
            keys=keys,
        )


def _holding(records: Records, person: Contact) -> list[Holding]:
    """The backups that hold them: by their id, else by name and e-mail address (a file from elsewhere has other ids)."""
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
            found.append(Holding(copy.path.name, copy.made_at, is_sure=False))
            continue
        if held:
            found.append(Holding(copy.path.name, copy.made_at, is_sure=True))
    return found
