"""Notes in Markdown, a file for each person about whom something is written down, in a ZIP."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from ivw.coaching.taking_out import Sheet
from ivw.exchange import documents
from ivw.exchange.documents import Document, Section
from ivw.exchange.spreadsheets import in_words

# What stands in the line below the name, and what of a person makes paragraphs of their own.
LINE = ("Position", "Organization", "Field", "E-mail", "Phone", "LinkedIn address")
TEXTS = ("Why this person", "In common", "What they get from it", "What shows they know it")
TITLES = {"interactions": "What happened", "questions asked": "Questions and answers", "debriefs": "Debriefs"}
ADDRESS_BOOK = {*LINE, "Name", "First name", "Last name", "Added", "Connected on", "Do not contact"}
LONGEST_NAME = 80  # characters of a file name, well below what every disk takes
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps for itself


def file(sheets: Iterable[Sheet], zone: str) -> bytes:
    """The ZIP. Whoever stands there as an imported address only has no file."""
    into, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, document in _documents(list(sheets), ZoneInfo(zone)):
            packed.writestr(f"{_file_name(name, taken)}.md", documents.markdown(document))
    return into.getvalue()


def _documents(sheets: Sequence[Sheet], here: ZoneInfo) -> Iterator[tuple[str, Document]]:
    people = next(sheet for sheet in sheets if sheet.name == "people")
    told: dict[str, dict[str, list[tuple[Any, ...]]]] = {}
    others = [sheet for sheet in sheets if sheet is not people]
    for sheet in others:
        for of, row in zip(sheet.of, sheet.rows, strict=True):
            if of is not None:
                told.setdefault(of, {}).setdefault(sheet.name, []).append(row)
    for of, row in zip(people.of, people.rows, strict=True):
        facts = {head: in_words(cell, here) for head, cell in zip(people.heads, row, strict=True)}
        theirs = told.get(str(of), {})
        if theirs or any(facts[head] for head in people.heads if head not in ADDRESS_BOOK):
            yield facts["Name"], _document(facts, [(each, theirs.get(each.name, [])) for each in others], here)


def _document(facts: dict[str, str], told: Sequence[tuple[Sheet, list[tuple[Any, ...]]]], here: ZoneInfo) -> Document:
    short = [
        f"{head}: {text}"
        for head, text in facts.items()
        if text and head not in (*LINE, *TEXTS, "Name") and (head, text) != ("Do not contact", "no")
    ]
    sections = [
        Section("Facts", points=short),
        *(Section(head, paragraphs=(facts[head],)) for head in TEXTS if facts[head]),
    ]
    for sheet, rows in told:
        heads = TITLES.get(sheet.name, sheet.name.capitalize())
        sections.append(Section(heads, paragraphs=[_told(sheet.heads, row, here) for row in rows]))
    return Document(facts["Name"], [facts[head] for head in LINE if facts[head]], sections)


def _told(heads: Sequence[str], row: Sequence[Any], here: ZoneInfo) -> str:
    """A row as a paragraph: each of its facts a line."""
    said = {
        head: in_words(cell, here) for head, cell in zip(heads, row, strict=True) if head not in ("Person", "About")
    }
    return "\n".join(f"{head}: {text}" for head, text in said.items() if text and text != "no")


def _file_name(name: str, taken: set[str]) -> str:
    """A name that every disk takes, in whatever script the person's name is written; each one once."""
    safe = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", name))
    safe = "".join(each for each in safe if unicodedata.category(each)[0] not in "C" or each == "\u200d")
    safe = " ".join(safe.split())[:LONGEST_NAME].strip(" .") or "Somebody"
    while len(safe.encode()) > 200:
        safe = safe[:-1]
    if _OF_WINDOWS.fullmatch(safe):
        safe = f"{safe}_"
    candidate, n = safe, 1
    while unicodedata.normalize("NFKC", candidate).casefold() in taken:  # disks that ignore case take two for one
        n += 1
        candidate = f"{safe} {n}"
    taken.add(unicodedata.normalize("NFKC", candidate).casefold())
    return candidate
