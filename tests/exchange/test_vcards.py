import base64
import time
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import vcards

INPUTS = Path(__file__).parents[1] / "data" / "inputs"
EVERYWHERE = (INPUTS / "contacts-from-everywhere.vcf").read_bytes()


def a_card(*lines, version="3.0", end="\r\n"):
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def only(data):
    read = vcards.read(data)
    assert len(read.people) == 1
    return read.people[0]


def test_the_three_versions_stand_in_one_file():
    read = vcards.read((INPUTS / "contacts.vcf").read_bytes())

    assert (read.source, read.problems, read.skipped) == ("vcard", (), 0)
    assert [(person.row, person.name) for person in read.people] == [
        (1, "Dr. Nia Okafor"), (12, "Jürgen Müller"), (19, "Wei Xu"),
    ]  # fmt: skip
    assert read.people[0].facts == {
        "given_name": "Nia", "family_name": "Okafor", "organization": "Borealis Health, Inc.",
        "position": "Nurse Manager", "email": "nia.okafor@example.org", "phone": "+44 7700 900000",
    }  # fmt: skip
    assert read.people[0].notes.endswith("happy to introduce people.\nDepartment: Research")
    assert read.people[2].facts["linkedin_url"] == "https://www.linkedin.com/in/wei-xu"
    assert read.people[2].notes == "Birthday: 12 April"


def test_cards_from_everywhere_are_read_and_a_broken_one_loses_nobody():
    read = vcards.read(EVERYWHERE)

    assert [person.name for person in read.people] == ["Jürgen Müller", "Dr. Nia Okafor", "Broken But There", "Wei Xu"]
    old, apple, broken, new = read.people
    assert old.facts == {"given_name": "Jürgen", "family_name": "Müller", "phone": "+49 (0)176 / 123 45 67"}
    assert old.notes == "first line\nsecond line\nPhone: 030 1234"
    assert apple.facts["organization"] == "Borealis, Inc."
    assert apple.facts["email"] == "nia.okafor@example.org"
    assert apple.facts["linkedin_url"] == "http://www.linkedin.com/in/nia"
    assert apple.other_emails == ("nia@home.example.org",)
    assert apple.tags == ("Alumni", "Night, late")
    assert apple.notes == (
        "Knows\neverybody in the region, and says so\nDepartment: Research, Night shift\nWeb page: https://nia.example.org"
    )
    assert broken.facts == {}
    assert (new.facts, new.notes) == ({"phone": "+86-10-0000"}, "Birthday: 12 April")
    assert [(problem.row, problem.field) for problem in read.problems] == [
        (31, "card"), (29, "card"), (29, "email"), (47, "name"),
    ]  # fmt: skip
    assert [(row.row, row.why) for row in read.skipped_rows] == [(41, "a list of people"), (47, "names nobody")]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Example;Ada;Jane;Dr.;"], "Ada Jane Example"),
        (["N:Example;Ada", "FN: "], "Ada Example"),
        (["NICKNAME:Ada"], "Ada"),
        (["FN:Zo", " \xeb"], "Zo\xeb"),
        (["FN:\u202eAda\\nExample"], "Ada Example"),
        (["FN:<img src=x onerror=alert(1)>"], "<img src=x onerror=alert(1)>"),
        (["FN;CHARSET=klingon:Ada"], "Ada"),
        (["FN;ENCODING=B:QWRh"], "Ada"),
        (["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=zlib:Ad=61"], "Ada"),
        (["AGENT:", "BEGIN:VCARD", "FN:Somebody Else", "END:VCARD", "FN:Ada"], "Ada"),
    ],
)
def test_the_name_is_found(lines, name):
    assert only(a_card(*lines)).name == name


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_and_end_of_line_is_read(end, encoding):
    text = a_card("FN:Zoë Müller", "N:Müller;Zoë", end=end).decode()

    assert only(text.encode(encoding)).name == "Zoë Müller"


def test_a_letter_may_be_folded_in_its_middle():
    folded = a_card("FN:Zoë").replace("ë".encode(), b"\xc3\r\n \xab")

    assert only(folded).name == "Zoë"


def test_a_large_photograph_costs_no_time_and_none_of_the_card():
    packed = base64.b64encode(b"x" * 3_750_000).decode()
    photograph = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(packed[at : at + 74] for at in range(0, len(packed), 74))
    data = a_card("FN:Ada", photograph, "EMAIL:ada@example.org")
    before = time.process_time()

    assert only(data).facts == {"email": "ada@example.org"}
    assert time.process_time() - before < 1.5  # seconds; 0.1 on an ordinary machine


def test_two_thousand_cards_take_no_time():
    data = b"".join(a_card(f"FN:Ada {n}", f"EMAIL:ada{n}@example.org", "TEL;TYPE=CELL:+44 1") for n in range(2_000))
    before = time.process_time()

    assert len(vcards.read(data).people) == 2_000
    assert time.process_time() - before < 1.5  # 0.1 on an ordinary machine; ten thousand have three seconds


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", b"END:VCARD", b"\xff\xfe\x00"])
def test_what_holds_no_card_is_refused_in_words(data):
    with pytest.raises(InvalidRecord) as refused:
        vcards.read(data)
    assert (refused.value.field, bool(refused.value.right)) == ("file", True)
