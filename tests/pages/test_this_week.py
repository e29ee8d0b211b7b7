"""This week, as a person uses it: the first start, and what each card of the queue can do."""

from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import demo, follow_ups, meetings, past_imports, people, profile, promises, time_line, weekly_reviews
from ivw.exchange import demo_file
from ivw.show import parts
from tests.builders import a_contact, a_conversation, at, happened
from tests.screen import HERE, NASTY, ROOT, ZONE, cards, click, labels, open_page, primary, run, said

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "this_week")


def scrolled(app):
    """The page once one has come near what stands below the cards."""
    for place in ("figures", "charts"):
        app.session_state[f"reached-{place}"] = {"reached": True}
    return run(app)


def pick(app, label, option, place=0):
    [menu for menu in app.get("menu_button") if menu.label == label][place].click(option)
    return run(app)


def log(records, contact_id):
    return [(each.what, each.happened_at) for each in time_line.entries(records, contact_id)]


def kinds(records, contact_id):
    return [what for what, _ in log(records, contact_id)]


def somebody_to_thank(records, name="Ines Okafor", **facts):
    return a_contact(records, name=name, met="2026-11-23 15:00", zone=ZONE, **facts)


def a_promise(records, contact_id, what="Send the template", due="2026-11-14"):
    made = at("2026-11-01")
    return promises.promise(records, contact_id=contact_id, what=what, due=at(due).date(), as_of=made).fact_id


# --- drawing


def test_the_first_start_has_three_doors(records, gone):
    app = page()
    assert app.title[0].value == "Welcome to ivw"
    assert labels(app) == ["Choose a file", "Add a person", "Open the demo", "I already met people"]
    click(app, "Choose a file")
    click(page(), "Add a person")
    click(page(), "I already met people")
    assert gone == [
        ("your_records", {"open": "import"}), ("prospect_research", {"open": "add"}),
        ("prospect_research", {"open": "met"}),
    ]  # fmt: skip


def test_the_third_door_opens_the_demo_network_once_and_again_after_it_was_removed(records, clicked_twice):
    app = page()
    for _ in range(2):
        click(app, "Open the demo")
        assert app.title[0].value == "Good morning"
        assert "The demo network is here" in said(app)
        assert past_imports.demo_import(records) is not None
        click(app, "Remove the demo")
        assert app.title[0].value == "Welcome to ivw"
        assert "already" not in said(app)
    assert people.counts(records)["everyone"] == 0


