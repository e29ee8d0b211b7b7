"""How a test looks at where the questions of a plan come from: the draft in one's own words, and the bank."""

from streamlit.testing.v1 import AppTest

from ivw.coaching import plans, questions
from tests.screen import HERE, ZONE, run
from tests.show.draft_area import type_into

PAGE = """
from ivw.coaching import plans
from ivw.show import front_door, parts, plan_sources, question_draft
here = front_door.here()
plan = plans.get(here.records, "{plan}")
parts.page_head(here, "Question builder", "")
{draws}
"""
DRAFT, BANK = "question_draft.draw(plan)", "plan_sources.draw(plan, None, ())"


def a_plan(records, *texts):
    """A plan in general with these questions; returns its id."""
    made = plans.start(records, minutes=20, as_of=HERE, title="City planners").fact_id
    for each in texts:
        plans.add_question(records, made, each)
    return made


def opened(plan_id, draws):
    """One of the two, for this plan."""
    app = AppTest.from_string(PAGE.replace("{plan}", plan_id).replace("{draws}", draws), default_timeout=30)
    app.context = {"timezone": ZONE}
    return run(app)


def write(app, records, plan_id, text):
    """Types a question in one's own words."""
    app = type_into(app, f"{questions.slot(plan_id)}:{len(plans.get(records, plan_id).questions)}", text)
    assert not app.exception
    return app


def planned(records, plan_id):
    """The questions of a plan besides the must-asks."""
    return [each.text for each in plans.get(records, plan_id).questions if not each.must_ask]
