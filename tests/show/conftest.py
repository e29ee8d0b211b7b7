"""What tests of pieces of screen can ask for."""

import pytest
import streamlit as st

from ivw.show import front_door, parts
from tests.builders import open_records
from tests.show.person_page import NOW


@pytest.fixture
def records(tmp_path, monkeypatch):
    """The open records that a page shows, empty to begin with, on the morning of 24 November 2026."""
    monkeypatch.setenv("IVW_AS_OF", NOW)
    open_records(tmp_path).close()
    front_door.open_records.clear()
    yield front_door.open_records(front_door.records_path())
    front_door.open_records.clear()


@pytest.fixture
def clicked_twice(monkeypatch):
    """Every click comes twice, as it does when saving takes a moment."""
    once = parts.act

    def twice(action, form="", token=None):
        first = once(action, form, token)
        return once(action, form, token) and first

    monkeypatch.setattr(parts, "act", twice)


@pytest.fixture
def gone(monkeypatch):
    """Where the page led, instead of going there."""
    led: list[tuple[str, dict[str, str]]] = []

    def go(page, **query):
        led.append((page, query))
        st.stop()

    monkeypatch.setattr(front_door, "go", go)
    return led
