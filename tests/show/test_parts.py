"""Two clicks on one button, as Streamlit serves them: beside each other, the first one stopped half-way."""

import threading
import time

import pytest
import streamlit as st

from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.records.transaction import Change, RowChange
from ivw.show import front_door, parts


class StoppedError(Exception):
    """What Streamlit raises in the first click's thread when the second one arrives."""


class Session(dict):
    """A session state that stops whoever touches it in a thread that is told to stop."""

    def __init__(self):
        super().__init__({"token/form": "token"})
        self.stopping = None

    def _touched(self):
        if threading.current_thread() is self.stopping:
            raise StoppedError

    def pop(self, *args):
        self._touched()
        return super().pop(*args)

    def __setitem__(self, *args):
        self._touched()
        super().__setitem__(*args)


@pytest.fixture(autouse=True)
def session(monkeypatch):
    session = Session()
    monkeypatch.setattr(st, "session_state", session)
    monkeypatch.setattr(front_door, "here", lambda: None)
    monkeypatch.setattr(parts, "_finished", {})
    return session


def test_the_second_of_two_clicks_waits_and_tells_what_the_first_one_did(session):
    did = []

    def slowly(_):
        session.stopping = threading.current_thread()
        time.sleep(0.1)
        did.append(threading.current_thread())
        return Done("Done it.")

    def first():
        with pytest.raises(StoppedError):
            parts.act(slowly, "form", "token")

    clicked_first = threading.Thread(target=first)
    clicked_first.start()
    while session.stopping is None:
        time.sleep(0.001)
    assert parts.act(slowly, "form", "token")
    clicked_first.join()
    assert did == [clicked_first]
    assert session[parts.SAID] == Done("Done it.")
    assert "token/form" not in session


def test_an_action_that_was_refused_can_be_tried_again(session):
    def refuse(_):
        raise InvalidRecord("field", "This is wrong.")

    assert not parts.act(refuse, "form", "token")
    assert parts.refused("form")
    assert parts.act(lambda _: Done("Done it."), "form", "token")
    assert session[parts.SAID] == Done("Done it.")


def test_what_was_taken_back_can_be_done_again(session, monkeypatch):
    did = []

    def add(_):
        did.append("once more")
        return Done("Done it.")

    assert parts.act(add, "form", "token")
    assert parts.act(add, "form", "token")
    assert did == ["once more"]
    monkeypatch.setattr(parts, "undo", lambda records, said: Done("Undone."))
    monkeypatch.setattr(front_door, "here", lambda: front_door.Here(None, None, "UTC"))
    said = session[parts.SAID]
    parts._take_back(said)
    parts._take_back(said)
    assert session[parts.SAID] == Done("Undone.")
    assert parts.act(add, "form", "token")
    assert did == ["once more", "once more"]


def test_a_full_disk_is_told_where_the_form_is(session):
    def fail(_):
        raise RecordsUnavailable("Nothing was saved: the disk is full.")

    assert not parts.act(fail, "form", "token")
    assert session["problem/form"].wrong == "Nothing was saved: the disk is full."


@pytest.mark.parametrize(
    "text",
    ["*bold* _it_ `code`", "[a](http://b.c)", "![x](y)", "<b>", "$x$", "# no", ":red[x]", "1. one", "~~no~~", "|a|"],
)
def test_plain_text_loses_nothing_but_gains_escapes(text):
    written = parts.plain(text)
    assert written.replace("\\", "").replace("\u2060", "") == text
    assert written != text


@pytest.mark.parametrize(
    "text", [":smile:", "https://example.org", "www.example.org", "a@example.org", "a -> b", "x <= y", "so -- so"]
)
def test_names_of_emoji_addresses_and_arrows_are_broken_up(text):
    assert "\u2060" in parts.plain(text)


def test_the_echo_of_a_click_without_a_token_leaves_the_undo(session):
    change = Change((RowChange("contacts", "1", None, None),))
    assert parts.act(lambda _: Done("Done it.", None, change), "form")
    assert parts.act(lambda _: Done("Done it."), "form")
    assert session[parts.SAID].change == change


def test_what_was_done_follows_to_the_next_page_with_its_undo_and_no_further(session, monkeypatch):
    shown = []
    monkeypatch.setattr(st, "markdown", lambda words, **_: shown.append(words))
    change = Change((RowChange("contacts", "1", None, None),))
    here, before = (
        ":green[:material/check_circle:] Done it\\.",
        ":gray[:material/history: On the page before: Done it\\.]",
    )

    def says(pages, done):
        session[parts.SAID] = done
        words = []
        for page in pages:
            shown.clear()
            is_of_this_page = parts._say(page)
            words += shown or [None]
            assert is_of_this_page == (shown == [here])
        return words

    assert says("AAAB", Done("Done it.", None, change)) == [here, here, None, None]
    assert says("AABBC", Done("Done it.", None, change)) == [here, here, before, None, None]
    assert says("ABC", Done("Done it.", None, change)) == [here, before, None]
    assert says("ABA", Done("Done it.")) == [here, None, None]  # nothing could be undone there
