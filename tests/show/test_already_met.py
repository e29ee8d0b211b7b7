"""I already met people, as a person uses it: rows typed in, recorded together, and where they stand then."""

from datetime import date

import pytest

from ivw.coaching import contacts, past_meetings
from ivw.show import already_met
from tests.builders import a_contact
from tests.screen import NASTY, click, field, labels, run, said, text
from tests.show.person_page import page

FIELDS = {
    "name": "Name",
    "organization": "Where they work",
    "day": "Day you talked",
    "about": "What you talked about",
    "thanked": "Thanked",
    "tie": "How close you are",
}


def opened():
    return page(open="met")


def type_in(app, place, **values):
    """Fill in one row."""
    for name, value in values.items():
        field(app, FIELDS[name], place).set_value(value)
    return run(app)


def ada(app, place=0):
    return type_in(
        app, place, name="Ada Example", organization="City of Utrecht", day=date(2026, 3, 2), about="Maps",
        thanked=True, tie="B",
    )  # fmt: skip


def count(records, table):
    return records.rows(f"SELECT count(*) FROM {table}")[0][0]


def test_the_first_start_and_prospect_research_lead_here(records):
    app = click(page(), "I already met people")
    assert app.query_params["open"] == "met"
    assert "type them in as they come to mind" in text(run(app))
    a_contact(records)
    assert "I already met people" in labels(page())


def test_several_are_recorded_together_and_told_with_what_is_due(records, gone):
    app = ada(opened())
    app = type_in(app, 2, name="Bo Berg", day=date(2026, 11, 23))
    app = click(app, "Record 2 conversations")
    assert "2 conversations with 2 people recorded, 2 of them new" in said(app)
    assert "2 people you met" in said(app)
    assert "Thank Bo Berg" in said(app)
    assert "Check in with Ada Example" in said(app)
    assert "You were last in touch on Monday 2 March" in said(app)
    assert {"See This week", "Enter more"} <= set(labels(app))
    assert (count(records, "contacts"), count(records, "meetings"), count(records, "interactions")) == (2, 2, 1)
    click(app, "See This week")
    assert gone == [("this_week", {})]


def test_one_undo_takes_everything_back_and_the_rows_stand_there_again(records):
    app = click(click(ada(opened()), "Record 1 conversation"), "Undo")
    assert (count(records, "contacts"), count(records, "meetings"), count(records, "interactions")) == (0, 0, 0)
    assert field(app, "Name").value == "Ada Example"
    assert field(app, "Day you talked").value == date(2026, 3, 2)
    assert "Record 1 conversation" in labels(app)


def test_every_bad_row_is_named_beside_it_and_nothing_is_lost_or_half_written(records):
    app = ada(opened())
    app = type_in(app, 1, organization="Elsewhere")
    app = type_in(app, 3, name="Bo Berg", day=date(2027, 1, 1))
    app = click(app, "Record 3 conversations")
    for wrong in (
        "The name is missing",
        "The day is missing",
        "This day is still to come",
        "2 rows want a second look",
    ):
        assert wrong in said(app)
    assert [field(app, "Name", place).value for place in (0, 3)] == ["Ada Example", "Bo Berg"]
    assert (count(records, "contacts"), count(records, "meetings")) == (0, 0)
    app = type_in(app, 3, day=date(2026, 11, 1))
    assert "still to come" not in said(app)
    app = type_in(app, 1, organization="")
    click(app, "Record 2 conversations")
    assert count(records, "meetings") == 2


def test_nothing_typed_in_is_said(records):
    app = click(opened(), "Record them")
    assert "Nothing is typed in yet" in said(app)
    assert count(records, "meetings") == 0


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_saves_once(records):
    app = click(ada(opened()), "Record 1 conversation")
    assert (count(records, "contacts"), count(records, "meetings")) == (1, 1)
    assert "1 person you met" in said(app)


