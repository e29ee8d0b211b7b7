"""How healthy the ties are together, and each in its place."""

from ivw.coaching import contacts, follow_ups, network
from tests.builders import a_contact, a_conversation, at


def test_before_the_first_conversation_there_is_no_health(records):
    a_contact(records, asked="2024-06-03", replied="2024-06-04")
    assert network.ties(records, at("2024-06-05"), "UTC") == []
    [tie] = network.ties(records, at("2024-06-05"), "UTC", everybody=True)
    assert (tie.score, tie.band, tie.F, tie.R, tie.C, tie.G) == (None,) * 6
    assert network.score(records, at("2024-06-05"), "UTC") is None
    assert network.bands(records, at("2024-06-05"), "UTC") == dict.fromkeys([*network.BANDS, "dormant"], 0)


def test_ties_come_weakest_first_and_dormant_ones_last(records):
    a_contact(records, name="Well", met="2024-06-20", thanked="2024-06-20 15:00")
    a_contact(records, name="Late", met="2024-06-10")
    a_contact(records, name="Asleep", met="2022-06-10", thanked="2022-06-10 15:00")
    ties = network.ties(records, at("2024-06-21"), "UTC")
    assert [(tie.contact, tie.band) for tie in ties] == [("Late", "at_risk"), ("Well", "healthy"), ("Asleep", None)]
    assert (ties[2].state, ties[2].dormant, ties[2].score) == ("reconnect_due", True, None)
    assert None not in (ties[2].F, ties[2].R, ties[2].C, ties[2].G)
    assert network.bands(records, at("2024-06-21"), "UTC") == {
        "healthy": 1,
        "attention": 0,
        "at_risk": 1,
        "fading": 0,
        "dormant": 1,
    }


def test_close_ties_weigh_four_times_as_much_as_distant_ones(records):
    for name, tie, met in (("Close", "A", "2024-06-20"), ("Distant", "D", "2024-06-10")):
        a_contact(records, name=name, tie=tie, met=met, thanked=f"{met} 15:00" if tie == "A" else None)
    scores = {tie.contact: tie.score for tie in network.ties(records, at("2024-06-21"), "UTC")}
    mean = (4 * scores["Close"] + scores["Distant"]) / 5
    assert scores["Close"] - scores["Distant"] > 10
    assert network.score(records, at("2024-06-21"), "UTC") == int(mean + 0.5)


def test_only_conversations_that_were_held_count_as_met(records):
    ada = a_contact(records, met=("2024-06-03 09:00", "2024-06-05 09:00"))
    for starts in ("2024-07-01 10:00", "2024-07-02 10:00", "2024-07-03 10:00"):
        a_conversation(records, ada, starts=starts, scheduled="2024-06-04")
    assert records.rows("SELECT times_met FROM encounters($as_of)", as_of=at("2024-06-10")) == [(2,)]


def test_a_dormant_tie_stays_dormant_while_its_reminder_is_put_off(records):
    ada = a_contact(records, met="2022-06-10", thanked="2022-06-10 15:00")
    [item] = follow_ups.due(records, at("2024-06-21"), "UTC")
    follow_ups.postpone(records, item, 7, as_of=at("2024-06-21"), zone="UTC")
    assert contacts.state(records, ada, at("2024-06-21"), "UTC") == "dormant"
    [tie] = network.ties(records, at("2024-06-21"), "UTC")
    assert (tie.state, tie.dormant) == ("dormant", True)


def test_a_tie_that_was_put_away_has_no_health_from_that_moment_on(records):
    ada = a_contact(records, met="2024-06-03")
    contacts.archive(records, ada, as_of=at("2024-06-10"))
    count = "SELECT count(*) FROM health($as_of, 'UTC')"
    assert [records.rows(count, as_of=at(when)) for when in ("2024-06-10 11:59", "2024-06-10")] == [[(1,)], [(0,)]]
