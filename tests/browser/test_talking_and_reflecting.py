"""A conversation and its debrief in a real browser: what is typed or ticked outlasts a reload at the worst moment."""

import re

import pytest

from ivw.coaching import plans
from tests.browser.conftest import Server, StartServer
from tests.builders import a_contact, a_conversation, at, open_records
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

NOW = "2026-11-24T10:05:00+01:00"
ZONE = "Europe/Berlin"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def world(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str, str]:
    """A dashboard five minutes into a call with Ada, the day after Bo was met; the tests of this file share it."""
    folder = tmp_path_factory.mktemp("records")
    records = open_records(folder)
    ada, bo = a_contact(records, name="Ada"), a_contact(records, name="Bo")
    live = a_conversation(
        records, ada, starts="2026-11-24 10:00", scheduled="2026-11-12", zone=ZONE, format="video"
    )  # fmt: skip
    plan = str(plans.start(records, minutes=20, meeting_id=live, as_of=at("2026-11-12")).fact_id)
    for text in ("What did last week look like?", "What is hardest about it, and why?"):
        plans.add_question(records, plan, text)
    held = a_conversation(records, bo, starts="2026-11-23 15:00", held=True, zone=ZONE)
    records.close()
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW}), live, held


def test_a_debrief_outlasts_a_reload_right_after_the_last_keystroke(world, page, settle, screenshot) -> None:
    server, _, held = world
    page.goto(f"{server.url}/reflection?meeting={held}")
    settle(page)
    page.get_by_label("What I learned").press_sequentially("Most of it is reading.", delay=5)
    page.reload()
    settle(page)
    assert page.get_by_label("What I learned").input_value() == "Most of it is reading."
    screenshot(page, "reflection", whole=True)
    page.get_by_role("button", name="Done: write the thank-you").click(delay=80)
    page.wait_for_url(re.compile(rf"/outreach\?.*kind=thank_you.*meeting={held}"))


def conversation(page, world, settle):
    """The page of the call, its clock in the browser's hands."""
    server, live, _ = world
    page.clock.install()
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)


def the_note(page):
    return page.get_by_label("Note on this question", exact=True).first


def test_ticks_and_notes_outlast_a_reload_while_one_talks(world, page, settle, screenshot) -> None:
    server, live, _ = world
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    expect(page.get_by_role("timer")).to_have_text("15 minutes left")
    page.get_by_role("button", name="Asked").first.click(delay=80)
    page.get_by_text("1 of 4 asked").wait_for()
    the_note(page).press_sequentially("Mondays are long", delay=5)
    page.get_by_label("Notes").press_sequentially("She drew a map", delay=5)
    page.reload()
    settle(page)
    assert page.get_by_label("Notes").input_value() == "She drew a map"
    assert the_note(page).input_value() == "Mondays are long"
    page.get_by_text("1 of 4 asked").wait_for()
    screenshot(page, "conversation-live", whole=True)
    page.keyboard.press("a")  # one key asks the next one, and its note moves with its question
    page.get_by_text("2 of 4 asked").wait_for()
    settle(page)
    notes = page.get_by_label("Note on this question", exact=True)
    assert [each.input_value() for each in notes.all()] == ["", "Mondays are long"]


def test_the_cues_come_by_themselves_to_eyes_and_ears(world, page, settle, screenshot) -> None:
    conversation(page, world, settle)
    clock = page.locator(".ivw-live-clock section")
    expect(clock).to_have_attribute("data-state", "fine")
    for minutes, state, says in (
        (10, "five", "five minutes left"),
        (3, "two", "keep to the time"),
        (3, "over", "e-mail"),
    ):
        page.clock.fast_forward(minutes * 60_000)
        expect(clock).to_have_attribute("data-state", state)
        expect(clock.locator(".cue")).to_contain_text(says)
        expect(clock.locator("[aria-live]")).to_contain_text(says)
    expect(page.get_by_role("timer")).to_have_text("+1 minute over the agreed time")
    page.get_by_role("button", name="They wish to go on").click(delay=80)
    expect(clock).to_have_attribute("data-state", "longer")
    expect(clock.locator(".cue")).to_be_hidden()
    page.get_by_role("button", name="Back to the agreed time").click(delay=80)
    expect(clock).to_have_attribute("data-state", "over")  # a server whose clock stands does not turn this one back


