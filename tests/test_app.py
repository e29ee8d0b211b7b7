"""The front door and every page draw alone, whatever the records hold."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ivw.show import front_door

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py"))


@pytest.fixture(autouse=True)
def _new_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.setenv("IVW_AS_OF", "2026-11-24T09:00:00+01:00")
    front_door.open_records.clear()
    yield
    front_door.open_records.clear()


def test_the_front_door_draws_the_page_that_opens_first() -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert not at.exception
    assert at.title[0].value == "Welcome to ivw"


def test_the_front_door_names_every_page_there_is() -> None:
    assert sorted(front_door.PAGES) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_alone_with_an_empty_file(page: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30).run()
    assert not at.exception
    assert at.title


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "\x00\u202e"])
def test_no_query_parameter_can_break_a_page(page: str, nasty: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
    for name in ("contact", "find", "list", "log", "open"):
        at.query_params[name] = nasty
    at.run()
    assert not at.exception


def test_a_file_that_is_no_records_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "records.duckdb").write_text("shopping list")
    at = AppTest.from_file(str(ROOT / "pages" / "this_week.py"), default_timeout=30).run()
    assert not at.exception
    assert "not a records file of ivw" in at.text[0].value
    assert (tmp_path / "records.duckdb").read_text() == "shopping list"
