"""The run sheet: a plan on one page to print, with clock times, since a phone is no clock (B31, guide 2).

One HTML file that needs nothing from anywhere: no script, no font, no picture. All text in it is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from ivw.coaching.agenda import CLOSING_S, INTRODUCTION_S, OPENING_S, Agenda
from ivw.coaching.at_hand import TIME_LEFT

# Nothing may be fetched and nothing run, even if something should ever slip through unescaped.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { margin: 13mm 15mm; }
* { box-sizing: border-box; }
body { font: var(--font)/1.35 Figtree, "Segoe UI", system-ui, sans-serif; color: #1c1814; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 6mm; }
h1 { font-size: 17pt; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; overflow-wrap: anywhere; }
.quiet { color: #5b544c; }
header { border-bottom: 1.5pt solid #1e6079; padding-bottom: 3mm; margin-bottom: 2mm; }
table { width: 100%; border-collapse: collapse; }
td { vertical-align: top; padding: var(--air) 0; border-bottom: .5pt solid #cfc7bb; overflow-wrap: anywhere; }
td.clock { width: 19mm; font-variant-numeric: tabular-nums; font-weight: 600; }
td.long { width: 15mm; text-align: right; color: #5b544c; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
tr.mark td { font-weight: 600; color: #855200; border-bottom-style: dashed; }
.notes { height: var(--notes); }
footer { margin-top: 3mm; break-inside: avoid; }
@media screen { body { margin: 8mm auto; } }
@media print { body { padding: 0; } }
"""
# A page of the shorter of A4 and Letter, less its margins; the heading; how many characters go into a line.
PAGE_MM, HEAD_MM, CHARACTERS = 252, 20, 72
MM_A_POINT = 0.3528 * 1.35  # a line of text
LEAST_NOTES_MM, MOST_NOTES_MM = 7, 24
# Point size and millimetres of air above and below a row: the first that leaves room for notes, else the last.
SETTINGS = ((11, 2.0), (10, 1.2), (9, 0.7))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet: when (seconds from the start), what, for how long, with room for notes or as a mark."""

    at_s: int
    text: str
    seconds: int | None = None
    notes: bool = False
    mark: bool = False


def rows(agenda: Agenda) -> list[Row]:
    """What happens when: opening, introduction, the questions, the must-asks, the thanks; marks where time runs out."""
    found = [
        Row(0, "Thank them for their time, and say what you hope to learn", OPENING_S),
        Row(OPENING_S, "Say in a sentence or two who you are", INTRODUCTION_S),
    ]
    at = OPENING_S + INTRODUCTION_S
    for kept in sorted(agenda.keep, key=lambda each: each.question.must_ask is not None):
        found.append(Row(at, kept.question.text, kept.seconds, notes=True))
        at += kept.seconds
    found.append(Row(at, "Say what helped you most, and thank them for meeting you", CLOSING_S))
    end = agenda.minutes * 60
    for left, words in sorted(TIME_LEFT.items(), reverse=True):
        if end > left * 60:
            found.append(Row(end - left * 60, f"T−{left} {words.moment}: {words.do}", mark=True))
    return sorted(found, key=lambda row: row.at_s)


def page(agenda: Agenda, *, whom: str, details: Sequence[str], starts_at: datetime | None) -> str:
    """The whole HTML page. `starts_at` is local; without it the clock begins at 0:00."""
    font, air, notes = _setting(agenda)
    style = f":root {{ --font: {font}pt; --air: {air}mm; --notes: {notes}mm; }}{STYLE}"
    facts = [f"{agenda.minutes} minutes", *details]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Run sheet: {escape(whom)}</title><style>{style}</style></head><body>",
            f'<header><h1>{escape(whom)}</h1><p class="quiet">{escape(" · ".join(facts))}</p></header>',
            "<table>",
            *_table(rows(agenda), starts_at),
            "</table>",
            *_foot(agenda, starts_at),
            "</body></html>",
            "",
        ]
    )


def _table(found: Sequence[Row], starts_at: datetime | None) -> Iterator[str]:
    for row in found:
        kind = "mark" if row.mark else "ask" if row.notes else "quiet"
        length = "" if row.seconds is None else f"{row.seconds // 60}:{row.seconds % 60:02}"
        notes = '<div class="notes"></div>' if row.notes else ""
        yield (
            f'<tr class="{kind}"><td class="clock">{_clock(row.at_s, starts_at)}</td>'
            f'<td>{escape(row.text)}{notes}</td><td class="long">{length}</td></tr>'
        )


def _foot(agenda: Agenda, starts_at: datetime | None) -> Iterator[str]:
    yield f"<footer><p><strong>{_clock(agenda.minutes * 60, starts_at)}</strong> The time you agreed on is over.</p>"
    if agenda.spare:
        yield '<p class="quiet">At hand, if an answer is short or leads elsewhere:</p>'
        yield from (f"<p>· {escape(text)}</p>" for text in agenda.spare)
    yield "</footer>"


def _setting(agenda: Agenda) -> tuple[int, float, int]:
    """Point size, air and millimetres for notes, so that an hour's questions stay on one page."""
    found = rows(agenda)
    texts = [*(row.text for row in found), *agenda.spare]
    lines = sum(1 + len(text) // CHARACTERS for text in texts) + 2
    room = 0
    for font, air in SETTINGS:
        left = PAGE_MM - HEAD_MM - (2 * air + 0.2) * len(found) - font * MM_A_POINT * lines
        room = int(left / max(1, sum(row.notes for row in found)))
        if room >= LEAST_NOTES_MM:
            break
    return font, air, max(1, min(MOST_NOTES_MM, room))


def _clock(at_s: int, starts_at: datetime | None) -> str:
    if starts_at is None:
        return f"{at_s // 60}:{at_s % 60:02}"
    return f"{starts_at + timedelta(seconds=at_s):%H:%M}"
