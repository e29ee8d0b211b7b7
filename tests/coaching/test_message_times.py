"""How long, at what hour, on which day: times as people write them."""

from datetime import UTC, datetime

import pytest

from ivw.coaching import message_text, message_times


def read(text):
    return message_text.read(text).sentences


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("20 minutes", 20), ("15-20 min", 20), ("15 to 20 minutes", 20), ("twenty minutes", 20),
        ("a 20-minute call", 20), ("half an hour", 30), ("a half hour", 30), ("a half-hour chat", 30),
        ("a quarter of an hour", 15), ("three quarters of an hour", 45), ("an hour", 60), ("one hour", 60),
        ("an hour or so", 60), ("1.5 hours", 90), ("1½ hours", 90), ("an hour and a half", 90), ("45min", 45),
        ("1h", 60), ("90 minutes", 90), ("fifteen or twenty minutes", 20), ("20 or so minutes", 20),
        ("twenty-five minutes", 25), ("30–45 minutes", 45), ("20 mins, perhaps", 20), ("2 hours", 120),
        ("a couple of hours", 120),
    ],
)  # fmt: skip
def test_a_length_is_read(said, minutes):
    assert [
        each for sentence in read(f"Could we talk for {said} one day?") for each in message_times.lengths(sentence)
    ] == [minutes]


@pytest.mark.parametrize(
    ("said", "asked"),
    [("15 to 20 minutes, or half an hour", [(15, 20), (30, 30)]), ("an hour or two hours", [(60, 60), (120, 120)]),
     ("1.5 hours", [(90, 90)]), ("0.5 hours", [(30, 30)]), ("0 minutes", [(0, 0)]),
     ("your 40-minute talk", []), ("20 minutes of your time", [(20, 20)]), ("soon", [])],
)  # fmt: skip
def test_the_least_and_the_most_of_what_is_asked_for_is_read(said, asked):
    assert [each for sentence in read(said) for each in message_times.asked_lengths(sentence)] == asked


@pytest.mark.parametrize(
    "said",
    ["It is 20 minutes away.", "An hour ago I read it.", "I came within the hour.", "Happy hour!", "At rush hour.",
     "In your office hours.", "For 20 years.", "A thirty-minute drive.", "I work eight-hour shifts.",
     "Every 20 minutes."],
)  # fmt: skip
def test_what_is_no_length_to_ask_for_is_passed_over(said):
    assert [each for sentence in read(said) for each in message_times.lengths(sentence)] == []


@pytest.mark.parametrize(
    "said",
    ["at 10:00", "at 10.30", "10am", "10 a.m.", "3 p.m. today", "half past two", "quarter to 3", "noon", "at midday",
     "3 o'clock", "at 9", "after 15:00", "from 10 to 11", "between 2 and 4", "15h", "at three", "around 4 on Monday",
     "10h30", "Tuesday 9-10", "at 4-ish", "two thirty", "9:00-9:20", "at 9 CET"],
)  # fmt: skip
def test_an_hour_is_read(said):
    assert any(message_times.has_clock(sentence) for sentence in read(f"We meet {said}."))


@pytest.mark.parametrize(
    "said", ["at £10.30", "at 20 people", "after 5 years", "version 10.2", "from 2 teams", "at one of them",
    "on Thursday",
             "see page 12", "with 3 questions", "call me on +44 113 496 0000"]
)  # fmt: skip
def test_what_is_no_hour_is_passed_over(said):
    assert not any(message_times.has_clock(sentence) for sentence in read(f"We meet {said}."))


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("Tue 3 Dec at 4pm", 1), ("next Wednesday morning at 9", 1), ("12/3 10:00", 1), ("any afternoon", 0),
        ("Thursday at noon", 1), ("10am on Tuesday", 1), ("3pm on the 12th", 1), ("tomorrow at 5", 1),
        ("Tuesday 11 June at 10:00 or Thursday 13 June after 15:00, or any time", 2),
        ("Tuesday or Wednesday between 2 and 4", 2), ("next week", 0), ("Tuesday or Thursday", 0),
        ("Tuesday afternoon or Friday morning", 2), ("weekday mornings", 0), ("any Tuesday at 3", 0),
        ("Monday 2 December\n- 10:00\n- 11:30", 2), ("the week of 3 June", 0), ("Wednesday (4 December), 9:30 am", 1),
        ("March 4 at 2:00 p.m. or March 6 at 11:00 a.m. ET", 2), ("Friday 10:00-10:20", 1), ("2024-06-11 10:00", 1),
        ("at 3, some day", 0), ("20 minutes on Tuesday", 0),
    ],
)  # fmt: skip
def test_concrete_times_are_counted(said, slots):
    assert message_times.slots(read(f"I am free {said}.")) == slots


def test_zones_and_dates_are_seen():
    assert all(
        message_times.has_zone(read(f"At 10:00 {zone}.")[0])
        for zone in ("CET", "(London time)", "your time", "UTC+1", "ET", "Eastern", "New York time")
    )
    assert not message_times.has_zone(read("At 10:00 in your free time.")[0])
    assert [message_times.has_date(read(f"On {day}.")[0]) for day in ("Tuesday", "11 June", "the 11th", "12/3")] == [
        False, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "other"), [("at 10:00", False), ("at 10am", False), ("at 11:00", True), ("at ten", False), ("soon", False),
                        ("at 10.00 or 15:00", False), ("at 3pm", True)]
)  # fmt: skip
def test_an_hour_that_is_not_the_one_agreed_on_is_seen(said, other):
    assert message_times.names_other_hour(read(f"We talk {said}."), datetime(2024, 6, 11, 10, tzinfo=UTC)) is other
