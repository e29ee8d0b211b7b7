"""What the loudness of a lap says, on envelopes and on speech-like sound whose pauses are known."""

import numpy as np
import pytest

from ivw.coaching.errors import InvalidRecord
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from ivw.coaching.voice import measure  # noqa: E402
from tests.speech import levels_at, levels_of, speech  # noqa: E402

FRAME = 20
# What a figure may be off by: a frame at either side of each stretch, and what a soft beginning or end hides.
AN_EDGE = 0.06
SECONDS_OFF = 0.15


def envelope(*parts):
    """Bytes for parts of (seconds, decibels), each wavering by a decibel as a room does."""
    chance = np.random.default_rng(7)
    return b"".join(levels_at(chance.normal(decibels, 1, round(seconds * 50))) for seconds, decibels in parts)


def spans_of(said, pauses, before):
    """Where somebody spoke who said so much each time, with these pauses in between."""
    spans, at = [], before
    for seconds, pause in zip(said, [*pauses, 0.0], strict=True):
        spans.append((at, at + seconds))
        at += seconds + pause
    return spans


# Known speech


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_known_speech_and_pauses_are_found_in_any_room(data):
    many = data.draw(st.integers(1, 4), "stretches")
    # Between what is clearly a pause and what is clearly none lies half a second of doubt on either side.
    a_pause = st.one_of(st.floats(2.15, 6), st.floats(0.4, 1.85))
    said = data.draw(st.lists(st.floats(0.8, 5), min_size=many, max_size=many), "said")
    pauses = data.draw(st.lists(a_pause, min_size=many - 1, max_size=many - 1), "pauses")
    spans = spans_of(said, pauses, data.draw(st.floats(0.2, 3), "before"))
    seconds = spans[-1][1] + data.draw(st.floats(0.2, 40), "after")
    room = data.draw(st.floats(-80, -38), "room")
    sound = speech(
        spans, seconds, noise_db=room, voice_db=data.draw(st.floats(max(-40, room + 15), -14), "voice"),
        syllables_a_second=data.draw(st.floats(3, 6.5), "syllables"), depth_db=data.draw(st.floats(15, 40), "depth"),
        seed=data.draw(st.integers(0, 10**6), "seed"),
    )  # fmt: skip
    found = measure(levels_of(sound), FRAME)
    long = [pause for pause in pauses if pause >= 2]
    assert found.heard_seconds == pytest.approx(seconds, abs=0.021)
    assert found.pauses == len(long)
    assert found.longest_pause_seconds == pytest.approx(max(long, default=0), abs=2 * AN_EDGE)
    assert found.speaking_seconds == pytest.approx(sum(said), abs=SECONDS_OFF + AN_EDGE * many)
    assert found.asking_seconds == pytest.approx(spans[-1][1] - spans[0][0], abs=2 * AN_EDGE)
    assert found.silence_seconds == pytest.approx(found.heard_seconds - found.speaking_seconds)
    assert found.longest_stretch_seconds == pytest.approx(longest_stretch(spans), abs=2 * AN_EDGE)


def longest_stretch(spans):
    """Written another way: walk along, and begin anew after each pause."""
    longest, begun, last = 0.0, spans[0][0], spans[0][1]
    for start, end in spans:
        if start - last >= 2:
            begun = start
        last = end
        longest = max(longest, end - begun)
    return longest


def test_stops_between_syllables_are_no_pause():
    found = measure(levels_of(speech([(1, 9)], 10, syllables_a_second=3, depth_db=40)), FRAME)
    assert (found.pauses, found.speaking_seconds) == (0, pytest.approx(8, abs=SECONDS_OFF))


def test_silence_before_and_after_is_no_pause():
    found = measure(envelope((5, -65), (3, -25), (40, -65)), FRAME)
    assert (found.pauses, found.longest_pause_seconds) == (0, 0)
    assert found.silence_seconds == pytest.approx(45, abs=0.1)


def test_a_pause_counts_from_two_seconds_on():
    assert measure(envelope((1, -65), (3, -25), (1.9, -65), (3, -25), (1, -65)), FRAME).pauses == 0
    assert measure(envelope((1, -65), (3, -25), (2.04, -65), (3, -25), (1, -65)), FRAME).pauses == 1


