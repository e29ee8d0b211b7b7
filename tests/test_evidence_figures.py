"""What is known about the numbers: every number of the evidence is the one of the code."""

import csv
import re
from functools import cache

import pytest

from ivw.coaching import (
    agenda,
    first_steps,
    follow_ups,
    journey,
    meetings,
    message_check,
    ranking,
    referrers,
    reflections,
    replanning,
    reply_rates,
    research,
    research_topics,
    ties,
    trends,
    weekly,
)
from ivw.show import live_notes, week_figures, week_trends
from tests.docs import ROOT
from tests.figures import (
    WORDS,
    cadences,
    found,
    nudge_day,
    sql,
    text,
)

# What is known about the numbers: docs/evidence.md says the same as the file (tests/coaching/test_evidence.py).


def talk_share():
    assert reflections.MOST_OF_THE_TALK == live_notes.TALK_SHARE
    return f"{live_notes.TALK_SHARE}%"


def plan_share():
    [tenths] = {
        found(r"minutes \* 60 \* (\d+) // 10 - ", "ivw", "coaching", "agenda.py"),
        round(10 * replanning.RESERVE),
    }
    return f"{10 * tenths}%"


def health_weights():
    stands = sql(r"round\((\d+) \* F \+ (\d+) \* R \+ (\d+) \* C \+ (\d+) \* G", "70_health.sql")
    return " / ".join(map(str, stands))


def health_bands():
    stands = re.findall(r"WHEN score >= (\d+) THEN", text("ivw", "coaching", "sql", "70_health.sql"))
    assert found(r'"healthy" if score >= (\d+) .* >= (\d+) .* >= (\d+) ', "ivw", "coaching", "ties.py") == tuple(
        map(int, stands)
    )
    return " / ".join(stands)


def health_caps():
    stands = re.findall(r"WHEN longest_delay >=? (\d+) THEN (\d+)", text("ivw", "coaching", "sql", "70_health.sql"))
    assert tuple((int(days), int(most)) for days, most in stands) == ties.CAPS
    assert [days for days, _ in ties.CAPS] == [14, 7, 0]  # two weeks, a week, at all
    return " / ".join(str(most) for _, most in reversed(ties.CAPS))


def parked():
    after_reminder = sql(r"business_day_after\(last_permitted_day, (\d+)\)", "30_matters.sql")
    return f"{after_reminder} and {sql(r'business_day_after[(]nudge_on, ([0-9]+)[)]', '30_matters.sql')} business days"


def second_person():
    return f"{sql(r'[(]requested_on, ([0-9]+)[)], business', '50_items.sql')} business days"


def few():
    [cases] = {reply_rates.FEW, week_figures.FEW, week_trends.FEW}
    return str(cases)


def reach():
    most = sorted((max(points.values()) for _, points, _ in ranking.ACCESS.values()), reverse=True)
    assert sum(most) == 100
    named = ("relationship", "referral", "address", "tie", "mutual", "source", "met_there")  # as the row names them
    assert [max(ranking.ACCESS[name][1].values()) for name in named] == most
    assert set(named) == set(ranking.ACCESS)
    return " / ".join(map(str, most))


def answer_and_propose():
    [days] = {
        sql(r"newest_on AS opens_on, business_day_after\(newest_on, (\d+)\)", "50_items.sql"),
        sql(r"least\(business_day_after\(scheduled_on, (\d+)\), starts_on\)", "50_items.sql"),
    }
    proposing = sql(
        r"'propose_times', newest\.id, true, newest_on, business_day_after\(newest_on, (\d+)\)", "50_items.sql"
    )
    return f"{days} and {proposing} business days"


def let_go():
    lapses = sql(r"INTERVAL (\d+) HOUR AS lapses", "40_debts.sql")
    assert first_steps.LAPSED.total_seconds() == lapses * 3600
    return f"{lapses // 24 - 1} days late"  # it is late after a day


def postponed():
    *some, last = follow_ups.POSTPONE_DAYS
    return f"{', '.join(map(str, some))} or {last} days"


def thanked():
    [hours] = {
        message_check.THANKED_WITHIN.total_seconds() / 3600,
        trends.IN_TIME_H,
        sql(r"opens_at \+ INTERVAL (\d+) HOUR", "40_debts.sql"),
    }
    return f"{hours:g} hours"


def questions_needed():
    [fewest] = {journey.FEWEST_QUESTIONS, agenda.AT_LEAST}
    return f"{fewest} or {fewest + 1} questions"


def nudges():
    return f"{nudge_day()} and {sql(r'[(]last_nudge_day, ([0-9]+)[)]', '30_matters.sql')} business days"


