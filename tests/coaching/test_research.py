"""Findings: kept with source and day, counted in two depths, and said to be missing."""

from datetime import date

import pytest

from ivw.coaching import contacts, done, drafts, organizations, research
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.research import Known, Target
from ivw.coaching.research_topics import DEEP, GUIDES, LIGHT, TO_ASK, TOPICS
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-16 09:00")


def note(records, contact, topic, finding="Something", **more):
    return research.note(records, Target("person", contact), topic=topic, finding=finding, as_of=NOW, **more)


def known(topics, sheet, depth):
    return [item.topic.key for item in sheet.of_depth(depth) if item.is_known] == topics


def test_the_topics_that_are_counted_are_the_topics_that_are_shown(records):
    counted = {
        name: tuple(records.rows(f"SELECT {name}_topics()")[0][0])
        for name in ("light", "deep", "organization", "field")
    }
    in_rows = {
        (kind, depth): tuple(
            each.key for each in topics if each.depth == depth and not each.column and each.key != TO_ASK
        )
        for kind, topics in TOPICS.items()
        for depth in (LIGHT, DEEP)
    }
    assert counted == {
        "light": in_rows["person", LIGHT], "deep": in_rows["person", DEEP],
        "organization": in_rows["organization", DEEP], "field": in_rows["field", DEEP],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "depth", "advice", "keys"),
    [
        ("person", LIGHT, "B08", {"profile", "search"}),
        ("person", LIGHT, "B09", {"common_ground"}),
        ("person", LIGHT, "A21", {"why_this_person"}),
        ("person", None, "C20", {"position", "responsibilities", "tenure"}),
        ("organization", DEEP, "C21", {"impact", "stands_out"}),
        ("organization", DEEP, "E09", {"goals", "mission", "culture"}),
        ("field", DEEP, "E11", {"qualifications", "where"}),
        ("field", DEEP, "C08", {"income", "environment", "timetable"}),
    ],
)
def test_what_the_guides_tell_one_to_find_out_is_on_the_sheet_of_its_depth(kind, depth, advice, keys):
    assert {each.key for each in TOPICS[kind] if each.advice == advice and depth in (None, each.depth)} == keys


def test_every_topic_says_why_and_where_it_comes_from():
    for topics in TOPICS.values():
        assert len({topic.key for topic in topics}) == len(topics)
        for topic in topics:
            assert topic.hint
            assert topic.guide in {*GUIDES.values(), "our convention"}


def test_nothing_is_known_of_a_name_alone(records):
    sheet = research.of_contact(records, a_contact(records))
    assert sheet.known == Known(0, 5, 0, 4, has_reason=False)
    assert (sheet.said_yes, sheet.at) == (False, None)


def test_what_stands_in_a_column_counts_as_found(records):
    ada = a_contact(records, position="Planner", why_this_person="She changed fields.", tenure="six years")
    assert research.of_contact(records, ada).known == Known(2, 5, 1, 4, has_reason=True)


def test_a_topic_with_a_column_is_written_into_it(records):
    ada = a_contact(records)
    note(records, ada, "common_ground", "The same school")
    note(records, ada, "tenure", "six years")
    person = contacts.get(records, ada)
    assert (person.common_ground, person.tenure) == ("The same school", "six years")
    assert records.rows("SELECT count(*) FROM findings") == [(0,)]


def test_a_column_that_was_changed_elsewhere_is_not_overwritten(records):
    ada = a_contact(records, position="Planner")
    contacts.change(records, ada, position="Head of planning")
    with pytest.raises(InvalidRecord):
        note(records, ada, "position", "Chief planner", seen="Planner")
    assert contacts.get(records, ada).position == "Head of planning"


def test_a_topic_may_have_several_findings_each_with_source_and_day(records):
    ada = a_contact(records)
    note(records, ada, "published", "A talk", source="https://example.org/talk", found_on=date(2026, 11, 2))
    note(records, ada, "published", "A book", source="A library")
    sheet = research.of_contact(records, ada)
    item = next(item for item in sheet.items if item.topic.key == "published")
    assert [(each.finding, each.source, each.found_on, each.link) for each in item.findings] == [
        ("A talk", "https://example.org/talk", date(2026, 11, 2), "https://example.org/talk"),
        ("A book", "A library", date(2026, 11, 16), None),
    ]
    assert sheet.known.deep == 1


@pytest.mark.parametrize("source", ["javascript:alert(1)", "www.example.org", "a friend, see https://example.org"])
def test_only_a_web_address_becomes_a_link(records, source):
    ada = a_contact(records)
    note(records, ada, "profile", source=source)
    (found,) = research.of_contact(records, ada).items[0].findings
    assert (found.source, found.link) == (source, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"finding": "  "}, "finding"),
        ({"found_on": date(2026, 11, 17)}, "found_on"),
        ({"found_on": date(1066, 1, 1)}, "found_on"),
        ({"source": "htp://nowhere"}, "source"),
        ({"source": "s" * 501}, "source"),
        ({"topic": "salary"}, "topic"),
        ({"topic": "to_ask", "finding": "q" * 501}, "finding"),
    ],
)
def test_what_cannot_be_right_is_refused(records, wrong, field):
    ada = a_contact(records)
    with pytest.raises(InvalidRecord) as refusal:
        note(records, ada, **({"topic": "profile"} | wrong))
    assert refusal.value.field == field
    assert records.rows("SELECT count(*) FROM findings") == [(0,)]


