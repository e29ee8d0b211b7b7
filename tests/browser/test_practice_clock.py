"""The practice clock under fingers and keys, against the real server: no lap is lost, whatever happens in between.

The browser's clock is wound forward (it moves performance.now as well), so that minutes take no time.
"""

import re
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.browser.clock_hand import (
    COUNT_STROKES,
    MINUTE,
    PRESS,
    WATCH_DIALOGS,
    WATCH_LATENESS,
    digits,
    expect_all_saved,
    expect_question,
    hide,
    is_for_a_thumb,
    open_run,
    part,
    pass_on,
    place,
    press,
    press_twice,
    seconds_left,
    watch,
)
from tests.browser.clock_runs import NOW, QUESTIONS, Made, runs_in
from tests.browser.conftest import StartServer
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute

PREPARE = "Prepare for Priya Raman"
Settle = Callable[..., None]


@pytest.fixture(scope="module")
def made(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("records")
    plan, runs = runs_in(folder)
    return Made(start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW}), plan, runs)


@pytest.fixture
def send_off(page: "Page", made: Made, settle: Settle) -> Callable[..., "Page"]:
    """send_off("host") opens the run of that name, with the browser's clock in hand, and lets it go."""

    def send_off(name: str, on: "Page" = page) -> "Page":
        on.clock.install()
        open_run(on, made, name)
        settle(on)
        on.keyboard.press("Space")
        expect(on.get_by_text("On time", exact=True)).to_be_visible()
        on.clock.fast_forward(400)  # sooner, a press would be no press
        return on

    return send_off


# What one presses


def test_the_clock_counts_down_and_says_how_one_stands_to_eyes_and_ears(
    page: "Page", made: Made, settle: Settle, screenshot: Callable[..., None]
) -> None:
    page.clock.install()
    page.goto(f"{made.server.url}/practice_timer?plan={made.plan}")
    page.get_by_role("button", name="Start rehearsing").click(delay=PRESS)
    expect(digits(page)).to_be_visible()
    expect(page.locator(".ivw-clock section")).to_be_focused()
    expect(page).to_have_url(re.compile(r"run=[0-9a-f-]{36}"))
    settle(page)
    aloud = page.locator('.ivw-clock [aria-live="polite"]')
    expect(aloud).to_contain_text(f"Question 1 of 6: {QUESTIONS[0]} 2 minutes")
    expect(place(page)).to_contain_text("2:42 planned")
    assert 150 < seconds_left(page) <= 162
    expect(page.get_by_text("On time")).to_be_visible()
    page.clock.fast_forward(MINUTE)
    expect(digits(page)).to_have_text(re.compile(r"^1:4\d$"))
    expect(aloud).to_contain_text("Question 1 of 6")  # it says nothing as long as nothing happens
    page.clock.fast_forward(75_000)
    expect(page.get_by_text("Wrap up", exact=True)).to_be_visible()
    expect(aloud).to_contain_text("Wrap up:")
    screenshot(page, "practice-clock-wrap-up")
    page.clock.fast_forward(MINUTE)
    expect(page.get_by_text("Over time", exact=True)).to_be_visible()
    expect(digits(page)).to_have_text(re.compile(r"^\+0:[23]\d$"))
    expect(aloud).to_have_text("Over time.")
    page.keyboard.press("Space")
    expect(aloud).to_have_text("They answer.")
    page.keyboard.press("s")
    expect(aloud).to_contain_text(f"Question 2 of 6: {QUESTIONS[1]}")


