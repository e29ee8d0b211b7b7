"""Prospect research, as a person uses it: finding somebody, adding somebody, opening somebody."""

import pytest

from ivw.coaching import contacts, demo
from ivw.coaching import people as coaching_people
from ivw.exchange import demo_file
from ivw.show import people_list
from tests.builders import a_contact, happened
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, primary, run, text
from tests.show.person_page import page

pytestmark = pytest.mark.usefixtures("records")


def listed(app):
    """Who stands on the list, by name."""
    return [option.strip("*\u2060").replace("\\", "") for radio in app.radio for option in radio.options]


def selected(app):
    return [radio.value for radio in app.radio if radio.value]


def whose(app):
    """Whose page it is, if anybody's."""
    return [heading.value.replace("\\", "") for heading in app.subheader]


def find(app, words):
    next(field for field in app.text_input if field.key.startswith("find-")).set_value(words)
    return run(app)


def people(records):
    return [name for (name,) in records.rows("SELECT name FROM contacts ORDER BY name")]


def people_of(records):
    return dict(records.rows("SELECT name, id::VARCHAR FROM contacts"))


# Nobody there yet


def test_with_nobody_there_the_form_stands_open_and_says_whom_to_look_for():
    app = page()
    assert "bring your LinkedIn contacts" in text(app)
    assert "Whom to look for" in text(app)
    assert field(app, "Name").value == ""
    assert labels(app) == ["Add", "I already met people"]


def test_with_the_demo_network_the_first_on_the_shortlist_is_open(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    assert len(listed(app)) == people_list.ROWS
    assert whose(app) == listed(app)[:1]
    assert "contact" not in app.query_params


@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "\x00", "everyone"])
def test_an_address_that_makes_no_sense_falls_back_quietly(records, nasty):
    a_contact(records, name="Ada Example", shortlist=True)
    app = page(contact=nasty, list=nasty, log=nasty, open=nasty)
    assert listed(app) == ["Ada Example"]
    assert whose(app) == ([] if nasty else ["Ada Example"])


# Finding


def test_every_word_has_to_stand_in_name_organization_position_or_field(records):
    a_contact(records, name="Zoë Ångström", organization="Nordlys Energi", position="Planner", field="Energy")
    a_contact(records, name="Bo Berg", organization="Nordlys Energi", position="Analyst")
    app = find(page(), "angstrom nordlys plan")
    assert listed(app) == ["Zoë Ångström"]
    assert "1 of 2 people" in text(app)


def test_nobody_found_offers_everyone_and_a_new_person_of_that_name(records):
    a_contact(records, name="Ada Example", shortlist=True)
    a_contact(records, name="Bo Berg")
    app = find(page(), "Berg")
    assert "Nobody matches" in text(app)
    app = click(app, "Look among everyone")
    assert listed(app) == ["Bo Berg"]
    app = click(find(app, "Cleo"), "Add them")
    assert field(app, "Name").value == "Cleo"


def test_a_search_changes_nothing_about_who_is_open(records):
    ada = a_contact(records, name="Ada Example", shortlist=True)
    a_contact(records, name="Bo Berg", shortlist=True, added="2000-01-02")
    app = find(page(contact=ada), "Berg")
    assert (listed(app), whose(app), selected(app)) == (["Bo Berg"], ["Ada Example"], [])


def test_the_lists_say_how_many_there_are_and_hold_who_belongs_there(records):
    a_contact(records, name="Ada Prospect", shortlist=True)
    a_contact(records, name="Bo Met", shortlist=True, met="2026-11-02")
    a_contact(records, name="Cleo Imported")
    app = page()
    assert "1 person on your shortlist, 1 met, 3 in your records." in text(app)
    assert listed(app) == ["Ada Prospect"]
    assert listed(choose(app, "list-", "met")) == ["Bo Met"]
    assert listed(choose(app, "list-", "everyone")) == ["Ada Prospect", "Bo Met", "Cleo Imported"]
    said = app.radio[0].proto.captions
    assert list(said) == ["shortlisted", "met 2 Nov", ""]


def test_empty_lists_teach(records):
    a_contact(records, name="Ada Imported")
    app = page()
    assert listed(app) == ["Ada Imported"]  # the first list with anybody on it
    assert "Your shortlist is empty" in text(choose(app, "list-", "shortlist"))
    assert "Nobody met yet" in text(choose(app, "list-", "met"))


def test_a_long_list_is_paged(records):
    for number in range(25):
        a_contact(records, name=f"Person {number:02}")
    app = page(list="everyone")
    assert listed(app) == [f"Person {number:02}" for number in range(10)]
    assert "25 people" in text(app)
    app.get("pagination")[0].set_value(3)
    assert listed(run(app)) == [f"Person {number:02}" for number in range(20, 25)]
    assert listed(find(app, "1")) == [f"Person {number}" for number in range(10, 20)]  # words begin with it


