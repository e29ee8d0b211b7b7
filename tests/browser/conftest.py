"""The real dashboard in a real browser.

`start_server` starts `streamlit run app.py` on a free port with records of its own, and `page` is a
tab in Chromium. Whatever the tab asks of any other machine fails the test.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.needs import chromium_path, needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCREENSHOTS = ROOT / "test-output" / "screenshots"

HOSTS_OF_OUR_OWN = {"127.0.0.1", "localhost"}
START_WITHIN = 60.0
STOP_WITHIN = 15.0

DESKTOP = {"width": 1280, "height": 900}
EXPECTED_WITHIN = 15_000.0  # milliseconds; Playwright's own five are too few where two cores carry it all

failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`-m "not browser"` leaves out everything in this folder.

    A browser, a server and the tests share two cores, and now and then one of them waits for seconds: what failed is
    tried once more, and the summary names it. What is broken fails twice.
    """
    again = config.pluginmanager.hasplugin("rerunfailures")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if again:
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers that a test failed, for the fixtures that then say more about it."""
    report = yield
    if report.failed:
        item.stash[failed] = True
    return report


# The server


class Server:
    """One dashboard, running in a process of its own."""

    def __init__(self, records: Path, log: Path, env: dict[str, str], script: str = "app.py") -> None:
        self.records = records
        self.log = log
        self.script = script
        self.port = 0
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def start(self) -> "Server":
        # A port that was free a moment ago may be gone: then the server ends at once, and another one is tried.
        for _ in range(3):
            # A restart keeps its port, as a dashboard does that is opened again from a bookmark.
            self.port = self.port or _free_port()
            self._launch()
            if self._answers():
                return self
            self.stop()
            self.port = 0
        raise AssertionError(f"The server did not start. It said:\n{self.said()}")

    def restart(self, env: dict[str, str] | None = None) -> "Server":
        """Stops and starts again over the same records; env is added to what it was started with."""
        self.stop()
        self._env = {**self._env, **(env or {})}
        return self.start()

    def stop(self) -> None:
        """Asks it to end, and waits until it has."""
        self._end(subprocess.Popen.terminate)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._end(subprocess.Popen.kill)

    def said(self, lines: int = 60) -> str:
        """The end of what it wrote to the terminal."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _launch(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", self.script]
        command += ["--server.port", str(self.port), "--server.headless", "true"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "IVW_RECORDS": str(self.records), **self._env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _answers(self) -> bool:
        """Asks until it answers; False when it ended or took too long."""
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                return False
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                    if answer.status == 200:
                        return True
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        return False

    def _end(self, end: Callable[["subprocess.Popen[bytes]"], None]) -> None:
        """Ends the one process that was started here, and no other."""
        process, self._process = self._process, None
        if process is None:
            return
        end(process)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


StartServer = Callable[..., Server]


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Starts servers: start_server(records=..., env={...}, script="app.py"). They end with the file of tests."""
    started: list[Server] = []

    def start(records: Path | None = None, env: dict[str, str] | None = None, script: str = "app.py") -> Server:
        folder = tmp_path_factory.mktemp("server")
        server = Server(records or folder / "records.duckdb", folder / "server.log", env or {}, script)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def server(start_server: StartServer, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server over new records, for one test."""
    server = start_server()
    yield server
    server.stop()
    if request.node.stash.get(failed, False):
        print(f"The server said:\n{server.said()}")


# The browser


@dataclass
class PageLog:
    """What the tabs of one test asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    websockets: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Every address that is not this machine."""
        return [url for url in self.requests + self.websockets if not _is_ours(url)]

    def watch(self, context: "BrowserContext") -> None:
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.page_errors.append(str(error.error)))
        context.on("page", self.watch_page)

    def watch_page(self, page: "Page") -> None:
        page.on("websocket", self._on_websocket)

    def _on_request(self, request: "Request") -> None:
        self.requests.append(request.url)

    def _on_websocket(self, websocket: "WebSocket") -> None:
        self.websockets.append(websocket.url)

    def _on_console(self, message: "ConsoleMessage") -> None:
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")


def _is_ours(url: str) -> bool:
    """data:, blob: and about: carry their content with them and ask nobody."""
    parts = urlsplit(url)
    return parts.hostname in HOSTS_OF_OUR_OWN or parts.scheme in {"data", "blob", "about"}


# Whether the page stands still: drawn to the end, and nothing on it waits to be replaced.
STANDS_STILL = """() => {
  const app = document.querySelector('[data-testid="stApp"]')
  return app?.dataset.testScriptState === "notRunning" && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
}"""
STILL_WITHIN = 3_000  # milliseconds; a page whose server was stopped on purpose never is
REACHED_WITHIN = 400  # milliseconds: until what comes near the window has asked to be drawn


