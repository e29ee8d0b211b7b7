"""Archives of two computers come together to the union of both: conflicts shown, nothing lost, and undone as one."""

import json

import pytest

from ivw.coaching import archive_merge, contacts, demo, past_imports, profile, promises, reflections
from ivw.coaching.archive_merge import Brought
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import demo_file
from ivw.records.tables import OF_THE_FILE, rows_of
from tests import drawn
from tests.builders import a_contact, a_conversation, at, forget_everybody, happened, open_records

NOW = at("2026-11-24 09:00")
LINK = "https://www.linkedin.com/in/ada-example"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("merge")
    opened = [open_records(folder, name=f"{name}.duckdb") for name in ("here", "there")]
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
def here(files):
    return fresh(files[0])


@pytest.fixture
def there(files):
    return fresh(files[1])


def fresh(records):
    forget_everybody(records)
    with records.transaction() as transaction:
        transaction.fetch("UPDATE profile SET name = NULL, strategy = NULL, situation = NULL, phone = NULL")
        transaction.fetch("DELETE FROM weekly_targets")
    return records


def brought(records):
    """What an archive of these records holds."""
    with records.transaction() as transaction:
        return Brought(
            NOW, {table: rows_of(transaction, table) for table in transaction.columns if table not in OF_THE_FILE}
        )


def test_what_differs_in_spelling_alone_is_no_conflict(here, there):
    a_contact(here, name="Ada", email="ada@example.org", phone="+44 7700 900000")
    a_contact(there, name="Ada", email="Ada@Example.org", phone="+44 (7700) 900 000")

    assert [each.column for each in archive_merge.preview(here, brought(there)).conflicts] == []


def copied(records, to):
    """A second computer that began with a copy of these records."""
    with to.transaction() as transaction:
        rows_of_table = brought(records).rows
        for table in drawn.parents_first(rows_of_table):
            if (rows := rows_of_table[table]) and table not in ("profile", "cadences"):
                transaction.add_many(table, rows)


def merge(here, there, *theirs):
    return archive_merge.apply(here, brought(there), dict.fromkeys(theirs, archive_merge.THEIRS), as_of=NOW)


def names(records):
    return [name for (name,) in records.rows("SELECT name FROM contacts ORDER BY name")]


def told(records):
    """Who there is and what happened, whatever the ids."""
    return (
        records.rows("SELECT lower(email), linkedin_url IS NULL FROM contacts ORDER BY ALL"),
        records.rows("SELECT lower(c.email), i.kind, i.happened_at, i.text FROM interactions i JOIN contacts c "
                     "ON c.id = i.contact_id ORDER BY ALL"),
        records.rows("SELECT lower(c.email), starts_at FROM meetings m JOIN contacts c ON c.id = m.contact_id "
                     "ORDER BY ALL"),
    )  # fmt: skip


def everything(records):
    """All there is but the list of imports, which tells of an undone one, too."""
    return {name: rows for name, rows in drawn.contents(records).items() if name not in ("imports", "import_changes")}


def test_whoever_is_only_there_comes_in_with_everything_about_them(here, there):
    a_contact(here, name="Ben Ode")
    ada = a_contact(there, name="Ada Example", met="2026-11-11 14:00", asked="2026-11-01 09:00", noted="2026-11-12")
    promises.promise(there, contact_id=ada, what="the article", due=NOW.date(), as_of=NOW)
    preview = archive_merge.preview(here, brought(there))
    assert preview.newcomers == ("Ada Example",)
    assert preview.added == {"contacts": 1, "interactions": 2, "meetings": 1, "promises": 1}
    assert names(here) == ["Ben Ode"]  # a preview writes nothing
    done = merge(here, there)
    assert "1 person and 4 other things added" in done.says
    assert names(here) == ["Ada Example", "Ben Ode"]
    assert here.rows("SELECT what FROM promises WHERE contact_id = $id::UUID", id=ada) == [("the article",)]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"linkedin_url": LINK}, {"linkedin_url": "http://de.linkedin.com/in/Ada-Example/?trk=x"}),
        ({"email": "ada@example.org"}, {"email": "ADA@example.org"}),
    ],
)
def test_people_are_matched_by_their_addresses_and_what_is_about_them_follows(here, there, mine, theirs):
    ada = a_contact(here, name="Ada Example", asked="2026-11-01 09:00", **mine)
    her = a_contact(there, name="Ada Example", noted="2026-11-12", position="Analyst", **theirs)
    referral = promises.refer(there, contact_id=her, name="Cy Named", as_of=NOW).fact_id
    named = promises.prospect_of(there, str(referral))
    contacts.change(there, her, tagged=["choir"])
    merge(here, there)
    assert names(here) == ["Ada Example", "Cy Named"]
    assert contacts.get(here, ada).position == "Analyst"
    for table in ("interactions", "referrals", "contact_tags"):
        assert set(here.rows(f"SELECT contact_id::VARCHAR FROM {table}")) == {(ada,)}
    assert here.rows("SELECT prospect_id::VARCHAR FROM referrals") == [(named,)]


