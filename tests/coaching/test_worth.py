"""Whether what one rated high turned out useful."""

import pytest

from ivw.coaching import contacts, reflections, worth
from ivw.coaching.worth import Talk
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")


def talks(high, low, *, rapport=4):
    """Talks of these usefulnesses with people whose interest fits exactly, and with others."""
    return [
        Talk(f"Ada {n}", useful, rapport, 3 if n < len(high) else 2, None, None)
        for n, useful in enumerate([*high, *low])
    ]


def test_a_talk_counts_with_a_rating_of_its_own_and_one_of_the_person(records):
    for name, facts, useful in (("Ada", {"interest_fit": 3}, 5), ("Ben", {}, 4), ("Cy", {"values_fit": 0}, None)):
        contact = a_contact(records, name=name)
        contacts.change(records, contact, **facts)
        meeting = a_conversation(records, contact, starts="2026-05-04 12:00", held=True)
        reflections.save(records, meeting, "useful", useful or 1, as_of=at("2026-05-04 13:00"))
        if useful is None:
            reflections.save(records, meeting, "useful", None, as_of=at("2026-05-04 13:00"))

    assert worth.talks(records, NOW) == [Talk("Ada", 5, None, 3, None, None)]
    assert worth.talks(records, at("2026-05-04 12:30")) == []


def test_exactly_stands_against_everything_below_and_what_is_unrated_in_neither():
    interest, below, *others = worth.sides(talks([5, 4], [3]), "useful")

    assert [rating for _, rating in interest.talks] == [5, 4]
    assert [rating for _, rating in below.talks] == [3]
    assert not any(each.talks for each in others)


@pytest.mark.parametrize(
    ("high", "low", "says"),
    [
        ([5] * 5, [3] * 4, "Too few to say what paid off: it takes 5 talks rated high and 5 rated lower"),
        ([5] * 5, [3] * 5, "Where interest fitted exactly, talks were more useful: 5.0 over 5 against 3.0 over 5"),
        ([2] * 5, [3] * 5, "Where interest fitted exactly, talks were not more useful: 2.0 over 5 against 3.0 over 5"),
        ([4] * 5, [4] * 6, "No rating makes a difference yet; interest comes closest: 4.0 over 5 against 4.0 over 6"),
    ],
)
def test_the_finding_carries_both_counts_and_waits_for_five_on_each_side(high, low, says):
    assert worth.finding(worth.sides(talks(high, low), "useful"), "useful") == says


def test_rapport_is_told_in_its_own_words():
    every = [*talks([5] * 5, [], rapport=5), *talks([], [5] * 5, rapport=3)]

    assert worth.finding(worth.sides(every, "rapport"), "rapport") == (
        "Where interest fitted exactly, talks were easier: 5.0 over 5 against 3.0 over 5"
    )
