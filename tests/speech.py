"""Speech without words, for tests of the voice: noise that rises and falls as syllables do, with known pauses.

sound = speech([(1.0, 4.0), (6.5, 9.0)], 10.0)   # two stretches in ten seconds
levels = levels_of(sound)                        # the bytes that voice.js would send
write_wav(folder / "voice.wav", sound)           # what a browser takes for its microphone
"""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 16_000
Sound = npt.NDArray[np.float64]


def speech(
    spans: Sequence[tuple[float, float]], seconds: float, *,
    voice_db: float = -25, noise_db: float = -60, syllables_a_second: float = 4.5, depth_db: float = 35, seed: int = 1,
) -> Sound:  # fmt: skip
    """So many seconds of a room with this noise, and somebody who speaks in these spans (from, to), in seconds.

    Between two syllables the voice falls by `depth_db` for some 30 to 120 ms, as it does where lips close.
    """
    chance = np.random.default_rng(seed)
    moments = np.arange(int(seconds * RATE)) / RATE
    whole = _noise(chance, len(moments), noise_db)
    for start, end in spans:
        of = (moments >= start) & (moments < end)
        whole[of] += _noise(chance, int(of.sum()), voice_db) * _syllables(
            chance, moments[of], syllables_a_second, depth_db
        )
    return np.clip(whole, -1, 1)


def levels_of(sound: Sound, rate: int = RATE) -> bytes:
    """A byte for each 20 ms, as LoudnessMeter in voice.js reckons it (without its filter: there is no hum in here)."""
    frame = rate // 50
    power = np.mean(sound[: len(sound) // frame * frame].reshape(-1, frame) ** 2, axis=1)
    return levels_at(10 * np.log10(power + 1e-12))


def levels_at(decibels: npt.ArrayLike) -> bytes:
    """The bytes for these loudnesses, in decibels below a full signal."""
    return np.clip(np.round((np.asarray(decibels) + 96) * 255 / 96), 0, 255).astype(np.uint8).tobytes()


def write_wav(path: Path, sound: Sound, rate: int = RATE) -> Path:
    """A WAV of 16 bits, one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def _noise(chance: np.random.Generator, how_many: int, decibels: float) -> Sound:
    return chance.standard_normal(how_many) * 10 ** (decibels / 20)


def _syllables(chance: np.random.Generator, moments: Sound, a_second: float, depth_db: float) -> Sound:
    """How loud the voice is from moment to moment, in syllables of uneven length, beginning and ending aloud."""
    loud = np.ones(len(moments))
    at = moments[0] if len(moments) else 0.0
    while len(moments):
        at += chance.uniform(0.7, 1.3) / a_second
        stop = chance.uniform(0.03, 0.12)
        if at + stop + 0.1 >= moments[-1]:
            break
        loud[(moments >= at) & (moments < at + stop)] = 10 ** (-depth_db / 20)
        at += stop
    return loud * (1 + 0.3 * np.sin(2 * np.pi * 0.7 * moments))
