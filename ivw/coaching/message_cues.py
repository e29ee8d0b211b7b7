"""What the check of a message looks for: data/message_cues.csv, to be edited by hand.

One line is one phrase (how phrases are written stands in message_phrases), by its `role`:

    says      no phrase: the reason of a flag or remark, a way to mend it, and what is said where all is well
    wanted    the message should have one of the phrases of this flag
    fault     the message should have none of them
    harmless  taken out of the message before the other phrases of this flag are looked for
    list      words that phrases name in braces; `flag` is the list's name

`kinds` are the kinds of message, * for all of them. `example` has the phrase in it and `not_example` is passed over.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivw.coaching import data_files, message_phrases
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_phrases import Phrase

CUES = Path(__file__).resolve().parents[2] / "data" / "message_cues.csv"
COLUMNS = ("flag", "kinds", "role", "pattern", "example", "not_example", "reason", "mend", "good")
ROLES = ("says", "wanted", "fault", "harmless", "list")
# What may be said of a message of each kind: faults first, in the order in which they are shown, then remarks.
EVERYWHERE = ("placeholder_left", "asks_for_job")
FLAGS = {
    "request": (
        *EVERYWHERE, "no_purpose", "no_advice_frame", "no_time_ask", "time_too_long", "no_specific_slots",
        "no_flexibility", "no_connection", "no_gratitude", "resume_attached", "too_long", "no_polite_close",
    ),
    "second_person": (
        *EVERYWHERE, "no_purpose", "no_advice_frame", "no_time_ask", "time_too_long", "no_gratitude", "resume_attached",
        "too_long",
    ),
    "confirmation": (*EVERYWHERE, "no_gratitude", "no_clock_time", "no_duration", "no_place_or_link"),
    "thank_you": (
        *EVERYWHERE, "late", "no_gratitude", "no_specific_topic", "no_learned", "no_next_step", "too_long",
    ),
    "check_in": (*EVERYWHERE, "gives_nothing", "no_reference", "too_long"),
    "reconnect": (*EVERYWHERE, "no_reference", "too_long"),
    "nudge": (*EVERYWHERE, "time_too_long", "no_flexibility", "no_gratitude", "resume_attached", "too_long"),
    "proposal": (*EVERYWHERE, "no_specific_slots", "no_flexibility", "no_gratitude", "too_long"),
    "more_advice": (*EVERYWHERE, "no_reference", "no_gratitude", "too_long"),
    "tell_referrer": (*EVERYWHERE, "no_gratitude", "too_long"),
    "in_writing": (*EVERYWHERE, "no_gratitude", "too_long"),
    "answer": (*EVERYWHERE, "too_long"),
}  # fmt: skip
REMARKS = (
    "short", "one_slot", "one_topic", "referral_unmentioned", "no_date", "no_zone", "other_time", "two_asks",
    "asks_again", "repeated_word", "slang", "shouting", "no_greeting", "no_name", "no_respect", "pressing", "no_phone",
    "other_language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the file that has a phrase."""

    line: int
    flag: str
    kinds: tuple[str, ...]
    role: str
    phrase: Phrase
    example: str
    not_example: str

    def is_for(self, kind: str) -> bool:
        """Whether messages of this kind are looked at."""
        return kind in self.kinds or "*" in self.kinds


@dataclass(frozen=True, slots=True)
class Rule:
    """All that the file says about one flag or remark for one kind of message."""

    flag: str
    reason: str
    mend: str
    good: str
    wanted: tuple[Phrase, ...]
    fault: tuple[Phrase, ...]
    harmless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The file as it was read: its phrases line by line, and its rules by kind of message and flag."""

    every: tuple[Cue, ...]
    rules: Mapping[str, Mapping[str, Rule]]


def read(path: Path = CUES) -> Cues:
    """The rules in this file. Raises InvalidRecord, naming file and line, for one that cannot be used."""
    return data_files.kept(path, "cues", _read)


def _read(path: Path) -> Cues:
    rows = data_files.read(path, "cues", COLUMNS, strict=True).rows
    lists = {row["flag"].strip(): row["pattern"].strip() for _, row in rows if row["role"].strip() == "list"}
    said: dict[tuple[str, str], dict[str, str]] = {}
    cues: list[Cue] = []
    for line, raw in rows:
        row = {column: " ".join(raw[column].split()) for column in COLUMNS}
        if not any(row.values()):
            continue
        flag, kinds = row["flag"], tuple(row["kinds"].split())
        _check(path, line, row, kinds)
        if row["role"] == "says":
            for kind in kinds:
                if (flag, kind) in said:
                    raise _broken(path, line, f"{flag} is said a second time for {kind}")
                said[flag, kind] = row
        elif row["role"] == "list":
            _phrase(path, line, row["pattern"], {})
        else:
            phrase = _phrase(path, line, row["pattern"], lists)
            cues.append(Cue(line, flag, kinds, row["role"], phrase, row["example"], row["not_example"]))
    return Cues(tuple(cues), {kind: _rules(path, kind, said, cues) for kind in FLAGS})


def _check(path: Path, line: int, row: Mapping[str, str], kinds: tuple[str, ...]) -> None:
    if row["role"] not in ROLES:
        raise _broken(path, line, f"there is no role {row['role']!r}, only {', '.join(ROLES)}")
    if row["role"] == "list":
        if not re.fullmatch("[a-z_ ]{1,30}", row["flag"]) or row["flag"] in message_phrases.THINGS:
            raise _broken(path, line, f"a list cannot be named {row['flag']!r}")
        return
    known = {flag for flags in FLAGS.values() for flag in flags} | set(REMARKS)
    if row["flag"] not in known:
        raise _broken(path, line, f"there is no flag {row['flag']!r}")
    unknown = [kind for kind in kinds if kind != "*" and kind not in FLAGS]
    if unknown or not kinds:
        raise _broken(path, line, f"there is no kind {unknown[0]!r}" if unknown else "it says no kinds")
    needed = ("reason", "mend") if row["role"] == "says" else ("pattern", "example", "not_example")
    for column in needed:
        if not row[column]:
            raise _broken(path, line, f"it has no {column}")


def _phrase(path: Path, line: int, written: str, lists: Mapping[str, str]) -> Phrase:
    try:
        return message_phrases.read(written, lists)
    except message_phrases.UnreadableError as unreadable:
        raise _broken(path, line, f"its pattern cannot be read: {unreadable}") from unreadable


def _rules(
    path: Path, kind: str, said: Mapping[tuple[str, str], Mapping[str, str]], cues: list[Cue]
) -> Mapping[str, Rule]:
    phrases: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for cue in cues:
        if cue.is_for(kind):
            phrases[cue.flag, cue.role].append(cue.phrase)
    found = {}
    for flag in (*FLAGS[kind], *REMARKS):
        words = said.get((flag, kind)) or said.get((flag, "*"))
        if words is None:
            if flag in FLAGS[kind]:
                raise _broken(path, 1, f"nothing is said of {flag} for {kind}")
            continue
        wanted, fault, harmless = (tuple(phrases[flag, role]) for role in ("wanted", "fault", "harmless"))
        found[flag] = Rule(flag, words["reason"], words["mend"], words["good"], wanted, fault, harmless)
    return found


def _broken(path: Path, line: int, wrong: str) -> InvalidRecord:
    return InvalidRecord(
        "cues", f"{path.name} is broken in line {line}: {wrong.rstrip('.')}.", f"Mend it in {path.parent}."
    )
