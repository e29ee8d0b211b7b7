"""Which question a draft says once more."""

import pytest

from ivw.coaching import questions
from ivw.coaching.likeness import near

BANK = [question.text for question in questions.bank()]


def nearest(text, others):
    """The first that is said, and how near it is; None where nobody comes near."""
    return next(iter(near(text, others)), None)


@pytest.mark.parametrize(
    ("draft", "same"),
    [
        ("What does a normal day look like?", "What does a typical day look like for you?"),
        ("How did you get into this field?", "How did you get into this line of work?"),
        ("Any tips for me?", "Do you have any advice for me?"),
        ("What challenges have you faced?", "What are some challenges you have faced?"),
        ("WHAT DO YOU LIKE BEST ABOUT YOUR JOB", "What do you like best about this job?"),
    ],
)
def test_the_same_in_other_words_is_found_in_the_bank(draft, same):
    found = nearest(draft, BANK)
    assert found is not None
    assert found[0] == same
    assert found[1] >= 0.6


@pytest.mark.parametrize("draft", ["", "?!", "What?", "How do you feed the lions?", "Do you like cats?", "你的工作"])
def test_what_nobody_asked_yet_is_like_none(draft):
    assert nearest(draft, BANK) is None


def test_the_order_of_the_words_does_not_matter_and_the_same_words_are_one():
    assert nearest("your lions, how do you feed them?", ["How do you feed your lions?"]) == (
        "How do you feed your lions?",
        1.0,
    )


def test_what_a_day_is_like_is_not_what_one_likes():
    assert nearest("What is the canteen like here?", ["What do you like about it here?"]) is None
    assert nearest("What would you say you like here?", ["What do you like about it here?"]) is not None


def test_of_several_the_nearest_and_of_equals_the_first():
    others = ["Who trains the lions?", "Who feeds the lions?", "Who feeds the lion?"]
    assert nearest("Who is feeding lions?", others) == ("Who feeds the lions?", 1.0)


def test_without_others_there_is_none():
    assert nearest("How do you feed your lions?", []) is None


def test_no_question_of_our_own_in_the_bank_says_another_one_once_more():
    ours = [each.text for each in questions.bank() if each.source == "ivw"]
    assert [(text, nearest(text, [each for each in BANK if each != text])) for text in ours] == [
        (text, None) for text in ours
    ]


def test_the_nearest_come_first_and_no_more_than_asked_for():
    others = [
        "Who feeds the lions at night?",
        "Who trains lions?",
        "Who feeds the lions?",
        "Who feeds lions on Sunday?",
    ]
    found = near("Who feeds the lion?", others, 2)
    assert found[0] == ("Who feeds the lions?", 1.0)
    assert len(found) == 2
    assert near("How late is it?", others) == []