@pytest.mark.parametrize("kind", ["person", "organization", "field"])
def test_nothing_is_noted_about_what_is_not_there(records, kind):
    topic = TOPICS[kind][-1].key
    with pytest.raises(InvalidRecord):
        research.note(
            records, Target(kind, "01a20413-e714-7190-9d1f-14479d9f5d4f"), topic=topic, finding="x", as_of=NOW
        )


def test_a_finding_is_changed_and_removed_and_comes_back(records):
    ada = a_contact(records)
    made = note(records, ada, "profile", "Studied rivers")
    research.change(records, made.fact_id, finding="Studied lakes", source="Her page", as_of=NOW)
    gone = research.remove(records, made.fact_id)
    assert research.of_contact(records, ada).known.light == 0
    done.undo(records, gone)
    (found,) = research.of_contact(records, ada).items[0].findings
    assert (found.finding, found.source) == ("Studied lakes", "Her page")
    with pytest.raises(InvalidRecord):
        research.remove(records, "01a20413-e714-7190-9d1f-14479d9f5d4f")


def test_a_second_click_notes_nothing_more_and_a_draft_is_used_up(records):
    ada = a_contact(records)
    with records.transaction() as transaction:
        (token,) = transaction.new_ids(1)
    drafts.save(records, "slot", "Studied rivers", NOW)
    for _ in range(2):
        note(records, ada, "profile", "Studied rivers", token=token, draft="slot")
    assert records.rows("SELECT count(*) FROM findings") == [(1,)]
    assert drafts.read(records, "slot") == ""


def test_the_organization_belongs_to_what_is_deep_and_gets_a_row_with_its_first_finding(records):
    ada = a_contact(records, organization="  Osierway transit ")
    at_work = research.of_contact(records, ada).at
    assert at_work.target == Target("organization", None, "Osierway transit")
    made = research.note(records, at_work.target, topic="mission", finding="A tram for all", as_of=NOW)
    assert research.of_contact(records, ada).known == Known(0, 5, 1, 10, has_reason=False)
    done.undo(records, made)
    assert records.rows("SELECT count(*) FROM organizations") == [(0,)]


def test_what_is_left_to_ask_counts_as_nothing_found(records):
    ada = a_contact(records, organization="Osierway")
    note(records, ada, "to_ask", "Who decides about the night bus?")
    sheet = research.of_contact(records, ada)
    assert [each.finding for each in sheet.to_ask.findings] == ["Who decides about the night bus?"]
    assert (sheet.known.light, sheet.known.deep) == (0, 0)


def test_many_are_counted_as_each_of_them(records):
    organizations.add(records, name="Osierway Transit", as_of=NOW)
    people = [
        a_contact(records, name="Ada", organization="osierway transit", position="Planner", common_ground="A school"),
        a_contact(records, name="Ben", tenure="a year", why_this_person="His talk"),
        a_contact(records, name="Cem", organization="Osierway Transit and Sons"),
    ]
    note(records, people[0], "profile")
    note(records, people[0], "profile", "Something else")
    note(records, people[1], "path")
    research.note(records, Target("organization", None, "Osierway Transit"), topic="goals", finding="x", as_of=NOW)
    counted = research.known(records, [*people, "nonsense"])
    assert counted == {person: research.of_contact(records, person).known for person in people}
    assert counted == {person: research.known_of(records, person) for person in people}
    assert counted[people[0]] == Known(3, 5, 1, 10, has_reason=False)


def test_findings_of_topics_that_nobody_names_are_shown_too(records):
    ada = a_contact(records)
    with records.transaction() as transaction:
        transaction.add(
            "findings", {"contact_id": ada, "topic": "hobby", "finding": "Chess", "found_on": date(2026, 1, 1)}
        )
    assert [each.finding for each in research.of_contact(records, ada).others] == ["Chess"]


def test_a_request_takes_the_reason_and_three_of_the_five():
    assert not research.is_ready_to_ask(Known(4, 5, 0, 4, has_reason=False))
    assert not research.is_ready_to_ask(Known(2, 5, 0, 4, has_reason=True))
    assert research.is_ready_to_ask(Known(3, 5, 0, 4, has_reason=True))


@pytest.mark.parametrize(("deep", "total", "ready"), [(1, 4, False), (2, 4, True), (4, 10, False), (5, 10, True)])
def test_a_conversation_takes_half_of_what_can_be_read_up_on(deep, total, ready):
    assert research.is_ready_to_meet(Known(0, 5, deep, total, has_reason=False)) is ready


def test_they_said_yes_once_they_agreed_or_a_conversation_is_planned_or_was_held(records):
    asked, agreed, met = (
        a_contact(records, asked="2026-11-01"), a_contact(records, agreed="2026-11-02"),
        a_contact(records, met="2026-10-01 10:00"),
    )  # fmt: skip
    planned = a_contact(records)
    a_conversation(records, planned, starts="2026-11-20 10:00", scheduled="2026-11-10")
    said = [research.of_contact(records, who).said_yes for who in (asked, agreed, met, planned)]
    assert said == [False, True, True, True]