def test_alone_the_clock_plays_the_host_says_when_the_end_is_near_and_its_sound_can_be_switched_off(
    send_off: Callable[..., "Page"], page: "Page", made: Made, settle: Settle, screenshot: Callable[..., None]
) -> None:
    page.add_init_script(COUNT_STROKES)
    send_off("host")
    hold, turn, cue = made.runs["host"].holds[0], part(page, "turn"), part(page, "cue")
    expect(turn).to_have_text("You ask")
    page.clock.fast_forward(5000)
    page.keyboard.press("Space")
    expect(turn).to_have_text("They answer")
    page.clock.fast_forward(int(hold * 1000) - 4000)
    expect_question(page, 1)
    screenshot(page, "practice-clock-they-answer")
    page.clock.fast_forward(4500)
    expect_question(page, 2)
    expect(turn).to_have_text("You ask")
    page.wait_for_function("window.strokes > 0")
    page.keyboard.press("u")  # it waits, now that it was called back
    expect(turn).to_have_text("They answer")
    page.clock.fast_forward(MINUTE * 5)
    expect_question(page, 1)
    press(page, "Next question")
    expect_question(page, 2)
    page.clock.fast_forward(400)
    page.keyboard.press("Space")
    expect(turn).to_have_text("They answer")
    page.keyboard.press("u")
    expect(turn).to_have_text("You ask")

    press(page, "Sound on")
    silent_from = page.evaluate("window.strokes")
    expect(part(page, "musts")).to_have_text("Who else: to askYour name: to ask")
    spent = 5 + hold + 300
    page.clock.fast_forward(int((20 * 60 - 135 - 295 - spent) * 1000))
    aloud = page.locator('.ivw-clock [aria-live="polite"]')
    expect(aloud).to_contain_text("5 minutes left of the 20.")
    expect(cue).to_have_text(re.compile(r"^4:[345]\d left of the 20 minutes"))
    page.clock.fast_forward(MINUTE * 3)
    expect(aloud).to_have_text(re.compile("^2 minutes left of the 20."))
    screenshot(page, "practice-clock-two-minutes")
    page.clock.fast_forward(MINUTE * 2)
    expect(aloud).to_have_text("The 20 minutes are over.")
    expect(cue).to_have_text(re.compile(r"^0:\d\d over the 20 minutes"))
    assert page.evaluate("window.strokes") == silent_from
    page.reload()
    expect(part(page, "sound")).to_have_text("Sound off")


def test_the_keys_go_on_pause_skip_and_take_back(send_off: Callable[..., "Page"]) -> None:
    page = send_off("keys")
    page.clock.fast_forward(100_000)
    page.keyboard.press("Space")
    expect_question(page, 2)
    expect(page.get_by_text(f"Next: {QUESTIONS[2]}")).to_be_visible()
    page.keyboard.press("s")
    expect_question(page, 3)
    expect(part(page, "lane .skipped")).to_have_count(1)
    page.keyboard.press("u")
    expect_question(page, 2)
    expect(part(page, "lane .skipped")).to_have_count(0)
    page.keyboard.press("a")
    expect(part(page, "turn")).to_have_text("They answer")
    page.keyboard.press("u")
    expect(part(page, "turn")).to_have_text("")
    page.keyboard.press("p")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    left = seconds_left(page)
    page.clock.fast_forward(MINUTE)
    assert seconds_left(page) == left
    page.keyboard.press("Space")  # what is paused goes on first
    expect_question(page, 2)
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()
    expect(part(page, "spoken")).to_have_text(re.compile(r"^1:4\d spoken$"))
    page.keyboard.press("u")
    expect_question(page, 1)
    expect(digits(page)).to_have_text(re.compile(r"^0:[345]\d$"))  # as if it had gone on all the time

    # A key on a button presses that button, and one on a link of the page is none of the clock's.
    part(page, "skip").focus()
    page.keyboard.press("Space")
    expect(part(page, "lane .skipped")).to_have_count(1)
    page.get_by_role("link", name="This week").focus()
    page.keyboard.press("s")
    expect_question(page, 2)
    page.clock.fast_forward(2000)
    page.keyboard.press("Space")  # which does nothing on a link
    expect_question(page, 3)


def test_in_a_rapid_round_one_press_is_a_lap_and_it_may_be_broken_off_and_is_kept_as_such(
    send_off: Callable[..., "Page"], settle: Settle
) -> None:
    page = send_off("rapid")
    expect(part(page, "turn")).to_have_text("")
    page.clock.fast_forward(5000)
    press(page, "Next question")
    expect_question(page, 2)
    press(page, "Stop here…")
    expect(page.get_by_text("5 questions are left. The run is kept. A rapid round does not count")).to_be_visible()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    press(page, "Stop here…")
    press(page, "Break off")
    expect(page.get_by_text("It is kept, and does not count as rehearsed.")).to_be_visible()
    settle(page)


