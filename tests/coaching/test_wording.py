"""Notes and figures, mended so that they can stand in a letter."""

from datetime import date

import pytest

from ivw.coaching import wording
from tests.builders import at


@pytest.mark.parametrize("note", ["Your talk stayed with me.", "We both studied in Leeds", "I admire YOU"])
def test_a_note_that_says_you_or_we_is_said_to_them(note):
    assert wording.is_said_to_them(note)


@pytest.mark.parametrize("note", ["She changed fields.", "Boss of the team", "The US market", "Her view of you"])
def test_a_note_about_them_or_about_something_else_is_not(note):
    assert not wording.is_said_to_them(note)


def test_words_become_a_sentence():
    assert wording.sentence("because your talk  stayed with me") == "Your talk stayed with me."
    assert wording.sentence("Why not?") == "Why not?"
    assert wording.sentence("") == ""
    assert wording.ended("You promised: send it") == "You promised: send it."
    assert wording.ended("You promised: why so late?") == "You promised: why so late?"


def test_as_many_sentences_as_fit_and_always_the_first():
    text = "One two three. Four five six! seven eight\nNine ten."
    assert wording.sentences(text, 6) == "One two three. Four five six!"
    assert wording.sentences(text, 1) == "One two three."
    assert wording.sentences("", 10) == ""


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Changing fields at forty.", "changing fields at forty"),
        ("SQL before any degree", "SQL before any degree"),
        ("I walked two lines. More.", "I walked two lines"),
        ("I'm curious", "I'm curious"),
    ],
)
def test_a_clause_begins_small_unless_its_word_keeps_its_capital(text, clause):
    assert wording.clause(text) == clause


@pytest.mark.parametrize(
    ("name", "given", "called"),
    [
        ("Mei-Lin Zhao", None, "Mei-Lin"),
        ("Dr. Osei", None, "Dr. Osei"),
        ("Prof Ada Byron", None, "Prof Ada Byron"),
        ("Zhao Mei-Lin", "Mei-Lin", "Mei-Lin"),
        ("Cher", None, "Cher"),
    ],
)
def test_people_are_called_by_their_given_name_and_with_a_title_by_the_whole_of_it(name, given, called):
    assert wording.first_name(name, given) == called


def test_days_are_said_as_in_a_letter():
    today = date(2026, 11, 24)
    said = [wording.past_day(date.fromisoformat(day), today) for day in ("2026-11-24", "2026-11-23", "2026-11-19")]
    assert said == ["today", "yesterday", "on Thursday 19 November"]
    assert wording.past_day(date(2026, 5, 1), today) == "in May"
    assert wording.past_day(date(2024, 5, 1), today) == "in May 2024"
    assert wording.day(date(2027, 1, 4), today) == "Monday 4 January 2027"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
        ("Etc/GMT-5", "UTC+05:00"),
        ("CET", "UTC+01:00"),
    ],
)
def test_a_zone_is_named_after_its_place_else_by_its_distance_from_utc(zone, words):
    assert wording.zone(zone, at("2026-11-24")) == words


def test_things_in_a_row():
    assert [wording.listed(list(each), "or") for each in ("", "a", "ab", "abc")] == ["", "a", "a or b", "a, b or c"]
