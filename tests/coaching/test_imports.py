import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ivw.coaching import (
    contacts,
    import_matching,
    imports,
    interactions,
    meetings,
    past_imports,
    people,
    profile,
    promises,
    time_line,
)
from ivw.coaching import done as actions
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead, IncomingPerson
from ivw.exchange import history, linkedin
from tests.builders import a_contact, at, forget_everybody, happened, records_in

NOW, LATER = at("2024-06-11 12:00"), at("2024-06-20 12:00")
CONNECTIONS = Path(__file__).parents[1] / "data" / "inputs" / "Connections.csv"
ADA = "https://www.linkedin.com/in/ada"


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("imports")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    return forget_everybody(one_file)


def somebody(name="Ada Example", **facts):
    return IncomingPerson(1, name, facts)


def a_file(*people, source="linkedin"):
    return FileRead(source, tuple(replace(each, row=row) for row, each in enumerate(people, start=1)), (), 0)


def told(*people):
    """A history as its reader finds it."""
    return history.read(json.dumps({"contacts": people}).encode(), "UTC")


def brought(records, *people, **named):
    read = people[0] if isinstance(people[0], FileRead) else a_file(*people)
    return imports.apply(records, read, as_of=NOW, **named)


def counted(result):
    return result.added, result.updated, result.unchanged, result.skipped


def everything(records):
    return {
        table: sorted(row for (row,) in records.rows(f"SELECT to_json(t)::VARCHAR FROM {table} AS t"))
        for table in set(records.columns()) - {"imports", "import_changes"}
    }


def names(records):
    return [each.name for each in people.search(records)[0]]


def the(records, name):
    [found] = [each for each in people.search(records)[0] if each.name == name]
    return contacts.get(records, found.contact_id)


def undone(records):
    return past_imports.undo(records, past_imports.past(records)[0].id, as_of=LATER)


HISTORY = {
    "name": "Ada Example",
    "organization": "Acme Labs",
    "tie": "B",
    "interactions": [{"kind": "request", "happened_at": "2024-05-01T09:00:00Z", "gives": True, "text": "hello"}],
    "meetings": [{"starts_at": "2024-06-18T09:00:00Z", "scheduled_at": "2024-06-01T09:00:00Z"}],
    "promises": [{"what": "send it", "due": "2024-06-20", "made_at": "2024-06-01T09:00:00Z"}],
    "referrals": [{"name": "Priya", "given_at": "2024-06-01T09:00:00Z"}],
}


# Looking first


def test_a_preview_counts_and_writes_nothing(records):
    a_contact(records, linkedin_url=ADA)
    before = everything(records)
    read = a_file(somebody(linkedin_url=ADA, position="Engineer"), somebody("Ben"), somebody("Cy", organization="Acme"))
    looked = imports.preview(records, read, as_of=NOW)
    assert counted(looked) == (2, 1, 0, 0)
    assert [each.name for each in looked.newcomers] == ["Ben", "Cy"]
    assert everything(records) == before
    assert past_imports.past(records) == []
    assert counted(brought(records, read)) == (2, 1, 0, 0)


def test_problems_of_the_file_are_reported_by_row_before_and_after(records):
    read = linkedin.read(CONNECTIONS.read_bytes())
    assert read.problems
    looked, done = imports.preview(records, read, as_of=NOW), brought(records, read)
    assert looked.problems == done.problems == read.problems
    assert looked.skipped == done.skipped == read.skipped > 0


def test_a_file_with_nobody_in_it_leaves_no_import_behind(records):
    assert counted(brought(records, a_file())) == (0, 0, 0, 0)
    assert past_imports.past(records) == []


# Twice


def test_a_real_file_twice_changes_nothing_the_second_time(records):
    read = linkedin.read(CONNECTIONS.read_bytes())
    first = brought(records, read)
    before = everything(records)
    second = brought(records, read)
    assert first.added == len(before["contacts"])
    assert (second.added, second.updated, second.unchanged) == (0, 0, first.added)
    assert everything(records) == before
    assert len(past_imports.past(records)) == 1


def test_a_history_twice_changes_nothing_the_second_time(records):
    brought(records, told(HISTORY, {"name": "Ben"}))
    before = everything(records)
    assert counted(brought(records, told(HISTORY, {"name": "Ben"}))) == (0, 0, 2, 0)
    assert everything(records) == before


