"""Somebody named and somebody known of the same name: asked about, linked in one press, never decided by the name."""

import pytest

from ivw.coaching import interactions, namesakes, people, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

NOW = at("2024-06-11 15:00")


@pytest.fixture
def named(records):
    """Ada named Camille while one was in the records already: (the talk, the referral, that Camille)."""
    ada, camille = a_contact(records, name="Ada"), a_contact(records, name="Camille Roux")
    talk = a_conversation(records, ada, starts="2024-06-11 14:00", held=True)
    referral = promises.refer(records, contact_id=ada, name="camille  roux", meeting_id=talk, as_of=NOW).fact_id
    return talk, referral, camille


def test_a_name_that_is_known_is_asked_about_and_not_decided(records, named):
    talk, referral, camille = named
    [doubt] = namesakes.of_meeting(records, talk)
    assert (doubt.referral_id, [each.contact_id for each in doubt.known]) == (referral, [camille])
    assert people.counts(records)["everyone"] == 3


def test_linking_leaves_one_person_and_can_be_taken_back(records, named):
    talk, referral, camille = named
    done = namesakes.link(records, referral, camille)
    assert promises.prospect_of(records, referral) == camille
    assert people.counts(records)["everyone"] == 2
    assert namesakes.of_meeting(records, talk) == []
    undo(records, done)
    assert people.counts(records)["everyone"] == 3
    assert len(namesakes.of_meeting(records, talk)) == 1


def test_nothing_is_lost_once_the_new_one_has_a_history(records, named):
    talk, referral, camille = named
    new = promises.prospect_of(records, referral)
    interactions.log(records, contact_id=new, kind="request", happened_at=NOW, as_of=NOW, token=None)
    assert namesakes.of_meeting(records, talk) == []
    with pytest.raises(InvalidRecord):
        namesakes.link(records, referral, camille)
    assert people.counts(records)["everyone"] == 3


def test_somebody_gone_cannot_be_linked(records, named):
    _, referral, _ = named
    with pytest.raises(InvalidRecord):
        namesakes.link(records, referral, "nobody")


def test_a_new_name_raises_no_doubt(records):
    ada = a_contact(records, name="Ada")
    talk = a_conversation(records, ada, starts="2024-06-11 14:00", held=True)
    promises.refer(records, contact_id=ada, name="Somebody New", meeting_id=talk, as_of=NOW)
    assert namesakes.of_meeting(records, talk) == []
