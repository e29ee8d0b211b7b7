from datetime import date

import pytest

from ivw.coaching import profile, weekly, weekly_reviews
from ivw.exchange import documents, week_digest
from tests.builders import a_contact, at, records_in

MONDAY = date(2024, 6, 3)
NOW = at("2024-06-07 18:00")


@pytest.fixture
def page(tmp_path):
    """A week with somebody asked, met and thanked, and with what was written about it, as Markdown."""
    with records_in(tmp_path) as records:
        profile.set_targets(records, {"requests": 3}, MONDAY)
        a_contact(
            records, name="Ada *Example*", asked="2024-06-03", replied="2024-06-04", met="2024-06-05 10:00",
            thanked="2024-06-05 12:00",
        )  # fmt: skip
        weekly_reviews.write(records, MONDAY, "went_well", "I asked twice.", as_of=NOW)
        weekly_reviews.intend(records, MONDAY, situation="it rains", response="I write", as_of=NOW)
        since, until = weekly_reviews.span(records, MONDAY, NOW, "UTC")
        document = week_digest.of(
            weekly.week(records, NOW, "UTC"), weekly_reviews.of_week(records, MONDAY),
            weekly_reviews.happened(records, since, until), "UTC",
        )  # fmt: skip
        return documents.markdown(document)


def test_the_digest_has_every_figure_with_its_target_and_the_week_before(page):
    assert page.startswith("# Week of 3 June 2024\n")
    assert "| Asked | 1 | 3 | 0 |" in page
    assert "| Thanked in time | 1 of 1 |  | 0 |" in page
    assert "| Met | 1 of 1 |" in page


def test_the_digest_tells_what_happened_and_what_was_written_about_it(page):
    assert "Ada \\*Example\\*, conversation" in page
    assert "## What went well\n\nI asked twice." in page
    assert "- If it rains, then I write" in page
