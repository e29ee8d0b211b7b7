"""One person, as somebody uses their page: what is due, what is known, changing and removing them."""

from datetime import timedelta

import pytest

from ivw.coaching import contacts, demo, meetings, promises, time_line
from ivw.exchange import demo_file
from ivw.show import parts, person_panel, person_profile
from tests.builders import a_contact, a_conversation, happened
from tests.screen import HERE, NASTY, ZONE, click, field, labels, primary, said, text
from tests.show.draft_area import type_into
from tests.show.person_page import more, open_tab, page

# Who they are


def test_the_head_says_who_they_are_and_where_things_stand(records):
    ada = a_contact(
        records, name="Ada Example", position="Planner", organization="Fjord Mobility", field="Mobility", tie="B",
        asked="2026-11-23", shortlist=True,
    )  # fmt: skip
    app = page(contact=ada)
    assert app.subheader[0].value == "Ada Example"
    assert "Planner, Fjord Mobility · Mobility" in said(app)
    assert ":blue-badge[:material/hourglass_empty: Waiting for them] :gray-badge[:material/group: Warm]" in text(app)


@pytest.mark.parametrize(
    ("facts", "badge"),
    [
        ({}, "Not asked yet"),
        ({"do_not_contact": True}, "Do not contact"),
        ({"asked": "2026-11-02", "declined": "2026-11-20"}, "Said no"),
        ({"asked": "2026-08-03"}, "Parked"),
        ({"met": "2026-11-20 10:00"}, "Thank-you late"),
        ({"met": "2026-11-23 18:00"}, "Thank-you due"),
        ({"met": "2026-11-12 10:00", "thanked": "2026-11-12 15:00"}, "On track"),
        ({"met": "2025-06-12 10:00", "thanked": "2025-06-12 15:00"}, "Sign of life due"),
        ({"asked": "2026-11-12"}, "Reminder due"),
    ],
)
def test_every_state_has_its_words(records, facts, badge):
    assert f": {badge}]" in text(page(contact=a_contact(records, zone=ZONE, **facts)))


