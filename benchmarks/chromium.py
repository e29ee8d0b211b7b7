"""A real Chromium, and one look at a page as somebody who was never there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import world
from benchmarks.measure import Failed, Skipped
from benchmarks.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocket

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOK_WITHIN = 60_000.0  # milliseconds
# Each gives the milliseconds since the tab was sent there, once it is true.
SEEN = "(first) => document.querySelector(first)?.getClientRects().length ? performance.now() : false"
DRAWN = """(first) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
    return document.querySelector(first) && app.dataset.testScriptState === "notRunning"
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]')
        && charts.every((chart) => chart.querySelector("canvas, svg")) && document.fonts.status === "loaded"
        ? performance.now() : false;
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look with an empty cache: milliseconds until the first thing and until everything was there, bytes received,
    and the CPU milliseconds of the server and of the tab's main thread (None where nobody tells)."""

    seen: float
    drawn: float
    received: int
    server_cpu: float | None
    tab_cpu: float


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A Chromium of our own. Raises Skipped where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        raise Skipped("needs playwright from requirements-dev.txt") from None
    with sync_playwright() as playwright:
        named = os.environ.get("IVW_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
        if not Path(path := named or playwright.chromium.executable_path).is_file():
            raise Skipped("needs Chromium: install it with the system's packages, or name one in IVW_CHROMIUM")
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def a_tab(browser: "Browser") -> Iterator["Page"]:
    """A tab of somebody who was never here. Raises Failed where what is looked at is not drawn."""
    from playwright.sync_api import Error

    # Playwright waits with evaluated text, which the content security policy of a page forbids.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-US", timezone_id=world.ZONE, bypass_csp=True
    )
    try:
        yield context.new_page()
    except Error as error:
        raise Failed(f"it was not drawn: {str(error).splitlines()[0]}") from error
    finally:
        context.close()


def visit(browser: "Browser", server: Server, place: str, first: str) -> Visit:
    """Open a page by its address in a new tab, until `first` is to be seen and until nothing moves any more."""
    received = 0

    def count(payload: str | bytes) -> None:
        nonlocal received
        received += len(payload)

    def listen(websocket: "WebSocket") -> None:
        websocket.on("framereceived", count)

    with a_tab(browser) as page:
        page.on("websocket", listen)
        thread = page.context.new_cdp_session(page)
        thread.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = server.cpu()
        page.goto(f"{server.url}/{place}", wait_until="commit")
        seen = page.wait_for_function(SEEN, arg=first, timeout=LOOK_WITHIN).json_value()
        drawn = page.wait_for_function(DRAWN, arg=first, timeout=LOOK_WITHIN).json_value()
        metrics = {each["name"]: each["value"] for each in thread.send("Performance.getMetrics")["metrics"]}
        after = server.cpu()
    cpu = None if before is None or after is None else after - before
    return Visit(seen, drawn, received, cpu, metrics["TaskDuration"] * 1e3)
