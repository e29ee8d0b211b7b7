"""What for: what one wants to learn and to achieve, where one stands, and who could tell (C13: goals come first)."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import fields, goals, profile, roles
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.fields import Field
from ivw.coaching.goals import KINDS, Goal
from ivw.coaching.roles import PARTS, LineOfWork, Role, Suggested
from ivw.show import front_door, parts, plan_goals, where_to_look
from ivw.show.front_door import Here

WORK = "work"  # the line of work that is open, in the address
ICONS = {"doer": "construction", "shaper": "draw", "decider": "gavel"}


def draw(here: Here) -> None:
    """The goals first, then whom that makes one look for, and where."""
    open_goals = goals.open_goals(here.records)
    own = fields.every(here.records)
    left, right = st.columns([1.45, 1], gap="large")
    with left:
        _goals(here, open_goals)
    with right, st.container(gap="medium"):
        _situation(here)
        _fields(own)
    _roles(own, open_goals)
    where_to_look.draw(here)


def _goals(here: Here, open_goals: Sequence[Goal]) -> None:
    with st.container(gap="small"):
        with st.container(gap=None):
            st.subheader("What you want to find out", anchor=False)
            st.markdown(":gray[Know what you need to know, and you know whom to ask (guide 3).]")
        if not open_goals:
            parts.nothing_yet(
                "No goal yet",
                "One is enough to begin: something to learn, something to reach, soon or in the long run. Your plans "
                "serve it, and the roles below follow from it.",
            )
        for kind in KINDS:
            for goal in (each for each in open_goals if each.kind == kind):
                plan_goals.one(goal)
        if not open_goals:
            plan_goals.new(here)
            return
        with st.expander("Another goal", type="compact", expanded=parts.refused(plan_goals.NEW), key="another-goal"):
            plan_goals.new(here)


def _situation(here: Here) -> None:
    """B01, E04: who asks. It is kept in the profile, and requests say it."""
    stored = profile.of(here.records).situation
    known = list(profile.SITUATIONS)
    with st.container(gap="xsmall"):
        st.subheader("Where you stand", anchor=False)
        st.selectbox(
            "Where you stand", known, index=known.index(stored) if stored in known else None,
            format_func=profile.SITUATIONS.__getitem__, placeholder="Not said", label_visibility="collapsed",
            key=f"situation-{stored}", on_change=_say_situation, args=(stored,),
        )  # fmt: skip
        parts.problem("situation")
        st.caption("Students, career changers, people in between: such talks are for all of them (guides 2 and 5).")


def _say_situation(stored: str | None) -> None:
    chosen = st.session_state.get(f"situation-{stored}")

    def say(here: Here) -> Done:
        now = profile.of(here.records)
        return profile.save(
            here.records, name=now.name, time_zone=now.time_zone, first_weekday=now.first_weekday, situation=chosen
        )

    if chosen != stored:
        parts.act(say, "situation")


def _fields(own: Sequence[Field]) -> None:
    with st.container(gap="xsmall"):
        st.subheader("Your fields", anchor=False)
        if not own:
            st.markdown(":gray[List the lines of work that interest you, as wide as you like (guide 5).]")
        with st.container(horizontal=True, gap="xsmall"):
            for field in own[:8]:
                if st.button(f":blue[{parts.plain(field.name)}]", type="tertiary", key=f"aim-field-{field.id}"):
                    front_door.go("prospect_research", view="fields", field=field.id)
            label = "All your fields" if own else "List them"
            if st.button(
                label, icon=":material/arrow_forward:", icon_position="right", type="tertiary", key="to-fields"
            ):
                front_door.go("prospect_research", view="fields")


def _roles(own: Sequence[Field], open_goals: Sequence[Goal]) -> None:
    """Three people to look for in a line of work: whoever does it, shapes it, decides (C14, C15)."""
    with st.container(gap="small"):
        with st.container(gap=None):
            st.subheader("Whom to look for", anchor=False)
            st.markdown(":gray[Three views of one line of work: somebody who does it, shapes it, decides (guide 3).]")
        try:
            lines = roles.lines_of_work()
        except InvalidRecord as broken:
            st.markdown(f":red[:material/error: {parts.plain(broken.wrong)} {parts.plain(broken.right)}]")
            return
        fitting = roles.suggest(lines, [*(field.name for field in own), *(goal.text for goal in open_goals)])
        line = _line_of_work(lines, fitting)
        with st.grid(3, min_column_width=230, gap="small"):
            for role in line.roles:
                _role(line, role)


def _line_of_work(lines: Sequence[LineOfWork], fitting: Sequence[Suggested]) -> LineOfWork:
    """The one that is chosen; those that fit one's own fields and goals come first, each with what it fits."""
    because = {each.line.name: each.because for each in fitting}
    order = [*because, *(line.name for line in lines if line.name not in because)]
    asked = front_door.asked_for(WORK)
    at = order.index(asked) if asked in order else 0
    key = f"aims-work-{order[at]}"
    chosen = st.selectbox(
        "Line of work", order, index=at, key=key, on_change=_choose, args=(key,),
        format_func=lambda name: f"{name}, for “{because[name]}”" if name in because else name,
    )  # fmt: skip
    return next(line for line in lines if line.name == chosen)


def _choose(key: str) -> None:
    st.query_params[WORK] = str(st.session_state[key])


def _role(line: LineOfWork, role: Role) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(gap=None):
            st.caption(f":material/{ICONS[role.part]}: {PARTS[role.part]}")
            st.markdown(f"##### {parts.plain(role.role)}", anchors=False)
        st.markdown(f":gray[{parts.plain(role.why)}]")
        st.space("stretch")
        if st.button("Look for one", icon=":material/person_add:", key=f"role-{line.name}-{role.part}-{role.role}"):
            front_door.go("prospect_research", open="add", position=role.role)
