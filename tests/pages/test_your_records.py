"""Your records, as a person uses it: importing, the profile, backups, and the look at the file."""

import io
import json
import zipfile
from functools import partial

import pytest

from ivw.coaching import contacts, demo, keeping, past_imports, people, profile
from ivw.exchange import demo_file
from ivw.show import front_door
from tests.builders import a_contact, at, open_records
from tests.screen import HERE, NASTY, ROOT, ZONE, click, field, labels, open_page, primary, run, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "your_records")
SAMPLE = (ROOT / "tests" / "data" / "inputs" / "Connections.csv").read_bytes()
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


@pytest.fixture
def one_file(tmp_path):
    """A new file for every test: here, its settings are changed, and a copy takes its place."""
    open_records(tmp_path).close()
    front_door.open_records.clear()
    yield tmp_path / "records.duckdb"
    front_door.open_records.clear()


def a_file(*rows, header=HEADER):
    return "\n".join((header, *rows)).encode()


def ada(name="Ada", link="ada", organization="Engine Works"):
    return f"{name},Lovelace,https://www.linkedin.com/in/{link},,{organization},Analyst,12 Mar 2024"


def choose(app, data, name="Connections.csv", uploader=0):
    app.file_uploader[uploader].set_value((name, data, ""))
    return run(app)


def how_many(records):
    return people.counts(records)["everyone"]


# Drawn


def test_an_empty_file_draws_and_says_what_to_do():
    app = page()
    assert "Nothing is in it yet" in text(app)
    assert "Get a copy of your data" in text(app)
    assert "Nobody is put on your shortlist until you choose them" in text(app)
    assert "Open the demo" in labels(app)


def test_the_demo_network_draws_and_goes_again(records):
    app = click(page(), "Open the demo")
    assert how_many(records) > 30
    assert "Open the demo" not in labels(app)
    click(app, "Remove the demo")
    assert how_many(records) == 0


@pytest.mark.parametrize(
    ("asked", "opened"),
    [("import", "Import"), ("backups", "Backups"), ("nonsense", "Import"), ("<script>", "Import"), ("", "Import")],
)
def test_the_address_says_what_is_open(asked, opened):
    app = page(open=asked)
    assert app.session_state["records-tab"] == f":gray[{opened}]"


def test_what_is_open_stands_in_the_address():
    app = page()
    app.session_state["records-tab"] = ":gray[Profile]"
    run(app)
    assert [tab.label for tab in app.tabs] == [":gray[Import]", ":gray[Profile]", ":gray[Backups]", ":gray[The file]"]


def test_at_most_one_button_is_filled():
    assert primary(page()) == []
    app = choose(page(), SAMPLE)
    assert primary(app) == ["Import 297 people"]
    assert primary(click(app, "Import 297 people")) == ["See the people"]


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
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Connections.csv", a_file(ada()))
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
    assert "Everybody in this file is in your records already" in text(app)
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


def test_texts_from_a_file_stand_as_they_were_written(records):
    rows = [f'"{text}",Lovelace,"{text}",,"{text}","{text}",' for text in NASTY]
    app = choose(page(), a_file(*rows), name=f"{NASTY[0]} {NASTY[2]}.csv")
    for shown in (app, click(app, "Import 5 people"), click(app, "Undo this import")):
        assert r"\<img src\=x onerror\=alert\(1\)\>" in text(shown)
        for raw in (NASTY[0], NASTY[1], " :red[x] ", " :material/home: "):
            assert raw not in text(shown)


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
    assert "The import is undone" in text(app)
    assert "no such import" not in text(app)


def test_who_was_written_about_since_stays(records):
    click(choose(page(), a_file(ada(), ada("Grace", "grace"))), "Import 2 people")
    found, _ = people.search(records, "grace")
    contacts.shortlist(records, found[0].contact_id, as_of=at("2026-11-24"))
    app = click(page(), "Undo this import")
    assert "**1 person goes:** Ada Lovelace" in text(app)
    assert "1 person stays" in text(app)
    click(app, "Undo it")
    assert [each.name for each in people.search(records)[0]] == ["Grace Lovelace"]


