"""`due`, `health` and `week`: what is due, how ties stand and what a week brought, as JSON and in words."""

import pytest

from ivw.cli.door import WIDEST, aligned
from ivw.coaching import profile, promises, weekly_reviews
from tests.builders import a_contact, at
from tests.cli.terminal import ZONE, answer, refused, run

pytestmark = pytest.mark.usefixtures("a_wednesday")


# due


def test_due_is_a_json_list_in_the_order_of_the_queue(records):
    with records() as mine:
        ada = a_contact(mine, name="Ada", met="2024-06-11 14:00", zone=ZONE)
        ben = a_contact(mine, name="Ben")
        promises.promise(mine, contact_id=ben, what="the article", due=at("2024-06-10").date(), as_of=at("2024-06-03"))

    queue = answer("due")

    assert [(item["contact"], item["action"], item["status"]) for item in queue] == [
        ("Ben", "promise", "overdue"),
        ("Ada", "thank_you", "due"),
    ]
    assert queue[1] == {
        "contact": "Ada",
        "contact_id": ada,
        "action": "thank_you",
        "status": "due",
        "due_at": "2024-06-12T14:20:00+02:00",
        "why": queue[1]["why"],
    }
    assert "Tuesday 11 June" in queue[1]["why"]


def test_due_tells_people_status_who_what_and_why_below_each_other(records):
    with records() as mine:
        a_contact(mine, name="Ada Example", met="2024-06-11 14:00", zone=ZONE)
        a_contact(mine, name="Bo", asked="2024-05-28 10:00")

    lines = run("due").stdout.splitlines()

    assert len(lines) == 2
    assert lines[0].startswith("due  Ada Example  thank you")
    assert lines[0].index("You met") == lines[1].index("You wrote")


def test_due_is_friendly_when_nothing_is(records):
    assert "Nothing is due" in run("due").stdout
    assert answer("due") == []


