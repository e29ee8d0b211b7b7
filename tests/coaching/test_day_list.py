"""The list for the day: what it asks for by place and person, and its ticks."""

import pytest

from ivw.coaching import day_list, meetings
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import FORMATS
from tests.builders import a_contact, a_conversation, at, records_in

NOW = at("2026-11-24 09:00")
HEAD = "part,item,formats,relationship,text,why,optional\n"


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("day")) as opened:
        yield opened


@pytest.fixture
def cafe(records):
    return a_conversation(records, a_contact(records), starts="2026-11-26 10:00", format="cafe")


def items(format, relationship=None):
    return {entry.item: entry.text for entry in day_list.fitting(format, relationship)}


def seen_to(records, meeting, as_of=NOW):
    checks = day_list.of_meeting(records, meetings.get(records, meeting), None, as_of)
    return [check.entry.item for check in checks if check.ticked_at]


@pytest.mark.parametrize("format", [*FORMATS, None])
@pytest.mark.parametrize("relationship", [None, *day_list.RELATIONSHIPS])
def test_every_list_is_short_says_why_and_has_the_must_asks(format, relationship):
    entries = day_list.fitting(format, relationship)
    assert 3 <= sum(not entry.optional for entry in entries) <= 10
    assert all("guide" in entry.why or "our convention" in entry.why for entry in entries)
    assert {"must_asks", "notebook", "silence"} <= {entry.item for entry in entries}
    assert [entry.part for entry in entries] == sorted(
        (entry.part for entry in entries), key=list(day_list.PARTS).index
    )


def test_clothes_are_clean_whole_and_calm_wherever_one_is_seen():
    seen = {format for format in FORMATS if {"attire", "clean", "whole", "calm"} <= set(items(format))}
    assert seen == set(FORMATS) - {"phone"}
    assert not {"attire", "clean", "whole", "calm"} & set(items("phone"))


def test_a_phone_call_needs_a_quiet_room_instead_of_a_shirt_and_says_who_calls():
    assert {"quiet", "call"} <= set(items("phone"))
    assert {format for format in FORMATS if "quiet" in items(format)} == {"phone", "video"}


@pytest.mark.parametrize("relationship", day_list.RELATIONSHIPS)
def test_attire_is_professional_and_sharp_at_least_and_rises_with_the_place(relationship):
    attire = {format: items(format, relationship)["attire"] for format in FORMATS if format != "phone"}
    assert "job interview" in attire.pop("workplace")
    assert all("sharp" in words for words in attire.values())


def test_somebody_known_is_met_a_notch_less_formally():
    for format in set(FORMATS) - {"phone"}:
        assert items(format, "known")["attire"] != items(format, "stranger")["attire"]
    assert items("workplace", None) == items("workplace", "stranger")


def test_a_watch_and_a_printed_page_are_for_whoever_meets_face_to_face_and_the_link_for_a_call():
    face_to_face = {"workplace", "cafe", "restaurant", "elsewhere"}
    assert {format for format in FORMATS if "watch" in items(format)} == face_to_face
    assert {format for format in FORMATS if "printed" in items(format)["run_sheet"]} == face_to_face
    assert {format for format in FORMATS if "link" in items(format)} == {"video"}


def test_the_bill_is_optional_and_a_matter_of_cafes_and_restaurants_alone():
    thanks = [entry for format in FORMATS for entry in day_list.fitting(format) if entry.item == "thanks"]
    assert len(thanks) == 2
    assert all(entry.optional and set(entry.formats) == {"cafe", "restaurant"} for entry in thanks)


def test_a_tick_is_kept_once_taken_back_and_undone(records, cafe):
    done = day_list.tick(records, cafe, "watch", as_of=NOW)
    assert "a watch" in done.says
    assert not day_list.tick(records, cafe, "watch", as_of=at("2026-11-24 10:00")).change
    assert seen_to(records, cafe) == ["watch"]
    assert seen_to(records, cafe, at("2026-11-23 09:00")) == []
    day_list.untick(records, cafe, "watch")
    assert seen_to(records, cafe) == []
    again = day_list.tick(records, cafe, "clean", as_of=NOW)
    undo(records, again)
    assert seen_to(records, cafe) == []


def test_a_tick_stays_when_the_place_changes(records, cafe):
    day_list.tick(records, cafe, "attire", as_of=NOW)
    meetings.change(
        records, cafe, starts_at=at("2026-11-26 10:00"), minutes=20, format="workplace", place=None, as_of=NOW
    )
    assert seen_to(records, cafe) == ["attire"]


def test_what_is_not_on_the_list_and_a_conversation_that_is_gone_are_refused(records, cafe):
    with pytest.raises(InvalidRecord, match="has no 'hat'"):
        day_list.tick(records, cafe, "hat", as_of=NOW)
    for action in (
        lambda: day_list.tick(records, "01900000-0000-7000-8000-000000000001", "watch", as_of=NOW),
        lambda: day_list.untick(records, "no id", "watch"),
    ):
        with pytest.raises(InvalidRecord, match="not in the records"):
            action()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("socks,attire,any,,Socks,Why,", "line 2, part: There is no part 'socks'"),
        ("wear,attire,beach,,Socks,Why,", "line 2, formats: There is no 'beach'"),
        ("wear,attire,,,Socks,Why,", "line 2, formats: This is empty"),
        ("wear,attire,any,foe,Socks,Why,", "line 2, relationship: There is no 'foe'"),
        ("wear,attire,any,,,Why,", "line 2, text: This is empty"),
        ("wear,attire,any,,Socks,,", "line 2, why: This is empty"),
        ("wear,attire,any,,Socks,Why,perhaps", "line 2, optional: 'perhaps'"),
        ("wear,attire,any,,Socks, and shoes,Why,,", "more cells than columns"),
    ],
)
def test_what_cannot_be_used_is_told_by_file_and_line(tmp_path, row, says):
    path = tmp_path / "day_list.csv"
    path.write_text(HEAD + row + "\n", "utf-8")
    with pytest.raises(InvalidRecord, match=says):
        day_list.fitting("cafe", path=path)


def test_a_coach_may_edit_the_file(tmp_path):
    path = tmp_path / "day_list.csv"
    path.write_text(HEAD + "there,hat,Cafe; Video,known,Take the hat off,Our convention,no\n\n", "utf-8")
    assert [entry.text for entry in day_list.fitting("video", "known", path)] == ["Take the hat off"]
    assert day_list.fitting("video", "stranger", path) == ()