def test_asking_says_what_else_goes(records):
    a_contact(records, name="Ada Lovelace", linkedin_url="https://www.linkedin.com/in/ada")
    told = {
        "contacts": [
            {"name": "Ada Lovelace", "linkedin_url": "https://www.linkedin.com/in/ada", "organization": "Engine Works",
             "interactions": [{"kind": "request", "happened_at": "2026-11-02T10:00"}]},
        ]
    }  # fmt: skip
    app = click(choose(page(), json.dumps(told).encode(), "history.json"), "Update 1 person")
    click(app, "Undo this import")
    assert "**With them:** 1 interaction." in text(app)
    assert "filled in for 1 person already known" in text(app)
    click(app, "Undo it")
    assert keeping.held(records)["interactions"] == 0
    assert people.search(records)[0][0].organization is None


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


# Profile


def test_the_profile_is_saved(records):
    app = page()
    field(app, "Your name").input("Ada")
    field(app, "Time zone").select("America/New_York")
    field(app, "A week begins on").select(7)
    click(app, "Save profile")
    assert profile.of(records) == profile.Profile("Ada", "America/New_York", 7)
    assert "Your profile is saved" in text(app)
    assert field(app, "Time zone").value == "America/New_York"


def test_a_name_that_is_too_long_is_refused_beside_the_field_and_stays(records):
    app = page()
    field(app, "Your name").input("A" * 600)
    click(app, "Save profile")
    assert "This has 600 characters" in text(app)
    assert field(app, "Your name").value == "A" * 600
    assert profile.of(records).name is None


def test_a_name_stands_in_its_field_as_it_was_written(records):
    app = page()
    field(app, "Your name").input(NASTY[0])
    click(app, "Save profile")
    assert field(app, "Your name").value == profile.of(records).name == NASTY[0]


def test_every_time_zone_can_be_chosen():
    zones = field(page(), "Time zone").options
    assert "Europe/Berlin" in zones
    assert "America/New York" in zones
    assert len(zones) > 400


def test_a_time_zone_that_the_list_lacks_stays(records, monkeypatch):
    profile.save(records, name=None, time_zone="Europe/Berlin", first_weekday=1)
    monkeypatch.setattr("ivw.show.profile_forms.time_zones", lambda: ["Asia/Tokyo"])
    assert field(page(), "Time zone").value == "Europe/Berlin"


def test_targets_are_saved_together_from_this_week_on(records):
    app = page()
    field(app, "Asked").set_value(7)
    field(app, "Met").set_value(0)
    click(app, "Save targets")
    assert "Asked\\: 7 a week" in text(app)
    week = profile.week_of(records, HERE.date())
    assert week.isoformat() == "2026-11-23"
    assert profile.targets(records, week)["requests"] == 7
    assert "conversations" not in profile.targets(records, week)
    assert profile.targets(records, week.replace(day=16))["requests"] == 5
    click(app, "Undo")
    assert field(app, "Asked").value == 5


def test_a_wrong_target_is_refused_beside_its_field_and_nothing_is_saved(records):
    app = page()
    field(app, "Asked").set_value(7)
    field(app, "Met").set_value(20_000)
    click(app, "Save targets")
    assert "A target is a whole number from 0 to 10\\,000" in text(app)
    assert (field(app, "Asked").value, field(app, "Met").value) == (7, 20_000)
    assert profile.targets(records, HERE.date())["requests"] == 5


def test_cadences_are_saved_by_tie(records):
    app = page()
    field(app, "Warm ties, days").set_value(45)
    click(app, "Save cadences")
    assert profile.cadences(records) == {"A": 30, "B": 45, "C": 120, "D": 180}
    assert "warm ties every 45 days" in text(app)


def test_a_wrong_cadence_is_refused_beside_its_field_and_nothing_is_saved(records):
    app = page()
    field(app, "Close ties, days").set_value(14)
    field(app, "Distant ties, days").set_value(0)
    click(app, "Save cadences")
    assert "A cadence is 1 to 3650 days" in text(app)
    assert field(app, "Close ties, days").value == 14
    assert profile.cadences(records)["A"] == 30


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_on_save_says_what_was_saved(records):
    app = page()
    field(app, "Warm ties, days").set_value(45)
    click(app, "Save cadences")
    assert "warm ties every 45 days" in text(app)
    assert profile.cadences(records)["B"] == 45


# Backups


def a_stop_later(monkeypatch, minutes):
    monkeypatch.setenv("IVW_AS_OF", f"2026-11-24T09:{minutes:02d}:00+01:00")


