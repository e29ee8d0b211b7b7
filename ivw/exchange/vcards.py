"""vCards 2.1, 3.0 and 4.0, as phones, mail programs and address books write them."""

import re
from calendar import month_name
from collections.abc import Iterator, Sequence

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem, SkippedRow
from ivw.exchange import zips
from ivw.exchange.address_book import Collected
from ivw.exchange.contact_values import NAMES_NOBODY
from ivw.exchange.plain_text import encoding_of, one_line, paragraphs
from ivw.exchange.vcard_lines import Card, Property, as_utf8, cards, properties, split, unescaped

_WANTED = frozenset(
    [
        "VERSION", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS", "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE",
        "EMAIL", "TEL", "URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "NOTE", "CATEGORIES", "BDAY",
    ]
)  # fmt: skip
MOST_CARDS = 100_000
_UNNAMED = "This card names nobody and was left out. A name (FN or N) is needed."
_RIGHT = "Choose a file of vCards (.vcf) as your phone, mail program or address book writes it."
# What a card may be instead of a person (RFC 6350, 6.1.4, and how macOS says it).
_NOBODY = {"group": "a list of people", "org": "an organization", "location": "a place", "company": "an organization"}


def read(data: bytes) -> FileRead:
    """Read a file of vCards. One broken card costs none of the others.

    In: its bytes. Out: everybody in it; `row` is the line on which a card begins, or the one that cannot be read. The
    first of several e-mail addresses is the preferred one, further ones match somebody known. What the records have no
    column for (departments, further phone numbers, web pages, the birthday) goes below the note. Raises InvalidRecord
    when there is no card in it.
    """
    zips.refuse_larger(data)
    data = as_utf8(data)
    otherwise = _encoding_where_unsaid(data)
    people: list[IncomingPerson] = []
    problems: list[Problem] = []
    skipped: list[SkippedRow] = []
    for number, card in enumerate(cards(data)):
        if number >= MOST_CARDS:
            raise InvalidRecord("file", f"There are more than {MOST_CARDS:,} cards in this file.", "Split it.")
        found, broken = properties(card, _WANTED, otherwise)
        if broken:
            count = "This line is" if len(broken) == 1 else f"{len(broken):,} lines of this card, this one first, are"
            problems.append(Problem(broken[0], "card", f"{count} no part of a vCard and cannot be read."))
        if not card.whole:
            problems.append(Problem(card.row, "card", "This card has no END:VCARD. What stands in it was read."))
        person = _person(card, found, problems)
        if isinstance(person, str):
            skipped.append(SkippedRow(card.row, person))
        else:
            people.append(person)
    if not people and not skipped:
        raise InvalidRecord("file", "There is no vCard in this file.", _RIGHT)
    return FileRead("vcard", tuple(people), tuple(problems), len(skipped), skipped_rows=tuple(skipped))


def _encoding_where_unsaid(data: bytes) -> str:
    """The encoding of letters that are no UTF-8 and come without their charset."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        lines = [line for line in data.splitlines() if not line.isascii()]
        found = encoding_of(b"\n".join(lines)[:100_000])
        return "cp1252" if found.startswith("utf") else found
    return "cp1252"


def _person(card: Card, found: Sequence[Property], problems: list[Problem]) -> IncomingPerson | str:
    """One card as a person; else what it is instead."""
    by_name: dict[str, list[Property]] = {}
    for each in found:
        by_name.setdefault(each.name, []).append(each)
    version = _first(by_name, "VERSION").strip()
    kind = _first(by_name, "KIND") or _first(by_name, "X-ADDRESSBOOKSERVER-KIND") or _first(by_name, "X-ABSHOWAS")
    if instead := _NOBODY.get(kind.strip().casefold()):
        return instead
    family, given, more = (*_parts(_first(by_name, "N"), version), "", "", "")[:3]
    full = one_line(unescaped(_first(by_name, "FN"), version)) or " ".join(filter(None, (given, more, family)))
    name = full or one_line(unescaped(_first(by_name, "NICKNAME"), version))
    if not name:
        problems.append(Problem(card.row, "name", _UNNAMED))
        return NAMES_NOBODY
    collected = Collected(card.row, problems)
    collected.take("given_name", given)
    collected.take("family_name", family)
    organization, *units = (*_parts(_first(by_name, "ORG"), version), "")
    collected.take("organization", organization)
    collected.also("Department", ", ".join(filter(None, units)))
    titles = [_first(by_name, each) for each in ("TITLE", "ROLE")]
    collected.take("position", next((line for each in titles if (line := one_line(unescaped(each, version)))), ""))
    for each in _by_preference(by_name.get("EMAIL", ())):
        collected.email(_without("mailto:", one_line(unescaped(each.text, version))))
    for each in _by_preference(by_name.get("TEL", ()), "cell"):
        collected.phone(_without("tel:", one_line(unescaped(each.text, version))))
    for page in ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE"):
        for each in by_name.get(page, ()):
            collected.web_page(one_line(unescaped(each.text, version)))
    collected.also("Birthday", _birthday(one_line(_first(by_name, "BDAY"))))
    for each in by_name.get("NOTE", ()):
        collected.note(paragraphs(unescaped(each.text, version)))
    for tag in _tags(by_name.get("CATEGORIES", ()), version):
        collected.tag(tag)
    return collected.person(name)


def _first(by_name: dict[str, list[Property]], name: str) -> str:
    """The most preferred of the values that say something."""
    return next((each.text for each in _by_preference(by_name.get(name, ())) if each.text.strip()), "")


def _by_preference(found: Sequence[Property], kind: str = "") -> list[Property]:
    return sorted(found, key=lambda each: (each.preferred, kind not in each.types))


def _parts(text: str, version: str) -> list[str]:
    return [one_line(part) for part in split(text, ";", version)]


def _tags(found: Sequence[Property], version: str) -> Iterator[str]:
    for each in found:
        for part in split(each.text, ",", version):
            yield one_line(part)


def _without(scheme: str, text: str) -> str:
    """An address or a number without the scheme that makes a link of it."""
    return text[len(scheme) :].partition("?")[0] if text[: len(scheme)].casefold() == scheme else text


def _birthday(text: str) -> str:
    """A birthday as written; the ones without a year (--0412) in words."""
    match = re.fullmatch(r"--(\d\d)-?(\d\d)", text, re.ASCII)
    if match and 1 <= int(match[1]) <= 12:
        return f"{int(match[2])} {month_name[int(match[1])]}"
    return text
