"""What stands in the place of each chart of This week for as long as it would have little to show."""

from functools import partial

import pytest

from tests.builders import a_contact, happened
from tests.screen import open_page, run, said

WILL_SHOW = "What you do will show here"
HOW_FAR = "##### How far your requests come"
TIES = "##### How your ties are"
page = partial(open_page, "this_week")


def charts(app):
    """This week once one has come near its charts, and how many of them are drawn there."""
    app.session_state["reached-charts"] = {"reached": True}
    run(app)
    return said(app), len(app.get("vega_lite_chart"))


def test_five_people_asked_make_a_chart_while_the_weeks_and_the_ties_are_a_sentence_each(records):
    for name in ("Ada", "Ben", "Cleo", "Dora", "Emil"):
        a_contact(records, name=name, asked="2026-11-23")
    told, drawn = charts(page())
    assert drawn == 1
    assert "0 of 5 people asked met you" in told
    assert WILL_SHOW in told
    assert "5 messages sent so far. With the first conversation, or in the third week, a chart begins" in told
    assert TIES in told
    assert HOW_FAR not in told


@pytest.mark.parametrize(
    ("replied", "answers"), [((), ""), (("2026-11-24 07:00",), ", 1 replied")], ids=["no answer yet", "one answer"]
)
def test_an_old_tie_makes_a_chart_while_few_were_asked_since(records, replied, answers):
    a_contact(records, name="Ada", met="2026-06-01 10:00", thanked="2026-06-01 12:00")
    told, drawn = charts(page())
    assert drawn == 1
    assert "1 tie" in told
    assert "Log a first request. With the first conversation" in told
    assert "asked so far" not in told
    for name in ("Ben", "Cleo"):
        whom = a_contact(records, name=name, asked="2026-11-23")
    for instant in replied:
        happened(records, whom, "reply", instant)
    told, drawn = charts(page())
    assert drawn == 1
    assert "2 messages sent so far. With the first conversation" in told
    assert HOW_FAR in told
    assert f"2 people asked{answers} so far. Once you have met somebody you asked, a chart shows" in told
    assert TIES not in told


def test_the_third_week_with_something_in_it_makes_a_chart_with_the_target_from_the_first_on(records):
    for name, day in (("Ada", "2026-11-05"), ("Ben", "2026-11-12"), ("Cleo", "2026-11-19")):
        a_contact(records, name=name, asked=day)
    told, drawn = charts(page())
    assert drawn == 1
    assert "0 conversations in twelve weeks, 3 messages on the way to them" in told
    assert "The line is your target of conversations: reached in 0 of 4 weeks" in told
    assert "3 people asked so far." in told
    assert WILL_SHOW not in told
