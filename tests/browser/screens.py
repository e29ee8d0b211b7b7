"""Pictures of every page in each of its states, wide and narrow, light and dark: `make screenshots`.

Not part of the tests: its name keeps it out of their collection. The pictures go to test-output/screenshots/screens.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from benchmarks import world
from tests.browser.conftest import StartServer
from tests.browser.places import BERLIN, EMPTY, PLACES, address, demo_records
from tests.needs import needs

needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=BERLIN)
WINDOWS = {width: {"width": width, "height": height} for width, height in ((1280, 900), (768, 1024), (390, 844))}
MANY = 10_000  # contacts, with ten interactions each


@pytest.fixture(scope="module")
def places(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses by the name of their picture: of an empty file, of the demo network, and of a very large one."""
    clock = {"IVW_AS_OF": NOW.isoformat()}
    demo, known = demo_records(tmp_path_factory.mktemp("demo"), NOW)
    empty, filled = start_server(env=clock).url, start_server(records=demo, env=clock).url
    large = tmp_path_factory.mktemp("large") / "records.duckdb"
    world.build(large, MANY)
    crowded = start_server(records=large, env=clock).url
    return (
        {f"demo-{name}": f"{filled}/{address(place, known)}" for name, place in PLACES.items()}
        | {f"empty-{name}": f"{empty}/{place}" for name, place in EMPTY.items()}
        | {f"large-{name}": f"{crowded}/{place}" for name, place in EMPTY.items()}
    )


@pytest.mark.parametrize("width", WINDOWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(
    width: int, scheme: str, places: dict[str, str], open_page: Callable[..., "Page"],
    screenshot: Callable[..., None],
) -> None:  # fmt: skip
    page = open_page(viewport=WINDOWS[width], color_scheme=scheme, timezone_id=BERLIN.key)
    for name, url in places.items():
        page.goto(url)
        screenshot(page, f"screens/{name}-{width}-{scheme}", whole=True)
        assert not page.get_by_test_id("stException").count(), name
