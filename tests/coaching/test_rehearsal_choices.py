"""What one may rehearse: conversations ahead first, also those without a plan."""

from ivw.coaching import meetings, plans, rehearsal_choices
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")


def a_plan(records, *, meeting=None):
    title = None if meeting else "In general"
    return plans.start(records, minutes=20, as_of=NOW, meeting_id=meeting, title=title).fact_id


def planned(records):
    contact = a_contact(records, name="Priya Raman", confirmed="2026-11-22 10:00")
    return contact, a_conversation(records, contact, starts="2026-11-25 10:00", scheduled="2026-11-20 10:00")


def test_conversations_ahead_come_first_also_those_without_a_plan(records):
    general = a_plan(records)
    contact, later = planned(records)
    sooner = a_conversation(records, contact, starts="2026-11-24 15:00")
    past = a_conversation(records, contact, starts="2026-11-01 10:00", held=True)
    old, new = a_plan(records, meeting=past), a_plan(records, meeting=later)
    found = rehearsal_choices.choices(records, as_of=NOW, limit=10)
    assert [(each.plan_id, each.meeting_id) for each in found[:2]] == [(None, sooner), (new, later)]
    assert {each.plan_id for each in found[2:]} == {general, old}
    assert [each.is_ahead for each in found] == [True, True, False, False]
    assert rehearsal_choices.count_choices(records, as_of=NOW) == 4
    assert len(rehearsal_choices.choices(records, as_of=NOW, limit=2, skip=3)) == 1


def test_a_conversation_called_off_is_not_ahead(records):
    _, meeting = planned(records)
    meetings.call_off(records, meeting, as_of=NOW)
    assert rehearsal_choices.choices(records, as_of=NOW, limit=10) == []
