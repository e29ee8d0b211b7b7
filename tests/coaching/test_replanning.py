"""Planning the rest of a conversation anew, while it runs."""

from itertools import combinations
from random import Random

import pytest

from ivw.coaching import agenda, replanning
from ivw.coaching.agenda import MUST_ASKS, Question

ASKS = tuple(Question(name, text, "must", 3, must_ask=name) for name, text in MUST_ASKS.items())


def question(name, *, seconds=120, **facts):
    """A question that costs `seconds` in all."""
    text = f"Why {name}?"
    return Question(name, text, answer_seconds=seconds - agenda.asking_seconds(text) - agenda.MOVING_ON_S, **facts)


def names(questions):
    return [each.id for each in questions]


def left_out(rest):
    return [each.question.id for each in rest.leave_out]


def test_what_still_fits_needs_no_new_plan():
    assert replanning.rest([question("a"), *ASKS], [], seconds_left=600) is None


def test_with_too_little_time_the_best_are_asked_then_the_must_asks():
    to_come = [question("a", priority=1), question("b", priority=3), question("c", priority=2), *ASKS]
    rest = replanning.rest(to_come, [question("z")] * 3, seconds_left=480)
    assert (names(rest.ask), names(rest.must_asks), left_out(rest)) == (["b", "c"], ["who_else", "your_name"], ["a"])
    assert rest.room_s == 372  # nine tenths of eight minutes, less one to say thank you
    assert "2:00: what stays is worth more" in rest.leave_out[0].why


def test_a_goal_that_was_served_counts_no_more():
    to_come = [question("a", goals=("path",)), question("b"), question("c", goals=("skills",)), *ASKS]
    rest = replanning.rest(to_come, [question("z", goals=("path",))] * 3, seconds_left=360)
    assert names(rest.ask) == ["c"]


def test_a_must_stays_and_where_not_all_of_them_fit_as_many_as_do():
    free, must = question("a", priority=3), question("b", tier="must", priority=1)
    rest = replanning.rest([free, must, *ASKS], [question("z")] * 3, seconds_left=360)
    assert (names(rest.ask), left_out(rest)) == (["b"], ["a"])
    musts = [question("a", tier="must"), question("b", tier="must", seconds=300), question("c", priority=3)]
    rest = replanning.rest([*musts, *ASKS], [], seconds_left=360)
    assert names(rest.ask) == ["a"]
    assert "not even all your musts" in rest.leave_out[0].why


def test_in_the_last_minutes_only_the_must_asks_are_left():
    rest = replanning.rest([question("a"), *ASKS], [], seconds_left=150)
    assert (names(rest.ask), names(rest.must_asks), left_out(rest)) == ([], ["who_else", "your_name"], ["a"])
    assert "time for the must-asks only" in rest.leave_out[0].why
    assert replanning.rest(ASKS, [], seconds_left=10) is None


def test_of_questions_about_oneself_there_are_two_in_all():
    me = [question(f"me{n}", about_me=True, priority=3) for n in range(2)]
    rest = replanning.rest([*me, question("a"), *ASKS], [question("z", about_me=True)], seconds_left=480)
    assert names(rest.ask) == ["me0", "a"]


def test_a_late_start_with_half_the_minutes_keeps_room_for_opening_and_introduction():
    to_come = [*(question(name, seconds=160) for name in "abcde"), *ASKS]
    late = replanning.rest(to_come, [], seconds_left=600, begins=True)
    under_way = replanning.rest(to_come, [], seconds_left=600)
    assert (len(late.ask), len(under_way.ask)) == (1, 2)


def test_the_answer_under_way_takes_its_time_first():
    to_come = [question("a"), question("b"), *ASKS]
    assert replanning.rest(to_come, [], seconds_left=500) is None
    assert left_out(replanning.rest(to_come, [], seconds_left=500, at_work_s=100)) == ["b"]


# The pace


def test_the_pace_is_learned_in_logarithms_and_shrunk_towards_the_plan():
    assert replanning.pace([]) == 1
    assert replanning.pace([(100, 200)]) == pytest.approx(2 ** (1 / 4))
    assert replanning.pace([(100, 200), (100, 50)]) == pytest.approx(1)
    assert replanning.pace([(100, 100_000)]) == pytest.approx(2.718281828 ** (1 / 4))  # clipped
    assert replanning.pace([(0, 50)]) == 1


def test_slow_answers_leave_room_for_fewer():
    to_come = [question("a"), question("b"), *ASKS]
    assert replanning.rest(to_come, [], seconds_left=500) is None
    slow = replanning.rest(to_come, [], seconds_left=500, taken=[(120, 300)] * 3)
    assert left_out(slow) == ["b"]
    assert slow.pace == pytest.approx(2.5**0.5)


# As exact as the plan


@pytest.mark.parametrize("seed", range(25))
def test_nothing_else_that_fits_is_worth_more(seed):
    chance = Random(seed)
    goals = ("path", "skills", "culture")
    to_come = [
        question(
            f"q{n}", seconds=chance.randrange(60, 260), priority=chance.randrange(1, 4),
            goals=tuple(goal for goal in goals if chance.random() < 0.3),
        )
        for n in range(8)
    ]  # fmt: skip
    asked = [question("z", goals=("path",))] * 3
    rest = replanning.rest([*to_come, *ASKS], asked, seconds_left=chance.randrange(240, 900))
    if rest is None:
        return

    def size(chosen):
        return sum(-(-agenda.seconds_for(each) // 5) * 5 for each in (*chosen, *ASKS))

    def worth(chosen):
        served = {goal for each in chosen for goal in each.goals} - {"path"}
        return sum(each.priority for each in chosen) + 2 * len(served)

    free = rest.room_s // 5 * 5
    every = [few for n in range(len(to_come) + 1) for few in combinations(to_come, n) if size(few) <= free]
    assert size(rest.ask) <= rest.room_s or not rest.ask
    assert worth(rest.ask) == max(map(worth, every), default=0)
