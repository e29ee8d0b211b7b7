from datetime import date
from functools import partial

import pytest

from ivw.coaching import profile, weekly_reviews
from ivw.coaching.weekly import Figure
from ivw.show import week_figures
from tests.builders import a_contact, at
from tests.screen import HERE, NASTY, click, field, labels, markdown, open_page, primary

page = partial(open_page, "this_week", view="review")
LAST_WEEK = date(2026, 11, 16)


@pytest.fixture
def ada(records):
    return a_contact(records, asked="2026-11-17 09:00", replied="2026-11-18 09:00")


def plan(app, situation, response):
    field(app, "If").set_value(situation)
    field(app, "then").set_value(response)
    return click(app, "Add the plan")


def kept(records, week=LAST_WEEK):
    return weekly_reviews.of_week(records, week)


@pytest.mark.usefixtures("ada")
def test_on_a_tuesday_one_looks_back_on_last_week_with_all_that_happened_in_it():
    said = markdown(page())
    assert "Last week, 16 to 22 November" in said
    assert "Tue · Ada Example, asked for a conversation" in said
    assert "Wed · Ada Example, they wrote back" in said


@pytest.mark.usefixtures("ada")
def test_another_week_is_opened_by_its_address_and_nonsense_there_falls_back(records):
    assert "9 to 15 November" in markdown(page(week="2026-11-11"))
    assert "Thanked in time :gray[nothing to count]" in markdown(page(week="2026-11-11"))
    for nonsense in ("tomorrow", "2027-01-01", "9999-12-31", "0001-01-01"):
        assert "November" in markdown(page(week=nonsense))


def test_of_this_week_one_sees_how_it_stands_and_aims_for_the_next_one(records, gone):
    a_contact(records, name="Ada", met="2026-11-23 10:00", thanked="2026-11-23 12:00")
    app = page(week="2026-11-24")
    assert "This week, 23 to 29 November" in markdown(app)
    assert "The week after" not in labels(app)
    assert "Thanked in time :gray[1 of 1]" in markdown(app)
    field(app, "Met").set_value(4)
    app = click(app, "Keep these")
    assert "From next week on" in markdown(app)
    assert profile.targets(records, date(2026, 11, 23))["conversations"] != 4
    assert profile.targets(records, date(2026, 11, 30))["conversations"] == 4
    click(app, "Other targets")
    assert gone == [("your_records", {"open": "profile"})]


def test_three_plans_are_enough_for_a_week_and_an_earlier_review_is_opened_again(records, ada):
    for situation in ("it rains", "it snows", "nobody writes"):
        weekly_reviews.intend(records, LAST_WEEK, situation=situation, response="I call", as_of=HERE)
    weekly_reviews.write(records, date(2026, 11, 2), "went_well", "The tram", as_of=HERE)
    app = page()
    assert "Three are enough for a week." in markdown(app)
    assert "Add the plan" not in labels(app)
    field(app, "Search in your reviews").set_value("zebra").run()
    assert "No review has all these words." in markdown(app)
    field(app, "Search in your reviews").set_value("").run()
    assert "### 2 to 8 November" not in markdown(app)
    app = click(app, "Open")
    assert app.query_params["week"] == "2026-11-02"


def test_a_plan_is_kept_and_half_of_one_is_asked_for_beside_its_field(records, ada):
    app = plan(page(), "it rains", "")
    assert "A word is enough" in markdown(app)
    assert field(app, "If").value == "it rains"
    assert kept(records) is None
    plan(app, "it rains", "I take the bus")
    assert [(each.situation, each.response) for each in kept(records).intentions] == [("it rains", "I take the bus")]


@pytest.mark.usefixtures("clicked_twice", "ada")
def test_a_double_click_keeps_one_plan(records):
    plan(page(), "it rains", "I take the bus")
    assert len(kept(records).intentions) == 1


def test_the_targets_of_the_week_are_set_there(records, ada):
    app = page()
    field(app, "Met").set_value(4)
    click(app, "Keep these")
    assert profile.targets(records, date(2026, 11, 23))["conversations"] == 4


def test_what_was_written_is_found_again_and_shown_as_written(records):
    a_contact(records, name=NASTY[0], noted="2026-11-17 09:00")
    for number, text in enumerate(NASTY):
        weekly_reviews.write(records, date(2026, 6, 1 + 7 * number), "went_well", text, as_of=HERE)
    app = page()
    field(app, "Search in your reviews").set_value("http example").run()
    assert not app.exception
    said = markdown(app)
    assert "1 review" in said
    assert "![x]" not in said
    assert "<img" not in said.replace("\\<img", "")


@pytest.mark.usefixtures("ada")
def test_the_week_leads_to_its_review_and_back():
    app = click(open_page("this_week"), "Review the week")
    assert "Weekly review" in markdown(app)
    assert not primary(app)
    assert "Review the week" in labels(click(app, "Back to this week"))


@pytest.mark.usefixtures("ada")
def test_a_review_can_be_taken_along_as_text_and_to_print():
    assert {"As Markdown", "To print"} <= {each.label for each in page().get("download_button")}


def test_the_count_of_weeks_looked_back_on_holds_no_reproach(records, ada):
    assert "Ten minutes once a week" in markdown(page())
    weekly_reviews.write(records, LAST_WEEK, "went_well", "All of it", as_of=at("2026-11-24"))
    assert "1 of the last 12 weeks; a gap breaks nothing" in markdown(page())


def test_a_count_stands_against_its_target_until_it_has_passed_it():
    figures = [Figure("requests", count, 5, (count,)) for count in (4, 5, 32)]
    assert [week_figures.amount(each) for each in figures] == ["4 of 5", "5 of 5", "32"]


@pytest.mark.usefixtures("ada")
def test_a_target_that_cannot_be_is_refused_in_words_and_stays_as_typed(records):
    app = page()
    field(app, "Asked").set_value(-3)
    app = click(app, "Keep these")
    assert "A target is a whole number from 0 to 10,000." in markdown(app).replace("\\", "")
    assert field(app, "Asked").value == -3
