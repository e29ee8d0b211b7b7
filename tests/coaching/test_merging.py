"""Two contacts become one, and two again."""

import json
import os
from datetime import timedelta

import pytest

from ivw.coaching import contacts, drafts, duplicates, follow_ups, merging, promises, tags, time_line
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at, everything, forget_everybody
from tests.needs import needs

needs("hypothesis")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

NOW = at("2024-06-11")
TOKEN = "01900000-0000-7000-8000-000000000001"
EXAMPLES = int(os.environ.get("IVW_EXAMPLES", "6"))


def merge(records, keep, other, **choices):
    return merging.merge(records, keep, other, choices, as_of=NOW, token=TOKEN)


def test_what_only_the_other_has_is_filled_in_and_what_differs_is_chosen(records):
    keep = a_contact(records, name="Ada Example", position="Planner", tie="A", email="ada@work.org")
    other = a_contact(
        records, name="A. Example", position="Head", tie="C", email="ada@home.org", phone="12345678",
        added="1999-01-01", why_this_person="She went\nfrom data to planning.", shortlist=True, do_not_contact=True,
    )  # fmt: skip
    plan = merging.preview(records, keep, other)
    assert plan.filled == {"phone": "12345678", "why_this_person": "She went\nfrom data to planning."}
    assert [each.field for each in plan.differing] == ["name", "email", "position", "tie"]
    done = merge(records, keep, other, position="other", tie="keep")
    ada = contacts.get(records, keep)
    assert (ada.name, ada.position, ada.tie, ada.email) == ("Ada Example", "Head", "A", "ada@work.org")
    assert (ada.phone, ada.added_at, ada.shortlisted_at) == ("12345678", at("1999-01-01"), at("1999-01-01"))
    assert ada.do_not_contact
    [note] = time_line.entries(records, keep)
    assert (note.what, note.fact_id) == ("note", TOKEN)
    assert note.words == (
        "Merged with A. Example.\n"
        "Also known: name “A. Example”, e-mail “ada@home.org”, position “Planner”, tie “Acquaintance”."
    )
    assert done.says == "A. Example and Ada Example are one person now."
    with pytest.raises(InvalidRecord):
        contacts.get(records, other)


def test_everything_that_happened_with_either_is_on_one_time_line(records):
    keep = a_contact(records, name="Ada", met="2024-05-01 10:00", asked="2024-04-01")
    other = a_contact(records, name="Ada", met="2024-03-01 10:00", noted="2024-03-02", thanked="2024-03-01")
    promises.promise(records, contact_id=other, what="send it", due=NOW.date(), as_of=at("2024-03-03"))
    promises.refer(records, contact_id=other, name="Hana", as_of=at("2024-03-04"))
    before = time_line.length(records, keep) + time_line.length(records, other)
    merge(records, keep, other)
    assert time_line.length(records, keep) == before
    assert records.rows("SELECT count(*) FROM interactions WHERE kind = 'note'") == [(1,)]  # nothing differed: no note


