"""Notes by person: a Markdown file each, safely named, with everything that was written down as text."""

import io
import re
import zipfile

from ivw.coaching import contacts, next_steps, promises, taking_out
from ivw.exchange import person_notes
from tests.builders import a_contact, at, happened, records_in
from tests.screen import NASTY

NOW = at("2026-11-24 09:00")
NAMES = (
    "Ada Example", "ada example", "ADA EXAMPLE", "../../etc/passwd", "C:\\evil", "con", "...", "/", "田中 花子",
    "محمد علي", "Zoë\u0308" + "x" * 300, "👩‍🔬" * 90, "a\nb", "?*<>|\"", "\u202egnp.exe",
)  # fmt: skip


def notes(records):
    data = person_notes.file(taking_out.sheets(records, of_people=True), "Europe/Berlin")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_names_of_any_script_make_file_names_that_every_disk_takes_each_once(tmp_path):
    with records_in(tmp_path) as records:
        with records.transaction() as transaction:
            rows = [{"name": name, "added_at": NOW, "position": "x", "tenure": "long"} for name in NAMES]
            transaction.add_many("contacts", rows)
        found = notes(records)
    assert len(found) == len({name.casefold() for name in found}) == len(NAMES)
    for name in found:
        assert len(name.encode()) < 240
        assert not set(name) & set('/\\:*?"<>|\n\u202e')
        assert not name.startswith(".")
        assert name.removesuffix(".md").casefold() != "con"
    assert {"田中 花子.md", "محمد علي.md", "etc passwd.md"} <= {name.lstrip(". ") for name in found}


def test_everything_about_a_person_stands_in_their_file_and_nothing_of_others(tmp_path):
    with records_in(tmp_path) as records:
        ada = a_contact(
            records, name="Ada Example", position="Analyst", why_this_person="She counts", met="2026-06-11 14:00"
        )
        ben = a_contact(records, name="Ben Ode", noted="2026-06-12")
        happened(records, ada, "note", "2026-06-11 15:00", text="She mentioned\nthe archive")
        promises.promise(records, contact_id=ada, what="the article", due=NOW.date(), as_of=NOW)
        contacts.change(records, ben, tagged=["choir"])
        a_contact(records, name="Only Imported", email="x@example.org")
        next_steps.add(records, what="Buy a map of the buses", as_of=NOW)  # of no conversation, so in nobody's file
        found = notes(records)
    assert set(found) == {"Ada Example.md", "Ben Ode.md"}
    text = found["Ada Example.md"]
    assert text.startswith("# Ada Example\n\nAnalyst\n")
    for said in ("She counts", "When: 2026-06-11 17:00", "She mentioned", "the article", "Starts: 2026-06-11 16:00"):
        assert said in text
    assert "choir" not in text
    assert "map of the buses" not in "".join(found.values())
    assert "Tags: choir" in found["Ben Ode.md"]


def test_whatever_people_wrote_is_text(tmp_path):
    with records_in(tmp_path) as records:
        for nasty in (*NASTY, "# head", "- point", "<script>", "[x](javascript:alert(1))"):
            ada = a_contact(records, name=nasty, why_this_person=nasty)
            happened(records, ada, "note", "2026-06-11 15:00", text=f"x\n{nasty}")
        for text in notes(records).values():
            assert not re.search(r"(?<!\\)(<|\]\()|^(# head|- point)", text.partition("\n")[2], re.MULTILINE)
            assert text.startswith("# ")
