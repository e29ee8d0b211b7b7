"""Themes: named by kind, moved between kinds, offered again."""

import pytest

from ivw.coaching import reflections, themes
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_conversation, at

NOW = at("2024-06-11 12:00")


def debriefs(records):
    return records.rows("SELECT count(*) FROM debriefs")[0][0]


def named(records, meeting):
    return {(each.kind, each.theme) for each in themes.of_meeting(records, meeting)}


def test_themes_are_named_by_kind_and_those_no_longer_named_go(records, met):
    themes.say(records, met, "skill", ["Writing", " Public   speaking "], as_of=NOW)
    themes.say(records, met, "technology", ["SQL"], as_of=NOW)
    assert named(records, met) == {("skill", "Writing"), ("skill", "Public speaking"), ("technology", "SQL")}
    themes.say(records, met, "skill", ["Writing"], as_of=NOW)
    assert named(records, met) == {("skill", "Writing"), ("technology", "SQL")}
    assert reflections.of_meeting(records, met).written_at == NOW


def test_a_theme_stands_under_one_kind_whatever_its_case(records, met):
    themes.say(records, met, "skill", ["sql", "SQL"], as_of=NOW)
    assert named(records, met) == {("skill", "sql")}
    themes.say(records, met, "technology", ["SQL"], as_of=NOW)
    assert named(records, met) == {("technology", "sql")}
    assert not themes.say(records, met, "technology", ["Sql"], as_of=NOW).change


def test_no_themes_begin_no_debrief(records, met):
    themes.say(records, met, "skill", [], as_of=NOW)
    assert debriefs(records) == 0


@pytest.mark.parametrize(("kind", "names", "field"), [
    ("hobby", ["Chess"], "kind"), ("skill", ["  "], "theme"), ("skill", ["x" * 501], "theme"),
])  # fmt: skip
def test_a_theme_that_cannot_be_right_is_refused(records, met, kind, names, field):
    with pytest.raises(InvalidRecord) as refused:
        themes.say(records, met, kind, names, as_of=NOW)
    assert refused.value.field == field
    assert named(records, met) == set()


def test_themes_used_before_are_offered_the_most_frequent_first(records, ada, met):
    other = a_conversation(records, ada, starts="2024-05-01 10:00", held=True)
    themes.say(records, met, "skill", ["Editing", "Writing"], as_of=NOW)
    themes.say(records, other, "skill", ["Writing"], as_of=NOW)
    assert themes.known(records) == {"technology": [], "skill": ["Writing", "Editing"], "demand": []}
