"""How a rehearsal felt: before it begins, after it has ended."""

from datetime import timedelta

import pytest

from ivw.coaching import plans, practice
from ivw.coaching import rehearsal_feelings as feelings
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.rehearsal_feelings import Felt
from tests.builders import at, open_records

NOW = at("2026-11-22 10:00")


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    records = open_records(tmp_path_factory.mktemp("feelings"))
    yield records
    records.close()


@pytest.fixture
def plan(records):
    made = plans.start(records, minutes=30, as_of=NOW, title="Towns").fact_id
    plans.add_question(records, made, "How did you come to this work?")
    return made


def begun(records, plan, after=timedelta()):
    return practice.start(records, plan, as_of=NOW + after).fact_id


def test_what_is_said_before_belongs_to_the_run_that_begins_soon_after(records, plan):
    feelings.say_before(records, plan, "nerves_before", 5, as_of=NOW)
    feelings.say_before(records, plan, "confidence_before", 2, as_of=NOW)
    feelings.say_before(records, plan, "nerves_before", 4, as_of=NOW)
    assert feelings.waiting(records, plan, as_of=NOW) == Felt(nerves_before=4, confidence_before=2)
    run = begun(records, plan)
    assert feelings.of_run(records, run) == Felt(nerves_before=4, confidence_before=2)
    assert feelings.waiting(records, plan, as_of=NOW) == Felt()
    assert feelings.of_run(records, begun(records, plan)) == Felt()


def test_what_was_said_hours_ago_says_nothing_of_now(records, plan):
    feelings.say_before(records, plan, "nerves_before", 5, as_of=NOW)
    later = NOW + timedelta(hours=2)
    assert feelings.waiting(records, plan, as_of=later) == Felt()
    assert feelings.of_run(records, begun(records, plan, timedelta(hours=2))) == Felt()


def test_what_is_said_before_can_be_taken_back(records, plan):
    feelings.say_before(records, plan, "nerves_before", 5, as_of=NOW)
    feelings.say_before(records, plan, "nerves_before", None, as_of=NOW)
    assert feelings.waiting(records, plan, as_of=NOW) == Felt()


def test_each_feeling_of_a_run_is_kept_by_itself(records, plan):
    run = begun(records, plan)
    done = feelings.say(records, run, "nerves_after", 2)
    feelings.say(records, run, "storytelling", 4)
    assert feelings.of_run(records, run) == Felt(nerves_after=2, storytelling=4)
    feelings.say(records, run, "storytelling", None)
    undo(records, done)
    assert feelings.of_run(records, run) == Felt()


def test_a_run_hones_telling_ones_story_naming_ones_interests_and_asking(records, plan):
    run = begun(records, plan)
    for place, skill in enumerate(("storytelling", "interests", "questioning"), start=2):
        feelings.say(records, run, skill, place)
    assert feelings.of_run(records, run) == Felt(storytelling=2, interests=3, questioning=4)


@pytest.mark.parametrize(("what", "rating"), [("nerves_after", 6), ("nerves_after", True), ("mode", 3)])
def test_what_is_no_feeling_is_refused(records, plan, what, rating):
    run = begun(records, plan)
    with pytest.raises(InvalidRecord):
        feelings.say(records, run, what, rating)
    with pytest.raises(InvalidRecord):
        feelings.say_before(records, plan, what, rating, as_of=NOW)
    assert feelings.of_run(records, run) == Felt()


def test_a_run_that_is_gone_felt_like_nothing(records):
    assert feelings.of_run(records, "no run") == Felt()
    with pytest.raises(InvalidRecord, match="not in the records"):
        feelings.say(records, "no run", "nerves_after", 3)
