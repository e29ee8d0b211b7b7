"""How far the two clocks are behind the true time: what a tab shows, held against the tab's own clock."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import world
from benchmarks.chromium import LOOK_WITHIN, a_tab, chromium
from benchmarks.measure import Failed, Result, of_many
from benchmarks.server import Server, serving
from ivw.coaching import meetings, plans, practice
from ivw.coaching.opening import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SUITE = "clocks"
WATCHED = 15_000  # milliseconds
BEGAN, TALK = timedelta(minutes=5), 30  # a conversation that began a while ago, and its minutes
# The digits count down in whole seconds, and the browser keeps since when this lap runs: each second that the digits
# turn late is one reading. What is watched for is the change, not a picture of it.
PRACTICE = """([run, watched]) => new Promise((resolve) => {
    const digits = document.querySelector(".ivw-clock .digits"), late = [];
    new MutationObserver(() => {
        const { spent, since } = JSON.parse(localStorage.getItem(`ivw-rehearsal/${run}`));
        const took = 1000 * spent + Date.now() - since;
        late.push(took % 1000 > 900 ? took % 1000 - 1000 : took % 1000);
    }).observe(digits, { childList: true, characterData: true, subtree: true });
    setTimeout(() => resolve(late), watched);
})"""
# The lane says to a thousandth of a second what time the clock takes it to be; the minutes are of that instant, too.
LIVE = """([starts, whole, watched]) => new Promise((resolve) => {
    const lane = document.querySelector(".ivw-live-clock .spent"), late = [];
    const look = setInterval(() => late.push(Date.now() - starts - whole * parseFloat(lane.style.width) / 100), 20);
    setTimeout(() => { clearInterval(look); resolve(late); }, watched);
})"""


def measure() -> Iterator[Result | Failed]:
    """Both clocks for some seconds each, in a small world: how many people there are does not matter to them."""
    with tempfile.TemporaryDirectory() as place:
        path = world.ready(world.SMALLEST, Path(place))
        begins = datetime.now(UTC) - BEGAN
        meeting, run = _under_way(path, begins)
        with chromium() as browser, serving("app.py", path) as server:
            for what, take in (
                ("the practice clock's digits behind the true time", lambda: _practice(browser, server, run)),
                ("the live clock behind the true time", lambda: _live(browser, server, meeting, begins)),
            ):
                try:
                    late = take()
                except Failed as failed:
                    yield Failed(f"{what}: {failed}")
                    continue
                yield of_many(SUITE, what, None, [(each, None) for each in late], f"worst {max(late):.0f} ms")


def _under_way(path: Path, begins: datetime) -> tuple[str, str]:
    """A conversation that takes place now, and a rehearsal that has just begun: their keys."""
    records = opened(path, begins)
    try:
        who = world.somebody_met(records)
        planned = meetings.schedule(
            records, contact_id=who, starts_at=begins, minutes=TALK, format="video", as_of=begins - timedelta(days=1)
        )
        plan = plans.of_meeting(records, world.a_talk(records))
        assert planned.fact_id, "no conversation was planned"
        assert plan, "the world has no conversation to rehearse for"
        begun = practice.start(records, plan.id, as_of=datetime.now(UTC))
        assert begun.fact_id, "no rehearsal was begun"
        return planned.fact_id, begun.fact_id
    finally:
        records.close()


def _practice(browser: "Browser", server: Server, run: str) -> list[float]:
    with _showing(browser, f"{server.url}/practice_timer?run={run}", ".ivw-clock .digits") as page:
        page.locator(".ivw-clock .go").click(delay=80)  # it waits to be told to go on
        page.wait_for_function("() => document.querySelector('.ivw-clock .pause')?.getClientRects().length")
        return [float(each) for each in page.evaluate(PRACTICE, [run, WATCHED])]


def _live(browser: "Browser", server: Server, meeting: str, begins: datetime) -> list[float]:
    with _showing(browser, f"{server.url}/conversation?meeting={meeting}&step=live", ".ivw-live-clock .spent") as page:
        asked = [begins.timestamp() * 1000, TALK * 60_000, WATCHED]
        return [float(each) for each in page.evaluate(LIVE, asked)]


@contextmanager
def _showing(browser: "Browser", address: str, clock: str) -> Iterator["Page"]:
    """A tab in which this clock has been drawn."""
    with a_tab(browser) as page:
        page.goto(address)
        page.wait_for_selector(clock, timeout=LOOK_WITHIN)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=LOOK_WITHIN)
        yield page
