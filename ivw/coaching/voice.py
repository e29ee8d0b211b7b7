"""What the loudness of one lap says: when somebody spoke, for how long, and where the pauses were.

In goes one byte for every 20 ms (0 is -96 dB or less, 255 as loud as can be; show/practice_clock/voice.js makes them),
out come figures. Since the words of the question are known, its pace needs no transcription.

What it cannot know: who spoke, what was said, and whether the words were those of the question. A voice is told from
the room by its loudness alone, so whatever is louder than the room for an eighth of a second counts as speaking (a
cough, a chair, a radio), and a voice that barely rises above the room counts as silence.

Only this module and what imports it need numpy (it comes with pandas); it is imported where a lap is measured, never
at the start, and never from the terminal.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from ivw.coaching.agenda import WORDS_A_MINUTE
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.voice_figures import Measures

# Decibels below a full signal that byte 0 stands for; as in voice.js.
SOFTEST_DB = 96.0
# What is softer is silence: the noise of a laptop's microphone in a quiet room lies above it (our convention).
QUIET_DB = -75.0
# Where nothing stands out and all of it is louder than this, the microphone is overdriven by a voice: no room is as
# loud as that (our convention).
OVERDRIVEN_DB = -20.0
# The room is what nine tenths of all frames are louder than, the voice what its loudest third of a second is as loud as
# (our conventions). A low percentile copes with steady noise; a fixed number of loud frames with a lap in which a short
# question is followed by minutes of silence, where every percentile would be silence.
ROOM_PERCENTILE = 10
# Where hardly a moment is silent, the softest hundredth is the room, if it lies twice as far below the voice.
HARDLY_SILENT_PERCENTILE = 1
LOUDEST_S = 0.3
# Below this difference between voice and room there is only a room: a steady noise alone varies by 2 to 4 dB from one
# 20 ms to the next, and a voice has more than 20 dB between its vowels and its stops (our convention).
STANDS_OUT_DB = 9.0
# Speech begins this share of that difference above the room, and ends at the lower one: hysteresis, within bounds, so
# that neither loud rooms nor loud voices move them far (our convention).
BEGINS, ENDS = 0.35, 0.22
BEGINS_DB, ENDS_DB = (6.0, 15.0), (4.0, 9.0)
# Stops shorter than this are the making of sounds, not pauses (Goldman-Eisler, Psycholinguistics, 1968).
STOP_S = 0.25
# Whatever is shorter is no syllable but a click: the key one presses (our convention).
SYLLABLE_S = 0.12
# From here on a silence counts as a pause; our convention, well above the breaths between sentences.
PAUSE_S = 2.0
# Nobody leaves a question half asked for as long as this: whatever comes after it is no part of it (our convention).
ASKED_S = 10.0
FRAMES_MS = range(5, 101)

Decibels = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Spans = list[tuple[int, int]]


def measure(levels: bytes, frame_ms: int, words: int | None = None) -> Measures:
    """What one lap sounded like. `levels` is its loudness, a byte for each `frame_ms`; `words` what the question has.

    Where the question ends is not heard, it is reckoned: it ends before the first silence of 10 s, and where pauses of
    2 s leave a choice, at the one that makes its spoken time come nearest to its words at 150 a minute. Without `words`
    it reaches to the last thing said. Times are true to a frame at either side of each pause, and lose the softest
    tenth of a second of a breathed beginning or end. Raises InvalidRecord for frames of no or of an absurd length.
    """
    if isinstance(frame_ms, bool) or frame_ms not in FRAMES_MS:
        raise InvalidRecord("frame_ms", "The loudness came in frames of no sensible length.", "Load the page again.")
    frame = frame_ms / 1000
    heard = round(len(levels) * frame, 3)
    said = _spoken(_decibels(levels), frame)
    if not said:
        return Measures(heard, None, 0.0, 0, 0.0, 0.0, words)
    stretches = _joined(said, PAUSE_S / frame)
    gaps = [(after[0] - before[1]) * frame for before, after in pairwise(stretches)]
    return Measures(
        heard_seconds=heard,
        asking_seconds=round(_asked(stretches, said, frame, words), 3),
        speaking_seconds=round(_length(said) * frame, 3),
        pauses=len(gaps),
        longest_pause_seconds=round(max(gaps, default=0.0), 3),
        longest_stretch_seconds=round(max(end - start for start, end in stretches) * frame, 3),
        words=words,
    )


def _decibels(levels: bytes) -> Decibels:
    """In decibels, each frame the middle one of itself and its neighbours: a click or a crackle is shorter."""
    alone = np.frombuffer(levels, dtype=np.uint8)
    each = alone if alone.size < 3 else np.median(sliding_window_view(np.pad(alone, 1, mode="edge"), 3), axis=1)
    return each.astype(np.float64) * (SOFTEST_DB / 255) - SOFTEST_DB


def _spoken(loudness: Decibels, frame: float) -> Spans:
    """From which frame to which somebody spoke, stops within words included."""
    begun = loudness[loudness > -SOFTEST_DB]  # nothing at all is no room: the microphone had not begun
    if not begun.size:
        return []
    room, hushed = (
        max(QUIET_DB, float(level)) for level in np.percentile(begun, [ROOM_PERCENTILE, HARDLY_SILENT_PERCENTILE])
    )
    loud = min(begun.size, max(1, round(LOUDEST_S / frame)))
    loudest = float(np.partition(begun, -loud)[-loud])
    if loudest - room < STANDS_OUT_DB:
        if loudest - hushed < 2 * STANDS_OUT_DB:
            return [(0, len(loudness))] if room > OVERDRIVEN_DB else []
        room = hushed
    above = loudest - room
    begins = room + min(max(BEGINS * above, BEGINS_DB[0]), BEGINS_DB[1])
    ends = room + min(max(ENDS * above, ENDS_DB[0]), ENDS_DB[1])
    voiced = [(start, end) for start, end in _runs(loudness > ends) if (loudness[start:end] > begins).any()]
    return [(start, end) for start, end in _joined(voiced, STOP_S / frame) if (end - start) * frame >= SYLLABLE_S]


def _runs(flags: Flags) -> Spans:
    """Where flags are up: each run from its first frame to the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _joined(spans: Spans, gap: float) -> Spans:
    """Spans with what lies less than `gap` frames apart put together."""
    joined: Spans = []
    for start, end in spans:
        if joined and start - joined[-1][1] < gap - 1e-9:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _asked(stretches: Spans, said: Spans, frame: float, words: int | None) -> float:
    question = _joined(stretches, ASKED_S / frame)[0]
    if not words:
        return (stretches[-1][1] - stretches[0][0]) * frame
    planned = 60 * words / WORDS_A_MINUTE
    ends = [end for _, end in stretches if end <= question[1]]
    spoken = [_length([span for span in said if span[1] <= end]) * frame for end in ends]
    nearest = min(range(len(ends)), key=lambda place: abs(np.log(spoken[place] / planned)))
    return (ends[nearest] - stretches[0][0]) * frame


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
