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
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_OLDER = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp932", "gb18030", "big5", "euc_kr",
    "mac_roman",
)  # fmt: skip
_ENOUGH = 50_000  # bytes with letters beyond ASCII; more tell nothing new
_AS_GOOD = 0.15  # of charset-normalizer's coherence (our convention, tried on lists of names)
_BLANK_CONTROL = dict.fromkeys([0x0B, 0x0C, *range(0x1C, 0x20), 0x85], " ")


def decode(data: bytes) -> str:
    """The text in a file, in the encoding it was written in as far as that can be told. Never fails."""
    return data.removeprefix(codecs.BOM_UTF8).decode(encoding_of(data), "replace")


def encoding_of(data: bytes) -> str:
    """The encoding of a text: UTF-16 by its mark or its zeros, else UTF-8, else an older one that fits its letters.

    A UTF-8 text with a few broken letters stays UTF-8 (each becomes U+FFFD): reading all of it in another encoding
    because of one would spoil every name with an accent.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:1_000]
    if start[1::2].count(0) > len(start) // 3:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 3:
        return "utf-16-be"
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return "utf-8" if len(_BEYOND_ASCII.findall(text)) - broken > broken else _older_encoding(data)
    return "utf-8"


def _older_encoding(data: bytes) -> str:
    """What charset-normalizer holds for the likeliest of the encodings before Unicode. Where Western European fits as
    well it is taken: a list of names is short, and its guesses among neighbours are then no better than a coin.
    """
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()]
    found = from_bytes(b"\n".join(lines)[:_ENOUGH], cp_isolation=list(_OLDER))
    best = found.best()
    if best is None:
        return "cp1252"
    for match in found:
        western = "cp1252" in match.could_be_from_charset
        if western and match.chaos <= best.chaos and match.coherence >= best.coherence - _AS_GOOD:
            return "cp1252"
    return best.encoding


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
