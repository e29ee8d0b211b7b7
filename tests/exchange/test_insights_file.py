"""What is taken along for an application or for a coach: complete, honest about names, and text only."""

import re
from datetime import UTC, date, datetime

import pytest

from ivw.coaching.beliefs import Belief, Felt, Pair
from ivw.coaching.comparing import Compared, Comparison, Mean
from ivw.coaching.criteria import Criterion
from ivw.coaching.insights import Answer, Counts, Fit, Lead, Pull, Theme, Use
from ivw.coaching.next_steps import Step
from ivw.coaching.referral_tree import Node, Referral
from ivw.coaching.worth import Talk, sides
from ivw.exchange import documents, insights_file
from ivw.exchange.documents import Document
from ivw.exchange.insights_file import More, Told
from tests.screen import NASTY

DAY = date(2026, 5, 4)
COUNTS = Counts(3, 2, 2, 0, 1, 2, 2, 2, 1, 1, 1, 0, 1)
NOTHING = More((), Comparison((), (), 0), (), (), {"useful": (), "rapport": ()}, (), (), (), (), (), "")


def told(text="Drawing", who="Ada Lovell"):
    themes = [Theme("drawing", text, "skill", 2, 3), Theme("maps", text, None, 1, 1)]
    return Told(
        DAY, COUNTS, themes, {"drawing": [who, "Ben"]}, [Use("m", "c", who, "Energy", DAY, text)],
    )  # fmt: skip


def more(text="Drawing", who="Ada Lovell"):
    referral = Referral("r", "c", who, False, "p", text, "yes", "met", DAY, "not_yet")
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    steps = [
        Step(key, "m", "c", who, "learn", text, now, DAY, done, None, None) for key, done in (("1", None), ("2", now))
    ]
    return More(
        pulls=[Pull(text, 3, 1.0, (Fit("m", who, DAY, 2), Fit("m", who, DAY, 0)))],
        compared=Comparison(
            (Criterion("i", text, 3),),
            (Compared(text, 3, {"i": Mean(1.5, 3)}, {"income": (text, who)}), Compared("Water", 1, {}, {})),
            2,
        ),
        beliefs=[Belief("m", "c", who, "Energy", DAY, text, text, text)],
        felt=[Felt("confidence", 1, 1, 0, 1.0, (Pair("m", who, DAY, 2, 3),))],
        sides={axis: sides([Talk(who, 5, 4, 3, 2, None)], axis) for axis in ("useful", "rapport")},
        answers=[Answer("m", "c", who, "Energy", DAY, text, None)],
        tree=[Node(0, 0, who, "c", None, None, (), 1, 1), Node(1, 1, text, "p", 0, referral)],
        leads=[Lead("c", who, "m", text, True, DAY)],
        let_go=[Lead("c", who, "m", text, False, DAY, text)],
        steps=steps,
        strategy=f"{text}\n\nThen more.",
    )  # fmt: skip


def of_coach(*, names):
    return documents.markdown(insights_file.for_coach(told(), more(), with_names=names))


def heads(document: Document) -> list[str]:
    return re.findall(r"^## (.*)", documents.markdown(document), re.MULTILINE)


def test_an_application_gets_what_to_use_and_the_themes_with_their_counts():
    assert documents.markdown(insights_file.for_application(told(), with_names=False)) == (
        "# For my applications\n\n4 May 2026 · 2 of 3 conversations with a debrief\n\n"
        "## What to use\n\n- Drawing (Energy)\n\n"
        "## Skills they named\n\n- Drawing: 2 people in 3 conversations\n\n"
        "## Besides\n\n- Drawing: 1 person in 1 conversation\n"
    )


def test_names_stand_in_it_only_on_request():
    with_names = documents.markdown(insights_file.for_application(told(), with_names=True))

    assert "- Drawing (Ada Lovell, 4 May 2026)" in with_names
    assert "- Drawing: 2 people in 3 conversations (Ada Lovell, Ben)" in with_names
    assert "Lovell" in of_coach(names=True)
    assert "Lovell" not in of_coach(names=False)


def test_a_coach_gets_every_view_and_what_one_makes_of_it_first():
    assert heads(insights_file.for_coach(told(), more(), with_names=True)) == [
        "What I make of it", "Path fit, −2 to +2", "Fields by my criteria, −2 to +2", "What I looked up about them",
        "Did a good fit pay off?", "What to use", "Skills they named", "Besides", "Beliefs that changed",
        "Before and after, 1 to 5", "What I learned", "Who led to whom", "Openings volunteered", "Openings let go",
        "Next steps", "Steps done",
    ]  # fmt: skip
    said = of_coach(names=True)
    assert "| Drawing | +1.0 | 3 | Ada Lovell +2, Ada Lovell 0 |" in said
    assert "| Drawing (decides) | +1.5 (n = 3) | – |" in said
    assert "→ Drawing, named by Ada Lovell: Met, name may be mentioned, Ada Lovell: not told yet" in said


def test_without_names_the_tree_is_counted_and_a_source_that_is_no_address_is_left_out():
    said = of_coach(names=False)

    assert "## Who led to whom\n\n- Met: 1\n" in said
    assert "| Income range | Drawing | – |" in said


def test_what_is_empty_has_no_section():
    bare = Told(DAY, COUNTS)

    assert heads(insights_file.for_application(bare, with_names=True)) == []
    assert heads(insights_file.for_coach(bare, NOTHING, with_names=True)) == []


@pytest.mark.parametrize("with_names", [True, False])
def test_what_people_wrote_stays_text_in_both_forms(with_names):
    every = " ".join((*NASTY, "a|b", "<script>alert(1)</script>"))
    for document in (
        insights_file.for_application(told(every, every), with_names=with_names),
        insights_file.for_coach(told(every, every), more(every, every), with_names=with_names),
    ):
        assert not re.search(r"(?<!\\)[<>\[\]$]", documents.markdown(document))
        page = documents.page(document)
        assert "<script" not in page
        assert "<img" not in page
