"""Prospect research in a real browser: what AppTest cannot see, from the back button to a phone's small window."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Server, StartServer
from tests.builders import a_contact, open_records
from tests.needs import needs

expect = needs("playwright.sync_api").expect

NOW = "2026-11-24T09:00:00+01:00"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A dashboard with a dozen people on the shortlist; the tests of this file share it."""
    folder = tmp_path_factory.mktemp("records")
    records = open_records(folder)
    for number in range(12):
        a_contact(records, name=f"Person {number:02}", organization="City of Utrecht", shortlist=True)
    records.close()
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW})


def choose(page, name: str, settle: Callable[..., None]) -> None:
    page.get_by_test_id("stRadioOption").filter(has_text=name).click()
    page.locator("h3", has_text=name).wait_for()
    settle(page)


def test_somebody_chosen_stands_in_the_address_and_back_leads_to_who_was_open_before(server, page, settle) -> None:
    page.goto(f"{server.url}/prospect_research")
    choose(page, "Person 03", settle)
    choose(page, "Person 04", settle)
    assert re.search(r"\?contact=[0-9a-f-]{36}$", page.url)
    page.go_back()
    page.locator("h3", has_text="Person 03").wait_for()
    page.reload()
    page.locator("h3", has_text="Person 03").wait_for()
    settle(page)
    assert page.locator('[data-testid="stRadioOption"][data-selected="true"]').inner_text() == "Person 03"


def test_people_are_found_as_one_types_and_whoever_is_open_stays_open(server, page, settle) -> None:
    page.goto(f"{server.url}/prospect_research")
    choose(page, "Person 05", settle)
    page.get_by_label("Find").press_sequentially("utrecht 07", delay=30)
    page.get_by_test_id("stRadioOption").filter(has_text="Person 06").wait_for(state="detached")
    settle(page)
    assert page.get_by_test_id("stRadioOption").all_inner_texts() == ["Person 07"]
    assert page.locator("h3").inner_text() == "Person 05"


def test_words_typed_and_logged_at_once_are_logged_whole_and_once(server, page, settle, screenshot) -> None:
    page.goto(f"{server.url}/prospect_research")
    choose(page, "Person 08", settle)
    page.get_by_role("tab", name="This happened").click()
    page.get_by_label("What you wrote or said").press_sequentially("May I ask you for 20 minutes?", delay=5)
    page.get_by_role("button", name="Log it").dblclick()
    page.get_by_text("1 entry").wait_for()  # one is back where things stand now
    settle(page)
    page.get_by_text("May I ask you for 20 minutes?").wait_for()
    settle(page)
    assert page.get_by_text("1 entry").is_visible()
    assert page.get_by_text("May I ask you for 20 minutes?").count() == 1
    screenshot(page, "prospect-research")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Nothing yet. What you log").wait_for()
    page.get_by_role("tab", name="This happened").click()
    page.get_by_label("What you wrote or said").wait_for()
    assert page.get_by_label("What you wrote or said").input_value() == "May I ask you for 20 minutes?"


def test_the_tab_one_is_on_stays_over_a_reload_and_back_leads_to_the_one_before(server, page, settle) -> None:
    page.goto(f"{server.url}/prospect_research")
    choose(page, "Person 04", settle)
    tabs = page.get_by_role("tab", selected=True)
    for name in ("Promises", "Research"):
        page.get_by_role("tab", name=name).click()
        page.wait_for_url(f"**tab={name.lower()}")
        settle(page)
    page.reload()
    expect(tabs).to_have_text("Research")
    expect(page.locator("h3").first).to_have_text("Person 04")
    settle(page)
    page.go_back()
    expect(tabs).to_have_text("Promises")
    settle(page)
    page.go_back()
    expect(tabs).to_have_text("Now")


def test_on_a_phone_whoever_is_chosen_comes_into_view(server, open_page, settle, screenshot) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/prospect_research")
    settle(page)
    assert page.get_by_role("heading", name="Prospect research").is_visible()
    choose(page, "Person 09", settle)
    page.wait_for_function("document.querySelector('.st-key-person').getBoundingClientRect().top < 844 / 2")
    screenshot(page, "prospect-research-phone")


def test_a_text_open_in_two_windows_is_never_overwritten_unasked(server, page, open_page, settle) -> None:
    other = open_page()
    for window in (page, other):
        window.goto(f"{server.url}/prospect_research")
        choose(window, "Person 02", settle)
        window.get_by_role("button", name="Write it down").click(delay=80)
        window.get_by_label("Why this person").wait_for()
    other.get_by_label("Why this person").fill("Theirs.")
    other.get_by_label("What you have in common").focus()
    other.get_by_text("Saved", exact=True).wait_for()
    mine = page.get_by_label("Why this person")
    mine.fill("Mine.")
    page.get_by_text("Changed in another window: “Theirs.”").wait_for()
    settle(page)
    assert mine.input_value() == "Mine."
    page.get_by_role("button", name="Keep mine").click(delay=80)
    page.get_by_text("Changed in another window").wait_for(state="detached")
    settle(page)
    assert mine.input_value() == "Mine."
    other.get_by_label("Why this person").fill("Theirs once more.")
    other.get_by_text("Changed in another window: “Mine.”").wait_for()
    other.get_by_role("button", name="Take theirs").click(delay=80)
    other.wait_for_function("[...document.querySelectorAll('textarea')].some(field => field.value === 'Mine.')")