def test_an_address_can_name_list_and_words(records):
    a_contact(records, name="Ada Example", organization="City of Utrecht", shortlist=True)
    a_contact(records, name="Bo Berg", organization="City of Utrecht")
    assert listed(page(find="utrecht")) == ["Ada Example", "Bo Berg"]
    assert listed(page(find="utrecht", list="shortlist")) == ["Ada Example"]
    app = find(page(find="utrecht", list="everyone"), "berg")
    assert "find" not in app.query_params  # a reload would bring back what is looked for no more
    assert listed(app) == ["Bo Berg"]


def test_namesakes_can_be_told_apart(records):
    first = a_contact(records, name="Ada Example", organization="One", shortlist=True)
    second = a_contact(records, name="Ada Example", organization="Two", shortlist=True, added="1999-01-01")
    assert selected(page(contact=first)) == [first]
    assert selected(page(contact=second)) == [second]


def test_a_word_of_a_note_finds_somebody_and_the_row_says_where_it_stands(records):
    ada = a_contact(records, name="Ada Example", organization="Nordlys")
    happened(records, ada, "note", "2026-11-20", text=f"{'long ago ' * 400} she keeps *bees* {NASTY[0]}")
    app = find(page(), "bees")
    assert listed(app) == ["Ada Example"]
    [caption] = app.radio[0].proto.captions
    assert "Nordlys" in caption
    assert "in a note: … " in caption.replace("\\", "").replace("\u2060", "")
    assert not [nasty for nasty in NASTY if nasty in caption]


def test_filters_stand_in_the_address_and_come_off_one_by_one(records):
    a_contact(records, name="Ada Close", tie="A", source_kind="event", asked="2026-11-23")
    a_contact(records, name="Bo Close", tie="A")
    a_contact(records, name="Cy Distant", tie="D", source_kind="event")
    app = page(tie="A", stage="waiting", who="nonsense")
    assert listed(app) == ["Ada Close"]
    assert "1 of 3 people" in text(app)
    app = click(app, "Where things stand: Waiting for them")
    assert listed(app) == ["Ada Close", "Bo Close"]
    assert "stage" not in app.query_params
    app.radio[0].set_value(app.radio[0].options and people_of(records)["Bo Close"])
    app = run(app)
    assert app.query_params["tie"] in ("A", ["A"])  # whom one opens does not take the filter off
    app = page(**{"tie": "A", "from": "book"})
    assert "Nobody is left" in text(app)
    assert listed(click(app, "Take the filters off")) == ["Ada Close", "Bo Close", "Cy Distant"]


@pytest.fixture
def three(records):
    a_contact(records, name="Ada Close", tie="A", field="Energy")
    a_contact(records, name="Bo Close", tie="A")
    a_contact(records, name="Cy Distant", tie="D", field="Energy")
    return records


def with_filter(app):
    """The list with its filters open; under AppTest they are closed again after every run."""
    app.session_state["filter"] = True
    return run(app)


def address(app, name):
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


@pytest.mark.usefixtures("three")
def test_the_open_filter_offers_what_there_is_and_cuts_the_list_by_it():
    assert not page().selectbox  # nothing is read for it while it is closed
    app = with_filter(page())
    assert {each.label for each in app.selectbox} == {
        "Where things stand", "Field", "Found through", "Tie", "Kind of person",
    }  # fmt: skip
    field(app, "Tie").set_value("A")
    app = with_filter(run(app))
    assert (address(app, "tie"), listed(app)) == ("A", ["Ada Close", "Bo Close"])
    field(app, "Field").set_value("Energy")
    app = with_filter(run(app))
    assert (address(app, "in"), listed(app)) == ("Energy", ["Ada Close"])
    field(app, "Tie").set_value(None)
    app = run(app)
    assert (address(app, "tie"), listed(app)) == (None, ["Ada Close", "Cy Distant"])


@pytest.mark.usefixtures("three")
def test_all_filters_come_off_at_once_and_so_does_a_field_that_nobody_has_any_more():
    app = with_filter(page(**{"in": "Whaling", "tie": "A"}))
    assert field(app, "Field").value == "Whaling"
    assert "Nobody is left" in text(app)
    app = with_filter(click(app, "Take all off"))
    assert listed(app) == ["Ada Close", "Bo Close", "Cy Distant"]
    assert {each.value for each in app.selectbox} == {None}
    assert "Take all off" not in labels(app)


def test_who_stands_where_is_worked_out_anew_only_when_something_was_written(three, monkeypatch):
    work_out, looked = coaching_people.in_stage, []
    monkeypatch.setattr(coaching_people, "in_stage", lambda *asked: looked.append(asked) or work_out(*asked))
    app = run(page(stage="prospect"))
    assert (len(listed(app)), len(looked)) == (3, 1)
    a_contact(three, name="Di New")
    assert (len(listed(run(app))), len(looked)) == (4, 2)


