"""Words for difficult moments."""

from ivw.coaching import at_hand


def test_the_end_is_told_at_five_and_at_two_minutes():
    assert list(at_hand.TIME_LEFT) == [5, 2]


def test_words_are_there_for_every_difficult_moment_each_with_its_why():
    every = (*at_hand.TIME_LEFT.values(), *at_hand.DIFFICULT)
    assert all(words.do and words.say and "guide" in words.why for words in every)
    [job] = [words for words in every if "job" in words.moment]
    assert "Never ask" in job.do


def test_the_moments_that_the_guides_name_each_have_their_way_out():
    found = {words.moment: words for words in at_hand.DIFFICULT}
    assert "in writing" in found["It runs over"].do
    assert "lead back gently" in found["They wander off"].do
    assert "Breathe out" in found["You lose the thread"].do
    assert "Stay curious" in found["You see it differently"].do
    assert "Respect" in found["You see it differently"].why
