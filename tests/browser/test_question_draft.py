"""A question in one's own words in a real browser: reviewed while one types, mended and added."""

import pytest

from ivw.coaching import plans, profile, questions
from tests.builders import at, open_records

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
        page.get_by_text("In the plan:").wait_for()
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
