"""From an empty file to the first reminder, in a real browser against the real server."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Server
from tests.builders import open_records
from tests.needs import needs

sync_api = needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = sync_api.expect
CONNECTIONS = Path(__file__).parents[1] / "data" / "inputs" / "Connections.csv"
BERLIN = ZoneInfo("Europe/Berlin")


def business_days_later(start: datetime, days: int) -> datetime:
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@pytest.fixture
def tab(open_page: Callable[..., "Page"]) -> "Page":
    return open_page(timezone_id="Europe/Berlin")


def button(page: "Page", name: str) -> "sync_api.Locator":
    return page.get_by_role("button", name=name, exact=False).first


def test_import_shortlist_log_and_be_reminded(
    server: Server, tab: "Page", settle: Callable[..., None], screenshot: Callable[..., None]
) -> None:
    # The first start asks for nothing and offers three doors.
    tab.goto(server.url)
    expect(tab.get_by_role("heading", name="Welcome to ivw")).to_be_visible()
    screenshot(tab, "first-start")

    # The sample file is looked at first, then imported.
    button(tab, "Choose a file").click(delay=80)
    tab.locator("input[type=file]").first.set_input_files(CONNECTIONS)
    expect(tab.get_by_text("297 people would come in")).to_be_visible()
    expect(tab.get_by_text("31 Feb 2021")).to_be_visible()
    screenshot(tab, "import-preview")
    button(tab, "Import 297 people").click(delay=80)
    expect(tab.get_by_text("297 people came in")).to_be_visible()

    # Nobody is on the queue or the list because of it.
    settle(tab)
    button(tab, "See the people").click(delay=80)
    expect(tab.get_by_text("0 people on your shortlist")).to_be_visible()

    # Somebody is found as one types, opened, and put on the shortlist.
    tab.get_by_role("searchbox").press_sequentially("elena chen", delay=30)
    expect(tab.get_by_text("1 of 297 people")).to_be_visible()
    settle(tab)
    tab.get_by_text("Elena Chen", exact=True).click(delay=80)
    expect(tab.get_by_role("heading", name="Elena Chen")).to_be_visible()
    button(tab, "Put on shortlist").click(delay=80)
    expect(tab.get_by_text("Elena Chen is on your shortlist.")).to_be_visible()
    expect(tab.get_by_text("1 person on your shortlist")).to_be_visible()

    # A request is logged, its words saved while they were typed.
    tab.get_by_role("tab", name="This happened").click(delay=80)
    words = tab.get_by_label("What you wrote or said")
    words.click()
    words.press_sequentially("Could we talk for 20 minutes about rostering?", delay=10)
    expect(tab.get_by_text(re.compile("^Saved"))).to_be_visible()
    tab.reload()
    tab.get_by_role("tab", name="This happened").click(delay=80)
    expect(tab.get_by_label("What you wrote or said")).to_have_value("Could we talk for 20 minutes about rostering?")
    settle(tab)
    button(tab, "Log it").dblclick(delay=80)
    expect(tab.get_by_text("Elena Chen: asked for a conversation.")).to_be_visible()
    screenshot(tab, "request-logged", whole=True)

    # Today there is nothing to do about it; seven business days later there is.
    tab.goto(server.url)
    expect(tab.get_by_text("All clear")).to_be_visible()
    reminded = business_days_later(datetime.now(BERLIN), 7).replace(hour=9, minute=0)
    server.restart(env={"IVW_AS_OF": reminded.isoformat()})
    tab.goto(server.url)
    expect(tab.get_by_role("heading", name="Remind Elena Chen")).to_be_visible()
    expect(tab.get_by_text("Could we talk for 20 minutes about rostering?")).to_be_visible()
    screenshot(tab, "reminded", whole=True)

    # Done, and after all not.
    button(tab, "Done").click(delay=80)
    expect(tab.get_by_text("All clear")).to_be_visible()
    button(tab, "Undo").click(delay=80)
    expect(tab.get_by_role("heading", name="Remind Elena Chen")).to_be_visible()

    # All of it is taken out, and looked at as another computer would: nothing is missing here.
    tab.goto(f"{server.url}/your_records?open=take-out")
    settle(tab)
    with tab.expect_download() as waited:
        button(tab, "Download the archive").click(delay=80)
    taken = waited.value.path()
    tab.goto(f"{server.url}/your_records?open=import")
    settle(tab)
    tab.locator("input[type=file]").first.set_input_files(
        {"name": waited.value.suggested_filename, "mimeType": "application/zip", "buffer": taken.read_bytes()}
    )
    expect(tab.get_by_text("Everything in this archive is here already")).to_be_visible()

    # The request was logged once, in spite of the double click.
    server.stop()
    with closing(open_records(server.records.parent)) as records:
        assert records.rows("SELECT count(*) FROM interactions WHERE kind = 'request'") == [(1,)]