def test_the_same_tag_stays_once_and_the_others_come_over(records):
    keep, other = a_contact(records), a_contact(records)
    contacts.change(records, keep, tagged=["a", "b"])
    contacts.change(records, other, tagged=["b", "c"])
    merge(records, keep, other)
    assert tags.of(records, keep) == ["a", "b", "c"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_referral_between_the_two_points_at_nobody(records, turned):
    ada = a_contact(records, name="Ada")
    promises.refer(records, contact_id=ada, name="Bo", as_of=NOW)
    [(bo,)] = records.rows("SELECT prospect_id::VARCHAR FROM referrals")
    keep, other = (bo, ada) if turned else (ada, bo)
    before = everything(records)
    done = merge(records, keep, other)
    assert records.rows("SELECT contact_id::VARCHAR, prospect_id, name FROM referrals") == [(keep, None, "Bo")]
    undo(records, done)
    assert everything(records) == before


def test_who_was_told_apart_from_the_other_is_told_apart_from_the_kept_one(records):
    keep, other, third, fourth = (a_contact(records) for _ in range(4))
    for one, two in ((keep, other), (other, third), (fourth, other), (keep, fourth)):
        duplicates.two_people(records, one, two, as_of=NOW)
    before = everything(records)
    done = merge(records, keep, other)
    pairs = {frozenset(pair) for pair in records.rows("SELECT contact_id::VARCHAR, other_id::VARCHAR FROM namesakes")}
    assert pairs == {frozenset((keep, third)), frozenset((keep, fourth))}
    undo(records, done)
    assert everything(records) == before


def test_what_is_still_being_written_comes_along(records):
    keep, other = a_contact(records), a_contact(records)
    drafts.save(records, f"log:{keep}", "Mine.", NOW)
    drafts.save(records, f"log:{other}", "Theirs.", NOW)
    drafts.save(records, f"message:{other}:request", "Dear Ada", NOW)
    merge(records, keep, other)
    assert drafts.read(records, f"log:{keep}") == "Mine.\n\nTheirs."
    assert drafts.read(records, f"message:{keep}:request") == "Dear Ada"
    assert records.rows("SELECT count(*) FROM drafts") == [(2,)]


def test_not_now_about_the_tie_still_hides_it(records):
    keep = a_contact(records)
    other = a_contact(records, met="2024-01-01", thanked="2024-01-01 13:00")
    [item] = [each for each in follow_ups.of_contact(records, other, NOW, "UTC") if each.status != "upcoming"]
    follow_ups.postpone(records, item, 7, as_of=NOW, zone="UTC")
    merge(records, keep, other)
    assert [each for each in follow_ups.of_contact(records, keep, NOW, "UTC") if each.status != "upcoming"] == []


def test_nobody_is_merged_with_themselves_or_with_nobody(records):
    ada = a_contact(records)
    before = everything(records)
    for other in (ada, "not an id", TOKEN):
        with pytest.raises(InvalidRecord):
            merge(records, ada, other)
    assert everything(records) == before


def test_undo_after_something_was_written_down_since_is_refused(records):
    keep, other = a_contact(records), a_contact(records, asked="2024-05-01")
    done = merge(records, keep, other)
    contacts.change(records, keep, shortlisted_at=NOW)
    contacts.change(records, keep, tie="A")
    [entry] = time_line.entries(records, keep)
    time_line.take_out(records, entry)
    with pytest.raises(InvalidRecord):
        undo(records, done)


# Whatever the network

NAMES = st.sampled_from(["Ada", "A. Example", "王伟", "<img src=x>"])
MAYBE = st.sampled_from([None, "x", "y"])
WHO = st.integers(0, 3)
FACT = st.tuples(
    st.sampled_from(
        ["interactions", "meetings", "promises", "referrals", "leads", "findings", "tag", "draft", "postponements"]
    ),
    WHO,
    WHO,
)
NETWORK = st.tuples(
    st.lists(st.tuples(NAMES, MAYBE, MAYBE, MAYBE, st.booleans()), min_size=4, max_size=4), st.lists(FACT, max_size=14)
)


def build(records, told):
    people, facts = told
    ids = [
        a_contact(
            records, name=name, position=position, common_ground=ground, tie="A" if tie else None, shortlist=short
        )
        for name, position, ground, tie, short in people
    ]
    for number, (what, who, whom) in enumerate(facts):
        when = NOW - timedelta(days=number)
        with records.transaction() as transaction:
            rows = {
                "interactions": {"kind": "request", "direction": "out", "happened_at": when, "text": "x"},
                "meetings": {"starts_at": when, "scheduled_at": when, "status": "held"},
                "promises": {"owner": "me", "what": "x", "due": NOW.date()},
                "referrals": {"name": "x", "given_at": when, "prospect_id": ids[whom]},
                "leads": {"what": "x", "heard_at": when},
                "findings": {"topic": "x", "finding": "x", "found_on": NOW.date()},
                "postponements": {
                    "action": "check_in", "subject_id": ids[who], "postponed_at": when, "until": NOW.date()
                },
            }  # fmt: skip
            if what == "tag":
                tags.keep(transaction, ids[who], [f"tag {whom}"], [])
            elif what != "draft":
                transaction.add(what, {"contact_id": ids[who]} | rows[what])
        if what == "draft":
            drafts.save(records, f"slot {whom}:{ids[who]}", "x", NOW)
        if who != whom and number % 3 == 0:
            duplicates.two_people(records, ids[who], ids[whom], as_of=NOW)
    return ids


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NETWORK, st.dictionaries(st.sampled_from(["name", "position", "common_ground"]), st.just("other")))
def test_merging_keeps_every_fact_and_undo_puts_back_every_row(one_file, told, choices):
    records = forget_everybody(one_file)
    keep, other, *_ = build(records, told)
    before = everything(records)
    done = merge(records, keep, other, **choices)
    after = everything(records)
    for table in ("meetings", "promises", "referrals", "leads", "findings", "postponements"):
        assert len(after[table]) == len(before[table])
    text = json.dumps(after)
    assert other not in text
    notes = sum('"note"' in row for row in after["interactions"])
    assert len(after["interactions"]) == len(before["interactions"]) + notes
    loops = any(what == "referrals" and who == whom for what, who, whom in told[1])
    assert loops or not records.rows("SELECT 1 FROM referrals WHERE contact_id = prospect_id")
    undo(records, done)
    assert everything(records) == before
