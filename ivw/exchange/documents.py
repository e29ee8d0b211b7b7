"""A document to take along: a title, facts and sections, as Markdown or as a page to print.

The page needs nothing from anywhere (no script, no font, no picture), and everything in both is text: whatever people
have written in it stands there as they wrote it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

# Nothing may be fetched and nothing run, even if something should ever slip through unescaped.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { margin: 15mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.45 Figtree, "Segoe UI", system-ui, sans-serif; color: #1c1814; background: #fff;
  max-width: 180mm; margin: 8mm auto; padding: 0 6mm; overflow-wrap: break-word; }
header { border-bottom: 1.5pt solid #1e6079; padding-bottom: 3mm; }
h1 { font-size: 18pt; margin: 0; }
h2 { font-size: 13pt; margin: 6mm 0 1mm; break-after: avoid; }
p, ul { margin: 0 0 2mm; }
ul { padding-left: 5mm; }
li, tr { break-inside: avoid; }
table { border-collapse: collapse; margin-bottom: 2mm; }
th, td { text-align: left; vertical-align: top; padding: 1mm 6mm 1mm 0; border-bottom: .5pt solid #cfc7bb; }
.quiet { color: #5b544c; margin: 0; }
@media print { body { margin: 0; padding: 0; } }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it: paragraphs, then a table (its first row the heads), then points."""

    head: str
    paragraphs: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    points: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the heading; such a section is left out."""
        return not (self.paragraphs or len(self.table) > 1 or self.points)


@dataclass(frozen=True, slots=True)
class Document:
    """What is taken along. `facts` stand in a line below the title."""

    title: str
    facts: Sequence[str] = ()
    sections: Sequence[Section] = field(default=())


def markdown(document: Document) -> str:
    """The document as Markdown."""
    lines = [f"# {plain(document.title)}", ""]
    if document.facts:
        lines += [plain(" · ".join(document.facts)), ""]
    for section in document.sections:
        if not section.is_empty:
            lines += [f"## {plain(section.head)}", "", *_in_markdown(section)]
    return "\n".join(lines).rstrip() + "\n"


def page(document: Document) -> str:
    """The document as one HTML page, to open in a browser and print."""
    facts = f'<p class="quiet">{escape(" · ".join(document.facts))}</p>' if document.facts else ""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)}</title><style>{STYLE}</style></head><body>",
            f"<header><h1>{escape(document.title)}</h1>{facts}</header>",
            *(line for section in document.sections if not section.is_empty for line in _in_html(section)),
            "</body></html>",
            "",
        ]
    )


def plain(text: str) -> str:
    """A line of text that Markdown leaves as it is, wherever it stands."""
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", within(text))


def within(text: str) -> str:
    """The same for what does not begin a line, such as a cell of a table: "+1.3" and "0.0" begin no list there."""
    return re.sub(r"([\\`*_\[\]<>|~$&])", r"\\\1", " ".join(text.split()))


def _in_markdown(section: Section) -> Iterator[str]:
    for paragraph in section.paragraphs:
        # Two blanks at its end keep a line a line.
        yield "  \n".join(plain(line) for line in paragraph.splitlines() if line.strip())
        yield ""
    if len(section.table) > 1:
        heads, *rows = section.table
        yield f"| {' | '.join(map(within, heads))} |"
        yield f"|{' --- |' * len(heads)}"
        yield from (f"| {' | '.join(map(within, row))} |" for row in rows)
        yield ""
    if section.points:
        yield from (f"- {plain(point)}" for point in section.points)
        yield ""


def _in_html(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.head)}</h2>"
    for paragraph in section.paragraphs:
        yield f"<p>{'<br>'.join(escape(line) for line in paragraph.splitlines())}</p>"
    if len(section.table) > 1:
        heads, *rows = section.table
        yield f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"
        yield from (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        yield "</table>"
    if section.points:
        yield f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in section.points)}</ul>"
