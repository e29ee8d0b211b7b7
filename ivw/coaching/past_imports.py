"""Imports that were made: what each one did is remembered, so that it can be looked at and undone as one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import RowChange, Transaction

DEMO = "demo"
FACTS_OF_THEIRS = ("interactions", "meetings", "promises", "referrals")
# What one may go on writing to after an import: undoing it leaves that alone.
CHANGEABLE = ("contacts", "meetings", "promises", "referrals")
REWRITTEN = ("stories", "questions")  # who puts one in their own words has made it theirs: it stays
# The gaps of somebody known that an import fills in.
FILLED_IN = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "linkedin_url",
    "organization",
    "position",
    "tie",
    "relationship",
    "cadence_days",
    "connected_on",
)


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import that was made: instants in UTC; undone_at is None while it stands."""

    id: str
    source: str
    file_name: str | None
    imported_at: datetime
    undone_at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Going:
    """What undoing an import takes away.

    `people` go with everything that was written down about them (`names`: the first few); `facts` are the interactions,
    conversations, promises and referrals that go, by table. `staying` were added, too, but were written about since;
    `emptied` had gaps filled in, which become gaps again.
    """

    people: int
    names: tuple[str, ...]
    facts: Mapping[str, int]
    staying: int
    emptied: int


def past(records: Records) -> list[PastImport]:
    """The imports made so far, newest first; people counts those it added."""
    return records.read(
        PastImport,
        "SELECT i.id::VARCHAR AS id, i.source, i.file_name, i.imported_at, i.undone_at, "
        "count(c.row_id) FILTER (c.table_name = 'contacts' AND c.before IS NULL) AS people "
        "FROM imports i LEFT JOIN import_changes c ON c.import_id = i.id "
        "GROUP BY i.id, i.source, i.file_name, i.imported_at, i.undone_at ORDER BY i.imported_at DESC, i.id DESC",
    )


def going(records: Records, import_id: str, *, named: int = 5) -> Going:
    """What `undo` would take away; nothing is written. Raises InvalidRecord when there is no such import."""
    with records.transaction() as transaction:
        demo = _standing(transaction, import_id) == DEMO
        kept = set() if demo else _touched_since(transaction, import_id)
        added = transaction.fetch(
            "SELECT p.id::VARCHAR, p.name FROM import_changes c JOIN contacts p ON p.id = c.row_id "
            "WHERE c.import_id = $id::UUID AND c.before IS NULL ORDER BY search_key(p.name), 1",
            id=import_id,
        )
        gone = {key: name for key, name in added if key not in kept}
        facts = {}
        for table in FACTS_OF_THEIRS:
            counted = transaction.fetch(
                f"SELECT count(*) FROM {table} AS t WHERE contact_id IN (SELECT unnest($gone::UUID[])) "  # noqa: S608
                "OR contact_id NOT IN (SELECT unnest($kept::UUID[])) AND id IN (SELECT row_id FROM import_changes "
                "WHERE import_id = $id::UUID AND before IS NULL)",
                gone=list(gone),
                kept=list(kept),
                id=import_id,
            )
            facts[table] = int(counted[0][0])
        emptied = transaction.fetch(
            "SELECT count(*) FROM import_changes c JOIN contacts p ON p.id = c.row_id "
            "WHERE c.import_id = $id::UUID AND c.before IS NOT NULL",
            id=import_id,
        )
    return Going(len(gone), tuple(gone.values())[:named], facts, len(added) - len(gone), int(emptied[0][0]))


def undo(records: Records, import_id: str, *, as_of: datetime) -> Done:
    """Undo an import as one. People it added go, unless something was written down about them since (then they stay
    and the answer says how many); columns it filled in become empty again where nobody changed them since.

    Raises InvalidRecord when there is no such import or it was undone already.
    """
    with records.transaction() as transaction:
        demo = _standing(transaction, import_id) == DEMO
        changes = [
            RowChange(table, row_id, before, after)
            for table, row_id, before, after in transaction.fetch(
                "SELECT table_name, row_id::VARCHAR, before::VARCHAR, after::VARCHAR FROM import_changes "
                "WHERE import_id = $id::UUID ORDER BY id",
                id=import_id,
            )
        ]
        kept = set() if demo else _touched_since(transaction, import_id)
        if demo:
            for table in ("plans", "next_steps"):
                transaction.remove(table, _of_talks(transaction, import_id, table))
        _take_out(transaction, changes, kept)
        _empty_again(transaction, changes)
        transaction.change("imports", import_id, undone_at=as_of)
        left = f" {len(kept)} stayed, since you wrote something down about them." if kept else ""
        return done(
            transaction, ("The demo network is removed." if demo else "The import is undone.") + left, import_id
        )


def demo_import(records: Records) -> PastImport | None:
    """The demo network that stands in the records, if one does."""
    if not demo_stands(records):
        return None
    return next((each for each in past(records) if each.source == DEMO and each.undone_at is None), None)


