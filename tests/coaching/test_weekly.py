from datetime import date

import pytest

from ivw.coaching import profile, promises, weekly
from tests.builders import a_contact, a_conversation, at, happened, load_history, records_in

LOS_ANGELES = "America/Los_Angeles"
MONDAY, SUNDAY = date(2024, 6, 3), date(2024, 6, 9)


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


def figures(records, when, zone="UTC", **more):
    return {each.name: each.count for each in weekly.week(records, at(when, zone), zone, **more).figures}


def history(records, figure, when, weeks, zone="UTC"):
    found = weekly.week(records, at(when, zone), zone, weeks=weeks).figures
    return next(each.history for each in found if each.name == figure)


def chain(records, when):
    return {each.step: (each.n, each.of_n) for each in weekly.week(records, at(when), "UTC").chain}


# The week


def test_a_week_without_anything_counts_nothing_and_has_all_its_figures(records):
    week = weekly.week(records, at("2024-06-05"), "UTC")
    assert week.starts_on == MONDAY
    assert {each.name: each.count for each in week.figures} == dict.fromkeys(profile.FIGURES, 0)
    assert all(each.history == (0,) * 12 for each in week.figures)
    assert {(each.n, each.of_n) for each in week.chain} == {(0, 0)}
    assert len(week.activity) == 12 * 3


def test_every_figure_counts_what_it_says(records):
    ada = a_contact(records, asked=["2024-06-03", "2024-06-04"], replied="2024-06-04 15:00", agreed="2024-06-05 09:00")
    happened(records, ada, "declined", "2024-06-05 10:00")
    happened(records, ada, "deferred", "2024-06-05 11:00", again_on=date(2024, 7, 1))
    happened(records, ada, "note", "2024-06-05 12:00")
    a_conversation(records, ada, starts="2024-06-06 10:00", held=True)
    happened(records, ada, "thank_you", "2024-06-06 12:00")
    mine = promises.promise(records, contact_id=ada, what="a", due=date(2024, 6, 6), as_of=at("2024-06-06"))
    theirs = promises.promise(
        records, contact_id=ada, what="b", due=date(2024, 6, 6), as_of=at("2024-06-06"), owner="them"
    )
    for promise in (mine, theirs):
        promises.keep(records, promise.fact_id, as_of=at("2024-06-07"))
    promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-06-06"))
    with records.transaction() as transaction:
        plan = transaction.add("plans", {"made_at": at("2024-06-03")})
        run = {"plan_id": plan, "started_at": at("2024-06-05 08:00")}
        transaction.add("rehearsals", run | {"finished_at": at("2024-06-05 08:12")})
        transaction.add("rehearsals", run | {"broken_off_at": at("2024-06-05 08:05")})
        transaction.add("rehearsals", run)
    assert figures(records, "2024-06-07 18:00") == {
        "requests": 2,
        "replies": 4,
        "conversations": 1,
        "thanked_in_time": 1,
        "promises_kept": 1,
        "introductions": 1,
        "rehearsal_minutes": 17,
    }


def test_a_rehearsal_counts_the_minutes_of_its_laps_however_long_it_stood_open(records):
    with records.transaction() as transaction:
        plan = transaction.add("plans", {"made_at": at("2024-06-03")})
        night = {"started_at": at("2024-06-04 22:00"), "finished_at": at("2024-06-05 07:00")}
        run = transaction.add("rehearsals", {"plan_id": plan} | night)
        for place, seconds in enumerate((200, 100, None)):
            lap = {"rehearsal_id": run, "ordinal": place, "text": "Why?", "skipped": False}
            transaction.add("laps", lap | {"asking_seconds": seconds, "answering_seconds": seconds})
    assert figures(records, "2024-06-05")["rehearsal_minutes"] == 10


def test_thanks_after_a_day_were_not_in_time(records):
    a_contact(records, met="2024-06-03 10:00", thanked="2024-06-04 10:21")
    assert figures(records, "2024-06-07")["thanked_in_time"] == 0
    a_contact(records, name="Ben", met="2024-06-03 10:00", thanked="2024-06-04 10:20")
    assert figures(records, "2024-06-07")["thanked_in_time"] == 1


