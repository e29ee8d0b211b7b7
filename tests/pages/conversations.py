"""The page Conversation, and somebody with a conversation planned."""

from functools import partial

from tests.builders import a_contact, a_conversation
from tests.screen import ZONE, open_page

page = partial(open_page, "conversation")


def planned(records, starts="2026-11-26 10:00", name="Ada", **facts):
    """Somebody with one conversation planned; the contact and the conversation."""
    ada = a_contact(records, name=name)
    return ada, a_conversation(records, ada, starts=starts, scheduled="2026-11-12", zone=ZONE, **facts)
