"""Your records, importing: files looked at, conflicts chosen, people brought in, and all of it undone as one."""

import io
import json
import zipfile
from functools import partial

import pytest

from ivw.coaching import contacts, keeping, past_imports, people
from ivw.exchange import archive
from ivw.show import front_door
from ivw.show import past_imports as past_imports_list
from tests.builders import a_contact, at, records_in
from tests.pages.own_file import SAMPLE, one_file
from tests.screen import HERE, NASTY, click, labels, open_page, run, said, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "your_records")
__all__ = ["one_file"]  # pytest finds it here
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def a_file(*rows, header=HEADER):
    return "\n".join((header, *rows)).encode()


def ada(name="Ada", link="ada", organization="Engine Works"):
    return f"{name},Lovelace,https://www.linkedin.com/in/{link},,{organization},Analyst,12 Mar 2024"


def choose(app, data, name="Connections.csv", uploader=0):
    app.file_uploader[uploader].set_value((name, data, ""))
    return run(app)


def how_many(records):
    return people.counts(records)["everyone"]


# Import


def test_a_file_is_looked_at_before_anything_is_written(records):
    app = choose(page(), SAMPLE)
    assert {metric.label: metric.value for metric in app.metric[:4]} == {
        "Added": "297", "Updated": "0", "Unchanged": "1", "Skipped": "2",
    }  # fmt: skip
    assert "1 problem" in text(app)
    assert "31 Feb 2021" in text(app)
    assert "Mateo Khan" in text(app)
    assert how_many(records) == 0
    assert past_imports.past(records) == []


def test_one_button_imports_and_says_what_came_in(records):
    app = click(choose(page(), SAMPLE), "Import 297 people")
    assert how_many(records) == 297
    assert people.counts(records)["shortlist"] == 0
    assert "297 people came in from Connections" in text(app)
    assert not app.file_uploader[0].value


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_imports_once(records):
    app = click(choose(page(), a_file(ada())), "Import 1 person")
    assert "1 person came in" in text(app)
    assert how_many(records) == 1
    assert len(past_imports.past(records)) == 1


def test_the_people_are_one_press_away(records, monkeypatch):
    led_to = []
    monkeypatch.setattr(front_door, "go", lambda where, **query: led_to.append((where, query)))
    app = click(choose(page(), a_file(ada())), "Import 1 person")
    click(app, "See the people")
    assert led_to == [("prospect_research", {"list": "everyone"})]


