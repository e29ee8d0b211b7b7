"""Every page in its states can be used by everybody: axe-core finds nothing serious that is ours, nothing
scrolls sideways on a phone, and no traceback stands anywhere."""

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import StartServer
from tests.browser.places import BERLIN, EMPTY, PLACES, Known, address, demo_records
from tests.needs import needs

axe = needs("axe_playwright_python.sync_playwright")
playwright = needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=BERLIN)
SERIOUS = {"serious", "critical"}

# What axe-core finds in Streamlit's own frame, by rule, and where. Nothing here can be mended in a page.
STREAMLITS_OWN = {
    "list": "stSidebarNavItems",  # the names of the groups stand between the items of one list
    "listitem": "st-emotion-cache",  # and so do the items themselves
    "svg-img-alt": "metric_chart_",  # the marks of the small line beside a figure
}


@pytest.fixture(scope="module")
def filled(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Known]:
    path, known = demo_records(tmp_path_factory.mktemp("places"), NOW)
    return start_server(records=path, env={"IVW_AS_OF": NOW.isoformat()}).url, known


# One state of each kind of page; with IVW_EXAMPLES, every one.
USUAL = (
    "this-week", "weekly-review", "person", "person-research", "whom-to-ask", "organizations", "request", "questions",
    "rehearse", "rehearsed", "conversation-before", "conversation-live", "debrief", "queue", "ties", "path-fit",
    "themes", "referrals", "import", "profile",
)  # fmt: skip
LOOKED_AT = list(PLACES) if os.environ.get("IVW_EXAMPLES") else USUAL


@pytest.mark.parametrize("part", range(3))
def test_the_states_of_every_page_are_accessible_and_fit_a_phone(
    part: int, filled: tuple[str, Known], open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    url, known = filled
    page = open_page(timezone_id=BERLIN.key, reduced_motion="reduce")
    wrong = []
    for number, name in enumerate(LOOKED_AT[part::3]):
        page.emulate_media(color_scheme=("light", "dark")[number % 2])
        page.goto(f"{url}/{address(PLACES[name], known)}")
        wrong += [f"{name}: {what}" for what in _wrong_with(page, settle)]
    assert not wrong, "\n".join(wrong)


def test_the_pages_of_an_empty_file_are_accessible_and_fit_a_phone(
    start_server: StartServer, tmp_path: Path, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    server = start_server(records=tmp_path / "records.duckdb", env={"IVW_AS_OF": NOW.isoformat()})
    page = open_page(color_scheme="dark", timezone_id=BERLIN.key, reduced_motion="reduce")
    wrong = []
    for name, place in EMPTY.items():
        page.goto(f"{server.url}/{place}")
        wrong += [f"{name}: {what}" for what in _wrong_with(page, settle)]
    assert not wrong, "\n".join(wrong)


def _wrong_with(page: "Page", settle: Callable[..., None]) -> list[str]:
    """In words: what axe-core says, and what a phone makes of it. `make screenshots` looks at both themes."""
    settle(page)
    wrong = ["a traceback"] if page.get_by_test_id("stException").count() else []
    wrong += _found(page)
    primary = page.get_by_test_id("stMain").locator('[data-testid="stBaseButton-primary"]:visible').count()
    if primary > 1:
        wrong.append(f"{primary} primary buttons")
    if page.evaluate(PAGES_LEFT_OUT):
        wrong.append("a list of five pages or fewer that does not name each of them")
    window = page.viewport_size
    page.set_viewport_size(PHONE)
    with contextlib.suppress(playwright.TimeoutError):  # a chart takes a moment to become narrow
        page.wait_for_function(f"{BEYOND} <= 0", timeout=5_000)
    beyond = page.evaluate(BEYOND)
    if beyond > 0:
        wrong.append(f"{beyond} px beyond the edge of a phone")
    page.set_viewport_size(window)
    return wrong


# Whether the way to a few pages leaves out some: "1 … 3", or nothing after the page that is open.
PAGES_LEFT_OUT = """[...document.querySelectorAll('[data-testid="stPagination"]')].some(list => {
  const last = [...list.querySelectorAll('[data-testid^="stPaginationPage"]')].pop()
  return list.querySelector('[data-testid="stPaginationEllipsis"]') ? Number(last.innerText) <= 5
    : last.ariaCurrent && !list.querySelector('[data-testid="stPaginationNext"]').disabled
})"""

# How far the page reaches beyond the window.
BEYOND = """Math.max(...[document.querySelector('[data-testid="stMain"]'), document.scrollingElement].map(
  element => element.scrollWidth - element.clientWidth))"""


def _found(page: "Page") -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in axe.Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
        if STREAMLITS_OWN.get(violation["id"], "\0") not in node["html"]
    ]
