"""What every test can count on."""

from pathlib import Path

import pytest

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
