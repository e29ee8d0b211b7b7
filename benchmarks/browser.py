"""The real server and a real Chromium: how much goes over the websocket, and how soon something is to be seen."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import world
from benchmarks.measure import Failed, Result, Skipped, of_amounts, of_runs, ratio

if TYPE_CHECKING:
    from playwright.sync_api import Browser, WebSocket

WEBSOCKET, FIRST_LOOK = "websocket", "first-look"
ROOT = Path(__file__).parents[1]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_WITHIN, LOOK_WITHIN = 60.0, 60_000.0  # seconds; milliseconds
# What is looked for first: the main button of the first card on This week, the one line of the empty page.
FIRST_CARD = '[class*="st-key-open-"]'
ONE_LINE = '[data-testid="stMarkdownContainer"]'
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
class Server:
    """A running Streamlit: where it is, and its process."""

    url: str
    pid: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One look with an empty cache: milliseconds until the first thing and until everything was there, bytes received,
    and the CPU milliseconds of the server and of the tab's main thread (None where nobody tells)."""

    seen: float
    drawn: float
    received: int
    server_cpu: float | None
    tab_cpu: float


def measure_websocket(contacts: int, folder: Path) -> Iterator[Result | Failed]:
    """What This week's first look sends."""
    with _chromium() as browser, _serving("app.py", world.ready(contacts, folder)) as server:
        visits = [_visit(browser, server, FIRST_CARD) for _ in range(2)]
    received = [visit.received / 1024 for visit in visits]
    yield of_amounts(WEBSOCKET, "This week, the first look", contacts, "KiB", received)


def measure_first_look(contacts: int, folder: Path, runs: int) -> Iterator[Result | Failed]:
    """How soon This week's first card and all of it is there, as a ratio to an empty page, seen in turns."""
    records = world.ready(contacts, folder)
    with (
        _chromium() as browser,
        _serving("benchmarks/hello.py", records) as hello,
        _serving("app.py", records) as server,
    ):
        _visit(browser, hello, ONE_LINE)  # the first visit of a server pays for what it imports
        _visit(browser, server, FIRST_CARD)
        pairs = [(_visit(browser, hello, ONE_LINE), _visit(browser, server, FIRST_CARD)) for _ in range(runs)]
    empty, ours = zip(*pairs, strict=True)
    told = {what: _told(visits) for what, visits in (("an empty page", empty), ("This week", ours))}
    for moment, said in (("seen", "first card"), ("drawn", "everything drawn")):
        to, measured = (
            of_runs(
                FIRST_LOOK, f"{what}, {said if visits is ours else moment}", contacts,
                [(getattr(visit, moment), visit.tab_cpu if moment == "drawn" else None) for visit in visits],
                told[what] if moment == "drawn" else "",
            )
            for what, visits in (("an empty page", empty), ("This week", ours))
        )  # fmt: skip
        yield from (to, measured, ratio(f"This week, {said}, to the empty page", measured, to))


def _told(visits: tuple[Visit, ...]) -> str:
    server = [visit.server_cpu for visit in visits if visit.server_cpu is not None]
    cpu = f"; server CPU {sum(server) / len(server):.0f} ms" if server else ""
    return f"CPU is the tab's main thread{cpu}"


def _visit(browser: "Browser", server: Server, first: str) -> Visit:
    """Open it as somebody who was never here."""
    from playwright.sync_api import Error

    received = 0

    def count(payload: str | bytes) -> None:
        nonlocal received
        received += len(payload)

    def listen(websocket: "WebSocket") -> None:
        websocket.on("framereceived", count)

    # Playwright waits with evaluated text, which the content security policy of a page forbids.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-US", timezone_id=world.ZONE, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.on("websocket", listen)
        thread = context.new_cdp_session(page)
        thread.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _cpu_of(server.pid)
        page.goto(server.url, wait_until="commit")
        seen = page.wait_for_function(SEEN, arg=first, timeout=LOOK_WITHIN).json_value()
        drawn = page.wait_for_function(DRAWN, arg=first, timeout=LOOK_WITHIN).json_value()
        metrics = {each["name"]: each["value"] for each in thread.send("Performance.getMetrics")["metrics"]}
        after = _cpu_of(server.pid)
    except Error as error:
        raise Failed(f"{server.url} was not drawn: {str(error).splitlines()[0]}") from error
    finally:
        context.close()
    cpu = None if before is None or after is None else after - before
    return Visit(seen, drawn, received, cpu, metrics["TaskDuration"] * 1e3)


@contextmanager
def _chromium() -> Iterator["Browser"]:
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
def _serving(script: str, records: Path) -> Iterator[Server]:
    """Streamlit on a free port of this machine only, ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The clock goes on, as it does for a person: what was read for one instant is not read for the next one.
    environment = {name: value for name, value in os.environ.items() if name != "IVW_AS_OF"}
    environment["IVW_RECORDS"] = str(records)
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, process):
                said.seek(0)
                raise Failed(f"{script} did not start: {said.read().decode(errors='replace')[-2000:]}")
            yield Server(url, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False


def _cpu_of(pid: int) -> float | None:
    """CPU milliseconds a process has used so far, where the system keeps them in /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e3
