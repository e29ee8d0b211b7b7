import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import history

DATA = Path(__file__).parents[1] / "data"
ZONE = "Europe/Berlin"
NOON = "2024-06-03T12:00:00+02:00"
AT_NOON = datetime(2024, 6, 3, 10, tzinfo=UTC)


def read(*contacts, zone=ZONE):
    return history.read(json.dumps({"contacts": contacts}).encode(), zone)


def read_one(zone=ZONE, **said):
    return read({"name": "Ada Example", **said}, zone=zone)


def person(zone=ZONE, **said):
    found = read_one(zone, **said)
    assert found.problems == ()
    return found.people[0]


def fields(found):
    return [(problem.row, problem.field) for problem in found.problems]


def interaction(**said):
    return person(interactions=[{"kind": "request", "happened_at": NOON, **said}]).interactions[0]


def meeting(**said):
    return person(meetings=[{"starts_at": NOON, **said}]).meetings[0]


def test_a_contact_with_everything_is_read():
    ada = person(
        given_name="Ada", family_name="Example", email=" ada@example.org ", phone="+49 30 1234", position="Engineer",
        linkedin_url="https://www.linkedin.com/in/ada", organization="Acme  Labs", connected_on="2020-02-29", tie="a",
        relationship="Known", cadence_days=30.0, do_not_contact=False,
    )  # fmt: skip

    assert ada.name == "Ada Example"
    assert ada.facts == {
        "given_name": "Ada", "family_name": "Example", "email": "ada@example.org", "phone": "+49 30 1234",
        "linkedin_url": "https://www.linkedin.com/in/ada", "organization": "Acme Labs", "position": "Engineer",
        "connected_on": date(2020, 2, 29), "tie": "A", "relationship": "known", "cadence_days": 30,
        "do_not_contact": False,
    }  # fmt: skip


def test_what_is_not_said_is_not_there():
    ada = person(
        email=None, tie=None, relationship=None, organization="", position="  ", interactions=None, meetings=[]
    )

    assert (ada.facts, ada.interactions, ada.meetings, ada.promises, ada.referrals) == ({}, (), (), (), ())


@pytest.mark.parametrize("top", [{"contacts": [{"name": "Ada"}]}, [{"name": "Ada"}], {"name": "Ada"}])
def test_a_list_and_a_single_contact_are_histories_too(top):
    assert [person.name for person in history.read(json.dumps(top).encode(), ZONE).people] == ["Ada"]


def test_every_worked_history_is_read_without_a_problem():
    cases = json.loads((DATA / "follow_ups.json").read_text("utf-8"))
    contacts = [contact for case in cases for contact in [case["contact"], *case["others"]]]

    found = read(*contacts)

    assert found.source == "history"
    assert (len(found.people), found.problems, found.skipped) == (len(contacts), (), 0)
    for said, ada in zip(contacts, found.people, strict=True):
        for part in ("interactions", "meetings", "promises", "referrals"):
            assert len(getattr(ada, part)) == len(said.get(part, []))


def test_an_interaction_has_its_defaults():
    assert interaction() == {
        "kind": "request", "direction": "out", "happened_at": AT_NOON, "gives": False, "asks": False,
        "wants_answer": None, "again_on": None, "text": "",
    }  # fmt: skip


def test_an_interaction_keeps_what_was_said():
    said = {"gives": True, "asks": True, "wants_answer": False, "again_on": "2024-09-02", "text": " one\r\n\ttwo \x00"}

    assert interaction(kind="deferred", **said) == {
        "kind": "deferred", "direction": "in", "happened_at": AT_NOON, "gives": True, "asks": True,
        "wants_answer": False, "again_on": date(2024, 9, 2), "text": "one\n\ttwo",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["reply", "agreed", "declined", "deferred"])
@pytest.mark.parametrize("said", [None, "in", "out", "none"])
def test_what_comes_in_is_always_in(kind, said):
    assert interaction(kind=kind, direction=said)["direction"] == "in"


@pytest.mark.parametrize("said", [None, "in", "out", "none"])
def test_a_note_has_no_direction(said):
    assert interaction(kind="note", direction=said)["direction"] == "none"


@pytest.mark.parametrize(("said", "direction"), [(None, "out"), ("out", "out"), ("none", "out"), ("in", "in")])
def test_other_kinds_go_out_unless_said_otherwise(said, direction):
    assert interaction(kind="introduction", direction=said)["direction"] == direction


def test_an_incoming_message_is_a_reply():
    assert interaction(kind="message", direction="in")["kind"] == "reply"
    assert interaction(kind="message")["kind"] == "message"


@pytest.mark.parametrize("spelling", ["thank_you", "thank-you", "Thank you", " THANK_YOU "])
def test_the_spelling_of_a_word_does_not_count(spelling):
    assert interaction(kind=spelling)["kind"] == "thank_you"


def test_a_meeting_has_its_defaults():
    assert meeting() == {
        "starts_at": AT_NOON, "scheduled_at": AT_NOON, "minutes": 20, "status": "planned", "ended_at": None,
        "cancelled_at": None, "prepared_at": None, "thanks_dropped_at": None,
    }  # fmt: skip


