"""The lines of vCards: cards out of a file, properties out of a card, text out of a property.

Written here because vobject, vobjectx and icalendar each lose whole files to one broken card or line, and take 5 to 10
seconds for 10,000 cards; one of them takes minutes for a large photograph.
"""

import base64
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ivw.exchange.plain_text import encoding_of

_MARK = re.compile(rb"^[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_INNER = re.compile(rb"(^|[\r\n.])AGENT[^:\r\n]*:\s*\Z", re.IGNORECASE)  # a card within a card (vCard 2.1)
# A name, perhaps with a group before it; then parameters, quoted ones included; then a colon.
_PROPERTY = re.compile(rb'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):', re.ASCII)
_PARAMETER = re.compile(rb';((?:[^":;]|"[^"]*")*)')
_LONGEST_HEAD = 4_000  # bytes before the value; a pattern tried on megabytes takes gigabytes
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED_IN_2_1 = re.compile(r"\\([;,:\\])")
# Encodings that texts come in; Python knows others (zlib, idna) that are none, or slow.
_OF_TEXT = re.compile(r"utf|ascii|iso|latin|cp|windows|mac|koi8|gb|big5|euc|shift|sjis|ks_c|tis", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the line it begins on (from 1), its bytes between BEGIN and END, and whether it has an END."""

    row: int
    data: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name in capitals, its parameters in small letters (TYPE=work is "work"), its value, decoded."""

    name: str
    types: frozenset[str]
    preferred: int  # 1 is the most preferred one; 100 where nothing is said (RFC 6350, 5.3)
    text: str


def cards(data: bytes) -> Iterator[Card]:
    """Every card in a file, in its order; one that lacks its END goes to where the next begins."""
    depth, start, row, newlines, counted = 0, 0, 0, 0, 0
    for mark in _MARK.finditer(data):
        newlines += data.count(b"\n", counted, mark.start())
        counted = mark.start()
        if mark[1].upper() == b"END":
            if depth == 1:
                yield Card(row, data[start : mark.start()], whole=True)
            depth = max(depth - 1, 0)
        elif depth and _INNER.search(data[max(start, mark.start() - 200) : mark.start()]):
            depth += 1
        else:
            if depth:
                yield Card(row, data[start : mark.start()], whole=False)
            depth, start, row = 1, mark.end(), newlines + 1
    if depth:
        yield Card(row, data[start:], whole=False)


def properties(card: Card, wanted: frozenset[str], otherwise: str) -> tuple[list[Property], list[int]]:
    """The wanted properties of a card, and the lines (from 1) of what is no property.

    `otherwise` is the encoding of bytes that are no UTF-8 and name none.
    """
    found: list[Property] = []
    broken: list[int] = []
    inner = 0
    in_base64 = False
    for line, raw in _logical_lines(card):
        match = _PROPERTY.match(raw[:_LONGEST_HEAD])
        if match is None:
            if not in_base64 and not inner:
                broken.append(line)
            continue
        name = match[1].upper().decode("ascii")
        if name in ("BEGIN", "END"):
            inner += 1 if name == "BEGIN" else -1
            continue
        in_base64 = b"base64" in match[2].lower()
        if name in wanted and inner <= 0:
            found.append(_property(name, match[2], raw[match.end() :], otherwise))
    return found, broken


def unescaped(text: str, version: str) -> str:
    """A value without its backslashes. In vCard 2.1 they only stand before what would mean something else."""
    if "\\" not in text:
        return text
    if version == "2.1":
        return _ESCAPED_IN_2_1.sub(r"\1", text)
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def split(text: str, at: str, version: str) -> list[str]:
    """The parts of a value, each without its backslashes."""
    if "\\" not in text:
        return text.split(at)
    parts = [""]
    for piece in re.split(r"(\\.|" + re.escape(at) + ")", text, flags=re.DOTALL):
        if piece == at:
            parts.append("")
        else:
            parts[-1] += piece
    return [unescaped(part, version) for part in parts]


def _logical_lines(card: Card) -> Iterator[tuple[int, bytes]]:
    """The lines of a card, put together again where they were folded, with the line of the file each begins on."""
    parts: list[bytes] = []
    began = 0
    soft = False  # a line of quoted-printable that says with a "=" at its end that it goes on
    for number, line in enumerate(card.data.splitlines(), start=card.row):
        if soft:
            soft = line.endswith(b"=")
            parts.append(line[:-1] if soft else line)
            continue
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield began, b"".join(parts)
            parts = []
        if not line.strip():
            continue
        began = number
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()
        parts = [line[:-1] if soft else line]
    if parts:
        yield began, b"".join(parts)


def _property(name: str, parameters: bytes, raw: bytes, otherwise: str) -> Property:
    types: set[str] = set()
    charset = encoding = ""
    preferred = 100
    for parameter in _PARAMETER.findall(parameters) if parameters else ():
        key, equals, value = parameter.decode("utf-8", "replace").casefold().partition("=")
        value = value.strip(' "')
        if not equals:  # vCard 2.1 leaves out what the word is: TEL;HOME;PREF or FN;QUOTED-PRINTABLE
            value = key.strip()
            key = "encoding" if value in ("quoted-printable", "base64") else "type"
        if key == "charset":
            charset = value
        elif key == "encoding":
            encoding = value
        elif key == "type":
            types.update(value.split(","))
        elif key == "pref" and value.isascii() and value.isdigit():
            preferred = min(int(value[:4]), 100)
    if encoding == "quoted-printable":
        raw = quopri.decodestring(raw)
    elif encoding in ("b", "base64"):
        raw = _from_base64(raw)
    text = _text(raw, charset, otherwise)
    return Property(name, frozenset(types), min(preferred, 1 if "pref" in types else 100), text)


def _from_base64(raw: bytes) -> bytes:
    try:
        return base64.b64decode(raw + b"==")
    except ValueError:
        return raw


def _text(raw: bytes, charset: str, otherwise: str) -> str:
    if charset and _OF_TEXT.match(charset):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            pass
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(otherwise, "replace")


def as_utf8(data: bytes) -> bytes:
    """The bytes of a file of cards, each line ended by a line feed; in UTF-8 where all of it was in UTF-16."""
    encoding = encoding_of(data[:2_000])
    if encoding.startswith("utf-16"):
        data = data.decode(encoding, "replace").encode("utf-8", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    # The marks below are found by "\n". A "\r" within a line would hide one from them.
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
