"""A hand on a draft area in the browser, and the folder in which its app keeps the texts."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


# A person holds the button down for about as long. A click without any length overtakes what the field sends.
PRESS = 80


class Folder:
    """Where the app keeps its texts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, record: str = "one") -> str:
        file = self.path / f"{record}.txt"
        return file.read_bytes().decode() if file.exists() else ""

    def put(self, text: str, record: str = "one") -> None:
        (self.path / f"{record}.txt").write_bytes(text.encode())

    def take(self, seconds: float) -> None:
        """From now on, drawing the page takes this long."""
        (self.path / "seconds.txt").write_text(str(seconds))

    def saves(self) -> int:
        log = self.path / "saves.log"
        return len(log.read_text().splitlines()) if log.exists() else 0


def notes(page: "Page") -> "Locator":
    return page.get_by_label("Notes", exact=True)


def go_to(page: "Page", title: str) -> None:
    page.get_by_role("link", name=title.lower()).click(delay=PRESS)
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def expect_status(page: "Page", words: str) -> None:
    exactly = re.compile(rf"^\s*{re.escape(words)}\s*$")
    expect(page.get_by_role("status").filter(has_text=exactly)).to_be_visible(timeout=20_000)


def expect_kept(page: "Page", folder: Folder, text: str, record: str = "one") -> None:
    deadline = time.monotonic() + 15
    while folder.text(record) != text and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    assert folder.text(record) == text


def left_in_the_browser(page: "Page") -> Any:
    return page.evaluate("Object.keys(sessionStorage)")
