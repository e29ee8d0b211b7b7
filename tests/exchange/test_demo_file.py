import json
import re
from datetime import time
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.moments import At, Day, Within
from ivw.exchange import demo_file

SHIPPED = Path(__file__).parents[2] / "data" / "demo_network.json"


def a_file(tmp_path, *contacts, **top):
    path = tmp_path / "network.json"
    path.write_text(json.dumps({"contacts": contacts, **top}), "utf-8")
    return path


def refused(path):
    with pytest.raises(InvalidRecord) as info:
        demo_file.read(path)
    assert info.value.wrong
    return info.value


def test_the_shipped_network_is_read_when_no_file_is_named():
    assert demo_file.read() == demo_file.read(SHIPPED)
    assert 38 <= len(demo_file.read().people) <= 45


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("-12d 09:30", At(Day(-12), time(9, 30))),
        ("-12b 09:30", At(Day(-12, business=True), time(9, 30))),
        ("+3b 10:00", At(Day(3, business=True), time(10))),
        ("0d 23:59", At(Day(0), time(23, 59))),
        ("-22h 15-19", Within(22, 15, 19)),
    ],
)
def test_moments_are_read(tmp_path, told, moment):
    path = a_file(tmp_path, {"name": "Ada", "interactions": [{"kind": "request", "happened_at": told}]})

    assert demo_file.read(path).people[0].interactions == ({"kind": "request", "happened_at": moment},)


def test_days_are_read(tmp_path):
    path = a_file(
        tmp_path, {"name": "Ada", "promises": [{"what": "a map", "due": "-9d"}, {"what": "tea", "due": "+2b"}]}
    )

    due = [promise["due"] for promise in demo_file.read(path).people[0].promises]
    assert due == [Day(-9), Day(2, business=True)]


def test_everything_a_person_can_have_is_read(tmp_path):
    ada = {
        "name": "Ada", "field": "Water", "why_this_person": "She knows.", "tie": "A", "shortlisted_at": "-9d 12:00",
        "interactions": [{"kind": "thank-you", "happened_at": "-1b 10:00", "channel": "email", "text": "Hello"}],
        "meetings": [{"starts_at": "-2b 10:00", "rehearsals": [{"started_at": "-3b 19:00", "minutes": 9}]}],
        "referrals": [{"name": "Ben", "given_at": "-2b 10:20", "may_mention": "yes"}],
        "postponements": [{"action": "check_in", "postponed_at": "-1d 09:00", "until": "+3d"}],
    }  # fmt: skip

    (person,) = demo_file.read(a_file(tmp_path, ada)).people

    assert person.facts["why_this_person"] == "She knows."
    assert person.interactions[0]["kind"] == "thank_you"
    assert person.meetings[0]["rehearsals"] == ({"started_at": At(Day(-3, business=True), time(19)), "minutes": 9},)
    assert person.referrals[0]["name"] == "Ben"
    assert person.postponements[0]["until"] == Day(3)
    assert person.promises == ()


def test_everything_a_conversation_can_have_is_read(tmp_path):
    lap = {"text": "Why?", "planned_seconds": 60, "asking_seconds": 5, "answering_seconds": 50, "ease": 4}
    came_up = {"ordinal": 1, "situation": "silence", "tried": True, "ease": 2}
    talk = {
        "starts_at": "-2d 10:00", "notes": "First.\nSecond.",
        "plan": {"minutes": 30, "title": "Ada", "questions": [{"text": "Why?", "tier": "must", "goals": ["Learn"]}]},
        "rehearsals": [{"started_at": "-3d 19:00", "minutes": 9, "mode": "voice", "round": "asking", "laps": [lap],
                        "broken_off": True, "interests": 4, "curveballs": [came_up]}],
        "debrief": {"learned": "That.", "path_fit": -2, "useful": 5, "themes": [{"theme": "Maps", "kind": "skill"}]},
        "asked": [{"text": "Why?", "seconds": 90, "note": "So.", "answered": True, "useful": 4}],
        "leads": [{"what": "A post", "unadvertised": True}],
    }  # fmt: skip

    network = demo_file.read(a_file(tmp_path, {"name": "Ada", "meetings": [talk]}, goals=[{"text": "Learn"}]))

    (read,) = network.people[0].meetings
    assert network.goals == ({"text": "Learn"},)
    assert read["notes"] == "First.\nSecond."
    assert read["plan"] == {
        "minutes": 30, "title": "Ada", "questions": ({"text": "Why?", "tier": "must", "goals": ("Learn",)},)
    }  # fmt: skip
    assert read["rehearsals"][0]["laps"] == (lap,)
    assert read["rehearsals"][0]["curveballs"] == (came_up,)
    assert (read["rehearsals"][0]["round"], read["rehearsals"][0]["broken_off"]) == ("asking", True)
    assert read["debrief"]["path_fit"] == -2
    assert read["debrief"]["themes"] == ({"theme": "Maps", "kind": "skill"},)
    assert read["asked"] == ({"text": "Why?", "seconds": 90, "note": "So.", "answered": True, "useful": 4},)
    assert read["leads"] == ({"what": "A post", "unadvertised": True},)


