"""A hand on the practice clock in the browser, and what it shows."""

import re
from typing import TYPE_CHECKING

from tests.browser.clock_runs import Made
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, WebSocket, WebSocketRoute

PRESS = 80  # ms; about as long as a person holds the button down
MINUTE = 60_000  # ms
# Counts what the clock's bell strikes, and lets everything sound as it does.
COUNT_STROKES = """
    window.strokes = 0
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (...at) { window.strokes += 1; return start.apply(this, at) }
"""
WATCH_DIALOGS = """
    window.dialogs = 0
    new MutationObserver(() => {
        if (document.querySelector("[role='dialog']")) window.dialogs += 1
    }).observe(document.body, { childList: true, subtree: true })
"""
# How far behind the time that was spent what is shown is, each time it changes.
WATCH_LATENESS = """id => {
    window.late = []
    const shown = document.querySelector(".ivw-clock .digits")
    new MutationObserver(() => {
        const { since, spent } = JSON.parse(localStorage.getItem("ivw-rehearsal/" + id))
        window.late.push((Date.now() - since + spent * 1000) % 1000)
    }).observe(shown, { characterData: true, childList: true, subtree: true })
}"""


def open_run(page: "Page", made: Made, name: str) -> None:
    """The run of this name, as it waits to be sent off."""
    run = made.runs[name]
    page.goto(f"{made.server.url}/practice_timer?plan={run.plan}&run={run.id}")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()


def digits(page: "Page") -> "Locator":
    return page.get_by_role("timer")


def place(page: "Page") -> "Locator":
    return page.locator(".ivw-clock .place")


def part(page: "Page", name: str) -> "Locator":
    return page.locator(f".ivw-clock .{name}")


def press_twice(page: "Page") -> None:
    """Space twice in one breath, on however busy a machine."""
    page.evaluate("""[1, 2].forEach(() => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key: " ", code: "Space", bubbles: true, cancelable: true })))""")


def press(page: "Page", name: str) -> None:
    page.locator(".ivw-clock").get_by_role("button", name=re.compile(f"^{name}")).click(delay=PRESS)


def expect_question(page: "Page", number: int) -> None:
    expect(place(page)).to_contain_text(f"Question {number} of 6")


def seconds_left(page: "Page") -> int:
    minutes, seconds = digits(page).inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def expect_all_saved(page: "Page") -> None:
    """The server has answered the newest list."""
    expect(page.locator(".ivw-clock section[data-saved]")).to_be_visible()


def watch(socket: "WebSocket", sent: list[str | bytes]) -> None:
    socket.on("framesent", lambda frame: sent.append(frame))


def pass_on(socket: "WebSocketRoute", sockets: "list[WebSocketRoute]") -> None:
    """Lets everything through, and can break the connection."""
    socket.connect_to_server()
    sockets.append(socket)


def hide(page: "Page", state: str) -> None:
    """What a browser does when another tab comes before this one, or goes."""
    page.evaluate(
        """state => {
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true })
            Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true })
            document.dispatchEvent(new Event("visibilitychange"))
        }""",
        state,
    )


def is_for_a_thumb(page: "Page", button: str, above: float) -> bool:
    """Whether this button is as high as a thumb is wide, and stands above this edge of the screen."""
    box = page.locator(f".ivw-clock button.{button}").bounding_box()
    return box is not None and box["height"] >= 44 and box["y"] + box["height"] <= above
