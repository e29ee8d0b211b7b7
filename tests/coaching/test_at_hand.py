"""What to have ready on the day, and words for difficult moments."""

import pytest

from ivw.coaching import at_hand
from ivw.coaching.meetings import FORMATS


def listed(format, relationship=None):
    return " ".join(point.what for point in at_hand.on_the_day(format, relationship))


@pytest.mark.parametrize("format", [*FORMATS, None])
def test_every_list_is_short_says_why_and_ends_with_the_must_asks(format):
    points = at_hand.on_the_day(format)
    assert 1 <= len(points) <= 6
    assert all("guide" in point.why or "our convention" in point.why for point in points)
    assert "two questions you never leave without" in points[-1].what


def test_the_bill_is_a_matter_of_cafes_and_restaurants_alone():
    assert {format for format in FORMATS if "pay" in listed(format)} == {"cafe", "restaurant"}


def test_a_watch_is_for_whoever_meets_face_to_face_and_the_link_for_a_call():
    assert {format for format in FORMATS if "watch" in listed(format)} == set(at_hand.IN_PERSON)
    assert {format for format in FORMATS if "link" in listed(format)} == {"video"}


def test_attire_follows_the_place_and_nobody_dresses_for_the_phone():
    attire = {format: at_hand.on_the_day(format)[:2] for format in FORMATS}
    assert "interview" in listed("workplace")
    assert not any("Dress" in point.what for point in attire["phone"])


def test_somebody_known_is_met_less_formally():
    whys = [" ".join(point.why for point in at_hand.on_the_day("cafe", whom)) for whom in ("known", "stranger")]
    assert ["less formal" in each for each in whys] == [True, False]


def test_the_end_is_told_at_five_and_at_two_minutes():
    assert list(at_hand.TIME_LEFT) == [5, 2]


def test_words_are_there_for_every_difficult_moment_each_with_its_why():
    every = (*at_hand.TIME_LEFT.values(), *at_hand.DIFFICULT)
    assert all(words.do and words.say and "guide" in words.why for words in every)
    [job] = [words for words in every if "job" in words.moment]
    assert "Never ask" in job.do
