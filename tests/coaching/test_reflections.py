"""Debriefs, and the openings that people volunteered."""

import pytest

from ivw.coaching import contacts, criteria, forgetting, insights, meetings, next_steps, promises, reflections, themes
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

NOW = at("2024-06-11 12:00")
NOBODY = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def ada(records):
    return a_contact(records, name="Ada", organization="City of Utrecht")


def debriefs(records):
    return records.rows("SELECT count(*) FROM debriefs")[0][0]


# The debrief


def test_the_first_word_begins_the_debrief_and_the_next_ones_go_into_the_same(records, met):
    assert reflections.of_meeting(records, met) is None
    reflections.save(records, met, "learned", "Most of it is reading.", as_of=NOW)
    reflections.save(records, met, "useful", 4, as_of=at("2024-06-12"))
    reflections.save(records, met, "path_fit", -2, as_of=at("2024-06-13"))
    debrief = reflections.of_meeting(records, met)
    assert (debrief.learned, debrief.useful, debrief.path_fit, debrief.rapport) == (
        "Most of it is reading.",
        4,
        -2,
        None,
    )
    assert debrief.written_at == NOW
    assert debriefs(records) == 1


def test_saving_the_same_once_more_changes_nothing(records, met):
    reflections.save(records, met, "learned", "Most of it is reading.", as_of=NOW)
    again = reflections.save(records, met, "learned", "Most of it is reading.", as_of=at("2024-06-12"))
    assert not again.change
    assert reflections.of_meeting(records, met).written_at == NOW


@pytest.mark.parametrize("nothing", ["", "  \n ", None])
def test_nothing_typed_begins_no_debrief_and_empties_a_field_that_was_filled(records, met, nothing):
    reflections.save(records, met, "learned", nothing, as_of=NOW)
    assert debriefs(records) == 0
    reflections.save(records, met, "learned", "Something", as_of=NOW)
    reflections.save(records, met, "learned", nothing, as_of=NOW)
    assert reflections.of_meeting(records, met).learned is None


def test_lines_and_signs_of_a_text_stay_as_they_were_written(records, met):
    written = "First line\n\n  – “second”, with :red[colour] and $x$\nđą"
    reflections.save(records, met, "changed_view", written, as_of=NOW)
    assert reflections.of_meeting(records, met).changed_view == written


@pytest.mark.parametrize("field", reflections.TEXTS)
def test_every_text_has_its_place(records, met, field):
    reflections.save(records, met, field, "A line", as_of=NOW)
    assert getattr(reflections.of_meeting(records, met), field) == "A line"


@pytest.mark.parametrize(("field", "ends"), reflections.RATINGS.items())
def test_every_scale_has_its_ends_and_nothing_beyond(records, met, field, ends):
    for value in (*ends, None):
        reflections.save(records, met, field, value, as_of=NOW)
        debrief = reflections.of_meeting(records, met)
        assert debrief
        assert getattr(debrief, field) == value
    for beyond in (ends[0] - 1, ends[1] + 1, "3", 3.0, True):
        with pytest.raises(InvalidRecord) as refused:
            reflections.save(records, met, field, beyond, as_of=NOW)
        assert refused.value.field == field
    assert getattr(reflections.of_meeting(records, met), field) is None


@pytest.mark.parametrize("field", ["id", "meeting_id", "written_at", "nonsense", ""])
def test_a_field_that_no_debrief_has_is_refused(records, met, field):
    with pytest.raises(InvalidRecord):
        reflections.save(records, met, field, "x", as_of=NOW)
    assert debriefs(records) == 0


def test_a_text_beyond_all_measure_is_refused_and_what_was_there_stays(records, met):
    reflections.save(records, met, "learned", "Short", as_of=NOW)
    with pytest.raises(InvalidRecord) as refused:
        reflections.save(records, met, "learned", "x" * 20_001, as_of=NOW)
    assert refused.value.field == "learned"
    assert reflections.of_meeting(records, met).learned == "Short"


@pytest.mark.parametrize("gone", [NOBODY, "no id", ""])
def test_a_conversation_that_is_gone_takes_no_debrief(records, gone):
    with pytest.raises(InvalidRecord) as refused:
        reflections.save(records, gone, "learned", "x", as_of=NOW)
    assert refused.value.field == "meeting"
    assert reflections.of_meeting(records, gone) is None


def test_a_debrief_begun_can_be_undone(records, met):
    begun = reflections.save(records, met, "learned", "x", as_of=NOW)
    undo(records, begun)
    assert debriefs(records) == 0


def test_a_debrief_can_be_edited_a_year_later_and_stays_the_one_of_its_day(records, ada, met):
    reflections.save(records, met, "learned", "Most of it is reading.", as_of=NOW)
    reflections.save(records, met, "path_fit", 2, as_of=NOW)
    later = at("2025-06-11")
    reflections.save(records, met, "learned", "Most of it is writing.", as_of=later)
    reflections.save(records, met, "path_fit", -1, as_of=later)
    contacts.change(records, ada, field="Planning")
    debrief = reflections.of_meeting(records, met)
    assert (debrief.learned, debrief.path_fit, debrief.written_at) == ("Most of it is writing.", -1, NOW)
    [answer], _ = insights.answers(records, "", later, "UTC", limit=5)
    assert answer.learned == "Most of it is writing."
    [pull] = insights.pulls(records, later, "UTC")
    assert [fit.path_fit for fit in pull.fits] == [-1]
    assert reflections.how_many_held(records, later) == (1, 0)