def test_a_curveball_waits_for_a_try_before_it_shows_a_way_out(
    send_off: Callable[..., "Page"], made: Made, settle: Settle, screenshot: Callable[..., None]
) -> None:
    page = send_off("thrown")
    expect(part(page, "thrown")).to_be_hidden()
    press_twice(page)  # the second in one breath with the first: nobody has read it yet
    expect(part(page, "happens")).to_have_text(made.runs["thrown"].up_first)
    page.clock.fast_forward(10 * MINUTE)  # the clock waits, too
    expect_question(page, 1)
    expect(page.get_by_text("Find a way out, and try it aloud.")).to_be_visible()
    page.reload()
    expect(part(page, "happens")).to_have_text(made.runs["thrown"].up_first)
    page.keyboard.press("Space")
    expect(part(page, "say")).to_contain_text("For example:")
    expect(part(page, "remain")).to_contain_text("With the time that is left:")
    screenshot(page, "practice-clock-curveball")
    page.clock.fast_forward(31_000)  # once the way out was shown it goes on by itself
    expect_question(page, 2)
    expect(part(page, "left-out")).to_have_text("There is no time left for this one: skip it.")
    press(page, "Stop here…")
    press(page, "Finish")
    expect(page.get_by_text("1 difficult moment came up")).to_be_visible()
    expect(page.get_by_text("You looked at the way out 1 of 1 time")).to_be_visible()
    settle(page)


# Time


def test_over_half_an_hour_it_stays_with_the_clock_on_the_wall_and_asks_nothing_of_the_server(
    send_off: Callable[..., "Page"], page: "Page", made: Made
) -> None:
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: watch(socket, sent))
    send_off("drift")
    before = len(sent)
    page.clock.fast_forward(7 * MINUTE)
    expect(part(page, "spoken")).to_have_text(re.compile("^7:"))
    page.clock.run_for(1234)
    assert len(sent) == before
    stands = f"JSON.parse(localStorage.getItem('ivw-rehearsal/{made.runs['drift'].id}'))"
    began = page.evaluate(f"{stands}.since")
    for ahead in (3 * MINUTE + 17, 9 * MINUTE + 333, 1061, 8 * MINUTE + 4, 3 * MINUTE):
        page.keyboard.press("Space")
        page.clock.fast_forward(ahead)
    page.keyboard.press("p")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    kept = page.evaluate(stands)
    counted = sum(asking + (answering or 0) for asking, answering, _ in kept["laps"]) + kept["spent"]
    on_the_wall = (kept["at"] - began) / 1000
    assert on_the_wall > 30 * 60
    assert len(kept["laps"]) == 5
    assert abs(counted - on_the_wall) < 0.02

    page.clock.fast_forward(1000)  # sooner, a press would be no press
    page.keyboard.press("p")  # on it goes, and then somebody goes to bed
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()
    page.clock.fast_forward(9 * 60 * MINUTE)
    page.reload()
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    assert page.evaluate(f"{stands}.spent") == kept["spent"]


def test_what_is_shown_is_at_most_a_tenth_of_a_second_old(
    open_page: Callable[..., "Page"], made: Made, settle: Settle
) -> None:
    page = open_page()  # with the real clock; it was stopped at whole milliseconds
    open_run(page, made, "drift")
    settle(page)
    page.keyboard.press("Space")
    page.evaluate(WATCH_LATENESS, made.runs["drift"].id)
    page.wait_for_function("window.late.length >= 4")
    assert median(page.evaluate("window.late")) <= 100


# Nothing gets lost