def ranks():
    share = round(100 * ranking.FIT_SHARE)
    return f"{share} / {100 - share}"


def enough_to_ask():
    topics = [each for each in research_topics.TOPICS["person"] if each.depth == research_topics.LIGHT]
    topics = [each for each in topics if each.key != research_topics.TO_ASK]
    return f"{research.ENOUGH_TO_ASK} of {len(topics)}"


# The number as the code has it, and the words with which its row begins.
NUMBERS = {
    "A thank-you is best written": thanked,
    "Ask for 20 minutes": lambda: f"{meetings.DEFAULT_MINUTES} minutes",
    "A talk needs at least": questions_needed,
    "Never leave without": lambda: f"{len(agenda.MUST_ASKS)} must-asks",
    "An introduction takes at most": lambda: f"{agenda.INTRODUCTION_S} seconds",
    "You talk for at most": talk_share,
    "A question is planned at": lambda: f"{agenda.WORDS_A_MINUTE} words a minute",
    "A plan fills": plan_share,
    "How often to be in touch": lambda: f"{' / '.join(map(str, cadences()))} days",
    "When a reminder is right": nudges,
    "What the health of a tie is made of": health_weights,
    "From which score on a tie": health_bands,
    "The most a tie can score": health_caps,
    "So many cards stand on This week": lambda: f"{follow_ups.SHOWN_THIS_WEEK} things",
    "What can be put off": postponed,
    "Without an answer from a stranger": second_person,
    "A request is parked": parked,
    "A tie sleeps": lambda: f"{sql(r'greatest[(]3 [*] cadence, ([0-9]+)[)]', '50_items.sql')} days",
    "How far back the figures": lambda: f"{weekly.CHAIN_WEEKS} weeks",
    "Below five cases": few,
    "Whom to ask next": ranks,
    "What fit is made of": lambda: " / ".join(str(points) for _, points, _ in ranking.FIT.values()),
    "What makes somebody easy to reach": reach,
    "From so many points on somebody": lambda: f"{ranking.GOOD_FIT} and {ranking.EASY}",
    "So many things are known before you ask": enough_to_ask,
    "So long you have to answer": answer_and_propose,
    "So long you have to follow up": lambda: (
        f"{sql(r'local_day[(]given_at, zone[)], ([0-9]+)[)]', '40_debts.sql')} business days"
    ),
    "So long you have to tell who named": lambda: f"{referrers.BUSINESS_DAYS} business days to tell",
    "A thank-you that is so late": let_go,
    "The first sign of life": lambda: f"{sql(r'least[(]cadence, ([0-9]+)[)]', '50_items.sql')} days",
}


def repeated():
    """What a sentence of the file says of its number once more, or of another one."""
    must, share, asking = len(agenda.MUST_ASKS), round(100 * ranking.FIT_SHARE), agenda.AT_LEAST
    times = sql(r"greatest\((\d+) \* cadence, \d+\)", "50_items.sql")
    yield f"is best written within {trends.IN_TIME_H} hours."
    yield f"Ask for {meetings.DEFAULT_MINUTES} minutes; 15 to {message_check.MOST_MINUTES} are fine"
    yield f"at least {WORDS[asking]} or {WORDS[asking + 1]} questions besides the {WORDS[must]} that close it."
    yield f"An introduction takes at most {agenda.INTRODUCTION_S} seconds"
    yield f"You talk for at most {live_notes.TALK_SHARE}% of the time."
    yield f"A question is planned at {agenda.WORDS_A_MINUTE} spoken words a minute."
    yield f"A plan fills {WORDS[round(10 * replanning.RESERVE)]} tenths of the agreed minutes"
    yield f"or {WORDS[times]} times its cadence where that is longer."
    yield f"Below {WORDS[reply_rates.FEW]} cases a share is shown with its counts only"
    yield f"the rank is {share} parts fit and {100 - share} parts how easy they are to reach."


@cache
def evidence():
    with (ROOT / "data" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] != "study"]


@pytest.mark.parametrize("says", NUMBERS)
def test_a_number_of_the_evidence_is_the_one_of_the_code(says):
    [row] = [row for row in evidence() if row["says"].startswith(says)]
    assert row["number"] == NUMBERS[says]()


def test_a_number_that_the_words_of_the_evidence_repeat_is_the_same():
    said = " ".join(row["says"] for row in evidence())
    assert [each for each in repeated() if each not in said] == []


def test_every_number_of_the_evidence_is_looked_up_in_the_code():
    assert [row["says"] for row in evidence() if not row["says"].startswith(tuple(NUMBERS))] == []
