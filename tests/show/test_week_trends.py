from datetime import date
from functools import partial

import pytest

from ivw.coaching import promises
from ivw.show.week_trends import TRENDS
from tests.builders import a_contact, happened
from tests.screen import HERE, NASTY, choose, markdown, open_page

page = partial(open_page, "this_week")


@pytest.fixture
def a_network(records):
    for n, name in enumerate([*NASTY, "Ada"]):
        a_contact(records, name=name, asked="2026-10-05", replied="2026-10-07", met=f"2026-10-{12 + n} 10:00")
    whom = a_contact(records, name="Thanked", asked="2026-11-02", met="2026-11-12 10:00", thanked="2026-11-12 12:00")
    happened(records, whom, "check_in", "2026-11-20", gives=True)
    a_contact(records, name="Silent", asked="2026-11-16")
    a_contact(records, name="Late", met="2026-11-20 10:00")


def test_no_chart_is_drawn_before_one_is_chosen(a_network):
    app = page()
    assert "How it goes over time" in markdown(app)
    before = len(app.get("vega_lite_chart"))
    assert len(choose(app, "trends", "balance").get("vega_lite_chart")) == before + 1


def test_until_somebody_was_met_none_is_offered(records):
    a_contact(records, name="Ada", asked="2026-11-23")
    assert "How it goes over time" not in markdown(page())


def test_every_chart_says_what_it_shows_in_its_title(a_network):
    app, said = page(), ""
    for trend in TRENDS:
        said += markdown(choose(app, "trends", trend))
    for title in (
        "healthy now", "The network", "met you", "1 of 1 thank-you within 24 hours", "late, the longest",
        "for you", "is when most gets done", "You offered 1 time and asked 0 times",
    ):  # fmt: skip
        assert title in said


def test_with_nothing_to_show_each_says_what_fills_it(records):
    somebody = a_contact(records)
    happened(records, somebody, "thank_you", "2025-11-12")  # so the first way is over
    promises.promise(records, contact_id=somebody, what="a map", due=date(2027, 3, 1), as_of=HERE)
    app = page()
    for trend in TRENDS:
        before = len(app.get("vega_lite_chart"))
        assert len(choose(app, "trends", trend).get("vega_lite_chart")) == before
