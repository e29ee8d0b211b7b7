"""What all conversations together say. Each test tells a few talks in a line each."""

from datetime import date, timedelta

import pytest

from ivw.coaching import insights, promises, reflections
from ivw.coaching.insights import Pull
from ivw.coaching.themes import say as say_themes
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def a_talk(records, name, day, *, field=None, written=None, contact=None, skill=(), **debrief):
    """Somebody met on a day at noon, with what was written about it an hour later; returns the conversation."""
    contact = contact or a_contact(records, name=name, field=field)
    meeting = a_conversation(records, contact, starts=f"{day} 12:00", held=True)
    when = at(written) if written else at(f"{day} 13:00")
    for column, value in debrief.items():
        reflections.save(records, meeting, column, value, as_of=when)
    if skill:
        say_themes(records, meeting, "skill", list(skill), as_of=when)
    return meeting


def pulls(records, as_of=NOW):
    return [(pull.field, pull.talks, insights.mean(pull)) for pull in insights.pulls(records, as_of, ZONE)]


def themes(records, as_of=NOW, **narrowed):
    found, total = insights.themes(records, as_of, limit=10, **narrowed)
    assert total == len(found)
    return [(each.theme, each.people, each.talks) for each in found]


def answers(records, words="", as_of=NOW, **paged):
    found, _ = insights.answers(records, words, as_of, ZONE, **({"limit": 10} | paged))
    return [each.contact for each in found]


def test_empty_records_have_nothing_to_say(records):
    counts = insights.counts(records, NOW)

    assert {getattr(counts, name) for name in counts.__slots__} == {0}
    assert insights.pulls(records, NOW, ZONE) == []
    assert insights.themes(records, NOW, limit=5) == ([], 0)
    assert insights.answers(records, "", NOW, ZONE, limit=5, offset=5) == ([], 0)
    assert insights.leads(records, NOW, ZONE, limit=5) == ([], 0)


def test_a_fields_pull_is_the_mean_of_its_talks_and_three_come_first(records):
    for day, fit in (("2026-05-04", 0), ("2026-06-04", 1), ("2026-07-04", 2), ("2026-08-04", 2)):
        a_talk(records, f"Ada {day}", day, field="Libraries", path_fit=fit)
    a_talk(records, "Ben", "2026-05-05", field="Energy", path_fit=2)

    assert pulls(records) == [("Libraries", 4, "+1.3"), ("Energy", 1, "+2.0")]
    assert insights.finding(insights.pulls(records, NOW, ZONE)) == "Libraries pulls you most: +1.3 over 4 talks"


def test_the_talks_of_a_field_stand_in_their_order_on_the_persons_days(records):
    late = a_contact(records, name="Ada", field="Energy")
    meeting = a_conversation(records, late, starts="2026-05-04 22:30", held=True)  # half past midnight in Berlin
    reflections.save(records, meeting, "path_fit", -1, as_of=NOW)
    a_talk(records, "Ben", "2026-04-04", field="Energy", path_fit=1)

    (energy,) = insights.pulls(records, NOW, ZONE)

    assert [(fit.contact, fit.day, fit.path_fit) for fit in energy.fits] == [
        ("Ben", date(2026, 4, 4), 1),
        ("Ada", date(2026, 5, 5), -1),
    ]
    assert energy.fits[1].meeting_id == meeting


def test_a_field_is_the_same_in_any_spelling_of_case_and_blanks(records):
    a_talk(records, "Ada", "2026-05-04", field="Libraries and Museums", path_fit=1)
    a_talk(records, "Ben", "2026-06-04", field="libraries  and museums", path_fit=1)

    assert pulls(records) == [("libraries and museums", 2, "+1.0")]
    assert insights.counts(records, NOW).fields == 1


def test_a_talk_without_a_field_is_counted_as_left_out(records):
    a_talk(records, "Ada", "2026-05-04", path_fit=1)

    counts = insights.counts(records, NOW)
    assert pulls(records) == []
    assert (counts.fits, counts.fits_without_field) == (1, 1)


def test_at_most_five_fields_are_shown_and_those_that_pull_most(records):
    for place in range(7):
        a_talk(records, f"Ada {place}", "2026-05-04", field=f"Field {place}", path_fit=place % 3)

    assert [mean for _, _, mean in pulls(records)] == ["+2.0", "+2.0", "+1.0", "+1.0", "0.0"]
    assert insights.counts(records, NOW).fields == 7


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([("Energy", 2, 2.0)], "Too early to say what pulls you: Energy has 2 of the 3 talks it takes"),
        ([("Energy", 3, 1.0), ("Water", 2, 2.0)], "Energy pulls you most: +1.0 over 3 talks"),
        ([("Energy", 3, 1.0), ("Water", 4, 1.0)], "Energy and Water pull you alike: +1.0 each"),
        ([("Energy", 3, -1 / 3)], "No field pulls you yet: Energy comes closest, −0.3 over 3 talks"),
        ([("Energy", 3, -1.0), ("Water", 3, -1.0)], "No field pulls you yet: Energy and Water come closest, −1.0 each"),
        ([("Energy", 4, 0.0)], "No field pulls you yet: Energy comes closest, 0.0 over 4 talks"),
        ([], "Too early to say what pulls you: no talk is rated"),
    ],
)
def test_the_finding_is_said_with_its_counts(told, says):
    assert insights.finding([Pull(*each, fits=()) for each in told]) == says


