"""The records of another computer come together with these: the union of both, conflicts shown, nothing lost.

A row is the same as one here by its id (both files have one origin), people by LinkedIn address or e-mail, what may be
there once only by what makes it that, and a fact of one person as imports know it again. What is empty here is filled
in; where both say something and differ, ours stays unless the other is chosen. Two people of one file never become one.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ivw.coaching.done import Done, done
from ivw.coaching.import_conflicts import is_same
from ivw.coaching.import_matching import email_key, linkedin_key
from ivw.coaching.past_imports import DEMO, FILLED_IN, remember
from ivw.records import tables
from ivw.records.database import Records
from ivw.records.references import REFERENCES
from ivw.records.transaction import Transaction

Row = dict[str, Any]
SOURCE = "archive"
# An import is undone where it was made; settings are this computer's own.
STAY = {"imports", "import_changes", "cadences"}
OF_ME = ("name", "situation", "phone", "strategy")  # of the profile; its other columns are settings
# When something was written down says nothing about what: ours stays, and nobody is asked.
BOOKKEEPING = {"added_at", "written_at", "saved_at", "said_at", "ticked_at", "left_out_at", "shortlisted_at"}
THEIRS, BOTH = "theirs", "both"  # what one may choose in a conflict; both: only of texts, one below the other
TEXTS = {
    "text", "notes", "about", "note", "finding", "went_well", "to_change", "situation", "task", "action", "result",
    "words", "strategy", "alignment", "learned", "changed_view", "do_differently", "believed_before",
    "believed_after", "they_need", "use_in_application", "why_this_person", "common_ground", "what_they_get",
    "experience",
}  # fmt: skip
ASKED_ABOUT = {("contacts", "archived_at")}  # never filled in by itself: it would put somebody away
# What makes a fact told on two computers one; texts are compared, too, so that no note is lost (our convention).
SAME = {
    "interactions": ("contact_id", "kind", "happened_at", "text"),
    "meetings": ("contact_id", "starts_at"),
    "promises": ("contact_id", "owner", "what", "due"),
    "referrals": ("contact_id", "name", "given_at"),
    "findings": ("contact_id", "organization_id", "field_id", "topic", "finding"),
    "leads": ("contact_id", "what"),
    "next_steps": ("meeting_id", "kind", "what"),
    "intentions": ("weekly_review_id", "situation", "response"),
    "goals": ("kind", "text"),
    "questions": ("text",),
    "criteria": ("name",),
    "stories": ("kind", "title"),
    "message_templates": ("kind", "name", "subject", "body"),
}
# One row of a table, as a conflict names it.
ROWS = {
    "contacts": "person", "meetings": "conversation", "profile": "your profile", "weekly_targets": "weekly target",
    "weekly_reviews": "weekly review", "contact_tags": "tag", "asked_questions": "question asked", "voices": "voice",
    "criteria": "criterion", "criterion_ratings": "rating", "message_templates": "template", "stories": "story",
    "debriefs": "debrief", "laps": "lap", "curveballs": "difficult moment", "drafts": "draft", "plans": "plan",
}  # fmt: skip
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OWN_WORDS = ("name", "title", "what", "text", "topic", "theme", "figure", "week", "situation", "slot")


@dataclass(frozen=True, slots=True)
class Brought:
    """What an archive holds: when it was made, and every row by table, each as JSON tells of it."""

    made_at: datetime
    rows: Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact in which both files say something else. `what` is the row ("person"), `about` whom or what it is about;
    of a text one may keep both.
    """

    key: str
    what: str
    about: str
    column: str
    ours: Any
    theirs: Any

    @property
    def is_text(self) -> bool:
        """Whether both may be kept."""
        return self.column in TEXTS


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging would do: rows added and filled in by table, whom it would add by name, and every conflict.

    `invented`: people of a demo network in the archive, which stay where they are.
    """

    made_at: datetime
    added: Mapping[str, int]
    filled: Mapping[str, int]
    newcomers: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    invented: int

    @property
    def changes(self) -> bool:
        """Whether merging would do anything by itself."""
        return bool(self.added or self.filled)


@dataclass(slots=True)
class _Work:
    new: dict[str, list[Row]] = field(default_factory=dict)
    fill: dict[tuple[str, str], Row] = field(default_factory=dict)
    conflicts: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)  # table, id, column, ours, theirs
    invented: int = 0


def preview(records: Records, brought: Brought) -> Preview:
    """What merging this archive would do; nothing is written."""
    with records.transaction() as transaction:
        ours = _rows_here(transaction)
        work = _worked_out(transaction, ours, brought)
    filled: dict[str, int] = {}
    for table, _ in work.fill:
        filled[table] = filled.get(table, 0) + 1
    return Preview(
        brought.made_at,
        {table: len(rows) for table, rows in work.new.items()},
        filled,
        tuple(str(row["name"]) for row in work.new.get("contacts", ())),
        tuple(
            Conflict(
                f"{table}/{row_id}/{column}",
                ROWS.get(table, table.removesuffix("s").replace("_", " ")),
                _about(ours, table, ours[table][row_id]),
                column,
                _said(ours, table, column, here),
                _said(ours, table, column, there),
            )
            for table, row_id, column, here, there in work.conflicts
        ),
        work.invented,
    )


def apply(
    records: Records,
    brought: Brought,
    choices: Mapping[str, str] | None = None,
    *,
    as_of: datetime,
    file_name: str | None = None,
) -> Done:
    """Merge an archive in one transaction; the same one twice changes nothing. `choices` are, by the key of a conflict,
    THEIRS or BOTH; in all others ours stays.

    It stands on the list of imports. Raises InvalidRecord where what was chosen does not fit together; nothing is
    changed then.
    """
    with records.transaction() as transaction:
        work = _worked_out(transaction, _rows_here(transaction), brought)
        values = {key: dict(row) for key, row in work.fill.items()}
        for table, row_id, column, here, there in work.conflicts:
            choice = (choices or {}).get(f"{table}/{row_id}/{column}")
            if choice in (THEIRS, BOTH):
                both = choice == BOTH and column in TEXTS
                values.setdefault((table, row_id), {})[column] = f"{here}\n\n{there}" if both else there
        if not (work.new or values):
            return Done("Everything in this archive is here already.")
        made = transaction.add("imports", {"source": SOURCE, "file_name": file_name, "imported_at": as_of})
        for table, rows in work.new.items():  # first of all: what is filled in may point at one of them
            transaction.add_many(table, rows)
        for table in sorted({table for table, _ in values} - {"profile"}):
            transaction.change_many(table, {key: row for (of, key), row in values.items() if of == table})
        remember(transaction, str(made))
        for (table, row_id), row in values.items():
            if table == "profile":  # not remembered: who I am is no part of an import
                transaction.change(table, row_id, **row)
        people, others = len(work.new.get("contacts", ())), sum(map(len, work.new.values()))
        came = came_in(people, others - people)
        return done(transaction, f"Merged: {came}, {len(values)} brought up to date.", made)


def came_in(people: int, others: int) -> str:
    """How much is new, in words: "1 person and 2 other things added"."""
    who = f"{people} {'person' if people == 1 else 'people'}"
    return f"{who} and {others} other {'thing' if others == 1 else 'things'} added"


def _rows_here(transaction: Transaction) -> dict[str, dict[str, Row]]:
    """What is here, by table and id."""
    return {
        table: {str(row["id"]): row for row in tables.rows_of(transaction, table)}
        for table in transaction.columns
        if table not in tables.OF_THE_FILE | STAY
    }


def _worked_out(transaction: Transaction, ours: Mapping[str, dict[str, Row]], brought: Brought) -> _Work:
    work, same = _Work(), dict[str, str]()  # same: their ids, and which row here each of them is or becomes
    invented = _invented(brought)
    once = tables.unique_columns(transaction)
    for table in _parents_first(ours):
        theirs = [row for row in brought.rows.get(table, ()) if str(row["id"]) not in invented]
        if table == "contacts":
            work.invented = len(brought.rows.get(table, ())) - len(theirs)
        uuids = [name for name, kind in transaction.columns[table].items() if kind == "UUID" and name != "id"]
        pointed = [row for each in theirs if (row := _pointed(table, each, uuids, same))]
        matched = _matched(table, pointed, ours[table], once.get(table, []))
        for row in pointed:
            key = str(row["id"])
            same[key] = matched.get(key, key)
            known = ours[table].get(same[key])
            if known is not None:
                _compared(work, table, same[key], known, row)
            elif same[key] == key:
                work.new.setdefault(table, []).append(row)
    return work


def _parents_first(tables_here: Iterable[str]) -> list[str]:
    """Tables so that whatever a row points at comes before it."""
    waiting, ordered = sorted(tables_here), list[str]()
    while waiting:
        ready = [
            table
            for table in waiting
            if not any(each.target in waiting for each in REFERENCES if each.table == table and each.target != table)
        ]
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered


def _invented(brought: Brought) -> set[str]:
    """Rows of a demo network that stands in the archive."""
    standing = {
        row["id"] for row in brought.rows.get("imports", ()) if row["source"] == DEMO and row["undone_at"] is None
    }
    return {
        str(row["row_id"])
        for row in brought.rows.get("import_changes", ())
        if row["import_id"] in standing and row["before"] is None
    }


def _pointed(table: str, row: Row, uuids: list[str], same: Mapping[str, str]) -> Row | None:
    """One of their rows, pointing at what is here; None where it hangs on something that does not come along."""
    pointed = dict(row)
    references = {each.column: each for each in REFERENCES if each.table == table}
    for column in uuids:
        whom = pointed.get(column)
        if whom is None:
            continue
        if column in references and whom not in same:
            if references[column].when_gone == "remove":
                return None
            pointed[column] = None
        else:
            pointed[column] = same.get(whom, whom)
    if table == "drafts":  # its slot says what it is written for
        pointed["slot"] = _ID.sub(lambda found: same.get(found[0], found[0]), str(row["slot"]))
    if table == "namesakes":
        first, second = sorted((pointed["contact_id"], pointed["other_id"]))
        if first == second:
            return None
        pointed |= {"contact_id": first, "other_id": second}
    return pointed


def _matched(table: str, theirs: list[Row], ours: Mapping[str, Row], once: list[list[str]]) -> dict[str, str]:
    """Which of our rows each of theirs is, by id; what is new stands there only where another one of theirs is it."""
    matched = {str(row["id"]): str(row["id"]) for row in theirs if str(row["id"]) in ours}
    for columns in once:
        there = {_values(row, columns): key for key, row in ours.items()}
        for row in theirs:
            values = _values(row, columns)
            if str(row["id"]) not in matched and None not in values:
                of_this = there.setdefault(values, str(row["id"]))
                if of_this != str(row["id"]):
                    matched[str(row["id"])] = of_this
    for key_of in _keys(table):
        free: dict[object, list[str]] = {}
        taken = set(matched.values())
        for key, row in sorted(ours.items()):
            if key not in taken and (by := key_of(row)):
                free.setdefault(by, []).append(key)
        for row in sorted(theirs, key=lambda row: str(row["id"])):
            candidates = free.get(key_of(row) or "")
            if str(row["id"]) not in matched and candidates:
                matched[str(row["id"])] = candidates.pop(0)
    return matched


def _keys(table: str) -> list[Any]:
    """By what else a row is known again, the surest first. Each row stands for one row only."""
    if table == "contacts":
        return [
            lambda row: linkedin_key(row["linkedin_url"]),
            lambda row: email_key(row["email"]),
        ]
    return [lambda row: _values(row, SAME[table])] if table in SAME else []


def _compared(work: _Work, table: str, row_id: str, ours: Row, theirs: Row) -> None:
    """What their row knows that ours does not, and where the two differ."""
    for column, there in theirs.items():
        here = ours.get(column)
        if column == "id" or there in (None, "") or there == here or (table == "profile" and column not in OF_ME):
            continue
        if (table, column) == ("contacts", "do_not_contact"):  # whoever is to be left alone stays so (our convention)
            if there:
                work.fill.setdefault((table, row_id), {})[column] = there
        elif here in (None, "") and (table, column) not in ASKED_ABOUT:
            work.fill.setdefault((table, row_id), {})[column] = there
        elif table == "contacts" and column in FILLED_IN and is_same(column, here, there):
            continue
        elif column not in BOOKKEEPING and not (column in TEXTS and str(there).strip() in str(here)):
            work.conflicts.append((table, row_id, column, here, there))


def _values(row: Row, columns: Collection[str]) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


def _about(ours: Mapping[str, dict[str, Row]], table: str, row: Row) -> str:
    """Whom a row is about, or what, in words."""
    if table == "profile":
        return ""
    own = next((str(row[word]) for word in _OWN_WORDS if row.get(word)), "")
    whom = _whom(ours, table, row)
    return whom if whom and (table == "contacts" or not own) else f"{whom}: {own[:80]}" if whom else own[:80]


def _whom(ours: Mapping[str, dict[str, Row]], table: str, row: Row) -> str:
    if table == "contacts":
        return str(row["name"])
    for each in REFERENCES:
        above = ours.get(each.target, {}).get(str(row.get(each.column))) if each.table == table else None
        if above is not None and (name := _whom(ours, each.target, above)):
            return name
    return ""


def _said(ours: Mapping[str, dict[str, Row]], table: str, column: str, value: Any) -> Any:
    """A value as it is shown: for what points at a row, whom or what that is about."""
    for each in REFERENCES:
        if (each.table, each.column) == (table, column) and value is not None:
            above = ours.get(each.target, {}).get(str(value))
            return _about(ours, each.target, above) if above else "somebody new"
    return value
