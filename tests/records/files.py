"""Files of records for the tests of the ground floor, and what is looked at in them."""

import stat
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ivw.records.errors import RecordsUnavailable
from tests.builders import records_in

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)
NOBODY = "01900000-0000-7000-8000-000000000000"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def a_file(folder, name="records.duckdb"):
    """A records file that is closed again."""
    with records_in(folder, name=name):
        pass
    return folder / name


def person(transaction, name="Ada Example", **facts):
    return transaction.add("contacts", {"name": name, "added_at": NOW, **facts})


def log(transaction, contact, kind="request", **facts):
    row = {"contact_id": contact, "kind": kind, "direction": "out", "happened_at": NOW}
    return transaction.add("interactions", row | facts)


@contextmanager
def refused(error=RecordsUnavailable):
    """Refused in a sentence: no name of a class, no second line, no path of the program."""
    with pytest.raises(error) as caught:
        yield caught
    said = str(caught.value)
    assert said.endswith((".", "!", ")"))
    for noise in ("\n", "Traceback", "Exception", "duckdb.", str(ROOT)):
        assert noise not in said


@contextmanager
def raw(path):
    """The file as DuckDB sees it, without ivw."""
    connection = duckdb.connect(path)
    try:
        yield connection
    finally:
        connection.close()
