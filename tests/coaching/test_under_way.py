"""A conversation that is under way: when it began, what is left out, how long they let it go on."""

from datetime import timedelta

import pytest

from ivw.coaching import asking, contacts, meetings, plans, under_way
from ivw.coaching.asking import Question
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

DAY = "2024-06-11"
TEXTS = ("How did last week go?", "How is a route drawn?", "How did you come to this?", "How do you decide?")


def clock(when):
    return at(f"{DAY} {when}")


@pytest.fixture
def meeting(records):
    """Twenty minutes from ten o'clock, with four questions of three minutes."""
    made = a_conversation(records, a_contact(records, name="Ada"), starts=f"{DAY} 10:00")
    plan = plans.start(records, minutes=20, meeting_id=made, as_of=at("2024-06-01")).fact_id
    for text in TEXTS:
        plans.add_question(records, plan, text, answer_seconds=150)
    return made


def as_shown(records, meeting):
    """The talk, and its sheet as the page shows it."""
    talk = under_way.of_meeting(records, meeting)
    begins = talk.begun_at or meetings.get(records, meeting).starts_at
    return talk, under_way.without(asking.sheet(records, meeting, begins), talk)


def rest(records, meeting, when):
    talk, sheet = as_shown(records, meeting)
    return under_way.rest(records, sheet, meetings.get(records, meeting), talk, clock(when))


def ask(records, meeting, place, when):
    line = asking.sheet(records, meeting, clock("10:00")).lines[place]
    asking.tick(records, meeting, line.question, asked=True, as_of=clock(when))


def texts(lines):
    return [line.question.text for line in lines]


def test_it_begins_once_and_a_second_click_keeps_the_moment(records, meeting):
    begun = under_way.begin(records, meeting, as_of=clock("10:06"))
    assert not under_way.begin(records, meeting, as_of=clock("10:07")).change
    talk, sheet = as_shown(records, meeting)
    assert talk.begun_at == clock("10:06")
    assert sheet.lines[0].starts_at == clock("10:08:15")
    undo(records, begun)
    under_way.begin(records, meeting, as_of=clock("10:08"))
    under_way.not_begun(records, meeting)
    assert as_shown(records, meeting)[0] == under_way.Talk()


def test_what_was_held_or_is_gone_cannot_begin(records, meeting):
    meetings.hold(records, meeting, as_of=clock("12:00"))
    for which in (meeting, "nobody"):
        with pytest.raises(InvalidRecord):
            under_way.begin(records, which, as_of=clock("12:00"))
    with pytest.raises(InvalidRecord):
        under_way.leave_out(records, "nobody", ["x"], as_of=clock("12:00"))


def test_they_wish_to_go_on_and_the_outcome_remembers_it(records, meeting):
    under_way.extend(records, meeting, True)
    meetings.hold(records, meeting, as_of=clock("10:40"), ended_at=clock("10:35"))
    assert meetings.get(records, meeting).extended_by_host
    meetings.hold(records, meeting, as_of=clock("10:40"), ended_at=clock("10:35"), extended_by_host=False)
    assert not meetings.get(records, meeting).extended_by_host


def test_while_all_is_well_nothing_is_planned_anew(records, meeting):
    assert rest(records, meeting, "09:55") is None
    assert rest(records, meeting, "10:00") is None
    ask(records, meeting, 0, "10:02")
    assert rest(records, meeting, "10:03") is None


@pytest.mark.parametrize(("said", "when", "step"), [
    ("nothing", "10:20", "after"), ("begun", "10:20", "live"), ("begun", "11:19", "live"), ("begun", "11:20", "after"),
    ("longer", "10:23", "live"), ("longer", "11:20", "after"), ("held", "10:23", "after"),
])  # fmt: skip
def test_who_still_talks_is_not_asked_how_it_went(records, meeting, said, when, step):
    if said in ("begun", "held"):
        under_way.begin(records, meeting, as_of=clock("10:05"))
    if said in ("longer", "held"):
        under_way.extend(records, meeting, True)
    if said == "held":
        meetings.hold(records, meeting, as_of=clock("10:22"), ended_at=clock("10:22"))
    assert under_way.step(meetings.get(records, meeting), clock(when)) == step


@pytest.mark.parametrize(("longer", "when", "first"), [
    (False, "10:14", False), (False, "10:15", True), (False, "10:25", True), (False, "11:20", False),
    (True, "10:05", True),
])  # fmt: skip
def test_near_the_end_and_beyond_it_the_must_asks_are_next(records, meeting, longer, when, first):
    ask(records, meeting, 0, "10:02")
    under_way.extend(records, meeting, longer)
    _, planned = as_shown(records, meeting)
    sheet = under_way.must_asks_first(planned, meetings.get(records, meeting), clock(when))
    assert (sheet.next.must_ask is not None) is first
    if first:
        assert [bool(line.must_ask) for line in sheet.lines[:4]] == [False, True, True, False]
        assert [line.starts_at is None for line in sheet.lines[:2]] == [False, True]
    else:
        assert sheet == planned
    assert sorted(texts(sheet.lines)) == sorted(texts(planned.lines))


def test_what_was_recorded_keeps_the_order_of_its_plan(records, meeting):
    meetings.hold(records, meeting, as_of=clock("12:00"))
    _, planned = as_shown(records, meeting)
    assert under_way.must_asks_first(planned, meetings.get(records, meeting), clock("12:00")) == planned


