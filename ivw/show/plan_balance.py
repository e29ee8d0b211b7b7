"""What the kept questions are like, taken together: open, about them, and what they touch."""

import streamlit as st

from ivw.coaching import arc, contacts, plan_balance, wording
from ivw.coaching.agenda import ABOUT_ME, Agenda
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plan_balance import SUBJECTS, Balance
from ivw.coaching.plans import Plan
from ivw.show import parts
from ivw.show.front_door import Here


def draw(here: Here, plan: Plan, fitted: Agenda) -> None:
    """The share of open questions as a gauge, how many are about oneself, and what they touch; nothing without any."""
    stages = arc.known_stages(here.records)
    try:
        balance = plan_balance.of([each.question for each in fitted.keep], stages)
    except InvalidRecord as broken:  # somebody edited the rules
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return
    if not balance.asked:
        return
    with st.container(gap="small"):
        parts.section("Taken together", parts.count(balance.asked, "question"))
        _open(balance)
        _about_me(balance)
        _touched(balance)
        _in_field(here, plan, stages)


def _open(balance: Balance) -> None:
    """The gauge (A45): with counts, and the closed ones by name."""
    if not balance.judged:
        st.markdown(":gray[:material/translate: None of them is in English, so open or closed is not judged.]")
        return
    unjudged = balance.asked - balance.judged
    not_all = f" :gray[· {unjudged} in another language]" if unjudged else ""
    with st.container(gap="xxsmall"):
        st.progress(
            balance.open / balance.judged,
            f"**{balance.open} of {balance.judged} open** :gray[besides the must-asks]{not_all}",
        )
        if balance.closed:
            st.caption(
                "A word or two would do for: " + " ".join(parts.plain(text) for text in balance.closed),
                help="Open questions make people tell (guide 1). Open one with Change to see how it might be put.",
            )


def _about_me(balance: Balance) -> None:
    many = balance.about_me
    mark = ":orange[:material/person_alert:]" if many > ABOUT_ME else ":green[:material/check_circle:]"
    says = f"{many} of {balance.asked} about you" if many else "None of them is about you"
    st.markdown(f"{mark} {says} :gray[· at most {ABOUT_ME}: the talk is about them (guide 3)]")


def _touched(balance: Balance) -> None:
    """What the plan touches, and what nothing in it does."""
    badges = [
        f":green-badge[:material/check: {label} {balance.touched[subject]}]" if balance.touched[subject]
        else f":gray-badge[:material/radio_button_unchecked: {label} 0]"
        for subject, (label, _) in SUBJECTS.items()
    ]  # fmt: skip
    missing = [label.lower() for subject, (label, _) in SUBJECTS.items() if not balance.touched[subject]]
    with st.container(gap="xxsmall"):
        st.markdown(" ".join(badges))
        st.caption(
            f"Nothing in it asks about {wording.listed(missing)}." if missing else "It touches all of them.",
            help="Their path, challenges and skills are what one comes for (guide 1); their work and their field are "
            "what they like to tell about (guide 3). By the words of the questions, in English; our convention.",
        )


def _in_field(here: Here, plan: Plan, stages: dict[str, str]) -> None:
    """What was asked so far in all conversations of their field (A05)."""
    field = (contacts.get(here.records, plan.contact_id).field or "").strip() if plan.contact_id else ""
    if not field:
        return
    touched, asked = plan_balance.asked_in_field(here.records, field, stages)
    if not asked:
        return
    counts = [f"{label.lower()} {touched[subject]}" for subject, (label, _) in SUBJECTS.items() if touched[subject]]
    about = f": {', '.join(counts)}" if counts else ", none about these"
    st.caption(f"You asked {parts.count(asked, 'question')} so far in {parts.plain(field)}{about}.")
