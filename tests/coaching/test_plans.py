from dataclasses import replace

import pytest

from ivw.coaching import agenda, goals, meetings, plans, questions
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
NOBODY = "0190a000-0000-7000-8000-000000000000"


def a_plan(records, *texts, minutes=20, **more):
    """A plan in general with these questions; returns its id."""
    made = plans.start(records, minutes=minutes, as_of=NOW, **({"title": "In general"} | more)).fact_id
    for text in texts:
        plans.add_question(records, made, text)
    return made


def texts(records, plan_id):
    """The questions besides the must-asks, in their order."""
    return [each.text for each in plans.get(records, plan_id).questions if not each.must_ask]


def question(records, plan_id, text):
    return next(each for each in plans.get(records, plan_id).questions if each.text == text)


def test_a_plan_begins_with_the_two_must_asks(records):
    plan = plans.get(records, a_plan(records))
    assert [(each.must_ask, each.tier) for each in plan.questions] == [("who_else", "must"), ("your_name", "must")]
    assert [each.text for each in plan.questions] == list(agenda.MUST_ASKS.values())
    assert (plan.title, plan.minutes, plan.made_at, plan.meeting_id, plan.contact) == (
        "In general",
        20,
        NOW,
        None,
        None,
    )


def test_the_must_asks_stand_in_the_bank_in_the_same_words():
    assert {each.must_ask: each.text for each in questions.bank() if each.must_ask} == agenda.MUST_ASKS


def test_a_plan_for_a_conversation_knows_whom_it_is_for(records):
    ada = a_contact(records, name="Ada Example")
    meeting = a_conversation(records, ada, starts="2026-11-26 10:00")
    assert plans.of_meeting(records, meeting) is None
    first = a_plan(records, meeting_id=meeting, title=None)
    newest = plans.start(records, minutes=30, as_of=at("2026-11-25"), meeting_id=meeting).fact_id
    plan = plans.of_meeting(records, meeting)
    assert (plan.id, plan.contact_id, plan.contact, plan.minutes) == (newest, ada, "Ada Example", 30)
    assert [head.id for head in plans.recent(records)] == [newest, first]
    assert plans.how_many(records) == 2
    assert plans.recent(records, 1, 1)[0].starts_at == meetings.get(records, meeting).starts_at


def test_a_plan_outlives_its_conversation(records):
    meeting = a_conversation(records, a_contact(records), starts="2026-11-26 10:00")
    made = a_plan(records, "Why?", meeting_id=meeting)
    with records.transaction() as transaction:
        transaction.remove("meetings", [meeting])
    assert plans.get(records, made).meeting_id is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("minutes", {"minutes": 4}),
        ("minutes", {"minutes": 601}),
        ("title", {"title": " "}),
        ("meeting", {"meeting_id": NOBODY}),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(records, field, wrong):
    with pytest.raises(InvalidRecord) as refused:
        a_plan(records, **wrong)
    assert refused.value.field == field
    assert plans.how_many(records) == 0


def test_a_double_click_starts_one_plan_with_two_must_asks(records):
    with records.transaction() as transaction:
        token = transaction.new_ids(1)[0]
    for _ in range(2):
        a_plan(records, token=token)
    assert plans.how_many(records) == 1
    assert len(plans.get(records, token).questions) == 2


def test_a_double_click_adds_one_question_and_one_that_is_gone_is_said_so(records):
    plan = a_plan(records)
    with records.transaction() as transaction:
        [token] = transaction.new_ids(1)
    for _ in range(2):
        plans.add_question(records, plan, "What surprised you?", token=token)
    assert texts(records, plan) == ["What surprised you?"]
    assert plans.question_of(records, plan, token).text == "What surprised you?"
    with pytest.raises(InvalidRecord, match="not in the plan"):
        plans.question_of(records, plan, NOBODY)


def test_questions_stand_in_their_order_before_the_must_asks(records):
    made = a_plan(records, "One?", "Two?", "Three?")
    assert texts(records, made) == ["One?", "Two?", "Three?"]
    assert [each.must_ask for each in plans.get(records, made).questions][-2:] == ["who_else", "your_name"]


@pytest.mark.parametrize(
    ("mover", "past", "then"),
    [
        ("One?", "Two?", ["Two?", "One?", "Three?"]),
        ("One?", "Three?", ["Two?", "Three?", "One?"]),
        ("Three?", "One?", ["Three?", "One?", "Two?"]),
    ],
)
def test_a_question_is_moved_past_another_and_back_again(records, mover, past, then):
    made = a_plan(records, "One?", "Two?", "Three?")
    moved = plans.move_question(records, question(records, made, mover).id, past=question(records, made, past).id)
    assert texts(records, made) == then
    undo(records, moved)
    assert texts(records, made) == ["One?", "Two?", "Three?"]


def test_a_question_is_not_moved_past_one_of_another_plan(records):
    first, second = a_plan(records, "One?"), a_plan(records, "Two?")
    with pytest.raises(InvalidRecord):
        plans.move_question(records, question(records, first, "One?").id, past=question(records, second, "Two?").id)


def test_a_question_keeps_all_that_is_said_about_it(records):
    made = a_plan(records, "One?")
    learn, reach = (goals.add(records, text=text, as_of=NOW).fact_id for text in ("Learn", "Reach"))
    one = question(records, made, "One?")
    changed = replace(
        one, text="Why  that?", tier="spare", priority=3, goals=(learn, reach), answer_seconds=90, about_me=True
    )
    done = plans.change_question(records, changed)
    assert plans.question_of(records, made, one.id) == replace(
        changed, text="Why that?", goals=tuple(sorted((learn, reach)))
    )
    plans.change_question(records, replace(changed, goals=(reach,), answer_seconds=None))
    assert plans.question_of(records, made, one.id).goals == (reach,)
    with pytest.raises(InvalidRecord, match="changed again since"):
        undo(records, done)


