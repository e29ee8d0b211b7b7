"""The agenda: what a question costs, what fits, and why the rest does not."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivw.coaching import agenda, question_cues
from ivw.coaching.agenda import MUST_ASKS, Question

ASKS = [Question(name, text, "must", 3, must_ask=name) for name, text in MUST_ASKS.items()]


def asks(*questions, minutes=20, weights=None):
    return agenda.fit([*questions, *ASKS], minutes, weights)


def a_question(name, seconds=150, **more):
    """A question of one word, so that it costs its answer and ten seconds."""
    return Question(name, name, answer_seconds=seconds, **more)


def kept(fitted):
    return [each.question.id for each in fitted.keep if each.question.must_ask is None]


def why(fitted, name):
    return next(each.why for each in fitted.cut if each.question.id == name)


# What a question costs


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("What do you like best about this job?", 150),
        ("How did you get into this line of work?", 195),
        ("Could you walk me through a project?", 195),
        ("Can you tell me about your first year?", 195),
        ("Can you explain how that works?", 150),
        ("Do you like it?", 30),
        ("Isn't it dull?", 30),
        ("Doing nothing: is that allowed?", 30),
        ("When did a passenger last change your mind?", 30),
        ("Was hat Sie am meisten überrascht?", 150),
        ("Will man das ein Leben lang machen?", 150),
    ],
)
def test_the_first_guess_of_an_answer_goes_by_the_kind_of_question(text, answer):
    assert agenda.prior_seconds(Question("q", text)) == answer


def test_must_asks_have_their_own_times():
    assert [agenda.prior_seconds(each) for each in ASKS] == [60, 15]


def test_a_question_costs_asking_a_breath_the_answer_and_moving_on():
    # 8 words at 150 a minute are 3.2 s: 4, then 1 + 150 + 8
    assert agenda.seconds_for(Question("q", "What do you like best about this job?")) == 163
    assert agenda.seconds_for(Question("q", "What do you like best about this job?", answer_seconds=60)) == 73
    assert agenda.seconds_for(Question("q", "one two three four five", answer_seconds=60)) == 2 + 1 + 60 + 8


def test_nine_tenths_of_the_slot_less_the_overhead_are_for_questions():
    assert [agenda.budget(minutes) for minutes in (15, 20, 30, 45, 60)] == [615, 885, 1425, 2235, 3045]


# What fits


questions = st.lists(
    st.builds(
        Question,
        id=st.just(""),
        text=st.sampled_from(["one", "one two three", "one two three four five six seven"]),
        tier=st.sampled_from(["must", "should", "should", "should", "should", "spare"]),
        priority=st.integers(1, 3),
        goals=st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
        answer_seconds=st.sampled_from([20, 60, 100, 150, 200, 300]),
        about_me=st.sampled_from([False, False, True]),
    ),
    max_size=9,
).map(lambda several: [replace(each, id=str(place)) for place, each in enumerate(several)])


def rounded(question):
    return -(-agenda.seconds_for(question) // 5) * 5


def merit(some, weights):
    goals = {goal for each in some for goal in each.goals}
    worth = sum(each.priority for each in some) + sum(weights.get(goal, 2) for goal in goals)
    return worth, -sum(map(rounded, some))


def allowed(some, must, candidates, minutes):
    """The rules of DESIGN.md, "Plan", for what is chosen besides the must-asks."""
    if set(some) == set(must):
        return True
    added = [each for each in some if each not in must]
    return (
        sum(map(rounded, [*some, *ASKS])) <= agenda.budget(minutes)
        and len(some) <= max(3, len(candidates) - 2)
        and (sum(each.about_me for each in some) <= 2 or not any(each.about_me for each in added))
    )


@settings(max_examples=120, deadline=None)
@given(
    questions, st.sampled_from([5, 10, 12, 15, 20, 30]), st.fixed_dictionaries({}, optional={"a": st.integers(1, 3)})
)
def test_no_other_choice_that_keeps_the_rules_is_worth_more_or_as_much_in_less_time(several, minutes, weights):
    fitted = agenda.fit([*several, *ASKS], minutes, weights)
    must = [each for each in several if each.tier == "must"]
    should = [each for each in several if each.tier == "should"]
    choices = [
        some
        for n in range(len(should) + 1)
        for added in combinations(should, n)
        if allowed(some := [*must, *added], must, several, minutes)
    ]
    enough = [some for some in choices if len(some) >= 3] or choices
    chosen = [each.question for each in fitted.keep if each.question.must_ask is None]
    assert merit(chosen, weights) == max(merit(some, weights) for some in enough)
    assert chosen in [sorted(some, key=lambda each: int(each.id)) for some in enough]
    assert {each.question for each in fitted.cut} == set(several) - set(chosen)
    assert fitted.used_s == sum(agenda.seconds_for(each) for each in [*chosen, *ASKS])
    assert [each.question for each in fitted.keep][len(chosen) :] == ASKS
    assert set(fitted.spare) <= {each.question.text for each in fitted.cut}
    assert len(fitted.spare) >= min(2, len(fitted.cut))


def test_both_must_asks_are_always_in():
    assert [each.question.must_ask for each in asks(minutes=5).keep] == ["who_else", "your_name"]


def test_what_is_kept_stays_in_the_order_of_the_plan():
    fitted = asks(*(a_question(name, priority=1 + place % 3) for place, name in enumerate("abcdefg")))
    assert kept(fitted) == sorted(kept(fitted))


def test_a_goal_brings_in_a_question_of_low_priority():
    plain = [a_question(name) for name in "abcdef"]
    fitted = asks(*plain, a_question("g", priority=1, goals=("learn",)), weights={"learn": 3})
    assert "g" in kept(fitted)
    assert "g" not in kept(asks(*plain, a_question("g", priority=1, goals=("learn",)), weights={"learn": 0}))


def test_two_questions_stay_outside_as_spares_even_where_there_is_time():
    fitted = asks(*(a_question(name, 30) for name in "abcdef"))
    assert len(kept(fitted)) == 4
    assert set(fitted.spare) == set("abcdef") - set(kept(fitted))
    assert why(fitted, fitted.spare[0]).startswith("There is time for it, but two questions should stay at hand")


def test_three_are_kept_even_of_three():
    assert kept(asks(*(a_question(name, 30) for name in "abc"))) == ["a", "b", "c"]


def test_three_short_ones_go_before_two_that_are_worth_more():
    questions = [a_question("long 1", 330, priority=3), a_question("long 2", 330, priority=3)]
    questions += [a_question(name, 120, priority=1) for name in "abc"]
    assert len(kept(asks(*questions))) == 3


def test_where_three_do_not_fit_the_best_is_taken():
    assert kept(asks(a_question("a", 300, priority=3), a_question("b", 290), a_question("c", 300), minutes=12)) == ["a"]


def test_a_spare_is_never_chosen_and_always_at_hand():
    fitted = asks(a_question("a", 30), a_question("s", 30, tier="spare", priority=3), a_question("b", 30))
    assert kept(fitted) == ["a", "b"]
    assert fitted.spare == ("s",)
    assert "You keep it as a spare" in why(fitted, "s")


def test_at_most_two_are_about_oneself():
    fitted = asks(*(a_question(name, 30, about_me=name != "a", priority=3) for name in "abcdef"))
    assert sum(each.question.about_me for each in fitted.keep) == 2
    assert "Two questions about yourself are enough" in fitted.cut[0].why


def test_musts_about_oneself_stay_but_none_is_added():
    musts = [a_question(name, 30, about_me=True, tier="must") for name in "abc"]
    fitted = asks(*musts, *(a_question(name, 30, about_me=True) for name in "def"))
    assert kept(fitted) == ["a", "b", "c"]
    assert any("3 questions are about you" in each for each in agenda.warnings(fitted))


def test_musts_stay_where_they_alone_exceed_the_time_and_it_says_by_how_much():
    fitted = asks(*(a_question(name, 290, tier="must") for name in "abcd"), a_question("e", 20))
    assert kept(fitted) == ["a", "b", "c", "d"]
    assert fitted.used_s == 4 * 300 + 73 + 26
    assert "takes 21:39, and questions have 14:45: 6:54 too much." in agenda.warnings(fitted)[0]


# Why the rest does not


def test_what_is_cut_comes_back_with_the_minutes_that_it_says():
    questions = [a_question(name, seconds) for name, seconds in zip("abcdefgh", range(100, 260, 20), strict=True)]
    found = 0
    for each in asks(*questions).cut:
        back = re.search(r"With (\d+) minutes it is in", each.why)
        if back:
            found += 1
            minutes = int(back[1])
            assert each.question.id in kept(asks(*questions, minutes=minutes))
            assert all(each.question.id not in kept(asks(*questions, minutes=m)) for m in range(20, minutes))
    assert found


def test_every_cut_says_its_value_what_it_saves_and_what_brings_it_back():
    questions = [
        a_question(name, about_me=name in "abc", tier="spare" if name == "h" else "should") for name in "abcdefgh"
    ]
    cut = [*asks(*questions).cut, *asks(*(a_question(name, 30) for name in "abcdef")).cut]
    assert len(cut) > 4
    for each in cut:
        assert re.search(r"Worth \d\.\d points a minute; leaving it out saves \d+ seconds\. \w", each.why)
        assert f"saves {each.seconds} seconds" in each.why


def test_a_cut_says_its_value_a_minute_and_what_it_saves():
    assert why(asks(*(a_question(name) for name in "abcdefgh")), "h").startswith(
        "Worth 0.8 points a minute; leaving it out saves 160 seconds."
    )


def test_of_a_very_long_list_it_says_what_makes_room():
    fitted = asks(*(a_question(f"q{place}") for place in range(agenda.REFITTED + 1)))
    assert {each.why.split("saves 160 seconds. ")[1] for each in fitted.cut} == {
        "There is room for it if this goes: q0"
    }


def test_where_nothing_may_go_it_can_be_made_a_must():
    fitted = asks(*(a_question(name, 290, tier="must") for name in "abc"), a_question("long", 3000))
    assert why(fitted, "long").endswith("Pin it (a must) to keep it.")


# What is unwise


def test_a_sound_agenda_has_no_warning():
    assert agenda.warnings(asks(*(a_question(name) for name in "abcdef"))) == []


def test_warnings_say_what_is_unwise():
    assert any("Fewer than three" in each for each in agenda.warnings(asks(a_question("a"))))
    assert any("No spare" in each for each in agenda.warnings(asks(a_question("a"))))
    assert any("40 minutes are much" in each for each in agenda.warnings(asks(minutes=40)))
    many = asks(*(a_question(str(place), 20) for place in range(12)))
    assert any("10 questions in 20 minutes" in each for each in agenda.warnings(many))


@pytest.mark.parametrize(
    ("text", "must_ask"),
    [
        ("Who else should I talk to?", "who_else"),
        ("Could you point me to two other people in this area?", "who_else"),
        ("Would it be all right if I mentioned your name when I contact them?", "your_name"),
        ("Can I say that you suggested I get in touch?", "your_name"),
        ("Whom should I speak with next?", "who_else"),
        ("Would it be all right to say we spoke?", "your_name"),
        ("What do other people think of your team?", None),
        ("What would you recommend to somebody who starts out?", None),
        ("How did you come to use your name as a brand?", None),
        ("Who has been most influential in your career?", None),
    ],
)
def test_must_asks_are_known_in_other_words(text, must_ask):
    assert agenda.must_ask_in(text) == must_ask


def test_a_plan_is_still_to_be_had_where_the_rules_of_the_review_cannot_be_read(monkeypatch, tmp_path):
    monkeypatch.setattr(question_cues.read, "__defaults__", (tmp_path / "none.csv",))
    assert agenda.must_ask_in("Who else should I talk to?") is None
    assert agenda.prior_seconds(Question("q", "Do you like it?")) == 150
