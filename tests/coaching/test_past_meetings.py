"""Past conversations entered several at a time: all or none, nobody doubled, nobody merged by name alone."""

from dataclasses import replace
from datetime import date

import pytest

from ivw.coaching import contacts, drafts, follow_ups, past_meetings
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.past_meetings import MOST, SLOT, SOMEBODY_NEW, Row
from tests.builders import a_contact, at

NOW = at("2026-11-24 15:00")
ZONE = "Europe/Berlin"
ADA = Row("Ada Example", "City of Utrecht", date(2026, 3, 2), "Maps", True, "B")
BO = Row("Bo Berg", "", date(2026, 11, 23))


def a_token(records):
    with records.transaction() as transaction:
        return transaction.new_ids(1)[0]


def record(records, *rows, token=None, as_of=NOW):
    return past_meetings.record(records, rows, as_of=as_of, zone=ZONE, token=token or a_token(records))


def wrong(records, *rows):
    found = past_meetings.problems(records, rows, as_of=NOW, zone=ZONE)
    return [(each.row, each.field) for each in found]


def count(records, table):
    return records.rows(f"SELECT count(*) FROM {table}")[0][0]


def test_people_conversations_and_thanks_are_recorded_together(records):
    done = record(records, ADA, Row(), BO)
    assert done.says == "2 conversations with 2 people recorded, 2 of them new in your records."
    assert records.rows(
        "SELECT c.name, c.organization, c.tie, c.shortlisted_at, m.status, m.about, m.minutes "
        "FROM contacts c JOIN meetings m ON m.contact_id = c.id ORDER BY c.name"
    ) == [
        ("Ada Example", "City of Utrecht", "B", None, "held", "Maps", 20),
        ("Bo Berg", None, None, None, "held", None, 20),
    ]
    assert records.rows("SELECT kind, happened_at FROM interactions") == [
        ("thank_you", at("2026-03-02 11:21"))  # noon in Utrecht's zone, and twenty-one minutes
    ]


def test_they_stand_on_the_queue_at_once(records):
    record(records, ADA, BO)
    queued = {item.contact: item.action for item in follow_ups.due(records, NOW, ZONE)}
    assert queued == {"Ada Example": "check_in", "Bo Berg": "thank_you"}


def test_what_comes_next_is_told_once_for_each_person(records):
    token = a_token(records)
    record(records, ADA, BO, replace(BO, day=date(2026, 5, 4)), token=token)
    a_contact(records, name="Cleo", met="2026-11-23 10:00")
    whom = past_meetings.recorded(records, token)
    assert len(whom) == 2
    told = past_meetings.next_with(records, whom, NOW, ZONE)
    assert [(item.contact, item.action) for item in told] == [("Bo Berg", "thank_you"), ("Ada Example", "check_in")]
    assert past_meetings.next_with(records, [], NOW, ZONE) == []


def test_undoing_takes_all_of_it_back_and_returns_what_was_typed(records):
    rows = [ADA, BO, Row()]
    past_meetings.keep(records, rows, NOW)
    token = a_token(records)
    done = record(records, *rows, token=token)
    assert past_meetings.kept(records) == []
    undo(records, done)
    assert [count(records, table) for table in ("contacts", "meetings", "interactions")] == [0, 0, 0]
    assert past_meetings.kept(records) == rows
    assert past_meetings.recorded(records, token) == []


def test_the_same_form_twice_saves_once(records):
    token = a_token(records)
    record(records, ADA, BO, token=token)
    assert not record(records, ADA, BO, token=token).change
    assert (count(records, "contacts"), count(records, "meetings")) == (2, 2)


# Who is meant


def test_the_same_name_and_organization_is_the_same_person_apart_from_case_accents_and_blanks(records):
    ada = a_contact(records, name="Ada Éxample", organization="City of Utrecht")
    [[known]] = past_meetings.known(records, [replace(ADA, name=" ada  example ", organization="CITY OF UTRECHT ")])
    assert (known.contact_id, known.is_same) == (ada, True)
    record(records, ADA)
    assert count(records, "contacts") == 1
    assert contacts.get(records, ada).tie == "B"


def test_a_name_alone_merges_nobody_unless_one_says_so(records):
    ada = a_contact(records, name="Ada Example", organization="Elsewhere")
    [[known]] = past_meetings.known(records, [ADA])
    assert (known.contact_id, known.is_same) == (ada, False)
    record(records, ADA)
    assert count(records, "contacts") == 2
    record(records, replace(ADA, day=date(2026, 4, 1), whom=ada))
    assert count(records, "contacts") == 2
    assert contacts.is_met(records, ada)


