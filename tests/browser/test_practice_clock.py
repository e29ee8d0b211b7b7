"""The practice clock under fingers and keys, against the real server: no lap is lost, whatever happens in between.

The browser's clock is wound forward (it moves performance.now as well), so that minutes take no time.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivw.coaching import plans
from tests.browser.conftest import Server, StartServer
from tests.builders import a_contact, a_conversation, at, open_records
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NOW = "2026-11-24T09:00:00+01:00"
PRESS = 80  # ms; about as long as a person holds the button down
QUESTIONS = (
    "How did you come to policy work?",
    "What did last week look like, day by day?",
    "Which part of a consultation is hardest to get right?",
    "What do people misunderstand about your work?",
)
PREPARE = "Prepare for Priya Raman"
Settle = Callable[..., None]


@pytest.fixture(scope="module")
def made(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """A dashboard with a conversation tomorrow and its plan of six questions; the tests of this file share it."""
    folder = tmp_path_factory.mktemp("records")
    records = open_records(folder)
    contact = a_contact(records, name="Priya Raman", confirmed="2026-11-22 10:00")
    meeting = a_conversation(records, contact, starts="2026-11-25 09:00", scheduled="2026-11-20 10:00")
    plan = str(plans.start(records, minutes=20, as_of=at(NOW), meeting_id=meeting).fact_id)
    for text in QUESTIONS:
        plans.add_question(records, plan, text, answer_seconds=150)
    for text in ("Where do people learn this?", "Which tools do you use?"):
        plans.add_question(records, plan, text, priority=1)  # they do not fit
    records.close()
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW}), plan


@pytest.fixture(scope="module", autouse=True)
def patience() -> Iterator[None]:
    """The first page of a server that has just started takes its time."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def running(page: "Page", made: tuple[Server, str], settle: Settle) -> "Page":
    """The page with a run that has just begun, four questions and the two must-asks."""
    begin(page, made, settle)
    return page


def begin(page: "Page", made: tuple[Server, str], settle: Settle) -> None:
    server, plan = made
    page.clock.install()
    page.goto(f"{server.url}/practice_timer?plan={plan}")
    page.get_by_role("button", name=re.compile("Start (rehearsing|anew)")).click(delay=PRESS)
    expect(digits(page)).to_be_visible()
    expect(page).to_have_url(re.compile(r"run=[0-9a-f-]{36}"))
    settle(page)


def digits(page: "Page") -> "Locator":
    return page.get_by_role("timer")


def place(page: "Page") -> "Locator":
    return page.locator(".ivw-clock .place")


def spoken(page: "Page") -> "Locator":
    return page.locator(".ivw-clock .spoken")


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


# What one presses


def test_the_clock_counts_down_and_says_how_one_stands_to_eyes_and_ears(
    running: "Page", screenshot: Callable[..., Path]
) -> None:
    page = running
    aloud = page.locator('.ivw-clock [aria-live="polite"]')
    expect(aloud).to_contain_text(f"Question 1 of 6: {QUESTIONS[0]} 2 minutes")
    planned = seconds_left(page)
    assert 150 < planned < 180
    expect(page.get_by_text("On time")).to_be_visible()
    page.clock.fast_forward(60_000)
    expect(digits(page)).to_have_text(re.compile(r"^1:4\d$"))
    page.clock.fast_forward(75_000)
    expect(page.get_by_text("Wrap up", exact=True)).to_be_visible()
    expect(aloud).to_contain_text("Wrap up:")
    screenshot(page, "practice-clock-wrap-up")
    page.clock.fast_forward(60_000)
    expect(page.get_by_text("Over time", exact=True)).to_be_visible()
    expect(digits(page)).to_have_text(re.compile(r"^\+0:[23]\d$"))
    expect(aloud).to_have_text("Over time.")
    page.keyboard.press("Space")
    expect(aloud).to_contain_text(f"Question 2 of 6: {QUESTIONS[1]}")