def test_one_key_catches_each_kind_and_escape_and_reload_lose_nothing(world, page, settle) -> None:
    server, live, _ = world
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    page.locator(".ivw-catch").wait_for()
    kinds = {"p": "Send the timetable", "r": "Kim Mori", "l": "An analyst in spring", "t": "Night trams"}
    for key, typed in kinds.items():
        page.keyboard.press(key)
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.locator(".stMarkdown").filter(has_text=typed).wait_for()
    page.keyboard.press("t")
    line = page.locator(".ivw-catch .text")
    line.press_sequentially("trap r p l")  # letters are letters in a field
    assert line.input_value() == "trap r p l"
    page.keyboard.press("Escape")
    expect(line).to_be_hidden()
    page.keyboard.press("t")
    assert line.input_value() == "trap r p l"
    page.reload()
    settle(page)
    assert line.input_value() == "trap r p l"
    line.press("Enter")
    page.get_by_text("trap r p l").wait_for()
    expect(page.get_by_text("Night trams")).to_have_count(1)
    page.get_by_label("Notes").focus()
    page.keyboard.press("p")
    expect(page.locator(".ivw-catch .line")).to_be_hidden()


def test_what_is_caught_while_the_server_is_away_is_saved_when_it_is_back(world, page, settle) -> None:
    server, live, _ = world
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    page.locator(".ivw-catch").wait_for()
    server.stop()
    page.keyboard.press("l")
    page.keyboard.type("A post in the archive")
    page.keyboard.press("Enter")
    expect(page.locator(".ivw-catch .status")).to_contain_text("Not saved yet")
    server.restart()
    page.locator(".stMarkdown").filter(has_text="A post in the archive").wait_for(timeout=40_000)
    expect(page.get_by_text("A post in the archive")).to_have_count(1)


def test_a_second_window_sees_what_the_first_one_ticked(world, open_page, settle) -> None:
    server, live, _ = world
    first, second = open_page(), open_page()
    for page in (first, second):
        page.goto(f"{server.url}/conversation?meeting={live}")
        settle(page)
    before = int(first.get_by_text(re.compile(r"\d of 4 asked")).inner_text()[0])
    for page in (first, second):  # the second window still shows it as open
        page.get_by_role("button", name="Asked").first.click(delay=80)
        page.get_by_text(f"{before + 1} of 4 asked").wait_for()


def test_a_name_is_caught_on_a_phone_with_a_finger_alone(world, open_page, settle, screenshot) -> None:
    server, live, _ = world
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    page.get_by_role("button", name="Referral").click(delay=80)
    page.get_by_label("Whom they named").fill("Hana Sato")
    page.get_by_label("May I mention who named them").select_option("yes")
    page.get_by_role("button", name="Save").click(delay=80)
    page.locator(".stMarkdown").filter(has_text="Hana Sato").filter(has_text="May mention them").wait_for()
    settle(page)
    expect(page.locator(".ivw-catch .line")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    screenshot(page, "conversation-live-phone", whole=True)


def test_somebody_just_met_is_kept_from_any_page_on_a_phone(world, open_page, settle, screenshot) -> None:
    server, *_ = world
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/insights")
    settle(page)
    page.get_by_test_id("stExpandSidebarButton").click(delay=80)
    page.get_by_role("button", name="I just met somebody").click(delay=80)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Where you met").fill("The night train")
    dialog.get_by_role("button", name="Keep it").click(delay=80)
    dialog.get_by_text("This is empty.").wait_for()
    assert dialog.get_by_label("Where you met").input_value() == "The night train"
    screenshot(page, "just-met-phone")
    name = dialog.get_by_role("textbox", name="Name", exact=True)
    name.fill("Cleo Just")
    name.press("Tab")
    dialog.get_by_text("This is empty.").wait_for(state="detached")  # the button below it moves up
    dialog.get_by_role("button", name="Keep it").click(delay=80)
    dialog.wait_for(state="detached")
    page.get_by_text("Conversation with Cleo Just recorded").wait_for()
