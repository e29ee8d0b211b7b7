from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import google_contacts

INPUTS = Path(__file__).parents[1] / "data" / "inputs"
HEADER = "First Name,Last Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Organization Name\n"


def of_rows(*rows):
    return google_contacts.read((HEADER + "\n".join(rows)).encode())


def test_the_newer_header_is_read():
    read = google_contacts.read((INPUTS / "google-contacts.csv").read_bytes())

    assert read.source == "google"
    ana, wei = read.people
    assert ana.facts == {
        "given_name": "Ana", "family_name": "García", "organization": "Acme Labs", "position": "Director",
        "email": "ana.garcia@example.org", "phone": "+34 600 000 000",
    }  # fmt: skip
    assert (wei.name, wei.notes, wei.tags) == ("Wei J. Xu", "line one\nline two", ("Alumni",))
    assert (wei.facts["email"], wei.other_emails) == ("wei.xu@example.org", ("wei@example.com",))
    assert [(problem.row, problem.field) for problem in read.problems] == [(5, "name")]
    assert [(row.row, row.why) for row in read.skipped_rows] == [(5, "names nobody")]


def test_the_older_header_is_read_and_the_starred_address_comes_first():
    read = google_contacts.read((INPUTS / "google-contacts-older.csv").read_bytes())

    ana, wei = read.people
    assert ana.facts == {
        "given_name": "Ana", "family_name": "García", "organization": "Acme Labs", "position": "Director",
        "email": "ana.garcia@example.org", "phone": "+34 600 000 000",
        "linkedin_url": "https://www.linkedin.com/in/ana-garcia",
    }  # fmt: skip
    assert ana.other_emails == ("ana@example.com",)
    assert ana.tags == ("Alumni",)
    assert ana.notes == (
        "met at the spring fair, hall 3\nPhone: (0034) 91 000 00 00\nDepartment: Research\nBirthday: 1984-03-02"
    )
    assert wei.name == "Wei Xu"
    assert read.skipped == 1


def test_a_missing_quotation_mark_costs_its_own_row_only():
    rows = [f'Ada,N{number},"a note, with a comma",,,a{number}@example.org,,Acme' for number in range(20)]
    rows[3] = rows[3].replace('comma"', "comma")

    read = of_rows(*rows)

    assert [person.facts["family_name"] for person in read.people] == [
        f"N{number}" for number in range(20) if number != 3
    ]
    assert [(problem.row, problem.field) for problem in read.problems] == [(5, "row")]


def test_a_cell_that_is_far_too_long_costs_its_own_row_only():
    read = of_rows("Ada,One,,,,,,", f"Ben,{'x' * 10_000_000},,,,,,", f"Cy,Three,{'y' * 110_000},,,,,")

    assert [person.name for person in read.people] == ["Ada One", "Cy Three"]
    assert len(read.people[1].notes) == 100_000
    assert [(problem.row, problem.field) for problem in read.problems] == [(3, "row"), (4, "notes")]
    assert "131,072" in read.problems[0].why


def test_a_further_address_is_kept_once_and_what_has_no_column_goes_below_the_note():
    head = "First Name,Notes,E-mail 1 - Value,E-mail 2 - Value,E-mail 3 - Value,E-mail 4 - Value,Phone 1 - Value,"
    head += "Phone 2 - Value,Website 1 - Value,Website 2 - Value,Organization Department,Organization Name"
    link, two = "https://www.linkedin.com/in/ada", "b@example.org"
    row = f"Ada,,a@example.org,{two},{two},A@EXAMPLE.org,+49 1,+49 1,{link},{link},"
    read = google_contacts.read(f"{head}\n{row},\n{row.replace(two, 'b at home')},{'x' * 110_000}\n"
                                f"Cy,{'y' * 99_990}{',' * 9}Research,\n".encode())  # fmt: skip
    ada, again, cy = read.people
    assert (ada.other_emails, ada.notes, ada.facts["phone"], ada.facts["linkedin_url"]) == ((two,), "", "+49 1", link)
    assert again.other_emails == ()
    assert "organization" not in again.facts
    assert len(cy.notes) == 100_000
    assert {(problem.row, problem.field) for problem in read.problems} == {
        (3, "other_emails"), (3, "organization"), (4, "notes"),
    }  # fmt: skip


def test_what_is_no_address_is_a_problem_and_formulas_are_text():
    read = of_rows("Ada,=1+1,,,,not an address,=cmd(),@x")

    assert read.people[0].name == "Ada =1+1"
    assert read.people[0].facts["phone"] == "=cmd()"
    assert [(problem.row, problem.field) for problem in read.problems] == [(2, "email")]


@pytest.mark.parametrize("data", [b"", b"First Name,Last Name\nAda,Example", b"x" * 300_000])
def test_other_columns_are_refused_in_words(data):
    with pytest.raises(InvalidRecord) as refused:
        google_contacts.read(data)
    assert (refused.value.field, bool(refused.value.right)) == ("file", True)


def test_a_very_wide_header_is_refused():
    with pytest.raises(InvalidRecord, match="5,00"):
        google_contacts.read(("First Name,E-mail 1 - Value" + ",x" * 5_000 + "\nAda").encode())
