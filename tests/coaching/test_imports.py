"""An import: looked at first, matched to who is there, and made."""

from datetime import date

import pytest

from ivw.coaching import contacts, import_matching, imports, meetings, past_imports, people, promises, time_line
from ivw.exchange import linkedin
from tests.builders import a_contact, at
from tests.coaching.files_read import (
    ADA,
    CONNECTIONS,
    HISTORY,
    NOW,
    a_file,
    brought,
    counted,
    facts,
    names,
    somebody,
    the,
    told,
)

# Looking first


def test_a_preview_counts_and_writes_nothing(records):
    a_contact(records, linkedin_url=ADA)
    before = facts(records)
    read = a_file(somebody(linkedin_url=ADA, position="Engineer"), somebody("Ben"), somebody("Cy", organization="Acme"))
    looked = imports.preview(records, read, as_of=NOW)
    assert counted(looked) == (2, 1, 0, 0)
    assert [each.name for each in looked.newcomers] == ["Ben", "Cy"]
    assert facts(records) == before
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
    before = facts(records)
    second = brought(records, read)
    assert first.added == len(before["contacts"])
    assert (second.added, second.updated, second.unchanged) == (0, 0, first.added)
    assert facts(records) == before
    assert len(past_imports.past(records)) == 1


def test_a_history_twice_changes_nothing_the_second_time(records):
    brought(records, told(HISTORY, {"name": "Ben"}))
    before = facts(records)
    assert counted(brought(records, told(HISTORY, {"name": "Ben"}))) == (0, 0, 2, 0)
    assert facts(records) == before


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
    assert len(facts(records)["interactions"]) == len(facts(records)["promises"]) == 1


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


def test_an_address_of_somebody_else_in_the_file_goes_to_nobody_twice(records):
    cys = "https://www.linkedin.com/in/cy"
    a_contact(records, name="Cy", linkedin_url=cys)
    result = brought(
        records,
        somebody(linkedin_url=ADA),
        somebody("Ben", email="ben@example.org"),
        somebody(linkedin_url=ADA, email="ben@example.org", position="Engineer"),
        somebody("Cy", linkedin_url=cys, email="ben@example.org", organization="Acme"),
    )
    assert counted(result) == (2, 1, 1, 0)
    ada, cy = the(records, "Ada Example"), the(records, "Cy")
    assert (ada.email, ada.position, cy.email, cy.organization) == (None, "Engineer", None, "Acme")


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
