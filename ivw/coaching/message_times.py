"""Times as people write them in a message: how long, at what hour, on which day, and the times they offer.

Everything here reads the plain spelling of message_text, where "Tue" is "tuesday" and "20-minute" is "20 minute".
The patterns are bounded, so that no text takes long.
"""

import re
from collections.abc import Iterable
from datetime import datetime

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: at for at, word in enumerate(_ONES, 1)} | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "a": 1, "an": 1, "half": 30, "quarter": 15,
}  # fmt: skip
_TENS = r"(?:twenty|thirty|forty|fifty)[ -]five"
_WORDS = "|".join(word for word in _NUMBERS if word not in ("a", "an", "half", "quarter"))
NUMBER = rf"(?:\d{{1,4}}|{_TENS}|{_WORDS})"
_AMOUNT = rf"(?:\d{{1,3}}(?:[.,]\d)?|{_TENS}|{_WORDS})"
_RANGE = rf"{_AMOUNT}(?: ?(?:-|to|or|and) ?{_AMOUNT})?"
_MINUTES = rf"(?<![\w.:^]){_RANGE}[ -]?(?:or so |(?!and |or |of )\w{{1,10}} )?(?:minutes?|mins?)(?!\w)"
_HOURS = (
    r"(?<![\w^])(?:(?:a |one )?half (?:an |a )?hour|half of an hour|(?:a )?quarter (?:of an )?hour|"
    r"three quarters of an hour|(?:an|a full|a whole) hour(?: and a half| and a quarter)?|a couple of hours|"
    r"a few hours|"
    rf"{_AMOUNT} 1/2 hours?|{_RANGE} ?(?:hours?|hrs?|h)(?: and a half)?)(?!\w| ?\d)"
)
# Not what is asked for: how far away something is, how long ago, how many in a day.
_OTHERWISE = (
    r"(?!,? (?:ago|away|from|late|early|earlier|later|before|after|every|a day|a week|a night|per|north|south|"
    r"east|west|by (?:train|car|bus|bike|foot)|drive|walk|ride|shifts?|flight|commute|outside|notice)(?!\w))"
)
_BEFORE = r"(?<!within )(?<!every )(?<!past )(?<!last )(?<!next )"
LENGTH = rf"{_BEFORE}(?:{_MINUTES}|{_HOURS}){_OTHERWISE}"

