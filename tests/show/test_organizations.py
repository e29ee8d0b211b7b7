"""The view of organizations: the list, one of them, and whom one knows there."""

from functools import partial

from ivw.coaching import contacts, organizations, research
from ivw.coaching.research import Target
from ivw.show.organizations import CHOSEN
from tests.builders import a_contact
from tests.screen import HERE, NASTY, click, field, labels, run, said
from tests.show.view_page import open_view

view = partial(open_view, "organizations")


def edit(app):
    app.session_state["organization/mode"] = "edit"
    return run(app)


def test_it_says_what_will_stand_here_and_takes_the_first_one(records, clicked_twice):
    app = view()
    assert "No organization yet" in said(app)
    app = click(click(app, "Add an organization"), "Close")
    assert "Add it" not in labels(app)
    app = click(app, "Add an organization")
    assert "This is empty." in said(click(app, "Add it"))
    field(app, "Its name").set_value("Osierway")
    app = click(app, "Add it")
    assert [each.name for each in organizations.found(records)[0]] == ["Osierway"]
    assert app.subheader[0].value == "Osierway"
    click(app, "Undo")
    assert organizations.found(records) == ([], 0)


def test_one_is_opened_by_name_with_the_people_of_its_whole_name(records, gone):
    ada = a_contact(records, name="Ada", organization="Art", met="2026-11-02 15:00")
    a_contact(records, name="Ben", organization="Bart & Co")
    app = view(organization="ART")
    assert app.subheader[0].value == "Art"
    assert "met 2 Nov" in said(app)
    assert ":blue[Ada]" in labels(app)
    assert ":blue[Ben]" not in labels(app)
    click(app, ":blue[Ada]")
    assert gone == [("prospect_research", {"contact": ada})]
    click(view(organization="Art"), "Add a person")
    assert gone[-1] == ("prospect_research", {"open": "add", "at": "Art"})


def test_one_is_looked_for_and_chosen_and_what_is_not_there_is_added_under_its_name(records):
    for name in ("Osierway", "Bart & Co", "Calder"):
        a_contact(records, organization=name)
    app = view()
    app.session_state["organizations-page-"] = 2  # there were more of them before
    app = run(app)
    app.radio(key=CHOSEN).set_value("Calder")
    app = run(app)
    assert app.query_params["organization"] == "Calder"
    field(app, "Find").set_value("Heron")
    app = run(app)
    assert "No organization matches “Heron”" in said(app)
    assert "Close" not in labels(app)
    click(app, "Add it")
    assert [each.name for each in organizations.found(records, "heron")[0]] == ["Heron"]


def test_the_flag_of_a_target_employer_goes_up_and_down(records):
    a_contact(records, organization="Osierway")
    app = click(view(organization="Osierway"), "I would like to work there")
    assert organizations.find(records, "Osierway").target_employer
    assert "I would like to work there]" in said(app)
    click(app, "Take the flag off")
    assert not organizations.find(records, "Osierway").target_employer


def test_a_new_name_goes_to_the_people_and_a_wrong_website_is_refused_beside_its_field(records):
    ada = a_contact(records, organization="Osierway")
    app = edit(view(organization="Osierway"))
    field(app, "Name").set_value("Osierway Transit")
    field(app, "Website").set_value("javascript:alert(1)")
    app = click(app, "Save")
    assert "This is no web address." in said(app)
    assert field(app, "Name").value == "Osierway Transit"
    assert contacts.get(records, ada).organization == "Osierway"
    field(app, "Website").set_value("example.org")
    app = click(app, "Save")
    assert contacts.get(records, ada).organization == "Osierway Transit"
    assert app.subheader[0].value == "Osierway Transit"
    click(app, "Undo")
    assert contacts.get(records, ada).organization == "Osierway"


def test_what_was_found_out_is_forgotten_after_asking(records):
    a_contact(records, organization="Osierway")
    research.note(records, Target("organization", None, "Osierway"), topic="mission", finding="A tram", as_of=HERE)
    app = view(organization="Osierway")
    assert "1 of 6 known" in said(app)
    app.session_state["organization/mode"] = "remove"
    app = click(run(app), "Forget it")
    assert organizations.find(records, "Osierway").id is None
    assert app.subheader[0].value == "Osierway"


def test_an_address_that_names_none_falls_back_quietly(records):
    a_contact(records, organization="Osierway")
    assert "This organization is not here" in said(view(organization="' OR 1=1 --"))


def test_nasty_names_are_shown_as_text(records):
    every = " ".join(NASTY)
    a_contact(records, name=every, organization=every, position=every)
    research.note(records, Target("organization", None, every), topic="goals", finding=every, as_of=HERE)
    app = view(organization=every)
    shown = [element.value for element in [*app.subheader, *app.markdown, *app.caption]]
    shown += [*labels(app), *app.radio[0].options]
    assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]
