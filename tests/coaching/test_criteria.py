"""What one decides by: the list with its weights, and how conversations rate a field by it."""

import pytest

from ivw.coaching import criteria, fields, reflections, research
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import at

NOW = at("2024-06-11 12:00")
NOBODY = "01900000-0000-7000-8000-000000000001"


def listed(records):
    return [(each.name, each.weight) for each in criteria.every(records)]


def test_the_guides_three_are_suggested_first_and_what_is_listed_no_more(records):
    assert criteria.suggested(records)[:3] == ["Income", "Work environment", "Timetable"]
    criteria.add(records, "timetable", as_of=NOW)
    assert "Timetable" not in criteria.suggested(records)


def test_the_weightiest_come_first_and_a_weight_can_be_changed(records):
    for name in ("Income", "Meaning"):
        criteria.add(records, name, as_of=NOW)
    [_, meaning] = criteria.every(records)
    criteria.weigh(records, meaning.id, 3)
    assert listed(records) == [("Meaning", 3), ("Income", 2)]
    with pytest.raises(InvalidRecord):
        criteria.weigh(records, meaning.id, 4)


def test_a_rating_begins_the_debrief_is_changed_and_taken_back(records, met):
    one = str(criteria.add(records, "Meaning", as_of=NOW).fact_id)
    criteria.rate(records, met, one, 1, as_of=NOW)
    assert reflections.of_meeting(records, met).written_at == NOW
    changed = criteria.rate(records, met, one, -2, as_of=NOW)
    assert criteria.ratings(records, met) == {one: -2}
    undo(records, changed)
    assert criteria.ratings(records, met) == {one: 1}
    criteria.rate(records, met, one, None, as_of=NOW)
    assert criteria.ratings(records, met) == {}


@pytest.mark.parametrize("wrong", [-3, 3, True, 0.5, "1"])
def test_a_rating_off_the_scale_is_refused(records, met, wrong):
    one = str(criteria.add(records, "Meaning", as_of=NOW).fact_id)
    with pytest.raises(InvalidRecord) as refused:
        criteria.rate(records, met, one, wrong, as_of=NOW)
    assert refused.value.field == "rating"


def test_taken_off_it_leaves_the_list_and_comes_back_with_its_ratings(records, met):
    one = str(criteria.add(records, "Meaning", as_of=NOW).fact_id)
    criteria.rate(records, met, one, 2, as_of=NOW)
    criteria.close(records, one, as_of=NOW)
    assert listed(records) == []
    assert criteria.add(records, "MEANING", as_of=NOW, weight=3).fact_id == one
    assert criteria.ratings(records, met) == {one: 2}
    assert listed(records) == [("Meaning", 3)]


def test_what_cannot_stand_on_the_list_is_refused(records):
    criteria.add(records, "Meaning", as_of=NOW)
    for name in ("meaning", " ", "x" * 501):
        with pytest.raises(InvalidRecord) as refused:
            criteria.add(records, name, as_of=NOW)
        assert refused.value.field == "name"
    for n in range(criteria.MOST - 1):
        criteria.add(records, f"Criterion {n}", as_of=NOW)
    with pytest.raises(InvalidRecord):
        criteria.add(records, "One too many", as_of=NOW)
    with pytest.raises(InvalidRecord):
        criteria.close(records, NOBODY, as_of=NOW)


def test_the_same_form_adds_it_once(records):
    for _ in range(2):
        criteria.add(records, "Meaning", as_of=NOW, token=NOBODY)
    assert listed(records) == [("Meaning", 2)]


def test_income_is_read_from_what_was_looked_up_about_the_field(records):
    field = research.Target("field", str(fields.add(records, name="Urban mobility", as_of=NOW).fact_id))
    assert criteria.income_of(records, "urban MOBILITY") is None
    research.note(records, field, topic="income", finding="38,000 to 52,000", as_of=NOW)
    assert criteria.income_of(records, "urban MOBILITY") == "38,000 to 52,000"
    assert criteria.income_of(records, None) is None
    criteria.add(records, "Pay", as_of=NOW)
    assert [each.is_income for each in criteria.every(records)] == [True]