def test_a_short_question_is_found_in_minutes_of_silence():
    found = measure(envelope((2, -62), (4, -28), (600, -62)), FRAME, words=10)
    assert found.speaking_seconds == pytest.approx(4, abs=0.1)
    assert found.words_a_minute == pytest.approx(150, rel=0.03)


# Rooms and microphones


@pytest.mark.parametrize("decibels", [-96, -80, -60, -40, -25])
def test_where_nothing_stands_out_from_the_room_nothing_was_said(decibels):
    found = measure(envelope((30, decibels)), FRAME, words=12)
    assert found.is_silent
    assert (found.asking_seconds, found.words_a_minute, found.pauses) == (None, None, 0)
    assert found.silence_seconds == found.heard_seconds == 30


def test_nothing_at_all_was_heard():
    assert measure(b"", FRAME, words=5).heard_seconds == 0
    assert measure(bytes(500), FRAME).is_silent


def test_all_of_it_may_be_speech():
    found = measure(levels_of(speech([(0, 20)], 20)), FRAME)
    assert found.speaking_seconds == pytest.approx(20, abs=0.3)
    assert found.pauses == 0


def test_a_voice_that_overdrives_the_microphone_is_heard():
    clipped = speech([(1, 4), (7, 9)], 12, voice_db=6, noise_db=-50)
    found = measure(levels_of(clipped), FRAME)
    assert (found.pauses, found.speaking_seconds) == (1, pytest.approx(5, abs=SECONDS_OFF))
    assert measure(bytes([255]) * 500, FRAME).speaking_seconds == 10


def test_the_key_that_ends_the_lap_is_no_speech():
    found = measure(envelope((1, -65), (3, -30), (4, -65), (0.06, -22), (0.2, -65)), FRAME)
    assert (found.pauses, found.asking_seconds) == (0, pytest.approx(3, abs=0.1))


def test_a_microphone_that_begins_with_nothing_at_all_makes_no_room_silent():
    found = measure(bytes(100) + envelope((8, -45)), FRAME)  # a room of -45 dB, after two seconds of nothing
    assert found.is_silent


# The question


def test_what_is_said_after_the_room_for_the_answer_is_no_part_of_the_question():
    lap = envelope((1, -65), (4, -28), (90, -65), (1, -28), (1, -65))
    assert measure(lap, FRAME, words=10).asking_seconds == pytest.approx(4, abs=0.1)
    assert measure(lap, FRAME).asking_seconds == pytest.approx(95, abs=0.1)


def test_a_pause_in_the_middle_of_the_question_belongs_to_it():
    lap = envelope((1, -65), (3, -28), (3, -65), (3, -28), (5, -65))
    assert measure(lap, FRAME, words=15).asking_seconds == pytest.approx(9, abs=0.1)
    assert measure(lap, FRAME, words=7).asking_seconds == pytest.approx(3, abs=0.1)  # seven words are asked by then


def test_no_pace_is_told_where_other_words_were_said():
    lap = envelope((1, -65), (60, -28), (1, -65))
    assert measure(lap, FRAME, words=5).words_a_minute is None
    assert measure(lap, FRAME, words=140).words_a_minute == pytest.approx(140, rel=0.01)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000), st.integers(5, 100), st.one_of(st.none(), st.integers(0, 80)))
def test_whatever_comes_in_the_figures_fit_each_other(levels, frame_ms, words):
    found = measure(levels, frame_ms, words)
    assert 0 <= found.speaking_seconds <= found.heard_seconds + 1e-9
    assert found.longest_stretch_seconds <= found.heard_seconds + 1e-9
    assert found.pauses * 2 <= found.heard_seconds - found.speaking_seconds + 1e-2
    assert (found.longest_pause_seconds >= 2 - 1e-2) == bool(found.pauses)
    assert (found.asking_seconds is None) == found.is_silent


@pytest.mark.parametrize("frame_ms", [0, -20, 4, 1000, True])
def test_frames_of_no_sensible_length_are_refused(frame_ms):
    with pytest.raises(InvalidRecord):
        measure(bytes(10), frame_ms)
