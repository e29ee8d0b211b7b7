"""This happened: logging every kind of interaction, with its marks, its moment and its words."""

from datetime import date, time

import pytest

from ivw.coaching import drafts, meetings, outreach
from ivw.coaching.interactions import KINDS
from ivw.show import person_panel
from tests.builders import a_contact, at
from tests.screen import HERE, ZONE, choose, click, field, labels, primary, said, text
from tests.show.draft_area import type_into
from tests.show.person_page import open_tab, page


def logged(records):
    names = "kind, direction, happened_at, channel, text, gives, asks, wants_answer, again_on"
    rows = records.rows(f"SELECT {names} FROM interactions ORDER BY happened_at, id")
    return [dict(zip(names.split(", "), row, strict=True)) for row in rows]


def form(records, kind="message", **facts):
    ada = a_contact(records, name="Ada", **facts)
    return ada, page(contact=ada, log=kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_logged(records, kind):
    ada, app = form(records, kind)
    if kind == "deferred":
        field(app, "Ask again on").set_value(date(2027, 1, 11))
    app = type_into(app, f"log:{ada}:0", "In a few words.")
    app = click(app, "Log it")
    [row] = logged(records)
    assert (row["kind"], row["direction"], row["happened_at"], row["text"]) == (
        kind, KINDS[kind].direction, HERE, "In a few words.",
    )  # fmt: skip
    assert row["again_on"] == (date(2027, 1, 11) if kind == "deferred" else None)
    assert not {"log", "tab"} & set(app.query_params)
    assert "Log it" not in labels(app)  # what follows from it stands before one's eyes
    assert "Time line" in text(app)


def test_the_kind_can_be_changed_and_asks_for_what_belongs_to_it(records):
    _, app = form(records)
    assert field(app, "It offers them something").value is False
    app = field(app, "What happened").set_value("reply").run()
    assert "It offers them something" not in [each.label for each in app.checkbox]
    assert any(group.key.startswith("log-wants") for group in app.button_group)
    app = field(app, "What happened").set_value("note").run()
    assert "How" not in [each.label for each in app.selectbox]


def test_an_outgoing_one_can_offer_and_ask(records):
    _, app = form(records, "check_in")
    field(app, "It offers them something").check()
    field(app, "It asks for something more").check()
    field(app, "How").set_value("linkedin")
    click(app, "Log it")
    [row] = logged(records)
    assert (row["gives"], row["asks"], row["channel"]) == (True, True, "linkedin")


@pytest.mark.parametrize(("chosen", "kept"), [("rule", None), ("yes", True), ("no", False)])
def test_a_reply_wants_an_answer_by_the_rule_or_by_hand(records, chosen, kept):
    _, app = form(records, "reply")
    click(choose(app, "log-wants", chosen), "Log it")
    assert logged(records)[0]["wants_answer"] is kept


def test_it_may_have_happened_earlier(records):
    _, app = form(records)
    app = choose(app, "log-when", "earlier")
    field(app, "Day").set_value(date(2026, 11, 12))
    field(app, "Time").set_value(time(14, 5))
    click(app, "Log it")
    assert logged(records)[0]["happened_at"] == at("2026-11-12 14:05", ZONE)


def test_what_is_still_to_come_is_refused_with_all_that_was_typed(records):
    ada, app = form(records)
    app = choose(app, "log-when", "earlier")
    field(app, "Time").set_value(time(23, 0))
    app = type_into(app, f"log:{ada}:0", "Too early.")
    app = click(app, "Log it")
    assert "This is still to come." in said(app)
    assert field(app, "Time").value == time(23, 0)
    assert drafts.read(records, f"log:{ada}") == "Too early."
    assert logged(records) == []


def test_a_day_or_a_time_that_is_missing_is_asked_for(records):
    _, app = form(records)
    app = choose(app, "log-when", "earlier")
    assert "The time is missing." in said(click(app, "Log it"))
    field(app, "Day").set_value(None)
    assert "The day is missing." in said(click(app, "Log it"))
    assert logged(records) == []


def test_they_said_later_needs_a_day(records):
    _, app = form(records, "deferred")
    app = click(app, "Log it")
    assert "the day is missing" in said(app)
    field(app, "Ask again on").set_value(date(2027, 1, 11))
    click(app, "Log it")
    assert logged(records)[0]["again_on"] == date(2027, 1, 11)


def test_an_empty_note_is_refused(records):
    ada, app = form(records, "note")
    app = click(app, "Log it")
    assert "The note is empty." in said(app)
    app = click(type_into(app, f"log:{ada}:0", "Bring cake."), "Log it")
    assert [row["text"] for row in logged(records)] == ["Bring cake."]


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_logs_it_once(records):
    ada, app = form(records)
    click(type_into(app, f"log:{ada}:0", "Once."), "Log it")
    assert [row["text"] for row in logged(records)] == ["Once."]


def test_words_are_kept_while_one_types_and_gone_once_logged(records):
    ada, app = form(records)
    app = type_into(app, f"log:{ada}:0", "Dear Ada,")
    assert drafts.read(records, f"log:{ada}") == "Dear Ada,"
    assert logged(records) == []
    app = click(app, "Log it")
    assert drafts.read(records, f"log:{ada}") == ""
    app = open_tab(app, ada, person_panel.LOG)
    assert "Newest entry" in text(app)
    click(app, "Log it")
    assert [row["text"] for row in logged(records)] == ["Dear Ada,", None]


def test_undo_brings_the_words_back(records):
    ada, app = form(records)
    app = click(type_into(app, f"log:{ada}:0", "Dear Ada,"), "Log it")
    click(app, "Undo")
    assert logged(records) == []
    assert drafts.read(records, f"log:{ada}") == "Dear Ada,"


def test_it_begins_with_the_kind_that_fits(records):
    asked = a_contact(records, asked="2026-11-20")
    met = a_contact(records, met="2026-11-12 10:00", thanked="2026-11-12 15:00")
    thank = a_contact(records, met="2026-11-23 18:00", zone=ZONE)
    for whom, kind in ((asked, "reply"), (met, "message"), (thank, "thank_you")):
        app = page(contact=whom)
        app.session_state[f"person-tab-{whom}"] = ":gray[This happened]"
        assert field(app.run(), "What happened").value == kind


def test_only_one_button_of_the_form_is_filled(records):
    _, app = form(records)
    assert primary(app) == ["Log it"]
    assert "Log it" in labels(app)


def test_a_yes_to_a_time_that_was_offered_plans_it_with_the_same_press(records):
    ada = a_contact(records, name="Ada")
    friday = at("2026-11-27 10:00", ZONE)
    outreach.sent(records, ada, "request", text="Hello", as_of=at("2026-11-20"), offered=[friday], minutes=25)
    app = page(contact=ada, log="agreed")
    assert field(app, "Which time did they take?").value == "No time yet"
    field(app, "Which time did they take?").set_value("Friday 27 November, 10:00, 25 minutes")
    app = type_into(app, f"log:{ada}:1", "Friday is fine.")
    app = click(app, "Log it")
    assert [(row["kind"], row["text"]) for row in logged(records)][1:] == [("agreed", "Friday is fine.")]
    [planned] = meetings.of_contact(records, ada)
    assert (planned.starts_at, planned.minutes) == (friday, 25)
    assert "Write the confirmation" in labels(app)
    assert drafts.read(records, f"log:{ada}") == ""
