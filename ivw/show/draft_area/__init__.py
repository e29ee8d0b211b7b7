"""The text area for anything long: it saves itself while one types.

    @st.fragment
    def notes(meeting_id: str) -> None:
        stored = meetings.notes(records, meeting_id)
        draft_area("Notes", key=f"notes-{meeting_id}", text=stored, on_save=partial(meetings.note, records, meeting_id))

The browser sends the whole text with a number each time typing pauses; what comes back names the last number heard.
So a slow or late answer can never overwrite what is being typed, and the browser keeps in its own sessionStorage
whatever was not yet answered, for a reload or for the next visit to the page.

Two windows may have one text open. The one that saves last wins, and is told: what it has written over, without having
seen it, lies beside the field, to be swapped in or discarded.

Read `text` inside the fragment, never outside: handed in through its arguments it grows old. The key names the record,
because under it the browser keeps what is unsaved. Not for use inside st.form, which holds everything back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.show import component

HERE = Path(__file__).parent

_mount = component.of(HERE)


def draft_area(
    label: str,
    *,
    key: str,
    text: str,
    on_save: Callable[[str], None],
    height: int = 120,
    placeholder: str = "",
    help: str | None = None,
    error: str | None = None,
    max_chars: int = 20_000,
    delay_ms: int = 400,
) -> str:
    """Show a text and keep it through `on_save` as it is typed; returns the newest text known, saved or not.

    `text` is what the records hold. `on_save` gets the whole text when typing pauses for `delay_ms`, when the field or
    the tab is left, and at the latest every two seconds. Where it raises InvalidRecord, the sentence stands below the
    field and what was typed stays in it; anything else it raises is raised from here, once the field is drawn.
    `error` is for what the page itself finds wrong.
    """
    draft = st.session_state.get(f"{key}/draft")
    newly_opened = draft is None
    if draft is None:
        draft = st.session_state[f"{key}/draft"] = _Draft(given=text, kept=text, typed=text, key=key)
    draft.compare(text)

    def listen() -> None:
        draft.hear(_update_in(st.session_state.get(key)), on_save, max_chars)

    if not newly_opened:
        # The callback has usually heard it already; not when a test has put it into the session state.
        listen()
    shown = _mount(
        key=key,
        data={
            "key": key,
            "label": label,
            "help": help or "",
            "placeholder": placeholder,
            "height": height,
            "max_chars": max_chars,
            "delay_ms": delay_ms,
            "text": draft.kept,
            "answer": draft.answer,
            "error": draft.refusal or error or "",
            "overtook": draft.overtook.client if draft.overtook else "",
            "aside": draft.overtook.text if draft.overtook else "",
        },
        on_draft_change=listen,
    )
    if newly_opened:
        # After a restart of the server the browser hands in its last update again. It is old news or comes once more
        # under a new number: only the browser knows, so it is not saved from here.
        draft.heard = _update_in(shown)
    if draft.failure is not None:
        failure, draft.failure = draft.failure, None
        raise failure
    return draft.typed


def typed_last(key: str) -> str:
    """What was typed last into the text of this key, saved or not; '' where it was not shown yet."""
    draft = st.session_state.get(f"{key}/draft")
    return draft.typed if isinstance(draft, _Draft) else ""


def pending(key: str) -> bool:
    """Whether the browser has sent an update for this key that nobody has heard yet."""
    draft, update = st.session_state.get(f"{key}/draft"), _update_in(st.session_state.get(key))
    return isinstance(draft, _Draft) and update is not None and not draft.knows(update)


def settle(key: str, text: str) -> None:
    """The page itself has seen to it that the records hold this text: the field follows. Fit for on_click."""
    draft = st.session_state.get(f"{key}/draft")
    if isinstance(draft, _Draft):
        with draft.lock:
            draft.given = draft.kept = draft.typed = text
            draft.refusal = None
            with _saving:
                _saved_last.pop(key, None)
            if draft.heard:
                draft.answer = (draft.heard.client, draft.heard.number, True)


@dataclass(frozen=True)
class _Update:
    """What the browser sent: the whole text, which mounted field it comes from, and the how-manieth it is."""

    text: str
    client: str
    number: int


# By key: who saved a text last, and which, for the windows that have it open as well; the oldest ones are forgotten.
_saved_last: dict[str, "tuple[_Draft, str]"] = {}
_saving = Lock()
_REMEMBERED = 200


@dataclass(eq=False)
class _Draft:
    """What one session knows of one text."""

    given: str  # as the page last handed it in
    kept: str  # what the records hold
    typed: str  # the newest, saved or not
    heard: _Update | None = None
    answer: tuple[str, int, bool] | None = None  # no dict: into one, Streamlit looks with pandas, which takes a second
    refusal: str | None = None
    failure: Exception | None = None
    key: str = ""
    compared: bool = False
    overtook: _Update | None = None  # the last update that wrote over another window's text, with that text
    # A new run starts while the old one is still on its way to its end; without this, its text could be saved last.
    lock: Lock = field(default_factory=Lock)

    def compare(self, text: str) -> None:
        """Take over what changed in the records by another way; an old `text` handed in again is no change."""
        if text == self.given and self.compared:
            return
        self.given, self.compared = text, True
        with _saving:
            if (last := _saved_last.get(self.key)) and not (_holds(text, last[1]) and _holds(last[1], text)):
                del _saved_last[self.key]  # written by another way since
        if text != self.kept:
            self.kept = self.typed = text

    def knows(self, update: _Update) -> bool:
        """Whether this update, or a later one of the same field, was heard before."""
        return self.heard is not None and update.client == self.heard.client and update.number <= self.heard.number

    def hear(self, update: _Update | None, on_save: Callable[[str], None], max_chars: int) -> None:
        """Save an update, unless it was heard before."""
        if update is None:
            return
        with self.lock:
            if self.knows(update):
                return
            self.heard = update
            self.typed = update.text
            self.refusal = self._why_not_kept(update.text, on_save, max_chars)
            kept = self.refusal is None and self.failure is None
            if kept:
                self._look_for_another_window(update)
                self.kept = update.text
            self.answer = (update.client, update.number, kept)

    def _look_for_another_window(self, update: _Update) -> None:
        """Whether what was just saved has written over the text of another window that this one has never seen."""
        with _saving:
            who, text = _saved_last.pop(self.key, (self, ""))
            _saved_last[self.key] = self, update.text
            while len(_saved_last) > _REMEMBERED:
                _saved_last.pop(next(iter(_saved_last)))
        if who is not self and not (_holds(self.kept, text) or _holds(update.text, text)):
            self.overtook = replace(update, text=text)

    def _why_not_kept(self, text: str, on_save: Callable[[str], None], max_chars: int) -> str | None:
        if text == self.kept:
            return None
        if len(text) > max_chars:
            return f"This is {len(text):,} characters long. At most {max_chars:,} are kept."
        try:
            on_save(text)
        except InvalidRecord as refused:
            return str(refused)
        except Exception as failure:  # noqa: BLE001 - draft_area raises it; a callback would empty the page
            self.failure = failure
        return None


def _holds(text: str, other: str) -> bool:
    """Whether a text has all that another one says; spaces apart, which are trimmed where it is kept."""
    return " ".join(other.split()) in " ".join(text.split())


def _update_in(state: Any) -> _Update | None:
    """What stands in the component's state; None before anything was typed, or when it is not what we sent."""
    sent = state.get("draft") if isinstance(state, dict) else None
    match sent:
        case {"text": str(text), "client": str(client), "number": int(number)}:
            return _Update(text, client, number)
    return None
