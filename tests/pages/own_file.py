"""A file of records of its own for each test, for pages that change its settings or put a copy in its place."""

import pytest

from ivw.show import front_door
from tests.builders import open_records
from tests.screen import ROOT

SAMPLE = (ROOT / "tests" / "data" / "inputs" / "Connections.csv").read_bytes()


@pytest.fixture
def one_file(tmp_path):
    """A new file for every test."""
    open_records(tmp_path).close()
    front_door.open_records.clear()
    yield tmp_path / "records.duckdb"
    front_door.open_records.clear()
