"""Whom to ask next. Each test tells a few people in a line each."""

import random
from dataclasses import replace

import pytest

from ivw.coaching import contacts, ranking, reflections
from ivw.coaching.ranking import ACCESS, FIT, FIT_SHARE, Used
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"
FITS = ("interest_fit", "values_fit", "experience_fit")


def a_prospect(records, name="Hana Sato", fit=None, **facts):
    return a_contact(
        records, name=name, shortlist=True, **(dict.fromkeys(FITS, fit) if fit is not None else {}), **facts
    )


def ranked(records, as_of=NOW, limit=50, offset=0):
    return ranking.ranked(records, as_of, limit=limit, offset=offset)[0]


def the_one(records, as_of=NOW):
    (person,) = ranked(records, as_of)
    return person


def names(people):
    return [person.name for person in people]


def points(person, label):
    return next(part.points for part in ranking.parts(person) if part.label == label)


def referred(records, contact_id, by="Mira Stein", may="yes", given="2026-06-01", giver=None):
    """Somebody named them: only the fact, without what `promises.refer` says of the person who was named."""
    giver = giver or a_contact(records, name=by)
    named = {"contact_id": giver, "name": "Them", "may_mention": may, "prospect_id": contact_id, "given_at": at(given)}
    with records.transaction() as transaction:
        transaction.add("referrals", named)
    return giver


def test_nobody_is_ranked_on_an_empty_shortlist(records):
    a_contact(records)

    assert ranking.ranked(records, NOW, limit=5, offset=5) == ([], 0)
    assert ranking.counts(records, NOW) == (0, 0)
    assert ranking.finding([]) == "Nobody is on your shortlist to be asked"


def test_fit_and_access_go_to_a_hundred():
    assert sum(most for _, most, _ in FIT.values()) == 100
    assert sum(max(levels.values()) for _, levels, _ in ACCESS.values()) == 100


def test_everything_in_place_is_a_hundred_and_nothing_but_a_name_is_the_middle_of_the_fit(records):
    met = a_contact(records, name="Mira Stein", met="2026-05-01 12:00", organization="Library")
    all_of_it = a_prospect(
        records, "Ada", fit=3, relationship="known", tie="A", email="ada@example.org", mutual_contact="Ben",
        source_kind="friend", organization=" LIBRARY ",
    )  # fmt: skip
    referred(records, all_of_it, giver=met)
    a_prospect(records, "Zed", tie="D")

    first, second = ranked(records)

    assert (first.name, first.fit, first.access, first.score, first.place) == ("Ada", 100, 100, 100, 1)
    assert (second.fit, second.access, second.score) == (50, 0, 50 * FIT_SHARE)
    assert "counts as the middle" not in " ".join(ranking.why(first))
    assert "not rated yet" in ranking.why(second)[0]


@pytest.mark.parametrize(
    ("facts", "fit"), [({"interest_fit": 3}, 35 + 15 + 17.5), ({"values_fit": 0, "experience_fit": 1}, 17.5 + 35 / 3)]
)
def test_what_is_not_rated_counts_as_the_middle_and_is_said(records, facts, fit):
    a_prospect(records, **facts)

    person = the_one(records)

    assert person.fit == pytest.approx(fit)
    assert "not rated yet (counts as the middle)" in ranking.why(person)[0]


def test_the_parts_add_up_to_what_the_rank_is_made_of_and_raising_one_never_lowers_it(records):
    """Many people by chance, each with a twin of whom one part is better."""
    chance = random.Random(86)
    better = {
        "interest_fit": [0, 1, None, 2, 3], "values_fit": [0, 1, None, 2, 3], "experience_fit": [0, 1, None, 2, 3],
        "relationship": [None, "introduced", "known"], "tie": ["D", "C", "B", "A"], "mutual_contact": [None, "Ben"],
        "email": [None, "a@example.org"], "linkedin_url": [None, "https://linkedin.com/in/a"],
        "source_kind": ["article", "linkedin", "course", "event", "friend"], "organization": [None, "Library"],
        "may": [None, "no", "not asked", "yes"],
    }  # fmt: skip
    giver = a_contact(records, name="Mira", met="2026-05-01 12:00", organization="Library")
    people, referrals = [], []
    for pair in range(120):
        facts = {fact: chance.choice(levels) for fact, levels in better.items()}
        raised = chance.choice([fact for fact, levels in better.items() if facts[fact] != levels[-1]])
        levels = better[raised]
        twin = facts | {raised: chance.choice(levels[levels.index(facts[raised]) + 1 :])}
        for name, told in ((f"{pair} base", facts), (f"{pair} twin", twin)):
            people.append({"name": name, "added_at": at("2026-01-01"), "shortlisted_at": at("2026-01-01"), **told})
            referrals.append(people[-1].pop("may"))
    with records.transaction() as transaction:
        ids = transaction.new_ids(len(people))
        transaction.add_many("contacts", [person | {"id": key} for key, person in zip(ids, people, strict=True)])
        told = {"contact_id": giver, "name": "them", "given_at": at("2026-02-01")}
        named = [
            told | {"may_mention": may, "prospect_id": key} for key, may in zip(ids, referrals, strict=True) if may
        ]
        transaction.add_many("referrals", named)

    found = {person.name: person for person in ranked(records, limit=1000)}

    assert len(found) == 240
    for pair in range(120):
        assert found[f"{pair} twin"].score >= found[f"{pair} base"].score
    for person in found.values():
        for kind, total in (("fit", person.fit), ("access", person.access)):
            assert sum(part.points for part in ranking.parts(person) if part.of == kind) == pytest.approx(total)
        assert person.score == pytest.approx(0.6 * person.fit + 0.4 * person.access)
    scores = [round(person.score, 6) for person in sorted(found.values(), key=lambda each: each.place)]
    assert scores == sorted(scores, reverse=True)


