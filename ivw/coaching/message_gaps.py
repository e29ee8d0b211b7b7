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

_GAP = "\N{REPLACEMENT CHARACTER}"  # what stands for a gap while one looks at the words around it
_CLAUSES = re.compile(r"([.!?;:,(\n]|\b(?:and|but|or|because|since|so|which)\b)")
# "at the" before a gap, where enough stands before it; "I found you on [...]" waits for its gap.
_BESIDE = re.compile(
    r"(?:[\w'’]+ ){2}(?!(?:you|us|met|interested|working|involved) )[\w'’]+ "
    r"(?:in|at|on|for|from|with)(?: the| a| an| your)? ?$"
)
_WHERE = re.compile(r"number|phone|link|place|address", re.IGNORECASE)


def found(text: str) -> list[str]:
    """The gaps that a template left in a text, each once, in their order."""
    text = message_text.without_links(text[: message_text.LONGEST])
    every = [*_GAPS.finditer(text), *_SHOUTED_GAP.finditer(text)]
    return list(dict.fromkeys(each[0] for each in sorted(every, key=lambda each: each.start())))


def without(text: str) -> str:
    """A text with its gaps taken out."""
    return _GAPS.sub(" ", text)


def without_what_waits(text: str) -> str:
    """A text without its gaps and without the words that wait for them, which say nothing before they are filled.

    "My next step: [what you will do]" is no next step, and "[who sent you] suggested that I write" names nobody; but
    "I read your article on [topic]" says so much without it.
    """
    marked = _GAPS.sub(lambda gap: " " if _is_beside(text, gap) else _GAP, text)
    clauses = _CLAUSES.split(marked)  # every second one is what divides them
    for place in range(0, len(clauses), 2):
        if _GAP in clauses[place]:
            if clauses[place].lstrip().startswith(_GAP) and clauses[max(place - 1, 0)] == ":":
                _empty_line_before(clauses, place)
            clauses[place] = " "
    return "".join(clauses)


def _is_beside(text: str, gap: re.Match[str]) -> bool:
    """Whether what is said stands without the gap: "the people I met at [place]"."""
    return bool(_BESIDE.search(text[max(gap.start() - 80, 0) : gap.start()])) and not _WHERE.search(gap[0])


def _empty_line_before(clauses: list[str], place: int) -> None:
    """Take out what names a gap ("What I learned and will keep:"), back to where its sentence begins."""
    for before in range(place - 2, max(place - 14, -1), -2):
        clauses[before] = " "
        if before and clauses[before - 1] in ".!?;\n":
            return
