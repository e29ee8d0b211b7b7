"""What gets answered, as a page shows it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import a_contact, happened
from tests.screen import primary, run, said


def shown():
    def script():
        from ivw.show import front_door, reply_rates

        reply_rates.draw(front_door.here())

    return run(AppTest.from_function(script, default_timeout=30))


@pytest.fixture
def many(records):
    """Twelve warm ones, eleven of them answered; twelve cold ones, two of them answered; one open."""
    for n in range(24):
        warm = n % 2 == 0
        who = a_contact(records, name=f"Ada {n}", relationship="known" if warm else None)
        happened(records, who, "request", "2026-09-01", text="word " * 120, channel="email" if n % 3 else "phone")
        if n != 0 and (warm or n in (1, 3)):
            happened(records, who, "reply", "2026-09-04")
    a_contact(records, name="Ben", asked="2026-11-23")


def test_it_says_how_many_were_answered_with_counts_and_what_is_left_out(many):
    app = shown()

    assert "##### 13 of 24 requests answered (54%, likely 35 to 72%)" in said(app)
    assert "1 open one, younger than 7 business days, is left out." in said(app)
    assert "Warm requests get answered more often: 11 of 12, 92% against 2 of 12, 17% (cold)" in said(app)
    assert "No difference to see yet between the channels" in said(app)
    assert "Too few to see a difference between short and long messages" in said(app)


def test_without_a_request_it_says_what_to_do(records):
    app = shown()
    assert "No request sent yet" in said(app)
    assert primary(app) == ["Whom to ask next"]

    a_contact(records, name="Ben", asked="2026-11-23")
    assert "1 request open, none old enough to count" in said(shown())


def test_few_say_their_counts_and_no_percentage(records):
    a_contact(records, name="Ben", asked="2026-09-01", replied="2026-09-02")

    assert "##### 1 of 1 request answered\n" in f"{said(shown())}\n"
