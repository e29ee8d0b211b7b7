"""The view of fields: what interests one, whom one knows in it, and what was talked about there."""

from functools import partial

from ivw.coaching import contacts, fields
from tests.builders import a_contact
from tests.screen import HERE, NASTY, click, field, labels, run, said, text
from tests.show.view_page import open_view

view = partial(open_view, "fields")


def from_menu(app, key, choice):
    """One of the choices of the menu beside the name of this field."""
    next(each for each in app.get("menu_button") if each.key == f"more-{key}").set_value(choice)
    return run(app)


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


def test_a_name_that_another_field_has_is_refused_beside_it_and_closing_changes_nothing(records):
    fields.add(records, name="Energy", as_of=HERE)
    key = fields.add(records, name="Planning", as_of=HERE).fact_id
    app = from_menu(view(field=key), key, "edit")
    field(app, "Name").set_value("energy")
    app = click(app, "Save")
    assert ":red[:material/error:" in text(app)
    assert field(app, "Name").value == "energy"
    app = click(app, "Close")
    app = click(from_menu(app, key, "remove"), "Keep it")
    assert "Remove it" not in labels(app)
    assert sorted(each.name for each in fields.every(records)) == ["Energy", "Planning"]


def test_many_conversations_of_a_field_come_in_pages_and_each_leads_to_its_debrief(records, gone):
    key = fields.add(records, name="Energy", as_of=HERE).fact_id
    a_contact(records, name="Ada", field="energy", met=[f"2026-11-{day:02} 15:00" for day in range(2, 9)])
    app = view(field=key)
    assert "7 conversations" in said(app)
    assert "8 November" in said(app)
    assert "2 November" not in said(app)
    next(each for each in app.button if each.key.startswith("talk-")).click()
    run(app)
    [(newest,)] = records.rows("SELECT id::VARCHAR FROM meetings ORDER BY starts_at DESC LIMIT 1")
    assert gone == [("reflection", {"meeting": newest})]
