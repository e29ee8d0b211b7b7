"""What an agenda says of itself: why the rest does not fit, what would bring it back, and what is unwise."""

import re

import pytest

from ivw.coaching import agenda
from tests.coaching.agendas import a_question, asks, kept, why

# Why the rest does not


def full(*more, minutes=20):
    """Three musts that fill what 20 minutes have besides the must-asks, and two spares, with these."""
    musts = [a_question(name, 250, tier="must") for name in "abc"]
    return asks(*musts, *(a_question(name, tier="spare") for name in "st"), *more, minutes=minutes)


def test_a_cut_is_worth_its_priority_and_every_goal_that_nothing_in_the_plan_serves():
    cut = {
        each.question.id: each
        for each in asks(
            *(a_question(name, 250, tier="must", goals=("served",)) for name in "abc"),
            a_question("x", 110, priority=1, goals=("served", "new", "other", "new")),
            a_question("y", 110),
            weights={"served": 1, "new": 3},
        ).cut
    }
    assert cut["x"].worth == 1 + 3 + 2  # a goal without a weight counts 2
    assert (cut["y"].worth, cut["y"].a_minute) == (2, 1.0)


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


@pytest.mark.parametrize(("seconds", "minutes"), [(40, 21), (530, 30), (531, None)])
def test_it_comes_back_with_up_to_ten_minutes_more_or_says_something_else(seconds, minutes):
    [back] = [each.back_with for each in full(a_question("q", seconds)).cut if each.question.id == "q"]
    assert back == minutes


def test_nobody_cuts_a_conversation_short_to_bring_a_question_in():
    some = [*(a_question(name, 150, tier="must") for name in "abc"), *(a_question(name, tier="spare") for name in "st")]
    some += [a_question("long", 290, priority=3), a_question("q", 40)]
    assert "q" in kept(asks(*some, minutes=19))
    assert why(asks(*some), "q").endswith("With 21 minutes it is in.")


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


# So many that no longer conversation is tried out: what makes room is told instead.
CROWD = [a_question(f"spare {place}", tier="spare") for place in range(agenda.REFITTED)]


@pytest.mark.parametrize(
    ("one", "other", "cut", "goes"),
    [
        # what is worth least for its minutes
        ({"seconds": 290, "priority": 2}, {"seconds": 190, "priority": 2}, {"priority": 1}, "one"),
        # two about oneself are no reason against one about them
        ({"seconds": 290, "about_me": True}, {"seconds": 190, "about_me": True}, {"priority": 1}, "one"),
        # nothing that is too short by itself, and what is as long will do
        ({"seconds": 290, "priority": 3}, {"seconds": 190, "priority": 1}, {"seconds": 290}, "one"),
        ({"seconds": 290, "priority": 3}, {"seconds": 190, "priority": 1}, {"seconds": 291, "priority": 1}, None),
    ],
)
def test_what_makes_room_is_worth_least_a_minute_and_no_must(one, other, cut, goes):
    some = [
        a_question("must", 270, tier="must", priority=1),
        a_question("one", **one),
        a_question("other", **{"seconds": 190} | other),
        a_question("cut", **{"seconds": 190} | cut),
    ]
    fitted = asks(*some, *CROWD)
    assert kept(fitted) == ["must", "one", "other"]
    [found] = [each for each in fitted.cut if each.question.id == "cut"]
    says = f"There is room for it if this goes: {goes}" if goes else "Pin it (a must) to keep it."
    assert (found.reason, found.brings_back, found.back_with) == ("", says, None)


@pytest.mark.parametrize(("others", "says"), [(59, "With 21 minutes it is in."), (60, "Pin it (a must) to keep it.")])
def test_a_longer_conversation_is_tried_for_sixty_questions_at_most(others, says):
    musts = [a_question(name, 250, tier="must") for name in "abc"]
    assert why(asks(a_question("q", 40), *musts, *CROWD[: others - 5]), "q").endswith(says)


def test_of_three_about_oneself_another_one_has_to_go():
    some = [a_question("must", 170, tier="must", about_me=True), a_question("other", 290, priority=2)]
    some += [a_question("mine", 190, about_me=True, priority=3), a_question("cut", 190, about_me=True, priority=1)]
    assert why(asks(*some, *CROWD), "cut").endswith("There is room for it if this goes: mine")


def test_where_a_longer_one_cannot_be_proven_soon_nothing_is_promised(monkeypatch):
    monkeypatch.setattr(agenda, "REFITTING", 1)
    some = [a_question(str(n), 60 + 7 * n, priority=1 + n % 3, goals=(f"g{n % 5}", f"g{n % 7}")) for n in range(24)]
    assert {each.back_with for each in asks(*some).cut} == {None}


def test_where_nothing_may_go_it_can_be_made_a_must():
    fitted = asks(*(a_question(name, 290, tier="must") for name in "abc"), a_question("long", 3000))
    assert why(fitted, "long").endswith("Pin it (a must) to keep it.")


# What is unwise


def test_a_sound_agenda_has_no_warning():
    assert agenda.warnings(asks(*(a_question(name) for name in "abcdef"))) == []


@pytest.mark.parametrize(
    ("used", "minutes", "says"),
    [
        (885, 20, None),
        (886, 20, "leaves 1:59 of your reserve of 2:00"),
        (1005, 20, "leaves 0:00 of your reserve of 2:00"),
        (1006, 20, "takes 16:46, and questions have 14:45: 2:01 too much"),
        (99, 3, "takes 1:39, and questions have 0:00: 2:12 too much"),
    ],
)
def test_a_second_too_much_is_said(used, minutes, says):
    found = agenda.warnings(agenda.Agenda(minutes, agenda.budget(minutes), used, (), (), ("a spare",)))
    assert [says in each for each in found if "What must be in" in each] == ([True] if says else [])


@pytest.mark.parametrize(
    ("asked", "minutes", "says"),
    [
        (2, 20, "Fewer than three"),
        (3, 9, None),
        (3, 3, None),  # three may be asked in however few
        (4, 11, "4 questions in 11 minutes"),
        (6, 18, None),
        (6, 20, None),
        (7, 20, "7 questions in 20 minutes"),
        (6, 30, None),
        (6, 31, "31 minutes are much"),
    ],
)
def test_three_are_enough_one_for_every_three_minutes_and_half_an_hour(asked, minutes, says):
    keep = tuple(agenda.Kept(a_question(str(place)), 60) for place in range(asked))
    found = agenda.warnings(agenda.Agenda(minutes, 10_000, 0, keep, (), ("a spare",)))
    assert [says in each for each in found] == [True] if says else found == []


def test_two_about_oneself_are_no_fault():
    sound = [a_question(name, about_me=name in "ab", tier="must") for name in "abcd"]
    assert agenda.warnings(asks(*sound, a_question("e"), a_question("f"))) == []


@pytest.mark.parametrize(("seconds", "says"), [(0, "0:00"), (59, "0:59"), (60, "1:00"), (162, "2:42"), (3605, "60:05")])
def test_a_length_is_told_as_a_clock_shows_it(seconds, says):
    assert agenda.clock(seconds) == says


def test_warnings_say_what_is_unwise():
    assert any("Fewer than three" in each for each in agenda.warnings(asks(a_question("a"))))
    assert any("No spare" in each for each in agenda.warnings(asks(a_question("a"))))
    assert any("40 minutes are much" in each for each in agenda.warnings(asks(minutes=40)))
    many = asks(*(a_question(str(place), 20) for place in range(12)))
    assert any("10 questions in 20 minutes" in each for each in agenda.warnings(many))