def test_the_keys_go_on_pause_skip_and_take_back(running: "Page") -> None:
    page = running
    page.clock.fast_forward(100_000)
    page.keyboard.press("Space")
    expect_question(page, 2)
    expect(page.get_by_text(f"Next: {QUESTIONS[2]}")).to_be_visible()
    page.keyboard.press("s")
    expect_question(page, 3)
    expect(page.locator(".ivw-clock .lane .skipped")).to_have_count(1)
    page.keyboard.press("u")
    expect_question(page, 2)
    expect(page.locator(".ivw-clock .lane .skipped")).to_have_count(0)
    page.keyboard.press("p")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    left = seconds_left(page)
    page.clock.fast_forward(60_000)
    assert seconds_left(page) == left
    page.keyboard.press("Space")  # what is paused goes on first
    expect_question(page, 2)
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()
    expect(spoken(page)).to_have_text(re.compile(r"^1:4\d spoken$"))
    page.keyboard.press("u")
    expect_question(page, 1)
    expect(digits(page)).to_have_text(re.compile(r"^0:[345]\d$"))  # as if it had gone on all the time

    # A key on a button presses that button, and one on a link of the page is none of the clock's.
    page.locator(".ivw-clock button.skip").focus()
    page.keyboard.press("Space")
    expect(page.locator(".ivw-clock .lane .skipped")).to_have_count(1)
    page.get_by_role("link", name="This week").focus()
    page.keyboard.press("s")
    expect_question(page, 2)


def test_a_run_may_be_broken_off_and_is_kept_as_such(running: "Page", settle: Settle) -> None:
    page = running
    press(page, "Next question")
    press(page, "Stop here…")
    expect(page.get_by_text("5 questions are left.")).to_be_visible()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    press(page, "Stop here…")
    press(page, "Break off")
    expect(page.get_by_text("It is kept, and does not count as rehearsed.")).to_be_visible()
    settle(page)


# Nothing gets lost


def test_a_burst_a_page_switch_a_reload_and_a_restart_lose_nothing(
    running: "Page",
    open_page: Callable[..., "Page"],
    made: tuple[Server, str],
    settle: Settle,
    screenshot: Callable[..., Path],
) -> None:
    page, (server, _) = running, made
    page.clock.fast_forward(120_000)
    page.keyboard.press("Space")
    for _ in range(2):  # a burst: three laps in one breath
        page.keyboard.press("Space")
    expect_question(page, 4)
    page.clock.fast_forward(30_000)

    page.get_by_role("link", name="This week").click(delay=PRESS)
    expect(page.get_by_text(PREPARE)).to_be_visible()
    page.clock.fast_forward(20_000)
    page.go_back()
    expect_question(page, 4)
    assert 95 < seconds_left(page) < 115  # it went on while nobody looked

    page.reload()
    expect_question(page, 4)
    assert 90 < seconds_left(page) < 115
    expect(spoken(page)).to_have_text(re.compile(r"^(2:5\d|3:0\d) spoken$"))

    server.stop()
    page.keyboard.press("s")  # while nobody is there
    expect_question(page, 5)
    expect(page.get_by_text("No connection.")).to_be_visible()
    server.start()
    expect(page.get_by_text("No connection.")).to_be_hidden()
    expect_all_saved(page)
    settle(page)

    # Another browser knows only what is in the records: all five laps, and it waits to be sent off.
    other = open_page()
    other.goto(page.url)
    expect_question(other, 5)
    expect(other.get_by_text("Paused", exact=True)).to_be_visible()
    expect(other.locator(".ivw-clock .lane .skipped")).to_have_count(1)

    page.clock.fast_forward(100_000)
    press(page, "Next question")
    expect_question(page, 6)
    page.clock.fast_forward(10_000)
    press(page, "Finish")
    expect(page.get_by_text("Rehearsal finished.")).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    expect(page.get_by_text("5 of 6 questions asked, 1 skipped.")).to_be_visible()
    screenshot(page, "practice-finished", whole=True)

    page.get_by_role("button", name="Undo").click(delay=PRESS)
    expect(page.get_by_text("All asked", exact=True)).to_be_visible()
    press(page, "Finish")
    expect(page.get_by_text("Rehearsal finished.")).to_be_visible()
    page.get_by_role("link", name="This week").click(delay=PRESS)
    expect(page.get_by_text("This week so far")).to_be_visible()
    settle(page)
    expect(page.get_by_text(PREPARE)).to_have_count(0)


# What it looks like


def test_ring_question_and_buttons_fit_a_phone(
    open_page: Callable[..., "Page"], made: tuple[Server, str], settle: Settle, screenshot: Callable[..., Path]
) -> None:
    phone = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, is_mobile=True)
    begin(phone, made, settle)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    for button in ("go", "pause", "skip"):
        box = phone.locator(f".ivw-clock button.{button}").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= 844
    phone.locator(".ivw-clock button.go").tap()
    expect_question(phone, 2)
    screenshot(phone, "practice-clock-dark-390")
