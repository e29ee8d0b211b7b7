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
        ("?! 12", []),
    ],
)
def test_what_asks_is_told_from_what_leads_up_to_it(typed, sentences):
    assert list(prepared(typed, RULES).sentences) == sentences


@pytest.mark.parametrize(
    ("begins", "rewrite"), [("What was it like there", "What was it like there?"), ("How was it there", "")]
)
def test_a_run_on_is_cut_down_to_five_words_at_least(begins, rewrite):
    [flag] = [each for each in review(begins + RUNS_ON).flags if each.flag == "too_long"]
    assert flag.rewrite == rewrite


def test_what_blocks_is_not_turned_into_a_question_about_them():
    assert turned_to_them("What should I read first?")
    assert turned_to_them("What should I read first, and what do you earn?") == ""
