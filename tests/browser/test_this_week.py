"""What only a browser shows of This week: the figures and charts below the cards come when one scrolls to them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ivw.coaching import demo as demo_network
from ivw.coaching import profile
from ivw.exchange import demo_file
from tests.browser.conftest import Server, StartServer
from tests.builders import records_in
from tests.screen import HERE, NOW, ZONE

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect

SOME_FRAMES = """async () => {
  for (let n = 0; n < 20; n += 1) await new Promise(requestAnimationFrame)
}"""

# Time for what came into view to be noticed, and to be asked for.
SOME_FRAMES = """async () => {
  for (let n = 0; n < 20; n += 1) await new Promise(requestAnimationFrame)
}"""


@pytest.fixture(scope="module")
def demo(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A dashboard with the demo network."""
    folder = tmp_path_factory.mktemp("demo")
    with records_in(folder, HERE) as records:
        profile.save(records, name=None, time_zone=ZONE, first_weekday=1)
        demo_network.load(records, HERE, ZONE, demo_file.read())
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW})


def test_what_stands_below_the_cards_is_drawn_once_it_is_reached(
    demo: Server, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 700})
    page.goto(demo.url)
    expect(page.get_by_text("This week so far")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    page.get_by_text("This week so far").scroll_into_view_if_needed()
    expect(page.get_by_test_id("stMetric")).to_have_count(len(profile.FIGURES))
    page.get_by_text("How it goes over time").scroll_into_view_if_needed()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)


class Held:
    """What the page asks of the server, let through at once or later."""

    def __init__(self) -> None:
        self.is_held = False
        self.asked: list[tuple[WebSocketRoute, str | bytes]] = []

    def pass_on(self, socket: "WebSocketRoute") -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda asked: self._ask(server, asked))

    def release(self) -> None:
        self.is_held = False
        for server, asked in self.asked:
            server.send(asked)

    def _ask(self, server: "WebSocketRoute", asked: str | bytes) -> None:
        if self.is_held:
            self.asked.append((server, asked))
        else:
            server.send(asked)


@pytest.mark.parametrize("leave", ["history.back()", "document.querySelector('a[href$=insights]').click()"])
def test_whoever_leaves_as_more_is_about_to_be_drawn_does_not_come_to_an_empty_page(
    leave: str, demo: Server, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    page, held = open_page(viewport={"width": 1280, "height": 700}), Held()
    page.route_web_socket(re.compile("_stcore/stream"), held.pass_on)
    page.goto(f"{demo.url}/insights")
    settle(page)
    page.get_by_role("link", name="This week").click(delay=80)
    expect(page.get_by_text("This week so far")).to_be_visible()
    settle(page)
    held.is_held = True
    page.evaluate(leave)
    page.get_by_text("This week so far").scroll_into_view_if_needed()
    page.evaluate(SOME_FRAMES)
    held.release()
    insights = page.get_by_role("heading", name="Insights")
    expect(insights).to_be_visible()
    settle(page)
    page.evaluate(SOME_FRAMES)  # whatever else comes comes now
    expect(insights).to_be_visible()


def test_what_was_done_far_below_is_said_there_with_its_undo(
    demo: Server, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    page = open_page(viewport={"width": 390, "height": 700})
    page.goto(f"{demo.url}/follow_ups")
    cards = page.get_by_role("button", name="Done", exact=True)
    expect(cards.first).to_be_visible()
    settle(page)
    cards.last.click(delay=80)
    below = page.locator("[data-shown=below]")
    expect(below).to_contain_text(": done.")
    done = below.inner_text().removeprefix("check_circle").partition(": done.")[0]
    card = page.get_by_role("heading", name=done.strip())
    expect(card).to_have_count(0)
    below.locator("button").click(delay=80)
    expect(below).to_contain_text("Undone")
    expect(below.locator("button")).to_have_count(0)
    expect(card).to_have_count(1)
