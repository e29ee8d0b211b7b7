"""People as vCard 4.0 (RFC 6350), for an address book: one card each, in one file.

Read anew, a card replaces the one it was: its UID is the contact's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from ivw.coaching.contacts import Contact
from ivw.exchange.plain_text import one_line, paragraphs

LEAVE_ALONE = "Do not contact"  # the mark travels as a category, so that no other program forgets it
_OF_ADDRESSES = "%:/?#[]@!$&'()*+="  # what may stand in one as it is (RFC 3986), but for comma and semicolon
_NOTED = ("why_this_person", "common_ground", "experience")


def file(people: Iterable[tuple[Contact, Sequence[str], datetime]]) -> bytes:
    """The .vcf file. Each person comes with their tags and the instant at which they last changed."""
    return b"".join(_folded(line) for person, tags, changed in people for line in _card(person, tags, changed))


def _card(person: Contact, tags: Sequence[str], changed: datetime) -> Iterator[str]:
    given, family = person.given_name, person.family_name
    name = [family or "", given or ""] if given or family else ["", person.name]
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{person.id}", f"FN:{_escaped(person.name)}")
    yield f"N:{';'.join(map(_escaped, name))};;;"
    for what, text in (("ORG", person.organization), ("TITLE", person.position), ("EMAIL", person.email)):
        if text:
            yield f"{what}:{_escaped(text)}"
    if person.phone:
        yield f"TEL;VALUE=text:{_escaped(person.phone)}"
    if person.linkedin_url:  # an address is no text: what would divide values in it is escaped in its own way
        yield f"URL:{quote(one_line(person.linkedin_url), safe=_OF_ADDRESSES)}"
    if note := "\n\n".join(paragraphs(text) for each in _NOTED if (text := getattr(person, each))):
        yield f"NOTE:{_escaped(note, lines=True)}"
    if said := [*tags, *([LEAVE_ALONE] if person.do_not_contact else [])]:
        yield f"CATEGORIES:{','.join(map(_escaped, said))}"
    yield f"REV:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _escaped(text: str, *, lines: bool = False) -> str:
    """What people wrote, so that nothing in it ends a value, a line or a card."""
    from icalendar import vText  # not above: it takes a quarter of a second, and only a file asks for it

    return bytes(vText(text if lines else one_line(text)).to_ical()).decode()


def _folded(line: str) -> bytes:
    """A line as it stands in the file: folded at 75 octets."""
    from icalendar.parser import Contentline

    return bytes(Contentline(line).to_ical()) + b"\r\n"  # type: ignore[no-untyped-call]
