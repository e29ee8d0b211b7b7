"""Reviewing: what a draft question asks for, and how it might be asked better."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from ivw.cli.door import anywhere, bytes_of, door, show
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.coaching.question_review import Review

MOST = 10_000  # rows


@door.command("review-question")
@anywhere
@click.argument("texts", nargs=-1, metavar="[TEXT ...]")
@click.option("--file", metavar="CSV", help="Drafts in its column text; - reads stdin.")
def review_question(texts: tuple[str, ...], file: str | None) -> None:
    """Review draft questions: open or closed, off limits, and what to try instead."""
    from ivw.coaching.question_review import review

    drafts = [*texts, *(_column(bytes_of(file)) if file is not None else ())]
    if not texts and file is None:
        raise InvalidRecord("text", "No question is given.", "Write one in quotes, or use --file CSV.")
    if not any(draft.strip() for draft in drafts):
        raise InvalidRecord("text", "There is no question in this.", "Write one in quotes, or a row each in a CSV.")
    reviews = [review(draft) for draft in drafts]
    show([_document(each) for each in reviews], lambda: "\n\n".join(_in_words(each) for each in reviews))


def _column(data: bytes) -> list[str]:
    """The drafts of a file, a row each, in its order. Raises InvalidRecord for a file that cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise InvalidRecord("file", "This file is not in UTF-8.", "Save it as CSV in UTF-8.") from unreadable
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", restval=""
    )
    drafts: list[str] = []
    try:
        named = [name for name in reader.fieldnames or [] if name and name.strip().lower() == "text"]
        if not named:
            raise InvalidRecord("file", "This file has no column text.", "Its first line names the columns.")
        for row in reader:
            if len(drafts) == MOST:
                raise InvalidRecord("file", f"There are more than {MOST:,} rows.", "Bring fewer.")
            drafts.append(row[named[0]] or "")
    except csv.Error as broken:
        raise InvalidRecord("file", f"Line {reader.line_num}: {broken}.", "Mend the row.") from broken
    return drafts


def _document(found: Review) -> dict[str, object]:
    return {
        "text": found.text,
        "open": found.is_open,
        "flags": [
            {"flag": each.flag, "why": each.why, "rewrite": each.rewrite, "blocks": each.blocks} for each in found.flags
        ],
    }


def _in_words(found: Review) -> str:
    judged = {True: "open", False: "closed", None: "not judged"}[found.is_open]
    lines = [f"{found.text}", f"  {judged}{', do not ask it' if found.blocks else ''}"]
    for each in found.flags:
        lines.append(f"  {each.flag}{' (blocks)' if each.blocks else ''}: {each.why}")
        if each.rewrite:
            lines.append(f"    try: {each.rewrite}")
    return "\n".join(lines)
