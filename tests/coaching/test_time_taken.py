"""What the ticks of a conversation tell of how long its questions took, and what they teach."""

import pytest

from ivw.coaching import asking, durations, meetings, plans, time_taken
from ivw.coaching.asking import Question
from ivw.coaching.done import undo
from ivw.coaching.time_taken import Tick
from tests.builders import a_contact, a_conversation, at

WHY, HOW, WHAT = "Why do you plan buses?", "How do you plan trams?", "What do you leave out of a plan?"
DAY = "2024-06-11"
BERLIN = "Europe/Berlin"


def ticks(*clocks, day=DAY, text=WHY):
    return [Tick(str(place), text, at(f"{day} {clock}")) for place, clock in enumerate(clocks)]


def taken(*clocks, ended=None, text=WHY):
    return list(time_taken.between(ticks(*clocks, text=text), ended and at(f"{DAY} {ended}")).values())


# Pure


def test_a_question_takes_until_the_next_one_is_asked():
    assert taken("10:02:00", "10:05:20", "10:08:00") == [200, 160, None]


def test_the_order_is_that_of_the_clock_not_of_the_plan():
    told = time_taken.between([*ticks("10:05:20"), Tick("first", WHY, at(f"{DAY} 10:02:00"))])
    assert told == {"first": 200, "0": None}


def test_the_last_one_ends_with_the_talk_less_the_goodbye():
    assert taken("10:16:00", ended="10:20") == [180]
    assert taken("10:19:30", ended="10:20") == [None]
    assert taken("10:19:30", ended="10:10") == [None]
    assert taken() == []


def test_a_forgotten_tick_teaches_nothing_nor_does_the_one_before_it():
    """Two boxes ticked at once: the first of the two was asked long before, in the time of the one before it."""
    assert taken("10:02:00", "10:09:00", "10:09:02", "10:12:00") == [None, None, 178, None]
    assert taken("10:02:00", "10:02:01", "10:05:00") == [None, 179, None]


def test_what_is_longer_than_any_answer_teaches_nothing():
    assert taken("10:02:00", "10:17:00") == [900, None]
    assert taken("10:02:00", "10:17:01") == [None, None]


def test_no_tick_pulls_a_duration_beyond_what_is_clipped():
    short, long = (durations.learned(150, [seconds]).plan_seconds for seconds in (4, time_taken.LONGEST_S))
    assert (short, long) == (117, 193)  # e ** (1 / 4) down and up


# In the records


def a_talk(records, starts=f"{DAY} 10:00", zone="UTC"):
    """A planned conversation with a plan of three questions; its id and the questions."""
    meeting = a_conversation(records, a_contact(records), starts=starts, zone=zone)
    plan = plans.start(records, minutes=30, meeting_id=meeting, as_of=at("2024-06-01")).fact_id
    for text in (WHY, HOW, WHAT):
        plans.add_question(records, plan, text)
    return meeting, [Question(each.id, each.text) for each in plans.get(records, plan).questions]


def tick(records, meeting, question, when, *, asked=True, zone="UTC"):
    return asking.tick(records, meeting, question, asked=asked, as_of=at(when, zone))


def seconds(records, meeting):
    return {each.text: each.seconds for each in asking.of_meeting(records, meeting)}


def test_each_tick_writes_down_what_the_one_before_took_and_the_end_what_the_last_took(records):
    meeting, [why, how, what, *_] = a_talk(records)
    tick(records, meeting, why, f"{DAY} 10:02:00")
    assert seconds(records, meeting) == {WHY: None}
    tick(records, meeting, how, f"{DAY} 10:06:00")
    tick(records, meeting, what, f"{DAY} 10:09:00")
    assert seconds(records, meeting) == {WHY: 240, HOW: 180, WHAT: None}
    meetings.hold(records, meeting, as_of=at(f"{DAY} 10:15"), ended_at=at(f"{DAY} 10:15"))
    assert seconds(records, meeting) == {WHY: 240, HOW: 180, WHAT: 300}