def test_only_what_had_happened_by_then_counts(records):
    ada = a_contact(records, asked=["2024-06-03", "2024-06-05"])
    a_conversation(records, ada, starts="2024-06-06 10:00", held=True)
    assert figures(records, "2024-06-04")["requests"] == 1
    assert figures(records, "2024-06-06 10:10")["conversations"] == 0
    assert figures(records, "2024-06-06 10:20")["conversations"] == 1


def test_a_sunday_evening_in_los_angeles_belongs_to_the_week_that_ends(records):
    a_contact(records, asked="2024-06-09 20:00", zone=LOS_ANGELES)  # Monday, three o'clock, in UTC
    assert history(records, "requests", "2024-06-10 09:00", 2, LOS_ANGELES) == (1, 0)
    assert history(records, "requests", "2024-06-10 09:00", 2, "UTC") == (0, 1)


def test_a_week_that_begins_on_sunday_has_that_sunday_evening_first(records):
    profile.save(records, name=None, time_zone=LOS_ANGELES, first_weekday=7)
    a_contact(records, asked=["2024-06-08 20:00", "2024-06-09 20:00"], zone=LOS_ANGELES)
    week = weekly.week(records, at("2024-06-15 09:00", LOS_ANGELES), LOS_ANGELES, weeks=2)
    assert week.starts_on == SUNDAY
    assert history(records, "requests", "2024-06-15 09:00", 2, LOS_ANGELES) == (1, 1)


def test_the_week_of_the_change_of_clocks_is_a_week(records):
    asked = ["2024-03-31 23:30", "2024-04-01 00:30", "2024-03-25 00:00", "2024-03-24 23:59"]
    a_contact(records, asked=asked, zone="Europe/Berlin")
    assert history(records, "requests", "2024-04-01 12:00", 3, "Europe/Berlin") == (1, 2, 1)


def test_what_is_older_than_the_weeks_shown_is_left_out(records):
    a_contact(records, asked=["2024-05-19 12:00", "2024-05-20 12:00", "2024-06-03 12:00"])
    assert history(records, "requests", "2024-06-05", 3) == (1, 0, 1)


# Targets


def test_a_figure_stands_beside_the_target_of_its_week(records):
    profile.set_targets(records, {"requests": 4, "conversations": 0}, MONDAY)
    profile.set_targets(records, {"requests": 6}, date(2024, 6, 10))
    targets = [
        {each.name: each.target for each in weekly.week(records, at(when), "UTC").figures}
        for when in ("2024-06-09 23:59", "2024-06-10 00:00")
    ]
    assert [each["requests"] for each in targets] == [4, 6]
    assert targets[0]["conversations"] is None
    assert targets[0]["replies"] is None


# The activity


def test_activity_is_grouped_into_met_asked_and_kept_in_touch(records):
    ada = a_contact(records, met="2024-06-03 10:00", thanked="2024-06-03 12:00", checked_in="2024-06-05 12:00")
    for kind in ("request", "nudge", "proposal", "confirmation", "message", "introduction", "connection", "reply"):
        happened(records, ada, kind, "2024-05-30 12:00")
    week = weekly.week(records, at("2024-06-06"), "UTC", weeks=2)
    assert {(day, group): n for day, group, n in week.activity} == {
        (date(2024, 5, 27), "met"): 0,
        (date(2024, 5, 27), "asked"): 4,
        (date(2024, 5, 27), "kept_in_touch"): 3,
        (MONDAY, "met"): 1,
        (MONDAY, "asked"): 0,
        (MONDAY, "kept_in_touch"): 2,
    }


# The chain


def test_the_chain_counts_how_far_those_who_were_asked_have_come(records):
    a_contact(records, name="Silent", asked="2024-05-01")
    a_contact(records, name="Declined", asked="2024-05-01", declined="2024-05-03")
    a_contact(records, name="Met", asked="2024-05-01", agreed="2024-05-02", met="2024-05-06")
    friend = a_contact(
        records, name="Friend", asked="2024-05-01", replied="2024-05-02",
        met=["2024-05-06", "2024-05-20"], thanked=["2024-05-06 15:00", "2024-05-20 15:00"],
    )  # fmt: skip
    promises.refer(records, contact_id=friend, name="Priya", as_of=at("2024-05-06 12:20"))
    a_contact(records, name="Never asked", met="2024-05-06")
    assert chain(records, "2024-06-03") == {
        "asked": (4, 4),
        "replied": (3, 4),
        "met": (2, 3),
        "thanked_in_time": (1, 2),
        "introduced": (1, 2),
        "met_again": (1, 2),
    }
    assert chain(records, "2024-05-01 12:00")["replied"] == (0, 4)


