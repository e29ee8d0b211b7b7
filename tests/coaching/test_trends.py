from datetime import date, timedelta

import pytest

from ivw.coaching import contacts, promises, trends
from tests.builders import a_contact, a_conversation, at, happened

BERLIN = "Europe/Berlin"
NOW = at("2026-11-24 09:00", BERLIN)  # a Tuesday
MONDAY = date(2026, 11, 23)


@pytest.fixture
def a_year(records):
    """A dozen ties that go their ways: thanked or not, promised, dormant, put away."""
    for n in range(12):
        met = NOW - timedelta(days=23 * n + 2, hours=5)
        whom = a_contact(records, name=f"Ada {n}", tie="ABCD"[n % 4], met=f"{met:%Y-%m-%d %H:%M}")
        if n % 3:
            happened(records, whom, "thank_you", f"{met + timedelta(hours=3 + 12 * (n % 4)):%Y-%m-%d %H:%M}")
        if n % 4 == 1:
            promises.promise(
                records, contact_id=whom, what="send it", due=(met + timedelta(days=9)).date(),
                as_of=met + timedelta(hours=1),
            )  # fmt: skip
        if n == 7:
            contacts.archive(records, whom, as_of=NOW - timedelta(days=3))
    return records


def test_health_by_week_is_what_the_rule_says_as_of_the_end_of_each_week(a_year):
    found = trends.health_by_week(a_year, NOW, BERLIN)
    for week in {week for week, _, _ in found}:
        ends = min(NOW, at(f"{week + timedelta(days=7)} 00:00", BERLIN) - timedelta(microseconds=1))
        rows = a_year.rows(
            "SELECT coalesce(band, 'dormant'), count(*) FROM health($as_of, $zone) GROUP BY 1", as_of=ends, zone=BERLIN
        )
        assert {band: ties for day, band, ties in found if day == week and ties} == dict(rows)


def test_health_by_week_begins_with_the_first_conversation_and_goes_back_half_a_year(a_year):
    weeks = sorted({week for week, _, _ in trends.health_by_week(a_year, NOW, BERLIN)})
    assert weeks == [MONDAY - timedelta(days=7 * k) for k in reversed(range(26))]


def test_nobody_met_has_no_health_to_show(records):
    a_contact(records, asked="2026-11-02")
    assert trends.health_by_week(records, NOW, BERLIN) == []
    assert trends.moves(records, NOW, BERLIN) is None


def test_the_steps_of_what_moved_the_health_add_up_to_the_difference(a_year):
    found = trends.moves(a_year, NOW, BERLIN)
    score = "SELECT network FROM network_health($as_of, $zone)"
    [[now]] = a_year.rows(score, as_of=NOW, zone=BERLIN)
    [[before]] = a_year.rows(score, as_of=NOW - timedelta(days=7), zone=BERLIN)
    assert (round(found.before), round(found.after)) == (before, now)
    assert sum(step.points for step in found.steps) == pytest.approx(found.after - found.before)
    moved = {step.what: step.points for step in found.steps}
    assert moved[trends.STEPS["left"]] != 0  # one was put away
    assert moved[trends.STEPS["joined"]] != 0  # one was met two days ago


def test_somebody_newly_met_moves_the_health_as_such(records):
    a_contact(records, met="2026-11-01 10:00", thanked="2026-11-01 12:00", checked_in="2026-11-10")
    a_contact(records, name="Ben", met="2026-11-22 10:00")
    found = {step.what: step.points for step in trends.moves(records, NOW, BERLIN).steps}
    assert found.pop(trends.STEPS["joined"]) < 0  # the thanks are late
    assert all(abs(points) < 0.5 for points in found.values())


def test_thanks_say_how_many_hours_they_took(records):
    a_contact(records, met="2026-11-10 10:00", thanked="2026-11-10 16:20")
    a_contact(records, name="Ben", met="2026-11-23 10:00")
    a_contact(records, name="Old", met="2026-01-10 10:00")
    ada, ben = trends.thanks(records, NOW, BERLIN)
    assert (ada.contact, ada.hours) == ("Ada Example", pytest.approx(6))
    assert (ben.hours, ben.still_open) == (None, True)


def test_each_week_s_requests_are_followed_to_the_present(records):
    a_contact(records, asked="2026-11-03", replied="2026-11-04", met="2026-11-12 10:00", thanked="2026-11-12 12:00")
    a_contact(records, name="Ben", asked=["2026-11-04", "2026-11-20"])
    a_contact(records, name="Old", asked="2026-01-04")
    [found] = trends.cohorts(records, NOW, BERLIN)
    assert (found.week, found.asked, found.replied, found.met, found.thanked_in_time, found.met_again) == (
        date(2026, 11, 2), 2, 1, 1, 1, 0
    )  # fmt: skip


def test_days_are_those_of_one_s_own_zone(records):
    a_contact(records, asked="2026-11-15 23:30")  # in Berlin it is Monday already
    assert trends.busy_days(records, NOW, BERLIN) == [(date(2026, 11, 16), 1, 1)]
    assert trends.busy_days(records, NOW, "UTC") == [(date(2026, 11, 9), 7, 1)]


def test_a_conversation_counts_on_the_day_it_ended_and_what_is_planned_not_at_all(records):
    ada = a_contact(records, met="2026-11-19 23:50")
    a_conversation(records, ada, starts="2026-11-20 10:00", scheduled="2026-11-01")
    assert trends.busy_days(records, NOW, "UTC") == [(date(2026, 11, 16), 5, 1)]


def test_giving_and_asking_is_counted_by_its_marks_also_in_weeks_without(records):
    ada = a_contact(records)
    happened(records, ada, "check_in", "2026-11-18", gives=True)
    happened(records, ada, "message", "2026-11-19", gives=True, asks=True)
    happened(records, ada, "request", "2026-11-20")
    rows = trends.gives_and_asks(records, NOW, BERLIN)
    assert len(rows) == 12
    assert [row for row in rows if row[1] or row[2]] == [(date(2026, 11, 16), 2, 1)]


@pytest.mark.parametrize(
    ("hours", "label"), [(1, "Less than a day"), (24, "1 to 3 days"), (71, "1 to 3 days"), (72, "3 to 7 days"),
                         (24 * 7, "1 to 2 weeks")],
)  # fmt: skip
def test_what_is_late_is_told_by_how_long(records, hours, label):
    late_since = at("2026-11-11 10:20")
    a_contact(records, met="2026-11-10 10:00")
    assert trends.overdue(records, late_since + timedelta(hours=hours), "UTC") == [("thank_you", label, 1)]


def test_open_requests_are_told_by_whose_turn_it_is_and_since_when(records):
    a_contact(records, name="Waits", asked="2026-11-20", replied="2026-11-23")
    a_contact(records, name="Silent", asked="2026-11-10")
    a_contact(records, name="Parked", asked="2026-06-01")
    a_contact(records, name="Closed", asked="2026-11-01", declined="2026-11-02")
    a_contact(records, name="Met", asked="2026-11-01", met="2026-11-10")
    assert trends.ages(records, NOW, BERLIN) == [
        ("me", "Up to a week", 1), ("them", "1 to 2 weeks", 1), ("them", "Parked", 1)
    ]  # fmt: skip
