"""The run sheet: a plan on one page to print, with clock times, since a phone is no clock (B31, guide 2).

Two files hold the same: an HTML page that needs nothing from anywhere (no script, no font, no picture), and Markdown
for whoever keeps notes in it. All text in them is escaped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from ivw.coaching.agenda import CLOSING_S, INTRODUCTION_S, OPENING_S, Agenda
from ivw.coaching.at_hand import TIME_LEFT
from ivw.coaching.phrases import KINDS
from ivw.exchange.documents import POLICY, plain

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
# A page of the shorter of A4 and Letter, less its margins; the heading; how many characters of a wide font go into a
# line of the table and of the foot, times the points of the font.
PAGE_MM, HEAD_MM, IN_TABLE, IN_FOOT = 252, 20, 690, 850
MM_A_POINT = 0.3528 * 1.35  # a line of text
LEAST_NOTES_MM, MOST_NOTES_MM = 6, 24
# Point size and millimetres of air above and below a row: the first that leaves room for notes, else the last.
SETTINGS = ((11, 2.0), (10, 1.2), (9, 0.7), (9, 0.4), (8, 0.5))
SENTENCES = 2  # of each kind: more would not be found in time
WATCH = "Wear a watch, and leave the phone in the bag: looking at it looks like boredom (guide 2)."
AT_HAND = "At hand, if an answer is short or leads elsewhere"
OVER = "The time you agreed on is over."
IF_ASKED, STORIES = "If they ask about you", 3
FREE, FREE_FROM_S = "Free: follow what is interesting, or ask one of those at hand", 60
Sentences = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet: when (seconds from the start), what, for how long, with room for notes or as a mark."""

    at_s: int
    text: str
    seconds: int | None = None
    notes: bool = False
    mark: bool = False


def rows(agenda: Agenda, sentences: Sentences | None = None) -> list[Row]:
    """What happens when: opening, introduction, the questions, the must-asks, the thanks; marks where time runs out.

    What time there is to spare stands before the must-asks, so that they come when five minutes are left, and the
    thanks when two are: then one says so, and brings it to its end (TIME_LEFT; guide 2). Where all is filled, each
    follows upon the other.
    `sentences` are those of data/phrases.csv by their kind; the first one to thank with stands beside the thanks.
    """
    thanks = next(iter((sentences or {}).get("thanks", ())), "")
    found = [
        Row(0, "Thank them for their time, and say what you hope to learn", OPENING_S),
        Row(OPENING_S, "Say in a sentence or two who you are", INTRODUCTION_S),
    ]
    at, end = OPENING_S + INTRODUCTION_S, agenda.minutes * 60
    asks = [kept for kept in agenda.keep if kept.question.must_ask is not None]
    for kept in agenda.keep:
        if kept not in asks:
            found.append(Row(at, kept.question.text, kept.seconds, notes=True))
            at += kept.seconds
    asking = sum(kept.seconds for kept in asks)
    free = min(end - max(TIME_LEFT) * 60, end - CLOSING_S - asking) - at
    if free >= FREE_FROM_S:
        found.append(Row(at, FREE, free))
    at += max(0, free)
    for kept in asks:
        found.append(Row(at, kept.question.text, kept.seconds, notes=True))
        at += kept.seconds
    closing = "Say what helped you most, and thank them for meeting you"
    at = max(at, end - min(TIME_LEFT) * 60)
    found.append(Row(at, f"{closing}: “{thanks}”" if thanks else closing, CLOSING_S))
    for left, words in sorted(TIME_LEFT.items(), reverse=True):
        if end > left * 60:
            found.append(Row(end - left * 60, f"T−{left} {words.moment}: {words.do}", mark=True))
    return sorted(found, key=lambda row: (row.at_s, not row.mark))


def page(
    agenda: Agenda, *, whom: str, details: Sequence[str], starts_at: datetime | None,
    sentences: Sentences | None = None, stories: Sequence[str] = (),
) -> str:  # fmt: skip
    """The whole HTML page. `starts_at` is local; without it the clock begins at 0:00. `sentences` as in `rows`;
    `stories` are what one has ready to tell if asked, by their titles (X04).
    """
    found = rows(agenda, sentences)
    foot = [*_foot(agenda, starts_at, stories), *_at_hand(sentences)]
    font, air, notes = _setting(found, foot)
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
            *_table(found, starts_at),
            "</table>",
            "<footer>",
            *(_paragraph(head, texts) for head, texts in foot),
            "</footer>",
            "</body></html>",
            "",
        ]
    )


