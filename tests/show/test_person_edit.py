"""Changing what is written down about somebody, in one window and in two."""

import pytest

from ivw.coaching import contacts, tags
from tests.builders import a_contact
from tests.screen import NASTY, click, field, labels, run, said, text
from tests.show.draft_area import type_into
from tests.show.person_page import more, page

pytestmark = pytest.mark.usefixtures("records")


def edit(whom):
    return more(page(contact=whom), whom, "edit")


def test_the_whole_profile_can_be_changed(records):
    ada = a_contact(records, name="Ada Example")
    app = edit(ada)
    field(app, "How far they have come").set_value("senior")
    field(app, "Kind of person").set_value("alum")
    field(app, "How you found them").set_value("event")
    field(app, "Which one").set_value("Mobility Days")
    field(app, "Who knows you both").set_value("Bo Berg")
    field(app, "How long they have done this").set_value("six years")
    field(app, "Phone").set_value("+49 30 1")
    field(app, "Tags").set_value(["alumni", "Berlin"])
    click(app, "Save")
    person = contacts.get(records, ada)
    assert (person.seniority, person.kind_of_person, person.source_kind, person.source) == (
        "senior", "alum", "event", "Mobility Days",
    )  # fmt: skip
    assert (person.mutual_contact, person.tenure, person.phone) == ("Bo Berg", "six years", "+49 30 1")
    assert tags.of(records, ada) == ["alumni", "Berlin"]
    app = edit(ada)
    field(app, "Tags").set_value(["Berlin"])
    click(app, "Save")
    assert tags.of(records, ada) == ["Berlin"]


def test_a_cadence_of_their_own_can_be_emptied_again_and_goes_by_the_tie(records):
    ada = a_contact(records, tie="B", cadence_days=10)
    app = edit(ada)
    assert field(app, "In touch every so many days").value == 10
    field(app, "In touch every so many days").set_value(None)
    click(app, "Save")
    assert contacts.get(records, ada).cadence_days is None
    app = edit(ada)
    assert field(app, "In touch every so many days").value is None
    field(app, "In touch every so many days").set_value(20)
    click(app, "Save")
    assert contacts.get(records, ada).cadence_days == 20


def test_of_two_windows_the_later_one_decides_field_by_field_and_loses_nothing(records):
    ada = a_contact(records, name="Ada Example", position="Planner", tie="C")
    mine, theirs = edit(ada), edit(ada)
    field(theirs, "Position").set_value(f"Head {NASTY[0]}")
    field(theirs, "Tie").set_value("A")
    field(theirs, "Phone").set_value("123")
    click(theirs, "Save")
    field(mine, "Position").set_value("Director")
    field(mine, "Tie").set_value("D")
    field(mine, "E-mail").set_value("ada@example.org")
    mine = click(mine, "Save")
    assert said(mine).count("Changed in another window") == 2
    assert "Changed in another window: Close" in said(mine)
    assert NASTY[0] not in text(mine)
    assert (field(mine, "Position").value, field(mine, "Tie").value) == ("Director", "D")  # what was typed stays
    assert contacts.get(records, ada).email is None
    mine = click(mine, "Keep mine")
    assert said(mine).count("Changed in another window") == 1
    mine = click(mine, "Take theirs")
    person = contacts.get(records, ada)
    assert (person.position, person.tie, person.phone, person.email) == ("Director", "A", "123", "ada@example.org")
    assert "Save" not in labels(mine)


def test_a_text_changed_in_another_window_is_never_overwritten_unasked(records):
    ada = a_contact(records, why_this_person="As it was.")
    key = f"why_this_person:{ada}"

    def stands():
        return contacts.get(records, ada).why_this_person

    mine = edit(ada)
    contacts.change(records, ada, why_this_person="Theirs.")  # another window
    mine = type_into(mine, key, "Mine.")
    assert stands() == "Theirs."
    draft = mine.session_state[f"{key}/draft"]
    assert draft.refusal == "Changed in another window: “Theirs.”."
    assert draft.typed == "Mine."
    mine = run(mine)
    assert mine.session_state[f"{key}/draft"].typed == "Mine."  # and it stays, whatever else is drawn
    mine = click(mine, "Keep mine")
    assert (stands(), mine.session_state[f"{key}/draft"].refusal) == ("Mine.", None)
    assert "Keep mine" not in labels(mine)
    contacts.change(records, ada, why_this_person="Theirs again.")
    mine = type_into(mine, key, "Mine again.")
    mine = click(mine, "Take theirs")
    assert (stands(), mine.session_state[f"{key}/draft"].kept) == ("Theirs again.", "Theirs again.")
    mine = type_into(mine, key, "Theirs again, and mine.")
    assert stands() == "Theirs again, and mine."
    assert "Keep mine" not in labels(mine)