@pytest.fixture(scope="package")
def presses_what_stands_still() -> Iterator[None]:
    """Every click waits as a person does: an element that is drawn anew between press and release hears neither.
    And every wait is one that the content security policy of the pages allows.
    """
    sync_api = needs("playwright.sync_api")
    click = sync_api.Locator.click

    def click_when_still(locator: Any, **options: Any) -> None:
        if locator.page.url.startswith("http"):
            with contextlib.suppress(sync_api.TimeoutError):
                locator.page.wait_for_function(STANDS_STILL, timeout=STILL_WITHIN)
        click(locator, **options)

    def ask_until(page: Any, expression: str, *, timeout: float = 20_000) -> None:
        """Ask again from here: Playwright's own way evaluates text within the page, which our policy forbids there."""
        deadline = time.monotonic() + timeout / 1000
        while True:
            try:
                if page.evaluate(expression):
                    return
            except sync_api.Error as error:
                if "context was destroyed" not in str(error):  # it went to another address meanwhile
                    raise
            if time.monotonic() > deadline:
                raise sync_api.TimeoutError(f"Still not so after {timeout / 1000:g} s: {expression}")
            page.wait_for_timeout(30)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync_api.Locator, "click", click_when_still)
        patch.setattr(sync_api.Page, "wait_for_function", ask_until)
        yield


@pytest.fixture(scope="package")
def browser(presses_what_stands_still: None) -> Iterator["Browser"]:
    """One Chromium for this folder. It ends with it: while it runs, no other test could call asyncio.run."""
    sync_api = needs("playwright.sync_api")
    chromium = chromium_path()
    sync_api.expect.set_options(timeout=EXPECTED_WITHIN)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                # What asks for another machine is logged, fails the test, and still gets no answer.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page_log() -> PageLog:
    return PageLog()


@pytest.fixture
def open_page(browser: "Browser", page_log: PageLog, request: pytest.FixtureRequest) -> Iterator[Callable[..., "Page"]]:
    """Opens tabs as a person would have them: open_page(viewport={...}, color_scheme="dark", timezone_id="...")."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> "Page":
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
        contexts.append(context)
        page_log.watch(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_page

    if request.node.stash.get(failed, False):
        for number, page in enumerate(page for context in contexts for page in context.pages):
            name = re.sub(r"\W+", "-", request.node.name).strip("-")
            page.screenshot(path=_picture(f"failed/{name}-{number}"))
        print("The browser complained of:", *page_log.console_errors, *page_log.page_errors, sep="\n  ")
    for context in contexts:
        context.close()
    assert not page_log.outside, f"The page asked other machines: {sorted(set(page_log.outside))}"


@pytest.fixture
def page(open_page: Callable[..., "Page"]) -> "Page":
    """One tab of a desktop browser."""
    return open_page()


# What is on the screen


def _settle(page: "Page", timeout: float = 20_000) -> None:
    """Waits until the script has run, nothing is fading or loading, and the fonts are there."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]',
        timeout=timeout,
    )
    page.wait_for_function(
        """() => !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]')
                 && document.fonts.status === "loaded" """,
        timeout=timeout,
    )


@pytest.fixture
def settle() -> Callable[..., None]:
    """settle(page) waits until the page stands still."""
    return _settle


@pytest.fixture
def screenshot() -> Callable[..., None]:
    """screenshot(page, "this-week") keeps a picture in test-output/screenshots; whole=True of all that lies below.

    Only where IVW_PICTURES says so, as `make tour` and `make screenshots` do: nobody looks at those of a usual run.
    """

    def take(page: "Page", name: str, *, whole: bool = False) -> None:
        _settle(page)
        if not os.environ.get("IVW_PICTURES"):
            return
        picture = _picture(name)
        window = page.viewport_size
        if whole and window:
            # The page scrolls inside its own frame, so the window has to grow for all of it to be seen; and what is
            # drawn only once it is reached makes the page longer or shorter.
            for _ in range(4):
                height = page.get_by_test_id("stMainBlockContainer").evaluate("(all) => all.scrollHeight")
                page.set_viewport_size({"width": window["width"], "height": max(height, window["height"])})
                page.wait_for_timeout(REACHED_WITHIN)
                _settle(page)
        page.screenshot(path=picture, animations="disabled")
        if whole and window:
            page.set_viewport_size(window)

    return take


def _picture(name: str) -> Path:
    picture = SCREENSHOTS / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    return picture
