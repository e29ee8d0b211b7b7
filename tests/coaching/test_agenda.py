"""The agenda: what a question costs, and what fits."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivw.coaching import agenda, question_cues
from ivw.coaching.agenda import Question
from tests.coaching.agendas import ASKS, a_question, asks, kept, why

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


def test_a_hundred_and_fifty_words_take_a_minute_and_a_second_begun_counts():
    assert [agenda.asking_seconds("w " * words) for words in (149, 150, 151)] == [61, 61, 62]


@pytest.mark.parametrize(
    ("question", "pinned"),
    [
        (Question("q", "Why?"), False),
        (Question("q", "Why?", "must"), True),
        (Question("q", "Who else?", "should", must_ask="who_else"), True),
    ],
)
def test_musts_and_must_asks_are_in_whatever_happens(question, pinned):
    assert question.is_pinned is pinned


def test_of_which_nothing_is_said_is_a_should_of_middle_priority_and_nothing_is_learned_of_it_yet():
    assert list(agenda.TIERS) == ["must", "should", "spare"]
    assert list(agenda.PRIORITIES) == [3, 2, 1]
    unsaid = Question("q", "Why?", "should", 2, (), None, False, None, None, (), (), None)
    assert Question("q", "Why?") == unsaid


def test_nine_tenths_of_the_slot_less_the_overhead_are_for_questions():
    assert [agenda.budget(minutes) for minutes in (15, 20, 30, 45, 60)] == [615, 885, 1425, 2235, 3045]


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
    """The rules of agenda.fit for what is chosen besides the must-asks."""
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


@pytest.mark.parametrize(("seconds", "fits"), [(335, True), (336, False)])
def test_a_question_fits_as_long_as_its_time_in_steps_of_five_seconds_does(seconds, fits):
    # 12 minutes have 453 s: 90 steps, and the must-asks take 21 of them
    assert kept(asks(a_question("a", seconds), minutes=12)) == ["a"] * fits
    # The same rest is what a third question is told to have time in, where only the spares keep it out.
    some = [*(a_question(name, 20) for name in "abc"), *(a_question(name, seconds - 90) for name in "de")]
    assert why(asks(*some, minutes=12), "d").startswith("There is time for it") is fits


@pytest.mark.parametrize(
    ("tiers", "spare"),
    [
        ("should should should", ("y", "z")),  # worth most for each second
        ("should should spare", ("x", "y")),
        ("should spare spare", ("x", "y")),
        ("spare spare spare", ("z", "x", "y")),
    ],
)
def test_at_hand_are_the_spares_and_up_to_two_what_is_worth_most_a_minute(tiers, spare):
    z, y, x = tiers.split()
    musts = [a_question(name, 250, tier="must") for name in "abc"]
    cut = [a_question("z", 40, priority=1, tier=z), a_question("x", 100, priority=1, tier=x)]
    cut.append(a_question("y", 100, priority=3, tier=y))
    assert asks(*musts, *cut).spare == spare


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


def test_what_eats_into_the_reserve_is_told_apart_from_what_is_too_long():
    closing = a_question("b", 80, must_ask="who_else")
    warned = agenda.warnings(agenda.fit([closing], 5, {}))
    assert "What must be in leaves 0:15 of your reserve of 0:30. Agree on more time." in warned
    assert not [each for each in agenda.warnings(agenda.fit([closing], 7, {})) if "reserve" in each]