# Opening


def test_somebody_on_the_list_is_opened_by_choosing_them(records):
    a_contact(records, name="Ada Example", shortlist=True, added="2026-11-20")
    bo = a_contact(records, name="Bo Berg", shortlist=True, added="2026-11-19")
    app = page()
    assert whose(app) == ["Ada Example"]
    app.radio[0].set_value(bo)
    app = run(app)
    assert app.query_params["contact"] == bo
    assert whose(run(app)) == ["Bo Berg"]
    assert selected(app) == [bo]


def test_a_link_opens_somebody_who_is_on_no_list_that_shows(records):
    a_contact(records, name="Ada Example", shortlist=True)
    imported = a_contact(records, name="Cleo Imported")
    app = page(contact=imported, list="shortlist")
    assert (whose(app), selected(app)) == (["Cleo Imported"], [])


def test_only_one_button_is_filled(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    ids = [key for (key,) in records.rows("SELECT id::VARCHAR FROM contacts")]
    for app in [page(open="add"), *(page(contact=each) for each in ids[:12:3])]:
        assert len(primary(app)) <= 1


# Adding


def test_somebody_is_added_with_a_name_and_a_line(records):
    app = page(open="add")
    field(app, "Name").set_value("  Ada   Example ")
    field(app, "Where they work").set_value("City of Utrecht")
    field(app, "Why this person?").set_value("She went from data to planning.")
    app = click(app, "Add")
    ada = contacts.get(records, app.query_params["contact"])
    assert (ada.name, ada.organization, ada.why_this_person) == (
        "Ada Example", "City of Utrecht", "She went from data to planning.",
    )  # fmt: skip
    assert ada.shortlisted_at == HERE
    assert "open" not in app.query_params
    assert (whose(app), listed(app)) == (["Ada Example"], ["Ada Example"])
    assert "Ada Example is on your shortlist" in text(app).replace("\\", "")
    assert "Why this person?" not in [each.label for each in app.text_input]


def test_a_name_is_all_that_is_needed_and_none_is_too_little(records):
    a_contact(records, name="Bo Berg")
    app = page(open="add")
    field(app, "Where they work").set_value("City of Utrecht")
    app = click(app, "Add")
    assert "This is empty" in text(app)
    assert field(app, "Where they work").value == "City of Utrecht"
    assert people(records) == ["Bo Berg"]
    field(app, "Name").set_value("Ada")
    click(app, "Add")
    assert people(records) == ["Ada", "Bo Berg"]


def test_a_name_that_is_too_long_is_refused_with_all_that_was_typed(records):
    app = page(open="add")
    field(app, "Name").set_value("A" * 501)
    field(app, "Position").set_value("Planner")
    app = click(app, "Add")
    assert "This has 501 characters" in text(app).replace("\\", "")
    assert (field(app, "Name").value, field(app, "Position").value) == ("A" * 501, "Planner")
    assert people(records) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_adds_one_person(records):
    app = page(open="add")
    field(app, "Name").set_value("Ada")
    app = click(app, "Add")
    assert people(records) == ["Ada"]
    assert whose(app) == ["Ada"]


def test_adding_can_be_undone_and_then_nobody_stands_in_the_address(records):
    a_contact(records, name="Bo Berg")
    app = page(open="add")
    field(app, "Name").set_value("Ada")
    app = click(app, "Add")
    assert app.query_params["contact"]
    app = click(app, "Undo")
    assert people(records) == ["Bo Berg"]
    assert "contact" not in app.query_params


def test_the_form_opens_and_closes(records):
    a_contact(records, name="Bo Berg")
    app = click(page(), "Add a person")
    assert app.query_params["open"] == "add"
    app = click(run(app), "Close")
    assert "open" not in app.query_params
    assert "Add" not in labels(app)


# Whatever people are called


def test_while_somebody_is_added_nobody_is_marked_and_a_press_leads_back(records):
    a_contact(records, name="Ada", shortlist=True)
    app = page()
    assert selected(app)
    click(app, "Add a person")
    assert not selected(app)
    app.radio[0].set_value(people_of(records)["Ada"])
    run(app)
    assert whose(app) == ["Ada"]


def test_nasty_names_are_shown_as_text(records):
    every = " ".join(NASTY)
    facts = dict.fromkeys(("name", "organization", "position", "field", "why_this_person"), every)
    whom = a_contact(records, shortlist=True, **facts)
    for app in (page(contact=whom), find(page(), every), find(page(), f"nobody {every}"[: people_list.LONGEST])):
        raw = text(app) + "".join(app.radio[0].options if app.radio else "")
        assert not [nasty for nasty in NASTY if nasty in raw]


def test_the_list_says_whom_to_let_be(records):
    a_contact(records, name="Ada Example", do_not_contact=True)
    assert list(page().radio[0].proto.captions) == ["do not contact"]