def test_whoever_was_asked_met_archived_or_must_not_be_contacted_is_not_ranked_but_named_apart(records):
    a_prospect(records, "Open")
    a_prospect(records, "Waiting", asked="2026-11-20")
    a_prospect(records, "Parked", asked="2026-03-20")
    a_prospect(records, "Said no", asked="2026-11-02", declined="2026-11-03")
    planned = a_prospect(records, "Planned")
    a_conversation(records, planned, starts="2026-12-01 12:00", scheduled="2026-11-20")
    a_prospect(records, "Off", do_not_contact=True)
    contacts.change(records, a_prospect(records, "Archived"), archived_at=at("2026-11-01"))
    a_prospect(records, "Met", met="2026-05-01 12:00")
    a_contact(records, name="Not shortlisted")

    assert names(ranked(records)) == ["Open"]
    assert ranking.counts(records, NOW) == (1, 6)
    found, total = ranking.apart(records, NOW, ZONE, limit=10)
    assert total == 6
    assert {each.name: each.state for each in found} == {
        "Waiting": "waiting", "Parked": "parked", "Said no": "declined", "Planned": "scheduled",
        "Off": "do_not_contact", "Archived": "archived",
    }  # fmt: skip


def test_the_ranked_are_those_whose_state_is_prospect(records):
    """The quick condition of 85_ranking.sql against the states of 60_stages.sql."""
    for place, word in enumerate(
        ("asked", "nudged", "wrote", "offered", "confirmed", "checked_in", "replied", "agreed")
    ):
        a_prospect(records, f"{place} {word}", **{word: "2026-11-20"})
    called_off = a_prospect(records, "called off")
    with records.transaction() as transaction:
        meeting = a_conversation(records, called_off, starts="2026-11-20 12:00", scheduled="2026-11-02")
        transaction.change("meetings", meeting, status="cancelled", cancelled_at=at("2026-11-10"))

    for as_of in (at("2026-11-01"), at("2026-11-05"), at("2026-11-15"), NOW, at("2027-06-01")):
        states = records.rows("SELECT contact_id::VARCHAR, state FROM resting($n, $z)", n=as_of, z=ZONE)
        assert {each.contact_id for each in ranked(records, as_of)} == {
            who for who, state in states if state == "prospect"
        }


def test_the_order_is_of_that_instant(records):
    who = a_prospect(records, "Ada", fit=1)
    a_prospect(records, "Ben", fit=1, tie="A")
    referred(records, who, given="2026-06-01")

    assert names(ranked(records, at("2026-05-01"))) == ["Ben", "Ada"]
    assert names(ranked(records, at("2026-07-01"))) == ["Ada", "Ben"]
    with records.transaction() as transaction:
        transaction.change("contacts", who, shortlisted_at=at("2026-06-15"))
    assert names(ranked(records, at("2026-06-10"))) == ["Ben"]


def test_among_several_who_named_them_the_one_to_mention_counts(records):
    who = a_prospect(records)
    referred(records, who, by="Not Asked", may="not asked")
    yes = referred(records, who, by="Mira Stein", may="yes", given="2026-05-01")
    referred(records, who, by="Later No", may="no", given="2026-07-01")

    person = the_one(records)

    assert (person.referral, person.referrer, person.referrer_id) == ("yes", "Mira Stein", yes)
    assert "Mira Stein named them, and you may say so" in ranking.why(person)[1]


def test_somebody_met_there_counts_on_the_whole_name_only(records):
    a_contact(records, name="Mira", met="2026-05-01 12:00", organization="Library of Oslo")
    a_prospect(records, "Ada", organization="library of oslo ")
    a_prospect(records, "Ben", organization="Library")
    a_prospect(records, "Cy")

    assert {each.name: each.met_there for each in ranked(records)} == {"Ada": "Mira", "Ben": None, "Cy": None}


def test_a_page_past_the_end_is_the_first_and_pages_follow_each_other(records):
    for fit in range(4):
        a_prospect(records, f"Fit {fit}", fit=fit)

    assert names(ranked(records, limit=2, offset=2)) == ["Fit 1", "Fit 0"]
    assert names(ranked(records, limit=2, offset=40)) == ["Fit 3", "Fit 2"]
    assert ranking.ranked(records, NOW, limit=1)[1] == 4


