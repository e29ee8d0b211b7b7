"""Rows for every table there is, drawn at random within the rules of the table: a new table is filled by itself."""

import json
import random
import re
import string

import duckdb

from ivw.coaching.errors import InvalidRecord
from ivw.records.references import REFERENCES
from ivw.records.tables import OF_THE_FILE

FEW = {"profile", "cadences"}  # their rows are always there: they are changed instead
TEXTS = (
    "",
    "=1+1",
    "Zoë Ødegård",
    "田中 花子",
    "a\nb\r\nc",
    "'; DROP TABLE contacts; --",
    "\u202eevil",
    "👩‍🔬",
    '"quoted", x',
)
TRIES = 400


def fill(records, seed, rows=3):
    """Put rows into every table; fails where a table takes none of many tries."""
    draw = random.Random(seed)
    columns = records.columns()
    checks, needed = _checks(records), _needed(records)
    keys = {}
    for table in parents_first(set(columns) - OF_THE_FILE):
        for _ in range(1 if table in FEW else rows):
            _one_row(records, draw, table, columns[table], checks, needed, keys)
        assert records.rows(f"SELECT 1 FROM {table} LIMIT 1"), f"{table} was given no row"
        keys[table] = (
            [key for (key,) in records.rows(f"SELECT id::VARCHAR FROM {table}")] if "id" in columns[table] else []
        )


def contents(records):
    """Every table with all its rows, to be compared."""
    return {
        table: sorted(repr(row) for row in records.rows(f"FROM {table}"))
        for table in records.columns()
        if table not in OF_THE_FILE
    }


def parents_first(tables):
    waiting, ordered = sorted(tables), []
    while waiting:
        held = {each.table for each in REFERENCES if each.target in waiting and each.target != each.table}
        ordered += [table for table in waiting if table not in held]
        waiting = [table for table in waiting if table in held]
    return ordered


def _one_row(records, draw, table, columns, checks, needed, keys):
    refused = None
    for _ in range(TRIES):
        row = {
            name: None
            if (table, name) not in needed and draw.random() < 0.4
            else _value(draw, table, name, kind, checks, keys)
            for name, kind in columns.items()
            if name != "id"
        }
        try:
            with records.transaction() as transaction:
                if table in FEW:
                    key = "id" if "id" in columns else "tie"
                    said = {name: value for name, value in row.items() if name != key and value is not None}
                    transaction.fetch(f"UPDATE {table} SET {', '.join(f'{name} = ${name}' for name in said)}", **said)
                else:
                    transaction.add(table, row)
            return
        except (InvalidRecord, duckdb.Error) as error:
            refused = error
    raise AssertionError(f"no row for {table}: {refused}")


def _value(draw, table, column, kind, checks, keys):
    pointed = next((each for each in REFERENCES if (each.table, each.column) == (table, column)), None)
    if pointed is not None:
        return draw.choice(keys[pointed.target])
    if said := checks.get((table, column)):
        return draw.choice(said)
    if kind == "BOOLEAN":
        return draw.random() < 0.5
    if kind == "UUID":
        return "".join(draw.choice("0123456789abcdef") for _ in range(32))
    if kind == "JSON":
        return json.dumps({"name": draw.choice(TEXTS), "n": [draw.random(), None, 10**12]})
    if kind == "DATE":
        return f"{draw.randint(1970, 2190)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    if kind.startswith("TIMESTAMP"):
        day, second = draw.randint(10, 28), draw.randint(10, 59)
        return f"{draw.randint(1970, 2190)}-03-{day} 02:30:{second}.{draw.randint(0, 999999):06}+00"
    if kind.startswith("DECIMAL"):
        return draw.randint(-(10**6), 10**6) / 100
    if kind in ("DOUBLE", "FLOAT"):
        return draw.choice([0.1, 1e-9, draw.random() * 1e6])
    if kind.endswith("INT") or kind == "INTEGER":
        return draw.randint(0, 100)
    assert kind == "VARCHAR", f"nobody knows how to draw a {kind} for {table}.{column}"
    return draw.choice(TEXTS) + "".join(draw.choice(string.ascii_letters) for _ in range(draw.randint(1, 12)))


def _needed(records):
    """The columns that may not stay empty."""
    found = records.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT is_nullable AND NOT internal")
    return set(found)


def _checks(records):
    """The words, or the least and the most, that a CHECK of a column alone allows; else what one of several names."""
    alone, together = {}, {}
    for table, text, names in records.rows(
        "SELECT table_name, constraint_text, constraint_column_names FROM duckdb_constraints() "
        "WHERE constraint_type = 'CHECK'"
    ):
        words = re.findall(r"'([^']+)'", text)
        numbers = [int(number) for number in re.findall(r"(?<![\w'])-?\d+(?![\w'])", text)]
        for column in [] if "trim" in text or "IS NOT NULL" in text.upper() else names:
            said = words or ([min(numbers), max(numbers)] if len(numbers) > 1 else [])
            if said:
                (alone if len(set(names)) == 1 else together).setdefault((table, column), []).extend(said)
    return together | alone
