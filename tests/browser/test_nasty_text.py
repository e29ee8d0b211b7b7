"""Text from people and files is shown as text, whatever it pretends to be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivw.coaching import interactions
from tests.browser.conftest import PageLog, StartServer
from tests.builders import a_contact, a_conversation, records_in
from tests.needs import needs

needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

NASTY = [
    "<img src=x onerror=window.hurt=1>",
    "![picture](http://example.org/x.png)",
    "<script>window.hurt=1</script>",
    "[link](javascript:window.hurt=1)",
    ":red[text] :material/home: :smile:",
    "$x^2$ **bold** # head",
    "`code` ~~gone~~ | a | b |",
    "https://example.org www.example.org a@example.org",
    '=HYPERLINK("http://example.org")',
]
JOINER = "\u2060"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everybody was met a week ago and not thanked: on the queue, on the list of ties, and on the time line."""
    folder = tmp_path_factory.mktemp("nasty")
    met = datetime.now(UTC) - timedelta(days=7)
    with records_in(folder) as records:
        for text in NASTY:
            somebody = a_contact(
                records, name=text, organization=text, position=text, why_this_person=text, shortlist=True
            )
            a_conversation(records, somebody, starts=met.isoformat(), held=True, about=text)
            interactions.log(records, contact_id=somebody, kind="reply", happened_at=met, as_of=met, text=text)
    return folder / "records.duckdb"


@pytest.mark.parametrize("place", ["", "prospect_research?list=met", "follow_ups", "your_records"])
def test_nothing_in_it_loads_runs_or_is_laid_out(
    place: str, people: Path, start_server: StartServer, page: "Page", page_log: PageLog, settle: Callable[..., None]
) -> None:
    server = start_server(records=people)
    try:
        page.goto(f"{server.url}/{place}")
        settle(page)
        main = page.get_by_test_id("stMain")
        assert page.evaluate("window.hurt") is None
        assert main.locator("img").count() == 0
        assert main.locator('a[href^=javascript], a[href*="example.org"]').count() == 0
        assert main.locator("code", has_text="code").count() == 0
        assert main.locator("[style*='red'], .katex").count() == 0
        if place == "":
            shown = main.inner_text().replace(JOINER, "")
            assert all(text in shown for text in NASTY[: 7 - 1])
        assert not page_log.page_errors
    finally:
        server.stop()
