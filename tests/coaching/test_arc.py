"""A plan is put in the order of a talk by one press, and taken back by another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivw.coaching import arc, plans, questions, research_topics
from ivw.coaching.agenda import MUST_ASKS, Question
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import an_own_question, at

NOW = at("2026-11-24 09:00")
KNOWN = {"Tell me a story?": "opening", "What about it?": "industry"}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Tell me a story?", "opening"),
        ("How did you get into this?", "path"),
        ("How did you end up here?", "path"),
        ("What led you to planning?", "path"),
        ("Why did you switch from law to design?", "path"),
        ("How did you get the clinic to let you in?", None),
        ("How do people work together here?", "culture"),
        ("What does a week look like?", "role"),
        ("Which skills do you use most?", "skills"),
        ("How does the team decide?", "culture"),
        ("What is the company like?", "culture"),
        ("Where is the field going?", "industry"),
        ("Which advice would you give me for my career?", "advice"),
        ("Is there anything else?", "closing"),
        ("Why?", None),
        ("Was machst du?", None),
    ],
)
def test_a_stage_is_known_or_spoken_of_or_nothing_is_said(text, stage):
    assert arc.stage_of(text, KNOWN) == stage


def test_a_gap_brings_its_own_stage_in_whatever_words_unless_the_words_are_known():
    for text in (research_topics.QUESTIONS["path"], "And from the start?"):
        assert arc.stage_of(text, {}, "path") == "path"
    assert arc.stage_of("Tell me a story?", KNOWN, "path") == "opening"
    assert set(research_topics.STAGES) == set(research_topics.QUESTIONS)
    assert set(research_topics.STAGES.values()) <= set(questions.STAGES)
    asked = [Question("a", "How is your day?"), Question("b", "And from the start?", topic="path")]
    assert [each.id for each in arc.ordered(asked, {})] == ["b", "a"]


def test_a_question_touches_all_that_its_words_speak_of_and_what_the_bank_and_its_gap_say():
    text = "Which skills do you use every day?"
    assert arc.stages_of(text, {}) == {"skills", "role"}
    assert arc.stages_of(text, {text: "culture"}, "path") == {"skills", "role", "culture", "path"}
    # What one knows need not be guessed from a word in passing.
    assert arc.stages_of("What of your work?", {}) == {"role"}
    assert arc.stages_of("What of your work?", {}, "path") == {"path"}


def test_what_speaks_of_no_stage_stays_behind_what_it_stood_behind():
    texts = ["What about it?", "Why?", "How did you get into this?", "And then?"]
    found = arc.ordered([Question(text, text) for text in texts], KNOWN)
    assert [each.text for each in found] == ["How did you get into this?", "And then?", "What about it?", "Why?"]


texts = st.sampled_from([*KNOWN, "Why?", "How did you get into this?", "Any advice?", *MUST_ASKS.values()])


@given(st.lists(texts, max_size=12))
def test_nothing_is_lost_and_the_must_asks_come_last_and_once_more_changes_nothing(several):
    asks = {text: name for name, text in MUST_ASKS.items()}
    asked = [Question(str(place), text, must_ask=asks.get(text)) for place, text in enumerate(several)]
    found = arc.ordered(asked, KNOWN)
    assert sorted(found, key=lambda each: int(each.id)) == asked
    assert arc.ordered(found, KNOWN) == found
    assert [bool(each.must_ask) for each in found] == sorted(bool(each.must_ask) for each in found)


def test_a_plan_is_put_in_order_and_back(records):
    an_own_question(records, text="Why?", as_of=NOW, stage="culture")
    made = plans.start(records, minutes=30, as_of=NOW, title="Buses").fact_id
    for text in ("Any advice?", "Why?", "How did you get into this line of work?"):
        plans.add_question(records, made, text)
    assert not arc.is_in_order(records, plans.get(records, made).questions)
    done = arc.put_in_order(records, made)
    order = [each.text for each in plans.get(records, made).questions]
    assert order == ["How did you get into this line of work?", "Why?", "Any advice?", *MUST_ASKS.values()]
    assert arc.is_in_order(records, plans.get(records, made).questions)
    assert not arc.put_in_order(records, made).change
    undo(records, done)
    assert plans.get(records, made).questions[0].text == "Any advice?"
    with pytest.raises(InvalidRecord):
        arc.put_in_order(records, "nowhere")
