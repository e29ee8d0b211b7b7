import pytest

from ivw.coaching import alignment, plans
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import at

NOW = at("2026-11-24 09:00")


def test_the_note_of_a_plan_is_kept_emptied_and_taken_back(records):
    plan = plans.start(records, minutes=20, title="In general", as_of=NOW).fact_id
    assert alignment.of_plan(records, plan) == ""
    done = alignment.write(records, plan, "It tells me whether field work is for me.")
    assert alignment.of_plan(records, plan) == "It tells me whether field work is for me."
    undo(records, done)
    assert alignment.of_plan(records, plan) == ""


def test_a_plan_that_is_gone_takes_no_note(records):
    with pytest.raises(InvalidRecord):
        alignment.write(records, "nobody", "words")
    assert alignment.of_plan(records, "nobody") == ""