def test_a_history_that_grew_brings_what_is_new_alone(records):
    brought(records, told(HISTORY))
    reply = {"kind": "reply", "happened_at": "2024-05-02T09:00:00Z"}
    grown = HISTORY | {"interactions": [*HISTORY["interactions"], reply]}
    assert counted(brought(records, told(grown))) == (0, 1, 0, 0)
    ada = the(records, "Ada Example")
    happened_then = sorted(each.what for each in time_line.entries(records, ada.id))
    assert happened_then == ["promise", "referral", "reply", "request", "scheduled"]


def test_the_same_fact_twice_in_one_file_is_one(records):
    twice = HISTORY | {"interactions": HISTORY["interactions"] * 2, "promises": HISTORY["promises"] * 2}
    brought(records, told(twice))
    assert len(everything(records)["interactions"]) == len(everything(records)["promises"]) == 1


# Matching


@pytest.mark.parametrize(
    "url",
    ["https://www.linkedin.com/in/ada", "http://linkedin.com/in/Ada/", "https://de.linkedin.com/in/ada?trk=x",
     "https://www.linkedin.com/mwlite/in/ada#top", "https://www.linkedin.com/in/%61da"],
)  # fmt: skip
def test_people_are_matched_by_their_linkedin_address_however_it_is_written(records, url):
    a_contact(records, name="Ada", linkedin_url=ADA)
    assert counted(brought(records, somebody("Ada E. Example, PhD", linkedin_url=url))) == (0, 0, 1, 0)
    assert names(records) == ["Ada"]


def test_people_are_matched_by_e_mail_in_any_case(records):
    a_contact(records, name="Ada", email="Ada@Example.org")
    assert counted(brought(records, somebody("A. Example", email="ada@example.ORG"))) == (0, 0, 1, 0)


def test_nobody_is_matched_by_name_alone(records):
    a_contact(records, name="Ada Example", organization="Acme", email="ada@example.org")
    assert counted(brought(records, somebody(organization="Acme", linkedin_url=ADA))) == (1, 0, 0, 0)
    assert counted(brought(records, somebody(organization="Acme"))) == (1, 0, 0, 0)
    assert names(records) == ["Ada Example"] * 3


def test_without_any_address_whole_name_and_organization_have_to_be_the_same(records):
    a_contact(records, name="Ada Example", organization="Acme")
    same = somebody("ada  EXAMPLE", organization=" ACME ")
    assert counted(brought(records, same)) == (0, 0, 1, 0)
    assert counted(brought(records, somebody(organization="Beta"), somebody("Ada"))) == (2, 0, 0, 0)


def test_namesakes_without_addresses_stay_as_many_as_they_are(records):
    namesakes = [told_one | {"tie": tie} for tie, told_one in zip("AB", [{"name": "Ada Example"}] * 2, strict=True)]
    assert counted(brought(records, told(*namesakes))) == (2, 0, 0, 0)
    assert counted(brought(records, told(*namesakes))) == (0, 0, 2, 0)
    third = {"name": "Ada Example", "tie": "C"}
    assert counted(brought(records, told(*namesakes, third))) == (1, 0, 2, 0)
    assert sorted(contacts.get(records, each.contact_id).tie for each in people.search(records)[0]) == ["A", "B", "C"]


def test_one_person_twice_in_a_file_is_one_and_keeps_the_best_of_both(records):
    result = brought(
        records,
        somebody(linkedin_url=ADA),
        somebody(linkedin_url=ADA + "/", email="ada@example.org", position="Engineer"),
        somebody(email="ADA@example.org", organization="Acme", position="Director"),
    )
    assert counted(result) == (1, 0, 2, 0)
    ada = the(records, "Ada Example")
    assert (ada.email, ada.position, ada.organization) == ("ada@example.org", "Engineer", "Acme")


def test_an_address_that_one_row_adds_to_somebody_known_counts_for_the_next_row(records):
    a_contact(records, name="Ada", linkedin_url=ADA)
    both = somebody(linkedin_url=ADA, email="ada@example.org")
    assert counted(brought(records, both, somebody(email="ada@example.org"))) == (0, 1, 0, 0)
    assert names(records) == ["Ada"]


@pytest.mark.parametrize("url", [None, "", "https://example.org/in/ada", "https://www.linkedin.com/company/acme"])
def test_only_a_persons_linkedin_address_is_one(url):
    assert import_matching.linkedin_key(url) is None


