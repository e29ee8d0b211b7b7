"""What the questions of a plan are like, taken together."""

import pytest

from ivw.coaching import agenda, asking, plan_balance, questions
from ivw.coaching.agenda import MUST_ASKS, Question
from ivw.coaching.plan_balance import asked_in_field, of, touched
from ivw.coaching.research_topics import QUESTIONS, STAGES
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
    assert touched([("What is hard about it?", None, 2), ("Which skills count?", None, 1)], stages) == {
        "path": 2, "challenges": 2, "skills": 1, "role": 0, "industry": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("How did you end up here?", "path"),
        ("What led you to planning?", "path"),
        ("Why did you switch from law to design?", "path"),
        ("How did you get into this line of work?", "path"),
        ("What brought you to the museum?", "path"),
        ("When did you decide to leave teaching?", "path"),
        ("What did you do before you joined the city?", "path"),
        ("Did you always want to be a nurse?", "path"),
        ("Which turns did your career take?", "path"),
        ("What was your first job in this field?", "path"),
        ("Walk me through your background.", "path"),
        ("How did you come to work with bees?", "path"),
        ("What drew you to public transport?", "path"),
        ("What made you leave the bank?", "path"),
        ("What is the hardest part of your job?", "challenges role"),
        ("Which problems keep you up at night?", "challenges"),
        ("What do you struggle with most?", "challenges"),
        ("What went wrong on your last project?", "challenges role"),
        ("Which obstacles did you meet on your way here?", "challenges path"),
        ("Which skills do you use every day?", "skills role"),
        ("What would I need to know to start as an analyst?", "skills"),
        ("How did you learn to negotiate?", "skills"),
        ("What does it take to do this well?", "skills"),
        ("What does a usual Tuesday morning look like?", "role"),
        ("What are you working on at the moment?", "role"),
        ("How do you spend most of your time?", "role"),
        ("What do you like about your job?", "role"),
        ("Where is your industry heading?", "industry"),
        ("Which trends worry you?", "industry"),
        ("How will automation change your profession?", "industry"),
        ("What is happening in your field right now?", "industry"),
        ("What challenges does the sector face?", "challenges industry"),
        ("What is your team like?", ""),
        ("What advice would you give somebody like me?", ""),
        ("Is this career changing?", "industry"),
        ("What would you tell your younger self on the first day?", ""),
        ("Was hat Sie hierher geführt?", ""),
        ("What has surprised you most?", ""),
        ("What do people outside of your profession misunderstand?", "industry"),
        ("How come you became a conductor?", "path"),
        ("What made you go back to school at forty?", "path"),
        ("How did your parents react when you chose music?", "path"),
        ("Where did you start out?", "path"),
        ("What was the turning point for you?", "path"),
        ("How long did it take you to get where you are?", "path"),
        ("What did you study, and would you do it again?", "path skills"),
        ("How has your role changed since you began?", "role"),
        ("Who helped you get into this field?", "path"),
        ("Tell me about your journey from nursing to software.", "path"),
        ("What attracted you to this company?", "path"),
        ("What do you find most frustrating?", "challenges"),
        ("What is the toughest decision you had to take this year?", "challenges role"),
        ("What makes a good editor?", "skills"),
        ("Which software should I master first?", "skills"),
        ("What separates good planners from great ones?", "skills"),
        ("What kind of person thrives in this job?", "skills"),
        ("What are your main responsibilities?", "role"),
        ("Who do you work with every day?", "role"),
        ("How much of your time is spent in meetings?", "role"),
        ("What surprises newcomers about this industry?", "industry"),
        ("How do you see the profession in ten years?", "industry"),
        ("How is AI affecting what you do?", "industry"),
        ("How does the company make decisions?", "role"),
        ("What is the pay like in this field?", "industry"),
    ],
)
def test_its_words_say_what_a_question_touches(text, subjects):
    assert {subject for subject, many in touched([(text, None, 1)], {}).items() if many} == set(subjects.split())


def test_every_question_of_the_bank_and_for_a_gap_touches_the_subject_it_stands_under():
    under = {each.text: each.stage for each in questions.bank() if each.stage in plan_balance.SUBJECTS}
    for text, stage in under.items():
        assert touched([(text, None, 1)], under)[stage], text
    for topic, text in QUESTIONS.items():
        if (stage := STAGES[topic]) in plan_balance.SUBJECTS:
            assert touched([(text, topic, 1)], {})[stage], text
    opening = "How did you get into this line of work?"
    assert touched([(opening, None, 1)], {opening: "opening"})["path"] == 1


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
