"""Writing: what a message lacks before it goes out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ivw.cli.door import anywhere, bytes_of, door, say, show
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.coaching.message_check import Check, Context, Remark


@door.command("check-message")
@anywhere
@click.argument("file", metavar="FILE")
@click.option("--kind", required=True, help="What it is: request, confirmation, thank_you, check_in, nudge, ...")
@click.option("--context", metavar="FILE", help="What is known besides, as a JSON object; - reads stdin.")
def check_message(file: str, kind: str, context: str | None) -> None:
    """Check a message: what it lacks, with reasons, and how to mend it. FILE - reads stdin.

    A first line that begins with "Subject:" is the subject and counts for no length.
    """
    from ivw.coaching import message_check

    kind = message_check.kind_of(kind)
    if file == context == "-":
        raise InvalidRecord("context", "Message and context cannot both come from stdin.", "Put one of them in a file.")
    known = _context(context)
    text = _text("file", file, bytes_of(file))
    if not text.strip():
        raise InvalidRecord("file", "The message is empty.", "Write it first.")
    checked = message_check.check(text, kind, known)
    show(_document(checked), lambda: _in_words(checked))


def _context(file: str | None) -> Context | None:
    from ivw.coaching.message_check import Context

    if file is None:
        return None
    try:
        told = json.loads(_text("context", file, bytes_of(file)))
    except (json.JSONDecodeError, RecursionError) as unreadable:
        raise InvalidRecord("context", f"{file} is no JSON: {unreadable}.", "Right would be {}.") from unreadable
    known = Context.from_json(told)
    if unknown := Context.unknown(told):
        say(f"Passed over in the context, since ivw does not know it: {', '.join(unknown)}.", err=True)
    return known


def _text(field: str, file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise InvalidRecord(field, f"{file} is no text in UTF-8.", "Save it as UTF-8.") from unreadable


def _document(checked: Check) -> dict[str, object]:
    return {
        "words": checked.words,
        "characters": checked.characters,
        "flags": [asdict(each) for each in checked.flags],
        "remarks": [asdict(each) for each in checked.remarks],
    }


def _in_words(checked: Check) -> str:
    much = len(checked.flags)
    verdict = "Nothing is missing." if not much else f"{much} thing{'s' if much > 1 else ''} to mend."
    if checked.blocks:
        verdict += " It should not go out like this."
    lines = [f"{checked.words:,} words, {checked.characters:,} characters. {verdict}"]
    for each in checked.flags:
        lines += ["", *_said("mend", each)]
    for each in checked.remarks:
        lines += ["", *_said("hint", each)]
    if checked.good:
        lines += ["", *(f"good  {each}." for each in checked.good)]
    return "\n".join(lines)


def _said(word: str, remark: Remark) -> list[str]:
    return [f"{word}  {remark.flag}", f"      {remark.why}", f"      {remark.mend}"]