# Enriching


def test_an_import_fills_gaps_and_never_overwrites(records):
    a_contact(records, name="Ada", linkedin_url=ADA, organization="Own words", tie="A")
    facts = {
        "linkedin_url": ADA + "?x",
        "organization": "Acme",
        "position": "Engineer",
        "connected_on": date(2020, 2, 29),
    }
    assert counted(brought(records, somebody("Somebody else", **facts, tie="D"))) == (0, 1, 0, 0)
    ada = the(records, "Ada")
    assert (ada.organization, ada.position, ada.tie, ada.linkedin_url) == ("Own words", "Engineer", "A", ADA)
    assert ada.connected_on == date(2020, 2, 29)


def test_a_person_marked_do_not_contact_stays_marked(records):
    a_contact(records, name="Ada", email="ada@example.org", do_not_contact=True)
    brought(records, told({"name": "Ada", "email": "ada@example.org", "do_not_contact": False, "position": "Engineer"}))
    assert the(records, "Ada").do_not_contact is True


def test_whoever_is_imported_is_in_the_records_and_not_on_the_shortlist(records):
    brought(records, somebody(), file_name="Connections.csv")
    ada = the(records, "Ada Example")
    assert (ada.added_at, ada.shortlisted_at, ada.do_not_contact) == (NOW, None, False)
    [past] = past_imports.past(records)
    assert (past.source, past.file_name, past.imported_at, past.undone_at, past.people) == (
        "linkedin", "Connections.csv", NOW, None, 1,
    )  # fmt: skip


def test_every_fact_of_a_history_arrives_as_it_was_told(records):
    brought(records, told(HISTORY))
    ada = the(records, "Ada Example")
    assert (ada.organization, ada.tie) == ("Acme Labs", "B")
    assert records.rows("SELECT kind, direction, gives, happened_at, text FROM interactions") == [
        ("request", "out", True, at("2024-05-01 09:00"), "hello")
    ]
    [meeting] = meetings.of_contact(records, ada.id)
    assert (meeting.status, meeting.minutes, meeting.scheduled_at) == ("planned", 20, at("2024-06-01 09:00"))
    [promise] = promises.of_contact(records, ada.id)
    assert (promise.owner, promise.due, promise.made_at) == ("me", date(2024, 6, 20), at("2024-06-01 09:00"))
    assert [each.name for each in promises.referrals_of(records, ada.id)] == ["Priya"]


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE contacts; --", "=HYPERLINK(1)", "<img src=x>", "\\N", "null", "🦀\u202e"]
)
def test_whatever_a_file_says_is_stored_as_text(records, text):
    brought(records, somebody(text, organization=text))
    assert the(records, text).organization == text


# Undoing


def test_an_import_is_undone_as_one_even_after_a_restart(tmp_path):
    with records_in(tmp_path) as records:
        a_contact(records, name="Ben", linkedin_url=ADA, organization="Own words")
        before = everything(records)
        brought(records, told(HISTORY))
        brought(records, somebody("Ben", linkedin_url=ADA, position="Nurse", organization="Acme"), somebody("Cy"))
    with records_in(tmp_path) as records:
        for past in past_imports.past(records):
            assert past_imports.undo(records, past.id, as_of=LATER).says == "The import is undone."
        assert everything(records) == before
        assert [(each.people, each.undone_at) for each in past_imports.past(records)] == [(1, LATER), (1, LATER)]


def test_a_big_import_is_undone_as_one(records):
    brought(records, linkedin.read(CONNECTIONS.read_bytes()))
    undone(records)
    assert names(records) == []


def test_undoing_an_import_can_be_taken_back(records):
    brought(records, told(HISTORY))
    before = everything(records)
    done = undone(records)
    assert names(records) == []
    actions.undo(records, done)
    assert everything(records) == before
    assert past_imports.past(records)[0].undone_at is None


def test_an_import_can_be_taken_back_right_after_it(records):
    result = brought(records, told(HISTORY))
    actions.undo(records, result.done)
    assert names(records) == []
    assert past_imports.past(records) == []


def test_what_was_undone_can_be_imported_again(records):
    brought(records, told(HISTORY))
    before = len(everything(records)["interactions"])
    undone(records)
    assert counted(brought(records, told(HISTORY))) == (1, 0, 0, 0)
    assert len(everything(records)["interactions"]) == before


