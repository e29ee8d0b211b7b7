"""Words for difficult moments."""

from ivw.coaching import at_hand


def test_the_end_is_told_at_five_and_at_two_minutes():
    assert list(at_hand.TIME_LEFT) == [5, 2]


def test_words_are_there_for_every_difficult_moment_each_with_its_why():
    every = (*at_hand.TIME_LEFT.values(), *at_hand.DIFFICULT)
    assert all(words.do and words.say and "guide" in words.why for words in every)
    [job] = [words for words in every if "job" in words.moment]
    assert "Never ask" in job.do
