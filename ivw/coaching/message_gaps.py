"""Gaps that a template left in a message."""

import re

from ivw.coaching import message_text

# A template's gaps as people leave them: in brackets, as XXX, as a line to write on. [1] and <https://...> are none.
_GAPS = re.compile(
    r"\[\[?[^\[\]\n]{0,20}[^\W\d_][^\[\]\n]{0,80}\](?!\()|\{\{?[^{}\n]{0,20}[^\W\d_][^{}\n]{0,60}\}|"
    r"<(?!/?(?:https?|mailto|www)\b)[^\W\d_][\w '/-]{0,60}>|«[^«»\n]{1,60}»|%[A-Z_]{3,30}%|\$[A-Z_]{3,30}\b|"
    r"(?<![^\W_])(?-i:X{2,10}|x{3,10})(?![^\W_])|_{3,60}|\b(?:TB[ACD]|TODO|FIXME|N\.N\.)\b|\?{3,20}|"
    r"\((?:your |their |the |insert |add |first |last |company |full )?(?:name|company|title|date|time|field|topic|"
    r"organization|role|link|insert [\w ]{1,40})\)|"
    r"^(?:dear[ \t]{0,5},[ \t]{0,5}$|(?:dear|hi|hello|hey)[ \t]{1,5}(?:\.{2,6}|…|-{2,6}|(?:first[ _]?)?name\b))",
    re.IGNORECASE | re.MULTILINE,
)
_SHOUTED_GAP = re.compile(
    r"\b(?:FIRST|LAST|FULL|YOUR|THEIR|COMPANY|CONTACT|INSERT|RECIPIENT)[ _]"
    r"(?:NAME|COMPANY|TITLE|HERE|LINK|DATE|FIELD)\b"
)


def found(text: str) -> list[str]:
    """The gaps that a template left in a text, each once, in their order."""
    text = message_text.without_links(text[: message_text.LONGEST])
    every = [*_GAPS.finditer(text), *_SHOUTED_GAP.finditer(text)]
    return list(dict.fromkeys(each[0] for each in sorted(every, key=lambda each: each.start())))


def without(text: str) -> str:
    """A text with its gaps taken out."""
    return _GAPS.sub(" ", text)
