"""What the microphone heard of a rehearsal, as figures: kept when the person asks for it, and forgotten again.

No sound is ever here, and nothing that a sound could be made from. Without numpy, unlike ivw.coaching.voice, which
measures.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ivw.coaching.agenda import WORDS_A_MINUTE
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

# Our convention: whoever seems to ask three times slower than planned, or twice as fast, has said other words.
SLOWEST, FASTEST = WORDS_A_MINUTE / 3, WORDS_A_MINUTE * 2
LONGEST_S = 6 * 3600  # as long as the clock of a lap runs


@dataclass(frozen=True, slots=True)
class Measures:
    """What was heard of one lap, in seconds. `words` is how many the question has, None where that is unknown.

    `asking_seconds` is from the first word of the question to its last, with what was paused in between; None where
    nothing was heard. `pauses` are of 2 s and more and lie between two things that were said: not before the first and
    not after the last. `longest_stretch_seconds` is the longest talk without such a pause.
    """

    heard_seconds: float
    asking_seconds: float | None
    speaking_seconds: float
    pauses: int
    longest_pause_seconds: float
    longest_stretch_seconds: float
    words: int | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing that stands out from the room was heard."""
        return not self.speaking_seconds

    @property
    def silence_seconds(self) -> float:
        """What was heard without anybody speaking, the room left for an answer included."""
        return max(0.0, self.heard_seconds - self.speaking_seconds)

    @property
    def words_a_minute(self) -> float | None:
        """The pace of the question, its words over its time; plans take 150 (agenda.WORDS_A_MINUTE, our convention).

        None where words or time are unknown, and where the pace is so far off that other words were said.
        """
        if not self.words or not self.asking_seconds:
            return None
        pace = 60 * self.words / self.asking_seconds
        return pace if SLOWEST <= pace <= FASTEST else None


# The figures in the order in which Measures has them.
OF_A_RUN = (
    "SELECT v.lap_id::VARCHAR AS lap_id, l.text, v.heard_seconds, v.asking_seconds, v.speaking_seconds, v.pauses, "
    "v.longest_pause_seconds, v.longest_stretch_seconds "
    "FROM voices v JOIN laps l ON l.id = v.lap_id WHERE l.rehearsal_id = TRY_CAST($run AS UUID) ORDER BY l.ordinal"
)
LAPS = "SELECT id::VARCHAR FROM laps WHERE rehearsal_id = TRY_CAST($run AS UUID) AND asking_seconds IS NOT NULL"
KEPT = (
    "SELECT v.lap_id::VARCHAR, v.id::VARCHAR FROM voices v JOIN laps l ON l.id = v.lap_id "
    "WHERE l.rehearsal_id = TRY_CAST($run AS UUID)"
)


def words_in(text: str) -> int:
    """How many words a question has, counted as the plan counts them."""
    return len(text.split())


def kept(records: Records, rehearsal_id: str) -> dict[str, Measures]:
    """The figures kept of a run by their lap's id, in the order of the laps; empty where none were kept."""
    return {
        lap_id: Measures(*[*figures, words_in(text)])
        for lap_id, text, *figures in records.rows(OF_A_RUN, run=rehearsal_id)
    }


def keep(records: Records, rehearsal_id: str, heard: Mapping[str, Measures]) -> Done:
    """Keep these figures, by their lap's id, in place of what was kept of these laps. A second time changes nothing.

    Raises InvalidRecord, and keeps nothing, for laps that were not spoken in this run, for figures that no lap has, and
    where there are none.
    """
    rows = {lap_id: _row(measures) for lap_id, measures in heard.items()}
    if not rows:
        raise InvalidRecord("voice", "The microphone heard nothing of this run.", "Rehearse once more.")
    with records.transaction() as transaction:
        laps = {lap_id for (lap_id,) in transaction.fetch(LAPS, run=rehearsal_id)}
        if not rows.keys() <= laps:
            raise InvalidRecord("voice", "These figures belong to another run, or it is gone.", "Open the page again.")
        there = dict(transaction.fetch(KEPT, run=rehearsal_id))
        for lap_id, row in rows.items():
            if lap_id in there:
                transaction.change("voices", there[lap_id], **row)
            else:
                transaction.add("voices", {"lap_id": lap_id, **row})
        return done(transaction, "The figures of your voice are kept.", rehearsal_id)


def forget(records: Records, rehearsal_id: str) -> Done:
    """Remove all figures kept of a run. A second time changes nothing."""
    with records.transaction() as transaction:
        transaction.remove("voices", [key for _, key in transaction.fetch(KEPT, run=rehearsal_id)])
        return done(transaction, "The figures of your voice are forgotten.", rehearsal_id)


def _row(measures: Measures) -> dict[str, float | int | None]:
    row = {
        "heard_seconds": measures.heard_seconds,
        "asking_seconds": measures.asking_seconds,
        "speaking_seconds": measures.speaking_seconds,
        "longest_pause_seconds": measures.longest_pause_seconds,
        "longest_stretch_seconds": measures.longest_stretch_seconds,
    }
    figures = [*(value for value in row.values() if value is not None), measures.pauses]
    if not all(math.isfinite(value) and 0 <= value <= LONGEST_S for value in figures):
        raise InvalidRecord("voice", "No lap sounds like these figures.", "Rehearse once more.")
    return row | {"pauses": measures.pauses}
