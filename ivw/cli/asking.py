"""Asking the dashboard that has the records open: the terminal's side of it.

Only plain HTTP to 127.0.0.1, and only after the records were found held: an answer that can be had without is quicker.
"""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivw.records import beside

ROUTE = "/terminal"
WITHIN = 30.0  # seconds; a dashboard that draws for many tabs at once may take a while
MOST = 512 * 1024 * 1024  # bytes of an answer: whoever else answers there fills no memory without end


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command would have printed, what it ends with, and the file that it would have written."""

    out: str
    err: str
    code: int
    file: bytes


def ask(records: Path, arguments: Sequence[str], now: datetime) -> Answer | None:
    """The dashboard's answer to this command; None where nobody answers who knows the note beside the records.

    That is so for a note left by a dashboard that was killed, and for records held by any other program.
    """
    note = beside.read(records)
    if note is None:
        return None
    question = {"arguments": list(arguments), "now": now.isoformat()}
    connection = http.client.HTTPConnection("127.0.0.1", note.port, timeout=WITHIN)
    try:
        connection.request(
            "POST",
            ROUTE,
            json.dumps(question),
            {"Authorization": f"Bearer {note.token}", "Content-Type": "application/json"},
        )
        answer = connection.getresponse()
        told = json.loads(answer.read(MOST)) if answer.status == 200 else {}
        file = base64.b64decode(told["file"], validate=True)
        return Answer(str(told["out"]), str(told["err"]), int(told["code"]), file)
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
