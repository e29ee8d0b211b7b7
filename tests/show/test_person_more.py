"""What else can be done with somebody: put away, let be, merged, forgotten."""

import pytest

from ivw.coaching import contacts, follow_ups, keeping, people, promises, time_line
from ivw.coaching.forgetting import Holding, Leaving
from tests.builders import a_contact, at, happened
from tests.screen import HERE, NASTY, ZONE, click, labels, run, said, text
from tests.show.person_page import more, page

pytestmark = pytest.mark.usefixtures("records")


def choose_more(app, whom, choice):
    """One of the choices of the menu beside the name."""
    menu = next(each for each in app.get("menu_button") if each.key == f"more-{whom}")
    menu.set_value(choice)
    return run(app)


def test_whoever_is_archived_is_on_no_list_and_in_no_queue_and_comes_back(records):
    ada = a_contact(records, name="Ada Example", shortlist=True, met="2026-11-23 18:00", zone=ZONE)
    a_contact(records, name="Bo Berg", shortlist=True)
    assert follow_ups.due(records, HERE, ZONE)
    contacts.archive(records, ada, as_of=HERE)
    assert follow_ups.due(records, HERE, ZONE) == []
    assert contacts.state(records, ada, HERE, ZONE) == "archived"
    app = page(list="archived")
    assert [option.strip("*") for option in app.radio[0].options] == ["Ada Example"]
    assert people.counts(records) == {"shortlist": 1, "met": 0, "everyone": 1, "archived": 1}
    app = page(contact=ada)
    assert "Archived]" in text(app)
    app = click(app, "Bring back")
    assert contacts.get(records, ada).archived_at is None
    assert follow_ups.due(records, HERE, ZONE)
    assert "Bring back" in labels(click(app, "Undo"))


def test_two_of_one_name_are_shown_side_by_side_and_merged(records):
    every = " ".join(NASTY)
    ada = a_contact(records, name=every, position="Planner", asked="2026-11-01", email="ada@example.org")
    other = a_contact(records, name=every, position=f"Head {every}", email="ADA@example.org", noted="2026-11-02")
    app = page(contact=other)
    assert "the same e-mail address" in said(app)
    app = run(click(app, "Open both"))
    assert "Hardly a doubt" in text(app)
    assert not [nasty for nasty in NASTY if nasty in text(app)]
    app = click(app, "Merge …")
    radio = next(each for each in app.radio if each.label == "Position")
    radio.set_value("other")
    app = run(click(app, "Merge"))
    assert app.query_params["contact"] in (ada, [ada])
    assert contacts.get(records, ada).position == f"Head {' '.join(every.split())}"
    assert [entry.what for entry in time_line.entries(records, ada)] == ["note", "note", "request"]
    assert people.counts(records)["everyone"] == 1
    app = click(app, "Undo")
    assert people.counts(records)["everyone"] == 2
    assert contacts.get(records, ada).position == "Planner"


def test_two_people_of_one_name_are_told_apart_for_good(records):
    a_contact(records, name="Ada Example")
    a_contact(records, name="Ada Example")
    app = page()
    assert "1 possible duplicate" in labels(app)
    app = click(run(click(app, "1 possible duplicate")), "Two different people")
    assert "No possible duplicates" in text(app)
    app = click(app, "Undo")
    assert "Two different people" in labels(app)
    assert "1 possible duplicate" in labels(run(click(app, "Back to your people")))


def test_somebody_is_merged_with_whom_one_looks_for(records):
    ada = a_contact(records, name="Ada Example")
    a_contact(records, name="Adele Sample", organization="City of Utrecht", phone="12345678")
    app = more(page(contact=ada), ada, "merge")
    app.text_input(key=f"merge-find-{ada}").set_value("utrecht")
    app = click(run(app), "Adele Sample · City of Utrecht")
    app = run(click(app, "Merge"))
    person = contacts.get(records, ada)
    assert (person.name, person.organization, person.phone) == ("Ada Example", "City of Utrecht", "12345678")
    assert people.counts(records)["everyone"] == 1


