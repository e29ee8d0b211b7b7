import unicodedata

import pytest

from ivw.coaching import contacts, interactions, meetings, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, forget_everybody, happened, records_in

NOW = at("2024-06-11")
TOKEN = "01900000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("contacts")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    return forget_everybody(one_file)


def found(records, words="", listed="everyone", **paging):
    page, _ = contacts.search(records, words, listed, **paging)
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
        why_this_person="secret",
    )  # fmt: skip
    tag(records, zoe, "alumni", "Boston")
    a_contact(records, name="Ben Example", organization="Beta", position="Nurse", field="Care")
    assert found(records, words) == ["Zoë Nguyễn"]


@pytest.mark.parametrize("words", ["zoe beta", "ngu yen x", "secret", "acmelabs"])
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
    pages = [contacts.search(records, "person", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [[each.name[-1] for each in page] for page, _ in pages] == [["0", "1", "2"], ["3", "4", "5"], ["6"], []]
    assert [count for _, count in pages] == [7, 7, 7, 7]
    assert contacts.search(records, "person", limit=7)[1] == 7


def test_people_of_one_name_are_all_there_and_keep_their_places(records):
    ids = {a_contact(records, name="Ada Example") for _ in range(5)}
    listed = [contacts.search(records, limit=1, offset=n)[0][0].contact_id for n in range(5)]
    assert set(listed) == ids


def test_the_shortlist_holds_who_is_not_met_yet_newest_first(records):
    a_contact(records, name="First", shortlist=True, added="2024-01-01")
    a_contact(records, name="Second", shortlist=True, added="2024-02-01")
    a_contact(records, name="Met", shortlist=True, met="2024-03-01")
    a_contact(records, name="Unlisted")
    assert found(records, listed="shortlist") == ["Second", "First"]
    assert found(records, listed="met") == ["Met"]
    assert len(found(records, listed="everyone")) == 4
    assert contacts.counts(records) == {"shortlist": 2, "met": 1, "everyone": 4}


def test_a_planned_or_cancelled_conversation_makes_nobody_met(records):
    ada = a_contact(records, shortlist=True)
    planned = a_conversation(records, ada, starts="2024-06-20 10:00")
    assert contacts.counts(records)["met"] == 0
    meetings.call_off(records, planned, as_of=at("2024-06-15"))
    assert contacts.counts(records) == {"shortlist": 1, "met": 0, "everyone": 1}


def test_what_is_found_says_what_a_list_shows(records):
    ada = a_contact(records, tie="A", do_not_contact=True, met=["2024-03-01 10:00", "2024-05-01 10:00"])
    tag(records, ada, "b", "a")
    [[row], count] = contacts.search(records)
    assert (row.contact_id, row.tie, row.do_not_contact, row.tags, count) == (ada, "A", True, "a, b", 1)
    assert row.met_at == at("2024-05-01 10:00")


def test_empty_records_have_nobody(records):
    assert contacts.search(records) == ([], 0)
    assert contacts.counts(records) == {"shortlist": 0, "met": 0, "everyone": 0}


# Adding and changing


def test_a_name_is_enough_and_puts_somebody_on_the_shortlist(records):
    done = contacts.add(records, name="  Ada \t Example\n", as_of=NOW)
    assert done.says == "Ada Example is on your shortlist."
    ada = contacts.get(records, done.fact_id)
    assert (ada.name, ada.shortlisted_at, ada.added_at, ada.do_not_contact) == ("Ada Example", NOW, NOW, False)


def test_a_second_click_of_the_form_saves_nothing(records):
    first = contacts.add(records, name="Ada", as_of=NOW, token=TOKEN)
    second = contacts.add(records, name="Ada", as_of=NOW, token=TOKEN)
    assert first.fact_id == TOKEN
    assert not second.change
    assert found(records) == ["Ada"]


BAD = [
    ({"name": ""}, "name"),
    ({"name": " \t\x00"}, "name"),
    ({"name": "x" * 501}, "name"),
    ({"email": "nobody"}, "email"),
    ({"email": "a@b@c.org"}, "email"),
    ({"linkedin_url": "javascript:alert(1)"}, "linkedin_url"),
    ({"linkedin_url": "linkedin.com/in/ada"}, "linkedin_url"),
    ({"organization": "x" * 501}, "organization"),
    ({"why_this_person": "x" * 20_001}, "why_this_person"),
    ({"tie": "E"}, "tie"),
    ({"relationship": "friend"}, "relationship"),
    ({"cadence_days": 0}, "cadence_days"),
    ({"cadence_days": 3651}, "cadence_days"),
]


@pytest.mark.parametrize(("facts", "field"), BAD)
def test_what_cannot_be_right_is_refused_with_its_field_and_nothing_is_saved(records, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        contacts.add(records, **({"name": "Ada"} | facts), as_of=NOW)
    assert wrong.value.field == field
    assert wrong.value.wrong
    assert wrong.value.right
    assert found(records) == []
    ada = a_contact(records, name="Ada", tie="A", email="ada@example.org")
    before = contacts.get(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        contacts.change(records, ada, **facts)
    assert wrong.value.field == field
    assert contacts.get(records, ada) == before


def test_lines_and_texts_are_cleaned_and_empty_ones_are_nothing(records):
    ada = a_contact(records, organization="  Acme \n Labs\x07", position="   ", why_this_person="  one\n\ntwo\x00  ")
    told = contacts.get(records, ada)
    assert (told.organization, told.position, told.why_this_person) == ("Acme Labs", None, "one\n\ntwo")


def test_a_change_touches_what_it_names_and_can_be_taken_back(records):
    ada = a_contact(records, name="Ada", tie="A", email="ada@example.org")
    before = contacts.get(records, ada)
    done = contacts.change(records, ada, tie=None, position="Engineer", do_not_contact=True)
    after = contacts.get(records, ada)
    assert (after.tie, after.position, after.do_not_contact, after.email) == (None, "Engineer", True, before.email)
    assert undo(records, done).says == "Taken back: Ada: saved."
    assert contacts.get(records, ada) == before


def test_a_change_of_nothing_is_none(records):
    ada = a_contact(records)
    assert not contacts.change(records, ada).change
    assert not contacts.change(records, ada, tie=None).change


@pytest.mark.parametrize("key", [TOKEN, "not an id", ""])
def test_somebody_who_is_not_there_is_refused_in_plain_words(records, key):
    for attempt in (
        lambda: contacts.get(records, key),
        lambda: contacts.change(records, key, tie="A"),
        lambda: contacts.shortlist(records, key, as_of=NOW),
        lambda: contacts.remove(records, key),
    ):
        with pytest.raises(InvalidRecord) as wrong:
            attempt()
        assert wrong.value.field == "contact"
    assert contacts.timeline(records, key) == []
    assert contacts.named_by(records, key) == []


def test_one_is_put_on_the_shortlist_and_taken_off_it(records):
    ada = a_contact(records)
    assert contacts.shortlist(records, ada, as_of=NOW).says == "Ada Example is on your shortlist."
    assert found(records, listed="shortlist") == ["Ada Example"]
    assert contacts.shortlist(records, ada, as_of=NOW, on=False).says == "Ada Example is off your shortlist."
    assert found(records, listed="shortlist") == []


# Removing


def test_removing_somebody_takes_all_that_was_written_down_and_can_be_taken_back(records):
    ada = a_contact(records, met="2024-06-01", asked="2024-05-01")
    ben = a_contact(records, name="Ben", asked="2024-05-01")
    promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=NOW)
    before = contacts.timeline(records, ada)
    done = contacts.remove(records, ada)
    assert found(records) == ["Ben"]
    assert contacts.timeline(records, ada) == []
    assert len(contacts.timeline(records, ben)) == 1
    undo(records, done)
    assert contacts.timeline(records, ada) == before


def test_adding_somebody_can_be_taken_back_until_something_was_written_down_about_them(records):
    undo(records, contacts.add(records, name="Ada", as_of=NOW))
    assert found(records) == []
    ben = contacts.add(records, name="Ben", as_of=NOW)
    happened(records, ben.fact_id, "request", "2024-06-12")
    cy = contacts.add(records, name="Cy", as_of=NOW)
    contacts.change(records, cy.fact_id, why_this_person="knows robots")
    for added in (ben, cy):
        with pytest.raises(InvalidRecord) as wrong:
            undo(records, added)
        assert wrong.value.field == "undo"
    assert found(records) == ["Ben", "Cy"]


def test_before_somebody_is_removed_it_is_said_what_would_go_along(records):
    ada = a_contact(records, met="2024-06-01", asked=["2024-05-01", "2024-05-02"])
    promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=NOW)
    a_contact(records, name="Ben", asked="2024-05-01")
    assert contacts.goes_along(records, ada) == {"interactions": 2, "meetings": 1, "promises": 1}
    assert contacts.goes_along(records, a_contact(records)) == {}
    assert contacts.goes_along(records, "not an id") == {}


# The time line


def test_everything_that_happened_is_on_one_time_line_newest_first(records):
    ada = a_contact(records, asked="2024-05-01", replied="2024-05-02")
    a_conversation(records, ada, starts="2024-05-10 10:00", held=True, about="the lab")
    called_off = a_conversation(records, ada, starts="2024-06-30 10:00", scheduled="2024-05-15")
    meetings.call_off(records, called_off, as_of=at("2024-05-20"))
    a_conversation(records, ada, starts="2024-07-30 10:00", scheduled="2024-05-25")
    mine = promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=at("2024-05-11"))
    promises.keep(records, mine.fact_id, as_of=at("2024-05-12"))
    promises.promise(
        records, contact_id=ada, what="ask around", due=NOW.date(), as_of=at("2024-05-13"), owner="them"
    )  # fmt: skip
    named = promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-05-14"))
    promises.follow(records, named.fact_id, as_of=at("2024-05-16"))
    happened(records, ada, "note", "2024-05-30", text="shy")
    assert [(each.what, each.direction, each.words) for each in contacts.timeline(records, ada)] == [
        ("note", "none", "shy"),
        ("scheduled", "both", None),
        ("cancelled", "both", None),
        ("referral_followed", "out", "Priya"),
        ("referral", "in", "Priya"),
        ("their_promise", "in", "ask around"),
        ("promise_kept", "out", "send it"),
        ("promise", "out", "send it"),
        ("conversation", "both", "the lab"),
        ("reply", "in", None),
        ("request", "out", None),
    ]
    assert [each.what for each in contacts.timeline(records, ada, limit=2, offset=1)] == ["scheduled", "cancelled"]
    assert contacts.happenings(records, ada) == 11
    assert contacts.is_met(records, ada)
    for entry in contacts.timeline(records, ada):
        assert contacts.HAPPENINGS[entry.what].label


def test_an_entry_can_be_taken_off_the_time_line_and_put_back(records):
    ada = a_contact(records, asked="2024-05-01", met="2024-05-05")
    mine = promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=at("2024-05-11"))
    promises.keep(records, mine.fact_id, as_of=at("2024-05-12"))
    whole = contacts.timeline(records, ada)
    for entry in whole:
        done = contacts.take_out(records, entry)
        left = contacts.timeline(records, ada)
        assert entry not in left
        # A promise that was kept is open again; a promise that was made goes with the keeping of it.
        assert len(left) == len(whole) - (2 if entry.what == "promise" else 1)
        undo(records, done)
        assert contacts.timeline(records, ada) == whole
    contacts.remove(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        contacts.take_out(records, whole[0])
    assert wrong.value.field == "entry"


def test_every_state_can_be_said_in_words():
    assert contacts.state_in_words("prospect")[1] == ""
    assert contacts.state_in_words("thank_you_overdue") == ("Thank-you late", "overdue")
    assert contacts.state_in_words("second_person_due")[1] == "due"


def test_an_entry_of_the_time_line_names_the_fact_it_shows(records):
    ada = a_contact(records, asked="2024-05-01")
    [entry] = contacts.timeline(records, ada)
    assert entry.fact_table == "interactions"
    interactions.remove(records, entry.fact_id)
    assert contacts.timeline(records, ada) == []


def test_a_referred_person_knows_who_named_them_and_whether_that_may_be_said(records):
    ada = a_contact(records)
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW, may_mention="yes")
    [referral] = promises.referrals_of(records, ada)
    assert contacts.named_by(records, referral.prospect_id) == [(ada, "Ada Example", "yes", NOW)]
    assert done.fact_id == referral.id
    assert contacts.named_by(records, ada) == []
