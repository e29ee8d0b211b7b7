"""Bytes to text, and text to what may stand in the records."""

import codecs
import re

# What one does not see but the records, a chart or a terminal would trip over: control characters, the marks that turn
# the writing direction of all that follows, and invisible blanks. Joiners stay: emoji and Persian are made of them.
_TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_INVISIBLE = [0x200B, 0x2060, 0xFEFF]
_CONTROL = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()]
_TO_PLAIN: dict[int, str | None] = dict.fromkeys([*_CONTROL, *_TURNING, *_INVISIBLE])
_TO_PLAIN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character, from JSON's \ud800: not storable
_BLANK_CONTROL = dict.fromkeys([0x0B, 0x0C, *range(0x1C, 0x20), 0x85], " ")


def decode(data: bytes) -> str:
    """The text in a file: UTF-16 by its mark, else UTF-8 with or without one, else Windows-1252.

    A UTF-8 file with a few broken letters stays UTF-8 (each becomes U+FFFD): reading all of it as Windows-1252
    because of one would spoil every name with an accent. Never fails.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if len(re.findall(r"[^\x00-\x7f\ufffd]", text)) > text.count("\ufffd"):
            return text
        return data.decode("cp1252", "replace")


def one_line(text: str) -> str:
    """Text for a name or a title: each run of white space one blank, none around it, nothing invisible."""
    if text.isprintable() and "  " not in text:  # the usual case: no other white space is printable
        return text.strip()
    return " ".join(text.translate(_TO_PLAIN).split())


def paragraphs(text: str) -> str:
    """Text that a person wrote: its lines stay, white space around it and what is invisible go."""
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_TO_PLAIN).translate(_BLANK_CONTROL).strip()


def shortened(text: str, longest: int = 60) -> str:
    """Text as it is quoted in a message: one line, and not the whole of a long one."""
    line = one_line(text[: 4 * longest])
    return line if len(line) <= longest else line[: longest - 3] + "..."