def test_every_state_there_can_be_has_words_an_icon_and_a_colour(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    for state in {state for (state,) in records.rows("SELECT state FROM stages($at, $zone)", at=HERE, zone=ZONE)}:
        words, urgency = contacts.state_in_words(state)
        assert words
        assert person_panel.STANDING[urgency or state]


def test_links_are_made_of_addresses_that_are_addresses_and_of_nothing_else(records):
    good = a_contact(records, email="ada+b@example.org", linkedin_url="https://www.linkedin.com/in/ada_(b)")
    links = {link.label: link.proto.url for link in page(contact=good).get("link_button")}
    assert links == {"E-mail": "mailto:ada%2Bb@example.org", "LinkedIn": "https://www.linkedin.com/in/ada_(b)"}
    with records.transaction() as transaction:  # as no form lets it through, but an old file may hold it
        transaction.change("contacts", good, linkedin_url="javascript:alert(1)", email="x@y.z?bcc=all")
    assert [link.label for link in page(contact=good).get("link_button")] in ([], ["E-mail"])
    assert all("?" not in link.proto.url for link in page(contact=good).get("link_button"))


def test_they_go_on_the_shortlist_and_off_again(records):
    ada = a_contact(records, name="Ada Example")
    app = click(page(contact=ada), "Put on shortlist")
    assert contacts.get(records, ada).shortlisted_at == HERE
    app = click(app, "On your shortlist")
    assert contacts.get(records, ada).shortlisted_at is None
    click(app, "Undo")
    assert contacts.get(records, ada).shortlisted_at == HERE


def test_somebody_met_is_on_no_shortlist(records):
    ada = a_contact(records, met="2026-11-20", shortlist=True)
    assert not {"Put on shortlist", "On your shortlist"} & set(labels(page(contact=ada)))


def test_it_says_who_named_them_and_whether_one_may_mention_it(records):
    for number, (may, words) in enumerate(person_profile.MAY.items()):
        ines = a_contact(records, name=f"Ines {number}")
        promises.refer(records, contact_id=ines, name="Hana Sato", may_mention=may, as_of=HERE - timedelta(days=12))
        (hana,) = records.rows("SELECT prospect_id::VARCHAR FROM referrals WHERE contact_id = $id::UUID", id=ines)[0]
        app = page(contact=hana)
        assert f"Ines {number} named them: 12 November. {words.format(f'Ines {number}')}" in said(app)
        app = click(app, f"Open Ines {number}")
        assert app.query_params["contact"] == ines
        assert app.subheader[0].value == f"Ines {number}"


# What is due


def test_what_is_due_comes_with_its_reason_and_leads_to_where_it_is_written(records, gone):
    ada = a_contact(records, name="Ada Example", met="2026-11-23 18:00", zone=ZONE)
    app = page(contact=ada)
    assert "**Thank Ada Example**" in said(app)
    assert "You met on Monday 23 November until 18:20" in said(app)
    click(app, "Write it")
    meeting = meetings.of_contact(records, ada)[0].id
    assert gone == [("outreach", {"contact": ada, "kind": "thank_you", "meeting": meeting})]


def test_done_settles_it_once(records, clicked_twice):
    ada = a_contact(records, met="2026-11-23 18:00", zone=ZONE)
    click(page(contact=ada), "Done")
    assert [each.what for each in time_line.entries(records, ada)] == ["thank_you", "conversation"]


def test_a_referral_leads_to_asking_the_person_who_was_named(records, gone):
    ada = a_contact(records, name="Ada", met="2026-11-12 10:00", thanked="2026-11-12 15:00")
    made = promises.refer(records, contact_id=ada, name="Hana Sato", as_of=HERE - timedelta(days=12))
    click(page(contact=ada), "Write it")
    hana = promises.prospect_of(records, made.fact_id)
    assert gone == [("outreach", {"contact": hana, "kind": "request"})]


def test_a_second_person_who_is_known_is_written_to_and_otherwise_looked_for(records, gone):
    ada = a_contact(records, name="Ada", organization="City of Utrecht", asked="2026-11-17", shortlist=True)
    app = click(page(contact=ada), "Who else?")
    assert app.query_params["organization"] == "City of Utrecht"
    assert "Add a person" in labels(app)

    bo = a_contact(records, name="Bo", organization="City of Utrecht")
    click(page(contact=ada), "Who else?")
    assert gone == [("outreach", {"contact": bo, "kind": "second_person"})]


def test_what_is_to_come_is_said_quietly(records):
    ada = a_contact(records, name="Ada", met="2026-11-12 10:00", thanked="2026-11-12 15:00")
    assert "From Saturday 12 December: Check in with Ada" in said(page(contact=ada))


def test_a_prospect_is_asked_in_writing(records, gone):
    ada = a_contact(records, shortlist=True)
    click(page(contact=ada), "Write your request")
    assert gone == [("outreach", {"contact": ada, "kind": "request"})]


def test_a_path_of_five_steps_says_what_comes_next(records, gone):
    ada = a_contact(records, shortlist=True, why_this_person="She builds bridges.")
    app = page(contact=ada)
    assert "Next, research: 1 of 5 known before you ask" in said(app)
    for step in ("**Research**", "Questions", "Rehearse", "Appear", "Contact"):
        click(page(contact=ada), step)
    pages = ["prospect_research", "question_builder", "practice_timer", "conversation", "outreach"]
    assert [where for where, _ in gone] == pages


def test_where_little_is_known_reading_comes_before_the_request(records):
    ada = a_contact(records, shortlist=True)
    app = page(contact=ada)
    assert primary(app) == ["Find out a little more"]
    app = click(app, "Find out a little more")
    assert app.session_state[f"person-tab-{ada}"] == person_panel.RESEARCH


def test_a_tie_that_nobody_said_is_no_badge(records):
    assert "Acquaintance" not in said(page(contact=a_contact(records)))
    assert "Warm" in said(page(contact=a_contact(records, tie="B")))


# What is known


def test_an_empty_page_says_what_to_write(records):
    ada = a_contact(records, shortlist=True)
    app = page(contact=ada)
    assert "Write it down before you ask" in text(app)
    assert "Nothing yet. What you log" in text(app)
    app = click(app, "Write it down")
    assert [field(app, "Name").value, field(app, "Tie").value] == ["Ada Example", None]


def test_the_texts_save_themselves_while_one_types(records):
    ada = a_contact(records, shortlist=True)
    app = more(page(contact=ada), ada, "edit")
    app = type_into(app, f"why_this_person:{ada}", "She went from data\nto planning.")
    assert contacts.get(records, ada).why_this_person == "She went from data\nto planning."
    app = click(app, "Close")
    assert "She went from data  \nto planning" in text(app)


def test_the_facts_are_changed_in_place(records):
    ada = a_contact(records, name="Ada Example", tie="C", email="ada@example.org")
    app = more(page(contact=ada), ada, "edit")
    assert field(app, "E-mail").value == "ada@example.org"
    field(app, "Name").set_value("Ada Sample")
    field(app, "Tie").set_value("A")
    field(app, "At first contact").set_value("introduced")
    field(app, "In touch every so many days").set_value(45)
    field(app, "LinkedIn address").set_value("https://www.linkedin.com/in/ada")
    field(app, "E-mail").set_value("")
    field(app, "Do not contact").check()
    app = click(app, "Save")
    person = contacts.get(records, ada)
    assert (person.name, person.tie, person.relationship, person.cadence_days) == ("Ada Sample", "A", "introduced", 45)
    assert (person.linkedin_url, person.email, person.do_not_contact) == (
        "https://www.linkedin.com/in/ada", None, True,
    )  # fmt: skip
    assert "Save" not in labels(app)
    assert app.subheader[0].value == "Ada Sample"


@pytest.mark.parametrize(
    ("label", "typed", "told"),
    [
        ("Name", " ", "This is empty."),
        ("E-mail", "ada at home", "is no e-mail address"),
        ("LinkedIn address", "javascript:alert(1)", "This is no web address"),
        ("Position", "p" * 501, "This has 501 characters"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_beside_its_field(records, label, typed, told):
    ada = a_contact(records, name="Ada Example")
    before = contacts.get(records, ada)
    app = more(page(contact=ada), ada, "edit")
    field(app, label).set_value(typed)
    field(app, "Where they work").set_value("City of Utrecht")
    app = click(app, "Save")
    assert told in said(app)
    assert (field(app, label).value, field(app, "Where they work").value) == (typed, "City of Utrecht")
    assert contacts.get(records, ada) == before


# Removing


def test_removing_asks_first_and_names_what_goes(records):
    ada = a_contact(records, name="Ada", met=("2026-11-02", "2026-11-20"), asked="2026-10-19")
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    app = more(page(contact=ada), ada, "remove")
    assert "With them go 1 interaction, 2 conversations and 1 referral. The people they named stay." in said(app)
    app = click(app, "Keep them")
    assert contacts.get(records, ada).name == "Ada"
    app = click(more(app, ada, "remove"), "Remove")
    assert [name for (name,) in records.rows("SELECT name FROM contacts")] == ["Hana"]
    assert "contact" not in app.query_params
    click(app, "Undo")
    assert contacts.get(records, ada).name == "Ada"
    assert len(time_line.entries(records, ada)) == 4


# Whatever people write


def test_nasty_texts_are_shown_as_text(records):
    every = " ".join(NASTY)
    ines = a_contact(records, name=every)
    promises.refer(records, contact_id=ines, name=every, as_of=HERE - timedelta(days=12))
    (hana,) = records.rows("SELECT prospect_id::VARCHAR FROM referrals")[0]
    contacts.change(records, hana, common_ground=every, organization=every, source=every)
    promises.promise(records, contact_id=hana, what=every, due=HERE.date(), as_of=HERE)
    happened(records, hana, "reply", "2026-11-23", text=every)
    happened(records, hana, "note", "2026-11-22", text=f"{every} " * 10)
    a_conversation(records, hana, starts="2026-12-01 15:00", scheduled="2026-11-23", place=every)
    for whom in (hana, ines):
        for tab in person_panel.TABS:
            app = open_tab(page(contact=whom), whom, tab)
            shown = [element.value for element in [*app.title, *app.subheader, *app.markdown, *app.caption]]
            shown += [*labels(app), *(each.label for each in app.expander)]
            assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]
        shown = [element.value for element in more(app, whom, "remove").markdown]
        assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]


def test_the_person_of_every_demo_state_draws(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    rows = records.rows(
        "SELECT any_value(contact_id)::VARCHAR FROM stages($at, $zone) GROUP BY state ORDER BY state",
        at=HERE,
        zone=ZONE,
    )
    for (whom,) in rows:
        assert page(contact=whom).subheader[0].value == parts.plain(contacts.get(records, whom).name)


def test_the_chain_of_introductions_is_drawn_where_it_is_longer_than_one(records):
    ruth = a_contact(records, name="Ruth *F*", met="2026-11-01 10:00")
    [hana] = [promises.prospect_of(records, promises.refer(records, contact_id=ruth, name="Hana", as_of=HERE).fact_id)]
    assert "The chain" not in text(page(contact=hana))
    promises.refer(records, contact_id=hana, name="Yusuf", as_of=HERE)
    app = page(contact=hana)
    assert "The chain: 2 besides them, 1 met." in said(app)
    assert [label for label in labels(app) if "Ruth" in label][-1] == r":green[:material/check:] Ruth \*F\*"