def test_what_is_typed_survives_a_reload(records):
    type_in(opened(), 4, name="Bo Berg", about="Nets", thanked=True)
    again = opened()
    assert field(again, "Name", 4).value == "Bo Berg"
    assert field(again, "What you talked about", 4).value == "Nets"
    assert field(again, "Thanked", 4).value is True
    assert records.rows("SELECT count(*) FROM contacts") == [(0,)]


def test_after_saving_the_rows_are_empty_for_the_next_ones(records, monkeypatch):
    monkeypatch.setattr(already_met, "SHOWN", 0)
    app = click(ada(opened()), "Record 1 conversation")
    assert "And 1 more, in Follow-ups." in said(app)
    app = click(app, "Enter more")
    assert [field(app, "Name", place).value for place in range(5)] == [""] * 5
    app = click(type_in(run(app), 0, name="Bo Berg", day=date(2026, 11, 1)), "Record 1 conversation")
    assert count(records, "meetings") == 2


def test_more_rows_can_be_had(records, monkeypatch):
    monkeypatch.setattr(past_meetings, "MOST", 10)
    app = click(type_in(opened(), 0, name="Bo Berg"), "More rows")
    assert len([each for each in app.text_input if each.label == "Name"]) == 10
    assert field(app, "Name").value == "Bo Berg"
    assert "More rows" not in labels(app)
    app = type_in(app, 9, name="Ada Example")
    assert field(opened(), "Name", 9).value == "Ada Example"


def test_somebody_who_is_in_the_records_already_is_said_and_gets_the_conversation(records):
    whom = a_contact(records, name="Ada Example", organization="City of Utrecht")
    app = type_in(opened(), 0, name="Ada Example")  # field by field, as a browser sends it
    assert "Somebody of this name is in your records" in said(app)
    app = ada(app)
    assert "Already in your records: the conversation is added to them." in said(app)
    click(app, "Record 1 conversation")
    assert contacts.is_met(records, whom)
    assert count(records, "contacts") == 1


def test_of_two_namesakes_who_work_at_one_place_one_says_whom_one_means(records):
    whom, _ = (a_contact(records, name="Ada Example", organization="City of Utrecht") for _ in range(2))
    app = ada(opened())
    assert (field(app, "In your records").value, "Are they the same?" in said(app)) == (None, False)
    app = click(app, "Record 1 conversation")
    assert "Several people have this name there. Say whom you mean." in said(app)
    field(app, "In your records").set_value(whom)
    click(run(app), "Record 1 conversation")
    assert contacts.is_met(records, whom)
    assert count(records, "contacts") == 2


def test_a_namesake_elsewhere_is_never_merged_silently(records):
    whom = a_contact(records, name="Ada Example", organization="Elsewhere")
    app = ada(opened())
    assert "Somebody of this name is in your records" in said(app)
    assert field(app, "In your records").value == past_meetings.SOMEBODY_NEW
    field(app, "In your records").set_value(whom)
    app = run(app)
    assert "the conversation is added to them" in said(app)
    assert field(opened(), "In your records").value == whom
    app = type_in(app, 0, name="Bo Berg")
    assert "In your records" not in [each.label for each in app.selectbox]
    app = type_in(app, 0, name="Ada Example")
    assert field(app, "In your records").value == past_meetings.SOMEBODY_NEW  # a choice goes with its name
    field(app, "In your records").set_value(whom)
    click(run(app), "Record 1 conversation")
    assert contacts.is_met(records, whom)


@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "9" * 300, "\x00"])
def test_an_address_that_makes_no_sense_shows_the_form(records, nasty):
    assert "Record them" in labels(page(open="met", met=nasty))


def test_it_can_be_put_off(records):
    app = click(opened(), "Close")
    assert "open" not in app.query_params


def test_nasty_texts_are_shown_as_text(records):
    every = " ".join(NASTY)
    a_contact(records, name=every, organization=every)
    app = type_in(opened(), 0, name=every, organization=every, about=every, day=date(2026, 11, 23))
    raw = text(app) + "".join(labels(app))
    app = click(app, "Record 1 conversation")
    raw += text(app) + "".join(labels(app))
    assert not [nasty for nasty in NASTY if nasty in raw]