def test_of_an_erased_contact_nothing_is_left_and_insights_go_on(records, ada, met):
    bo = a_contact(records, name="Bo Berg", field="Planning")
    other = a_conversation(records, bo, starts="2024-06-09 10:00", held=True)
    criterion = str(criteria.add(records, "Meaning", as_of=NOW).fact_id)
    for meeting in (met, other):
        reflections.save(records, meeting, "learned", "Most of it is reading.", as_of=NOW)
        reflections.save(records, meeting, "path_fit", 1, as_of=NOW)
        themes.say(records, meeting, "skill", ["Reading"], as_of=NOW)
        criteria.rate(records, meeting, criterion, 2, as_of=NOW)
        next_steps.write(records, meeting, "Write to Bo Berg again", as_of=NOW)
    reflections.note_lead(records, contact_id=bo, what="A post", meeting_id=other, as_of=NOW)
    promises.refer(records, contact_id=bo, name="Cleo", as_of=NOW, meeting_id=other)
    forgetting.forget(records, bo, as_of=NOW)
    assert reflections.of_meeting(records, other) is None
    tables = ("debriefs", "themes", "criterion_ratings", "leads", "referrals", "meetings", "contacts")
    left = {table: records.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
    assert left == {
        "debriefs": 1, "themes": 1, "criterion_ratings": 1, "leads": 0, "referrals": 0, "meetings": 1, "contacts": 2,
    }  # fmt: skip
    # What one meant to do oneself stays, without the name.
    assert [(step.what, step.contact) for step in next_steps.open_ones(records)] == [
        ("Write to somebody again", "Ada"), ("Write to somebody again", None),
    ]  # fmt: skip
    counts = insights.counts(records, NOW)
    assert (counts.talks, counts.debriefs, counts.themes, counts.referrals, counts.leads) == (1, 1, 1, 0, 0)
    assert insights.themes(records, NOW, limit=5)[1] == 1
    assert insights.pulls(records, NOW, "UTC") == []


# Which conversations want one


def test_conversations_without_a_debrief_come_first_then_the_newest(records, ada, met):
    older = a_conversation(records, ada, starts="2024-05-01 10:00", held=True, about="Budgets")
    oldest = a_conversation(records, ada, starts="2024-04-01 10:00", held=True)
    reflections.save(records, met, "learned", "x", as_of=NOW)
    held = reflections.held(records, NOW)
    assert [each.meeting_id for each in held] == [older, oldest, met]
    assert (held[0].contact, held[0].organization, held[0].about) == ("Ada", "City of Utrecht", "Budgets")
    assert [each.written_at for each in held] == [None, None, NOW]
    assert [each.meeting_id for each in reflections.held(records, NOW, limit=1, offset=1)] == [oldest]
    assert [each.meeting_id for each in held if each.written_at is None] == [older, oldest]
    assert reflections.how_many_held(records, NOW) == (3, 2)


def test_what_was_not_held_by_then_wants_no_debrief(records, ada):
    a_conversation(records, ada, starts="2024-06-10 10:00", scheduled="2024-06-01")
    off = a_conversation(records, ada, starts="2024-06-09 10:00", scheduled="2024-06-01")
    meetings.call_off(records, off, as_of=at("2024-06-08"))
    a_conversation(records, ada, starts="2024-06-20 10:00", held=True)
    assert reflections.held(records, NOW) == []
    assert reflections.how_many_held(records, NOW) == (0, 0)


# Leads


def test_an_opening_is_noted_and_taken_out_again(records, ada, met):
    done = reflections.note_lead(
        records, contact_id=ada, what="A second analyst in spring", unadvertised=True, meeting_id=met, as_of=NOW
    )
    [lead] = reflections.leads(records, met)
    assert (lead.id, lead.what, lead.unadvertised) == (done.fact_id, "A second analyst in spring", True)
    removed = reflections.remove_lead(records, lead.id)
    assert reflections.leads(records, met) == []
    undo(records, removed)
    assert reflections.leads(records, met) == [lead]


def test_an_empty_opening_is_refused_and_so_is_taking_out_what_is_gone(records, ada, met):
    with pytest.raises(InvalidRecord) as refused:
        reflections.note_lead(records, contact_id=ada, what=" ", meeting_id=met, as_of=NOW)
    assert refused.value.field == "what"
    with pytest.raises(InvalidRecord):
        reflections.remove_lead(records, NOBODY)


def test_an_opening_is_let_go_with_a_reason_and_comes_back_with_undo(records, ada, met):
    lead = str(reflections.note_lead(records, contact_id=ada, what="A post", meeting_id=met, as_of=NOW).fact_id)
    for key, why, field in ((lead, " ", "why"), (NOBODY, "Too far", "lead")):
        with pytest.raises(InvalidRecord) as refused:
            reflections.let_lead_go(records, key, why, as_of=NOW)
        assert refused.value.field == field
    done = reflections.let_lead_go(records, lead, "Too far", as_of=NOW)
    assert not reflections.let_lead_go(records, lead, "Once more", as_of=NOW).change
    assert [(each.dropped_at, each.dropped_why) for each in reflections.leads(records, met)] == [(NOW, "Too far")]
    undo(records, done)
    assert reflections.leads(records, met)[0].dropped_at is None


def test_the_same_form_notes_one_opening(records, ada, met):
    for _ in range(2):
        reflections.note_lead(records, contact_id=ada, what="One", meeting_id=met, as_of=NOW, token=NOBODY)
    assert len(reflections.leads(records, met)) == 1
