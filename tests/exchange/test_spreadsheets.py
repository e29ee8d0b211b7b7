"""Tables for a spreadsheet: read back as they were, in words, and nothing in them runs."""

import csv
import io
import zipfile

import pytest

from ivw.coaching import contacts, demo, promises, taking_out
from ivw.coaching.taking_out import Sheet
from ivw.exchange import demo_file, spreadsheets
from tests.builders import a_contact, at, happened, records_in

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def read(data):
    """Each table as a spreadsheet reads it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in packed.namelist()
        }


def cells(*texts):
    return spreadsheets.table(Sheet("x", ("Head",), [(text,) for text in texts], [None] * len(texts)), ZONE)


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1234", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1"])
def test_a_cell_that_would_run_as_a_formula_is_text(text):
    [_, [cell]] = csv.reader(io.StringIO(cells(text).decode("utf-8-sig"), newline=""))
    assert cell == f"'{text}"


def test_numbers_stay_numbers_and_everything_else_stays_as_it_was_written():
    texts = ['He said "no", then left', "a\r\nb", "Zoë, 田中", "a=b", "", "'"]
    rows = list(csv.reader(io.StringIO(cells(*texts, -2, 1.5).decode("utf-8-sig"), newline="")))
    assert rows == [["Head"], *([text] for text in texts), ["-2"], ["1.5"]]


def test_the_file_is_what_rfc_4180_says_and_excel_knows_its_letters():
    assert cells("ë") == b"\xef\xbb\xbfHead\r\n\xc3\xab\r\n"


def test_words_stand_for_codes_and_ids_and_instants_in_ones_own_time(tmp_path):
    with records_in(tmp_path) as records:
        ada = a_contact(records, name="Ada Example", tie="A", organization="=evil()", met="2026-06-11 14:00")
        contacts.change(records, ada, tagged=["choir", "board"])
        happened(records, ada, "thank_you", "2026-06-11 16:00", channel="email")
        promises.promise(records, contact_id=ada, what="the article", due=NOW.date(), as_of=NOW)
        found = read(spreadsheets.file(taking_out.sheets(records), ZONE))
    assert set(found) == {"people", "interactions", "conversations", "promises"}
    [person] = found["people"]
    assert (person["Name"], person["Tie"], person["Organization"]) == ("Ada Example", "Close", "'=evil()")
    assert (person["Tags"], person["Do not contact"]) == ("board; choir", "no")
    [thanks] = found["interactions"]
    assert (thanks["Person"], thanks["What"], thanks["By"]) == ("Ada Example", "Thanked them", "E-mail")
    assert (thanks["When"], thanks["From whom"]) == ("2026-06-11 18:00", "From me")
    [talk] = found["conversations"]
    assert (talk["Starts"], talk["How it stands"]) == ("2026-06-11 16:00", "Held")
    assert found["promises"][0]["Who promised"] == "I did"


def test_every_table_reads_back_with_all_its_rows(tmp_path):
    with records_in(tmp_path, NOW) as records:
        demo.load(records, NOW, ZONE, demo_file.read())
        sheets = taking_out.sheets(records)
        found = read(spreadsheets.file(sheets, ZONE))
        assert len(found["people"]) == records.rows("SELECT count(*) FROM contacts")[0][0]
    for sheet in sheets:
        assert len(sheet.rows) == len(found.get(sheet.name, []))
        ids = [cell for row in found.get(sheet.name, []) for cell in row.values() if cell.count("-") == 4]
        assert not [each for each in ids if len(each) == 36]  # words, and no ids