@pytest.mark.parametrize("status", ["cancelled", "no_show", "no show"])
def test_what_was_called_off_was_so_at_its_start(status):
    assert meeting(status=status)["cancelled_at"] == AT_NOON


def test_a_meeting_keeps_what_was_said():
    later = "2024-06-03T10:25:00Z"

    assert meeting(
        status="held", minutes=30, scheduled_at="2024-06-01T08:00Z",
        ended_at=later, prepared_at=later, thanks_dropped_at=later,
    ) == {
        "starts_at": AT_NOON, "scheduled_at": datetime(2024, 6, 1, 8, tzinfo=UTC), "minutes": 30, "status": "held",
        "ended_at": datetime(2024, 6, 3, 10, 25, tzinfo=UTC), "cancelled_at": None,
        "prepared_at": datetime(2024, 6, 3, 10, 25, tzinfo=UTC),
        "thanks_dropped_at": datetime(2024, 6, 3, 10, 25, tzinfo=UTC),
    }  # fmt: skip


def test_an_end_before_the_start_is_a_problem():
    found = read_one(meetings=[{"starts_at": NOON, "ended_at": "2024-06-03T09:00:00Z"}])

    assert found.people[0].meetings[0]["ended_at"] is None
    assert fields(found) == [(1, "meetings[0].ended_at")]


def test_promises_and_referrals_have_their_defaults():
    ada = person(promises=[{"what": "send it", "due": "2024-06-10"}], referrals=[{"name": " Priya ", "given_at": NOON}])

    assert ada.promises == (
        {
            "what": "send it",
            "due": date(2024, 6, 10),
            "owner": "me",
            "made_at": None,
            "done_at": None,
            "dropped_at": None,
        },
    )
    assert ada.referrals == (
        {"name": "Priya", "given_at": AT_NOON, "may_mention": "not asked", "done_at": None, "dropped_at": None},
    )


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2024-06-03T12:00:00", datetime(2024, 6, 3, 10, tzinfo=UTC)),
        ("2024-06-03 12:00", datetime(2024, 6, 3, 10, tzinfo=UTC)),
        ("2024-12-03T12:00:00", datetime(2024, 12, 3, 11, tzinfo=UTC)),
        ("2024-06-03", datetime(2024, 6, 3, 10, tzinfo=UTC)),
        ("2024-06-03T12:00:00Z", datetime(2024, 6, 3, 12, tzinfo=UTC)),
        ("2024-06-03T12:00:00.5-05:00", datetime(2024, 6, 3, 17, 0, 0, 500_000, tzinfo=UTC)),
        ("2024-03-31T02:30:00", datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),  # an hour that Berlin skipped
    ],
)
def test_an_instant_without_offset_is_one_of_the_zone_and_a_bare_day_its_noon(written, instant):
    found = interaction(happened_at=written)["happened_at"]

    assert found == instant
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-06-03", date(2024, 6, 3)),
        ("2024-06-03T23:30:00", date(2024, 6, 3)),
        ("2024-06-03T23:30:00Z", date(2024, 6, 4)),
        ("2024-06-03T00:30:00+09:00", date(2024, 6, 2)),
    ],
)
def test_a_day_may_be_an_instant_which_falls_on_a_day_of_the_zone(written, day):
    assert person(promises=[{"what": "send it", "due": written}]).promises[0]["due"] == day
    assert interaction(again_on=written)["again_on"] == day


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        None,
        "soon",
        1717408800,
        True,
        ["2024-06-03"],
        "2024-02-30",
        "1969-12-31",
        "2201-01-01",
        "0001-01-01",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_an_entry_without_a_readable_instant_is_left_out(wrong):
    found = read_one(
        interactions=[{"kind": "request", "happened_at": wrong}, {"kind": "reply", "happened_at": NOON}],
        meetings=[{"starts_at": wrong}],
        promises=[{"what": "send it", "due": wrong}],
        referrals=[{"name": "Priya", "given_at": wrong}],
    )

    ada = found.people[0]
    assert [entry["kind"] for entry in ada.interactions] == ["reply"]
    assert (ada.meetings, ada.promises, ada.referrals) == ((), (), ())
    assert fields(found) == [
        (1, "interactions[0].happened_at"), (1, "meetings[0].starts_at"), (1, "promises[0].due"),
        (1, "referrals[0].given_at"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "entry", "field"),
    [
        ("interactions", {"happened_at": NOON}, "kind"),
        ("interactions", {"happened_at": NOON, "kind": "wave"}, "kind"),
        ("interactions", {"happened_at": NOON, "kind": "message", "direction": "sideways"}, "direction"),
        ("meetings", {"starts_at": NOON, "status": "maybe"}, "status"),
        ("promises", {"due": "2024-06-10"}, "what"),
        ("promises", {"due": "2024-06-10", "what": " \u0000"}, "what"),
        ("promises", {"due": "2024-06-10", "what": "send it", "owner": "her"}, "owner"),
        ("referrals", {"given_at": NOON, "name": 5}, "name"),
    ],
)
def test_an_entry_whose_meaning_is_unknown_is_left_out(part, entry, field):
    found = read_one(**{part: [entry]})

    assert getattr(found.people[0], part) == ()
    assert fields(found) == [(1, f"{part}[0].{field}")]
    assert "left out" in found.problems[0].why


