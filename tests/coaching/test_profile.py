from datetime import date

import pytest

from ivw.coaching import profile
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import records_in

WEEK, LATER = date(2024, 6, 3), date(2024, 6, 17)


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


def test_new_records_know_nobody_yet_and_begin_the_week_on_monday(records):
    assert profile.of(records) == profile.Profile(None, None, 1)
    assert profile.cadences(records) == {"A": 30, "B": 60, "C": 120, "D": 180}


def test_the_profile_is_kept(tmp_path):
    with records_in(tmp_path) as records:
        done = profile.save(records, name=" Zoë  Example ", time_zone="Asia/Kolkata", first_weekday=7)
        assert done.says == "Your profile is saved."
        assert profile.save(records, name="Zoë Example", time_zone="Asia/Kolkata", first_weekday=7).says == (
            "Nothing changed."
        )
    with records_in(tmp_path) as records:
        assert profile.of(records) == profile.Profile("Zoë Example", "Asia/Kolkata", 7)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"time_zone": "localtime"}, "time_zone"),
        ({"time_zone": "posix/Europe/Berlin"}, "time_zone"),
        ({"time_zone": "Europe"}, "time_zone"),
        ({"time_zone": "\x00"}, "time_zone"),
        ({"first_weekday": 0}, "first_weekday"),
        ({"first_weekday": 8}, "first_weekday"),
        ({"name": "x" * 501}, "name"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field_and_the_profile_stays(records, facts, field):
    profile.save(records, name="Ada", time_zone="Europe/Berlin", first_weekday=1)
    with pytest.raises(InvalidRecord) as wrong:
        profile.save(records, **({"name": "Ben", "time_zone": "UTC", "first_weekday": 7} | facts))
    assert wrong.value.field == field
    assert profile.of(records) == profile.Profile("Ada", "Europe/Berlin", 1)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5", "Asia/Calcutta"])
def test_a_zone_that_is_accepted_is_one_that_the_rules_can_count_with(records, zone):
    profile.save(records, name=None, time_zone=zone, first_weekday=1)
    assert records.rows("SELECT local_day('2024-06-03 12:00:00+00'::TIMESTAMPTZ, time_zone) FROM profile") == [(WEEK,)]


def test_the_browsers_zone_is_taken_where_nobody_said_one(records):
    profile.first_time_zone(records, "Mars/Olympus")
    profile.first_time_zone(records, "")
    assert profile.of(records).time_zone is None
    profile.first_time_zone(records, "Europe/Berlin")
    profile.first_time_zone(records, "Asia/Tokyo")
    assert profile.of(records).time_zone == "Europe/Berlin"


def test_the_week_of_a_day_begins_on_the_persons_first_day(records):
    sunday = date(2024, 6, 9)
    assert profile.week_of(records, sunday) == WEEK
    profile.save(records, name=None, time_zone=None, first_weekday=7)
    assert profile.week_of(records, sunday) == sunday
    profile.save(records, name=None, time_zone=None, first_weekday=3)
    assert profile.week_of(records, sunday) == date(2024, 6, 5)


# Targets


def test_a_target_holds_from_its_week_on_and_past_weeks_keep_theirs(records):
    before = profile.targets(records, WEEK)
    profile.set_targets(records, {"requests": 8}, WEEK)
    profile.set_targets(records, {"requests": 3}, LATER)
    assert profile.targets(records, date(2024, 5, 27)) == before
    assert profile.targets(records, WEEK)["requests"] == 8
    assert profile.targets(records, date(2024, 6, 10))["requests"] == 8
    assert profile.targets(records, LATER)["requests"] == 3
    assert profile.targets(records, date(2025, 6, 2))["requests"] == 3


def test_a_target_may_be_changed_within_the_week_taken_back_and_given_up(records):
    profile.set_targets(records, {"requests": 8}, WEEK)
    done = profile.set_targets(records, {"requests": 9}, WEEK)
    assert profile.targets(records, WEEK)["requests"] == 9
    undo(records, done)
    assert profile.targets(records, WEEK)["requests"] == 8
    profile.set_targets(records, {"requests": 0}, WEEK)
    assert "requests" not in profile.targets(records, WEEK)


@pytest.mark.parametrize(
    ("figure", "target", "field"),
    [("calls", 3, "figure"), ("requests", -1, "requests"), ("replies", 10_001, "replies")],
)
def test_a_target_that_cannot_be_right_is_refused_and_none_of_them_is_set(records, figure, target, field):
    before = profile.targets(records, WEEK)
    with pytest.raises(InvalidRecord) as wrong:
        profile.set_targets(records, {"conversations": 7, figure: target}, WEEK)
    assert wrong.value.field == field
    assert profile.targets(records, WEEK) == before


# Cadences


def test_a_cadence_is_changed_for_its_tie_alone(records):
    profile.set_cadences(records, {"B": 45})
    assert profile.cadences(records) == {"A": 30, "B": 45, "C": 120, "D": 180}


@pytest.mark.parametrize(("tie", "days"), [("B", 0), ("B", 3651), ("B", None), ("E", 30)])
def test_a_cadence_that_cannot_be_right_is_refused_and_none_of_them_is_set(records, tie, days):
    with pytest.raises(InvalidRecord) as wrong:
        profile.set_cadences(records, {"A": 10, tie: days})
    assert wrong.value.field == tie
    assert profile.cadences(records)["A"] == 30


def test_what_messages_say_of_oneself_is_kept_and_left_alone_where_it_is_not_named(tmp_path):
    with records_in(tmp_path) as records:
        assert profile.of(records) == profile.Profile(None, None, 1)
        profile.save(records, name="Ada", time_zone="UTC", first_weekday=1, situation="student", phone=" +44  1 ",
                     linkedin_note_characters=300)  # fmt: skip
        profile.save(records, name="Ada", time_zone="UTC", first_weekday=1)
        kept = profile.of(records)
        assert (kept.situation, kept.phone, kept.linkedin_note_characters) == ("student", "+44 1", 300)
        for field, value in {"situation": "idle", "linkedin_note_characters": 250, "phone": "1" * 501}.items():
            with pytest.raises(InvalidRecord) as refusal:
                profile.save(records, name="Ada", time_zone="UTC", first_weekday=1, **{field: value})
            assert refusal.value.field == field
        assert profile.of(records) == kept