@pytest.mark.parametrize(
    ("mean", "says"), [(1.25, "+1.3"), (-0.25, "−0.2"), (-1.26, "−1.3"), (0.04, "0.0"), (2, "+2.0")]
)
def test_a_mean_is_rounded_half_up_and_says_its_sign(mean, says):
    assert insights.mean(Pull("Energy", 4, mean, ())) == says


def test_themes_count_different_people_and_not_how_often(records):
    ada = a_contact(records, name="Ada")
    for day in ("2026-05-04", "2026-06-04", "2026-07-04"):
        a_talk(records, "", day, contact=ada, skill=["Drawing"])
    a_talk(records, "Ben", "2026-05-05", skill=["drawing", "SQL"])
    a_talk(records, "Cy", "2026-05-06", skill=["sql "])

    assert themes(records) == [("Drawing", 2, 4), ("sql", 2, 2)]


def test_themes_of_one_kind_are_found_by_it(records):
    meeting = a_talk(records, "Ada", "2026-05-04", skill=["Drawing"])
    say_themes(records, meeting, "demand", ["Trainees"], as_of=NOW)

    assert themes(records, kind="demand") == [("Trainees", 1, 1)]
    assert themes(records, kind="technology") == []
    assert insights.theme(records, "drawing", NOW).kind == "skill"
    assert insights.theme(records, "nothing", NOW) is None


def test_who_said_a_theme_stands_newest_first_with_the_day_and_the_talk(records):
    a_talk(records, "Ada", "2026-05-04", skill=["Drawing"])
    newest = a_talk(records, "Ben", "2026-06-04", skill=["DRAWING"])

    found, total = insights.voices(records, "drawing", NOW, ZONE, limit=1)

    assert total == 2
    assert [(each.contact, each.day, each.kind, each.meeting_id) for each in found] == [
        ("Ben", date(2026, 6, 4), "skill", newest)
    ]


def test_what_was_said_is_found_by_every_word_in_it_newest_first(records):
    a_talk(records, "Ada", "2026-05-04", field="Énergie", learned="Count on a rainy Tuesday")
    a_talk(records, "Ben", "2026-06-04", changed_view="Rain is no excuse")
    a_talk(records, "Cy", "2026-07-04", useful=5)

    assert answers(records) == ["Ben", "Ada"]
    assert answers(records, "rain tuesday") == ["Ada"]
    assert answers(records, "ENERGIE") == ["Ada"]
    assert answers(records, "rain ben") == ["Ben"]
    assert answers(records, "100% $x_") == []


def test_a_page_past_the_end_shows_the_first(records):
    for day in range(1, 4):
        a_talk(records, f"Ada {day}", f"2026-05-0{day}", learned="Something")

    assert answers(records, limit=2, offset=2) == ["Ada 1"]
    assert answers(records, limit=2, offset=40) == ["Ada 3", "Ada 2"]


def test_openings_that_were_volunteered_are_told_newest_first(records):
    ada = a_contact(records, name="Ada")
    for day, hidden in (("2026-05-04", True), ("2026-06-04", False), ("2026-12-04", True)):
        reflections.note_lead(records, contact_id=ada, what=f"A post of {day}", unadvertised=hidden, as_of=at(day))

    found, total = insights.leads(records, NOW, ZONE, limit=5)

    counts = insights.counts(records, NOW)
    assert (total, counts.leads, counts.unadvertised) == (2, 2, 1)
    assert [(each.what, each.unadvertised) for each in found] == [
        ("A post of 2026-06-04", False),
        ("A post of 2026-05-04", True),
    ]


def test_only_what_had_happened_by_then_counts(records):
    a_talk(records, "Ada", "2026-05-04", field="Energy", path_fit=2, learned="That", skill=["Drawing"])
    a_talk(records, "Ben", "2026-05-05", field="Energy", path_fit=0, learned="This", written="2026-08-01")
    before = at("2026-05-04 12:59")  # held, and not yet written about
    between = at("2026-06-01")

    assert (insights.counts(records, before).talks, insights.counts(records, before).debriefs) == (1, 0)
    assert (pulls(records, before), themes(records, before), answers(records, as_of=before)) == ([], [], [])
    assert pulls(records, between) == [("Energy", 1, "+2.0")]
    assert answers(records, as_of=between) == ["Ada"]
    assert pulls(records) == [("Energy", 2, "+1.0")]


def test_a_debrief_of_a_talk_that_was_then_called_off_says_nothing(records):
    meeting = a_talk(records, "Ada", "2026-05-04", field="Energy", path_fit=2)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting, status="cancelled", cancelled_at=at("2026-05-03"))

    assert pulls(records) == []


def test_the_counts_say_how_much_there_is(records):
    ada = a_contact(records, name="Ada", field="Energy")
    a_talk(records, "", "2026-05-04", contact=ada, learned="That", path_fit=1, skill=["Drawing", "SQL"])
    a_talk(records, "Ben", "2026-05-05")
    promises.refer(records, contact_id=ada, name="Cy", as_of=NOW - timedelta(days=1))
    promises.refer(records, contact_id=ada, name="Dee", as_of=NOW + timedelta(days=1))

    counts = insights.counts(records, NOW)

    assert (counts.talks, counts.debriefs, counts.themes, counts.said, counts.referrals) == (2, 1, 2, 1, 1)
