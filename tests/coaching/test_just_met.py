"""I just met somebody: everything of it at once, or nothing."""

from dataclasses import replace
from datetime import date

import pytest

from ivw.coaching import contacts, follow_ups, interactions, just_met, meetings, promises, thanking
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.just_met import Met
from ivw.coaching.past_meetings import SOMEBODY_NEW
from tests.builders import a_contact, at

NOW = at("2024-06-11 17:00")
TOKEN = "01900000-0000-7000-8000-00000000000a"
ALL = Met(
    name="Ada", where="On the train", about="Night buses", may_write="yes", reach="ada@example.org",
    promised="The map", due=date(2024, 6, 18), named="Bo Berg", may_mention="yes",
)  # fmt: skip


def everything(records):
    return {
        table: n
        for table in ("contacts", "meetings", "interactions", "promises", "referrals")
        if (n := records.rows(f"SELECT count(*) FROM {table}")[0][0])
    }


def test_a_talk_is_kept_with_all_that_came_of_it_and_goes_with_one_undo(records):
    done = just_met.record(records, ALL, as_of=NOW, token=TOKEN)
    ada = contacts.get(records, str(done.fact_id))
    assert (ada.email, ada.source, ada.shortlisted_at) == ("ada@example.org", "On the train", None)
    [talk] = meetings.of_contact(records, ada.id)
    assert (talk.id, talk.status, talk.ended_at, talk.place, talk.about) == (
        TOKEN, "held", NOW, "On the train", "Night buses",
    )  # fmt: skip
    assert [promise.what for promise in promises.of_meeting(records, talk.id)] == ["The map"]
    [named] = promises.referrals_in(records, talk.id)
    assert contacts.get(records, str(named.prospect_id)).mutual_contact == "Ada"
    assert thanking.of_meeting(records, talk.id, ada.id, NOW, "UTC").due_at == at("2024-06-12 17:00")
    undo(records, done)
    assert everything(records) == {}


def test_a_few_words_are_a_note_and_a_prospect_and_nothing_is_owed(records):
    met = replace(ALL, how_much="words", promised="", named="")
    done = just_met.record(records, met, as_of=NOW, token=TOKEN)
    assert everything(records) == {"contacts": 1, "interactions": 1}
    assert contacts.get(records, str(done.fact_id)).shortlisted_at == NOW
    assert follow_ups.due(records, NOW, "UTC") == []
    [(text,)] = records.rows("SELECT text FROM interactions")
    assert text == "Met in passing: On the train.\nNight buses\nThey said that I may write to them."


def test_whoever_said_no_is_never_due(records):
    just_met.record(records, replace(ALL, may_write="no", reach="", named=""), as_of=NOW, token=TOKEN)
    assert follow_ups.due(records, at("2024-06-20"), "UTC") == []


def test_a_name_alone_is_enough_and_the_same_form_counts_once(records):
    for _ in range(2):
        just_met.record(records, Met(name="Ada", whom=SOMEBODY_NEW), as_of=NOW, token=TOKEN)
    assert everything(records) == {"contacts": 1, "meetings": 1}


def test_somebody_of_that_name_is_never_taken_for_them_unasked(records):
    ada = a_contact(records, name="Ada", email="old@example.org")
    with pytest.raises(InvalidRecord) as refused:
        just_met.record(records, ALL, as_of=NOW, token=TOKEN)
    assert refused.value.field == "whom"
    assert everything(records) == {"contacts": 1}
    done = just_met.record(records, replace(ALL, whom=ada), as_of=NOW, token=TOKEN)
    assert done.fact_id == ada
    assert contacts.get(records, ada).email == "old@example.org"
    assert everything(records)["contacts"] == 2  # with whom they named


def test_an_address_they_gave_is_added_where_none_stands_and_a_no_is_kept(records):
    ada = a_contact(records, name="Ada")
    link = "https://www.linkedin.com/in/ada-example"
    for place, reach in enumerate(("ada@example.org", link, "")):
        met = Met(name="Ada", whom=ada, reach=reach, may_write="not asked" if reach else "no")
        just_met.record(records, met, as_of=NOW, token=f"{TOKEN[:-1]}{place}")
    person = contacts.get(records, ada)
    assert (person.email, person.linkedin_url, person.do_not_contact) == ("ada@example.org", link, True)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"name": " "}, "name"), ({"name": "x" * 501}, "name"), ({"reach": "ring me"}, "reach"), ({"due": None}, "due"),
    ({"about": "x" * 501}, "about"), ({"may_write": "perhaps"}, "may_write"), ({"how_much": "?"}, "how_much"),
    ({"whom": TOKEN}, "whom"), ({"named": "x" * 501}, "named"), ({"may_mention": "?"}, "may_mention"),
])  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_kept(records, wrong, field):
    with pytest.raises(InvalidRecord) as refused:
        just_met.record(records, replace(ALL, **wrong), as_of=NOW, token=TOKEN)
    assert refused.value.field == field
    assert everything(records) == {}


def test_right_after_midnight_the_talk_began_the_day_before_and_its_clock_is_the_right_one(records):
    just_after = at("2024-06-12 00:05")
    done = just_met.record(records, Met(name="Ada"), as_of=just_after, token=TOKEN)
    [talk] = meetings.of_contact(records, str(done.fact_id))
    assert (talk.starts_at, talk.ended_at) == (at("2024-06-11 23:50"), just_after)
    assert thanking.of_meeting(records, TOKEN, str(done.fact_id), just_after, "UTC").due_at == at("2024-06-13 00:05")


def test_people_of_that_name_are_told_apart_by_where_they_work(records):
    a_contact(records, name="Ada", organization="City of Utrecht")
    [known] = just_met.known(records, "ada")
    assert (known.name, known.organization) == ("Ada", "City of Utrecht")
    assert just_met.known(records, "  ") == []
    assert interactions.KINDS["note"].direction == "none"
