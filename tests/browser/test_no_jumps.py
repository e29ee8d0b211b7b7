"""What one looks at stays where it is: on the way from page to page nothing that is there moves when the rest comes.

It is counted as browsers count it: the part of the window that moved, times how far; to 0.1 they call it good. What
moves the first time that a tab shows a page is Streamlit's (docs/accessible.md).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, StartServer
from tests.browser.places import BERLIN, demo_records
from tests.browser.test_accessible import NOW
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOOD = 0.1
PAGES = (
    "Prospect research", "Outreach", "Question builder", "Practice timer", "Conversation", "Reflection", "Follow-ups",
    "Insights", "Your records", "This week",
)  # fmt: skip
WATCH = """() => {
  window.moved = []
  new PerformanceObserver(list => window.moved.push(...list.getEntries())).observe({ type: "layout-shift" })
}"""
MOVED = """async since => {
  for (let n = 0; n < 30; n += 1) await new Promise(requestAnimationFrame)
  return window.moved.filter(each => each.startTime >= since).reduce((sum, each) => sum + each.value, 0)
}"""


@pytest.fixture(scope="module")
def demo(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    path, _ = demo_records(tmp_path_factory.mktemp("jumps"), NOW)
    return start_server(records=path, env={"IVW_AS_OF": NOW.isoformat()})


def test_nothing_jumps_on_the_way_from_page_to_page(
    demo: Server, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    page = open_page(timezone_id=BERLIN.key)
    page.add_init_script(f"({WATCH})()")
    page.goto(demo.url)
    settle(page)
    title, moved = page.get_by_role("heading", level=1), {}
    for name in PAGES * 2:  # the second time the browser has the code of everything that a page is made of
        before, since = title.inner_text(), page.evaluate("performance.now()")
        page.get_by_role("link", name=name).click(delay=80)
        expect(title).not_to_have_text(before)
        settle(page)
        moved[name] = page.evaluate(MOVED, since)
    assert not {name: much for name, much in moved.items() if much >= GOOD}
