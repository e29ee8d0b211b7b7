"""Follow-ups, as a person uses it: what is due, put off and still to come."""

import pytest

from ivw.coaching import demo, follow_ups, profile, ties
from ivw.exchange import demo_file
from ivw.show import calendar_file, parts, queue_lists
from tests.builders import a_contact, a_conversation
from tests.pages.people_due import a_promise, page, somebody_to_check_in_with, somebody_to_thank
from tests.screen import HERE, NASTY, ZONE, cards, choose, click, labels, run, text

pytestmark = pytest.mark.usefixtures("records")


def later(app):
    """The lines of what is to come."""
    shown = app.expander(key="later").markdown
    return shown[0].value.split("\n\n") if shown else []


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
    click(app, "Find somebody")
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
    assert f"{due.total} things can be done today; {due.late} are late." in text(app)
    assert len(cards(app)) == min(due.total, queue_lists.SIZE)
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
    for n in range(11):
        somebody_to_check_in_with(records, name=f"Person {n:02}")
    app = page()
    assert cards(app) == [f"Check in with Person {n:02}" for n in range(8)]
    app.get("pagination")[0].set_value(2)
    run(app)
    assert cards(app) == [f"Check in with Person {n:02}" for n in range(8, 11)]
    click(app, "Done")
    click(app, "Done")
    click(app, "Done")
    assert len(cards(app)) == 8


def test_the_queue_can_be_narrowed_to_late_ones_and_to_one_kind(records):
    somebody_to_thank(records)
    late = somebody_to_check_in_with(records, name="Tomasz Lindqvist")
    a_promise(records, late)
    app = page()
    assert "3 things can be done today; 1 is late." in text(app)
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
    for n in range(21):
        a_contact(records, name=f"Person {n:02}", met="2026-11-20 15:00", thanked="2026-11-20 18:00", zone=ZONE)
    upcoming = follow_ups.queue(records, HERE, ZONE, listed="upcoming", limit=100)
    for item in upcoming.items[:10]:
        follow_ups.postpone(records, item, 14, as_of=HERE, zone=ZONE)
    app = page()
    assert [each.label for each in app.expander] == ["Later: 11 things to come", "Not now: 10 things put off"]
    app.session_state["later"] = True
    app.session_state["not-now"] = True
    run(app)
    assert len(later(app)) == 8
    assert labels(app).count("Bring back") == 8
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
    assert "2 things can be done today; 1 is late. A quiet weekend: 1 more can wait until Monday." in text(app)
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
