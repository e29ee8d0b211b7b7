"""Follow-ups, as a person uses it: the queue, what comes later, what was put off, and the ties one by one."""

from functools import partial

import pytest

from ivw.coaching import contacts, demo, follow_ups, interactions, meetings, profile, promises, ties
from ivw.exchange import demo_file
from ivw.show import calendar_file, parts
from tests.builders import a_contact, a_conversation, at
from tests.screen import HERE, NASTY, ZONE, cards, choose, click, field, labels, open_page, run, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "follow_ups")


def later(app):
    """The lines of what is to come."""
    shown = app.expander(key="later").markdown
    return shown[0].value.split("\n\n") if shown else []


def somebody_to_thank(records, name="Ines Okafor"):
    return a_contact(records, name=name, met="2026-11-23 15:00", zone=ZONE)


def somebody_to_check_in_with(records, name="Henrik Solberg", **facts):
    return a_contact(records, name=name, met="2026-07-23 15:00", thanked="2026-07-23 18:00", zone=ZONE, **facts)


def a_promise(records, contact_id, what="Send the template", due="2026-11-14", owner="me"):
    made = at("2026-11-01")
    return promises.promise(
        records, contact_id=contact_id, what=what, due=at(due).date(), owner=owner, as_of=made
    ).fact_id


def the_tie(records, contact_id):
    return next(each for each in ties.page(records, HERE, ZONE, limit=1000).ties if each.contact_id == contact_id)


# --- drawing


def test_an_empty_file_says_what_to_do(records, gone):
    app = page()
    assert app.title[0].value == "Follow-ups"
    assert "Nothing is due." in text(app)
    assert "Nobody is here yet" in text(app)
    click(app, "Add a person")
    assert gone == [("prospect_research", {"open": "add"})]


def test_ties_without_anybody_met_say_how_one_begins(records, gone):
    a_contact(records, name="Never Met")
    app = page(view="ties")
    assert "Nobody met yet" in text(app)
    assert "A tie begins with the first conversation" in text(app)
    assert not app.dataframe
    click(app, "Find somebody to ask")
    assert gone == [("prospect_research", {})]


def test_people_with_nothing_due_are_all_clear(records):
    a_contact(records, name="Never Met")
    app = page()
    assert "All clear" in text(app)
    assert not app.expander