def test_among_equals_the_better_fit_comes_first_then_the_name(records):
    for name in ("Östen", "ada", "Zoe"):
        a_prospect(records, name, fit=2)

    assert names(ranked(records)) == ["ada", "Östen", "Zoe"]


@pytest.mark.parametrize(
    ("facts", "says", "worth"),
    [
        ({}, "Rate how well their work fits", 30),
        ({"fit": 2}, "Find an e-mail or LinkedIn address", 6),
        ({"interest_fit": 2, "values_fit": 2, "email": "a@example.org"}, "Rate the rest of the fit (experience)", 10.5),
        ({"fit": 2, "email": "a@example.org", "source_kind": "book"}, "Find somebody who knows both of you", 4),
        ({"fit": 2, "email": "a@example.org", "mutual_contact": "Ben"}, "Say how you found them", 4),
        ({"fit": 2, "email": "a@example.org", "mutual_contact": "Ben", "source_kind": "book"}, None, 0),
    ],
)
def test_what_would_raise_it_most_is_what_can_still_be_done(records, facts, says, worth):
    a_prospect(records, **facts)

    found = ranking.would_raise(the_one(records))

    assert (found.says if found else None, found.points if found else 0) == (says, pytest.approx(worth))


def test_a_name_not_cleared_is_worth_asking_for(records):
    referred(records, a_prospect(records, fit=3, email="a@example.org", source_kind="book"), may="not asked")

    found = ranking.would_raise(the_one(records))

    assert (found.says, found.action) == ("Ask Mira Stein whether you may mention their name", "ask")


def test_what_would_raise_it_does_so_by_as_much_as_it_says(records):
    who = a_prospect(records, interest_fit=1)
    before = the_one(records)
    promised = ranking.would_raise(before)
    contacts.change(records, who, values_fit=3, experience_fit=3)

    assert promised.action == "rate"
    assert the_one(records).score - before.score == pytest.approx(promised.points)


def test_the_finding_says_who_comes_first_and_why(records):
    a_prospect(records)
    person = replace(the_one(records), interest_fit=1, fit=80, access=70)

    assert ranking.finding([person]) == "Hana Sato is both a good fit and easy to reach"
    assert ranking.finding([replace(person, access=20)]) == "Hana Sato is a good fit, and the way there is still long"
    assert ranking.finding([replace(person, fit=20)]) == "Hana Sato is easy to reach, but no close fit"
    assert ranking.finding([replace(person, fit=20, access=0)]).startswith("Hana Sato comes first")
    unrated = replace(person, interest_fit=None, fit=50)
    assert ranking.finding([unrated, person]) == "Hana Sato is easiest to reach; the fit is not rated yet"
    assert ranking.finding([unrated]) == "Nobody's fit is rated yet, so only the way to them counts"


def test_every_way_in_which_one_found_somebody_can_be_said(records):
    for place, source in enumerate(contacts.SOURCES):
        a_prospect(records, f"Ada {place}", source_kind=source)

    told = " ".join(ranking.why(each)[1] for each in ranked(records))

    assert "found through LinkedIn" in told
    assert "found through a referral" in told


def test_only_rated_people_with_a_useful_debrief_by_then_say_whether_fit_pays_off(records):
    def a_talk(name, fit, useful, written):
        who = a_contact(records, name=name, interest_fit=fit)
        meeting = a_conversation(records, who, starts="2026-05-04 12:00", held=True)
        reflections.save(records, meeting, "useful", useful, as_of=at(written))

    a_talk("Ada", 3, 5, "2026-05-04 14:00")
    a_talk("Ben", None, 4, "2026-05-04 14:00")
    a_talk("Cy", 0, 2, "2026-08-01")

    assert [(each.name, each.useful, each.fit) for each in ranking.fit_and_use(records, at("2026-06-01"))] == [
        ("Ada", 5, 67.5)
    ]
    assert {each.name for each in ranking.fit_and_use(records, NOW)} == {"Ada", "Cy"}


@pytest.mark.parametrize(
    ("good", "other", "says"),
    [
        ([5, 5, 5, 4, 4], [3, 3, 3, 3, 3], "A good fit paid off: 4.6 of 5 over 5 talks, 3.0 over 5 others"),
        ([4, 4, 4, 4, 4], [4, 4, 4, 3, 3, 3], "No difference to see yet: 4.0 of 5 over 5 talks, 3.5 over 6 others"),
        (
            [3, 3, 3, 3, 3],
            [4] * 5,
            "The talks that fitted less were more useful: 3.0 of 5 over 5 talks, 4.0 over 5 others",
        ),
        ([5], [1] * 5, "Too early to say: 1 talk with a good fit, 5 with others"),
    ],
)
def test_a_difference_is_named_from_five_talks_on_each_side_and_a_whole_point(good, other, says):
    talks = [Used("", "", use, 80) for use in good] + [Used("", "", use, 40) for use in other]

    assert ranking.paid_off(talks) == says
