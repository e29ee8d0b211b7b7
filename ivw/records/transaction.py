"""Writing: one action, one transaction, and a journal of what it changed so that it can be undone."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from time import monotonic_ns
from typing import Any

import duckdb

from ivw.records.errors import InvalidRecord
from ivw.records.references import REFERENCES, Reference

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, as JSON; None where it did not exist, and after for what came in a batch."""

    table: str
    row_id: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """Whether the row was added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """All that one transaction did, in its order."""

    rows: tuple[RowChange, ...] = ()
    made: int = field(default_factory=monotonic_ns, compare=False)  # which came first; no time of day

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(slots=True)
class Transaction:
    """What may be done inside `Records.transaction()`. Rows are mappings of column to value."""

    cursor: duckdb.DuckDBPyConnection
    columns: Mapping[str, Mapping[str, str]]  # table -> column -> type
    journal: list[RowChange] = field(default_factory=list)

    def fetch(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Rows as this transaction sees them."""
        return self.cursor.execute(sql, parameters).fetchall()

    def new_ids(self, how_many: int) -> list[str]:
        """Fresh UUIDv7 keys, ascending, so that rows of one batch keep their order."""
        return [key for (key,) in self.fetch("SELECT uuidv7()::VARCHAR FROM range($n) ORDER BY 1", n=how_many)]

    def add(self, table: str, row: Row, token: str | None = None) -> str | None:
        """Add one row and return its id, which is a form's token where there is one; None when it is there already."""
        added = self.add_many(table, [{**row, "id": token} if token else row])
        if not added:
            return None
        self.journal[-1] = RowChange(table, added[0], None, self.row(table, added[0]))
        return added[0]

    def add_many(self, table: str, rows: Sequence[Row]) -> list[str]:
        """Add rows (each may bring its own `id`) and return the ids of those that were new.

        Raises InvalidRecord when a value breaks a rule of the table or names a row that is not there.
        """
        if not rows:
            return []
        types = self._checked_columns(table, {"id"}.union(*rows))
        filled = [{"id": key, **row} for key, row in zip(self.new_ids(len(rows)), rows, strict=True)]
        self._check_references(table, filled)
        # One JSON text for any number of rows: 10,000 of them go in within 0.1 s, where executemany takes seconds.
        added = self._run(
            f"INSERT INTO {table} BY NAME "
            f"SELECT unnest(from_json($rows, '{json.dumps([types])}'), max_depth := 2) "
            "ON CONFLICT DO NOTHING RETURNING id::VARCHAR",
            rows=json.dumps(filled, default=str),
        )
        ids = [key for (key,) in added]
        self.journal.extend(RowChange(table, key, None, None) for key in ids)
        return ids

    def change(self, table: str, row_id: str, **values: object) -> bool:
        """Change columns of one row; False when the row is not there or nothing would differ."""
        named = self._checked_columns(table, set(values))
        if not named:
            return False
        self._check_references(table, [values])
        before = self.row(table, row_id)
        if before is None:
            return False
        set_to = ", ".join(f"{name} = ${name}" for name in named)
        key = f"TRY_CAST($row_id AS {self.columns[table]['id']})"
        self._run(f"UPDATE {table} SET {set_to} WHERE id = {key}", **values, row_id=row_id)  # noqa: S608
        after = self.row(table, row_id)
        if after == before:
            return False
        self.journal.append(RowChange(table, row_id, before, after))
        return True

    def change_many(self, table: str, changes: Mapping[str, Row]) -> int:
        """Change columns of many rows, by id, as `change` does one; returns how many differ now."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key, values in changes.items():
            if values:
                alike.setdefault(tuple(sorted(values)), []).append({"id": key, **values})
        changed = 0
        for columns, rows in alike.items():  # a statement for each set of columns, however many rows there are
            types = self._checked_columns(table, {"id", *columns})
            self._check_references(table, rows)
            keys = [row["id"] for row in rows]
            before = self._rows_as_json(table, keys)
            self._run(
                f"UPDATE {table} SET {', '.join(f'{name} = said.{name}' for name in columns)} "  # noqa: S608
                f"FROM (SELECT unnest(from_json($rows, '{json.dumps([types])}'), max_depth := 2)) AS said "
                f"WHERE {table}.id = said.id",
                rows=json.dumps(rows, default=str),
            )
            after = self._rows_as_json(table, keys)
            differing = [RowChange(table, key, before[key], after[key]) for key in before if before[key] != after[key]]
            self.journal.extend(differing)
            changed += len(differing)
        return changed

    def remove(self, table: str, row_ids: Iterable[str]) -> int:
        """Remove rows and all that hangs on them; returns how many rows of `table` went."""
        keys = list(row_ids)
        if not keys:
            return 0
        for reference in (r for r in REFERENCES if r.target == table):
            hanging = self._hanging(reference, keys)
            if reference.when_gone == "remove":
                self.remove(reference.table, hanging)
            else:
                for key in hanging:
                    self.change(reference.table, key, **{reference.column: None})
        gone = self._run(
            f"DELETE FROM {table} AS gone WHERE id IN (SELECT TRY_CAST(unnest($keys) AS UUID)) "  # noqa: S608
            "RETURNING id::VARCHAR, to_json(gone)::VARCHAR",
            keys=keys,
        )
        self.journal.extend(RowChange(table, key, before, None) for key, before in gone)
        return len(gone)

    def row(self, table: str, row_id: str) -> str | None:
        """One row as JSON text, None when it is not there."""
        self._checked_columns(table, set())
        found = self.fetch(
            f"SELECT to_json(t)::VARCHAR FROM {table} AS t "  # noqa: S608 - names come from the catalog
            f"WHERE id = TRY_CAST($row_id AS {self.columns[table]['id']})",
            row_id=row_id,
        )
        return str(found[0][0]) if found else None

    def _rows_as_json(self, table: str, keys: Sequence[str]) -> dict[str, str]:
        found = self.fetch(
            f"SELECT id::VARCHAR, to_json(t)::VARCHAR FROM {table} AS t "  # noqa: S608 - a name from the catalog
            "WHERE id IN (SELECT TRY_CAST(unnest($keys) AS UUID))",
            keys=list(keys),
        )
        return dict(found)

    def put_back(self, changes: Sequence[RowChange]) -> None:
        """Undo these changes, newest first, whatever happened to their rows since."""
        # Neighbours of one kind go together: an import has ten thousand of them.
        for (table, kind), run in groupby(reversed(changes), key=lambda change: (change.table, change.kind)):
            batch = list(run)
            if kind == "added":
                self.remove(table, [change.row_id for change in batch])
            elif kind == "removed":
                self.add_many(table, [json.loads(change.before or "{}") for change in batch])
            else:
                for change in batch:
                    before = json.loads(change.before or "{}")
                    if not self.change(table, before.pop("id"), **before) and self.row(table, change.row_id) is None:
                        self.add(table, {"id": change.row_id, **before})

    def used_since(self, changes: Sequence[RowChange]) -> bool:
        """Whether undoing these changes would take away something that came later."""
        # A row may have changed twice in one transaction; and what is back already (a double click) takes nothing away.
        first = {(change.table, change.row_id): change.before for change in reversed(changes)}
        last = {(change.table, change.row_id): change.after for change in changes}
        if any(last[key] is not None and self.row(*key) not in (last[key], first[key]) for key in last):
            return True
        made: dict[str, set[str]] = {}
        for change in changes:
            if change.kind == "added":
                made.setdefault(change.table, set()).add(change.row_id)
        return any(
            (reference.table, key) not in last  # what these changes made point there goes back with them
            for reference in REFERENCES
            if reference.target in made
            for key in self._hanging(reference, list(made[reference.target]))
        )

    def _hanging(self, reference: Reference, keys: Sequence[str]) -> list[str]:
        """Ids of the rows that point at these."""
        return [
            key
            for (key,) in self.fetch(
                f"SELECT id::VARCHAR FROM {reference.table} "  # noqa: S608 - names stand in references.py
                f"WHERE {reference.column} IN (SELECT TRY_CAST(unnest($keys) AS UUID))",
                keys=list(keys),
            )
        ]

    def _checked_columns(self, table: str, names: set[str]) -> dict[str, str]:
        """Column types by name; names that the catalog does not know never reach a statement."""
        known = self.columns[table]
        unknown = names - set(known)
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
        return {name: known[name] for name in sorted(names)}

    def _check_references(self, table: str, rows: Sequence[Row]) -> None:
        for reference in REFERENCES:
            if reference.table != table:
                continue
            keys = {str(row[reference.column]) for row in rows if row.get(reference.column) is not None}
            missing = keys and self.fetch(
                f"SELECT key FROM (SELECT unnest($keys) AS key) "  # noqa: S608 - names stand in references.py
                f"ANTI JOIN {reference.target} ON id = TRY_CAST(key AS UUID)",
                keys=list(keys),
            )
            if missing:
                raise InvalidRecord(
                    reference.column,
                    "This points at something that is not in the records (any more).",
                    "Open the page again and choose anew.",
                )

    def _run(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Run a writing statement; what a table refuses becomes an InvalidRecord."""
        try:
            return self.cursor.execute(sql, parameters).fetchall()
        except (duckdb.ConstraintException, duckdb.ConversionException, duckdb.InvalidInputException) as refused:
            raise InvalidRecord(
                _column_in(str(refused)), "The records do not accept this value.", _first_line(refused)
            ) from refused


def _column_in(message: str) -> str:
    """The column a constraint message speaks of, as well as it can be told."""
    found = re.search(r'(?:\.|CHECK\()\(*(?:"?trim"?\()?"?(\w+)', message)
    return found.group(1) if found else "record"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
