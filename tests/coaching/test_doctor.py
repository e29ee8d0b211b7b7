from datetime import date

import duckdb
import pytest

from ivw.coaching import profile
from ivw.coaching.doctor import FAULTS, REMARKS, Examined, examine_facts
from tests.builders import a_contact, a_conversation, at, happened, load_history, records_in

NOW = at("2024-06-12 09:00")


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as empty:
        yield empty


def told(records, **facts):
    """What the doctor finds in a history of one person."""
    load_history(records, [{"name": "Ada", **facts}], "UTC")
    return examine_facts(records, NOW, "Europe/Berlin")


def the_fault(examined):
    """The one fault there is, for a person and with its cure."""
    (finding,) = examined.findings
    assert examined.remarks == ()
    assert "Ada" in finding.where
    assert finding.mend.startswith("Open Ada in Prospect research. ")
    return finding


def test_usual_records_are_sound(records):
    ada = a_contact(records, name="Ada", met="2024-06-11 14:00", asked="2024-06-03", thanked="2024-06-12 08:59")
    a_conversation(records, ada, starts="2024-09-01 10:00", scheduled="2024-06-12 09:00")
    happened(records, ada, "deferred", "2024-06-01", again_on=NOW.date())
    profile.save(records, name="Mara", time_zone="Europe/Berlin", first_weekday=1)

    assert examine_facts(records, NOW, "Europe/Berlin") == Examined((), ())


def test_a_conversation_that_ended_before_it_began_is_found(tmp_path):
    with records_in(tmp_path) as records:
        a_contact(records, name="Ada", met="2024-06-11 14:00")
    with duckdb.connect(tmp_path / "records.duckdb") as connection:  # the table refuses it, so the table has to go
        connection.execute(
            "CREATE TABLE copied AS SELECT * REPLACE (starts_at - INTERVAL 1 HOUR AS ended_at) FROM meetings"
        )
        connection.execute("DROP TABLE meetings")
        connection.execute("ALTER TABLE copied RENAME TO meetings")

    with records_in(tmp_path) as records:
        finding = the_fault(examine_facts(records, NOW, "Europe/Berlin"))
    assert finding.what == "The conversation of 11 June 2024, 16:00 ended before it began."


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"meetings": [{"starts_at": "2024-07-01T10:00", "scheduled_at": "2024-06-01", "status": "held"}]}, "be held"),
        ({"meetings": [{"starts_at": "2042-07-01T10:00", "scheduled_at": "2024-06-01"}]}, "years ahead"),
        ({"meetings": [{"starts_at": "2024-08-01T10:00", "scheduled_at": "2024-07-01"}]}, "agreed on"),
        ({"interactions": [{"kind": "request", "happened_at": "2024-06-12T09:02"}]}, "in the log"),
        (
            {"interactions": [{"kind": "deferred", "happened_at": "2024-06-03", "again_on": "2024-05-30"}]},
            "a day before it",
        ),
        ({"connected_on": "2024-06-14"}, "connected since 14 June 2024, which"),
        ({"promises": [{"what": "a map", "due": "2024-07-10", "made_at": "2024-07-09"}]}, "promise is said to be made"),
        ({"referrals": [{"name": "Ben", "given_at": "2024-06-19"}]}, "referral is said to be given"),
        (
            {"promises": [{"what": "a map", "due": "2024-06-10", "made_at": "2024-06-09", "done_at": "2024-06-08"}]},
            "before it was made",
        ),
        (
            {"promises": [{"what": "a map", "due": "2024-06-10", "made_at": "2024-06-09", "dropped_at": "2024-06-08"}]},
            "before it was made",
        ),
        (
            {"referrals": [{"name": "Ben", "given_at": "2024-06-09", "done_at": "2024-06-08"}]},
            "before it was given",
        ),
    ],
)
def test_what_cannot_have_happened_is_found_with_its_cure(records, facts, says):
    assert says in the_fault(told(records, **facts)).what


def test_a_planned_conversation_without_the_day_it_was_agreed_on_is_told_once(records):
    assert "agreed on" in the_fault(told(records, meetings=[{"starts_at": "2024-08-01T10:00"}])).what


def test_a_minute_of_grace_is_given(records):
    assert told(records, interactions=[{"kind": "request", "happened_at": "2024-06-12T09:01"}]) == Examined((), ())


def test_what_was_to_come_is_sound_once_it_has(records):
    told(records, interactions=[{"kind": "request", "happened_at": "2024-07-01"}])

    assert examine_facts(records, at("2024-07-02"), "UTC").findings == ()


def test_a_deferral_without_a_day_is_a_remark(records):
    examined = told(records, interactions=[{"kind": "deferred", "happened_at": "2024-06-01"}])

    assert examined.findings == ()
    (remark,) = examined.remarks
    assert "no day is noted" in remark.what


def test_a_thank_you_before_the_conversation_is_a_remark(records):
    ada = a_contact(records, name="Ada", met="2024-06-11 14:00", asked="2024-06-03")
    happened(records, ada, "thank_you", "2024-06-11 11:00")

    examined = examine_facts(records, NOW, "UTC")

    assert examined.findings == ()
    assert "went out before the first conversation began" in examined.remarks[0].what


def test_what_was_looked_back_on_found_or_heard_in_a_time_to_come_is_found(records):
    ada = a_contact(records, name="Ada", met="2024-06-11 14:00")
    with records.transaction() as transaction:
        ((met,),) = transaction.fetch("SELECT id::VARCHAR FROM meetings")
        transaction.add("debriefs", {"meeting_id": met, "written_at": at("2024-06-11 12:00")})
        transaction.add("leads", {"contact_id": ada, "what": "a post", "heard_at": at("2024-06-20")})
        transaction.add("findings", {"contact_id": ada, "topic": "t", "finding": "f", "found_on": "2024-06-20"})
        transaction.change("meetings", met, ended_at=at("2024-06-13"))

    told = " ".join(each.what for each in examine_facts(records, NOW, "UTC").findings)

    for says in ("looked back on before", "lead is said to be heard", "found out on 20 June 2024,", "to have ended on"):
        assert says in told


def test_a_year_that_was_typed_wrongly_is_found(records):
    ada = a_contact(records, name="Ada")
    a_conversation(records, ada, starts="2024-06-11 09:02", held=True)
    logged = happened(records, ada, "deferred", "2024-06-03", again_on=date(2024, 7, 1))
    with records.transaction() as transaction:
        transaction.change("interactions", logged, happened_at="1902-06-12T09:02Z", again_on="2204-07-01")
        transaction.add(
            "promises", {"contact_id": ada, "owner": "me", "what": "a map", "made_at": NOW, "due": "2204-06-10"}
        )

    told = " ".join(each.what for each in examine_facts(records, NOW, "UTC").findings)

    for says in ("for 12 June 1902", "again on 1 July 2204, years", "due on 10 June 2204, years"):
        assert says in told


def test_a_time_zone_that_nobody_knows_is_found(records):
    with records.transaction() as transaction:
        transaction.fetch("UPDATE profile SET time_zone = 'Mars/Olympus'")

    (finding,) = examine_facts(records, NOW, "UTC").findings

    assert (finding.where, "Mars/Olympus" in finding.what) == ("profile.time_zone", True)
    assert "Your records" in finding.mend


def test_every_fault_is_told_as_sentences():
    for what, cure in (FAULTS | REMARKS).values():
        assert "{day}" in what
        assert what.endswith(".")
        assert cure.endswith(".")