def test_the_demo_network_draws_in_both_views(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    due = follow_ups.queue(records, HERE, ZONE)
    assert f"{due.total} things can be done now; {due.late} are late." in text(app)
    assert len(cards(app)) == min(due.total, 20)
    app = page(view="ties")
    seen = ties.page(records, HERE, ZONE).network
    assert f"Your network stands at {seen.score}. " in text(app)
    assert len(app.dataframe[0].value) == 8
    assert "weakest first" in text(app)
    assert "The weights are a convention, not a finding." in text(app)


@pytest.mark.parametrize("query", [{"view": "nonsense"}, {"contact": "nobody"}, {"view": "ties", "contact": "'; DROP"}])
def test_a_bad_address_falls_back_quietly(records, query):
    somebody_to_thank(records)
    app = page(**query)
    assert app.title[0].value == "Follow-ups"
    if "contact" in query:
        assert app.subheader[0].value == "Ines Okafor"


def test_nasty_texts_are_shown_as_written(records):
    for place, nasty in enumerate(NASTY):
        who = a_contact(records, name=f"Who {nasty}", organization=f"At {nasty}", met="2026-11-23 15:00", zone=ZONE)
        a_promise(records, who, what=f"Promised {nasty}", due=f"2026-11-{10 + place}")
        a_promise(records, who, what=f"Theirs {nasty}", owner="them")
        a_promise(records, who, what=f"Later {nasty}", due="2026-12-10")
    app = page()
    app.session_state["later"] = True
    run(app)
    written = text(app)
    for nasty in NASTY:
        assert parts.plain(f"Who {nasty}") in written
        assert parts.plain(f"Later {nasty}") in written
        assert nasty not in written
    for each in ties.page(records, HERE, ZONE).ties:
        written = text(page(contact=each.contact_id))
        assert parts.plain(each.contact) in written
        assert "Theirs" in written
        assert not any(nasty in written for nasty in NASTY)


# --- the queue


def test_a_busy_queue_is_paged(records):
    for n in range(23):
        somebody_to_check_in_with(records, name=f"Person {n:02}")
    app = page()
    assert cards(app) == [f"Check in with Person {n:02}" for n in range(20)]
    app.get("pagination")[0].set_value(2)
    run(app)
    assert cards(app) == [f"Check in with Person {n}" for n in range(20, 23)]
    click(app, "Done")
    click(app, "Done")
    click(app, "Done")
    assert len(cards(app)) == 20


def test_the_queue_can_be_narrowed_to_late_ones_and_to_one_kind(records):
    somebody_to_thank(records)
    late = somebody_to_check_in_with(records, name="Tomasz Lindqvist")
    a_promise(records, late)
    app = page()
    assert "3 things can be done now; 1 is late." in text(app)
    assert cards(app) == [
        "Keep your promise to Tomasz Lindqvist",
        "Thank Ines Okafor",
        "Check in with Tomasz Lindqvist",
    ]
    choose(app, "queue/listed", "overdue")
    assert cards(app) == ["Keep your promise to Tomasz Lindqvist"]
    app.selectbox[0].set_value("thank_you")
    run(app)
    assert cards(app) == []
    assert "None of these" in text(app)
    choose(app, "queue/listed", "open")
    assert cards(app) == ["Thank Ines Okafor"]


def test_a_kind_that_is_done_gives_way_to_everything(records):
    somebody_to_thank(records)
    somebody_to_check_in_with(records)
    app = page()
    app.selectbox[0].set_value("thank_you")
    run(app)
    click(app, "Done")
    assert "Ines Okafor: done." in text(app).replace("\\", "")
    assert cards(app) == ["Check in with Henrik Solberg"]


def test_what_is_to_come_is_listed_when_it_is_opened(records):
    somebody = somebody_to_thank(records)
    a_promise(records, somebody, due="2026-12-10")
    app = page()
    assert [each.label for each in app.expander] == ["Later: 2 things to come"]
    assert later(app) == []
    app.session_state["later"] = True
    run(app)
    assert [line.split("]")[0] for line in later(app)] == [":gray-badge[Thu 10 Dec", ":gray-badge[Wed 23 Dec"]
    assert "Keep your promise to Ines Okafor" in later(app)[0]


def test_what_was_put_off_can_be_brought_back_and_put_off_again(records, clicked_twice):
    somebody_to_thank(records)
    app = page()
    app.get("menu_button")[0].click("7 days")
    run(app)
    assert cards(app) == []
    assert "not before Tuesday 1 December" in text(app)
    assert [each.label for each in app.expander] == ["Later: 1 thing to come", "Not now: 1 thing put off"]
    app.session_state["not-now"] = True
    run(app)
    assert "Not before Tuesday 1 December" in text(app)
    click(app, "Bring back")
    assert cards(app) == ["Thank Ines Okafor"]
    assert "back on the queue" in text(app)
    click(app, "Undo")
    assert cards(app) == []


def test_later_and_not_now_are_paged(records):
    for n in range(45):
        a_contact(records, name=f"Person {n:02}", met="2026-11-20 15:00", thanked="2026-11-20 18:00", zone=ZONE)
    upcoming = follow_ups.queue(records, HERE, ZONE, listed="upcoming", limit=100)
    for item in upcoming.items[:22]:
        follow_ups.postpone(records, item, 14, as_of=HERE, zone=ZONE)
    app = page()
    assert [each.label for each in app.expander] == ["Later: 23 things to come", "Not now: 22 things put off"]
    app.session_state["later"] = True
    app.session_state["not-now"] = True
    run(app)
    assert len(later(app)) == 20
    assert labels(app).count("Bring back") == 20
    for pager in app.get("pagination"):
        pager.set_value(2)
    run(app)
    assert len(later(app)) == 3
    assert labels(app).count("Bring back") == 2


def test_the_calendar_of_the_demo_network_is_made_on_the_spot(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    assert "For your calendar" in [each.label for each in page().get("download_button")]
    made = calendar_file.made().decode()
    assert made.count("BEGIN:VEVENT") > 20
    assert "STATUS:CANCELLED" in made


# --- the ties


def test_the_table_tells_score_band_and_parts_weakest_first(records):
    weak = somebody_to_check_in_with(records, name="Henrik Solberg", tie="B", organization="Brightfen")
    a_contact(records, name="Leo Asleep", met="2024-07-23 15:00", zone=ZONE)
    good = a_contact(
        records, name="Ruth Feldman", met="2026-11-20 15:00", thanked="2026-11-20 17:00", zone=ZONE, tie="A"
    )
    app = page(view="ties")
    shown = app.dataframe[0].value
    assert list(shown["Person"]) == ["Henrik Solberg", "Ruth Feldman", "Leo Asleep"]
    assert list(shown["Band"]) == ["Wants attention", "Healthy", "Dormant"]
    assert list(shown["Health"][:2]) == [the_tie(records, weak).score, the_tie(records, good).score]
    assert shown["Health"].isna()[2]
    assert shown["Kept word"][1] == 40
    assert shown["Held at"].isna().all()
    assert shown["Last talk"][0] == 124
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
    assert "You were last in touch 23 July 2024, 854 days ago." in written
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


def test_the_two_views_lead_into_each_other(records):
    somebody_to_thank(records)
    app = page()
    choose(app, "follow-ups/view", "ties")
    assert app.dataframe
    assert app.query_params["view"] == "ties"
    choose(app, "follow-ups/view", "queue")
    assert cards(app) == ["Thank Ines Okafor"]
    assert "view" not in app.query_params
    assert "contact" not in app.query_params


def test_one_primary_button_at_most(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    for query in ({}, {"view": "ties"}):
        app = page(**query)
        filled = [each for each in (*app.button, *app.get("menu_button")) if each.proto.type == "primary"]
        assert len(filled) == 1


def test_a_planned_conversation_that_passed_asks_what_happened(records, clicked_twice):
    who = a_contact(records, name="Noor Haddad")
    a_conversation(records, who, starts="2026-11-23 11:30", scheduled="2026-11-20 10:00", zone=ZONE)
    app = page()
    assert cards(app) == ["Did you meet Noor Haddad?"]
    app.get("menu_button")[0].click("They called it off")
    run(app)
    assert cards(app) == ["Offer Noor Haddad times"]
    click(app, "Undo")
    assert cards(app) == ["Did you meet Noor Haddad?"]


def test_a_quiet_weekend_says_how_much_waits_until_monday_and_lists_it(records, monkeypatch):
    somebody_to_check_in_with(records)
    a_promise(records, somebody_to_thank(records), due="2026-11-28")
    monkeypatch.setenv("IVW_AS_OF", "2026-11-28T09:00:00+01:00")
    profile.save(records, name=None, time_zone=None, first_weekday=1, quiet_weekends=True)
    app = page()
    assert "2 things can be done now; 1 is late. A quiet weekend: 1 more can wait until Monday." in text(app)
    assert cards(app) == ["Thank Ines Okafor", "Keep your promise to Ines Okafor"]
    app.session_state["resting"] = True
    run(app)
    assert app.expander(key="resting").label == "Quiet weekend: 1 thing until Monday"
    assert "Check in with Henrik Solberg" in app.expander(key="resting").markdown[0].value
    for title in ("Thank Ines Okafor", "Keep your promise to Ines Okafor"):
        assert cards(app)[0] == title
        click(app, "Done")
    assert "A quiet weekend. 1 thing can wait until Monday." in text(app)
    profile.save(records, name=None, time_zone=None, first_weekday=1, quiet_weekends=False)
    assert cards(run(app)) == ["Check in with Henrik Solberg"]
