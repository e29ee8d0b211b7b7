"""Pictures of every page in each of its states, wide and narrow, light and dark: `make screenshots`.

Not part of the tests: its name keeps it out of their collection. The pictures go to test-output/screenshots/screens.
Those that docs/tour.md shows are taken alone by `make tour`, and tests/tour.py names them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from benchmarks import world
from tests import tour
from tests.browser.conftest import StartServer
from tests.browser.places import BERLIN, EMPTY, PLACES, address, demo_records
from tests.needs import needs

needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=BERLIN)
CLOCK = {"IVW_AS_OF": NOW.isoformat()}
WINDOWS = {width: {"width": width, "height": height} for width, height in ((1280, 900), (768, 1024), (390, 844))}
MANY = 10_000  # contacts, with ten interactions each

Places = dict[str, str]  # addresses by the name of their picture

# Your records says where they are: in the pictures not in a folder of this run, but where a person would have them.
AT_HOME = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode
    text.data = text.data.replace(/\/\S*\/(?=records\.duckdb)/, "/home/ada/ivw/data/")
  }
}"""


@pytest.fixture(scope="module")
def places(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Those of the demo network, and of an empty file."""
    demo, known = demo_records(tmp_path_factory.mktemp("demo"), NOW)
    empty, filled = start_server(env=CLOCK).url, start_server(records=demo, env=CLOCK).url
    return {f"demo-{name}": f"{filled}/{address(place, known)}" for name, place in PLACES.items()} | {
        f"empty-{name}": f"{empty}/{place}" for name, place in EMPTY.items()
    }


@pytest.fixture(scope="module")
def large_places(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Those of a very large file."""
    large = tmp_path_factory.mktemp("large") / "records.duckdb"
    world.build(large, MANY)
    crowded = start_server(records=large, env=CLOCK).url
    return {f"large-{name}": f"{crowded}/{place}" for name, place in EMPTY.items()}


@pytest.fixture
def take(
    open_page: Callable[..., "Page"], settle: Callable[..., None], screenshot: Callable[..., None]
) -> Callable[[Places, int, str], None]:
    """take(places, 390, "dark") takes the picture of each place in one window."""

    def take(places: Places, width: int, scheme: str) -> None:
        page = open_page(viewport=WINDOWS[width], color_scheme=scheme, timezone_id=BERLIN.key)
        for name, url in places.items():
            page.goto(url)
            settle(page)
            page.evaluate(AT_HOME)
            screenshot(page, f"screens/{name}-{width}-{scheme}", whole=True)
            assert not page.get_by_test_id("stException").count(), name

    return take


@pytest.mark.parametrize("width", WINDOWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(
    width: int, scheme: str, places: Places, large_places: Places, take: Callable[[Places, int, str], None]
) -> None:
    take(places | large_places, width, scheme)


def test_pictures_of_the_tour(places: Places, take: Callable[[Places, int, str], None]) -> None:
    for name in tour.STATES:
        place, width, scheme = name.rsplit("-", 2)
        take({place: places[place]}, int(width), scheme)