def test_a_zip_and_a_history_are_taken_too(records):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("Connections.csv", a_file(ada()))
    click(choose(page(), packed.getvalue(), "Basic_LinkedInDataExport.zip"), "Import 1 person")
    told = {"contacts": [{"name": "Grace", "interactions": [{"kind": "request", "happened_at": "2026-11-02T10:00"}]}]}
    click(choose(page(), json.dumps(told).encode(), "history.json"), "Import 1 person")
    assert how_many(records) == 2
    assert keeping.held(records)["interactions"] == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is a picture"),
        (b"PK\x03\x04 no zip", "damaged"),
        (b'{"contacts": [', "This is no JSON"),
        (b"milk, eggs, flour", "no file that ivw knows"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words_and_changes_nothing(records, data, says):
    app = choose(page(), data, "whatever.csv")
    assert says in text(app)
    assert not any(label.startswith("Import ") for label in labels(app))
    assert how_many(records) == 0


def test_the_same_file_again_has_nothing_to_import(records):
    click(choose(page(), SAMPLE), "Import 297 people")
    app = choose(page(), SAMPLE)
    assert "everybody in this file is in your records already" in text(app)
    assert not any(label.startswith(("Import ", "Update ")) for label in labels(app))


def test_what_is_known_is_only_added_to(records):
    a_contact(records, name="Ada Lovelace", linkedin_url="https://www.linkedin.com/in/ada", organization="Her own")
    app = choose(page(), a_file(ada(organization="Engine Works")))
    assert "1 person would be brought up to date" in text(app)
    assert "1 person brought up to date by Connections" in text(click(app, "Update 1 person"))
    found, _ = people.search(records, "ada")
    assert (found[0].organization, found[0].position) == ("Her own", "Analyst")


def test_long_lists_have_pages():
    rows = [f"Person{n},Lovelace,no address {n},,,," for n in range(20)]
    app = choose(page(), a_file(*rows))
    assert len(app.pagination) == 2
    assert "Person0 Lovelace" in text(app)
    assert "Person9 Lovelace" not in text(app)
    next(each for each in app.pagination if each.key.startswith("newcomers")).set_value(2).run()
    assert "Person9 Lovelace" in text(app)
    app.pagination(key="import-problems").set_value(3).run()
    assert "no address 19" in text(app)


def test_what_is_wrong_is_saved_as_a_list_and_rows_left_out_say_why_once_opened(downloads):
    rows = [f"Person{n},Lovelace,no address {n},,,," for n in range(9)]
    app = choose(page(), a_file(*rows, ",,,,Engine Works,Analyst,"))
    assert "1 row left out" in [box.label for box in app.expander]
    saved = downloads["problems.csv"]().decode("utf-8-sig").splitlines()
    assert (saved[0], len(saved)) == ("File,Row,Field,What is wrong", 11)
    assert "LinkedIn address" in saved[1]
    app.session_state["skipped-rows"] = True
    [told] = [table.value for table in run(app).table if list(table.value.columns) == ["Row", "Why"]]
    assert list(told["Why"]) == ["Names nobody"]


def test_many_conflicts_are_narrowed_down_to_one_field(records):
    rows = []
    for n in range(4):
        link = f"https://www.linkedin.com/in/ada{n}"
        a_contact(records, name=f"Ada{n} Lovelace", linkedin_url=link, organization="Alpha", position="Clerk")
        rows.append(f"Ada{n},Lovelace,{link},,Beta,Analyst,")
    app = choose(page(), a_file(*rows))
    assert "8 conflicts" in text(app)
    app.selectbox(key="conflict-field").set_value("position")
    app = click(click(run(app), "Take theirs, all 4"), "Update 4 people")
    assert {(each.organization, each.position) for each in people.search(records)[0]} == {("Alpha", "Analyst")}


def test_texts_from_a_file_stand_as_they_were_written(records):
    rows = [f'"{text}",Lovelace,"{text}",,"{text}","{text}",' for text in NASTY]
    app = choose(page(), a_file(*rows), name=f"{NASTY[0]} {NASTY[2]}.csv")
    for shown in (app, click(app, "Import 5 people"), click(app, "Undo this import")):
        assert r"\<img src\=x onerror\=alert\(1\)\>" in text(shown)
        for raw in (NASTY[0], NASTY[1], " :red[x] ", " :material/home: "):
            assert raw not in text(shown)


def test_a_conflict_is_shown_and_one_chooses_for_one_or_for_all(records):
    for n in range(8):
        link = f"https://www.linkedin.com/in/ada{n}"
        a_contact(records, name=f"Ada{n} Lovelace", linkedin_url=link, organization=NASTY[n % 5], position="Analyst")
    rows = [f"Ada{n},Lovelace,https://www.linkedin.com/in/ada{n},,Beta,Analyst,12 Mar 2024" for n in range(8)]
    app = choose(page(), a_file(*rows))
    assert "8 conflicts" in text(app)
    assert "Update 8 people" in labels(app)  # the day on which they connected
    first = next(radio for radio in app.radio if radio.key.startswith("import-conflict-"))
    assert first.value == "Keep mine"
    captions = [caption for radio in app.radio for caption in radio.proto.captions]
    assert r"\<img src\=x onerror\=alert\(1\)\>" in captions
    assert not any(raw in captions for raw in NASTY)
    first.set_value("Take theirs")
    run(app)
    click(app, "Take theirs, all 8")
    click(app, "Keep mine, all 8")
    next(radio for radio in app.radio if radio.key.startswith("import-conflict-")).set_value("Take theirs")
    click(run(app), "Update 8 people")
    assert sorted(each.organization for each in people.search(records)[0]) == sorted(
        ["Beta", *(NASTY[n % 5] for n in range(1, 8))]
    )
    click(click(app, "Undo this import"), "Undo it")
    assert "Beta" not in [each.organization for each in people.search(records)[0]]


def test_where_nothing_but_a_conflict_is_new_the_choice_brings_the_button(records):
    link = "https://www.linkedin.com/in/ada"
    told = {"contacts": [{"name": "Ada King", "linkedin_url": link}]}
    a_contact(records, name="Ada Lovelace", linkedin_url=link)
    app = choose(page(), json.dumps(told).encode(), "history.json")
    assert "Nothing new" in text(app)
    assert not any(label.startswith("Update") for label in labels(app))
    next(radio for radio in app.radio if radio.key.startswith("import-conflict-")).set_value("Take theirs")
    click(run(app), "Update 1 person")
    assert [each.name for each in people.search(records)[0]] == ["Ada King"]


def test_several_files_come_in_as_one_and_say_which_row_of_which_file(records):
    told = {"contacts": [{"name": "Grace", "email": "no address"}]}
    app = page()
    files = [("Connections.csv", a_file(ada(), ",,,,Acme,,"), ""), ("history.json", json.dumps(told).encode(), "")]
    app.file_uploader[0].set_value(files)
    run(app)
    assert "2 people would come in" in text(app)
    assert {"Connections\\.csv", "history\\.json"} <= {
        str(cell) for table in app.table for cell in table.value.iloc[:, 0]
    }
    click(app, "Import 2 people")
    assert [each.file_name for each in past_imports.past(records)] == ["Connections.csv and 1 more"]
    assert "Last imported: History on Tuesday 24 November 2026" in text(app)
    assert "came in from Connections\\.csv and 1 more" in text(app)
    click(click(app, "Undo this import"), "Undo it")
    assert how_many(records) == 0
    assert "Last imported" not in text(app)


def test_one_file_of_several_that_cannot_be_read_is_named_and_none_comes_in(records):
    app = page()
    app.file_uploader[0].set_value([("Connections.csv", a_file(ada()), ""), ("cat.png", b"\x89PNG" + bytes(9), "")])
    run(app)
    assert "cat\\.png\\: This is a picture" in text(app)
    app.file_uploader[0].set_value([("Connections.csv", a_file(ada()), ""), ("list.csv", b"Who,Where\nAda,Acme\n", "")])
    assert "list.csv is a table whose columns need names. Choose it by itself." in said(run(app))
    app = choose(page(), b"Who,Where\nAda,Acme\n", "list.csv")
    assert "What is in each column?" in said(app)
    assert not any(label.startswith("Import ") for label in labels(app))


def test_a_zip_says_what_else_in_it_is_left_out():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("Connections.csv", a_file(ada(), ",,,,Acme,,"))
        zipped.writestr("messages.csv", "hello")
    app = choose(page(), packed.getvalue(), "LinkedIn.zip")
    assert "Left out: messages\\.csv" in text(app)
    assert [fold.label for fold in app.expander if "left out" in fold.label] == ["1 row left out"]


def test_an_archive_of_another_computer_is_merged(records, tmp_path):
    (tmp_path / "other").mkdir()
    with records_in(tmp_path / "other") as others:
        a_contact(others, name="Grace")
        packed = archive.write(others, as_of=HERE)
    app = choose(page(), packed, "ivw-archive.zip")
    click(app, "Merge the archive")
    assert [each.name for each in people.search(records)[0]] == ["Grace"]
    click(click(app, "Undo this import"), "Undo it")
    assert how_many(records) == 0


# Past imports


def test_an_import_is_undone_after_asking(records):
    app = click(choose(page(), a_file(ada(), ada("Grace", "grace"))), "Import 2 people")
    click(app, "Undo this import")
    assert "**2 people go:** Ada Lovelace\\, Grace Lovelace" in text(app)
    assert how_many(records) == 2
    click(app, "Undo it")
    assert how_many(records) == 0
    assert "undone on Tuesday 24 November" in text(app)
    assert "Undo this import" not in labels(app)
    assert "came in from" not in text(app)


def test_an_undone_import_comes_back_with_one_press_and_can_be_undone_again(records):
    app = click(choose(page(), a_file(ada())), "Import 1 person")
    click(click(app, "Undo this import"), "Undo it")
    click(app, "Undo")
    assert how_many(records) == 1
    click(click(app, "Undo this import"), "Undo it")
    assert how_many(records) == 0


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_undoes_once(records):
    app = click(choose(page(), a_file(ada())), "Import 1 person")
    click(click(app, "Undo this import"), "Undo it")
    assert "What the import brought is taken out" in text(app)
    assert "no such import" not in text(app)


def test_who_was_written_about_since_stays(records, monkeypatch):
    monkeypatch.setattr(past_imports_list, "LARGEST_TAKEN_BACK", 0)
    click(choose(page(), a_file(ada(), ada("Grace", "grace"))), "Import 2 people")
    found, _ = people.search(records, "grace")
    contacts.shortlist(records, found[0].contact_id, as_of=at("2026-11-24"))
    app = click(page(), "Undo this import")
    assert "**1 person goes:** Ada Lovelace" in text(app)
    assert "**1 person stays:** Grace Lovelace" in text(app)
    app = click(app, "Undo it")
    assert [each.name for each in people.search(records)[0]] == ["Grace Lovelace"]
    assert "Choose the file again to have it back." in said(app)
    assert "Undo" not in labels(app)


def test_asking_says_what_else_goes(records):
    a_contact(records, name="Ada Lovelace", linkedin_url="https://www.linkedin.com/in/ada")
    told = {
        "contacts": [
            {"name": "Ada Lovelace", "linkedin_url": "https://www.linkedin.com/in/ada", "organization": "Engine Works",
             "position": "Analyst", "interactions": [{"kind": "request", "happened_at": "2026-11-02T10:00"}]},
        ]
    }  # fmt: skip
    app = click(choose(page(), json.dumps(told).encode(), "history.json"), "Update 1 person")
    click(app, "Undo this import")
    assert "**With them:** 1 interaction." in text(app)
    assert "filled in or changed for 1 person already known" in text(app)
    [known] = people.search(records)[0]
    contacts.change(records, known.contact_id, position="Analyst of her own")
    app = click(page(), "Undo this import")
    assert "**Stays as you changed it since:** Ada Lovelace: Position." in said(app)
    click(app, "Undo it")
    assert keeping.held(records)["interactions"] == 0
    [known] = people.search(records)[0]
    assert (known.organization, known.position) == (None, "Analyst of her own")


def test_an_undo_that_comes_too_late_changes_nothing(records):
    click(choose(page(), a_file(ada())), "Import 1 person")
    app = page()
    past_imports.undo(records, past_imports.past(records)[0].id, as_of=at("2026-11-24"))
    click(app, "Undo this import")
    assert "Undo it" not in labels(app)
    assert "undone on" in text(app)


def test_many_imports_have_pages(records):
    for n in range(7):
        click(choose(page(), a_file(ada(f"Ada{n}", f"ada{n}")), name=f"file{n}.csv"), "Import 1 person")
    app = page()
    assert labels(app).count("Undo this import") == 5
    app.pagination(key="past-imports").set_value(2).run()
    assert labels(app).count("Undo this import") == 2