def test_what_is_to_come_is_listed_only_with_all(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-11 10:00", relationship="known")

    assert answer("due") == []
    assert [(item["action"], item["status"]) for item in answer("due", "--all")] == [("nudge", "upcoming")]


@pytest.mark.parametrize("instant", ["2024-06-20T00:01", "2024-06-20T00:01+02:00", "2024-06-19T22:01:00Z"])
def test_due_as_of_an_instant_without_an_offset_is_told_in_the_persons_zone(records, instant):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-11 10:00", relationship="known")

    assert [item["action"] for item in answer("due", "--as-of", instant)] == ["nudge"]
    assert answer("due", "--as-of", "2024-06-19T23:59") == []


@pytest.mark.parametrize("instant", ["soon", "2024-13-01", "0001-01-01T00:00", ""])
def test_an_instant_that_is_none_is_refused_in_plain_words(records, instant):
    assert refused("due", "--as-of", instant).startswith("Error: ")


# health


def test_health_is_told_of_everybody_and_unrounded(records):
    with records() as mine:
        ada = a_contact(mine, name="Ada", met="2024-06-11 14:00", thanked="2024-06-11 18:00", zone=ZONE)
        ben = a_contact(mine, name="Ben")

    told = answer("health")

    assert told["network"] == told["contacts"][0]["score"]
    assert told["contacts"][0] == {
        "contact": "Ada", "contact_id": ada, "state": "on_track", "score": 90, "band": "healthy",
        "F": 1.0, "R": 1.0, "C": 1 / 3, "G": 1.0,
    }  # fmt: skip
    assert told["contacts"][1] == {
        "contact": "Ben", "contact_id": ben, "state": "prospect", "score": None, "band": None,
        "F": None, "R": None, "C": None, "G": None,
    }  # fmt: skip


def test_health_before_the_first_conversation_has_no_data(records):
    assert answer("health") == {"network": None, "contacts": []}
    assert "No data yet" in run("health").stdout


def test_health_as_of_an_instant_is_the_one_of_then(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-06-11 14:00")

    assert answer("health", "--as-of", "2024-06-10")["network"] is None
    assert answer("health", "--as-of", "2024-06-14")["network"] == 79


def test_health_tells_people_the_weakest_first(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-06-11 14:00", thanked="2024-06-11 18:00")
        a_contact(mine, name="Ben", met="2024-06-03 14:00")

    told = run("health").stdout

    assert told.startswith("Network: ")
    assert told.index("Ben") < told.index("Ada")


# week


def test_the_week_has_every_figure_its_targets_and_the_chain(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-10 10:00", replied="2024-06-11 10:00", met="2024-06-11 14:00")
        profile.set_targets(mine, {"introductions": 1}, at("2024-06-03").date())

    told = answer("week")

    assert told["week"] == "2024-06-10"
    assert list(told["counts"]) == list(profile.FIGURES)
    assert (told["counts"]["requests"], told["counts"]["conversations"], told["counts"]["introductions"]) == (1, 1, 0)
    assert told["targets"]["introductions"] == 1
    assert told["chain"][:3] == [
        {"step": "asked", "n": 1, "of": 1},
        {"step": "replied", "n": 1, "of": 1},
        {"step": "met", "n": 1, "of": 1},
    ]


def test_a_past_week_is_told_as_it_stood_at_its_end(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked=["2024-06-03 00:30", "2024-06-09 23:30"], met="2024-06-10 08:00", zone=ZONE)

    told = answer("week", "--of", "2024-06-05")

    assert (told["week"], told["counts"]["requests"]) == ("2024-06-03", 2)
    assert [step["n"] for step in told["chain"][:3]] == [1, 0, 0]
    assert answer("week", "--of", "2024-06-09") == told


def test_the_present_week_is_told_as_of_now(records, monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", "2024-06-12T08:00:00+02:00")
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-12 09:00", zone=ZONE)

    assert answer("week", "--of", "2024-06-14") == answer("week")
    assert answer("week")["counts"]["requests"] == 0


def test_a_week_begins_on_the_persons_first_day(records):
    with records() as mine:
        profile.save(mine, name=None, time_zone=ZONE, first_weekday=7)

    assert answer("week")["week"] == "2024-06-09"
    assert answer("week", "--of", "2024-06-08")["week"] == "2024-06-02"


@pytest.mark.parametrize("day", ["2024-06-17", "someday", "2199-01-01"])
def test_a_week_to_come_or_no_day_at_all_is_refused(records, day):
    assert refused("week", "--of", day)


@pytest.mark.parametrize("said", ["2026-99-99", "someday", "0001-01-01", ""])
def test_what_is_no_day_is_answered_with_an_example_of_one(records, said):
    assert refused("week", "--of", said) == (
        f'Error: "{said}" is no day from 1970 to 2200. Right would be 2024-06-03.\n'
    )


def test_what_was_written_about_a_week_is_told_with_it(records):
    with records() as mine:
        day = at("2024-06-10").date()
        weekly_reviews.write(mine, day, "to_change", "Ask sooner.", as_of=at("2024-06-11"))
        weekly_reviews.intend(mine, day, situation="it rains", response="I write", as_of=at("2024-06-11"))
    written = {"went_well": None, "to_change": "Ask sooner.", "plans": [{"if": "it rains", "then": "I write"}]}
    assert answer("week")["review"] == written
    for page in (run("week").stdout, run("week", "--markdown").stdout):
        assert "Ask sooner." in page
        assert "If it rains, then I write" in page


def test_the_week_can_be_told_as_a_page_of_markdown(records):
    assert run("week", "--markdown").stdout.startswith("# Week of 10 June 2024\n")
    assert run("week").stdout.startswith("Week of Monday 10 June 2024\n")


def test_one_very_long_name_pushes_its_own_row_aside_and_no_other():
    long = "x" * (WIDEST + 30)
    short_row, long_row = aligned([("due", "Ada", "answer"), ("due", long, "nudge")]).splitlines()
    assert short_row == f"due  {'Ada'.ljust(WIDEST)}  answer"
    assert long_row == f"due  {long}  nudge"