def test_nobody_is_matched_by_name_alone_and_two_of_one_file_never_become_one(here, there):
    a_contact(here, name="Ada Example", email="office@example.org")
    a_contact(there, name="Ada Example")
    a_contact(there, name="Ben Ode", email="office@example.org")
    a_contact(there, name="Cy Named", email="office@example.org")
    merge(here, there)
    assert len(names(here)) == 3


def test_what_was_told_on_both_computers_is_there_once_and_no_note_is_lost(here, there):
    for records in (here, there):
        ada = a_contact(records, email="ada@example.org", asked="2026-11-01 09:00", met="2026-11-11 14:00")
        happened(records, ada, "note", "2026-11-12 09:00", text=f"written in {records.path.stem}")
    merge(here, there)
    assert here.rows("SELECT count(*) FROM meetings") == [(1,)]
    assert here.rows("SELECT kind, text FROM interactions ORDER BY ALL") == [
        ("note", "written in here"), ("note", "written in there"), ("request", None),
    ]  # fmt: skip


def test_a_conflict_is_shown_and_ours_stays_unless_the_other_is_chosen(here, there):
    ada = a_contact(here, name="Ada Example", email="ada@example.org", position="Analyst", tie="A")
    a_contact(there, name="Ada Example", email="ada@example.org", position="Head of data", tie="B", phone="1")
    found = archive_merge.preview(here, brought(there))
    assert {(each.about, each.column, each.ours, each.theirs) for each in found.conflicts} == {
        ("Ada Example", "position", "Analyst", "Head of data"), ("Ada Example", "tie", "A", "B"),
    }  # fmt: skip
    assert found.filled == {"contacts": 1}
    merge(here, there)
    person = contacts.get(here, ada)
    assert (person.position, person.tie, person.phone) == ("Analyst", "A", "1")
    [chosen] = [each.key for each in found.conflicts if each.column == "position"]
    merge(here, there, chosen)
    person = contacts.get(here, ada)
    assert (person.position, person.tie) == ("Head of data", "A")


def test_of_a_text_both_may_be_kept_and_then_nothing_differs_any_more(here, there):
    for records in (here, there):
        a_contact(records, email="ada@example.org", why_this_person=f"Seen from {records.path.stem}")
    [conflict] = archive_merge.preview(here, brought(there)).conflicts
    assert conflict.is_text
    archive_merge.apply(here, brought(there), {conflict.key: archive_merge.BOTH}, as_of=NOW)
    assert here.rows("SELECT why_this_person FROM contacts") == [("Seen from here\n\nSeen from there",)]
    assert not archive_merge.preview(here, brought(there)).conflicts


def test_a_row_of_one_origin_is_one_row_whatever_was_changed_in_it(here, there):
    ada = a_contact(here, name="Ada Example", met="2026-11-11 14:00", noted="2026-11-12")
    copied(here, there)
    contacts.change(there, ada, name="Ada Example-Ode")
    meeting = there.rows("SELECT id::VARCHAR FROM meetings")[0][0]
    with there.transaction() as transaction:
        transaction.change("meetings", meeting, about="The move", minutes=25)
    found = archive_merge.preview(here, brought(there))
    assert (found.added, found.filled) == ({}, {"meetings": 1})
    assert {(each.what, each.column) for each in found.conflicts} == {("person", "name"), ("conversation", "minutes")}
    merge(here, there, *(each.key for each in found.conflicts))
    assert names(here) == ["Ada Example-Ode"]
    assert here.rows("SELECT about, minutes FROM meetings") == [("The move", 25)]


