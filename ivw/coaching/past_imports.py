"""Imports that were made: what each one did is remembered, so that it can be looked at and undone as one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.records.database import Records
from ivw.records.references import REFERENCES
from ivw.records.transaction import RowChange, Transaction

DEMO = "demo"
FACTS_OF_THEIRS = ("interactions", "meetings", "promises", "referrals")
THEIRS = (*FACTS_OF_THEIRS, "contact_tags")
# What one may go on writing to after an import: undoing it leaves that alone.
CHANGEABLE = ("contacts", "meetings", "promises", "referrals")
REWRITTEN = ("stories", "questions", "weekly_reviews")  # who puts one in their own words has made it theirs: it stays
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
    """One import that was made: instants in UTC; undone_at is None while it stands.

    `people` were added, and `changed` were known and had something filled in or changed.
    """

    id: str
    source: str
    file_name: str | None
    imported_at: datetime
    undone_at: datetime | None
    people: int
    changed: int


@dataclass(frozen=True, slots=True)
class Going:
    """What undoing an import takes away.

    `people` go with everything that was written down about them (`names`: the first few); `facts` are the interactions,
    conversations, promises, referrals and tags that go, by table. `staying` (`staying_names`: the first few) were
    added, too, but were written about since; `restored` were known, and say again what they said before, except in
    `edited`: names and columns that somebody changed since, the first few.
    """

    people: int
    names: tuple[str, ...]
    facts: Mapping[str, int]
    staying: int
    staying_names: tuple[str, ...]
    restored: int
    edited: tuple[tuple[str, str], ...]


def past(records: Records) -> list[PastImport]:
    """The imports made so far, newest first; people counts those it added."""
    return records.read(
        PastImport,
        "SELECT i.id::VARCHAR AS id, i.source, i.file_name, i.imported_at, i.undone_at, "
        "count(c.row_id) FILTER (c.table_name = 'contacts' AND c.before IS NULL) AS people, "
        "count(c.row_id) FILTER (c.table_name = 'contacts' AND c.before IS NOT NULL) AS changed "
        "FROM imports i LEFT JOIN import_changes c ON c.import_id = i.id "
        "GROUP BY i.id, i.source, i.file_name, i.imported_at, i.undone_at ORDER BY i.imported_at DESC, i.id DESC",
    )


def last_of_each(records: Records) -> dict[str, datetime]:
    """When something that still stands last came from each source, the newest first; the demo is none."""
    last: dict[str, datetime] = {}
    for sources, imported_at in records.rows(
        "SELECT source, max(imported_at) FROM imports WHERE undone_at IS NULL AND source <> $demo "
        "GROUP BY source ORDER BY 2 DESC, 1",
        demo=DEMO,
    ):
        for source in sources.split("+"):
            last.setdefault(source, imported_at)
    return last


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
        for table in THEIRS:
            counted = transaction.fetch(
                f"SELECT count(*) FROM {table} AS t WHERE contact_id IN (SELECT unnest($gone::UUID[])) "  # noqa: S608
                "OR contact_id NOT IN (SELECT unnest($kept::UUID[])) AND id IN (SELECT row_id FROM import_changes "
                "WHERE import_id = $id::UUID AND before IS NULL)",
                gone=list(gone),
                kept=list(kept),
                id=import_id,
            )
            facts[table] = int(counted[0][0])
        before, edited = _as_before(transaction, import_id)
    stays = tuple(name for key, name in added if key in kept)
    return Going(
        len(gone),
        tuple(gone.values())[:named],
        facts,
        len(stays),
        stays[:named],
        len(before.get("contacts", ())),
        edited[:named],
    )


def undo(records: Records, import_id: str, *, as_of: datetime) -> Done:
    """Undo an import as one. People it added go, unless something was written down about them since (then they stay
    and the answer names them); columns it filled in or changed are as before where nobody changed them since.

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
        before, edited = _as_before(transaction, import_id)
        for table, rows in before.items():
            transaction.change_many(table, rows)
        transaction.change("imports", import_id, undone_at=as_of)
        left = f" {_named(transaction, kept)} stayed, since you wrote something down about them." if kept else ""
        if edited:
            names = ", ".join(list(dict.fromkeys(name for name, _ in edited))[:3])
            left += f" What you changed since stays as it is ({names})."
        return done(
            transaction,
            ("The demo network is removed." if demo else "What the import brought is taken out.") + left,
            import_id,
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
    done: dict[tuple[str, bool], list[RowChange]] = {}
    for change in transaction.journal:
        if change.table != "imports":
            done.setdefault((change.table, change.before is None), []).append(change)
    for (table, added), changes in done.items():
        is_compared = table in (*CHANGEABLE, *REWRITTEN) or not added
        after = "to_json(t)" if is_compared else "NULL"
        remembered = transaction.fetch(
            "INSERT INTO import_changes (import_id, table_name, row_id, before, after) "  # noqa: S608 - our names
            f"SELECT $id::UUID, $table, c.key, c.before::JSON, {after} "
            f"FROM (SELECT unnest($keys::UUID[]) AS key, unnest($before::VARCHAR[]) AS before) c "
            f"JOIN {table} t ON t.id = c.key RETURNING id::VARCHAR",
            id=import_id,
            table=table,
            keys=[change.row_id for change in changes],
            before=[change.before for change in changes],
        )
        transaction.journal.extend(RowChange("import_changes", key, None, None) for (key,) in remembered)


def _standing(transaction: Transaction, import_id: str) -> str:
    """The source of an import that was not undone yet."""
    found = transaction.fetch(
        "SELECT source FROM imports WHERE id = TRY_CAST($id AS UUID) AND undone_at IS NULL", id=import_id
    )
    wrong = "There is no such import, or it was undone already."
    return str(checks.there(found, "import", wrong, "Open the page again.")[0])


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
    """Remove what was added, but for people who stay and all that hangs on them, and for what was put in own words."""
    added: dict[str, list[RowChange]] = {}
    for change in changes:
        if change.before is None and change.table in transaction.columns:
            added.setdefault(change.table, []).append(change)
    stays = _all_of(transaction, kept)
    # What hangs on others goes first, so that each row goes once.
    last = (*reversed(THEIRS), "contacts")
    for table in sorted(added, key=lambda table: last.index(table) if table in last else -1):
        gone = [change for change in added[table] if change.row_id not in stays.get(table, ())]
        if table in REWRITTEN:
            gone = [change for change in gone if _same(transaction.row(table, change.row_id), change.after)]
        transaction.remove(table, [change.row_id for change in gone])


def _all_of(transaction: Transaction, contact_ids: set[str]) -> dict[str, set[str]]:
    """These people and every row that hangs on them, by table."""
    found: dict[str, set[str]] = {"contacts": contact_ids}
    todo = [("contacts", contact_ids)] if contact_ids else []
    while todo:
        target, keys = todo.pop()
        for reference in REFERENCES:
            if reference.target == target and reference.table != "contacts":
                hanging = transaction.fetch(
                    f"SELECT id::VARCHAR FROM {reference.table} "  # noqa: S608 - names stand in references.py
                    f"WHERE {reference.column} IN (SELECT unnest($keys::UUID[]))",
                    keys=list(keys),
                )
                new = {key for (key,) in hanging} - found.setdefault(reference.table, set())
                found[reference.table] |= new
                if new:
                    todo.append((reference.table, new))
    return found


def _same(now: str | None, after: str | None) -> bool:
    return now is not None and after is not None and json.loads(now) == json.loads(after)


def _as_before(
    transaction: Transaction, import_id: str
) -> tuple[dict[str, dict[str, dict[str, object]]], tuple[tuple[str, str], ...]]:
    """What was there and was changed by the import, as it said before: columns by table and row, where they still say
    what the import made of them; and, by name and column, what somebody changed since: that stays.
    """
    before: dict[str, dict[str, dict[str, object]]] = {}
    edited = []
    changed = "SELECT DISTINCT table_name FROM import_changes WHERE import_id = $id::UUID AND before IS NOT NULL"
    for table in sorted({table for (table,) in transaction.fetch(changed, id=import_id)} & set(transaction.columns)):
        for key, was, left, now in transaction.fetch(
            "SELECT t.id::VARCHAR, c.before::VARCHAR, c.after::VARCHAR, to_json(t)::VARCHAR "  # noqa: S608 - our names
            f"FROM import_changes c JOIN {table} t ON t.id = c.row_id "
            "WHERE c.import_id = $id::UUID AND c.table_name = $table AND c.before IS NOT NULL ORDER BY c.id",
            id=import_id,
            table=table,
        ):
            old, made, stands = json.loads(was), json.loads(left or "{}"), json.loads(now)
            for column in (each for each in old if each in made and each in stands):  # a table may have lost one since
                if made[column] == old[column] or stands[column] == old[column]:
                    continue
                if stands[column] == made[column]:
                    before.setdefault(table, {}).setdefault(key, {})[column] = old[column]
                else:
                    edited.append((str(stands.get("name") or table), column))
    return before, tuple(edited)


def _named(transaction: Transaction, contact_ids: set[str]) -> str:
    """Three of them by name, and how many more."""
    names = [
        str(name)
        for (name,) in transaction.fetch(
            "SELECT name FROM contacts WHERE id IN (SELECT unnest($ids::UUID[])) ORDER BY search_key(name) LIMIT 3",
            ids=list(contact_ids),
        )
    ]
    more = len(contact_ids) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
