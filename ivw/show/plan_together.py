"""What the kept questions are taken together: in a line of badges below them, and as a view of the page by itself."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import arc, goals, plan_balance, wording
from ivw.coaching.agenda import ABOUT_ME, Agenda
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.goals import Goal
from ivw.coaching.plan_balance import SUBJECTS, Balance
from ivw.coaching.plans import Plan
from ivw.show import parts, plan_coverage, plan_goals
from ivw.show import plan_balance as balance_shown
from ivw.show.front_door import Here

VIEW = "together"  # in the address


def draw(here: Here, plan: Plan, fitted: Agenda, sides: tuple[float, float]) -> None:
    """How the questions stand to each other and to one's goals; beside it the goals."""
    open_goals = goals.open_goals(here.records)
    left, right = st.columns(sides, gap="large")
    with left, st.container(gap="large"):
        balance_shown.draw(here, plan, fitted)
        with st.container(gap="small"):
            plan_coverage.draw(open_goals, fitted)
    with right:
        plan_goals.draw(here, open_goals, plan.id)


def in_short(here: Here, fitted: Agenda, open_goals: Sequence[Goal]) -> None:
    """The same in a few words, with the way to it."""
    try:
        balance = plan_balance.of([each.question for each in fitted.keep], arc.known_stages(here.records))
    except InvalidRecord as broken:  # somebody edited the rules
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader("Taken together", anchor=False, width="content")
            st.button(
                "Look closer" if open_goals else "Set a goal", type="tertiary", icon=":material/arrow_forward:",
                icon_position="right", key="look-closer", on_click=_look_closer,
            )  # fmt: skip
        st.markdown(" ".join([*_of_questions(balance), _of_goals(fitted, open_goals)]))


def _look_closer() -> None:
    st.query_params["view"] = VIEW


def _of_questions(balance: Balance) -> list[str]:
    if not balance.asked:
        return []
    badges = []
    if balance.judged:
        badges.append(_badge(not balance.closed, f"{balance.open} of {balance.judged} open", "rule"))
    mine = f"{balance.about_me} about you" if balance.about_me else "None about you"
    badges.append(_badge(balance.about_me <= ABOUT_ME, mine, "person_alert"))
    missing = [label.lower() for subject, (label, _) in SUBJECTS.items() if not balance.touched[subject]]
    if missing:
        badges.append(f":gray-badge[:material/radio_button_unchecked: Nothing about {wording.listed(missing)}]")
    return badges


def _of_goals(fitted: Agenda, open_goals: Sequence[Goal]) -> str:
    if not open_goals:
        return ":gray-badge[:material/flag: No goal yet]"
    served = {goal for each in fitted.keep for goal in each.question.goals}
    many = sum(goal.id in served for goal in open_goals)
    return _badge(many == len(open_goals), f"{many} of {parts.count(len(open_goals), 'goal')} served", "flag")


def _badge(is_fine: bool, says: str, icon: str) -> str:
    return f":green-badge[:material/check: {says}]" if is_fine else f":orange-badge[:material/{icon}: {says}]"
