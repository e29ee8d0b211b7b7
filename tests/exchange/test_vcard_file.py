"""The address book as vCard 4.0, read back by another program's reader."""

import re

import pytest

from ivw.coaching import contacts, taking_out
from ivw.exchange import vcard_file, vcards
from tests.builders import a_contact, records_in
from tests.needs import needs
from tests.screen import NASTY

vobjectx = needs("vobjectx")
LONG = "Why, because; of \\ this: " + "ünïcödé 田中花子 👩‍🔬 " * 20


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("cards")) as opened:
        yield opened


def card(records, contact_id):
    data = vcard_file.file(taking_out.address_book(records, contact_id))
    return data.decode(), vobjectx.read_one(data.decode())


def test_everything_an_address_book_knows_is_read_back(records):
    ada = a_contact(
        records, name="Ada, Example; Jr", given_name="Ada", family_name="Example; Jr", email="ada@example.org",
        phone="+49 30 1234", linkedin_url="https://www.linkedin.com/in/ada?a=1,2;3", organization="Ink; Paper, Co",
        position="Head of\\data", why_this_person=LONG, common_ground="line one\nline two",
    )  # fmt: skip
    contacts.change(records, ada, tagged=["choir", "a, b; c"])
    text, read = card(records, ada)
    assert read.version.value == "4.0"
    assert read.fn.value == "Ada, Example; Jr"
    assert (read.n.value.family, read.n.value.given) == ("Example; Jr", "Ada")
    assert read.org.value == ["Ink; Paper, Co"]
    assert (read.title.value, read.email.value) == ("Head of\\data", "ada@example.org")
    assert (read.tel.value, read.tel.params) == ("+49 30 1234", {"VALUE": ["text"]})
    assert read.url.value == "https://www.linkedin.com/in/ada?a=1%2C2%3B3"
    assert read.note.value == f"{LONG.strip()}\n\nline one\nline two"
    assert read.uid.value == f"urn:uuid:{ada}"
    assert "CATEGORIES:a\\, b\\; c,choir\r\n" in text
    assert read.rev.value == "20000101T120000Z"


def test_no_line_is_longer_than_75_octets_and_each_ends_as_the_standard_says(records):
    ada = a_contact(records, name="Ünïcödé " * 10, why_this_person=LONG)
    text, read = card(records, ada)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert lines[-1] == b""
    assert read.note.value == LONG.strip()


@pytest.mark.parametrize("nasty", [*NASTY, "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Evil", "a\\nb", ";;;", "\x00\u202ex"])
def test_nothing_that_people_wrote_ends_a_card_or_begins_a_line(records, nasty):
    with records.transaction() as transaction:  # as a file from outside may have brought it
        row = dict.fromkeys(
            ("name", "given_name", "organization", "position", "email", "phone", "experience"), f"x{nasty}"
        )
        ada = str(transaction.add("contacts", {**row, "added_at": "2026-01-01 00:00:00+00"}))
    text, read = card(records, ada)
    assert text.count("BEGIN:VCARD\r\n") == 1
    assert {line.split(":")[0].split(";")[0] for line in text.replace("\r\n ", "").split("\r\n") if line} == {
        "BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "NOTE", "REV", "END"
    }  # fmt: skip
    assert read.fn.value.startswith("x")


def test_whom_to_leave_alone_is_marked_and_a_name_alone_makes_a_card(records):
    ada = a_contact(records, name="Cher")
    contacts.leave_alone(records, ada)
    _, read = card(records, ada)
    assert read.categories.value == ["Do not contact"]
    assert read.n.value.given == "Cher"


def test_everybody_is_in_the_file_once(records):
    data = vcard_file.file(taking_out.address_book(records))
    uids = re.findall(rb"UID:urn:uuid:(\S{36})\r\n", data)
    assert len(uids) == len(set(uids)) == records.rows("SELECT count(*) FROM contacts")[0][0]


def test_ivw_itself_reads_it_back(records):
    ada = a_contact(
        records, name="Ada, Example; Jr", email="ada@example.org", phone="+49 30 1234", organization="Ink; Paper, Co",
        linkedin_url="https://www.linkedin.com/in/ada", position="Head of\\data",
    )  # fmt: skip
    contacts.change(records, ada, tagged=["choir", "a, b; c"])
    [person] = vcards.read(card(records, ada)[0].encode()).people
    assert person.name == "Ada, Example; Jr"
    assert set(person.tags) == {"choir", "a, b; c"}
    assert {key: person.facts[key] for key in ("email", "phone", "organization", "linkedin_url", "position")} == {
        "email": "ada@example.org", "phone": "+49 30 1234", "organization": "Ink; Paper, Co",
        "linkedin_url": "https://www.linkedin.com/in/ada", "position": "Head of\\data",
    }  # fmt: skip
