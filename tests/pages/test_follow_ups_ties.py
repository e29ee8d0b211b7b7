"""Follow-ups: how each tie stands, and what can be changed about it."""

import pytest

from ivw.coaching import contacts, interactions, meetings, ties
from ivw.show import parts
from tests.builders import a_contact, a_conversation
from tests.pages.people_due import a_promise, page, somebody_to_check_in_with, somebody_to_thank
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, run, text

pytestmark = pytest.mark.usefixtures("records")


def the_tie(records, contact_id):
    return next(each for each in ties.page(records, HERE, ZONE, limit=1000).ties if each.contact_id == contact_id)


def test_the_table_tells_score_band_and_parts_weakest_first(records):
    weak = somebody_to_check_in_with(records, name="Henrik Solberg", tie="B", organization="Brightfen")
    a_contact(records, name="=Leo Asleep", met="2024-07-23 15:00", zone=ZONE)  # no formula, once it is a CSV
    good = a_contact(
        records, name="Ruth Feldman", met="2026-11-20 15:00", thanked="2026-11-20 17:00", zone=ZONE, tie="A"
    )
    app = page(view="ties")
    shown = app.dataframe[0].value
    assert list(shown["Person"]) == ["Henrik Solberg", "Ruth Feldman", "'=Leo Asleep"]
    assert list(shown["Band"]) == ["Wants attention", "Healthy", "Dormant"]
    assert list(shown["Health"][:2]) == [the_tie(records, weak).score, the_tie(records, good).score]
    assert shown["Health"].isna()[2]
    assert shown["Kept word"][1] == 40
    assert shown["Held at"].isna().all()
    assert shown["In touch"][0] == 124
    assert "3 ties, weakest first" in text(app)
    assert "One tie is healthy, one wants attention, one is dormant." in text(app)
    assert app.query_params["contact"] == weak


def test_the_ties_can_be_narrowed(records):
    somebody_to_check_in_with(records, tie="A")
    a_contact(records, name="Leo Asleep", met="2024-07-23 15:00", zone=ZONE)
    a_contact(records, name="Ruth Feldman", met="2026-11-20 15:00", thanked="2026-11-20 17:00", zone=ZONE)
    app = page(view="ties")
    choose(app, "follow-ups/shown", "attention")
    assert list(app.dataframe[0].value["Person"]) == ["Henrik Solberg"]
    assert "1 tie below 80, weakest first" in text(app)
    assert app.query_params["shown"] == "attention"


def test_dormant_ties_have_a_list_with_a_friendly_way_back(records, gone):
    leo = a_contact(records, name=f"Leo {NASTY[0]}", organization=NASTY[2])
    a_conversation(records, leo, starts="2024-07-23 15:00", held=True, zone=ZONE, about=f"the harbour {NASTY[3]}")
    a_contact(records, name="Let Be", met="2024-07-23 15:00", zone=ZONE, do_not_contact=True)
    somebody_to_check_in_with(records)
    app = page(view="ties", shown="dormant")
    assert not app.dataframe
    written = text(app)
    assert "You were last in touch on 23 July 2024, 854 days ago." in written
    assert parts.plain(f"the harbour {NASTY[3]}") in written
    assert not any(nasty in written for nasty in NASTY)
    assert "a few lines that ask for nothing are enough to begin again" in written
    assert "2 dormant ties, by name" in written
    assert labels(app).count("Write a few lines") == 1
    click(app, "Write a few lines")
    assert gone == [("outreach", {"contact": leo, "kind": "reconnect"})]
    app = click(page(view="ties", shown="dormant"), "See the tie")
    assert app.subheader[0].value == parts.plain(f"Leo {NASTY[0]}")
    assert "has no score until you are in touch again" in text(app)
    assert (app.query_params["contact"], "shown" in app.query_params) == (leo, False)


@pytest.mark.parametrize(("shown", "says"), [("dormant", "No tie is dormant"), ("attention", "No tie wants attention")])
def test_a_list_with_nobody_on_it_says_so(records, shown, says):
    a_contact(records, name="Ruth Feldman", met="2026-11-20 15:00", thanked="2026-11-20 17:00", zone=ZONE)
    app = page(view="ties", shown=shown)
    assert says in text(app)
    assert not app.dataframe


def test_a_person_in_the_address_is_shown_on_the_page_they_stand_on(records):
    people = [
        a_contact(records, name=f"Person {n:02}", met=f"2026-{1 + n // 2:02}-20 15:00", zone=ZONE, tie="A")
        for n in range(22)
    ]
    order = [each.contact_id for each in ties.page(records, HERE, ZONE, limit=100).ties]
    wanted = order[18]
    assert wanted in people
    app = page(contact=wanted)
    assert app.subheader[0].value == the_tie(records, wanted).contact
    assert list(app.dataframe[0].value["Person"])[2] == the_tie(records, wanted).contact
    assert app.query_params["contact"] == wanted
    app.get("pagination")[0].set_value(1)
    run(app)
    assert app.query_params["contact"] == order[0]
    assert app.subheader[0].value == the_tie(records, order[0]).contact


