"""A question in one's own words in a real browser: reviewed while one types, mended and added."""

import pytest

from ivw.coaching import plans, profile, questions
from tests.builders import a_contact, a_conversation, at, open_records
from tests.needs import needs

expect = needs("playwright.sync_api").expect

NOW = "2026-11-24T09:00:00+01:00"


@pytest.fixture
def plan_in_a_file(tmp_path):
    """A file with one empty plan: its path and the plan's id."""
    records = open_records(tmp_path)
    profile.save(records, name="Tom Riley", time_zone="Europe/Berlin", first_weekday=1)
    made = plans.start(records, minutes=20, as_of=at("2026-11-20"), title="City planners").fact_id
    records.close()
    return tmp_path / "records.duckdb", made


def test_a_draft_is_reviewed_as_one_types_mended_in_one_press_and_added_once(
    start_server, page, settle, screenshot, plan_in_a_file
):
    file, made = plan_in_a_file
    server = start_server(records=file, env={"IVW_AS_OF": NOW})
    try:
        page.goto(f"{server.url}/question_builder?plan={made}")
        draft = page.get_by_role("textbox", name="Your question", exact=True)
        draft.wait_for()
        settle(page)
        draft.press_sequentially("Is it hard to begin?", delay=15)
        page.get_by_text("Could be better asked.").wait_for()  # the field still has the focus
        screenshot(page, "question-draft")
        page.get_by_role("button", name="Use it").click(delay=80)
        page.get_by_text("Looks good:").wait_for()
        settle(page)
        assert draft.input_value() == "How hard is it to begin, and what makes it so?"
        page.reload()
        draft.wait_for()
        settle(page)
        assert draft.input_value() == "How hard is it to begin, and what makes it so?"
        page.get_by_role("button", name="Add it").dblclick(delay=40)
        page.get_by_text("Added:").wait_for()
        settle(page)
        assert draft.input_value() == ""
    finally:
        server.stop()
    records = open_records(file.parent, now=at(NOW))
    try:
        asked = [each.text for each in plans.get(records, made).questions if not each.must_ask]
        assert asked == [each.text for each in questions.own(records)]
        assert asked == ["How hard is it to begin, and what makes it so?"]
    finally:
        records.close()


def test_what_research_left_open_is_added_and_undone_and_back_leads_to_the_source_before(
    start_server, page, settle, tmp_path
):
    records = open_records(tmp_path)
    profile.save(records, name="Tom Riley", time_zone="Europe/Berlin", first_weekday=1)
    meeting = a_conversation(records, a_contact(records, name="Ada"), starts="2026-12-01 15:00", scheduled="2026-11-20")
    made = plans.start(records, minutes=20, as_of=at("2026-11-20"), meeting_id=meeting).fact_id
    records.close()
    server = start_server(records=tmp_path / "records.duckdb", env={"IVW_AS_OF": NOW})
    page.goto(f"{server.url}/question_builder?plan={made}")
    left_open = page.get_by_role("radio", name="Left open")
    expect(left_open).to_have_text("Left open 4")
    settle(page)
    add = page.get_by_role("button", name="Add", exact=True)
    add.first.dblclick(delay=80)
    expect(left_open).to_have_text("Left open 3")  # the plan and what says how it fits stand outside of the list
    expect(page.get_by_text("3 questions fill")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Undo").click()
    expect(left_open).to_have_text("Left open 4")
    settle(page)
    page.get_by_role("radio", name="Bank").click()
    expect(page.get_by_placeholder("Search: mistake")).to_be_visible()
    page.wait_for_url("**source=bank")
    settle(page)
    page.go_back()
    expect(page.get_by_text("What no page tells is what the talk is for")).to_be_visible()
    server.stop()
