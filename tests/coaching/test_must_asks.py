"""Who else to talk to, looked back on where nobody was named."""

import pytest

from ivw.coaching import asking, must_asks, plans
from ivw.coaching.errors import InvalidRecord
from tests.builders import at

NOW = at("2024-06-11 12:00")
NOBODY = "01900000-0000-7000-8000-000000000001"


@pytest.mark.parametrize("planned", [False, True])
def test_it_is_said_changed_and_taken_back(records, met, planned):
    if planned:
        plans.start(records, minutes=20, meeting_id=met, as_of=at("2024-06-09"))
    assert must_asks.who_else(records, met) is None
    for said in ("nobody", "not asked", "nobody", None):
        must_asks.say_who_else(records, met, said, as_of=NOW)
        assert must_asks.who_else(records, met) == said
    assert asking.of_meeting(records, met) == []


def test_one_that_was_ticked_while_talking_keeps_its_moment(records, met):
    question = asking.Question(None, must_asks.MUST_ASKS["who_else"])
    asking.tick(records, met, question, asked=True, as_of=at("2024-06-10 10:18"))
    must_asks.say_who_else(records, met, "nobody", as_of=NOW)
    assert asking.of_meeting(records, met)[0].asked_at == at("2024-06-10 10:18")


def test_what_is_no_answer_and_what_is_gone_is_refused(records, met):
    for meeting, said in ((met, "perhaps"), (NOBODY, "nobody"), ("no id", "not asked")):
        with pytest.raises(InvalidRecord):
            must_asks.say_who_else(records, meeting, said, as_of=NOW)


# How useful an answer was


def test_a_useful_answer_was_an_answer_and_what_was_not_answered_was_of_no_use(records, met):
    question = asking.Question(None, "What did last week look like?")
    asking.rate(records, met, question, 4)
    [said] = asking.of_meeting(records, met)
    assert (said.answered, said.useful) == (True, 4)
    asking.answer(records, met, question, False)
    assert asking.of_meeting(records, met)[0].useful is None
    for wrong in (0, 6, True, "3"):
        with pytest.raises(InvalidRecord) as refused:
            asking.rate(records, met, question, wrong)
        assert refused.value.field == "useful"
