from datetime import date

import pytest

from ivw.coaching import meetings, plans, practice, weekly_reviews
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, happened

MONDAY, BEFORE = date(2024, 6, 3), date(2024, 5, 27)
FRIDAY = at("2024-06-07 18:00")


def write(records, part="went_well", text="They all wrote back.", week=MONDAY):
    return weekly_reviews.write(records, week, part, text, as_of=FRIDAY)


def intend(records, situation="the train is late", response="I call them", week=MONDAY, **more):
    return weekly_reviews.intend(records, week, situation=situation, response=response, as_of=FRIDAY, **more)


# What one writes


def test_what_is_written_about_a_week_is_kept_in_one_row(records):
    write(records)
    write(records, "to_change", "Ask earlier.")
    review = weekly_reviews.of_week(records, MONDAY)
    assert (review.went_well, review.to_change) == ("They all wrote back.", "Ask earlier.")
    assert weekly_reviews.of_week(records, BEFORE) is None


def test_a_review_that_was_emptied_again_is_none(records):
    write(records)
    write(records, text=" ")
    assert weekly_reviews.of_week(records, MONDAY) is None
    intend(records)
    weekly_reviews.drop(records, weekly_reviews.of_week(records, MONDAY).intentions[0].id)
    assert weekly_reviews.of_week(records, MONDAY) is None


def test_nothing_typed_makes_no_review(records):
    write(records, text="")
    assert weekly_reviews.count(records) == 0


def test_a_part_that_no_review_has_is_refused(records):
    with pytest.raises(InvalidRecord):
        write(records, part="mood")


def test_a_week_takes_three_plans_and_no_more(records):
    for number in range(3):
        intend(records, situation=f"case {number}")
    with pytest.raises(InvalidRecord):
        intend(records, situation="case 3")
    kept = weekly_reviews.of_week(records, MONDAY).intentions
    assert [each.situation for each in kept] == ["case 0", "case 1", "case 2"]


@pytest.mark.parametrize("half", ["situation", "response"])
def test_a_plan_needs_both_halves_and_leaves_no_review_behind_without(records, half):
    with pytest.raises(InvalidRecord) as refused:
        intend(records, **{half: "  "})
    assert refused.value.field == half
    assert weekly_reviews.of_week(records, MONDAY) is None


def test_a_plan_added_twice_by_one_token_is_one(records):
    with records.transaction() as transaction:
        token = transaction.new_ids(1)[0]
    intend(records, token=token)
    intend(records, token=token)
    assert len(weekly_reviews.of_week(records, MONDAY).intentions) == 1


def test_a_plan_removed_comes_back_by_undo(records):
    intend(records)
    before = weekly_reviews.of_week(records, MONDAY)
    undo(records, weekly_reviews.drop(records, before.intentions[0].id))
    assert weekly_reviews.of_week(records, MONDAY) == before


# Which weeks


@pytest.mark.parametrize(
    ("now", "week"),
    [("2024-06-03 09:00", BEFORE), ("2024-06-06 23:59", BEFORE), ("2024-06-07 00:00", MONDAY), ("2024-06-09", MONDAY)],
)
def test_from_its_fifth_day_a_week_is_looked_back_on(records, now, week):
    assert weekly_reviews.to_review(records, at(now), "UTC") == week


def test_a_week_spans_from_its_first_midnight_to_its_last_instant_there(records):
    # On 31 March 2024 the clocks of Berlin went on by an hour: that week has 167.
    since, until = weekly_reviews.span(records, date(2024, 3, 28), FRIDAY, "Europe/Berlin")
    assert (since, since.utcoffset().total_seconds()) == (at("2024-03-25 00:00", "Europe/Berlin"), 3600)
    assert (at("2024-03-31 22:00") - until).total_seconds() == pytest.approx(0, abs=0.001)


def test_the_week_that_runs_spans_until_now_and_one_to_come_is_refused(records):
    assert weekly_reviews.span(records, MONDAY, FRIDAY, "UTC")[1] == FRIDAY
    with pytest.raises(InvalidRecord):
        weekly_reviews.span(records, date(2024, 6, 10), FRIDAY, "UTC")


def test_weeks_with_a_review_are_counted_among_the_last_twelve_and_a_gap_breaks_nothing(records):
    for week in (date(2024, 3, 11), date(2024, 3, 18), BEFORE, MONDAY):
        write(records, week=week)
    assert weekly_reviews.reviewed(records, MONDAY) == 3


# Finding them again


def test_reviews_are_found_by_every_word_of_them_and_of_their_plans(records):
    write(records, text="The Café was too loud")
    intend(records, response="I choose the library")
    write(records, text="A quiet week", week=BEFORE)
    assert [each.week for each in weekly_reviews.found(records, "cafe LIBRARY")] == [MONDAY]
    assert weekly_reviews.found(records, "cafe quiet") == []
    assert [each.week for each in weekly_reviews.found(records)] == [MONDAY, BEFORE]
    assert [each.week for each in weekly_reviews.found(records, limit=1, skip=1)] == [BEFORE]
    assert weekly_reviews.count(records, "week") == 1


# What a week was made of


def test_what_happened_in_a_week_is_listed_with_whom(records):
    ada = a_contact(records, asked=["2024-06-02 23:59", "2024-06-03 00:00"], replied="2024-06-09 23:00")
    since, until = weekly_reviews.span(records, MONDAY, at("2024-06-30"), "UTC")
    found = weekly_reviews.happened(records, since, until)
    assert [(each.what, each.contact, each.contact_id) for each in found] == [
        ("request", "Ada Example", ada), ("reply", "Ada Example", ada)
    ]  # fmt: skip
    assert weekly_reviews.how_much_happened(records, since, until) == 2


def test_the_gauges_count_what_was_prepared_thanked_and_asked_openly(records):
    ada, ben = a_contact(records), a_contact(records, name="Ben")
    rehearsed = a_conversation(records, ada, starts="2024-06-04 10:00", scheduled="2024-06-01 10:00")
    plan = plans.start(records, minutes=20, meeting_id=rehearsed, as_of=at("2024-06-01")).fact_id
    plans.add_question(records, plan, "How did you come to this work?")
    plans.add_question(records, plan, "Do you like it?")
    run = practice.start(records, plan, as_of=at("2024-06-03")).fact_id
    practice.save_laps(records, run, number=1, laps=[(60.0, False)], as_of=at("2024-06-03 10:00"), end="finished")
    meetings.hold(records, rehearsed, as_of=at("2024-06-04 12:00"))
    a_conversation(records, ben, starts="2024-06-05 10:00", held=True)
    happened(records, ada, "thank_you", "2024-06-04 18:00")
    since, until = weekly_reviews.span(records, MONDAY, FRIDAY, "UTC")
    gauges = weekly_reviews.gauges(records, since, until, "UTC")
    assert (gauges.prepared, gauges.open_questions, gauges.thanked) == ((1, 2), (1, 2), (1, 2))
