"""One tie taken apart: the plain formula agrees with the rules in SQL, and a step leads to the score it names."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivw.coaching import contacts, follow_ups, interactions, network, promises, ties
from tests import builders
from tests.builders import a_contact, at, happened
from tests.coaching import histories
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import given, settings  # noqa: E402

NOW = at("2024-06-24 10:00")
EXAMPLES = int(os.environ.get("IVW_EXAMPLES", "20"))


@pytest.fixture(scope="module")
def of_examples(tmp_path_factory):
    with builders.records_in(Path(tmp_path_factory.mktemp("ties"))) as opened:
        yield opened


@pytest.fixture
def records(tmp_path):
    with builders.records_in(tmp_path) as opened:
        yield opened


@settings(max_examples=EXAMPLES)
@given(histories.readable())
def test_the_formula_is_the_rule_and_every_step_leads_where_it_says(of_examples, told):
    records = of_examples
    contact, others, as_of, zone = told
    builders.forget_everybody(records)
    builders.load_history(records, [contact, *others], zone)
    for health in ties.page(records, as_of, zone, limit=100).ties:
        tie = ties.apart(records, health, as_of, zone)
        owed = [ties.days_late(debt, as_of) for debt in tie.debts if debt.still_open]
        f = ties.kept_word(tie.debts, as_of)
        assert f == pytest.approx(health.F, abs=1e-9)
        uncapped, score = ties.scored(f, health.R, health.C, health.G, max(owed, default=0.0))
        assert (uncapped, None if health.dormant else score) == (health.uncapped, health.score)
        assert health.dormant or ties.band(score) == health.band
        assert ties.explained(tie, as_of)
        assert ties.costliest(tie)

        found = ties.steps(tie, as_of)
        assert [step.score for step in found] == sorted((step.score for step in found), reverse=True)
        for step in found:
            after = after_taking(records, tie, step, as_of, zone)
            assert (after.score, after.band) == (step.score, step.band)
            assert health.score is None or step.score > health.score
            assert ties.advised(tie, step)


def after_taking(records, tie, step, as_of, zone):
    """The health of the tie once the step was really taken; taken back again."""
    with records.transaction() as transaction:
        for debt in step.settles:
            if debt.action in ("promise", "referral"):
                transaction.change(f"{debt.action}s", debt.subject_id, done_at=as_of)
        kinds = {"thank_you" for debt in step.settles if debt.action == "thank_you"} if step.settles else {"check_in"}
        for kind in kinds:
            row = {"kind": kind, "direction": "out", "happened_at": as_of, "gives": kind == "check_in", "asks": False}
            transaction.add("interactions", {"contact_id": tie.health.contact_id, **row})
        taken = list(transaction.journal)
    after = the_tie(records, tie.health.contact_id, as_of, zone)
    with records.transaction() as transaction:
        transaction.put_back(taken)
    return after


def the_tie(records, contact_id, as_of=NOW, zone="UTC"):
    return next(each for each in ties.page(records, as_of, zone, limit=100).ties if each.contact_id == contact_id)


def apart(records, contact_id, as_of=NOW):
    return ties.apart(records, the_tie(records, contact_id, as_of), as_of, "UTC")


def a_promise(records, contact_id, due, what="Send the template", made="2024-06-01"):
    made_at = at(made)
    return promises.promise(records, contact_id=contact_id, what=what, due=at(due).date(), as_of=made_at).fact_id


def test_a_promise_late_by_nine_days_holds_the_score_at_59_and_keeping_it_lets_go(records):
    ada = a_contact(records, met="2024-06-12 10:00", thanked="2024-06-12 12:00", tie="B")
    a_promise(records, ada, "2024-06-14")
    tie = apart(records, ada)
    assert tie.health.score == 59
    assert ties.explained(tie, NOW) == (
        f"The parts add up to {tie.health.uncapped}. One promise is 9 days late, and a promise late by a week "
        "holds the score at 59."
    )
    best = ties.steps(tie, NOW)[0]
    said = f"Keep your promise (Send the template) and the score rises to {best.score} today."
    assert ties.advised(tie, best) == said
    ben = a_contact(records, name="Ben", met="2024-06-12 10:00")
    [thanks, *_] = ties.steps(apart(records, ben), NOW)
    assert ties.advised(apart(records, ben), thanks).startswith("Thank them and the score rises to ")
    cy = a_contact(records, name="Cy", met="2024-06-02 10:00", thanked="2024-06-02 12:00")
    promises.refer(records, contact_id=cy, name="Di", as_of=at("2024-06-02"))
    [follows, *_] = ties.steps(apart(records, cy), NOW)
    assert ties.advised(apart(records, cy), follows).startswith("Write to Di, whom they named, and the score rises to ")
    assert ties.costliest(tie) == "What is owed costs the most points"


def test_one_of_two_late_promises_alone_lifts_nothing_so_both_are_advised(records):
    ada = a_contact(records, met="2024-05-12 10:00", thanked="2024-05-12 12:00")
    a_promise(records, ada, "2024-06-01", "Send the book", made="2024-05-13")
    a_promise(records, ada, "2024-06-02", "Call Ben", made="2024-05-13")
    tie = apart(records, ada)
    assert "2 things are late, a promise the longest (22 days late)" in ties.explained(tie, NOW)
    best = ties.steps(tie, NOW)[0]
    assert len(best.settles) == 2
    assert ties.advised(tie, best).startswith("Settle both things you owe and the score rises to ")


def test_the_caps_say_how_late(records):
    for name, due, words in (
        ("Ada", "2024-06-23", "late at all holds the score at 79"),
        ("Ben", "2024-06-14", "late by a week holds the score at 59"),
        ("Cy", "2024-06-04", "late by two weeks holds the score at 39"),
    ):
        who = a_contact(records, name=name, met="2024-06-02 10:00", thanked="2024-06-02 12:00")
        a_promise(records, who, due)
        assert words in ties.explained(apart(records, who), NOW)


def test_a_cap_above_the_sum_is_told_as_one_that_would_hold(records):
    ada = a_contact(records, met="2023-11-12 10:00")
    a_promise(records, ada, "2024-06-22", made="2023-11-13")
    tie = apart(records, ada)
    assert tie.health.uncapped < tie.health.cap
    assert "a promise late at all would hold a better score at 79" in ties.explained(tie, NOW)


def test_a_tie_in_good_order_needs_nothing(records):
    ada = a_contact(records, met="2024-06-20 10:00", thanked="2024-06-20 12:00", replied=["2024-06-21 09:00"], tie="A")
    tie = apart(records, ada)
    assert ties.explained(tie, NOW) == f"The parts add up to {tie.health.score}, and nothing late holds the score down."
    assert ties.steps(tie, NOW) == []


def test_a_dormant_tie_has_no_score_and_only_being_in_touch_brings_it_back(records):
    ada = a_contact(records, met="2023-01-12 10:00", thanked="2023-01-12 12:00")
    a_promise(records, ada, "2024-06-14")
    tie = apart(records, ada)
    assert (tie.health.score, tie.health.band, tie.health.dormant) == (None, None, True)
    assert "dormant" in ties.explained(tie, NOW)
    assert ties.advised(tie, ties.steps(tie, NOW)[-1]).startswith("Send a friendly line and the tie stands at ")
    assert [step.settles for step in ties.steps(tie, NOW)] == [()]
    assert "the tie stands at" in ties.advised(tie, ties.steps(tie, NOW)[0])


def test_silence_costs_and_a_check_in_mends_it(records):
    ada = a_contact(records, met="2024-01-12 10:00", thanked="2024-01-12 12:00", tie="A", replied="2024-01-13")
    tie = apart(records, ada)
    assert ties.costliest(tie) == "The silence costs the most points"
    assert ties.advised(tie, ties.steps(tie, NOW)[0]).startswith("Check in with something useful to them and ")


def test_asking_again_without_having_given_costs_points_that_a_gift_brings_back(records):
    ada = a_contact(records, met="2024-06-10 10:00", thanked="2024-06-10 12:00", tie="A")
    for day in (11, 12):
        happened(records, ada, "reply", f"2024-06-{day} 08:00")
        happened(records, ada, "message", f"2024-06-{day} 09:00", asks=True)
    happened(records, ada, "reply", "2024-06-13 08:00")
    asked = apart(records, ada)
    assert round(asked.health.G, 3) == 0.333
    assert ties.costliest(asked) == "Asking without giving costs the most points"
    happened(records, ada, "check_in", "2024-06-14", gives=True)
    given = apart(records, ada)
    assert round(given.health.G, 3) == 0.667
    assert given.health.score > asked.health.score


def test_nobody_has_written_yet_is_not_called_a_lack_of_answers(records):
    ada = a_contact(records, met="2024-06-24 09:00")
    assert ties.costliest(apart(records, ada)) == "You have not written since you met"


def test_the_list_is_weakest_first_pages_and_can_be_narrowed(records):
    for n in range(5):
        day = f"2024-0{n + 1}-12"
        a_contact(records, name=f"Person {n}", met=f"{day} 10:00", tie="A", thanked=f"{day} 11:00")
    a_contact(records, name="Åsa Asleep", met="2022-01-12 10:00")
    a_contact(records, name="Never Met")
    everybody = ties.page(records, NOW, "UTC", limit=100).ties
    scores = [each.score for each in everybody]
    assert scores[:-1] == sorted(scores[:-1])
    assert scores[-1] is None
    assert [each.contact for each in everybody][-1] == "Åsa Asleep"
    assert ties.page(records, NOW, "UTC", limit=2, offset=2).ties == everybody[2:4]
    assert ties.page(records, NOW, "UTC", shown="dormant").ties == everybody[-1:]
    narrowed = ties.page(records, NOW, "UTC", shown="attention")
    assert narrowed.total == len(narrowed.ties)
    assert list(narrowed.ties) == [each for each in everybody if each.score is not None and each.score < 80]


def test_a_page_is_found_by_somebody_on_it_and_one_too_far_is_the_last(records):
    for n in range(5):
        a_contact(records, name=f"Person {n}", met=f"2024-0{n + 1}-12 10:00", tie="A")
    a_contact(records, name="Never Met")
    a_contact(records, name="Åsa Asleep", met="2022-01-12 10:00")
    everybody = ties.page(records, NOW, "UTC", limit=100).ties
    for place, each in enumerate(everybody):
        page = ties.page(records, NOW, "UTC", limit=2, showing=each.contact_id)
        assert (page.skipped, page.ties[place % 2]) == (place - place % 2, each)
    asleep, unknown = everybody[-1].contact_id, "nobody"
    for options in ({"shown": "attention", "showing": asleep}, {"showing": unknown}):
        page = ties.page(records, NOW, "UTC", limit=2, offset=2, **options)
        assert (page.skipped, len(page.ties)) == (2, 2)
    last = ties.page(records, NOW, "UTC", limit=4, offset=100)
    assert (last.skipped, last.ties) == (4, everybody[4:])
    nobody = ties.page(records, at("2020-01-01 00:00"), "UTC", limit=4, offset=8, showing=asleep)
    assert (nobody.skipped, nobody.ties) == (0, ())


def test_a_page_says_of_all_ties_what_the_two_single_looks_say(records):
    empty = ties.page(records, NOW, "UTC")
    assert (empty.ties, empty.total) == ((), 0)
    assert empty.network == ties.Network(None, dict.fromkeys(network.WITH_DORMANT, 0))
    a_contact(records, met="2024-06-12 10:00", tie="A")
    a_contact(records, name="Ben", met="2024-01-12 10:00", tie="D")
    a_contact(records, name="Cy", met="2022-01-12 10:00")
    for page in (ties.page(records, NOW, "UTC"), ties.page(records, NOW, "UTC", offset=100)):
        assert page.network.score == network.score(records, NOW, "UTC")
        assert page.network.bands == network.bands(records, NOW, "UTC")
        assert (sum(page.network.bands.values()), page.network.bands["dormant"], page.total) == (3, 1, 3)


def test_counts_say_how_much_is_listed_where(records):
    empty = follow_ups.queue(records, NOW, "UTC")
    assert (empty.items, empty.total, empty.late, empty.thanks, empty.counts) == ((), 0, 0, 0, {})
    a_contact(records, name="Thank Late", met="2024-06-20 10:00")
    a_contact(records, name="Ben", met="2024-01-12 10:00", checked_in="2024-06-20")
    dan = a_contact(records, name="Dan", met="2024-01-12 10:00")
    a_contact(records, name="Eve", met="2024-01-12 10:00")
    item = next(each for each in follow_ups.of_contact(records, dan, NOW, "UTC") if each.action == "check_in")
    follow_ups.postpone(records, item, 3, as_of=NOW, zone="UTC")
    found = follow_ups.queue(records, NOW, "UTC", limit=1, offset=100).counts
    assert found["overdue"] == {"thank_you": 1}
    assert found["due"] == {"check_in": 1}
    assert found["upcoming"] == {"check_in": 2}
    assert found["postponed"] == {"check_in": 1}
    for listed in ("overdue", "due", "upcoming", "postponed"):
        page = follow_ups.queue(records, NOW, "UTC", listed=listed, limit=100)
        assert page.total == len(page.items) == sum(found[listed].values())
    only = follow_ups.queue(records, NOW, "UTC", action="check_in", limit=100)
    assert [item.contact for item in only.items] == ["Eve"]


def test_the_own_cadence_and_a_mark_not_to_write_are_told(records):
    ada = a_contact(records, met="2024-06-12 10:00", tie="B", cadence_days=14, do_not_contact=True)
    health = the_tie(records, ada)
    assert (health.tie, health.cadence, health.own_cadence, health.do_not_contact) == ("B", 14, 14, True)
    contacts.change(records, ada, cadence_days=None)
    assert (the_tie(records, ada).cadence, the_tie(records, ada).own_cadence) == (60, None)


def test_a_message_today_counts_as_the_step_does(records):
    ada = a_contact(records, met="2024-01-12 10:00", thanked="2024-01-12 12:00", tie="A")
    happened(records, ada, "message", "2024-02-01", asks=True)
    tie = apart(records, ada)
    step = next(each for each in ties.steps(tie, NOW) if not each.settles)
    interactions.log(records, contact_id=ada, kind="check_in", happened_at=NOW, as_of=NOW, gives=True)
    assert the_tie(records, ada).score == step.score


def test_less_than_a_day_late_is_told_in_hours(records):
    ada = a_contact(records, met="2024-06-23 06:00")
    now: datetime = at("2024-06-24 06:20") + timedelta(hours=3)
    assert "One thank-you is 3 h late" in ties.explained(apart(records, ada, now), now)


def test_what_is_not_due_yet_is_not_urged(records):
    ada = a_contact(records, met="2024-06-12 10:00", thanked="2024-06-13 20:00", replied="2024-06-14", tie="A")
    a_promise(records, ada, "2024-07-14", made="2024-06-12")
    assert all(not step.settles for step in ties.steps(apart(records, ada), NOW))
