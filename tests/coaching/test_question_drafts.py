"""A draft as it is judged: made plain, and cut into what it asks."""

import pytest

from ivw.coaching import question_cues
from ivw.coaching.question_review import prepared, review, turned_to_them

RULES = question_cues.read()
RUNS_ON = ", because " + "I have been thinking about it and " * 6 + "do not know?"


@pytest.mark.parametrize(
    ("typed", "judged"),
    [
        ("Really?!?", "Really?"),
        ("Really!?", "Really?"),
        ("I wonder!!! Why...", "I wonder! Why."),
        ("What of work & life?", "What of work and life?"),
        ("What  of\nDr. Osei's (new) team?", "What of Dr Osei's new team?"),
        ("“What drew you — and when?”", "What drew you - and when?"),
        ('What does "the long and winding road" mean?', "What does that mean?"),
        ('What does "a long stretch" mean?', "What does that mean?"),
        ("You don‘t, and they can`t?", "You don't, and they can't?"),
        ('What does "a stretch" mean?', "What does a stretch mean?"),
        ("WHY ME?", "why me?"),
        ("HR OK?", "HR OK?"),  # so short may be a name
    ],
)
def test_a_draft_is_made_plain(typed, judged):
    assert prepared(typed, RULES).whole == judged


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("You studied law. You like it here.", ["You like it here."]),  # where nothing is asked, the last is meant
        ("I like maps. What drew you? I wonder.", ["What drew you?"]),
        ("What drew you? How did you begin?", ["What drew you?", "How did you begin?"]),
        ("What drew you. I wonder.", ["What drew you."]),
        ("You like it here? I do.", ["You like it here?"]),
        ("You like it here. :-)", ["You like it here."]),
        ("?! 12", []),
    ],
)
def test_what_asks_is_told_from_what_leads_up_to_it(typed, sentences):
    assert list(prepared(typed, RULES).sentences) == sentences


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("I was wondering how you decide and what you plan?", ["how you decide", "what you plan?"]),
        ("Tell me about your team and how you got promoted.", ["Tell me about your team", "how you got promoted."]),
        ("How you decide, and how you plan a week?", ["How you decide, and how you plan a week?"]),
        (
            "How and why did you switch, and how do you plan a week?",
            ["How and why did you switch", "how do you plan a week?"],
        ),
        ("- What drew you?", ["What drew you?"]),
    ],
)
def test_what_is_told_point_by_point_is_as_many_questions(typed, asks):
    assert list(prepared(typed, RULES).asks) == asks


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("Do you like it, and how do you hire people?", "How do you hire people?", "Do you like it?"),
        (
            "What you do now, and how do you hire people?",
            "Could you tell me what you do now?",
            "How do you hire people?",
        ),
        (
            "What was hard, and how did you get through it, and how do you plan a week?",  # the second belongs to it
            "What was hard?",
            "How do you plan a week?",
        ),
    ],
)
def test_of_two_in_one_the_open_one_is_kept_and_the_other_named(typed, first, second):
    [flag] = review(typed).flags
    assert (flag.flag, flag.rewrite, f"“{second}”" in flag.why) == ("double_barrelled", first, True)


def test_of_a_long_text_six_hundred_letters_and_eight_questions_are_judged():
    assert prepared("w" * 601, RULES).whole == "w" * 600
    assert len(prepared("What surprised you? " * 9, RULES).asks) == 8


@pytest.mark.parametrize(
    ("draft", "rewrite"),
    [
        ("What was it like there" + RUNS_ON, "What was it like there?"),
        ("How was it there" + RUNS_ON, ""),  # less than five words
        ("What is " + "very " * 32 + "hard" + RUNS_ON, "What is " + "very " * 32 + "hard?"),
        ("What is " + "very " * 33 + "hard" + RUNS_ON, ""),  # more than thirty-five
    ],
)
def test_a_run_on_is_cut_down_to_the_question_in_it(draft, rewrite):
    [flag] = [each for each in review(draft).flags if each.flag == "too_long"]
    assert flag.rewrite == rewrite


def test_a_closed_one_that_should_not_be_asked_is_not_opened_but_turned_elsewhere():
    elsewhere = "What would make somebody a strong candidate for work like yours?"
    assert [(flag.flag, flag.rewrite) for flag in review("Are you hiring?").flags] == [
        ("job_ask", elsewhere),
        ("closed", elsewhere),
    ]


def test_what_blocks_is_not_turned_into_a_question_about_them():
    assert turned_to_them("What should I read first?")
    assert turned_to_them("What should I read first, and what do you earn?") == ""