def test_a_must_ask_may_change_its_words_and_stays(records):
    made = a_plan(records)
    asked = plans.get(records, made).questions[0]
    plans.change_question(records, replace(asked, text="Who else?", tier="spare"))
    assert plans.question_of(records, made, asked.id) == replace(asked, text="Who else?")
    with pytest.raises(InvalidRecord, match="must-asks stay") as refused:
        plans.remove_question(records, asked.id)
    assert refused.value.field == "must_ask"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", {"text": "  "}),
        ("tier", {"tier": "maybe"}),
        ("priority", {"priority": 4}),
        ("answer_seconds", {"answer_seconds": 0}),
        ("answer_seconds", {"answer_seconds": 3601}),
        ("goal_id", {"goals": (NOBODY,)}),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_nothing_is_written(records, field, wrong):
    made = a_plan(records)
    with pytest.raises(InvalidRecord) as refused:
        plans.add_question(records, made, **({"text": "Why?"} | wrong))
    assert refused.value.field == field
    assert texts(records, made) == []


def test_a_question_is_removed_and_brought_back(records):
    made = a_plan(records, "One?", "Two?")
    gone = plans.remove_question(records, question(records, made, "One?").id)
    assert texts(records, made) == ["Two?"]
    undo(records, gone)
    assert texts(records, made) == ["One?", "Two?"]


def test_a_question_of_ones_own_can_be_kept_for_other_plans_once(records):
    made = a_plan(records)
    for _ in range(2):
        plans.add_question(records, made, "What surprised you?", own_at=NOW)
    assert texts(records, made) == ["What surprised you?"] * 2
    assert [each.text for each in questions.own(records)] == ["What surprised you?"]


def test_minutes_change_what_fits(records):
    made = a_plan(records, *(f"What about number {place}?" for place in range(9)))
    short = len(plans.agenda_of(records, made).keep)
    plans.set_minutes(records, made, 30)
    assert len(plans.agenda_of(records, made).keep) > short
    with pytest.raises(InvalidRecord):
        plans.set_minutes(records, made, 0)


def test_a_goal_weighs_in_a_plan_until_it_is_closed(records):
    made = a_plan(records, *(f"What about number {place}?" for place in range(9)))
    goal = goals.add(records, text="Learn", as_of=NOW, weight=3).fact_id
    last = question(records, made, "What about number 8?")
    plans.change_question(records, replace(last, goals=(goal,)))

    def is_kept():
        return last.id in [each.question.id for each in plans.agenda_of(records, made).keep]

    assert is_kept()
    goals.close(records, goal, as_of=NOW)
    assert not is_kept()


def test_a_plan_is_removed_with_its_questions_and_comes_back_whole(records):
    made = a_plan(records, "One?")
    gone = plans.remove(records, made)
    with pytest.raises(InvalidRecord):
        plans.get(records, made)
    undo(records, gone)
    assert texts(records, made) == ["One?"]


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", NOBODY])
def test_a_plan_that_is_not_there_is_said_so(records, wrong):
    a_plan(records)
    for ask in (plans.get, plans.agenda_of, plans.remove, plans.remove_question):
        with pytest.raises(InvalidRecord, match="not in the records"):
            ask(records, wrong)
    assert plans.of_meeting(records, wrong) is None


def test_keeping_one_says_what_has_to_go_for_it(records):
    made = a_plan(records, *(f"What is thing {n}?" for n in range(6)), minutes=15)
    fitted = plans.agenda_of(records, made)
    left_out = fitted.cut[-1].question
    done = plans.pin_question(records, made, left_out.id)
    kept = {each.question.id for each in plans.agenda_of(records, made).keep}
    gone = [each.question.text for each in fitted.keep if each.question.id not in kept]
    assert left_out.id in kept
    assert done.says == f"Pinned: {left_out.text} Left out for it: {' '.join(gone)}"
    undo(records, done)
    assert plans.agenda_of(records, made).keep == fitted.keep


def test_keeping_one_that_fits_beside_the_others_says_so_alone(records):
    made = a_plan(records, *(f"What is thing {n}?" for n in range(3)), minutes=60)
    spare = question(records, made, "What is thing 1?")
    plans.change_question(records, replace(spare, tier="spare"))
    assert plans.pin_question(records, made, spare.id).says == f"Pinned: {spare.text}"


def test_letting_go_of_a_pin_says_what_that_means(records):
    made = a_plan(records, *(f"What is thing {n}?" for n in range(6)), minutes=15)
    last = plans.agenda_of(records, made).cut[-1].question
    plans.pin_question(records, made, last.id)
    assert plans.pin_question(records, made, last.id, pinned=False).says.startswith(
        f"No longer pinned: {last.text} It is left out now"
    )
    assert plans.question_of(records, made, last.id).tier == "should"


def test_a_pin_that_is_set_twice_is_set_once(records):
    made = a_plan(records, "Why?")
    key = question(records, made, "Why?").id
    assert plans.pin_question(records, made, key).change
    assert not plans.pin_question(records, made, key).change


def test_the_must_asks_are_always_in_and_have_no_pin(records):
    made = a_plan(records)
    with pytest.raises(InvalidRecord, match="always in"):
        plans.pin_question(records, made, plans.get(records, made).questions[0].id, pinned=False)
