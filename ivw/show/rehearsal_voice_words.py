"""What is said of a voice: the figures in sentences, and what they cannot know. Shown, never scored."""

from collections.abc import Mapping, Sequence

from ivw.coaching.agenda import WORDS_A_MINUTE
from ivw.coaching.practice import Lap
from ivw.coaching.voice_figures import Measures
from ivw.show.rehearsal_words import as_clock, lasting

ENOUGH = 0.8  # our convention: where less of a lap was heard, it is not said who spoke how much of it
CANNOT_KNOW = (
    "**Who spoke.** Whatever is louder than the room for a moment counts, a cough or a radio too.",
    "**What was said.** The pace takes it that you said the words of the question; where the question ended is "
    "reckoned from how many they are and from your pauses.",
    "**Whether it was good.** There is no right pace, and a pause is often just the room an answer needs.",
)


def finding(spoken: Sequence[Measures]) -> str:
    """The heading: at which pace the questions were asked, where that can be told."""
    pace = _pace(spoken)
    return "Your voice" if pace is None else f"Your voice: {pace:.0f} words a minute while you asked"


def _pace(spoken: Sequence[Measures]) -> float | None:
    paced = [each for each in spoken if each.words_a_minute is not None]
    seconds = sum(each.asking_seconds or 0 for each in paced)
    return 60 * sum(each.words or 0 for each in paced) / seconds if seconds else None


def in_words(laps: Sequence[Lap], spoken: Mapping[str, Measures], *, is_alone: bool) -> list[str]:
    """What was heard of a run, a line of Markdown each; `spoken` by the ids of its laps."""
    figures = list(spoken.values())
    lines = []
    paces = [each.words_a_minute for each in figures if each.words_a_minute is not None]
    if len(paces) > 1:
        lines.append(
            f"**Pace**: from {min(paces):.0f} to {max(paces):.0f} words a minute. Plans take {WORDS_A_MINUTE}."
        )
    elif paces:
        lines.append(f"**Pace**: {paces[0]:.0f} words a minute. Plans take {WORDS_A_MINUTE}.")
    pauses = sum(each.pauses for each in figures)
    longest_s = max(each.longest_pause_seconds for each in figures)
    longest = f"{pauses}, the longest {lasting(longest_s, 1)}" if pauses else "none"
    lines.append(f"**Pauses** of 2 s and more between two things said: {longest}.")
    stretch = max(each.longest_stretch_seconds for each in figures)
    lines.append(f"**Longest stretch** without such a pause: {lasting(stretch, 1)}.")
    silent = sum(each.silence_seconds for each in figures)
    lines.append(f"**Silence**: {as_clock(silent)} in all. That is where an answer has its room.")
    lines.append(_talk_share(laps, spoken, is_alone=is_alone))
    return lines


def _talk_share(laps: Sequence[Lap], spoken: Mapping[str, Measures], *, is_alone: bool) -> str:
    if not is_alone:
        return "**Who talked how much** cannot be told: the microphone hears both of you."
    counted = [(lap, spoken[lap.id]) for lap in laps if lap.id in spoken and share(lap, spoken[lap.id]) is not None]
    if not counted:
        return "**Your share** cannot be told: too little of the laps was heard."
    spoke = sum(figures.speaking_seconds for _, figures in counted)
    took = sum(lap.seconds or 0 for lap, _ in counted)
    return f"**Your share**: you spoke {as_clock(spoke)} of {as_clock(took)}, {min(1, spoke / took):.0%} of the time."


def share(lap: Lap, figures: Measures) -> float | None:
    """How much of a lap was spoken; None where too little of it was heard."""
    if not lap.seconds or figures.heard_seconds < ENOUGH * lap.seconds:
        return None
    return min(1.0, figures.speaking_seconds / lap.seconds)