def test_where_nobody_said_when_it_ended_the_last_one_stays_open(records):
    meeting, [why, how, *_] = a_talk(records)
    tick(records, meeting, why, f"{DAY} 10:02:00")
    tick(records, meeting, how, f"{DAY} 10:06:00")
    meetings.hold(records, meeting, as_of=at(f"{DAY} 18:00"))
    assert seconds(records, meeting) == {WHY: 240, HOW: None}


def test_a_tick_undone_or_taken_away_gives_the_time_back(records):
    meeting, [why, how, what, *_] = a_talk(records)
    tick(records, meeting, why, f"{DAY} 10:02:00")
    done = tick(records, meeting, how, f"{DAY} 10:06:00")
    undo(records, done)
    assert seconds(records, meeting) == {WHY: None}
    tick(records, meeting, how, f"{DAY} 10:06:00")
    tick(records, meeting, what, f"{DAY} 10:09:00")
    tick(records, meeting, how, f"{DAY} 10:10:00", asked=False)
    assert seconds(records, meeting) == {WHY: 420, WHAT: None}


def test_an_outcome_undone_takes_what_it_taught_along(records):
    meeting, [why, *_] = a_talk(records)
    tick(records, meeting, why, f"{DAY} 10:02:00")
    held = meetings.hold(records, meeting, as_of=at(f"{DAY} 10:10"))
    assert seconds(records, meeting) == {WHY: 420}
    undo(records, held)
    assert seconds(records, meeting) == {WHY: None}


def test_ticks_long_before_or_after_the_talk_teach_nothing(records):
    meeting, [why, how, what, *_] = a_talk(records)
    tick(records, meeting, why, f"{DAY} 08:00:00")
    tick(records, meeting, how, f"{DAY} 08:01:00")
    assert seconds(records, meeting) == {WHY: None, HOW: None}
    meetings.hold(records, meeting, as_of=at(f"{DAY} 10:25"))
    tick(records, meeting, what, f"{DAY} 20:00:00")
    assert set(seconds(records, meeting).values()) == {None}


def test_a_conversation_teaches_once_it_was_held_so_that_its_own_sheet_stands_still(records):
    meeting, [why, how, *_] = a_talk(records)
    before = [line.starts_at for line in asking.sheet(records, meeting, at(f"{DAY} 10:00")).lines]
    tick(records, meeting, why, f"{DAY} 10:02:00")
    tick(records, meeting, how, f"{DAY} 10:08:00")
    assert [line.starts_at for line in asking.sheet(records, meeting, at(f"{DAY} 10:00")).lines] == before
    meetings.hold(records, meeting, as_of=at(f"{DAY} 10:20"), ended_at=at(f"{DAY} 10:18"))
    general = plans.start(records, minutes=20, title="Next", as_of=at("2024-07-01")).fact_id
    plans.add_question(records, general, WHY)
    assert plans.get(records, general).questions[0].observed == (357.0,)  # less three seconds to say it


@pytest.mark.parametrize(("starts", "first", "second", "why"), [
    ("2024-06-11 23:50", "2024-06-11 23:57:00", "2024-06-12 00:01:00", "over midnight"),
    ("2024-10-27 02:50", "2024-10-27 02:57:00", "2024-10-27 02:01:00", "the hour that comes twice"),
    ("2024-03-31 01:50", "2024-03-31 01:57:00", "2024-03-31 03:01:00", "the hour that is missing"),
])  # fmt: skip
def test_midnight_and_daylight_saving_change_no_length(records, starts, first, second, why):
    meeting, [q1, q2, *_] = a_talk(records, starts, BERLIN)
    asking.tick(records, meeting, q1, asked=True, as_of=at(first, BERLIN))
    later = at(second, BERLIN).replace(fold=1)
    asking.tick(records, meeting, q2, asked=True, as_of=later)
    assert seconds(records, meeting) == {WHY: 240, HOW: None}, why
