"""What reading does not tell goes into the plan as a question (E10, guide 5), with one press from the research."""

from dataclasses import dataclass

import streamlit as st

from ivw.coaching import open_topics
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.coaching.research import Finding, Item
from ivw.coaching.research_topics import TO_ASK
from ivw.show import parts
from ivw.show.front_door import Here


@dataclass(frozen=True, slots=True)
class Next:
    """The next conversation with somebody, and its plan, which a question begins where there is none yet."""

    meeting: Meeting
    plan: Plan | None


def of_next(here: Here, contact_id: str) -> Next | None:
    """The next conversation planned with somebody; None where none is."""
    meeting, plan = open_topics.plan_of_next(here.records, contact_id, here.as_of)
    return Next(meeting, plan) if meeting else None


def take(finding: Finding, coming: Next | None) -> None:
    """The press that takes a question of one's own into the plan, or the word that it is in there."""
    if coming is None:
        return
    if coming.plan and any(question.text == finding.finding for question in coming.plan.questions):
        _in_it()
        return
    label = "Take it into the plan" if coming.plan else "Begin the plan with it"
    _button(coming, label, f"take-{finding.id}", finding.finding, TO_ASK, "Into the questions for your next talk.")


def ask(item: Item, coming: Next | None) -> None:
    """The press that makes a question of an open point, or the word that one is in the plan; nothing for what is known
    or cannot be asked."""
    topic = item.topic
    if coming is None or not topic.question or item.is_known:
        return
    if coming.plan and any(topic.key == each.topic or topic.question == each.text for each in coming.plan.questions):
        _in_it()
        return
    says = f"Into the plan for your next talk: {parts.plain(topic.question)}"
    _button(coming, "Ask it", f"ask-{topic.key}", topic.question, topic.key, says)


def _in_it() -> None:
    st.markdown(":green-badge[:material/check: In the plan]", width="content")


def _button(coming: Next, label: str, form: str, text: str, topic: str, says: str) -> None:
    st.button(
        label, icon=":material/playlist_add:", type="tertiary", key=form, on_click=_take,
        args=(coming.meeting.contact_id, text, topic, form), help=says,
    )  # fmt: skip
    parts.problem(form)


def _take(contact_id: str, text: str, topic: str, form: str) -> None:
    # A second click finds it in there already.
    parts.act(lambda here: open_topics.ask_when_you_meet(here.records, contact_id, text, topic, as_of=here.as_of), form)
