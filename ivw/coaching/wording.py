"""Wording: the small repairs that notes and figures need before they can stand in a letter.

Everything here knows English only, like the templates in data/messages.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

_TO_THEM = re.compile(r"\b(?:you|your|yours|we|our|ours)\b", re.IGNORECASE)
_ABOUT_THEM = re.compile(r"\b(?:she|he|her|hers|him|his|herself|himself)\b", re.IGNORECASE)
# "Send them the paper": in what is to be done, they are whoever it is done for; elsewhere "them" may be anybody.
_FOR_THEM = re.compile(
    r"\b(?:answer|ask|bring|call|connect|e-?mail|forward|get|give|help|introduce|invite|lend|let|mail|offer|pass|send|"
    r"show|tell|thank|write)(?:\s+(?:back|on|over|to))?\s+them\b|\b(?:to|for|with)\s+them\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_]|[\"“‘(])")
_TITLES = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "madam", "rev"))


def is_said_to_them(text: str) -> bool:
    """Whether a note speaks to the person ("your talk", "we both"), so that it can stand in a letter as it is."""
    return _TO_THEM.search(text) is not None and not is_about_them(text)


def is_said(text: str) -> bool:
    """Whether a note is a sentence already, begun by whoever says it or hears it ("You run three depots")."""
    return re.match(r"(?:I|we|you)\b", text, re.IGNORECASE) is not None


def is_about_them(text: str) -> bool:
    """Whether a note speaks about the person ("her talk"): fit for one's own records, not for a letter to them."""
    return _ABOUT_THEM.search(text) is not None


def speaks_of(text: str, called: str) -> bool:
    """Whether a note speaks about whoever it would be sent to: as she or he, or by what they are `called`."""
    return is_about_them(text) or (
        len(called) > 1 and re.search(rf"(?<!\w){re.escape(called)}(?!\w)", text) is not None
    )


def is_done_for_them(text: str, called: str) -> bool:
    """Whether a note of what one will do speaks about whoever it is done for ("Send them the paper")."""
    return speaks_of(text, called) or _FOR_THEM.search(text) is not None


def sentence(text: str) -> str:
    """The words as a sentence: begun with a capital, ended with a mark, without an opening "because"."""
    line = re.sub(r"^because\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    line = f"{line[:1].upper()}{line[1:]}"
    return ended(line)


def ended(text: str) -> str:
    """The words with a mark at their end: a full stop where they have none."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def sentences(text: str, most_words: int) -> str:
    """As many whole sentences from the beginning as fit into so many words; the first one always."""
    found = [
        sentence(each) for line in text.splitlines() if line.strip() for each in _SENTENCE_ENDS.split(line.strip())
    ]
    kept = found[:1]
    for each in found[1:]:
        if len(" ".join([*kept, each]).split()) > most_words:
            break
        kept.append(each)
    return " ".join(kept)


def clause(text: str) -> str:
    """The first sentence of a note, to go on with inside of another one: begun small, no mark at its end."""
    line = sentences(text, 0).rstrip(".!?… ")
    first = line.split(" ", 1)[0]
    keeps_its_capital = first == "I" or first.startswith(("I'", "I’")) or any(each.isupper() for each in first[1:])
    return line if keeps_its_capital else f"{line[:1].lower()}{line[1:]}"


def first_name(name: str, given: str | None) -> str:
    """What to call somebody: the given name, else the first word of the name; with a title, the whole of it."""
    if given:
        return given
    first = name.split(" ", 1)[0]
    return name if first.rstrip(".").lower() in _TITLES else first


def listed(words: Sequence[str], last: str = "and") -> str:
    """Several things in a row: "a, b and c"."""
    return " ".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(of: date, today: date) -> str:
    """A day as a letter says it: "Thursday 26 November", with the year where it is another one."""
    return f"{of:%A} {of.day} {of:%B}{'' if of.year == today.year else f' {of.year}'}"


def past_day(of: date, today: date) -> str:
    """A day gone by as a letter says it: "today", "yesterday", "on Thursday 19 November", "in May", "in May 2024"."""
    ago = (today - of).days
    if ago <= 1:
        return "today" if ago <= 0 else "yesterday"
    if ago < 60:
        return f"on {day(of, today)}"
    return f"in {of:%B}{'' if of.year == today.year else f' {of.year}'}"


def meet(name: str, starts_at: datetime, as_of: datetime) -> str:
    """Whom one meets when, once that is planned; `starts_at` in the time zone in which it is to be said."""
    return f"Planned: you meet {name} on {day(starts_at.date(), as_of.date())} at {starts_at:%H:%M}."


def clock(of: datetime) -> str:
    """A time of day as a letter says it."""
    return f"{of:%H:%M}"


def zone(name: str, on: datetime) -> str:
    """A time zone in words: "Berlin time"; where it is named after no place, how far it is from UTC."""
    area, _, place = name.rpartition("/")
    if area and area != "Etc":
        return f"{place.replace('_', ' ')} time"
    offset = on.astimezone(ZoneInfo(name)).strftime("%z")
    return "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
