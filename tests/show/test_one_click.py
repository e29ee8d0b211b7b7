"""Two clicks on one button, as Streamlit serves them: beside each other, the first one stopped half-way."""

import threading
import time

import pytest
import streamlit as st

from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.show import front_door, one_click, parts


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
            one_click.act(slowly, "form", "token")

    clicked_first = threading.Thread(target=first)
    clicked_first.start()
    while session.stopping is None:
        time.sleep(0.001)
    assert one_click.act(slowly, "form", "token")
    clicked_first.join()
    assert did == [clicked_first]
    assert session[parts.SAID] == Done("Done it.")
    assert "token/form" not in session


def test_an_action_that_was_refused_can_be_tried_again(session):
    def refuse(_):
        raise InvalidRecord("field", "This is wrong.")

    assert not one_click.act(refuse, "form", "token")
    assert parts.refused("form")
    assert one_click.act(lambda _: Done("Done it."), "form", "token")
    assert session[parts.SAID] == Done("Done it.")
