"""What tests of pages can ask for: the same as tests of pieces of screen, and somebody to write to."""

import pytest

from ivw.coaching import profile
from tests.builders import a_contact
from tests.pages.letters import WHY
from tests.screen import ZONE
from tests.show.conftest import clicked_twice, downloads, gone, one_file, records

__all__ = ["clicked_twice", "downloads", "gone", "mei", "one_file", "records"]


@pytest.fixture
def mei(records):
    """A stranger about whom everything is written down that a request needs."""
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1)
    return a_contact(
        records, name="Mei-Lin Zhao", organization="Calder Institute", email="mei@example.org", why_this_person=WHY,
        common_ground="We both studied in Leeds.", shortlist=True,
    )  # fmt: skip