def test_its_length_counts_from_when_it_began(records, meeting):
    under_way.begin(records, meeting, as_of=clock("10:05"))
    assert meetings.get(records, meeting).took_minutes == 15
    meetings.hold(records, meeting, as_of=clock("10:33"), ended_at=clock("10:33"))
    assert meetings.get(records, meeting).took_minutes == 28
    under_way.not_begun(records, meeting)
    assert meetings.get(records, meeting).took_minutes == 33


def test_when_time_runs_short_the_rest_is_planned_anew(records, meeting):
    ask(records, meeting, 0, "10:02")
    ask(records, meeting, 1, "10:11")  # nine minutes on the first one
    offered = rest(records, meeting, "10:11")
    assert [len(offered.ask), len(offered.must_asks), len(offered.leave_out)] == [0, 2, 1]
    assert offered.seconds_left == 540
    assert offered.pace > 1.2
    under_way.extend(records, meeting, True)
    assert rest(records, meeting, "10:11") is None


def test_a_late_start_with_half_the_minutes_left_is_planned_anew_at_once(records, meeting):
    offered = rest(records, meeting, "10:10")
    assert len(offered.ask) == 1
    under_way.begin(records, meeting, as_of=clock("10:10"))
    assert rest(records, meeting, "10:10") == offered


def test_what_is_left_out_is_at_hand_and_the_others_get_new_times(records, meeting):
    ask(records, meeting, 0, "10:02")
    ask(records, meeting, 1, "10:09")
    _, before = as_shown(records, meeting)
    offered = rest(records, meeting, "10:09")
    out = [each.question.id for each in offered.leave_out]
    done = under_way.leave_out(records, meeting, out, as_of=clock("10:09"))
    assert not under_way.leave_out(records, meeting, out, as_of=clock("10:10")).change
    talk, sheet = as_shown(records, meeting)
    assert talk.left_out == set(out)
    assert [len(sheet.lines), len(sheet.spares)] == [len(before.lines) - len(out), len(before.spares) + len(out)]
    assert [line.starts_at for line in sheet.lines[:2]] == [line.starts_at for line in before.lines[:2]]
    assert clock("10:11") < sheet.lines[2].starts_at < clock("10:14")
    assert rest(records, meeting, "10:09") is None
    undo(records, done)
    assert as_shown(records, meeting)[1] == before
    under_way.leave_out(records, meeting, out, as_of=clock("10:09"))
    under_way.take_back(records, meeting)
    assert as_shown(records, meeting)[1] == before


def test_what_was_left_out_and_asked_all_the_same_is_among_the_asked(records, meeting):
    _, sheet = as_shown(records, meeting)
    question = sheet.lines[1].question
    under_way.leave_out(records, meeting, [str(question.id), "stale"], as_of=clock("10:09"))
    assert as_shown(records, meeting)[1].spares[0].question == question
    asking.tick(records, meeting, question, asked=True, as_of=clock("10:12"))
    assert texts(as_shown(records, meeting)[1].lines) == texts(sheet.lines)


def test_the_two_must_asks_are_never_left_out(records, meeting):
    _, sheet = as_shown(records, meeting)
    asks = [str(line.question.id) for line in sheet.never_without]
    under_way.leave_out(records, meeting, asks, as_of=clock("10:01"))
    assert as_shown(records, meeting)[1].never_without == sheet.never_without


def test_without_a_plan_there_is_nothing_to_plan_anew(records):
    made = a_conversation(records, a_contact(records), starts=f"{DAY} 10:00")
    assert rest(records, made, "10:15") is None


def test_a_contact_who_is_erased_takes_all_of_it_along(records, meeting):
    under_way.begin(records, meeting, as_of=clock("10:00"))
    contacts.remove(records, meetings.get(records, meeting).contact_id)
    assert under_way.of_meeting(records, meeting) == under_way.Talk()


@pytest.mark.parametrize(("starts", "zone"), [
    ("2024-06-11 23:50", "Europe/Berlin"), ("2024-10-27 02:50", "Europe/Berlin"), ("2024-03-31 01:50", "Europe/Berlin"),
])  # fmt: skip
def test_midnight_and_daylight_saving_take_nothing_from_the_time_left(records, starts, zone):
    made = a_conversation(records, a_contact(records), starts=starts, zone=zone)
    plan = plans.start(records, minutes=20, meeting_id=made, as_of=at("2024-01-01")).fact_id
    plans.add_question(records, plan, TEXTS[0], answer_seconds=150)
    begins = meetings.get(records, made).starts_at
    talk, sheet = as_shown(records, made)
    asking.tick(records, made, Question(None, "Something else?"), asked=True, as_of=begins + timedelta(minutes=15))
    offered = under_way.rest(records, sheet, meetings.get(records, made), talk, begins + timedelta(minutes=15))
    assert offered.seconds_left == 300
    assert under_way.step(meetings.get(records, made), begins + timedelta(minutes=19)) == "live"
    assert made in [each.id for each in meetings.on_day(records, begins + timedelta(minutes=19), zone)]
    meetings.hold(records, made, as_of=begins + timedelta(minutes=20), ended_at=begins + timedelta(minutes=20))
    assert meetings.get(records, made).ends_at - begins == timedelta(minutes=20)
