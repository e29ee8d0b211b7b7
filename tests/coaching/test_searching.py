"""A search across everything that was written down."""

from datetime import date

import pytest

from ivw.coaching import criteria, fields, forgetting, next_steps, promises, reflections, research, searching
from ivw.coaching.research import Target
from ivw.coaching.themes import say as say_themes
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


@pytest.fixture
def world(records):
    """Ada, of whom every kind of note says "heron"; returns (records, her id, the conversation)."""
    ada = a_contact(records, name="Ada Lovell", field="Énergie", organization="Brackmere")
    meeting = a_conversation(records, ada, starts="2026-05-04 12:00", held=True, about="Heron talk")
    when = at("2026-05-04 13:00")
    reflections.save(records, meeting, "do_differently", "Ask the heron first\nThen wait", as_of=when)
    say_themes(records, meeting, "skill", ["Patience"], as_of=when)
    criterion = criteria.add(records, "Place", as_of=when).fact_id
    criteria.rate(records, meeting, criterion, 1, as_of=when)
    with records.transaction() as transaction:
        transaction.add(
            "asked_questions", {"meeting_id": meeting, "text": "What do you wait for?", "note": "The heron at dawn"}
        )
        rating = transaction.fetch("SELECT id::VARCHAR FROM criterion_ratings")[0][0]
        transaction.change("criterion_ratings", rating, note="Herons everywhere")
    happened(records, ada, "thank_you", "2026-05-05 09:00", text="Thank you for the heron")
    promises.promise(records, contact_id=ada, owner="me", what="Send the heron", due=date(2026, 6, 1), as_of=when)
    promises.refer(records, contact_id=ada, name="Ben Heron", as_of=when)
    reflections.note_lead(records, contact_id=ada, what="A heron counter", meeting_id=meeting, as_of=when)
    next_steps.add(records, what="Find a heron", as_of=when, meeting_id=meeting)
    research.note(records, Target("person", ada), topic="path", finding="Began with herons", as_of=when)
    field = fields.add(records, name="Énergie", as_of=when).fact_id
    research.note(records, Target("field", field), topic="where", finding="Wherever a heron is", as_of=when)
    research.note(
        records, Target("organization", None, "Brackmere"), topic="goals", finding="No heron lost", as_of=when
    )
    return records, ada, meeting


def kinds(records, words, as_of=NOW):
    found, total = searching.notes(records, words, as_of, ZONE, limit=30)
    assert total == len(found)
    return {each.kind for each in found}


def test_every_kind_of_note_is_found(world):
    records, _, meeting = world

    assert kinds(records, "heron") == {*searching.KINDS, "thank_you"}
    found, _ = searching.notes(records, "HERON", NOW, ZONE, limit=30)
    of_kind = {each.kind: each for each in found}
    assert of_kind["answer"].title == "What do you wait for?"
    assert (of_kind["answer"].meeting_id, of_kind["thank_you"].meeting_id) == (meeting, None)
    assert (of_kind["of_field"].title, of_kind["of_field"].contact) == ("Énergie", None)
    assert of_kind["thank_you"].day == date(2026, 5, 5)
    assert of_kind["debrief"].said == "Ask the heron first\nThen wait\nPatience"
    assert all(each.label for each in found)


def test_every_word_has_to_stand_in_it_or_in_whom_it_is_about_without_case_and_accents(world):
    records, *_ = world

    assert kinds(records, "heron dawn") == {"answer"}
    assert kinds(records, "dawn lovell ENERGIE brackmere") == {"answer"}
    assert kinds(records, "dawn wait") == {"answer"}  # one of them in the question
    assert kinds(records, "patience first") == {"debrief"}
    assert kinds(records, "heron nobody") == set()
    assert kinds(records, "100% $x_ ' \\") == set()
    assert kinds(records, "words") == set()


def test_they_come_newest_first_in_pages_and_past_the_end_the_first(world):
    records, *_ = world
    first, total = searching.notes(records, "heron", NOW, ZONE, limit=3)
    again, _ = searching.notes(records, "heron", NOW, ZONE, limit=3, offset=90)

    assert total == len(searching.KINDS) + 1
    assert first == again
    assert [each.day for each in first] == sorted((each.day for each in first), reverse=True)


def test_what_was_written_later_is_not_found_before(world):
    records, *_ = world

    of_the_day = {"finding", "of_field", "of_organization"}  # these know no time of day
    assert kinds(records, "heron", at("2026-05-04 12:45")) - of_the_day == {"talk", "answer"}
    assert kinds(records, "heron", at("2026-05-03")) == set()


def test_nothing_is_found_of_somebody_who_was_forgotten(world):
    records, ada, _ = world
    forgetting.forget(records, ada, as_of=NOW)

    # What is about no person stays, and so does what one has to do oneself.
    assert kinds(records, "heron") == {"of_field", "of_organization", "next_step"}


@pytest.mark.parametrize(
    ("text", "words", "shows"),
    [
        ("One.\nTwo of them.\nThree.", "TWO", "Two of them."),
        ("One.\nTwo.", "elsewhere", "One."),
        ("Énergie", "energie", "Énergie"),
    ],
)
def test_a_passage_is_the_lines_with_the_words_else_the_first(text, words, shows):
    assert searching.passage(text, words) == shows


def test_a_long_passage_is_cut_around_the_word():
    shown = searching.passage("before " * 200 + "heron" + " after" * 200, "heron")

    assert "heron" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 290
    assert searching.passage("heron" + " after" * 200, "heron").startswith("heron after")
    many = searching.passage("A heron flew over the quiet lake at dawn.\n" * 20, "heron")
    assert many.endswith("\n…")
    assert len(many) <= 290
