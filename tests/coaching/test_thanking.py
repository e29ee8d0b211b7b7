"""The 24 hours of a thank-you: over midnight, over a change of the clocks, and let go with a reason."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import follow_ups, meetings, reflections, thanking
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_conversation, at, happened

NOW = at("2024-06-11 12:00")
BERLIN = "Europe/Berlin"
NOBODY = "01900000-0000-7000-8000-000000000001"


def actions(records, as_of, zone="UTC"):
    return [item.action for item in follow_ups.due(records, as_of, zone)]


def test_the_clock_of_the_thank_you_runs_for_a_day_from_the_end(records, ada, met):
    thanks = thanking.of_meeting(records, met, ada, NOW, "UTC")
    assert (thanks.due_at, thanks.settled_at, thanks.lapsed) == (at("2024-06-11 10:20"), None, False)
    happened(records, ada, "thank_you", "2024-06-11 11:00")
    assert thanking.of_meeting(records, met, ada, NOW, "UTC").settled_at == at("2024-06-11 11:00")


def test_an_e_mail_is_thanks_in_time_and_a_card_may_follow_when_it_likes(records, ada, met):
    happened(records, ada, "thank_you", "2024-06-10 18:00", channel="email")
    assert "thank_you" not in actions(records, NOW)
    happened(records, ada, "thank_you", "2024-06-20 09:00", channel="letter")
    thanks = thanking.of_meeting(records, met, ada, at("2024-06-21"), "UTC")
    assert (thanks.settled_at, thanks.lapsed) == (at("2024-06-10 18:00"), False)


def test_a_conversation_that_was_not_held_has_no_such_clock(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-20 10:00")
    assert thanking.of_meeting(records, planned, ada, NOW, "UTC") is None


@pytest.mark.parametrize(("starts", "ends"), [
    ("2024-06-10 23:50", "2024-06-11 00:10"),  # over midnight
    ("2024-10-27 01:50", "2024-10-27 02:10"),  # into the hour that comes twice
    ("2024-03-31 01:50", "2024-03-31 03:10"),  # over the hour that is left out
])  # fmt: skip
def test_a_day_is_24_hours_over_midnight_and_when_the_clocks_change(records, ada, starts, ends):
    meeting = a_conversation(records, ada, starts=starts, scheduled="2024-03-01", zone=BERLIN)
    ended = at(starts, BERLIN).astimezone(UTC) + timedelta(minutes=20)
    assert f"{ended.astimezone(ZoneInfo(BERLIN)):%Y-%m-%d %H:%M}" == ends
    meetings.hold(records, meeting, as_of=ended, zone=BERLIN)
    reflections.save(records, meeting, "learned", "At night", as_of=ended)
    thanks = thanking.of_meeting(records, meeting, ada, ended, BERLIN)
    assert thanks.due_at - ended == timedelta(hours=24)
    late = ended + timedelta(hours=24)
    assert [item.status for item in follow_ups.due(records, late - timedelta(seconds=1), BERLIN)] == ["due"]
    assert [item.status for item in follow_ups.due(records, late + timedelta(seconds=1), BERLIN)] == ["overdue"]
    assert reflections.held(records, late)[0].written_at == ended


def test_it_is_let_go_with_a_reason_leaves_the_queue_and_comes_back_with_undo(records, ada, met):
    with pytest.raises(InvalidRecord) as refused:
        thanking.let_go(records, met, " ", as_of=NOW)
    assert refused.value.field == "why"
    assert actions(records, NOW) == ["thank_you"]
    done = thanking.let_go(records, met, "They moved away", as_of=NOW)
    assert thanking.of_meeting(records, met, ada, NOW, "UTC").dropped
    assert actions(records, NOW) == []
    assert not thanking.let_go(records, met, "Once more", as_of=at("2024-06-12")).change
    undo(records, done)
    assert actions(records, NOW) == ["thank_you"]


def test_there_is_nothing_to_let_go_where_nothing_was_held(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-20 10:00")
    for meeting in (planned, NOBODY, "no id"):
        with pytest.raises(InvalidRecord):
            thanking.let_go(records, meeting, "why", as_of=NOW)


def test_a_conversation_never_recorded_is_asked_about_once_and_stays_at_one_item(records, ada):
    meeting = a_conversation(records, ada, starts="2024-06-10 10:00", scheduled="2024-06-01")
    happened(records, ada, "confirmation", "2024-06-02")
    for later in ("2024-06-10 10:21", "2024-06-12", "2024-07-10", "2025-06-10"):
        assert actions(records, at(later)) == ["record"]
    assert reflections.how_many_held(records, at("2025-06-10")) == (0, 0)
    meetings.hold(records, meeting, as_of=at("2024-07-10"))
    assert "record" not in actions(records, at("2024-07-10"))
    assert reflections.how_many_held(records, at("2024-07-10")) == (1, 1)
