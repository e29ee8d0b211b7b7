"""Fields side by side on one's own criteria."""

import pytest

from ivw.coaching import comparing, criteria, fields, research
from ivw.coaching.comparing import Compared, Comparison, Mean
from ivw.coaching.criteria import Criterion
from ivw.coaching.research import Target
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
MEANING, PLACE = Criterion("m", "Meaning", 3), Criterion("p", "Place", 1)


def a_rated_talk(records, field, day, **ratings):
    """A conversation with somebody in this field, rated by these criteria (made where they are new)."""
    contact = a_contact(records, name=f"Somebody of {day}", field=field)
    meeting = a_conversation(records, contact, starts=f"{day} 12:00", held=True)
    known = {each.name: each.id for each in criteria.every(records)}
    for name, rating in ratings.items():
        key = known.get(name) or criteria.add(records, name, as_of=NOW).fact_id
        criteria.rate(records, meeting, key, rating, as_of=at(f"{day} 13:00"))
    return meeting


def compared(**told):
    """A comparison of fields: name -> (talks, mean of Meaning, mean of Place), None where it is not rated."""
    found = []
    for name, (talks, *means) in told.items():
        rated = {
            each.id: Mean(mean, talks) for each, mean in zip((MEANING, PLACE), means, strict=True) if mean is not None
        }
        found.append(Compared(name, talks, rated, {}))
    return Comparison((MEANING, PLACE), tuple(found), len(found))


def test_a_criterion_is_the_mean_of_its_ratings_with_how_many_there_were(records):
    for day, rating in (("2026-05-04", 2), ("2026-05-05", 1), ("2026-05-06", None)):
        a_rated_talk(records, "Energy", day, Meaning=rating)
    a_rated_talk(records, " energy", "2026-05-07", Meaning=2, Place=-1)

    found = comparing.fields(records, NOW)

    (energy,) = found.fields
    assert (energy.talks, found.fields_rated) == (3, 1)
    assert {each.name: energy.means.get(each.id) for each in found.criteria} == {
        "Meaning": Mean(5 / 3, 3),
        "Place": Mean(-1, 1),
    }


def test_a_heavier_criterion_counts_more_and_an_unrated_one_not_at_all():
    both = compared(Energy=(3, 2.0, -2.0), Water=(3, 1.0, None))

    assert [both.weighted(each) for each in both.fields] == [Mean(1.0, 2), Mean(1.0, 1)]


def test_a_criterion_off_the_list_counts_no_more_and_its_ratings_stay(records):
    a_rated_talk(records, "Energy", "2026-05-04", Meaning=2, Place=-2)
    place = next(each.id for each in criteria.every(records) if each.name == "Place")
    criteria.close(records, place, as_of=NOW)
    found = comparing.fields(records, NOW)
    assert found.weighted(found.fields[0]) == Mean(2.0, 1)

    criteria.add(records, "Place", as_of=NOW)
    assert comparing.fields(records, NOW).fields[0].means[place] == Mean(-2, 1)


def test_what_was_looked_up_stands_beside_by_its_newest_finding(records):
    a_rated_talk(records, "Energy", "2026-05-04", Income=1)
    field = Target("field", fields.add(records, name="energy", as_of=NOW).fact_id)
    for day, finding in (("2026-03-01", "30,000 to 40,000"), ("2026-04-01", "32,000 to 45,000")):
        research.note(records, field, topic="income", finding=finding, source="Pay report", as_of=at(day))

    (energy,) = comparing.fields(records, NOW).fields

    assert energy.found == {"income": ("32,000 to 45,000", "Pay report")}


def test_at_most_four_fields_stand_side_by_side_and_all_are_counted(records):
    for place in range(6):
        a_rated_talk(records, f"Field {place}", f"2026-05-0{place + 1}", Meaning=place % 3)

    found = comparing.fields(records, NOW)

    assert (len(found.fields), found.fields_rated) == (4, 6)


def test_only_what_was_written_by_then_counts_and_only_with_a_field(records):
    a_rated_talk(records, None, "2026-05-04", Meaning=2)
    a_rated_talk(records, "Energy", "2026-06-04", Meaning=2)

    assert comparing.fields(records, at("2026-06-04 12:30")).fields == ()
    assert [each.field for each in comparing.fields(records, NOW).fields] == ["Energy"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "No field is rated yet"),
        ({"Energy": (3, 2, 2)}, "Only Energy is rated so far"),
        (
            {"Energy": (3, 2, 2), "Water": (2, 0, 0)},
            "Too early to compare: it takes 3 rated talks in each of two fields",
        ),
        ({"Water": (3, 0, 0), "Energy": (4, 2, -2)}, "Energy comes out ahead by your criteria: +1.0 over 4 talks"),
        ({"Energy": (3, 1, 1), "Water": (3, 0.75, 0.75)}, "Energy and Water are close by your criteria: +1.0 and +0.8"),
        (
            {"Energy": (3, 0, 0), "Water": (3, -1, -1)},
            "No field speaks to your criteria yet: Energy comes closest, 0.0",
        ),
    ],
)
def test_the_finding_names_what_comes_out_ahead_or_why_nothing_does(told, says):
    assert comparing.finding(compared(**told)) == says


def test_the_criterion_on_which_fields_differ_most_is_named_where_enough_talks_rate_it():
    assert (
        comparing.apart_most(compared(Energy=(3, 1, 2), Water=(3, 0.5, -1))) == "Place: +2.0 for Energy, −1.0 for Water"
    )
    assert comparing.apart_most(compared(Energy=(3, 1, 2), Water=(2, 0.5, -1))) is None
    assert comparing.apart_most(compared(Energy=(3, 1, 0), Water=(3, 0.5, 0))) is None