@pytest.mark.parametrize("key", ["01900000-0000-7000-8000-000000000001", "not an id"])
def test_an_import_that_is_not_there_cannot_be_undone(records, key):
    brought(records, somebody())
    for attempt in (past_imports.undo, lambda records, key, as_of: past_imports.going(records, key)):
        with pytest.raises(InvalidRecord) as wrong:
            attempt(records, key, as_of=LATER)
        assert wrong.value.field == "import"
    undone(records)
    with pytest.raises(InvalidRecord):
        undone(records)


TOUCHES = {
    "an interaction": lambda records, ada: happened(records, ada, "message", "2024-06-12"),
    "a note": lambda records, ada: happened(records, ada, "note", "2024-06-12"),
    "a place on the shortlist": lambda records, ada: contacts.shortlist(records, ada, as_of=LATER),
    "words about them": lambda records, ada: contacts.change(records, ada, why_this_person="knows robots"),
    "a tie": lambda records, ada: contacts.change(records, ada, tie="A"),
    "a promise": lambda records, ada: promises.promise(
        records, contact_id=ada, what="call", due=date(2024, 7, 1), as_of=LATER
    ),
    "a promise kept": lambda records, ada: promises.keep(
        records, promises.of_contact(records, ada)[0].id, as_of=LATER
    ),
    "a conversation held": lambda records, ada: meetings.hold(
        records, meetings.of_contact(records, ada)[0].id, as_of=LATER, about="the lab"
    ),
    "a referral followed": lambda records, ada: promises.follow(
        records, promises.referrals_of(records, ada)[0].id, as_of=LATER
    ),
}  # fmt: skip


@pytest.mark.parametrize("touch", TOUCHES)
def test_people_about_whom_something_was_written_since_stay_with_all_of_it(records, touch):
    brought(records, told(HISTORY, {"name": "Ben"}))
    TOUCHES[touch](records, the(records, "Ada Example").id)
    before = time_line.entries(records, the(records, "Ada Example").id)
    going = past_imports.going(records, past_imports.past(records)[0].id)
    done = undone(records)
    assert done.says == "The import is undone. Ada Example stayed, since you wrote something down about them."
    assert names(records) == ["Ada Example"]
    assert time_line.entries(records, the(records, "Ada Example").id) == before
    assert (going.people, going.names, going.staying) == (1, ("Ben",), 1)


def test_undoing_says_first_what_would_go(records):
    a_contact(records, name="Zed", linkedin_url=ADA)
    brought(records, told(HISTORY, {"name": "Ben"}, {"name": "Zed", "linkedin_url": ADA, "position": "Nurse"}))
    before = everything(records)
    going = past_imports.going(records, past_imports.past(records)[0].id)
    assert (going.people, going.names, going.staying, going.restored) == (2, ("Ada Example", "Ben"), 0, 1)
    assert going.facts == {"interactions": 1, "meetings": 1, "promises": 1, "referrals": 1, "contact_tags": 0}
    assert everything(records) == before


def test_undoing_empties_what_it_filled_where_nobody_changed_it_since(records):
    ada = a_contact(records, name="Ada", linkedin_url=ADA)
    brought(records, somebody(linkedin_url=ADA, position="Engineer", organization="Acme", email="ada@example.org"))
    contacts.change(records, ada, position="Director", email=None, phone="12345")
    undone(records)
    left = contacts.get(records, ada)
    assert (left.position, left.organization, left.email, left.phone) == ("Director", None, None, "12345")


def test_undoing_takes_new_facts_from_somebody_who_was_there_before(records):
    ada = a_contact(records, name="Ada Example", organization="Acme Labs", asked="2024-04-01")
    brought(records, told(HISTORY))
    undone(records)
    assert [each.what for each in time_line.entries(records, ada)] == ["request"]
    assert contacts.get(records, ada).tie is None


def test_what_was_taken_out_by_hand_meanwhile_does_not_stop_undoing(records):
    brought(records, told(HISTORY, {"name": "Ben"}))
    [fact] = records.rows("SELECT id::VARCHAR FROM interactions")
    interactions.remove(records, fact[0])
    contacts.remove(records, the(records, "Ben").id)
    undone(records)
    assert names(records) == []


def test_settings_are_no_part_of_an_import(records):
    before = profile.of(records)
    brought(records, told(HISTORY))
    undone(records)
    assert profile.of(records) == before