def test_a_burst_a_page_switch_a_hidden_tab_a_reload_a_broken_connection_and_a_restart_lose_nothing(
    send_off: Callable[..., "Page"],
    page: "Page",
    open_page: Callable[..., "Page"],
    made: Made,
    settle: Settle,
    screenshot: Callable[..., None],
) -> None:
    server, sockets = made.server, list["WebSocketRoute"]()
    page.route_web_socket(re.compile("_stcore/stream"), lambda socket: pass_on(socket, sockets))
    send_off("lost")
    page.clock.fast_forward(120_000)
    for _ in range(3):  # a burst: three presses in one breath are one
        page.keyboard.press("Space")
    expect_question(page, 2)
    for number in (3, 4):
        page.clock.fast_forward(2000)
        page.keyboard.press("Space")
        expect_question(page, number)
    page.clock.fast_forward(30_000)

    page.get_by_role("link", name="This week").click(delay=PRESS)
    expect(page.get_by_text(PREPARE)).to_be_visible()
    page.clock.fast_forward(20_000)
    page.go_back()
    expect_question(page, 4)
    assert 95 < seconds_left(page) < 115  # it went on while nobody looked

    hide(page, "hidden")
    page.clock.fast_forward(30_000)
    hide(page, "visible")
    expect(digits(page)).to_have_text(re.compile(r"^1:[12]\d$"))

    page.reload()
    expect_question(page, 4)
    assert 60 < seconds_left(page) < 90
    expect(part(page, "spoken")).to_have_text(re.compile(r"^3:[234]\d spoken$"))

    settle(page)
    sockets[-1].close()  # the connection is gone, the server is not
    page.keyboard.press("s")
    expect_question(page, 5)
    settle(page)
    expect_all_saved(page)
    assert len(sockets) >= 3

    page.evaluate(WATCH_DIALOGS)
    server.kill()
    page.wait_for_function("window.dialogs > 0")  # Streamlit's own, which took the focus and made the clock inert
    expect(page.get_by_text("Connection error")).to_be_hidden()
    press(page, "Pause")
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("Paused", exact=True)).to_be_hidden()
    page.clock.fast_forward(100_000)
    page.keyboard.press("Space")  # while nobody is there
    expect_question(page, 6)
    expect(page.get_by_text("No connection.")).to_be_visible()
    server.start()
    expect(page.get_by_text("No connection.")).to_be_hidden()
    expect_all_saved(page)
    settle(page)

    # Another browser knows only what is in the records: all five laps, and it waits to be sent off.
    other = open_page()
    other.goto(page.url)
    expect_question(other, 6)
    expect(other.get_by_text("Paused", exact=True)).to_be_visible()
    expect(part(other, "lane .skipped")).to_have_count(1)

    page.clock.fast_forward(10_000)
    press(page, "Finish")
    expect(page.get_by_text("Rehearsal finished.")).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.get_by_text("5 of 6 questions asked, 1 skipped.")).to_be_visible()
    screenshot(page, "practice-finished", whole=True)

    page.get_by_role("button", name="Undo").click(delay=PRESS)
    expect(page.get_by_text("All done", exact=True)).to_be_visible()
    press(page, "Finish")
    expect(page.get_by_text("Rehearsal finished.")).to_be_visible()
    page.get_by_role("link", name="This week").click(delay=PRESS)
    expect(page.get_by_text("This week so far")).to_be_visible()
    settle(page)
    expect(page.get_by_text(PREPARE)).to_have_count(0)


# What it looks like


def test_ring_question_and_buttons_fit_a_phone_and_nothing_moves_where_that_is_not_wanted(
    send_off: Callable[..., "Page"], open_page: Callable[..., "Page"], screenshot: Callable[..., None]
) -> None:
    wants = {"color_scheme": "dark", "reduced_motion": "reduce"}
    phone = open_page(viewport={"width": 390, "height": 664}, has_touch=True, is_mobile=True, **wants)
    send_off("phone", on=phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    for button in ("go", "pause", "skip"):
        assert is_for_a_thumb(phone, button, above=664)
    for always in ("now", "left"):
        expect(part(phone, always)).to_be_in_viewport()
    moves = "getComputedStyle(document.querySelector('.ivw-clock .hand')).transitionDuration"
    assert phone.evaluate(moves) == "0s"
    part(phone, "go").tap()
    expect(part(phone, "turn")).to_have_text("They answer")
    phone.clock.fast_forward(2000)
    part(phone, "go").tap()
    expect_question(phone, 2)
    screenshot(phone, "practice-clock-dark-390")