_HOUR = r"(?:[01]?\d|2[0-4])"
_SAID_HOUR = rf"(?:{'|'.join(_ONES)})"
_EXACT = (
    rf"(?:{_HOUR}[:.h][0-5]\d(?: ?[ap]m)?(?![\w%]|[.,]\d)|{_HOUR} ?[ap]m(?!\w)|{_HOUR} ?(?:h|uhr)(?!\w)|"
    rf"(?:{_SAID_HOUR}|\d{{1,2}}) ?(?:o ?'?clock|ish)(?!\w)|(?:half(?: past)?|(?:a )?quarter (?:past|to)|"
    rf"(?:five|ten|twenty)(?: minutes)? (?:past|to)) (?:{_SAID_HOUR}|\d{{1,2}})(?!\w)|{_SAID_HOUR} (?:thirty|fifteen|"
    rf"forty five)(?! minutes?)(?!\w)|(?:{_SAID_HOUR}|\d{{1,2}}) in the (?:morning|afternoon|evening)|"
    r"(?:high )?noon|midday|midnight)"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
# A bare number is an hour only after a word that leads to one, and before nothing that is being counted.
_BARE = (
    rf"(?<!\w)(?:at|around|after|before|from|between|until|till|{_WEEKDAY},?|morning|afternoon|evening) "
    rf"(?:about |around )?(?:\d{{1,2}}|{_SAID_HOUR})(?=,|-\d|$| ?(?:or|and|on|in the|to|till|until|tomorrow|today|"
    rf"sharp|my|your|{_WEEKDAY}|\^\w{{1,20}} time|\^?[cemgpwb][sdem]?t|utc)(?!\w))"
)
CLOCK = rf"(?:(?<![\w£$€.:/-])\^?{_EXACT}|{_BARE})"
_SIDE = rf"(?:\^?{_EXACT}|{_SAID_HOUR}|\d{{1,2}}(?![\w:]))"
SPAN = (  # from one hour to another: how long it takes can be worked out
    rf"(?<![\w£$€.:/-])(?:{_EXACT}(?: ?- ?|,? (?:until|till|to) ){_SIDE}|"
    rf"(?:{_SAID_HOUR}|\d{{1,2}})(?: ?- ?| (?:until|till|to) )\^?{_EXACT}|"
    rf"between {_SIDE} and {_SIDE}|from {_SIDE} (?:to|until|till) {_SIDE}|from {_SIDE}-{_SIDE})(?!\w)"
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_OF_MONTH = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
DATE = (
    rf"(?<![\w:.])(?:{_OF_MONTH} (?:of )?\^?{_MONTH}(?!\w)|\^?{_MONTH} (?:the )?{_OF_MONTH}(?!\w|:|[ap]m| ?[ap]m)"
    r"|the (?:[12]?\d|3[01])(?:st|nd|rd|th)(?!\w)|(?:[12]?\d|3[01])(?:st|nd|rd|th)(?!\w)|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)"
)
DAY = rf"(?:{DATE}|\^?{_WEEKDAY}s?(?!\w)|(?<!\w)(?:tomorrow|today|this afternoon|this evening)(?!\w))"
_PART = r"(?<!\w)(?:morning|afternoon|evening|lunchtime|lunch time|lunch)(?!\w)"
ZONE = (
    r"(?<!\w)(?:\^?(?:utc|gmt|cet|cest|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|jst|aest|aedt|sgt|eet|eest|wet)"
    r"(?:[+-]\d{1,2}(?::\d\d)?)?|\^(?:et|pt|ct|mt)|(?:\^[\w.]{2,30} ){1,3}time|(?:your|my|our|local|uk|us|"
    r"eastern|pacific|central|mountain|german|french|british|european) time(?: ?zone)?|"
    r"eastern|pacific|time ?zone)(?!\w)"
)

_length, _clock, _day, _date, _part, _zone, _span = (
    re.compile(each) for each in (LENGTH, CLOCK, DAY, DATE, _PART, ZONE, SPAN)
)
_amounts = re.compile(rf"({_AMOUNT})")
_same_day = re.compile(rf"(?<=day),? (?:the |on )?{DATE}")
_every = re.compile(r"(?:any|every|most|each|week of) (?:\w{1,12} )?$")


def lengths(sentence: str) -> list[int]:
    """The minutes of every length of time in a sentence; of "15 to 20 minutes" the longer."""
    if not any(each in sentence for each in ("min", "hour", "hr", "h")):
        return []
    return [_minutes(found[0]) for found in _length.finditer(sentence)]


LONGEST_ASKED = 180  # minutes; what takes longer is told of, not asked for
_a_talk = re.compile(r"\ba (?:\w+ )?(?:talk|session|interview)(?= of )")


def as_asked(sentence: str) -> str:
    """A sentence with "a talk of" in other words: "a talk of 20 minutes" is asked for, "the talk of" one they gave."""
    return _a_talk.sub("a call", sentence)


def asked_lengths(sentence: str) -> list[tuple[int, int]]:
    """The least and the most minutes of every length of time in a sentence, but for "your 40-minute talk"."""
    if not any(each in sentence for each in ("min", "hour", "hr", "h")):
        return []
    found = []
    for length in _length.finditer(sentence):
        if not sentence[: length.start()].endswith("your "):
            most = _minutes(length[0])
            amounts = [_amount(said) for said in _amounts.findall(length[0])] or [1.0]
            low, high = min(amounts), max(amounts)
            found.append((round(most * low / high) if high else most, most))
    return found


def other_length(sentences: Iterable[str], chosen: int) -> int | None:
    """The first length that is asked for, where lengths are and none of them is the chosen one."""
    named = [each for sentence in sentences for each in asked_lengths(sentence) if each[1] <= LONGEST_ASKED]
    if any(least <= chosen <= most for least, most in named):
        return None
    return named[0][1] if named else None


def _minutes(said: str) -> int:
    said = said.replace("^", "")
    if "three quarters" in said:
        return 45
    if "quarter" in said and "hour" in said and "and a quarter" not in said:
        return 15
    if re.search(r"\bhalf (?:an |a |of an )?hour", said):
        return 30
    if "couple of hours" in said or "few hours" in said:
        return 120
    amounts = [_amount(each) for each in _amounts.findall(said)] or [1.0]
    longest = max(amounts)
    if re.search(r"minute|min", said):
        return round(longest)
    extra = 0.5 if "half" in said or "1/2" in said else 0.25 if "quarter" in said else 0
    if re.match(r"(?:an|a full|a whole) hour", said):
        longest = 1
    if "1/2" in said:
        longest = amounts[0]
    return round((longest + extra) * 60)


def _amount(said: str) -> float:
    if said[0].isdigit():
        return float(said.replace(",", "."))
    tens, _, ones = said.replace("-", " ").partition(" ")
    return float(_NUMBERS[tens] + (_NUMBERS[ones] if ones else 0))


def has_clock(sentence: str) -> bool:
    """Whether a time of day stands in a sentence."""
    return _clock.search(sentence) is not None


def has_date(sentence: str) -> bool:
    """Whether a date stands in a sentence; a weekday alone is none."""
    return _date.search(sentence) is not None


def has_zone(sentence: str) -> bool:
    """Whether a time zone stands in a sentence."""
    return _zone.search(sentence) is not None


def slots(sentences: Iterable[str]) -> int:
    """How many concrete times are offered: a day together with an hour or a part of the day.

    "Tuesday at 10" is one and "any afternoon" is none. An hour on a line of its own belongs to the day above it.
    """
    found, above = 0, False
    for sentence in sentences:
        if not (above or _day.search(sentence)):
            continue
        once = _same_day.sub(" ", _span.sub(" at 10:00 ", _length.sub(" ", sentence)))
        days = sum(
            1 for each in _day.finditer(once) if not _every.search(once[max(0, each.start() - 24) : each.start()])
        )
        hours = len(_clock.findall(once)) or len(_part.findall(once))
        if hours and (days or (above and len(once.split()) <= 6)):
            found += max(hours, days)
        above = days > 0 or (above and hours > 0)
    return found


_exact = re.compile(r"(?<![\w£$€.:/-])([01]?\d|2[0-3])(?:[:.h]([0-5]\d)(?![\d.]))? ?([ap]m)?(?!\w)")


def names_other_hour(sentences: Iterable[str], at: datetime) -> bool:
    """Whether hours are named and none of them is this one; half a day off counts as the same, for "3:00" is 15:00."""
    named = [
        (int(hour) % 12, int(minute or 0))
        for sentence in sentences
        for hour, minute, half in _exact.findall(sentence)
        if minute or half
    ]
    return bool(named) and (at.hour % 12, at.minute) not in named
