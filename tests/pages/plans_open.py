"""A plan in the records, and the page on which it is open."""

from functools import partial

from ivw.coaching import plans
from tests.screen import HERE, open_page, run

page = partial(open_page, "question_builder")


def a_plan(records, *texts, minutes=20, meeting=None, title="City planners", **more):
    made = plans.start(
        records, minutes=minutes, as_of=HERE, meeting_id=meeting, title=None if meeting else title
    ).fact_id
    for each in texts:
        plans.add_question(records, made, each, **more)
    return made


def planned(records, plan_id):
    return [each.text for each in plans.get(records, plan_id).questions if not each.must_ask]


def opened(app, plan_id, text, records):
    """The page with this question opened to be changed."""
    key = next(each.id for each in plans.get(records, plan_id).questions if each.text == text)
    next(button for button in app.button if button.key == f"change-{key}").click()
    return run(app)