def demo_stands(records: Records) -> bool:
    """Whether the demo network stands in the records: every page asks, so nothing is counted."""
    return bool(records.rows("SELECT 1 FROM imports WHERE source = $demo AND undone_at IS NULL LIMIT 1", demo=DEMO))


def remember(transaction: Transaction, import_id: str) -> None:
    """Write down what this import did, so that it can be undone next week, too."""
    transaction.add_many(
        "import_changes",
        [
            {
                "import_id": import_id,
                "table_name": change.table,
                "row_id": change.row_id,
                "before": None if change.before is None else json.loads(change.before),
            }
            for change in transaction.journal
            if change.table != "imports"
        ],
    )
    for table in (*CHANGEABLE, *REWRITTEN):
        transaction.fetch(
            f"UPDATE import_changes SET after = to_json(t) FROM {table} AS t "  # noqa: S608
            "WHERE t.id = row_id AND table_name = $table AND import_id = $id::UUID",
            table=table,
            id=import_id,
        )


def _standing(transaction: Transaction, import_id: str) -> str:
    """The source of an import that was not undone yet."""
    found = transaction.fetch(
        "SELECT source FROM imports WHERE id = TRY_CAST($id AS UUID) AND undone_at IS NULL", id=import_id
    )
    if not found:
        raise InvalidRecord("import", "There is no such import, or it was undone already.", "Open the page again.")
    return str(found[0][0])


def _touched_since(transaction: Transaction, import_id: str) -> set[str]:
    """Contacts of this import about whom something was written down afterwards."""
    touched: set[str] = set()
    for table in (*FACTS_OF_THEIRS, "findings", "leads", "contact_tags"):
        touched |= {
            key
            for (key,) in transaction.fetch(
                f"SELECT DISTINCT t.contact_id::VARCHAR FROM {table} t "  # noqa: S608
                "JOIN import_changes c ON c.row_id = t.contact_id AND c.table_name = 'contacts' AND c.before IS NULL "
                "WHERE c.import_id = $id::UUID AND NOT EXISTS "
                "(FROM import_changes o WHERE o.import_id = c.import_id AND o.row_id = t.id)",
                id=import_id,
            )
        }
    for table in CHANGEABLE:
        contact = "id" if table == "contacts" else "contact_id"
        touched |= {
            key
            for (key,) in transaction.fetch(
                f"SELECT DISTINCT t.{contact}::VARCHAR FROM {table} AS t "  # noqa: S608
                "JOIN import_changes c ON c.row_id = t.id AND c.table_name = $table AND c.before IS NULL "
                "WHERE c.import_id = $id::UUID AND NOT json_contains(to_json(t), c.after)",
                table=table,
                id=import_id,
            )
        }
    return touched


def _of_talks(transaction: Transaction, import_id: str, table: str) -> list[str]:
    """Plans or next steps of conversations with people of this import; without the conversation they say nothing."""
    return [
        key
        for (key,) in transaction.fetch(
            f"SELECT t.id::VARCHAR FROM {table} t JOIN meetings m ON m.id = t.meeting_id "  # noqa: S608 - our names
            "JOIN import_changes c ON c.row_id = m.contact_id AND c.table_name = 'contacts' AND c.before IS NULL "
            "WHERE c.import_id = $id::UUID",
            id=import_id,
        )
    ]


def _take_out(transaction: Transaction, changes: list[RowChange], kept: set[str]) -> None:
    ours = ("plans", "goals", "stories", "questions", "next_steps", "criteria", "organizations", "fields")
    for table in (*ours, *reversed(FACTS_OF_THEIRS), "contacts"):
        gone = [
            change.row_id
            for change in changes
            if change.table == table and change.before is None and change.row_id not in kept
        ]
        if table in REWRITTEN:
            after = {change.row_id: change.after for change in changes if change.table == table}
            gone = [key for key in gone if _same(transaction.row(table, key), after[key])]
        if table in FACTS_OF_THEIRS and kept:
            gone = [
                key
                for key, contact in transaction.fetch(
                    f"SELECT id::VARCHAR, contact_id::VARCHAR FROM {table} WHERE id IN (SELECT unnest($keys::UUID[]))",  # noqa: S608
                    keys=gone,
                )
                if contact not in kept
            ]
        transaction.remove(table, gone)


def _same(now: str | None, after: str | None) -> bool:
    return now is not None and after is not None and json.loads(now) == json.loads(after)


def _empty_again(transaction: Transaction, changes: list[RowChange]) -> None:
    for change in changes:
        now = transaction.row("contacts", change.row_id) if change.before and change.table == "contacts" else None
        if now is not None:
            was, left, is_ = json.loads(change.before or "{}"), json.loads(change.after or "{}"), json.loads(now)
            filled = [
                column
                for column in FILLED_IN
                if was[column] is None and left.get(column) is not None and is_[column] == left[column]
            ]
            transaction.change("contacts", change.row_id, **dict.fromkeys(filled))
