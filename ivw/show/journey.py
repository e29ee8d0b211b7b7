"""The five-step path of a conversation as a row of links, with the next step said beside it."""

import streamlit as st

from ivw.coaching import journey
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.journey import Journey, Step
from ivw.show import front_door
from ivw.show.front_door import Here

TITLES = {
    "contact": "Contact",
    "research": "Research",
    "questions": "Questions",
    "rehearse": "Rehearse",
    "appear": "Appear",
}
ICONS = {
    "done": "check_circle", "waits": "hourglass_empty", "begun": "clock_loader_40", "open": "radio_button_unchecked"
}  # fmt: skip
NEXT = "arrow_circle_right"
# What leads to the request, and to the reading before it, is called the same wherever it is offered.
READ, ASK = "Find out a little more", "Write your request"


def draw(here: Here, meeting_id: str, *, says_next: bool = True) -> None:
    """The path of this conversation; nothing where it is gone. `says_next`: the next step stands out, in words."""
    try:
        path = journey.of_meeting(here.records, meeting_id, here.as_of)
    except InvalidRecord:
        return
    show(path, says_next=says_next)


def show(path: Journey, *, says_next: bool = True) -> None:
    """A path that was read already."""
    to_do = path.next if says_next else None
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, gap="xsmall"):
            for step in path.steps:
                _step(path, step, is_next=step is to_do)
        if to_do:
            says = f"{TITLES[to_do.name].lower()}: {to_do.says[:1].lower()}{to_do.says[1:]}"
            st.caption(f"{says[:1].upper()}{says[1:]}" if to_do.standing == "waits" else f"Next, {says}")


def _step(path: Journey, step: Step, *, is_next: bool) -> None:
    title = TITLES[step.name]
    icon = NEXT if is_next and step.standing != "waits" else ICONS[step.standing]
    facts = path.facts
    key = f"path-{step.name}-{facts.meeting_id or facts.contact_id}"
    if st.button(
        f"**{title}**" if is_next else title, icon=f":material/{icon}:", type="tertiary", help=step.says, key=key
    ):
        page, query = where(path, step.name)
        front_door.go(page, **query)


def where(path: Journey, step: str) -> tuple[str, dict[str, str]]:
    """The page on which one does this step, and what it opens there."""
    facts = path.facts
    if step == "research":
        return "prospect_research", {"contact": facts.contact_id, "tab": "research"}
    if facts.meeting_id is None:
        if step == "contact":
            return "outreach", {"contact": facts.contact_id}
        # Nothing can be rehearsed or held yet: what is planned in general fits every conversation.
        return {"questions": ("question_builder", {}), "rehearse": ("practice_timer", {})}.get(
            step, ("conversation", {"contact": facts.contact_id})
        )
    meeting = {"meeting": facts.meeting_id}
    if step == "questions":
        return "question_builder", {"plan": facts.plan_id} if facts.plan_id else meeting
    if step == "rehearse":
        return ("practice_timer", {"plan": facts.plan_id}) if facts.plan_id else ("question_builder", meeting)
    if step == "appear" and facts.status == "held":
        return "reflection", meeting
    return "conversation", meeting
