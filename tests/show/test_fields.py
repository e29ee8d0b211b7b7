"""The view of fields: what interests one, whom one knows in it, and what was talked about there."""

from functools import partial

from ivw.coaching import contacts, fields
from tests.builders import a_contact
from tests.screen import HERE, NASTY, click, field, labels, run, said
from tests.show.view_page import open_view

view = partial(open_view, "fields")


def test_a_field_is_added_and_shown_with_its_people_and_conversations(records, clicked_twice, gone):
    a_contact(records, name="Ada", field="energy", met="2026-11-02 15:00")
    app = view()
    assert "Which lines of work interest you?" in said(app)
    assert "This is empty." in said(click(app, "Add"))
    field(app, "A field that interests you").set_value("Energy")
    app = click(app, "Add")
    assert [each.name for each in fields.every(records)] == ["Energy"]
    assert app.subheader[0].value == "Energy"
    assert "0 of 5 known" in said(app)
    assert "Income range" in said(app)
    assert "2 November" in said(app)
    click(app, "See how well it fits")
    assert gone == [("insights", {"view": "path-fit"})]


def test_fields_of_people_are_taken_over_with_a_press(records):
    a_contact(records, name="Ada", field="Policy")
    app = click(view(), "Policy 1")
    assert [each.name for each in fields.every(records)] == ["Policy"]
    assert "Policy 1" not in labels(app)


def test_a_field_is_renamed_with_its_people_and_removed_after_asking(records):
    key = fields.add(records, name="Planning", as_of=HERE).fact_id
    ada = a_contact(records, field="planning")
    app = view(field=key)
    app.session_state["field/mode"] = "edit"
    app = run(app)
    field(app, "Name").set_value("Urban planning")
    app = click(app, "Save")
    assert contacts.get(records, ada).field == "Urban planning"
    app.session_state["field/mode"] = "remove"
    app = run(app)
    assert "The people in it stay as they are." in said(app)
    app = click(app, "Remove it")
    assert fields.every(records) == []
    click(app, "Undo")
    assert [each.name for each in fields.every(records)] == ["Urban planning"]


def test_nasty_names_are_shown_as_text_and_a_wrong_address_falls_back(records):
    every = " ".join(NASTY)
    fields.add(records, name=every, as_of=HERE)
    a_contact(records, name=every, field=every, met="2026-11-02 15:00")
    a_contact(records, name="Ben", field=f"more {every}")
    app = view()
    shown = [element.value for element in [*app.subheader, *app.markdown, *app.caption]]
    shown += [*labels(app), *app.radio[0].options]
    assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]
    assert "This field is not here" in said(view(field="nonsense"))
