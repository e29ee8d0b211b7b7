"""Merging an archive on screen: what it would bring, the conflicts to choose from, and one press that can be undone."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import contacts, promises
from ivw.exchange import archive
from tests.builders import a_contact, a_conversation, at, forget_everybody, open_records
from tests.screen import NASTY, click, labels, primary, run, said

NOW = at("2026-11-23 20:15")
PAGE = """
from pathlib import Path
from ivw.show import archive_merge, front_door, parts
here = front_door.here()
parts.page_head(here, "Your records", "")
archive_merge.draw(here, Path("{path}").read_bytes(), "there.zip")
"""


@pytest.fixture(scope="module")
def other_file(tmp_path_factory):
    opened = open_records(tmp_path_factory.mktemp("other"))
    yield opened
    opened.close()


@pytest.fixture
def there(other_file):
    return forget_everybody(other_file)


def offered(records, tmp_path):
    """The page, with this computer's archive chosen on it."""
    return shown(archive.write(records, as_of=NOW), tmp_path)


def shown(data, tmp_path):
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    app = AppTest.from_string(PAGE.replace("{path}", str(path)), default_timeout=30)
    app.context = {"timezone": "Europe/Berlin"}
    return run(app)


def test_an_archive_is_looked_at_chosen_from_merged_and_taken_back(records, there, tmp_path):
    ada = a_contact(records, name="Ada Example", email="ada@example.org", position="Analyst", tie="A")
    a_contact(there, name="Ada Example", email="ada@example.org", position="Head of data", tie="B", noted="2026-11-12")
    a_contact(there, name="Ben Ode")
    app = offered(there, tmp_path)
    assert "1 person would come in" in said(app)
    assert "23 November 2026, 21:15" in said(app)
    assert {each.label: each.value for each in app.metric} == {
        "People": "1", "Other things": "1", "Filled in": "0", "Conflicts": "2",
    }  # fmt: skip
    assert "Ben Ode" in said(app)
    assert "**Ada Example** · person, position" in said(app)
    assert primary(app) == ["Merge the archive"]
    assert contacts.get(records, ada).position == "Analyst"
    [position] = [each for each in app.radio if "/position" in each.key]
    position.set_value("theirs")
    app = run(app)
    app = click(app, "Merge the archive")
    assert "Merged: 1 person and 1 other thing added, 1 brought up to date." in said(app)
    person = contacts.get(records, ada)
    assert (person.position, person.tie) == ("Head of data", "A")
    assert "Nothing is missing here, and some things differ" in said(app)
    assert primary(app) == []
    app = click(app, "Undo")
    assert contacts.get(records, ada).position == "Analyst"
    assert records.rows("SELECT count(*) FROM contacts") == [(1,)]
    app = click(app, "Take theirs, all of them")
    assert {each.value for each in app.radio} == {"theirs"}
    app = click(app, "Keep mine, all of them")
    assert {each.value for each in app.radio} == {""}


def test_what_was_changed_since_is_told_in_words_and_a_demo_network_stays_out(records, tmp_path):
    ada = a_contact(records, name="Ada Example", asked="2026-11-02 09:00", position="Analyst")
    meeting = a_conversation(records, ada, starts="2026-11-27 10:00", scheduled="2026-11-20")
    promised = promises.promise(
        records, contact_id=ada, what="The map", due=date(2026, 12, 1), as_of=NOW
    ).fact_id  # fmt: skip
    with records.transaction() as transaction:
        demo = transaction.add("imports", {"source": "demo", "imported_at": NOW})
        invented = transaction.add("contacts", {"name": "Invented", "added_at": NOW})
        row = {"import_id": demo, "table_name": "contacts", "row_id": invented, "before": None, "after": "{}"}
        transaction.add("import_changes", row)
    data = archive.write(records, as_of=NOW)
    contacts.change(records, ada, position=None)
    with records.transaction() as transaction:
        transaction.remove("contacts", [invented])
        transaction.change("meetings", meeting, starts_at=at("2026-11-28 10:00"))
        transaction.change("promises", promised, due=date(2026, 12, 2))
        [(request,)] = transaction.fetch("SELECT id::VARCHAR FROM interactions")
        transaction.change("interactions", request, asks=True)
    app = shown(data, tmp_path)
    assert "Nobody new, and something about those you know" in said(app)
    assert "1 invented person of a demo network in the archive stay out." in said(app)
    told = [each.replace("\\", "") for radio in app.radio for each in radio.proto.captions]
    for mine, theirs in (
        ("Saturday 28 November 2026, 11:00", "Friday 27 November 2026, 11:00"),
        ("Wednesday 2 December 2026", "Tuesday 1 December 2026"), ("yes", "no"),
    ):  # fmt: skip
        assert told[told.index(mine) + 1] == theirs


def test_what_stands_in_an_archive_is_shown_as_text_and_its_own_copy_brings_nothing(records, there, tmp_path):
    for n, nasty in enumerate(NASTY):
        a_contact(records, name=f"{nasty} {n}", email=f"n{n}@example.org", position="Analyst")
        a_contact(there, name=f"{nasty} {n}", email=f"n{n}@example.org", position=nasty)
        a_contact(there, name=f"new {nasty}")
    app = offered(there, tmp_path)
    shown_as_markdown = "\n".join(
        [each.value for each in (*app.markdown, *app.caption)]
        + [text for each in app.radio for text in each.proto.captions]
    )
    for nasty in ("<img", "![x]", ":red[x]", "$x$", ":material/home:"):
        assert f" {nasty}" not in shown_as_markdown.replace("\n", " ")
    assert not {"Merge the archive"} & set(labels(offered(records, tmp_path)))
    assert "Everything in this archive is here already" in said(offered(records, tmp_path))


def test_a_broken_archive_is_refused_in_plain_words(records, there, tmp_path):
    data = archive.write(there, as_of=NOW)
    app = shown(data.replace(b'"version": 1', b'"version": 9'), tmp_path)
    assert "damaged" in said(app)  # the ZIP's own sum finds it
    assert labels(app) == []