@pytest.mark.parametrize(
    ("talk", "where"),
    [
        ({"debrief": []}, "debrief"),
        ({"debrief": {"path_fit": 3}}, "debrief.path_fit"),
        ({"debrief": {"themes": [{"theme": " "}]}}, "debrief.themes[0].theme"),
        ({"plan": {"questions": [{"text": "Why?", "goals": "Learn"}]}}, "plan.questions[0].goals"),
        ({"plan": {"questions": ["Why?"]}}, "plan.questions[0]"),
        ({"leads": [{}]}, "leads[0].what"),
    ],
)
def test_what_is_wrong_inside_a_conversation_is_named_by_its_place(tmp_path, talk, where):
    path = a_file(tmp_path, {"name": "Ada", "meetings": [{"starts_at": "-2d 10:00", **talk}]})

    assert refused(path).field == f"contacts[0].meetings[0].{where}"


def test_a_goal_that_is_wrong_is_named_by_its_place(tmp_path):
    assert refused(a_file(tmp_path, {"name": "Ada"}, goals=[{"text": "Learn", "weight": 9}])).field == "goals[0].weight"


def test_what_else_stands_at_the_top_is_for_people_to_read(tmp_path):
    assert len(demo_file.read(a_file(tmp_path, {"name": "Ada"}, how_to_read=["like this"])).people) == 1


@pytest.mark.parametrize(
    ("contact", "where"),
    [
        ({}, "contacts[0].name"),
        ({"name": " "}, "contacts[0].name"),
        ({"name": "Ada", "shoe_size": 39}, "contacts[0].shoe_size"),
        ({"name": "Ada", "tie": "E"}, "contacts[0].tie"),
        ({"name": "Ada", "interactions": {}}, "contacts[0].interactions"),
        ({"name": "Ada", "interactions": ["hello"]}, "contacts[0].interactions[0]"),
        ({"name": "Ada", "interactions": [{"kind": "request"}]}, "contacts[0].interactions[0].happened_at"),
        (
            {"name": "Ada", "interactions": [{"kind": "wink", "happened_at": "-1d 10:00"}]},
            "contacts[0].interactions[0].kind",
        ),
        (
            {"name": "Ada", "meetings": [{"starts_at": "-1d 10:00", "rehearsals": [{"started_at": "-2d 10:00"}]}]},
            "contacts[0].meetings[0].rehearsals[0].minutes",
        ),
        ({"name": "Ada", "promises": [{"what": "a map", "due": "2024-06-03"}]}, "contacts[0].promises[0].due"),
    ],
)
def test_the_first_thing_that_is_wrong_is_named_by_its_place(tmp_path, contact, where):
    error = refused(a_file(tmp_path, contact))

    assert error.field == where
    assert where in str(error)


@pytest.mark.parametrize(
    "told", ["yesterday", "-12d", "-12d 25:00", "-12x 09:30", "-22h 19-15", "-22h 15-24", "", 7, None]
)
def test_what_is_no_moment_is_refused(tmp_path, told):
    path = a_file(tmp_path, {"name": "Ada", "interactions": [{"kind": "request", "happened_at": told}]})

    assert refused(path).field == "contacts[0].interactions[0].happened_at"


def test_two_people_of_one_name_are_refused_since_referrals_lead_to_names(tmp_path):
    assert "Ada is there twice" in str(refused(a_file(tmp_path, {"name": "Ada"}, {"name": "Ada"})))


@pytest.mark.parametrize("content", ["{oops", "[]", '"Ada"', '{"people": []}', "\udcff"])
def test_a_file_that_is_none_is_refused_in_plain_words(tmp_path, content):
    path = tmp_path / "network.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))

    refused(path)


def test_a_file_that_is_not_there_is_refused_in_plain_words(tmp_path):
    assert "cannot be read" in str(refused(tmp_path / "nowhere.json"))


def test_nobody_in_the_shipped_network_can_be_reached():
    people = demo_file.read().people
    addresses = [str(person.facts.get("email", "nobody@example.org")) for person in people]

    assert all(re.fullmatch(r"[a-z.-]+@example\.org", address) for address in addresses)
    assert "linkedin.com" not in SHIPPED.read_text("utf-8")


def test_the_shipped_network_names_no_season_that_may_be_another_one():
    assert not re.search(
        r"\b(summer|winter|autumn|snow|christmas|january|june|july)\b", SHIPPED.read_text("utf-8").casefold()
    )
