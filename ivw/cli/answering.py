"""Answering a terminal from within the dashboard: the same commands, over the records that it has open."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from ivw.cli.door import Lent, Refused, door

if TYPE_CHECKING:
    from ivw.records.database import Records

# What may run beside a dashboard: it reads, or copies; nothing that a page shows is changed under its hands.
READING = frozenset({"due", "health", "week", "plan", "doctor", "backup", "export"})


def answer(records: Records, question: Mapping[str, Any], address: str) -> dict[str, Any]:
    """What this command prints over these open records: {"out", "err", "code", "file"}.

    "file" is what `export` would write, in Base64: the terminal writes it, where it was told to.

    `question` has the words that were typed as "arguments", and as "now" the instant by the terminal's clock. A command
    that writes is refused, in words that name the dashboard's address.
    """
    out, err, lent = io.StringIO(), io.StringIO(), None
    try:
        arguments, now = _read(question)
        lent = Lent(records, now, out, err, lambda name: _refusal(name, address))
        # Without standalone mode click hands back the code of ctx.exit, and None where a command just ended.
        code = int(door.main(arguments, prog_name="python -m ivw", standalone_mode=False, obj=lent) or 0)
    except click.ClickException as refused:
        refused.show(file=err)
        code = refused.exit_code
    file = base64.b64encode(lent.file.getvalue() if lent else b"").decode("ascii")
    return {"out": out.getvalue(), "err": err.getvalue(), "code": code, "file": file}


def _read(question: Mapping[str, Any]) -> tuple[list[str], datetime]:
    arguments, now = question.get("arguments"), question.get("now")
    if not isinstance(arguments, list) or not all(isinstance(word, str) for word in arguments):
        raise Refused("That is no command.")
    try:
        return arguments, datetime.fromisoformat(str(now)).astimezone(UTC)
    except (ValueError, OverflowError) as unreadable:
        raise Refused("That is no instant.") from unreadable


def _refusal(name: str, address: str) -> str | None:
    if name in READING:
        return None
    return (
        f"The dashboard at {address} has the records open, and {name} needs them to itself. "
        "Do it there, or close the dashboard and try again."
    )
