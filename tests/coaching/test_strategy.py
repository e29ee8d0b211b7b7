"""The strategy in one's own words, and the steps taken."""

import pytest

from ivw.coaching import next_steps, strategy
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")


def test_a_strategy_is_kept_as_it_is_typed_and_emptied_again(records):
    assert strategy.of(records) == ""
    strategy.save(records, "Trainee posts first.\n\nThen the water trust. ")
    assert strategy.of(records) == "Trainee posts first.\n\nThen the water trust."
    strategy.save(records, "  ")
    assert strategy.of(records) == ""


def test_a_strategy_beyond_twenty_thousand_characters_is_refused_and_the_old_one_stays(records):
    strategy.save(records, "Short")
    with pytest.raises(InvalidRecord):
        strategy.save(records, "x" * 20_001)
    assert strategy.of(records) == "Short"


def test_steps_taken_come_newest_first_with_whom_and_those_let_go_stand_apart(records):
    meeting = a_conversation(records, a_contact(records, name="Ada"), starts="2026-05-04 12:00", held=True)
    made = {
        what: next_steps.add(records, what=what, as_of=NOW, meeting_id=meeting).fact_id
        for what in ("Open", "First", "Second", "Gone")
    }
    next_steps.do(records, made["First"], as_of=at("2026-06-01"))
    next_steps.do(records, made["Second"], as_of=at("2026-06-02"))
    next_steps.let_go(records, made["Gone"], "Too late", as_of=at("2026-06-03"))

    done, total = strategy.steps_taken(records, limit=1)
    gone, _ = strategy.steps_taken(records, limit=5, let_go=True)

    assert (total, done[0].what, done[0].contact, done[0].meeting_id) == (2, "Second", "Ada", meeting)
    assert [(each.what, each.dropped_why) for each in gone] == [("Gone", "Too late")]
