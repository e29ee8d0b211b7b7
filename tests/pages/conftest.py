"""What tests of pages can ask for."""

import pytest

from ivw.show import front_door
from tests.builders import forget_everybody, open_records
from tests.show.conftest import clicked_twice, gone
from tests.show.person_page import NOW

__all__ = ["clicked_twice", "gone", "one_file", "records"]


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    """A file of records for all tests of a page: making and opening one takes longer than most of them."""
    folder = tmp_path_factory.mktemp("pages")
    open_records(folder).close()
    yield folder / "records.duckdb"
    front_door.open_records.clear()


@pytest.fixture
def records(one_file, monkeypatch):
    """The open records that the page shows, empty to begin with, on the morning of 24 November 2026."""
    monkeypatch.setenv("IVW_RECORDS", str(one_file))
    monkeypatch.setenv("IVW_AS_OF", NOW)
    return forget_everybody(front_door.open_records(front_door.records_path()))