def markdown(
    agenda: Agenda, *, whom: str, details: Sequence[str], starts_at: datetime | None,
    sentences: Sentences | None = None, stories: Sequence[str] = (),
) -> str:  # fmt: skip
    """The same as Markdown."""
    facts = " · ".join([f"{agenda.minutes} minutes", *details])
    lines = [f"# {plain(whom)}", "", plain(facts), "", "| Time | What | Takes |", "| --- | --- | --- |"]
    for row in rows(agenda, sentences):
        what = plain(row.text)
        what = f"**{what}**" if row.notes else f"*{what}*" if row.mark else what
        length = "" if row.seconds is None else f"{row.seconds // 60}:{row.seconds % 60:02}"
        lines.append(f"| {_clock(row.at_s, starts_at)} | {what} | {length} |")
    for head, texts in [*_foot(agenda, starts_at, stories), *_at_hand(sentences)]:
        lines += ["", f"**{plain(head)}** {plain(texts[0])}" if len(texts) == 1 and head else f"**{plain(head)}**"]
        if len(texts) > 1:
            lines += ["", *(f"- {plain(text)}" for text in texts)]
    return "\n".join([*lines, ""])


def _table(found: Sequence[Row], starts_at: datetime | None) -> Iterator[str]:
    for row in found:
        kind = "mark" if row.mark else "ask" if row.notes else "quiet"
        length = "" if row.seconds is None else f"{row.seconds // 60}:{row.seconds % 60:02}"
        notes = '<div class="notes"></div>' if row.notes else ""
        yield (
            f'<tr class="{kind}"><td class="clock">{_clock(row.at_s, starts_at)}</td>'
            f'<td>{escape(row.text)}{notes}</td><td class="long">{length}</td></tr>'
        )


def _paragraph(head: str, texts: Sequence[str]) -> str:
    # Questions stand in a line each; sentences to have at hand share one.
    between = "<br>· " if head == AT_HAND else " · "
    first = between if head == AT_HAND else ""
    return f"<p><strong>{escape(head)}</strong> {first}{between.join(map(escape, texts))}</p>"


def _foot(agenda: Agenda, starts_at: datetime | None, stories: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What stands below the table: heads, and what belongs to each."""
    yield _clock(agenda.minutes * 60, starts_at), [OVER]
    yield "Watch", [WATCH]
    if agenda.spare:
        yield AT_HAND, list(agenda.spare)
    if stories:
        yield IF_ASKED, list(stories[:STORIES])


def _at_hand(sentences: Sentences | None) -> Iterator[tuple[str, list[str]]]:
    """A few sentences for the moments when one has none; those to thank with stand in the table."""
    for kind, texts in (sentences or {}).items():
        if kind != "thanks" and texts:
            yield KINDS.get(kind, kind), list(texts[:SENTENCES])


def _setting(found: Sequence[Row], foot: Sequence[tuple[str, list[str]]]) -> tuple[int, float, int]:
    """Point size, air and millimetres for notes, so that an hour's questions stay on one page."""
    below = [" · ".join([head, *texts]) for head, texts in foot if head != AT_HAND]
    below += [text for head, texts in foot if head == AT_HAND for text in (head, *texts)]
    room = 0
    for font, air in SETTINGS:
        lines = sum(1 + len(row.text) * font // IN_TABLE for row in found)
        lines += sum(1 + len(text) * font // IN_FOOT for text in below)
        left = PAGE_MM - HEAD_MM - (2 * air + 0.2) * len(found) - font * MM_A_POINT * lines
        room = int(left / max(1, sum(row.notes for row in found)))
        if room >= LEAST_NOTES_MM:
            break
    return font, air, max(1, min(MOST_NOTES_MM, room))


def _clock(at_s: int, starts_at: datetime | None) -> str:
    if starts_at is None:
        return f"{at_s // 60}:{at_s % 60:02}"
    return f"{starts_at + timedelta(seconds=at_s):%H:%M}"
