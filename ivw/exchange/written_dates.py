"""Dates as other programs write them, read without ever looking at today's date."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from dateutil import parser

from ivw.coaching.incoming import FIRST_YEAR, LAST_YEAR

# The first letters by which a month is known, in English, German, French, Spanish, Portuguese, Italian and Dutch.
# Four letters where three would mix up two months (French juin and juillet).
_MONTHS = (
    (1, ("jan", "jän", "ene", "gen")),
    (2, ("feb", "fév", "fev")),
    (3, ("mar", "mär", "mrt", "maa")),
    (4, ("apr", "avr", "abr")),
    (5, ("may", "mai", "mag", "mei")),
    (6, ("jun", "juin", "giu")),
    (7, ("jul", "juil", "lug")),
    (8, ("aug", "aoû", "aou", "ago")),
    (9, ("sep", "set")),
    (10, ("oct", "okt", "out", "ott")),
    (11, ("nov",)),
    (12, ("dec", "dez", "déc", "dic")),
)
_MONTH_OF = {letters: month for month, known in _MONTHS for letters in known}
_TIME = r"(?:[,\sT]+\d{1,2}:\d\d.*)?"  # a time of day may follow; the day is what counts
_WITH_MONTH_NAME = re.compile(
    r"(\d{1,2})(?:\.|\s+de)?[\s-]+([^\W\d_]{3,12})\.?(?:,|\s+de)?[\s-]+(\d{4}|\d\d)" + _TIME, re.IGNORECASE
)
_MONTH_NAME_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)" + _TIME)
_LONGEST = 60  # characters; no date is longer, and what is cut off here could only make it none


def month_first(texts: Iterable[str], otherwise: bool) -> bool | None:
    """How one file writes 3/12/24: True with the month first, False with the day, None when it does both.

    One program writes one file, so that a single 25/12/24 settles all its other dates. `otherwise` is the answer for
    a file in which no date settles it.
    """
    found = set()
    for text in texts:
        match = _NUMBERS.fullmatch(text)
        if match and match[2] != "." and max(int(match[1]), int(match[3])) > 12:
            found.add(int(match[3]) > 12)
    return None if len(found) > 1 else next(iter(found), otherwise)


class AmbiguousDateError(ValueError):
    """A date that could be two different days."""


@lru_cache(maxsize=20_000)  # an address book of 30,000 people has perhaps 5,000 different days
def read_day(text: str, month_first: bool | None = True) -> date:
    """The day that text names.

    `month_first` says how to take 3/12/24 (see the function of that name); with dots the day is always first. Years of
    two digits are those of POSIX: 69-99 are 19xx, 00-68 are 20xx.

    Raises AmbiguousDateError when text could be two days, and ValueError when it is no whole date or its year is not
    one from 1970 to 2200; both with a sentence for a person.
    """
    try:
        day = _day(text[:_LONGEST], month_first)
    except AmbiguousDateError:
        raise
    except (ValueError, OverflowError) as error:
        raise ValueError("This is no day of the calendar.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"The year is not one from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _day(text: str, month_first: bool | None) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _WITH_MONTH_NAME.fullmatch(text):
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_NAME_FIRST.fullmatch(text):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if match[2] == "." or first > 12:
            month_first = False
        elif second > 12:
            month_first = True
        elif month_first is None and first != second:
            raise AmbiguousDateError("This file has dates with the day first and with the month first; this fits both.")
        day, month = (second, first) if month_first else (first, second)
        return date(_year(match[4]), month, day)
    return _other_day(text)


def _other_day(text: str) -> date:
    """What dateutil reads, but only when text itself says the year (in full), the month and the day.

    dateutil fills what is missing from a default and two digits of a year from the clock. So it is asked twice with
    defaults that differ in everything, and the year it found has to stand in the text.
    """
    one, other = (
        parser.parse(text, default=datetime(2001, number, number), ignoretz=True).date()  # noqa: DTZ001 - only a day is asked
        for number in (1, 2)
    )
    if one != other or str(one.year) not in text:
        raise ValueError("incomplete")
    return date(one.year, one.month, one.day)


def _month(name: str) -> int:
    letters = name.casefold()
    found = _MONTH_OF.get(letters[:4]) or _MONTH_OF.get(letters[:3])
    if found is None:
        raise ValueError(name)
    return found


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 69 else 2000)
