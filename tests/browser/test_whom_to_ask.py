"""The ranked shortlist in a real browser: a dot that selects, and stars that save."""

import re

import pytest

from tests.browser.conftest import Server, StartServer
from tests.builders import a_contact, open_records
from tests.needs import needs
from tests.screen import NASTY

expect = needs("playwright.sync_api").expect

NOW = "2026-11-24T09:00:00+01:00"


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("records")
    records = open_records(folder)
    a_contact(records, name="Hana Sato", shortlist=True, interest_fit=3, values_fit=3, experience_fit=3, tie="A")
    a_contact(records, name=NASTY[0], shortlist=True, interest_fit=0, email="x@example.org")
    a_contact(records, name="Ben Ode", shortlist=True)
    records.close()
    return start_server(records=folder / "records.duckdb", env={"IVW_AS_OF": NOW})


def test_a_chart_keeps_its_room_and_a_dot_pressed_opens_the_person_below_and_names_stay_text(
    server, page, settle, screenshot
) -> None:
    held = []
    page.route(re.compile("VegaLiteChart"), lambda route: held.append(route))  # what knows how to draw is slow to come
    page.goto(f"{server.url}/prospect_research?view=next")
    below = page.get_by_text("As a table").first
    expect(below).to_be_visible()
    stands = below.bounding_box()["y"]
    held.pop().continue_()
    page.unroute_all()
    settle(page)
    assert abs(below.bounding_box()["y"] - stands) < 20
    dot = page.locator('path[aria-label^="<img"]')
    dot.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert page.locator("#vg-tooltip-element img").count() == 0
    dot.click(delay=80)
    page.wait_for_url(re.compile("who="))
    settle(page)
    screenshot(page, "whom-to-ask-chosen")
    expect(page.get_by_role("heading", name="3. <img")).to_have_count(2)  # below the chart, and on the list
    page.get_by_role("button", name="Close").click(delay=80)
    page.wait_for_url(re.compile(r"^(?!.*who=)"))
    settle(page)
    dot.click(delay=80)  # the same dot once more
    page.wait_for_url(re.compile("who="))
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="3. <img")).to_have_count(2)
    page.get_by_role("button", name="Close").click(delay=80)
    page.wait_for_url(re.compile(r"^(?!.*who=)"))
    settle(page)
    expect(page.get_by_role("heading", name="3. <img")).to_have_count(1)


def test_stars_are_given_in_place_by_keyboard_and_the_box_closes(server, page, settle) -> None:
    page.goto(f"{server.url}/prospect_research?view=next")
    settle(page)
    page.get_by_role("button", name="Rate the fit").focus()
    page.keyboard.press("Enter")
    exactly = page.get_by_test_id("stPopoverBody").get_by_text("3 Exactly")
    expect(exactly).to_have_count(3)
    for place in range(3):
        exactly.nth(place).click(delay=80)
    page.get_by_role("button", name="Save").click(delay=80)
    page.get_by_text("Ben Ode: saved.").wait_for()
    settle(page)
    assert page.get_by_test_id("stPopoverBody").count() == 0
    expect(page.get_by_text("interest exactly, values exactly, experience exactly")).to_have_count(2)
    page.get_by_role("button", name="Undo").click(delay=80)
    page.get_by_text("Undone: “Ben Ode: saved.” It is as it was before.").wait_for()