def test_a_backup_is_made_and_listed(records):
    a_contact(records, name="Ada")
    app = click(page(), "Back up now")
    assert "A backup is made" in text(app)
    assert [copy.why for copy in keeping.copies(records)] == ["Made by you"]
    assert "Tuesday 24 November 2026, 09:00" in text(app)


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_restores_once(records, monkeypatch):
    a_contact(records, name="Ada")
    app = click(page(), "Back up now")
    a_stop_later(monkeypatch, 5)
    click(click(app, "Restore"), "Restore", -1)
    assert len(keeping.copies(records)) == 2


def test_restoring_asks_first_with_the_difference(records, monkeypatch):
    a_contact(records, name="Ada", asked="2026-11-02")
    app = click(page(), "Back up now")
    a_contact(records, name="Grace")
    a_stop_later(monkeypatch, 5)
    click(app, "Restore")
    asked = app.table[-1].value
    assert [str(cell) for cell in asked.to_numpy()[0]] == ["People", "2", "1", "−1"]
    assert [str(cell) for cell in asked.to_numpy()[1]] == ["Interactions", "1", "1", "as now"]
    assert how_many(records) == 2
    click(app, "Restore", -1)
    assert [each.name for each in people.search(records)[0]] == ["Ada"]
    assert "is restored" in text(app)
    assert [copy.why for copy in keeping.copies(records)] == ["Made before another one was restored", "Made by you"]


def test_a_damaged_backup_is_told_in_words(records):
    a_contact(records, name="Ada")
    app = click(page(), "Back up now")
    next(keeping.place(records).folder.glob("*.duckdb")).write_bytes(b"bits and pieces")
    click(app, "Restore")
    assert "This file is damaged" in text(app)
    assert labels(app).count("Restore") == 1


def test_a_backup_from_elsewhere_is_restored(records, monkeypatch, tmp_path):
    other = open_records(tmp_path / "elsewhere" if (tmp_path / "elsewhere").mkdir() is None else tmp_path)
    a_contact(other, name="Grace")
    brought = other.back_up(at("2026-11-20")).read_bytes()
    other.close()
    a_contact(records, name="Ada")
    app = choose(page(), brought, "a name of no account.exe", uploader=1)
    assert "A whole backup: 1 person" in text(app)
    assert [each.name for each in people.search(records)[0]] == ["Ada"]
    click(app, "Restore this file")
    click(app, "Restore", -1)
    assert [each.name for each in people.search(records)[0]] == ["Grace"]
    assert not app.file_uploader[1].value
    assert {path.suffix for path in keeping.place(records).folder.iterdir()} == {".duckdb"}


@pytest.mark.parametrize("brought", [b"", b"no database", b"\x89PNG" + bytes(4096)])
def test_a_file_that_is_no_backup_is_told_in_words_and_changes_nothing(records, brought):
    a_contact(records, name="Ada")
    app = choose(page(), brought, "records.duckdb", uploader=1)
    assert "This file is damaged\\, or it is no backup of ivw" in text(app)
    assert "Restore this file" not in labels(app)
    assert how_many(records) == 1
    assert keeping.copies(records) == []


def test_many_backups_have_pages(records):
    for minute in range(9):
        records.back_up(at(f"2026-11-20 10:{minute:02d}"))
    app = page()
    assert labels(app).count("Restore") == 7
    app.pagination(key="backups").set_value(2).run()
    assert labels(app).count("Restore") == 2


# The file


def test_the_page_says_where_the_records_are_and_how_much_is_in_them(records):
    a_contact(records, name="Ada", asked="2026-11-02")
    app = page()
    assert str(front_door.records_path()) in [code.value for code in app.code]
    assert {metric.label: metric.value for metric in app.metric} | {"Size": ""} == {
        "People": "1", "Interactions": "1", "Conversations": "0", "Size": "",
    }  # fmt: skip
    assert "1 person and 1 interaction in one file on this computer" in text(app)
    assert "sends nothing to anybody" in text(app)


def test_a_check_of_sound_records_finds_nothing(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    assert "All is well" in text(click(page(), "Check now"))


def test_a_check_says_what_is_wrong_and_what_mends_it(records):
    a_contact(records, name="Ada")
    with records.transaction() as transaction:
        transaction.fetch(
            "INSERT INTO interactions (contact_id, kind, direction, happened_at) "
            "VALUES (uuidv7(), 'message', 'out', TIMESTAMPTZ '2026-01-01 00:00:00+00')"
        )
    app = click(page(), "Check now")
    assert "1 finding" in text(app)
    assert "point at nothing in contacts" in text(app)
    assert "remove these rows" in text(app)
