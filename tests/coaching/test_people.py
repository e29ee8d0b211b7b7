import unicodedata

import pytest

from ivw.coaching import meetings, people
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2024-06-11")


def found(records, words="", listed="everyone", **paging):
    page, _ = people.search(records, words, listed, **paging)
    return [each.name for each in page]


def tag(records, contact_id, *tags):
    with records.transaction() as transaction:
        transaction.add_many("contact_tags", [{"contact_id": contact_id, "tag": each} for each in tags])


# Searching


@pytest.mark.parametrize(
    "words",
    ["zoë", "ZOE", "nguyen", "Nguyễn", "acme", "labs", "engineer", "robot", "alum", "zoe acme alumni", "  labs\tzoe ",
     unicodedata.normalize("NFD", "Zoë Nguyễn")],
)  # fmt: skip
def test_a_search_looks_through_all_that_describes_somebody_without_case_and_accents(records, words):
    zoe = a_contact(
        records, name="Zoë Nguyễn", organization="ACME Labs", position="Lead Engineer", field="Robotics",
        why_this_person="her secret",
    )  # fmt: skip
    tag(records, zoe, "alumni", "Boston")
    a_contact(records, name="Ben Example", organization="Beta", position="Nurse", field="Care")
    assert found(records, words) == ["Zoë Nguyễn"]


@pytest.mark.parametrize("words", ["zoe beta", "ngu yen xx", "secrets", "acmelabs"])
def test_every_word_has_to_stand_somewhere(records, words):
    a_contact(records, name="Zoë Nguyễn", organization="ACME Labs", why_this_person="secret")
    a_contact(records, name="Ben Example", organization="Beta")
    assert found(records, words) == []


def test_no_words_find_everybody_by_name(records):
    for name in ("zoe", "Émile", "ben", "Ada"):
        a_contact(records, name=name)
    assert found(records) == found(records, "   ") == ["Ada", "ben", "Émile", "zoe"]


@pytest.mark.parametrize("special", ["%", "_", "\\", "'", '"', ".", "*", "(", "[a-z]", "$words", "--", ";", "?"])
def test_special_characters_stand_for_themselves(records, special):
    a_contact(records, name=f"A {special} b")
    a_contact(records, name="Plain Example")
    assert found(records, special) == [f"A {special} b"]


def test_an_organization_name_with_an_apostrophe_is_found(records):
    a_contact(records, name="Pat", organization="O'Brien & Sons 100%")
    assert found(records, "o'brien & 100%") == ["Pat"]


