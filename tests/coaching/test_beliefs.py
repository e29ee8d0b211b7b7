"""What changed from before a conversation to after it."""

from datetime import date

import pytest

from ivw.coaching import beliefs, reflections
from ivw.coaching.beliefs import Felt
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def a_talk(records, name, day, **debrief):
    contact = a_contact(records, name=name, field="Energy")
    meeting = a_conversation(records, contact, starts=f"{day} 12:00", held=True)
    for column, value in debrief.items():
        reflections.save(records, meeting, column, value, as_of=at(f"{day} 13:00"))
    return meeting


def test_a_changed_belief_stands_with_whom_and_when_newest_first(records):
    a_talk(records, "Ada", "2026-05-04", believed_before="One needs a degree", believed_after="One needs a pencil")
    newest = a_talk(records, "Ben", "2026-06-04", changed_view="Rain is no excuse")
    a_talk(records, "Cy", "2026-07-04", learned="Nothing new")

    found, total = beliefs.changed(records, NOW, ZONE, limit=1)
    both, _ = beliefs.changed(records, NOW, ZONE, limit=5)

    assert total == 2
    assert [(each.meeting_id, each.contact, each.day) for each in found] == [(newest, "Ben", date(2026, 6, 4))]
    assert [(each.believed_before, each.believed_after) for each in both] == [
        (None, None),
        ("One needs a degree", "One needs a pencil"),
    ]


def test_a_feeling_counts_only_where_it_was_said_before_and_after(records):
    a_talk(records, "Ada", "2026-05-04", confidence_before=2, confidence_after=4, energy_before=3)
    a_talk(records, "Ben", "2026-06-04", confidence_before=4, confidence_after=3)
    a_talk(records, "Cy", "2026-07-04", confidence_after=5)

    sure = beliefs.felt(records, "confidence", NOW, ZONE)

    assert (sure.pairs, sure.rose, sure.fell, sure.gain) == (2, 1, 1, 0.5)
    assert [(each.contact, each.before, each.after) for each in sure.newest] == [("Ben", 4, 3), ("Ada", 2, 4)]
    assert beliefs.felt(records, "energy", NOW, ZONE) == Felt("energy", 0, 0, 0, 0.0, ())


def test_what_was_written_later_was_not_known_before(records):
    a_talk(records, "Ada", "2026-05-04", confidence_before=2, confidence_after=4, changed_view="That")
    before = at("2026-05-04 12:45")

    assert beliefs.changed(records, before, ZONE, limit=5) == ([], 0)
    assert beliefs.felt(records, "confidence", before, ZONE).pairs == 0


@pytest.mark.parametrize(
    ("pairs", "rose", "fell", "gain", "says"),
    [
        (4, 4, 0, 1.0, "Too few to say what talking does to your confidence: 4 of 5"),
        (6, 4, 1, 0.66, "Confidence rose in 4 of 6 conversations, +0.7 on average"),
        (6, 1, 4, -0.5, "Confidence fell in 4 of 6 conversations, −0.5 on average"),
        (6, 2, 2, 0.0, "Confidence rose in 2 and fell in 2 of 6 conversations"),
    ],
)
def test_the_finding_carries_its_counts_and_waits_for_five(pairs, rose, fell, gain, says):
    assert beliefs.finding(Felt("confidence", pairs, rose, fell, gain, ())) == says
