"""Work beside a page: what it shows meanwhile, and what it hands back."""

from threading import Event

import pytest
import streamlit as st

from ivw.show import long_work
from ivw.show.long_work import Work


class Bar:
    """A bar that writes down what it shows, and says when it has shown the share of 1."""

    def __init__(self, full):
        self.shown, self.full = [], full

    def progress(self, share, text=None):
        self.shown.append((share, text))
        if share == 1.0:
            self.full.set()

    def empty(self):
        self.shown.append("put away")


@pytest.fixture
def bars(monkeypatch):
    """The bars that were drawn, once a job took longer than no time at all."""
    full, drawn = Event(), []
    monkeypatch.setattr(long_work, "SOON", 0)
    monkeypatch.setattr(long_work, "LOOK_AGAIN", 0.005)
    monkeypatch.setattr(st, "progress", lambda _: drawn.append(Bar(full)) or drawn[-1])
    return full, drawn


def test_a_bar_says_how_far_it_is_and_goes_when_it_is_done(bars):
    full, drawn = bars

    def job(progress):
        progress("Reading", 1.5)  # more than all of it is all of it
        assert full.wait(10)
        return "read"

    work = Work(job)
    work.watch()
    assert work.result() == "read"
    [bar] = drawn
    assert bar.shown[-2:] == [(1.0, "Reading …"), "put away"]


def test_a_job_that_is_done_already_shows_no_bar(bars):
    work = Work(lambda progress: "read")
    assert work.result() == "read"
    work.watch()
    assert bars[1] == []


def test_what_the_job_stumbles_over_is_raised_where_its_result_is_wanted():
    def job(progress):
        raise ValueError("no such row")

    work = Work(job)
    work.watch()
    with pytest.raises(ValueError, match="no such row"):
        work.result()
