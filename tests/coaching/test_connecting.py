"""An invitation to connect online mentions the talk, is short enough, and is offered once."""

from ivw.coaching import connecting, contacts, profile, time_line
from ivw.coaching.done import undo
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def met(records, about=None):
    whom = a_contact(records, name="Mei-Lin Zhao")
    a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about=about)
    return whom


def note(records, whom):
    return connecting.invitation(records, whom, as_of=NOW, zone=ZONE)


def test_an_invitation_mentions_the_talk_and_is_no_longer_than_a_note_may_be(records):
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1)
    assert note(records, met(records, "night buses; ticket prices")) == (
        "Hi Mei-Lin, thank you for talking with me about night buses and ticket prices. "
        "I would be glad to stay in touch here. Tom"
    )
    long = note(records, met(records, "; ".join(f"the {n}th of very many long topics in a row" * 3 for n in range(3))))
    assert "thank you for talking with me yesterday." in long
    assert len(long) <= profile.NOTE_CHARACTERS[0]


def test_it_is_offered_after_a_conversation_until_one_is_connected(records):
    whom = a_contact(records)
    assert note(records, whom) is None
    whom = met(records)
    done = connecting.invited(records, whom, note(records, whom), as_of=NOW)
    assert "connection" in {each.what for each in time_line.entries(records, whom)}
    assert note(records, whom) is None
    undo(records, done)
    assert note(records, whom)
    contacts.change(records, whom, connected_on=NOW.date())
    assert note(records, whom) is None
