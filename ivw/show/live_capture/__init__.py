"""Catching a promise, a referral, a lead or a topic while one talks: one key, one line, Enter.

What was caught is the browser's until the server has said that it is in the records: it is sent, under an id of its own
and again if need be, and lies in sessionStorage meanwhile, as does a line that was begun. So a reload, a lost
connection or a second click neither loses nor doubles anything.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.show import component

HERE = Path(__file__).parent
KINDS = ("promise", "referral", "lead", "topic")

_mount = component.of(HERE)


@dataclass(frozen=True, slots=True)
class Caught:
    """One thing that was caught; `id` is that of the row it becomes.

    `choice` is whose promise it is (me, them), the permission (yes, no, not asked), or hidden for a lead that is not
    advertised; `day` by when a promise is to be kept.
    """

    id: str
    kind: str
    text: str
    choice: str
    day: date | None


def live_capture(key: str, *, due: date, on_catch: Callable[[Caught], InvalidRecord | None]) -> None:
    """Show the four buttons and their line; each thing caught goes through `on_catch` once.

    `due` is the day that a promise is offered. `on_catch` returns why something was refused; the line then opens again.
    What it refuses for the field `records` (they are shut just now) is tried again.
    """
    newly_opened = f"{key}/answers" not in st.session_state
    answers: dict[str, str] = st.session_state.setdefault(f"{key}/answers", {})

    def listen() -> None:
        for each in _read(st.session_state.get(key)):
            if each.id in answers:
                continue
            refusal = on_catch(each)
            if refusal is None or refusal.field != "records":
                answers[each.id] = f"{refusal.wrong} {refusal.right}" if refusal else ""

    # After a restart of the server the browser hands in its last list again. It was heard then, or it comes once more:
    # so what stands there when this is first drawn is not news. (Tests put theirs there later, and call nobody.)
    if not newly_opened:
        listen()
    _mount(key=key, data={"key": key, "due": due.isoformat(), "answers": json.dumps(answers)}, on_caught_change=listen)


def _read(state: Any) -> list[Caught]:
    """What the browser sent; what is not as we send it is left out."""
    sent = state.get("caught") if isinstance(state, dict) else None
    match sent:
        case {"items": list(items)}:
            return [found for each in items if (found := _caught(each))]
    return []


def _caught(sent: Any) -> Caught | None:
    match sent:
        case {"id": str(key), "kind": str(kind), "text": str(text), "choice": str(choice), "day": str(day)}:
            try:
                named = str(UUID(key))
            except ValueError:
                return None
            return Caught(named, kind, text, choice, _day(day)) if kind in KINDS else None
    return None


def _day(sent: str) -> date | None:
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None
