"""The single values of a history: what JSON says goes in, what the records keep comes out.

Each of these raises UnreadableError, in words for a person, when the value cannot be read.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from ivw.coaching.incoming import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, is_email, is_web_address
from ivw.exchange.plain_text import one_line, paragraphs, shortened

_BARE_LINKEDIN = re.compile(r"(www\.|[a-z]{2}\.)?linkedin\.com/", re.IGNORECASE)

_NO_YEAR = f"The year is not one from {FIRST_YEAR} to {LAST_YEAR}."


class UnreadableError(Exception):
    """A value that cannot be read; the message is for a person."""

    def __init__(self, why: str, key: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.key = key


def text(value: object) -> str:
    """What a person wrote, with its lines."""
    return paragraphs(_string(value))


def line(value: object) -> str:
    """A name or a title, on one line."""
    return one_line(_string(value))


def email(value: object) -> str:
    """An e-mail address."""
    address = line(value)
    if not is_email(address):
        raise UnreadableError(f'"{shortened(address)}" is no e-mail address. Right would be name@example.org.')
    return address


def linkedin_address(text: str) -> str:
    """An address as people write LinkedIn's ones, with the https:// that they leave out."""
    return f"https://{text}" if _BARE_LINKEDIN.match(text) else text


def web_address(value: object) -> str:
    """An http(s) address; one at LinkedIn may lack its beginning."""
    address = linkedin_address(line(value))
    if not is_web_address(address):
        raise UnreadableError(f'"{shortened(address)}" is no web address. Right would be https://...')
    return address


def yes_or_no(value: object) -> bool:
    """JSON's true or false."""
    if not isinstance(value, bool):
        raise UnreadableError("This is neither yes nor no. Right would be true or false.")
    return value


def whole_number(lowest: int, highest: int) -> Callable[[object], int]:
    """A whole number within these bounds; 20.0 is one, true is none."""

    def parse(value: object) -> int:
        number = int(value) if isinstance(value, float) and value.is_integer() else value
        if not isinstance(number, int) or isinstance(number, bool) or not lowest <= number <= highest:
            raise UnreadableError(f"This is no whole number from {lowest} to {highest}.")
        return number

    return parse


def one_of(*words: str) -> Callable[[object], str]:
    """A word out of these; case does not count, and thank-you is thank_you."""
    known = {_spelling(word): word for word in words}

    def parse(value: object) -> str:
        word = known.get(_spelling(value)) if isinstance(value, str) else None
        if word is None:
            said = f'"{shortened(value)}" is not known. ' if isinstance(value, str) else ""
            raise UnreadableError(f"{said}Right would be one of: {', '.join(words)}.")
        return word

    return parse


def _spelling(word: str) -> str:
    return word.strip().casefold().replace("_", " ").replace("-", " ")


def instant(value: object, zone: ZoneInfo) -> datetime:
    """An ISO 8601 instant; without an offset it is one of `zone`, and a bare day is its noon there."""
    found = _iso(value)
    if not isinstance(found, datetime):
        found = datetime.combine(found, time(12))
    found = (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:  # in its own zone it may have been the year beside
        raise UnreadableError(_NO_YEAR)
    return found


def day(value: object, zone: ZoneInfo) -> date:
    """An ISO 8601 day, or the day in `zone` on which an instant falls."""
    found = _iso(value)
    return (found.astimezone(zone) if found.tzinfo else found).date() if isinstance(found, datetime) else found


def _iso(value: object) -> date:
    """A day or an instant (which is a day too), as written; its year is in bounds, so that no zone overflows."""
    try:
        said = _string(value).strip()
        # No way to write a day in ISO 8601 is longer than 2024-06-03, and none to write an instant is as short.
        found = date.fromisoformat(said) if len(said) <= 10 else datetime.fromisoformat(said)
    except ValueError as error:
        wrong = f'"{shortened(str(value))}" is no instant.'
        raise UnreadableError(f"{wrong} Right would be 2024-06-03T09:00:00+02:00 or 2024-06-03.") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableError(_NO_YEAR)
    return found


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableError('This is no text. Right would be "...".')
    if len(value) > LONGEST_TEXT:
        raise UnreadableError(f"This is longer than {LONGEST_TEXT:,} characters.")
    return value
