"""Your records, as a person uses it: importing, the profile, backups, and the look at the file."""

from functools import partial

import pytest

from ivw.coaching import demo, keeping, people, profile
from ivw.exchange import demo_file
from ivw.show import front_door
from tests.builders import a_contact, at, open_records
from tests.pages.own_file import SAMPLE, one_file
from tests.screen import HERE, NASTY, ZONE, click, field, labels, open_page, primary, run, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "your_records")
__all__ = ["one_file"]  # pytest finds it here


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


def test_who_has_people_of_their_own_finds_the_demo_in_a_file_of_its_own(records):
    a_contact(records, name="Ada")
    app = page()
    assert "Open the demo" not in labels(app)
    assert "Look around in the demo" in [box.label for box in app.expander]
    [command, _] = app.code[0].value.splitlines()
    assert "demo --records" in command


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
    named = ("Import", "Take out", "Profile", "Backups", "The file")
    assert [tab.label for tab in app.tabs] == [f":gray[{name}]" for name in named]


def test_at_most_one_button_is_filled():
    assert primary(page()) == []
    app = choose(page(), SAMPLE)
    assert primary(app) == ["Import 297 people"]
    assert primary(click(app, "Import 297 people")) == ["See the people"]


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
    assert [str(cell) for cell in asked.to_numpy()[0]] == ["People", "2", "1", "1 lost"]
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
