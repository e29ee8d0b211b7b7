"""The main job by keyboard alone: from the first card through the message and back, then through a rehearsal.

Nothing but Tab, Shift+Tab, Enter, Space, arrows and Escape is pressed, and what is typed. At each stop one sees where
one is, and no press loses the focus to the top of the page.
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
    from playwright.sync_api import Locator, Page

THANKS = (
    "Dear Jonas,\n\nThank you for your time on Monday. I learned how you plan for streets that flood, and I will read "
    "the report you named. I will write to you in June to say how it went.\n\nWarm regards\nAda"
)
# How it looks where the focus is: the element and what is around it, since a field shows it at its border. A page's own
# frame takes the focus for scrolling, and shows none: that is Streamlit's.
LOOKS = """async () => {
  const looks = element => [element, ...[1, 2, 3, 4].map(() => element = element?.parentElement)].map(each => {
    if (!each) return ""
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(each)
    return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor].join(" ")
  }).join("|")
  const name = element =>
    (element.getAttribute("aria-label") || element.innerText || element.value || element.tagName).slice(0, 60)
  const { left, looked } = window.stop ?? {}, now = document.activeElement
  // A field is drawn anew a moment after it has got the focus, and once more after it has lost it.
  const moment = () => new Promise(go => requestAnimationFrame(() => setTimeout(go, 50)))
  if (now.matches("input, textarea")) await moment()
  const isUnseen = () => left?.isConnected && left !== now && looks(left) === looked
  for (let n = 0; n < 20 && isUnseen(); n += 1) await moment()
  const unseen = isUnseen() ? name(left) : ""
  const isFrame = ["BODY", "MAIN"].includes(now.tagName)
  window.stop = isFrame ? {} : { left: now, looked: looks(now) }
  return [name(now), unseen]
}"""
MOST_STOPS = 60


@pytest.fixture  # for each try its own: what was sent in one is no longer due in the next
def demo(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    path, _ = demo_records(tmp_path_factory.mktemp("keyboard"), NOW)
    return start_server(records=path, env={"IVW_AS_OF": NOW.isoformat()})


def test_the_main_job_is_done_by_keyboard_alone(
    demo: Server, open_page: Callable[..., "Page"], settle: Callable[..., None]
) -> None:
    page = open_page(timezone_id=BERLIN.key, color_scheme="light")
    page.goto(demo.url)
    settle(page)
    go_to(page, "Write it")
    press(page, "Enter", settle)
    expect(page.get_by_role("heading", name="Outreach")).to_be_focused()
    go_to(page, "Dear Jonas")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(THANKS)
    expect(page.get_by_text("Nothing is missing").or_(page.get_by_text("Saved")).first).to_be_visible()
    settle(page)
    go_to(page, "I sent it")
    press(page, "Enter", settle)
    expect(page.get_by_text("Jonas Weller: thanked them.")).to_be_visible()
    expect(said(page)).to_be_focused()
    expect(page.locator('[aria-live="polite"]').filter(has=said(page))).to_have_count(1)

    go_to(page, "This week", back=True)
    press(page, "Enter", settle)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("heading", name="Thank Jonas Weller")).to_have_count(0)
    go_to(page, "Undo")
    press(page, "Enter", settle)
    expect(said(page)).to_be_focused()
    expect(page.get_by_role("heading", name="Thank Jonas Weller")).to_be_visible()
    go_to(page, "Done")
    press(page, "Space", settle)
    expect(page.get_by_text("Thank Jonas Weller: done.")).to_be_visible()
    expect(said(page)).to_be_focused()

    go_to(page, "Practice timer", back=True)
    press(page, "Enter", settle)
    go_to(page, "Rehearse")
    press(page, "Enter", settle)
    expect(page.get_by_role("heading", name="Practice timer")).to_be_focused()
    go_to(page, "Start rehearsing")
    press(page, "Enter", settle)
    clock = page.locator(".ivw-clock section")
    expect(clock).to_be_focused()
    go_to(page, "Skip")
    page.keyboard.press("Enter")
    expect(clock.locator(".place")).to_contain_text("Question 2 of")
    go_to(page, "Stop here")
    page.keyboard.press("Enter")
    expect(clock.get_by_role("group", name="Stop here")).to_be_visible()
    page.keyboard.press("Escape")
    expect(clock).to_be_focused()
    go_to(page, "Stop here")
    page.keyboard.press("Enter")
    go_to(page, "Break off")
    press(page, "Enter", settle)
    expect(clock).to_have_count(0)
    expect(said(page)).to_be_focused()


def go_to(page: "Page", words: str, *, back: bool = False) -> None:
    """Press Tab until what has the focus says these words; every stop on the way has to be seen."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        name, unseen = page.evaluate(LOOKS)
        assert not unseen, f"nobody sees that the focus is on: {unseen}"
        if words in name:
            return
        passed.append(name)
    raise AssertionError(f"No way to {words!r}, only to {passed}")


def press(page: "Page", key: str, settle: Callable[..., None]) -> None:
    page.keyboard.press(key)
    settle(page)


def said(page: "Page") -> "Locator":
    return page.locator(".st-key-said")
