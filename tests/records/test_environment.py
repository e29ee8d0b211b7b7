"""What the environment says: where the records are, and at which instant the clock is stopped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivw.records import environment
from ivw.records.errors import InvalidRecord, RecordsUnavailable

ROOT = Path(__file__).parents[2]


def test_the_records_are_what_was_named_then_the_environments_then_those_of_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IVW_RECORDS", "mine.duckdb")
    assert environment.records_path("other.duckdb") == tmp_path / "other.duckdb"
    assert environment.records_path(None) == tmp_path / "mine.duckdb"
    monkeypatch.setenv("IVW_RECORDS", "")
    assert environment.records_path(None) == ROOT / "data" / "records.duckdb"


def test_the_records_may_lie_in_ones_home_but_not_in_that_of_nobody(monkeypatch):
    monkeypatch.setenv("IVW_RECORDS", "~/notes/ivw.duckdb")
    assert environment.records_path(None) == Path.home() / "notes" / "ivw.duckdb"
    with pytest.raises(RecordsUnavailable, match=r"~nobody-here/ivw\.duckdb.*in full"):
        environment.records_path("~nobody-here/ivw.duckdb")


@pytest.mark.parametrize("said", ["2024-06-12T09:00:00+02:00", "2024-06-12T07:00:00Z", "20240612T0330-0330"])
def test_the_clock_is_stopped_at_an_instant(monkeypatch, said):
    monkeypatch.setenv("IVW_AS_OF", said)
    assert environment.stopped_clock() == datetime(2024, 6, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize("said", [None, ""])
def test_the_clock_runs_where_nothing_is_said(monkeypatch, said):
    monkeypatch.delenv("IVW_AS_OF", raising=False)
    if said is not None:
        monkeypatch.setenv("IVW_AS_OF", said)
    assert environment.stopped_clock() is None


@pytest.mark.parametrize(
    "said",
    [
        "yesterday",
        "2024-06-12T09:00:00",  # another instant on every computer
        "2024-06-12",
        "0001-01-01T00:00:00+02:00",  # in UTC it is before the calendar begins
    ],
)
def test_what_is_no_instant_with_an_offset_does_not_stop_the_clock(monkeypatch, said):
    monkeypatch.setenv("IVW_AS_OF", said)
    with pytest.raises(InvalidRecord) as refused:
        environment.stopped_clock()
    assert refused.value.field == "IVW_AS_OF"
    assert said in refused.value.wrong
    assert datetime.fromisoformat(refused.value.right.removeprefix("Right would be ").removesuffix(".")).tzinfo
