"""Every page in its states can be used by everybody: axe-core finds nothing serious that is ours, nothing
scrolls sideways on a phone, and no traceback stands anywhere."""

import contextlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import StartServer
from tests.browser.places import BERLIN, EMPTY, PLACES, Known, address, demo_records
from tests.needs import needs

axe = needs("axe_playwright_python.sync_playwright")
playwright = needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

# Tall, so that what is drawn once it is reached is there.
WINDOW, PHONE = {"width": 1280, "height": 2400}, {"width": 390, "height": 844}
Theme = Literal["light", "dark"]
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=BERLIN)
THEMES: tuple[Theme, Theme] = ("light", "dark")
SERIOUS = {"serious", "critical"}
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}  # to list all that is right takes axe-core twice as long

# What axe-core finds in Streamlit's own frame, by rule, and in what. Nothing here can be mended in a page.
STREAMLITS_OWN = {
    "list": "[data-testid=stSidebarNavItems]",  # the names of the groups stand between the items of one list
    "listitem": "[data-testid=stSidebarNavItems]",  # and so do the items themselves
    "svg-img-alt": "[data-testid=stMetricChart]",  # the marks of the small line beside a figure
}

# What opens on a press and is looked at as well: a dialog, a menu, a panel; by the state in which its button stands.
OPENS = {
    "this-week": "Not now",
    "people": "Filter",
    "person": "More",
    "whom-to-ask": "I just met somebody",
    "request": "Copy",
    "questions": r"\bFill \d",
    "conversation-live": "Stuck?",
    "ties": "Tie and cadence",
    "backups": "Restore",
}


@pytest.fixture(scope="module")
def filled(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Known]:
    path, known = demo_records(tmp_path_factory.mktemp("places"), NOW)
    return start_server(records=path, env={"IVW_AS_OF": NOW.isoformat()}).url, known


@pytest.mark.parametrize("part", range(4))
def test_the_states_of_every_page_are_accessible_and_fit_a_phone(
    part: int, filled: tuple[str, Known], open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    url, known = filled
    page = open_page(viewport=WINDOW, timezone_id=BERLIN.key, reduced_motion="reduce")
    places = {name: address(place, known) for name, place in list(PLACES.items())[part::4]}
    assert not (wrong := _wrong_with(page, url, places, settle)), "\n".join(wrong)


def test_a_screen_reader_hears_what_an_icon_does_and_a_tick_is_for(
    filled: tuple[str, Known], page: "Page", settle: Callable[..., None]
) -> None:
    url, known = filled
    for place, role, words in (
        ("person", "button", "Take this off the time line"),
        ("person-research", "button", "Change or remove this"),
        ("questions", "button", "Unpin it: then it is in if it fits"),
        ("conversation-live", "checkbox", "May I mention your name?"),
    ):
        page.goto(f"{url}/{address(PLACES[place], known)}")
        page.get_by_role(role, name=words, exact=True).first.wait_for()
        settle(page)
        named = page.locator("button, input[type=checkbox]").evaluate_all(
            "all => all.map(each => each.getAttribute('aria-label') ?? each.innerText)"
        )
        assert not [each for each in named if re.search(r"\bicon\n|:material|:gray|&ensp;|\\\\", each)], place


def test_the_pages_of_an_empty_file_are_accessible_and_fit_a_phone(
    start_server: StartServer, tmp_path: Path, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    server = start_server(records=tmp_path / "records.duckdb", env={"IVW_AS_OF": NOW.isoformat()})
    page = open_page(viewport=WINDOW, timezone_id=BERLIN.key, reduced_motion="reduce")
    assert not (wrong := _wrong_with(page, server.url, EMPTY, settle)), "\n".join(wrong)


def _wrong_with(page: "Page", url: str, places: dict[str, str], settle: Callable[..., None]) -> list[str]:
    """In words: what axe-core says of each place in both themes, and what a phone makes of it."""
    wrong = []
    for number, (name, place) in enumerate(places.items()):
        theme, other = THEMES if number % 2 else THEMES[::-1]
        page.emulate_media(color_scheme=theme)
        page.goto(f"{url}/{place}")
        settle(page)
        found = ["a traceback"] if page.get_by_test_id("stException").count() else []
        found += _found(page) + _laid_out_wrong(page)
        # The other theme differs in its colours alone.
        before = page.evaluate(GROUND)
        page.emulate_media(color_scheme=other)
        page.wait_for_function(f"{GROUND} !== '{before}'")
        found += _found(page, "color-contrast")
        if places is not EMPTY and (opens := OPENS.get(name)):
            page.get_by_role("button", name=re.compile(opens)).first.click(delay=80)
            page.locator(OPENED).first.wait_for()
            settle(page)
            found += [f"opened: {each}" for each in _found(page)]
        wrong += [f"{name}: {each}" for each in found]
    return wrong


def _laid_out_wrong(page: "Page") -> list[str]:
    wrong = []
    primary = page.get_by_test_id("stMain").locator('[data-testid="stBaseButton-primary"]:visible').count()
    if primary > 1:
        wrong.append(f"{primary} primary buttons")
    if page.evaluate(PAGES_LEFT_OUT):
        wrong.append("a list of five pages or fewer that does not name each of them")
    page.set_viewport_size(PHONE)
    with contextlib.suppress(playwright.TimeoutError):  # a chart takes a moment to become narrow
        page.wait_for_function(f"{BEYOND} <= 0", timeout=5_000)
    beyond = page.evaluate(BEYOND)
    if beyond > 0:
        wrong.append(f"{beyond} px beyond the edge of a phone")
    page.set_viewport_size(WINDOW)
    return wrong


GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"

# What stands above the page once it was opened.
OPENED = '[data-testid="stDialog"], [data-testid="stPopoverBody"], [data-baseweb="popover"], [role="menu"]'

# Whether the way to a few pages leaves out some: "1 … 3", or nothing after the page that is open.
PAGES_LEFT_OUT = """[...document.querySelectorAll('[data-testid="stPagination"]')].some(list => {
  const last = [...list.querySelectorAll('[data-testid^="stPaginationPage"]')].pop()
  return list.querySelector('[data-testid="stPaginationEllipsis"]') ? Number(last.innerText) <= 5
    : last.ariaCurrent && !list.querySelector('[data-testid="stPaginationNext"]').disabled
})"""

# How far the page reaches beyond the window.
BEYOND = """Math.max(...[document.querySelector('[data-testid="stMain"]'), document.scrollingElement].map(
  element => element.scrollWidth - element.clientWidth))"""


def _found(page: "Page", *rules: str) -> list[str]:
    """What axe-core finds by these rules, else by all of them, and is neither slight nor Streamlit's own."""
    options = ONLY_WHAT_IS_WRONG | ({"runOnly": rules} if rules else {})
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in axe.Axe().run(page, options=options).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
        if not _is_streamlits(page, violation["id"], node["target"][0])
    ]


def _is_streamlits(page: "Page", rule: str, target: str) -> bool:
    """A small line that is drawn anew meanwhile has other names for its marks, and is not found again."""
    part = STREAMLITS_OWN.get(rule)
    return part is not None and page.locator(target).evaluate_all(
        "(found, part) => found.every(each => each.closest(part))", part
    )
