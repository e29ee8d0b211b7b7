"""The figures of a voice: kept when asked to, replaced, forgotten, and taken back."""

import math
from dataclasses import replace

import pytest

from ivw.coaching import plans, practice, voice_figures
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.voice_figures import Measures
from tests.builders import at

NOW = at("2026-11-24 09:00")
FIGURES = Measures(60.0, 8.0, 7.2, 1, 2.4, 5.0)


@pytest.fixture
def run(records):
    """A run in voice mode, its two questions asked."""
    plan = str(plans.start(records, minutes=20, as_of=NOW, title="In general").fact_id)
    return rehearsed(records, plan)


def rehearsed(records, plan):
    made = str(practice.start(records, plan, as_of=NOW, mode="voice").fact_id)
    practice.save_laps(records, made, number=1, laps=[(8.0, 50.0, False), (6.0, 12.0, False)], as_of=NOW)
    return made


def laps(records, run):
    return [lap.id for lap in practice.laps_of(records, run)]


def test_what_is_kept_comes_back_with_the_words_of_its_question(records, run):
    first, second = practice.laps_of(records, run)
    voice_figures.keep(records, run, {second.id: replace(FIGURES, pauses=0), first.id: FIGURES})
    found = voice_figures.kept(records, run)
    assert list(found) == [first.id, second.id]
    assert found[first.id] == replace(FIGURES, words=len(first.text.split()))
    assert found[second.id].pauses == 0


def test_kept_twice_it_stands_once_and_the_newest_figures_win(records, run):
    lap = laps(records, run)[0]
    voice_figures.keep(records, run, {lap: FIGURES})
    assert not voice_figures.keep(records, run, {lap: FIGURES}).change
    voice_figures.keep(records, run, {lap: replace(FIGURES, pauses=3)})
    assert [each.pauses for each in voice_figures.kept(records, run).values()] == [3]


def test_keeping_and_forgetting_can_be_taken_back(records, run):
    lap = laps(records, run)[0]
    kept = voice_figures.keep(records, run, {lap: FIGURES})
    forgotten = voice_figures.forget(records, run)
    assert voice_figures.kept(records, run) == {}
    assert not voice_figures.forget(records, run).change
    undo(records, forgotten)
    assert list(voice_figures.kept(records, run)) == [lap]
    undo(records, kept)
    assert voice_figures.kept(records, run) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FIGURES, heard_seconds=math.nan),
        replace(FIGURES, speaking_seconds=-1.0),
        replace(FIGURES, longest_pause_seconds=math.inf),
        replace(FIGURES, asking_seconds=1e6),
        replace(FIGURES, pauses=-1),
    ],
)
def test_figures_that_no_lap_has_are_refused_and_nothing_is_kept(records, run, wrong):
    first, second = laps(records, run)
    with pytest.raises(InvalidRecord):
        voice_figures.keep(records, run, {first: FIGURES, second: wrong})
    assert voice_figures.kept(records, run) == {}


def test_laps_of_another_run_are_refused(records, run):
    other = rehearsed(records, practice.get(records, run).plan_id)
    for heard in ({laps(records, other)[0]: FIGURES}, {"no lap": FIGURES}, {}):
        with pytest.raises(InvalidRecord):
            voice_figures.keep(records, run, heard)
    assert voice_figures.kept(records, run) == {}


def test_a_pace_needs_words_and_time_and_the_words_of_this_question():
    assert replace(FIGURES, words=20).words_a_minute == 150
    assert replace(FIGURES, words=None).words_a_minute is None
    assert replace(FIGURES, words=20, asking_seconds=None).words_a_minute is None
    assert replace(FIGURES, words=100).words_a_minute is None
    assert replace(FIGURES, words=2).words_a_minute is None
