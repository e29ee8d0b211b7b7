"""Every page in each of its states can be used by everybody: axe-core finds nothing serious that is ours, nothing
scrolls sideways on a phone, and no traceback stands anywhere."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import StartServer
from tests.browser.places import BERLIN, EMPTY, PLACES, Known, address, demo_records
from tests.needs import needs

axe = needs("axe_playwright_python.sync_playwright")
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


@pytest.mark.parametrize("part", range(4))
def test_every_state_of_every_page_is_accessible_and_fits_a_phone(
    part: int, filled: tuple[str, Known], open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    url, known = filled
    page = open_page(color_scheme="light", timezone_id=BERLIN.key)
    wrong = []
    for name in list(PLACES)[part::4]:
        page.goto(f"{url}/{address(PLACES[name], known)}")
        wrong += [f"{name}: {what}" for what in _wrong_with(page, settle)]
    assert not wrong, "\n".join(wrong)


def test_the_pages_of_an_empty_file_are_accessible_and_fit_a_phone(
    start_server: StartServer, tmp_path: Path, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    server = start_server(records=tmp_path / "records.duckdb", env={"IVW_AS_OF": NOW.isoformat()})
    page = open_page(color_scheme="dark", timezone_id=BERLIN.key)
    wrong = []
    for name, place in EMPTY.items():
        page.goto(f"{server.url}/{place}")
        wrong += [f"{name}: {what}" for what in _wrong_with(page, settle)]
    assert not wrong, "\n".join(wrong)


def _wrong_with(page: "Page", settle: Callable[..., None]) -> list[str]:
    """In words: what axe-core says in one theme, of the contrast in the other, and what a phone makes of it."""
    settle(page)
    wrong = [f"{each} is shown" for each in ("stException",) if page.get_by_test_id(each).count()]
    wrong += _found(page, {})
    main = page.get_by_test_id("stMain")
    if (primary := main.locator('[data-testid="stBaseButton-primary"]:visible').count()) > 1:
        wrong.append(f"{primary} primary buttons")
    other = {"light": "dark", "dark": "light"}[page.evaluate(SCHEME)]
    page.emulate_media(color_scheme=other)
    settle(page)
    wrong += _found(page, {"runOnly": ["color-contrast"]})
    window = page.viewport_size
    page.set_viewport_size(PHONE)
    settle(page)
    beyond = page.evaluate(BEYOND)
    if beyond > 0:
        wrong.append(f"{beyond} px beyond the edge of a phone")
    page.set_viewport_size(window)
    return wrong


SCHEME = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
BEYOND = """(() => {
  const main = document.querySelector('[data-testid="stMain"]'), all = document.scrollingElement
  return Math.max(main.scrollWidth - main.clientWidth, all.scrollWidth - all.clientWidth)
})()"""


def _found(page: "Page", options: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in axe.Axe().run(page, options=options).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
        if STREAMLITS_OWN.get(violation["id"], "\0") not in node["html"]
    ]
