from dataclasses import replace

import pytest

from ivw.coaching import goals
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import at

NOW = at("2026-11-24 09:00")


def test_a_goal_is_added_changed_and_closed(records):
    made = goals.add(records, text="  Learn   what training counts ", as_of=NOW, kind="achieve", weight=3)
    [goal] = goals.open_goals(records)
    assert (goal.id, goal.kind, goal.text, goal.weight) == (made.fact_id, "achieve", "Learn what training counts", 3)
    goals.change(records, replace(goal, text="Learn which", weight=1))
    assert [(each.text, each.weight) for each in goals.open_goals(records)] == [("Learn which", 1)]
    assert goals.weights(records) == {goal.id: 1}
    closed = goals.close(records, goal.id, as_of=NOW)
    assert goals.open_goals(records) == []
    assert goals.weights(records) == {goal.id: 0}
    undo(records, closed)
    assert len(goals.open_goals(records)) == 1


def test_a_double_click_adds_one(records):
    with records.transaction() as transaction:
        token = transaction.new_ids(1)[0]
    for _ in range(2):
        goals.add(records, text="One", as_of=NOW, token=token)
    assert len(goals.open_goals(records)) == 1


def test_a_goal_is_open_once_and_may_come_back_after_it_was_closed(records):
    made = goals.add(records, text="Learn which training counts", as_of=NOW)
    with pytest.raises(InvalidRecord, match="already"):
        goals.add(records, text=" learn which  training counts", as_of=NOW)
    other = goals.add(records, text="Another", as_of=NOW).fact_id
    with pytest.raises(InvalidRecord, match="already"):
        goals.change(records, goals.Goal(other, "learn", "learn which training counts", 2))
    goals.close(records, other, as_of=NOW)
    goals.close(records, made.fact_id, as_of=NOW)
    goals.add(records, text="Learn which training counts", as_of=NOW)
    assert len(goals.open_goals(records)) == 1


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("text", {"text": " "}), ("kind", {"kind": "dream"}), ("weight", {"weight": 4}), ("about", {"about": "pay"})],
)
def test_what_is_wrong_is_refused(records, field, wrong):
    with pytest.raises(InvalidRecord) as refused:
        goals.add(records, **({"text": "One", "as_of": NOW} | wrong))
    assert refused.value.field == field
    assert goals.open_goals(records) == []


def test_a_goal_is_to_learn_or_to_achieve_something_soon_or_in_the_long_run(records):
    for kind in ("learn", "achieve", "short_term", "long_term"):
        goals.add(records, text=kind, kind=kind, as_of=NOW)
    assert {each.kind: each.text for each in goals.open_goals(records)} == {kind: kind for kind in goals.KINDS}


def test_a_goal_is_about_a_field_a_career_or_an_organization(records):
    for about in ("field", "career", "organization"):
        goals.add(records, text=about, about=about, as_of=NOW)
    assert {each.about for each in goals.open_goals(records)} == set(goals.ABOUT)


def test_a_goal_may_say_what_it_is_about(records):
    goals.add(records, text="See a week from inside", as_of=NOW, about="career")
    [goal] = goals.open_goals(records)
    assert goal.about == "career"
    goals.change(records, replace(goal, about=None))
    assert goals.open_goals(records)[0].about is None


def test_a_goal_that_is_gone_cannot_be_changed(records):
    with pytest.raises(InvalidRecord, match="not in the records"):
        goals.close(records, "0190a000-0000-7000-8000-000000000000", as_of=NOW)
