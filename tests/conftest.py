"""What every test can count on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivw.records.database import Records
from tests.builders import forget_everybody, records_in

try:
    import hypothesis
except ModuleNotFoundError:
    pass  # Tests that need it say so themselves: tests/needs.py.
else:
    # No deadline: how fast a rule is gets measured in benchmarks/; here, a busy machine would only make good code fail.
    hypothesis.settings.register_profile("ivw", deadline=None, print_blob=True)
    hypothesis.settings.load_profile("ivw")


@pytest.fixture(autouse=True)
def records_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The records that a test writes when it names none: a file of its own, never the person's."""
    records = tmp_path / "records.duckdb"
    monkeypatch.setenv("IVW_RECORDS", str(records))
    return records


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """A file of records for all tests of a module: opening one takes longer than most of them."""
    with records_in(tmp_path_factory.mktemp("records")) as opened:
        yield opened


@pytest.fixture
def records(one_file: Records) -> Records:
    """Open records with nobody in them; the settings stay as the test before left them."""
    return forget_everybody(one_file)