def test_a_namesake_in_the_same_place_can_be_somebody_new(records):
    a_contact(records, name="Ada Example", organization="City of Utrecht")
    record(records, replace(ADA, whom=SOMEBODY_NEW))
    assert count(records, "contacts") == 2


def test_of_several_namesakes_one_has_to_be_chosen(records):
    first, _ = (a_contact(records, name="Ada Example", organization="City of Utrecht") for _ in range(2))
    assert wrong(records, ADA) == [(0, "whom")]
    assert wrong(records, replace(ADA, whom=first)) == []


def test_a_choice_that_no_longer_fits_the_name_is_passed_over(records):
    other = a_contact(records, name="Cleo", organization="Elsewhere")
    record(records, replace(ADA, whom=other))
    assert not contacts.is_met(records, other)


def test_two_conversations_with_one_new_person_make_one_person(records):
    done = record(records, BO, replace(BO, name="bo berg", day=date(2026, 5, 4)))
    assert done.says == "2 conversations with 1 person recorded, 1 of them new in your records."
    assert (count(records, "contacts"), count(records, "meetings")) == (1, 2)


# What is wrong


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (replace(ADA, name=" "), "name"), (replace(ADA, name="A" * 501), "name"),
        (replace(ADA, organization="A" * 501), "organization"), (replace(ADA, day=None), "day"),
        (replace(ADA, day=date(2026, 11, 25)), "day"), (replace(ADA, day=date(1850, 1, 1)), "day"),
        (replace(ADA, about="A" * 20_001), "about"), (replace(ADA, tie="Z"), "tie"),
    ],
)  # fmt: skip
def test_one_bad_row_keeps_every_row_from_being_recorded_and_is_named(records, row, field):
    assert wrong(records, BO, row) == [(1, field)]
    with pytest.raises(InvalidRecord) as refusal:
        record(records, BO, row)
    assert refusal.value.field == f"1/{field}"
    assert (count(records, "contacts"), count(records, "meetings")) == (0, 0)


def test_every_bad_row_is_named(records):
    assert wrong(records, replace(ADA, name="", day=None), BO, replace(BO, day=None)) == [
        (0, "name"), (0, "day"), (2, "day"),
    ]  # fmt: skip


def test_a_conversation_cannot_be_entered_twice(records):
    assert wrong(records, BO, BO) == [(1, "day")]
    a_contact(records, name="Bo Berg", met="2026-11-23 21:00")
    assert wrong(records, BO) == [(0, "day")]


def test_nothing_typed_is_nothing_to_record(records):
    with pytest.raises(InvalidRecord) as refusal:
        record(records, Row(), Row(thanked=True))
    assert refusal.value.field == "rows"


@pytest.mark.parametrize("clock", ["2026-11-24 09:00", "2026-11-23 23:05", "2026-11-24 22:00"])
def test_a_conversation_of_this_very_day_is_never_ahead(records, clock):
    now = at(clock)
    record(records, replace(BO, day=date(2026, 11, 24), thanked=True), as_of=now)
    [(starts, ended, thanked)] = records.rows(
        "SELECT m.starts_at, m.ended_at, i.happened_at FROM meetings m JOIN interactions i USING (contact_id)"
    )
    assert starts <= ended <= thanked <= now
    assert follow_ups.due(records, now, ZONE) == []


# What is typed


def test_rows_are_kept_while_they_are_typed_and_empty_ones_are_none(records):
    past_meetings.keep(records, [Row(), ADA], NOW)
    assert past_meetings.kept(records) == [Row(), ADA]
    past_meetings.keep(records, [Row()], NOW)
    assert drafts.read(records, SLOT) == ""


@pytest.mark.parametrize("told", ["nonsense", "{}", "[1]", '[{"x": 1}]', '[{"name": "x", "day": "never"}]', "null"])
def test_rows_of_another_version_are_passed_over(records, told):
    drafts.save(records, SLOT, told, NOW)
    kept = past_meetings.kept(records)
    assert kept == [] or all(isinstance(row, Row) for row in kept)


def test_no_more_rows_than_a_page_holds_are_taken_up(records):
    past_meetings.keep(records, [BO] * (MOST + 5), NOW)
    assert len(past_meetings.kept(records)) == MOST


def test_fifty_rows_go_in_together(records):
    record(records, *[replace(BO, name=f"Person {n}") for n in range(MOST)])
    assert count(records, "meetings") == MOST
