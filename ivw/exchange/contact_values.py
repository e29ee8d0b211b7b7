"""The single values of a contact in an address book: what a cell says goes in, what the records keep comes out."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from ivw.coaching.contacts import RELATIONSHIPS
from ivw.coaching.incoming import LONGEST_TEXT, is_email, is_web_address
from ivw.coaching.profile import TIES
from ivw.exchange import history_values
from ivw.exchange.history_values import UnreadableError, linkedin_address
from ivw.exchange.plain_text import shortened
from ivw.exchange.written_dates import read_day

NAME_PARTS = ("given_name", "family_name")
NOBODY = "This row names nobody and was left out. A first or last name is needed."
EMPTY = "an empty row"
NAMES_NOBODY = "names nobody"
_YES = {"yes", "y", "true", "x", "1", "ja", "j", "oui", "si", "vrai", "wahr", "verdadero"}
_NO = {"no", "n", "false", "0", "nein", "non", "faux", "falsch", "falso"}


def plain(column: str) -> str:
    """A column's name without what differs from one program to the next: case, accents, blanks, hyphens."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", column.casefold()) if letter.isalnum())


def value(fact: str, text: str, order: bool | None) -> tuple[object, str]:
    """What a cell says, or None; and what is wrong with it, or "". A value with a fault one can live with has both.

    `fact` is a column of contacts, `order` how the file writes 3/12/24 (see written_dates.month_first).
    """
    if len(text) > LONGEST_TEXT:
        return None, f"This is longer than {LONGEST_TEXT:,} characters and was left out."
    if fact == "email" and not is_email(text):
        return None, f'"{shortened(text)}" is no e-mail address and was left out. Right would be name@example.org.'
    if fact == "linkedin_url":
        text = linkedin_address(text)
    if fact == "linkedin_url" and not is_web_address(text):
        return None, f'"{shortened(text)}" is no web address and was left out. Right would be https://...'
    if fact == "connected_on":
        found = day(text, order)
        if isinstance(found, str):
            return None, f'"{shortened(text)}" was left out. {found} Right would be 12 Mar 2024 or 2024-03-12.'
        return found, ""
    if fact in _PARSED:
        try:
            return _PARSED[fact](text), ""
        except UnreadableError as unreadable:
            return None, f"{unreadable.why} It was left out."
    if "\ufffd" in text:
        return text, f'A letter in "{shortened(text)}" cannot be read. Save the file as UTF-8, or mend it by hand.'
    return text, ""


def day(text: str, order: bool | None) -> date | str:
    """The day that text names, or what is wrong with it."""
    try:
        return read_day(text, order)
    except ValueError as error:
        return str(error)


def _yes_or_no(text: str) -> bool:
    word = plain(text)
    if word not in _YES | _NO:
        raise UnreadableError(f'"{shortened(text)}" is neither yes nor no.')
    return word in _YES


def _days(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    return history_values.whole_number(1, 3650)(number)


def _one_of(words: Mapping[str, str]) -> Callable[[str], str]:
    """A word of the records, or what it is called on screen and in the tables that ivw writes."""
    key_of = {label.casefold(): key for key, label in words.items()}
    known = history_values.one_of(*words)
    return lambda text: known(key_of.get(text.casefold(), text))


_PARSED: Mapping[str, Callable[[str], object]] = {
    "tie": _one_of(TIES),
    "relationship": _one_of(RELATIONSHIPS),
    "cadence_days": _days,
    "do_not_contact": _yes_or_no,
}