def test_every_row_of_every_table_comes_along_and_the_same_archive_twice_changes_nothing(here, there):
    drawn.fill(there, 8, rows=2)
    assert merge(here, there).change
    apart = ("profile", "cadences")
    came, was = everything(here), everything(there)
    assert {name: came[name] for name in came if name not in apart} == {
        name: was[name] for name in came if name not in apart
    }
    before = drawn.contents(here)
    again = merge(here, there)
    assert (bool(again.change), again.says) == (False, "Everything in this archive is here already.")
    assert drawn.contents(here) == before


def test_one_into_the_other_and_the_other_into_the_one_tell_the_same(here, there):
    for records, others in (
        (here, ("ben@example.org", "cy@example.org")),
        (there, ("CY@example.org", "di@example.org")),
    ):
        for email in ("ada@example.org", "ada@example.org" if records is there else "eve@example.org", *others):
            whom = a_contact(records, name=email, email=email, asked="2026-11-01 09:00")
            happened(records, whom, "note", "2026-11-12 09:00", text=f"{email} in {records.path.stem}")
            a_conversation(records, whom, starts="2026-11-20 10:00", scheduled="2026-11-10")
    one, two = brought(here), brought(there)
    archive_merge.apply(here, two, as_of=NOW)
    archive_merge.apply(there, one, as_of=NOW)
    assert told(here) == told(there)


@pytest.mark.parametrize("when", ["at once", "next week"])
def test_a_merge_is_undone_as_one(here, there, when):
    ada = a_contact(here, name="Ada Example", email="ada@example.org")
    a_conversation(here, ada, starts="2026-11-11 14:00", held=True)
    before = everything(here)
    her = a_contact(there, name="Ada E.", email="ada@example.org", position="Analyst", noted="2026-11-12")
    meeting = a_conversation(there, her, starts="2026-11-11 14:00", held=True, format="cafe")
    reflections.save(there, meeting, "learned", "A lot", as_of=NOW)
    a_contact(there, name="Ben Ode", met="2026-11-11 14:00")
    done = merge(here, there, *(each.key for each in archive_merge.preview(here, brought(there)).conflicts))
    assert contacts.get(here, ada).name == "Ada E."
    assert here.rows("SELECT format FROM meetings WHERE contact_id = $ada::UUID", ada=ada) == [("cafe",)]
    assert here.rows("SELECT learned FROM debriefs") == [("A lot",)]
    if when == "at once":
        undo(here, done)
    else:
        [made] = past_imports.past(here)
        assert (made.source, made.people) == ("archive", 1)
        past_imports.undo(here, made.id, as_of=NOW)
    assert everything(here) == before


def test_a_plan_whose_conversation_was_removed_here_is_tied_to_it_again(here, there):
    ada = a_contact(here, name="Ada Example")
    meeting = a_conversation(here, ada, starts="2026-11-28 14:00", scheduled="2026-11-20")
    with here.transaction() as transaction:
        transaction.add("plans", {"meeting_id": meeting, "minutes": 20, "made_at": NOW})
    copied(here, there)
    contacts.remove(here, ada)
    before = everything(here)
    done = merge(here, there)
    assert here.rows("SELECT meeting_id::VARCHAR FROM plans") == [(meeting,)]
    undo(here, done)
    assert everything(here) == before


def test_a_demo_network_in_an_archive_stays_there(here, there):
    demo.load(there, NOW, "UTC", demo_file.read())
    a_contact(there, name="Ada Example")
    preview = archive_merge.preview(here, brought(there))
    assert preview.newcomers == ("Ada Example",)
    assert preview.invented > 30
    merge(here, there)
    assert names(here) == ["Ada Example"]


def test_who_is_to_be_left_alone_on_one_computer_is_on_both(here, there):
    ada = a_contact(here, email="ada@example.org")
    her = a_contact(there, email="ada@example.org")
    contacts.leave_alone(there, her)
    merge(here, there)
    assert contacts.get(here, ada).do_not_contact
    contacts.change(there, her, do_not_contact=False)
    assert archive_merge.preview(here, brought(there)).conflicts == ()
    merge(here, there)
    assert contacts.get(here, ada).do_not_contact


def test_nobody_is_put_away_by_an_archive(here, there):
    ada = a_contact(here, email="ada@example.org")
    contacts.archive(there, a_contact(there, email="ada@example.org"), as_of=NOW)
    assert [each.column for each in archive_merge.preview(here, brought(there)).conflicts] == ["archived_at"]
    merge(here, there)
    assert contacts.get(here, ada).archived_at is None


