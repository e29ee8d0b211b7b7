"""Which plan is open: what the address names, or one chosen or begun here."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import meetings, plans
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting, Planned
from ivw.coaching.plans import Head, Plan
from ivw.show import front_door, paging, parts, when
from ivw.show.front_door import Here

AHEAD, ROWS = 5, 6
PAGER = "plan-choice"


def opened(here: Here) -> tuple[Plan | None, Meeting | None]:
    """The plan that the address names, and the conversation it is for; either may be missing."""
    plan = _plan(here, front_door.asked_for("plan"))
    meeting = _meeting(here, plan.meeting_id if plan else front_door.asked_for("meeting"))
    if plan is None and meeting is not None:
        plan = plans.of_meeting(here.records, meeting.id)
    return plan, meeting


def missed(plan: Plan | None, meeting: Meeting | None) -> str:
    """What to say of an address that names a plan or a conversation that is not there; '' for any other."""
    asked_for = (front_door.asked_for("plan") or "").replace("-", "").lower()
    if asked_for and (plan is None or plan.id.replace("-", "") != asked_for):
        return "That plan is not here (any more)."
    return "That conversation is not here (any more)." if front_door.asked_for("meeting") and not meeting else ""


def called(plan: Plan | Head) -> str:
    """What a plan is called: whom it is for, or its title."""
    return plan.contact or plan.title or "A plan in general"


def draw(here: Here, meeting: Meeting | None) -> None:
    """Something to open, or the beginning of a new plan; the conversation asked for, if one, goes first."""
    ahead = [each for each in meetings.planned(here.records, here.as_of, limit=50) if not each.is_over]
    made = plans.how_many(here.records)
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        if meeting:
            _asked_for(here, meeting)
        elif ahead:
            parts.section("Conversations ahead")
            paging.paged(ahead, lambda some: _ahead(here, some), key="plan-ahead", size=AHEAD)
        elif not made:
            with parts.card():
                parts.nothing_yet(
                    "No conversation is planned yet",
                    "A plan in general fits every conversation: it can be made and rehearsed before anybody said yes.",
                )
                if st.button("Find somebody", icon=":material/person_search:", type="tertiary"):
                    front_door.go("prospect_research")
        if made:
            _plans(here, made)
    with right:
        _general(here, first=not meeting and not ahead)


def _asked_for(here: Here, meeting: Meeting) -> None:
    with parts.card():
        st.markdown(f"##### {parts.plain(meeting.contact)}", anchors=False)
        starts = when.moment(here, meeting.starts_at)
        st.markdown(f":gray[No questions are planned for {starts} yet, {meeting.minutes} minutes.]")
        _begin(here, meeting.id, meeting.minutes, first=True)


def _ahead(here: Here, some: Sequence[Planned]) -> None:
    made = plans.ids_of(here.records, [each.id for each in some])
    first = next((each for each in some if each.id not in made), None)
    for each in some:
        with (
            parts.card(),
            st.container(horizontal=True, vertical_alignment="center", gap="small"),
        ):
            with st.container(gap=None):
                st.markdown(f"##### {parts.plain(each.contact)}", anchors=False)
                starts = when.moment(here, each.starts_at)
                st.caption(f"{starts[:1].upper()}{starts[1:]} · {each.minutes} minutes agreed")
            plan = made.get(each.id)
            if plan is None:
                _begin(here, each.id, each.minutes, first=each is first)
            elif st.button("Open its plan", icon=":material/arrow_forward:", key=f"open-{plan}"):
                front_door.go("question_builder", plan=plan)


def _begin(here: Here, meeting_id: str, minutes: int, *, first: bool) -> None:
    form = f"begin-{meeting_id}"
    token = parts.token(here, form)
    if st.button(
        "Plan its questions", type="primary" if first else "secondary", icon=":material/format_list_bulleted:",
        key=f"begin-{token}",
    ) and parts.act(
        lambda now: plans.start(now.records, minutes=max(plans.SHORTEST, minutes), as_of=now.as_of,
                                meeting_id=meeting_id, token=token),
        form, token,
    ):  # fmt: skip
        front_door.go("question_builder", plan=token)
    parts.problem(form)


def _plans(here: Here, made: int) -> None:
    with st.container(gap="small"):
        parts.section("Your plans", parts.count(made, "plan"))
        for head in plans.recent(here.records, ROWS, paging.skipped(PAGER, ROWS, made)):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(gap=None):
                    st.markdown(parts.plain(called(head)))
                    day = when.on_day(here, head.starts_at or head.made_at)
                    st.caption(f"{head.minutes} minutes · {'' if head.starts_at else 'made '}{day}")
                if st.button("Open", type="tertiary", key=f"plan-{head.id}"):
                    front_door.go("question_builder", plan=head.id)
        paging.foot("", PAGER, made, ROWS)


def _general(here: Here, *, first: bool) -> None:
    form = "general-plan"
    token = parts.token(here, form)
    with st.form(f"general-{token}"):
        st.markdown("##### A plan in general", anchors=False)
        title = st.text_input("What it is about", key=f"title-{token}", placeholder="City planners, first talks")
        parts.problem(form, "title")
        minutes = st.number_input(
            "Minutes", value=meetings.DEFAULT_MINUTES, step=5, key=f"general-minutes-{token}",
            help="20 minutes are easily given; 15 to 30 are fine (guides 1 and 3).",
        )  # fmt: skip
        parts.problem(form)
        clicked = st.form_submit_button("Start it", type="primary" if first else "secondary", icon=":material/add:")
    if clicked:
        done = parts.act(
            lambda now: plans.start(now.records, minutes=int(minutes), as_of=now.as_of, title=title, token=token),
            form, token,
        )  # fmt: skip
        if done:
            front_door.go("question_builder", plan=token)
        st.rerun()


def _plan(here: Here, plan_id: str | None) -> Plan | None:
    try:
        return plans.get(here.records, plan_id) if plan_id else None
    except InvalidRecord:
        return None


def _meeting(here: Here, meeting_id: str | None) -> Meeting | None:
    try:
        return meetings.get(here.records, meeting_id) if meeting_id else None
    except InvalidRecord:
        return None
