"""Practice timer: the questions of a plan, said aloud against the clock before they matter."""

import streamlit as st

from ivw.coaching import meetings, practice
from ivw.coaching.plans import Plan
from ivw.show import (
    front_door,
    journey,
    parts,
    readiness,
    rehearsal_choice,
    rehearsal_clock,
    rehearsal_result,
    rehearsal_start,
    rehearsals_over_time,
    when,
)
from ivw.show.rehearsal_words import called


def show() -> None:
    here = front_door.here()
    plan, run = rehearsal_choice.opened(here)
    if plan is None:
        parts.page_head(here, "Practice timer", "Say your questions aloud, against the clock, before they matter.")
        rehearsal_choice.draw(here)
        rehearsals_over_time.draw(here)
        return
    if run and run.is_open:
        rehearsal_clock.listen(run.id)
        run = practice.get(here.records, run.id)
    laps = practice.laps_of(here.records, run.id) if run else []
    if run and run.is_open and laps:  # nothing beside the clock while it runs
        st.subheader("Practice timer", anchor=False)
        rehearsal_clock.draw(here, plan, run, laps)
        ways_on(plan)
        return
    parts.page_head(here, "Practice timer", lead(here, plan))
    if plan.meeting_id:
        journey.draw(here, plan.meeting_id, says_next=False)
        readiness.brief(here, plan)
    if run:
        rehearsal_result.draw(here, plan, run, laps)
        rehearsal_start.again(here, plan, run)
    else:
        rehearsal_start.before(here, plan)
    ways_on(plan)
    rehearsal_result.runs(here, plan, run)


def lead(here: front_door.Here, plan: Plan) -> str:
    """Who it is with, when and for how long."""
    facts = [called(plan), f"{plan.minutes} minutes"]
    if plan.meeting_id:
        meeting = meetings.get(here.records, plan.meeting_id)
        agreed = [when.moment(here, meeting.starts_at), f"{meeting.minutes} minutes agreed"]
        facts[1:] = agreed if meeting.minutes == plan.minutes else [*agreed, f"planned for {plan.minutes}"]
    return f"{parts.plain(', '.join(facts))}."


def ways_on(plan: Plan) -> None:
    """Where one goes from here."""
    with st.container(horizontal=True, gap="small"):
        if st.button("The plan", type="tertiary", icon=":material/format_list_bulleted:"):
            front_door.go("question_builder", plan=plan.id)
        if plan.meeting_id and st.button("The conversation", type="tertiary", icon=":material/forum:"):
            front_door.go("conversation", meeting=plan.meeting_id)
        if st.button("This week", type="tertiary", icon=":material/wb_sunny:"):
            front_door.go("this_week")


show()