def test_what_one_says_of_oneself_is_filled_in_and_settings_stay(here, there):
    profile.save(there, name="Mo Me", time_zone="Asia/Tokyo", first_weekday=7)
    merge(here, there)
    mine = profile.of(here)
    assert (mine.name, mine.time_zone, mine.first_weekday) == ("Mo Me", None, 1)


def test_a_draft_for_somebody_known_here_by_another_id_finds_them(here, there):
    ada = a_contact(here, email="ada@example.org")
    her = a_contact(there, email="ada@example.org")
    with there.transaction() as transaction:
        transaction.add("drafts", {"slot": f"note:{her}", "text": "half a sentence", "saved_at": NOW})
    merge(here, there)
    assert here.rows("SELECT slot, text FROM drafts") == [(f"note:{ada}", "half a sentence")]


def test_rows_that_hang_on_nothing_are_left_out(here, there):
    a_contact(there, name="Ada Example", noted="2026-11-12")
    lost = json.loads(json.dumps(brought(there).rows))
    lost["interactions"][0]["contact_id"] = "00000000-0000-7000-8000-000000000000"
    archive_merge.apply(here, Brought(NOW, lost), as_of=NOW)
    assert here.rows("SELECT count(*) FROM interactions") == [(0,)]


def test_what_an_archive_has_twice_comes_in_once_and_whom_it_does_not_bring_is_forgotten(here, there):
    ada = a_contact(there, name="Ada Example")
    contacts.change(there, ada, tagged=["choir"])
    referral = promises.refer(there, contact_id=ada, name="Cy Named", as_of=NOW).fact_id
    rows = json.loads(json.dumps(brought(there).rows))
    rows["contact_tags"].append({**rows["contact_tags"][0], "id": "00000000-0000-7000-8000-000000000001"})
    rows["contacts"] = [each for each in rows["contacts"] if each["id"] == ada]
    beside = {"contact_id": ada, "other_id": ada, "said_at": "2026-11-12T09:00:00Z"}  # somebody beside themselves
    rows["namesakes"].append({**beside, "id": "00000000-0000-7000-8000-000000000002"})
    archive_merge.apply(here, Brought(NOW, rows), as_of=NOW)
    assert here.rows("SELECT tag FROM contact_tags") == [("choir",)]
    assert here.rows("SELECT id::VARCHAR, name, prospect_id FROM referrals") == [(referral, "Cy Named", None)]
    assert here.rows("SELECT * FROM namesakes") == []


def test_a_conflict_says_what_it_is_about_and_whom_both_sides_mean(here, there):
    ada, ben, cy = (a_contact(here, name=name) for name in ("Ada Example", "Ben Ode", "Cy Named"))
    with here.transaction() as transaction:
        plan = transaction.add("plans", {"title": "In general", "minutes": 20, "made_at": NOW})
        named = {"contact_id": ada, "name": "B.", "given_at": NOW, "prospect_id": ben}
        referral = transaction.add("referrals", named)
    copied(here, there)
    profile.save(here, name="Mo Me", time_zone=None, first_weekday=1)
    profile.save(there, name="M. Me", time_zone=None, first_weekday=1)
    with there.transaction() as transaction:
        transaction.change("plans", plan, minutes=45)
        transaction.change("referrals", referral, prospect_id=cy)
    found = archive_merge.preview(here, brought(there)).conflicts
    assert {(each.what, each.about, each.ours, each.theirs) for each in found} == {
        ("your profile", "", "Mo Me", "M. Me"), ("plan", "In general", 20, 45),
        ("referral", "Ada Example: B.", "Ben Ode", "Cy Named"),
    }  # fmt: skip


def test_what_does_not_fit_together_is_refused_and_nothing_is_changed(here, there):
    a_contact(here, name="Ada Example", met="2026-11-11 14:00")
    copied(here, there)
    meeting = there.rows("SELECT id::VARCHAR FROM meetings")[0][0]
    with here.transaction() as transaction:
        transaction.change("meetings", meeting, ended_at="2026-11-11 14:30:00+00")
    with there.transaction() as transaction:
        transaction.change("meetings", meeting, starts_at="2026-11-12 14:00:00+00", ended_at=None)
    a_contact(there, name="Ben Ode")
    keys = [each.key for each in archive_merge.preview(here, brought(there)).conflicts]
    with pytest.raises(InvalidRecord):
        merge(here, there, *keys)
    assert names(here) == ["Ada Example"]