def test_the_demo_network_is_marked_removed_with_one_press_and_brought_back_with_another(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    assert "These people are invented." in said(app)
    click(app, "Remove the demo")
    assert app.title[0].value == "Welcome to ivw"
    click(app, "Undo")
    assert "These people are invented." in said(app)


def test_the_demo_network_draws_cards_first_and_figures_and_charts_once_they_are_reached(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    profile.save(records, name="Mara <b>", time_zone=ZONE, first_weekday=1)
    last_week = date(2026, 11, 16)
    weekly_reviews.intend(records, last_week, situation="it is *Friday*", response="I ask two people", as_of=HERE)
    app = page()
    assert "What you planned for it" not in said(app)
    assert [each.label for each in app.get("download_button")] == ["For your calendar"]
    assert app.title[0].value == "Good morning, Mara \\<b\\>"
    due = follow_ups.queue(records, HERE, ZONE)
    assert f"Tuesday 24 November. {due.total} things can be done today; {due.late} are late." in said(app)
    assert len(cards(app)) == 7
    assert f"{due.total - 7} more can wait" in labels(app)
    assert not app.metric
    assert not app.get("vega_lite_chart")
    scrolled(app)
    assert [metric.label for metric in app.metric] == list(profile.FIGURES.values())
    assert all(" last week" in metric.delta or " · was " in metric.delta for metric in app.metric)
    assert len(app.get("vega_lite_chart")) == 3
    assert "The line is your target of conversations" in said(app)
    assert any("- If it is \\*Friday\\*, **then I ask two people**" in each.value for each in app.markdown)
    assert len([each for each in (*app.button, *app.get("menu_button")) if each.proto.type == "primary"]) == 1


def test_with_hardly_anything_done_each_place_says_how_to_fill_it(records):
    never_met = a_contact(records, name="Never Met")
    assert not page().get("download_button")  # a calendar would be empty
    a_promise(records, never_met, due="2027-03-01")
    app = scrolled(page())
    for words in ("Nothing is due.", "Charts come with the first conversation", "how far your requests come"):
        assert words in said(app)


def test_whatever_stands_in_the_address_the_page_draws(records):
    somebody_to_thank(records)
    assert cards(page(contact="'; DROP TABLE contacts", view="nonsense")) == ["Thank Ines Okafor"]


def test_nasty_texts_are_shown_as_written(records):
    for nasty in NASTY:
        who = somebody_to_thank(records, name=f"Who {nasty}", organization=f"At {nasty}")
        happened(records, who, "message", "2026-11-23 18:00", zone=ZONE, text=f"Said {nasty}")
    app = page()
    written = "\n".join(element.value for element in (*app.title, *app.markdown, *app.caption))
    for nasty in NASTY:
        for words in ("Who", "At", "Said"):
            assert parts.plain(f"{words} {nasty}") in written
        assert nasty not in written


def test_more_than_seven_things_wait_on_the_follow_ups_page(records, gone):
    for n in range(9):
        somebody_to_thank(records, name=f"Person {n}")
    app = page()
    assert len(cards(app)) == 7
    click(app, "2 more can wait")
    assert gone == [("follow_ups", {})]


# --- what a card can do


@pytest.mark.parametrize(
    ("action", "kind", "title"),
    [
        ("thank_you", "thank_you", "Thank Ada Example"),
        ("answer", "message", "Answer Ada Example"),
        ("propose_times", "proposal", "Offer Ada Example times"),
        ("nudge", "nudge", "Remind Ada Example"),
        ("check_in", "check_in", "Check in with Ada Example"),
        ("reconnect", "check_in", "Get back in touch with Ada Example"),
        ("confirm", "confirmation", "Confirm with Ada Example"),
    ],
)
def test_done_logs_what_was_asked_for_once_and_undo_takes_it_back(records, clicked_twice, action, kind, title):
    who = a_person_for(records, action)
    before = log(records, who)
    app = page()
    assert cards(app) == [title]
    click(app, "Done")
    assert f"{title}: done." in said(app)
    assert [what for what, at_ in log(records, who) if (what, at_) not in before] == [kind]
    assert title not in cards(app)
    click(app, "Undo")
    assert log(records, who) == before
    assert cards(app) == [title]
    click(app, "Done")
    assert kinds(records, who).count(kind) == [what for what, _ in before].count(kind) + 1


def a_person_for(records, action):
    told = {
        "thank_you": {"met": "2026-11-23 15:00"},
        "answer": {"asked": "2026-11-20 09:00", "replied": "2026-11-23 09:00"},
        "propose_times": {"asked": "2026-11-20 09:00", "agreed": "2026-11-23 09:00"},
        "nudge": {"asked": "2026-11-02 09:00", "relationship": "known"},
        "check_in": {"met": "2026-09-02 09:00", "thanked": "2026-09-02 12:00"},
        "reconnect": {"met": "2025-09-02 09:00", "thanked": "2025-09-02 12:00"},
        "confirm": {},
    }[action]
    who = a_contact(records, zone=ZONE, **told)
    if action == "confirm":
        a_conversation(records, who, starts="2026-12-03 10:00", scheduled="2026-11-23 10:00", zone=ZONE)
    return who


def test_done_keeps_a_promise_and_undo_opens_it_again(records, clicked_twice):
    who = a_contact(records)
    a_promise(records, who)
    app = click(page(), "Done")
    assert promises.of_contact(records, who)[0].done_at == HERE
    click(app, "Undo")
    assert promises.of_contact(records, who)[0].done_at is None
    assert cards(app) == ["Keep your promise to Ada Example"]


def test_a_second_click_later_does_not_move_the_moment_a_promise_was_kept(records):
    who = a_contact(records)
    a_promise(records, who)
    item = follow_ups.of_contact(records, who, HERE, ZONE)[0]
    first = follow_ups.mark_done(records, item, as_of=HERE)
    later = follow_ups.mark_done(records, item, as_of=at("2026-11-24T09:00:05+01:00"))
    assert first.change
    assert not later.change
    assert promises.of_contact(records, who)[0].done_at == HERE


def test_done_follows_a_referral_and_ticks_the_preparation(records, clicked_twice):
    who = a_contact(records)
    promises.refer(records, contact_id=who, name="Hana Sato", as_of=at("2026-11-10 09:00"))
    meeting = a_conversation(records, who, starts="2026-11-25 10:00", scheduled="2026-11-20 10:00", zone=ZONE)
    happened(records, who, "confirmation", "2026-11-20 11:00", zone=ZONE)
    app = page()
    assert cards(app) == ["Write to Hana Sato whom Ada Example named", "Prepare for Ada Example"]
    click(app, "Done")
    assert promises.referrals_of(records, who)[0].done_at == HERE
    click(app, "Done")
    assert meetings.get(records, meeting).prepared_at == HERE
    assert cards(app) == []


def test_a_conversation_moved_on_the_same_day_can_be_confirmed_again(records, monkeypatch):
    who = a_contact(records)
    meeting = a_conversation(records, who, starts="2026-12-03 10:00", scheduled="2026-11-24 08:00", zone=ZONE)
    app = click(page(), "Done")
    assert cards(app) == []
    meetings.move(records, meeting, starts_at=at("2026-12-04 10:00", ZONE), as_of=at("2026-11-24T10:00:00+01:00"))
    monkeypatch.setenv("IVW_AS_OF", "2026-11-24T11:00:00+01:00")
    run(app)
    assert cards(app) == ["Confirm with Ada Example"]
    click(app, "Done")
    assert kinds(records, who).count("confirmation") == 2


@pytest.mark.parametrize(
    ("option", "until"),
    [("3 days", "Friday 27 November"), ("7 days", "Tuesday 1 December"), ("14 days", "Tuesday 8 December")],
)
def test_not_now_hides_a_card_until_then_and_undo_brings_it_back(records, clicked_twice, option, until):
    somebody_to_thank(records)
    app = pick(page(), "Not now", option)
    assert f"Thank Ines Okafor: not before {until}." in said(app)
    assert cards(app) == []
    assert len(follow_ups.queue(records, HERE, ZONE, listed="postponed").items) == 1
    click(app, "Undo")
    assert cards(app) == ["Thank Ines Okafor"]
    assert follow_ups.queue(records, HERE, ZONE, listed="postponed").items == ()


def test_only_what_is_owed_can_be_let_go(records):
    somebody_to_thank(records)
    a_contact(records, met="2026-09-02 09:00", thanked="2026-09-02 12:00")
    owed, other = (list(menu.options) for menu in page().get("menu_button") if menu.label == "Not now")
    assert owed == ["3 days", "7 days", "14 days", "Let it go"]
    assert other == ["3 days", "7 days", "14 days"]


def test_letting_go_wants_a_reason(records):
    who = somebody_to_thank(records)
    app = pick(page(), "Not now", "Let it go")
    assert "it leaves the queue and the health of the tie" in said(app)
    click(app, "Let it go")
    refusal = next(app.session_state[key] for key in app.session_state.keys() if str(key).startswith("problem/let-go"))  # noqa: SIM118
    assert refusal.field == "why"
    assert cards(app) == ["Thank Ines Okafor"]
    assert meetings.of_contact(records, who)[0].status == "held"


def test_letting_go_with_a_reason_takes_it_off_and_undo_puts_it_back(records, clicked_twice):
    somebody_to_thank(records)
    app = pick(page(), "Not now", "Let it go")
    app.text_input[0].set_value("They moved on")
    click(app, "Let it go")
    assert "Thank Ines Okafor: let go." in said(app)
    assert cards(app) == []
    click(app, "Undo")
    assert cards(app) == ["Thank Ines Okafor"]


@pytest.mark.parametrize(
    ("option", "status", "then"),
    [
        ("We talked", "held", "Thank Noor Haddad"),
        ("They called it off", "cancelled", "Offer Noor Haddad times"),
        ("I called it off", "cancelled", "Offer Noor Haddad times"),
        ("They did not come", "no_show", "Offer Noor Haddad times"),
        ("I did not come", "no_show", "Offer Noor Haddad times"),
    ],
)
def test_what_became_of_a_conversation_is_recorded_on_its_card(records, clicked_twice, option, status, then):
    who = a_contact(records, name="Noor Haddad")
    meeting = a_conversation(records, who, starts="2026-11-23 11:30", scheduled="2026-11-20 10:00", zone=ZONE)
    app = page()
    assert cards(app) == ["Did you meet Noor Haddad?"]
    assert "Done" not in labels(app)
    pick(app, "What happened?", option)
    assert meetings.get(records, meeting).status == status
    assert cards(app) == [then]
    click(app, "Undo")
    assert meetings.get(records, meeting).status == "planned"
    assert cards(app) == ["Did you meet Noor Haddad?"]


def test_a_conversation_just_recorded_leads_on_to_its_debrief(records, gone):
    who = a_contact(records, name="Noor Haddad")
    meeting = a_conversation(records, who, starts="2026-11-23 11:30", scheduled="2026-11-20 10:00", zone=ZONE)
    app = page()
    pick(app, "What happened?", "We talked")
    click(app, "Write the debrief")
    assert gone == [("reflection", {"meeting": meeting})]


def test_a_conversation_called_off_leads_to_no_debrief(records):
    who = a_contact(records, name="Noor Haddad")
    a_conversation(records, who, starts="2026-11-23 11:30", scheduled="2026-11-20 10:00", zone=ZONE)
    app = page()
    pick(app, "What happened?", "They did not come")
    assert "Write the debrief" not in labels(app)


def test_a_conversation_that_is_gone_meanwhile_is_refused_in_words(records):
    who = a_contact(records, name="Noor Haddad")
    meeting = a_conversation(records, who, starts="2026-11-23 11:30", scheduled="2026-11-20 10:00", zone=ZONE)
    item = follow_ups.of_contact(records, who, HERE, ZONE)[0]
    app = page()
    with records.transaction() as transaction:
        transaction.remove("meetings", [meeting])
    pick(app, "What happened?", "We talked")
    assert cards(app) == []
    assert app.session_state[f"problem/record-{item.subject_id}"].wrong


def test_a_conversation_of_today_stands_above_everything_until_it_is_over(records, gone):
    who = a_contact(records, name="Noor Haddad", confirmed="2026-11-21")
    meeting = a_conversation(records, who, starts="2026-11-24 08:50", scheduled="2026-11-20 10:00", zone=ZONE)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting, prepared_at=at("2026-11-22"))
    app = page()
    assert "You meet Noor Haddad at 08:50." in said(app)
    assert "You meet Noor Haddad today at 08:50" in said(app)
    click(app, "Open")
    assert gone == [("conversation", {"meeting": meeting})]


def test_a_talk_that_is_about_to_begin_goes_before_what_is_due(records):
    who = a_contact(records, name="Noor Haddad")
    a_conversation(records, who, starts="2026-11-24 09:10", scheduled="2026-11-20 10:00", zone=ZONE)
    app = page()
    assert "Confirm with Noor Haddad" in said(app)
    assert primary(app) == ["Open"]


def test_a_talk_later_today_leaves_the_first_place_to_what_is_due(records):
    who = a_contact(records, name="Noor Haddad")
    a_conversation(records, who, starts="2026-11-24 15:00", scheduled="2026-11-20 10:00", zone=ZONE)
    assert primary(page()) == ["Write it"]


def test_the_main_button_leads_to_where_it_is_written(records, gone):
    ines = somebody_to_thank(records)
    click(page(), "Write it")
    meeting = meetings.of_contact(records, ines)[0].id
    assert gone == [("outreach", {"contact": ines, "kind": "thank_you", "meeting": meeting})]


def test_a_second_person_is_looked_for_where_the_first_one_works(records, gone):
    a_contact(records, asked="2026-11-17 09:00", organization="Skerry Line", zone=ZONE)
    app = page()
    assert cards(app) == ["Ask somebody else at Skerry Line"]
    assert "Done" not in labels(app)
    click(app, "Who else?")
    assert gone == [("prospect_research", {"organization": "Skerry Line"})]


def test_the_way_from_a_card_to_the_person_works_in_the_whole_house(records):
    somebody_to_thank(records)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.context = {"timezone": ZONE}
    run(app)
    assert cards(app) == ["Thank Ines Okafor"]
    click(app, "Write it")
    assert app.title[0].value == "Outreach"