@pytest.mark.parametrize(
    ("part", "entry", "field", "instead"),
    [
        ("meetings", {"starts_at": NOON, "minutes": 0}, "minutes", 20),
        ("meetings", {"starts_at": NOON, "minutes": 601}, "minutes", 20),
        ("meetings", {"starts_at": NOON, "minutes": "long"}, "minutes", 20),
        ("meetings", {"starts_at": NOON, "minutes": True}, "minutes", 20),
        ("meetings", {"starts_at": NOON, "scheduled_at": "then"}, "scheduled_at", AT_NOON),
        ("interactions", {"kind": "request", "happened_at": NOON, "gives": "yes"}, "gives", False),
        ("interactions", {"kind": "reply", "happened_at": NOON, "wants_answer": 1}, "wants_answer", None),
        ("interactions", {"kind": "reply", "happened_at": NOON, "text": "x" * 100_001}, "text", ""),
        ("promises", {"what": "send it", "due": "2024-06-10", "done_at": "1969-01-01"}, "done_at", None),
        ("referrals", {"name": "Priya", "given_at": NOON, "may_mention": "perhaps"}, "may_mention", "not asked"),
    ],
)
def test_anything_else_that_cannot_be_read_counts_as_not_said(part, entry, field, instead):
    found = read_one(**{part: [entry]})

    assert getattr(found.people[0], part)[0][field] == instead
    assert fields(found) == [(1, f"{part}[0].{field}")]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("tie", "E"), ("relationship", "friend"), ("cadence_days", 0), ("cadence_days", 3651), ("cadence_days", 30.5),
        ("cadence_days", float("nan")), ("do_not_contact", "no"), ("email", "ada"), ("linkedin_url", "javascript:x"),
        ("organization", 7), ("position", "x" * 100_001), ("connected_on", "31 Feb 2021"), ("interactions", "none"),
        ("meetings", {"starts_at": NOON}),
    ],
)  # fmt: skip
def test_a_contact_is_read_without_what_is_wrong_in_it(field, wrong):
    found = read_one(**{field: wrong})

    assert field not in found.people[0].facts
    assert fields(found) == [(1, field)]
    assert found.skipped == 0


def test_contacts_without_a_name_are_skipped_and_the_rest_is_read():
    found = read(
        {"name": "Ada"}, {"email": "ben@example.org"}, {"name": " "}, 5, None, {"name": ["Cy"]}, {"name": "Dee"}
    )

    assert [(each.row, each.name) for each in found.people] == [(1, "Ada"), (7, "Dee")]
    assert fields(found) == [(2, "name"), (3, "name"), (4, "contact"), (5, "contact"), (6, "name")]
    assert found.skipped == 5


def test_entries_that_are_none_are_problems():
    assert fields(read_one(interactions=[5, None])) == [(1, "interactions[0]"), (1, "interactions[1]")]


def test_a_slip_of_the_pen_in_a_field_is_pointed_out_and_other_fields_are_let_be():
    found = read_one(intractions=[], id=7, channel="email", meetings=[{"starts_at": NOON, "minute": 30}])

    assert fields(found) == [(1, "intractions"), (1, "meetings[0].minute")]
    assert '"interactions"' in found.problems[0].why


def test_half_a_character_does_not_reach_the_records():
    ada = history.read(rb'{"name": "Ada \ud83d", "position": "\ud83d\ude00"}', ZONE).people[0]

    assert ada.name == "Ada \ufffd"
    assert ada.facts["position"] == "\N{GRINNING FACE}"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[1, 2", b"null", b'"Ada"', b"5", b"{}", b'{"contacts": 5}', b'{"contacts": {"name": "Ada"}}',
        b"[1, 2]", b'[{"kind": "request"}]', b"[" * 200_000, b'{"name":' * 200_000, b'{"name": ' + b"9" * 5_000 + b"}",
        b'{"contacts": [' + b"[" * 200_000, b"\xff\xfe\x00", b"\x89PNG\r\n",
    ],
)  # fmt: skip
def test_what_is_no_history_is_refused_in_words(data):
    with pytest.raises(InvalidRecord) as refused:
        history.read(data, ZONE)
    assert refused.value.field == "file"
    assert refused.value.wrong
    assert refused.value.right


def test_a_fault_in_the_json_is_placed():
    with pytest.raises(InvalidRecord, match="line 2, column 3"):
        history.read(b'{"name": "Ada",\n  oops}', ZONE)


def test_an_empty_history_is_one():
    assert read().people == ()
    assert history.read(b"[]", ZONE).people == ()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc", "America", "/etc/passwd", "a\0b"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(InvalidRecord) as refused:
        read(zone=zone)
    assert refused.value.field == "time_zone"