def test_choosing_a_row_opens_that_tie_and_stays_with_the_person_when_the_order_changes(records):
    first = somebody_to_check_in_with(records, name="Ada First", tie="A")
    second = somebody_to_check_in_with(records, name="Ben Second", tie="A")
    app = page(view="ties")
    table = app.dataframe[0].key
    app.session_state[table] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    app.query_params["contact"] = second  # AppTest does not call on_select; the browser test of a person's hand does
    run(app)
    assert app.subheader[0].value == "Ben Second"
    assert app.dataframe[0].key == table
    interactions.log(records, contact_id=first, kind="check_in", happened_at=HERE, as_of=HERE)
    run(app)
    assert list(app.dataframe[0].value["Person"]) == ["Ben Second", "Ada First"]
    assert app.subheader[0].value == "Ben Second"
    assert app.dataframe[0].key != table


def test_one_tie_says_what_holds_it_down_and_what_would_raise_it(records, gone):
    who = a_contact(
        records, name="Tomasz Lindqvist", met="2026-11-12 10:00", thanked="2026-11-12 12:00", zone=ZONE, tie="B"
    )
    a_promise(records, who, "Send the diary-study template")
    a_promise(records, who, "Introduce Hana", owner="them", due="2026-11-20")
    app = page(contact=who)
    written = text(app).replace("\\", "")
    assert ":orange-badge[:material/trending_down: At risk, 59]" in written
    assert list(app.dataframe[0].value["Held at"]) == [f"59 (else {the_tie(records, who).uncapped})"]
    assert "One promise is 9 days late, and a promise late by a week holds the score at 59." in written
    assert "Keep your promise (Send the diary-study template) and the score rises to" in written
    assert "They promised: Introduce Hana" in written
    assert "Keep your promise to Tomasz Lindqvist" in written
    assert "What is owed costs the most points" in written
    assert ":gray-badge[Warm tie] :gray-badge[Every 60 days]" in written
    click(app, "Write to them")
    assert gone == [("outreach", {"contact": who, "kind": "check_in"})]


def test_writing_leads_to_what_is_most_pressing(records, gone):
    who = somebody_to_thank(records)
    click(page(contact=who), "Write to them")
    click(page(contact=who), "All you know")
    assert gone == [
        ("outreach", {"contact": who, "kind": "thank_you", "meeting": meetings.of_contact(records, who)[0].id}),
        ("prospect_research", {"contact": who}),
    ]


def test_nobody_is_urged_to_write_where_it_says_do_not_contact(records):
    who = somebody_to_check_in_with(records, do_not_contact=True)
    app = page(contact=who)
    assert "Marked as do not contact" in text(app)
    assert "Write to them" not in labels(app)
    assert "rises to" not in text(app)


def test_their_promise_can_be_marked_as_kept(records, clicked_twice):
    who = somebody_to_check_in_with(records)
    a_promise(records, who, "Introduce Hana", owner="them")
    app = click(page(contact=who), "Kept")
    assert "They promised" not in text(app)
    click(app, "Undo")
    assert "They promised: Introduce Hana" in text(app)


def test_tie_and_cadence_can_be_changed_and_a_double_click_changes_them_once(records, clicked_twice):
    who = somebody_to_check_in_with(records)
    app = page(contact=who)
    field(app, "Tie").set_value("A")
    field(app, "In touch every so many days").set_value(45)
    click(app, "Save")
    assert (the_tie(records, who).tie, the_tie(records, who).cadence) == ("A", 45)
    assert "Henrik Solberg: saved." in text(app).replace("\\", "")
    assert field(app, "In touch every so many days").value == 45
    click(app, "Undo")
    assert (the_tie(records, who).tie, the_tie(records, who).own_cadence) == (None, None)


def test_the_days_of_each_tie_are_changed_in_the_settings(records, gone):
    click(page(contact=somebody_to_check_in_with(records)), "Change the days of each tie")
    assert gone == [("your_records", {"open": "profile"})]


def test_a_tie_can_go_back_to_unsaid_and_to_its_own_cadence(records):
    who = somebody_to_check_in_with(records, tie="D", cadence_days=10)
    app = page(contact=who)
    field(app, "Tie").set_value("")
    field(app, "In touch every so many days").set_value(None)
    click(app, "Save")
    assert (contacts.get(records, who).tie, contacts.get(records, who).cadence_days) == (None, None)
    assert the_tie(records, who).cadence == 120


@pytest.mark.parametrize("days", [0, -5, 4000, 10**12])
def test_a_cadence_that_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(records, days):
    who = somebody_to_check_in_with(records, tie="D")
    app = page(contact=who)
    field(app, "Tie").set_value("A")
    field(app, "In touch every so many days").set_value(days)
    click(app, "Save")
    assert "A cadence is 1 to 3650 days" in text(app).replace("\\", "")
    assert field(app, "In touch every so many days").value == days
    assert field(app, "Tie").value == "A"
    assert (contacts.get(records, who).tie, contacts.get(records, who).cadence_days) == ("D", None)