def test_forgetting_says_what_goes_and_which_backups_hold_them_and_leaves_no_undo(records):
    ada = a_contact(records, name="Ada Qvortrup", asked="2026-11-01")
    bo = a_contact(records, name="Bo Berg")
    happened(records, bo, "note", "2026-11-02", text="Ada Qvortrup knows her.")
    keeping.back_up(records, as_of=HERE)
    app = page(contact=ada)
    app = click(app, "Put on shortlist")
    app = more(app, ada, "forget")
    told = said(app)
    assert "This cannot be undone" in told
    assert "1 interaction" in told
    assert "their name in 1 text about others" in told
    assert "1 backup still holds them" in told
    assert click(app, "Keep them").subheader[0].value == "Ada Qvortrup"
    app = more(app, ada, "forget")
    app = click(app, "Forget them, delete 1 backup")
    assert "This person is forgotten. 1 backup is deleted." in said(app)
    assert "Undo" not in labels(app)
    assert people.counts(records)["everyone"] == 1
    assert keeping.copies(records) == []
    assert b"Qvortrup" not in records.path.read_bytes()
    assert "contact" not in app.query_params


def test_the_menu_beside_the_name_does_at_once_what_undo_takes_back_and_asks_before_the_rest(records):
    ada = a_contact(records, name="Ada Example")
    a_contact(records, name="Bo Berg", shortlist=True)
    app = page(contact=ada)
    app = choose_more(app, ada, "let_be")
    assert contacts.get(records, ada).do_not_contact
    app = choose_more(app, ada, "archive")
    assert contacts.get(records, ada).archived_at
    app = click(app, "Undo")
    assert contacts.get(records, ada).archived_at is None
    app = choose_more(app, ada, "merge")
    assert "Merge Ada Example with …" in said(app)
    assert "Merge Ada Example" not in said(click(app, "Back"))


def test_removing_says_what_goes_along_and_is_taken_back_with_undo(records):
    ada = a_contact(records, name="Ada Example")
    app = choose_more(page(contact=ada), ada, "remove")
    assert "Nothing else hangs on them. You can undo this right after." in said(app)
    app = click(app, "Keep them")
    happened(records, ada, "note", "2026-11-02")
    promises.promise(records, contact_id=ada, what="it", due=HERE.date(), as_of=HERE)
    promises.refer(records, contact_id=ada, name="Bo Berg", as_of=HERE)
    app = choose_more(app, ada, "remove")
    assert "With them go 1 interaction, 1 promise and 1 referral. The people they named stay." in said(app)
    app = click(app, "Remove")
    assert "contact" not in app.query_params
    assert people.counts(records)["everyone"] == 1
    click(app, "Undo")
    assert people.counts(records)["everyone"] == 2


def test_whoever_was_removed_in_another_window_meanwhile_is_not_removed_twice(records):
    ada = a_contact(records, name="Ada Example")
    a_contact(records, name="Bo Berg", shortlist=True)
    app = choose_more(page(contact=ada), ada, "remove")
    contacts.remove(records, ada)
    app = click(app, "Remove")
    assert "Undo" not in labels(app)
    assert people.counts(records)["everyone"] == 1


@pytest.mark.parametrize(
    ("held", "told", "offered"),
    [
        (0, "No backup holds them.", "Forget them"),
        (1, "1 backup still holds them", "Forget them, delete 1 backup"),
        (8, "and 2 more", "Forget them, delete 8 backups"),
    ],
)
def test_before_somebody_is_forgotten_it_is_said_which_backups_hold_them_or_may(records, held, told, offered):
    ada = a_contact(records, name="Ada Example")
    found = [Holding(f"{n}.duckdb", at(f"2026-11-{n + 1:02}"), NASTY[0], n > 0) for n in range(held)]
    app = page(contact=ada)
    app.session_state[f"forget/{ada}"] = Leaving(contacts.get(records, ada), {}, 0, found)
    app = more(app, ada, "forget")
    assert told in said(app)
    assert offered in labels(app)
    assert said(app).count("(it cannot be read, so perhaps)") == min(1, held)
    assert NASTY[0] not in text(app)
