"""What tests of pages and of pieces of screen can ask for."""

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager

from ivw.coaching import profile
from ivw.show import front_door, parts
from tests.builders import forget_everybody, open_records
from tests.screen import NOW


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    """A file of records for all tests of a module: making and opening one takes longer than most of them."""
    folder = tmp_path_factory.mktemp("screen")
    open_records(folder).close()
    front_door.open_records.clear()
    yield folder / "records.duckdb"
    front_door.open_records.clear()


@pytest.fixture
def records(one_file, monkeypatch):
    """The open records that a page shows, empty to begin with, on the morning of 24 November 2026."""
    monkeypatch.setenv("IVW_RECORDS", str(one_file))
    monkeypatch.setenv("IVW_AS_OF", NOW)
    opened = forget_everybody(front_door.open_records(front_door.records_path()))
    profile.save(opened, name=None, time_zone=None, first_weekday=1)
    return opened


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


@pytest.fixture
def downloads(monkeypatch):
    """What each download button of the pages drawn since then makes once it is pressed, by the name of its file."""
    makes = {}
    offer = MediaFileManager.add_deferred

    def offered(manager, make, kind, place, file_name=None, **more):
        makes[file_name] = make
        return offer(manager, make, kind, place, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", offered)
    return makes
