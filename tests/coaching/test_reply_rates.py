"""What gets answered: small histories, and an independent count on random ones."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import reply_rates
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def rates(records, as_of=NOW):
    return reply_rates.read(records, as_of, ZONE)


def counted(records, as_of=NOW, zone=ZONE):
    """Answered, sent, and still open."""
    found = reply_rates.read(records, as_of, zone)
    return (found.all.answered, found.all.sent, found.still_open) if found.all else (0, 0, found.still_open)


def by(records, grouping, as_of=NOW):
    return {each.member: (each.answered, each.sent) for each in rates(records, as_of).by[grouping]}


def group(member, answered, sent, grouping="warmth"):
    label = {**reply_rates.GROUPINGS[grouping], None: reply_rates.NOT_SAID}[member]
    return reply_rates.rate(member, label, sent, answered)


@pytest.mark.parametrize(
    ("answered", "sent", "low", "high"),
    [  # Brown, Cai and DasGupta (2001) and R's prop.test(correct = FALSE)
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (1, 10, 0.0179, 0.4042),
        (81, 263, 0.2553, 0.3662),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_wilsons(answered, sent, low, high):
    assert reply_rates.wilson(answered, sent) == pytest.approx((low, high), abs=5e-5)


def test_an_interval_holds_its_share_and_stays_between_nothing_and_all():
    for sent in range(1, 40):
        for answered in range(sent + 1):
            low, high = reply_rates.wilson(answered, sent)
            assert 0 <= low <= answered / sent <= high <= 1


def test_nothing_sent_has_no_rate(records):
    a_contact(records, wrote="2026-06-01", replied="2026-06-02")

    found = rates(records)

    assert (found.all, found.still_open) == (None, 0)
    assert set(found.by.values()) == {()}


@pytest.mark.parametrize(
    ("history", "answered"),
    [
        ({"replied": "2026-06-05"}, 1),
        ({"agreed": "2026-06-05"}, 1),
        ({"declined": "2026-06-05"}, 1),
        ({"replied": "2026-05-31"}, 0),
        ({"replied": "2026-06-01 12:00"}, 1),
        ({"replied": "2026-07-01 21:59"}, 1),
        ({"replied": "2026-07-01 22:01"}, 0),
        ({"met": "2026-06-20 12:00"}, 1),
        ({"nudged": "2026-06-12", "replied": "2026-06-13"}, 1),
        ({"noted": "2026-06-05"}, 0),
    ],
)
def test_an_answer_comes_after_the_request_and_by_the_end_of_its_thirtieth_day(records, history, answered):
    a_contact(records, asked="2026-06-01", **history)

    assert counted(records) == (answered, 1, 0)


def test_an_answer_belongs_to_the_newest_request_before_it(records):
    who = a_contact(records, asked=["2026-06-01", "2026-06-10"], replied="2026-06-11")
    happened(records, who, "connection", "2026-06-20")

    assert counted(records) == (1, 3, 0)


def test_an_invitation_to_connect_after_the_conversation_asks_for_nothing(records):
    who = a_contact(records, asked="2026-06-01", agreed="2026-06-02", met="2026-06-10 12:00")
    happened(records, who, "connection", "2026-06-11")
    other = a_contact(records, name="Bo")
    happened(records, other, "connection", "2026-06-11")

    assert counted(records) == (1, 2, 0)


def test_an_open_one_is_left_out_until_its_seventh_business_day(records):
    a_contact(records, asked="2026-11-12 12:00")  # a Thursday

    assert counted(records, at("2026-11-20 22:59")) == (0, 0, 1)
    assert counted(records, at("2026-11-23 00:01", ZONE)) == (0, 1, 0)
    assert counted(records, at("2026-11-12 11:59")) == (0, 0, 0)


def test_an_answer_counts_at_once_and_only_from_then_on(records):
    a_contact(records, asked="2026-11-12", replied="2026-11-13")

    assert counted(records, at("2026-11-12 13:00")) == (0, 0, 1)
    assert counted(records, at("2026-11-13 13:00")) == (1, 1, 0)


def test_a_message_that_came_in_is_no_request(records):
    who = a_contact(records)
    with records.transaction() as transaction:
        row = {"contact_id": who, "kind": "request", "direction": "in", "happened_at": at("2026-06-01")}
        transaction.add("interactions", row)

    assert counted(records) == (0, 0, 0)


@pytest.mark.parametrize(
    ("facts", "warmth"),
    [
        ({}, "cold"),
        ({"relationship": "stranger", "mutual_contact": "  "}, "cold"),
        ({"relationship": "introduced"}, "warm"),
        ({"relationship": "known"}, "warm"),
        ({"mutual_contact": "Ben"}, "warm"),
        ({"met": "2026-05-01 12:00"}, "warm"),
        ({"met": "2026-08-01 12:00"}, "cold"),
    ],
)
def test_warm_is_whoever_one_has_a_way_to(records, facts, warmth):
    a_contact(records, asked="2026-06-01", **facts)

    assert by(records, "warmth") == {warmth: (0, 1)}


@pytest.mark.parametrize(
    ("may", "given", "warmth"),
    [
        ("yes", "2026-05-01", "warm"),
        ("yes", "2026-06-02", "cold"),
        ("no", "2026-05-01", "cold"),
        ("not asked", "2026-05-01", "cold"),
    ],
)
def test_being_named_warms_by_then_and_with_permission_only(records, may, given, warmth):
    who, giver = a_contact(records, asked="2026-06-01"), a_contact(records, name="Mira")
    with records.transaction() as transaction:
        named = {"contact_id": giver, "name": "x", "given_at": at(given), "may_mention": may, "prospect_id": who}
        transaction.add("referrals", named)

    assert by(records, "warmth") == {warmth: (0, 1)}


@pytest.mark.parametrize(
    ("words", "member"),
    [(0, None), (1, "under_50"), (49, "under_50"), (50, "50_to_99"), (99, "50_to_99"), (100, "100_to_150"),
     (150, "100_to_150"), (151, "over_150")],
)  # fmt: skip
def test_a_message_is_as_long_as_it_has_words(records, words, member):
    happened(records, a_contact(records), "request", "2026-06-01", text="\n ".join(["word,"] * words) or None)

    assert by(records, "length") == {member: (0, 1)}


def test_channel_and_source_stand_in_the_order_of_their_forms_and_what_is_not_said_last(records):
    for source, channel in ((None, "linkedin"), ("friend", "email"), ("linkedin", None)):
        who = a_contact(records, source_kind=source)
        happened(records, who, "request", "2026-06-01", channel=channel)

    assert list(by(records, "channel")) == ["email", "linkedin", None]
    assert list(by(records, "source")) == ["linkedin", "friend", None]


def test_a_difference_is_named_only_where_two_intervals_do_not_overlap():
    finding = reply_rates.finding
    clear = [group("warm", 18, 20), group("cold", 4, 20)]
    assert (
        finding(clear, "warmth") == "Warm requests get answered more often: 18 of 20, 90% against 4 of 20, 20% (cold)"
    )
    near = [group("warm", 12, 20), group("cold", 8, 20)]
    assert finding(near, "warmth") == "No difference to see yet between warm and cold requests"
    few = [group("warm", 4, 4), group("cold", 0, 90)]
    assert finding(few, "warmth") == "Too few to see a difference between warm and cold requests"
    unsaid = [group(None, 90, 90, "source"), group("book", 0, 90, "source"), group("event", 80, 90, "source")]
    assert finding(unsaid, "source").startswith("“An event or webinar” gets answered more often: 80 of 90, 89%")


def test_the_counts_are_those_of_an_independent_reading(records):
    """Random histories, read here event by event."""
    chance = random.Random(98)
    start = datetime(2026, 1, 1, 6, tzinfo=UTC)
    kinds = ["request", "request", "connection", "nudge", "message", "reply", "agreed", "declined", "deferred"]
    people, log = {}, []
    for n in range(60):
        people[n] = a_contact(records, name=f"Ada {n}", relationship=chance.choice([None, "known"]))
        for _ in range(chance.randrange(9)):
            when = start + timedelta(hours=chance.randrange(100 * 24))
            kind = chance.choice(kinds)
            log.append({"who": n, "kind": kind, "at": when, "channel": chance.choice([None, "email", "phone"])})
    with records.transaction() as transaction:
        transaction.add_many(
            "interactions",
            [
                {"contact_id": people[each["who"]], "kind": each["kind"], "happened_at": each["at"],
                 "direction": "in" if each["kind"] in ("reply", "agreed", "declined", "deferred") else "out",
                 "channel": each["channel"]}
                for each in log
            ],
        )  # fmt: skip

    for days in (20, 60, 95, 200):
        as_of = start + timedelta(days=days, hours=5)
        expected = read_by_hand(log, as_of)
        found = rates(records, as_of)
        assert (found.all.answered, found.all.sent, found.still_open) == (
            expected["answered"], expected["answered"] + expected["not"], expected["open"],
        )  # fmt: skip
        for channel in (None, "email", "phone"):
            told = by(records, "channel", as_of).get(channel, (0, 0))
            sent = expected[channel, "answered"] + expected[channel, "not"]
            assert told == (expected[channel, "answered"], sent)


def read_by_hand(log, as_of):
    def day(instant):
        return instant.astimezone(ZoneInfo(ZONE)).date()

    counts = Counter()
    seen = [each for each in log if each["at"] <= as_of]
    for ask in seen:
        if ask["kind"] not in ("request", "connection"):
            continue
        theirs = [each for each in seen if each["who"] == ask["who"]]
        later = [each["at"] for each in theirs if each["kind"] in ("request", "connection") and each["at"] > ask["at"]]
        came = [
            each
            for each in theirs
            if each["kind"] in ("reply", "agreed", "declined", "deferred") and each["at"] >= ask["at"]
            and (not later or each["at"] < min(later)) and (day(each["at"]) - day(ask["at"])).days <= 30
        ]  # fmt: skip
        age, today = 0, day(ask["at"])
        while today.weekday() > 4:  # a weekend counts as its Friday
            today -= timedelta(days=1)
        while today < day(as_of):
            today += timedelta(days=1)
            age += today.weekday() < 5
        became = "answered" if came else "open" if age < 7 else "not"
        counts[became] += 1
        counts[ask["channel"], became] += 1
    return counts


def test_a_conversation_planned_with_them_is_an_answer_even_when_nobody_logged_one(records):
    who = a_contact(records, asked="2026-06-01")
    a_conversation(records, who, starts="2026-07-20 12:00", scheduled="2026-06-04")

    assert counted(records) == (1, 1, 0)
