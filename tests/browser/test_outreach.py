"""Writing a message and entering past conversations in a real browser: typing, reloading, clicking twice."""

import re

import pytest

from ivw.coaching import outreach, people, profile
from tests.builders import a_contact, at, open_records

NOW = "2026-11-24T09:00:00+01:00"
WHY = "Your talk on night buses made me want to see how one is planned."


@pytest.fixture
def written_down(tmp_path):
    """A file with one prospect in it: its path and their id."""
    records = open_records(tmp_path)
    profile.save(records, name="Tom Riley", time_zone="Europe/Berlin", first_weekday=1)
    whom = a_contact(records, name="Mei-Lin Zhao", email="mei@example.org", shortlist=True, why_this_person=WHY,
                     common_ground="We both studied in Leeds.", added="2026-11-20")  # fmt: skip
    records.close()
    return tmp_path / "records.duckdb", whom


@pytest.fixture
def server(start_server, written_down):
    server = start_server(records=written_down[0], env={"IVW_AS_OF": NOW})
    yield server
    server.stop()


def in_the_records(server, ask):
    server.stop()
    records = open_records(server.records.parent, now=at(NOW))
    try:
        return ask(records)
    finally:
        records.close()


def test_a_message_is_typed_reloaded_and_sent_by_a_double_click_and_leaves_nothing_behind(
    server, page, settle, screenshot, written_down
):
    page.goto(f"{server.url}/outreach")
    page.get_by_role("button", name="Write it").click(delay=80)
    message = page.get_by_role("textbox", name="Message")
    message.wait_for()
    settle(page)
    assert message.input_value().startswith("Dear Mei-Lin Zhao,")
    message.press("Control+End")
    message.press_sequentially(" (from Leeds)", delay=15)
    page.get_by_text("Draft it from the template").wait_for()
    page.reload()
    message.wait_for()
    settle(page)
    assert message.input_value().endswith("Tom Riley (from Leeds)")
    screenshot(page, "outreach")
    page.get_by_role("button", name="I sent it").dblclick(delay=40)
    page.get_by_text("What comes next").wait_for()
    settle(page)
    page.get_by_role("button", name="Undo").click(delay=80)
    message.wait_for()
    settle(page)
    assert message.input_value().endswith("(from Leeds)")
    page.get_by_role("button", name="I sent it").dblclick(delay=40)
    page.get_by_text("What comes next").wait_for()
    settle(page)
    page.go_back()  # to where it was written: nobody is asked to log it once more
    page.get_by_role("button", name="Write another one").wait_for()
    settle(page)
    assert page.get_by_role("button", name="I sent it").count() == 0
    whom = written_down[1]
    log, left = in_the_records(server, lambda records: (
        records.rows("SELECT kind, channel FROM interactions"), outreach.written(records, whom, "request")
    ))  # fmt: skip
    assert log == [("request", "email")]
    assert left is None


def test_past_conversations_are_typed_by_keyboard_reloaded_and_recorded_by_a_double_click(
    server, page, settle, screenshot
):
    page.goto(f"{server.url}/prospect_research?open=met")
    name = page.get_by_label("Name", exact=True)
    name.first.click()
    for word in ("Ada Example", "City of Utrecht", "11232026"):
        page.keyboard.type(word, delay=20)
        page.keyboard.press("Tab")
        settle(page)
    name.nth(1).click()
    page.keyboard.type("Mei-Lin Zhao")
    page.keyboard.press("Tab")
    page.get_by_text("Already in your records").wait_for()
    page.get_by_role("button", name=re.compile("^Record")).click(delay=80)
    page.get_by_text("The day is missing").wait_for()
    page.reload()
    settle(page)
    name.first.wait_for()
    assert [name.nth(row).input_value() for row in range(3)] == ["Ada Example", "Mei-Lin Zhao", ""]
    page.get_by_test_id("stDateInput").nth(1).get_by_role("spinbutton").first.click()
    page.keyboard.type("05112026")
    page.keyboard.press("Tab")
    settle(page)
    screenshot(page, "already-met")
    page.get_by_role("button", name="Record 2 conversations").dblclick(delay=40)
    page.get_by_text("what is due with them").wait_for()
    settle(page)
    everyone, met, kept = in_the_records(server, lambda records: (
        people.counts(records)["everyone"], people.counts(records)["met"], records.rows("SELECT slot FROM drafts")
    ))  # fmt: skip
    assert (everyone, met, kept) == (2, 2, [])
