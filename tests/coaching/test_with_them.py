from datetime import date

import pytest

from ivw.coaching import contacts, follow_ups, promises, with_them
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2026-11-24 09:00")


def waiting(records, **more):
    return [each.contact for each in with_them.waiting(records, NOW, "UTC", **more)]


def theirs(records, whom, what="send a name", due=date(2026, 11, 30), made="2026-11-10"):
    done = promises.promise(records, contact_id=whom, what=what, due=due, as_of=at(made), owner="them")
    return done.fact_id


def test_a_request_without_an_answer_waits_until_its_reminder_is_due(records):
    a_contact(records, asked="2026-11-20")
    [found] = with_them.waiting(records, NOW, "UTC")
    assert (found.newest, found.nudge_on, found.nudges_sent) == ("request", date(2026, 12, 1), 0)
    assert with_them.waiting(records, at("2026-12-01 09:00"), "UTC") == []  # it is in the queue now


@pytest.mark.parametrize("what", ["replied", "agreed", "declined"])
def test_whoever_answered_is_waited_for_no_more(records, what):
    a_contact(records, asked="2026-11-20", **{what: "2026-11-21"})
    assert waiting(records) == []


def test_whoever_said_later_is_waited_for_until_their_day(records):
    ada = a_contact(records, asked="2026-11-20")
    happened(records, ada, "deferred", "2026-11-21", again_on=date(2027, 1, 11))
    [found] = with_them.waiting(records, NOW, "UTC")
    assert (found.newest, found.nudge_on) == ("deferred", date(2027, 1, 11))


def test_after_the_last_reminder_a_request_is_parked_and_kept(records):
    a_contact(records, asked="2026-09-01", nudged="2026-09-15")
    assert waiting(records) == []
    [found] = with_them.waiting(records, NOW, "UTC", parked=True)
    assert (found.contact, found.nudges_sent, found.nudge_on) == ("Ada Example", 1, None)


def test_a_planned_conversation_and_people_put_away_or_left_alone_are_not_waited_for(records):
    ada = a_contact(records, asked="2026-11-20")
    a_conversation(records, ada, starts="2026-11-27 10:00", scheduled="2026-11-23")
    ben, cy = (a_contact(records, name=name, asked="2026-11-20") for name in ("Ben", "Cy"))
    contacts.archive(records, ben, as_of=at("2026-11-21"))
    contacts.change(records, cy, do_not_contact=True)
    assert waiting(records) == []


def test_the_longest_silence_comes_first_and_the_list_is_read_a_page_at_a_time(records):
    for n in range(3):
        a_contact(records, name=f"Ada {n}", asked=f"2026-11-{20 - n}")
    assert waiting(records, limit=2) == ["Ada 2", "Ada 1"]
    [last] = with_them.waiting(records, NOW, "UTC", limit=2, skip=2)
    assert (last.contact, last.total) == ("Ada 0", 3)


def test_what_they_promised_stands_until_it_is_done_or_let_go(records):
    ada = a_contact(records)
    first, second = theirs(records, ada, "later", date(2026, 12, 9)), theirs(records, ada, "sooner")
    promises.promise(records, contact_id=ada, what="mine", due=date(2026, 11, 30), as_of=at("2026-11-10"))
    theirs(records, ada, "not yet made", made="2026-11-25")
    assert [each.what for each in with_them.promised(records, NOW)] == ["sooner", "later"]
    promises.keep(records, second, as_of=NOW)
    promises.let_go(records, first, "it no longer matters", as_of=NOW)
    assert with_them.promised(records, NOW) == []


def test_many_are_put_off_at_once_and_come_back_as_one(records):
    for n in range(3):
        a_contact(records, name=f"Ada {n}", asked="2026-11-01", replied="2026-11-02")
    items = follow_ups.due(records, NOW, "UTC")
    assert len(items) == 3
    done = follow_ups.postpone_all(records, items, 7, as_of=NOW, zone="UTC")
    assert follow_ups.due(records, NOW, "UTC") == []
    assert len(follow_ups.due(records, at("2026-12-01 00:00"), "UTC")) == 3
    undo(records, done)
    assert follow_ups.due(records, NOW, "UTC") == items


@pytest.mark.parametrize("days", [0, 366])
def test_days_that_make_no_sense_put_nothing_off(records, days):
    a_contact(records, asked="2026-11-01", replied="2026-11-02")
    items = follow_ups.due(records, NOW, "UTC")
    with pytest.raises(InvalidRecord):
        follow_ups.postpone_all(records, items, days, as_of=NOW, zone="UTC")
    with pytest.raises(InvalidRecord):
        follow_ups.postpone_all(records, [], 3, as_of=NOW, zone="UTC")
    assert follow_ups.due(records, NOW, "UTC") == items
