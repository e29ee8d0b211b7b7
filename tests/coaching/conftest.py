"""What tests of the coaching can ask for: somebody, and a conversation with them."""

import pytest

from tests.builders import a_contact, a_conversation


@pytest.fixture
def ada(records):
    return a_contact(records, name="Ada")


@pytest.fixture
def met(records, ada):
    """Twenty minutes with Ada, at ten on 10 June 2024."""
    return a_conversation(records, ada, starts="2024-06-10 10:00", held=True)
