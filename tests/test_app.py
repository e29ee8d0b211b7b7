"""The front door and every page draw alone, whatever the records hold."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ivw.show import front_door
from tests.screen import NOW, ROOT
from tests.show.conftest import one_file, records

__all__ = ["one_file", "records"]
# Whatever any page reads from its address, and what anybody may write there.
READERS = [path for room in ("pages", "ivw/show") for path in sorted((ROOT / room).rglob("*.py"))]
READ = r"(?:asked_for\(|query_params(?:\.get|\.pop)?[\[(])\"(\w+)\""
NAMES = re.findall(READ, "".join(path.read_text("utf8") for path in READERS))
ASKED_FOR = tuple(sorted({"view", "contact", "meeting", "open", "tie", "tag", *NAMES}))
NONSENSE = (
    "", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "\x00\u202e", "{{ 7*7 }}", "../../../etc/passwd", "-1",
    "00000000-0000-0000-0000-000000000000", "2024-13-45", "NaN", "\u0663", "%s%n ${x}",
)  # fmt: skip
VIEWS = {
    "prospect_research": ("next", "organizations", "fields", "goals"), "outreach": ("rates",),
    "question_builder": ("stories",), "follow_ups": ("ties",), "insights": ("themes",),
}  # fmt: skip
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py"))


@pytest.fixture
def no_records(monkeypatch: pytest.MonkeyPatch):
    """No file at all, as at the very first start."""
    monkeypatch.setenv("IVW_AS_OF", NOW)
    front_door.open_records.clear()
    yield
    front_door.open_records.clear()


@pytest.mark.usefixtures("no_records")
def test_the_front_door_draws_the_page_that_opens_first() -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert not at.exception
    assert at.title[0].value == "Welcome to ivw"


def test_the_front_door_names_every_page_there_is() -> None:
    assert sorted(front_door.PAGES) == PAGES


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_alone_with_an_empty_file(page: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30).run()
    assert not at.exception
    assert at.title


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("shift", [0, 4, 8])
def test_no_query_parameter_can_break_a_page(page: str, shift: int) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
    for place, name in enumerate(ASKED_FOR):
        at.query_params[name] = NONSENSE[(place + shift) % len(NONSENSE)]
    at.run()
    assert not at.exception


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("view", ["next", "organizations", "fields", "goals", "rates", "stories", "ties", "themes"])
def test_no_query_parameter_can_break_a_view(view: str) -> None:
    for page in (each for each in PAGES if view in VIEWS.get(each, ())):
        at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
        for place, name in enumerate(ASKED_FOR):
            at.query_params[name] = NONSENSE[place % len(NONSENSE)]
        at.query_params["view"] = view
        del at.query_params["open"]
        at.run()
        assert not at.exception


@pytest.mark.usefixtures("no_records")
def test_a_file_that_is_no_records_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "records.duckdb").write_text("shopping list")
    at = AppTest.from_file(str(ROOT / "pages" / "this_week.py"), default_timeout=30).run()
    assert not at.exception
    assert "not a records file of ivw" in at.text[0].value
    assert (tmp_path / "records.duckdb").read_text() == "shopping list"
