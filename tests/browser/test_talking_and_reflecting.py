"""A conversation and its debrief in a real browser: what is typed or ticked outlasts a reload at the worst moment."""

import re

import pytest

from ivw.coaching import plans
from tests.browser.conftest import Server, StartServer
from tests.builders import a_contact, a_conversation, at, open_records

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


def test_ticks_and_notes_outlast_a_reload_while_one_talks(world, page, settle, screenshot) -> None:
    server, live, _ = world
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    page.get_by_text("14 minutes left").or_(page.get_by_text("15 minutes left")).wait_for()
    page.get_by_role("button", name="Asked").first.click(delay=80)
    page.get_by_text("1 of 4 asked").wait_for()
    page.get_by_label("Note", exact=True).first.press_sequentially("Mondays are long", delay=5)
    page.get_by_label("Notes").press_sequentially("She drew a map", delay=5)
    page.reload()
    settle(page)
    assert page.get_by_label("Notes").input_value() == "She drew a map"
    assert page.get_by_label("Note", exact=True).first.input_value() == "Mondays are long"
    page.get_by_text("1 of 4 asked").wait_for()
    screenshot(page, "conversation-live", whole=True)


def test_a_name_is_caught_on_a_phone_with_the_keyboard_alone(world, open_page, settle, screenshot) -> None:
    server, live, _ = world
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/conversation?meeting={live}")
    settle(page)
    page.get_by_role("textbox", name="Name", exact=True).fill("Hana Sato")
    page.keyboard.press("Enter")
    page.get_by_text("named Hana Sato").wait_for()
    settle(page)
    assert page.get_by_role("textbox", name="Name", exact=True).input_value() == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    screenshot(page, "conversation-live-phone", whole=True)