def test_pages_cut_the_list_and_the_count_is_of_all(records):
    for n in range(7):
        a_contact(records, name=f"Person {n}")
    a_contact(records, name="Somebody else")
    pages = [people.search(records, "person", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [[each.name[-1] for each in page] for page, _ in pages] == [["0", "1", "2"], ["3", "4", "5"], ["6"], []]
    assert [count for _, count in pages] == [7, 7, 7, 7]
    assert people.search(records, "person", limit=7)[1] == 7


def test_people_of_one_name_are_all_there_and_keep_their_places(records):
    ids = {a_contact(records, name="Ada Example") for _ in range(5)}
    listed = [people.search(records, limit=1, offset=n)[0][0].contact_id for n in range(5)]
    assert set(listed) == ids


def test_the_shortlist_holds_who_is_not_met_yet_newest_first(records):
    a_contact(records, name="First", shortlist=True, added="2024-01-01")
    a_contact(records, name="Second", shortlist=True, added="2024-02-01")
    a_contact(records, name="Met", shortlist=True, met="2024-03-01")
    a_contact(records, name="Unlisted")
    assert found(records, listed="shortlist") == ["Second", "First"]
    assert found(records, listed="met") == ["Met"]
    assert len(found(records, listed="everyone")) == 4
    assert people.counts(records) == {"shortlist": 2, "met": 1, "everyone": 4, "archived": 0}


def test_a_planned_or_cancelled_conversation_makes_nobody_met(records):
    ada = a_contact(records, shortlist=True)
    planned = a_conversation(records, ada, starts="2024-06-20 10:00")
    assert people.counts(records)["met"] == 0
    meetings.call_off(records, planned, as_of=at("2024-06-15"))
    assert people.counts(records) == {"shortlist": 1, "met": 0, "everyone": 1, "archived": 0}


def test_what_is_found_says_what_a_list_shows(records):
    ada = a_contact(records, tie="A", do_not_contact=True, met=["2024-03-01 10:00", "2024-05-01 10:00"])
    tag(records, ada, "b", "a")
    [[row], count] = people.search(records)
    assert (row.contact_id, row.tie, row.do_not_contact, row.tags, count) == (ada, "A", True, "a, b", 1)
    assert row.met_at == at("2024-05-01 10:00")


def test_empty_records_have_nobody(records):
    assert people.search(records) == ([], 0)
    assert people.counts(records) == {"shortlist": 0, "met": 0, "everyone": 0, "archived": 0}


# In what is written about them


@pytest.mark.parametrize("field", ["why_this_person", "common_ground", "what_they_get", "experience"])
def test_a_word_of_a_text_about_somebody_finds_them_and_says_where_it_stands(records, field):
    a_contact(records, name="Ada", **{field: "She loves Ålesund and its birds."})
    a_contact(records, name="Ben")
    rows, total = people.search(records, "alesund")
    assert ([row.name for row in rows], total) == (["Ada"], 1)
    assert list(people.excerpts(records, rows).values()) == [
        f"{people.PLACES[field]}: She loves Ålesund and its birds."
    ]  # fmt: skip


def test_notes_messages_and_conversations_are_looked_through_together_with_the_facts(records):
    ada = a_contact(records, name="Ada Müller", organization="Acme")
    happened(records, ada, "note", "2024-05-01", text="keeps bees")
    happened(records, ada, "message", "2024-05-02", text="about the 蜂蜜 harvest")
    a_conversation(records, ada, starts="2024-05-03 10:00", held=True, about="Queens in winter")
    assert found(records, "muller bees acme queens") == ["Ada Müller"]
    assert found(records, "蜂蜜") == ["Ada Müller"]
    assert found(records, "bees wasps") == []
    rows, _ = people.search(records, "ada bees")
    assert rows[0].missing == ["bees"]
    assert people.excerpts(records, rows) == {ada: "in a note: keeps bees"}
    assert people.excerpts(records, people.search(records, "ada")[0]) == {}


def test_an_excerpt_shows_what_stands_around_the_word_however_long_the_note(records):
    ada = a_contact(records)
    happened(records, ada, "note", "2024-05-01", text="İlk söz " * 250 + "\n\nthe Straße nearby\n\n" + "and on " * 200)
    rows, _ = people.search(records, "straße")
    said = people.excerpts(records, rows)[ada]
    assert "the Straße nearby" in said
    assert said.startswith("in a note: … ")
    assert said.endswith(" …")
    assert len(said) < 110


def test_where_a_word_begins_a_name_comes_first_and_a_note_last(records):
    noted = a_contact(records, name="Aaron Note")
    happened(records, noted, "note", "2024-05-01", text="like Anna")
    a_contact(records, name="Abe Ranna")
    a_contact(records, name="Bo Fact", organization="O'Anna & Sons")
    a_contact(records, name="Zoe Anna")
    assert found(records, "anna") == ["Zoe Anna", "Bo Fact", "Abe Ranna", "Aaron Note"]


# Cut to some


def test_a_list_is_cut_to_whoever_matches_every_filter(records):
    ada = a_contact(
        records, name="Ada", field="Care", organization="Acme", source_kind="event", tie="A", kind_of_person="alum"
    )  # fmt: skip
    ben = a_contact(records, name="Ben", field="care ", organization=" ACME", tie="C")
    a_contact(records, name="Cy", organization="Acme Labs")
    tag(records, ada, "Alumni", "x")
    tag(records, ben, "x")

    def cut_to(**cut):
        return found(records, cut=people.Cut(**cut))

    assert cut_to(field="CARE") == ["Ada", "Ben"]
    assert cut_to(organization="acme") == ["Ada", "Ben"]  # the whole name, never a part of one
    assert cut_to(source="event") == cut_to(kind="alum") == cut_to(tie="A") == cut_to(tag="alumni") == ["Ada"]
    assert cut_to(tie="C") == ["Ben", "Cy"]  # where nothing is said
    assert cut_to(tag="x", organization="acme") == ["Ada", "Ben"]
    assert cut_to(tag="x", source="book") == []
    choices = people.choices(records)
    assert [len(choices[each]) for each in ("field", "organization", "tag")] == [1, 2, 2]


def test_a_list_is_cut_to_a_stage(records):
    now = at("2024-06-11 09:00")
    waiting = a_contact(records, name="Waiting", asked="2024-06-10")
    late = a_contact(records, name="Late", met="2024-06-05 10:00")
    prospect = a_contact(records, name="Prospect")
    assert people.in_stage(records, "waiting", now, "UTC") == [waiting]
    assert people.in_stage(records, "something_due", now, "UTC") == [late]
    assert people.in_stage(records, "prospect", now, "UTC") == [prospect]
    assert people.in_stage(records, "on_track", now, "UTC") == [late]
    assert found(records, among=[waiting, late]) == ["Late", "Waiting"]
    assert found(records, "wait", among=[waiting, late]) == ["Waiting"]
    assert found(records, among=[]) == []
