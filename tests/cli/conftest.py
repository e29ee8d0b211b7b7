"""What tests of the terminal can ask for."""

import pytest

from ivw.coaching import profile
from tests.builders import records_in
from tests.cli.terminal import ZONE


@pytest.fixture
def a_wednesday(monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", "2024-06-12T09:00:00+02:00")


@pytest.fixture
def records(tmp_path):
    """The records that the commands open, of somebody in Berlin; closed before a command runs."""
    with records_in(tmp_path) as mine:
        profile.save(mine, name="Mara", time_zone=ZONE, first_weekday=1)
    return lambda: records_in(tmp_path)
