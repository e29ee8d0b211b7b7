"""Whatever the bytes, a reader answers or refuses in words; and what was written comes back."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead
from ivw.exchange import google_contacts, history, linkedin, tables, vcards
from ivw.exchange.plain_text import one_line
from ivw.exchange.recognise import read_file
from ivw.exchange.written_dates import read_day
from tests.needs import needs

needs("hypothesis")
from hypothesis import example, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

ZONE = "America/New_York"
COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
HEADER = ",".join(COLUMNS).encode() + b"\r\n"
# Pieces of which real files are made, so that the dice do not only throw what is refused at once.
PIECES = st.sampled_from(
    [b'"', b",", b";", b"\t", b"\r\n", b"\n", b"\r", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\xe9",
     b"PK\x03\x04", HEADER, b"Notes:", b"Vorname;Nachname;Verbunden am\n", b"Ada", b"12 Mar 2024", b"03/12/24",
     b"https://x.org/in/a", b"a@x.org",
     b"{", b"}", b"[", b"]", b":", b'{"name":"Ada",', b'"interactions":[', b'"kind":"reply"', b'"\\ud800"',
     b"1e999", b"NaN",
     b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:", b"N:;", b";CHARSET=", b"QUOTED-PRINTABLE:=", b"=C3=",
     b"EMAIL;TYPE=pref:", b"AGENT:", b"\\", b" ", b"First Name,E-mail 1 - Value\n", b":::", b"Name;Mail\n", b"|"]
)  # fmt: skip
BYTES = st.binary(max_size=300) | st.lists(PIECES | st.binary(max_size=4), max_size=30).map(b"".join)
INPUTS = Path(__file__).parents[1] / "data" / "inputs"
WHOLE = [
    INPUTS.joinpath(name).read_bytes()
    for name in (
        "google-contacts.csv", "google-contacts-older.csv", "contacts.vcf", "contacts-from-everywhere.vcf",
        "people-windows-1252.csv", "people.xlsx",
    )
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(
        {"contacts", *" ".join(history._FIELDS.values()).split()})) | st.text(max_size=5), inner, max_size=8),
    max_leaves=40,
)  # fmt: skip
WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffd"), min_size=1, max_size=20
).filter(lambda text: one_line(text) == text)
CELLS = st.lists(WORDS, min_size=1, max_size=4).flatmap(
    lambda words: st.sampled_from([" ", ", ", '" "', "; ", " '"]).map(lambda between: between.join(words))
)
INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 12, 30)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001


def answers(read, *arguments):
    refused = None
    try:
        found = read(*arguments)
    except InvalidRecord as error:
        refused = error
    if refused:
        assert refused.field
        assert refused.wrong
        assert refused.right
        return None
    assert isinstance(found, FileRead)
    assert found.skipped >= 0
    for person in found.people:
        assert person.name == one_line(person.name) != ""
        assert None not in person.facts.values()
        assert "" not in person.facts.values()
    for problem in found.problems:
        assert problem.row >= 1
        assert problem.field
        assert problem.why
    str(found).encode()  # no half character anywhere: the records could not keep it
    return found


@given(BYTES)
@example(b"[" * 100_000)
@example(HEADER + b'"' * 1_001)
@example(HEADER + b"A" * 140_000)
def test_any_bytes_are_read_or_refused(data):
    answers(read_file, data, ZONE)
    answers(linkedin.read, data)
    answers(linkedin.read, HEADER + data)
    answers(history.read, data, ZONE)
    answers(google_contacts.read, b"First Name,Notes,E-mail 1 - Value\n" + data)
    answers(vcards.read, b"BEGIN:VCARD\n" + data)
    answers(read_file, b"Name;Mail;Notes;Tags\n" + data, ZONE, "csv")


@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0), st.sampled_from(range(3)), PIECES), max_size=6))
def test_a_file_that_was_damaged_somewhere_is_read_or_refused(whole, damages):
    for at, gone, piece in damages:
        at %= len(whole)
        whole = whole[:at] + piece + whole[at + gone * len(piece) :]
    answers(read_file, whole, ZONE)
    for as_ in ("google", "vcard", "csv"):
        answers(read_file, whole, ZONE, as_)


@given(st.dictionaries(st.integers(-1, 8), st.sampled_from([*tables.FIELDS, "x"]), max_size=8), BYTES)
def test_any_mapping_of_any_table_is_used_or_refused(mapping, data):
    answers(lambda: tables.people(tables.read_table(b"Name,Mail,a,b\nAda,a@x.org,1,2\n" + data), mapping))


@given(st.binary(max_size=200), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_zip_is_read_or_refused(content, at, damage):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", HEADER + content)
    packed = out.getvalue()
    at %= len(packed)
    answers(read_file, packed[:at] + damage + packed[at + len(damage) :], ZONE)
    answers(read_file, packed[:at], ZONE)


@given(JSON)
def test_any_json_is_read_or_refused(document):
    for top in (document, {"contacts": document}, {"contacts": [document]}, {"name": "Ada", "meetings": document}):
        answers(history.read, json.dumps(top).encode(), ZONE)


@given(
    st.text(max_size=40) | st.text("0123456789 /-.:,apmTZ+JanMrch", max_size=20), st.sampled_from([True, False, None])
)
def test_a_date_is_a_day_or_a_sentence(text, month_first):
    try:
        found = read_day(text, month_first)
    except ValueError as refused:
        found = str(refused)
    assert type(found) is date or found.endswith(".")


@settings(max_examples=40)
@given(
    st.lists(st.tuples(CELLS, CELLS, WORDS, CELLS, CELLS, st.dates(date(1970, 1, 1), date(2200, 12, 31))), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["%d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_was_written_to_a_table_comes_back(people, delimiter, days, encoding, quoting):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(COLUMNS)
    for given_name, family_name, page, organization, position, day in people:
        url = f"https://www.linkedin.com/in/{page.encode().hex()}"
        writer.writerow([given_name, family_name, url, "", organization, position, f"{day:{days}}"])

    found = answers(linkedin.read, out.getvalue().encode(encoding))

    assert found is not None
    assert (found.problems, found.skipped) == ((), 0)
    assert [person.facts for person in found.people] == [
        {"given_name": given_name, "family_name": family_name, "organization": organization, "position": position,
         "linkedin_url": f"https://www.linkedin.com/in/{page.encode().hex()}", "connected_on": day}
        for given_name, family_name, page, organization, position, day in people
    ]  # fmt: skip


@given(st.lists(st.tuples(WORDS, st.lists(INSTANTS, max_size=4), st.integers(1, 600)), max_size=5))
def test_what_was_written_to_a_history_comes_back(people):
    document = {
        "contacts": [
            {"name": name, "meetings": [{"starts_at": at.isoformat(), "minutes": minutes} for at in instants]}
            for name, instants, minutes in people
        ]
    }

    found = answers(history.read, json.dumps(document).encode(), ZONE)

    assert found is not None
    assert found.problems == ()
    assert [
        (person.name, [(each["starts_at"], each["minutes"]) for each in person.meetings]) for person in found.people
    ] == [(name, [(at, minutes) for at in instants]) for name, instants, minutes in people]
