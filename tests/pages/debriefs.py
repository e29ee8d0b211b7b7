"""Somebody one met, and the page of their debrief."""

from functools import partial

from tests.builders import a_contact, a_conversation
from tests.screen import ZONE, open_page

page = partial(open_page, "reflection")


def met(records, starts="2026-11-23 15:00", name="Ada", **facts):
    """Somebody met yesterday, unless it was earlier; the contact and the conversation."""
    ada = a_contact(records, name=name, **facts)
    return ada, a_conversation(records, ada, starts=starts, held=True, zone=ZONE)