def test_the_chain_begins_with_who_was_first_asked_in_the_last_twelve_weeks(records):
    a_contact(records, name="Long ago", asked=["2024-01-15", "2024-05-20"], replied="2024-05-21")
    a_contact(records, name="First day", asked="2024-03-18 00:00")
    a_contact(records, name="The day before", asked="2024-03-17 23:59")
    assert chain(records, "2024-06-03")["asked"] == (1, 1)
    assert chain(records, "2024-06-09 23:59")["asked"] == (1, 1)  # whole weeks, as those of the charts beside it


def test_somebody_met_without_a_logged_answer_did_reply(records):
    a_contact(records, asked="2024-05-01", met="2024-05-06")
    assert chain(records, "2024-06-03")["replied"] == (1, 1)
    assert chain(records, "2024-06-03")["met"] == (1, 1)


def test_what_was_before_the_request_is_no_step_after_it(records):
    a_contact(records, replied="2024-04-01", met="2024-04-02", thanked="2024-04-02 15:00", asked="2024-05-01")
    found = chain(records, "2024-06-03")
    assert (found["asked"], found["replied"], found["met"]) == ((1, 1), (0, 1), (0, 0))
    again = a_contact(
        records, name="Ben", met=["2024-04-02", "2024-05-06"], thanked="2024-04-02 15:00", asked="2024-05-01"
    )
    promises.refer(records, contact_id=again, name="Priya", as_of=at("2024-04-02 12:20"))
    found = chain(records, "2024-06-03")
    assert (found["met"], found["thanked_in_time"], found["introduced"]) == ((1, 1), (0, 1), (0, 1))


def test_somebody_who_asked_me_was_not_asked(records):
    theirs = {"kind": "request", "direction": "in", "happened_at": "2024-05-01T12:00:00Z"}
    load_history(records, [{"name": "Ben", "interactions": [theirs]}], "UTC")
    assert chain(records, "2024-06-03")["asked"] == (0, 0)
    assert figures(records, "2024-05-01")["requests"] == 0


def test_thank_yous_and_promises_are_told_as_shares_of_what_was_due(records):
    in_time, too_late, never, let_go = (
        a_contact(records, name=name, met=f"2024-06-03 {hour}:00", thanked=thanked)
        for name, hour, thanked in (
            ("In time", 10, "2024-06-03 15:00"), ("Late", 11, "2024-06-05"), ("Never", 12, None), ("Let go", 13, None)
        )
    )  # fmt: skip
    with records.transaction() as transaction:
        meeting = transaction.fetch("SELECT id::VARCHAR FROM meetings WHERE contact_id = $c::UUID", c=let_go)[0][0]
        transaction.change("meetings", meeting, thanks_dropped_at=at("2024-06-03 14:00"), thanks_dropped_why="moved")
    for whom, due in ((in_time, 4), (too_late, 5), (never, 20)):
        promises.promise(records, contact_id=whom, what="a", due=date(2024, 6, due), as_of=at("2024-06-03"))
    kept = promises.promise(records, contact_id=never, what="b", due=date(2024, 6, 28), as_of=at("2024-06-03"))
    promises.keep(records, kept.fact_id, as_of=at("2024-06-06"))
    week = weekly.week(records, at("2024-06-07"), "UTC")
    shares = {each.name: (each.count, each.among[-1]) for each in week.figures if each.among}
    assert shares == {"thanked_in_time": (1, 3), "promises_kept": (1, 3)}
    assert [weekly.counted(each) for each in week.figures if each.among] == ["1 of 3", "1 of 3"]
    assert [weekly.counted(each, 1) for each in week.figures if each.among] == ["0", "0"]


def test_each_week_keeps_the_target_of_conversations_that_held_in_it(records):
    profile.set_targets(records, {"conversations": 4}, MONDAY)
    aims = weekly.week(records, at("2024-06-05"), "UTC", weeks=2).aims
    assert aims == ((date(2024, 5, 27), 2), (MONDAY, 4))
