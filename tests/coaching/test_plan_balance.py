"""What the questions of a plan are like, taken together."""

from ivw.coaching import agenda, asking, plan_balance
from ivw.coaching.agenda import MUST_ASKS, Question
from ivw.coaching.plan_balance import asked_in_field, of, touched
from tests.builders import a_contact, a_conversation, at, records_in

HERE = at("2026-11-24 09:00")


def some(*texts, **more):
    asks = [Question(key, text, "must", must_ask=key) for key, text in MUST_ASKS.items()]
    return [*(Question(text, text, **more) for text in texts), *asks]


def test_open_questions_are_counted_besides_the_must_asks_and_closed_ones_named():
    found = of(some("How did you get into this?", "What surprised you?", "Do you like it?"), {})
    assert (found.asked, found.judged, found.open) == (3, 3, 2)
    assert found.closed == ("Do you like it?",)


def test_what_is_in_another_language_is_not_judged():
    found = of(some("Was hat Sie an Ihrer Arbeit am meisten überrascht?", "What surprised you?"), {})
    assert (found.asked, found.judged, found.open) == (2, 1, 1)


def test_questions_about_oneself_are_counted():
    assert of(some("What would you do in my place?", about_me=True), {}).about_me == 1
    assert of([], {}) == plan_balance.Balance(0, 0, 0, (), 0, dict.fromkeys(plan_balance.SUBJECTS, 0))


def test_a_question_touches_the_stage_it_is_known_for_and_challenges_by_its_words():
    stages = {"What is hard about it?": "path"}
    assert touched([("What is hard about it?", 2), ("Which skills count?", 1)], stages) == {
        "path": 2, "challenges": 2, "skills": 1, "role": 0, "industry": 0,
    }  # fmt: skip


def test_what_was_asked_in_their_field_counts_however_the_field_is_spelled(tmp_path):
    with records_in(tmp_path) as records:
        for field, text in (("Urban Mobility", "Which skills count?"), ("Tax", "What is hard about it?")):
            whom = a_contact(records, name=field, field=field)
            meeting = a_conversation(records, whom, starts="2026-11-20 10:00", held=True)
            asking.tick(records, meeting, asking.Question(None, text), asked=True, as_of=HERE)
        counts, asked = asked_in_field(records, "urban  mobility", {})
        assert (asked, counts["skills"], counts["challenges"]) == (1, 1, 0)
        assert asked_in_field(records, "", {})[1] == 0


def test_a_pinned_question_is_a_must():
    assert [each.is_pinned for each in some("What surprised you?", tier="must")] == [True] * 3
    assert not Question("a", "Why?").is_pinned
    assert agenda.fit(some("Why?", tier="must"), 5).keep[0].question.text == "Why?"
